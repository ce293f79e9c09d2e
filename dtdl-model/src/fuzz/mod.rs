//! Whatever the texts are: no panic, no endless search, the same answer twice and in any order, and no more to keep
//! than was given.
//!
//! A failure says `BOLERO_RANDOM_SEED=…`: with that variable set, the test repeats it. `BOLERO_RANDOM_ITERATIONS` makes
//! the tests longer; cargo-bolero runs them under a fuzzer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod choices;
mod mutated;
mod shaped;

use std::collections::BTreeSet;

use crate::{Code, NoResolver, Options, Parsed, Source, parse};

/// How large a text the fuzzer may make: enough for every construct, and few enough for a debug build.
const INPUT: usize = 4096;

fn judge(texts: &[String], options: &Options) -> Parsed {
    let sources = texts
        .iter()
        .map(|text| Source::new(format!("{} bytes", text.len()), text))
        .collect();
    parse(sources, &mut NoResolver, options)
}

fn rendered(parsed: &Parsed) -> Vec<String> {
    parsed
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.render(&parsed.sources))
        .collect()
}

/// What holds for every set of texts.
fn check(texts: &[String]) {
    for options in [
        Options::default().keep_going(true),
        Options::default()
            .allow_undefined_extensions(true)
            .tolerate_solecisms(true)
            .accept_limits("onvif")
            .keep_going(true),
    ] {
        let first = judge(texts, &options);
        let again = judge(texts, &options);
        assert_eq!(rendered(&first), rendered(&again), "{texts:?}");
        let modelled = |parsed: &Parsed| format!("{:?} {:?}", parsed.model.interfaces, parsed.model.schemas);
        assert_eq!(modelled(&first), modelled(&again), "{texts:?}");
        assert_eq!(first.left_out, again.left_out, "{texts:?}");
        places_stand_in_the_texts(&first);
        what_is_kept_is_bounded(&first, texts);
        assert_eq!(
            first.is_valid(),
            first.left_out.is_empty(),
            "{texts:?} {:?}",
            first.left_out
        );
        order_does_not_matter(&first, texts, &options);
    }
}

fn places_stand_in_the_texts(parsed: &Parsed) {
    for label in parsed.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        let text = parsed.sources[label.source].text();
        // The end of a text that is cut off is a place, too.
        assert!(label.span.start <= text.len() && label.span.start <= label.span.end);
        assert!(text.is_char_boundary(label.span.start));
    }
}

/// Every element and error stems from some bytes: no few bytes make many of them.
fn what_is_kept_is_bounded(parsed: &Parsed, texts: &[String]) {
    let bytes: usize = texts.iter().map(String::len).sum();
    // The shortest element is `{}`, and elements of the language come along, a dozen for a vector.
    assert!(
        parsed.object_model().len() <= bytes + 16,
        "{} elements of {bytes} bytes",
        parsed.object_model().len()
    );
    assert!(parsed.diagnostics.len() <= bytes + 16);
    assert!(parsed.model.schemas.len() <= parsed.object_model().len());
    for diagnostic in &parsed.diagnostics {
        assert!(diagnostic.labels.len() <= 4);
        // A message quotes a few texts, each cut to what a person reads.
        assert!(diagnostic.message.len() <= 2000, "{}", diagnostic.message);
        assert!(diagnostic.help.as_ref().is_none_or(|help| help.len() <= 4000));
        assert!(diagnostic.value.as_ref().is_none_or(|value| value.len() <= bytes + 64));
    }
}

/// The errors of the texts in reverse are the same, but for those that say who is first or second.
fn order_does_not_matter(parsed: &Parsed, texts: &[String], options: &Options) {
    let first_counts = |parsed: &Parsed| {
        parsed
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code == Code::DUPLICATE_DEFINITION)
    };
    let reversed: Vec<String> = texts.iter().rev().cloned().collect();
    let reversed = judge(&reversed, options);
    if first_counts(parsed) || first_counts(&reversed) {
        assert!(!parsed.is_valid() && !reversed.is_valid(), "{texts:?}");
        return;
    }
    let identities = |parsed: &Parsed| -> BTreeSet<String> {
        parsed
            .diagnostics
            .iter()
            .map(|diagnostic| {
                let code = diagnostic.code;
                let primary = match code {
                    // Reported once, at the first that refers or closes the circle.
                    Code::UNRESOLVED_REFERENCE | Code::RECURSIVE_STRUCTURE_NARROW | Code::RECURSIVE_STRUCTURE_WIDE => {
                        None
                    }
                    _ => diagnostic.primary_id.clone(),
                };
                let secondary = (code != Code::EXCESSIVE_DEPTH_NARROW).then_some(&diagnostic.secondary_id);
                format!("{code} {primary:?} {secondary:?} {:?}", diagnostic.value)
            })
            .collect()
    };
    assert_eq!(identities(parsed), identities(&reversed), "{texts:?}");
}

#[test]
fn any_bytes_are_judged() {
    bolero::check!()
        .with_iterations(600)
        .with_max_len(INPUT)
        .for_each(|bytes: &[u8]| {
            check(&[String::from_utf8_lossy(bytes).into_owned()]);
        });
}

#[test]
fn mutated_models_are_judged() {
    let known = mutated::Known::read();
    bolero::check!()
        .with_iterations(250)
        .with_max_len(64)
        .for_each(|bytes: &[u8]| check(&known.mutate(bytes)));
}

#[test]
fn models_of_any_shape_are_judged() {
    bolero::check!()
        .with_iterations(250)
        .with_max_len(1024)
        .for_each(|bytes: &[u8]| check(&shaped::texts(bytes)));
}

/// A shape that is never sound, or never unsound, would test little.
#[test]
fn shapes_are_sometimes_valid_and_show_many_rules() {
    let mut numbers = 7_u64;
    let (mut valid, mut codes) = (0, BTreeSet::new());
    for _ in 0..400 {
        let bytes: Vec<u8> = (0..700)
            .map(|_| {
                numbers = numbers.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (numbers >> 33) as u8
            })
            .collect();
        let parsed = judge(&shaped::texts(&bytes), &Options::default());
        valid += usize::from(parsed.is_valid());
        codes.extend(parsed.diagnostics.iter().map(|diagnostic| diagnostic.code));
    }
    assert!(valid >= 20, "{valid} of 400 shapes are valid");
    assert!(codes.len() >= 25, "shapes break {} rules: {codes:?}", codes.len());
}
