//! From the paths of the command line to model files.

use core::fmt;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use dtdl_model::{Code, Diagnostic, Lookup, Options, Parsed, Repository};

use crate::args::Reading;
use crate::{device, remote};

/// The files: each path that is none to search, and the `*.json` in each folder in the order of their names; a file that
/// several paths lead to counts once. A path that leads nowhere is kept: whoever reads it says so.
pub(crate) fn files(paths: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            search(path, &mut found)?;
            if found.len() == before {
                return Err(device::wrong(format!("there is no `*.json` in {}", path.display())));
            }
        } else {
            found.push(path.clone());
        }
    }
    let mut seen = HashSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    Ok(found)
}

/// Paths as they were given, in one text.
pub(crate) fn names(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    names.join(", ")
}

/// The options that the command line gives.
pub(crate) fn options(reading: &Reading) -> Options {
    let mut options = dtdl_codegen::Options::new();
    read_as(reading, &mut options);
    options.for_models().keep_going(false)
}

/// Adds what the command line says about reading models.
pub(crate) fn read_as(reading: &Reading, options: &mut dtdl_codegen::Options) {
    options.max_size = reading.max_size.or(options.max_size);
    options.allow_undefined_extensions = reading
        .allow_undefined_extensions
        .or(options.allow_undefined_extensions);
    options.accept_limits.extend(reading.accept_limits.iter().cloned());
}

/// Where references are looked up: in the repositories that are folders, beside the files, and then at addresses.
pub(crate) fn lookup(repositories: &[PathBuf], options: &Options) -> io::Result<Lookup> {
    check_repositories(repositories)?;
    let (addresses, folders): (Vec<&PathBuf>, Vec<&PathBuf>) = repositories.iter().partition(|place| is_address(place));
    let lookup = Lookup::new(folders, options);
    if addresses.is_empty() {
        return Ok(lookup);
    }
    remote::add(lookup, &addresses, options).map_err(device::wrong)
}

/// Whether each repository is a folder, or an address that can be asked: a misspelt one would only show as references
/// that lead nowhere.
pub(crate) fn check_repositories(repositories: &[PathBuf]) -> io::Result<()> {
    let (addresses, folders): (Vec<&PathBuf>, Vec<&PathBuf>) = repositories.iter().partition(|place| is_address(place));
    for address in addresses {
        remote::check(address).map_err(device::wrong)?;
    }
    match Repository::new(folders).unreadable().into_iter().next() {
        Some(diagnostic) => Err(device::wrong(told(&diagnostic))),
        None => Ok(()),
    }
}

/// Whether this is an address rather than a path.
pub(crate) fn is_address(place: &Path) -> bool {
    place.to_str().is_some_and(|text| text.contains("://"))
}

/// Whether one of the files could not be read.
pub(crate) fn failed(parsed: &Parsed) -> bool {
    let mut codes = parsed.diagnostics.iter().map(|diagnostic| diagnostic.code);
    codes.any(|code| code == Code::UNREADABLE_FILE)
}

/// A diagnostic without a place, on one line.
pub(crate) fn told(diagnostic: &Diagnostic) -> String {
    match &diagnostic.help {
        Some(help) => format!("{}: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)
        .and_then(Iterator::collect::<io::Result<Vec<_>>>)
        .map_err(|error| at(folder.display(), &error))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        // A link to a folder is not followed: it may lead back up.
        if entry.file_type().map_err(|error| at(path.display(), &error))?.is_dir() {
            search(&path, found)?;
        } else if is_json(&path) && fs::metadata(&path).map_or(true, |metadata| metadata.is_file()) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// An error that says what it is about.
pub(crate) fn at(what: impl fmt::Display, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{what}: {error}"))
}
