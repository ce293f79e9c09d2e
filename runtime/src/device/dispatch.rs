//! From the session to the handlers.
//!
//! Every handler runs in a task of its own, so that a slow one holds up neither the session nor other handlers; but one
//! property's handler runs once at a time, and of the values that come meanwhile only the newest is handed on.

use core::panic::AssertUnwindSafe;
use core::pin::pin;
use core::task::Poll;
use std::collections::HashMap;
use std::panic::catch_unwind;
use std::sync::Arc;

use tokio::sync::{broadcast, mpsc, watch};
use tokio::task::JoinSet;

use super::outlet::{Property, Shared};
use super::{Problem, Status};
use crate::generated::v1::{
    Acknowledgement, AcknowledgementBody, CommandAnswer, CommandCall, DesiredProperty, DeviceModel, Json, Link,
};
use crate::session::{self, Answer, Command, Desired, Event};

/// Hands events to handlers until the session has stopped.
pub(super) struct Dispatcher {
    model: Arc<dyn DeviceModel>,
    shared: Arc<Shared>,
    link: Link,
    status: Arc<watch::Sender<Status>>,
    problems: broadcast::Sender<Problem>,
    /// The properties whose handler is at work, with the value to be handed on next.
    busy: HashMap<Property, Option<Desired>>,
    tasks: JoinSet<Option<Property>>,
}

impl Dispatcher {
    pub(super) fn new(
        model: Arc<dyn DeviceModel>,
        shared: Arc<Shared>,
        link: Link,
        status: Arc<watch::Sender<Status>>,
        problems: broadcast::Sender<Problem>,
    ) -> Self {
        Self {
            model,
            shared,
            link,
            status,
            problems,
            busy: HashMap::new(),
            tasks: JoinSet::new(),
        }
    }

    pub(super) async fn run(mut self, mut events: mpsc::UnboundedReceiver<Event>) {
        loop {
            tokio::select! {
                biased;
                Some(ended) = self.tasks.join_next() => {
                    if let Ok(Some(property)) = ended {
                        self.hand_on(property);
                    }
                }
                event = events.recv() => match event {
                    None | Some(Event::Stopped) => break,
                    Some(event) => self.handle(event),
                },
            }
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Connected => {
                self.status.send_replace(Status::Connected);
            }
            Event::Disconnected { reason, retry_in } => {
                self.status.send_replace(Status::disconnected(&reason, retry_in));
            }
            Event::Desired(desired) => self.desired(desired),
            Event::Command(command) => self.command(command),
            Event::ReportRefused { properties, status, .. } => {
                self.tell(Problem::ReportRefused { properties, status });
            }
            Event::Undeliverable(_) => self.tell(Problem::TelemetryGivenUp {}),
            Event::CloudToDevice { body, .. } => self.tell(Problem::MessageIgnored { bytes: body.len() }),
            _ => {}
        }
    }

    fn tell(&self, problem: Problem) {
        // Not everybody listens.
        let _ = self.problems.send(problem);
    }

    fn desired(&mut self, desired: Desired) {
        let property = (desired.component, desired.name);
        self.shared.note(property, desired.version);
        match self.busy.get_mut(&property) {
            None => self.start(property, desired),
            Some(next) => {
                if let Some(superseded) = next.replace(desired) {
                    self.shared.handle.acknowledge(superseded.token, Answer::Nothing);
                }
            }
        }
    }

    fn start(&mut self, property: Property, desired: Desired) {
        self.busy.insert(property, None);
        let (model, shared, link) = (Arc::clone(&self.model), Arc::clone(&self.shared), self.link.clone());
        self.tasks.spawn(async move {
            let handled = contain(hand_over(&*model, &link, &desired)).await;
            answer(&shared, property, &desired, handled);
            Some(property)
        });
    }

    fn hand_on(&mut self, property: Property) {
        if let Some(next) = self.busy.remove(&property).flatten() {
            self.start(property, next);
        }
    }

    fn command(&mut self, command: Command) {
        let (model, shared, link) = (Arc::clone(&self.model), Arc::clone(&self.shared), self.link.clone());
        self.tasks.spawn(async move {
            let Command {
                token,
                component,
                name,
                payload,
            } = command;
            let call = CommandCall::new(component.as_deref(), &name, &payload);
            let answer = contain(async { model.command(&link, call).await }).await;
            let answer = answer.unwrap_or_else(|| CommandAnswer::error(500, "the command's handler panicked"));
            shared.handle.respond(token, answer.status, answer.body);
            None
        });
    }
}

async fn hand_over(model: &dyn DeviceModel, link: &Link, desired: &Desired) -> Acknowledgement {
    let property = |value| DesiredProperty::new(desired.component, desired.name, value, desired.version);
    match desired
        .value
        .as_deref()
        .map(|value| Json::parse(value.get()))
        .transpose()
    {
        Ok(value) => model.desired(link, property(value)).await,
        Err(error) => property(None).refuse(error),
    }
}

/// Reports what a handler said, unless a newer value has come meanwhile: its acknowledgement will speak for both.
fn answer(shared: &Shared, property: Property, desired: &Desired, handled: Option<Acknowledgement>) {
    let body = handled.map_or_else(
        || AcknowledgementBody::NoValue {
            status: 500,
            description: "the property's handler panicked".into(),
        },
        |acknowledgement| acknowledgement.0,
    );
    let answer = match body {
        _ if !shared.is_newest(property, desired.version) => Answer::Nothing,
        AcknowledgementBody::Report(acknowledged) => Answer::Acknowledged(acknowledged),
        AcknowledgementBody::NoValue { status, description } if desired.value.is_some() => {
            Answer::Status(session::Status {
                status,
                version: desired.version,
                description,
            })
        }
        _ => Answer::Nothing,
    };
    shared.handle.acknowledge(desired.token, answer);
}

/// The handler's output, or `None` if it panicked: one handler's mistake must not end the device.
async fn contain<T>(handler: impl Future<Output = T>) -> Option<T> {
    let mut handler = pin!(handler);
    core::future::poll_fn(
        |context| match catch_unwind(AssertUnwindSafe(|| handler.as_mut().poll(context))) {
            Ok(Poll::Ready(output)) => Poll::Ready(Some(output)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(_panic) => Poll::Ready(None),
        },
    )
    .await
}

#[cfg(test)]
mod tests;
