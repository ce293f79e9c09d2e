//! Details of one telemetry message.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::value::DateTime;
use crate::wire::bag::{LONGEST_MESSAGE_ID, is_message_id, is_own_property};
use crate::{Error, ErrorKind};

/// Details of one telemetry message, beside its value: a time, an identifier, and properties by which the hub may route
/// it.
///
/// ```
/// use dtdl_runtime::{DateTime, MessageOptions};
///
/// let measured: DateTime = "2026-05-04T10:00:00Z".parse()?;
/// let options = MessageOptions::new().creation_time(measured).message_id("reading-17").property("level", "alarm");
/// # let _ = options;
/// # Ok::<(), dtdl_runtime::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[must_use = "options have no effect until a message is sent with them"]
pub struct MessageOptions {
    pub(crate) creation_time: Option<DateTime>,
    pub(crate) message_id: Option<String>,
    pub(crate) properties: Vec<(String, String)>,
}

impl MessageOptions {
    /// A message as every other: made when it is sent, with an identifier of the device's.
    pub const fn new() -> Self {
        Self {
            creation_time: None,
            message_id: None,
            properties: Vec::new(),
        }
    }

    /// The time at which the value was measured (`iothub-creation-time-utc`), to the millisecond, of the years 1970 to
    /// 9999; IoT Central shows it.
    pub const fn creation_time(mut self, time: DateTime) -> Self {
        self.creation_time = Some(time);
        self
    }

    /// An identifier by which a back end recognises a repeat: 1 to 128 characters.
    pub fn message_id(mut self, message_id: impl Into<String>) -> Self {
        self.message_id = Some(message_id.into());
        self
    }

    /// A property, beside the body. Those of the system have names that begin with `$` or `iothub-`, and are refused.
    pub fn property(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.properties.push((name.into(), value.into()));
        self
    }

    /// The creation time since 1970-01-01 UTC.
    #[cfg(feature = "mqtt")]
    pub(crate) fn unix_time(&self) -> Option<Duration> {
        self.creation_time.and_then(unix_time)
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.creation_time.is_some_and(|time| unix_time(time).is_none()) {
            return Err(Error::new(ErrorKind::Value, "a message cannot be created before 1970"));
        }
        if let Some(message_id) = self.message_id.as_deref().filter(|text| !is_message_id(text)) {
            let length = message_id.chars().count();
            return Err(Error::new(
                ErrorKind::Value,
                format!("a message identifier has 1 to {LONGEST_MESSAGE_ID} characters, not {length}"),
            ));
        }
        match self.properties.iter().find(|(name, _)| !is_own_property(name)) {
            Some((name, _)) => Err(Error::new(
                ErrorKind::Value,
                format!("a message property cannot be called `{name}`: the name is empty or the system's"),
            )),
            None => Ok(()),
        }
    }
}

/// The time since 1970; `None` for an earlier one.
fn unix_time(time: DateTime) -> Option<Duration> {
    u64::try_from(time.unix_milliseconds()).ok().map(Duration::from_millis)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use alloc::string::ToString as _;

    use super::*;

    #[test]
    fn names_of_the_system_and_long_identifiers_are_refused() {
        assert!(MessageOptions::new().message_id("a").property("b", "").check().is_ok());
        for options in [
            MessageOptions::new().message_id(""),
            MessageOptions::new().message_id("x".repeat(129)),
            MessageOptions::new().property("$.sub", "motor"),
            MessageOptions::new().property("iothub-creation-time-utc", ""),
            MessageOptions::new().property("", ""),
        ] {
            assert_eq!(options.check().err().map(|error| error.kind()), Some(ErrorKind::Value));
        }
        let long = MessageOptions::new().message_id("ü".repeat(129)).check().unwrap_err();
        assert_eq!(
            long.to_string(),
            "a message identifier has 1 to 128 characters, not 129"
        );
        let early = "1969-12-31T23:59:59Z".parse().unwrap();
        let early = MessageOptions::new().creation_time(early).check().unwrap_err();
        assert_eq!(early.to_string(), "a message cannot be created before 1970");
    }
}
