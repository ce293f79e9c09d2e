//! Values that were probably meant: terms of schemas and units, and how elements are written out.

use super::{closest, written};
use crate::elements::Literal;
use crate::metamodel::{Class, NEWEST, metamodel};
use crate::read::article;
use crate::scope::Scope;

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

/// The terms of elements of a class, sorted.
pub(crate) fn terms_of<'a>(class: &Class, terms: impl Iterator<Item = (&'static str, &'a str)>) -> Vec<&'static str> {
    let is = |id: &str| class_of(id).is_some_and(|found| found.is(class.name));
    let mut found: Vec<&'static str> = terms.filter(|(_, id)| is(id)).map(|(term, _)| term).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The terms that the language itself has for elements of a class, sorted.
pub(crate) fn language_terms(class: &Class, version: u8) -> Vec<&'static str> {
    let language = metamodel().contexts.language(version);
    terms_of(class, language.into_iter().flat_map(|context| context.terms()))
}

/// What to write where `text` is no element of a class.
pub(crate) fn element_help(text: &str, class: &Class, scope: &Scope) -> String {
    let known = terms_of(class, scope.terms());
    if let Some(term) = closest(text, known.iter().copied()) {
        return format!("did you mean `{term}`?");
    }
    if let Some(context) = extension_with(text, class, scope.version) {
        return format!("add \"{context}\" to `@context`, which defines it");
    }
    term_help(text, class, &known, scope.version)
}

/// What to write where a term, if it is one, stands for something else than an element of a class, or for nothing.
pub(crate) fn term_help(text: &str, class: &Class, known: &[&str], version: u8) -> String {
    let written = written(class, version);
    let close = written.iter().find(|name| name.eq_ignore_ascii_case(text));
    if let Some(example) = close.and_then(|name| example(name, None)) {
        return format!("write an object, like {example}");
    }
    if let (Some(later), false) = (later_version(text, class, version), known.is_empty()) {
        return format!(
            "DTDL v{later} has it: write \"dtmi:dtdl:context;{later}\" in `@context`, or {}",
            value_help(class, known, version)
        );
    }
    // A schema where what has a schema is expected.
    let schema = metamodel()
        .contexts
        .language(version)
        .and_then(|context| context.term(text));
    let schema = schema.filter(|term| class_of(&term.id).is_some_and(|found| found.is("Schema")));
    match (known, written.as_slice(), schema) {
        ([], [name, ..], Some(_)) if class.member("schema", version).is_some() => match example(name, Some(text)) {
            Some(example) => format!("write an object, like {example}"),
            None => value_help(class, known, version),
        },
        _ => value_help(class, known, version),
    }
}

/// The next DTDL version that has a term for an element of a class.
fn later_version(text: &str, class: &Class, version: u8) -> Option<u8> {
    let has = |version: u8| {
        let context = metamodel().contexts.language(version);
        let id = context.and_then(|context| context.term(text)).map(|term| &*term.id);
        id.and_then(class_of).is_some_and(|found| found.is(class.name))
    };
    (version + 1..=NEWEST).find(|later| has(*later))
}

/// What to write where `text` is not one of some units.
pub(crate) fn unit_help(text: &str, units: &[&'static str]) -> String {
    let by_symbol = units.iter().copied().find(|unit| symbol(unit) == Some(text));
    match by_symbol.or_else(|| closest(text, units.iter().copied())) {
        Some(unit) => format!("did you mean `{unit}`?"),
        None => format!("use one of: {}", units.join(", ")),
    }
}

/// The symbol of a unit.
fn symbol(unit: &str) -> Option<&'static str> {
    let mut elements = metamodel().elements.iter();
    let element = elements.find(|element| metamodel().contexts.term_or_id(element.id) == unit)?;
    element.literals.iter().find_map(|(member, literal)| match literal {
        Literal::String(text) if metamodel().contexts.term_or_id(member) == "symbol" => Some(&**text),
        _ => None,
    })
}

/// What a value of a class may be.
pub(crate) fn value_help(class: &Class, known: &[&str], version: u8) -> String {
    let written: Vec<&str> = written(class, version);
    match (known, written.as_slice()) {
        ([], []) => "correct the identifier".to_owned(),
        ([], ["Interface"]) => {
            "refer to an Interface by its identifier, like \"dtmi:com:example:Thermostat;1\"".to_owned()
        }
        ([], [first, others @ ..]) => match (example(first, None), others) {
            (Some(example), [] | ["CommandRequest", ..]) => format!("write an object, like {example}"),
            _ => format!("write an object: {}", article(&listed(&written))),
        },
        ([only], []) => format!("write \"{only}\""),
        (known, []) => format!("use one of: {}", known.join(", ")),
        (known, written) => format!(
            "use one of: {}; or {}, written out or by its identifier",
            known.join(", "),
            article(&listed(written))
        ),
    }
}

/// `A, B or C`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// How an element of a class is written, if that is short; `schema` is what it holds.
fn example(class: &str, schema: Option<&str>) -> Option<String> {
    let named = |name: &str, usual: &str| {
        let schema = schema.unwrap_or(usual);
        format!("{{ \"name\": \"{name}\", \"schema\": \"{schema}\" }}")
    };
    Some(match class {
        "Array" => "{ \"@type\": \"Array\", \"elementSchema\": \"double\" }".to_owned(),
        "Enum" => format!(
            "{{ \"@type\": \"Enum\", \"valueSchema\": \"integer\", \"enumValues\": [{}] }}",
            example("EnumValue", None)?
        ),
        "EnumValue" => "{ \"name\": \"on\", \"enumValue\": 1 }".to_owned(),
        "Field" => named("x", "double"),
        "Map" => format!(
            "{{ \"@type\": \"Map\", \"mapKey\": {}, \"mapValue\": {} }}",
            example("MapKey", None)?,
            example("MapValue", None)?
        ),
        "MapKey" => named("key", "string"),
        "MapValue" => named("value", "double"),
        "Object" => format!("{{ \"@type\": \"Object\", \"fields\": [{}] }}", example("Field", None)?),
        "CommandPayload" | "CommandRequest" => named("delay", "integer"),
        "CommandResponse" => named("result", "integer"),
        _ => return None,
    })
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
