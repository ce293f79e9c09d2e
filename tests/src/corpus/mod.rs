//! Proof by the published models: each is validated with what it refers to, generated, compiled, and counted.

mod facts;
mod items;
mod scratch;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dtdl_codegen::{Options, generate, load};
use rayon::prelude::*;

pub use facts::{Counts, Facts};

/// A model that has been generated.
#[derive(Debug)]
pub struct Case {
    /// The file of the root interface.
    pub path: PathBuf,
    /// Names it in the scratch crates.
    pub name: String,
    /// The generated text.
    pub source: String,
    /// What the model says.
    pub counts: Counts,
}

/// What came out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many models passed.
    pub passed: usize,
    /// Which failed, and why.
    pub failed: Vec<(PathBuf, String)>,
    /// The contents of all models that passed, by kind.
    pub counts: Counts,
}

/// Runs the models of a repository folder: all, or a sample of so many chosen by a seed.
///
/// # Errors
/// The folder cannot be read, or the scratch crates cannot be written or checked.
pub fn run(models: &Path, sample: Option<(usize, u64)>, scratch: &Path) -> io::Result<Outcome> {
    let models = fs::canonicalize(models)?;
    let mut files = Vec::new();
    collect(&models, &mut files)?;
    files.sort();
    if let Some((size, seed)) = sample {
        files = choose(files, size, seed);
    }
    let mut outcome = Outcome::default();
    let mut cases = Vec::new();
    let results: Vec<_> = files
        .par_iter()
        .enumerate()
        .map(|(index, file)| prepare(&models, file, index))
        .collect();
    for (file, result) in files.into_iter().zip(results) {
        match result {
            Ok(case) => cases.push(case),
            Err(reason) => outcome.failed.push((file, reason)),
        }
    }
    outcome.failed.extend(scratch::compile(&models, &mut cases, scratch)?);
    for case in &cases {
        outcome.counts.add(&case.counts);
    }
    outcome.passed = cases.len();
    Ok(outcome)
}

/// Validates and generates one model, and compares what is in the text with what is in the JSON.
fn prepare(models: &Path, file: &Path, index: usize) -> Result<Case, String> {
    let options = Options::new().model(file).repository(models);
    let parsed = load(&options);
    if !parsed.is_valid() {
        let texts: Vec<_> = parsed
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.render(&parsed.sources))
            .collect();
        return Err(format!("not valid:\n{}", texts.join("\n")));
    }
    let generated = generate(&parsed.model, &options);
    let plan = generated.plan();
    if !plan.problems.is_empty() {
        return Err(format!("cannot be generated: {}", plan.problems.join("; ")));
    }
    let facts = Facts::read(models, file)?;
    facts.compare_types(plan)?;
    let source = generated.source();
    let expected = facts.counts()?;
    let found = items::count(&source)?;
    if expected != found {
        return Err(format!("the model has {expected}, the generated code {found}"));
    }
    if source.contains("serde_json") {
        return Err("the generated code names serde_json".to_owned());
    }
    let name = format!("m{index:05}");
    Ok(Case {
        path: file.to_owned(),
        name,
        source,
        counts: expected,
    })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json")
            && !path.to_string_lossy().ends_with(".expanded.json")
        {
            files.push(path);
        }
    }
    Ok(())
}

/// A sample that is the same for the same seed.
fn choose(mut files: Vec<PathBuf>, size: usize, seed: u64) -> Vec<PathBuf> {
    let mut state = seed;
    let mut chosen = Vec::new();
    while chosen.len() < size && !files.is_empty() {
        // Knuth's constants; the high bits are the good ones.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let pick = usize::try_from(state >> 33).unwrap_or_default() % files.len();
        chosen.push(files.swap_remove(pick));
    }
    chosen.sort();
    chosen
}
