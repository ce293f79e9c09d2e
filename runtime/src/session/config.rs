//! Settings of a session.

use core::time::Duration;

use crate::identity::Identity;
use crate::protocol::Target;
use crate::settings::{
    IN_FLIGHT, LARGEST_WINDOW, OPEN_COMMANDS, OUTBOX_BYTES, OUTBOX_MESSAGES, WAITING_REPORTS, WhenFull,
};

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

/// Settings of a session: its hub, the model's parts, and its limits. A time below a second or above a year, and a window
/// out of its range, are brought within.
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
    /// Whether messages carry the time of their creation. Default: yes.
    pub creation_time: bool,
    /// Whether messages carry an identifier. Default: yes.
    pub message_id: bool,
    /// The time in which the hub has to accept a connection, and the shell to have a credential. Default 60 s.
    pub connect_timeout: Duration,
    /// The time in which the hub has to be found out. Default 5 min.
    pub provisioning_timeout: Duration,
    /// The time in which the hub has to answer a request. Default 30 s.
    pub answer_timeout: Duration,
    /// The number of telemetry messages that wait at most until the hub has them. Default 1,000.
    pub outbox_messages: usize,
    /// The number of bytes that these messages may have together. Default 4 MiB.
    pub outbox_bytes: usize,
    /// The policy for a full outbox. Default: sending fails with [`SendError::Full`](super::SendError::Full), and is to be
    /// tried again.
    pub when_full: WhenFull,
    /// The number of messages that are on their way to the hub at once. Range 1 to 1,000, default 50.
    pub in_flight: usize,
    /// The number of reported patches that wait at most. Default 256.
    pub waiting_reports: usize,
    /// The number of commands that may be at work at once; one more is answered 429. Default 64.
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
            outbox_messages: OUTBOX_MESSAGES,
            outbox_bytes: OUTBOX_BYTES,
            when_full: WhenFull::Wait,
            in_flight: IN_FLIGHT,
            waiting_reports: WAITING_REPORTS,
            open_commands: OPEN_COMMANDS,
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
        self.in_flight = self.in_flight.clamp(1, LARGEST_WINDOW);
        self
    }
}
