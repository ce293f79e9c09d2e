//! The reference parser's cases, applied to this one: verdicts, errors and their places, the object model, resolution,
//! instances and identifiers.

mod case;
mod errors;
mod identifiers;
mod indent;
mod judge;
mod objects;
mod tally;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dtdl_model::Parsed;
use rayon::prelude::*;

use case::{Case, ParseCase};
pub(crate) use objects::{plain, same};
use tally::Parts;
pub use tally::{Part, Tally};

/// Message templates of the reference; no cases.
const LEFT_OUT: &str = "phrases";

/// What came out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many questions passed, by DTDL version; the empty one is for cases that have none.
    pub tallies: BTreeMap<String, Tally>,
    /// How many cases passed.
    pub passed: usize,
    /// Which failed, with every question that did: what was expected, what came.
    pub failed: Vec<(String, Vec<String>)>,
}

/// Applies every case below the folders.
///
/// # Errors
/// A folder cannot be read or holds no case, or a case cannot be understood.
pub fn run(folders: &[PathBuf]) -> Result<Outcome, String> {
    let mut files = Vec::new();
    for folder in folders {
        let before = files.len();
        collect(folder, &mut files)?;
        if files.len() == before {
            return Err(format!("there are no cases in {}", folder.display()));
        }
    }
    files.sort();
    files.dedup();
    let results: Vec<_> = files.par_iter().map(|file| judge_file(file)).collect();
    let mut outcome = Outcome::default();
    for judged in results {
        for (name, version, parts) in judged? {
            *outcome.tallies.entry(version).or_default() += parts.tally;
            if parts.wrong.is_empty() {
                outcome.passed += 1;
            } else {
                outcome.failed.push((name, parts.wrong));
            }
        }
    }
    Ok(outcome)
}

/// Asks a question about the model set of every valid case below a folder; the answers that are one, each with the name
/// of its case.
///
/// # Errors
/// A folder or a case cannot be read.
pub fn ask_valid(folder: &Path, ask: impl Fn(&Parsed) -> Option<String> + Sync) -> Result<Vec<String>, String> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let answers: Result<Vec<Vec<String>>, String> = files
        .par_iter()
        .map(|file| {
            let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            let cases = Case::all(&text).map_err(|error| format!("{}: {error}", file.display()))?;
            let valid = cases.iter().filter_map(|case| match case {
                Case::Parse(case) if case.valid => Some(judge::parsed(case)),
                _ => None,
            });
            let answers = valid.filter_map(|parsed| ask(&parsed));
            Ok(answers.map(|answer| format!("{}: {answer}", file.display())).collect())
        })
        .collect();
    Ok(answers?.into_iter().flatten().collect())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let cannot = |error| format!("cannot read the folder {}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.is_dir() {
            if !path.ends_with(LEFT_OUT) {
                collect(&path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}

fn judge_file(path: &Path) -> Result<Vec<(String, String, Parts)>, String> {
    let cannot = |error: &dyn core::fmt::Display| format!("cannot read the case {}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| cannot(&error))?;
    let cases = Case::all(&text).map_err(|error| cannot(&error))?;
    let several = cases.len() > 1;
    let judged = cases.iter().enumerate().map(|(index, case)| {
        let mut name = path.display().to_string();
        if several {
            name.push_str(&format!("#{index}"));
        }
        let mut parts = Parts::default();
        let version = match case {
            Case::Parse(case) => {
                judge::judge(case, &mut parts);
                version(path, case)
            }
            Case::Identifier(case) => {
                identifiers::judge(case, &mut parts);
                String::new()
            }
        };
        (name, version, parts)
    });
    Ok(judged.collect())
}

/// The DTDL version of a case, as its file's name says; where that is the version of an extension, as its text says.
fn version(path: &Path, case: &ParseCase<'_>) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_version = |text: &&str| matches!(*text, "2" | "3" | "4");
    let named = stem.rsplit_once('V').map(|(_, version)| version).filter(is_version);
    let stated = || {
        let texts = case.input.iter().map(|text| text.get());
        let mut stated = texts.filter_map(|text| text.split_once("dtmi:dtdl:context;")?.1.get(..1));
        stated.find(is_version)
    };
    match stem.starts_with(char::is_lowercase) {
        true => stated().or(named),
        false => named.or_else(stated),
    }
    .unwrap_or_default()
    .to_owned()
}
