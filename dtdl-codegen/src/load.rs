//! From options to a parsed model set.

use std::path::PathBuf;

use dtdl_model::{Parsed, Repository, Source, parse};

use crate::Options;

/// Reads the model files, resolves their references and checks everything.
///
/// A file that cannot be read is a diagnostic like any other. Of a set with errors, the model is what is sound.
#[must_use]
pub fn load(options: &Options) -> Parsed {
    let mut unreadable = Vec::new();
    let mut sources = Vec::new();
    for model in &options.models {
        let path = options.locate(model);
        match Source::read(&path) {
            Ok(source) => sources.push(source),
            Err(diagnostic) => unreadable.push(*diagnostic),
        }
    }
    let mut repository = Repository::new(repositories(options));
    let mut parsed = parse(
        sources,
        &mut repository,
        &dtdl_model::Options::default().keep_going(true),
    );
    parsed.diagnostics.splice(0..0, unreadable);
    parsed
}

/// The repository folders as the base folder sees them.
pub(crate) fn repositories(options: &Options) -> Vec<PathBuf> {
    options
        .repositories
        .iter()
        .map(|folder| options.locate(folder))
        .collect()
}
