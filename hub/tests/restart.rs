//! A hub that is stopped, and another that takes its place.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test should say so")]

mod raw;

use core::time::Duration;

use dtdl_hub::{CallErrorKind, DisconnectReason, ErrorKind, Event, EventKind, Hub};
use raw::{ACCEPTED, DESIRED, ID, METHODS, Raw, TOKEN, USER, connect, hub, subscribe};
use serde_json::json;

const PERSISTENT: u8 = 0;

#[tokio::test]
async fn a_hub_goes_on_with_port_certificate_keys_and_twins() {
    let first = hub().start().await.unwrap();
    let (port, ca, connection_string) = (
        first.port(),
        first.ca_pem().to_owned(),
        first.connection_string(ID).unwrap(),
    );
    first.device(ID).unwrap().update_desired(json!({"a": 1})).await.unwrap();
    let mut events = first.events();
    let mut raw = Raw::connected(&first).await;
    let state = first.stop().await;
    raw.closed().await;
    let stopped = |event: &Event| {
        event.kind
            == EventKind::Disconnected {
                reason: DisconnectReason::HubStopped,
            }
    };
    assert!(events.wait_for(stopped).await.is_some());
    assert_eq!(events.next().await, None);
    assert!(Raw::try_open(port, &ca).await.is_err());

    let second = Hub::builder().state(state).device("later").start().await.unwrap();
    assert_eq!((second.port(), second.ca_pem()), (port, ca.as_str()));
    assert_eq!(second.connection_string(ID).unwrap(), connection_string);
    assert_eq!(second.device_ids(), ["later", ID]);
    let twin = second.device(ID).unwrap().twin();
    assert_eq!((twin.desired.get("a"), twin.desired_version), (Some(&json!(1)), 2));
    Raw::connected(&second).await.alive().await;
}

#[tokio::test]
async fn a_session_that_is_not_clean_is_present_when_the_device_returns() {
    let hub = hub().start().await.unwrap();
    for (flags, present) in [(PERSISTENT, 0), (PERSISTENT, 1), (2, 0), (PERSISTENT, 0)] {
        let mut raw = Raw::open(&hub).await;
        raw.send(&connect(ID, USER, TOKEN, flags, 60, &[])).await;
        raw.expect(&[0x20, 2, present, 0]).await;
        raw.send(&[0xE0, 0]).await;
        raw.closed().await;
    }
}

#[tokio::test]
async fn subscriptions_to_twin_and_methods_do_not_outlive_the_connection() {
    let hub = hub().start().await.unwrap();
    let mut raw = Raw::open(&hub).await;
    raw.send(&connect(ID, USER, TOKEN, PERSISTENT, 60, &[])).await;
    raw.expect(&ACCEPTED).await;
    raw.send(&subscribe(1, &[(METHODS, 0), (DESIRED, 0)])).await;
    raw.expect(&[0x90, 4, 0, 1, 0, 0]).await;
    let mut raw = Raw::open(&hub).await;
    raw.send(&connect(ID, USER, TOKEN, PERSISTENT, 60, &[])).await;
    raw.expect(&[0x20, 2, 1, 0]).await;
    let device = hub.device(ID).unwrap();
    device.update_desired(json!({"a": 1})).await.unwrap();
    let error = device
        .call("reboot", json!(1), Duration::from_secs(5))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), CallErrorKind::NotConnected);
    raw.alive().await;
}

#[tokio::test]
async fn what_is_asked_of_a_stopped_hub_is_an_error() {
    let hub = hub().start().await.unwrap();
    let device = hub.device(ID).unwrap();
    drop(hub);
    assert_eq!(
        device.update_desired(json!({"a": 1})).await.unwrap_err().kind(),
        ErrorKind::Stopped
    );
    let error = device
        .call("reboot", json!(1), Duration::from_secs(5))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), CallErrorKind::Stopped);
}

#[tokio::test]
async fn what_cannot_be_started_is_an_error() {
    let running = hub().start().await.unwrap();
    let taken = Hub::builder().mqtt_port(running.port()).start().await.unwrap_err();
    assert_eq!(taken.kind(), ErrorKind::Listen);
    assert!(taken.to_string().contains(&running.port().to_string()), "{taken}");
    for id in ["", "a/b", "a b", &"x".repeat(129)] {
        let error = Hub::builder().device(id).start().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidDeviceId);
    }
    assert_eq!(
        hub().device(ID).start().await.unwrap_err().kind(),
        ErrorKind::InvalidDeviceId
    );
    for key in ["", "c2hvcnQ=", "not base64!"] {
        let error = Hub::builder().device_with_key("a", key).start().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidKey);
    }
    assert_eq!(running.device("stranger").unwrap_err().kind(), ErrorKind::UnknownDevice);
}
