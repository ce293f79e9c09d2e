//! Direct methods, byte for byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test should say so")]

mod raw;

use core::time::Duration;

use dtdl_hub::{CallErrorKind, EventKind};
use raw::{ACCEPTED, ID, KEY, METHODS, Raw, connect, hub, publish0, publish1, subscribe, token};
use serde_json::{Value, json};

const LONG: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_method_is_called_and_answered() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let device = hub.device(ID).unwrap();
    let mut raw = Raw::subscribed(&hub, &[METHODS]).await;
    let (answer, ()) = tokio::join!(
        device.call("thermostat1*getMaxMinReport", json!("2026-01-01T00:00:00Z"), LONG),
        async {
            let topic = "$iothub/methods/POST/thermostat1*getMaxMinReport/?$rid=1";
            raw.expect(&publish0(topic, r#""2026-01-01T00:00:00Z""#)).await;
            raw.send(&publish1(1, "$iothub/methods/res/200/?$rid=1", r#"{"max": 21.5}"#))
                .await;
            raw.expect(&[0x40, 2, 0, 1]).await;
        }
    );
    let answer = answer.unwrap();
    assert_eq!((answer.status, answer.payload), (200, json!({"max": 21.5})));
    let event = events
        .wait_for(|event| matches!(event.kind, EventKind::MethodResponse { .. }))
        .await
        .unwrap();
    let EventKind::MethodResponse { method, status, .. } = event.kind else {
        panic!("{event:?}")
    };
    assert_eq!((method.as_str(), status), ("thermostat1*getMaxMinReport", 200));
}

#[tokio::test]
async fn answers_are_told_apart_by_their_request_id() {
    let hub = hub().start().await.unwrap();
    let device = hub.device(ID).unwrap();
    let mut raw = Raw::subscribed(&hub, &[METHODS]).await;
    let (first, second, ()) = tokio::join!(
        device.call("a", Value::Null, LONG),
        device.call("b", json!(5), LONG),
        async {
            raw.expect(&publish0("$iothub/methods/POST/a/?$rid=1", "null")).await;
            raw.expect(&publish0("$iothub/methods/POST/b/?$rid=2", "5")).await;
            raw.send(&publish0("$iothub/methods/res/404/?$rid=2", "")).await;
            raw.send(&publish0("$iothub/methods/res/202/?$rid=1", "[]")).await;
        }
    );
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!((first.status, first.payload), (202, json!([])));
    assert_eq!((second.status, second.payload), (404, Value::Null));
}

#[tokio::test]
async fn a_device_that_is_not_there_or_does_not_listen_is_not_called() {
    let hub = hub().start().await.unwrap();
    let device = hub.device(ID).unwrap();
    let error = device.call("reboot", json!(5), LONG).await.unwrap_err();
    assert_eq!(error.kind(), CallErrorKind::NotConnected);
    let mut raw = Raw::connected(&hub).await;
    let error = device.call("reboot", json!(5), LONG).await.unwrap_err();
    assert_eq!(error.kind(), CallErrorKind::NotConnected);
    raw.alive().await;
}

#[tokio::test]
async fn a_device_is_ready_once_it_listens() {
    let hub = hub().start().await.unwrap();
    let device = hub.device(ID).unwrap();
    let mut raw = Raw::connected(&hub).await;
    let ready = tokio::spawn({
        let device = device.clone();
        async move { device.ready().await }
    });
    raw.alive().await;
    assert!(!ready.is_finished());
    raw.send(&subscribe(9, &[(METHODS, 0)])).await;
    raw.expect(&[0x90, 3, 0, 9, 0]).await;
    ready.await.unwrap().unwrap();
    device.ready().await.unwrap();
    drop(hub);
    assert!(device.ready().await.is_err());
}

#[tokio::test]
async fn a_late_answer_and_one_that_was_not_asked_for_are_ignored() {
    let hub = hub().start().await.unwrap();
    let device = hub.device(ID).unwrap();
    let mut raw = Raw::subscribed(&hub, &[METHODS]).await;
    let error = device
        .call("reboot", json!(5), Duration::from_millis(50))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), CallErrorKind::Timeout);
    raw.expect(&publish0("$iothub/methods/POST/reboot/?$rid=1", "5")).await;
    raw.send(&publish0("$iothub/methods/res/200/?$rid=1", "")).await;
    raw.send(&publish0("$iothub/methods/res/200/?$rid=99", "")).await;
    raw.alive().await;
}

#[tokio::test]
async fn another_device_cannot_answer() {
    let hub = hub().device_with_key("other", KEY).start().await.unwrap();
    let device = hub.device(ID).unwrap();
    let mut raw = Raw::subscribed(&hub, &[METHODS]).await;
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
    let (answer, ()) = tokio::join!(device.call("reboot", json!(5), LONG), async {
        raw.expect(&publish0("$iothub/methods/POST/reboot/?$rid=1", "5")).await;
        other.send(&publish0("$iothub/methods/res/500/?$rid=1", "")).await;
        other.alive().await;
        raw.send(&publish0("$iothub/methods/res/200/?$rid=1", "")).await;
    });
    assert_eq!(answer.unwrap().status, 200);
}

#[tokio::test]
async fn a_call_ends_with_the_connection() {
    let hub = hub().start().await.unwrap();
    let device = hub.device(ID).unwrap();
    let mut raw = Raw::subscribed(&hub, &[METHODS]).await;
    let (answer, ()) = tokio::join!(device.call("reboot", json!(5), LONG), async {
        raw.expect(&publish0("$iothub/methods/POST/reboot/?$rid=1", "5")).await;
        device.drop_connection();
    });
    assert_eq!(answer.unwrap_err().kind(), CallErrorKind::ConnectionLost);
}

#[tokio::test]
async fn an_answer_that_is_not_json_is_an_error_of_the_call() {
    let hub = hub().start().await.unwrap();
    let device = hub.device(ID).unwrap();
    let mut raw = Raw::subscribed(&hub, &[METHODS]).await;
    let (answer, ()) = tokio::join!(device.call("reboot", json!(5), LONG), async {
        raw.expect(&publish0("$iothub/methods/POST/reboot/?$rid=1", "5")).await;
        raw.send(&publish0("$iothub/methods/res/200/?$rid=1", "done")).await;
        raw.alive().await;
    });
    assert_eq!(answer.unwrap_err().kind(), CallErrorKind::InvalidResponse);
}

#[tokio::test]
async fn a_payload_of_more_than_128_kib_is_not_sent() {
    let hub = hub().start().await.unwrap();
    let _raw = Raw::subscribed(&hub, &[METHODS]).await;
    let error = hub
        .device(ID)
        .unwrap()
        .call("a", json!("x".repeat(131_072)), LONG)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), CallErrorKind::PayloadTooLarge);
}
