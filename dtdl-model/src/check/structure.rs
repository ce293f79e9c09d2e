//! Depth, numbers, and what must not stand below what.

use crate::hash::HashSet;

use super::Checker;
use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements};
use crate::facts::PerElement;
use crate::metamodel::Rule;
use crate::read::{article, describe};

/// Longest chains and totals below elements, by the rule's number, each computed once.
#[derive(Debug, Default)]
pub(super) struct Heights {
    known: PerRule<u32>,
    totals: PerRule<u64>,
}

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

fn along<'e>(element: &'e Element, rule: &'static Rule) -> impl Iterator<Item = (bool, ElementIx)> + 'e {
    let imported = ("contents", element.imported());
    let stated = element.objects.iter().map(|(member, values)| (*member, &**values));
    // What co-types bring, such as a unit, is no part of the structure.
    let stated = stated.filter(|(member, _)| !member.starts_with("dtmi:"));
    stated.chain([imported]).flat_map(move |(member, values)| {
        let counts = rule.along.contains(&member);
        values
            .iter()
            .filter(move |_| counts || !rule.narrow)
            .map(move |value| (counts, *value))
    })
}

/// A rule's members, as the reference names them.
pub(super) fn disjunction(rule: &Rule) -> String {
    let names: Vec<String> = rule.along.iter().map(|name| format!("'{name}'")).collect();
    names.join(" or ")
}

impl Checker<'_, '_> {
    pub(super) fn check_excluded(&mut self, ix: ElementIx, element: &Element, rule: &'static Rule, excluded: &str) {
        // That what stands in a circle contains itself only follows.
        if element.objects.is_empty() && element.imported().is_empty() || self.circling.contains(&ix) {
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
        let schema = super::place_of(self.elements, self.report, element, "schema");
        let mut entry = self
            .report
            .error(
                Code::EXCLUDED_TYPE,
                schema,
                format!("{} must not contain {}", describe(element), article(excluded)),
            )
            .primary(&element.id)
            .property(disjunction(rule))
            .secondary(&inner.id)
            .fact("Restriction", excluded)
            .fact("Type", rule.root)
            .help(match excluded {
                "Array" => "use a Map or an Object, or make it a Telemetry".to_owned(),
                _ if found == ix => "refer to another interface: this is the one that it stands in".to_owned(),
                _ => format!("move the inner {excluded} to the outer interface"),
            });
        if let Some(place) = inner.place.filter(|_| found != ix) {
            entry = entry.label(place.types(), format!("this {excluded}"));
        }
        if let (Some(outer), Some(inner)) = (element.place, inner.place) {
            entry = entry.reference(&[outer.element(), inner.element()]);
        }
        entry.done();
    }

    pub(super) fn check_depth(&mut self, ix: ElementIx, element: &Element, rule: &'static Rule, limit: u32) {
        let height = self.heights.height(self.elements, ix, rule, &mut Vec::new());
        if height <= limit {
            return;
        }
        let mut chain = Vec::new();
        if self.depth(ix, (0, 0), rule, limit, &mut chain) {
            return;
        }
        let Some(deep) = chain.first().and_then(|ix| self.elements.get(*ix)) else {
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

    /// Whether nothing is too deep; a cycle is reported where it closes.
    fn depth(
        &mut self,
        ix: ElementIx,
        (depth, steps): (u32, usize),
        rule: &'static Rule,
        limit: u32,
        chain: &mut Vec<ElementIx>,
    ) -> bool {
        let Some(element) = self.elements.get(ix) else {
            return true;
        };
        let values: Vec<(bool, ElementIx)> = along(element, rule).collect();
        if steps > FAR || depth == limit && values.iter().any(|(counts, _)| *counts) {
            chain.push(ix);
            return false;
        }
        for (counts, value) in values {
            let deeper = depth + u32::from(counts);
            // Only what leads too deep is walked: shared schemas have more ways through them than anybody can go.
            let height = self.heights.height(self.elements, value, rule, &mut Vec::new());
            if deeper + height <= limit || self.depth(value, (deeper, steps + 1), rule, limit, chain) {
                continue;
            }
            if chain.contains(&ix) {
                if !rule.allow_self {
                    self.recursive(Code::RECURSIVE_STRUCTURE_WIDE, element, rule, &[]);
                }
                chain.clear();
                return true;
            }
            chain.push(ix);
            return false;
        }
        true
    }

    /// Reports a circle; `circle` is what it leads through, from the element on.
    pub(super) fn recursive(&mut self, code: Code, element: &Element, rule: &Rule, circle: &[ElementIx]) {
        let Some(place) = element.place else { return };
        let extends = rule.along == ["extends"];
        let does = if extends { "extends" } else { "contains" };
        let through: Vec<String> = circle
            .iter()
            .skip(1)
            .filter_map(|ix| self.elements.get(*ix))
            .filter(|element| element.class.partition)
            .map(|element| format!("`{}`", element.id))
            .collect();
        let by_way = match through.as_slice() {
            [] => String::new(),
            few if few.len() <= 5 => format!(", by way of {}", few.join(", ")),
            [first, .., last] => format!(", by way of {first}, … {last}"),
            [one] => format!(", by way of {one}"),
        };
        let help = match (extends, through.is_empty()) {
            (true, true) => "remove it from its own `extends`",
            (true, false) => "remove one of them from the `extends` of another",
            (false, true) => "remove what refers back to it",
            (false, false) => "remove one of the components or schemas that lead back to it",
        };
        let entry = self
            .report
            .error(code, place.id(), format!("{} {does} itself{by_way}", describe(element)))
            .primary(&element.id)
            .help(help);
        if rule.narrow {
            entry.property(disjunction(rule)).done();
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
            .help("split the interface");
    }
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
        if element.objects.is_empty() && element.imported().is_empty() {
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
        for (counts, value) in along(element, self.rule) {
            if counts && self.elements.get(value)?.class.is(self.excluded) {
                return Some(value);
            }
            if let Some(found) = self.below(value, depth + 1) {
                return Some(found);
            }
        }
        None
    }
}

impl Heights {
    /// The most levels below an element.
    fn height(&mut self, elements: &Elements, ix: ElementIx, rule: &'static Rule, path: &mut Vec<ElementIx>) -> u32 {
        if path.contains(&ix) || path.len() > FAR {
            return ENDLESS;
        }
        let Some(element) = elements.get(ix) else { return 0 };
        if element.objects.is_empty() && element.imported().is_empty() {
            return 0;
        }
        if let Some(known) = self.known.get(rule, ix) {
            return known;
        }
        path.push(ix);
        let mut height = 0;
        for (counts, value) in along(element, rule) {
            let below = self.height(elements, value, rule, path);
            height = height.max((below + u32::from(counts)).min(ENDLESS));
        }
        path.pop();
        self.known.set(rule, ix, height);
        height
    }

    fn total(&mut self, elements: &Elements, ix: ElementIx, rule: &'static Rule, path: &mut HashSet<ElementIx>) -> u64 {
        let Some(element) = elements.get(ix) else { return 0 };
        if element.objects.is_empty() && element.imported().is_empty() {
            return 0;
        }
        if let Some(known) = self.totals.get(rule, ix) {
            return known;
        }
        if path.len() > FAR || !path.insert(ix) {
            return 0;
        }
        let mut total = 0_u64;
        for (_, value) in along(element, rule) {
            total = total
                .saturating_add(self.total(elements, value, rule, path))
                .saturating_add(1);
        }
        path.remove(&ix);
        self.totals.set(rule, ix, total);
        total
    }
}
