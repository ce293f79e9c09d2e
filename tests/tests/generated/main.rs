//! The golden files of the generator, compiled and used.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod commands;
mod components;
mod deep;
mod extends;
mod formatted;
mod metadata;
mod names;
mod one_thread;
mod options;
mod relationships;
mod schemas;
mod serde;
mod version_4;

use dtdl_runtime::generated::v1::{
    DecodeError, EncodeError, Json, Object, Value, decode_object, encode_object, encode_object_property,
};

/// What the replaced schema of `options` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Celsius(pub i32);

impl Value for Celsius {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        f64::from(self.0).encode(out)
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.decode::<f64>().map(|value| Self(value.round() as i32))
    }
}

fn message<T: Object>(object: &T) -> String {
    let mut out = Vec::new();
    encode_object(object, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn report<T: Object>(object: &T) -> String {
    let mut out = Vec::new();
    encode_object_property(object, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn read<T: Object>(json: &str) -> Result<T, DecodeError> {
    decode_object(Json::parse(json)?)
}

fn value<T: Value>(json: &str) -> Result<T, DecodeError> {
    Json::parse(json)?.decode()
}
