//! What co-types say about the elements beside and above.

use super::Checker;
use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Literal};
use crate::metamodel::{Cotype, ValueRule, metamodel};
use crate::read::describe;

/// A literal in words.
pub(super) fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::String(text) => text.clone(),
        Literal::Integer(number) => number.to_string(),
        Literal::Decimal(number) => number.to_string(),
        Literal::Boolean(value) => value.to_string(),
        Literal::LangString(texts) => texts.values().next().cloned().unwrap_or_default(),
        Literal::Dtmi(id) => id.as_str().to_owned(),
    }
}

impl Checker<'_, '_> {
    pub(super) fn check_siblings(&mut self, ix: ElementIx, element: &Element) {
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
        for (parent, _) in element.referrers.iter().filter(|(_, member)| *member == rule.member) {
            let Some(parent) = self.elements.get(*parent) else { continue };
            let named = rule.named.join(" or ");
            if !rule.types.is_empty() && !rule.types.iter().any(|kind| parent.is_a(kind)) {
                self.report
                    .error(
                        Code::PARENT_MISSING_COTYPE,
                        place.types(),
                        format!("{} is a `{term}`, which may only stand in a `{named}`", describe(element)),
                    )
                    .primary(&element.id)
                    .property(rule.member)
                    .fact("Type", term)
                    .fact("Restriction", named)
                    .help("add that type to the element around it");
            }
            let siblings: Vec<ElementIx> = parent
                .values(rule.member)
                .iter()
                .copied()
                .filter(|sibling| *sibling != ix)
                .collect();
            if let Some(alone) = rule.alone {
                for sibling in &siblings {
                    let Some(sibling) = self.elements.get(*sibling).filter(|sibling| sibling.is_a(alone)) else {
                        continue;
                    };
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
                let found = siblings
                    .iter()
                    .any(|sibling| self.elements.get(*sibling).is_some_and(|sibling| sibling.is_a(beside)));
                if !found {
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

    fn check_unique_supplemental(&mut self, ix: ElementIx, element: &Element, id: &'static str, name: &'static str) {
        let Some(literal) = element.literal(id) else { return };
        for (parent, member) in &element.referrers {
            let Some(parent) = self.elements.get(*parent) else { continue };
            let first = parent
                .values(member)
                .iter()
                .copied()
                .filter(|sibling| *sibling < ix)
                .filter_map(|sibling| self.elements.get(sibling))
                .find(|sibling| sibling.literal(id) == Some(literal));
            let Some(first) = first else { continue };
            let text = literal_text(literal);
            let at = super::place_of(self.report, element, name);
            let other = super::place_of(self.report, first, name);
            self.report
                .error(
                    Code::NON_UNIQUE_PROPERTY_VALUE,
                    at,
                    format!("two of `{member}` have the {name} `{text}`"),
                )
                .primary(&parent.id)
                .property(*member)
                .fact("AuxProperty", name)
                .value(text)
                .label(other, "first used here")
                .help("change one of them");
        }
    }
}
