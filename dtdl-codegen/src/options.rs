//! The settings of one invocation, the same for the macro, the builder and the command line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::naming;

/// What to generate, and how. Start from [`Options::new`] and call the setters.
#[derive(Debug, Clone)]
pub struct Options {
    pub(crate) models: Vec<PathBuf>,
    pub(crate) repositories: Vec<PathBuf>,
    pub(crate) base: Option<PathBuf>,
    pub(crate) roots: Vec<String>,
    pub(crate) module: Option<String>,
    pub(crate) renames: BTreeMap<String, String>,
    pub(crate) runtime: String,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// No model yet, everything else as usual.
    #[must_use]
    pub fn new() -> Self {
        Self {
            models: Vec::new(),
            repositories: Vec::new(),
            base: None,
            roots: Vec::new(),
            module: None,
            renames: BTreeMap::new(),
            runtime: "::dtdl_runtime".to_owned(),
        }
    }

    /// Adds a model file. All of them form one model set.
    #[must_use]
    pub fn model(mut self, path: impl Into<PathBuf>) -> Self {
        self.models.push(path.into());
        self
    }

    /// Adds a folder in the layout of a device model repository, from which references are resolved.
    #[must_use]
    pub fn repository(mut self, folder: impl Into<PathBuf>) -> Self {
        self.repositories.push(folder.into());
        self
    }

    /// The folder that relative paths start from; the current folder unless set.
    #[must_use]
    pub fn base(mut self, folder: impl Into<PathBuf>) -> Self {
        self.base = Some(folder.into());
        self
    }

    /// Makes the interface with this identifier a root: a device of its own. Without any, the interfaces of the model
    /// files are the roots that no other of them extends or has as a component.
    #[must_use]
    pub fn root(mut self, dtmi: impl Into<String>) -> Self {
        self.roots.push(dtmi.into());
        self
    }

    /// The name of the one module that the invocation adds. Unless set, it is made from the root interface's
    /// identifier, or `models` when there are several roots.
    #[must_use]
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.module = Some(naming::escape_keyword(name.into()));
        self
    }

    /// Gives the element with this identifier a Rust name: an interface its module, a schema its type, a content its
    /// field or method.
    #[must_use]
    pub fn rename(mut self, dtmi: impl Into<String>, name: impl Into<String>) -> Self {
        self.renames.insert(dtmi.into(), naming::escape_keyword(name.into()));
        self
    }

    /// The path to the runtime crate; `::dtdl_runtime` unless set.
    #[must_use]
    pub fn runtime(mut self, path: impl Into<String>) -> Self {
        self.runtime = path.into();
        self
    }

    /// The first setting that cannot be, in words.
    ///
    /// # Errors
    ///
    /// Says which setting is wrong and what it may be.
    pub fn check(&self) -> Result<(), String> {
        let names = self.renames.values().chain(&self.module);
        for name in names {
            if !naming::is_identifier(name) {
                return Err(format!(
                    "`{name}` cannot be a name in Rust: letters, digits and underscores can"
                ));
            }
        }
        if self.runtime.parse::<proc_macro2::TokenStream>().is_err() || self.runtime.trim().is_empty() {
            return Err(format!("`{}` is not the path of a crate", self.runtime));
        }
        Ok(())
    }

    /// A path as the base folder sees it.
    pub(crate) fn locate(&self, path: &Path) -> PathBuf {
        self.base
            .as_ref()
            .map_or_else(|| path.to_owned(), |base| base.join(path))
    }
}
