//! The device's side of a conversation with a hub, as one state machine without clock, socket or random source.
//!
//! The shell tells it what happened (`handle_…`, and what the application wants: [`Session::send`],
//! [`Session::report`], [`Session::acknowledge`], [`Session::respond`], [`Session::shutdown`]) and afterwards asks until
//! nothing is left: [`Session::poll_output`], [`Session::poll_event`], and last [`Session::poll_timeout`].
//!
//! ```
//! use core::time::Duration;
//! use dtdl_runtime::sas::Key;
//! use dtdl_runtime::session::{Config, Credential, Now, Output, Session};
//!
//! let credential = Credential::Key(Key::from_base64("c2VjcmV0")?);
//! let model = "dtmi:com:acme:Pump;1".into();
//! let config = Config::new("contoso.azure-devices.net".into(), "pump-1".into(), credential, model);
//! let now = Now { monotonic: Duration::ZERO, wall: Some(1_800_000_000) };
//! let mut session = Session::new(config, 42, now);
//!
//! let message = session.send(None, r#"{"temperature":21.5}"#, now)?; // kept until the hub has it
//! assert_eq!(session.poll_output(), Some(Output::Open));
//! session.handle_connect(now); // the shell has opened a connection
//! assert!(matches!(session.poll_output(), Some(Output::Bytes(_)))); // CONNECT, to be written
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```

mod config;
mod conversation;
mod desired;
mod event;
mod link;
mod outbox;
mod patch;
mod reports;
mod suspects;
mod time;

#[cfg(test)]
mod simulator;
#[cfg(test)]
mod tests;

pub use config::{Config, Credential};
pub use event::{
    Answer, Bytes, Command, Desired, Event, MessageId, Output, Reason, ReportId, SendError, Token, TransportError,
};
pub use patch::Status;
pub use time::Now;

use alloc::collections::VecDeque;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::time::Duration;

use crate::retry::{Backoff, Random};
use crate::sorted::SortedMap;
use crate::wire::{Acknowledged, DeviceTopic, PropertyBag};
use desired::DesiredState;
use link::Link;
use outbox::{Outbox, PacketIds};
use patch::{MAXIMUM_PATCH, Properties, Reported};
use reports::Reports;

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
    link: Link,
    backoff: Backoff,
    /// How often in a row the hub has refused the credential.
    refusals: u32,
    /// It has been said that the clock is not set.
    clock_missed: bool,
    /// Counts connections, so that no answer of an earlier one is taken for an answer of this one.
    connections: u64,
    requests: u64,
    outbox: Outbox,
    packet_ids: PacketIds,
    reports: Reports,
    desired: DesiredState,
    /// The commands at work, with the request identifiers of the present connection.
    commands: SortedMap<Token, String>,
    next_command: u64,
    /// Set by `shutdown`: until when to wait.
    stop_at: Option<Duration>,
    outputs: VecDeque<Output>,
    events: VecDeque<Event>,
}

impl Session {
    /// A session that has not connected yet; its first output opens a connection. Everything random comes from `seed`.
    #[must_use]
    pub fn new(config: Config, seed: u64, now: Now) -> Self {
        let config = config.within_reason();
        let mut session = Self {
            random: Random::new(seed),
            link: Link::Waiting {
                until: now.monotonic,
                suspect: None,
            },
            backoff: Backoff::default(),
            refusals: 0,
            clock_missed: false,
            connections: 0,
            requests: 0,
            outbox: Outbox::new(config.outbox_messages, config.outbox_bytes),
            packet_ids: PacketIds::default(),
            reports: Reports::new(config.waiting_reports),
            desired: DesiredState::default(),
            commands: SortedMap::new(),
            next_command: 0,
            stop_at: None,
            outputs: VecDeque::new(),
            events: VecDeque::new(),
            config,
        };
        session.handle_timeout(now);
        session
    }

    /// Takes a telemetry message: `body` is a JSON object. [`Event::Delivered`] or [`Event::Undeliverable`] follows.
    ///
    /// # Errors
    /// [`SendError::Full`] passes, see [`Session::has_room`]; the others do not.
    pub fn send(&mut self, component: Option<&str>, body: &str, now: Now) -> Result<MessageId, SendError> {
        if self.stop_at.is_some() {
            return Err(SendError::Stopped);
        }
        if !is_object_with_members(body) {
            return Err(SendError::Invalid);
        }
        let properties = PropertyBag::telemetry(component);
        let topic = DeviceTopic::Telemetry {
            device_id: self.config.device_id.as_str().into(),
            properties,
        }
        .to_string();
        // A topic that MQTT does not have could never be sent, nor anything after it.
        if topic.contains(['#', '+', '\0']) {
            return Err(SendError::Invalid);
        }
        if topic.len() + body.len() > MAXIMUM_MESSAGE {
            return Err(SendError::TooLarge);
        }
        let id = self.outbox.push(topic, body.as_bytes().to_vec())?;
        self.advance(now);
        Ok(id)
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
    pub fn acknowledge(&mut self, token: Token, answer: Answer, now: Now) {
        if let Some(closed) = self.desired.close(token)
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
    pub fn respond(&mut self, token: Token, status: i32, body: &[u8], now: Now) {
        if let Some(request_id) = self.commands.remove(&token) {
            let (status, body) = match body.len() {
                0..=MAXIMUM_RESPONSE => (status, body),
                _ => (500, TOO_LARGE_RESPONSE),
            };
            self.write_response(&request_id, status, body, now);
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

    /// Whether [`Session::report`] would take a patch.
    #[must_use]
    pub fn has_report_room(&self) -> bool {
        self.reports.has_room()
    }

    /// What the shell shall do next.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// What happened.
    pub fn poll_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// The device identifier.
    #[must_use]
    pub fn device_id(&self) -> &str {
        &self.config.device_id
    }
}

/// A cheap look at what our own encoders have written.
fn is_object_with_members(body: &str) -> bool {
    let inner = body.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|members| !members.trim().is_empty())
}
