//! News of a session, for its application.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use super::output::ProvisioningError;
use crate::protocol::TelemetryId;
use crate::wire::{Acknowledged, PropertyBag};
use serde_json::value::RawValue;

/// A reported patch that the session has taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub(crate) u64);

/// Names an event in its answer: for `acknowledge`, `respond` or `settle`. Unique among desired values, and among commands and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub(crate) u64);

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The shell could not open a connection, or lost it.
    Transport(TransportError),
    /// The hub did not answer in time.
    Timeout,
    /// The hub broke the protocol; the text says in which way.
    Protocol(&'static str),
    /// The hub refused the connection for now; it may have said for how long.
    Unavailable(Option<Duration>),
    /// The hub refused the credential, or the device.
    Unauthorized,
    /// The hub refused the connection for good (protocol version or client identifier).
    Refused,
    /// The device's clock has not been set, so no token can be made.
    ClockNotSet,
    /// There is no credential; the text says why.
    Credential(String),
    /// There is no hub for the device.
    Provisioning(ProvisioningError),
    /// The device was assigned to a hub that speaks a protocol of this name, which this library does not speak.
    UnknownProtocol(String),
    /// Planned: a new token was due.
    Renewal,
    /// Planned: the device shut down.
    Shutdown,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => f.write_str(&error.message),
            Self::Timeout => f.write_str("the hub did not answer in time"),
            Self::Protocol(detail) => write!(f, "the hub broke the protocol: {detail}"),
            Self::Unavailable(_) => f.write_str("the hub is not available"),
            Self::Unauthorized => f.write_str(
                "the hub refused the device: wrong or expired key, wrong clock, or a device that is disabled or unknown",
            ),
            Self::Refused => f.write_str("the hub refused the connection"),
            Self::ClockNotSet => f.write_str("the device's clock has not been set"),
            Self::Credential(message) => write!(f, "there is no credential: {message}"),
            Self::Provisioning(error) => write!(f, "the device has no hub: {error}"),
            Self::UnknownProtocol(name) => {
                write!(f, "the device was assigned to a hub of the protocol `{name}`, which is unknown")
            }
            Self::Renewal => f.write_str("a new token was due"),
            Self::Shutdown => f.write_str("the device was shut down"),
        }
    }
}

/// A failure of a connection, in the shell's words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransportError {
    /// For people; no secret.
    pub message: String,
    /// Whether it is a certificate that does not verify. Tried again as fast as anything else: a clock that is set, or a
    /// person who logs in to a network's portal, may heal it.
    pub is_certificate: bool,
}

impl TransportError {
    /// An error that may pass.
    #[must_use]
    pub const fn new(message: String) -> Self {
        Self {
            message,
            is_certificate: false,
        }
    }

    /// A certificate that does not verify.
    #[must_use]
    pub const fn certificate(message: String) -> Self {
        Self {
            message,
            is_certificate: true,
        }
    }
}

/// News from the session.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// The hub welcomed the device.
    Connected,
    /// The twin has been read: from now on desired properties are up to date.
    Synchronized,
    /// The connection is gone, or could not be made.
    Disconnected {
        /// Why.
        reason: Reason,
        /// When the next attempt will be made; `None` after a shutdown.
        retry_in: Option<Duration>,
    },
    /// The hub has the message.
    Delivered(TelemetryId),
    /// The hub ended one connection after another over this message, while it took others: it is given up.
    Undeliverable(TelemetryId),
    /// The hub refused the message for good.
    Rejected {
        /// The message.
        id: TelemetryId,
        /// Why, read as a status of HTTP.
        status: i32,
    },
    /// The message was dropped for a newer one, since the outbox was full.
    Dropped(TelemetryId),
    /// The hub has these reported patches, which were merged into one while they waited.
    Reported(RangeInclusive<ReportId>),
    /// The hub refused reported patches for good; they are dropped.
    ReportRefused {
        /// The patches, merged into one while they waited.
        reports: RangeInclusive<ReportId>,
        /// The properties in it: component (`None` for the root) and name.
        properties: Vec<(Option<String>, String)>,
        /// The status the hub answered.
        status: i32,
    },
    /// A writable property has a new desired value, or none (`value` is `None`: never set, or removed). To be answered
    /// by `acknowledge`.
    Desired(Desired),
    /// A command is called. To be answered by `respond`.
    Command(Command),
    /// The cloud sent a message to the device.
    CloudToDevice(CloudToDevice),
    /// The hub said something that could not be used; the text says what. It was ignored.
    Unexpected(&'static str),
    /// All that was taken before `shutdown` has been said; nothing follows.
    Stopped,
}

/// See [`Event::Desired`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Desired {
    /// For the answer.
    pub id: EventId,
    /// The component; `None` for the root.
    pub component: Option<&'static str>,
    /// The property.
    pub name: &'static str,
    /// The value as JSON, or `None`.
    pub value: Option<Box<RawValue>>,
    /// The version of the desired properties.
    pub version: i64,
}

/// An acknowledgement without a value: the value that was last reported is still the one in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusOnly {
    /// `ac`: the outcome, in the manner of HTTP.
    pub status: i32,
    /// `av`: the desired version that is acknowledged.
    pub version: i64,
    /// `ad`: says more.
    pub description: String,
}

/// The answer to [`Event::Desired`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Answer {
    /// Nothing is reported.
    Nothing,
    /// The value in use, and the outcome.
    Acknowledged(Acknowledged),
    /// The outcome; the value that was reported last is still in use.
    Status(StatusOnly),
}

impl Answer {
    /// Whether it says that there is more to come.
    pub(super) const fn is_in_progress(&self) -> bool {
        matches!(self, Self::Acknowledged(acknowledged) if is_in_progress(acknowledged.status))
    }
}

/// Whether a status says that there is more to come.
pub(super) const fn is_in_progress(status: i32) -> bool {
    matches!(status, 201 | 202)
}

/// See [`Event::CloudToDevice`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CloudToDevice {
    /// For `settle`, once it was handled; `None` if it is settled already, since no one handles such messages here.
    pub id: Option<EventId>,
    /// The properties of the message.
    pub properties: PropertyBag,
    /// Its body.
    pub body: Vec<u8>,
}

/// See [`Event::Command`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Command {
    /// For the answer.
    pub id: EventId,
    /// The component, split off at the first `*`; `None` for the root.
    pub component: Option<String>,
    /// The command.
    pub name: String,
    /// JSON, or empty.
    pub payload: Vec<u8>,
}

/// Why the session did not take something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SendError {
    /// There is no room at present.
    Full,
    /// It is larger than the hub accepts.
    TooLarge,
    /// It is not a JSON object with members, or its identifier or a property is not one the hub takes.
    Invalid,
    /// The session was shut down.
    Stopped,
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "the outbox is full",
            Self::TooLarge => "the message is larger than the hub accepts",
            Self::Invalid => "the message is not a JSON object with members, or its identifier or a property is not one the hub takes",
            Self::Stopped => "the device was shut down",
        })
    }
}

impl core::error::Error for SendError {}
