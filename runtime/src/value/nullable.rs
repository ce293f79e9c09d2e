//! A payload that may be `null`.

use alloc::vec::Vec;

use super::{DecodeError, EncodeError, Json, Value};

/// The request or response of a command that the model calls nullable: `null`, or a value. Neither is the same as no
/// payload at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nullable<T> {
    /// `null`.
    #[default]
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if it is one.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Value> Value for Nullable<T> {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        match self {
            Self::Null => {
                out.extend_from_slice(b"null");
                Ok(())
            }
            Self::Value(value) => value.encode(out),
        }
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(json.optional()?.map_or(Self::Null, Self::Value))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn null_is_a_payload() {
        for (json, value) in [("null", Nullable::Null), ("3", Nullable::Value(3))] {
            assert_eq!(Json::parse(json).unwrap().decode::<Nullable<i32>>().unwrap(), value);
            let mut out = Vec::new();
            value.encode(&mut out).unwrap();
            assert_eq!(out, json.as_bytes());
        }
        assert!(Json::parse("\"x\"").unwrap().decode::<Nullable<i32>>().is_err());
    }
}
