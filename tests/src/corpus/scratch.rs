//! Compiles generated code the ways users do: as a public module of a library, by `include!` as a private module of a
//! binary, and through the macro; in both editions, warnings denied. Many models share a crate.

use core::fmt::Write as _;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dtdl_codegen::Side;
use serde_json::Value;

use super::{Case, Progress};
use crate::shared::workspace;

/// How many lines share a crate: enough to save crates, few enough for both cores to have work and memory to suffice.
const LINES: usize = 40_000;
/// Errors can hide others, so after each round the models that failed are left out and the rest is compiled again.
const ROUNDS: usize = 20;

/// Who judges the generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compiler {
    /// The compiler, warnings denied.
    Check,
    /// Clippy as well, with the lints `all` and `pedantic` denied.
    Clippy,
}

#[derive(Debug, Clone, Copy)]
enum Way {
    Library,
    Binary,
    Macro,
}

/// A model that does not compile, and the compiler's words.
type Failure = (PathBuf, String);

/// Compiles all cases; those that do not compile are taken out.
pub(super) fn compile(
    cases: Vec<Case>,
    models: &Path,
    scratch: &Path,
    compiler: Compiler,
    side: Side,
    progress: Progress<'_>,
) -> io::Result<(Vec<Case>, Vec<Failure>)> {
    let mut batches = batches(cases);
    let mut failed = Vec::new();
    for round in 1..=ROUNDS {
        let crates = write(&batches, models, scratch, compiler, side)?;
        let mut stage = "compiled crates".to_owned();
        if round > 1 {
            write!(stage, ", {} models left out", failed.len()).map_err(io::Error::other)?;
        }
        let mut done = 0;
        let errors = check(scratch, compiler, || {
            done += 1;
            progress(&stage, done, crates);
        })?;
        if errors.is_empty() {
            return Ok((batches.into_iter().flatten().collect(), failed));
        }
        let before = failed.len();
        for batch in &mut batches {
            let (bad, good): (Vec<_>, Vec<_>) = core::mem::take(batch)
                .into_iter()
                .partition(|case| errors.contains_key(&case.name));
            *batch = good;
            failed.extend(
                bad.into_iter()
                    .map(|case| (case.path, errors.get(&case.name).cloned().unwrap_or_default())),
            );
        }
        if failed.len() == before {
            let texts: Vec<_> = errors.into_values().collect();
            return Err(io::Error::other(format!(
                "the scratch crates do not compile:\n{}",
                texts.join("\n")
            )));
        }
    }
    Err(io::Error::other("still errors after many rounds"))
}

/// What shares a crate. A model stays in its batch, so that leaving one out costs one batch to compile again.
fn batches(cases: Vec<Case>) -> Vec<Vec<Case>> {
    let mut batches: Vec<Vec<Case>> = Vec::new();
    let mut room = 0;
    for case in cases {
        let lines = case.source.lines().count();
        match batches.last_mut() {
            Some(batch) if lines <= room => {
                room -= lines;
                batch.push(case);
            }
            _ => {
                room = LINES.saturating_sub(lines);
                batches.push(vec![case]);
            }
        }
    }
    batches
}

/// A folder whose files are written only where they differ, so that what has not changed is not compiled again.
struct Folder {
    path: PathBuf,
    written: BTreeSet<PathBuf>,
}

impl Folder {
    fn write(&mut self, name: &str, text: &str) -> io::Result<()> {
        let path = self.path.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            fs::write(&path, text)?;
        }
        self.written.insert(path);
        Ok(())
    }

    /// Removes what an earlier run left.
    fn finish(&self, folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                self.finish(&path)?;
                if fs::read_dir(&path)?.next().is_none() {
                    fs::remove_dir(&path)?;
                }
            } else if !self.written.contains(&path) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}

/// Writes all crates; returns how many.
fn write(batches: &[Vec<Case>], models: &Path, scratch: &Path, compiler: Compiler, side: Side) -> io::Result<usize> {
    let mut crates = 0;
    let mut folder = Folder {
        path: scratch.to_owned(),
        written: BTreeSet::new(),
    };
    for case in batches.iter().flatten() {
        folder.write(&format!("generated/{}.rs", case.name), &case.source)?;
    }
    for (number, batch) in batches.iter().enumerate() {
        for way in [Way::Library, Way::Binary, Way::Macro] {
            for edition in [2021, 2024] {
                let name = format!("{way:?}-{edition}-{number}").to_ascii_lowercase();
                write_crate(&name, way, edition, models, side, batch, &mut folder)?;
                crates += 1;
            }
        }
    }
    for part in ["generated", "crates"] {
        let part = scratch.join(part);
        fs::create_dir_all(&part)?;
        folder.finish(&part)?;
    }
    // The macro reads and generates every model twice.
    let packages = ["dtdl-model", "dtdl-codegen", "serde_json", "proc-macro2", "quote"]
        .map(|name| format!("[profile.dev.package.{name}]\nopt-level = 2\n"));
    let lints = match compiler {
        Compiler::Check => "",
        Compiler::Clippy => {
            "[workspace.lints.clippy]\nall = { level = \"deny\", priority = -1 }\npedantic = { level = \"deny\", priority = -1 }\n\n"
        }
    };
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[workspace.lints.rust]\nwarnings = \"deny\"\n\n{lints}\
         [profile.dev]\ndebug = false\nincremental = false\n\n{}",
        packages.join("\n")
    );
    folder.write("Cargo.toml", &manifest)?;
    fs::copy(workspace().join("Cargo.lock"), scratch.join("Cargo.lock"))?;
    Ok(crates)
}

fn write_crate(
    name: &str,
    way: Way,
    edition: u16,
    models: &Path,
    side: Side,
    cases: &[Case],
    folder: &mut Folder,
) -> io::Result<()> {
    let source = format!("crates/{name}/src");
    let runtime = workspace().join("runtime");
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"{edition}\"\npublish = false\n\n\
         [lints]\nworkspace = true\n\n[dependencies]\ndtdl-runtime = {{ path = {runtime:?} }}\n"
    );
    folder.write(&format!("crates/{name}/Cargo.toml"), &manifest)?;
    let mut text = String::from("//! Generated from models.\n");
    if !matches!(way, Way::Binary) {
        text.push_str("#![deny(missing_docs)]\n");
    }
    for case in cases {
        let name = &case.name;
        let written = match way {
            Way::Library => writeln!(
                text,
                "#[path = \"../../../generated/{name}.rs\"]\n#[doc = \"A model.\"]\npub mod {name};"
            ),
            Way::Binary => writeln!(text, "mod {name} {{ include!(\"../../../generated/{name}.rs\"); }}"),
            Way::Macro => {
                let path = match case.files.as_slice() {
                    [file] => file.clone(),
                    // The macro takes one file, so the set becomes one.
                    files => {
                        let file = format!("generated/{name}.json");
                        folder.write(&file, &one_text(files)?)?;
                        folder.path.join(file)
                    }
                };
                let call = format!(
                    "//! A model.\ndtdl_runtime::include_dtdl!({:?}, repository = {models:?}, side = {});\n",
                    path,
                    written_side(side)
                );
                folder.write(&format!("{source}/{name}.rs"), &call)?;
                writeln!(text, "pub mod {name};")
            }
        };
        written.map_err(io::Error::other)?;
    }
    let file = if matches!(way, Way::Binary) {
        text.push_str("fn main() {}\n");
        "main.rs"
    } else {
        "lib.rs"
    };
    folder.write(&format!("{source}/{file}"), &text)
}

const fn written_side(side: Side) -> &'static str {
    match side {
        Side::Service => "service",
        Side::Both => "both",
        _ => "device",
    }
}

/// All files of a model set as one array.
fn one_text(files: &[PathBuf]) -> io::Result<String> {
    let mut texts = Vec::new();
    for file in files {
        let text = fs::read_to_string(file)?;
        texts.push(text.trim_start_matches('\u{feff}').trim().to_owned());
    }
    Ok(format!("[\n{}\n]\n", texts.join(",\n")))
}

/// The first error of each model, by the model's name. Calls `finished` for every crate.
fn check(scratch: &Path, compiler: Compiler, mut finished: impl FnMut()) -> io::Result<BTreeMap<String, String>> {
    let command = match compiler {
        Compiler::Check => "check",
        Compiler::Clippy => "clippy",
    };
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            command,
            "--workspace",
            "--offline",
            "--keep-going",
            "--quiet",
            "--message-format=json",
        ])
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env_remove("RUSTFLAGS")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // Cargo says little here, and only before or after the messages, so the pipe cannot fill up meanwhile.
    let mut stderr = cargo.stderr.take();
    let mut errors = BTreeMap::new();
    if let Some(stdout) = cargo.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let Ok(message) = serde_json::from_str::<Value>(&line?) else {
                continue;
            };
            if is_scratch_crate(&message, scratch) {
                finished();
            }
            if message.pointer("/message/level").and_then(Value::as_str) != Some("error") {
                continue;
            }
            let text = message.pointer("/message/rendered").and_then(Value::as_str);
            let text = text.unwrap_or_default();
            if let Some(name) = named(text) {
                errors.entry(name.to_owned()).or_insert_with(|| text.to_owned());
            }
        }
    }
    let mut said = String::new();
    if let Some(stderr) = &mut stderr {
        stderr.read_to_string(&mut said)?;
    }
    if !cargo.wait()?.success() && errors.is_empty() {
        errors.insert(String::new(), said);
    }
    Ok(errors)
}

/// Whether a message says that one of our crates has been compiled.
fn is_scratch_crate(message: &Value, scratch: &Path) -> bool {
    message.get("reason").and_then(Value::as_str) == Some("compiler-artifact")
        && message
            .get("manifest_path")
            .and_then(Value::as_str)
            .is_some_and(|manifest| Path::new(manifest).starts_with(scratch.join("crates")))
}

/// The model that an error is in: its text names the file.
fn named(text: &str) -> Option<&str> {
    text.match_indices(".rs:").find_map(|(end, _)| {
        let name = text.get(end.checked_sub(6)?..end)?;
        let digits = name.strip_prefix('m')?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(name)
    })
}
