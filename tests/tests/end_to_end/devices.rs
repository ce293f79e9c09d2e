//! Devices that tell what their handlers got and answer what the test wants.

use core::time::Duration;
use std::sync::{Arc, Mutex};

use dtdl_hub::{Event, EventKind, Events, Hub};
use dtdl_runtime::{Ack, CommandError, CommandResponse, CommandResult, Connection, DateTime, Desired};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::timeout;

dtdl_runtime::include_dtdl!(
    "../samples/models/dtmi/com/example/temperaturecontroller-1.json",
    repository = "../samples/models",
    side = both
);

pub(crate) mod single {
    dtdl_runtime::include_dtdl!("../samples/models/dtmi/com/example/thermostat-1.json");
}

use single::thermostat as alone;
use temperature_controller as controller;
use temperature_controller::thermostat;

pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What a handler got.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Got {
    Target {
        component: Option<String>,
        value: f64,
        version: i64,
    },
    Unset {
        component: Option<String>,
    },
    Report {
        component: Option<String>,
        since: DateTime,
    },
    Reboot {
        delay: i32,
    },
}

/// What the next handler shall answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Answer {
    Accept,
    Reject,
    Fail,
    Later,
}

impl Answer {
    pub(crate) const ALL: [Self; 4] = [Self::Accept, Self::Reject, Self::Fail, Self::Later];

    fn ack(self, value: f64) -> Ack<f64> {
        match self {
            Self::Accept => Ack::accepted(value),
            Self::Reject => Ack::rejected(value).with_description("no \"thanks\""),
            Self::Fail => Ack::failed(value),
            Self::Later => Ack::in_progress(value),
        }
    }

    pub(crate) const fn status(self) -> i32 {
        match self {
            Self::Accept => 200,
            Self::Reject => 400,
            Self::Fail => 500,
            Self::Later => 202,
        }
    }
}

/// The numbers of a report.
pub(crate) type Report = (f64, f64, f64);

#[derive(Clone)]
pub(crate) struct Recorder {
    got: mpsc::UnboundedSender<Got>,
    pub(crate) answer: Arc<Mutex<Answer>>,
    pub(crate) report: Arc<Mutex<Report>>,
}

impl Recorder {
    pub(crate) fn new() -> (Self, mpsc::UnboundedReceiver<Got>) {
        let (got, seen) = mpsc::unbounded_channel();
        let recorder = Self {
            got,
            answer: Arc::new(Mutex::new(Answer::Accept)),
            report: Arc::default(),
        };
        (recorder, seen)
    }

    fn note(&self, got: Got) {
        self.got.send(got).unwrap();
    }
}

/// The same handlers for the thermostat as a component and as a device of its own.
macro_rules! handle_thermostat {
    ($module:ident) => {
        impl $module::PropertyHandler for Recorder {
            async fn target_temperature(&self, context: &$module::Context, desired: Desired<f64>) -> Ack<f64> {
                let component = context.component_name().map(str::to_owned);
                self.note(Got::Target {
                    component,
                    value: desired.value,
                    version: desired.version,
                });
                self.answer.lock().unwrap().ack(desired.value)
            }

            async fn target_temperature_unset(&self, context: &$module::Context) -> Option<f64> {
                self.note(Got::Unset {
                    component: context.component_name().map(str::to_owned),
                });
                Some(19.0)
            }
        }

        impl $module::CommandHandler for Recorder {
            async fn get_max_min_report(
                &self,
                context: &$module::Context,
                since: DateTime,
            ) -> CommandResult<$module::TempReport> {
                self.note(Got::Report {
                    component: context.component_name().map(str::to_owned),
                    since,
                });
                let (max, min, avg) = *self.report.lock().unwrap();
                let report = $module::TempReport::default()
                    .max_temp(max)
                    .min_temp(min)
                    .avg_temp(avg);
                Ok(report.start_time(since).into())
            }
        }
    };
}

handle_thermostat!(thermostat);
handle_thermostat!(alone);

impl controller::CommandHandler for Recorder {
    async fn reboot(&self, _: &controller::Context, delay: i32) -> CommandResult<()> {
        self.note(Got::Reboot { delay });
        match delay % 3 {
            0 => Ok(().into()),
            1 => Ok(CommandResponse::accepted()),
            _ => Err(CommandError::new(423, "locked")),
        }
    }
}

pub(crate) async fn hub() -> Hub {
    Hub::builder().device("dev").start().await.unwrap()
}

pub(crate) fn connection(hub: &Hub) -> Connection {
    Connection::from_connection_string(&hub.connection_string("dev").unwrap())
        .unwrap()
        .trust_only_pem(hub.ca_pem())
}

/// The handlers' next news.
pub(crate) async fn next(seen: &mut mpsc::UnboundedReceiver<Got>) -> Got {
    timeout(PATIENCE, seen.recv())
        .await
        .expect("no handler was called")
        .unwrap()
}

/// The next event that is wanted.
pub(crate) async fn event(events: &mut Events, wanted: impl FnMut(&Event) -> bool) -> Event {
    timeout(PATIENCE, events.wait_for(wanted))
        .await
        .expect("it did not happen")
        .expect("the hub stopped")
}

/// Waits until the hub holds this at this place of the reported properties.
pub(crate) async fn reported(hub: &Hub, pointer: &str, value: Value) {
    let device = hub.device("dev").unwrap();
    let holds = async {
        loop {
            let reported = Value::Object(device.twin().reported);
            if reported.pointer(pointer) == Some(&value) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    if timeout(PATIENCE, holds).await.is_err() {
        panic!("{pointer} is not {value} in {:?}", device.twin().reported);
    }
}

/// The body of a telemetry event of the component.
pub(crate) fn telemetry<'a>(event: &'a Event, component: Option<&str>) -> Option<&'a [u8]> {
    match &event.kind {
        EventKind::Telemetry(message) if message.component.as_deref() == component => Some(&message.body),
        _ => None,
    }
}
