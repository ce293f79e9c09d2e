//! The session's rules one by one, against literal bytes and in virtual time.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed test should say so"
)]

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::time::Duration;

use serde_json::json;
use serde_json::value::RawValue;

use super::simulator::{EPOCH, World, at, config, message, take_packet};
use super::{Event, Now, Output, Reason, SendError, Session, Token, TransportError};
use crate::wire::Acknowledged;

const ACCEPTED: [u8; 4] = [0x20, 2, 0, 0];

/// All bytes the session wants to write.
fn written(session: &mut Session) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(output) = session.poll_output() {
        if let Output::Bytes(bytes) = output {
            out.extend(bytes.0);
        }
    }
    out
}

/// The packets the session wants to write, as text: head byte, and what follows.
fn packets(session: &mut Session) -> Vec<String> {
    let mut bytes = written(session);
    let text = |(head, body): (u8, Vec<u8>)| format!("{head:02x} {}", String::from_utf8_lossy(&body));
    core::iter::from_fn(|| take_packet(&mut bytes)).map(text).collect()
}

fn events(session: &mut Session) -> Vec<Event> {
    core::iter::from_fn(|| session.poll_event()).collect()
}

/// A session that has been welcomed and subscribed, and the request identifier of its first question for the twin.
fn online() -> (Session, String) {
    let mut session = Session::new(config(), 1, at(0.0));
    assert_eq!(session.poll_output(), Some(Output::Open));
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

fn answer_twin(session: &mut Session, request_id: &str, twin: &str) {
    session.handle_input(
        &message(&format!("$iothub/twin/res/200/?$rid={request_id}"), twin.as_bytes()),
        at(0.4),
    );
}

/// A session that knows its twin: version 7, nothing desired.
fn synchronized() -> Session {
    let (mut session, request_id) = online();
    answer_twin(
        &mut session,
        &request_id,
        r#"{"desired":{"$version":7},"reported":{"$version":1}}"#,
    );
    for event in events(&mut session) {
        if let Event::Desired(desired) = event {
            session.acknowledge(desired.token, None, at(0.4)).unwrap();
        }
    }
    session
}

fn patch(session: &mut Session, version: i64, body: &str) -> Vec<String> {
    let topic = format!("$iothub/twin/PATCH/properties/desired/?$version={version}");
    session.handle_input(&message(&topic, body.as_bytes()), at(0.5));
    desired(session)
}

fn desired(session: &mut Session) -> Vec<String> {
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
    let mut session = Session::new(config(), 1, at(0.0));
    assert_eq!(session.poll_output(), Some(Output::Open));
    assert_eq!(session.poll_output(), None);
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

#[test]
fn a_message_that_is_no_object_empty_or_too_large_is_refused() {
    let mut session = synchronized();
    assert_eq!(session.send(None, "{ }", at(1.0)), Err(SendError::Invalid));
    assert_eq!(session.send(None, "5", at(1.0)), Err(SendError::Invalid));
    assert_eq!(session.report(None, "{}", at(1.0)), Err(SendError::Invalid));
    let large = format!(r#"{{"a":"{}"}}"#, "x".repeat(256 * 1024));
    assert_eq!(session.send(None, &large, at(1.0)), Err(SendError::TooLarge));
}

#[test]
fn the_first_twin_hands_out_what_is_desired_and_what_is_not() {
    let (mut session, request_id) = online();
    answer_twin(
        &mut session,
        &request_id,
        r#"{"desired":{"motor":{"limitRpm":1500},"other":1,"$version":7},"reported":{}}"#,
    );
    assert_eq!(desired(&mut session), ["targetRpm=unset@7", "motor.limitRpm=1500@7"]);
}

#[test]
fn patches_are_followed_without_missing_or_repeating_one() {
    let mut session = synchronized();
    assert_eq!(
        patch(&mut session, 8, r#"{"targetRpm":1,"$version":8}"#),
        ["targetRpm=1@8"]
    );
    assert!(
        patch(&mut session, 8, r#"{"targetRpm":2,"$version":8}"#).is_empty(),
        "not newer"
    );
    assert!(
        patch(&mut session, 7, r#"{"targetRpm":2,"$version":7}"#).is_empty(),
        "not newer"
    );
    assert_eq!(
        patch(&mut session, 9, r#"{"targetRpm":null,"$version":9}"#),
        ["targetRpm=unset@9"]
    );
    assert!(
        patch(&mut session, 10, r#"{"targetRpm":null,"motor":5,"$version":10}"#).is_empty(),
        "not set before"
    );
    assert!(packets(&mut session).is_empty());
    // Version 11 was missed: the twin is read again, and what came meanwhile is not repeated.
    assert!(patch(&mut session, 12, r#"{"targetRpm":12,"$version":12}"#).is_empty());
    assert_eq!(packets(&mut session), ["30 \0\x1A$iothub/twin/GET/?$rid=1-2 "]);
    assert!(
        patch(&mut session, 13, r#"{"targetRpm":13,"$version":13}"#).is_empty(),
        "waits for the twin"
    );
    assert!(
        patch(&mut session, 14, r#"{"targetRpm":14,"$version":14}"#).is_empty(),
        "waits for the twin"
    );
    answer_twin(
        &mut session,
        "1-2",
        r#"{"desired":{"targetRpm":13,"motor":{"limitRpm":3},"$version":13},"reported":{}}"#,
    );
    assert_eq!(
        desired(&mut session),
        ["targetRpm=13@13", "motor.limitRpm=3@13", "targetRpm=14@14"]
    );
}

#[test]
fn a_component_that_is_removed_unsets_its_properties() {
    let mut session = synchronized();
    patch(&mut session, 8, r#"{"motor":{"limitRpm":1500},"$version":8}"#);
    assert_eq!(
        patch(&mut session, 9, r#"{"motor":null,"$version":9}"#),
        ["motor.limitRpm=unset@9"]
    );
}

#[test]
fn a_twin_whose_version_went_back_is_another_devices() {
    let mut world = World::new(1, false);
    world.hub.version = 5;
    world.hub.desire(json!({"targetRpm": 1}));
    world.run(10.0);
    assert_eq!(world.applied[&(None, "targetRpm")], Some("1".to_string()));
    world.hub.desired = json!({"motor": {"limitRpm": 2}}).as_object().unwrap().clone();
    (world.hub.version, world.hub.reported) = (2, serde_json::Map::new());
    let time = world.time();
    world.break_connection();
    world
        .session
        .handle_disconnect(Reason::Transport(TransportError::new("cut".into())), time);
    world.run(60.0);
    assert_eq!(world.applied[&(None, "targetRpm")], None);
    assert_eq!(
        world.hub.reported["motor"]["limitRpm"],
        json!({"value": 2, "ac": 200, "av": 2})
    );
}

#[test]
fn an_acknowledgement_that_the_hub_holds_is_not_sent_again() {
    let (mut session, request_id) = online();
    let twin = r#"{"desired":{"targetRpm":20.0,"$version":7},"reported":{"targetRpm":{"value":20,"ac":200,"av":7}}}"#;
    answer_twin(&mut session, &request_id, twin);
    let token = |session: &mut Session| -> Token {
        let found = events(session).into_iter().find_map(|event| match event {
            Event::Desired(desired) => Some(desired.token),
            _ => None,
        });
        found.unwrap()
    };
    let first = token(&mut session);
    session.acknowledge(first, Some(&accepted("20.0", 7)), at(1.0)).unwrap();
    assert!(packets(&mut session).is_empty());
    session.handle_input(
        &message(
            "$iothub/twin/PATCH/properties/desired/?$version=8",
            br#"{"targetRpm":20.0,"$version":8}"#,
        ),
        at(1.0),
    );
    let second = token(&mut session);
    session
        .acknowledge(second, Some(&accepted("20.0", 8)), at(1.0))
        .unwrap();
    let sent = packets(&mut session).remove(0);
    assert!(
        sent.ends_with(r#"{"targetRpm":{"value":20.0,"ac":200,"av":8}}"#),
        "{sent}"
    );
}

#[test]
fn a_slow_answer_does_not_undo_a_newer_one() {
    let mut session = synchronized();
    let mut tokens = Vec::new();
    for version in [8, 9] {
        let topic = format!("$iothub/twin/PATCH/properties/desired/?$version={version}");
        session.handle_input(
            &message(&topic, format!(r#"{{"targetRpm":{version}}}"#).as_bytes()),
            at(1.0),
        );
        tokens.extend(events(&mut session).into_iter().filter_map(|event| match event {
            Event::Desired(desired) => Some(desired.token),
            _ => None,
        }));
    }
    session
        .acknowledge(tokens[1], Some(&accepted("9", 9)), at(1.0))
        .unwrap();
    packets(&mut session);
    session
        .acknowledge(tokens[0], Some(&accepted("8", 8)), at(1.0))
        .unwrap();
    session.handle_input(&message("$iothub/twin/res/204/?$rid=1-2", b""), at(1.0));
    assert!(packets(&mut session).is_empty());
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
    session.respond(command.token, 200, br#"{"max":21.5}"#, at(1.0));
    assert_eq!(
        packets(&mut session),
        ["30 \0\x23$iothub/methods/res/200/?$rid=a%20b{\"max\":21.5}"]
    );
    session.respond(command.token, 200, b"", at(1.0));
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
    session.respond(command.token, 200, b"", at(100.0));
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
fn a_silent_connection_is_tested_and_a_dead_one_given_up() {
    let mut session = synchronized();
    packets(&mut session);
    let ping = session.poll_timeout().unwrap();
    assert_eq!(ping.as_secs(), 30, "half the keep-alive after the last sign of life");
    session.handle_timeout(Now {
        monotonic: ping,
        ..at(30.0)
    });
    assert_eq!(packets(&mut session), ["c0 "]);
    session.handle_input(&[0xD0, 0], at(31.0));
    session.handle_timeout(at(65.0));
    assert_eq!(packets(&mut session), ["c0 "]);
    let dead = session.poll_timeout().unwrap();
    assert_eq!(dead.as_secs(), 95);
    session.handle_timeout(Now {
        monotonic: dead,
        ..at(95.0)
    });
    assert_eq!(session.poll_output(), Some(Output::Close));
    assert!(matches!(
        events(&mut session)[..],
        [Event::Disconnected {
            reason: Reason::Timeout,
            ..
        }]
    ));
}

#[test]
fn a_hub_that_does_not_welcome_is_given_up() {
    let mut session = Session::new(config(), 1, at(0.0));
    session.handle_connect(at(0.0));
    assert_eq!(session.poll_timeout(), Some(Duration::from_secs(30)));
    session.handle_timeout(at(30.0));
    assert!(matches!(
        events(&mut session)[..],
        [Event::Disconnected {
            reason: Reason::Timeout,
            ..
        }]
    ));
    session.handle_timeout(at(31.0));
    assert!(core::iter::from_fn(|| session.poll_output()).any(|output| output == Output::Open));
}

/// Connects and is refused by `code`; when the next attempt is made.
fn refused(session: &mut Session, code: u8, now: f64) -> (Reason, Duration) {
    session.handle_timeout(at(now));
    session.handle_connect(at(now));
    session.handle_input(&[0x20, 2, 0, code], at(now));
    written(session);
    match events(session).pop() {
        Some(Event::Disconnected {
            reason,
            retry_in: Some(retry_in),
        }) => (reason, retry_in),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_refused_credential_is_tried_once_more_at_once_and_then_about_hourly_for_ever() {
    let mut session = Session::new(config(), 1, at(0.0));
    let (reason, retry_in) = refused(&mut session, 5, 0.0);
    assert_eq!(reason, Reason::Unauthorized);
    assert!(retry_in < Duration::from_secs(1));
    let mut now = 1.0;
    for _ in 0..100 {
        let (reason, retry_in) = refused(&mut session, 4, now);
        assert_eq!(reason, Reason::Unauthorized);
        assert!((45 * 60..75 * 60).contains(&retry_in.as_secs()));
        now += 5000.0;
    }
    session.handle_timeout(at(now));
    session.handle_connect(at(now));
    session.handle_input(&ACCEPTED, at(now));
    assert!(matches!(events(&mut session)[..], [Event::Connected]));
}

#[test]
fn other_refusals_are_retried_by_their_kind() {
    let mut session = Session::new(config(), 1, at(0.0));
    let (reason, retry_in) = refused(&mut session, 3, 0.0);
    assert_eq!(reason, Reason::Unavailable);
    assert!((2..8).contains(&retry_in.as_secs()));
    let (reason, retry_in) = refused(&mut session, 2, 10.0);
    assert_eq!(reason, Reason::Refused);
    assert!(retry_in.as_secs() >= 45 * 60);
}

#[test]
fn without_a_clock_no_token_is_made_and_the_clock_is_awaited() {
    let unset = |seconds| Now {
        monotonic: Duration::from_secs(seconds),
        wall: None,
    };
    let mut session = Session::new(config(), 1, unset(0));
    assert_eq!(session.poll_output(), None);
    assert!(matches!(
        events(&mut session)[..],
        [Event::Disconnected {
            reason: Reason::ClockNotSet,
            ..
        }]
    ));
    session.handle_timeout(unset(10));
    assert!(events(&mut session).is_empty(), "said once");
    session.handle_timeout(at(20.0));
    assert_eq!(session.poll_output(), Some(Output::Open));
}

#[test]
fn a_token_is_renewed_by_a_planned_reconnect_before_it_expires() {
    let mut world = World::new(3, false);
    world.run(24.0 * 3600.0);
    assert!((27..=30).contains(&world.hub.connects), "{}", world.hub.connects);
    for event in &world.events {
        assert!(
            !matches!(event, Event::Disconnected { reason, .. } if *reason != Reason::Renewal),
            "no connection was lost: {event:?}"
        );
    }
}

#[test]
fn a_renewal_waits_for_answers_that_are_under_way() {
    let mut session = synchronized();
    session.send(None, r#"{"a":1}"#, at(1.0)).unwrap();
    let jumped = |seconds: f64| Now {
        wall: Some(EPOCH + 3500),
        ..at(seconds)
    };
    session.handle_timeout(jumped(2.0));
    written(&mut session);
    session.send(None, r#"{"a":2}"#, jumped(2.0)).unwrap();
    assert!(packets(&mut session).is_empty(), "nothing new over the old connection");
    session.handle_input(&[0x40, 2, 0, 2], jumped(3.0));
    let outputs: Vec<_> = core::iter::from_fn(|| session.poll_output()).collect();
    assert!(matches!(&outputs[..], [Output::Bytes(bytes), Output::Close, Output::Open] if bytes.0 == [0xE0, 0]));
}

#[test]
fn a_wall_clock_that_jumps_forward_renews_at_once_and_backward_does_not_delay() {
    let mut session = synchronized();
    let forward = Now {
        wall: Some(EPOCH + 1_000_000),
        ..at(2.0)
    };
    session.handle_timeout(forward);
    let renewed = events(&mut session);
    assert!(
        matches!(
            renewed[..],
            [Event::Disconnected {
                reason: Reason::Renewal,
                ..
            }]
        ),
        "{renewed:?}"
    );

    let mut session = synchronized();
    let mut now = 1.0;
    let backward = |seconds: f64| Now {
        wall: Some(EPOCH - 1_000_000),
        ..at(seconds)
    };
    while now < 3300.0 {
        now += 10.0;
        session.handle_timeout(backward(now));
        session.handle_input(&[0xD0, 0], backward(now));
    }
    assert!(matches!(
        events(&mut session)[0],
        Event::Disconnected {
            reason: Reason::Renewal,
            ..
        }
    ));
}

#[test]
fn shutdown_waits_for_what_was_taken_and_then_says_good_bye() {
    let mut session = synchronized();
    session.send(None, r#"{"a":1}"#, at(1.0)).unwrap();
    session.shutdown(Duration::from_secs(5), at(1.0));
    packets(&mut session);
    assert_eq!(session.send(None, r#"{"a":2}"#, at(1.0)), Err(SendError::Stopped));
    session.handle_input(&[0x40, 2, 0, 2], at(2.0));
    assert_eq!(packets(&mut session), ["e0 "]);
    assert!(matches!(
        events(&mut session)[..],
        [Event::Delivered(_), Event::Disconnected { .. }, Event::Stopped]
    ));
    assert_eq!(session.poll_timeout(), None);
}

#[test]
fn shutdown_without_a_connection_is_not_patient_for_ever() {
    let mut session = Session::new(config(), 1, at(0.0));
    session.send(None, r#"{"a":1}"#, at(1.0)).unwrap();
    session.shutdown(Duration::from_secs(5), at(1.0));
    assert_eq!(session.poll_timeout(), Some(Duration::from_secs(6)));
    session.handle_timeout(at(6.0));
    assert!(matches!(events(&mut session)[..], [Event::Stopped]));
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
    let mut session = Session::new(config(), 1, at(0.0));
    session.handle_connect(at(0.0));
    let shown = format!("{session:?}");
    assert!(!shown.contains("jqdgcbz") && !shown.contains("SharedAccessSignature") && !shown.contains("sig="));
}
