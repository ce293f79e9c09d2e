//! Of a model set with errors, what is sound is generated all the same, as the macro does: whatever is left out, that
//! is Rust.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use dtdl_codegen::model::{NoResolver, Options as ModelOptions, Source, parse};
use dtdl_codegen::{Options, generate};

/// Numbers from a seed (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

fn models(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            models(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

#[test]
fn whatever_is_left_out_the_rest_is_rust() {
    let mut paths = Vec::new();
    models(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"), &mut paths);
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let seed = std::env::var("DTDL_SEED").map_or(7, |seed| seed.parse().unwrap());
    let rounds = std::env::var("DTDL_ROUNDS").map_or(150, |rounds| rounds.parse().unwrap());
    let mut numbers = Numbers(seed);
    let (mut unsound, mut generated_some) = (0, 0);
    for _ in 0..rounds {
        let sources: Vec<Source> = (0..=numbers.below(3))
            .map(|_| {
                let mut text = texts[numbers.below(texts.len())].clone();
                for _ in 0..=numbers.below(4) {
                    // Spoils a word: the member, the value or the reference that it was is no more.
                    let words: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
                    let at = words[numbers.below(words.len())];
                    text.insert_str(at + 1, ["x", "-", "dtmi:", "_"][numbers.below(4)]);
                }
                Source::new("mutated.json", text)
            })
            .collect();
        let texts: Vec<String> = sources.iter().map(|source| source.text().to_owned()).collect();
        let parsed = parse(sources, &mut NoResolver, &ModelOptions::default().keep_going(true));
        unsound += usize::from(!parsed.is_valid());
        if parsed.model.interfaces().len() == 0 {
            continue;
        }
        let generated = generate(&parsed.model, &Options::new());
        let tokens = generated.tokens().to_string();
        assert!(syn::parse_file(&tokens).is_ok(), "{texts:#?}\n{tokens}");
        if generated.plan().problems.is_empty() {
            generated_some += 1;
            assert!(
                generated.files().iter().all(|(_, text)| syn::parse_file(text).is_ok()),
                "{texts:#?}"
            );
        }
    }
    assert!(
        unsound > rounds / 2 && generated_some > rounds / 4,
        "{unsound} {generated_some} of {rounds}"
    );
}
