//! Twins, byte for byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test should say so")]

mod raw;

use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use dtdl_hub::{ErrorKind, EventKind};
use raw::{ACCEPTED, DESIRED, ID, KEY, Raw, TWIN, connect, hub, publish0, publish1, subscribe, token};
use serde_json::json;

const GET: &str = "$iothub/twin/GET/?$rid=0832cd94-e7cb-4490-b460-6310aee79aa9";
const REPORTED: &str = "$iothub/twin/PATCH/properties/reported/?$rid=";

#[tokio::test]
async fn a_twin_is_read_with_both_versions() {
    let hub = hub().start().await.unwrap();
    hub.device(ID)
        .unwrap()
        .update_desired(json!({"targetRpm": 1200}))
        .await
        .unwrap();
    let mut raw = Raw::subscribed(&hub, &[TWIN]).await;
    // The official clients send one space.
    raw.send(&publish1(1, GET, " ")).await;
    let body = r#"{"desired":{"$version":2,"targetRpm":1200},"reported":{"$version":1}}"#;
    raw.expect(&publish0(
        "$iothub/twin/res/200/?$rid=0832cd94-e7cb-4490-b460-6310aee79aa9",
        body,
    ))
    .await;
    raw.expect(&[0x40, 2, 0, 1]).await;
}

#[tokio::test]
async fn a_reported_patch_is_answered_with_204_and_its_version() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let mut raw = Raw::subscribed(&hub, &[TWIN]).await;
    raw.send(&publish0(
        &format!("{REPORTED}1"),
        r#"{"motor":{"__t":"c","limitRpm":1500},"a":1}"#,
    ))
    .await;
    raw.expect(&publish0("$iothub/twin/res/204/?$rid=1&$version=2", ""))
        .await;
    raw.send(&publish0(
        &format!("{REPORTED}x%20y"),
        r#"{"motor":{"limitRpm":null},"a":null}"#,
    ))
    .await;
    raw.expect(&publish0("$iothub/twin/res/204/?$rid=x%20y&$version=3", ""))
        .await;
    let twin = hub.device(ID).unwrap().twin();
    assert_eq!(serde_json::Value::from(twin.reported), json!({"motor": {"__t": "c"}}));
    assert_eq!((twin.desired_version, twin.reported_version), (1, 3));
    let event = events
        .wait_for(|event| matches!(event.kind, EventKind::Reported { version: 3, .. }))
        .await
        .unwrap();
    let EventKind::Reported { patch, .. } = event.kind else {
        panic!("{event:?}")
    };
    assert_eq!(
        serde_json::Value::from(patch),
        json!({"motor": {"limitRpm": null}, "a": null})
    );
}

#[tokio::test]
async fn a_change_is_kept_before_it_is_answered_and_does_not_happen_if_it_cannot_be() {
    let (full, kept) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
    let (is_full, keeps) = (Arc::clone(&full), Arc::clone(&kept));
    let builder = hub().keep(move |state| {
        if is_full.load(Ordering::Relaxed) {
            return Err("the disk is full".into());
        }
        keeps.lock().unwrap().push(state.to_json().to_string());
        Ok(())
    });
    let hub = builder.start().await.unwrap();
    let device = hub.device(ID).unwrap();
    let mut raw = Raw::subscribed(&hub, &[TWIN]).await;
    raw.send(&publish0(&format!("{REPORTED}1"), r#"{"serial":"A-77"}"#))
        .await;
    raw.expect(&publish0("$iothub/twin/res/204/?$rid=1&$version=2", ""))
        .await;
    device.update_desired(json!({"targetRpm": 1200})).await.unwrap();
    let states = kept.lock().unwrap().clone();
    assert_eq!(states.len(), 2);
    assert!(states.iter().all(|state| state.contains("A-77")) && states.concat().contains("targetRpm"));

    full.store(true, Ordering::Relaxed);
    let before = device.twin();
    raw.send(&publish0(&format!("{REPORTED}2"), r#"{"serial":"A-78"}"#))
        .await;
    let body = r#"{"message":"the change cannot be kept: the disk is full"}"#;
    raw.expect(&publish0("$iothub/twin/res/500/?$rid=2", body)).await;
    let error = device.update_desired(json!({"targetRpm": 0})).await.unwrap_err();
    assert_eq!(format!("{error:?}"), "the change cannot be kept: the disk is full");
    assert_eq!(device.twin(), before);
}

#[tokio::test]
async fn a_bad_patch_is_answered_with_400_and_one_too_large_with_413() {
    let hub = hub().start().await.unwrap();
    let mut raw = Raw::subscribed(&hub, &[TWIN]).await;
    let large: String = (0..9)
        .map(|index| format!(r#""a{index}":"{}","#, "x".repeat(4000)))
        .collect();
    let large = format!("{{{}}}", large.trim_end_matches(','));
    for (body, status) in [
        ("{", 400),
        ("[]", 400),
        ("", 400),
        (r#"{"a.b":1}"#, 400),
        (large.as_str(), 413),
    ] {
        raw.send(&publish0(&format!("{REPORTED}7"), body)).await;
        let answer = raw.read_packet().await;
        let topic = format!("$iothub/twin/res/{status}/?$rid=7");
        let topic_length = u8::try_from(topic.len()).unwrap();
        assert_eq!(answer.get(2..4), Some(&[0, topic_length][..]));
        assert_eq!(answer.get(4..4 + topic.len()), Some(topic.as_bytes()), "{}", body.len());
    }
    assert_eq!(hub.device(ID).unwrap().twin().reported_version, 1);
}

#[tokio::test]
async fn a_desired_change_goes_to_a_device_that_listens_and_to_no_other() {
    let hub = hub().start().await.unwrap();
    let device = hub.device(ID).unwrap();
    assert_eq!(device.update_desired(json!({"targetRpm": 1})).await.unwrap(), 2);
    let mut raw = Raw::connected(&hub).await;
    assert_eq!(device.update_desired(json!({"targetRpm": 2})).await.unwrap(), 3);
    raw.alive().await;
    raw.send(&subscribe(9, &[(DESIRED, 0)])).await;
    raw.expect(&[0x90, 3, 0, 9, 0]).await;
    assert_eq!(
        device
            .update_desired(json!({"targetRpm": null, "motor": {"limitRpm": 1.5}}))
            .await
            .unwrap(),
        4
    );
    let body = r#"{"$version":4,"motor":{"limitRpm":1.5},"targetRpm":null}"#;
    raw.expect(&publish0("$iothub/twin/PATCH/properties/desired/?$version=4", body))
        .await;
    assert_eq!(
        serde_json::Value::from(device.twin().desired),
        json!({"motor": {"limitRpm": 1.5}})
    );
}

#[tokio::test]
async fn desired_properties_that_a_twin_cannot_hold_are_an_error() {
    let hub = hub().start().await.unwrap();
    let device = hub.device(ID).unwrap();
    for patch in [json!([1]), json!({"a b": 1}), json!({"a": 1_u64 << 52})] {
        assert_eq!(
            device.update_desired(patch).await.unwrap_err().kind(),
            ErrorKind::InvalidTwin
        );
    }
    assert_eq!(device.twin().desired_version, 1);
}

#[tokio::test]
async fn a_response_goes_to_the_device_that_asked_only() {
    let hub = hub().device_with_key("other", KEY).start().await.unwrap();
    let mut raw = Raw::subscribed(&hub, &[TWIN]).await;
    let mut other = Raw::open(&hub).await;
    let token = token(KEY, "localhost/devices/other", 1_893_456_000);
    other
        .send(&connect(
            "other",
            "localhost/other/?api-version=2021-04-12",
            &token,
            2,
            60,
            &[],
        ))
        .await;
    other.expect(&ACCEPTED).await;
    other.send(&subscribe(1, &[(TWIN, 1)])).await;
    other.expect(&[0x90, 3, 0, 1, 1]).await;
    raw.send(&publish0(&format!("{REPORTED}1"), r#"{"a":1}"#)).await;
    raw.expect(&publish0("$iothub/twin/res/204/?$rid=1&$version=2", ""))
        .await;
    other.alive().await;
    assert_eq!(hub.device("other").unwrap().twin().reported_version, 1);
}

#[tokio::test]
async fn no_response_goes_to_a_device_that_does_not_listen() {
    let hub = hub().start().await.unwrap();
    let mut raw = Raw::connected(&hub).await;
    raw.send(&publish0(GET, "")).await;
    raw.send(&publish0(&format!("{REPORTED}1"), r#"{"a":1}"#)).await;
    raw.alive().await;
    assert_eq!(hub.device(ID).unwrap().twin().reported_version, 2);
}
