//! Where referenced interfaces come from.

use std::path::PathBuf;

use crate::{Diagnostic, Dtmi, Source};

/// Supplies the texts that others refer to.
pub trait Resolver {
    /// Called in rounds with exactly the identifiers that are missing, each once. The answer has one entry per
    /// identifier, in order; `None`: not found. A text may define more than was asked for.
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>>;

    /// What went wrong since the last call, for example a file that is there but cannot be read.
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
    diagnostics: Vec<Diagnostic>,
}

impl Repository {
    /// A repository of several folders; the first that has a file wins.
    pub fn new(folders: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        Self {
            folders: folders.into_iter().map(Into::into).collect(),
            diagnostics: Vec::new(),
        }
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

impl Resolver for Repository {
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>> {
        ids.iter()
            .map(|id| {
                let relative = Self::relative_path(id)?;
                self.folders
                    .iter()
                    .find_map(|folder| Source::read(folder.join(&relative)).ok())
            })
            .collect()
    }

    fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        core::mem::take(&mut self.diagnostics)
    }
}
