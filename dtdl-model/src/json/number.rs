//! Numbers in JSON.

use core::fmt;

/// A number: integers stay distinct from the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

impl Number {
    pub(super) fn parse(text: &str) -> Option<Self> {
        // The whole numbers have one zero only.
        if text == "-0" {
            return Some(Self::Float(-0.0));
        }
        if let Ok(number) = text.parse() {
            return Some(Self::Unsigned(number));
        }
        if let Ok(number) = text.parse() {
            return Some(Self::Signed(number));
        }
        text.parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map(Self::Float)
    }

    pub(crate) fn as_f64(self) -> f64 {
        match self {
            Self::Unsigned(number) => number as f64,
            Self::Signed(number) => number as f64,
            Self::Float(number) => number,
        }
    }

    /// The number if it is written as a 32-bit integer.
    pub(super) fn as_small(self) -> Option<i32> {
        match self {
            Self::Unsigned(number) => i32::try_from(number).ok(),
            Self::Signed(number) => i32::try_from(number).ok(),
            Self::Float(_) => None,
        }
    }

    /// The number as a 32-bit integer; `1.0` is one.
    pub(crate) fn as_i32(self) -> Option<i32> {
        match self {
            Self::Unsigned(_) | Self::Signed(_) => self.as_small(),
            Self::Float(number) => {
                let whole = number.trunc();
                (whole == number && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&whole))
                    .then_some(whole as i32)
            }
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned(number) => number.fmt(f),
            Self::Signed(number) => number.fmt(f),
            // In full, a few letters would become hundreds of digits.
            Self::Float(number) if *number != 0.0 && !(1e-6..1e17).contains(&number.abs()) => write!(f, "{number:e}"),
            Self::Float(number) => number.fmt(f),
        }
    }
}
