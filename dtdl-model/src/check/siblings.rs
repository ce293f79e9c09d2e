//! What co-types say about the elements beside and above.

use crate::hash::HashMap;

use super::Checker;
use super::link::DICTIONARY;
use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Literal, decimal_text};
use crate::metamodel::{Cotype, SiblingRule, ValueRule, metamodel};
use crate::read::describe;
use crate::report::Place;

/// Siblings that were annotated, with what is overridden, and by which element.
pub(super) type Annotated = HashMap<(ElementIx, &'static str, String, String), Option<Place>>;

/// A literal in words.
pub(super) fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::String(text) => text.to_string(),
        Literal::Integer(number) => number.to_string(),
        Literal::Decimal(number) => decimal_text(*number),
        // As the reference writes them.
        Literal::Boolean(true) => "True".to_owned(),
        Literal::Boolean(false) => "False".to_owned(),
        Literal::LangString(texts) => texts.iter().next().map(|(_, text)| text.to_owned()).unwrap_or_default(),
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
            let Some(parent) = self.elements.get(*parent) else {
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
            let siblings = parent.values(rule.member);
            if let Some(alone) = rule.alone {
                // Said once, about the later of the two.
                for sibling in siblings.iter().take_while(|sibling| **sibling != ix) {
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
                let mut others = siblings.iter().filter(|sibling| **sibling != ix);
                let found =
                    others.any(|sibling| self.elements.get(*sibling).is_some_and(|sibling| sibling.is_a(beside)));
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
            let Some(parent) = self.elements.get(*parent) else {
                continue;
            };
            let first = parent
                .values(member)
                .iter()
                .copied()
                .filter(|sibling| *sibling < ix)
                .filter_map(|sibling| self.elements.get(sibling))
                .find(|sibling| sibling.literal(id) == Some(literal));
            let Some(first) = first else { continue };
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
                .property(*member)
                .fact("AuxProperty", name)
                .value(text)
                .label(other, "first used here")
                .help("change one of them");
        }
    }
}

impl Checker<'_, '_> {
    /// What a member of a co-type says about the sibling that it names.
    pub(super) fn check_annotated(&mut self, element: &Element) {
        for cotype in &element.cotypes {
            for (parent, member) in &element.referrers {
                for rule in &cotype.siblings {
                    self.check_sibling(element, (*parent, member), rule);
                }
                for rule in cotype.values.iter().filter(|rule| rule.sibling.is_some()) {
                    self.check_mismatch(element, (*parent, member), rule);
                }
            }
        }
    }

    /// The sibling whose `key` is what the element's `keyref` says, in a dictionary: a list has no keys.
    fn sibling(
        &self,
        element: &Element,
        parent: ElementIx,
        member: &str,
        key: &str,
        keyref: &str,
    ) -> Option<(&Element, String)> {
        let Some(Literal::String(wanted)) = element.literal(keyref).filter(|_| member == DICTIONARY) else {
            return None;
        };
        let parent = self.elements.get(parent)?;
        let found = parent
            .values(member)
            .iter()
            .chain(parent.imported())
            .filter_map(|sibling| self.elements.get(*sibling))
            .find(|sibling| sibling.text(key) == Some(wanted))?;
        Some((found, wanted.to_string()))
    }

    fn check_sibling(
        &mut self,
        element: &Element,
        (parent, member): (ElementIx, &'static str),
        rule: &'static SiblingRule,
    ) {
        let elements = self.elements;
        let Some((target, wanted)) = self.sibling(element, parent, member, rule.key, rule.keyref) else {
            return;
        };
        let target = elements.by_id(target.id.as_str());
        let Some(target) = target else { return };
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
        element: &Element,
        (parent, member): (ElementIx, &'static str),
        rule: &'static ValueRule,
    ) {
        let Some((key, keyref, path)) = rule.sibling else {
            return;
        };
        let Some(Literal::Dtmi(overridden)) = element.literal(path) else {
            return;
        };
        let Some((target, _)) = self.sibling(element, parent, member, key, keyref) else {
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

    /// Numbers that must be values of the element's schema.
    pub(super) fn check_instances(&mut self, element: &Element) {
        for cotype in &element.cotypes {
            let governed = cotype
                .members
                .iter()
                .filter_map(|member| Some((member, member.instance_of?)));
            for (member, governing) in governed {
                let Some(literal) = element.literal(member.id) else {
                    continue;
                };
                let Some(schema) = element.values(governing).first().and_then(|ix| self.elements.get(*ix)) else {
                    continue;
                };
                let number = match literal {
                    Literal::Decimal(number) => *number,
                    Literal::Integer(number) => f64::from(*number),
                    _ => continue,
                };
                if in_range(schema.class.name, number) {
                    continue;
                }
                let at = super::place_of(element, member.name);
                let governed = super::place_of(element, governing);
                self.report
                    .error(
                        Code::NON_CONFORMANT_PROPERTY_VALUE,
                        at,
                        format!("{number} is not a value of the schema {}", schema.class.name),
                    )
                    .primary(&element.id)
                    .property(member.name)
                    .fact("Restriction", governing)
                    .label(governed, "the schema")
                    .help("change the number, or the schema");
            }
        }
    }
}

/// Whether a number is a value of a numeric schema.
fn in_range(class: &str, number: f64) -> bool {
    let whole = |low: f64, high: f64| number.trunc() == number && (low..=high).contains(&number);
    match class {
        "Byte" => whole(-128.0, 127.0),
        "Short" => whole(-32_768.0, 32_767.0),
        "Integer" => whole(f64::from(i32::MIN), f64::from(i32::MAX)),
        "Long" => whole(i64::MIN as f64, i64::MAX as f64),
        "UnsignedByte" => whole(0.0, 255.0),
        "UnsignedShort" => whole(0.0, 65_535.0),
        "UnsignedInteger" => whole(0.0, f64::from(u32::MAX)),
        "UnsignedLong" => whole(0.0, u64::MAX as f64),
        _ => true,
    }
}
