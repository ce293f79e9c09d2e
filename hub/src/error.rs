//! What can go wrong on the hub's side of the API.

use core::error::Error as StdError;
use core::fmt;

/// Why the hub could not do what it was asked to. `Display` says what, [`source`](StdError::source) why, and `Debug` both.
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The port cannot be listened on: in use, or not permitted.
    Listen,
    /// A device identifier that IoT Hub would not take, or one given twice.
    InvalidDeviceId,
    /// A key that is not base64 of 16 to 64 bytes.
    InvalidKey,
    /// No device of this identifier is registered.
    UnknownDevice,
    /// Desired properties that a twin cannot hold.
    InvalidTwin,
    /// A text that is not the state of a hub.
    InvalidState,
    /// The hub has been stopped.
    Stopped,
    /// Something the caller has no part in: the certificate could not be made, there is no random source, or the state
    /// cannot be kept.
    Other,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            source: None,
        }
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(crate) fn stopped() -> Self {
        Self::new(ErrorKind::Stopped, "the hub has been stopped")
    }

    pub(crate) fn unknown_device(id: &str) -> Self {
        Self::new(ErrorKind::UnknownDevice, format!("no device `{id}` is registered"))
    }

    /// What kind of failure this is.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Error {
    /// As displayed, with what caused it: `main` prints this when it returns an error.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use core::error::Error as _;

    use super::{Error, ErrorKind};

    #[test]
    fn a_chain_says_everything_once() {
        let error = Error::new(ErrorKind::Listen, "cannot listen").with_source("in use");
        let source = error.source().map(ToString::to_string);
        assert_eq!(
            (error.to_string().as_str(), source.as_deref()),
            ("cannot listen", Some("in use"))
        );
        assert_eq!(format!("{error:?}"), "cannot listen: in use");
    }
}
