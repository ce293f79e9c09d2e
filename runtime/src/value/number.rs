//! Numbers: read from their digits, written so that they come back equal.

use alloc::vec::Vec;
use alloc::{format, string::String};

use super::{DecodeError, EncodeError, Json, Value};

/// What a twin can hold without loss: ±2^52, the upper end exclusive.
const PROPERTY_RANGE: core::ops::Range<i128> = -(1 << 52)..(1 << 52);

/// The value of a JSON number without a fractional part, exactly: `20`, `20.0`, `2e1`.
pub(crate) fn integral(text: &str) -> Option<i128> {
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
        let zeros = usize::try_from(shift).ok().filter(|zeros| *zeros < 40)?;
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

macro_rules! integer {
    ($($type:ty, $a_schema:literal;)*) => {
        $(
            impl Value for $type {
                fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
                    out.extend_from_slice(itoa::Buffer::new().format(*self).as_bytes());
                    Ok(())
                }

                fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
                    if !PROPERTY_RANGE.contains(&i128::from(*self)) {
                        return Err(EncodeError::new(format!(
                            "{self} is outside what a twin holds (-4503599627370496 to 4503599627370495)"
                        )));
                    }
                    self.encode(out)
                }

                fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
                    let text = json.text();
                    // An unsigned number has no sign, not even as `-0`.
                    let number = integral(text).filter(|_| Self::MIN != 0 || !text.starts_with('-'));
                    let number = number.ok_or_else(|| json.expected($a_schema))?;
                    Self::try_from(number).map_err(|_| json.expected(concat!($a_schema, " within range")))
                }
            }
        )*
    };
}

integer! {
    i8, "a byte";
    i16, "a short";
    i32, "an integer";
    i64, "a long";
    u8, "an unsignedByte";
    u16, "an unsignedShort";
    u32, "an unsignedInteger";
    u64, "an unsignedLong";
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
                out.extend_from_slice(zmij::Buffer::new().format_finite(*self).as_bytes());
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn decode<T: Value>(json: &str) -> Result<T, DecodeError> {
        Json::parse(json).unwrap().decode()
    }

    fn encode<T: Value>(value: &T) -> String {
        let mut out = Vec::new();
        value.encode(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn integers_have_their_full_range() {
        assert_eq!(decode::<i32>("3"), Ok(3));
        assert_eq!(decode::<i32>("-0"), Ok(0));
        assert_eq!(decode::<i32>("-2147483648"), Ok(i32::MIN));
        assert_eq!(decode::<i32>("2147483647"), Ok(i32::MAX));
        assert_eq!(decode::<i64>("9223372036854775807"), Ok(i64::MAX));
        assert_eq!(decode::<i64>("-9223372036854775808"), Ok(i64::MIN));
        for refused in [
            "2147483648",
            "-2147483649",
            "1.5",
            "1e-1",
            "\"3\"",
            "true",
            "null",
            "[]",
            "1e99999999999",
        ] {
            assert!(decode::<i32>(refused).is_err(), "{refused}");
        }
        for refused in ["9223372036854775808", "1e19", "0.5", "\"3\""] {
            assert!(decode::<i64>(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn every_width_has_its_range() {
        assert_eq!((decode("-128"), decode("127")), (Ok(i8::MIN), Ok(i8::MAX)));
        assert_eq!((decode("-32768"), decode("32767")), (Ok(i16::MIN), Ok(i16::MAX)));
        assert_eq!((decode("0"), decode("255")), (Ok(0_u8), Ok(u8::MAX)));
        assert_eq!(decode("65535"), Ok(u16::MAX));
        assert_eq!(decode("4294967295"), Ok(u32::MAX));
        assert_eq!(decode("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(encode(&u64::MAX), "18446744073709551615");
        assert!(decode::<i8>("128").is_err() && decode::<i16>("-32769").is_err() && decode::<u8>("-1").is_err());
        assert!(decode::<u8>("-0").is_err());
        assert!(decode::<u64>("18446744073709551616").is_err() && decode::<u64>("1e39").is_err());
        assert!(u64::MAX.encode_property(&mut Vec::new()).is_err());
    }

    #[test]
    fn a_number_without_fraction_is_an_integer_however_it_is_written() {
        for (json, value) in [
            ("20.0", 20),
            ("2e1", 20),
            ("2.5E+1", 25),
            ("200e-1", 20),
            ("-0.0", 0),
            ("0e5", 0),
            ("1.20e2", 120),
            ("-3.000", -3),
        ] {
            assert_eq!(decode::<i32>(json), Ok(value), "{json}");
            assert_eq!(decode::<i64>(json), Ok(i64::from(value)), "{json}");
        }
        assert_eq!(
            decode::<i64>("9223372036854775807.0"),
            Ok(i64::MAX),
            "not by way of a double"
        );
    }

    #[test]
    fn a_property_holds_longs_within_2_to_the_52nd() {
        let mut out = Vec::new();
        assert!((1_i64 << 52).encode(&mut out).is_ok());
        for accepted in [-(1_i64 << 52), (1 << 52) - 1] {
            assert!(accepted.encode_property(&mut out).is_ok());
        }
        for refused in [-(1_i64 << 52) - 1, 1 << 52] {
            assert!(refused.encode_property(&mut out).is_err());
            assert!(alloc::vec![refused].encode_property(&mut out).is_err());
        }
    }

    #[test]
    fn a_float_is_read_from_its_digits() {
        // By way of a double this would be rounded twice, to 1.0000001.
        assert_eq!(decode::<f32>("1.000000059604644775390624"), Ok(1.0));
        assert_eq!(decode::<f32>("3"), Ok(3.0));
        assert_eq!(decode::<f32>("3.402823E+38"), Ok(3.402_823E+38));
        for refused in ["3.5e38", "-3.5e38", "\"1\"", "null", "true"] {
            assert!(decode::<f32>(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn a_double_is_read_exactly_and_within_range() {
        assert_eq!(decode::<f64>("0.44"), Ok(0.44));
        assert_eq!(decode::<f64>("1.7976931348623157e308"), Ok(f64::MAX));
        assert!(decode::<f64>("1e309").is_err());
        let error = decode::<f64>("\"x\"").unwrap_err();
        assert_eq!(format!("{error}"), "expected a double, found \"x\"");
    }

    #[test]
    fn numbers_come_back_equal() {
        for number in [0.1, -0.0, 1e300, 5e-324, 21.5, 1e16, f64::MAX] {
            assert_eq!(decode::<f64>(&encode(&number)).map(f64::to_bits), Ok(number.to_bits()));
        }
        for number in [0.1_f32, 1e38, 1e-45, 16_777_216.0] {
            assert_eq!(decode::<f32>(&encode(&number)), Ok(number));
        }
        assert_eq!(encode(&20.0), "20.0");
        assert_eq!(encode(&i64::MIN), "-9223372036854775808");
    }

    #[test]
    fn numbers_that_are_not_finite_are_refused() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(number.encode(&mut Vec::new()).is_err());
        }
        assert!(f32::NAN.encode(&mut Vec::new()).is_err());
    }

    #[test]
    fn booleans_are_no_numbers() {
        assert_eq!((decode("true"), decode("false")), (Ok(true), Ok(false)));
        assert!(decode::<bool>("1").is_err() && decode::<bool>("\"true\"").is_err());
    }
}
