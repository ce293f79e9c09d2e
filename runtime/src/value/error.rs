//! Why a value could not be read or written, and where in a message.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString as _};
use core::fmt;

/// What both errors say: a message and, outside in, the way to the value it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Located {
    root: Option<&'static str>,
    path: String,
    message: String,
}

impl Located {
    fn new(message: String) -> Self {
        Self {
            root: None,
            path: String::new(),
            message,
        }
    }

    fn in_member(&mut self, name: &str) {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("{name}{dot}{}", self.path);
    }

    fn in_element(&mut self, index: usize) {
        let dot = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.path = format!("[{index}]{dot}{}", self.path);
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.root, self.path.as_str()) {
            (None, "") => {}
            (None, path) => write!(f, "{path}: ")?,
            (Some(root), "") => write!(f, "{root}: ")?,
            (Some(root), path) => write!(f, "{root}.{path}: ")?,
        }
        f.write_str(&self.message)
    }
}

macro_rules! located_error {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(Box<Located>);

        impl $name {
            /// An error about a value as a whole.
            #[must_use]
            pub fn new(message: impl Into<String>) -> Self {
                Self(Box::new(Located::new(message.into())))
            }

            /// The same error, seen from the object the value is a member of.
            #[must_use]
            pub fn in_member(mut self, name: &str) -> Self {
                self.0.in_member(name);
                self
            }

            /// The same error, seen from the array the value is an element of.
            #[must_use]
            pub fn in_element(mut self, index: usize) -> Self {
                self.0.in_element(index);
                self
            }

            /// Names the type the path starts from; the outermost one stays.
            #[must_use]
            pub(crate) fn in_type(mut self, name: &'static str) -> Self {
                self.0.root = Some(name);
                self
            }

            /// The way to the value within the message, as `temperatures[3].high`; empty for the whole.
            #[must_use]
            pub fn path(&self) -> &str {
                &self.0.path
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl core::error::Error for $name {}
    };
}

located_error! {
    /// A message is not what the model's schema asks for.
    ///
    /// Displays as `TempReport.maxTemp: expected a double, found "x"`.
    DecodeError
}

located_error! {
    /// A value has no form the wire allows.
    ///
    /// Displays as `Telemetry.temperature: NaN has no JSON form; only finite numbers have`.
    EncodeError
}

/// A text is not a date, duration, decimal or whatever else it was to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    text: String,
    expected: &'static str,
}

impl ParseError {
    pub(crate) fn new(text: &str, expected: &'static str) -> Self {
        Self {
            text: text.chars().take(40).collect(),
            expected,
        }
    }
}

/// The error of a text or a number that is not what is expected.
#[must_use]
pub fn parse_error(found: impl fmt::Display, expected: &'static str) -> ParseError {
    ParseError::new(&found.to_string(), expected)
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found {:?}", self.expected, self.text)
    }
}

impl core::error::Error for ParseError {}

impl From<ParseError> for DecodeError {
    fn from(error: ParseError) -> Self {
        Self::new(error.to_string())
    }
}
