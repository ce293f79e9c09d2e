//! Hubs that come late, and hubs that die.

use core::time::Duration;
use std::collections::BTreeSet;

use dtdl_hub::{Events, Hub};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use crate::devices::single::thermostat;
use crate::devices::temperature_controller::{self as controller, thermostat as part};
use crate::devices::{Got, PATIENCE, Recorder, connection, hub, next, reported, telemetry};

/// A telemetry value that tells which message it is.
fn message(number: u32) -> thermostat::Telemetry {
    thermostat::Telemetry::default().temperature(f64::from(number))
}

fn numbers(events: &mut Events, into: &mut BTreeSet<u64>) {
    while let Some(event) = events.try_next() {
        if let Some(body) = telemetry(&event, None) {
            let body: Value = serde_json::from_slice(body).unwrap();
            into.insert(body["temperature"].as_f64().unwrap() as u64);
        }
    }
}

async fn report(hub: &Hub) -> i32 {
    let device = hub.device("dev").unwrap();
    let call = async {
        loop {
            match device
                .call("getMaxMinReport", json!("2026-01-01T00:00:00Z"), PATIENCE)
                .await
            {
                Ok(response) => return response.status,
                // Not connected again yet.
                Err(_) => sleep(Duration::from_millis(20)).await,
            }
        }
    };
    timeout(PATIENCE, call).await.unwrap()
}

#[tokio::test]
async fn a_device_started_before_its_hub_loses_nothing() {
    let first = hub().await;
    let connection = connection(&first);
    let state = first.stop().await;
    let (recorder, mut seen) = Recorder::new();
    let device = thermostat::start(connection, recorder).unwrap();
    let mut deliveries = Vec::new();
    for number in 0..100 {
        deliveries.push(device.send(message(number)).await.unwrap());
    }
    device
        .report(thermostat::Properties::default().max_temp_since_last_reboot(99.0))
        .await
        .unwrap();
    sleep(Duration::from_millis(300)).await;
    let hub = Hub::builder().state(state).start().await.unwrap();
    let mut events = hub.events();
    for delivery in deliveries {
        timeout(PATIENCE, delivery).await.unwrap().unwrap();
    }
    let mut arrived = BTreeSet::new();
    numbers(&mut events, &mut arrived);
    assert_eq!(arrived, (0..100).collect());
    reported(&hub, "/maxTempSinceLastReboot", json!(99.0)).await;
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    assert_eq!(report(&hub).await, 200);
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_hub_that_is_killed_again_and_again_gets_everything_in_the_end() {
    let mut hub = hub().await;
    let (recorder, mut seen) = Recorder::new();
    let device = thermostat::start(connection(&hub), recorder).unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    let mut arrived = BTreeSet::new();
    let mut deliveries = Vec::new();
    for round in 0_u32..4 {
        let mut events = hub.events();
        for number in round * 50..round * 50 + 40 {
            deliveries.push(device.send(message(number)).await.unwrap());
        }
        // Not a moment's rest: the hub dies while messages are on their way.
        let state = hub.stop().await;
        numbers(&mut events, &mut arrived);
        for number in round * 50 + 40..round * 50 + 50 {
            deliveries.push(device.send(message(number)).await.unwrap());
        }
        hub = Hub::builder().state(state).start().await.unwrap();
        let mut events = hub.events();
        assert_eq!(report(&hub).await, 200, "the next command is answered");
        assert!(matches!(next(&mut seen).await, Got::Report { .. }));
        for delivery in deliveries.drain(..) {
            timeout(PATIENCE, delivery).await.unwrap().unwrap();
        }
        numbers(&mut events, &mut arrived);
    }
    assert_eq!(arrived, (0..200).collect());
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn what_the_cloud_wants_while_the_device_is_away_is_handled_afterwards() {
    let hub = hub().await;
    let cloud = hub.device("dev").unwrap();
    let (recorder, mut seen) = Recorder::new();
    let device = thermostat::start(connection(&hub), recorder).unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    cloud.drop_connection();
    let version = cloud.update_desired(json!({"targetTemperature": 3.25})).await.unwrap();
    assert_eq!(
        next(&mut seen).await,
        Got::Target {
            component: None,
            value: 3.25,
            version
        }
    );
    reported(
        &hub,
        "/targetTemperature",
        json!({"value": 3.25, "ac": 200, "av": version}),
    )
    .await;
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_device_with_components_loses_nothing_whether_its_hub_comes_late_or_dies() {
    const COMPONENTS: [Option<&str>; 3] = [None, Some("thermostat1"), Some("thermostat2")];
    let first = hub().await;
    let connection = connection(&first);
    let mut state = first.stop().await;
    let (recorder, mut seen) = Recorder::new();
    let components = controller::Components {
        thermostat1: recorder.clone(),
        thermostat2: recorder.clone(),
    };
    let device = controller::start(connection, recorder.clone(), components).unwrap();
    let mut arrived = COMPONENTS.map(|_| BTreeSet::new());
    let mut collect = |events: &mut Events| {
        while let Some(event) = events.try_next() {
            for (component, arrived) in COMPONENTS.iter().zip(&mut arrived) {
                if let Some(body) = telemetry(&event, *component) {
                    let body: Value = serde_json::from_slice(body).unwrap();
                    let number = body
                        .get("temperature")
                        .or_else(|| body.get("workingSet"))
                        .and_then(Value::as_f64);
                    arrived.insert(number.unwrap() as u64);
                }
            }
        }
    };
    for round in 0_u32..4 {
        let mut deliveries = Vec::new();
        for number in (round * 20..round * 20 + 20).map(f64::from) {
            let temperature = part::Telemetry::default().temperature(number);
            deliveries.push(device.thermostat1().send(temperature.clone()).await.unwrap());
            deliveries.push(device.thermostat2().send(temperature).await.unwrap());
            let working_set = controller::Telemetry::default().working_set(number);
            deliveries.push(device.send(working_set).await.unwrap());
        }
        let hub = Hub::builder().state(state).start().await.unwrap();
        let mut events = hub.events();
        let cloud = hub.device("dev").unwrap();
        timeout(PATIENCE, cloud.ready()).await.unwrap().unwrap();
        let delay = i32::try_from(round).unwrap();
        let called = cloud.call("reboot", json!(delay * 3), PATIENCE).await.unwrap();
        assert_eq!(called.status, 200, "the next command is answered");
        while next(&mut seen).await != (Got::Reboot { delay: delay * 3 }) {}
        if round % 2 == 0 {
            for delivery in deliveries {
                timeout(PATIENCE, delivery).await.unwrap().unwrap();
            }
        }
        // In other rounds it dies while messages are on their way.
        state = hub.stop().await;
        collect(&mut events);
    }
    let hub = Hub::builder().state(state).start().await.unwrap();
    let mut events = hub.events();
    device.shutdown().await.unwrap();
    collect(&mut events);
    assert_eq!(arrived, COMPONENTS.map(|_| (0..80).collect()));
}
