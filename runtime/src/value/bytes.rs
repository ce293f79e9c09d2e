//! `bytes`: base64.

use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use super::{DecodeError, EncodeError, Json, ParseError, Value};

/// The common alphabet, padded. Bits behind the last byte may be set, as the reference allows.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

const EXPECTED: &str = "bytes as base64";

/// Bytes, written as base64: DTDL's `bytes`.
///
/// ```
/// use dtdl_runtime::Bytes;
///
/// let image = Bytes::from(vec![0xff, 0xd8]);
/// assert_eq!((image.to_string().as_str(), image.as_ref()), ("/9g=", &[0xff, 0xd8][..]));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Bytes(pub Vec<u8>);

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Bytes {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// From base64.
impl FromStr for Bytes {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        BASE64
            .decode(text)
            .map(Self)
            .map_err(|_| ParseError::new(text, EXPECTED))
    }
}

/// As base64.
impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base64::display::Base64Display::new(&self.0, &BASE64).fmt(f)
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({self})")
    }
}

impl Value for Bytes {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        super::text::append(out, format_args!("\"{self}\""));
        Ok(())
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        super::collection::fits_property(self.0.len().div_ceil(3) * 4)?;
        self.encode(out)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(json.string_for(EXPECTED)?.parse()?)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn bytes_are_padded_base64() {
        for (bytes, json) in [(&[][..], "\"\""), (&[1], "\"AQ==\""), (&[255, 254, 253], "\"//79\"")] {
            let mut out = Vec::new();
            Bytes::from(bytes).encode(&mut out).unwrap();
            assert_eq!(out, json.as_bytes());
            assert_eq!(Json::parse(json).unwrap().decode::<Bytes>().unwrap().0, bytes);
        }
        assert!(
            Json::parse("\"2/1=\"").unwrap().decode::<Bytes>().is_ok(),
            "bits behind the last byte"
        );
        for refused in ["\"AQ\"", "\"A\"", "\"_-==\"", "\"====\"", "1", "null"] {
            assert!(Json::parse(refused).unwrap().decode::<Bytes>().is_err(), "{refused}");
        }
    }

    #[test]
    fn a_property_holds_base64_of_4_kilobytes() {
        assert!(Bytes(alloc::vec![0; 3072]).encode_property(&mut Vec::new()).is_ok());
        assert!(Bytes(alloc::vec![0; 3073]).encode_property(&mut Vec::new()).is_err());
    }
}
