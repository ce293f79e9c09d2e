//! Why something asked of a device was not done.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString as _};
use core::fmt;

use super::{MethodResponse, Unread};
use crate::value::{DecodeError, EncodeError};

/// What kind of failure an [`Error`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service could not do it: its own error is the source.
    Service,
    /// A value has no form the wire allows; nothing was sent.
    Value,
    /// Nothing is set, so nothing was sent.
    Empty,
    /// The device answered with a status that is not one of 200 to 299; see [`Error::response`].
    Status,
    /// What came is not what the model says, or not what the service sends.
    Mismatch,
}

/// Why something asked of a device was not done.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    response: Option<MethodResponse>,
    source: Option<Box<dyn core::error::Error + Send + Sync>>,
}

impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            response: None,
            source: None,
        }))
    }

    pub(crate) fn service(what: &str, source: impl Into<Box<dyn core::error::Error + Send + Sync>>) -> Self {
        let mut error = Self::new(ErrorKind::Service, what);
        error.0.source = Some(source.into());
        error
    }

    pub(crate) fn value(error: EncodeError) -> Self {
        let mut wrapped = Self::new(ErrorKind::Value, error.to_string());
        wrapped.0.source = Some(error.into());
        wrapped
    }

    pub(crate) fn empty() -> Self {
        Self::new(
            ErrorKind::Empty,
            "an empty patch is not sent; set at least one property",
        )
    }

    pub(crate) fn answer(what: &str, error: DecodeError) -> Self {
        let mut wrapped = Self::new(ErrorKind::Mismatch, format!("{what}: {error}"));
        wrapped.0.source = Some(error.into());
        wrapped
    }

    pub(crate) fn unread(unread: Unread) -> Self {
        let mut error = Self::new(ErrorKind::Mismatch, unread.to_string());
        error.0.source = Some(unread.into());
        error
    }

    pub(crate) fn status(method: &str, response: MethodResponse) -> Self {
        let MethodResponse { status, payload } = &response;
        let mut error = Self::new(
            ErrorKind::Status,
            format!("`{method}` answered with status {status}: {payload}"),
        );
        error.0.response = Some(response);
        error
    }

    pub(crate) fn with_response(mut self, response: MethodResponse) -> Self {
        self.0.response = Some(response);
        self
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What the device answered, if it did: status and payload.
    #[must_use]
    pub fn response(&self) -> Option<&MethodResponse> {
        self.0.response.as_ref()
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
            // The message says the others already.
            Some(source) if self.0.kind == ErrorKind::Service => write!(f, ": {source}"),
            _ => Ok(()),
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
