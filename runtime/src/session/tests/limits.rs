//! Bounds of whatever waits in a session.

use super::super::{Assignment, Config, Output, Session, WhenFull};
use super::authentication::{assignment, online, outputs};
use super::*;
use crate::protocol::{DeliveryId, Input};
use crate::wire::PropertyBag;

fn config() -> Config {
    let Assignment { identity, target } = assignment("h");
    Config::new(identity, target)
}

fn message(length: usize) -> Message {
    Message::json(format!(r#"{{"x":"{}"}}"#, "y".repeat(length)))
}

#[test]
fn a_message_for_which_there_is_room_is_taken() {
    let mut config = config();
    (config.outbox_bytes, config.message_id, config.creation_time) = (1024, true, true);
    let mut session = Session::new(config, 1, at(0.0));
    let mut taken = 0;
    while session.has_room_for(&message(66)) {
        session.send(message(66), at(0.0)).unwrap();
        taken += 1;
    }
    assert!(taken > 2, "{taken}");
}

#[test]
fn a_message_counts_with_the_properties_that_it_is_given() {
    let largest = Message::json("").size();
    let body = 256 * 1024 - largest - r#"{"x":""}"#.len();
    let sent = |message_id| {
        let mut config = config();
        config.message_id = message_id;
        Session::new(config, 1, at(0.0)).send(message(body), at(0.0)).map(drop)
    };
    assert_eq!(sent(false), Ok(()));
    assert_eq!(sent(true), Err(SendError::TooLarge));
}

#[test]
fn a_lost_connection_makes_room_where_the_oldest_may_be_dropped() {
    let mut config = config();
    (config.outbox_messages, config.when_full) = (2, WhenFull::DropOldest);
    let mut session = online(config);
    session.send(message(1), at(0.0)).unwrap();
    session.send(message(2), at(0.0)).unwrap();
    outputs(&mut session);
    assert!(
        !session.has_room_for(&message(3)) && !session.has_room(),
        "both are under way"
    );
    session.handle_disconnect(Reason::Timeout, at(1.0));
    assert!(session.has_room_for(&message(3)) && session.has_room());
}

#[test]
fn at_most_sixty_four_messages_of_a_hub_wait_for_their_handler() {
    let mut config = config();
    config.cloud_to_device = true;
    let mut session = online(config);
    for delivery in 0..100 {
        let properties = PropertyBag::new();
        let delivery = DeliveryId(delivery);
        let body = Vec::new();
        session.handle_input(
            Input::CloudToDevice {
                delivery,
                properties,
                body,
            },
            at(0.0),
        );
    }
    let events = core::iter::from_fn(|| session.poll_event());
    let handed_out = events.filter(|event| matches!(event, Event::CloudToDevice(_))).count();
    assert_eq!(handed_out, 64);
    let outputs = core::iter::from_fn(|| session.poll_output().map(|output| matches!(output, Output::Send(_))));
    assert_eq!(outputs.count(), 0, "a message that is not settled comes again");
}

/// The transport asks for nothing while it has no room.
#[test]
fn messages_that_are_dropped_leave_nothing_behind() {
    let mut config = config();
    (config.outbox_messages, config.when_full) = (60, WhenFull::DropOldest);
    let mut session = online(config);
    for _ in 0..10_000 {
        session.send(message(1), at(0.0)).unwrap();
        while session.poll_event().is_some() {}
    }
    let waiting = outputs(&mut session).len();
    assert!(waiting <= 60, "{waiting}");
}

#[test]
fn a_hub_that_calls_and_does_not_read_fills_no_memory() {
    let mut session = online(config());
    for call in 0..10_000 {
        let (call, name) = (call.to_string(), "stop".to_string());
        let body = Vec::new();
        session.handle_input(Input::Method { call, name, body }, at(1.0));
        while session.poll_event().is_some() {}
    }
    assert_eq!(outputs(&mut session).len(), 1024);
    let (call, name, body) = ("last".to_string(), "stop".to_string(), Vec::new());
    session.handle_input(Input::Method { call, name, body }, at(2.0));
    assert_eq!(outputs(&mut session).len(), 1, "it reads again");
}
