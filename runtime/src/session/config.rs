//! What a session is told once.

use alloc::string::String;
use core::fmt;
use core::time::Duration;

use crate::sas::Key;

/// How the device proves who it is.
#[non_exhaustive]
pub enum Credential {
    /// A symmetric key, from which tokens are made.
    Key(Key),
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(_) => f.write_str("Key(..)"),
        }
    }
}

/// What a session is told once: who the device is, what its model has, and how patient it is.
#[derive(Debug)]
#[non_exhaustive]
pub struct Config {
    /// The hub's host name, without port: it stands in the user name and in the token's resource.
    pub host: String,
    /// The device identifier.
    pub device_id: String,
    /// The credential.
    pub credential: Credential,
    /// The DTMI of the device's model.
    pub model_id: String,
    /// The names of the model's components.
    pub components: &'static [&'static str],
    /// The writable properties: component (`None` for the root) and name.
    pub writable_properties: &'static [(Option<&'static str>, &'static str)],
    /// After how much silence the connection is tested: 1 s to 1177 s. 60 s.
    pub keep_alive: Duration,
    /// How long a connection may take from the first byte to the hub's welcome. 30 s.
    pub connect_timeout: Duration,
    /// How long a request over a connection may stay without answer. 30 s.
    pub answer_timeout: Duration,
    /// How long a token is valid: a minute to a year. 1 h.
    pub token_lifetime: Duration,
    /// How many telemetry messages wait at most for their acknowledgement by the hub. 1,000.
    pub outbox_messages: usize,
    /// How many bytes these messages may have together. 4 MiB.
    pub outbox_bytes: usize,
    /// How many messages are under way to the hub at once. 50.
    pub in_flight: usize,
    /// How many reported patches wait at most. 256.
    pub waiting_reports: usize,
    /// How many commands may be at work at once; one more is answered 429. 64.
    pub open_commands: usize,
}

impl Config {
    /// The configuration of a device without writable properties or components, everything else as documented.
    #[must_use]
    pub const fn new(host: String, device_id: String, credential: Credential, model_id: String) -> Self {
        Self {
            host,
            device_id,
            credential,
            model_id,
            components: &[],
            writable_properties: &[],
            keep_alive: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(30),
            answer_timeout: Duration::from_secs(30),
            token_lifetime: Duration::from_secs(3600),
            outbox_messages: 1000,
            outbox_bytes: 4 * 1024 * 1024,
            in_flight: 50,
            waiting_reports: 256,
            open_commands: 64,
        }
    }

    /// Keeps every time within what a connection can live with, whatever was set.
    pub(super) fn within_reason(mut self) -> Self {
        self.keep_alive = self.keep_alive.clamp(SHORTEST, LONGEST_KEEP_ALIVE);
        for time in [&mut self.connect_timeout, &mut self.answer_timeout] {
            *time = (*time).clamp(SHORTEST, LONGEST);
        }
        self.token_lifetime = self.token_lifetime.clamp(Duration::from_secs(60), LONGEST);
        self
    }
}

const SHORTEST: Duration = Duration::from_secs(1);
/// The hub drops a client that was silent for 1.5 times its keep-alive, and for 1767 s in any case.
const LONGEST_KEEP_ALIVE: Duration = Duration::from_secs(1177);
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);
