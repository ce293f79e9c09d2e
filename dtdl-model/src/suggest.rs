//! What was probably meant: terms that are close to one that is not known, and where a term would be known.

use crate::ld::{Ld, Types};
use crate::metamodel::{Class, metamodel};
use crate::scope::Scope;

/// What people write who come from other languages.
const HABITS: [(&str, &str); 14] = [
    ("bool", "boolean"),
    ("float32", "float"),
    ("float64", "double"),
    ("int", "integer"),
    ("int32", "integer"),
    ("int64", "long"),
    ("number", "double"),
    ("numeric", "double"),
    ("real", "double"),
    ("str", "string"),
    ("text", "string"),
    ("timespan", "duration"),
    ("timestamp", "dateTime"),
    ("varchar", "string"),
];

/// The known term that is closest to `word`, if one is close.
pub(crate) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // No term is this long, and comparing takes as many steps as both have letters.
    if word.len() > 64 {
        return None;
    }
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let habit = HABITS
        .iter()
        .find(|(habit, _)| habit.eq_ignore_ascii_case(word))
        .map(|(_, term)| *term);
    known
        .into_iter()
        .filter(|term| *term != word)
        .filter_map(|term| {
            let rank = match distance(word, term) {
                _ if habit == Some(term) => 0,
                distance if distance <= limit => distance,
                _ if holds(term, word) || ends_with(term, word) => limit + 1,
                _ => return None,
            };
            Some((rank, term.len(), term))
        })
        .min()
        .map(|(.., term)| term)
}

/// Whether a word is a good part of a term, as `celsius` is of `degreeCelsius`.
fn holds(term: &str, word: &str) -> bool {
    word.len() >= 5 && term.to_ascii_lowercase().contains(&word.to_ascii_lowercase())
}

/// Whether a word is the last one of a term, as `key` is of `mapKey`.
fn ends_with(term: &str, word: &str) -> bool {
    let start = term.len().checked_sub(word.len()).filter(|start| *start > 0);
    let end = start.and_then(|start| term.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(word) && end.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// The name under which a member is probably written.
pub(crate) fn written_as<'a>(member: &str, names: &[&'a str]) -> Option<&'a str> {
    let names = || names.iter().copied();
    closest(member, names()).or_else(|| names().find(|name| ends_with(member, name)))
}

/// The class of an element of the language.
fn class_of(id: &str) -> Option<&'static Class> {
    let elements = &metamodel().elements;
    let element = elements.get(elements.resolve(id))?;
    metamodel().classes.get(element.class)
}

/// Whether a term stands for an element of a class.
pub(crate) fn is_element(term: &str, class: &Class, scope: &Scope) -> bool {
    let found = scope.identifier(term).and_then(class_of);
    found.is_some_and(|found| found.is(class.name))
}

/// The term for the only element of a primitive class, where an element of another class is expected.
pub(crate) fn term_of_class(name: &str, class: &Class, scope: &Scope) -> Option<&'static str> {
    let primitive = |found: &Class| found.name == name && found.is("PrimitiveSchema") && found.is(class.name);
    let mut terms = scope.terms();
    let found = terms.find(|(_, id)| class_of(id).is_some_and(primitive));
    found.map(|(term, _)| term)
}

/// The types that an element may have where a class is expected.
pub(crate) fn types(class: &Class, scope: &Scope) -> Vec<&'static str> {
    let mut types = written(class, scope.version);
    let classes: Vec<&Class> = types.iter().filter_map(|name| metamodel().classes.get(name)).collect();
    let cotypes = scope.terms().filter(|(_, id)| {
        let cotype = metamodel().cotypes.get(id).filter(|cotype| !cotype.is_abstract);
        cotype.is_some_and(|cotype| classes.iter().any(|class| cotype.allows(class)))
    });
    types.extend(cotypes.map(|(term, _)| term));
    types
}

/// The type that is probably meant to be a class, if none is, and that class.
pub(crate) fn meant<'j>(types: Types<'j>, class: &Class, scope: &Scope) -> Option<(&'j str, &'static Class)> {
    let known = written(class, scope.version);
    let unknown = |text: &&str| scope.identifier(text).is_none() && !metamodel().classes.is_material(text);
    types.iter().flatten().filter(unknown).find_map(|text| {
        let close = closest(text, known.iter().copied())?;
        Some((text, metamodel().classes.get(close)?))
    })
}

/// The member that is probably meant to be a keyword: written without its `@`, or in another case.
pub(crate) fn keyword<'j>(keyword: &str, ld: &Ld<'j>) -> Option<(usize, &'j str)> {
    let word = keyword.strip_prefix('@').unwrap_or(keyword);
    let members = ld.members().map(|(position, member)| (position, member.name));
    let others = ld.further().others.iter().copied();
    members
        .filter(|(_, name)| name.eq_ignore_ascii_case(word))
        .chain(others.filter(|(_, name)| name.eq_ignore_ascii_case(keyword)))
        .next()
}

/// The terms of elements of a class, sorted.
pub(crate) fn terms_of<'a>(class: &Class, terms: impl Iterator<Item = (&'static str, &'a str)>) -> Vec<&'static str> {
    let is = |id: &str| class_of(id).is_some_and(|found| found.is(class.name));
    let mut found: Vec<&'static str> = terms.filter(|(_, id)| is(id)).map(|(term, _)| term).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What to write where `text` is no element of a class.
pub(crate) fn element(text: &str, class: &Class, scope: &Scope) -> String {
    let known = terms_of(class, scope.terms());
    if let Some(term) = closest(text, known.iter().copied()) {
        return format!("did you mean `{term}`?");
    }
    if let Some(context) = extension_with(text, class, scope.version) {
        return format!("add \"{context}\" to `@context`, which defines it");
    }
    one_of(class, &known, scope.version)
}

/// What a value of a class may be.
pub(crate) fn one_of(class: &Class, known: &[&str], version: u8) -> String {
    let written: Vec<&str> = written(class, version);
    match (known, written.as_slice()) {
        ([], []) => "correct the identifier".to_owned(),
        ([], ["Interface"]) => {
            "refer to an Interface by its identifier, like \"dtmi:com:example:Thermostat;1\"".to_owned()
        }
        ([], ["CommandPayload" | "CommandRequest" | "CommandResponse", ..]) => {
            "write an object, like { \"name\": \"delay\", \"schema\": \"integer\" }".to_owned()
        }
        ([], [one]) => format!("write {} as an object", crate::read::article(one)),
        ([], [first @ .., last]) => {
            let all = format!("{} or {last}", first.join(", "));
            format!("write an object: {}", crate::read::article(&all))
        }
        ([only], []) => format!("write \"{only}\""),
        (known, []) => format!("use one of: {}", known.join(", ")),
        (known, [first @ .., last]) => {
            let written = match first {
                [] => (*last).to_owned(),
                first => format!("{} or {last}", first.join(", ")),
            };
            format!(
                "use one of: {}; or {}, written out or by its identifier",
                known.join(", "),
                crate::read::article(&written)
            )
        }
    }
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

/// The extension that has an element of a class for a DTDL version, if one does.
fn extension_with(term: &str, class: &Class, version: u8) -> Option<&'static str> {
    let metamodel = metamodel();
    let extensions = metamodel
        .contexts
        .iter()
        .filter(|context| context.language_version().is_none());
    let found = extensions.filter(|context| {
        let element = context.term(term).and_then(|term| metamodel.elements.get(&term.id));
        element.is_some_and(|element| {
            let suits = metamodel
                .classes
                .get(element.class)
                .is_some_and(|known| known.is(class.name));
            suits && element.version <= version
        })
    });
    found.map(|context| context.id).min()
}

/// How many letters must be changed, added, removed or swapped; case counts half.
fn distance(left: &str, right: &str) -> usize {
    if left.eq_ignore_ascii_case(right) {
        return 0;
    }
    let right: Vec<char> = right.chars().map(|letter| letter.to_ascii_lowercase()).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, left) in left.chars().map(|letter| letter.to_ascii_lowercase()).enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (cell, right) in row.iter_mut().skip(1).zip(&right) {
            let cost = (diagonal + usize::from(left != *right)).min(before + 1).min(*cell + 1);
            diagonal = *cell;
            *cell = cost;
            before = cost;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}
