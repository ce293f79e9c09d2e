//! Opening, keeping, renewing, losing and ending a connection.

use super::*;

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
    assert_eq!(session.poll_step(), Some(Step::Close));
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
    let mut session = Device::new(config(), 1, at(0.0));
    session.handle_connect(at(0.0));
    assert_eq!(session.poll_timeout(), Some(Duration::from_secs(60)));
    session.handle_timeout(at(60.0));
    assert!(matches!(
        events(&mut session)[..],
        [Event::Disconnected {
            reason: Reason::Timeout,
            ..
        }]
    ));
    session.handle_timeout(at(61.0));
    assert!(core::iter::from_fn(|| session.poll_step()).any(|output| output == Step::Open));
}

/// Connects and is refused by `code`; when the next attempt is made.
fn refused(session: &mut Device, code: u8, now: f64) -> (Reason, Duration) {
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
    let mut session = Device::new(config(), 1, at(0.0));
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
fn a_refused_credential_is_tried_again_as_soon_as_the_clock_was_set() {
    let mut session = Device::new(config(), 1, at(0.0));
    refused(&mut session, 5, 0.0);
    refused(&mut session, 5, 1.0);
    let look = session.poll_timeout().unwrap();
    assert_eq!(look.as_secs(), 61);
    session.handle_timeout(at(61.0));
    assert_eq!(session.poll_step(), None);
    let wall = Some(Duration::from_secs(EPOCH + 10_000));
    session.handle_timeout(Now { wall, ..at(121.0) });
    assert_eq!(session.poll_step(), Some(Step::Open));
}

#[test]
fn other_refusals_are_retried_by_their_kind() {
    let mut session = Device::new(config(), 1, at(0.0));
    let (reason, retry_in) = refused(&mut session, 3, 0.0);
    assert_eq!(reason, Reason::Unavailable(None));
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
    let mut session = Device::new(config(), 1, unset(0));
    assert_eq!(session.poll_step(), None);
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
    assert_eq!(session.poll_step(), Some(Step::Open));
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
        wall: Some(Duration::from_secs(EPOCH + 3500)),
        ..at(seconds)
    };
    session.handle_timeout(jumped(2.0));
    written(&mut session);
    session.send(None, r#"{"a":2}"#, jumped(2.0)).unwrap();
    assert!(packets(&mut session).is_empty(), "nothing new over the old connection");
    session.handle_input(&[0x40, 2, 0, 2], jumped(3.0));
    let outputs: Vec<_> = core::iter::from_fn(|| session.poll_step()).collect();
    assert!(matches!(&outputs[..], [Step::Bytes(bytes), Step::Close, Step::Open] if bytes.as_slice() == [0xE0, 0]));
}

#[test]
fn a_wall_clock_that_jumps_forward_renews_at_once_and_backward_does_not_delay() {
    let mut session = synchronized();
    let forward = Now {
        wall: Some(Duration::from_secs(EPOCH + 1_000_000)),
        ..at(2.0)
    };
    session.handle_timeout(forward);
    written(&mut session);
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
        wall: Some(Duration::from_secs(EPOCH - 1_000_000)),
        ..at(seconds)
    };
    while now < 3300.0 {
        now += 10.0;
        session.handle_timeout(backward(now));
        written(&mut session);
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
    let mut session = Device::new(config(), 1, at(0.0));
    session.send(None, r#"{"a":1}"#, at(1.0)).unwrap();
    session.shutdown(Duration::from_secs(5), at(1.0));
    assert_eq!(session.poll_timeout(), Some(Duration::from_secs(6)));
    session.handle_timeout(at(6.0));
    assert!(matches!(events(&mut session)[..], [Event::Stopped]));
}

#[test]
fn times_that_no_connection_can_live_with_are_brought_within_reason() {
    for time in [Duration::ZERO, Duration::MAX] {
        let mut config = config();
        (config.connect_timeout, config.answer_timeout) = (time, time);
        let mut session = Device::new(config, 1, at(0.0));
        session.handle_connect(at(0.0));
        session.handle_input(&ACCEPTED, at(0.0));
        session.handle_input(&[0x90, 5, 0, 1, 0, 0, 0], at(0.0));
        session.send(None, r#"{"a":1}"#, at(0.0)).unwrap();
        assert!(matches!(events(&mut session)[..], [Event::Connected]));
        let next = session.poll_timeout().unwrap();
        assert!((0.5..1177.0).contains(&next.as_secs_f64()), "{next:?}");
    }
}
