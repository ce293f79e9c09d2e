//! Where a text goes: a file, standard output, or standard error.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::input;

/// Writes a text to the file, or to standard output without one.
pub(crate) fn write(file: Option<&Path>, text: &str) -> io::Result<()> {
    match file {
        Some(file) => save(file, text),
        None => {
            let mut out = io::stdout().lock();
            out.write_all(text.as_bytes())?;
            out.flush()
        }
    }
}

/// Writes to standard error. That nobody reads it changes nothing: the exit status says what was found.
pub(crate) fn tell(text: &str) -> io::Result<()> {
    unless_closed(io::stderr().write_all(text.as_bytes()))
}

/// A closed pipe is no error: whoever read our output has seen enough, and the exit status is still to come.
pub(crate) fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes a file, and the folders above it.
pub(crate) fn save(file: &Path, text: impl AsRef<[u8]>) -> io::Result<()> {
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent).map_err(|error| input::at(parent.display(), &error))?;
    }
    fs::write(file, text).map_err(|error| input::at(file.display(), &error))
}
