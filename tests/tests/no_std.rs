//! Generated code and the protocol core need no standard library: `tests/no_std`, built, linked into a program in C,
//! and run; and built with the standard library, which has to fail.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dtdl_tests::shared::workspace;

fn package() -> PathBuf {
    workspace().join("tests/no_std")
}

/// A folder apart from other builds, so that this one waits for none.
fn target(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn build(target: &Path, rustflags: &str, features: &[&str]) -> Output {
    let manifest = package().join("Cargo.toml");
    Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "--locked", "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(target)
        .args(features)
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("RUSTFLAGS", rustflags)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn succeeds(program: impl AsRef<OsStr>, arguments: &[&Path]) {
    let output = Command::new(&program).args(arguments).output().unwrap();
    let program = program.as_ref().display();
    assert!(
        output.status.success(),
        "{program}: {}\n{}",
        output.status,
        said(&output)
    );
}

/// Builds the device, links it into the program in C, and runs that.
fn runs(target: &Path, rustflags: &str) {
    let built = build(target, rustflags, &[]);
    assert!(
        built.status.success(),
        "{}\nIf only its lock file is behind: cargo update --workspace --manifest-path tests/no_std/Cargo.toml",
        said(&built)
    );
    let (library, program) = (target.join("debug/libdtdl_no_std.a"), target.join("proof"));
    let source = package().join("main.c");
    succeeds("cc", &[&source, &library, Path::new("-o"), &program]);
    // Its exit status is the step that failed.
    succeeds(&program, &[]);
}

/// The message of a build that has to fail.
fn fails(output: &Output, with: &str, error: &str) -> String {
    let said = said(output);
    assert!(!output.status.success(), "with {with} it builds too: nothing is proved");
    assert!(said.contains(error), "another error: {said}");
    said
}

#[test]
fn a_device_runs_without_the_standard_library_and_not_with_it() {
    let target = target("no_std");
    runs(&target, "");

    let with_std = build(&target, "", &["--features", "std"]);
    let said = fails(
        &with_std,
        "the standard library",
        "found duplicate lang item `panic_impl`",
    );
    assert!(said.contains("which `dtdl_runtime` depends on"), "{said}");
}

/// `.ci/no_std` checks the same for chips that have none, where their targets are installed.
#[test]
fn a_device_runs_without_atomic_operations_and_only_on_one_thread() {
    let target = target("no_atomics");
    let rustflags = "--cfg dtdl_no_atomics";
    runs(&target, rustflags);

    let with_threads = build(&target, rustflags, &["--features", "threads"]);
    let said = fails(
        &with_threads,
        "atomic operations",
        "cannot be sent between threads safely",
    );
    assert!(said.contains("`Rc<"), "{said}");
}

/// The packages of a lock file that come from a registry, each by its checksum.
fn locked(file: &str) -> Vec<String> {
    let text = fs::read_to_string(workspace().join(file)).unwrap();
    let packages = text
        .split("[[package]]")
        .filter(|package| package.contains("\nchecksum = "));
    let lines = |package: &str| -> String {
        let kept = |line: &&str| {
            ["name", "version", "checksum"]
                .iter()
                .any(|start| line.starts_with(start))
        };
        package.lines().filter(kept).collect()
    };
    packages.map(lines).collect()
}

#[test]
fn packages_outside_the_workspace_need_nothing_that_cargo_fetch_does_not_bring() {
    let ours = locked("Cargo.lock");
    for outside in ["tests/no_std/Cargo.lock", "tests/serde_json_features/Cargo.lock"] {
        let theirs = locked(outside);
        assert!(theirs.len() > 5, "{outside}: {theirs:?}");
        for package in theirs {
            assert!(ours.contains(&package), "{outside}: {package} is not in Cargo.lock");
        }
    }
}
