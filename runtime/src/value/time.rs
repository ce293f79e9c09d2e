//! `time`: RFC 3339 full-time, and the offset it shares with `dateTime`.

use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use super::fraction::{Fraction, fixed_digits};
use super::text::append;
use super::{DecodeError, EncodeError, Json, ParseError, Value};

const EXPECTED: &str = "a time as 10:00:00Z";

/// How far local time is from UTC, as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Offset {
    /// `Z`.
    #[default]
    Utc,
    /// `-00:00`: the local offset is not known.
    Unknown,
    /// `±hh:mm`, in minutes.
    Minutes(i16),
    /// None written: read from others, never made here.
    Missing,
}

impl Offset {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text {
            "Z" => return Some(Self::Utc),
            "" => return Some(Self::Missing),
            "-00:00" => return Some(Self::Unknown),
            _ => (
                if text.starts_with('-') { -1 } else { 1 },
                text.strip_prefix(['+', '-'])?,
            ),
        };
        let (hours, rest) = fixed_digits(digits, 2)?;
        let (minutes, rest) = fixed_digits(rest.strip_prefix(':')?, 2)?;
        if hours > 23 || minutes > 59 || !rest.is_empty() {
            return None;
        }
        i16::try_from(hours * 60 + minutes)
            .ok()
            .map(|total| Self::Minutes(sign * total))
    }

    pub(crate) const fn minutes(self) -> i16 {
        match self {
            Self::Minutes(minutes) => minutes,
            Self::Utc | Self::Unknown | Self::Missing => 0,
        }
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utc => f.write_str("Z"),
            Self::Unknown => f.write_str("-00:00"),
            Self::Missing => Ok(()),
            Self::Minutes(minutes) => {
                let (sign, minutes) = (if *minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// A time of day with its offset from UTC: DTDL's `time`.
///
/// Times compare as written; `10:00:00Z` and `11:00:00+01:00` are not equal.
///
/// ```
/// use dtdl_runtime::Time;
///
/// let time: Time = "06:00:00.00015+11:45".parse()?;
/// assert_eq!((time.hour(), time.nanosecond()), (6, 150_000));
/// assert_eq!(time.to_string(), "06:00:00.00015+11:45");
/// # Ok::<(), dtdl_runtime::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
    pub(crate) fraction: Fraction,
    pub(crate) offset: Offset,
}

impl Time {
    /// A time of day in UTC, if there is such a time.
    #[must_use]
    pub fn utc(hour: u8, minute: u8, second: u8) -> Option<Self> {
        let valid = hour < 24 && minute < 60 && second < 60;
        valid.then_some(Self {
            hour,
            minute,
            second,
            fraction: Fraction::default(),
            offset: Offset::Utc,
        })
    }

    /// The same time with so many nanoseconds; those of a second and more are ignored.
    #[must_use]
    pub fn with_nanosecond(mut self, nanosecond: u32) -> Self {
        self.fraction = Fraction::from_billionths(nanosecond % 1_000_000_000);
        self
    }

    /// The same time of day at so many minutes east of UTC; `None` from a whole day on.
    #[must_use]
    pub fn with_offset_minutes(mut self, minutes: i16) -> Option<Self> {
        self.offset = Offset::Minutes(minutes);
        (minutes.unsigned_abs() < 24 * 60).then_some(self)
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59.
    #[must_use]
    pub const fn second(self) -> u8 {
        self.second
    }

    /// The fraction of the second, rounded down.
    #[must_use]
    pub fn nanosecond(self) -> u32 {
        self.fraction.billionths()
    }

    /// Minutes east of UTC; `None` if none were written, which only a service's message may do.
    #[must_use]
    pub const fn offset_minutes(self) -> Option<i16> {
        match self.offset {
            Offset::Missing => None,
            offset => Some(offset.minutes()),
        }
    }

    /// Reads a time; one without an offset is told apart by [`Offset::Missing`].
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (hour, rest) = fixed_digits(text, 2)?;
        let (minute, rest) = fixed_digits(rest.strip_prefix(':')?, 2)?;
        let (second, rest) = fixed_digits(rest.strip_prefix(':')?, 2)?;
        let (fraction, rest) = match rest.strip_prefix('.') {
            None => (Fraction::default(), rest),
            Some(rest) => {
                let end = rest.find(|digit: char| !digit.is_ascii_digit()).unwrap_or(rest.len());
                let (digits, rest) = rest.split_at_checked(end)?;
                (Fraction::parse(digits)?, rest)
            }
        };
        let part = |number: u16| u8::try_from(number).ok();
        let mut time = Self::utc(part(hour)?, part(minute)?, part(second)?)?;
        time.fraction = fraction;
        time.offset = Offset::parse(rest)?;
        Some(time)
    }
}

impl FromStr for Time {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::read(text)
            .filter(|time| time.offset != Offset::Missing)
            .ok_or_else(|| ParseError::new(text, EXPECTED))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            hour,
            minute,
            second,
            fraction,
            offset,
        } = self;
        write!(f, "{hour:02}:{minute:02}:{second:02}{fraction}{offset}")
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Value for Time {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        append(out, format_args!("\"{self}\""));
        Ok(())
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let text = json.string_for(EXPECTED)?;
        Self::read(&text).ok_or_else(|| json.expected(EXPECTED))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::Time;
    use crate::value::{Json, Value};
    use alloc::string::ToString as _;

    #[test]
    fn a_time_with_seconds_and_offset_is_kept_as_written() {
        for text in [
            "12:34:56Z",
            "06:00:00.00015Z",
            "06:00:00+11:45",
            "00:00:00-00:00",
            "23:59:59.250-08:00",
            "00:00:00+00:00",
        ] {
            assert_eq!(text.parse::<Time>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "06:00Z",
            "24:00:00Z",
            "06:00:60Z",
            "06:60:00Z",
            "T06:00:00Z",
            "06:00:00+11",
            "06:00:00+1145",
            "06:00:00.Z",
            "6:00:00Z",
            "06:00:00",
            "06:00:00+24:00",
            "06:00:00 Z",
            "",
        ] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_message_may_leave_out_the_offset_and_gets_it_back_so() {
        let time = Time::decode(Json::parse("\"06:00:00.10\"").unwrap()).unwrap();
        assert_eq!(time.offset_minutes(), None);
        assert_eq!(time.to_string(), "06:00:00.10");
    }
}
