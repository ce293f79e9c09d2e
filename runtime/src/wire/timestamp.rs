//! Times as IoT Hub wants them in message properties: ISO 8601 in UTC, with `Z` and never an offset.

use core::str;
use core::time::Duration;

use crate::value::calendar_date;

/// `2026-05-04T10:00:00.250Z`.
const LENGTH: usize = 24;

/// A time since 1970-01-01 UTC as text, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp([u8; LENGTH]);

impl Timestamp {
    /// A time of the years 1970 to 9999; `None` for a later one.
    ///
    /// ```
    /// use core::time::Duration;
    /// use dtdl_runtime::wire::Timestamp;
    ///
    /// let time = Timestamp::new(Duration::from_millis(1_777_888_800_250));
    /// assert_eq!(time.as_ref().map(Timestamp::as_str), Some("2026-05-04T10:00:00.250Z"));
    /// ```
    #[must_use]
    pub fn new(time: Duration) -> Option<Self> {
        let seconds = time.as_secs();
        let (year, month, day) = calendar_date(i64::try_from(seconds / 86_400).ok()?)?;
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let (hour, minute) = (seconds / 3600 % 24, seconds / 60 % 60);
        for (end, digits, number) in [
            (4, 4, u64::from(year)),
            (7, 2, month.into()),
            (10, 2, day.into()),
            (13, 2, hour),
            (16, 2, minute),
            (19, 2, seconds % 60),
            (23, 3, time.subsec_millis().into()),
        ] {
            let mut rest = number;
            for byte in text.get_mut(end - digits..end)?.iter_mut().rev() {
                *byte += (rest % 10) as u8;
                rest /= 10;
            }
        }
        Some(Self(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Nothing but digits and signs has been written.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;

    #[test]
    fn times_are_written_to_the_millisecond() {
        let text = |millis| {
            Timestamp::new(Duration::from_millis(millis))
                .unwrap()
                .as_str()
                .to_owned()
        };
        assert_eq!(text(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(text(1_709_210_096_007), "2024-02-29T12:34:56.007Z");
        assert_eq!(text(253_402_300_799_999), "9999-12-31T23:59:59.999Z");
        assert_eq!(Timestamp::new(Duration::from_millis(253_402_300_800_000)), None);
        assert_eq!(Timestamp::new(Duration::MAX), None);
    }

    use alloc::borrow::ToOwned as _;
}
