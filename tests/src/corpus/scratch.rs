//! Compiles generated code the ways users do: as a public module of a library, by `include!` as a private module of a
//! binary, and through the macro; in both editions, warnings denied. Many models share a crate.

use core::fmt::Write as _;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::Case;
use crate::shared::workspace;

/// How many models share a crate: large enough to save crates, small enough for both cores to have work.
const BATCH: usize = 100;
/// Errors can hide others, so after each round the models that failed are left out and the rest is compiled again.
const ROUNDS: usize = 20;

#[derive(Debug, Clone, Copy)]
enum Way {
    Library,
    Binary,
    Macro,
}

/// Compiles all cases; those that do not compile are taken out and returned with the compiler's words.
pub(super) fn compile(models: &Path, cases: &mut Vec<Case>, scratch: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let mut failed = Vec::new();
    for _ in 0..ROUNDS {
        write(models, cases, scratch)?;
        let errors = check(scratch)?;
        if errors.is_empty() {
            return Ok(failed);
        }
        let (bad, good): (Vec<_>, Vec<_>) = core::mem::take(cases)
            .into_iter()
            .partition(|case| errors.contains_key(&case.name));
        *cases = good;
        if bad.is_empty() {
            let texts: Vec<_> = errors.into_values().collect();
            return Err(io::Error::other(format!(
                "the scratch crates do not compile:\n{}",
                texts.join("\n")
            )));
        }
        failed.extend(
            bad.into_iter()
                .map(|case| (case.path, errors.get(&case.name).cloned().unwrap_or_default())),
        );
    }
    Err(io::Error::other("still errors after many rounds"))
}

fn write(models: &Path, cases: &[Case], scratch: &Path) -> io::Result<()> {
    for folder in ["generated", "crates"] {
        match fs::remove_dir_all(scratch.join(folder)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(scratch.join(folder))?,
        }
    }
    for case in cases {
        fs::write(
            scratch.join("generated").join(format!("{}.rs", case.name)),
            &case.source,
        )?;
    }
    for (number, batch) in cases.chunks(BATCH).enumerate() {
        for way in [Way::Library, Way::Binary, Way::Macro] {
            for edition in [2021, 2024] {
                let name = format!("{way:?}-{edition}-{number}").to_ascii_lowercase();
                write_crate(&name, way, edition, models, batch, &scratch.join("crates").join(&name))?;
            }
        }
    }
    let packages = ["dtdl-model", "dtdl-codegen", "serde_json"]
        .map(|name| format!("[profile.dev.package.{name}]\nopt-level = 1\n"));
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n\n{}",
        packages.join("\n")
    );
    fs::write(scratch.join("Cargo.toml"), manifest)?;
    fs::copy(workspace().join("Cargo.lock"), scratch.join("Cargo.lock"))?;
    Ok(())
}

fn write_crate(name: &str, way: Way, edition: u16, models: &Path, cases: &[Case], folder: &Path) -> io::Result<()> {
    let source = folder.join("src");
    fs::create_dir_all(&source)?;
    let runtime = workspace().join("runtime");
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"{edition}\"\npublish = false\n\n[dependencies]\n\
         dtdl-runtime = {{ path = {runtime:?} }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let mut text = String::from("//! Generated from models.\n#![deny(warnings)]\n");
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
                let call = format!(
                    "//! A model.\ndtdl_runtime::include_dtdl!({:?}, repository = {models:?});\n",
                    case.path
                );
                fs::write(source.join(format!("{name}.rs")), call)?;
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
    fs::write(source.join(file), text)
}

/// The first error of each model, by the model's name.
fn check(scratch: &Path) -> io::Result<BTreeMap<String, String>> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "check",
            "--workspace",
            "--offline",
            "--keep-going",
            "--quiet",
            "--message-format=json",
        ])
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env_remove("RUSTFLAGS")
        .output()?;
    let mut errors = BTreeMap::new();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let Ok(entry) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        if entry.pointer("/message/level").and_then(Value::as_str) != Some("error") {
            continue;
        }
        let text = entry
            .pointer("/message/rendered")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if let Some(name) = named(text) {
            errors.entry(name.to_owned()).or_insert_with(|| text.to_owned());
        }
    }
    if !output.status.success() && errors.is_empty() {
        errors.insert(String::new(), String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(errors)
}

/// The model that an error is in: its text names the file.
fn named(text: &str) -> Option<&str> {
    text.match_indices(".rs:").find_map(|(end, _)| {
        let name = text.get(end.checked_sub(6)?..end)?;
        let digits = name.strip_prefix('m')?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(name)
    })
}
