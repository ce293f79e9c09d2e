//! The language stands on few packages.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::BTreeSet;
use std::process::Command;

use dtdl_tests::shared::workspace;

#[test]
fn dtdl_model_and_what_it_needs_are_at_most_12_packages() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "-p", "dtdl-model", "-e", "normal"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(workspace())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let packages: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(packages.contains("dtdl-model"), "{tree}");
    assert!(packages.len() <= 12, "{packages:?}");
}
