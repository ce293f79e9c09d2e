//! Objects: telemetry messages, property sets and the model's own objects.

use alloc::vec::Vec;

use super::{DecodeError, EncodeError, Json, Patch, Value, encode_string};

/// A type with the members of a DTDL Object, or of an interface's telemetry or properties.
pub trait Object: Default {
    /// Writes the members that are present.
    ///
    /// # Errors
    ///
    /// If a member has no form the wire allows.
    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError>;

    /// Reads one member; `false` if the object has none of that name.
    ///
    /// # Errors
    ///
    /// If the member is not a value of its schema.
    fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError>;

    /// The name errors call this type by.
    #[must_use]
    fn type_name() -> &'static str {
        let name = core::any::type_name::<Self>();
        name.rsplit("::").next().unwrap_or(name)
    }
}

/// Appends the object's JSON text.
///
/// # Errors
///
/// If a member has no form the wire allows; the error says which.
pub fn encode_object<T: Object>(object: &T, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    encode_as(object, out, false)
}

/// As [`encode_object`], within a property.
///
/// # Errors
///
/// As [`encode_object`], and if a twin cannot hold a member.
pub fn encode_object_property<T: Object>(object: &T, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    encode_as(object, out, true)
}

fn encode_as<T: Object>(object: &T, out: &mut Vec<u8>, property: bool) -> Result<(), EncodeError> {
    out.push(b'{');
    let mut encoder = ObjectEncoder {
        out,
        empty: true,
        property,
    };
    object
        .encode_members(&mut encoder)
        .map_err(|error| error.in_type(T::type_name()))?;
    out.push(b'}');
    Ok(())
}

/// Reads an object. Members the model does not know are ignored, absent ones stay at their default.
///
/// # Errors
///
/// If the text is not an object, or a member is not a value of its schema; the error says which.
pub fn decode_object<T: Object>(json: Json<'_>) -> Result<T, DecodeError> {
    let mut object = T::default();
    json.members(|name, member| object.decode_member(name, member).map(|_known| ()))
        .map_err(|error| error.in_type(T::type_name()))?;
    Ok(object)
}

/// Writes the members of one JSON object.
#[derive(Debug)]
pub struct ObjectEncoder<'a> {
    out: &'a mut Vec<u8>,
    empty: bool,
    property: bool,
}

impl ObjectEncoder<'_> {
    /// Writes a member if it is present.
    ///
    /// # Errors
    ///
    /// If the member has no form the wire allows.
    pub fn optional<T: Value>(&mut self, name: &str, value: &Option<T>) -> Result<(), EncodeError> {
        match value {
            Some(value) => self.required(name, value),
            None => Ok(()),
        }
    }

    /// Writes a member.
    ///
    /// # Errors
    ///
    /// If the member has no form the wire allows.
    pub fn required<T: Value>(&mut self, name: &str, value: &T) -> Result<(), EncodeError> {
        self.name(name);
        let encoded = if self.property {
            value.encode_property(self.out)
        } else {
            value.encode(self.out)
        };
        encoded.map_err(|error| error.in_member(name))
    }

    /// Writes a reported property: nothing, `null` or the value.
    ///
    /// # Errors
    ///
    /// If a twin cannot hold the value.
    pub fn patch<T: Value>(&mut self, name: &str, patch: &Patch<T>) -> Result<(), EncodeError> {
        match patch {
            Patch::Keep => Ok(()),
            Patch::Clear => {
                self.name(name);
                self.out.extend_from_slice(b"null");
                Ok(())
            }
            Patch::Set(value) => {
                self.name(name);
                value.encode_property(self.out).map_err(|error| error.in_member(name))
            }
        }
    }

    /// Writes a writable property that the device sets by itself: its initial value, status 203 and version 0.
    ///
    /// # Errors
    ///
    /// If a twin cannot hold the value.
    pub fn initial<T: Value>(&mut self, name: &str, patch: &Patch<T>) -> Result<(), EncodeError> {
        let Patch::Set(value) = patch else {
            return self.patch(name, patch);
        };
        self.name(name);
        self.out.extend_from_slice(b"{\"value\":");
        value.encode_property(self.out).map_err(|error| error.in_member(name))?;
        self.out.extend_from_slice(b",\"ac\":203,\"av\":0}");
        Ok(())
    }

    fn name(&mut self, name: &str) {
        if !self.empty {
            self.out.push(b',');
        }
        self.empty = false;
        encode_string(name, self.out);
        self.out.push(b':');
    }
}
