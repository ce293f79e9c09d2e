//! Where things are that lie outside the packages, and how a test says that they are not there.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(PathBuf::new, Path::to_owned)
}

/// A folder of the test data beside the checkout (or where `DTDL_SHARED` says), or a word on why a test skips.
#[must_use]
pub fn shared(folder: &str) -> Option<PathBuf> {
    let base = std::env::var_os("DTDL_SHARED").map_or_else(|| workspace().join("../shared"), PathBuf::from);
    let path = base.join(folder);
    if path.exists() {
        return Some(path);
    }
    skipped(&format!(
        "`../shared/{folder}` is not beside the checkout, and DTDL_SHARED does not say where it is"
    ));
    None
}

/// A program that may be missing. Where nothing may be skipped (`DTDL_SKIP_NOTHING`), its absence is a failure.
///
/// # Panics
/// It is missing where nothing may be skipped.
#[must_use]
pub fn optional(program: &Path, check: &[&str], how_to_get_it: &str) -> Option<PathBuf> {
    let found = Command::new(program)
        .args(check)
        .output()
        .is_ok_and(|output| output.status.success());
    if found {
        return Some(program.to_owned());
    }
    let message = format!("{} is missing or does not work; {how_to_get_it}", program.display());
    assert!(std::env::var_os("DTDL_SKIP_NOTHING").is_none(), "{message}");
    skipped(&message);
    None
}

/// Says that a test skips, and why. Past the harness, which shows what a test prints only if it fails.
fn skipped(why: &str) {
    // The test passes, whether anybody reads this or not.
    let _ = writeln!(io::stderr(), "SKIPPED: {why}");
}

/// A program of the workspace, built if need be. The whole workspace is named so that the features are those of
/// `cargo test --workspace`, and little or nothing is left to build.
///
/// # Panics
/// It cannot be built.
#[must_use]
pub fn binary(name: &str) -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args([
            "build",
            "--offline",
            "--workspace",
            "--bin",
            name,
            "--message-format=json",
        ])
        .current_dir(workspace())
        .output();
    let messages = output.as_ref().map_or(&[] as &[u8], |output| &output.stdout);
    let executable = messages.split(|byte| *byte == b'\n').find_map(|line| {
        let message: serde_json::Value = serde_json::from_slice(line).ok()?;
        let is_it = message.pointer("/target/name")?.as_str()? == name;
        let executable = message.get("executable")?.as_str()?;
        is_it.then(|| PathBuf::from(executable))
    });
    assert!(executable.is_some(), "`{name}` cannot be built: {output:?}");
    executable.unwrap_or_default()
}

/// The output of `cargo metadata` about the workspace and its dependencies, with all features. Needs no network.
///
/// A build downloads only what this machine needs. Packages for other platforms are included where they have been
/// downloaded, which `cargo fetch` does.
///
/// # Panics
/// cargo fails.
#[must_use]
pub fn metadata() -> serde_json::Value {
    let output = |arguments: &[&str]| {
        Command::new(env!("CARGO"))
            .args(["metadata", "--offline", "--locked", "--format-version=1"])
            .arg("--all-features")
            .args(arguments)
            .current_dir(workspace())
            .output()
    };
    let all = output(&[]).ok().filter(|output| output.status.success());
    let output = all.map_or_else(|| output(&["--filter-platform=host-tuple"]), Ok);
    let text = output.as_ref().map_or(&[] as &[u8], |output| &output.stdout);
    let metadata = serde_json::from_slice(text).ok();
    assert!(metadata.is_some(), "cargo metadata: {output:?}");
    metadata.unwrap_or_default()
}
