//! What co-types say about the elements beside and above.

use super::Checker;
use super::literals::{Key, literal_text};
use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements};
use crate::hash::HashMap;
use crate::metamodel::{Cotype, ValueRule, metamodel};
use crate::read::describe;

/// What was found out about the values of members, so that they are not looked through for each of them.
#[derive(Default)]
pub(super) struct Siblings<'e> {
    /// Of an element, a member and a type: the first two values that have it.
    of_type: HashMap<(ElementIx, &'static str, &'static str), [Option<ElementIx>; 2]>,
    /// Of an element, a member and a literal of its values: the first one with each of them.
    with_literal: HashMap<(ElementIx, &'static str, &'static str), HashMap<Key<'e>, ElementIx>>,
}

impl<'e> Siblings<'e> {
    fn of_type(
        &mut self,
        elements: &Elements,
        parent: ElementIx,
        member: &'static str,
        kind: &'static str,
    ) -> [Option<ElementIx>; 2] {
        *self.of_type.entry((parent, member, kind)).or_insert_with(|| {
            let values = elements.get(parent).map_or(&[][..], |parent| parent.values(member));
            let mut found = values
                .iter()
                .copied()
                .filter(|value| elements.get(*value).is_some_and(|value| value.is_a(kind)));
            [found.next(), found.next()]
        })
    }

    /// The first value of a member, in the order of the texts, that has a literal.
    pub(super) fn with_literal(
        &mut self,
        elements: &'e Elements,
        (parent, member): (ElementIx, &'static str),
        name: &'static str,
        literal: &Key<'e>,
    ) -> Option<ElementIx> {
        let known = self.with_literal.entry((parent, member, name)).or_insert_with(|| {
            let mut known: HashMap<Key<'e>, ElementIx> = HashMap::default();
            for value in elements.get(parent).map_or(&[][..], |parent| parent.values(member)) {
                if let Some(literal) = elements.get(*value).and_then(|value| value.literal(name)) {
                    let first = known.entry(Key::of(literal)).or_insert(*value);
                    *first = (*first).min(*value);
                }
            }
            known
        });
        known.get(literal).copied()
    }
}

impl<'e> Checker<'e, '_> {
    pub(super) fn check_siblings(&mut self, ix: ElementIx, element: &'e Element) {
        let cotypes = &metamodel().cotypes;
        for cotype in &element.cotypes {
            for ancestor in cotypes.lineage(cotype) {
                for rule in ancestor.values.iter().filter(|rule| rule.inverse) {
                    self.check_parent(ix, element, cotype, rule);
                }
                for member in ancestor.members.iter().filter(|member| member.unique) {
                    self.check_unique_supplemental(ix, element, member.id, member.name);
                }
            }
        }
    }

    fn check_parent(&mut self, ix: ElementIx, element: &Element, cotype: &'static Cotype, rule: &'static ValueRule) {
        let term = metamodel().contexts.term_or_id(cotype.id);
        let Some(place) = element.place else { return };
        for (ix_of_parent, _) in self
            .elements
            .parents(element)
            .filter(|(_, member)| *member == rule.member)
        {
            let Some(parent) = self.elements.get(ix_of_parent) else {
                continue;
            };
            let named = rule.named.join(" or ");
            if !rule.types.is_empty() && !rule.types.iter().any(|kind| parent.is_a(kind)) {
                self.report
                    .error(
                        Code::PARENT_MISSING_COTYPE,
                        place.types(),
                        format!(
                            "{} is a `{term}`, which may only stand in a `{named}`",
                            describe(element)
                        ),
                    )
                    .primary(&element.id)
                    .property(rule.member)
                    .fact("Type", term)
                    .fact("Restriction", named)
                    .help("add that type to the element around it");
            }
            if let Some(alone) = rule.alone {
                // Said once, about the later of the two.
                let [first, _] = self.siblings.of_type(self.elements, ix_of_parent, rule.member, alone);
                let first = first.filter(|first| *first != ix);
                if let Some(sibling) = first.and_then(|first| self.elements.get(first)) {
                    let other = metamodel().contexts.term_or_id(alone);
                    self.report
                        .error(
                            Code::SIBLING_DUPLICATES_COTYPE,
                            place.types(),
                            format!("two of `{}` are a `{other}`, only one may be", rule.member),
                        )
                        .primary(&element.id)
                        .secondary(&sibling.id)
                        .property(rule.member)
                        .fact("Type", term)
                        .fact("Restriction", other)
                        .help("remove the type from one of them");
                }
            }
            if let Some(beside) = rule.beside {
                let two = self.siblings.of_type(self.elements, ix_of_parent, rule.member, beside);
                if !two.into_iter().flatten().any(|sibling| sibling != ix) {
                    let other = metamodel().contexts.term_or_id(beside);
                    self.report
                        .error(
                            Code::SIBLING_MISSING_COTYPE,
                            place.types(),
                            format!("{} is a `{term}`, which needs a `{other}` beside it", describe(element)),
                        )
                        .primary(&element.id)
                        .property(rule.member)
                        .fact("Type", term)
                        .fact("Restriction", other)
                        .help(format!("add a `{other}` to `{}`", rule.member));
                }
            }
        }
    }

    fn check_unique_supplemental(&mut self, ix: ElementIx, element: &'e Element, id: &'static str, name: &'static str) {
        let Some(literal) = element.literal(id) else { return };
        let elements = self.elements;
        for (parent, member) in elements.parents(element) {
            let first = self
                .siblings
                .with_literal(elements, (parent, member), id, &Key::of(literal));
            let first = first.filter(|first| *first < ix).and_then(|first| elements.get(first));
            let (Some(first), Some(parent)) = (first, elements.get(parent)) else {
                continue;
            };
            let text = literal_text(literal);
            let at = super::place_of(element, name);
            let other = super::place_of(first, name);
            self.report
                .error(
                    Code::NON_UNIQUE_PROPERTY_VALUE,
                    at,
                    format!("two of `{member}` have the {name} `{text}`"),
                )
                .primary(&parent.id)
                .property(member)
                .fact("AuxProperty", id)
                .value(text)
                .label(other, "first used here")
                .help("change one of them");
        }
    }
}
