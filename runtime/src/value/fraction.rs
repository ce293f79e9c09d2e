//! Decimal fractions of a unit, with the digits they were written with.

use core::fmt;

/// The digits after a decimal point. Trailing zeros are kept: `.250` stays `.250`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Fraction {
    digits: u64,
    count: u8,
}

impl Fraction {
    /// As many digits as fit; far finer than any clock.
    const MAX_DIGITS: usize = 18;

    /// No decimal point.
    pub(crate) const NONE: Self = Self { digits: 0, count: 0 };

    /// Reads the digits after the point; none at all is not a fraction.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let fits = !text.is_empty() && text.len() <= Self::MAX_DIGITS;
        if !fits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self {
            digits: text.parse().ok()?,
            count: u8::try_from(text.len()).ok()?,
        })
    }

    /// The shortest fraction for so many billionths; none for a whole number.
    pub(crate) fn from_billionths(billionths: u32) -> Self {
        let (mut digits, mut count) = (u64::from(billionths), 9);
        while count > 0 && digits % 10 == 0 {
            digits /= 10;
            count -= 1;
        }
        Self { digits, count }
    }

    /// Billionths, rounded down.
    pub(crate) fn billionths(self) -> u32 {
        let scaled = match 9_u32.checked_sub(u32::from(self.count)) {
            Some(missing) => self.digits.saturating_mul(10_u64.pow(missing)),
            None => self.digits / 10_u64.pow(u32::from(self.count) - 9),
        };
        u32::try_from(scaled).unwrap_or(0)
    }

    /// Whether there is no decimal point.
    pub(crate) const fn is_absent(self) -> bool {
        self.count == 0
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.count == 0 {
            return Ok(());
        }
        write!(f, ".{:0width$}", self.digits, width = usize::from(self.count))
    }
}

/// Reads exactly `count` digits from the front of a text.
pub(crate) fn fixed_digits(text: &str, count: usize) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::Fraction;
    use alloc::string::ToString as _;

    #[test]
    fn digits_are_kept_as_written() {
        for digits in ["0", "250", "00015", "123456789012345678"] {
            assert_eq!(
                Fraction::parse(digits).unwrap().to_string(),
                alloc::format!(".{digits}")
            );
        }
        for refused in ["", "1x", "1234567890123456789", "+1"] {
            assert_eq!(Fraction::parse(refused), None, "{refused}");
        }
    }

    #[test]
    fn billionths_convert_both_ways() {
        assert_eq!(Fraction::from_billionths(250_000_000).to_string(), ".25");
        assert_eq!(Fraction::from_billionths(0).to_string(), "");
        assert_eq!(Fraction::parse("25").unwrap().billionths(), 250_000_000);
        assert_eq!(Fraction::parse("1234567899").unwrap().billionths(), 123_456_789);
    }
}
