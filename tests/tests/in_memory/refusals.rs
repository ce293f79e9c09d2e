//! What a hub refuses, and how the application learns of it.

use super::*;
use dtdl_runtime::{ErrorKind, Problem};

#[test]
fn a_refused_report_ends_its_delivery_and_is_a_problem_of_the_device() {
    let hub = Hub::new();
    let (device, _) = start(&hub);
    let mut problems = device.problems();
    hub.refuse_reports(Some(413));
    let delivery = hub
        .run(device.report(Properties::default().max_temp_since_last_reboot(1.0)))
        .unwrap();
    let error = hub.run(delivery).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Refused, Some(413)));
    assert!(!error.is_transient());
    let Some(Problem::ReportRefused { properties, status, .. }) = hub.run(problems.next()) else {
        panic!("it is told")
    };
    assert_eq!(
        (properties, status),
        (vec![(None, "maxTempSinceLastReboot".to_owned())], 413)
    );

    hub.root().set_desired("targetTemperature", &21.5).unwrap();
    let acknowledgement = hub.run(problems.next()).unwrap();
    assert_eq!(
        acknowledgement.to_string(),
        "the hub refused to be told of `targetTemperature` (status 413)"
    );

    hub.refuse_reports(None);
    let delivery = hub
        .run(device.report(Properties::default().max_temp_since_last_reboot(2.0)))
        .unwrap();
    hub.run(delivery).unwrap();
}

#[test]
fn telemetry_over_which_the_hub_hangs_up_is_given_up_and_the_rest_arrives() {
    let hub = Hub::new();
    let (device, _) = start(&hub);
    let mut problems = device.problems();
    hub.hang_up_over(Some("66.6"));
    let mut deliveries = Vec::new();
    for number in 0..300 {
        let value = if number == 10 { 66.6 } else { f64::from(number) };
        deliveries.push(hub.run(device.send(temperature(value))).unwrap());
        hub.advance(SECOND);
    }
    let refused = hub.run(deliveries.remove(10)).unwrap_err();
    assert_eq!((refused.kind(), refused.status()), (ErrorKind::Refused, None));
    for delivery in deliveries {
        hub.run(delivery).unwrap();
    }
    assert!(matches!(
        hub.run(problems.next()),
        Some(Problem::TelemetryGivenUp { .. })
    ));
    assert_eq!(temperatures(&hub).len(), 299);
    assert!(hub.connections() < 20, "{} connections", hub.connections());
    hub.run(device.shutdown()).unwrap();
    assert_eq!(hub.run(problems.next()), None);
}
