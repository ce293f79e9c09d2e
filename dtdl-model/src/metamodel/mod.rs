//! The language as data: the tables beside this file, read once.

mod classes;
mod contexts;
mod cotypes;
mod elements;
#[cfg(test)]
mod facts;
mod limits;
mod name;
mod spelling;
mod units;

use core::fmt::Debug;
use std::sync::LazyLock;

pub(crate) use classes::{Class, Classes, Member, MemberKind, Pattern, Positions, Rule};
pub(crate) use contexts::{Context, Contexts, Term};
pub(crate) use cotypes::{Cotype, CotypeKind, CotypeMember, Cotypes, SiblingRule, ValueRule};
pub(crate) use elements::StandardElements;
pub(crate) use name::Name;
pub(crate) use spelling::{Spelling, name_of};

/// The newest DTDL version.
pub(crate) const NEWEST: u8 = 4;

/// All tables.
#[derive(Debug)]
pub(crate) struct Metamodel {
    pub(crate) classes: Classes,
    pub(crate) contexts: Contexts,
    pub(crate) cotypes: Cotypes,
    pub(crate) elements: StandardElements,
}

static METAMODEL: LazyLock<Metamodel> = LazyLock::new(|| {
    let contexts = Contexts::read(include_str!("contexts.txt"));
    Metamodel {
        classes: Classes::read(include_str!("classes.txt")),
        cotypes: Cotypes::read(include_str!("cotypes.txt")),
        elements: StandardElements::read(include_str!("elements.txt"), include_str!("units.txt"), &contexts),
        contexts,
    }
});

/// The tables.
pub(crate) fn metamodel() -> &'static Metamodel {
    &METAMODEL
}

/// The lines of a table that say something, with their indentation.
fn lines(table: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let text = line.trim_start();
            (line.len() - text.len(), text)
        })
}

/// The value of the fact `name` among the words of a line.
fn fact<'a>(words: &[&'a str], name: &str) -> Option<&'a str> {
    words
        .iter()
        .find_map(|word| word.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')))
}

fn flag(words: &[&str], name: &str) -> bool {
    words.contains(&name)
}

fn list(text: Option<&'static str>, separator: char) -> Vec<&'static str> {
    text.map(|text| text.split(separator).collect()).unwrap_or_default()
}
