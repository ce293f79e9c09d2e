//! `date`: RFC 3339 full-date.

use alloc::string::ToString as _;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use super::fraction::fixed_digits;
use super::text::append;
use super::{DecodeError, EncodeError, Json, ParseError, Value, calendar};

const EXPECTED: &str = "a date as 2026-05-04";

/// A day of the calendar, years 1 to 9999: DTDL's `date`.
///
/// ```
/// use dtdl_runtime::Date;
///
/// let date: Date = "2026-05-04".parse()?;
/// assert_eq!((date.year(), date.month(), date.day()), (2026, 5, 4));
/// assert!("1965-02-29".parse::<Date>().is_err());
/// # Ok::<(), dtdl_runtime::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    pub(crate) const EPOCH: Self = Self {
        year: 1970,
        month: 1,
        day: 1,
    };

    /// The day, if the calendar has it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        calendar::has(year, month, day).then_some(Self { year, month, day })
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01.
    pub(crate) fn unix_days(self) -> i64 {
        calendar::to_days(self.year, self.month, self.day)
    }

    pub(crate) fn from_unix_days(days: i64) -> Option<Self> {
        let (year, month, day) = calendar::from_days(days)?;
        Some(Self { year, month, day })
    }

    /// Reads the date a text starts with.
    pub(crate) fn split_from(text: &str) -> Option<(Self, &str)> {
        let (year, rest) = fixed_digits(text, 4)?;
        let (month, rest) = fixed_digits(rest.strip_prefix('-')?, 2)?;
        let (day, rest) = fixed_digits(rest.strip_prefix('-')?, 2)?;
        let date = Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
        Some((date, rest))
    }
}

impl FromStr for Date {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match Self::split_from(text) {
            Some((date, "")) => Ok(date),
            _ => Err(ParseError::new(text, EXPECTED)),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Value for Date {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        append(out, format_args!("\"{self}\""));
        Ok(())
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.string_for(EXPECTED)?
            .parse()
            .map_err(|error: ParseError| DecodeError::new(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::Date;
    use alloc::string::ToString as _;

    #[test]
    fn calendar_days_of_the_years_1_to_9999_are_accepted() {
        for text in ["1980-01-01", "0001-01-01", "9999-12-31", "2024-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "19650101",
            "1965-02-29",
            "0000-01-01",
            "1965-1-1",
            "65-01-01",
            "1965-13-01",
            "1965-01-01Z",
            "",
            "-965-01-01",
            "+965-01-01",
            "１965-01-01",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
