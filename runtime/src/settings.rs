//! Limits and times of a device that an application may set.

use alloc::format;
use core::fmt;
use core::ops::RangeInclusive;
use core::time::Duration;

use crate::Error;

/// The policy for a full outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum WhenFull {
    /// Sending waits until there is room.
    #[default]
    Wait,
    /// Sending fails with [`ErrorKind::OutboxFull`](crate::ErrorKind::OutboxFull), and the message is not taken.
    Refuse,
    /// The oldest messages that are not on their way to the hub are dropped:
    /// [`Problem::TelemetryDropped`](crate::Problem::TelemetryDropped). Sending waits only if all are on their way.
    DropOldest,
}

/// Limits and times of a device. They are checked when the device is started.
///
/// ```
/// use core::time::Duration;
/// use dtdl_runtime::{Connection, Settings, WhenFull};
///
/// # fn example() -> Result<Connection, dtdl_runtime::Error> {
/// let settings = Settings::default().keep_alive(Duration::from_secs(240)).outbox_messages(10_000).when_full(WhenFull::DropOldest);
/// let connection = Connection::from_env()?.settings(settings);
/// # Ok(connection)
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "settings have no effect until a connection has them"]
pub struct Settings {
    pub(crate) keep_alive: Duration,
    pub(crate) token_lifetime: Duration,
    pub(crate) outbox_messages: usize,
    pub(crate) outbox_bytes: usize,
    pub(crate) when_full: WhenFull,
    pub(crate) in_flight: usize,
    pub(crate) waiting_reports: usize,
    pub(crate) handler_deadline: Duration,
    pub(crate) shutdown_patience: Duration,
    pub(crate) creation_time: bool,
    pub(crate) message_id: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            keep_alive: KEEP_ALIVE,
            token_lifetime: Duration::from_secs(3600),
            outbox_messages: OUTBOX_MESSAGES,
            outbox_bytes: OUTBOX_BYTES,
            when_full: WhenFull::Wait,
            in_flight: IN_FLIGHT,
            waiting_reports: WAITING_REPORTS,
            handler_deadline: Duration::from_secs(25),
            shutdown_patience: Duration::from_secs(5),
            creation_time: true,
            message_id: true,
        }
    }
}

/// After so much silence a connection is tested.
pub(crate) const KEEP_ALIVE: Duration = Duration::from_secs(60);
/// The hub drops a client that was silent for 1.5 times its keep-alive, and for 1767 s in any case.
pub(crate) const LONGEST_KEEP_ALIVE: Duration = Duration::from_secs(1177);
pub(crate) const OUTBOX_MESSAGES: usize = 1000;
pub(crate) const OUTBOX_BYTES: usize = 4 * 1024 * 1024;
pub(crate) const IN_FLIGHT: usize = 50;
pub(crate) const LARGEST_WINDOW: usize = 1000;
pub(crate) const WAITING_REPORTS: usize = 256;
/// So many commands are at work at once.
pub(crate) const OPEN_COMMANDS: usize = 64;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

impl Settings {
    /// Sets the silence after which the connection is tested. Range 1 s to 1177 s, default 60 s; a fraction of a second is
    /// dropped. The hub ends a connection that was silent for 1.5 times as long.
    pub const fn keep_alive(mut self, time: Duration) -> Self {
        self.keep_alive = time;
        self
    }

    /// Sets the time for which a token is valid. Range 1 min to 365 days, default 1 h. It is renewed after four fifths of it.
    pub const fn token_lifetime(mut self, time: Duration) -> Self {
        self.token_lifetime = time;
        self
    }

    /// Sets the number of telemetry messages that wait at most until the hub has them. Range 1 to 1,000,000, default 1,000.
    pub const fn outbox_messages(mut self, messages: usize) -> Self {
        self.outbox_messages = messages;
        self
    }

    /// Sets the number of bytes that these messages may have together. Range 1 KiB to 1 GiB, default 4 MiB. A single message
    /// that is larger goes alone.
    pub const fn outbox_bytes(mut self, bytes: usize) -> Self {
        self.outbox_bytes = bytes;
        self
    }

    /// Sets the policy for a full outbox; by default, sending waits.
    pub const fn when_full(mut self, policy: WhenFull) -> Self {
        self.when_full = policy;
        self
    }

    /// Sets the number of telemetry messages that are on their way to the hub at once. Range 1 to 1,000, default 50.
    pub const fn in_flight(mut self, messages: usize) -> Self {
        self.in_flight = messages;
        self
    }

    /// Sets the number of reports of properties that wait at most until the hub has them. Range 1 to 10,000, default 256.
    /// Those that only replace each other are merged before.
    pub const fn waiting_reports(mut self, reports: usize) -> Self {
        self.waiting_reports = reports;
        self
    }

    /// Sets the time that a handler may take. Range 1 s to 1 day, default 25 s, a little less than the callers of commands
    /// usually wait. After that the handler is dropped, and answered for with status 504. A property that takes longer is
    /// acknowledged as in progress, and completed later.
    pub const fn handler_deadline(mut self, time: Duration) -> Self {
        self.handler_deadline = time;
        self
    }

    /// Sets the time for which a shutdown waits until the hub has what was sent. Range 0 s to 1 h, default 5 s.
    pub const fn shutdown_patience(mut self, time: Duration) -> Self {
        self.shutdown_patience = time;
        self
    }

    /// Sets whether telemetry carries the time of its creation, so that a backlog keeps its times: some 60 bytes a message.
    /// Default: yes.
    pub const fn creation_time(mut self, carried: bool) -> Self {
        self.creation_time = carried;
        self
    }

    /// Sets whether telemetry carries an identifier, by which a back end recognises a repeat: some 20 bytes a message.
    /// Default: yes.
    pub const fn message_id(mut self, carried: bool) -> Self {
        self.message_id = carried;
        self
    }

    /// Names the first setting that is out of its range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let seconds = |name, time: Duration, range: RangeInclusive<u64>| {
            let limits = Duration::from_secs(*range.start())..=Duration::from_secs(*range.end());
            in_range(name, limits.contains(&time), &format_args!("{time:?}"), &range, " s")
        };
        let count = |name, number: usize, range: RangeInclusive<u64>, unit| {
            let is_inside = u64::try_from(number).is_ok_and(|number| range.contains(&number));
            in_range(name, is_inside, &number, &range, unit)
        };
        seconds("keep_alive", self.keep_alive, 1..=LONGEST_KEEP_ALIVE.as_secs())?;
        seconds("token_lifetime", self.token_lifetime, MINUTE..=365 * DAY)?;
        count("outbox_messages", self.outbox_messages, 1..=1_000_000, "")?;
        count("outbox_bytes", self.outbox_bytes, 1024..=1 << 30, " bytes")?;
        count("in_flight", self.in_flight, 1..=LARGEST_WINDOW as u64, "")?;
        count("waiting_reports", self.waiting_reports, 1..=10_000, "")?;
        seconds("handler_deadline", self.handler_deadline, 1..=DAY)?;
        seconds("shutdown_patience", self.shutdown_patience, 0..=HOUR)
    }
}

fn in_range(
    name: &str,
    is_inside: bool,
    value: &dyn fmt::Display,
    range: &RangeInclusive<u64>,
    unit: &str,
) -> Result<(), Error> {
    if is_inside {
        return Ok(());
    }
    let (least, most) = (range.start(), range.end());
    Err(Error::configuration(format!(
        "the setting `{name}` is {value}; set it to between {least} and {most}{unit}"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use alloc::string::ToString as _;

    #[test]
    fn a_setting_out_of_range_is_named_with_its_range() {
        assert!(Settings::default().check().is_ok());
        for (settings, message) in [
            (
                Settings::default().keep_alive(Duration::from_millis(500)),
                "the setting `keep_alive` is 500ms; set it to between 1 and 1177 s",
            ),
            (
                Settings::default().in_flight(1001),
                "the setting `in_flight` is 1001; set it to between 1 and 1000",
            ),
            (
                Settings::default().outbox_bytes(0),
                "the setting `outbox_bytes` is 0; set it to between 1024 and 1073741824 bytes",
            ),
            (
                Settings::default().token_lifetime(Duration::MAX),
                "the setting `token_lifetime` is 18446744073709551615.999999999s; set it to between 60 and 31536000 s",
            ),
        ] {
            let error = settings.check().err();
            assert_eq!(error.as_ref().map(Error::kind), Some(ErrorKind::Configuration));
            assert_eq!(error.map(|error| error.to_string()).as_deref(), Some(message));
        }
        for limit in [1, 1177] {
            assert!(
                Settings::default()
                    .keep_alive(Duration::from_secs(limit))
                    .check()
                    .is_ok()
            );
        }
    }
}
