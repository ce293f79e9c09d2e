//! Each case of `tests/cases` is a model with the plan and the source text that come of it.
//!
//! `DTDL_GOLDEN=overwrite cargo test -p dtdl-codegen` writes them anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]
#![cfg(feature = "format")]

use std::path::Path;
use std::{env, fs};

use dtdl_codegen::{Generated, Options, Side, generate, load};

fn options_of(case: &str) -> Options {
    match case {
        "deep" => Options::new().accept_limits("onvif"),
        "metadata" => Options::new().allow_undefined_extensions(true),
        "one_thread" => Options::new().send(false).docs(false).visibility("private"),
        "options" => Options::new()
            .module("light")
            .visibility("pub(crate)")
            .rename("dtmi:test:Rule;1", "Schedule")
            .rename("dtmi:test:Switch:_contents:__celsius;1", "degrees")
            .rename("dtmi:test:Switch:_contents:__toggle;1", "flip")
            .attribute("non_exhaustive")
            .derive("Eq")
            .derive("core::cmp::PartialOrd")
            .derive_for("dtmi:test:Mode;1", "Ord")
            .attribute_for("dtmi:test:Rule;1", "#[doc(alias = \"rule\")]")
            .replace("dtmi:dtdl:instance:Schema:double;2", "crate::Celsius")
            .map("::std::collections::HashMap")
            .closed_enums(true)
            .deny_unknown_fields(true),
        "serde" => Options::new().derive("serde::Serialize").derive("serde::Deserialize"),
        _ => Options::new(),
    }
}

fn generated(case: &str, side: Side) -> Generated {
    generated_with(case, |options| options.side(side))
}

fn generated_with(case: &str, change: impl FnOnce(Options) -> Options) -> Generated {
    let options = change(options_of(case))
        .base(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case))
        .model("model.json");
    options.check().unwrap();
    let parsed = load(&options);
    let errors: Vec<String> = parsed
        .diagnostics
        .iter()
        .map(|error| error.render(&parsed.sources))
        .collect();
    assert!(parsed.is_valid(), "{}", errors.join("\n"));
    generate(&parsed.model, &options)
}

fn compare(case: &str, file: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(case)
        .join(file);
    if env::var_os("DTDL_GOLDEN").is_some_and(|wish| wish == "overwrite") {
        fs::write(&path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let line = expected
        .lines()
        .zip(found.lines())
        .position(|(expected, found)| expected != found);
    assert!(
        expected == found,
        "{} differs from line {} on; DTDL_GOLDEN=overwrite writes it anew",
        path.display(),
        line.unwrap_or_else(|| expected.lines().count().min(found.lines().count())) + 1
    );
}

fn check(case: &str) {
    let generated = generated(case, Side::Device);
    compare(case, "plan.txt", &format!("{:#?}\n", generated.plan()));
    compare(case, "generated.rs", &generated.source());
}

macro_rules! cases {
    ($($case:ident)*) => {
        $(
            #[test]
            fn $case() {
                check(stringify!($case));
            }
        )*
    };
}

cases! { commands components deep extends metadata names one_thread options relationships schemas sides texts thermostat version_4 }

/// What a program in the cloud gets.
#[test]
fn the_services_side() {
    for case in [
        "components",
        "extends",
        "metadata",
        "options",
        "sides",
        "thermostat",
        "version_4",
    ] {
        compare(case, "service.rs", &generated(case, Side::Service).source());
    }
}

/// The same with closed enums, and objects that refuse other fields.
#[test]
fn serde_with_closed_enums() {
    let generated = generated_with("serde", |options| options.closed_enums(true).deny_unknown_fields(true));
    compare("serde", "closed.rs", &generated.source());
}

#[test]
fn both_sides_share_the_types_of_payloads() {
    for case in ["serde", "sides"] {
        compare(case, "both.rs", &generated(case, Side::Both).source());
    }
}

#[test]
fn every_folder_of_cases_is_tested() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 15);
}

#[test]
fn files_hold_the_same_items_as_the_single_source() {
    let generated = generated("components", Side::Device);
    let files = generated.files();
    let paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
    assert_eq!(
        paths,
        [
            "mod.rs",
            "plant.rs",
            "plant/info.rs",
            "plant/lamp.rs",
            "plant/valve_v1.rs",
            "plant/valve_v2.rs"
        ]
    );
    let source = generated.source();
    for (_, text) in files.iter() {
        for item in text.lines().filter(|line| line.trim().starts_with("pub struct")) {
            assert!(source.contains(item.trim()), "{item}");
        }
    }
}

#[test]
fn what_a_service_receives_may_be_dropped_and_what_it_is_to_write_may_not() {
    let source = generated("thermostat", Side::Service).source();
    assert!(!source.contains("a message does nothing until it is sent"));
    let kept = source.matches("must_use = \"desired properties do nothing until they are written\"");
    assert_eq!(kept.count(), 2, "`DesiredProperties` and `TwinDesired`");
}

#[test]
fn documentation_is_no_wider_than_a_hundred_characters() {
    for case in ["components", "metadata", "sides", "texts", "thermostat"] {
        for line in generated(case, Side::Both).source().lines() {
            let is_wide = line.trim_start().starts_with("///") && line.chars().count() > 100;
            assert!(!is_wide, "{line}");
        }
    }
}
