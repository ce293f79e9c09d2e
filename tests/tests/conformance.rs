//! The reference parser's cases, every time.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::BTreeSet;

use dtdl_codegen::{Options, generate};
use dtdl_model::{Parsed, PropertyValue};
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
fn of_every_valid_case_all_contents_are_modelled_and_generated() {
    let Some(cases) = shared::shared("conformance") else {
        return;
    };
    let missing = |parsed: &Parsed| {
        let (model, objects) = (&parsed.model, parsed.object_model());
        for (_, interface) in model.interfaces() {
            let object = objects.element(interface.named.id.as_str())?;
            let Some(PropertyValue::Named(contents)) = object.property("contents") else {
                continue;
            };
            let modelled: BTreeSet<&str> = interface.contents().map(|content| content.name.as_str()).collect();
            if !contents.iter().all(|(name, _)| modelled.contains(name.as_str())) {
                return Some(format!("{modelled:?} are not all of {contents:?}"));
            }
        }
        if model.roots().is_empty() {
            return None;
        }
        let generated = generate(model, &Options::new());
        let plan = generated.plan();
        let planned = plan.modules.iter().all(|module| {
            let Some(id) = model.interface(&module.id) else {
                return false;
            };
            let items = module.telemetry.len() + module.properties.len() + module.commands.len();
            items + module.components.len() + module.relationships.len() == model[id].contents().len()
        });
        if !plan.problems.is_empty() || !planned {
            return Some(format!("not all of it is generated: {:?}", plan.problems));
        }
        let error = syn::parse2::<syn::File>(generated.tokens()).err()?;
        Some(format!("it is no Rust: {error}"))
    };
    let answers = conformance::ask_valid(&cases, missing).unwrap();
    assert!(answers.is_empty(), "{answers:#?}");
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
