//! Generated files in memory: what to do with them is the caller's business.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;
use std::{fs, io};

/// How every generated file starts.
pub(crate) const MARK: &str = "// @generated\n";

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
    /// A folder or a file cannot be written; the error says which one.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        for path in self.differing(folder) {
            let target = folder.join(path);
            let failed = |what: &str, path: &Path, error: io::Error| {
                let text = format!(
                    "cannot {what} `{}`: {error}; choose a place that may be written",
                    path.display()
                );
                io::Error::new(error.kind(), text)
            };
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(|error| failed("make the folder", parent, error))?;
            }
            let text = self.files.get(path).map_or("", String::as_str);
            fs::write(&target, text).map_err(|error| failed("write", &target, error))?;
        }
        Ok(())
    }

    /// The paths whose file in the folder is missing or has another text.
    #[must_use]
    pub fn differing(&self, folder: &Path) -> Vec<&str> {
        self.files
            .iter()
            .filter(|(path, text)| !holds(&folder.join(path), text))
            .map(|(path, _)| path.as_str())
            .collect()
    }

    /// The paths whose file in the folder was not generated: to write there would lose it.
    #[must_use]
    pub fn foreign(&self, folder: &Path) -> Vec<&str> {
        let is_foreign = |path: &Path| {
            let is_there = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0);
            is_there && !is_generated(path)
        };
        let paths = self.files.keys().map(String::as_str);
        paths.filter(|path| is_foreign(&folder.join(path))).collect()
    }

    /// The generated files in the folder that are none of these: they would no longer be written.
    #[must_use]
    pub fn stale(&self, folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        search(folder, "", &mut found);
        found.retain(|path| !self.files.contains_key(path));
        found.sort();
        found
    }
}

/// Whether a file holds just this text. No more is read than that takes: a device has no end.
fn holds(path: &Path, text: &str) -> bool {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(text.len() as u64 + 1).read_to_end(&mut bytes));
    read.is_ok() && bytes == text.as_bytes()
}

/// Finds the generated files below a folder. `mod.rs` and a folder of modules are all there is; a link is not followed.
fn search(folder: &Path, before: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else {
            continue;
        };
        let path = format!("{before}{name}");
        if kind.is_dir() && before.is_empty() {
            search(&entry.path(), &format!("{path}/"), found);
        } else if kind.is_file() && name.ends_with(".rs") && is_generated(&entry.path()) {
            found.push(path);
        }
    }
}

fn is_generated(path: &Path) -> bool {
    // Version control may have changed the ends of the lines.
    let mut start = [0; MARK.len() - 1];
    fs::File::open(path)
        .and_then(|mut file| file.read_exact(&mut start))
        .is_ok_and(|()| MARK.as_bytes().starts_with(&start))
}
