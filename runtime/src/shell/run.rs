//! The loop of a device: clock, transport, handlers and session.

use core::future::poll_fn;
use core::pin::Pin;
use core::time::Duration;
use std::sync::Arc;

use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Sleep, sleep_until};

use super::clock::Clock;
use super::core::Core;
use super::credential::Signer;
use super::gate::Place;
use super::handlers::Tasks;
use super::transport::Transport;
use crate::device::{Job, Problem, Status};
use crate::session::{AuthenticationError, Event, Output, ProvisioningError, Reason, Session};
use crate::time::Now;

/// How long the transport may take to close the last connection.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);

/// A device at work. Dropping it ends the device.
#[derive(Debug)]
pub(super) struct Shell {
    pub(super) core: Arc<Core>,
    pub(super) clock: Clock,
    pub(super) connection: Connection,
    pub(super) tasks: Tasks,
    pub(super) status: watch::Sender<Status>,
    pub(super) problems: broadcast::Sender<Problem>,
}

/// The way to the hub.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) transport: Box<dyn Transport>,
    pub(super) signer: Signer,
    pub(super) gate: Place,
}

impl Drop for Shell {
    fn drop(&mut self) {
        self.core.close();
    }
}

/// So many changes in a row are taken in before the transport is looked at.
const MOST_CHANGES: u32 = 8;

/// The next thing that happens.
enum Wake {
    Changed,
    Time,
    Moved(Result<(), crate::session::TransportError>),
}

impl Shell {
    /// Connects, and connects again, until the session has been shut down.
    pub(super) async fn run(mut self) {
        let mut timer = Timer::new();
        let mut changes = 0;
        loop {
            let core = Arc::clone(&self.core);
            let connection = &mut self.connection;
            let Some(turn) = core.turn(|session, now| connection.execute(session, now)) else {
                return;
            };
            for ended in turn.ended {
                ended.tell();
            }
            let mut stopped = false;
            for event in turn.events {
                stopped |= matches!(event, Event::Stopped);
                self.handle(event);
            }
            if stopped {
                return self.close().await;
            }
            let transport = &mut self.connection.transport;
            let next = [turn.timeout, transport.poll_timeout()].into_iter().flatten().min();
            timer.set(next.and_then(|time| self.clock.at(time)));
            // In this order, so that a device in virtual time does the same whenever it is asked to.
            let wake = tokio::select! {
                biased;
                wake = poll_fn(|context| self.tasks.poll(context)) => wake,
                () = timer.wait() => Wake::Time,
                // Calls that come together are written together; but a fast sender does not keep the loop from its socket.
                () = core.changed(), if changes < MOST_CHANGES => Wake::Changed,
                moved = poll_fn(|context| transport.poll_next(context, self.clock)) => Wake::Moved(moved),
                () = core.changed(), if changes >= MOST_CHANGES => Wake::Changed,
            };
            changes = match wake {
                Wake::Changed if changes < MOST_CHANGES => changes + 1,
                _ => 0,
            };
            match wake {
                Wake::Changed => {}
                Wake::Time => {
                    transport.handle_timeout(self.clock.now());
                    core.change(|session, now| {
                        take_inputs(transport.as_mut(), session, now);
                        session.handle_timeout(now);
                    });
                }
                Wake::Moved(Ok(())) => core.change(|session, now| take_inputs(transport.as_mut(), session, now)),
                Wake::Moved(Err(error)) => {
                    core.change(|session, now| {
                        take_inputs(transport.as_mut(), session, now);
                        session.handle_disconnect(Reason::Transport(error), now);
                    });
                }
            }
        }
    }

    fn handle(&mut self, event: Event) {
        let problem = match event {
            Event::Connected => {
                self.status.send_replace(Status::Connected);
                return;
            }
            Event::Disconnected { reason, retry_in } => {
                self.tasks.disconnected();
                self.status.send_replace(Status::disconnected(&reason, retry_in));
                match reason {
                    Reason::UnknownProtocol(name) => Problem::UnknownProtocol { name },
                    _ => return,
                }
            }
            Event::Desired(desired) => return self.tasks.take(Job::Desired(desired)),
            Event::Command(command) => return self.tasks.take(Job::Command(command)),
            Event::CloudToDevice(message) if message.id.is_some() => {
                return self.tasks.take(Job::Message(message));
            }
            Event::CloudToDevice(message) => Problem::MessageIgnored {
                bytes: message.body.len(),
            },
            Event::ReportRefused { properties, status, .. } => Problem::ReportRefused { properties, status },
            Event::Undeliverable(_) => Problem::TelemetryGivenUp {},
            Event::Rejected { status, .. } => Problem::TelemetryRefused { status },
            Event::Dropped(_) => Problem::TelemetryDropped {},
            Event::Unexpected(detail) => Problem::Unexpected { detail },
            Event::Synchronized | Event::Delivered(_) | Event::Reported(_) | Event::Stopped => return,
        };
        // Not everybody listens.
        let _ = self.problems.send(problem);
    }

    /// Ends the device once the last connection is closed.
    async fn close(mut self) {
        let transport = &mut self.connection.transport;
        let closed = poll_fn(|context| transport.poll_closed(context));
        // A connection that does not end is left to the system.
        let _ = tokio::time::timeout(CLOSE_TIMEOUT, closed).await;
        self.tasks.end();
        self.core.close();
        self.status.send_replace(Status::ShutDown);
    }
}

/// Hands on all that the hub said.
fn take_inputs(transport: &mut dyn Transport, session: &mut Session, now: Now) {
    while let Some(input) = transport.poll_input() {
        session.handle_input(input, now);
    }
}

impl Connection {
    /// Does what the session wants, as far as there is room for it.
    fn execute(&mut self, session: &mut Session, now: Now) {
        while self.transport.has_room() || session.wants_end() {
            let Some(output) = session.poll_output() else { return };
            match output {
                Output::Authenticate(assignment) => {
                    let resource = assignment.identity.token_resource();
                    let result = match self.gate.wait(self.transport.is_connected()) {
                        Some(delay) => Err(AuthenticationError::Later(delay)),
                        None => self.signer.sign(&resource, now),
                    };
                    session.handle_authenticated(result, now);
                }
                Output::Connect(connect) => self.transport.connect(connect),
                Output::Send(request) => self.transport.send(request, now),
                Output::Disconnect => self.transport.disconnect(),
                Output::Abort => self.transport.abort(),
                Output::Provision => {
                    let error = ProvisioningError::denied("the device was started without a hub".into());
                    session.handle_provisioned(Err(error), now);
                }
            }
        }
    }
}

/// A timer that is set anew only if its time changes.
struct Timer {
    sleep: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Timer {
    const fn new() -> Self {
        Self { sleep: None }
    }

    fn set(&mut self, time: Option<Instant>) {
        match (&mut self.sleep, time) {
            (Some((set, _)), Some(time)) if *set == time => {}
            (Some((set, sleep)), Some(time)) => {
                *set = time;
                sleep.as_mut().reset(time);
            }
            (None, Some(time)) => self.sleep = Some((time, Box::pin(sleep_until(time)))),
            (_, None) => self.sleep = None,
        }
    }

    /// Waits until then, or for ever.
    async fn wait(&mut self) {
        match &mut self.sleep {
            Some((_, sleep)) => sleep.as_mut().await,
            None => core::future::pending().await,
        }
    }
}
