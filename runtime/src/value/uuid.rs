//! `uuid`: hexadecimal digits in groups.

use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use super::text::append;
use super::{DecodeError, EncodeError, Json, ParseError, Value};

const EXPECTED: &str = "a uuid as f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

/// Sixteen bytes that name something: DTDL's `uuid`. Written in small letters.
///
/// ```
/// use dtdl_runtime::Uuid;
///
/// let uuid: Uuid = "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6".parse()?;
/// assert_eq!(uuid.to_string(), "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
/// assert_eq!(uuid.as_bytes()[0], 0xf8);
/// # Ok::<(), dtdl_runtime::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Uuid([u8; 16]);

impl Uuid {
    /// From its bytes, in the order in which they are written.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes, in the order in which they are written.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl FromStr for Uuid {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        read(text).map(Self).ok_or_else(|| ParseError::new(text, EXPECTED))
    }
}

fn read(text: &str) -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    let mut targets = bytes.iter_mut();
    let mut groups = text.split('-');
    for length in [8, 4, 4, 4, 12] {
        let group = groups.next().filter(|group| group.len() == length)?;
        for pair in group.as_bytes().chunks(2) {
            let digits = core::str::from_utf8(pair).ok()?;
            // `from_str_radix` takes a sign as well.
            if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            *targets.next()? = u8::from_str_radix(digits, 16).ok()?;
        }
    }
    groups.next().is_none().then_some(bytes)
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Value for Uuid {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        append(out, format_args!("\"{self}\""));
        Ok(())
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(json.string_for(EXPECTED)?.parse()?)
    }
}

#[cfg(test)]
mod tests {
    use super::Uuid;

    #[test]
    fn five_groups_of_hexadecimal_digits_are_accepted_and_nothing_else() {
        let text = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        assert!(text.parse::<Uuid>().is_ok_and(|uuid| alloc::format!("{uuid}") == text));
        for refused in [
            "",
            "f81d4fae7dec11d0a76500a0c91e6bf6",
            "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bfg",
            "+81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6-",
            "f81d4fa-7dec-11d0-a765-00a0c91e6bf6f",
        ] {
            assert!(refused.parse::<Uuid>().is_err(), "{refused}");
        }
    }
}
