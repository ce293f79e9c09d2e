//! Objects: telemetry messages, property sets and the model's own objects.

use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;

use super::{DecodeError, EncodeError, Json, Patch, Value};

/// A type with the members of a DTDL Object, or of an interface's telemetry or properties. Every one is a [`Value`].
pub trait Object: Default {
    /// Members without which a JSON object is none of this type.
    const REQUIRED: &'static [&'static str] = &[];

    /// Whether a JSON object with a member that this type does not have is none of it.
    const DENY_UNKNOWN_FIELDS: bool = false;

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
    object
        .encode_members(&mut ObjectEncoder { out, property })
        .map_err(|error| error.in_type(T::type_name()))?;
    // A comma stands behind every member, so only the last one has to go.
    match out.last_mut() {
        Some(last @ b',') => *last = b'}',
        _ => out.push(b'}'),
    }
    Ok(())
}

/// Reads an object. Absent members stay at their default; what members there must be, and may be, the type says.
///
/// # Errors
///
/// If the text is not an object, there is no member that is required, one that must not be, or one that is not a value
/// of its schema; the error says which.
pub fn decode_object<T: Object>(json: Json<'_>) -> Result<T, DecodeError> {
    let is_missing = |name: &&&str| json.is_object() && json.member(name).is_none();
    if let Some(missing) = T::REQUIRED.iter().find(is_missing) {
        return Err(json.expected(&format!("an object with {missing}")));
    }
    let mut object = T::default();
    let known = |is_known: bool| {
        if is_known || !T::DENY_UNKNOWN_FIELDS {
            Ok(())
        } else {
            Err(DecodeError::new("the model has no such member"))
        }
    };
    json.members(|name, member| object.decode_member(name, member).and_then(known))
        .map_err(|error| error.in_type(T::type_name()))?;
    Ok(object)
}

// A type of a user's that is none is to become a `Value`, and need not be an object.
#[diagnostic::do_not_recommend]
impl<T: Object> Value for T {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_object(self, out)
    }

    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        encode_object_property(self, out)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        decode_object(json)
    }
}

/// What is boxed is an object that holds itself.
impl<T: Object> Object for Box<T> {
    const REQUIRED: &'static [&'static str] = T::REQUIRED;
    const DENY_UNKNOWN_FIELDS: bool = T::DENY_UNKNOWN_FIELDS;

    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
        (**self).encode_members(object)
    }

    fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
        (**self).decode_member(name, json)
    }

    fn type_name() -> &'static str {
        T::type_name()
    }
}

/// Writes the members of one JSON object.
///
/// Names are DTDL names: letters, digits and underscores, which JSON takes as they are.
#[derive(Debug)]
pub struct ObjectEncoder<'a> {
    out: &'a mut Vec<u8>,
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
        self.out.push(b',');
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
                self.out.extend_from_slice(b"null,");
                Ok(())
            }
            Patch::Set(value) => {
                self.name(name);
                let encoded = value.encode_property(self.out);
                self.out.push(b',');
                encoded.map_err(|error| error.in_member(name))
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
        self.out.extend_from_slice(b",\"ac\":203,\"av\":0},");
        Ok(())
    }

    fn name(&mut self, name: &str) {
        self.out.reserve(name.len() + 3);
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use alloc::string::{String, ToString as _};

    #[derive(Debug, Default, PartialEq)]
    struct TempReport {
        max_temp: Option<f64>,
        inner: Option<Vec<Inner>>,
    }

    #[derive(Debug, Default, PartialEq)]
    struct Inner {
        count: Option<i64>,
    }

    impl Object for TempReport {
        fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
            object.optional("maxTemp", &self.max_temp)?;
            object.optional("inner", &self.inner)
        }

        fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
            match name {
                "maxTemp" => self.max_temp = json.optional()?,
                "inner" => self.inner = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    impl Object for Inner {
        fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
            object.optional("count", &self.count)
        }

        fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
            match name {
                "count" => self.count = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    fn decode(json: &str) -> Result<TempReport, DecodeError> {
        decode_object(Json::parse(json).unwrap())
    }

    #[test]
    fn any_subset_of_the_members_in_any_order_is_an_object() {
        let full = TempReport {
            max_temp: Some(21.5),
            inner: Some(alloc::vec![Inner { count: Some(3) }]),
        };
        assert_eq!(
            decode(r#" { "inner" : [ {"count":3} ] , "maxTemp" : 21.5 } "#).unwrap(),
            full
        );
        assert_eq!(decode("{}").unwrap(), TempReport::default());
        let nulls = decode(r#"{"maxTemp":null,"inner":null,"unknown":{"x":[1]}}"#).unwrap();
        assert_eq!(nulls, TempReport::default());
        let mut out = Vec::new();
        encode_object(&full, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            r#"{"maxTemp":21.5,"inner":[{"count":3}]}"#
        );
    }

    #[test]
    fn an_error_names_the_outermost_type_and_the_way_to_the_value() {
        let error = decode(r#"{"maxTemp":"x"}"#).unwrap_err();
        assert_eq!(error.to_string(), "TempReport.maxTemp: expected a double, found \"x\"");
        let error = decode(r#"{"inner":[{},{"count":0.5}]}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "TempReport.inner[1].count: expected a long, found 0.5"
        );
        let error = decode("5").unwrap_err();
        assert_eq!(error.to_string(), "TempReport: expected an object, found 5");
        let infinite = TempReport {
            max_temp: Some(f64::NAN),
            inner: None,
        };
        let error = encode_object(&infinite, &mut Vec::new()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "TempReport.maxTemp: NaN has no JSON form; only finite numbers have"
        );
    }

    #[test]
    fn a_property_passes_the_limits_of_a_twin_down_to_its_members() {
        let large = TempReport {
            max_temp: None,
            inner: Some(alloc::vec![Inner { count: Some(1 << 60) }]),
        };
        assert!(encode_object(&large, &mut Vec::new()).is_ok());
        let error = encode_object_property(&large, &mut Vec::new()).unwrap_err();
        assert_eq!(error.path(), "inner[0].count");
    }

    #[derive(Default)]
    struct Properties {
        serial_number: Patch<String>,
        target: Patch<f64>,
    }

    impl Object for Properties {
        fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
            object.patch("serialNumber", &self.serial_number)?;
            object.initial("target", &self.target)
        }

        fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
            match name {
                "serialNumber" => self.serial_number = json.patch()?,
                "target" => self.target = Patch::Set(json.unwrapped()?),
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    #[test]
    fn reported_properties_say_nothing_null_or_a_value() {
        let encode = |properties: &Properties| {
            let mut out = Vec::new();
            encode_object_property(properties, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(encode(&Properties::default()), "{}");
        let set = Properties {
            serial_number: Patch::Set("A-77".into()),
            target: Patch::Set(20.0),
        };
        let json = r#"{"serialNumber":"A-77","target":{"value":20.0,"ac":203,"av":0}}"#;
        assert_eq!(encode(&set), json);
        let read: Properties = decode_object(Json::parse(json).unwrap()).unwrap();
        assert_eq!((read.serial_number, read.target), (set.serial_number, set.target));
        let clear = Properties {
            serial_number: Patch::Clear,
            target: Patch::Clear,
        };
        assert_eq!(encode(&clear), r#"{"serialNumber":null,"target":null}"#);
    }
}
