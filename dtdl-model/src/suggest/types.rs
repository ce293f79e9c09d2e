//! Types and keywords that were probably meant, and where a type or a member is defined.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{is_near, ranked};
use crate::ld::{Ld, Types};
use crate::metamodel::{Class, NEWEST, metamodel};
use crate::scope::Scope;

/// The types that an element may have where a class is expected.
pub(crate) fn known_types(class: &Class, scope: &Scope) -> Vec<&'static str> {
    [written(class, scope.version), known_cotypes(class, scope)].concat()
}

/// The co-types among them.
pub(crate) fn known_cotypes(class: &Class, scope: &Scope) -> Vec<&'static str> {
    let cotypes = scope.terms().filter(|(_, id)| is_cotype(id, class, scope.version));
    cotypes.map(|(term, _)| term).collect()
}

/// The co-type that is all but the same as a text, where a class is expected.
pub(crate) fn close_cotype(text: &str, class: &Class, scope: &Scope) -> Option<&'static str> {
    let near = COTYPES.iter().copied().filter(|term| is_near(term, text));
    let mut known = near.filter_map(|term| Some((term, scope.term(term)?)));
    let found = known.find(|(_, found)| is_cotype(&found.id, class, scope.version));
    found.map(|(term, _)| term)
}

/// The terms of co-types in all contexts, sorted.
static COTYPES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let metamodel = metamodel();
    let terms = metamodel.contexts.iter().flat_map(|context| context.terms());
    let cotypes = terms.filter(|(_, id)| metamodel.cotypes.get(id).is_some());
    let sorted: BTreeSet<&'static str> = cotypes.map(|(term, _)| term).collect();
    sorted.into_iter().collect()
});

/// Whether an identifier is that of a co-type of elements that may stand where a class is expected.
fn is_cotype(id: &str, class: &Class, version: u8) -> bool {
    let cotype = metamodel().cotypes.get(id).filter(|cotype| !cotype.is_abstract);
    cotype.is_some_and(|cotype| {
        let mut classes = written(class, version).into_iter();
        classes.any(|name| metamodel().classes.get(name).is_some_and(|class| cotype.allows(class)))
    })
}

/// A type that is probably meant to be a class.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guess<'j> {
    /// Its number among the types.
    pub(crate) number: usize,
    pub(crate) text: &'j str,
    pub(crate) class: &'static Class,
}

/// How many types of an element are compared with the classes.
const MOST_COMPARED: usize = 1000;

/// The type that is probably meant to be a class, if none is: the one that is nearest to one.
pub(crate) fn class_meant<'j>(types: Types<'j>, class: &Class, scope: &Scope) -> Option<Guess<'j>> {
    let known = written(class, scope.version);
    let unknown = |text: &str| scope.identifier(text).is_none() && !metamodel().classes.is_material(text);
    let types = types.iter().take(MOST_COMPARED).enumerate();
    let texts = types.filter_map(|(number, text)| Some((number, text.filter(|text| unknown(text))?)));
    let guesses = texts.filter_map(|(number, text)| {
        let (rank, close) = ranked(text, known.iter().copied())?;
        let class = metamodel().classes.get(close)?;
        Some((rank, Guess { number, text, class }))
    });
    guesses.min_by_key(|(rank, _)| *rank).map(|(_, guess)| guess)
}

/// The member that is probably meant to be a keyword: written without its `@`, or in another case.
pub(crate) fn keyword_meant<'j>(keyword: &str, ld: &Ld<'j>) -> Option<(usize, &'j str)> {
    let word = keyword.strip_prefix('@').unwrap_or(keyword);
    let members = ld.members().map(|(position, member)| (position, member.name));
    let others = ld.further().others.iter().copied();
    members
        .filter(|(_, name)| name.eq_ignore_ascii_case(word))
        .chain(others.filter(|(_, name)| name.eq_ignore_ascii_case(keyword)))
        .next()
}

/// The classes below one of which models may hold elements of their own.
pub(crate) fn written(class: &Class, version: u8) -> Vec<&'static str> {
    let classes = &metamodel().classes;
    let own = class.concrete.iter().copied().filter(|name| {
        classes
            .get(name)
            .is_some_and(|class| class.is_concrete(version) && !class.is("PrimitiveSchema") && !class.is("CommandType"))
    });
    own.collect()
}

/// Whether models may hold elements that are just of a class, and these may have a member.
pub(crate) fn has_member(class: &Class, name: &str, version: u8) -> bool {
    class.is_concrete(version) && class.member(name, version).is_some()
}

/// The classes of elements that may stand where a class is expected and have a member.
pub(crate) fn having(class: &Class, name: &str, version: u8) -> Vec<&'static str> {
    let classes = class.concrete.iter().filter_map(|name| metamodel().classes.get(name));
    let having = classes.filter(|class| has_member(class, name, version));
    having.map(|class| class.name).collect()
}

/// The extension that defines a type or a member for a DTDL version, if one does.
pub(crate) fn context_of(term: &str, version: u8) -> Option<&'static str> {
    let metamodel = metamodel();
    let mut found: Vec<&'static str> = metamodel
        .contexts
        .iter()
        .filter(|context| context.language_version().is_none())
        .filter(|context| {
            let Some(id) = context.term(term).map(|term| &*term.id) else {
                return false;
            };
            let cotype = metamodel.cotypes.get(id);
            let fits = cotype.is_some_and(|cotype| cotype.versions.contains(&version) && !cotype.is_abstract);
            let brings = || {
                metamodel.cotypes.iter().any(|cotype| {
                    cotype.context == context.id
                        && cotype.versions.contains(&version)
                        && cotype.members.iter().any(|member| member.id == id)
                })
            };
            fits || brings()
        })
        .map(|context| context.id)
        .collect();
    found.sort_unstable();
    found.first().copied()
}

/// A later DTDL version whose extensions define a type or a member, and the extension.
pub(crate) fn later_context_of(term: &str, version: u8) -> Option<(u8, &'static str)> {
    (version + 1..=NEWEST).find_map(|later| Some((later, context_of(term, later)?)))
}
