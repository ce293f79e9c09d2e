//! A sample of the published models, every time; the `corpus` program takes them all.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::path::Path;

use dtdl_codegen::Side;
use dtdl_tests::corpus::{self, Compiler, Request};
use dtdl_tests::shared::{optional, shared};

/// How many models; about a minute.
const SAMPLE: usize = 12;

#[test]
fn a_sample_of_the_published_models_is_generated_and_compiles() {
    let Some(models) = shared("models") else { return };
    let seed = std::env::var("DTDL_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(2026);
    println!("DTDL_SEED={seed}");
    let clippy = optional(
        Path::new("cargo-clippy"),
        &["--version"],
        "`rustup component add clippy`",
    );
    let compiler = clippy.map_or(Compiler::Check, |_| Compiler::Clippy);
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let request = Request {
        models: &models,
        sample: Some((SAMPLE, seed)),
        side: Side::Both,
        together: false,
        compiler: Some(compiler),
        scratch: &scratch,
    };
    let outcome = corpus::run(&request, &|_, _, _| {}).unwrap();
    println!("{}", outcome.in_code);
    assert!(outcome.failed.is_empty(), "{:#?}", outcome.failed);
    assert_eq!(outcome.in_models, outcome.in_code);
    assert_eq!(outcome.passed, SAMPLE);
}
