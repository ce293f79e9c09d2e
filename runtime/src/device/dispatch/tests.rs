//! The way between session and handlers, with both ends played by the test.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use std::sync::{Arc, Mutex};

use serde_json::value::RawValue;
use tokio::sync::{Semaphore, broadcast, mpsc, oneshot, watch};

use super::super::outlet::Shared;
use super::super::{Problem, Status};
use super::Dispatcher;
use crate::Ack;
use crate::generated::v1::{
    Acknowledgement, BoxFuture, CommandAnswer, CommandCall, DesiredProperty, DeviceModel, Link,
};
use crate::session::{self, Command, Desired, Event, MessageId, Reason, ReportId, Token};
use crate::shell::{Answer, Mailbox, Refusal, Report, mailbox};

const MOTOR: Option<&str> = Some("motor");

/// A handler that waits until the test lets it go on, and notes what it was given.
#[derive(Default)]
struct Handlers {
    gate: Option<Semaphore>,
    seen: Mutex<Vec<String>>,
    running: AtomicUsize,
}

struct Model(Arc<Handlers>);

impl Handlers {
    async fn pass(&self) {
        self.running.fetch_add(1, Ordering::SeqCst);
        if let Some(gate) = &self.gate {
            gate.acquire().await.unwrap().forget();
        }
        self.running.fetch_sub(1, Ordering::SeqCst);
    }

    async fn set_limit(&self, property: DesiredProperty<'_>) -> Acknowledgement {
        match property.desired::<f64>() {
            Ok(Some(desired)) => {
                self.seen
                    .lock()
                    .unwrap()
                    .push(format!("{} v{}", desired.value, desired.version));
                self.pass().await;
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

impl DeviceModel for Model {
    fn model_id(&self) -> &'static str {
        "dtmi:com:example:Machine;1"
    }

    fn components(&self) -> &'static [&'static str] {
        &["motor"]
    }

    fn writable_properties(&self) -> &'static [(Option<&'static str>, &'static str)] {
        &[(MOTOR, "limit")]
    }

    fn desired<'a>(&'a self, _: &'a Link, property: DesiredProperty<'a>) -> BoxFuture<'a, Acknowledgement> {
        Box::pin(self.0.set_limit(property))
    }

    fn command<'a>(&'a self, _: &'a Link, command: CommandCall<'a>) -> BoxFuture<'a, CommandAnswer> {
        Box::pin(async move {
            self.0.pass().await;
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

struct Bench {
    events: mpsc::UnboundedSender<Event>,
    mailbox: Mailbox,
    handlers: Arc<Handlers>,
    shared: Arc<Shared>,
    link: Link,
    status: watch::Receiver<Status>,
    problems: broadcast::Receiver<Problem>,
}

impl Bench {
    fn new(handlers: Handlers) -> Self {
        let (handle, mailbox) = mailbox();
        let shared = Arc::new(Shared::new(handle));
        let link = Link::new(Arc::clone(&shared) as _);
        let (status, receiver) = watch::channel(Status::Connecting);
        let (events, incoming) = mpsc::unbounded_channel();
        let handlers = Arc::new(handlers);
        let model = Arc::new(Model(Arc::clone(&handlers)));
        let status = Arc::new(status);
        let (problems, problems_end) = broadcast::channel(4);
        let dispatcher = Dispatcher::new(model, Arc::clone(&shared), link.clone(), Arc::clone(&status), problems);
        tokio::spawn(async move {
            dispatcher.run(incoming).await;
            status.send_replace(Status::ShutDown);
        });
        Self {
            events,
            mailbox,
            handlers,
            shared,
            link,
            status: receiver,
            problems: problems_end,
        }
    }

    fn desired(&self, token: u64, value: Option<&str>, version: i64) {
        let value = value.map(|json| RawValue::from_string(json.into()).unwrap());
        let desired = Desired {
            token: Token(token),
            component: MOTOR,
            name: "limit",
            value,
            version,
        };
        self.events.send(Event::Desired(desired)).unwrap();
    }

    fn command(&self, token: u64, component: Option<&str>, name: &str, payload: &str) {
        let command = Command {
            token: Token(token),
            component: component.map(Into::into),
            name: name.into(),
            payload: payload.into(),
        };
        self.events.send(Event::Command(command)).unwrap();
    }

    /// The next answer to a desired value: its token, and what is reported.
    async fn acknowledged(&mut self) -> (u64, Option<String>) {
        match self.mailbox.answers.recv().await.unwrap() {
            Answer::Acknowledge { token, answer } => (token.0, shown(answer)),
            other => panic!("not an acknowledgement: {other:?}"),
        }
    }

    async fn responded(&mut self) -> (u64, i32, String) {
        match self.mailbox.answers.recv().await.unwrap() {
            Answer::Respond { token, status, body } => (token.0, status, String::from_utf8(body).unwrap()),
            other => panic!("not a response: {other:?}"),
        }
    }

    async fn reported(&mut self) -> String {
        self.answer_report(Ok(())).await
    }

    /// What is reported; the hub answers so.
    async fn answer_report(&mut self, result: Result<(), Refusal>) -> String {
        let report = self.mailbox.reports.recv().await.unwrap();
        let (end, delivered) = oneshot::channel();
        report.taken.send(Ok(delivered)).unwrap();
        let _ = end.send(result);
        let text = match report.content {
            Report::Properties(json) => json,
            Report::Acknowledgement(name, acknowledged) => format!("{name} {}", acknowledged.encode()),
        };
        format!("{} {text}", report.component.as_deref().unwrap_or("-"))
    }
}

fn shown(answer: session::Answer) -> Option<String> {
    match answer {
        session::Answer::Nothing => None,
        session::Answer::Acknowledged(acknowledged) => Some(acknowledged.encode()),
        session::Answer::Status(status) => {
            Some(format!("{} v{}: {}", status.status, status.version, status.description))
        }
    }
}

fn gated() -> Handlers {
    Handlers {
        gate: Some(Semaphore::new(0)),
        ..Handlers::default()
    }
}

#[tokio::test]
async fn a_desired_value_reaches_its_handler_and_is_acknowledged_with_its_version() {
    let mut bench = Bench::new(Handlers::default());
    bench.desired(1, Some("21.5"), 9);
    assert_eq!(
        bench.acknowledged().await,
        (1, Some(r#"{"value":21.5,"ac":200,"av":9}"#.into()))
    );
    bench.desired(2, Some("-1"), 10);
    assert_eq!(
        bench.acknowledged().await,
        (2, Some(r#"{"value":7.0,"ac":400,"av":10}"#.into()))
    );
    bench.desired(3, Some(r#"{"value":57}"#), 11);
    assert_eq!(
        bench.acknowledged().await,
        (3, Some(r#"{"value":57.0,"ac":200,"av":11}"#.into()))
    );
    bench.desired(4, None, 12);
    assert_eq!(
        bench.acknowledged().await,
        (4, Some(r#"{"value":20.0,"ac":203,"av":0}"#.into()))
    );
}

#[tokio::test]
async fn a_value_of_another_schema_is_answered_400_and_the_reported_value_stays() {
    let mut bench = Bench::new(Handlers::default());
    bench.desired(1, Some("\"warm\""), 9);
    assert_eq!(
        bench.acknowledged().await,
        (1, Some(r#"400 v9: expected a double, found "warm""#.into()))
    );
    assert!(bench.handlers.seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_panic_in_a_handler_is_answered_500_and_the_device_goes_on() {
    let mut bench = Bench::new(Handlers::default());
    bench.command(1, None, "explode", "");
    assert_eq!(
        bench.responded().await,
        (1, 500, r#"{"message":"the command's handler panicked"}"#.into())
    );
    bench.desired(2, Some("1000"), 9);
    let answer = (2, Some("500 v9: the property's handler panicked".into()));
    assert_eq!(bench.acknowledged().await, answer);
    bench.desired(3, Some("5"), 10);
    assert_eq!(
        bench.acknowledged().await,
        (3, Some(r#"{"value":5.0,"ac":200,"av":10}"#.into()))
    );
}

#[tokio::test]
async fn commands_are_dispatched_by_component_and_name() {
    let mut bench = Bench::new(Handlers::default());
    bench.command(1, None, "double", "21");
    assert_eq!(bench.responded().await, (1, 200, "42".into()));
    bench.command(2, None, "double", "\"x\"");
    let message = r#"{"message":"expected an integer, found \"x\""}"#;
    assert_eq!(bench.responded().await, (2, 400, message.into()));
    bench.command(3, None, "double", "");
    assert_eq!(bench.responded().await.1, 400);
    bench.command(4, Some("motor"), "stop", "null");
    assert_eq!(bench.responded().await, (4, 200, String::new()));
    bench.command(5, Some("motor"), "double", "21");
    assert_eq!(bench.responded().await.1, 404);
}

#[tokio::test]
async fn a_slow_handler_holds_up_no_other_and_only_the_newest_value_waits_for_it() {
    let mut bench = Bench::new(gated());
    bench.desired(1, Some("1"), 1);
    bench.command(10, None, "double", "1");
    while bench.handlers.running.load(Ordering::SeqCst) < 2 {
        tokio::task::yield_now().await;
    }
    bench.desired(2, Some("2"), 2);
    bench.desired(3, Some("3"), 3);
    assert_eq!(
        bench.acknowledged().await,
        (2, None),
        "superseded before its handler ran"
    );
    let gate = bench.handlers.gate.as_ref().unwrap();
    gate.add_permits(3);
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(match bench.mailbox.answers.recv().await.unwrap() {
            Answer::Acknowledge { token, answer } => (token.0, shown(answer)),
            Answer::Respond { token, body, .. } => (token.0, Some(String::from_utf8(body).unwrap())),
            other => panic!("nobody asked for it: {other:?}"),
        });
    }
    answers.sort();
    let newest = r#"{"value":3.0,"ac":200,"av":3}"#;
    assert_eq!(answers, [(1, None), (3, Some(newest.into())), (10, Some("2".into()))]);
    assert_eq!(*bench.handlers.seen.lock().unwrap(), ["1 v1", "3 v3"]);
}

#[tokio::test]
async fn a_late_acknowledgement_follows_the_first_unless_a_newer_value_has_come() {
    let mut bench = Bench::new(Handlers::default());
    bench.desired(1, Some("1"), 4);
    assert_eq!(bench.acknowledged().await.0, 1);
    let link = bench.link.component("motor");
    let late = |version, ack| {
        let link = link.clone();
        tokio::spawn(async move { link.acknowledge("limit", version, &ack).await })
    };
    let taken = late(4, Ack::in_progress(0.5).with_description("nearly"));
    assert_eq!(
        bench.reported().await,
        r#"motor limit {"value":0.5,"ac":202,"av":4,"ad":"nearly"}"#
    );
    taken.await.unwrap().unwrap();
    late(3, Ack::accepted(1.0)).await.unwrap().unwrap();
    assert!(bench.mailbox.reports.try_recv().is_err());
}

#[tokio::test]
async fn telemetry_and_reports_go_out_under_the_component_and_never_empty() {
    use crate::generated::v1::{DecodeError, EncodeError, Json, Object, ObjectEncoder};

    #[derive(Default)]
    struct Telemetry(Option<f64>);
    impl Object for Telemetry {
        fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
            object.optional("temperature", &self.0)
        }

        fn decode_member(&mut self, _: &str, _: Json<'_>) -> Result<bool, DecodeError> {
            Ok(false)
        }
    }

    let mut bench = Bench::new(Handlers::default());
    let link = bench.link.component("motor");
    let empty = link.send_telemetry(&Telemetry(None)).await.unwrap_err();
    assert_eq!(empty.kind(), crate::ErrorKind::Empty);
    assert_eq!(
        link.report(&Telemetry(None)).await.unwrap_err().kind(),
        crate::ErrorKind::Empty
    );
    let infinite = link.send_telemetry(&Telemetry(Some(f64::NAN))).await.unwrap_err();
    assert_eq!(infinite.kind(), crate::ErrorKind::Value);

    let sending = tokio::spawn(async move { link.send_telemetry(&Telemetry(Some(21.5))).await });
    let message = bench.mailbox.telemetry.recv().await.unwrap();
    assert_eq!(
        (message.component.as_deref(), message.content.as_str()),
        (MOTOR, r#"{"temperature":21.5}"#)
    );
    let (delivered, delivery) = oneshot::channel();
    message.taken.send(Ok(delivery)).unwrap();
    let delivery = sending.await.unwrap().unwrap();
    delivered.send(Ok(())).unwrap();
    delivery.await.unwrap();

    let root = bench.link.clone();
    let reporting = tokio::spawn(async move { root.report(&Telemetry(Some(1.0))).await });
    assert_eq!(bench.reported().await, r#"- {"temperature":1.0}"#);
    reporting.await.unwrap().unwrap().await.unwrap();

    let root = bench.link.clone();
    let reporting = tokio::spawn(async move { root.report(&Telemetry(Some(2.0))).await });
    bench.answer_report(Err(Refusal::Status(413))).await;
    let refused = reporting.await.unwrap().unwrap().await.unwrap_err();
    assert_eq!(
        (refused.kind(), refused.status()),
        (crate::ErrorKind::Refused, Some(413))
    );
    assert_eq!(
        refused.to_string(),
        "the service refused it with status 413: there would be too much in the twin"
    );
}

#[tokio::test]
async fn the_status_follows_the_session_and_ends_with_it() {
    let mut bench = Bench::new(gated());
    bench.events.send(Event::Connected).unwrap();
    bench
        .status
        .wait_for(|status| *status == Status::Connected)
        .await
        .unwrap();
    let retry_in = Some(Duration::from_secs(4));
    bench
        .events
        .send(Event::Disconnected {
            reason: Reason::Unauthorized,
            retry_in,
        })
        .unwrap();
    let status = bench
        .status
        .wait_for(|status| status.error().is_some())
        .await
        .unwrap()
        .clone();
    assert_eq!(status.error().unwrap().kind(), crate::ErrorKind::Unauthorized);
    // A handler still at work does not hold up the end.
    bench.desired(1, Some("1"), 1);
    bench.events.send(Event::Stopped).unwrap();
    bench
        .status
        .wait_for(|status| *status == Status::ShutDown)
        .await
        .unwrap();
    drop(bench.shared);
}

#[tokio::test]
async fn what_could_not_be_brought_to_the_hub_or_from_it_is_told_to_whoever_listens() {
    let mut bench = Bench::new(Handlers::default());
    let properties = vec![
        (None, "serialNumber".to_owned()),
        (Some("motor".to_owned()), "limit".to_owned()),
    ];
    let report = ReportId(1);
    let refused = Event::ReportRefused {
        reports: report..=report,
        properties,
        status: 413,
    };
    let message = Event::CloudToDevice {
        properties: crate::wire::PropertyBag::new(),
        body: b"hello".to_vec(),
    };
    for event in [refused, Event::Undeliverable(MessageId(1)), message] {
        bench.events.send(event).unwrap();
    }
    for line in [
        "the hub refused to be told of `serialNumber`, `motor.limit` (status 413)",
        "a telemetry message was given up: the hub ends the connection over it",
        "a cloud-to-device message of 5 bytes was ignored",
    ] {
        assert_eq!(bench.problems.recv().await.unwrap().to_string(), line);
    }
}
