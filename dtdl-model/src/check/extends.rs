//! `extends`: how deep, no circle, and names that stay unique.

use super::Checker;
use super::structure::{disjunction, each_along};
use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements};
use crate::facts::PerElement;
use crate::hash::{HashMap, HashSet, IndexSet};
use crate::metamodel::{Rule, metamodel};
use crate::read::describe;

/// As many levels as any version allows, and one more.
const LEVELS: usize = 13;

/// Hands the contents of interfaces on to those that extend them.
pub(super) fn import(elements: &mut Elements) {
    for index in 0..elements.interfaces.len() {
        let Some(ix) = elements.interfaces.get(index).copied() else {
            break;
        };
        let Some(element) = elements.get(ix) else { continue };
        if element.values("extends").is_empty() {
            continue;
        }
        let mut seen: IndexSet<ElementIx> = IndexSet::from_iter([ix]);
        let mut next = 0;
        for _ in 0..LEVELS {
            let level = next..seen.len();
            next = seen.len();
            for index in level {
                if let Some(element) = seen.get_index(index).and_then(|ix| elements.get(*ix)) {
                    seen.extend(element.values("extends").iter().copied());
                }
            }
        }
        let bases: Box<[ElementIx]> = seen.into_iter().skip(1).collect();
        for base in &bases {
            if let Some(base) = elements.get_mut(*base) {
                base.rare_mut().heirs.push(ix);
            }
        }
        if let Some(element) = elements.get_mut(ix) {
            element.rare_mut().bases = bases;
        }
    }
}

impl Checker<'_, '_> {
    /// Depth of the chain, and unique names of what it brings.
    pub(super) fn check_extends(&mut self, ix: ElementIx, element: &Element, rule: &'static Rule, limit: u32) {
        let chain = match self.heights.height(self.elements, ix, rule) <= limit {
            true => None,
            false => self.too_deep(ix, limit, rule, 0),
        };
        if let Some(deep) = chain.and_then(|chain| self.elements.get(*chain.first()?)) {
            let at = super::place_of(element, "extends");
            let entry = self
                .report
                .error(
                    Code::EXCESSIVE_DEPTH_NARROW,
                    at,
                    format!("{} extends more than {limit} interfaces in a chain", describe(element)),
                )
                .primary(&element.id)
                .property(disjunction(rule))
                .secondary(&deep.id)
                .help("shorten the chain");
            if let (Some(root), Some(deep)) = (element.place, deep.place) {
                entry.reference(&[root.element(), deep.element()]).done();
            }
            return;
        }
        let mut closure: IndexSet<ElementIx> = IndexSet::default();
        let mut open: Vec<ElementIx> = vec![ix];
        while let Some(next) = open.pop() {
            if self.circling.contains(&next) {
                // What comes with a circle only follows.
                return;
            }
            let Some(current) = self.elements.get(next) else {
                continue;
            };
            if next == ix || closure.insert(next) {
                let bases = rule.along.iter().flat_map(|member| current.values(member));
                open.extend(bases.rev());
            }
        }
        if let Some(import) = rule.import {
            self.check_import(element, &closure, rule, import);
        }
    }

    fn check_import(&mut self, element: &Element, closure: &IndexSet<ElementIx>, rule: &Rule, import: &str) {
        if closure.is_empty() {
            return;
        }
        // Each name with the content that has it and, if it is inherited, the interface that brings it.
        let mut names: HashMap<&str, (ElementIx, Option<&Element>)> = HashMap::default();
        for content in element.values(import) {
            if let Some(name) = self.elements.get(*content).and_then(|content| content.text("name")) {
                names.entry(name).or_insert((*content, None));
            }
        }
        let mut said: HashSet<&str> = HashSet::default();
        let mut bases: Option<Vec<HashSet<ElementIx>>> = None;
        for base in closure {
            let Some(base) = self.elements.get(*base) else { continue };
            for content in base.values(import) {
                let Some(inherited) = self.elements.get(*content) else {
                    continue;
                };
                let Some(name) = inherited.text("name") else { continue };
                let (known, from) = *names.entry(name).or_insert((*content, Some(base)));
                if known == *content || said.contains(name) {
                    continue;
                }
                // What an interface inherits from one base is that base's business.
                let bases = bases.get_or_insert_with(|| self.contents_of_bases(element, import));
                let one_has_both = bases.iter().any(|all| all.contains(&known) && all.contains(content));
                if from.is_some() && one_has_both {
                    continue;
                }
                let Some(first) = self.elements.get(known) else {
                    continue;
                };
                said.insert(name);
                let place = super::place_of(first, "name");
                let other = super::place_of(inherited, "name");
                let (at, message) = match from {
                    None => (
                        place,
                        format!(
                            "`{name}` also comes from `{}`, which {} extends",
                            base.id,
                            describe(element)
                        ),
                    ),
                    Some(from) => (
                        super::place_of(element, "extends"),
                        format!(
                            "{} inherits two `{name}`: from `{}` and from `{}`",
                            describe(element),
                            from.id,
                            base.id
                        ),
                    ),
                };
                let mut entry = self
                    .report
                    .error(Code::NON_UNIQUE_IMPORTED_PROPERTY_VALUE, at, message)
                    .primary(&element.id)
                    .secondary(&base.id)
                    .property(import)
                    .fact("AuxProperty", "name")
                    .fact("Transformation", disjunction(rule))
                    .value(name)
                    .reference(&[place, other])
                    .help("give one of them another name");
                if from.is_some() {
                    entry = entry.label(place, "inherited from here");
                }
                let and = if from.is_some() {
                    "and from here"
                } else {
                    "inherited from here"
                };
                entry.label(other, and).done();
                if from.is_none() {
                    self.blame(element, import, known);
                }
            }
        }
    }

    /// What each direct base has, its own and inherited.
    fn contents_of_bases(&self, element: &Element, import: &str) -> Vec<HashSet<ElementIx>> {
        let bases = element
            .values("extends")
            .iter()
            .filter_map(|base| self.elements.get(*base));
        bases
            .map(|base| {
                let imported = self.elements.imported(base).flatten();
                base.values(import).iter().chain(imported).copied().collect()
            })
            .collect()
    }
}

/// Circles of interfaces along narrow rules: each is reported once, where it is first closed.
pub(super) fn check_recursion(checker: &mut Checker<'_, '_>) {
    for rule in metamodel()
        .classes
        .rules
        .iter()
        .filter(|rule| rule.narrow && !rule.allow_self)
    {
        if rule.exclude.is_some() {
            continue;
        }
        // Whether the way on from an element has been followed to its end.
        let mut followed: PerElement<bool> = PerElement::default();
        let elements = checker.elements;
        for ix in &elements.interfaces {
            let Some(element) = elements.get(*ix) else { continue };
            if element.version != rule.version || !element.class.is(rule.root) {
                continue;
            }
            let Some(limit) = rule.depth.map(|depth| depth.under(element.limits())) else {
                visit(checker, *ix, rule, &mut followed);
                continue;
            };
            if checker.heights.height(elements, *ix, rule) > limit {
                checker.too_deep(*ix, limit, rule, 0);
            }
        }
    }
}

/// Walks without recursion of its own: chains can be as long as a text.
fn visit(checker: &mut Checker<'_, '_>, ix: ElementIx, rule: &'static Rule, followed: &mut PerElement<bool>) {
    let elements = checker.elements;
    // The values of an element that are still to be visited, the next one last.
    let open = |ix: ElementIx| -> Vec<ElementIx> {
        let values = elements
            .get(ix)
            .into_iter()
            .flat_map(|element| each_along(elements, element, rule));
        let mut values: Vec<ElementIx> = values.filter(|(counts, _)| *counts).map(|(_, value)| value).collect();
        values.reverse();
        values
    };
    if followed.has(ix) {
        return;
    }
    followed.set(ix, false);
    let mut stack: Vec<(ElementIx, Vec<ElementIx>)> = vec![(ix, open(ix))];
    let mut reported: HashSet<ElementIx> = HashSet::default();
    while let Some((current, values)) = stack.last_mut() {
        let Some(value) = values.pop() else {
            followed.set(*current, true);
            stack.pop();
            continue;
        };
        match followed.get(value) {
            Some(true) => {}
            Some(false) => {
                let reported = reported.insert(value);
                if let Some(element) = elements.get(value).filter(|_| reported) {
                    let circle = circle(&stack, value);
                    checker.recursive(Code::RECURSIVE_STRUCTURE_NARROW, element, rule, &circle);
                    checker.unsound.push(value);
                    checker.circling.extend(circle);
                }
            }
            None => {
                followed.set(value, false);
                stack.push((value, open(value)));
            }
        }
    }
}

/// The end of a path from an element on; empty if it is longer than anybody would read.
fn circle(path: &[(ElementIx, Vec<ElementIx>)], from: ElementIx) -> Vec<ElementIx> {
    const READABLE: usize = 1000;
    let length = path.iter().rev().take(READABLE).position(|(ix, _)| *ix == from);
    let length = length.map_or(0, |position| position + 1);
    path.iter().skip(path.len() - length).map(|(ix, _)| *ix).collect()
}
