//! Who gets in, and who is put out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test should say so")]

mod raw;

use core::time::Duration;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use dtdl_hub::{DisconnectReason, Event, EventKind, Hub, Refusal};
use raw::{
    ACCEPTED, ID, KEY, Raw, TOKEN, TWIN, USER, connect, hub, packet, publish0, publish1, subscribe, text, token,
};

const HOST: &str = "contoso.azure-devices.net";

fn in_seconds(seconds: u64) -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + seconds
}

async fn refused(hub: &Hub, packet: Vec<u8>, code: u8) {
    let mut raw = Raw::open(hub).await;
    raw.send(&packet).await;
    raw.expect(&[0x20, 2, 0, code]).await;
    let since = Instant::now();
    raw.closed().await;
    assert!(
        since.elapsed() > Duration::from_millis(900),
        "closed too soon for some clients to read the reason"
    );
}

fn disconnected(event: &Event, reason: DisconnectReason) -> bool {
    event.kind == EventKind::Disconnected { reason }
}

#[tokio::test]
async fn a_device_with_a_token_of_another_implementation_gets_in() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let mut raw = Raw::connected(&hub).await;
    raw.alive().await;
    let event = events.next().await.unwrap();
    assert_eq!(event.device_id, ID);
    let EventKind::Connected { model_id, .. } = event.kind else {
        panic!("{event:?}")
    };
    assert_eq!(model_id.as_deref(), Some("dtmi:com:acme:Pump;1"));
    assert!(hub.device(ID).unwrap().is_connected());
    raw.send(&[0xE0, 0]).await;
    raw.closed().await;
    assert!(disconnected(&events.next().await.unwrap(), DisconnectReason::Requested));
    assert!(!hub.device(ID).unwrap().is_connected());
}

#[tokio::test]
async fn a_model_id_may_stand_in_the_user_name_unencoded() {
    let hub = hub().start().await.unwrap();
    let mut raw = Raw::open(&hub).await;
    let user = format!("{HOST}/{ID}/?api-version=2021-04-12&model-id=dtmi:com:acme:Pump;1&DeviceClientType=x");
    raw.send(&connect(ID, &user, TOKEN, 2, 60, &[])).await;
    raw.expect(&ACCEPTED).await;
    assert_eq!(
        hub.device(ID).unwrap().twin().model_id.as_deref(),
        Some("dtmi:com:acme:Pump;1")
    );
}

#[tokio::test]
async fn wrong_credentials_are_answered_with_4_or_5_and_a_pause() {
    let hub = hub().device("other").start().await.unwrap();
    let mut events = hub.events();
    let with = |user: &str, password: &str| connect(ID, user, password, 2, 60, &[]);
    let other_key = token(
        "bGFiLWRldmljZS1rZXktMDEyMzQ1Njc4OWFiY2RlZg==",
        &format!("{HOST}/devices/{ID}"),
        in_seconds(60),
    );
    let expired = token(KEY, &format!("{HOST}/devices/{ID}"), in_seconds(0) - 1);
    let other_device = token(KEY, &format!("{HOST}/devices/other"), in_seconds(60));
    let no_password = packet(
        0x10,
        &[&text("MQTT")[..], &[4, 0x82, 0, 60], &text(ID), &text(USER)].concat(),
    );
    tokio::join!(
        refused(&hub, with(USER, &other_key), 5),
        refused(&hub, with(USER, &expired), 5),
        refused(&hub, with(USER, &other_device), 5),
        refused(&hub, with(USER, "secret"), 4),
        refused(&hub, with(USER, ""), 5),
        refused(&hub, no_password, 5),
        refused(&hub, with("nonsense", TOKEN), 4),
        refused(&hub, with(&USER.replace(ID, "other"), TOKEN), 5),
        refused(&hub, with(&USER.replace(HOST, "localhost"), TOKEN), 5),
        refused(
            &hub,
            connect("stranger", &USER.replace(ID, "stranger"), TOKEN, 2, 60, &[]),
            5
        ),
        refused(&hub, connect("a/b", &USER.replace(ID, "a/b"), TOKEN, 2, 60, &[]), 2),
    );
    let mut reasons = Vec::new();
    while let Some(Event {
        kind: EventKind::Refused { reason, .. },
        ..
    }) = events.try_next()
    {
        assert!(!reason.contains("sig="), "{reason}");
        reasons.push(reason);
    }
    assert_eq!(reasons.len(), 11);
}

#[tokio::test]
async fn mqtt_5_is_answered_with_code_1() {
    let hub = hub().start().await.unwrap();
    let mut mqtt_5 = connect(ID, USER, TOKEN, 2, 60, &[]);
    let level = mqtt_5.windows(4).position(|window| window == b"MQTT").unwrap() + 4;
    *mqtt_5.get_mut(level).unwrap() = 5;
    refused(&hub, mqtt_5, 1).await;
}

#[tokio::test]
async fn what_is_not_mqtt_is_closed_without_an_answer() {
    let hub = hub().start().await.unwrap();
    for bytes in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        &[0xC0, 0],
        &[0xFF; 64],
        &[0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] {
        let mut raw = Raw::open(&hub).await;
        raw.send(bytes).await;
        raw.closed().await;
    }
    Raw::connected(&hub).await.alive().await;
}

#[tokio::test]
async fn a_client_need_not_wait_for_the_answer_to_connect() {
    let hub = hub().start().await.unwrap();
    let mut raw = Raw::open(&hub).await;
    let get = publish1(2, "$iothub/twin/GET/?$rid=1", "");
    let ping = vec![0xC0, 0];
    raw.send(
        &[
            connect(ID, USER, TOKEN, 2, 60, &[]),
            subscribe(1, &[(TWIN, 0)]),
            get,
            ping,
        ]
        .concat(),
    )
    .await;
    raw.expect(&ACCEPTED).await;
    raw.expect(&[0x90, 3, 0, 1, 0]).await;
    let body = r#"{"desired":{"$version":1},"reported":{"$version":1}}"#;
    raw.expect(&publish0("$iothub/twin/res/200/?$rid=1", body)).await;
    raw.expect(&[0x40, 2, 0, 2, 0xD0, 0]).await;
}

#[tokio::test]
async fn a_second_connect_closes_the_connection() {
    let hub = hub().start().await.unwrap();
    let mut raw = Raw::connected(&hub).await;
    raw.send(&connect(ID, USER, TOKEN, 2, 60, &[])).await;
    raw.closed().await;
}

#[tokio::test]
async fn a_new_connection_of_a_device_closes_the_older_one() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let mut older = Raw::connected(&hub).await;
    let mut newer = Raw::connected(&hub).await;
    older.closed().await;
    newer.alive().await;
    assert!(matches!(events.next().await.unwrap().kind, EventKind::Connected { .. }));
    assert!(disconnected(&events.next().await.unwrap(), DisconnectReason::Replaced));
    assert!(matches!(events.next().await.unwrap().kind, EventKind::Connected { .. }));
    assert_eq!(events.try_next(), None);
    assert!(hub.device(ID).unwrap().is_connected());
}

#[tokio::test]
async fn silence_of_one_and_a_half_keep_alive_intervals_closes_the_connection() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let mut raw = Raw::open(&hub).await;
    raw.send(&connect(ID, USER, TOKEN, 2, 2, &[])).await;
    raw.expect(&ACCEPTED).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    // Taken before the hub hears of the device, so that no delay makes the silence seem shorter than it was.
    let since = Instant::now();
    raw.alive().await;
    raw.closed().await;
    assert!(since.elapsed() >= Duration::from_secs(3), "{:?}", since.elapsed());
    let end = events
        .wait_for(|event| disconnected(event, DisconnectReason::KeepAlive))
        .await;
    assert!(end.is_some());
}

#[tokio::test]
async fn a_connection_ends_with_its_token() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let mut raw = Raw::open(&hub).await;
    let token = token(KEY, &format!("{HOST}/devices/{ID}"), in_seconds(2));
    raw.send(&connect(ID, USER, &token, 2, 60, &[])).await;
    raw.expect(&ACCEPTED).await;
    raw.closed().await;
    let end = events
        .wait_for(|event| disconnected(event, DisconnectReason::TokenExpired))
        .await;
    assert!(end.is_some());
}

#[tokio::test]
async fn who_trusts_another_authority_does_not_get_through_tls() {
    let (hub, other) = (hub().start().await.unwrap(), Hub::builder().start().await.unwrap());
    let error = Raw::try_open(hub.port(), other.ca_pem()).await.err().unwrap();
    assert!(error.to_string().contains("certificate"), "{error}");
    Raw::connected(&hub).await.alive().await;
}

#[tokio::test]
async fn connections_are_refused_on_request() {
    let hub = hub().start().await.unwrap();
    let mut standing = Raw::connected(&hub).await;
    let packet = connect(ID, USER, TOKEN, 2, 60, &[]);
    hub.refuse_connections(Some(Refusal::Unavailable));
    refused(&hub, packet.clone(), 3).await;
    hub.refuse_connections(Some(Refusal::NotAuthorized));
    refused(&hub, packet, 5).await;
    hub.refuse_connections(Some(Refusal::Close));
    assert!(Raw::try_open(hub.port(), hub.ca_pem()).await.is_err());
    standing.alive().await;
    hub.refuse_connections(None);
    Raw::connected(&hub).await.alive().await;
}

#[tokio::test]
async fn keys_and_tokens_are_in_no_debug_output_and_no_transcript() {
    let hub = hub().transcript(true).start().await.unwrap();
    let _raw = Raw::connected(&hub).await;
    let transcript: Vec<String> = hub.transcript().iter().map(ToString::to_string).collect();
    assert_eq!(
        transcript,
        [
            format!("> CONNECT client_id={ID} user_name={USER} clean_session=1 keep_alive=60"),
            "< CONNACK session_present=0 code=0".to_owned()
        ]
    );
    let device = hub.device(ID).unwrap();
    let mut shown = format!("{hub:?} {device:?} {:?} {transcript:?}", raw::hub());
    shown += &format!("{:?}", hub.stop().await);
    assert!(!shown.contains(KEY) && !shown.contains("sig="), "{shown}");
}
