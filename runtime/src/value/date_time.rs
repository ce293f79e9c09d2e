//! `dateTime`: RFC 3339 date-time.

use alloc::format;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use super::fraction::Fraction;
use super::text::append;
use super::time::Offset;
use super::{Date, DecodeError, EncodeError, Json, ParseError, Time, Value};

const EXPECTED: &str = "a date and time as 2026-05-04T10:00:00Z";
/// Nanoseconds of a second.
const NANOS: i128 = 1_000_000_000;
/// Seconds of a day.
const DAY: i128 = 86_400;

/// A point in time as it was written, with date, time of day and offset from UTC: DTDL's `dateTime`.
///
/// Values are equal when they are written alike; to order points in time, compare
/// [`unix_nanoseconds`](DateTime::unix_nanoseconds).
///
/// ```
/// use dtdl_runtime::DateTime;
///
/// let since: DateTime = "2026-05-04T10:00:00.250+02:00".parse()?;
/// assert_eq!(since.unix_milliseconds(), 1_777_881_600_250);
/// assert_eq!(since.to_string(), "2026-05-04T10:00:00.250+02:00");
/// assert!("2026-05-04T10:00:00".parse::<DateTime>().is_err());
/// # Ok::<(), dtdl_runtime::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    date: Date,
    time: Time,
}

impl DateTime {
    /// A date and a time of day.
    #[must_use]
    pub const fn new(date: Date, time: Time) -> Self {
        Self { date, time }
    }

    /// Now by the system's clock, in UTC, to the millisecond.
    #[cfg(feature = "std")]
    #[must_use]
    pub fn now() -> Self {
        let milliseconds = i64::try_from(crate::clock::unix_time().as_millis()).unwrap_or_default();
        Self::from_unix_milliseconds(milliseconds).unwrap_or(Self::EPOCH)
    }

    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = {
        let fraction = Fraction::NONE;
        let time = Time {
            hour: 0,
            minute: 0,
            second: 0,
            fraction,
            offset: Offset::Utc,
        };
        Self {
            date: Date::EPOCH,
            time,
        }
    };

    /// The point in time so many milliseconds after 1970, in UTC; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_unix_milliseconds(milliseconds: i64) -> Option<Self> {
        Self::from_unix_nanoseconds(i128::from(milliseconds) * 1_000_000)
    }

    /// The point in time so many seconds after 1970, in UTC; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::from_unix_nanoseconds(i128::from(seconds) * NANOS)
    }

    /// The point in time so many nanoseconds after 1970, in UTC; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_unix_nanoseconds(nanoseconds: i128) -> Option<Self> {
        let (seconds, nanosecond) = (nanoseconds.div_euclid(NANOS), nanoseconds.rem_euclid(NANOS));
        let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        let part = |number: i128| u8::try_from(number).ok();
        let time = Time::utc(part(second / 3600)?, part(second / 60 % 60)?, part(second % 60)?)?;
        Some(Self {
            date: Date::from_unix_days(i64::try_from(days).ok()?)?,
            time: time.with_nanosecond(u32::try_from(nanosecond).ok()?),
        })
    }

    /// The date, in the offset it was written with.
    #[must_use]
    pub const fn date(self) -> Date {
        self.date
    }

    /// The time of day, with its offset.
    #[must_use]
    pub const fn time(self) -> Time {
        self.time
    }

    /// Nanoseconds since 1970. A missing offset counts as UTC.
    #[must_use]
    pub fn unix_nanoseconds(self) -> i128 {
        let Time {
            hour, minute, second, ..
        } = self.time;
        let minutes = i128::from(hour) * 60 + i128::from(minute) - i128::from(self.time.offset.minutes());
        let seconds = i128::from(self.date.unix_days()) * DAY + minutes * 60 + i128::from(second);
        seconds * NANOS + i128::from(self.time.nanosecond())
    }

    /// Milliseconds since 1970, rounded down. A missing offset counts as UTC.
    #[must_use]
    pub fn unix_milliseconds(self) -> i64 {
        i64::try_from(self.unix_nanoseconds().div_euclid(1_000_000)).unwrap_or_default()
    }

    /// Seconds since 1970, rounded down. A missing offset counts as UTC.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        i64::try_from(self.unix_nanoseconds().div_euclid(NANOS)).unwrap_or_default()
    }
}

impl FromStr for DateTime {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        read(text)
            .filter(|read| read.time.offset != Offset::Missing)
            .ok_or_else(|| ParseError::new(text, EXPECTED))
    }
}

fn read(text: &str) -> Option<DateTime> {
    let (date, rest) = Date::split_from(text)?;
    let time = Time::read(rest.strip_prefix('T')?)?;
    Some(DateTime { date, time })
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(feature = "std")]
impl From<DateTime> for std::time::SystemTime {
    fn from(value: DateTime) -> Self {
        let nanoseconds = value.unix_nanoseconds();
        let distance = |nanoseconds: u128| {
            let seconds = u64::try_from(nanoseconds / 1_000_000_000).unwrap_or_default();
            core::time::Duration::new(seconds, u32::try_from(nanoseconds % 1_000_000_000).unwrap_or_default())
        };
        let distance = distance(nanoseconds.unsigned_abs());
        if nanoseconds < 0 {
            Self::UNIX_EPOCH - distance
        } else {
            Self::UNIX_EPOCH + distance
        }
    }
}

#[cfg(feature = "std")]
impl TryFrom<std::time::SystemTime> for DateTime {
    type Error = ParseError;

    /// In UTC, to the nanosecond.
    fn try_from(value: std::time::SystemTime) -> Result<Self, ParseError> {
        let nanoseconds = match value.duration_since(std::time::UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_nanos()).ok(),
            Err(before) => i128::try_from(before.duration().as_nanos())
                .ok()
                .map(|nanoseconds| -nanoseconds),
        };
        nanoseconds
            .and_then(Self::from_unix_nanoseconds)
            .ok_or_else(|| ParseError::new(&format!("{value:?}"), "a time of the years 1 to 9999"))
    }
}

impl Value for DateTime {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        append(out, format_args!("\"{self}\""));
        Ok(())
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let text = json.string_for(EXPECTED)?;
        read(&text).ok_or_else(|| json.expected(EXPECTED))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::DateTime;
    use crate::value::{Json, Value};
    use alloc::string::ToString as _;
    use alloc::vec::Vec;

    #[test]
    fn a_date_time_with_offset_is_kept_as_written() {
        for text in [
            "1980-01-01T06:00:00.00015Z",
            "2026-05-04T10:00:00.250Z",
            "2026-05-04T10:00:00-00:00",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59.999999999999-11:30",
        ] {
            assert_eq!(text.parse::<DateTime>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "1980-01-01T06:00:00",
            "1980-01-01T06:00Z",
            "80-01-01T06:00:00Z",
            "1980-01-01T24:00:00Z",
            "1980-01-01T06:00:60Z",
            "1980-01-01",
            "1980-01-01T06:00:00+11",
            "1980-02-30T06:00:00Z",
            "",
        ] {
            assert!(text.parse::<DateTime>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_message_may_leave_out_the_offset_and_gets_it_back_so() {
        let json = "\"2026-05-04T10:00:00.5\"";
        let decoded = DateTime::decode(Json::parse(json).unwrap()).unwrap();
        let mut out = Vec::new();
        decoded.encode(&mut out).unwrap();
        assert_eq!(out, json.as_bytes());
        assert_eq!(decoded.unix_seconds(), 1_777_888_800);
    }

    #[test]
    fn unix_time_converts_both_ways() {
        let text = "2026-05-04T10:00:00.25Z";
        let value: DateTime = text.parse().unwrap();
        assert_eq!(
            DateTime::from_unix_milliseconds(value.unix_milliseconds()).unwrap(),
            value
        );
        assert_eq!(
            DateTime::from_unix_seconds(-1).unwrap().to_string(),
            "1969-12-31T23:59:59Z"
        );
        assert_eq!(DateTime::EPOCH.to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(
            DateTime::from_unix_nanoseconds(-1).unwrap().to_string(),
            "1969-12-31T23:59:59.999999999Z"
        );
        let last = "9999-12-31T23:59:59.999999999Z".parse::<DateTime>().unwrap();
        assert_eq!(DateTime::from_unix_nanoseconds(last.unix_nanoseconds()), Some(last));
        assert_eq!(DateTime::from_unix_nanoseconds(last.unix_nanoseconds() + 1), None);
        assert_eq!(DateTime::from_unix_seconds(i64::MAX), None);
    }

    #[cfg(feature = "std")]
    #[test]
    fn the_systems_time_converts_both_ways() {
        for text in ["2026-05-04T10:00:00.000000001Z", "1960-05-04T10:00:00.5Z"] {
            let value: DateTime = text.parse().unwrap();
            let system = std::time::SystemTime::from(value);
            assert_eq!(DateTime::try_from(system).unwrap(), value);
        }
    }
}
