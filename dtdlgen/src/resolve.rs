//! Where references are looked up: the repositories, then the folder of the file that refers.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use dtdl_model::{Diagnostic, Dtmi, Repository, Resolver, Source};

use crate::input;

/// How much text of the repositories is kept for the next file that refers to it.
const KEPT: usize = 64 * 1024 * 1024;

/// What all files share: the repositories, and what has been read of them.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    repository: Repository,
    read: Mutex<Kept>,
    folders: Mutex<HashMap<PathBuf, Arc<Index>>>,
}

/// Texts by identifier.
#[derive(Debug, Default)]
struct Kept {
    texts: HashMap<Dtmi, Source>,
    size: usize,
}

/// The files of a folder by the identifiers in them.
type Index = HashMap<String, PathBuf>;

impl Shared {
    pub(crate) fn new(repositories: &[PathBuf]) -> Self {
        Self {
            repository: Repository::new(repositories),
            ..Self::default()
        }
    }

    /// A resolver for these files.
    pub(crate) fn resolver<'a>(&'a self, files: impl IntoIterator<Item = &'a Path>) -> Lookup<'a> {
        let folders: BTreeSet<PathBuf> = files
            .into_iter()
            .filter_map(Path::parent)
            .map(|folder| {
                if folder.as_os_str().is_empty() {
                    PathBuf::from(".")
                } else {
                    folder.to_owned()
                }
            })
            .collect();
        Lookup {
            shared: self,
            folders: folders.into_iter().collect(),
            diagnostics: Vec::new(),
        }
    }

    fn kept(&self, id: &Dtmi) -> Option<Source> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.texts.get(id).cloned()
    }

    fn keep(&self, id: &Dtmi, source: &Source) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.size + source.text().len() <= KEPT {
            read.size += source.text().len();
            read.texts.insert(id.clone(), source.clone());
        }
    }

    fn index(&self, folder: &Path) -> Arc<Index> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let index = folders
            .entry(folder.to_owned())
            .or_insert_with(|| Arc::new(index(folder)));
        Arc::clone(index)
    }
}

/// Resolves for one model set.
#[derive(Debug)]
pub(crate) struct Lookup<'a> {
    shared: &'a Shared,
    folders: Vec<PathBuf>,
    diagnostics: Vec<Diagnostic>,
}

impl Lookup<'_> {
    fn find(&mut self, id: &Dtmi) -> Option<Source> {
        if let Some(source) = self.shared.kept(id) {
            return Some(source);
        }
        let found = self.ask(&mut self.shared.repository.clone(), id);
        if let Some(source) = found {
            self.shared.keep(id, &source);
            return Some(source);
        }
        for folder in self.folders.clone() {
            let layouts: Vec<PathBuf> = core::iter::once(folder.clone()).chain(layout_root(&folder)).collect();
            if let Some(source) = self.ask(&mut Repository::new(layouts), id) {
                return Some(source);
            }
            if let Some(path) = self.shared.index(&folder).get(id.as_str()) {
                match Source::read(path) {
                    Ok(source) => return Some(source),
                    Err(mut diagnostic) => {
                        diagnostic.secondary_id = Some(id.clone());
                        self.diagnostics.push(*diagnostic);
                    }
                }
            }
        }
        None
    }

    fn ask(&mut self, repository: &mut Repository, id: &Dtmi) -> Option<Source> {
        let found = repository.resolve(core::slice::from_ref(id)).pop().flatten();
        self.diagnostics.extend(repository.take_diagnostics());
        found
    }
}

impl Resolver for Lookup<'_> {
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>> {
        ids.iter().map(|id| self.find(id)).collect()
    }

    fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        core::mem::take(&mut self.diagnostics)
    }
}

/// The folder that holds `dtmi/`, if this one lies below such a folder.
fn layout_root(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .find(|ancestor| ancestor.file_name().is_some_and(|name| name == "dtmi"))
        .and_then(Path::parent)
        .map(|root| {
            if root.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                root.to_owned()
            }
        })
}

fn index(folder: &Path) -> Index {
    let mut index = Index::new();
    for path in input::siblings(folder) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let Ok(value) = serde_json::from_slice::<serde_json::Value>(text) else {
            continue;
        };
        let elements = match &value {
            serde_json::Value::Array(elements) => elements.as_slice(),
            element => core::slice::from_ref(element),
        };
        for id in elements.iter().filter_map(|element| element.get("@id")?.as_str()) {
            index.entry(id.to_owned()).or_insert_with(|| path.clone());
        }
    }
    index
}
