//! Every package that we depend on has a licence that `deny.toml` allows. What cargo-deny does, without the network.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may")]

use std::collections::BTreeSet;
use std::fs;

use dtdl_tests::shared::{metadata, workspace};
use serde_json::Value;

#[test]
fn every_dependency_has_an_allowed_licence() {
    let allowed = allowed(&fs::read_to_string(workspace().join("deny.toml")).unwrap());
    assert!(allowed.contains("MIT"), "the list in deny.toml was not found");
    let metadata = metadata();
    let packages = metadata.get("packages").and_then(Value::as_array).unwrap();
    let mut refused = Vec::new();
    for package in packages {
        let licence = package.get("license").and_then(Value::as_str).unwrap_or("none given");
        if !is_allowed(licence, &allowed) {
            refused.push(format!("{} {}: {licence}", package["name"], package["version"]));
        }
    }
    println!("{} packages", packages.len());
    assert!(refused.is_empty(), "not allowed by deny.toml:\n{}", refused.join("\n"));
}

/// The strings of `allow = [...]`.
fn allowed(deny: &str) -> BTreeSet<String> {
    let list = deny
        .lines()
        .find_map(|line| line.strip_prefix("allow = "))
        .expect("deny.toml allows licences");
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether an SPDX expression can be satisfied; old manifests write `/` for `OR`.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let satisfied = any(&mut words, allowed);
    satisfied && words.next().is_none()
}

type Words<'a> = core::iter::Peekable<core::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut satisfied = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        satisfied |= all(words, allowed);
    }
    satisfied
}

fn all(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut satisfied = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        satisfied &= one(words, allowed);
    }
    satisfied
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let satisfied = any(words, allowed);
        return words.next_if_eq(&")").is_some() && satisfied;
    }
    let Some(mut licence) = words.next().map(str::to_owned) else {
        return false;
    };
    if words.next_if_eq(&"WITH").is_some() {
        licence = format!("{licence} WITH {}", words.next().unwrap_or_default());
    }
    allowed.contains(&licence)
}

#[test]
fn expressions_are_read_as_spdx_says() {
    let allowed = BTreeSet::from(["MIT".to_owned(), "ISC".to_owned(), "Apache-2.0".to_owned()]);
    for good in [
        "MIT",
        "GPL-3.0 OR MIT",
        "MIT/GPL-3.0",
        "(MIT OR GPL-3.0) AND ISC",
        "Apache-2.0 WITH LLVM-exception OR MIT",
    ] {
        assert!(is_allowed(good, &allowed), "{good}");
    }
    for bad in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "Apache-2.0 WITH LLVM-exception",
        "(MIT",
        "none given",
    ] {
        assert!(!is_allowed(bad, &allowed), "{bad}");
    }
}
