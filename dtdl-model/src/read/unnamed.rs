//! What is said of elements that lack the identifier or the name that they need.

use super::{Around, Reader, Slot, article};
use crate::diagnostic::Code;
use crate::ld::Ld;
use crate::metamodel::{Class, metamodel, name_of};
use crate::place::Place;
use crate::scope::Scope;
use crate::suggest;

impl Reader<'_> {
    /// An element without the identifier that it must state.
    #[cold]
    pub(super) fn no_required_id(&mut self, ld: &Ld<'_>, scope: &Scope, around: &Around, place: Place, slot: &Slot) {
        let (message, help) = match stated_class(ld) {
            Some(class) if !class.is(slot.class.name) => (
                format!("{} cannot stand in `{}`", article(class.name), slot.member),
                suggest::value_help(slot.class, &[], scope.version),
            ),
            class => (
                format!("{} needs an `@id`", subject(class, slot)),
                "add one, or refer to an element by its identifier".to_owned(),
            ),
        };
        self.report
            .error(Code::MISSING_REQUIRED_ID, place.element(), message)
            .primary(self.elements.id(around.ix))
            .property(slot.member)
            .help(help);
    }

    /// An element without the member that the last segment of its identifier is made from.
    #[cold]
    pub(super) fn no_segment(
        &mut self,
        ld: &Ld<'_>,
        segment: &'static str,
        scope: &Scope,
        around: &Around,
        place: Place,
        slot: &Slot,
    ) {
        let own = |name: &str| is_own(name, slot.class, scope.version);
        let names = ld.members().map(|(_, member)| member.name);
        let names: Vec<&str> = names.filter(|name| !own(name)).collect();
        let close = suggest::written_as(segment, &names);
        let at = self.member_or_element(close, ld, place);
        let class = stated_class(ld);
        let typed = ld.types.is_some() || slot.untyped;
        let by_name = by_name(ld, slot.class, scope.version).filter(|_| slot.alone);
        let (message, help) = match (close, by_name) {
            (Some(close), _) => (
                format!("{} has no `{segment}`", subject(class, slot)),
                format!("did you mean `{segment}` instead of `{close}`?"),
            ),
            (None, Some(name)) => (
                format!(
                    "`{}` is a list of elements, but here is an object with the member `{name}`",
                    slot.member
                ),
                match slot.untyped {
                    true => format!("write \"{}\": [{{ \"{segment}\": \"{name}\", … }}]", slot.member),
                    false => format!(
                        "write \"{}\": [{{ \"@type\": …, \"{segment}\": \"{name}\", … }}]",
                        slot.member
                    ),
                },
            ),
            (None, None) if typed => (
                format!("{} has no `{segment}`", subject(class, slot)),
                format!("add `{segment}`"),
            ),
            (None, None) => (
                format!("{} has neither `@type` nor `{segment}`", subject(class, slot)),
                format!(
                    "add both; its type is one of: {}",
                    suggest::written(slot.class, scope.version).join(", ")
                ),
            ),
        };
        self.report
            .error(Code::MISSING_DTMI_SEG_PROPERTY_VALUE, at, message)
            .primary(self.elements.id(around.ix))
            .property(slot.member)
            .value(segment)
            .reference(&[place.element()])
            .help(help);
    }
}

/// The class that an element says it is, or may only be.
fn subject(class: Option<&Class>, slot: &Slot) -> String {
    match class {
        Some(class) => format!("{} in `{}`", article(class.name), slot.member),
        None if slot.untyped => format!("{} in `{}`", article(slot.class.name), slot.member),
        None => format!("an element in `{}`", slot.member),
    }
}

/// The class among the types of an element.
fn stated_class(ld: &Ld<'_>) -> Option<&'static Class> {
    let types = ld.types.iter().flat_map(|types| types.iter()).flatten();
    types.filter_map(|text| metamodel().classes.get(text)).next()
}

/// The first member of an object that maps names to elements, where elements with names are expected.
fn by_name<'j>(ld: &Ld<'j>, class: &Class, version: u8) -> Option<&'j str> {
    let mut members = ld.members();
    let (_, first) = members.next().filter(|_| ld.types.is_none() && ld.id.is_none())?;
    (!is_own(first.name, class, version)).then_some(first.name)
}

/// Whether elements that may stand where a class is expected have a member.
fn is_own(name: &str, class: &Class, version: u8) -> bool {
    !suggest::having(class, name_of(name, version), version).is_empty()
}
