//! The cryptography of the device's TLS is chosen by features.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::path::Path;
use std::process::Command;

use dtdl_tests::shared::workspace;

/// Runs cargo for the runtime with these features and without the default ones, and gives its exit and what it says.
fn cargo(command: &str, features: &str, arguments: &[&str]) -> (bool, String) {
    // Not offline: a build with other features downloads only what those need.
    let output = Command::new(env!("CARGO"))
        .args([command, "--quiet", "--locked", "-p", "dtdl-runtime"])
        .args(["--no-default-features", "--features", features, "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("features"))
        .args(arguments)
        .current_dir(workspace())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn the_device_builds_with_aws_lc_rs_alone_and_uses_it_when_ring_is_on_too() {
    let (built, said) = cargo("check", "mqtt,aws-lc-rs", &[]);
    assert!(built, "{said}");
    let (passed, said) = cargo(
        "test",
        "mqtt,ring,aws-lc-rs,webpki-roots",
        &["--lib", "shell::stream::tls"],
    );
    assert!(passed && !said.contains(" 0 passed"), "{said}");
}

#[test]
fn mqtt_without_cryptography_is_one_error_that_says_so() {
    let (built, said) = cargo("check", "mqtt", &[]);
    assert!(!built);
    let errors: Vec<_> = said.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        errors,
        [
            "error: the feature `mqtt` of `dtdl-runtime` needs cryptography for TLS: enable its feature `ring` (which is \
             on by default) or `aws-lc-rs`",
            "error: could not compile `dtdl-runtime` (lib) due to 1 previous error",
        ],
        "{said}"
    );
}
