//! The reference parser's cases, every time.

#![allow(clippy::unwrap_used, reason = "a test may")]

use dtdl_tests::conformance::{self, Part};
use dtdl_tests::shared;

#[test]
fn every_case_is_judged_as_the_reference_judges_it() {
    let Some(cases) = shared::shared("conformance") else {
        return;
    };
    let outcome = conformance::run(&[cases]).unwrap();
    for (version, tally) in &outcome.tallies {
        println!("v{version}: {:?}", Part::ALL.map(|part| (part.name(), tally.of(part))));
    }
    println!("{} passed, {} failed", outcome.passed, outcome.failed.len());
    assert!(outcome.failed.is_empty(), "{:#?}", outcome.failed);
}

#[test]
fn a_folder_that_is_missing_and_a_case_that_cannot_be_read_are_errors() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance");
    let missing = conformance::run(&[folder.join("missing")]).unwrap_err();
    assert!(missing.contains("cannot read the folder"), "{missing}");
    std::fs::create_dir_all(folder.join("empty")).unwrap();
    let empty = conformance::run(&[folder.join("empty")]).unwrap_err();
    assert!(empty.contains("there are no cases"), "{empty}");
    std::fs::create_dir_all(folder.join("broken")).unwrap();
    std::fs::write(folder.join("broken/Case.json"), r#"{"valid": true}"#).unwrap();
    let broken = conformance::run(&[folder.join("broken")]).unwrap_err();
    assert!(broken.contains("Case.json: missing field `input`"), "{broken}");
}
