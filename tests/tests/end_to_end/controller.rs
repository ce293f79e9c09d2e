//! The temperature controller: components on the wire.

use dtdl_tests::random::Random;
use serde_json::json;

use crate::devices::temperature_controller::{self as controller, device_information, thermostat};
use crate::devices::{Got, PATIENCE, Recorder, connection, event, hub, next, reported, telemetry};
use crate::thermostat::random_time;

async fn start(hub: &dtdl_hub::Hub) -> (controller::Device, Recorder, tokio::sync::mpsc::UnboundedReceiver<Got>) {
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

#[tokio::test]
async fn random_targets_reach_the_right_component() {
    let mut random = Random::new();
    let hub = hub().await;
    let cloud = hub.device("dev").unwrap();
    let (device, _, mut seen) = start(&hub).await;
    for _ in 0..25 {
        let component = ["thermostat1", "thermostat2"][random.below(2) as usize];
        let target = random.double();
        let mut part = json!({"targetTemperature": target});
        if random.below(2) == 0 {
            part["__t"] = json!("c");
        }
        let version = cloud.update_desired(json!({component: part})).await.unwrap();
        let expected = Got::Target {
            component: Some(component.to_owned()),
            value: target,
            version,
        };
        assert_eq!(next(&mut seen).await, expected);
        let ack = json!({"value": target, "ac": 200, "av": version});
        reported(&hub, &format!("/{component}/targetTemperature"), ack).await;
        reported(&hub, &format!("/{component}/__t"), json!("c")).await;
    }
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn one_patch_for_both_components_reaches_both() {
    let hub = hub().await;
    let (device, _, mut seen) = start(&hub).await;
    let patch = json!({"thermostat1": {"targetTemperature": 1.5}, "thermostat2": {"targetTemperature": 2.5}});
    let version = hub.device("dev").unwrap().update_desired(patch).await.unwrap();
    let mut got = [next(&mut seen).await, next(&mut seen).await];
    got.sort_by_key(|got| format!("{got:?}"));
    let target = |component: &str, value| Got::Target {
        component: Some(component.to_owned()),
        value,
        version,
    };
    assert_eq!(got, [target("thermostat1", 1.5), target("thermostat2", 2.5)]);
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn random_commands_reach_the_right_handler_and_their_answers_the_caller() {
    let mut random = Random::new();
    let hub = hub().await;
    let cloud = hub.device("dev").unwrap();
    let (device, recorder, mut seen) = start(&hub).await;
    for _ in 0..25 {
        let delay = random.integer();
        let response = cloud.call("reboot", json!(delay), PATIENCE).await.unwrap();
        assert_eq!(next(&mut seen).await, Got::Reboot { delay });
        assert_eq!(
            response.status,
            [200, 202, 423][match delay % 3 {
                0 => 0,
                1 => 1,
                _ => 2,
            }]
        );
        let component = ["thermostat1", "thermostat2"][random.below(2) as usize];
        let since = random_time(&mut random);
        *recorder.report.lock().unwrap() = (random.double(), random.double(), random.double());
        let response = cloud
            .call(&format!("{component}*getMaxMinReport"), json!(since), PATIENCE)
            .await
            .unwrap();
        let expected = Got::Report {
            component: Some(component.to_owned()),
            since: since.parse().unwrap(),
        };
        assert_eq!(next(&mut seen).await, expected);
        assert_eq!((response.status, &response.payload["startTime"]), (200, &json!(since)));
        assert_eq!(response.payload["maxTemp"], json!(recorder.report.lock().unwrap().0));
    }
    for unknown in [
        "thermostat3*getMaxMinReport",
        "deviceInformation*reboot",
        "thermostat1*reboot",
        "getMaxMinReport",
    ] {
        assert_eq!(
            cloud.call(unknown, json!(null), PATIENCE).await.unwrap().status,
            404,
            "{unknown}"
        );
    }
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn each_component_speaks_for_itself() {
    let mut random = Random::new();
    let hub = hub().await;
    let mut events = hub.events();
    let (device, ..) = start(&hub).await;
    for _ in 0..10 {
        let (value, size) = (random.double(), random.double());
        let temperature = || thermostat::Telemetry::default().temperature(value);
        device.thermostat1().send(temperature()).await.unwrap();
        device.thermostat2().send(temperature()).await.unwrap();
        device
            .send(controller::Telemetry::default().working_set(size))
            .await
            .unwrap();
        for component in [Some("thermostat1"), Some("thermostat2"), None] {
            let message = event(&mut events, |event| telemetry(event, component).is_some()).await;
            let body: serde_json::Value = serde_json::from_slice(telemetry(&message, component).unwrap()).unwrap();
            let expected = if component.is_some() {
                json!({"temperature": value})
            } else {
                json!({"workingSet": size})
            };
            assert_eq!(body, expected);
        }
    }
    let information = device_information::Properties::default()
        .manufacturer("A \"quoted\" name")
        .total_memory(0.5);
    device.device_information().report(information).await.unwrap();
    device
        .report(controller::Properties::default().serial_number("ü-1"))
        .await
        .unwrap();
    let expected = json!({"__t": "c", "manufacturer": "A \"quoted\" name", "totalMemory": 0.5});
    reported(&hub, "/deviceInformation", expected).await;
    reported(&hub, "/serialNumber", json!("ü-1")).await;
    device
        .device_information()
        .report(device_information::Properties::default().clear_manufacturer())
        .await
        .unwrap();
    reported(&hub, "/deviceInformation", json!({"__t": "c", "totalMemory": 0.5})).await;
    device.shutdown().await.unwrap();
}
