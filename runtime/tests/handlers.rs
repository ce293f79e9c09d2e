//! Handlers of a device in memory: their order, their answers, their deadline, and those beside the model.
#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use std::sync::{Arc, Mutex};

use dtdl_runtime::generated::v1::{
    Acknowledgement, BoxFuture, CommandAnswer, CommandCall, DecodeError, DesiredProperty, DeviceModel, EncodeError,
    Json, Link, Object, ObjectEncoder, start,
};
use dtdl_runtime::service::MethodResponse;
use dtdl_runtime::testing::Hub;
use dtdl_runtime::{Ack, Connection, Device, Error, ErrorKind, Problem, Settings, WhenFull};

const SECOND: Duration = Duration::from_secs(1);

/// Handlers that take their time, and note what they were given.
#[derive(Clone, Default)]
struct Handlers {
    takes: Duration,
    seen: Arc<Mutex<Vec<String>>>,
    running: Arc<AtomicUsize>,
}

impl Handlers {
    fn slow(seconds: u64) -> Self {
        Self {
            takes: SECOND * u32::try_from(seconds).unwrap(),
            ..Self::default()
        }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    async fn work(&self) {
        self.running.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(self.takes).await;
        self.running.fetch_sub(1, Ordering::SeqCst);
    }

    async fn set_limit(&self, property: DesiredProperty<'_>) -> Acknowledgement {
        match property.desired::<f64>() {
            Ok(Some(desired)) => {
                let seen = format!("{} v{}", desired.value, desired.version);
                self.seen.lock().unwrap().push(seen);
                self.work().await;
                assert!(desired.value < 1000.0, "a handler that panics");
                property.acknowledge(if desired.value < 0.0 {
                    Ack::rejected(7.0)
                } else {
                    Ack::accepted(desired.value)
                })
            }
            Ok(None) => property.unset(Some(20.0)),
            Err(error) => property.refuse(error),
        }
    }
}

impl DeviceModel for Handlers {
    fn model_id(&self) -> &'static str {
        "dtmi:com:example:Machine;1"
    }

    fn components(&self) -> &'static [&'static str] {
        &["motor"]
    }

    fn writable_properties(&self) -> &'static [(Option<&'static str>, &'static str)] {
        &[(Some("motor"), "limit")]
    }

    fn desired<'a>(&'a self, _: &'a Link, property: DesiredProperty<'a>) -> BoxFuture<'a, Acknowledgement> {
        Box::pin(self.set_limit(property))
    }

    fn command<'a>(&'a self, _: &'a Link, command: CommandCall<'a>) -> BoxFuture<'a, CommandAnswer> {
        Box::pin(async move {
            self.work().await;
            match (command.component(), command.name()) {
                (None, "double") => match command.request::<i32>() {
                    Ok(number) => command.answer(Ok((number * 2).into())),
                    Err(error) => command.bad_request(error),
                },
                (None, "explode") => panic!("a handler that panics"),
                (Some("motor"), "stop") => command.answer_empty(Ok(().into())),
                _ => command.unknown(),
            }
        })
    }
}

fn start_with(
    hub: &Hub,
    handlers: &Handlers,
    with: impl FnOnce(Connection) -> Connection,
) -> Result<(Device, Link), Error> {
    hub.start(|connection| start(with(connection), handlers.clone()))
}

fn started(hub: &Hub, handlers: &Handlers) -> (Device, Link) {
    start_with(hub, handlers, |connection| connection).unwrap()
}

/// The limit as it is reported: value, status, version.
fn limit(hub: &Hub) -> Vec<(Option<f64>, i32, i64)> {
    let reported = hub.component("motor").reported::<f64>("limit").unwrap();
    let shown = |reported: &dtdl_runtime::service::Reported<f64>| {
        let acknowledgement = reported.acknowledgement().unwrap();
        (
            reported.value().copied(),
            acknowledgement.status,
            acknowledgement.version,
        )
    };
    reported.iter().map(shown).collect()
}

fn call(hub: &Hub, method: &str, payload: &str) -> (i32, String) {
    let MethodResponse { status, payload } = hub.call_json(method, payload).unwrap();
    (status, payload)
}

fn problems(hub: &Hub, device: &Device, cause: impl FnOnce()) -> Vec<String> {
    let mut problems = device.problems();
    cause();
    hub.run(async {
        let mut said = Vec::new();
        while let Ok(Some(problem)) = tokio::time::timeout(SECOND, problems.next()).await {
            said.push(problem.to_string());
        }
        said
    })
}

#[test]
fn a_desired_value_reaches_its_handler_and_is_acknowledged_with_its_version() {
    let (hub, handlers) = (Hub::new(), Handlers::default());
    started(&hub, &handlers);
    assert_eq!(limit(&hub), [(Some(20.0), 203, 0)], "not set: the device's own value");
    let version = hub.component("motor").set_desired("limit", &21.5).unwrap();
    assert_eq!(limit(&hub), [(Some(21.5), 200, version)]);
    hub.component("motor").set_desired("limit", &-1.0).unwrap();
    assert_eq!(limit(&hub), [(Some(7.0), 400, version + 1)]);
    hub.component("motor").remove_desired("limit").unwrap();
    assert_eq!(limit(&hub), [(Some(20.0), 203, 0)]);
    assert_eq!(handlers.seen(), ["21.5 v2", "-1 v3"]);
}

#[test]
fn a_value_of_another_schema_is_answered_400_and_the_reported_value_stays() {
    let (hub, handlers) = (Hub::new(), Handlers::default());
    started(&hub, &handlers);
    hub.component("motor").set_desired("limit", &1.5).unwrap();
    hub.update_desired_json(r#"{"motor":{"limit":"warm"}}"#).unwrap();
    assert_eq!(limit(&hub).last(), Some(&(Some(1.5), 400, 3)));
    assert!(hub.twin_json().contains(r#"expected a double, found \"warm\""#));
    assert_eq!(handlers.seen(), ["1.5 v2"]);
}

#[test]
fn a_panic_in_a_handler_is_answered_500_and_the_device_goes_on() {
    let (hub, handlers) = (Hub::new(), Handlers::default());
    let (device, _) = started(&hub, &handlers);
    let said = problems(&hub, &device, || {
        assert_eq!(
            call(&hub, "explode", ""),
            (500, r#"{"message":"the handler panicked"}"#.into())
        );
        hub.component("motor").set_desired("limit", &1000.0).unwrap();
    });
    assert_eq!(
        said,
        ["`explode`: the handler panicked", "`motor.limit`: the handler panicked"]
    );
    assert_eq!(limit(&hub).last(), Some(&(Some(20.0), 500, 2)));
    hub.component("motor").set_desired("limit", &5.0).unwrap();
    assert_eq!(limit(&hub), [(Some(5.0), 200, 3)]);
}

#[test]
fn commands_are_dispatched_by_component_and_name() {
    let hub = Hub::new();
    started(&hub, &Handlers::default());
    assert_eq!(call(&hub, "double", "21"), (200, "42".into()));
    assert_eq!(call(&hub, "motor*stop", ""), (200, "null".into()));
    assert_eq!(call(&hub, "double", "\"x\"").0, 400);
    for unknown in ["stop", "motor*double", "other*stop"] {
        assert_eq!(call(&hub, unknown, "1").0, 404, "{unknown}");
    }
}

#[test]
fn a_slow_handler_holds_up_no_other_and_only_the_newest_value_waits_for_it() {
    let (hub, handlers) = (Hub::new(), Handlers::slow(10));
    started(&hub, &handlers);
    limit(&hub);
    for value in [1.0, 2.0, 3.0] {
        hub.component("motor").set_desired("limit", &value).unwrap();
    }
    assert_eq!(handlers.running.load(Ordering::SeqCst), 1);
    assert_eq!(
        call(&hub, "double", "1"),
        (200, "2".into()),
        "beside the property's handler"
    );
    hub.advance(20 * SECOND);
    assert_eq!(handlers.seen(), ["1 v2", "3 v4"]);
    assert_eq!(
        limit(&hub),
        [(Some(3.0), 200, 4)],
        "the newest acknowledgement speaks for all"
    );
}

#[test]
fn a_handler_that_takes_too_long_is_dropped_and_answered_504() {
    let (hub, handlers) = (Hub::new(), Handlers::slow(1_000_000));
    let deadline = Settings::default().handler_deadline(5 * SECOND);
    let (device, _) = start_with(&hub, &handlers, |connection| connection.settings(deadline)).unwrap();
    limit(&hub);
    let said = problems(&hub, &device, || {
        assert_eq!(
            call(&hub, "double", "1"),
            (504, r#"{"message":"the handler took longer than 5 s"}"#.into())
        );
        hub.component("motor").set_desired("limit", &1.0).unwrap();
        hub.component("motor").set_desired("limit", &2.0).unwrap();
        hub.advance(5 * SECOND);
        assert_eq!(handlers.seen(), ["1 v2", "2 v3"], "the next value has its turn");
        hub.advance(5 * SECOND);
    });
    assert_eq!(limit(&hub), [(Some(20.0), 504, 3)]);
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(said[0], "`double`: the handler took longer than 5 s");
}

#[test]
fn a_late_acknowledgement_is_dropped_once_a_newer_value_has_come() {
    let (hub, handlers) = (Hub::new(), Handlers::default());
    let (_device, link) = started(&hub, &handlers);
    let motor = link.component("motor");
    hub.component("motor").set_desired("limit", &1.0).unwrap();
    limit(&hub);
    let late = |version, ack: Ack<f64>| hub.run(async { motor.acknowledge("limit", version, &ack).await?.await });
    late(2, Ack::in_progress(0.5).with_description("nearly")).unwrap();
    assert_eq!(limit(&hub), [(Some(0.5), 202, 2)]);
    hub.component("motor").set_desired("limit", &3.0).unwrap();
    limit(&hub);
    late(2, Ack::accepted(1.0)).unwrap();
    assert_eq!(limit(&hub), []);
    late(0, Ack::with_status(203, 4.0)).unwrap();
    assert_eq!(limit(&hub), [(Some(4.0), 203, 0)], "a value of the device's own");
}

#[derive(Debug, Default)]
struct Telemetry(Option<f64>);

impl Object for Telemetry {
    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
        object.optional("temperature", &self.0)
    }

    fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
        self.0 = json.optional()?;
        Ok(name == "temperature")
    }
}

#[test]
fn telemetry_and_reports_go_out_under_the_component_and_never_empty() {
    let hub = Hub::new();
    let (_device, link) = started(&hub, &Handlers::default());
    let motor = link.component("motor");
    let kind = |result: Result<dtdl_runtime::Delivery, Error>| result.unwrap_err().kind();
    assert_eq!(kind(hub.run(motor.send_telemetry(&Telemetry(None)))), ErrorKind::Empty);
    assert_eq!(kind(hub.run(motor.report(&Telemetry(None)))), ErrorKind::Empty);
    let infinite = hub.run(motor.send_telemetry(&Telemetry(Some(f64::NAN))));
    assert_eq!(kind(infinite), ErrorKind::Value);

    hub.run(async { motor.send_telemetry(&Telemetry(Some(21.5))).await?.await })
        .unwrap();
    let messages: Vec<Telemetry> = hub.component("motor").telemetry().unwrap();
    assert_eq!(messages[0].0, Some(21.5));
    hub.run(async { link.report(&Telemetry(Some(1.0))).await?.await })
        .unwrap();
    assert!(hub.twin_json().contains(r#""temperature":1.0"#));
    hub.refuse_reports(Some(413));
    let refused = hub.run(async { link.report(&Telemetry(Some(2.0))).await?.await });
    let refused = refused.unwrap_err();
    assert_eq!((refused.kind(), refused.status()), (ErrorKind::Refused, Some(413)));
    assert_eq!(
        refused.to_string(),
        "the service refused it with status 413: there would be too much in the twin"
    );
}

#[test]
fn methods_beside_the_model_have_a_handler_of_their_own() {
    let hub = Hub::new();
    start_with(&hub, &Handlers::default(), |connection| {
        connection.on_unknown_method(|request| async move {
            let payload = String::from_utf8_lossy(request.payload()).into_owned();
            MethodResponse::new(207, format!(r#"["{}",{payload}]"#, request.name()))
        })
    })
    .unwrap();
    assert_eq!(call(&hub, "other*ping", "5"), (207, r#"["other*ping",5]"#.into()));
    assert_eq!(
        call(&hub, "double", "21"),
        (200, "42".into()),
        "the model's own command"
    );
}

#[test]
fn messages_are_handled_in_order_and_acknowledged_once_they_are_handled() {
    let hub = Hub::new();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    hub.send_message(&[("$.mid", "m0")], b"before the device listens");
    let (device, _) = start_with(&hub, &Handlers::default(), move |connection| {
        connection.on_cloud_to_device(move |message| {
            let noted = Arc::clone(&noted);
            async move {
                tokio::time::sleep(2 * SECOND).await;
                assert!(message.body() != b"panic", "a handler that panics");
                let id = message.message_id().unwrap_or("-").to_owned();
                noted
                    .lock()
                    .unwrap()
                    .push((id, message.property("kind").map(str::to_owned)));
            }
        })
    })
    .unwrap();
    hub.send_message(&[("$.mid", "m1"), ("kind", "a b")], b"1");
    assert_eq!(hub.unsettled_messages(), 2, "not before they are handled");
    hub.advance(2 * SECOND);
    assert_eq!(hub.unsettled_messages(), 1, "one after the other");
    hub.advance(2 * SECOND);
    assert_eq!(hub.unsettled_messages(), 0);
    let expected = [("m0".to_owned(), None), ("m1".to_owned(), Some("a b".to_owned()))];
    assert_eq!(*seen.lock().unwrap(), expected);
    let said = problems(&hub, &device, || {
        hub.send_message(&[], b"panic");
        hub.advance(3 * SECOND);
    });
    assert_eq!(said, ["`on_cloud_to_device`: the handler panicked"]);
    assert_eq!(hub.unsettled_messages(), 0, "it would come again for ever");
}

#[test]
fn a_message_whose_connection_ends_before_it_is_handled_comes_again() {
    let hub = Hub::new();
    let seen = Arc::new(AtomicUsize::new(0));
    let noted = Arc::clone(&seen);
    start_with(&hub, &Handlers::default(), move |connection| {
        connection.on_cloud_to_device(move |_| {
            let noted = Arc::clone(&noted);
            async move {
                tokio::time::sleep(2 * SECOND).await;
                noted.fetch_add(1, Ordering::SeqCst);
            }
        })
    })
    .unwrap();
    hub.send_message(&[], b"1");
    hub.cut();
    hub.advance(60 * SECOND);
    assert_eq!((seen.load(Ordering::SeqCst), hub.unsettled_messages()), (2, 0));
}

#[test]
fn without_a_handler_no_message_is_subscribed_to() {
    let hub = Hub::new();
    started(&hub, &Handlers::default());
    hub.send_message(&[], b"1");
    assert_eq!(hub.unsettled_messages(), 1);
}

#[test]
fn a_full_outbox_does_as_it_was_told() {
    for (policy, sent) in [
        (WhenFull::Refuse, [0.0, 1.0, 2.0]),
        (WhenFull::DropOldest, [2.0, 3.0, 4.0]),
    ] {
        let hub = Hub::new();
        let settings = Settings::default().outbox_messages(3).when_full(policy);
        let (device, link) =
            start_with(&hub, &Handlers::default(), |connection| connection.settings(settings)).unwrap();
        hub.set_reachable(false);
        let mut results = Vec::new();
        let said = problems(&hub, &device, || {
            for value in 0..5 {
                results.push(hub.run(link.send_telemetry(&Telemetry(Some(f64::from(value))))));
            }
        });
        hub.set_reachable(true);
        hub.advance(120 * SECOND);
        let messages: Vec<Telemetry> = hub.root().telemetry().unwrap();
        let values: Vec<_> = messages.iter().filter_map(|message| message.0).collect();
        assert_eq!(values, sent, "{policy:?}");
        let dropped = "a telemetry message was dropped: the outbox is full";
        let failed: Vec<usize> = (0..5).filter(|index| results[*index].is_err()).collect();
        if policy == WhenFull::Refuse {
            assert_eq!((failed, said), (vec![3, 4], vec![]));
        } else {
            assert_eq!((failed, said), (vec![], vec![dropped.to_owned(); 2]));
            let first = hub.run(results.remove(0).unwrap()).unwrap_err();
            assert_eq!(first.kind(), ErrorKind::OutboxFull);
        }
    }
}

#[test]
fn senders_wait_in_turn_for_room_and_one_that_gives_up_lets_the_next_go() {
    let hub = Hub::new();
    let settings = Settings::default().outbox_messages(1);
    let (_device, link) = start_with(&hub, &Handlers::default(), |connection| connection.settings(settings)).unwrap();
    hub.set_reachable(false);
    hub.run(link.send_telemetry(&Telemetry(Some(0.0)))).unwrap();
    let tasks: Vec<_> = hub.run(async {
        let send = |value: u32| {
            let link = link.clone();
            tokio::spawn(async move { link.send_telemetry(&Telemetry(Some(f64::from(value)))).await.map(drop) })
        };
        let mut tasks = Vec::new();
        for value in 1..=4 {
            tasks.push(send(value));
            tokio::task::yield_now().await;
        }
        tasks
    });
    tasks[0].abort();
    hub.set_reachable(true);
    hub.advance(300 * SECOND);
    let messages: Vec<Telemetry> = hub.root().telemetry().unwrap();
    let values: Vec<_> = messages.iter().filter_map(|message| message.0).collect();
    assert_eq!(values, [0.0, 2.0, 3.0, 4.0]);
}

#[test]
fn news_of_the_hub_that_cannot_be_used_is_a_problem() {
    let hub = Hub::new();
    let (device, _) = started(&hub, &Handlers::default());
    hub.run(device.connected());
    let said = problems(&hub, &device, || hub.send_raw("$iothub/twin/res/200/?$rid=9-99", b"{}"));
    assert_eq!(
        said,
        ["the hub said what could not be used: a twin answer for no request"]
    );
    let said = problems(&hub, &device, || {
        hub.send_raw("$iothub/twin/PATCH/properties/desired/?$version=9", b"[]");
    });
    assert_eq!(
        said,
        ["the hub said what could not be used: a desired patch that is not a JSON object"]
    );
    assert!(hub.is_connected(), "the device goes on");
}

#[test]
fn a_problem_can_be_matched() {
    let hub = Hub::new();
    let (device, _) = started(&hub, &Handlers::default());
    let mut problems = device.problems();
    hub.send_raw("x/y", b"");
    let problem = hub.run(problems.next());
    assert!(matches!(
        problem,
        Some(Problem::Unexpected {
            detail: "a message on an unknown topic",
            ..
        })
    ));
}
