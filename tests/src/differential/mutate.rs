//! Texts with mistakes: what people and programs do to a model that was right.

use std::collections::BTreeMap;

use super::tree::Tree;
use crate::random::Random;

/// What the models at hand are made of, to make mistakes from.
#[derive(Debug, Default)]
pub(super) struct Stock {
    /// Values by the name of the member.
    values: BTreeMap<String, Vec<Tree>>,
    names: Vec<String>,
}

/// So many values of a member are enough.
const ENOUGH: usize = 4000;

impl Stock {
    /// Takes in what a text is made of.
    pub(super) fn learn(&mut self, tree: &Tree) {
        for object in tree.objects() {
            for (name, value) in object {
                let known = self.values.entry(name.clone()).or_default();
                if known.len() < ENOUGH && value.count() < 40 {
                    known.push(value.clone());
                }
            }
        }
        self.names = self.values.keys().cloned().collect();
    }

    fn name(&self, random: &mut Random) -> String {
        pick(&self.names, random).cloned().unwrap_or_default()
    }

    fn value(&self, name: &str, random: &mut Random) -> Option<Tree> {
        pick(self.values.get(name)?, random).cloned()
    }
}

pub(super) fn pick<'t, T>(values: &'t [T], random: &mut Random) -> Option<&'t T> {
    if values.is_empty() {
        return None;
    }
    values.get(random.below(values.len() as u64) as usize)
}

fn chance(random: &mut Random, of: usize) -> usize {
    random.below(of.max(1) as u64) as usize
}

/// Makes one mistake somewhere.
pub(super) fn mutate(tree: &mut Tree, stock: &Stock, random: &mut Random) {
    let count = tree.count();
    let other = chance(random, count);
    let other = tree.nth(other).cloned();
    for _ in 0..20 {
        let at = chance(random, count);
        let Some(target) = tree.nth(at) else { continue };
        let done = match target {
            Tree::Object(members) => object(members, stock, other.as_ref(), random),
            Tree::Array(values) => array(values, other.as_ref(), random),
            scalar => {
                *scalar = replaced(scalar, other.as_ref(), random);
                true
            }
        };
        if done {
            return;
        }
    }
}

fn object(members: &mut Vec<(String, Tree)>, stock: &Stock, other: Option<&Tree>, random: &mut Random) -> bool {
    let at = chance(random, members.len());
    let Some((name, value)) = members.get(at).cloned() else {
        return false;
    };
    match random.below(16) {
        0 | 1 => {
            members.remove(at);
        }
        2 => members.push((name, value)),
        3 => {
            let Some(value) = stock.value(&name, random) else {
                return false;
            };
            members.push((name, value));
        }
        4 => {
            let to = stock.name(random);
            if let Some((name, _)) = members.get_mut(at) {
                *name = to;
            }
        }
        5 => {
            let to = misspelt(&name, random);
            if let Some((name, _)) = members.get_mut(at) {
                *name = to;
            }
        }
        6..=8 => {
            let Some(value) = stock.value(&name, random) else {
                return false;
            };
            if let Some((_, known)) = members.get_mut(at) {
                *known = value;
            }
        }
        9..=11 => {
            let name = stock.name(random);
            let Some(value) = stock.value(&name, random) else {
                return false;
            };
            if name != "@context" || random.below(8) == 0 {
                members.insert(at, (name, value));
            }
        }
        12 => {
            let name = pick(
                &[
                    "@type",
                    "@id",
                    "@context",
                    "displayName",
                    "description",
                    "comment",
                    "schema",
                    "name",
                ],
                random,
            );
            let name = (*name.unwrap_or(&"@type")).to_owned();
            let Some(value) = stock.value(&name, random) else {
                return false;
            };
            match members.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value,
                None => members.push((name, value)),
            }
        }
        13 => {
            if let Some((_, value)) = members.get_mut(at) {
                *value = replaced(value, other, random);
            }
        }
        14 => {
            let to = chance(random, members.len());
            members.swap(at, to);
        }
        _ => {
            let Some((_, Tree::Array(values))) = members.get_mut(at) else {
                return false;
            };
            let Some(Tree::Array(more)) = stock.value(&name, random) else {
                return false;
            };
            values.extend(more);
        }
    }
    true
}

fn array(values: &mut Vec<Tree>, other: Option<&Tree>, random: &mut Random) -> bool {
    let at = chance(random, values.len());
    let Some(value) = values.get(at).cloned() else {
        values.extend(other.cloned());
        return other.is_some();
    };
    match random.below(6) {
        0 => {
            values.remove(at);
        }
        1 => values.push(value),
        2 => values.extend(other.cloned()),
        3 => {
            let to = chance(random, values.len());
            values.swap(at, to);
        }
        4 => {
            if let Some(value) = values.get_mut(at) {
                *value = Tree::Array(vec![value.clone()]);
            }
        }
        _ => {
            if let Some(value) = values.get_mut(at) {
                *value = replaced(value, other, random);
            }
        }
    }
    true
}

/// Another value in the place of one.
fn replaced(value: &Tree, other: Option<&Tree>, random: &mut Random) -> Tree {
    let text = match value {
        Tree::String(text) => text.clone(),
        other => other.to_string(),
    };
    let member = |name: &str, value: Tree| (name.to_owned(), value);
    match random.below(18) {
        0 => Tree::Null,
        1 => Tree::Bool(random.below(2) == 0),
        2 => Tree::Number(f64::from(random.integer() % 2000)),
        3 => Tree::Number(random.double()),
        4 => Tree::Array(vec![value.clone()]),
        5 => Tree::Array(Vec::new()),
        6 => Tree::Array(vec![value.clone(), value.clone()]),
        7 => Tree::Object(Vec::new()),
        8 => Tree::Object(vec![member("@id", value.clone())]),
        9 => Tree::Object(vec![member("@value", value.clone())]),
        10 => {
            let types = ["xsd:string", "xsd:integer", "xsd:boolean", "xsd:decimal", "string"];
            let kind = pick(&types, random).map_or("", |kind| kind);
            Tree::Object(vec![
                member("@value", value.clone()),
                member("@type", Tree::String(kind.to_owned())),
            ])
        }
        11 => {
            let languages = ["en", "de-DE", "EN", "x", "zh-Hans-CN"];
            let language = pick(&languages, random).map_or("", |language| language);
            Tree::Object(vec![member(language, value.clone())])
        }
        12..=14 => Tree::String(misspelt(&text, random)),
        15 => Tree::String(text.repeat(1 + chance(random, 600 / text.len().max(1)))),
        _ => other.cloned().unwrap_or(Tree::Null),
    }
}

/// A letter more, less, or another one.
pub(super) fn misspelt(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = chance(random, letters.len());
    let odd = ['_', ':', ';', '1', 'x', 'X', ' ', '#', '.', 'é', '-', '/', '@'];
    let letter = pick(&odd, random).copied().unwrap_or('x');
    match random.below(6) {
        0 if !letters.is_empty() => {
            letters.remove(at);
        }
        1 => letters.insert(at, letter),
        2 => letters.push(letter),
        3 => {
            if let Some(known) = letters.get_mut(at) {
                *known = letter;
            }
        }
        4 => {
            if let Some(known) = letters.get_mut(at) {
                *known = match known.is_lowercase() {
                    true => known.to_ascii_uppercase(),
                    false => known.to_ascii_lowercase(),
                };
            }
        }
        _ => letters.truncate(at),
    }
    letters.into_iter().collect()
}
