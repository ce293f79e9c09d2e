//! Formatting into a buffer, without a string between.

use alloc::vec::Vec;
use core::fmt::{self, Display, Write as _};

struct Appended<'a>(&'a mut Vec<u8>);

impl fmt::Write for Appended<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

/// Appends what `value` displays as.
pub(super) fn append(out: &mut Vec<u8>, value: impl Display) {
    // A buffer takes everything, and no type here fails to be displayed.
    let _ = write!(Appended(out), "{value}");
}
