//! The catalogue of codes.

use std::fmt;

/// The rule that a text breaks: the reference parser's validation id without its prefix, or one of this crate's own
/// for what happens before validation (files and JSON).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// A file is missing or cannot be read.
    pub const UNREADABLE_FILE: Self = Self("unreadableFile");
    /// A file is not UTF-8.
    pub const INVALID_UTF8: Self = Self("invalidUtf8");

    /// The code as text, for example `missingRequiredProperty`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
