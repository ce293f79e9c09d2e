//! The state of a device's connection.

use core::fmt;
use core::time::Duration;

use alloc::format;
use alloc::string::{String, ToString as _};

#[cfg(feature = "session")]
use crate::session::Reason;
use crate::{Error, ErrorKind};

/// The state of a device's connection. Its `Display` is a line for people.
///
/// ```
/// use dtdl_runtime::{Device, Status};
///
/// async fn print(device: Device) {
///     let mut status = device.status();
///     while status != Status::ShutDown {
///         eprintln!("{status}");
///         status = device.status_changed(&status).await;
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// The first attempt is under way.
    Connecting,
    /// The hub has welcomed the device.
    Connected,
    /// There is no connection; the device tries again by itself.
    Disconnected {
        /// The kind of the failure.
        kind: ErrorKind,
        /// Why, for people.
        reason: String,
        /// When the next attempt is made.
        retry_in: Option<Duration>,
    },
    /// The device was shut down.
    ShutDown,
}

impl Status {
    #[cfg(feature = "session")]
    pub(crate) fn disconnected(reason: &Reason, retry_in: Option<Duration>) -> Self {
        let kind = match reason {
            Reason::Unauthorized | Reason::Credential(_) => ErrorKind::Unauthorized,
            Reason::Provisioning(error) if !error.is_transient => ErrorKind::Unauthorized,
            Reason::Refused => ErrorKind::Refused,
            Reason::UnknownProtocol(_) => ErrorKind::Unsupported,
            Reason::Transport(error) if error.is_certificate => ErrorKind::Certificate,
            _ => ErrorKind::Disconnected,
        };
        Self::Disconnected {
            kind,
            reason: reason.to_string(),
            retry_in,
        }
    }

    /// The failure, if there is no connection.
    #[must_use]
    pub fn error(&self) -> Option<Error> {
        match self {
            Self::Disconnected { kind, reason, .. } => Some(Error::new(*kind, reason.clone())),
            Self::ShutDown => Some(shut_down()),
            Self::Connecting | Self::Connected => None,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connecting => f.write_str("connecting"),
            Self::Connected => f.write_str("connected"),
            Self::Disconnected { reason, retry_in, .. } => {
                let next = retry_in.map_or_else(String::new, |time| {
                    format!(" (next attempt in {:.1} s)", time.as_secs_f32())
                });
                write!(f, "not connected: {reason}{next}")
            }
            Self::ShutDown => f.write_str("shut down"),
        }
    }
}

pub(crate) fn shut_down() -> Error {
    Error::new(ErrorKind::ShutDown, "the device was shut down")
}
