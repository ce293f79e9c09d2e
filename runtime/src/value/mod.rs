//! Values of DTDL schemas, and their JSON.

mod collection;
mod date;
mod date_time;
mod duration;
mod error;
mod fraction;
pub mod geo;
mod json;
pub(crate) mod number;
mod object;
mod patch;
mod time;

use alloc::vec::Vec;

pub use collection::encode_string;
pub use date::Date;
pub use date_time::DateTime;
pub use duration::Duration;
pub use error::{DecodeError, EncodeError, ParseError};

pub use json::Json;
pub use object::{Object, ObjectEncoder, decode_object, encode_object, encode_object_property};
pub use patch::Patch;
pub use time::Time;

/// A value of a DTDL schema: JSON text in, JSON text out.
///
/// Implemented for the types that stand for DTDL's own schemas, and by generated code for a model's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not stand for a DTDL schema",
    note = "generated types and `bool`, `i32`, `i64`, `f32`, `f64`, `String`, `Date`, `Time`, `DateTime`, `Duration` do"
)]
pub trait Value: Sized {
    /// Appends the value's JSON text.
    ///
    /// # Errors
    ///
    /// If the value has no JSON form, as a number that is not finite.
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError>;

    /// As [`encode`](Value::encode), for a property: a twin cannot hold every `long`.
    ///
    /// # Errors
    ///
    /// As [`encode`](Value::encode), and if a twin cannot hold the value.
    fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        self.encode(out)
    }

    /// Reads the value from its JSON text.
    ///
    /// # Errors
    ///
    /// If the text is not a value of the schema.
    fn decode(json: Json<'_>) -> Result<Self, DecodeError>;
}
