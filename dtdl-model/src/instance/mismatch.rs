//! Why a JSON text is not a value of a schema.

use core::fmt;

use serde_json::value::RawValue;

use crate::json::JsonError;
use crate::not_json::{self, NotJson};
use crate::{Span, source};

/// Why a JSON text is not a value of a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The place in the text, as a JSON pointer; empty for the text as a whole.
    pub pointer: String,
    /// The bytes of the value there.
    pub span: Span,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.pointer, self.message)
        }
    }
}

impl Mismatch {
    /// What keeps a text from being JSON at all, whatever the schema.
    ///
    /// ```
    /// use dtdl_model::Mismatch;
    ///
    /// assert_eq!(Mismatch::of_json("[1, 2]"), None);
    /// let mismatch = Mismatch::of_json("[1, 2").unwrap();
    /// assert_eq!(mismatch.message, "this is not JSON: the text ends within a list");
    /// ```
    #[must_use]
    pub fn of_json(text: &str) -> Option<Self> {
        let read = serde_json::from_str::<&RawValue>(text);
        read.err().map(|error| not_json(text, error))
    }
}

pub(super) fn not_json(text: &str, error: serde_json::Error) -> Mismatch {
    let error = JsonError::from(error);
    let at = source::offset(text, error.line, error.column);
    let NotJson { message, span, .. } = not_json::explain(text, &error, at);
    Mismatch {
        pointer: String::new(),
        span,
        message,
    }
}
