//! Mutated texts: no panic, no hang, the same answer twice.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::path::Path;

use dtdl_model::{NoResolver, Options, Source, parse};

/// A small generator of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

/// Splits a text into its JSON tokens, so that mutations stay close to JSON.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (index, letter) in text.char_indices() {
        let structural = "{}[],:".contains(letter) || letter.is_whitespace();
        if letter == '"' {
            quoted = !quoted;
        }
        if structural && !quoted {
            if start < index {
                tokens.push(&text[start..index]);
            }
            tokens.push(&text[index..index + letter.len_utf8()]);
            start = index + letter.len_utf8();
        }
    }
    tokens.push(&text[start..]);
    tokens
}

#[test]
fn mutated_texts_never_panic_and_are_judged_the_same_twice() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut texts: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    texts.sort();
    let known: Vec<Vec<&str>> = texts.iter().map(|text| tokens(text)).collect();
    let mut numbers = Numbers(7);
    let rounds = std::env::var("DTDL_MUTATIONS").map_or(1500, |rounds| rounds.parse().unwrap());
    for _ in 0..rounds {
        let mut mutant = known[numbers.below(known.len())].clone();
        for _ in 0..=numbers.below(4) {
            let at = numbers.below(mutant.len());
            let other = &known[numbers.below(known.len())];
            match numbers.below(4) {
                0 => mutant[at] = other[numbers.below(other.len())],
                1 => mutant.insert(at, other[numbers.below(other.len())]),
                2 => drop(mutant.remove(at)),
                _ => {
                    let with = numbers.below(mutant.len());
                    mutant.swap(at, with);
                }
            }
        }
        let text = mutant.concat();
        let judge = || {
            let parsed = parse(
                vec![Source::new("mutant", text.as_str())],
                &mut NoResolver,
                &Options::default(),
            );
            let shown: Vec<String> = parsed
                .diagnostics
                .iter()
                .map(|diagnostic| diagnostic.render(&parsed.sources))
                .collect();
            shown
        };
        assert_eq!(judge(), judge(), "{text}");
    }
}
