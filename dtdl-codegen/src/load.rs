//! From options to a parsed model set.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dtdl_model::{Code, Diagnostic, Parsed, Repository, Source, parse};

use crate::Options;

/// Reads the model files, resolves their references and checks everything.
///
/// A file that cannot be read is a diagnostic like any other. Of a set with errors, the model is what is sound.
#[must_use]
pub fn load(options: &Options) -> Parsed {
    let mut unreadable = Vec::new();
    let mut sources = Vec::new();
    let model_options = options.reading(dtdl_model::Options::default().keep_going(true));
    for model in &options.models {
        let path = options.locate(model);
        match Source::read_within(&path, &model_options) {
            Ok(source) => sources.push(source),
            Err(diagnostic) => unreadable.push(*diagnostic),
        }
    }
    let folders = repositories(options);
    unreadable.extend(folders.iter().filter_map(|folder| not_a_folder(folder)));
    let mut repository = Repository::new(folders);
    let mut parsed = parse(sources, &mut repository, &model_options);
    parsed.diagnostics.splice(0..0, unreadable);
    parsed
}

/// A misspelt repository would only show as references that lead nowhere, or not at all.
fn not_a_folder(folder: &Path) -> Option<Diagnostic> {
    let error = match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => return None,
        Ok(_) => io::Error::from(io::ErrorKind::NotADirectory),
        Err(error) => error,
    };
    let message = format!("cannot read the repository `{}`: {error}", folder.display());
    let help = "name the folder that holds `dtmi`";
    Some(Diagnostic::error(Code::UNREADABLE_FILE, message).with_help(help))
}

/// The repository folders as the base folder sees them.
pub(crate) fn repositories(options: &Options) -> Vec<PathBuf> {
    options
        .repositories
        .iter()
        .map(|folder| options.locate(folder))
        .collect()
}
