//! The device's side of a conversation with a hub, as one state machine without clock, socket, key or random source. It
//! knows no protocol: [`protocol`](crate::protocol) turns its requests into bytes, and bytes into its inputs.
//!
//! The shell tells it what happened (`handle_…`), and the application what it wants: [`Session::send`],
//! [`Session::report`], [`Session::acknowledge`], [`Session::respond`], [`Session::shutdown`]. Afterwards both ask until
//! nothing is left: [`Session::poll_output`], [`Session::poll_event`], and last [`Session::poll_timeout`].
//!
//! ```
//! use core::time::Duration;
//! use dtdl_runtime::Identity;
//! use dtdl_runtime::protocol::{Credential, Message, Now, Target};
//! use dtdl_runtime::session::{Config, Output, Session};
//!
//! let identity = Identity::device("contoso.azure-devices.net", "pump-1");
//! let config = Config::new(identity, Target::mqtt("contoso.azure-devices.net", 8883));
//! let now = Now { monotonic: Duration::ZERO, wall: Some(Duration::from_secs(1_800_000_000)) };
//! let mut session = Session::new(config, 42, now);
//!
//! session.send(Message::json(r#"{"temperature":21.5}"#), now)?; // kept until the hub has it
//! assert!(matches!(session.poll_output(), Some(Output::Authenticate(_))));
//! session.handle_authenticated(Ok(Credential::Certificate), now); // the shell has a credential
//! let Some(Output::Connect(connect)) = session.poll_output() else { panic!("a connection is wanted") };
//! assert_eq!(connect.target.port, 8883); // to be opened, for `protocol::mqtt`
//! # Ok::<(), dtdl_runtime::session::SendError>(())
//! ```

mod authentication;
mod config;
mod defects;
mod desired;
mod event;
mod input;
mod outbox;
mod output;
mod patch;
mod renewal;
mod reports;
mod state;

#[cfg(test)]
mod simulator;
#[cfg(test)]
mod tests;

pub use crate::settings::WhenFull;
pub use config::{Assignment, Config};
pub use event::{
    Answer, CloudToDevice, Command, Desired, Event, EventId, Reason, ReportId, SendError, StatusOnly, TransportError,
};
pub use output::{AuthenticationError, Output, ProvisioningError};

use alloc::collections::VecDeque;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::time::Duration;

use crate::protocol::{Created, DeliveryId, Message, MessageId, Request, Settlement, TelemetryId};
use crate::retry::{Backoff, Random};
use crate::sorted::SortedMap;
use crate::time::Now;
use crate::wire::Acknowledged;
use desired::DesiredState;
use outbox::Outbox;
use output::Queued;
use patch::{MAXIMUM_PATCH, Properties, Reported};
use reports::Reports;
use state::ConnectionState;

/// A message of a device may have 256 KB, its properties included.
const MAXIMUM_MESSAGE: usize = 256 * 1024;

/// A response may have 128 KB; for a larger one the hub would end the connection.
const MAXIMUM_RESPONSE: usize = 128 * 1024;
const TOO_LARGE_RESPONSE: &[u8] = br#"{"message":"the response is larger than the hub takes"}"#;

/// See the [module](self).
#[derive(Debug)]
pub struct Session {
    config: Config,
    random: Random,
    /// Drawn at the start, so that identifiers of messages differ from those of earlier starts.
    start: u32,
    state: ConnectionState,
    /// The hub, once it is known.
    assignment: Option<Assignment>,
    /// The hub is to be asked for before the next connection.
    provision: bool,
    backoff: Backoff,
    /// How often in a row the hub has refused the credential, and how often no connection came about.
    refusals: u32,
    failures: u32,
    /// It has been said that the clock is not set.
    clock_missed: bool,
    requests: u64,
    outbox: Outbox,
    reports: Reports,
    desired: DesiredState,
    /// The commands at work, with the names of their calls on the present connection.
    commands: SortedMap<EventId, String>,
    /// The cloud-to-device messages at work.
    messages: SortedMap<EventId, DeliveryId>,
    next_event: u64,
    /// Set by `shutdown`: until when to wait.
    stop_at: Option<Duration>,
    outputs: VecDeque<Queued>,
    /// The output that the shell has at present.
    lent: Option<Queued>,
    events: VecDeque<Event>,
}

impl Session {
    /// A session that has not connected yet; its first output asks for a credential, or for a hub. Everything random
    /// comes from `seed`.
    #[must_use]
    pub fn new(config: Config, seed: u64, now: Now) -> Self {
        let config = config.within_reason();
        let mut session = Self {
            start: Random::new(!seed).next() as u32,
            random: Random::new(seed),
            state: ConnectionState::Waiting {
                until: now.monotonic,
                clock_doubt: None,
            },
            assignment: config.assignment.clone(),
            provision: config.assignment.is_none(),
            backoff: Backoff::default(),
            refusals: 0,
            failures: 0,
            clock_missed: false,
            requests: 0,
            outbox: Outbox::new(config.outbox_messages, config.outbox_bytes, config.when_full),
            reports: Reports::new(config.waiting_reports),
            desired: DesiredState::default(),
            commands: SortedMap::new(),
            messages: SortedMap::new(),
            next_event: 0,
            stop_at: None,
            outputs: VecDeque::new(),
            lent: None,
            events: VecDeque::new(),
            config,
        };
        session.handle_timeout(now);
        session
    }

    /// Takes a telemetry message: its body is a JSON object. [`Event::Delivered`], [`Event::Rejected`],
    /// [`Event::Undeliverable`] or [`Event::Dropped`] follows.
    ///
    /// # Errors
    /// [`SendError::Full`] passes, see [`Session::has_room_for`]; the others do not.
    pub fn send(&mut self, mut message: Message, now: Now) -> Result<TelemetryId, SendError> {
        if self.stop_at.is_some() {
            return Err(SendError::Stopped);
        }
        if !is_object_with_members(&message.body) || !message.is_valid() {
            return Err(SendError::Invalid);
        }
        if self.config.creation_time {
            let made = now.wall.map_or(Created::Monotonic(now.monotonic), Created::Wall);
            message.created.get_or_insert(made);
        }
        if self.config.message_id {
            let number = self.outbox.next_number();
            message
                .message_id
                .get_or_insert(MessageId::Numbered(self.start, number));
        }
        if message.size() > MAXIMUM_MESSAGE {
            return Err(SendError::TooLarge);
        }
        let taken = self.outbox.push(message)?;
        for (dropped, was_sent) in taken.dropped {
            if was_sent {
                self.outputs.push_back(Queued::Forget(dropped));
            }
            self.events.push_back(Event::Dropped(dropped));
        }
        self.advance(now);
        Ok(taken.id)
    }

    /// Takes reported properties: a JSON object of the component's (or the root's) own properties, without marker. Each
    /// becomes exactly what is said here: members of an object that the twin holds beside it are removed.
    /// [`Event::Reported`] or [`Event::ReportRefused`] follows.
    ///
    /// # Errors
    /// [`SendError::Full`] passes, see [`Session::has_report_room`]; the others do not.
    pub fn report(&mut self, component: Option<&str>, properties: &str, now: Now) -> Result<ReportId, SendError> {
        if self.stop_at.is_some() {
            return Err(SendError::Stopped);
        }
        let id = self.reports.push_values(component, properties)?;
        self.advance(now);
        Ok(id)
    }

    /// Takes an acknowledgement that is reported apart from the answer to [`Event::Desired`], such as the end of one in
    /// progress. One of a version older than one already acknowledged is dropped. [`Event::Reported`] or
    /// [`Event::ReportRefused`] follows.
    ///
    /// # Errors
    /// As [`Session::report`].
    pub fn acknowledge_later(
        &mut self,
        component: Option<&str>,
        name: &str,
        acknowledged: Acknowledged,
        now: Now,
    ) -> Result<ReportId, SendError> {
        if self.stop_at.is_some() {
            return Err(SendError::Stopped);
        }
        let Acknowledged { status, version, .. } = acknowledged;
        let id = if self.desired.admit(component, name, status, version) {
            if acknowledged.value.get().len() > MAXIMUM_PATCH {
                return Err(SendError::TooLarge);
            }
            let key = (component.map(String::from), name.to_string());
            let properties = Properties::from_iter([(key, Reported::Acknowledged(acknowledged))]);
            self.reports.push(properties, false)?
        } else {
            let id = self.reports.skip();
            self.events.push_back(Event::Reported(id..=id));
            id
        };
        self.advance(now);
        Ok(id)
    }

    /// Answers [`Event::Desired`]. Nothing is reported if the hub already holds this very acknowledgement, or if a newer
    /// version has been acknowledged. One that is too large for a twin is refused by [`Event::ReportRefused`] with status
    /// 413.
    pub fn acknowledge(&mut self, id: EventId, answer: Answer, now: Now) {
        if let Some(closed) = self.desired.close(id)
            && !(closed.finished && answer.is_in_progress())
        {
            match answer {
                Answer::Nothing => {}
                Answer::Acknowledged(acknowledged) => {
                    self.push_acknowledgement(closed.property, Reported::Acknowledged(acknowledged));
                }
                Answer::Status(status) => self.push_acknowledgement(closed.property, Reported::Status(status)),
            }
        }
        self.advance(now);
    }

    fn push_acknowledgement(&mut self, (component, name): desired::Property, reported: Reported) {
        let key = (component.map(String::from), name.to_string());
        if self.reports.holds(&key, &reported) {
            return;
        }
        if reported.size() > MAXIMUM_PATCH {
            let id = self.reports.skip();
            self.events.push_back(Event::ReportRefused {
                reports: id..=id,
                properties: Vec::from([key]),
                status: 413,
            });
            return;
        }
        // Taken even if there are too many: there is one at most of each property.
        let _ = self.reports.push(Properties::from_iter([(key, reported)]), true);
    }

    /// Answers [`Event::Command`]; `body` is JSON or empty. Dropped if the connection that asked is gone.
    pub fn respond(&mut self, id: EventId, status: i32, body: &[u8], now: Now) {
        if let Some(call) = self.commands.remove(&id) {
            let (status, body) = match body.len() {
                0..=MAXIMUM_RESPONSE => (status, body),
                _ => (500, TOO_LARGE_RESPONSE),
            };
            let body = body.to_vec();
            self.outputs.push_back(Queued::Respond { call, status, body });
        }
        self.advance(now);
    }

    /// Ends [`Event::CloudToDevice`]: the message was handled. Dropped if the connection that brought it is gone: it comes
    /// again.
    pub fn settle(&mut self, id: EventId, now: Now) {
        if let Some(delivery) = self.messages.remove(&id) {
            self.outputs.push_back(Queued::Settle(delivery));
        }
        self.advance(now);
    }

    /// Says good-bye: waits (at most `patience`) until what was taken has been acknowledged, then disconnects.
    /// [`Event::Stopped`] follows.
    pub fn shutdown(&mut self, patience: Duration, now: Now) {
        let stop_at = now.monotonic.saturating_add(patience);
        self.stop_at = Some(self.stop_at.map_or(stop_at, |earlier| earlier.min(stop_at)));
        self.advance(now);
    }

    /// How many telemetry messages the hub does not have.
    #[must_use]
    pub fn undelivered(&self) -> usize {
        self.outbox.len()
    }

    /// Whether [`Session::send`] would take a message of ordinary size.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.outbox.has_room()
    }

    /// Whether [`Session::send`] would take this message, as far as room is concerned.
    #[must_use]
    pub fn has_room_for(&self, message: &Message) -> bool {
        let gets_id = self.config.message_id && message.message_id.is_none();
        let size = message.size() + if gets_id { MessageId::NUMBERED } else { 0 };
        self.outbox.to_drop(size).is_some()
    }

    /// Whether [`Session::report`] would take a patch.
    #[must_use]
    pub fn has_report_room(&self) -> bool {
        self.reports.has_room()
    }

    /// The next output.
    pub fn poll_output(&mut self) -> Option<Output<'_>> {
        loop {
            let next = self.outputs.pop_front()?;
            // One that was dropped meanwhile is not sent.
            let is_gone = matches!(&next, Queued::Telemetry(id) if self.outbox.get(*id).is_none());
            self.lent = Some(next);
            if !is_gone {
                break;
            }
        }
        Some(match self.lent.as_ref()? {
            Queued::Provision => Output::Provision,
            Queued::Authenticate => Output::Authenticate(self.assignment.as_ref()?),
            Queued::Connect(connect) => Output::Connect(connect),
            Queued::Telemetry(id) => Output::Send(Request::Telemetry {
                id: *id,
                message: self.outbox.get(*id)?,
            }),
            Queued::Forget(id) => Output::Send(Request::Forget(*id)),
            Queued::GetTwin(request) => Output::Send(Request::GetTwin(*request)),
            Queued::PatchReported(request, patch) => Output::Send(Request::PatchReported {
                request: *request,
                patch,
            }),
            Queued::Respond { call, status, body } => Output::Send(Request::RespondMethod {
                call,
                status: *status,
                body,
            }),
            Queued::Settle(delivery) => Output::Send(Request::Settle(*delivery, Settlement::Complete)),
            Queued::RenewToken(token) => Output::Send(Request::RenewToken(token)),
            Queued::Disconnect => Output::Disconnect,
            Queued::Abort => Output::Abort,
        })
    }

    /// Whether there is an output.
    #[must_use]
    pub fn has_output(&self) -> bool {
        !self.outputs.is_empty()
    }

    /// Whether a connection is to be ended, however much is still to be written.
    pub(crate) fn wants_end(&self) -> bool {
        let is_end = |output: &Queued| matches!(output, Queued::Abort | Queued::Disconnect);
        self.outputs.iter().any(is_end)
    }

    /// The next event.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Whether the twin was read, and it is still to be said.
    #[cfg(test)]
    fn has_event_of_reading(&self) -> bool {
        self.events.iter().any(|event| matches!(event, Event::Synchronized))
    }

    /// Whether there is an event.
    #[must_use]
    pub fn has_event(&self) -> bool {
        !self.events.is_empty()
    }
}

/// A cheap look at what our own encoders have written.
fn is_object_with_members(body: &[u8]) -> bool {
    let inner = body
        .trim_ascii()
        .strip_prefix(b"{")
        .and_then(|rest| rest.strip_suffix(b"}"));
    inner.is_some_and(|members| !members.trim_ascii().is_empty())
}
