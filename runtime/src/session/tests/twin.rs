//! Desired properties and their acknowledgements.

use super::*;

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
    let id = |session: &mut Device| -> EventId {
        let found = events(session).into_iter().find_map(|event| match event {
            Event::Desired(desired) => Some(desired.id),
            _ => None,
        });
        found.unwrap()
    };
    let first = id(&mut session);
    session.acknowledge(first, Answer::Acknowledged(accepted("20.0", 7)), at(1.0));
    assert!(packets(&mut session).is_empty());
    session.handle_input(
        &message(
            "$iothub/twin/PATCH/properties/desired/?$version=8",
            br#"{"targetRpm":20.0,"$version":8}"#,
        ),
        at(1.0),
    );
    let second = id(&mut session);
    session.acknowledge(second, Answer::Acknowledged(accepted("20.0", 8)), at(1.0));
    let sent = packets(&mut session).remove(0);
    assert!(
        sent.ends_with(r#"{"targetRpm":{"value":20.0,"ac":200,"av":8}}"#),
        "{sent}"
    );
}

#[test]
fn a_slow_answer_does_not_undo_a_newer_one() {
    let mut session = synchronized();
    let mut ids = Vec::new();
    for version in [8, 9] {
        let topic = format!("$iothub/twin/PATCH/properties/desired/?$version={version}");
        session.handle_input(
            &message(&topic, format!(r#"{{"targetRpm":{version}}}"#).as_bytes()),
            at(1.0),
        );
        ids.extend(events(&mut session).into_iter().filter_map(|event| match event {
            Event::Desired(desired) => Some(desired.id),
            _ => None,
        }));
    }
    session.acknowledge(ids[1], Answer::Acknowledged(accepted("9", 9)), at(1.0));
    packets(&mut session);
    session.acknowledge(ids[0], Answer::Acknowledged(accepted("8", 8)), at(1.0));
    session.handle_input(&message("$iothub/twin/res/204/?$rid=1-2", b""), at(1.0));
    assert!(packets(&mut session).is_empty());
}

#[test]
fn a_refused_report_says_which_properties_and_for_which_of_the_merged_ones() {
    let mut session = synchronized();
    let report = |session: &mut Device, number: u32| {
        let properties = format!(r#"{{"speedRpm":{number}}}"#);
        session.report(Some("motor"), &properties, at(1.0)).unwrap()
    };
    // The last ones are merged into one while the first is on its way.
    let ids: Vec<_> = (0..40).map(|number| report(&mut session, number)).collect();
    events(&mut session);
    let mut refused = Vec::new();
    for request in 2.. {
        let topic = format!("$iothub/twin/res/400/?$rid=1-{request:x}");
        session.handle_input(&message(&topic, b""), at(1.0));
        let Some(Event::ReportRefused {
            reports,
            properties,
            status,
        }) = session.poll_event()
        else {
            break;
        };
        assert_eq!(status, 400);
        assert_eq!(properties, [(Some("motor".to_string()), "speedRpm".to_string())]);
        refused.push(reports);
    }
    assert_eq!(refused.len(), 32);
    assert_eq!(refused[0], ids[0]..=ids[0]);
    assert_eq!(refused[31], ids[31]..=ids[39], "each is spoken for");
}

#[test]
fn an_acknowledgement_too_large_for_a_twin_is_refused_here_already() {
    let mut session = synchronized();
    session.handle_input(
        &message(
            "$iothub/twin/PATCH/properties/desired/?$version=8",
            br#"{"targetRpm":1}"#,
        ),
        at(1.0),
    );
    let Some(Event::Desired(desired)) = session.poll_event() else {
        panic!("a value is desired")
    };
    let value = format!("\"{}\"", "x".repeat(33_000));
    session.acknowledge(desired.id, Answer::Acknowledged(accepted(&value, 8)), at(1.0));
    let Some(Event::ReportRefused {
        properties,
        status: 413,
        ..
    }) = session.poll_event()
    else {
        panic!("it is refused")
    };
    assert_eq!(properties, [(None, "targetRpm".to_string())]);
}

#[test]
fn a_message_that_an_earlier_program_subscribed_to_is_acknowledged_and_told() {
    let mut session = synchronized();
    packets(&mut session);
    session.handle_input(
        b"\x32\x31\x00\x2Bdevices/dev1/messages/devicebound/%24.mid=7\x00\x09hi",
        at(1.0),
    );
    assert_eq!(packets(&mut session), ["40 \0\t"]);
    let Some(Event::CloudToDevice(message)) = session.poll_event() else {
        panic!("it is told")
    };
    assert_eq!(
        (message.properties.get("$.mid"), &message.body[..]),
        (Some("7"), &b"hi"[..])
    );
}
