//! Numbers: read from their digits, written so that they come back equal.

use alloc::vec::Vec;
use alloc::{format, string::String};

use super::{DecodeError, EncodeError, Json, Value};

/// What a twin can hold without loss: ±2^52, the upper end exclusive.
const PROPERTY_RANGE: core::ops::Range<i64> = -(1 << 52)..(1 << 52);

/// The value of a JSON number without a fractional part, exactly: `20`, `20.0`, `2e1`.
pub(crate) fn integral(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut digits = String::from(whole);
    digits.push_str(fraction);
    let negative = digits.starts_with('-');
    let digits = digits.trim_start_matches('-').trim_start_matches('0');
    if digits.is_empty() {
        // Only a number may be read as zero, not an empty text.
        return whole.ends_with('0').then_some(0);
    }
    let shift = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let magnitude = if shift >= 0 {
        let zeros = usize::try_from(shift).ok().filter(|zeros| *zeros < 20)?;
        format!("{digits}{:0<zeros$}", "")
    } else {
        let dropped = usize::try_from(shift.unsigned_abs()).ok()?;
        let (kept, rest) = digits.split_at_checked(digits.len().checked_sub(dropped)?)?;
        if !rest.bytes().all(|byte| byte == b'0') || kept.is_empty() {
            return None;
        }
        String::from(kept)
    };
    if negative {
        format!("-{magnitude}").parse().ok()
    } else {
        magnitude.parse().ok()
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

impl Value for bool {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
        Ok(())
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        match json.text() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(json.expected("a boolean")),
        }
    }
}

impl Value for i32 {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        out.extend_from_slice(format!("{self}").as_bytes());
        Ok(())
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.integer()
    }
}

impl Value for i64 {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        out.extend_from_slice(format!("{self}").as_bytes());
        Ok(())
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        if !PROPERTY_RANGE.contains(self) {
            return Err(EncodeError::new(format!(
                "{self} is outside what a twin holds (-4503599627370496 to 4503599627370495)"
            )));
        }
        self.encode(out)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        integral(json.text()).ok_or_else(|| json.expected("a long"))
    }
}

macro_rules! floating_point {
    ($type:ty, $a_schema:literal) => {
        impl Value for $type {
            fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
                if !self.is_finite() {
                    return Err(EncodeError::new(format!(
                        "{self} has no JSON form; only finite numbers have"
                    )));
                }
                out.extend_from_slice(format!("{self:?}").as_bytes());
                Ok(())
            }

            fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
                if !is_number(json.text()) {
                    return Err(json.expected($a_schema));
                }
                let number: Self = json.text().parse().map_err(|_| json.expected($a_schema))?;
                if number.is_finite() {
                    Ok(number)
                } else {
                    Err(json.expected(concat!($a_schema, " within range")))
                }
            }
        }
    };
}

floating_point!(f32, "a float");
floating_point!(f64, "a double");
