//! Every published model is valid together with what it refers to.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::path::{Path, PathBuf};

use dtdl_model::{NoResolver, Options, Repository, Source, parse};

fn shared() -> Option<PathBuf> {
    let path = std::env::var_os("DTDL_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    path.is_dir().then_some(path)
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            into.push(path);
        }
    }
}

#[test]
fn the_ontology_is_one_valid_model_set() {
    let Some(shared) = shared() else {
        println!("skipped: no ../shared beside the checkout, and DTDL_SHARED is not set");
        return;
    };
    let mut paths = Vec::new();
    files(&shared.join("ontologies/building"), &mut paths);
    let sources = paths.iter().map(|path| Source::read(path).unwrap()).collect();
    let parsed = parse(sources, &mut NoResolver, &Options::default());
    for diagnostic in parsed.diagnostics.iter().take(10) {
        println!("{}\n", diagnostic.render(&parsed.sources));
    }
    println!("{} texts, {} interfaces", paths.len(), parsed.model.interfaces().len());
    assert!(parsed.is_valid());
}

#[test]
fn every_published_model_is_valid_with_its_closure() {
    let Some(shared) = shared() else {
        println!("skipped: no ../shared beside the checkout, and DTDL_SHARED is not set");
        return;
    };
    let root = shared.join("models");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    let mut failed = 0;
    for path in &paths {
        let mut repository = Repository::new([&root]);
        let parsed = parse(vec![Source::read(path).unwrap()], &mut repository, &Options::default());
        if !parsed.is_valid() || parsed.model.roots().is_empty() {
            failed += 1;
            for diagnostic in &parsed.diagnostics {
                println!("{}\n", diagnostic.render(&parsed.sources));
            }
        }
    }
    println!("{} models, {failed} failed", paths.len());
    assert_eq!(failed, 0);
    assert!(!paths.is_empty());
}
