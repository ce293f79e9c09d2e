//! The shell around the protocol core: sockets, clock, and the way between the application and the session.

mod deliveries;
mod mqtt;
mod route;
mod tls;

pub(crate) use mqtt::Shell;
#[cfg(feature = "testing")]
pub(crate) use route::Stream;
pub(crate) use route::{Endpoint, Route};
pub(crate) use tls::{Tls, Trust};

use core::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::session::{self, SendError, Token};
use crate::wire::Acknowledged;

/// What the application has to say, to be said through the session. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Handle {
    telemetry: mpsc::Sender<Message>,
    reports: mpsc::Sender<Message<Report>>,
    answers: mpsc::UnboundedSender<Answer>,
}

/// The shell's end of [`Handle`].
#[derive(Debug)]
pub(crate) struct Mailbox {
    pub(crate) telemetry: mpsc::Receiver<Message>,
    pub(crate) reports: mpsc::Receiver<Message<Report>>,
    pub(crate) answers: mpsc::UnboundedReceiver<Answer>,
}

/// Telemetry (a JSON object), or a report.
#[derive(Debug)]
pub(crate) struct Message<T = String> {
    pub(crate) component: Option<String>,
    pub(crate) content: T,
    pub(crate) taken: oneshot::Sender<Result<Delivered, SendError>>,
}

/// A report of a component's properties.
#[derive(Debug)]
pub(crate) enum Report {
    /// A JSON object of properties, without component marker.
    Properties(String),
    /// One acknowledgement, of the property of this name.
    Acknowledgement(&'static str, Acknowledged),
}

/// Resolves when the hub has the message, or refuses it; an error if the device was stopped before.
pub(crate) type Delivered = oneshot::Receiver<Result<(), Refusal>>;

/// How a hub refuses a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It answers with a status.
    Status(i32),
    /// It ends the connection, again and again.
    HangsUp,
}

#[derive(Debug)]
pub(crate) enum Answer {
    Acknowledge { token: Token, answer: session::Answer },
    Respond { token: Token, status: i32, body: Vec<u8> },
    Shutdown { patience: Duration },
}

/// A handle and the mailbox it fills.
pub(crate) fn mailbox() -> (Handle, Mailbox) {
    // One place: the outbox is the buffer, and a sender waits until it has the message.
    let (telemetry, telemetry_end) = mpsc::channel(1);
    let (reports, reports_end) = mpsc::channel(1);
    let (answers, answers_end) = mpsc::unbounded_channel();
    let handle = Handle {
        telemetry,
        reports,
        answers,
    };
    (
        handle,
        Mailbox {
            telemetry: telemetry_end,
            reports: reports_end,
            answers: answers_end,
        },
    )
}

impl Handle {
    /// Waits until the outbox has the message.
    pub(crate) async fn send(&self, component: Option<&str>, telemetry: String) -> Result<Delivered, SendError> {
        hand_over(&self.telemetry, component, telemetry).await
    }

    /// Waits until the outgoing queue has the report.
    pub(crate) async fn report(&self, component: Option<&str>, report: Report) -> Result<Delivered, SendError> {
        hand_over(&self.reports, component, report).await
    }

    /// Answers [`Event::Desired`](crate::session::Event::Desired).
    pub(crate) fn acknowledge(&self, token: Token, answer: session::Answer) {
        // A shell that has ended needs no answers.
        let _ = self.answers.send(Answer::Acknowledge { token, answer });
    }

    /// Answers [`Event::Command`](crate::session::Event::Command).
    pub(crate) fn respond(&self, token: Token, status: i32, body: Vec<u8>) {
        let _ = self.answers.send(Answer::Respond { token, status, body });
    }

    /// Asks the session to say good-bye; [`Event::Stopped`](crate::session::Event::Stopped) follows.
    pub(crate) fn shutdown(&self, patience: Duration) {
        let _ = self.answers.send(Answer::Shutdown { patience });
    }
}

async fn hand_over<T>(
    queue: &mpsc::Sender<Message<T>>,
    component: Option<&str>,
    content: T,
) -> Result<Delivered, SendError> {
    let (taken, answer) = oneshot::channel();
    let message = Message {
        component: component.map(str::to_owned),
        content,
        taken,
    };
    queue.send(message).await.map_err(|_| SendError::Stopped)?;
    answer.await.unwrap_or(Err(SendError::Stopped))
}
