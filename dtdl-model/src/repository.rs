//! Where referenced interfaces come from.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::diagnostic::Code;
use crate::{Diagnostic, Dtmi, Options, Source};

/// Supplies the texts that others refer to.
pub trait Resolver {
    /// Called in rounds with exactly the identifiers that are missing, each once. The answer has one entry per
    /// identifier, in order; `None`, or no entry at all: not found. A text may define more than was asked for.
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>>;

    /// What went wrong since the last call, for example a file that is there but cannot be read. One whose
    /// [`secondary_id`](Diagnostic::secondary_id) is an identifier that was asked for is shown where that is referred
    /// to, and stands for the reference that stays unresolved.
    fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        Vec::new()
    }
}

impl<F: FnMut(&[Dtmi]) -> Vec<Option<Source>>> Resolver for F {
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>> {
        self(ids)
    }
}

/// Finds nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoResolver;

impl Resolver for NoResolver {
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>> {
        vec![None; ids.len()]
    }
}

/// Folders in device model repository layout: `dtmi:com:example:Thermostat;1` stands in
/// `dtmi/com/example/thermostat-1.json` or, with all it needs, in `thermostat-1.expanded.json`.
#[derive(Debug, Clone, Default)]
pub struct Repository {
    folders: Vec<PathBuf>,
    options: Options,
    diagnostics: Vec<Diagnostic>,
}

impl Repository {
    /// A repository of several folders; the first that has a file wins.
    pub fn new(folders: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        Self {
            folders: folders.into_iter().map(Into::into).collect(),
            options: Options::default(),
            diagnostics: Vec::new(),
        }
    }

    /// Reads no more of a file than these options allow, instead of the default ones.
    #[must_use]
    pub fn within(mut self, options: &Options) -> Self {
        self.options = options.clone();
        self
    }

    /// The folders.
    #[must_use]
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The relative path, with forward slashes, of the file that holds `id`: `dtmi/com/example/thermostat-1.json`.
    /// `None` if the identifier has no place in a repository.
    #[must_use]
    pub fn relative_path(id: &Dtmi) -> Option<String> {
        let text = id.as_str();
        let (path, version) = text.split_once(';')?;
        let mut out = String::with_capacity(text.len() + 5);
        for segment in path.split(':') {
            let plain = segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if segment.is_empty() || !plain {
                return None;
            }
            if !out.is_empty() {
                out.push('/');
            }
            out.push_str(&segment.to_ascii_lowercase());
        }
        if version.is_empty() || !version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        out.push('-');
        out.push_str(version);
        out.push_str(".json");
        Some(out)
    }
}

impl Repository {
    /// A diagnostic for each folder that is none. A misspelt one would only show as references that lead nowhere, or not
    /// at all.
    #[must_use]
    pub fn unreadable(&self) -> Vec<Diagnostic> {
        self.folders.iter().filter_map(|folder| not_a_folder(folder)).collect()
    }

    fn find(&mut self, id: &Dtmi) -> Option<Source> {
        let relative = Self::relative_path(id)?;
        let stem = relative.strip_suffix(".json").unwrap_or(&relative);
        let expanded = format!("{stem}.expanded.json");
        let folders = self.folders.clone();
        for (folder, name) in folders
            .iter()
            .flat_map(|folder| [(folder, &relative), (folder, &expanded)])
        {
            let path = folder.join(name);
            if !path.is_file() {
                continue;
            }
            if !stands_in(folder, &path) {
                let mut diagnostic = Diagnostic::error(
                    Code::UNSAFE_PATH,
                    format!(
                        "`{}` leads out of the repository `{}`",
                        path.display(),
                        folder.display()
                    ),
                )
                .with_help("replace the link by the file");
                diagnostic.secondary_id = Some(id.clone());
                self.diagnostics.push(diagnostic);
                continue;
            }
            match Source::read_within(&path, &self.options) {
                Ok(source) => return Some(source),
                Err(mut diagnostic) => {
                    diagnostic.secondary_id = Some(id.clone());
                    self.diagnostics.push(*diagnostic);
                }
            }
        }
        None
    }
}

fn not_a_folder(folder: &Path) -> Option<Diagnostic> {
    let error = match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => return None,
        Ok(_) => io::Error::from(io::ErrorKind::NotADirectory),
        Err(error) => error,
    };
    let message = format!("cannot read the repository `{}`: {error}", folder.display());
    Some(Diagnostic::error(Code::UNREADABLE_FILE, message).with_help("name the folder that holds `dtmi`"))
}

/// Whether a file stands in a folder once all links are followed.
fn stands_in(folder: &Path, path: &Path) -> bool {
    match (folder.canonicalize(), path.canonicalize()) {
        (Ok(folder), Ok(path)) => path.starts_with(folder),
        _ => false,
    }
}

impl Resolver for Repository {
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>> {
        ids.iter().map(|id| self.find(id)).collect()
    }

    fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        core::mem::take(&mut self.diagnostics)
    }
}
