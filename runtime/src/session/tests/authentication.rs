//! Authentication and provisioning as states, over whatever protocol: the session holds no key and knows no hub of itself.

use super::super::output::ProvisioningError;
use super::super::{Assignment, AuthenticationError, Config, Output, Session};
use super::*;
use crate::identity::Identity;
use crate::protocol::{Credential, Failure, Input, Protocol, Refusal, Request, RequestId, Target};
use crate::sas::SasToken;

/// The outputs of the session, in words.
pub(super) fn outputs(session: &mut Session) -> Vec<String> {
    let mut out = Vec::new();
    while let Some(output) = session.poll_output() {
        out.push(match output {
            Output::Provision => "provision".into(),
            Output::Authenticate(assignment) => format!("authenticate {}", assignment.identity.token_resource()),
            Output::Connect(connect) => format!("connect {}:{}", connect.target.host, connect.target.port),
            Output::Send(Request::RenewToken(token)) => format!("renew until {}", token.expiry() - EPOCH),
            Output::Send(Request::GetTwin(_)) => "read the twin".into(),
            Output::Send(Request::PatchReported { patch, .. }) => format!("report {patch}"),
            Output::Send(Request::Telemetry { id, .. }) => format!("send {}", id.0),
            Output::Disconnect => "disconnect".into(),
            Output::Abort => "abort".into(),
            other => format!("{other:?}"),
        });
    }
    out
}

pub(super) fn token(expires_in: u64) -> Credential {
    Credential::Token(SasToken::new(zeroize::Zeroizing::new("t".into()), EPOCH + expires_in))
}

pub(super) fn assignment(hub: &str) -> Assignment {
    Assignment::new(Identity::device(hub, "d"), Target::mqtt(hub, 8883))
}

fn reason(session: &mut Session) -> (Reason, Duration) {
    let found = core::iter::from_fn(|| session.poll_event()).find_map(|event| match event {
        Event::Disconnected { reason, retry_in } => Some((reason, retry_in.unwrap())),
        _ => None,
    });
    found.unwrap()
}

/// A session that asked for a credential.
fn asking() -> Session {
    let Assignment { identity, target } = assignment("h");
    let mut session = Session::new(Config::new(identity, target), 1, at(0.0));
    assert_eq!(outputs(&mut session), ["authenticate h/devices/d"]);
    session
}

pub(super) fn online(config: Config) -> Session {
    let mut session = subscribed(config);
    outputs(&mut session);
    session
}

/// A session that may make its first request.
fn subscribed(config: Config) -> Session {
    let mut session = Session::new(config, 1, at(0.0));
    outputs(&mut session);
    session.handle_authenticated(Ok(token(3600)), at(0.0));
    outputs(&mut session);
    session.handle_input(Input::Connected, at(0.0));
    session.handle_input(Input::Subscribed, at(0.0));
    session
}

/// A session that has read this twin, and whose handlers said nothing.
fn read_twin(writable_properties: &'static [(Option<&'static str>, &'static str)], twin: &str) -> Session {
    let Assignment { identity, target } = assignment("h");
    let mut config = Config::new(identity, target);
    config.writable_properties = writable_properties;
    let mut session = online(config);
    session.handle_input(answer(1, 200, twin), at(1.0));
    for id in desired_ids(&mut session) {
        session.acknowledge(id, Answer::Nothing, at(1.0));
    }
    session
}

/// The answer to a twin request.
fn answer(request: u64, status: i32, body: &str) -> Input {
    Input::Twin {
        request: RequestId(request),
        status,
        body: body.as_bytes().to_vec(),
    }
}

fn desired_patch(version: i64, body: &str) -> Input {
    Input::DesiredPatch {
        version: Some(version),
        body: body.as_bytes().to_vec(),
    }
}

fn desired_ids(session: &mut Session) -> Vec<EventId> {
    let ids = core::iter::from_fn(|| session.poll_event()).filter_map(|event| match event {
        Event::Desired(desired) => Some(desired.id),
        _ => None,
    });
    ids.collect()
}

#[test]
fn a_device_connects_only_once_it_has_a_credential() {
    let mut session = asking();
    session.handle_authenticated(Ok(token(3600)), at(1.0));
    assert_eq!(outputs(&mut session), ["connect h:8883"]);
    // One that nobody asked for is ignored.
    session.handle_authenticated(Ok(token(3600)), at(1.0));
    assert!(outputs(&mut session).is_empty());
}

#[test]
fn a_credential_that_stays_out_is_asked_for_again() {
    let mut session = asking();
    session.handle_timeout(at(60.0));
    assert_eq!(reason(&mut session).0, Reason::Timeout);
    session.handle_timeout(at(61.0));
    assert_eq!(outputs(&mut session), ["abort", "authenticate h/devices/d"]);
    session.handle_authenticated(Err(AuthenticationError::Failed("the signer is away".into())), at(62.0));
    let (reason, _) = reason(&mut session);
    assert_eq!(reason.to_string(), "there is no credential: the signer is away");
}

#[test]
fn a_device_that_is_sent_away_comes_back_without_having_failed() {
    let mut session = asking();
    let later = AuthenticationError::Later(Duration::from_secs(7));
    session.handle_authenticated(Err(later), at(1.0));
    assert_eq!(session.poll_timeout(), Some(Duration::from_secs(8)));
    assert!(!session.has_event());
    session.handle_timeout(at(8.0));
    assert_eq!(outputs(&mut session), ["authenticate h/devices/d"]);
    let a_year = AuthenticationError::Later(Duration::from_secs(365 * 24 * 3600));
    session.handle_authenticated(Err(a_year), at(8.0));
    assert_eq!(
        session.poll_timeout(),
        Some(Duration::from_secs(3608)),
        "an hour at most"
    );
}

#[test]
fn a_hub_that_sends_a_device_away_for_a_year_is_asked_again_within_the_hour() {
    let mut session = asking();
    session.handle_authenticated(Ok(token(3600)), at(1.0));
    outputs(&mut session);
    let a_year = Refusal::Unavailable(Some(Duration::from_secs(365 * 24 * 3600)));
    session.handle_input(Input::Refused(a_year), at(2.0));
    let (reason, retry_in) = reason(&mut session);
    assert!(matches!(reason, Reason::Unavailable(Some(_))));
    assert_eq!(retry_in, Duration::from_secs(3600));
}

#[test]
fn where_the_protocol_can_a_token_is_renewed_in_place() {
    let Assignment { identity, target } = assignment("h");
    let mut capabilities = target.protocol.capabilities();
    capabilities.renews_in_place = true;
    let target = target.with_protocol(Protocol::Fake(capabilities));
    let mut session = online(Config::new(identity, target));
    session.handle_timeout(at(3300.0));
    let asked = outputs(&mut session);
    assert!(asked.contains(&"authenticate h/devices/d".to_string()), "{asked:?}");
    session.handle_authenticated(Ok(token(7200)), at(3300.0));
    assert_eq!(outputs(&mut session), ["renew until 7200"]);
    session.handle_input(Input::Renewed, at(3301.0));
    assert!(!outputs(&mut session).iter().any(|output| output == "disconnect"));
    session.handle_timeout(at(6700.0));
    assert!(outputs(&mut session).contains(&"authenticate h/devices/d".to_string()));
    // The hub does not take the second.
    session.handle_authenticated(Ok(token(10_800)), at(6700.0));
    session.handle_timeout(at(6731.0));
    assert_eq!(reason(&mut session).0, Reason::Renewal);
    assert!(outputs(&mut session).contains(&"abort".to_string()));
}

#[test]
fn inputs_of_the_connection_before_do_not_disturb_a_planned_reconnect() {
    let Assignment { identity, target } = assignment("h");
    let mut session = online(Config::new(identity, target));
    session.send(Message::json(r#"{"a":1}"#), at(3300.0)).unwrap();
    outputs(&mut session);
    session.handle_timeout(at(3300.0));
    outputs(&mut session);
    session.handle_authenticated(Ok(token(7200)), at(3300.0));
    core::iter::from_fn(|| session.poll_event()).count();
    // All of one read: the acknowledgement ends the wait for the reconnect, and more follows.
    session.handle_input(answer(1, 200, r#"{"desired":{},"reported":{}}"#), at(3301.0));
    session.handle_input(Input::Acknowledged(crate::protocol::TelemetryId(1)), at(3301.0));
    let method = Input::Method {
        call: "1".into(),
        name: "stop".into(),
        body: Vec::new(),
    };
    session.handle_input(method, at(3301.0));
    session.handle_disconnect(Reason::Transport(TransportError::new("closed".into())), at(3301.0));
    assert_eq!(reason(&mut session).0, Reason::Renewal);
    assert_eq!(outputs(&mut session), ["disconnect", "connect h:8883"]);
    session.handle_input(Input::Connected, at(3302.0));
    assert!(matches!(session.poll_event(), Some(Event::Connected)));
}

#[test]
fn inputs_read_with_the_last_acknowledgement_before_a_planned_reconnect_are_ignored() {
    let mut session = read_twin(&[(None, "a")], r#"{"desired":{"$version":1},"reported":{}}"#);
    session.handle_timeout(at(3299.0));
    assert_eq!(outputs(&mut session), ["authenticate h/devices/d"]);
    let id = session.send(Message::json(r#"{"x":1}"#), at(3299.0)).unwrap();
    assert_eq!(outputs(&mut session), ["send 1"]);
    session.handle_authenticated(Ok(token(7200)), at(3299.1));
    assert!(outputs(&mut session).is_empty(), "the message is still under way");
    session.handle_input(Input::Acknowledged(id), at(3299.2));
    session.handle_input(desired_patch(2, r#"{"a":1}"#), at(3299.2));
    assert_eq!(reason(&mut session), (Reason::Renewal, Duration::ZERO));
    assert!(core::iter::from_fn(|| session.poll_event()).all(|event| !matches!(event, Event::Disconnected { .. })));
    assert_eq!(outputs(&mut session), ["disconnect", "connect h:8883"]);
}

#[test]
fn the_twin_is_not_read_while_a_patch_is_under_way() {
    let twin = r#"{"desired":{"$version":1},"reported":{"b":{"value":{"x":1},"ac":200,"av":0}}}"#;
    let mut session = read_twin(&[(None, "b")], twin);
    session.handle_input(desired_patch(2, r#"{"b":{"x":1,"y":1}}"#), at(1.0));
    let id = desired_ids(&mut session)[0];
    session.acknowledge(id, Answer::Acknowledged(accepted(r#"{"x":1,"y":1}"#, 2)), at(1.0));
    assert_eq!(
        outputs(&mut session),
        [r#"report {"b":{"value":{"y":1},"ac":200,"av":2}}"#]
    );
    // Version 3 was missed. Whether an answer would hold the patch or not, nobody could say.
    session.handle_input(desired_patch(4, r#"{"b":{"y":null}}"#), at(1.0));
    assert!(outputs(&mut session).is_empty());
    session.handle_input(answer(2, 204, ""), at(1.1));
    assert_eq!(outputs(&mut session), ["read the twin"]);
}

#[test]
fn a_handler_that_worked_for_an_earlier_hub_answers_for_nothing_at_the_next() {
    let mut config = Config::unassigned();
    config.writable_properties = &[(None, "a"), (None, "b")];
    let mut session = Session::new(config, 1, at(0.0));
    let mut old = Vec::new();
    let twins = [
        r#"{"desired":{"a":1,"b":2,"$version":5},"reported":{}}"#,
        r#"{"desired":{"b":77,"$version":5},"reported":{}}"#,
    ];
    for (hub, time, request, twin) in [("first", 0.0, 1, twins[0]), ("second", 10_000.0, 2, twins[1])] {
        session.handle_timeout(at(time));
        outputs(&mut session);
        session.handle_provisioned(Ok(assignment(hub)), at(time));
        session.handle_authenticated(Ok(token(99_999)), at(time));
        outputs(&mut session);
        session.handle_input(Input::Connected, at(time));
        session.handle_input(Input::Subscribed, at(time));
        outputs(&mut session);
        session.handle_input(answer(request, 200, twin), at(time));
        if old.is_empty() {
            old = desired_ids(&mut session);
            session.handle_input(Input::Refused(Refusal::Unauthorized), at(time));
            session.handle_timeout(at(time + 5000.0));
            session.handle_authenticated(Ok(token(99_999)), at(time + 5000.0));
            outputs(&mut session);
            session.handle_input(Input::Refused(Refusal::Unauthorized), at(time + 5000.0));
        }
    }
    assert_eq!(old.len(), 2);
    for id in old {
        session.acknowledge(id, Answer::Acknowledged(accepted("2", 5)), at(10_001.0));
    }
    assert!(outputs(&mut session).is_empty());
}

#[test]
fn a_failing_signer_costs_no_connection_as_long_as_the_token_lasts() {
    let Assignment { identity, target } = assignment("h");
    let mut session = online(Config::new(identity, target));
    core::iter::from_fn(|| session.poll_event()).count();
    session.handle_timeout(at(3300.0));
    outputs(&mut session);
    let away = || Err(AuthenticationError::Failed("away".into()));
    session.handle_authenticated(away(), at(3300.0));
    assert!(outputs(&mut session).is_empty() && !session.has_event());
    session.handle_timeout(at(3310.0));
    assert!(
        outputs(&mut session).contains(&"authenticate h/devices/d".to_string()),
        "asked again"
    );
    session.send(Message::json(r#"{"a":1}"#), at(3310.0)).unwrap();
    assert_eq!(outputs(&mut session), ["send 1"], "and telemetry goes on");
}

#[test]
fn a_token_that_lasts_for_ever_or_has_ended_does_no_harm() {
    for expiry in [0, EPOCH, EPOCH + 1, u64::MAX] {
        let mut session = asking();
        let token = SasToken::new(zeroize::Zeroizing::new("t".into()), expiry);
        session.handle_authenticated(Ok(Credential::Token(token)), at(0.0));
        outputs(&mut session);
        session.handle_input(Input::Connected, at(0.0));
        let renewal = session.poll_timeout().unwrap();
        assert!((10..=366 * 24 * 3600).contains(&renewal.as_secs()), "{renewal:?}");
    }
}

#[test]
fn a_device_without_a_hub_asks_for_one_and_keeps_it() {
    let mut session = Session::new(Config::unassigned(), 1, at(0.0));
    assert_eq!(outputs(&mut session), ["provision"]);
    session.handle_provisioned(Ok(assignment("first")), at(1.0));
    assert_eq!(outputs(&mut session), ["authenticate first/devices/d"]);
    session.handle_authenticated(Ok(token(3600)), at(2.0));
    outputs(&mut session);
    session.handle_disconnect(Reason::Transport(TransportError::new("cut".into())), at(3.0));
    session.handle_timeout(at(10.0));
    assert_eq!(outputs(&mut session), ["abort", "authenticate first/devices/d"]);
}

#[test]
fn a_device_that_its_hub_refuses_twice_is_provisioned_again() {
    let mut session = Session::new(Config::unassigned(), 1, at(0.0));
    session.handle_provisioned(Ok(assignment("first")), at(0.0));
    let mut time = 0.0;
    for _ in 0..2 {
        session.handle_timeout(at(time));
        outputs(&mut session);
        session.handle_authenticated(Ok(token(1_000_000)), at(time));
        outputs(&mut session);
        session.handle_input(Input::Refused(Refusal::Unauthorized), at(time));
        time += 5000.0;
    }
    session.handle_timeout(at(time));
    assert_eq!(outputs(&mut session).last().map(String::as_str), Some("provision"));
    session.handle_provisioned(Ok(assignment("second")), at(time));
    assert_eq!(outputs(&mut session), ["authenticate second/devices/d"]);
}

#[test]
fn desired_values_of_another_hub_are_handed_out_though_version_and_value_are_the_same() {
    let mut config = Config::unassigned();
    config.writable_properties = &[(None, "a")];
    let mut session = Session::new(config, 1, at(0.0));
    let mut handed_out = 0;
    session.handle_timeout(at(0.0));
    outputs(&mut session);
    for (request, hub, time) in [(1, "first", 0.0), (2, "second", 10_000.0)] {
        session.handle_provisioned(Ok(assignment(hub)), at(time));
        session.handle_authenticated(Ok(token(1_000_000)), at(time));
        outputs(&mut session);
        session.handle_input(Input::Connected, at(time));
        session.handle_input(Input::Subscribed, at(time));
        let twin = r#"{"desired":{"a":1,"$version":4},"reported":{}}"#;
        session.handle_input(answer(request, 200, twin), at(time));
        handed_out += desired_ids(&mut session).len();
        session.handle_input(Input::Refused(Refusal::Unauthorized), at(time));
        session.handle_timeout(at(time + 5000.0));
        session.handle_authenticated(Ok(token(1_000_000)), at(time + 5000.0));
        outputs(&mut session);
        session.handle_input(Input::Refused(Refusal::Unauthorized), at(time + 5000.0));
        session.handle_timeout(at(time + 10_000.0));
        assert_eq!(outputs(&mut session), ["abort", "provision"]);
    }
    assert_eq!(handed_out, 2);
}

#[test]
fn provisioning_that_fails_is_tried_again_at_its_pace() {
    for (error, least) in [
        (ProvisioningError::denied("not approved".into()), 45 * 60),
        (
            ProvisioningError::transient("busy".into(), Some(Duration::from_secs(100))),
            100,
        ),
    ] {
        let mut session = Session::new(Config::unassigned(), 1, at(0.0));
        outputs(&mut session);
        session.handle_provisioned(Err(error), at(0.0));
        let (reason, retry_in) = reason(&mut session);
        assert!(reason.to_string().starts_with("the device has no hub: "), "{reason}");
        assert!(retry_in.as_secs() >= least, "{retry_in:?}");
        session.handle_timeout(at(5000.0));
        assert_eq!(outputs(&mut session), ["abort", "provision"]);
        session.handle_timeout(at(5300.0));
        assert!(session.has_event(), "an answer that stays out is no end");
    }
}

#[test]
fn a_hub_of_an_unknown_protocol_is_named_and_asked_for_again_slowly() {
    let mut session = Session::new(Config::unassigned(), 1, at(0.0));
    outputs(&mut session);
    let other = Target::mqtt("h", 8883).with_protocol(Protocol::Unknown("mqtt-broker-v5".into()));
    let other = Assignment::new(Identity::device("h", "d"), other);
    session.handle_provisioned(Ok(other), at(0.0));
    let (reason, retry_in) = reason(&mut session);
    assert_eq!(reason, Reason::UnknownProtocol("mqtt-broker-v5".into()));
    assert!(reason.to_string().contains("`mqtt-broker-v5`"));
    assert!(retry_in.as_secs() >= 45 * 60);
}

#[test]
fn a_connection_that_a_protocol_gives_up_says_why() {
    for (failure, expected) in [
        (Failure::Silent, Reason::Timeout),
        (
            Failure::Violation("a second CONNACK"),
            Reason::Protocol("a second CONNACK"),
        ),
        (Failure::NotSubscribed, Reason::Unavailable(None)),
    ] {
        let Assignment { identity, target } = assignment("h");
        let mut session = online(Config::new(identity, target));
        session.handle_input(Input::Failed(failure), at(1.0));
        assert_eq!(reason(&mut session).0, expected);
        assert_eq!(outputs(&mut session), ["abort"]);
    }
    assert_eq!(
        Reason::Protocol("a second CONNACK").to_string(),
        "the hub broke the protocol: a second CONNACK"
    );
}

#[test]
fn a_twin_that_is_no_twin_is_told_and_read_again() {
    let Assignment { identity, target } = assignment("h");
    for body in ["[]", "5", "", r#"{"desired":[]}"#] {
        let mut session = subscribed(Config::new(identity.clone(), target.clone()));
        assert_eq!(outputs(&mut session), ["read the twin"]);
        session.handle_input(answer(1, 200, body), at(1.0));
        let told = core::iter::from_fn(|| session.poll_event())
            .any(|event| matches!(event, Event::Unexpected("a twin that is not a JSON document")));
        assert!(told);
        session.handle_timeout(at(9.0));
        assert_eq!(outputs(&mut session), ["read the twin"]);
    }
}

#[test]
fn nothing_that_is_shown_holds_a_token() {
    let secret = || SasToken::new(zeroize::Zeroizing::new("SharedAccessSignature x".into()), EPOCH + 9);
    let mut session = asking();
    session.handle_authenticated(Ok(Credential::Token(secret())), at(1.0));
    let shown = format!("{session:?}");
    let output = format!("{:?}", session.poll_output());
    assert!(
        !shown.contains("SharedAccess") && !output.contains("SharedAccess"),
        "{output}"
    );
    assert!(output.contains("SasToken"));
}
