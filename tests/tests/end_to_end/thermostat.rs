//! The thermostat, a device without components.

use dtdl_tests::random::Random;
use serde_json::json;

use crate::devices::single::thermostat;
use crate::devices::{Answer, Got, PATIENCE, Recorder, connection, event, hub, next, reported, telemetry};

#[tokio::test]
async fn random_targets_reach_the_handler_and_its_answer_the_hub() {
    let mut random = Random::new();
    let hub = hub().await;
    let cloud = hub.device("dev").unwrap();
    let (recorder, mut seen) = Recorder::new();
    let device = thermostat::start(connection(&hub), recorder.clone()).unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    reported(&hub, "/targetTemperature", json!({"value": 19.0, "ac": 203, "av": 0})).await;
    for _ in 0..25 {
        let (target, answer) = (random.double(), Answer::ALL[random.below(4) as usize]);
        *recorder.answer.lock().unwrap() = answer;
        let version = cloud
            .update_desired(json!({"targetTemperature": target}))
            .await
            .unwrap();
        assert_eq!(
            next(&mut seen).await,
            Got::Target {
                component: None,
                value: target,
                version
            }
        );
        let mut expected = json!({"value": target, "ac": answer.status(), "av": version});
        if answer == Answer::Reject {
            expected["ad"] = json!("no \"thanks\"");
        }
        reported(&hub, "/targetTemperature", expected).await;
        if answer == Answer::Later {
            let ack = dtdl_runtime::Ack::accepted(target);
            device
                .context()
                .acknowledge_target_temperature(version, ack)
                .await
                .unwrap();
            reported(
                &hub,
                "/targetTemperature",
                json!({"value": target, "ac": 200, "av": version}),
            )
            .await;
        }
    }
    cloud.update_desired(json!({"targetTemperature": null})).await.unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    reported(&hub, "/targetTemperature", json!({"value": 19.0, "ac": 203, "av": 0})).await;
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_desired_value_set_before_the_start_is_handled() {
    let hub = hub().await;
    let version = hub
        .device("dev")
        .unwrap()
        .update_desired(json!({"targetTemperature": -4}))
        .await
        .unwrap();
    let (recorder, mut seen) = Recorder::new();
    let device = thermostat::start(connection(&hub), recorder).unwrap();
    assert_eq!(
        next(&mut seen).await,
        Got::Target {
            component: None,
            value: -4.0,
            version
        }
    );
    reported(
        &hub,
        "/targetTemperature",
        json!({"value": -4.0, "ac": 200, "av": version}),
    )
    .await;
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn a_desired_value_of_the_wrong_type_is_refused_without_the_handler() {
    let hub = hub().await;
    let cloud = hub.device("dev").unwrap();
    let (recorder, mut seen) = Recorder::new();
    let device = thermostat::start(connection(&hub), recorder).unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    let version = cloud
        .update_desired(json!({"targetTemperature": "warm"}))
        .await
        .unwrap();
    reported(&hub, "/targetTemperature/ac", json!(400)).await;
    reported(&hub, "/targetTemperature/av", json!(version)).await;
    assert!(seen.try_recv().is_err());
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn telemetry_and_properties_reach_the_hub_as_sent() {
    let mut random = Random::new();
    let hub = hub().await;
    let mut events = hub.events();
    let device = thermostat::start(connection(&hub), Recorder::new().0).unwrap();
    for _ in 0..25 {
        let temperature = random.double();
        let delivery = device
            .send(thermostat::Telemetry::default().temperature(temperature))
            .await
            .unwrap();
        delivery.await.unwrap();
        let message = event(&mut events, |event| telemetry(event, None).is_some()).await;
        let body: serde_json::Value = serde_json::from_slice(telemetry(&message, None).unwrap()).unwrap();
        assert_eq!(body, json!({"temperature": temperature}));
        device
            .report(thermostat::Properties::default().max_temp_since_last_reboot(temperature))
            .await
            .unwrap();
        reported(&hub, "/maxTempSinceLastReboot", json!(temperature)).await;
    }
    device.shutdown().await.unwrap();
}

#[tokio::test]
async fn commands_are_answered_and_wrong_ones_refused() {
    let mut random = Random::new();
    let hub = hub().await;
    let cloud = hub.device("dev").unwrap();
    let (recorder, mut seen) = Recorder::new();
    let device = thermostat::start(connection(&hub), recorder.clone()).unwrap();
    assert_eq!(next(&mut seen).await, Got::Unset { component: None });
    for _ in 0..25 {
        let since = random_time(&mut random);
        let report = (random.double(), random.double(), random.double());
        *recorder.report.lock().unwrap() = report;
        let response = cloud.call("getMaxMinReport", json!(since), PATIENCE).await.unwrap();
        assert_eq!(
            next(&mut seen).await,
            Got::Report {
                component: None,
                since: since.parse().unwrap()
            }
        );
        let (max, min, avg) = report;
        let expected = json!({"maxTemp": max, "minTemp": min, "avgTemp": avg, "startTime": since});
        assert_eq!((response.status, response.payload), (200, expected));
    }
    for wrong in [
        json!("yesterday"),
        json!(5),
        json!(null),
        json!({"since": "2026-01-01T00:00:00Z"}),
    ] {
        assert_eq!(
            cloud.call("getMaxMinReport", wrong, PATIENCE).await.unwrap().status,
            400
        );
    }
    assert_eq!(
        cloud.call("selfDestruct", json!(null), PATIENCE).await.unwrap().status,
        404
    );
    assert!(seen.try_recv().is_err());
    device.shutdown().await.unwrap();
}

/// A moment as somebody might write it: with and without fraction, in UTC and elsewhere.
pub(crate) fn random_time(random: &mut Random) -> String {
    let fraction = ["", ".5", ".250", ".000015"][random.below(4) as usize];
    let offset = ["Z", "+02:00", "-11:30"][random.below(3) as usize];
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{fraction}{offset}",
        1970 + random.below(130),
        1 + random.below(12),
        1 + random.below(28),
        random.below(24),
        random.below(60),
        random.below(60)
    )
}
