//! Telemetry, and what is not allowed to be published or subscribed to.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test should say so")]

mod raw;

use dtdl_hub::{DisconnectReason, Event, EventKind, Events, Hub, Telemetry};
use raw::{ACCEPTED, ID, Raw, TOKEN, USER, connect, hub, packet, publish0, publish1, subscribe, text};

const EVENTS: &str = "devices/sensor-007/messages/events/";

async fn next_telemetry(events: &mut Events) -> Telemetry {
    loop {
        if let EventKind::Telemetry(telemetry) = events.next().await.unwrap().kind {
            return telemetry;
        }
    }
}

async fn violates(hub: &Hub, bytes: &[u8]) {
    let mut events = hub.events();
    let mut raw = Raw::connected(hub).await;
    raw.send(bytes).await;
    raw.closed().await;
    let is_violation = |event: &Event| {
        matches!(
            event.kind,
            EventKind::Disconnected {
                reason: DisconnectReason::Violation(_)
            }
        )
    };
    assert!(events.wait_for(is_violation).await.is_some());
}

#[tokio::test]
async fn telemetry_of_a_component_comes_with_its_properties() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let mut raw = Raw::connected(&hub).await;
    let bag = "%24.mid=m%201&%24.ct=application%2Fjson&%24.ce=utf-8&%24.sub=thermostat1&a%2Fb=x%26y%3D%C3%BC&flag";
    raw.send(&publish1(5, &format!("{EVENTS}{bag}"), r#"{"temperature": 21.5}"#))
        .await;
    raw.expect(&[0x40, 2, 0, 5]).await;
    let telemetry = next_telemetry(&mut events).await;
    assert_eq!(telemetry.topic, format!("{EVENTS}{bag}"));
    assert_eq!(telemetry.component.as_deref(), Some("thermostat1"));
    assert_eq!(telemetry.properties.get("$.mid"), Some("m 1"));
    assert_eq!(telemetry.properties.get("a/b"), Some("x&y=ü"));
    assert_eq!(telemetry.properties.iter().last(), Some(("flag", None)));
    assert_eq!(
        (telemetry.qos, telemetry.json()),
        (1, Some(serde_json::json!({"temperature": 21.5})))
    );
}

#[tokio::test]
async fn telemetry_with_qos_0_is_taken_without_an_answer() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let mut raw = Raw::connected(&hub).await;
    raw.send(&publish0(EVENTS, [0xFF, 0x00])).await;
    raw.alive().await;
    let telemetry = next_telemetry(&mut events).await;
    assert_eq!(
        (telemetry.body.as_slice(), telemetry.component, telemetry.qos),
        (&[0xFF, 0x00][..], None, 0)
    );
}

#[tokio::test]
async fn a_packet_may_come_in_pieces_and_several_at_once() {
    let hub = hub().start().await.unwrap();
    let mut raw = Raw::connected(&hub).await;
    let first = publish1(1, EVENTS, "{}");
    let (head, tail) = first.split_at(7);
    raw.send(head).await;
    raw.send(&[tail, &publish1(2, EVENTS, "{}")[..], &publish1(3, EVENTS, "{}")[..]].concat())
        .await;
    raw.expect(&[0x40, 2, 0, 1, 0x40, 2, 0, 2, 0x40, 2, 0, 3]).await;
}

#[tokio::test]
async fn retain_becomes_a_property() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let mut raw = Raw::connected(&hub).await;
    raw.send(&packet(0x31, &text(EVENTS))).await;
    assert_eq!(
        next_telemetry(&mut events).await.properties.get("mqtt-retain"),
        Some("true")
    );
}

#[tokio::test]
async fn a_will_is_telemetry_unless_the_device_says_goodbye() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let will = [text(&format!("{EVENTS}reason=lost")), text("gone")].concat();
    for goodbye in [true, false] {
        let mut raw = Raw::open(&hub).await;
        raw.send(&connect(ID, USER, TOKEN, 2 | 4, 60, &will)).await;
        raw.expect(&ACCEPTED).await;
        if goodbye {
            raw.send(&[0xE0, 0]).await;
            raw.closed().await;
        }
    }
    let mut kinds = Vec::new();
    while kinds.len() < 5 {
        kinds.push(events.next().await.unwrap().kind);
    }
    let telemetry = kinds.iter().filter_map(|kind| match kind {
        EventKind::Telemetry(telemetry) => Some(telemetry),
        _ => None,
    });
    let [will] = *telemetry.collect::<Vec<_>>() else {
        panic!("{kinds:?}")
    };
    assert_eq!(will.body, b"gone");
    assert_eq!(will.properties.get("iothub-MessageType"), Some("Will"));
    assert_eq!(will.properties.get("reason"), Some("lost"));
}

#[tokio::test]
async fn what_iot_hub_does_not_have_closes_the_connection() {
    let hub = hub().start().await.unwrap();
    let qos_2 = packet(0x34, &[&text(EVENTS)[..], &[0, 1]].concat());
    violates(&hub, &qos_2).await;
    for topic in [
        "a",
        "devices/other/messages/events/",
        "$iothub/methods/POST/x/?$rid=1",
        "$iothub/twin/res/200/?$rid=1",
    ] {
        violates(&hub, &publish0(topic, "{}")).await;
    }
    for filter in [
        "#",
        "devices/other/messages/devicebound/#",
        "$iothub/twin/PATCH/properties/reported/#",
    ] {
        violates(&hub, &subscribe(1, &[(filter, 0)])).await;
    }
}

#[tokio::test]
async fn a_message_of_more_than_256_kib_closes_the_connection() {
    let hub = hub().start().await.unwrap();
    let mut raw = Raw::connected(&hub).await;
    raw.send(&publish1(1, EVENTS, vec![b'x'; 262_144])).await;
    raw.expect(&[0x40, 2, 0, 1]).await;
    violates(&hub, &publish1(1, EVENTS, vec![b'x'; 262_145])).await;
    violates(&hub, &publish1(1, &format!("{EVENTS}ab=cd"), vec![b'x'; 262_141])).await;
}

#[tokio::test]
async fn a_granted_subscription_is_at_most_qos_1() {
    let hub = hub().start().await.unwrap();
    let mut raw = Raw::connected(&hub).await;
    raw.send(&subscribe(3, &[(raw::METHODS, 0), (raw::TWIN, 1), (raw::DESIRED, 2)]))
        .await;
    raw.expect(&[0x90, 5, 0, 3, 0, 1, 1]).await;
    raw.send(&packet(0xA2, &[&[0, 4][..], &text(raw::METHODS)].concat()))
        .await;
    raw.expect(&[0xB0, 2, 0, 4]).await;
}

#[tokio::test]
async fn held_acknowledgements_come_when_the_hold_ends() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let device = hub.device(ID).unwrap();
    let mut raw = Raw::connected(&hub).await;
    device.hold_acknowledgements(true);
    raw.send(&publish1(1, EVENTS, "1")).await;
    raw.send(&publish1(2, EVENTS, "2")).await;
    raw.alive().await;
    assert_eq!(next_telemetry(&mut events).await.body, b"1");
    device.hold_acknowledgements(false);
    raw.expect(&[0x40, 2, 0, 1, 0x40, 2, 0, 2]).await;
}

#[tokio::test]
async fn a_dropped_connection_just_ends() {
    let hub = hub().start().await.unwrap();
    let mut events = hub.events();
    let mut raw = Raw::connected(&hub).await;
    hub.device(ID).unwrap().drop_connection();
    raw.closed().await;
    let dropped = |event: &Event| {
        event.kind
            == EventKind::Disconnected {
                reason: DisconnectReason::Dropped,
            }
    };
    assert!(events.wait_for(dropped).await.is_some());
}
