//! Proof by the published models: each is validated with what it refers to, generated, compiled, and counted.

mod facts;
mod items;
mod scratch;

use core::sync::atomic::{AtomicUsize, Ordering};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dtdl_codegen::{Options, Side, generate, load};
use rayon::prelude::*;

pub use facts::{Counts, Facts};
pub use scratch::Compiler;

/// What is to be proved.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The folder of the models, in repository layout.
    pub models: &'a Path,
    /// All files are one model set, instead of each one of its own.
    pub together: bool,
    /// So many models chosen by a seed, instead of all.
    pub sample: Option<(usize, u64)>,
    /// Which end of the wire the code is for.
    pub side: Side,
    /// Who judges the generated code; nobody if it is only to be generated and counted.
    pub compiler: Option<Compiler>,
    /// Where the crates to compile are written.
    pub scratch: &'a Path,
}

/// Told how far the work is: the stage, how many steps of it are done, and how many there are.
pub type Progress<'a> = &'a (dyn Fn(&str, usize, usize) + Sync);

/// A model that has been generated.
#[derive(Debug)]
pub struct Case {
    /// The file of the root interface, or the folder of the set.
    pub path: PathBuf,
    /// All files of the set.
    pub files: Vec<PathBuf>,
    /// Names it in the scratch crates.
    pub name: String,
    /// The generated text.
    pub source: String,
    /// What the model says.
    pub in_model: Counts,
    /// What the generated code holds.
    pub in_code: Counts,
}

/// What came out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many models passed.
    pub passed: usize,
    /// Which failed, and why.
    pub failed: Vec<(PathBuf, String)>,
    /// The contents of all models that passed, by kind, read from the JSON.
    pub in_models: Counts,
    /// The same, read from the generated code.
    pub in_code: Counts,
    /// How long the generated code is.
    pub lines: usize,
}

/// Runs the models of a repository folder.
///
/// # Errors
/// The folder cannot be read or holds no model, or the scratch crates cannot be written or checked.
pub fn run(request: &Request<'_>, progress: Progress<'_>) -> io::Result<Outcome> {
    let (models, mut files) = find(request.models)?;
    if let Some((size, seed)) = request.sample {
        files = choose(files, size, seed);
    }
    let sets: Vec<&[PathBuf]> = if request.together {
        vec![&files]
    } else {
        files.chunks(1).collect()
    };
    let done = AtomicUsize::new(0);
    let results: Vec<_> = sets
        .par_iter()
        .enumerate()
        .map(|(index, set)| {
            let case = prepare(&models, set, request, index);
            progress(
                "validated, generated and counted",
                done.fetch_add(1, Ordering::Relaxed) + 1,
                sets.len(),
            );
            case
        })
        .collect();
    let mut outcome = Outcome::default();
    let mut cases = Vec::new();
    for (set, result) in sets.iter().zip(results) {
        match result {
            Ok(case) => cases.push(case),
            Err(reason) => outcome.failed.push((name_of(set, &models), reason)),
        }
    }
    if let Some(compiler) = request.compiler {
        fs::create_dir_all(request.scratch)?;
        let folder = fs::canonicalize(request.scratch)?;
        let failed;
        (cases, failed) = scratch::compile(cases, &models, &folder, compiler, request.side, progress)?;
        outcome.failed.extend(failed);
    }
    outcome.passed = cases.len();
    for case in cases {
        outcome.in_models.add(&case.in_model);
        outcome.in_code.add(&case.in_code);
        outcome.lines += case.source.lines().count();
    }
    Ok(outcome)
}

/// What a set is called after: its only file, or the folder.
fn name_of(set: &[PathBuf], models: &Path) -> PathBuf {
    match set {
        [file] => file.clone(),
        _ => models.to_owned(),
    }
}

/// Validates and generates one model set, and compares what is in the text with what is in the JSON.
fn prepare(models: &Path, set: &[PathBuf], request: &Request<'_>, index: usize) -> Result<Case, String> {
    let side = request.side;
    let mut options = Options::new().repository(models).side(side);
    for file in set {
        options = options.model(file);
    }
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
    let facts = match set {
        [file] => Facts::read(models, file),
        set => Facts::read_together(set),
    }?;
    facts.compare_types(plan)?;
    let source = generated.source();
    let in_model = facts.counts()?;
    let addressed = facts.addressed()?;
    let mut in_code = in_model;
    for end in [Side::Device, Side::Service] {
        if side != end && side != Side::Both {
            continue;
        }
        in_code = items::count(&source, end, &addressed)?;
        if end == Side::Service {
            in_code.components = in_model.components;
        }
        if in_model != in_code {
            return Err(format!(
                "the model has {in_model}, the generated code ({end:?}) {in_code}"
            ));
        }
    }
    if source.contains("serde_json") {
        return Err("the generated code names serde_json".to_owned());
    }
    Ok(Case {
        path: name_of(set, models),
        files: set.to_vec(),
        name: format!("m{index:05}"),
        source,
        in_model,
        in_code,
    })
}

/// The canonical path of a folder, and the models below it in order.
///
/// # Errors
/// The folder cannot be read or holds no model.
pub fn find(folder: &Path) -> io::Result<(PathBuf, Vec<PathBuf>)> {
    let explain = |error: &dyn core::fmt::Display| {
        io::Error::other(format!(
            "cannot read the models in `{}`: {error}; name a folder in repository layout, such as \
             `dtmi/com/example/thermostat-1.json` below it",
            folder.display()
        ))
    };
    let models = fs::canonicalize(folder).map_err(|error| explain(&error))?;
    let mut files = Vec::new();
    collect(&models, &mut files).map_err(|error| explain(&error))?;
    if files.is_empty() {
        return Err(explain(&"there is no file `*.json`"));
    }
    files.sort();
    Ok((models, files))
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
