//! What a message says of one property.

use super::{DecodeError, Json, Value};

/// What a message says of one property, reported or desired: nothing, that it is gone, or its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Patch<T> {
    /// Nothing: what there is stays as it is.
    #[default]
    Keep,
    /// Nothing is reported or desired any more.
    Clear,
    /// This value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the message says nothing of the property.
    #[must_use]
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// The value itself, if there is one.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl<'a> Json<'a> {
    /// Reads what a report says of a property: `null` clears it.
    ///
    /// # Errors
    ///
    /// If the text is neither `null` nor a value of the schema.
    pub fn patch<T: Value>(self) -> Result<Patch<T>, DecodeError> {
        Ok(self.optional()?.map_or(Patch::Clear, Patch::Set))
    }

    /// Reads a reported writable property: the value within its acknowledgement, or bare.
    ///
    /// # Errors
    ///
    /// If there is neither a value of the schema nor one wrapped as `{"value": …}`.
    pub fn unwrapped<T: Value>(self) -> Result<T, DecodeError> {
        match T::decode(self) {
            Ok(value) => Ok(value),
            Err(error) => match self.member("value") {
                Some(inner) => T::decode(inner).map_err(|error| error.in_member("value")),
                None => Err(error),
            },
        }
    }
}
