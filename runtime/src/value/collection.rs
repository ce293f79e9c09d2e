//! Strings, arrays and maps.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::text::append;
use super::{DecodeError, EncodeError, Json, Value};

/// Appends a text as a JSON string.
pub fn encode_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    // Most texts have nothing to escape, and go out in one piece.
    while let Some(index) = first_special(rest) {
        let (plain, special) = rest.split_at(index);
        out.extend_from_slice(plain);
        let Some((byte, following)) = special.split_first() else {
            break;
        };
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            control => append(out, format_args!("\\u{control:04x}")),
        }
        rest = following;
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Where the first byte is that has to be escaped.
fn first_special(text: &[u8]) -> Option<usize> {
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    // A block at a time: nothing in it decides where to go on, so that its bytes are looked at side by side.
    let (blocks, _) = text.as_chunks::<16>();
    let plain = blocks
        .iter()
        .take_while(|block| !block.iter().fold(false, |any, byte| any | is_special(byte)))
        .count()
        * 16;
    let rest = text.get(plain..)?;
    rest.iter().position(is_special).map(|index| plain + index)
}

/// The longest string that a twin holds, in bytes.
const LONGEST_IN_PROPERTY: usize = 4096;

/// Refuses a text of so many bytes if a twin cannot hold it.
pub(super) fn fits_property(length: usize) -> Result<(), EncodeError> {
    if length > LONGEST_IN_PROPERTY {
        return Err(EncodeError::new(format!(
            "{length} bytes are more than a string in a twin may have (4096)"
        )));
    }
    Ok(())
}

impl Value for String {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_string(self, out);
        Ok(())
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        fits_property(self.len())?;
        self.encode(out)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.string().map(Cow::into_owned)
    }
}

type Encode<T> = fn(&T, &mut Vec<u8>) -> Result<(), EncodeError>;

fn encode_elements<T>(elements: &[T], out: &mut Vec<u8>, encode: Encode<T>) -> Result<(), EncodeError> {
    out.push(b'[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        encode(element, out).map_err(|error| error.in_element(index))?;
    }
    out.push(b']');
    Ok(())
}

impl<T: Value> Value for Vec<T> {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_elements(self, out, T::encode)
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_elements(self, out, T::encode_property)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let mut elements = Self::new();
        json.elements(|element| {
            elements.push(T::decode(element)?);
            Ok(())
        })?;
        Ok(elements)
    }
}

fn encode_entries<'a, T: 'a>(
    entries: impl Iterator<Item = (&'a String, &'a T)>,
    out: &mut Vec<u8>,
    encode: Encode<T>,
) -> Result<(), EncodeError> {
    out.push(b'{');
    for (index, (key, value)) in entries.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        encode_string(key, out);
        out.push(b':');
        encode(value, out).map_err(|error| error.in_member(key))?;
    }
    out.push(b'}');
    Ok(())
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_entries(self.iter(), out, T::encode)
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_entries(self.iter(), out, T::encode_property)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let mut entries = Self::new();
        json.members(|key, value| {
            // What a service removes from a map, it says with `null`.
            if let Some(value) = value.optional()? {
                entries.insert(key.into(), value);
            }
            Ok(())
        })?;
        Ok(entries)
    }
}

/// Written in the order of the keys, so that equal maps have equal texts.
#[cfg(feature = "std")]
impl<T: Value, S: core::hash::BuildHasher + Default> Value for std::collections::HashMap<String, T, S> {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_entries(self.iter().collect::<BTreeMap<_, _>>().into_iter(), out, T::encode)
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_entries(
            self.iter().collect::<BTreeMap<_, _>>().into_iter(),
            out,
            T::encode_property,
        )
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        BTreeMap::decode(json).map(|entries| entries.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use alloc::string::ToString as _;

    fn decode<T: Value>(json: &str) -> Result<T, DecodeError> {
        Json::parse(json).unwrap().decode()
    }

    fn encode<T: Value>(value: &T) -> String {
        let mut out = Vec::new();
        value.encode(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn strings_come_back_equal_whatever_they_hold() {
        for text in ["", "x", "\"\\/", "\n\r\t\u{0}\u{1f}\u{7f}", "ü€😀", "{\"a\":1}"] {
            assert_eq!(decode::<String>(&encode(&text.to_string())).unwrap(), text);
        }
        assert_eq!(encode(&"a\u{1}\"".to_string()), r#""a\u0001\"""#);
        assert_eq!(decode::<String>(r#""\ud83d\ude00""#).unwrap(), "😀");
        assert!(decode::<String>(r#""\ud83d""#).is_err(), "half a character");
        assert!(decode::<String>("1").is_err() && decode::<String>("null").is_err());
    }

    #[test]
    fn a_property_holds_strings_of_4_kilobytes() {
        let mut out = Vec::new();
        assert!("x".repeat(4096).encode_property(&mut out).is_ok());
        assert!("x".repeat(4097).encode_property(&mut out).is_err());
        assert!("x".repeat(4097).encode(&mut out).is_ok());
    }

    #[test]
    fn arrays_and_maps_say_where_an_error_is() {
        type Nested = BTreeMap<String, Vec<f64>>;
        let value: Nested = decode(r#"{"a":[1,2.5],"b":[]}"#).unwrap();
        assert_eq!(encode(&value), r#"{"a":[1.0,2.5],"b":[]}"#);
        let error = decode::<Nested>(r#"{"a":[1,"x"]}"#).unwrap_err();
        assert_eq!(error.to_string(), "a[1]: expected a double, found \"x\"");
        let error = decode::<Nested>(r#"{"a":1}"#).unwrap_err();
        assert_eq!(error.to_string(), "a: expected an array, found 1");
        assert_eq!(decode::<Nested>(r#"{"a":null,"b":[]}"#).unwrap().len(), 1);
        let infinite: Nested = [("a".into(), alloc::vec![1.0, f64::INFINITY])].into();
        let error = infinite.encode(&mut Vec::new()).unwrap_err();
        assert_eq!(error.path(), "a[1]");
    }

    #[cfg(feature = "std")]
    #[test]
    fn a_hash_map_is_written_in_the_order_of_its_keys() {
        type Hashed = std::collections::HashMap<String, i32>;
        let value: Hashed = decode(r#"{"b":2,"a":1,"c":3}"#).unwrap();
        assert_eq!(encode(&value), r#"{"a":1,"b":2,"c":3}"#);
    }

    #[test]
    fn deep_and_broken_texts_are_errors() {
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
        assert!(Json::parse(&alloc::format!("{}1{}", "[".repeat(101), "]".repeat(101))).is_err());
        assert!(Json::parse(&alloc::format!("{}1{}", "[".repeat(99), "]".repeat(99))).is_ok());
        for text in ["", "{", "{\"a\"}", "[1,]", "nul", "1 2", "NaN"] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
        assert!(Json::parse_bytes(b"\"\xff\"").is_err());
    }
}
