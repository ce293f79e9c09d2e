//! Values and their elements: the right class, version, interface and parent.

use super::literals::literal_text;
use super::mark;
use crate::diagnostic::Code;
use crate::elements::{CONTENTS, Element, ElementIx, Elements, Reference, Referring, Written};
use crate::hash::HashSet;
use crate::left_out::{Lost, dispensable};
use crate::metamodel::{Member, metamodel};
use crate::read::{allowed_versions, article, describe};
use crate::report::Report;
use crate::suggest;

/// Links values to elements; what does not fit is reported and left out.
pub(super) fn link(elements: &mut Elements, report: &mut Report) {
    let mut references = core::mem::take(&mut elements.references);
    let mut known = Known::default();
    for reference in &mut references {
        let Some(from) = elements.at(reference.from) else {
            continue;
        };
        let Some(to) = elements.target(reference.to) else {
            lose(elements, from, reference);
            continue;
        };
        let before = report.count();
        let fits = match (elements.get(from), elements.get(to)) {
            (Some(source), Some(target)) => fits(elements, reference, source, target, report),
            _ => false,
        };
        if report.count() > before {
            lose(elements, from, reference);
        }
        if !fits {
            continue;
        }
        reference.linked = true;
        let name = reference.name();
        let member = name.as_str();
        let (mut suits, mut again) = (true, false);
        if let (Some(source), Some(target)) = (elements.get(from), elements.get(to)) {
            again = known.again(reference, (from, source), to);
            if again && member != CONTENTS {
                repeated(reference, source, target, report);
            }
            suits = super::values::suits(reference, source, target, report);
        }
        if let Some(element) = elements.get_mut(from) {
            element.sound &= suits;
        }
        if again && member == CONTENTS {
            continue;
        }
        if let Some(element) = elements.get_mut(from) {
            element.add_value(name, to);
        }
        if let Some(element) = elements.get_mut(to).filter(|element| element.place.is_some()) {
            element.referrers.push((from, name));
        }
    }
    elements.references = references;
}

/// The values of members that name some of them by their identifiers.
#[derive(Default)]
struct Known {
    members: HashSet<(ElementIx, &'static str)>,
    values: HashSet<(ElementIx, &'static str, ElementIx)>,
}

impl Known {
    /// Whether a member whose values differ has this value already; notes that it has.
    fn again(&mut self, reference: &Reference, (from, source): (ElementIx, &Element), to: ElementIx) -> bool {
        let Referring::Member(member) = reference.by else {
            return false;
        };
        if member.unique.is_empty() {
            return false;
        }
        if reference.written != Written::Element {
            if self.members.insert((from, member.name)) {
                let before = source.values(member.name).iter();
                self.values.extend(before.map(|value| (from, member.name, *value)));
            }
        } else if !self.members.contains(&(from, member.name)) {
            // Elements that stand there themselves are not there twice.
            return false;
        }
        !self.values.insert((from, member.name, to))
    }
}

/// An element that a list has already is its own double; a dictionary has it once.
fn repeated(reference: &Reference, from: &Element, to: &Element, report: &mut Report) {
    let Referring::Member(member) = reference.by else {
        return;
    };
    let name = member.name;
    for unique in &member.unique {
        let Some(literal) = to.literal(unique) else { continue };
        let text = literal_text(literal);
        report
            .error(
                Code::NON_UNIQUE_PROPERTY_VALUE,
                reference.places.1.value(),
                format!(
                    "`{}` stands in `{name}` twice, so that two have the {unique} `{text}`",
                    to.id
                ),
            )
            .primary(&from.id)
            .property(name)
            .fact("AuxProperty", *unique)
            .value(text)
            .help("remove one of them");
    }
}

/// Notes that something is wrong with a value.
fn lose(elements: &mut Elements, from: ElementIx, reference: &Reference) {
    let around = elements.get(from).map(|element| element.class.name);
    if around.is_some_and(|class| dispensable(class, reference.member())) {
        elements.lost.push(Lost {
            what: format!("`{}` in the `{}`", elements.id(reference.to), reference.member()),
            id: None,
            parent: Some(reference.from),
        });
    } else {
        mark(elements, from);
    }
}

/// Whether the value may be set; less grave mistakes are only reported.
fn fits(elements: &Elements, reference: &Reference, from: &Element, to: &Element, report: &mut Report) -> bool {
    let at = reference.places.1.value();
    if !to.class.partition {
        let source = match (&from.partition, from.class.partition) {
            (Some(partition), false) => *partition,
            _ => reference.from,
        };
        if let Some(target) = to.partition.filter(|target| *target != source) {
            let (source, target) = (elements.id(source), elements.id(target));
            let mut entry = report
                .error(
                    Code::CROSS_PARTITION_REFERENCE,
                    at,
                    format!("`{}` belongs to another interface, `{target}`", to.id),
                )
                .primary(&from.id)
                .property(reference.member())
                .secondary(elements.id(reference.to))
                .value(target.as_str())
                .fact("Restriction", source.as_str())
                .help(format!("copy it into `{source}` and give the copy an `@id` of its own"));
            if let Some(place) = to.place {
                entry = entry
                    .label(place.id(), "defined here")
                    .reference(&[reference.places.1.member(), place.element()]);
            }
            entry.done();
        }
    }
    if let (Some(class), Referring::Member(member)) = (reference.expected(), reference.by)
        && !member.takes_class(to.class, reference.version)
    {
        let contexts = &metamodel().contexts;
        let name = contexts.term_or_id(reference.member());
        let help = || {
            let known = suggest::language_terms(class, reference.version);
            suggest::term_help(term(to), class, &known, reference.version)
        };
        let mut entry = report
            .error(
                Code::BAD_TYPE,
                at,
                match to.place {
                    Some(_) => format!(
                        "the `{name}` of {} must be {}, but `{}` is {}",
                        describe(from),
                        article(class.name),
                        to.id,
                        article(to.class.name)
                    ),
                    None => format!(
                        "the `{name}` of {} must be {}, not `{}`",
                        describe(from),
                        article(class.name),
                        term(to)
                    ),
                },
            )
            .primary(&from.id)
            .property(reference.member())
            .secondary(elements.id(reference.to))
            .value(to.class.name)
            .reference(&[reference.places.1.member(), at])
            .help_with(help);
        if let Some(place) = to.place {
            entry = entry.label(place.types(), "defined here");
        }
        entry.done();
        return false;
    }
    if !reference.allows(to.version) {
        let version = reference.version;
        let mut entry = report
            .error(
                Code::DISALLOWED_VERSION_REFERENCE,
                at,
                format!(
                    "`{}` is defined in DTDL v{}, which {} in DTDL v{version} cannot refer to here",
                    to.id,
                    to.version,
                    describe(from)
                ),
            )
            .primary(&from.id)
            .property(reference.member())
            .secondary(elements.id(reference.to))
            .value(to.version.to_string())
            .fact("Restriction", allowed_versions(version, reference.allows(version - 1)))
            .help(format!("refer to an element of DTDL v{version}"));
        if let Some(place) = to.place {
            entry = entry.reference(&[reference.places.1.member(), place.element()]);
        }
        entry.done();
        return false;
    }
    if let Referring::Member(member) = reference.by
        && is_other_value(member, to)
    {
        let allowed = member.values.join(" or ");
        let quoted: Vec<String> = member.values.iter().map(|value| format!("'{value}'")).collect();
        report
            .error(
                Code::INCORRECT_PROPERTY_VALUE,
                at,
                format!("`{}` is `{}`, but must be {allowed}", member.name, term(to)),
            )
            .primary(&from.id)
            .property(member.name)
            .value(term(to))
            .fact("Restriction", quoted.join(" or "))
            .help(format!("write {allowed}"));
        return false;
    }
    if let Some(parent) = reference.cotype_member().and_then(|member| member.child_of) {
        let actual = to.parent.map(|(id, _)| elements.id(id).as_str());
        if actual != Some(parent) {
            let group = metamodel().contexts.term_or_id(parent);
            report
                .error(
                    Code::WRONG_PARENT,
                    at,
                    format!("`{}` is not one of `{group}`", term(to)),
                )
                .primary(&from.id)
                .property(reference.member())
                .secondary(elements.id(reference.to))
                .value(actual.map_or_else(|| "top-level element".to_owned(), |id| format!("child of {id}")))
                .fact("Restriction", parent)
                .help(members_help(parent));
        }
    }
    true
}

/// Whether it is not among the few elements that a member takes.
fn is_other_value(member: &Member, to: &Element) -> bool {
    let values = &member.values;
    !values.is_empty() && !values.iter().any(|value| term(to) == *value)
}

pub(super) fn term(element: &Element) -> &str {
    metamodel().contexts.term_or_id(element.id.as_str())
}

fn members_help(parent: &str) -> String {
    let names = metamodel().elements.names(parent);
    format!("use one of: {}", names.join(", "))
}
