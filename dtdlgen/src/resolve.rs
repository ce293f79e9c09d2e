//! Where references are looked up: the repositories, then the folder of the file that refers.

use core::sync::atomic::{AtomicUsize, Ordering};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use dtdl_model::{Diagnostic, Dtmi, Options, Repository, Resolver, Source};

use crate::{definitions, input};

/// How much text of the repositories is kept for the next file that refers to it, in bytes.
const KEPT: usize = 64 * 1024 * 1024;

/// What all files share: the repositories, and what has been read of them.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    options: Options,
    repository: Repository,
    read: Mutex<HashMap<Dtmi, Arc<OnceLock<Answer>>>>,
    /// How much text is kept.
    kept: AtomicUsize,
    folders: Mutex<HashMap<PathBuf, Arc<OnceLock<Index>>>>,
}

/// What the repositories have under an identifier, and what is wrong with it.
#[derive(Debug, Clone, Default)]
struct Answer {
    source: Option<Source>,
    diagnostics: Vec<Diagnostic>,
}

/// The files of a folder by the identifiers in them.
type Index = HashMap<String, PathBuf>;

impl Shared {
    pub(crate) fn new(repositories: &[PathBuf], options: &Options) -> Self {
        Self {
            options: options.clone(),
            repository: Repository::new(repositories).within(options),
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

    /// What the repositories have under an identifier: looked up and parsed once, however many files refer to it.
    fn answer(&self, id: &Dtmi) -> Answer {
        let cell = {
            let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            match read.get(id) {
                Some(known) => Arc::clone(known),
                None if self.kept.load(Ordering::Relaxed) > KEPT => return ask(&mut self.repository.clone(), id),
                None => Arc::clone(read.entry(id.clone()).or_default()),
            }
        };
        let answer = cell.get_or_init(|| {
            let mut answer = ask(&mut self.repository.clone(), id);
            answer.source = answer.source.map(Source::prepared);
            let size = answer.source.as_ref().map_or(0, |source| source.text().len());
            self.kept.fetch_add(size, Ordering::Relaxed);
            answer
        });
        answer.clone()
    }

    fn index(&self, folder: &Path) -> Arc<OnceLock<Index>> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(folders.entry(folder.to_owned()).or_default())
    }
}

fn ask(repository: &mut Repository, id: &Dtmi) -> Answer {
    Answer {
        source: repository.resolve(core::slice::from_ref(id)).pop().flatten(),
        diagnostics: repository.take_diagnostics(),
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
        let answer = self.shared.answer(id);
        self.diagnostics.extend(answer.diagnostics);
        if answer.source.is_some() {
            return answer.source;
        }
        for folder in self.folders.clone() {
            let layouts: Vec<PathBuf> = core::iter::once(folder.clone()).chain(layout_root(&folder)).collect();
            let answer = ask(&mut Repository::new(layouts).within(&self.shared.options), id);
            self.diagnostics.extend(answer.diagnostics);
            if answer.source.is_some() {
                return answer.source;
            }
            let index = self.shared.index(&folder);
            let index = index.get_or_init(|| index_of(&folder, &self.shared.options));
            if let Some(path) = index.get(id.as_str()) {
                match Source::read_within(path, &self.shared.options) {
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

/// The identifiers at the top of the files of a folder.
fn index_of(folder: &Path, options: &Options) -> Index {
    let mut index = Index::new();
    for path in input::siblings(folder) {
        // Whoever reads it for itself says what is wrong with it.
        let Ok(source) = Source::read_within(&path, options) else {
            continue;
        };
        for id in definitions::ids(source.text()) {
            index.entry(id).or_insert_with(|| path.clone());
        }
    }
    index
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use std::fs;

    use dtdl_model::{Dtmi, Options};

    use super::Shared;

    #[test]
    fn a_repository_file_is_read_once() {
        let folder = std::env::temp_dir().join(format!("dtdlgen-once-{}", std::process::id()));
        fs::create_dir_all(folder.join("dtmi/test")).unwrap();
        let path = folder.join("dtmi/test/lamp-1.json");
        fs::write(&path, "{}").unwrap();
        let shared = Shared::new(core::slice::from_ref(&folder), &Options::default());
        let lamp = Dtmi::new("dtmi:test:Lamp;1").unwrap();
        let first = shared.answer(&lamp).source;
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(first.unwrap().text(), "{}");
        assert_eq!(shared.answer(&lamp).source.unwrap().text(), "{}");
    }
}
