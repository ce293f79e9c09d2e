//! What values must be: of the type, or one of the few, that a co-type demands.

use super::link::term;
use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements, Literal, Reference, Written};
use crate::hash::IndexSet;
use crate::metamodel::{ValueRule, metamodel};
use crate::read::{article, describe};
use crate::report::Report;
use crate::suggest;

/// Whether the value of a reference is one that it may be.
#[inline]
pub(super) fn suits(reference: &Reference, from: &Element, to: &Element, report: &mut Report) -> bool {
    if reference.cotype_member().is_none() && from.cotypes.is_empty() {
        return true;
    }
    let before = report.count();
    check(reference, from, to, report);
    report.count() == before
}

#[inline(never)]
fn check(reference: &Reference, from: &Element, to: &Element, report: &mut Report) {
    let at = reference.places.1.value();
    let name = || metamodel().contexts.term_or_id(reference.member());
    if let Some(member) = reference.cotype_member()
        && let (None, required) = (member.child_of, member.datatype)
        && reference.written != Written::Element
        && !to.is_a(required)
    {
        let kind = metamodel().contexts.term_or_id(required);
        let kind = kind.strip_prefix("dtmi:dtdl:class:").unwrap_or(kind);
        let kind = kind.split(';').next().unwrap_or(kind);
        report
            .error(
                Code::NOT_REQUIRED_TYPE,
                at,
                format!("`{}` is not one of `{kind}`", term(to)),
            )
            .primary(&from.id)
            .property(reference.member())
            .secondary(&to.id)
            .fact("Type", kind)
            .reference(&[reference.places.0.name()])
            .help(units_help(required));
    }
    let cotypes = &metamodel().cotypes;
    let rules = from
        .cotypes
        .iter()
        .flat_map(|cotype| cotypes.lineage(cotype).map(move |ancestor| (*cotype, ancestor)))
        .flat_map(|(cotype, ancestor)| ancestor.values.iter().map(move |rule| (cotype, rule)))
        .filter(|(_, rule)| !rule.inverse && rule.member == reference.member());
    for (cotype, rule) in rules {
        if conforms(rule, to) {
            continue;
        }
        let name = name();
        let code = match rule.values.is_empty() {
            true => Code::NOT_REQUIRED_TYPE,
            false => Code::NOT_REQUIRED_VALUE,
        };
        let named = rule.named.join(" or ");
        let kind = metamodel().contexts.term_or_id(cotype.id);
        report
            .error(
                code,
                at,
                format!(
                    "{} is a `{kind}`, so its `{name}` must be {}, but is {}",
                    describe(from),
                    article(&named),
                    what(to)
                ),
            )
            .primary(&from.id)
            .property(reference.member())
            .secondary(&to.id)
            .fact(if rule.values.is_empty() { "Type" } else { "Restriction" }, named)
            .reference(&[reference.places.0.name()])
            .help_with(|| match schemas_help(rule, from.version).as_slice() {
                [] => format!("change `{name}`, or remove the type `{kind}`"),
                terms => format!("use one of: {}; or remove the type `{kind}`", terms.join(", ")),
            });
    }
}

/// A value in words: what has no name of its own, by its class.
fn what(to: &Element) -> String {
    match to.id.is_reserved() {
        true => article(to.class.name),
        false => format!("`{}`", term(to)),
    }
}

fn conforms(rule: &ValueRule, to: &Element) -> bool {
    (rule.types.is_empty() || rule.types.iter().any(|kind| to.is_a(kind)))
        && (rule.values.is_empty() || rule.values.contains(&to.id.as_str()))
}

/// The terms of the language that a rule allows.
fn schemas_help(rule: &ValueRule, version: u8) -> Vec<&'static str> {
    let classes = rule
        .types
        .iter()
        .filter_map(|kind| kind.strip_prefix("dtmi:dtdl:class:")?.split(';').next())
        .filter_map(|name| metamodel().classes.get(name));
    let mut terms: Vec<&'static str> = classes
        .flat_map(|class| suggest::language_terms(class, version))
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The units of a type.
fn units_help(required: &str) -> String {
    let mut units: Vec<&str> = metamodel()
        .elements
        .iter()
        .filter(|element| element.cotypes.contains(&required))
        .map(|element| metamodel().contexts.term_or_id(element.id))
        .collect();
    units.sort_unstable();
    match units.is_empty() {
        true => "use an element of that type".to_owned(),
        false => format!("use one of: {}", units.join(", ")),
    }
}

impl super::Checker<'_, '_> {
    /// Every literal below has the type that a member names.
    pub(super) fn check_datatype(
        &mut self,
        element: &Element,
        rule: &'static crate::metamodel::Rule,
        member: &'static str,
    ) {
        let Some(schema) = element.values(member).first().and_then(|ix| self.elements.get(*ix)) else {
            return;
        };
        let wanted = schema.class.name;
        for value in below(self.elements, element) {
            // What is wrong with a value itself has been said.
            let Some(value) = self.elements.get(value).filter(|value| value.sound) else {
                continue;
            };
            for name in &rule.along {
                let Some(literal) = value.literal(name) else { continue };
                let fits = match wanted {
                    "Integer" => matches!(literal, Literal::Integer(_)),
                    "String" => matches!(literal, Literal::String(_)),
                    _ => true,
                };
                if fits {
                    continue;
                }
                let text = super::literals::literal_text(literal);
                let kind = wanted.to_lowercase();
                let (message, help) = match literal {
                    Literal::String(_) => {
                        let help = match text.parse::<i32>() {
                            Ok(number) => format!("write {number} without quotation marks, or change `{member}`"),
                            Err(_) => format!("change the value, or `{member}`"),
                        };
                        (format!("`\"{text}\"` is a string, not {}", article(&kind)), help)
                    }
                    _ if wanted == "String" => (
                        format!("`{text}` is not a string"),
                        format!("write \"{text}\", or change `{member}`"),
                    ),
                    Literal::Decimal(number) if number.fract() == 0.0 => (
                        format!("`{text}` is not an integer of 32 bits"),
                        format!("write a number from {} to {}, or change `{member}`", i32::MIN, i32::MAX),
                    ),
                    _ => (
                        format!("`{text}` is not {}", article(&kind)),
                        format!("change the value, or `{member}`"),
                    ),
                };
                let at = super::place_of(value, name);
                let schema_at = super::place_of(element, member);
                self.report
                    .error(Code::NON_CONFORMANT_DATATYPE, at, message)
                    .primary(&value.id)
                    .property(*name)
                    .secondary(&element.id)
                    .value(text.as_str())
                    .fact("Restriction", member.to_owned())
                    .fact("Type", kind)
                    .label(schema_at, "because of this")
                    .help(help);
            }
        }
    }
}

/// The elements that stand below one, by any member; what co-types bring is no part of the structure.
fn below(elements: &Elements, element: &Element) -> Vec<ElementIx> {
    let mut found: IndexSet<ElementIx> = IndexSet::default();
    let add = |element: &Element, found: &mut IndexSet<ElementIx>| {
        found.extend(element.structural().flat_map(|(_, values)| values));
    };
    add(element, &mut found);
    let mut next = 0;
    while let Some(ix) = found.get_index(next) {
        next += 1;
        if let Some(element) = elements.get(*ix) {
            add(element, &mut found);
        }
    }
    found.sort_unstable();
    found.into_iter().collect()
}
