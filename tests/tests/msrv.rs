//! Our packages build with the `rust-version` that they declare: no dependency declares a higher one.
//!
//! The compiler of that version is not needed here. Newer calls to the standard library are found by
//! `clippy::incompatible_msrv`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use std::collections::{BTreeSet, HashMap};
use std::fs;

use dtdl_tests::shared::{metadata, workspace};
use serde_json::Value;

type Version = (u32, u32, u32);

/// A `rust-version`, whose last number may be missing.
fn version(text: &str) -> Version {
    let mut numbers = text.split('.').map(|number| number.parse().unwrap());
    let mut next = || numbers.next().unwrap_or_default();
    (next(), next(), next())
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

fn array<'a>(value: &'a Value, member: &str) -> &'a [Value] {
    value[member].as_array().map_or(&[], Vec::as_slice)
}

/// Our packages that are published.
fn published(metadata: &Value) -> Vec<&Value> {
    let members = array(metadata, "workspace_members");
    let packages = array(metadata, "packages").iter();
    packages
        .filter(|package| members.contains(&package["id"]) && package["publish"].is_null())
        .collect()
}

/// The identifiers of packages and of everything that they need to be built, on any platform.
fn with_dependencies<'a>(metadata: &'a Value, packages: &[&'a Value]) -> BTreeSet<&'a str> {
    let nodes: HashMap<_, _> = array(&metadata["resolve"], "nodes")
        .iter()
        .map(|node| (text(node, "id"), node))
        .collect();
    let is_needed = |dependency: &&Value| {
        let mut kinds = array(dependency, "dep_kinds").iter();
        kinds.any(|kind| kind["kind"].as_str() != Some("dev"))
    };
    let mut found = BTreeSet::new();
    let mut left: Vec<_> = packages.iter().map(|package| text(package, "id")).collect();
    while let Some(id) = left.pop() {
        if found.insert(id) {
            let dependencies = array(nodes[id], "deps").iter().filter(is_needed);
            left.extend(dependencies.map(|dependency| text(dependency, "pkg")));
        }
    }
    found
}

#[test]
fn no_dependency_needs_a_newer_compiler_than_our_packages_declare() {
    let metadata = metadata();
    let ours = published(&metadata);
    let names: Vec<_> = ours.iter().map(|package| text(package, "name")).collect();
    assert!(
        names.contains(&"dtdl-runtime") && !names.contains(&"dtdl-tests"),
        "{names:?}"
    );
    let declared: BTreeSet<_> = ours.iter().map(|package| text(package, "rust_version")).collect();
    assert_eq!(declared.len(), 1, "one rust-version for all packages: {declared:?}");
    let declared = declared.first().unwrap();

    let needed = with_dependencies(&metadata, &ours);
    let mut packages: Vec<_> = array(&metadata, "packages").iter().collect();
    packages.retain(|package| needed.contains(text(package, "id")));
    println!("{} packages", packages.len());
    let newer = |package: &&&Value| {
        let needs = package["rust_version"].as_str();
        needs.is_some_and(|needs| version(needs) > version(declared))
    };
    let newer: Vec<_> = packages
        .iter()
        .filter(newer)
        .map(|package| {
            format!(
                "{} {}: {}",
                text(package, "name"),
                text(package, "version"),
                text(package, "rust_version")
            )
        })
        .collect();
    assert!(
        newer.is_empty(),
        "need more than Rust {declared} (cargo update --precise takes an older one):\n{}",
        newer.join("\n")
    );
}

#[test]
fn the_workflow_builds_with_the_compiler_that_our_packages_declare() {
    let metadata = metadata();
    let declared = text(published(&metadata)[0], "rust_version");
    let workflow = fs::read_to_string(workspace().join(".github/workflows/ci.yml")).unwrap();
    let compiler = format!("RUSTUP_TOOLCHAIN: \"{declared}\"");
    assert!(workflow.contains(&compiler), "{compiler}");
}

#[test]
fn versions_are_compared_as_numbers() {
    assert_eq!(version("1.90"), version("1.90.0"));
    assert!(version("1.9") < version("1.90"));
    assert!(version("1.90.1") > version("1.90"));
    assert_eq!(version("1"), (1, 0, 0));
}
