//! The order of acknowledgements and descriptions, and devices that follow each other under one name.

use super::*;

/// Reads the next desired value, whichever property's it is, and its id.
fn handed_out(session: &mut Device) -> Vec<(EventId, i64)> {
    let desired = |event| match event {
        Event::Desired(desired) => Some((desired.id, desired.version)),
        _ => None,
    };
    events(session).into_iter().filter_map(desired).collect()
}

fn desire(session: &mut Device, version: i64, body: &str) -> EventId {
    let topic = format!("$iothub/twin/PATCH/properties/desired/?$version={version}");
    session.handle_input(&message(&topic, body.as_bytes()), at(0.5));
    handed_out(session).remove(0).0
}

fn with_status(status: i32, version: i64) -> Acknowledged {
    let mut acknowledged = accepted("20.0", version);
    acknowledged.status = status;
    acknowledged
}

/// Reports an acknowledgement of `targetRpm` apart from a handler's answer.
fn acknowledge_later(session: &mut Device, json: &str) -> ReportId {
    let acknowledged = Acknowledged::parse(json).unwrap();
    session
        .acknowledge_later(None, "targetRpm", acknowledged, at(1.0))
        .unwrap()
}

/// The bodies of the reported patches that the session sends, each answered at once.
fn reported(session: &mut Device) -> Vec<String> {
    let mut out = Vec::new();
    loop {
        let sent = packets(session);
        let patches: Vec<_> = sent
            .iter()
            .filter_map(|packet| packet.split_once("/properties/reported/?$rid="))
            .collect();
        if patches.is_empty() {
            return out;
        }
        for (_, rest) in patches {
            let (request_id, body) = rest.split_once('{').unwrap();
            out.push(format!("{{{body}"));
            session.handle_input(
                &message(&format!("$iothub/twin/res/204/?$rid={request_id}"), b""),
                at(1.0),
            );
        }
    }
}

#[test]
fn that_a_value_is_on_its_way_is_not_said_after_its_end_was_reported() {
    let mut session = synchronized();
    let id = desire(&mut session, 8, r#"{"targetRpm":20.0}"#);
    // The task that the handler started was faster than the handler.
    acknowledge_later(&mut session, r#"{"value":20.0,"ac":200,"av":8}"#);
    session.acknowledge(id, Answer::Acknowledged(with_status(202, 8)), at(1.0));
    assert_eq!(
        reported(&mut session),
        [r#"{"targetRpm":{"value":20.0,"ac":200,"av":8}}"#]
    );
    // Progress that the handler itself reports is no end.
    let id = desire(&mut session, 9, r#"{"targetRpm":20.0}"#);
    acknowledge_later(&mut session, r#"{"value":10.0,"ac":202,"av":9}"#);
    session.acknowledge(id, Answer::Acknowledged(with_status(200, 9)), at(1.0));
    assert_eq!(
        reported(&mut session),
        [
            r#"{"targetRpm":{"value":10.0,"ac":202,"av":9}}"#,
            r#"{"targetRpm":{"value":20.0,"ac":200,"av":9}}"#
        ]
    );
}

#[test]
fn an_acknowledgement_that_was_late_does_not_undo_one_of_a_newer_version() {
    let mut session = synchronized();
    let first = desire(&mut session, 8, r#"{"targetRpm":20.0}"#);
    session.acknowledge(first, Answer::Acknowledged(with_status(202, 8)), at(1.0));
    let second = desire(&mut session, 9, r#"{"targetRpm":20.0}"#);
    session.acknowledge(second, Answer::Acknowledged(with_status(200, 9)), at(1.0));
    reported(&mut session);
    events(&mut session);
    let late = acknowledge_later(&mut session, r#"{"value":1.0,"ac":200,"av":8}"#);
    assert!(reported(&mut session).is_empty());
    assert!(matches!(&events(&mut session)[..], [Event::Reported(ids)] if *ids == (late..=late)));
    acknowledge_later(&mut session, r#"{"value":1.0,"ac":203,"av":0}"#);
    assert_eq!(
        reported(&mut session).len(),
        1,
        "a value of the device's own is of no version"
    );
}

#[test]
fn a_handler_still_at_work_for_an_earlier_device_does_not_silence_the_new_one() {
    let mut session = synchronized();
    let old = desire(&mut session, 8, r#"{"targetRpm":20.0}"#);
    session.handle_disconnect(Reason::Timeout, at(2.0));
    reconnect(
        &mut session,
        r#"{"desired":{"targetRpm":30,"$version":2},"reported":{}}"#,
    );
    let new = handed_out(&mut session).remove(0);
    assert_eq!(new.1, 2);
    session.acknowledge(old, Answer::Nothing, at(5.0));
    session.acknowledge(new.0, Answer::Acknowledged(with_status(200, 2)), at(5.0));
    assert_eq!(
        reported(&mut session),
        [r#"{"targetRpm":{"value":20.0,"ac":200,"av":2}}"#]
    );
}

#[test]
fn a_new_device_whose_version_has_grown_to_the_old_ones_is_noticed_by_its_values() {
    let mut session = synchronized();
    desire(&mut session, 8, r#"{"targetRpm":20.0}"#);
    session.handle_disconnect(Reason::Timeout, at(2.0));
    reconnect(
        &mut session,
        r#"{"desired":{"targetRpm":20,"$version":8},"reported":{}}"#,
    );
    assert!(handed_out(&mut session).is_empty(), "the same value");
    session.handle_disconnect(Reason::Timeout, at(12.0));
    reconnect(
        &mut session,
        r#"{"desired":{"targetRpm":21,"$version":8},"reported":{}}"#,
    );
    assert_eq!(handed_out(&mut session).len(), 2, "the new value, and the one not set");
}

/// Connects again, and answers the question for the twin.
fn reconnect(session: &mut Device, twin: &str) {
    let time = session.poll_timeout().unwrap();
    let now = Now {
        monotonic: time,
        wall: Some(Duration::from_secs(EPOCH)),
    };
    session.handle_timeout(now);
    session.handle_connect(now);
    session.handle_input(&ACCEPTED, now);
    let subscription = packets(session).pop().unwrap();
    let packet_id = subscription.as_bytes()[3..5].to_vec();
    session.handle_input(&[0x90, 5, packet_id[0], packet_id[1], 0, 0, 0], now);
    let get = packets(session).pop().unwrap();
    let (_, request_id) = get.trim_end().split_once("$rid=").unwrap();
    events(session);
    session.handle_input(
        &message(&format!("$iothub/twin/res/200/?$rid={request_id}"), twin.as_bytes()),
        now,
    );
}

#[test]
fn the_description_of_a_refusal_without_value_goes_with_it() {
    let mut session = synchronized();
    let refused = desire(&mut session, 8, r#"{"targetRpm":"x"}"#);
    let status = StatusOnly {
        status: 400,
        version: 8,
        description: "expected a double".into(),
    };
    session.acknowledge(refused, Answer::Status(status), at(1.0));
    let id = desire(&mut session, 9, r#"{"targetRpm":20.0}"#);
    session.acknowledge(id, Answer::Acknowledged(with_status(200, 9)), at(1.0));
    assert_eq!(
        reported(&mut session),
        [
            r#"{"targetRpm":{"ac":400,"av":8,"ad":"expected a double"}}"#,
            r#"{"targetRpm":{"value":20.0,"ac":200,"av":9,"ad":null}}"#
        ]
    );
}

#[test]
fn a_description_from_before_the_device_started_is_taken_away() {
    let (mut session, request_id) = online();
    acknowledge_later(&mut session, r#"{"value":5,"ac":203,"av":0}"#);
    let twin = r#"{"desired":{"$version":7},"reported":{"targetRpm":{"value":1,"ac":400,"av":6,"ad":"too fast"}}}"#;
    answer_twin(&mut session, &request_id, twin);
    assert_eq!(
        reported(&mut session),
        [r#"{"targetRpm":{"value":5,"ac":203,"av":0,"ad":null}}"#]
    );
}

#[test]
fn a_value_reported_again_has_the_digits_it_had() {
    let mut session = synchronized();
    let precise = r#"{"a":9007199254740993,"b":0.30000000000000004,"c":1.10,"d":{"value":5,"ac":203,"av":0}}"#;
    session.report(None, precise, at(1.0)).unwrap();
    assert_eq!(reported(&mut session), [precise]);
    session.handle_disconnect(Reason::Timeout, at(2.0));
    reconnect(&mut session, r#"{"desired":{"$version":7},"reported":{"c":11e-1}}"#);
    assert_eq!(
        reported(&mut session),
        [r#"{"a":9007199254740993,"b":0.30000000000000004,"d":{"value":5,"ac":203,"av":0}}"#]
    );
}

#[test]
fn a_device_whose_identifier_is_no_part_of_a_topic_does_not_connect() {
    let mut config = config();
    config.assignment.as_mut().unwrap().identity.device = "a#b".into();
    let mut session = Device::new(config, 1, at(0.0));
    session.handle_connect(at(0.0));
    assert!(matches!(
        events(&mut session)[..],
        [Event::Disconnected {
            reason: Reason::Refused,
            ..
        }]
    ));
    assert_eq!(packets(&mut session), [""; 0]);
}

#[test]
fn a_response_that_no_hub_would_take_is_an_error_to_the_caller() {
    let mut session = synchronized();
    session.handle_input(&message("$iothub/methods/POST/log/?$rid=1", b""), at(1.0));
    let id = events(&mut session).into_iter().find_map(|event| match event {
        Event::Command(command) => Some(command.id),
        _ => None,
    });
    let body = format!("\"{}\"", "x".repeat(128 * 1024));
    session.respond(id.unwrap(), 200, body.as_bytes(), at(1.0));
    let sent = packets(&mut session).remove(0);
    assert!(
        sent.contains("$iothub/methods/res/500/?$rid=1{\"message\":"),
        "{}",
        sent.len()
    );
}

/// A peer that never stops must not make the device do so either.
#[test]
fn bytes_of_a_hub_that_lost_its_mind_never_stop_a_session() {
    let mut random = crate::retry::Random::new(11);
    let topics = [
        "$iothub/twin/res/200/?$rid=1-1",
        "$iothub/twin/res/204/?$rid=1-2&$version=99999999999999999999",
        "$iothub/twin/PATCH/properties/desired/?$version=9223372036854775807",
        "$iothub/twin/PATCH/properties/desired/?$version=-9223372036854775808",
        "$iothub/methods/POST/%ff*%/?$rid=",
        "$iothub/methods/POST/a*b*c/?$rid=#+",
        "devices/dev1/messages/devicebound/%24.to=%zz",
    ];
    let deep = format!("{}1{}", r#"{"targetRpm":"#.repeat(20_000), "}".repeat(20_000));
    let bodies = [
        r#"{"desired":{"$version":9223372036854775807,"targetRpm":{}},"reported":{"motor":5}}"#,
        r#"{"targetRpm":[[[[]]]],"motor":{"limitRpm":null},"$version":-9223372036854775808}"#,
        r#"{"desired":{"targetRpm":1e999,"$version":0},"reported":{"targetRpm":{"ac":{},"av":[]}}}"#,
        deep.as_str(),
        "",
        "\u{0}",
    ];
    let mut session = synchronized();
    let mut time = 1.0;
    for _ in 0..3_000 {
        let pick = |count: usize, random: &mut crate::retry::Random| random.next() as usize % count;
        let topic = topics[pick(topics.len(), &mut random)];
        let body = bodies[pick(bodies.len(), &mut random)];
        session.handle_input(&message(topic, body.as_bytes()), at(time));
        for event in events(&mut session) {
            match event {
                Event::Desired(desired) => {
                    let answer = accepted("1", desired.version);
                    session.acknowledge(desired.id, Answer::Acknowledged(answer), at(time));
                }
                Event::Command(command) => session.respond(command.id, i32::MIN, b"x", at(time)),
                _ => {}
            }
        }
        while let Some(step) = session.poll_step() {
            if step == Step::Open {
                session.handle_connect(at(time));
                session.handle_input(&ACCEPTED, at(time));
                session.handle_input(&[0x90, 5, 0, 1, 0, 0, 0], at(time));
            }
        }
        time += 0.5;
        session.handle_timeout(at(time));
    }
    assert!(session.poll_timeout().is_some());
}
