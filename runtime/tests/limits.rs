//! Bounds of a device in memory: what is large, what is late, and what comes too often.
#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use std::sync::Arc;

use dtdl_runtime::generated::v1::{
    Acknowledgement, BoxFuture, CommandAnswer, CommandCall, DecodeError, DesiredProperty, DeviceModel, EncodeError,
    Json, Link, LocalBoxFuture, LocalDeviceModel, Object, ObjectEncoder, start, start_local,
};
use dtdl_runtime::service::Service as _;
use dtdl_runtime::testing::Hub;
use dtdl_runtime::{Ack, Settings, WhenFull};

const SECOND: Duration = Duration::from_secs(1);
const LIMIT: &[(Option<&str>, &str)] = &[(None, "limit")];

/// Handlers that take their time, and answer with a text of this length.
#[derive(Clone, Default)]
struct Slow {
    takes: Duration,
    length: usize,
    panics: bool,
    panics_when_dropped: bool,
    at_work: Arc<AtomicUsize>,
    most_at_work: Arc<AtomicUsize>,
}

/// A handler at work, until it ends or is dropped.
struct AtWork<'a>(&'a Slow);

impl Drop for AtWork<'_> {
    fn drop(&mut self) {
        self.0.at_work.fetch_sub(1, Ordering::SeqCst);
        assert!(!self.0.panics_when_dropped, "a value that panics when it is dropped");
    }
}

impl Slow {
    async fn work(&self) {
        let at_work = self.at_work.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_work.fetch_max(at_work, Ordering::SeqCst);
        let _at_work = AtWork(self);
        tokio::time::sleep(self.takes).await;
        assert!(!self.panics, "a handler that panics");
    }

    async fn set(&self, property: DesiredProperty<'_>) -> Acknowledgement {
        match property.desired::<f64>() {
            Ok(Some(desired)) => {
                self.work().await;
                property.acknowledge(Ack::accepted(desired.value))
            }
            _ => property.unknown(),
        }
    }

    async fn call(&self, command: CommandCall<'_>) -> CommandAnswer {
        self.work().await;
        command.answer(Ok("x".repeat(self.length).into()))
    }
}

impl DeviceModel for Slow {
    fn model_id(&self) -> &'static str {
        "dtmi:com:example:Machine;1"
    }

    fn components(&self) -> &'static [&'static str] {
        &[]
    }

    fn writable_properties(&self) -> &'static [(Option<&'static str>, &'static str)] {
        LIMIT
    }

    fn desired<'a>(&'a self, _: &'a Link, property: DesiredProperty<'a>) -> BoxFuture<'a, Acknowledgement> {
        Box::pin(self.set(property))
    }

    fn command<'a>(&'a self, _: &'a Link, command: CommandCall<'a>) -> BoxFuture<'a, CommandAnswer> {
        Box::pin(self.call(command))
    }
}

/// The same, on the thread of its driver.
struct Local(Slow);

impl LocalDeviceModel for Local {
    fn model_id(&self) -> &'static str {
        "dtmi:com:example:Machine;1"
    }

    fn components(&self) -> &'static [&'static str] {
        &[]
    }

    fn writable_properties(&self) -> &'static [(Option<&'static str>, &'static str)] {
        LIMIT
    }

    fn desired<'a>(&'a self, _: &'a Link, property: DesiredProperty<'a>) -> LocalBoxFuture<'a, Acknowledgement> {
        Box::pin(self.0.set(property))
    }

    fn command<'a>(&'a self, _: &'a Link, command: CommandCall<'a>) -> LocalBoxFuture<'a, CommandAnswer> {
        Box::pin(self.0.call(command))
    }
}

#[derive(Default)]
struct Telemetry(String);

impl Object for Telemetry {
    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
        object.required("text", &self.0)
    }

    fn decode_member(&mut self, _: &str, _: Json<'_>) -> Result<bool, DecodeError> {
        Ok(false)
    }
}

#[test]
fn a_large_response_is_written_before_a_shutdown_closes_the_connection() {
    let hub = Hub::new();
    let slow = Slow {
        takes: SECOND,
        length: 100_000,
        ..Slow::default()
    };
    let (device, _) = hub.start(|connection| start(connection, slow)).unwrap();
    hub.run(async {
        let shutdown = async {
            tokio::time::sleep(SECOND / 2).await;
            device.shutdown().await
        };
        let (answer, end) = tokio::join!(hub.invoke("", "large", ""), shutdown);
        end.unwrap();
        assert_eq!(answer.unwrap().payload.len(), 100_002);
    });
}

#[test]
fn large_responses_at_once_need_no_ping_to_move() {
    let hub = Hub::new();
    let slow = Slow {
        takes: SECOND,
        length: 100_000,
        ..Slow::default()
    };
    let _device = hub.start(|connection| start(connection, slow)).unwrap();
    let took = hub.run(async {
        let began = tokio::time::Instant::now();
        let (first, second) = tokio::join!(hub.invoke("", "large", ""), hub.invoke("", "large", ""));
        assert_eq!(first.unwrap().payload.len(), 100_002);
        assert_eq!(second.unwrap().payload.len(), 100_002);
        began.elapsed()
    });
    assert!(took < 2 * SECOND, "{took:?} of virtual time");
}

#[test]
fn a_handler_on_the_drivers_thread_is_dropped_at_its_deadline_before_the_next_value() {
    let hub = Hub::new();
    let slow = Slow {
        takes: 60 * SECOND,
        ..Slow::default()
    };
    let settings = Settings::default().handler_deadline(2 * SECOND);
    let (_device, _link, driver) = hub
        .start(|connection| start_local(connection.settings(settings), Local(slow.clone())))
        .unwrap();
    hub.run(async {
        let mut driver = Box::pin(driver);
        for value in 0..5 {
            let _ = tokio::time::timeout(3 * SECOND, driver.as_mut()).await;
            let patch = format!(r#"{{"limit":{value}}}"#);
            hub.update_desired("", &patch).await.unwrap();
        }
    });
    assert_eq!(slow.most_at_work.load(Ordering::SeqCst), 1);
}

#[test]
fn a_panic_on_the_drivers_thread_is_answered_and_told() {
    let hub = Hub::new();
    let slow = Slow {
        panics: true,
        ..Slow::default()
    };
    let (device, _link, driver) = hub.start(|connection| start_local(connection, Local(slow))).unwrap();
    hub.run(async {
        let mut problems = device.problems();
        let call = async {
            tokio::time::sleep(SECOND).await;
            let answer = hub.invoke("", "explode", "").await.unwrap();
            (answer.status, problems.next().await.unwrap().to_string())
        };
        tokio::select! {
            (status, problem) = call => assert_eq!((status, problem.as_str()), (500, "`explode`: the handler panicked")),
            () = driver => panic!("the device ended"),
        }
    });
}

#[test]
fn a_sender_that_waits_for_room_never_hears_that_there_is_none() {
    let hub = Hub::new();
    hub.set_reachable(false);
    let settings = Settings::default().outbox_bytes(1024);
    let (_device, link) = hub
        .start(|connection| start(connection.settings(settings), Slow::default()))
        .unwrap();
    hub.run(async {
        let telemetry = Telemetry("y".repeat(66));
        for _ in 0..20 {
            match tokio::time::timeout(SECOND, link.send_telemetry(&telemetry)).await {
                Ok(sent) => _ = sent.unwrap(),
                Err(_) => return,
            }
        }
        panic!("twenty messages fitted in 1 KiB");
    });
}

#[test]
fn a_sender_that_may_drop_the_oldest_goes_on_once_the_connection_is_lost() {
    let hub = Hub::new();
    let settings = Settings::default().outbox_messages(2).when_full(WhenFull::DropOldest);
    let (_device, link) = hub
        .start(|connection| start(connection.settings(settings), Slow::default()))
        .unwrap();
    hub.advance(SECOND);
    hub.hang_up_over(Some("held"));
    hub.run(async {
        for text in ["held 1", "held 2", "3"] {
            let telemetry = Telemetry(text.into());
            let sent = tokio::time::timeout(3600 * SECOND, link.send_telemetry(&telemetry)).await;
            drop(sent.unwrap().unwrap());
        }
    });
}

#[test]
fn a_message_that_waits_is_handled_once_however_often_the_connection_is_lost() {
    let hub = Hub::new();
    let handled = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&handled);
    let _device = hub
        .start(|connection| {
            let connection = connection.on_cloud_to_device(move |_| {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(20 * SECOND)
            });
            start(connection, Slow::default())
        })
        .unwrap();
    hub.advance(SECOND);
    for _ in 0..10 {
        hub.send_message(&[], b"m");
    }
    // Ten losses while the first is at work.
    for _ in 0..10 {
        hub.cut();
        hub.advance(SECOND + SECOND / 2);
    }
    hub.advance(3600 * SECOND);
    assert_eq!(hub.unsettled_messages(), 0);
    let handled = handled.load(Ordering::SeqCst);
    assert!((10..=11).contains(&handled), "10 messages were handled {handled} times");
}

#[test]
fn commands_at_work_are_bounded_over_all_connections() {
    let hub = Hub::new();
    let slow = Slow {
        takes: 100_000 * SECOND,
        ..Slow::default()
    };
    let settings = Settings::default().handler_deadline(24 * 3600 * SECOND);
    let _device = hub
        .start(|connection| start(connection.settings(settings), slow.clone()))
        .unwrap();
    hub.advance(SECOND);
    for _ in 0..3 {
        hub.run(async {
            for _ in 0..64 {
                let _ = tokio::time::timeout(SECOND / 200, hub.invoke("", "hang", "")).await;
            }
        });
        hub.cut();
        hub.advance(60 * SECOND);
    }
    assert_eq!(slow.at_work.load(Ordering::SeqCst), 64);
    assert_eq!(hub.call_json("hang", "").unwrap().status, 429);
}

#[test]
fn a_handler_that_panics_when_it_is_dropped_is_answered_for() {
    let hub = Hub::new();
    let slow = Slow {
        takes: 60 * SECOND,
        panics_when_dropped: true,
        ..Slow::default()
    };
    let settings = Settings::default().handler_deadline(2 * SECOND);
    let (device, _link) = hub
        .start(|connection| start(connection.settings(settings), slow))
        .unwrap();
    let mut problems = device.problems();
    assert_eq!(hub.call_json("late", "").unwrap().status, 500);
    let problem = hub.run(problems.next()).unwrap();
    assert_eq!(problem.to_string(), "`late`: the handler panicked");
}
