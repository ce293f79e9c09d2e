//! Where whoever reads model files looks for what they refer to: in the repositories, then beside the file that refers,
//! then elsewhere.

use core::fmt;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::json::{self, Json, Tree};
use crate::{Diagnostic, Dtmi, Options, Parsed, Repository, Resolver, Source, parse};

/// How much text of the repositories is kept for the next file that refers to it, in bytes.
const KEPT: usize = 64 * 1024 * 1024;

/// The way from model files to a model set, the same for all programs that read them.
///
/// What a file refers to is looked up in the repositories first, in their order. Then in the folder of the file, as a
/// repository, below the folder `dtmi` of one, or in any `*.json` directly in it. Last, elsewhere, if there is such a
/// place. Repositories and folders are read once for all files.
///
/// ```no_run
/// use dtdl_model::{Lookup, Options};
///
/// let lookup = Lookup::new(["models"], &Options::default());
/// let parsed = lookup.parse(&["room.json"]);
/// assert!(parsed.is_valid());
/// ```
#[derive(Default)]
pub struct Lookup {
    options: Options,
    repository: Repository,
    elsewhere: Option<Box<Elsewhere>>,
    found: Answers,
    found_elsewhere: Answers,
    /// How much text is kept.
    kept: AtomicUsize,
    folders: Mutex<HashMap<PathBuf, Arc<OnceLock<Index>>>>,
}

/// A place that is neither a folder nor near to one.
type Elsewhere = dyn Fn(&Dtmi) -> Result<Option<Source>, Box<Diagnostic>> + Send + Sync;

/// What a place has under identifiers, as far as it was asked.
type Answers = Mutex<HashMap<Dtmi, Arc<OnceLock<Answer>>>>;

/// What a place has under an identifier, and what is wrong with it.
#[derive(Debug, Clone, Default)]
struct Answer {
    source: Option<Source>,
    diagnostics: Vec<Diagnostic>,
}

/// The files of a folder by the identifiers in them.
type Index = HashMap<String, PathBuf>;

impl Lookup {
    /// References are looked up in these repositories, and beside the files that refer.
    pub fn new(repositories: impl IntoIterator<Item = impl Into<PathBuf>>, options: &Options) -> Self {
        Self {
            options: options.clone(),
            repository: Repository::new(repositories).within(options),
            ..Self::default()
        }
    }

    /// Asks this for what no folder has, once for each identifier.
    #[must_use]
    pub fn elsewhere(
        mut self,
        ask: impl Fn(&Dtmi) -> Result<Option<Source>, Box<Diagnostic>> + Send + Sync + 'static,
    ) -> Self {
        self.elsewhere = Some(Box::new(ask));
        self
    }

    /// Reads files and parses them as one model set, with all that they refer to.
    ///
    /// What cannot be read is a diagnostic like any other; a repository that is no folder, too: it would only show as
    /// references that lead nowhere.
    #[must_use]
    pub fn parse(&self, files: &[impl AsRef<Path>]) -> Parsed {
        let mut unreadable = self.repository.unreadable();
        let mut sources = Vec::new();
        for file in files {
            match Source::read_within(file, &self.options) {
                Ok(source) => sources.push(source),
                Err(diagnostic) => unreadable.push(*diagnostic),
            }
        }
        let mut parsed = parse(sources, &mut self.beside(files), &self.options);
        parsed.diagnostics.splice(0..0, unreadable);
        parsed
    }

    /// A resolver for what these files refer to.
    fn beside(&self, files: &[impl AsRef<Path>]) -> Beside<'_> {
        let folders: BTreeSet<PathBuf> = files.iter().filter_map(|file| folder(file.as_ref())).collect();
        Beside {
            lookup: self,
            folders: folders.into_iter().collect(),
            diagnostics: Vec::new(),
        }
    }

    /// What the repositories have under an identifier: looked up and parsed once, however many files refer to it.
    fn answer(&self, id: &Dtmi) -> Answer {
        self.once(&self.found, id, || ask(&mut self.repository.clone(), id))
    }

    /// What is elsewhere under an identifier.
    fn answer_elsewhere(&self, id: &Dtmi) -> Answer {
        let Some(elsewhere) = &self.elsewhere else {
            return Answer::default();
        };
        self.once(&self.found_elsewhere, id, || match elsewhere(id) {
            Ok(source) => Answer {
                source,
                diagnostics: Vec::new(),
            },
            Err(mut diagnostic) => {
                diagnostic.secondary_id = Some(id.clone());
                Answer {
                    source: None,
                    diagnostics: vec![*diagnostic],
                }
            }
        })
    }

    fn once(&self, known: &Answers, id: &Dtmi, ask: impl FnOnce() -> Answer) -> Answer {
        let cell = {
            let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
            match known.get(id) {
                Some(cell) => Arc::clone(cell),
                None if self.kept.load(Ordering::Relaxed) > KEPT => return ask(),
                None => Arc::clone(known.entry(id.clone()).or_default()),
            }
        };
        let answer = cell.get_or_init(|| {
            let mut answer = ask();
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

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lookup")
            .field("repository", &self.repository)
            .field("elsewhere", &self.elsewhere.is_some())
            .finish_non_exhaustive()
    }
}

fn ask(repository: &mut Repository, id: &Dtmi) -> Answer {
    Answer {
        source: repository.resolve(core::slice::from_ref(id)).pop().flatten(),
        diagnostics: repository.take_diagnostics(),
    }
}

/// Resolves for one model set.
struct Beside<'a> {
    lookup: &'a Lookup,
    /// The folders of its files.
    folders: Vec<PathBuf>,
    diagnostics: Vec<Diagnostic>,
}

impl Beside<'_> {
    fn find(&mut self, id: &Dtmi) -> Option<Source> {
        let answer = self.lookup.answer(id);
        if let Some(source) = self.take(answer) {
            return Some(source);
        }
        for folder in self.folders.clone() {
            let layouts: Vec<PathBuf> = core::iter::once(folder.clone()).chain(layout_root(&folder)).collect();
            let answer = ask(&mut Repository::new(layouts).within(&self.lookup.options), id);
            if let Some(source) = self.take(answer) {
                return Some(source);
            }
            let index = self.lookup.index(&folder);
            let index = index.get_or_init(|| index_of(&folder, &self.lookup.options));
            if let Some(path) = index.get(id.as_str()) {
                match Source::read_within(path, &self.lookup.options) {
                    Ok(source) => return Some(source),
                    Err(mut diagnostic) => {
                        diagnostic.secondary_id = Some(id.clone());
                        self.diagnostics.push(*diagnostic);
                    }
                }
            }
        }
        let answer = self.lookup.answer_elsewhere(id);
        self.take(answer)
    }

    fn take(&mut self, answer: Answer) -> Option<Source> {
        self.diagnostics.extend(answer.diagnostics);
        answer.source
    }
}

impl Resolver for Beside<'_> {
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>> {
        ids.iter().map(|id| self.find(id)).collect()
    }

    fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        core::mem::take(&mut self.diagnostics)
    }
}

/// The folder of a file.
fn folder(file: &Path) -> Option<PathBuf> {
    file.parent().map(named)
}

/// The folder that holds `dtmi/`, if this one lies below such a folder.
fn layout_root(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .find(|ancestor| ancestor.file_name().is_some_and(|name| name == "dtmi"))
        .and_then(Path::parent)
        .map(named)
}

/// The current folder by its name.
fn named(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        folder.to_owned()
    }
}

/// The identifiers at the top of the files of a folder.
fn index_of(folder: &Path, options: &Options) -> Index {
    let mut index = Index::new();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        // What is no file, a pipe for example, may never end.
        .filter(|path| is_json(path) && path.is_file())
        .collect();
    paths.sort();
    for path in paths {
        // Whoever reads it for itself says what is wrong with it.
        let Ok(source) = Source::read_within(&path, options) else {
            continue;
        };
        for id in ids(source.text()) {
            index.entry(id).or_insert_with(|| path.clone());
        }
    }
    index
}

/// Whether a path has the extension of JSON.
fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// The identifiers of the elements at the top of a text; none if it is not JSON.
fn ids(text: &str) -> Vec<String> {
    let mut nodes = json::Nodes::default();
    if text.len() > json::MAX_TEXT || json::parse(text, &mut nodes).is_err() {
        return Vec::new();
    }
    let id = |value: Json<'_>| match value {
        Json::Object(members) => match members.get("@id") {
            Some(Json::String(id)) => Some(id.to_owned()),
            _ => None,
        },
        _ => None,
    };
    match Tree::new(text, &nodes).root() {
        Json::Array(elements) => elements.iter().filter_map(id).collect(),
        single => id(single).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use core::sync::atomic::{AtomicUsize, Ordering};
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use super::Lookup;
    use crate::diagnostic::Code;
    use crate::{Diagnostic, Dtmi, Options, Source};

    fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("dtdl-lookup-{test}-{}", std::process::id()));
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn interface(id: &str, base: Option<&str>) -> String {
        let extends = base.map_or_else(String::new, |base| format!(r#", "extends": "{base}""#));
        format!(r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "{id}", "@type": "Interface"{extends} }}"#)
    }

    #[test]
    fn a_repository_file_is_read_once() {
        let folder = folder("once", &[("dtmi/test/lamp-1.json", "{}")]);
        let lookup = Lookup::new([&folder], &Options::default());
        let lamp = Dtmi::new("dtmi:test:Lamp;1").unwrap();
        let first = lookup.answer(&lamp).source;
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(first.unwrap().text(), "{}");
        assert_eq!(lookup.answer(&lamp).source.unwrap().text(), "{}");
    }

    #[test]
    fn what_no_repository_has_is_found_beside_the_file_by_place_or_by_identifier() {
        let lamp = format!("[{}]", interface("dtmi:test:Lamp;1", Some("dtmi:test:Bulb;1")));
        let room = interface("dtmi:test:Room;1", Some("dtmi:test:Lamp;1"));
        let bulb = interface("dtmi:test:Bulb;1", None);
        let files = [
            ("room.json", room.as_str()),
            ("any name.JSON", &lamp),
            ("broken.json", "{"),
            ("dtmi/test/bulb-1.json", &bulb),
        ];
        let folder = folder("beside", &files);
        let none: [&Path; 0] = [];
        let parsed = Lookup::new(none, &Options::default()).parse(&[folder.join("room.json")]);
        assert!(parsed.is_valid(), "{:?}", parsed.diagnostics);
        assert_eq!(parsed.model.interfaces().len(), 3);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn elsewhere_is_asked_last_and_once_and_its_errors_are_shown() {
        let room = interface("dtmi:test:Room;1", Some("dtmi:test:Lamp;1"));
        let folder = folder("elsewhere", &[("room.json", &room)]);
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let none: [&Path; 0] = [];
        let lookup = Lookup::new(none, &Options::default()).elsewhere(move |id| {
            count.fetch_add(1, Ordering::Relaxed);
            Ok(Some(Source::new("far away", interface(id.as_str(), None))))
        });
        for _ in 0..2 {
            let parsed = lookup.parse(&[folder.join("room.json")]);
            assert!(parsed.is_valid(), "{:?}", parsed.diagnostics);
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        let lookup = Lookup::new(none, &Options::default()).elsewhere(|_| {
            Err(Box::new(Diagnostic::error(
                Code::UNREADABLE_FILE,
                "cannot reach it".to_owned(),
            )))
        });
        let parsed = lookup.parse(&[folder.join("room.json")]);
        assert_eq!(parsed.diagnostics.len(), 1, "{:?}", parsed.diagnostics);
        let diagnostic = parsed.diagnostics.first().unwrap();
        assert!(
            diagnostic.message.starts_with("cannot reach it, but "),
            "{diagnostic:?}"
        );
        assert!(diagnostic.primary().is_some());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_repository_that_is_no_folder_and_a_file_that_cannot_be_read_are_diagnostics() {
        let parsed = Lookup::new(["nowhere"], &Options::default()).parse(&["nothing.json"]);
        let messages: Vec<&str> = parsed.diagnostics.iter().map(|found| found.message.as_str()).collect();
        assert!(
            messages.iter().any(|message| message.contains("repository `nowhere`")),
            "{messages:?}"
        );
        assert!(
            messages.iter().any(|message| message.contains("`nothing.json`")),
            "{messages:?}"
        );
    }
}
