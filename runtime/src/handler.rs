//! Values that handlers receive and answer.

use alloc::string::String;
use core::fmt;

/// A value the service wants a writable property to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Desired<T> {
    /// The value.
    pub value: T,
    /// The version of the desired properties that brought it; an acknowledgement names it.
    pub version: i64,
}

impl<T> Desired<T> {
    /// A desired value, as a test of a handler makes one.
    #[must_use]
    pub const fn new(value: T, version: i64) -> Self {
        Self { value, version }
    }
}

/// A device's answer to a desired value, reported as the property's acknowledgement.
///
/// ```
/// use dtdl_runtime::Ack;
///
/// let done = Ack::accepted(21.5);
/// let later = Ack::in_progress(18.0).with_description("heating up");
/// let refused = Ack::rejected(18.0).with_description("the valve is stuck");
/// # assert_eq!((done.status(), later.status(), refused.status()), (200, 202, 400));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[must_use = "an acknowledgement does nothing until a handler returns it or a context sends it"]
pub struct Ack<T> {
    value: T,
    status: i32,
    description: Option<String>,
}

impl<T> Ack<T> {
    /// The value is in use: status 200.
    pub const fn accepted(value: T) -> Self {
        Self::with_status(200, value)
    }

    /// The device is on its way: status 202, with the value so far. Complete it through the context.
    pub const fn in_progress(value: T) -> Self {
        Self::with_status(202, value)
    }

    /// The device refuses: status 400, with the value still in use.
    pub const fn rejected(value_in_use: T) -> Self {
        Self::with_status(400, value_in_use)
    }

    /// The device could not: status 500, with the value still in use.
    pub const fn failed(value_in_use: T) -> Self {
        Self::with_status(500, value_in_use)
    }

    /// Any other status, read as one of HTTP.
    pub const fn with_status(status: i32, value: T) -> Self {
        Self {
            value,
            status,
            description: None,
        }
    }

    /// Says more, for people.
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The value reported.
    #[must_use]
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// The status reported.
    #[must_use]
    pub const fn status(&self) -> i32 {
        self.status
    }

    /// The description, for people.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
}

/// A command handler's answer.
pub type CommandResult<T> = Result<CommandResponse<T>, CommandError>;

/// A command's answer with its status: a handler gives it, and the service's side gets it. A plain value converts into
/// one with status 200.
///
/// ```
/// use dtdl_runtime::{CommandResponse, CommandResult};
///
/// fn reboot() -> CommandResult<()> {
///     Ok(().into())
/// }
/// fn calibrate() -> CommandResult<f64> {
///     Ok(CommandResponse::accepted())
/// }
/// # assert!(reboot().is_ok_and(|response| response.status() == 200));
/// # assert!(calibrate().is_ok_and(|response| response.status() == 202));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CommandResponse<T> {
    status: i32,
    value: Option<T>,
}

impl<T> CommandResponse<T> {
    /// Accepted, and still to be done: status 202 without a value.
    #[must_use]
    pub const fn accepted() -> Self {
        Self {
            status: 202,
            value: None,
        }
    }

    /// Any status, with or without a value.
    #[must_use]
    pub const fn with_status(status: i32, value: Option<T>) -> Self {
        Self { status, value }
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> i32 {
        self.status
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value itself, if there is one.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        self.value
    }
}

impl<T> From<T> for CommandResponse<T> {
    fn from(value: T) -> Self {
        Self {
            status: 200,
            value: Some(value),
        }
    }
}

/// Why a command was not carried out; the caller sees status and message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CommandError {
    status: i32,
    message: String,
}

impl CommandError {
    /// An error with a status, read as one of HTTP.
    #[must_use]
    pub fn new(status: i32, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
        }
    }

    /// The request makes no sense: status 400.
    #[must_use]
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    /// The device failed: status 500.
    #[must_use]
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(500, message)
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> i32 {
        self.status
    }

    /// The message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (status {})", self.message, self.status)
    }
}

impl core::error::Error for CommandError {}
