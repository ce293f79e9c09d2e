//! What makes a top-level element unreadable as JSON-LD, wherever in it it stands: nothing else in it is looked at then.

use crate::diagnostic::Code;
use crate::hash::HashSet;
use crate::json::{Array, Json, Member, Object};

/// A mistake of that kind.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    /// Positions of members and elements from the top.
    pub(crate) path: Vec<usize>,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

impl Fault {
    fn new(code: Code, message: String, help: &'static str) -> Self {
        Self {
            code,
            path: Vec::new(),
            message,
            help,
        }
    }

    fn below(mut self, step: usize) -> Self {
        self.path.insert(0, step);
        self
    }
}

/// The first mistake in a value.
pub(crate) fn find(json: Json<'_>) -> Option<Fault> {
    match json {
        Json::Array(values) => first(values, find),
        Json::Object(object) => {
            let mut keywords = Keywords::default();
            object.members().enumerate().find_map(|(position, member)| {
                let fault = in_member(member, &mut keywords)?;
                Some(fault.below(position))
            })
        }
        _ => None,
    }
}

/// The keywords of an object so far.
#[derive(Default)]
struct Keywords<'j> {
    /// One bit for each of those that are to be expected.
    common: u8,
    others: HashSet<&'j str>,
}

impl<'j> Keywords<'j> {
    /// Whether a keyword is new.
    fn insert(&mut self, name: &'j str) -> bool {
        let common = ["@id", "@type", "@context", "@graph", "@value", "@language"];
        match common.iter().position(|known| *known == name) {
            Some(at) => {
                let before = self.common;
                self.common |= 1 << at;
                self.common != before
            }
            None => self.others.insert(name),
        }
    }
}

fn first<'j>(values: Array<'j>, find: impl Fn(Json<'j>) -> Option<Fault>) -> Option<Fault> {
    let mut values = values.iter().enumerate();
    values.find_map(|(index, value)| Some(find(value)?.below(index)))
}

fn in_member<'j>(member: Member<'j>, keywords: &mut Keywords<'j>) -> Option<Fault> {
    let name = member.name;
    if !name.starts_with('@') {
        return find(member.value);
    }
    if !keywords.insert(name) {
        let code = match name {
            "@id" => Code::REPEATED_ID_PROPERTY,
            "@type" => Code::REPEATED_TYPE_PROPERTY,
            "@context" => Code::REPEATED_CONTEXT_PROPERTY,
            "@graph" => Code::REPEATED_GRAPH_PROPERTY,
            "@value" => Code::REPEATED_VALUE_PROPERTY,
            "@language" => Code::REPEATED_LANGUAGE_PROPERTY,
            _ => Code::REPEATED_KEYWORD,
        };
        return Some(Fault::new(
            code,
            format!("`{name}` stands here twice"),
            "remove one of them",
        ));
    }
    match (name, member.value) {
        ("@graph", Json::Array(values)) => first(values, in_graph),
        ("@graph", value) => in_graph(value),
        ("@context", Json::Array(values)) => first(values, in_context),
        ("@context", value) => in_context(value),
        ("@value", value) => find(value),
        _ => None,
    }
}

fn in_graph(value: Json<'_>) -> Option<Fault> {
    match value {
        Json::Object(_) => find(value),
        _ => Some(Fault::new(
            Code::GRAPH_NOT_OBJECT,
            format!("`@graph` holds {}, but may hold objects only", value.noun()),
            "remove it",
        )),
    }
}

/// A context is a text, or an object that defines terms.
fn in_context(value: Json<'_>) -> Option<Fault> {
    let terms = match value {
        Json::String(_) => return None,
        Json::Object(terms) => terms,
        _ => {
            return Some(Fault::new(
                Code::INVALID_CONTEXT,
                format!("a context is a string, not {}", value.noun()),
                "name contexts by their identifiers, for example \"dtmi:dtdl:context;3\"",
            ));
        }
    };
    let help = "remove it: DTDL does not allow terms to be defined in a model";
    let mut known: HashSet<&str> = HashSet::default();
    terms.members().enumerate().find_map(|(position, term)| {
        let name = term.name;
        let id = |definition: Object<'_>| definition.get("@id").map(|id| matches!(id, Json::String(_)));
        let (code, what) = match term.value {
            _ if known.contains(name) => (Code::DUPLICATE_TERM_IN_CONTEXT_OBJECT, "is defined twice"),
            Json::String(_) | Json::Null => {
                known.insert(name);
                return None;
            }
            Json::Object(definition) => match id(definition) {
                Some(true) => {
                    known.insert(name);
                    return None;
                }
                Some(false) => (
                    Code::TERM_DEFINITION_ID_PROPERTY_NOT_STRING,
                    "is defined by an object whose `@id` is no string",
                ),
                None => (
                    Code::TERM_DEFINITION_MISSING_ID_PROPERTY,
                    "is defined by an object without `@id`",
                ),
            },
            _ => (
                Code::TERM_DEFINITION_NOT_STRING_OR_OBJECT,
                "is defined by something other than a string or an object",
            ),
        };
        Some(Fault::new(code, format!("the term `{name}` {what}"), help).below(position))
    })
}
