//! Values of DTDL schemas, and their JSON.

mod bytes;
mod calendar;
mod collection;
mod date;
mod date_time;
mod decimal;
mod duration;
mod error;
mod fraction;
pub mod geo;
mod json;
mod nullable;
pub(crate) mod number;
mod object;
mod patch;
mod text;
mod time;
mod uuid;
#[cfg(feature = "serde")]
mod with_serde;

use alloc::vec::Vec;

pub use bytes::Bytes;
pub use collection::encode_string;
pub use date::Date;
pub use date_time::DateTime;
pub use decimal::{Decimal, ScaledDecimal};
pub use duration::Duration;
pub use error::{DecodeError, EncodeError, ParseError, parse_error};

pub use json::Json;
pub use nullable::Nullable;
pub use object::{Object, ObjectEncoder, decode_object, encode_object, encode_object_property};
pub use patch::Patch;
pub use time::Time;
pub use uuid::Uuid;

pub(crate) use calendar::from_days as calendar_date;

/// A value of a DTDL schema: JSON text in, JSON text out.
///
/// Implemented for the types that stand for DTDL's own schemas, and by generated code for a model's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not stand for a DTDL schema",
    note = "generated types do, numbers, `bool`, `String`, and the runtime's `Date`, `DateTime`, `Time`, `Duration`…"
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
