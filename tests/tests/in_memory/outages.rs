//! Networks and hubs that come and go.

use super::*;
use dtdl_runtime::{ErrorKind, Status};

#[test]
fn a_device_started_before_its_hub_loses_nothing_and_answers_the_next_command() {
    let hub = Hub::new();
    hub.set_reachable(false);
    let (device, _) = start(&hub);
    for number in 0..100 {
        hub.run(device.send(temperature(f64::from(number)))).unwrap();
    }
    hub.advance(24 * HOUR);
    let Status::Disconnected { kind, reason, .. } = device.status() else {
        panic!("{}", device.status())
    };
    assert_eq!(
        (kind, reason.as_str()),
        (ErrorKind::Disconnected, "the hub cannot be reached")
    );
    assert_eq!(
        hub.root().call("getMaxMinReport", &hub.now()).unwrap_err().kind(),
        ErrorKind::Disconnected
    );
    hub.set_reachable(true);
    hub.run(device.connected());
    let expected: Vec<_> = (0..100).map(|number| Some(f64::from(number))).collect();
    assert_eq!(temperatures(&hub), expected);
    assert_eq!(hub.root().call("getMaxMinReport", &hub.now()).unwrap().status, 200);
}

#[test]
fn a_device_whose_connection_is_cut_every_few_seconds_loses_nothing() {
    let hub = Hub::new();
    let (device, _) = start(&hub);
    let mut got = Vec::new();
    for number in 0..200 {
        hub.run(device.send(temperature(f64::from(number)))).unwrap();
        if number % 3 == 0 {
            hub.cut();
        }
        hub.advance(SECOND);
        got.extend(temperatures(&hub).into_iter().flatten());
    }
    hub.advance(60 * SECOND);
    got.extend(temperatures(&hub).into_iter().flatten());
    got.dedup();
    assert_eq!(got, (0..200).map(f64::from).collect::<Vec<_>>());
    assert!(hub.connections() > 10, "{} connections", hub.connections());
}

#[test]
fn a_target_set_while_the_device_is_away_is_handled_afterwards() {
    let hub = Hub::new();
    let (device, handler) = start(&hub);
    hub.set_reachable(false);
    let version = hub.root().set_desired("targetTemperature", &3.25).unwrap();
    hub.advance(HOUR);
    assert!(handler.0.lock().unwrap().is_empty());
    hub.set_reachable(true);
    hub.run(device.connected());
    hub.advance(11 * SECOND);
    let reported = hub.root().reported::<f64>("targetTemperature").unwrap();
    assert_eq!(reported[0].acknowledgement().unwrap().version, version);
}

#[test]
fn a_token_is_renewed_in_time_and_nobody_notices() {
    let hub = Hub::new();
    let (device, _) = start(&hub);
    for number in 0..48 {
        hub.run(device.send(temperature(f64::from(number)))).unwrap();
        hub.advance(HOUR / 4);
    }
    assert_eq!(temperatures(&hub).len(), 48);
    let connections = hub.connections();
    assert!((12..=16).contains(&connections), "{connections} in twelve hours");
}

#[test]
fn a_refused_device_says_so_and_asks_again_about_every_hour_for_ever() {
    let hub = Hub::new();
    hub.refuse_device(true);
    let (device, _) = start(&hub);
    hub.advance(HOUR / 4);
    let status = device.status();
    let error = status.error().unwrap();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert!(error.to_string().contains("wrong or expired key"), "{error}");
    let before = hub.connections();
    hub.advance(48 * HOUR);
    let asked = hub.connections() - before;
    assert!((38..=64).contains(&asked), "{asked} times in two days");
    hub.refuse_device(false);
    hub.advance(2 * HOUR);
    assert_eq!(device.status(), Status::Connected);
}
