//! `decimal`, and `scaledDecimal`: numbers of any length, as text.

use alloc::borrow::ToOwned as _;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use super::{DecodeError, EncodeError, Json, Object, ObjectEncoder, ParseError, Value, encode_string};

const EXPECTED: &str = "a decimal as -12.50";

/// A decimal number of any length, with the digits it was written with: DTDL's `decimal`.
///
/// Values are equal when they are written alike.
///
/// ```
/// use dtdl_runtime::Decimal;
///
/// let price: Decimal = "12.50".parse()?;
/// assert_eq!(price.as_str(), "12.50");
/// assert_eq!(Decimal::from(-3_i64).as_str(), "-3");
/// assert!("1e3".parse::<Decimal>().is_err());
/// # Ok::<(), dtdl_runtime::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// Its digits, with sign and point.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl FromStr for Decimal {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        if is_decimal(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseError::new(text, EXPECTED))
        }
    }
}

/// Digits with an optional sign and an optional point, which may stand last; no leading zero.
fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let starts_well = whole == "0" || (!whole.is_empty() && !whole.starts_with('0'));
    starts_well && digits(whole) && digits(fraction)
}

macro_rules! from_integer {
    ($($type:ty)*) => {
        $(
            impl From<$type> for Decimal {
                fn from(number: $type) -> Self {
                    Self(number.to_string())
                }
            }
        )*
    };
}

from_integer!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Value for Decimal {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_string(&self.0, out);
        Ok(())
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        self.0.encode_property(out)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(json.string_for(EXPECTED)?.parse()?)
    }
}

/// A decimal number and how far its point is shifted: DTDL's `scaledDecimal`. It means `value` times ten to the power
/// of `scale`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ScaledDecimal {
    /// The digits.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub value: Option<Decimal>,
    /// How many places the point is shifted to the right.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub scale: Option<i16>,
}

impl Object for ScaledDecimal {
    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
        object.optional("value", &self.value)?;
        object.optional("scale", &self.scale)
    }

    fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
        match name {
            "value" => self.value = json.optional()?,
            "scale" => self.scale = json.optional()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn digits_stay_as_written() {
        for text in ["0", "-0", "+12.50", "7.", "0.001", "123456789012345678901234567890.5"] {
            assert_eq!(text.parse::<Decimal>().unwrap().as_str(), text);
        }
        for refused in ["", "-", ".5", "007", "1e3", "1,5", "1.2.3", " 1", "NaN", "٣"] {
            assert!(refused.parse::<Decimal>().is_err(), "{refused}");
        }
    }

    #[test]
    fn a_decimal_is_a_string_on_the_wire() {
        let json = r#"{"value":"12.50","scale":-3}"#;
        let value: ScaledDecimal = Json::parse(json).unwrap().decode().unwrap();
        let mut out = Vec::new();
        value.encode(&mut out).unwrap();
        assert_eq!(out, json.as_bytes());
        assert!(Json::parse("12.5").unwrap().decode::<Decimal>().is_err());
    }
}
