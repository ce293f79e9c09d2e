//! What members of co-types say about the siblings that they name.

use super::Checker;
use super::literals::Key;
use crate::diagnostic::Code;
use crate::elements::{CONTENTS, Element, ElementIx, Literal};
use crate::hash::HashMap;
use crate::metamodel::{SiblingRule, ValueRule, metamodel};
use crate::place::Place;

/// Siblings that were annotated, with what is overridden, and by which element.
pub(super) type Annotated = HashMap<(ElementIx, &'static str, String, String), Option<Place>>;

impl<'e> Checker<'e, '_> {
    /// What a member of a co-type says about the sibling that it names.
    pub(super) fn check_annotated(&mut self, element: &'e Element) {
        let elements = self.elements;
        for cotype in &element.cotypes {
            let overridden = || cotype.values.iter().filter(|rule| rule.sibling.is_some());
            if cotype.siblings.is_empty() && overridden().next().is_none() {
                continue;
            }
            for (parent, member) in elements.parents(element) {
                for rule in &cotype.siblings {
                    self.check_sibling(element, (parent, member), rule);
                }
                for rule in overridden() {
                    self.check_mismatch(element, (parent, member), rule);
                }
            }
        }
    }

    /// The sibling whose `key` is what the element's `keyref` says, in a dictionary: a list has no keys.
    fn sibling(
        &mut self,
        element: &'e Element,
        (parent, member): (ElementIx, &'static str),
        key: &'static str,
        keyref: &str,
    ) -> Option<(&'e Element, String)> {
        let Some(Literal::String(wanted)) = element.literal(keyref).filter(|_| member == CONTENTS) else {
            return None;
        };
        let elements = self.elements;
        let bases = elements.get(parent)?.bases();
        let found = core::iter::once(parent)
            .chain(bases.iter().copied())
            .find_map(|owner| {
                let name = Key::Text(wanted);
                self.siblings.with_literal(elements, (owner, member), key, &name)
            })?;
        Some((elements.get(found)?, wanted.to_string()))
    }

    fn check_sibling(
        &mut self,
        element: &'e Element,
        (parent, member): (ElementIx, &'static str),
        rule: &'static SiblingRule,
    ) {
        let elements = self.elements;
        let Some((target, wanted)) = self.sibling(element, (parent, member), rule.key, rule.keyref) else {
            return;
        };
        let contexts = &metamodel().contexts;
        let keyref = contexts.term_or_id(rule.keyref);
        let at = super::place_of(element, keyref);
        if let (Some(once), Some(Literal::Dtmi(path))) = (rule.once, rule.once.and_then(|once| element.literal(once))) {
            let entry = (parent, member, wanted.clone(), path.as_str().to_owned());
            let first = self.annotated.get(&entry).copied();
            self.annotated.entry(entry).or_insert(element.place);
            if let Some(first) = first
                && let Some(parent) = elements.get(parent)
            {
                let (other, value) = (contexts.term_or_id(once), contexts.term_or_id(path.as_str()));
                let mut error = self
                    .report
                    .error(
                        Code::MULTIPLE_REFERENCE,
                        at,
                        format!("two of `{member}` have the {keyref} `{wanted}` and the {other} `{value}`"),
                    )
                    .primary(&parent.id)
                    .property(member)
                    .secondary(&crate::Dtmi::from_valid(once))
                    .fact("AuxProperty", format!("'{keyref}' and '{other}'"))
                    .value(format!("'{wanted}' and '{value}'"))
                    .help("remove one of them");
                if let (Some(first), Some(place)) = (first, element.place) {
                    error = error
                        .label(first.types(), "first said here")
                        .reference(&[first.element(), place.element()]);
                }
                error.done();
            }
        }
        let refer = |report: &mut crate::report::Report,
                     code: Code,
                     message: String,
                     kind: &str,
                     facts: &[(&'static str, &str)]| {
            let mut entry = report
                .error(code, at, message)
                .primary(&element.id)
                .property(keyref)
                .secondary(&target.id)
                .fact("AuxProperty", rule.key)
                .value(wanted.as_str())
                .fact("Type", kind)
                .help("name another sibling");
            for (name, value) in facts {
                entry = entry.fact(name, *value);
            }
            if let Some(place) = target.place {
                entry = entry.label(place.types(), "this is the sibling");
            }
            entry.done();
        };
        if !rule.types.is_empty() && !rule.types.iter().any(|kind| target.is_a(kind)) {
            let named = rule.named.join(" or ");
            let message = format!("`{wanted}` is not a {named}");
            refer(self.report, Code::NOT_SIBLING_REQUIRED_TYPE, message, &named, &[]);
        }
        if let Some(except) = rule.except.filter(|except| target.is_a(except)) {
            let term = contexts.term_or_id(except);
            let message = format!("`{wanted}` is a {term} itself");
            refer(self.report, Code::DISALLOWED_TYPE, message, term, &[]);
        }
        if let (Some(path), Some(Literal::Dtmi(id))) = (rule.member, rule.member.and_then(|path| element.literal(path)))
        {
            let brings = target.cotypes.iter().any(|cotype| {
                metamodel()
                    .cotypes
                    .lineage(cotype)
                    .any(|cotype| cotype.members.iter().any(|member| member.id == id.as_str()))
            });
            if !brings {
                let term = contexts.term_or_id(id.as_str());
                let path = contexts.term_or_id(path);
                let own = target.class.member(term, target.version).is_some();
                let code = if own {
                    Code::MATCHING_PROPERTY_NOT_SUPPLEMENTAL
                } else {
                    Code::NO_MATCHING_SUPPLEMENTAL_PROPERTY
                };
                let message = format!("no co-type of `{wanted}` brings `{term}`");
                let facts = [("Restriction", term), ("Transformation", path)];
                refer(self.report, code, message, target.class.name, &facts);
            }
        }
    }

    fn check_mismatch(
        &mut self,
        element: &'e Element,
        (parent, member): (ElementIx, &'static str),
        rule: &'static ValueRule,
    ) {
        let Some((key, keyref, path)) = rule.sibling else {
            return;
        };
        let Some(Literal::Dtmi(overridden)) = element.literal(path) else {
            return;
        };
        let Some((target, _)) = self.sibling(element, (parent, member), key, keyref) else {
            return;
        };
        let expected = target
            .cotypes
            .iter()
            .flat_map(|cotype| &cotype.members)
            .find(|member| member.id == overridden.as_str())
            .and_then(|member| member.child_of);
        let Some(expected) = expected else { return };
        let Some(actual) = element
            .values(rule.member)
            .first()
            .and_then(|ix| self.elements.get(*ix))
        else {
            return;
        };
        if actual.id.as_str() == expected {
            return;
        }
        let contexts = &metamodel().contexts;
        let (actual, expected) = (
            contexts.term_or_id(actual.id.as_str()).to_owned(),
            contexts.term_or_id(expected),
        );
        let at = super::place_of(element, rule.member);
        self.report
            .error(
                Code::SIBLING_PROPERTY_MISMATCH,
                at,
                format!(
                    "`{}` is `{actual}`, but must be `{expected}`, as what it overrides",
                    rule.member
                ),
            )
            .primary(&element.id)
            .property(rule.member)
            .value(actual)
            .fact("Restriction", expected)
            .help(format!("write \"{expected}\""));
    }
}
