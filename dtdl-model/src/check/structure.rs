//! Depth, numbers, and what must not stand below what.

use crate::hash::{HashMap, HashSet};
use std::rc::Rc;

use super::Checker;
use crate::diagnostic::Code;
use crate::elements::{CONTENTS, Element, ElementIx, Elements};
use crate::facts::PerElement;
use crate::metamodel::{NEWEST, Rule, metamodel};
use crate::place::Place;
use crate::read::{article, describe};

/// Longest chains and totals below elements, by the rule's number, each computed once.
#[derive(Debug, Default)]
pub(super) struct Heights {
    known: PerRule<u32>,
    totals: PerRule<u64>,
    /// Room for the way to an element.
    path: Vec<ElementIx>,
    /// What leads too deep from an element, by the levels that are left.
    deep: HashMap<(usize, ElementIx, u32), Chain>,
}

/// Elements that lead too deep, the deepest first; `None` if none do, or only in a circle.
type Chain = Option<Rc<[ElementIx]>>;

/// A fact about elements for each rule, by the rule's number.
#[derive(Debug)]
struct PerRule<T>(Vec<PerElement<T>>);

impl<T> Default for PerRule<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> PerRule<T> {
    fn get(&self, rule: &Rule, ix: ElementIx) -> Option<T> {
        self.0.get(rule.number)?.get(ix).copied()
    }

    fn set(&mut self, rule: &Rule, ix: ElementIx, fact: T) {
        if self.0.len() <= rule.number {
            self.0.resize_with(rule.number + 1, PerElement::default);
        }
        if let Some(facts) = self.0.get_mut(rule.number) {
            facts.set(ix, fact);
        }
    }
}

/// What searches below elements leave for those that follow.
#[derive(Debug, Default)]
pub(super) struct Searches {
    /// Elements below which nothing stands that a rule excludes.
    innocent: PerRule<()>,
    /// By element, the number of the last search that came by.
    seen: Vec<u32>,
    /// How many searches there were.
    count: u32,
}

/// Deeper than any limit: a cycle.
const ENDLESS: u32 = u32::MAX / 2;
/// Steps after which a chain counts as endless, or is not followed: far beyond what any rule allows, and short
/// enough for any stack.
const FAR: usize = 500;

/// The values that stand below an element, by member, and whether they count as deeper; inherited contents, too.
pub(super) fn along<'e>(
    elements: &'e Elements,
    element: &'e Element,
    rule: &'static Rule,
) -> impl Iterator<Item = (bool, &'e [ElementIx])> + 'e {
    let imported = elements.imported(element).map(|contents| (CONTENTS, contents));
    let stated = element.structural();
    stated
        .map(|(member, values)| (member.as_str(), &**values))
        .chain(imported)
        .map(move |(member, values)| (rule.along.contains(&member), values))
        .filter(move |(counts, _)| *counts || !rule.narrow)
}

/// The same values one by one.
pub(super) fn each_along<'e>(
    elements: &'e Elements,
    element: &'e Element,
    rule: &'static Rule,
) -> impl Iterator<Item = (bool, ElementIx)> + 'e {
    along(elements, element, rule).flat_map(|(counts, values)| values.iter().map(move |value| (counts, *value)))
}

/// A rule's members, as the reference names them.
pub(super) fn disjunction(rule: &Rule) -> String {
    let names: Vec<String> = rule.along.iter().map(|name| format!("'{name}'")).collect();
    names.join(" or ")
}

impl Checker<'_, '_> {
    pub(super) fn check_excluded(&mut self, ix: ElementIx, element: &Element, rule: &'static Rule, excluded: &str) {
        // That what stands in a circle contains itself only follows.
        if element.is_leaf() || self.circling.contains(&ix) {
            return;
        }
        self.searches.seen.resize(self.elements.list.len(), 0);
        self.searches.count += 1;
        let mut search = Search {
            elements: self.elements,
            rule,
            excluded,
            searches: &mut self.searches,
            reached: Vec::new(),
            cut: false,
        };
        let Some(found) = search.below(ix, 0) else {
            if !search.cut {
                // All that can be reached has been seen. Nobody comes by what refers to it again, but by what is below.
                for reached in search.reached {
                    self.searches.innocent.set(rule, reached, ());
                }
            }
            return;
        };
        let Some(inner) = self.elements.get(found) else { return };
        let schema = super::place_of(element, "schema");
        // What is at fault is the inner one, unless it stands in an interface of its own.
        let same = inner.partition.is_some() && inner.partition == element.partition;
        let own = same && found != ix && inner.place.is_some();
        let at = inner.place.filter(|_| own).map_or(schema, Place::types);
        let later = allowed_later(rule);
        let in_version = match later {
            Some(_) => format!(" in DTDL v{}", rule.version),
            None => String::new(),
        };
        let does = match found == ix {
            true => "is the interface that it stands in".to_owned(),
            false => format!("must not contain {}{in_version}", article(excluded)),
        };
        let mut entry = self
            .report
            .error(Code::EXCLUDED_TYPE, at, format!("{} {does}", describe(element)))
            .primary(&element.id)
            .property(disjunction(rule))
            .secondary(&inner.id)
            .fact("Restriction", excluded)
            .fact("Type", rule.root)
            .help(match excluded {
                "Array" => match later {
                    Some(later) => format!("use a Map or an Object, make it a Telemetry, or write it in DTDL v{later}"),
                    None => "use a Map or an Object, or make it a Telemetry".to_owned(),
                },
                _ if found == ix => "refer to another interface".to_owned(),
                _ => format!("move the inner {excluded} to the outer interface"),
            });
        if own {
            entry = entry.label(schema, "in this");
        } else if let Some(place) = inner.place.filter(|_| found != ix) {
            entry = entry.label(place.types(), format!("this {excluded}"));
        }
        if let (Some(outer), Some(inner)) = (element.place, inner.place) {
            entry = entry.reference(&[outer.element(), inner.element()]);
        }
        entry.done();
    }

    pub(super) fn check_depth(&mut self, ix: ElementIx, element: &Element, rule: &'static Rule, limit: u32) {
        if self.heights.height(self.elements, ix, rule) <= limit {
            return;
        }
        let chain = self.too_deep(ix, limit, rule, 0);
        let Some(deep) = chain.and_then(|chain| self.elements.get(*chain.first()?)) else {
            return;
        };
        let at = element.place.map(|place| place.types());
        let Some(at) = at else { return };
        let mut entry = self
            .report
            .error(
                Code::EXCESSIVE_DEPTH_WIDE,
                at,
                format!("{} nests schemas more than {limit} levels deep", describe(element)),
            )
            .primary(&element.id)
            .secondary(&deep.id)
            .help("flatten it, for example by joining two levels into one Object");
        if let Some(place) = deep.place {
            entry = entry.label(place.types(), format!("this is level {}", limit + 1));
        }
        entry.done();
    }

    /// What leads too deep; a circle is reported where it closes.
    pub(super) fn too_deep(&mut self, ix: ElementIx, left: u32, rule: &'static Rule, steps: usize) -> Chain {
        let key = (rule.number, ix, left);
        if let Some(known) = self.heights.deep.get(&key) {
            return known.clone();
        }
        let element = self.elements.get(ix)?;
        let values: Vec<(bool, ElementIx)> = each_along(self.elements, element, rule).collect();
        let end: Chain = Some([ix].into());
        // A wide chain ends with an element of the last level that has values, a narrow one with the first of these.
        if steps > FAR || left == 0 && !rule.narrow && values.iter().any(|(counts, _)| *counts) {
            return end;
        }
        // Who comes here again before it is known goes around without going deeper.
        self.heights.deep.insert(key, end);
        let mut chain = None;
        for (counts, value) in values {
            let deep = match left.checked_sub(u32::from(counts)) {
                None => Some([value].into()),
                // Only what leads too deep is walked.
                Some(left) if self.heights.height(self.elements, value, rule) <= left => None,
                Some(left) => self.too_deep(value, left, rule, steps + 1),
            };
            let Some(deep) = deep else { continue };
            match deep.iter().rposition(|known| *known == ix) {
                Some(at) => {
                    let circle: Vec<ElementIx> = deep.iter().skip(at).copied().chain([ix]).rev().collect();
                    self.circle(element, rule, &circle);
                }
                None => chain = Some(deep.iter().copied().chain([ix]).collect()),
            }
            break;
        }
        self.heights.deep.insert(key, chain.clone());
        chain
    }

    /// Reports a circle, which starts and ends with an element, once for all of its elements.
    fn circle(&mut self, element: &Element, rule: &'static Rule, circle: &[ElementIx]) {
        if rule.allow_self {
            return;
        }
        let through = circle.get(..circle.len() - 1).unwrap_or_default();
        if !rule.narrow {
            self.recursive(Code::RECURSIVE_STRUCTURE_WIDE, element, rule, through);
        } else if !circle.iter().any(|ix| self.circling.contains(ix)) {
            self.recursive(Code::RECURSIVE_STRUCTURE_NARROW, element, rule, through);
            self.unsound.extend(circle.first());
            self.circling.extend(circle);
        }
    }

    pub(super) fn check_total(&mut self, ix: ElementIx, element: &Element, rule: &'static Rule, limit: u32) {
        let total = self.heights.total(self.elements, ix, rule, &mut HashSet::default());
        if total <= u64::from(limit) {
            return;
        }
        let Some(place) = element.place else { return };
        self.report
            .error(
                Code::EXCESSIVE_COUNT,
                place.id(),
                format!(
                    "{} contains {total} elements, at most {limit} are allowed",
                    describe(element)
                ),
            )
            .primary(&element.id)
            .property(disjunction(rule))
            .help("remove some: what it extends and has as components counts, too");
    }
}

/// A later DTDL version without a rule.
fn allowed_later(rule: &Rule) -> Option<u8> {
    let mut later = rule.version + 1..=NEWEST;
    later.find(|version| {
        let mut rules = metamodel().classes.rules.iter();
        !rules.any(|other| other.version == *version && other.root == rule.root && other.exclude == rule.exclude)
    })
}

/// A search for what must not stand below an element.
struct Search<'c> {
    elements: &'c Elements,
    rule: &'static Rule,
    excluded: &'c str,
    searches: &'c mut Searches,
    /// What it came by below the first element.
    reached: Vec<ElementIx>,
    /// Whether a chain was too long to be followed to its end.
    cut: bool,
}

impl Search<'_> {
    fn below(&mut self, ix: ElementIx, depth: usize) -> Option<ElementIx> {
        let element = self.elements.get(ix)?;
        if element.is_leaf() {
            return None;
        }
        self.cut |= depth > FAR;
        if self.cut || self.searches.innocent.get(self.rule, ix).is_some() {
            return None;
        }
        let seen = self.searches.seen.get_mut(ix.0 as usize)?;
        if *seen == self.searches.count {
            return None;
        }
        *seen = self.searches.count;
        if depth > 0 {
            self.reached.push(ix);
        }
        along(self.elements, element, self.rule).find_map(|(counts, values)| {
            values.iter().find_map(|value| {
                let is_it = counts && self.elements.get(*value)?.class.is(self.excluded);
                is_it.then_some(*value).or_else(|| self.below(*value, depth + 1))
            })
        })
    }
}

impl Heights {
    /// The most levels below an element.
    pub(super) fn height(&mut self, elements: &Elements, ix: ElementIx, rule: &'static Rule) -> u32 {
        let mut path = core::mem::take(&mut self.path);
        let height = self.above(elements, ix, rule, &mut path);
        path.clear();
        self.path = path;
        height
    }

    /// The same, on the way from what contains it.
    fn above(&mut self, elements: &Elements, ix: ElementIx, rule: &'static Rule, path: &mut Vec<ElementIx>) -> u32 {
        if path.contains(&ix) || path.len() > FAR {
            return ENDLESS;
        }
        let Some(element) = elements.get(ix) else { return 0 };
        if element.is_leaf() {
            return 0;
        }
        if let Some(known) = self.known.get(rule, ix) {
            return known;
        }
        path.push(ix);
        let mut height = 0;
        along(elements, element, rule).for_each(|(counts, values)| {
            for value in values {
                let below = self.above(elements, *value, rule, path);
                height = height.max((below + u32::from(counts)).min(ENDLESS));
            }
        });
        path.pop();
        self.known.set(rule, ix, height);
        height
    }

    fn total(&mut self, elements: &Elements, ix: ElementIx, rule: &'static Rule, path: &mut HashSet<ElementIx>) -> u64 {
        let Some(element) = elements.get(ix) else { return 0 };
        if element.is_leaf() {
            return 0;
        }
        if let Some(known) = self.totals.get(rule, ix) {
            return known;
        }
        if path.len() > FAR || !path.insert(ix) {
            return 0;
        }
        let mut total = 0_u64;
        for (_, values) in along(elements, element, rule) {
            for value in values {
                total = total
                    .saturating_add(self.total(elements, *value, rule, path))
                    .saturating_add(1);
            }
        }
        path.remove(&ix);
        self.totals.set(rule, ix, total);
        total
    }
}
