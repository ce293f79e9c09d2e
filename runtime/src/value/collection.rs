//! Strings, arrays and maps.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{DecodeError, EncodeError, Json, Value};

/// Appends a text as a JSON string.
pub fn encode_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            control if control < 0x20 => out.extend_from_slice(format!("\\u{control:04x}").as_bytes()),
            other => out.push(other),
        }
    }
    out.push(b'"');
}

impl Value for String {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_string(self, out);
        Ok(())
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.string()
    }
}

impl<T: Value> Value for Box<T> {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        (**self).encode(out)
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        (**self).encode_property(out)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        T::decode(json).map(Self::new)
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

fn encode_entries<T>(entries: &BTreeMap<String, T>, out: &mut Vec<u8>, encode: Encode<T>) -> Result<(), EncodeError> {
    out.push(b'{');
    for (index, (key, value)) in entries.iter().enumerate() {
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
        encode_entries(self, out, T::encode)
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_entries(self, out, T::encode_property)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let mut entries = Self::new();
        json.members(|key, value| {
            entries.insert(key.into(), T::decode(value)?);
            Ok(())
        })?;
        Ok(entries)
    }
}
