//! Both ends of the wire typed: devices driven by programs generated for the service's side, through the hub.

use std::sync::Arc;

use dtdl_hub::{EventKind, Hub};
use dtdl_runtime::DateTime;
use dtdl_runtime::service::{ErrorKind, Reported};
use dtdl_tests::random::Random;
use serde_json::json;
use tokio::sync::mpsc;

use crate::devices::temperature_controller::{self as controller, device_information, thermostat};
use crate::devices::{Answer, Got, PATIENCE, Recorder, connection, event, hub, next, single, telemetry};
use crate::thermostat::random_time;

/// A program of its own, which knows nothing of devices.
mod cloud {
    dtdl_runtime::include_dtdl!("../samples/models/dtmi/com/example/thermostat-1.json", side = service);
}

use cloud::thermostat as alone;

async fn start(hub: &Hub) -> (controller::Device, Recorder, mpsc::UnboundedReceiver<Got>) {
    let (recorder, mut seen) = Recorder::new();
    let components = controller::Components {
        thermostat1: recorder.clone(),
        thermostat2: recorder.clone(),
    };
    let device = controller::start(connection(hub), recorder.clone(), components).unwrap();
    for _ in 0..2 {
        assert!(matches!(next(&mut seen).await, Got::Unset { component: Some(_) }));
    }
    (device, recorder, seen)
}

/// Waits until a twin is as wanted.
async fn until<T>(mut twin: impl AsyncFnMut() -> T, wanted: impl Fn(&T) -> bool) -> T {
    let found = async {
        loop {
            let twin = twin().await;
            if wanted(&twin) {
                return twin;
            }
            tokio::time::sleep(core::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, found)
        .await
        .expect("the twin stays otherwise")
}

/// The outcome and the value of an acknowledgement of this version.
fn answered(reported: &Reported<f64>, version: i64) -> Option<(i32, Option<f64>, Option<&str>)> {
    let acknowledgement = reported.acknowledgement().filter(|found| found.version == version)?;
    Some((
        acknowledgement.status,
        reported.value().copied(),
        acknowledgement.description.as_deref(),
    ))
}

#[tokio::test]
async fn random_desired_values_are_written_handled_and_read_back_acknowledged() {
    let mut random = Random::new();
    let hub = hub().await;
    let (recorder, mut seen) = Recorder::new();
    let device = single::thermostat::start(connection(&hub), recorder.clone()).unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    let remote = alone::RemoteDevice::new(&hub, "dev");
    for _ in 0..25 {
        let (target, answer) = (random.double(), Answer::ALL[random.below(4) as usize]);
        *recorder.answer.lock().unwrap() = answer;
        let desired = alone::DesiredProperties::default().target_temperature(target);
        let version = remote.root().update(desired.clone()).await.unwrap();
        let got = Got::Target {
            component: None,
            value: target,
            version,
        };
        assert_eq!(next(&mut seen).await, got);
        let twin = until(
            async || remote.twin().await.unwrap(),
            |twin| answered(&twin.reported.root.target_temperature, version).is_some(),
        )
        .await;
        let description = (answer == Answer::Reject).then_some("no \"thanks\"");
        assert_eq!(
            answered(&twin.reported.root.target_temperature, version),
            Some((answer.status(), Some(target), description))
        );
        let twin = twin.strictly().unwrap();
        assert_eq!((twin.desired.root, twin.desired_version), (desired, version));
        assert_eq!(twin.model_id.as_deref(), Some(alone::MODEL_ID));
    }
    let cleared = alone::DesiredProperties::default().clear_target_temperature();
    remote.root().update(cleared).await.unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    let twin = until(
        async || remote.twin().await.unwrap(),
        |twin| answered(&twin.reported.root.target_temperature, 0).is_some(),
    )
    .await;
    assert_eq!(
        answered(&twin.reported.root.target_temperature, 0),
        Some((203, Some(19.0), None))
    );
    assert!(twin.desired.root.target_temperature.is_keep());
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn random_desired_values_reach_the_components_they_are_written_to() {
    let mut random = Random::new();
    let hub = hub().await;
    let (device, _, mut seen) = start(&hub).await;
    let remote = controller::RemoteDevice::new(&hub, "dev");
    let target = |value| thermostat::DesiredProperties::default().target_temperature(value);
    for _ in 0..25 {
        let (first, second) = (random.double(), random.double());
        let which = random.below(3);
        let version = match which {
            0 => remote.thermostat1().update(target(first)).await,
            1 => remote.thermostat2().update(target(second)).await,
            _ => {
                let both = controller::TwinDesired::default()
                    .thermostat1(target(first))
                    .thermostat2(target(second));
                remote.update(both).await
            }
        }
        .unwrap();
        let got = |component: &str, value| Got::Target {
            component: Some(component.to_owned()),
            value,
            version,
        };
        let mut expected = vec![got("thermostat1", first), got("thermostat2", second)];
        match which {
            0 => drop(expected.remove(1)),
            1 => drop(expected.remove(0)),
            _ => {}
        }
        let mut found = Vec::new();
        for _ in &expected {
            found.push(next(&mut seen).await);
        }
        found.sort_by_key(|got| format!("{got:?}"));
        expected.sort_by_key(|got| format!("{got:?}"));
        assert_eq!(found, expected);
        let acknowledged = |twin: &controller::Twin| {
            let parts = [&twin.reported.thermostat1, &twin.reported.thermostat2];
            parts.map(|part| answered(&part.target_temperature, version).and_then(|(_, value, _)| value))
        };
        let wanted = [(which != 1).then_some(first), (which != 0).then_some(second)];
        let twin = until(
            async || remote.twin().await.unwrap(),
            |twin| acknowledged(twin) == wanted,
        )
        .await;
        twin.strictly().unwrap();
    }
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn random_commands_are_called_typed_and_their_answers_read_typed() {
    let mut random = Random::new();
    let hub = hub().await;
    let (device, recorder, mut seen) = start(&hub).await;
    let remote = controller::RemoteDevice::new(&hub, "dev");
    for _ in 0..25 {
        let delay = random.integer();
        let answer = remote.root().reboot(delay).await;
        assert_eq!(next(&mut seen).await, Got::Reboot { delay });
        match delay % 3 {
            0 => assert_eq!(answer.unwrap().status(), 200),
            1 => assert_eq!(answer.unwrap().status(), 202, "accepted is no error"),
            _ => {
                let error = answer.unwrap_err();
                let response = error.response().unwrap();
                assert_eq!(error.kind(), ErrorKind::Status);
                assert_eq!(
                    (response.status, response.payload.as_str()),
                    (423, r#"{"message":"locked"}"#)
                );
            }
        }
        let since: DateTime = random_time(&mut random).parse().unwrap();
        let (max, min, avg) = (random.double(), random.double(), random.double());
        *recorder.report.lock().unwrap() = (max, min, avg);
        let (part, component) = match random.below(2) {
            0 => (remote.thermostat1(), "thermostat1"),
            _ => (remote.thermostat2(), "thermostat2"),
        };
        assert_eq!(part.component_name(), Some(component));
        let report = part.get_max_min_report(since).await.unwrap();
        let expected = thermostat::TempReport::default()
            .max_temp(max)
            .min_temp(min)
            .avg_temp(avg)
            .start_time(since);
        assert_eq!((report.status(), report.into_value()), (200, Some(expected)));
        let component = Some(component.to_owned());
        assert_eq!(next(&mut seen).await, Got::Report { component, since });
    }
    device.shutdown().await.unwrap();
    let error = remote.root().reboot(1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Service, "a device that is gone: {error:?}");
}

#[tokio::test]
async fn telemetry_and_properties_are_read_by_component() {
    let mut random = Random::new();
    let hub = hub().await;
    let mut events = hub.events();
    let (device, ..) = start(&hub).await;
    for _ in 0..10 {
        let (value, size) = (random.double(), random.double());
        let temperature = || thermostat::Telemetry::default().temperature(value);
        device.thermostat1().send(temperature()).await.unwrap();
        device.thermostat2().send(temperature()).await.unwrap();
        let own = controller::Telemetry::default().working_set(size);
        device.send(own.clone()).await.unwrap();
        for component in [Some("thermostat1"), Some("thermostat2"), None] {
            let message = event(&mut events, |event| telemetry(event, component).is_some()).await;
            let EventKind::Telemetry(message) = message.kind else {
                unreachable!()
            };
            use controller::TelemetryMessage::{Root, Thermostat1, Thermostat2};
            match controller::TelemetryMessage::decode(message.component.as_deref(), &message.body).unwrap() {
                Root(found) if component.is_none() => assert_eq!(found.strictly().unwrap(), own),
                Thermostat1(found) if component == Some("thermostat1") => {
                    assert_eq!(found.strictly().unwrap(), temperature());
                }
                Thermostat2(found) if component == Some("thermostat2") => {
                    assert_eq!(found.strictly().unwrap(), temperature());
                }
                other => panic!("{component:?} became {other:?}"),
            }
        }
    }
    let information = device_information::Properties::default()
        .manufacturer("ü \"quoted\"")
        .total_memory(0.5);
    device.device_information().report(information).await.unwrap();
    device
        .report(controller::Properties::default().serial_number("A-77"))
        .await
        .unwrap();
    let remote = controller::RemoteDevice::new(&hub, "dev");
    let twin = until(
        async || remote.twin().await.unwrap(),
        |twin| twin.reported.root.serial_number.is_some(),
    )
    .await
    .strictly()
    .unwrap();
    assert_eq!(twin.reported.root.serial_number.as_deref(), Some("A-77"));
    let expected = device_information::ReportedProperties {
        manufacturer: Some("ü \"quoted\"".to_owned()),
        total_memory: Some(0.5),
        ..Default::default()
    };
    assert_eq!(twin.reported.device_information, expected);
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn what_another_program_wrote_wrongly_is_kept_and_the_rest_is_read() {
    let hub = hub().await;
    let (recorder, mut seen) = Recorder::new();
    let device = single::thermostat::start(connection(&hub), recorder).unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    let patch = json!({"targetTemperature": "warm", "colour": "red"});
    let version = hub.device("dev").unwrap().update_desired(patch).await.unwrap();
    let remote = alone::RemoteDevice::new(&hub, "dev");
    let twin = until(
        async || remote.twin().await.unwrap(),
        |twin| answered(&twin.reported.root.target_temperature, version).is_some(),
    )
    .await;
    let (status, value, description) = answered(&twin.reported.root.target_temperature, version).unwrap();
    assert_eq!((status, value), (400, Some(19.0)));
    assert!(description.unwrap().contains("warm"), "{description:?}");
    let mut unread: Vec<_> = twin
        .unread
        .iter()
        .map(|unread| (unread.name.as_str(), unread.reason.is_some()))
        .collect();
    unread.sort_unstable();
    assert_eq!(unread, [("colour", false), ("targetTemperature", true)]);
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn what_a_twin_cannot_hold_never_leaves_the_program() {
    let hub = hub().await;
    let remote = alone::RemoteDevice::new(&hub, "dev");
    for target in [f64::NAN, f64::INFINITY] {
        let desired = alone::DesiredProperties::default().target_temperature(target);
        assert_eq!(
            remote.root().update(desired).await.unwrap_err().kind(),
            ErrorKind::Value
        );
    }
    let nothing = alone::DesiredProperties::default();
    assert_eq!(
        remote.root().update(nothing).await.unwrap_err().kind(),
        ErrorKind::Empty
    );
    assert_eq!(remote.twin().await.unwrap().desired_version, 1);
    let unknown = alone::RemoteDevice::new(&hub, "another");
    assert_eq!(unknown.twin().await.unwrap_err().kind(), ErrorKind::Service);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_may_run_on_other_threads() {
    let hub = Arc::new(hub().await);
    let (recorder, mut seen) = Recorder::new();
    let device = single::thermostat::start(connection(&hub), recorder).unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    let calls = (0..8).map(|number| {
        let hub = Arc::clone(&hub);
        tokio::spawn(async move {
            let remote = alone::RemoteDevice::new(hub, "dev");
            let since: DateTime = format!("2026-01-0{}T00:00:00Z", number + 1).parse().unwrap();
            let report = remote.root().get_max_min_report(since).await.unwrap().into_value();
            assert_eq!(report.unwrap().start_time, Some(since));
            remote.twin().await.unwrap().strictly().unwrap();
        })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
    device.shutdown().await.unwrap();
}
