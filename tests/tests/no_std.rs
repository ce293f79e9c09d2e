//! Generated code and the protocol core need no standard library: `tests/no_std`, built, linked into a program in C,
//! and run; and built with the standard library, which has to fail.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dtdl_tests::shared::workspace;

fn package() -> PathBuf {
    workspace().join("tests/no_std")
}

/// Apart from other builds, so that it waits for none.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("no_std")
}

fn build(features: &[&str]) -> Output {
    let manifest = package().join("Cargo.toml");
    Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(target())
        .args(features)
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

#[test]
fn a_device_runs_without_the_standard_library_and_not_with_it() {
    let plain = build(&[]);
    assert!(
        plain.status.success(),
        "{}\nIf only its lock file is behind: cargo update --workspace --manifest-path tests/no_std/Cargo.toml",
        said(&plain)
    );
    let (library, program) = (target().join("debug/libdtdl_no_std.a"), target().join("proof"));
    let source = package().join("main.c");
    succeeds("cc", &[&source, &library, Path::new("-o"), &program]);
    // Its exit status is the step that failed.
    succeeds(&program, &[]);

    let with_std = build(&["--features", "std"]);
    let said = said(&with_std);
    assert!(
        !with_std.status.success(),
        "with the standard library it builds too: nothing is proved"
    );
    assert!(
        said.contains("found duplicate lang item `panic_impl`"),
        "another error: {said}"
    );
    assert!(said.contains("which `dtdl_runtime` depends on"), "{said}");
}
