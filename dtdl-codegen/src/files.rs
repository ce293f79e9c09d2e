//! Generated files in memory: what to do with them is the caller's business.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// Texts by path, relative and with forward slashes, in the order of their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    files: BTreeMap<String, String>,
}

impl Files {
    /// Adds a file.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.insert(path.into(), text.into());
    }

    /// All files.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Writes all files that are not there yet with the same text.
    ///
    /// # Errors
    ///
    /// A folder or a file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        for path in self.differing(folder) {
            let target = folder.join(path);
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(|error| at(parent, &error))?;
            }
            fs::write(&target, self.files.get(path).map_or("", String::as_str)).map_err(|error| at(&target, &error))?;
        }
        Ok(())
    }

    /// The paths whose file in the folder is missing or has another text.
    #[must_use]
    pub fn differing(&self, folder: &Path) -> Vec<&str> {
        self.files
            .iter()
            .filter(|(path, text)| fs::read_to_string(folder.join(path)).ok().as_ref() != Some(text))
            .map(|(path, _)| path.as_str())
            .collect()
    }
}

/// An error that says which path it is about.
fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
