//! `duration`: ISO 8601 duration.

use alloc::format;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use super::fraction::Fraction;
use super::text::append;
use super::{DecodeError, EncodeError, Json, ParseError, Value};

const EXPECTED: &str = "a duration as PT1H30M";

/// The units in the order they are written, and which of them follow the `T`.
const DESIGNATORS: [u8; 7] = *b"YMWDHMS";
const FIRST_OF_TIME: usize = 4;
const WEEKS: usize = 2;

/// A span of time in calendar and clock units, as it was written: DTDL's `duration`.
///
/// `PT60M` and `PT1H` are not equal; to compare lengths, convert to [`core::time::Duration`].
///
/// ```
/// use core::time::Duration as Length;
/// use dtdl_runtime::Duration;
///
/// let duration: Duration = "PT1H30M0.5S".parse()?;
/// assert_eq!(Length::try_from(duration), Ok(Length::from_millis(5_400_500)));
/// assert_eq!(Duration::from(Length::from_millis(1500)).to_string(), "PT1.5S");
/// assert!("P1Y3W".parse::<Duration>().is_err());
/// # Ok::<(), dtdl_runtime::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    units: [Option<u64>; 7],
    /// Of the last unit present.
    fraction: Fraction,
}

impl Duration {
    /// Years.
    #[must_use]
    pub fn years(self) -> u64 {
        self.unit(0)
    }

    /// Months.
    #[must_use]
    pub fn months(self) -> u64 {
        self.unit(1)
    }

    /// Weeks.
    #[must_use]
    pub fn weeks(self) -> u64 {
        self.unit(WEEKS)
    }

    /// Days.
    #[must_use]
    pub fn days(self) -> u64 {
        self.unit(3)
    }

    /// Hours.
    #[must_use]
    pub fn hours(self) -> u64 {
        self.unit(4)
    }

    /// Minutes.
    #[must_use]
    pub fn minutes(self) -> u64 {
        self.unit(5)
    }

    /// Seconds.
    #[must_use]
    pub fn seconds(self) -> u64 {
        self.unit(6)
    }

    /// The fraction of the last unit that was written, in billionths, rounded down.
    #[must_use]
    pub fn fraction_billionths(self) -> u32 {
        self.fraction.billionths()
    }

    fn unit(self, index: usize) -> u64 {
        self.units.get(index).copied().flatten().unwrap_or(0)
    }

    fn last_unit(self) -> Option<usize> {
        self.units.iter().rposition(Option::is_some)
    }
}

fn read(text: &str) -> Option<Duration> {
    let mut rest = text.strip_prefix('P')?;
    let mut units = [None; 7];
    let mut fraction = Fraction::NONE;
    let (mut next, mut in_time) = (0, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            if in_time || after.is_empty() || !fraction.is_absent() {
                return None;
            }
            (rest, in_time, next) = (after, true, FIRST_OF_TIME);
            continue;
        }
        if !fraction.is_absent() {
            return None;
        }
        let end = rest.find(|digit: char| !digit.is_ascii_digit())?;
        let (digits, after) = rest.split_at_checked(end)?;
        let mut after = after;
        if let Some(decimals) = after.strip_prefix('.') {
            let end = decimals.find(|digit: char| !digit.is_ascii_digit())?;
            let (decimals, unit) = decimals.split_at_checked(end)?;
            (fraction, after) = (Fraction::parse(decimals)?, unit);
        }
        let designator = *after.as_bytes().first()?;
        let index = (next..if in_time { 7 } else { FIRST_OF_TIME })
            .find(|index| DESIGNATORS.get(*index) == Some(&designator))?;
        *units.get_mut(index)? = Some(digits.parse().ok()?);
        next = index + 1;
        rest = after.get(1..)?;
    }
    let [years, months, weeks, ..] = units;
    let mixed = weeks.is_some() && (years.is_some() || months.is_some());
    let empty = units.iter().all(Option::is_none);
    (!mixed && !empty).then_some(Duration { units, fraction })
}

impl FromStr for Duration {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        read(text).ok_or_else(|| ParseError::new(text, EXPECTED))
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let mut in_time = false;
        for (index, (unit, designator)) in self.units.iter().zip(DESIGNATORS).enumerate() {
            let Some(unit) = unit else { continue };
            if index >= FIRST_OF_TIME && !in_time {
                f.write_str("T")?;
                in_time = true;
            }
            write!(f, "{unit}")?;
            if self.last_unit() == Some(index) {
                write!(f, "{}", self.fraction)?;
            }
            write!(f, "{}", char::from(designator))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Default for Duration {
    /// No time at all: `PT0S`.
    fn default() -> Self {
        Self::from(core::time::Duration::ZERO)
    }
}

impl From<core::time::Duration> for Duration {
    /// In seconds, with as many digits as it takes.
    fn from(value: core::time::Duration) -> Self {
        let mut units = [None; 7];
        if let Some(seconds) = units.last_mut() {
            *seconds = Some(value.as_secs());
        }
        Self {
            units,
            fraction: Fraction::from_billionths(value.subsec_nanos()),
        }
    }
}

impl TryFrom<Duration> for core::time::Duration {
    type Error = ParseError;

    /// Its length, if that does not depend on the calendar: a day has 24 hours, a year or month no fixed length.
    fn try_from(value: Duration) -> Result<Self, ParseError> {
        const SECONDS: [u64; 7] = [0, 0, 604_800, 86_400, 3_600, 60, 1];
        let refuse = || ParseError::new(&format!("{value}"), "a duration without years and months");
        if value.years() != 0 || value.months() != 0 {
            return Err(refuse());
        }
        let mut seconds = 0_u64;
        for (unit, length) in value.units.iter().zip(SECONDS) {
            let part = unit.unwrap_or(0).checked_mul(length).ok_or_else(refuse)?;
            seconds = seconds.checked_add(part).ok_or_else(refuse)?;
        }
        let length = value
            .last_unit()
            .and_then(|last| SECONDS.get(last))
            .copied()
            .unwrap_or(0);
        if length == 0 && !value.fraction.is_absent() && value.fraction.billionths() > 0 {
            return Err(refuse());
        }
        let nanoseconds = u64::from(value.fraction.billionths()) * length;
        Self::from_secs(seconds)
            .checked_add(Self::from_nanos(nanoseconds))
            .ok_or_else(refuse)
    }
}

impl Value for Duration {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        append(out, format_args!("\"{self}\""));
        Ok(())
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        read(&json.string_for(EXPECTED)?).ok_or_else(|| json.expected(EXPECTED))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::Duration;
    use alloc::string::ToString as _;
    use core::time::Duration as Length;

    #[test]
    fn a_duration_is_kept_as_written() {
        for text in [
            "P3.4W",
            "P3Y6M4.00134D",
            "PT8.00134H",
            "P0D",
            "PT0S",
            "PT1H30M0.5S",
            "P1Y",
            "P1M",
            "PT1M",
            "P1M2DT3M",
            "P3W5D",
            "P3W5DT1H",
            "P1.5Y",
            "PT86400000000S",
            "P1Y2M3DT4H5M6.70S",
        ] {
            assert_eq!(text.parse::<Duration>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "", "P", "PT", "PT.001S", "P3.0Y6M", "P1Y3W", "P3.4W5D", "-P1D", "+P1D", "P-1D", "P1YT", "P1D1Y", "P1H",
            "PT1D", "PT1.S", "P1", "1D", "P1.5DT1H", "P1M3W", "P1D ", "PT1,5S", "P1D1D", "PT1ST1S",
        ] {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_length_is_known_unless_years_or_months_matter() {
        let length = |text: &str| Length::try_from(text.parse::<Duration>().unwrap());
        assert_eq!(length("P1W2DT3H4M5.25S"), Ok(Length::from_millis(788_645_250)));
        assert_eq!(length("PT1.5H"), Ok(Length::from_secs(5_400)));
        assert_eq!(length("P0Y1D"), Ok(Length::from_secs(86_400)));
        assert!(length("P1M").is_err());
        assert!(length("P0.5Y").is_err());
        assert!(length("P18446744073709551615W").is_err());
    }
}
