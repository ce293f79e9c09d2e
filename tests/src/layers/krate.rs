//! Reads the modules of a crate, from files or from texts in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path as FilePath;
use std::{fs, io};

use super::filter::filtered;
use super::scan::{Path, scan};
use super::token::{Token, tokens};

/// Source texts by file name, relative to the folder of `lib.rs` or `main.rs`.
pub type Sources = BTreeMap<String, String>;

/// A module.
#[derive(Debug)]
pub(super) struct Module {
    /// The names from the root, separated by `/`; empty for the root.
    pub(super) path: String,
    pub(super) file: String,
    pub(super) parent: Option<usize>,
    pub(super) children: BTreeMap<String, usize>,
    pub(super) items: BTreeSet<String>,
    pub(super) paths: Vec<Path>,
}

/// The number of an added module, or a message.
type Added = Result<usize, String>;

/// All modules of a crate but those of tests, by number: the root is 0.
///
/// Every feature counts, so alternatives are all read. `#[path]` is not supported. Where there are a `lib.rs` and a
/// `main.rs`, the latter is a user of the former.
#[derive(Debug, Default)]
pub struct Crate {
    folder: String,
    pub(super) modules: Vec<Module>,
}

impl Crate {
    /// Reads a crate; `folder` is where its sources are, as messages show it.
    ///
    /// # Errors
    /// The file of a module is missing.
    pub fn read(sources: &Sources, folder: &str) -> Result<Self, String> {
        let mut this = Self::default();
        folder.clone_into(&mut this.folder);
        this.file(sources, None, "")?;
        Ok(this)
    }

    pub(super) fn rooms(&self) -> impl Iterator<Item = &str> {
        let rooms = self.modules.iter().filter(|module| module.parent == Some(0));
        rooms.map(|room| room.path.as_str())
    }

    #[expect(clippy::indexing_slicing, reason = "the numbers are those of this crate's modules")]
    pub(super) fn module(&self, module: usize) -> &Module {
        &self.modules[module]
    }

    fn file(&mut self, all: &Sources, parent: Option<usize>, path: &str) -> Added {
        let [one, other] = match parent {
            None => ["lib.rs".to_owned(), "main.rs".to_owned()],
            Some(_) => [format!("{path}.rs"), format!("{path}/mod.rs")],
        };
        let found = all.get_key_value(&one).or_else(|| all.get_key_value(&other));
        let (file, source) = found.ok_or_else(|| format!("{}: neither {one} nor {other}", self.folder))?;
        self.add(all, parent, [path, file], &filtered(&tokens(source)))
    }

    /// Adds a module and its children.
    fn add(&mut self, all: &Sources, parent: Option<usize>, names: [&str; 2], tokens: &[Token<'_>]) -> Added {
        let [path, file] = names;
        let body = scan(tokens);
        let this = self.modules.len();
        self.modules.push(Module {
            path: path.to_owned(),
            file: format!("{}/{file}", self.folder),
            parent,
            children: BTreeMap::new(),
            items: body.items,
            paths: body.paths,
        });
        for (name, inline) in body.modules {
            let path = format!("{path}/{name}");
            let path = path.trim_start_matches('/');
            let child = match inline {
                Some(tokens) => self.add(all, Some(this), [path, file], tokens)?,
                None => self.file(all, Some(this), path)?,
            };
            if let Some(module) = self.modules.get_mut(this) {
                module.children.insert(name, child);
            }
        }
        Ok(this)
    }
}

/// Reads all source texts below a folder.
///
/// # Errors
/// A file cannot be read.
pub fn sources(folder: &FilePath) -> io::Result<Sources> {
    let mut sources = Sources::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            let inner = self::sources(&path)?;
            sources.extend(inner.into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else if name.ends_with(".rs") {
            sources.insert(name.into_owned(), fs::read_to_string(&path)?);
        }
    }
    Ok(sources)
}
