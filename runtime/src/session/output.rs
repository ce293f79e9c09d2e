//! Outputs of a session, for its shell.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use super::config::Assignment;
use crate::protocol::{Connect, Credential, DeliveryId, Request, RequestId, TelemetryId};
use crate::sas::SasToken;

/// An output of the session. To be done in order.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Output<'a> {
    /// Find out the device's hub, then call [`Session::handle_provisioned`](super::Session::handle_provisioned).
    Provision,
    /// Make a credential ready for this hub, then call
    /// [`Session::handle_authenticated`](super::Session::handle_authenticated).
    Authenticate(&'a Assignment),
    /// Open a connection, then hand on what the protocol makes of it by
    /// [`Session::handle_input`](super::Session::handle_input); if it cannot be opened, or ends, call
    /// [`Session::handle_disconnect`](super::Session::handle_disconnect). No earlier connection is open.
    Connect(&'a Connect),
    /// Bring a request to the hub.
    Send(Request<'a>),
    /// Say good-bye, and close the connection once all is written. `handle_disconnect` need not be called for it.
    Disconnect,
    /// Give up what is being provisioned or opened, or close the connection as it is. `handle_disconnect` need not be
    /// called for it.
    Abort,
}

/// An [`Output`] that waits for the shell.
#[derive(Debug)]
pub(super) enum Queued {
    Provision,
    Authenticate,
    Connect(Connect),
    Telemetry(TelemetryId),
    Forget(TelemetryId),
    GetTwin(RequestId),
    PatchReported(RequestId, String),
    Respond { call: String, status: i32, body: Vec<u8> },
    Settle(DeliveryId),
    RenewToken(SasToken),
    Disconnect,
    Abort,
}

/// Why there is no credential.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthenticationError {
    /// The clock is not set, so no token can be made.
    ClockNotSet,
    /// Not now: the device asks again after this time, at the latest after an hour. Counts as no failure.
    Later(Duration),
    /// It could not be made; the text says why, without any secret.
    Failed(String),
}

/// Why there is no hub for the device.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProvisioningError {
    /// For people; no secret.
    pub message: String,
    /// Whether it may pass by itself.
    pub is_transient: bool,
    /// When the service wants to be asked again.
    pub retry_after: Option<Duration>,
}

impl ProvisioningError {
    /// An error that may pass by itself.
    #[must_use]
    pub const fn transient(message: String, retry_after: Option<Duration>) -> Self {
        Self {
            message,
            is_transient: true,
            retry_after,
        }
    }

    /// The service does not assign the device.
    #[must_use]
    pub const fn denied(message: String) -> Self {
        Self {
            message,
            is_transient: false,
            retry_after: None,
        }
    }
}

impl fmt::Display for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClockNotSet => f.write_str("the device's clock has not been set"),
            Self::Later(_) => f.write_str("not now"),
            Self::Failed(message) => f.write_str(message),
        }
    }
}

impl fmt::Display for ProvisioningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for AuthenticationError {}
impl core::error::Error for ProvisioningError {}

/// The credential of [`Session::handle_authenticated`](super::Session::handle_authenticated).
pub(super) type Authenticated = Result<Credential, AuthenticationError>;
