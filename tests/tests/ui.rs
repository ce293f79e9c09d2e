//! The mistakes a user of the macro can make, and the compiler's words for them. `TRYBUILD=overwrite` accepts new words.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may")]

use std::fs;
use std::path::Path;
use std::process::Command;

use dtdl_tests::shared::workspace;

/// The words are those of one compiler version.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn mistakes_are_explained() {
    let version = Command::new("rustc")
        .arg("--version")
        .output()
        .expect("rustc runs")
        .stdout;
    if !version.starts_with(COMPILER.as_bytes()) {
        eprintln!("SKIPPED: the expected messages are those of {COMPILER}*");
        return;
    }
    provide_models();
    let tests = trybuild::TestCases::new();
    tests.pass("ui/passes.rs");
    for mistake in [
        "missing_*",
        "invalid_*",
        "unresolved_*",
        "unknown_*",
        "forgotten_*",
        "replaced_*",
    ] {
        tests.compile_fail(format!("ui/{mistake}.rs"));
    }
}

/// The macro looks for models beside the manifest, and the manifest of these tests is one that trybuild makes.
fn provide_models() {
    let executable = std::env::current_exe().unwrap();
    let target = executable.ancestors().nth(3).unwrap();
    let models = target.join("tests/trybuild/dtdl-tests/models");
    for source in [workspace().join("samples/models"), workspace().join("tests/ui/models")] {
        copy(&source, &models);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else if fs::read(entry.path()).ok() != fs::read(&target).ok() {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
