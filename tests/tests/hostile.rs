//! Random legal models with awkward names: valid, generated, compiled, and used.
//!
//! `DTDL_HOSTILE=2000 cargo test -p dtdl-tests --test hostile` takes as many; `DTDL_SEED` begins elsewhere.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

use core::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use dtdl_codegen::{Options, generate, load};
use dtdl_tests::hostile;
use dtdl_tests::shared::workspace;

/// How many models every run compiles.
const COUNT: u64 = 200;
/// How many models share a crate.
const BATCH: usize = 100;

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok()?.parse().ok()
}

#[test]
fn models_with_awkward_names_compile_and_can_be_used() {
    let first = number("DTDL_SEED").unwrap_or(1);
    let count = number("DTDL_HOSTILE").unwrap_or(COUNT);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = fs::remove_dir_all(folder.join("crates"));
    fs::create_dir_all(folder.join("models")).unwrap();
    let seeds: Vec<u64> = (first..first + count).collect();
    let mut failures = Vec::new();
    for (batch, seeds) in seeds.chunks(BATCH).enumerate() {
        let source = folder.join(format!("crates/hostile{batch}/src"));
        fs::create_dir_all(&source).unwrap();
        let mut library = String::from("#![deny(warnings)]\n");
        for seed in seeds {
            match generated(*seed, &folder) {
                Ok(text) => {
                    fs::write(source.join(format!("m{seed}.rs")), text).unwrap();
                    writeln!(library, "pub mod m{seed};").unwrap();
                }
                Err(error) => failures.push(format!("DTDL_SEED={seed}: {error}")),
            }
        }
        fs::write(source.join("lib.rs"), library).unwrap();
        fs::write(source.join("../Cargo.toml"), manifest(batch)).unwrap();
    }
    fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
    )
    .unwrap();
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let shown: Vec<&String> = failures.iter().take(5).collect();
    assert!(failures.is_empty(), "{} failures: {shown:#?}", failures.len());
    compile(&folder);
    println!("{count} models");
}

fn manifest(batch: usize) -> String {
    let runtime = workspace().join("runtime");
    let edition = if batch.is_multiple_of(2) { 2024 } else { 2021 };
    format!(
        "[package]\nname = \"hostile{batch}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\npublish = false\n\n\
         [dependencies]\ndtdl-runtime = {{ path = {runtime:?}, default-features = false }}\n"
    )
}

/// The generated text, and a program that uses it.
fn generated(seed: u64, folder: &Path) -> Result<String, String> {
    let model: PathBuf = folder.join(format!("models/m{seed}.json"));
    let text = serde_json::to_string_pretty(&hostile::model(seed)).unwrap();
    fs::write(&model, text).unwrap();
    let root = hostile::model(seed)[0]["@id"].as_str().unwrap_or_default().to_owned();
    let options = Options::new().model(model).root(root).module("generated");
    let parsed = load(&options);
    if !parsed.is_valid() {
        let errors: Vec<String> = parsed
            .diagnostics
            .iter()
            .map(|error| error.render(&parsed.sources))
            .collect();
        return Err(format!("not legal:\n{}", errors.join("\n")));
    }
    let generated = generate(&parsed.model, &options);
    let problems = &generated.plan().problems;
    if !problems.is_empty() {
        return Err(problems.join("; "));
    }
    Ok(format!("{}\n{}", generated.source(), hostile::usage(generated.plan())))
}

fn compile(folder: &Path) {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--workspace", "--offline", "--keep-going", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    let shown: String = errors.chars().take(20_000).collect();
    assert!(output.status.success(), "{shown}");
}
