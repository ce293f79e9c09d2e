//! Where a text goes: a file, standard output, or standard error.

use std::io::{self, Write as _};
use std::path::Path;

use dtdl_codegen::Files;
use dtdl_model::Parsed;

use crate::device;

/// Writes a text about a model to the file, or to standard output without one.
pub(crate) fn write(file: Option<&Path>, text: &str, about: &Parsed) -> io::Result<()> {
    match file {
        Some(file) => save(file, text, about),
        None => print(text),
    }
}

/// Writes a text to standard output.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(failed)
}

/// An error that says what it is about.
pub(crate) fn failed(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot write to standard output: {error}"))
}

/// Writes to standard error. That nobody reads it changes nothing: the exit status says what was found.
pub(crate) fn tell(text: &str) -> io::Result<()> {
    unless_closed(io::stderr().write_all(text.as_bytes()))
}

/// A closed pipe is no error: whoever read our output has seen enough, and the exit status is still to come.
pub(crate) fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(failed),
    }
}

/// Writes a file about a model, and the folders above it; not over a file that the model was read from.
pub(crate) fn save(file: &Path, text: &str, about: &Parsed) -> io::Result<()> {
    let place = file.canonicalize();
    let is_it = |read: &Path| place.is_ok() && read.canonicalize().ok() == place.as_ref().ok().cloned();
    if about.paths().any(is_it) {
        let text = format!("`{}` holds the model: choose another place to write to", file.display());
        return Err(device::wrong(text));
    }
    one(file, text)?.write(folder(file))
}

/// A file with its text, to be written to its [`folder`].
pub(crate) fn one(file: &Path, text: impl Into<String>) -> io::Result<Files> {
    let name = file.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| device::wrong(format!("`{}` is not a file name", file.display())))?;
    let mut files = Files::default();
    files.insert(name, text);
    Ok(files)
}

/// The folder of a file.
pub(crate) fn folder(file: &Path) -> &Path {
    file.parent().unwrap_or_else(|| Path::new(""))
}
