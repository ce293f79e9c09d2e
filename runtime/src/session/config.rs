//! Settings of a session.

use core::time::Duration;

use crate::identity::Identity;
use crate::protocol::Target;
use crate::settings::WhenFull;

/// A hub, and the identity under which the device is known there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Assignment {
    /// The device, or the module.
    pub identity: Identity,
    /// Where it connects to: the hub, or a gateway before it.
    pub target: Target,
}

impl Assignment {
    /// A hub, and the identity there.
    #[must_use]
    pub const fn new(identity: Identity, target: Target) -> Self {
        Self { identity, target }
    }
}

/// Settings of a session: its hub, the model's parts, and its limits. A time below a second or above a year is brought
/// within.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Config {
    /// The hub. `None`: it is asked for by [`Output::Provision`](super::Output::Provision).
    pub assignment: Option<Assignment>,
    /// The names of the model's components.
    pub components: &'static [&'static str],
    /// The writable properties: component (`None` for the root) and name.
    pub writable_properties: &'static [(Option<&'static str>, &'static str)],
    /// Whether the application handles cloud-to-device messages, and settles them. Otherwise they are settled at once.
    pub cloud_to_device: bool,
    /// Whether messages carry the time of their creation. Yes.
    pub creation_time: bool,
    /// Whether messages carry an identifier. Yes.
    pub message_id: bool,
    /// How long a connection may take until the hub's welcome, and a credential until it is there. 60 s.
    pub connect_timeout: Duration,
    /// How long provisioning may take. 5 min.
    pub provisioning_timeout: Duration,
    /// How long a request over a connection may stay without answer. 30 s.
    pub answer_timeout: Duration,
    /// How many telemetry messages wait at most for their acknowledgement by the hub. 1,000.
    pub outbox_messages: usize,
    /// How many bytes these messages may have together. 4 MiB.
    pub outbox_bytes: usize,
    /// What becomes of one message more.
    pub when_full: WhenFull,
    /// How many messages are on their way to the hub at once. 50.
    pub in_flight: usize,
    /// How many reported patches wait at most. 256.
    pub waiting_reports: usize,
    /// How many commands may be at work at once; one more is answered 429. 64.
    pub open_commands: usize,
}

impl Config {
    /// The session of a device that knows its hub, without writable properties or components; everything
    /// else as documented.
    #[must_use]
    pub fn new(identity: Identity, target: Target) -> Self {
        Self {
            assignment: Some(Assignment::new(identity, target)),
            ..Self::unassigned()
        }
    }

    /// As [`Config::new`], for a device that is to be provisioned first.
    #[must_use]
    pub const fn unassigned() -> Self {
        Self {
            assignment: None,
            components: &[],
            writable_properties: &[],
            cloud_to_device: false,
            creation_time: true,
            message_id: true,
            connect_timeout: Duration::from_secs(60),
            provisioning_timeout: Duration::from_secs(300),
            answer_timeout: Duration::from_secs(30),
            outbox_messages: 1000,
            outbox_bytes: 4 * 1024 * 1024,
            when_full: WhenFull::Wait,
            in_flight: 50,
            waiting_reports: 256,
            open_commands: 64,
        }
    }

    /// Brings every time within what a connection can live with.
    pub(super) fn within_reason(mut self) -> Self {
        for time in [
            &mut self.connect_timeout,
            &mut self.provisioning_timeout,
            &mut self.answer_timeout,
        ] {
            *time = (*time).clamp(Duration::from_secs(1), Duration::from_secs(366 * 24 * 3600));
        }
        self
    }
}
