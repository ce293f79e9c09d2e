//! Between the session and the wire: requests of the session that a protocol brings to the hub, and inputs for the
//! session that it makes of the hub's answers.
//!
//! The session knows no protocol, and a protocol knows no session; both know the types here. A protocol is sans-io:
//! bytes, time and requests go in; bytes, inputs and the next deadline come out.

mod message;
pub mod mqtt;

pub use crate::time::Now;
pub use message::{Created, Message, MessageId};

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use crate::identity::Identity;
use crate::sas::SasToken;
use crate::wire::PropertyBag;

/// A telemetry message that the session has taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TelemetryId(pub(crate) u64);

/// A request for the twin, or of a change of it. No two of one session are the same, whatever connection they go over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub(crate) u64);

/// A cloud-to-device message that waits to be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryId(pub(crate) u64);

/// A protocol that devices speak to a hub.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// MQTT 3.1.1.
    Mqtt,
    /// One that an assignment names and this library does not speak.
    Unknown(String),
    /// One of a test.
    #[cfg(test)]
    Fake(Capabilities),
}

impl Protocol {
    /// Its features; an unknown protocol has none.
    #[must_use]
    pub const fn capabilities(&self) -> Capabilities {
        match self {
            Self::Mqtt => mqtt::CAPABILITIES,
            Self::Unknown(_) => Capabilities {
                twin: false,
                renews_in_place: false,
            },
            #[cfg(test)]
            Self::Fake(capabilities) => *capabilities,
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mqtt => "MQTT",
            Self::Unknown(name) => name,
            #[cfg(test)]
            Self::Fake(_) => "a test's",
        })
    }
}

/// Features of a protocol on which the session's behaviour depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Capabilities {
    /// The twin can be read and changed.
    pub twin: bool,
    /// A token can be renewed without a new connection.
    pub renews_in_place: bool,
}

/// Where a connection goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Target {
    /// The host name of the hub, or of the gateway before it: what is resolved, and what the certificate must name.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The protocol spoken there.
    pub protocol: Protocol,
}

impl Target {
    /// A host that speaks MQTT.
    #[must_use]
    pub fn mqtt(host: impl Into<String>, port: u16) -> Self {
        Self {
            host: host.into(),
            port,
            protocol: Protocol::Mqtt,
        }
    }

    /// The same host under another protocol.
    #[must_use]
    pub fn with_protocol(mut self, protocol: Protocol) -> Self {
        self.protocol = protocol;
        self
    }
}

/// A proof of identity, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Credential {
    /// A shared access signature.
    Token(SasToken),
    /// The TLS layer shows a certificate.
    Certificate,
}

/// A connection to be made: where to, as whom, and with which proof.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connect {
    /// Where it goes.
    pub target: Target,
    /// As whom.
    pub identity: Identity,
    /// The proof.
    pub credential: Credential,
}

impl Connect {
    /// A connection to be made.
    #[must_use]
    pub const fn new(target: Target, identity: Identity, credential: Credential) -> Self {
        Self {
            target,
            identity,
            credential,
        }
    }
}

/// The end of a cloud-to-device message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Settlement {
    /// It was handled; the hub forgets it.
    Complete,
}

/// A request that a protocol brings to the hub.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Request<'a> {
    /// Send a message; [`Input::Acknowledged`] or [`Input::Rejected`] answers. One that an earlier connection did not
    /// bring to its end comes again under the same identifier.
    Telemetry {
        /// Names it in the answer.
        id: TelemetryId,
        /// The message.
        message: &'a Message,
    },
    /// Forget a message that was given up: it does not come again.
    Forget(TelemetryId),
    /// Read the twin; [`Input::Twin`] answers.
    GetTwin(RequestId),
    /// Change reported properties; [`Input::Twin`] answers.
    PatchReported {
        /// Names it in the answer.
        request: RequestId,
        /// A JSON merge patch.
        patch: &'a str,
    },
    /// Answer [`Input::Method`].
    RespondMethod {
        /// The call, as the input named it.
        call: &'a str,
        /// The outcome, in the manner of HTTP.
        status: i32,
        /// JSON, or empty.
        body: &'a [u8],
    },
    /// End [`Input::CloudToDevice`].
    Settle(DeliveryId, Settlement),
    /// Show a new token over the connection; [`Input::Renewed`] or [`Input::Refused`] answers. Only where [`Capabilities::renews_in_place`] says so.
    RenewToken(&'a SasToken),
}

/// News of a connection, for the session.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Input {
    /// The hub has welcomed the device: telemetry can be sent.
    Connected,
    /// Twin requests can be made, and methods and desired patches arrive from here on.
    Subscribed,
    /// The hub has taken a new token.
    Renewed,
    /// Bytes are on their way, slowly: an answer takes longer than it would.
    Writing,
    /// The hub refuses the connection, or a new token.
    Refused(Refusal),
    /// The connection is of no use any more.
    Failed(Failure),
    /// The hub has a message.
    Acknowledged(TelemetryId),
    /// The hub refuses a message for good.
    Rejected {
        /// The message.
        id: TelemetryId,
        /// Why, read as a status of HTTP.
        status: i32,
    },
    /// The answer to a twin request.
    Twin {
        /// The request.
        request: RequestId,
        /// The outcome, in the manner of HTTP.
        status: i32,
        /// A twin document, or nothing.
        body: Vec<u8>,
    },
    /// Desired properties changed.
    DesiredPatch {
        /// Their new version, if it is told beside the body.
        version: Option<i64>,
        /// A JSON merge patch.
        body: Vec<u8>,
    },
    /// A direct method is called.
    Method {
        /// Names the call in the answer; any text.
        call: String,
        /// The method: `command`, or `component*command`.
        name: String,
        /// JSON, or empty.
        body: Vec<u8>,
    },
    /// A message came for the device.
    CloudToDevice {
        /// Names it when it is settled.
        delivery: DeliveryId,
        /// Its properties.
        properties: PropertyBag,
        /// Its body.
        body: Vec<u8>,
    },
    /// The hub said something that fits no request. It was ignored.
    Unexpected(&'static str),
}

/// How a hub refuses a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// For now: it is overloaded, or over its quota. It may say when to come back.
    Unavailable(Option<Duration>),
    /// It does not accept credential or device.
    Unauthorized,
    /// For good: protocol version or client identifier.
    Rejected,
}

/// Why a connection is of no use any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// No sign of life within the time that the protocol allows.
    Silent,
    /// The hub broke the protocol; the text says in which way.
    Violation(&'static str),
    /// The hub does not grant the subscriptions without which a device hears nothing.
    NotSubscribed,
}
