//! The shell around the protocol core: sockets, clock, and the way between the application and the session.

pub(crate) mod mqtt;
pub(crate) mod tls;

pub(crate) use mqtt::{Endpoint, Shell};
pub(crate) use tls::{Tls, Trust};

use core::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::session::{SendError, Token};
use crate::wire::Acknowledged;

/// What the application has to say, to be said through the session. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Handle {
    telemetry: mpsc::Sender<Telemetry>,
    reports: mpsc::Sender<Report>,
    answers: mpsc::UnboundedSender<Answer>,
}

/// The shell's end of [`Handle`].
#[derive(Debug)]
pub(crate) struct Mailbox {
    pub(crate) telemetry: mpsc::Receiver<Telemetry>,
    pub(crate) reports: mpsc::Receiver<Report>,
    pub(crate) answers: mpsc::UnboundedReceiver<Answer>,
}

#[derive(Debug)]
pub(crate) struct Telemetry {
    pub(crate) component: Option<String>,
    pub(crate) body: String,
    pub(crate) taken: oneshot::Sender<Result<Delivered, SendError>>,
}

/// Resolves when the hub has the message; an error if the device was stopped before.
pub(crate) type Delivered = oneshot::Receiver<()>;

#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) component: Option<String>,
    pub(crate) properties: String,
    pub(crate) taken: oneshot::Sender<Result<(), SendError>>,
}

#[derive(Debug)]
pub(crate) enum Answer {
    Acknowledge { token: Token, answer: Option<Acknowledged> },
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
    /// Waits until the outbox has the message, a JSON object.
    pub(crate) async fn send(&self, component: Option<&str>, body: String) -> Result<Delivered, SendError> {
        let (taken, answer) = oneshot::channel();
        let message = Telemetry {
            component: component.map(str::to_owned),
            body,
            taken,
        };
        self.telemetry.send(message).await.map_err(|_| SendError::Stopped)?;
        answer.await.unwrap_or(Err(SendError::Stopped))
    }

    /// Waits until the outgoing queue has the properties, a JSON object without component marker.
    pub(crate) async fn report(&self, component: Option<&str>, properties: String) -> Result<(), SendError> {
        let (taken, answer) = oneshot::channel();
        let report = Report {
            component: component.map(str::to_owned),
            properties,
            taken,
        };
        self.reports.send(report).await.map_err(|_| SendError::Stopped)?;
        answer.await.unwrap_or(Err(SendError::Stopped))
    }

    /// Answers [`Event::Desired`](crate::session::Event::Desired).
    pub(crate) fn acknowledge(&self, token: Token, answer: Option<Acknowledged>) {
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
