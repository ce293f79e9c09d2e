//! The error of everything that can fail outside a handler.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use core::fmt;

use crate::value::{DecodeError, EncodeError};

/// The kind of failure that an [`Error`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No connection is configured at all.
    NotConfigured,
    /// The configuration is missing, incomplete or malformed.
    Configuration,
    /// The configuration asks for something this version does not do.
    Unsupported,
    /// A value has no form the wire allows.
    Value,
    /// A message without content.
    Empty,
    /// A message larger than the service takes.
    TooLarge,
    /// The outbox is full; room comes when messages are delivered.
    OutboxFull,
    /// The service refuses a message for good; sending it again would not help. [`Error::status`] says what it answered.
    /// As a device's status: it does not understand how the device connects.
    Refused,
    /// There is no connection at present; it is tried again.
    Disconnected,
    /// The service refuses the device: its key, its clock, or its identity. It is tried again, slowly.
    Unauthorized,
    /// The service's certificate does not verify. It is tried again: a clock that is set may heal it.
    Certificate,
    /// The device was shut down.
    ShutDown,
}

/// Why an operation failed.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    status: Option<i32>,
    source: Option<Box<dyn core::error::Error + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            status: None,
            source: None,
        }))
    }

    /// The service answered with a status that is none of success.
    pub(crate) fn refused(status: i32) -> Self {
        let why = match status {
            400 => ": it does not understand it",
            413 => ": there would be too much in the twin",
            _ => "",
        };
        let mut error = Self::new(
            ErrorKind::Refused,
            format!("the service refused it with status {status}{why}"),
        );
        error.0.status = Some(status);
        error
    }

    pub(crate) fn configuration(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The kind of this failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The status the service answered, read as one of HTTP, if it did answer.
    #[must_use]
    pub fn status(&self) -> Option<i32> {
        self.0.status
    }

    /// Whether the same call may succeed later.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self.0.kind, ErrorKind::OutboxFull | ErrorKind::Disconnected)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    /// As displayed, with what caused it: `main` prints this when it returns an error.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match &self.0.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.0.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        }
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        use alloc::string::ToString as _;
        Self::new(ErrorKind::Value, error.to_string())
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        use alloc::string::ToString as _;
        Self::new(ErrorKind::Value, error.to_string())
    }
}
