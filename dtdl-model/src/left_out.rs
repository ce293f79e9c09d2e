//! What a set with errors has no model of: what is unsound, and what needs it.

use crate::hash::{HashMap, HashSet};
use core::fmt;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use crate::Dtmi;
use crate::elements::{ElementIx, Elements, IdIx};
use crate::facts::ElementSet;
use crate::read::describe;

/// An element that the model of a set with errors goes without.
///
/// Only the outermost is named: what is written inside it is left out with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The element in words, for example ``the Telemetry `temperature` ``.
    pub what: String,
    /// Its identifier, if it has a valid one.
    pub id: Option<Dtmi>,
    /// The interfaces that are modelled without it: the one that it is written in, then those that extend that one,
    /// the first hundred at most.
    pub missing_from: Arc<[Dtmi]>,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why an element is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOutReason {
    /// It has an error.
    Unsound,
    /// It needs an element that is left out.
    NeedsLeftOut(Dtmi),
    /// It needs an element that no text defines.
    NeedsUndefined(Dtmi),
}

/// How many interfaces are found that go without an element, and how many of them a message names.
const FOUND: usize = 100;
const SHOWN: usize = 8;

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let Some((owner, heirs)) = self.missing_from.split_first() {
            write!(f, " of `{owner}`")?;
            for (index, heir) in heirs.iter().take(SHOWN).enumerate() {
                let before = if index == 0 { ", and so of " } else { ", " };
                write!(f, "{before}`{heir}`")?;
            }
            if heirs.len() > SHOWN {
                f.write_str(", …")?;
            }
        }
        match &self.reason {
            LeftOutReason::Unsound => f.write_str(" is left out: it has an error"),
            LeftOutReason::NeedsLeftOut(id) => write!(f, " is left out: it needs `{id}`, which is left out"),
            LeftOutReason::NeedsUndefined(id) => write!(f, " is left out: it needs `{id}`, which no text defines"),
        }
    }
}

/// Something written that did not even become an element.
#[derive(Debug)]
pub(crate) struct Lost {
    pub(crate) what: String,
    /// The identifier that it was to have.
    pub(crate) id: Option<String>,
    /// The element around it.
    pub(crate) parent: Option<IdIx>,
}

/// Whether an element can do without values of a member: an interface is still one without this or that content.
pub(crate) fn dispensable(class: &str, member: &str) -> bool {
    matches!(
        (class, member),
        ("Interface", "contents" | "schemas") | ("Relationship", "properties")
    )
}

/// Finds everything that is unsound, or needs what is; says which elements these are and how they are named.
pub(crate) fn find(elements: &Elements) -> (ElementSet, Vec<LeftOut>) {
    let reasons = reasons(elements);
    let out: ElementSet = reasons.keys().copied().collect();
    let mut named = Vec::new();
    // Of an interface, it and its heirs, once for all that they go without.
    let mut families: HashMap<IdIx, Arc<[Dtmi]>> = HashMap::default();
    let mut missing_from = |owner: IdIx| -> Arc<[Dtmi]> {
        Arc::clone(families.entry(owner).or_insert_with(|| family(elements, &out, owner)))
    };
    for (ix, reason) in reasons {
        let Some(element) = elements.get(ix) else { continue };
        let parent = element.parent.and_then(|(parent, _)| elements.at(parent));
        let within = parent.is_none_or(|parent| out.has(parent)) && element.parent.is_some();
        if element.class.partition || !within {
            named.push(LeftOut {
                what: describe(element),
                id: Some(element.id.clone()),
                missing_from: match element.partition {
                    Some(owner) if !element.class.partition => missing_from(owner),
                    _ => Arc::default(),
                },
                reason,
            });
        }
    }
    for lost in &elements.lost {
        let parent = lost.parent.and_then(|parent| elements.at(parent));
        let gone = parent.is_none_or(|parent| out.has(parent));
        if lost.parent.is_some() && gone {
            continue;
        }
        named.push(LeftOut {
            what: lost.what.clone(),
            id: None,
            missing_from: match parent
                .and_then(|parent| elements.get(parent)?.partition)
                .or(lost.parent)
            {
                Some(owner) => missing_from(owner),
                None => Arc::default(),
            },
            reason: LeftOutReason::Unsound,
        });
    }
    (out, named)
}

/// The elements that are left out, and why.
fn reasons(elements: &Elements) -> BTreeMap<ElementIx, LeftOutReason> {
    let unsound = (0..).zip(&elements.list).filter(|(_, element)| !element.sound);
    let mut reasons: BTreeMap<ElementIx, LeftOutReason> = unsound
        .map(|(index, _)| (ElementIx(index), LeftOutReason::Unsound))
        .collect();
    for reference in &elements.references {
        if reference.linked || elements.target(reference.to).is_some() {
            continue;
        }
        let needs = elements.at(reference.from).filter(|ix| {
            elements
                .get(*ix)
                .is_some_and(|from| !dispensable(from.class.name, reference.member()))
        });
        if let Some(ix) = needs {
            reasons.insert(ix, LeftOutReason::NeedsUndefined(elements.id(reference.to).clone()));
        }
    }
    let mut open: Vec<ElementIx> = reasons.keys().copied().collect();
    while let Some(ix) = open.pop() {
        let Some(element) = elements.get(ix) else { continue };
        for (by, member) in &element.referrers {
            let needs = elements.get(*by).is_some_and(|by| !dispensable(by.class.name, member));
            if let (true, Entry::Vacant(reason)) = (needs, reasons.entry(*by)) {
                reason.insert(LeftOutReason::NeedsLeftOut(element.id.clone()));
                open.push(*by);
            }
        }
    }
    reasons
}

/// An interface, and those that extend it, as far as they are modelled.
fn family(elements: &Elements, out: &ElementSet, owner: IdIx) -> Arc<[Dtmi]> {
    let mut found: Vec<ElementIx> = elements.at(owner).into_iter().collect();
    let mut seen: HashSet<ElementIx> = found.iter().copied().collect();
    let mut next = 0;
    while let Some(element) = found.get(next).and_then(|ix| elements.get(*ix)) {
        next += 1;
        if found.len() >= FOUND {
            break;
        }
        for (referrer, _) in element.referrers.iter().filter(|(_, member)| member == "extends") {
            if !out.has(*referrer) && seen.insert(*referrer) {
                found.push(*referrer);
            }
        }
    }
    let ids = found.iter().take(FOUND).filter_map(|ix| elements.get(*ix));
    ids.map(|element| element.id.clone()).collect()
}
