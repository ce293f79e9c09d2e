//! Models, thousands of them, shown to this parser and to the reference parser: known ones with mistakes, and ones made
//! from a description of the language.

mod compare;
mod mutate;
mod oracle;
mod shaped;
mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

pub use compare::Kind;
use mutate::{Stock, mutate, pick};
use oracle::{Answer, Oracle};
use shaped::Shaper;
use tree::Tree;

use crate::random::Random;
use crate::shared::workspace;

/// What to do.
#[derive(Debug)]
pub struct Plan {
    /// Where `npm install @digicatapult/dtdl-parser` was done.
    pub oracle: PathBuf,
    /// Folders of JSON texts to start from: models, and cases (of which the inputs are taken).
    pub folders: Vec<PathBuf>,
    /// The reference's digest of the language, to make texts in its shape instead of starting from those of the folders.
    pub shaped: Option<PathBuf>,
    /// How many texts, and which first.
    pub cases: core::ops::Range<u64>,
    /// What to start from.
    pub seed: u64,
    /// Without mistakes: the texts as they are, in their order.
    pub unspoilt: bool,
}

/// A text to which the two parsers do not say the same.
#[derive(Debug)]
pub struct Difference {
    /// Its number.
    pub case: u64,
    /// The text.
    pub text: String,
    /// In what they differ.
    pub found: Vec<(Kind, String)>,
}

/// What came out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many texts were compared.
    pub compared: u64,
    /// How many of them are valid.
    pub valid: u64,
    /// To how many the reference has no answer.
    pub faults: u64,
    /// How often the reference gave which error: what the texts reached.
    pub reached: BTreeMap<String, usize>,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// Contexts, and what they have, that the package of the reference parser is too old for.
const UNKNOWN: [&str; 10] = [
    "extension:mqtt:v3",
    "extension:mqtt:v4",
    "extension:requirement:v2",
    "extension:quantitativeTypes:v3",
    "limits:aio",
    "iotoperations",
    "extension:mqtt;3",
    "extension:mqtt;4",
    "extension:requirement;2",
    "extension:quantitativeTypes;3",
];

/// Larger texts take the reference too long.
const LARGEST: usize = 12_000;

/// Compares.
///
/// # Errors
/// A folder cannot be read, or the reference cannot be started.
pub fn run(plan: &Plan) -> Result<Outcome, String> {
    let mut seeds = Vec::new();
    for folder in &plan.folders {
        collect(folder, &mut seeds)?;
    }
    let shaper = plan.shaped.as_deref().map(Shaper::read).transpose()?;
    if seeds.is_empty() && shaper.is_none() {
        return Err("there is no text to start from".to_owned());
    }
    let mut stock = Stock::default();
    for tree in &seeds {
        stock.learn(tree);
    }
    if let Some(shaper) = &shaper {
        shaper.teach(&mut stock);
    }
    let mut oracle = Oracle::new(&workspace().join("tests/oracle/serve.mjs"), &plan.oracle);
    let mut outcome = Outcome::default();
    for case in plan.cases.clone() {
        let mut random = Random::seeded(plan.seed.wrapping_mul(0x1_0000_0001).wrapping_add(case));
        let tree = match &shaper {
            Some(shaper) => Some(shaper.text(&stock, !plan.unspoilt, &mut random)),
            None => spoilt(&seeds, &stock, (plan, case), &mut random),
        };
        let Some(tree) = tree else { continue };
        let text = tree.to_string();
        if UNKNOWN.iter().any(|context| text.contains(context)) || mistypes(&tree) {
            continue;
        }
        let answer = oracle.ask(&text)?;
        match answer {
            Answer::Fault => {
                outcome.faults += 1;
                continue;
            }
            Answer::Model(_) => outcome.valid += 1,
            Answer::Unresolved(_) => *outcome.reached.entry("unresolved".to_owned()).or_default() += 1,
            Answer::Errors(ref errors) => {
                for error in errors {
                    *outcome.reached.entry(compare::code(error).to_owned()).or_default() += 1;
                }
            }
        }
        outcome.compared += 1;
        let found = compare::compare(&text, &answer);
        if !found.is_empty() {
            outcome.differences.push(Difference { case, text, found });
        }
    }
    Ok(outcome)
}

/// A text of the folders, with mistakes.
fn spoilt(seeds: &[Tree], stock: &Stock, (plan, case): (&Plan, u64), random: &mut Random) -> Option<Tree> {
    if plan.unspoilt {
        return seeds.get(case as usize).cloned();
    }
    let mut tree = pick(seeds, random).cloned()?;
    // One mistake more often than two or three.
    let mistakes = 1 + u64::from(random.below(4) == 0) + u64::from(random.below(8) == 0);
    for _ in 0..mistakes {
        mutate(&mut tree, stock, random);
    }
    Some(tree)
}

/// Whether `@type` holds something other than strings, or `@value` an array: the reference parser crashes, or reads the
/// rest wrongly.
fn mistypes(tree: &Tree) -> bool {
    let mut members = tree.objects().into_iter().flatten();
    members.any(|(name, value)| match (name.as_str(), value) {
        ("@type", Tree::Array(types)) => types.iter().any(|one| !matches!(one, Tree::String(_))),
        ("@value", value) => matches!(value, Tree::Array(_)),
        _ => false,
    })
}

fn collect(folder: &Path, seeds: &mut Vec<Tree>) -> Result<(), String> {
    let cannot = |error: &dyn core::fmt::Display| format!("cannot read {}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| cannot(&error))? {
        paths.push(entry.map_err(|error| cannot(&error))?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, seeds)?;
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(|error| cannot(&error))?;
        let Ok(tree) = serde_json::from_str::<Tree>(text.trim_start_matches('\u{feff}')) else {
            continue;
        };
        let texts = match tree {
            Tree::Array(values) => values,
            single => vec![single],
        };
        seeds.extend(
            texts
                .into_iter()
                .filter_map(start)
                .filter(|tree| tree.to_string().len() < LARGEST),
        );
    }
    Ok(())
}

/// A model, or the inputs of a case as one text.
fn start(tree: Tree) -> Option<Tree> {
    let Tree::Object(members) = &tree else { return None };
    let Some((_, input)) = members.iter().find(|(name, _)| name == "input") else {
        return members.iter().any(|(name, _)| name == "@context").then_some(tree);
    };
    match input {
        Tree::Array(values) if values.len() == 1 => values.first().cloned(),
        Tree::Array(values) => {
            let flat = values.iter().flat_map(|value| match value {
                Tree::Array(inner) => inner.clone(),
                single => vec![single.clone()],
            });
            Some(Tree::Array(flat.collect()))
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::Tree;

    #[test]
    fn a_tree_keeps_order_and_duplicates() {
        let text = r#"{"b":[1,null,true,"x\"y"],"a":{},"b":-2.5}"#;
        let tree: Tree = serde_json::from_str(text).unwrap();
        assert_eq!(tree.to_string(), text);
    }
}
