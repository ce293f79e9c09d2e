//! The session's rules one by one, against literal bytes and in virtual time.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed test should say so"
)]

mod authentication;
mod fake;
mod faults;
mod limits;
mod link;
mod maps;
mod order;
mod poison;
mod twin;

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::time::Duration;

use serde_json::json;
use serde_json::value::RawValue;

use super::simulator::{Device, EPOCH, Step, World, at, config, message, take_packet};
use super::{Answer, Event, EventId, Reason, ReportId, SendError, StatusOnly, TransportError};
use crate::protocol::{Message, Now};
use crate::wire::Acknowledged;

const ACCEPTED: [u8; 4] = [0x20, 2, 0, 0];

/// All bytes the session wants to write.
fn written(session: &mut Device) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(step) = session.poll_step() {
        if let Step::Bytes(bytes) = step {
            out.extend(bytes);
        }
    }
    out
}

/// The packets the session wants to write, as text: head byte, and what follows.
fn packets(session: &mut Device) -> Vec<String> {
    let mut bytes = written(session);
    let text = |(head, body): (u8, Vec<u8>)| format!("{head:02x} {}", String::from_utf8_lossy(&body));
    core::iter::from_fn(|| take_packet(&mut bytes)).map(text).collect()
}

fn events(session: &mut Device) -> Vec<Event> {
    core::iter::from_fn(|| session.poll_event()).collect()
}

/// A session that has been welcomed and subscribed, and the request identifier of its first question for the twin.
fn online() -> (Device, String) {
    let mut session = Device::new(config(), 1, at(0.0));
    assert_eq!(session.poll_step(), Some(Step::Open));
    session.handle_connect(at(0.1));
    written(&mut session);
    session.handle_input(&ACCEPTED, at(0.2));
    written(&mut session);
    session.handle_input(&[0x90, 5, 0, 1, 0, 0, 0], at(0.3));
    let get = packets(&mut session).remove(0);
    events(&mut session);
    let (_, request_id) = get.trim_end().split_once("$rid=").unwrap();
    (session, request_id.to_string())
}

fn answer_twin(session: &mut Device, request_id: &str, twin: &str) {
    session.handle_input(
        &message(&format!("$iothub/twin/res/200/?$rid={request_id}"), twin.as_bytes()),
        at(0.4),
    );
}

/// A session that knows its twin: version 7, nothing desired.
fn synchronized() -> Device {
    let (mut session, request_id) = online();
    answer_twin(
        &mut session,
        &request_id,
        r#"{"desired":{"$version":7},"reported":{"$version":1}}"#,
    );
    for event in events(&mut session) {
        if let Event::Desired(desired) = event {
            session.acknowledge(desired.id, Answer::Nothing, at(0.4));
        }
    }
    session
}

fn patch(session: &mut Device, version: i64, body: &str) -> Vec<String> {
    let topic = format!("$iothub/twin/PATCH/properties/desired/?$version={version}");
    session.handle_input(&message(&topic, body.as_bytes()), at(0.5));
    desired(session)
}

fn desired(session: &mut Device) -> Vec<String> {
    let show = |event| match event {
        Event::Desired(desired) => {
            let component = desired
                .component
                .map_or_else(String::new, |component| format!("{component}."));
            let value = desired
                .value
                .map_or_else(|| "unset".to_string(), |value| value.get().to_string());
            Some(format!("{component}{}={value}@{}", desired.name, desired.version))
        }
        _ => None,
    };
    events(session).into_iter().filter_map(show).collect()
}

fn accepted(value: &str, version: i64) -> Acknowledged {
    let value = RawValue::from_string(value.to_string()).unwrap();
    Acknowledged {
        value,
        status: 200,
        version,
        description: None,
    }
}

#[test]
fn a_device_says_who_it_is_and_subscribes_before_it_asks_for_its_twin() {
    let mut session = Device::new(config(), 1, at(0.0));
    assert_eq!(session.poll_step(), Some(Step::Open));
    assert_eq!(session.poll_step(), None);
    session.handle_connect(at(0.0));
    let connect = packets(&mut session).remove(0);
    assert!(
        connect.starts_with("10 \0\x04MQTT\x04\u{FFFD}\0\x3C\0\x04dev1"),
        "{connect:?}"
    );
    assert!(
        connect.contains("contoso.azure-devices.net/dev1/?api-version=2021-04-12&DeviceClientType=dtdl-runtime%2F")
    );
    assert!(connect.contains("&model-id=dtmi%3Acom%3Aacme%3APump%3B1\0"));
    let expiry = EPOCH + 3600;
    assert!(connect.contains("SharedAccessSignature sr=contoso.azure-devices.net%2Fdevices%2Fdev1&sig="));
    assert!(connect.ends_with(&format!("&se={expiry}")));

    session.handle_input(&ACCEPTED, at(0.1));
    assert_eq!(
        packets(&mut session),
        [
            "82 \0\x01\0\x16$iothub/methods/POST/#\0\0\x12$iothub/twin/res/#\0\0\x27$iothub/twin/PATCH/properties/desired/#\0"
        ]
    );
    session.handle_input(&[0x90, 5, 0, 1, 0, 0, 0], at(0.2));
    assert_eq!(packets(&mut session), ["30 \0\x1A$iothub/twin/GET/?$rid=1-1 "]);
}

#[test]
fn telemetry_names_type_encoding_and_component() {
    let mut session = synchronized();
    packets(&mut session);
    session.send(Some("motor"), r#"{"speedRpm":1450}"#, at(1.0)).unwrap();
    assert_eq!(
        packets(&mut session),
        [
            "32 \0\x51devices/dev1/messages/events/%24.ct=application%2Fjson&%24.ce=utf-8&%24.sub=motor\0\x02{\"speedRpm\":1450}"
        ]
    );
}

/// The end of the topic of the one message that is sent, behind `utf-8`.
fn stamps(session: &mut Device) -> String {
    let sent = packets(session);
    let topic = sent.iter().find_map(|packet| packet.split_once("%24.ce=utf-8"));
    let (_, rest) = topic.unwrap();
    let (stamps, _) = rest.split_once('\0').unwrap();
    stamps.to_string()
}

fn stamped() -> Device {
    let mut config = config();
    (config.creation_time, config.message_id) = (true, true);
    Device::new(config, 1, at(0.0))
}

fn connect(session: &mut Device, seconds: f64) {
    session.handle_timeout(at(seconds));
    session.handle_connect(at(seconds));
    session.handle_input(&ACCEPTED, at(seconds));
}

#[test]
fn a_message_of_a_backlog_keeps_its_time_and_a_repeat_its_identifier() {
    let mut session = stamped();
    session.send(None, r#"{"a":1}"#, at(1.25)).unwrap();
    connect(&mut session, 50.0);
    let first = stamps(&mut session);
    let (name, time) = first.split_once("&iothub-creation-time-utc=").unwrap();
    assert_eq!(time, "2027-01-15T08%3A00%3A01.250Z");
    assert!(name.starts_with("&%24.mid=") && name.ends_with("-1"), "{name}");
    session.handle_disconnect(Reason::Timeout, at(51.0));
    connect(&mut session, 100.0);
    assert_eq!(stamps(&mut session), first);
}

#[test]
fn a_message_made_before_the_clock_was_set_gets_its_time_once_it_is() {
    let mut session = stamped();
    let unset = Now { wall: None, ..at(3.0) };
    session.send(None, r#"{"a":1}"#, unset).unwrap();
    connect(&mut session, 10.0);
    let stamps = stamps(&mut session);
    assert!(stamps.ends_with("=2027-01-15T08%3A00%3A03.000Z"), "{stamps}");
}

#[test]
fn time_and_identifier_may_be_the_applications_own_and_may_be_left_out() {
    let own = Message::json(r#"{"a":1}"#)
        .with_message_id("m 1")
        .with_creation_time(Duration::ZERO)
        .with_property("kind", "x/y");
    let mut session = stamped();
    connect(&mut session, 1.0);
    packets(&mut session);
    (*session).send(own, at(2.0)).unwrap();
    assert_eq!(
        stamps(&mut session),
        "&kind=x%2Fy&%24.mid=m%201&iothub-creation-time-utc=1970-01-01T00%3A00%3A00.000Z"
    );
    let mut session = synchronized();
    session.send(None, r#"{"a":1}"#, at(1.0)).unwrap();
    assert_eq!(stamps(&mut session), "");
}

#[test]
fn identifiers_of_another_start_are_others() {
    let name = |seed| {
        let mut config = config();
        config.message_id = true;
        let mut session = Device::new(config, seed, at(0.0));
        session.send(None, r#"{"a":1}"#, at(0.0)).unwrap();
        connect(&mut session, 1.0);
        stamps(&mut session)
    };
    assert_ne!(name(1), name(2));
}

#[test]
fn a_command_is_split_at_its_star_and_its_answer_echoes_the_request() {
    let mut session = synchronized();
    session.handle_input(&message("$iothub/methods/POST/motor*stop/?$rid=a%20b", b"5"), at(1.0));
    let Some(Event::Command(command)) = session.poll_event() else {
        panic!("a command was called")
    };
    assert_eq!(
        (command.component.as_deref(), command.name.as_str()),
        (Some("motor"), "stop")
    );
    assert_eq!(command.payload, b"5");
    session.respond(command.id, 200, br#"{"max":21.5}"#, at(1.0));
    assert_eq!(
        packets(&mut session),
        ["30 \0\x23$iothub/methods/res/200/?$rid=a%20b{\"max\":21.5}"]
    );
    session.respond(command.id, 200, b"", at(1.0));
    assert!(packets(&mut session).is_empty(), "answered once");
}

#[test]
fn an_answer_for_a_connection_that_is_gone_is_dropped() {
    let mut session = synchronized();
    session.handle_input(&message("$iothub/methods/POST/stop/?$rid=1", b""), at(1.0));
    let Some(Event::Command(command)) = session.poll_event() else {
        panic!("a command was called")
    };
    session.handle_disconnect(Reason::Transport(TransportError::new("cut".into())), at(1.0));
    session.handle_timeout(at(100.0));
    session.handle_connect(at(100.0));
    session.handle_input(&ACCEPTED, at(100.0));
    packets(&mut session);
    session.respond(command.id, 200, b"", at(100.0));
    assert!(packets(&mut session).is_empty());
}

#[test]
fn too_many_commands_at_once_are_throttled() {
    let mut session = synchronized();
    for request in 0..65 {
        session.handle_input(
            &message(&format!("$iothub/methods/POST/stop/?$rid={request}"), b""),
            at(1.0),
        );
    }
    assert_eq!(packets(&mut session), ["30 \0\x20$iothub/methods/res/429/?$rid=64"]);
    assert_eq!(events(&mut session).len(), 64);
}

#[test]
fn no_bytes_of_a_hub_make_it_panic() {
    let mut random = crate::retry::Random::new(9);
    let topics = [
        "$iothub/methods/POST/?$rid=",
        "$iothub/twin/res/200/?$rid=1-1",
        "$iothub/twin/res/x/?$rid=1-1&$version=",
        "$iothub/twin/PATCH/properties/desired/?$version=99999999999999999999",
        "devices/dev1/messages/devicebound/%",
        "\u{0}",
        "",
    ];
    let bodies = [
        "",
        "{",
        "null",
        "{}",
        r#"{"desired":{"motor":[],"$version":"x"}}"#,
        r#"{"$version":-9e99}"#,
    ];
    for _ in 0..2000 {
        let (mut session, _) = online();
        for _ in 0..4 {
            let topic = topics[(random.next() % topics.len() as u64) as usize];
            let body = bodies[(random.next() % bodies.len() as u64) as usize];
            let mut bytes = message(topic, body.as_bytes());
            if random.next().is_multiple_of(2) {
                let index = (random.next() % bytes.len() as u64) as usize;
                bytes[index] = random.next().to_le_bytes()[0];
            }
            session.handle_input(&bytes, at(1.0));
            written(&mut session);
        }
    }
}

#[test]
fn nothing_that_can_be_shown_holds_the_key_or_a_token() {
    let mut session = Device::new(config(), 1, at(0.0));
    session.handle_connect(at(0.0));
    let shown = format!("{session:?}");
    assert!(!shown.contains("jqdgcbz") && !shown.contains("SharedAccessSignature") && !shown.contains("sig="));
}
