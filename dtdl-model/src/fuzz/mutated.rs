//! Real models with some of their tokens changed.

use std::fs;
use std::path::{Path, PathBuf};

use super::choices::Choices;

/// Models as tokens.
pub(super) struct Known(Vec<Vec<String>>);

/// What a model never holds where it stands now.
const STRANGE: [&str; 16] = [
    "null",
    "{}",
    "[]",
    "[[]]",
    "7",
    "-0.5",
    "1e300",
    "true",
    "\"\"",
    "\"@id\"",
    "\"@type\"",
    "\"@value\"",
    "\"\\ud83d\\ude00\"",
    "\"dtmi:x;1\"",
    "{",
    "]",
];

impl Known {
    /// The models of the samples, and the invalid ones of this package.
    pub(super) fn read() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths = Vec::new();
        for folder in ["../samples/models", "tests/diagnostics"] {
            search(&package.join(folder), &mut paths);
        }
        paths.sort();
        let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        assert!(texts.len() > 3, "no models beside the package");
        let models: Vec<Vec<String>> = texts.iter().map(|text| tokens(text)).collect();
        Self(models.into_iter().filter(|tokens| !tokens.is_empty()).collect())
    }

    /// One to three models, in which up to five tokens are replaced, doubled, removed or swapped.
    pub(super) fn mutate(&self, bytes: &[u8]) -> Vec<String> {
        let mut choices = Choices::new(bytes);
        let mut texts = Vec::new();
        for _ in 0..=choices.below(3) {
            let mut tokens = choices.one(&self.0).unwrap().clone();
            for _ in 0..choices.below(6) {
                if tokens.is_empty() {
                    break;
                }
                let at = choices.below(tokens.len());
                let other = choices.one(&self.0).unwrap();
                match choices.below(5) {
                    0 => tokens[at].clone_from(choices.one(other).unwrap()),
                    1 => tokens.insert(at, choices.one(other).unwrap().clone()),
                    2 => drop(tokens.remove(at)),
                    3 => tokens[at] = (*choices.one(&STRANGE).unwrap()).to_owned(),
                    _ => {
                        let with = choices.below(tokens.len());
                        tokens.swap(at, with);
                    }
                }
            }
            texts.push(tokens.concat());
        }
        texts
    }
}

fn search(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            search(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
}

/// The JSON tokens of a text, white space left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if letter.is_whitespace() {
            continue;
        }
        let mut end = start + letter.len_utf8();
        if letter == '"' {
            while let Some((at, letter)) = letters.next() {
                end = at + letter.len_utf8();
                if letter == '\\' {
                    end += letters.next().map_or(0, |(_, letter)| letter.len_utf8());
                } else if letter == '"' {
                    break;
                }
            }
        } else if !"{}[],:".contains(letter) {
            while let Some((at, letter)) =
                letters.next_if(|(_, letter)| !"{}[],:\"".contains(*letter) && !letter.is_whitespace())
            {
                end = at + letter.len_utf8();
            }
        }
        tokens.push(text[start..end].to_owned());
    }
    tokens
}
