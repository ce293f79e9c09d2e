//! One call of a handler, and its answer.

use crate::shared::Arc;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::call::{AcknowledgementBody, AnswerKind, CommandAnswer, CommandCall, DesiredProperty};
use super::extension::{CloudToDeviceMessage, Extensions, MethodRequest};
use super::link::Link;
use super::model::DeviceModel;
use crate::session::{Answer, CloudToDevice, Command, Desired, EventId, StatusOnly};
use crate::value::Json;
use crate::wire::payload;

/// A handler's work.
#[derive(Debug)]
pub(crate) enum Job {
    Desired(Desired),
    Command(Command),
    Message(CloudToDevice),
}

/// Work that is done one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// The values of a writable property: its component's name, and its own.
    Property(Option<&'static str>, &'static str),
    /// Cloud-to-device messages: they are settled in the order in which they came.
    Messages,
}

/// The end of a job.
#[derive(Debug)]
pub(crate) enum Done {
    Acknowledge(EventId, Answer),
    Respond(EventId, i32, Vec<u8>),
    Settle(Option<EventId>),
}

/// How a handler failed to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HandlerFailure {
    Panicked,
    Overdue(Duration),
}

impl fmt::Display for HandlerFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panicked => f.write_str("the handler panicked"),
            Self::Overdue(deadline) => write!(f, "the handler took longer than {} s", deadline.as_secs()),
        }
    }
}

impl HandlerFailure {
    const fn status(self) -> i32 {
        match self {
            Self::Overdue(_) => 504,
            Self::Panicked => 500,
        }
    }
}

impl Job {
    /// Where this work waits for its like; commands wait for nothing.
    pub(crate) const fn slot(&self) -> Option<Slot> {
        match self {
            Self::Desired(desired) => Some(Slot::Property(desired.component, desired.name)),
            Self::Message(_) => Some(Slot::Messages),
            Self::Command(_) => None,
        }
    }

    /// The handler, for people.
    pub(crate) fn name(&self) -> String {
        let joined = |component: Option<&str>, name: &str| match component {
            Some(component) => format!("{component}.{name}"),
            None => name.to_string(),
        };
        match self {
            Self::Desired(desired) => joined(desired.component, desired.name),
            Self::Command(command) => joined(command.component.as_deref(), &command.name),
            Self::Message(_) => "on_cloud_to_device".to_string(),
        }
    }

    /// As much of the job as an answer needs.
    pub(crate) fn receipt(&self) -> Receipt {
        Receipt {
            handler: self.name(),
            answer: match self {
                Self::Desired(Desired { value: None, id, .. }) => Owed::Nothing(*id),
                Self::Desired(desired) => Owed::Status(desired.id, desired.version),
                Self::Command(command) => Owed::Response(command.id),
                Self::Message(message) => Owed::Settlement(message.id),
            },
        }
    }
}

/// As much of a job as an answer needs in place of the handler's.
#[derive(Debug)]
pub(crate) struct Receipt {
    pub(crate) handler: String,
    answer: Owed,
}

#[derive(Debug, Clone, Copy)]
enum Owed {
    Nothing(EventId),
    Status(EventId, i64),
    Response(EventId),
    Settlement(Option<EventId>),
}

impl Receipt {
    /// The end of a job whose handler gave no answer. A message is settled: it would come again for ever.
    pub(crate) fn fail(&self, failure: HandlerFailure) -> Done {
        match self.answer {
            Owed::Nothing(id) => Done::Acknowledge(id, Answer::Nothing),
            Owed::Status(id, version) => Done::Acknowledge(
                id,
                Answer::Status(StatusOnly {
                    status: failure.status(),
                    version,
                    description: failure.to_string(),
                }),
            ),
            Owed::Response(id) => {
                let answer = CommandAnswer::error(failure.status(), &failure.to_string());
                Done::Respond(id, answer.status, answer.body)
            }
            Owed::Settlement(id) => Done::Settle(id),
        }
    }
}

/// The handlers of a device: those of its model, and those beside it.
pub(crate) struct Handlers {
    model: Arc<dyn DeviceModel>,
    link: Link,
    extensions: Extensions,
}

impl fmt::Debug for Handlers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handlers")
            .field("link", &self.link)
            .finish_non_exhaustive()
    }
}

impl Handlers {
    pub(crate) fn new(model: Arc<dyn DeviceModel>, link: Link, extensions: Extensions) -> Self {
        Self {
            model,
            link,
            extensions,
        }
    }

    /// Calls the handler; `None` if it gave no answer. A panic unwinds; [`contain`] keeps it in.
    pub(crate) async fn run(&self, job: Job) -> Option<Done> {
        Some(match job {
            Job::Desired(desired) => Done::Acknowledge(desired.id, self.desired(&desired).await?),
            Job::Command(command) => {
                let id = command.id;
                let answer = self.command(command).await;
                if answer.kind == AnswerKind::Missing {
                    return None;
                }
                Done::Respond(id, answer.status, answer.body)
            }
            Job::Message(message) => {
                if let Some(handle) = &self.extensions.message {
                    handle(CloudToDeviceMessage::new(message.properties, message.body)).await;
                }
                Done::Settle(message.id)
            }
        })
    }

    async fn desired(&self, desired: &Desired) -> Option<Answer> {
        let property = |value| DesiredProperty::new(desired.component, desired.name, value, desired.version);
        let json = desired.value.as_deref().map(|value| Json::parse(value.get()));
        let acknowledgement = match json.transpose() {
            Ok(value) => self.model.desired(&self.link, property(value)).await,
            Err(error) => property(None).refuse(error),
        };
        Some(match acknowledgement.0 {
            AcknowledgementBody::Missing => return None,
            AcknowledgementBody::Report(acknowledged) => Answer::Acknowledged(acknowledged),
            AcknowledgementBody::NoValue { status, description } if desired.value.is_some() => {
                Answer::Status(StatusOnly {
                    status,
                    version: desired.version,
                    description,
                })
            }
            _ => Answer::Nothing,
        })
    }

    async fn command(&self, command: Command) -> CommandAnswer {
        let component = command.component.as_deref();
        let call = CommandCall::new(component, &command.name, &command.payload);
        let answer = self.model.command(&self.link, call).await;
        match &self.extensions.method {
            Some(handle) if answer.kind == AnswerKind::Unknown => {
                let name = payload::join_command(component, &command.name).into_owned();
                let response = handle(MethodRequest::new(name, command.payload)).await;
                CommandAnswer::new(response.status, response.payload.into_bytes())
            }
            _ => answer,
        }
    }
}

/// The handler's output, or `None` if it panicked: one handler's mistake must not end the device. Without the standard
/// library a panic ends the program.
pub(crate) async fn contain<T>(handler: impl Future<Output = T>) -> Option<T> {
    #[cfg(feature = "std")]
    {
        use core::panic::AssertUnwindSafe;
        use core::task::Poll;
        use std::panic::catch_unwind;

        let mut handler = core::pin::pin!(handler);
        core::future::poll_fn(
            |context| match catch_unwind(AssertUnwindSafe(|| handler.as_mut().poll(context))) {
                Ok(Poll::Ready(output)) => Poll::Ready(Some(output)),
                Ok(Poll::Pending) => Poll::Pending,
                Err(_panic) => Poll::Ready(None),
            },
        )
        .await
    }
    #[cfg(not(feature = "std"))]
    Some(handler.await)
}
