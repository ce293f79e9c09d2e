//! `extends`: how deep, no circle, and names that stay unique.

use super::Checker;
use super::structure::disjunction;
use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements};
use crate::facts::PerElement;
use crate::hash::{HashMap, HashSet, IndexMap, IndexSet};
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
        let contents: Vec<ElementIx> = seen
            .iter()
            .skip(1)
            .filter_map(|base| elements.get(*base))
            .flat_map(|base| base.values("contents"))
            .copied()
            .collect();
        for content in &contents {
            if let Some(content) = elements.get_mut(*content) {
                content.referrers.push((ix, "contents"));
            }
        }
        if let Some(element) = elements.get_mut(ix) {
            element.rare_mut().imported = contents.into();
        }
    }
}

impl Checker<'_, '_> {
    /// Depth of the chain, and unique names of what it brings.
    pub(super) fn check_extends(&mut self, ix: ElementIx, element: &Element, rule: &'static Rule, limit: u32) {
        let mut closure: IndexMap<ElementIx, u32> = IndexMap::default();
        let mut open: Vec<(ElementIx, u32)> = vec![(ix, 0)];
        let mut too_deep = None;
        while let Some((next, depth)) = open.pop() {
            let Some(current) = self.elements.get(next) else {
                continue;
            };
            for base in rule.along.iter().flat_map(|member| current.values(member)) {
                if *base == ix {
                    // A circle is reported once for all.
                    return;
                }
                let deeper = closure.get(base).is_none_or(|known| *known < depth + 1);
                if !deeper {
                    continue;
                }
                closure.insert(*base, depth + 1);
                if depth + 1 > limit {
                    too_deep.get_or_insert(*base);
                    continue;
                }
                open.push((*base, depth + 1));
            }
        }
        if let Some(deep) = too_deep.and_then(|deep| self.elements.get(deep)) {
            let at = super::place_of(self.elements, self.report, element, "extends");
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
        if let Some(import) = rule.import {
            self.check_import(element, &closure, import);
        }
    }

    fn check_import(&mut self, element: &Element, closure: &IndexMap<ElementIx, u32>, import: &str) {
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
        for base in closure.keys() {
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
                let place = super::place_of(self.elements, self.report, first, "name");
                let other = super::place_of(self.elements, self.report, inherited, "name");
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
                        super::place_of(self.elements, self.report, element, "extends"),
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
                    .fact("Transformation", "extends")
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
            .map(|base| base.values(import).iter().chain(base.imported()).copied().collect())
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
            let element = elements.get(*ix);
            if element.is_some_and(|element| element.version == rule.version && element.class.is(rule.root)) {
                visit(checker, *ix, rule, &mut followed);
            }
        }
    }
}

/// Walks without recursion of its own: chains can be as long as a text.
fn visit(checker: &mut Checker<'_, '_>, ix: ElementIx, rule: &'static Rule, followed: &mut PerElement<bool>) {
    let mut stack: Vec<(ElementIx, usize)> = vec![(ix, 0)];
    if followed.has(ix) {
        return;
    }
    followed.set(ix, false);
    let mut reported: HashSet<ElementIx> = HashSet::default();
    while let Some((current, next)) = stack.pop() {
        let Some(element) = checker.elements.get(current) else {
            continue;
        };
        let value = element
            .objects
            .iter()
            .filter(|(member, _)| rule.along.contains(member))
            .flat_map(|(_, values)| values)
            .nth(next)
            .copied();
        let Some(value) = value else {
            followed.set(current, true);
            continue;
        };
        stack.push((current, next + 1));
        match followed.get(value) {
            Some(true) => {}
            Some(false) => {
                let reported = reported.insert(value);
                if let Some(element) = checker.elements.get(value).filter(|_| reported) {
                    let circle = circle(&stack, value);
                    checker.recursive(Code::RECURSIVE_STRUCTURE_NARROW, element, rule, &circle);
                    checker.unsound.push(value);
                    checker.circling.extend(circle);
                }
            }
            None => {
                followed.set(value, false);
                stack.push((value, 0));
            }
        }
    }
}

/// The end of a path from an element on; empty if it is longer than anybody would read.
fn circle(path: &[(ElementIx, usize)], from: ElementIx) -> Vec<ElementIx> {
    const READABLE: usize = 1000;
    let length = path.iter().rev().take(READABLE).position(|(ix, _)| *ix == from);
    let length = length.map_or(0, |position| position + 1);
    path.iter().skip(path.len() - length).map(|(ix, _)| *ix).collect()
}
