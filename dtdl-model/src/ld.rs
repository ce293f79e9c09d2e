//! The JSON-LD view of a JSON object: keywords apart, other members as lists of values.

use core::slice;

use crate::diagnostic::Code;
use crate::json::{Json, Member};

/// An object as JSON-LD sees it.
#[derive(Debug)]
pub(crate) struct Ld<'j, 'a> {
    /// `@id`; empty if it is not a string.
    pub(crate) id: Option<&'j str>,
    /// `@type`; `None` among them is not a string.
    pub(crate) types: Option<Vec<Option<&'j str>>>,
    /// `@context`, with its position.
    pub(crate) context: Option<(usize, &'j Json<'a>)>,
    pub(crate) graph: Option<usize>,
    pub(crate) value: Option<&'j Json<'a>>,
    /// `@language`; empty if it is not a string.
    pub(crate) language: Option<(usize, &'j str)>,
    /// Other members that start with `@`.
    pub(crate) keywords: Vec<(usize, &'j str)>,
    /// All other members with their positions.
    pub(crate) members: Vec<(usize, &'j Member<'a>)>,
    /// How many members there are in all.
    pub(crate) count: usize,
    /// The position of `@value`.
    pub(crate) value_at: usize,
}

/// What makes a whole text unreadable: which code, at which member.
#[derive(Debug)]
pub(crate) struct LdError {
    pub(crate) code: Code,
    pub(crate) member: usize,
}

impl<'j, 'a> Ld<'j, 'a> {
    pub(crate) fn new(object: &'j [Member<'a>]) -> Result<Self, LdError> {
        let mut ld = Self {
            id: None,
            types: None,
            context: None,
            graph: None,
            value: None,
            language: None,
            keywords: Vec::new(),
            members: Vec::with_capacity(object.len()),
            count: object.len(),
            value_at: 0,
        };
        for (position, member) in object.iter().enumerate() {
            let repeated = |code| LdError { code, member: position };
            if !member.name.starts_with('@') {
                ld.members.push((position, member));
                continue;
            }
            match &*member.name {
                "@id" => match ld.id {
                    Some(_) => return Err(repeated(Code::REPEATED_ID_PROPERTY)),
                    None => ld.id = Some(text(&member.value)),
                },
                "@type" => match ld.types {
                    Some(_) => return Err(repeated(Code::REPEATED_TYPE_PROPERTY)),
                    None => ld.types = Some(types(&member.value)),
                },
                "@context" => match ld.context {
                    Some(_) => return Err(repeated(Code::REPEATED_CONTEXT_PROPERTY)),
                    None => ld.context = Some((position, &member.value)),
                },
                "@graph" => match ld.graph {
                    Some(_) => return Err(repeated(Code::REPEATED_GRAPH_PROPERTY)),
                    None => {
                        let objects = values(&member.value).all(|(_, value)| matches!(value, Json::Object(_)));
                        if !objects {
                            return Err(repeated(Code::GRAPH_NOT_OBJECT));
                        }
                        ld.graph = Some(position);
                    }
                },
                "@value" => match ld.value {
                    Some(_) => return Err(repeated(Code::REPEATED_VALUE_PROPERTY)),
                    None => {
                        ld.value = Some(&member.value);
                        ld.value_at = position;
                    }
                },
                "@language" => match ld.language {
                    Some(_) => return Err(repeated(Code::REPEATED_LANGUAGE_PROPERTY)),
                    None => ld.language = Some((position, text(&member.value))),
                },
                keyword => {
                    if ld.keywords.iter().any(|(_, known)| *known == keyword) {
                        return Err(repeated(Code::REPEATED_KEYWORD));
                    }
                    ld.keywords.push((position, keyword));
                }
            }
        }
        Ok(ld)
    }
}

fn text<'j>(value: &'j Json<'_>) -> &'j str {
    match value {
        Json::String(text) => text,
        _ => "",
    }
}

fn types<'j>(value: &'j Json<'_>) -> Vec<Option<&'j str>> {
    let one = |value: &'j Json<'_>| match value {
        Json::String(text) => Some(&**text),
        _ => None,
    };
    match value {
        Json::Array(values) => values.iter().map(one).collect(),
        Json::String(_) => vec![one(value)],
        _ => Vec::new(),
    }
}

/// Whether a member's value is written as a list.
pub(crate) fn is_plural(value: &Json<'_>) -> bool {
    matches!(value, Json::Array(_))
}

/// The values of a member with their index in the list that they are written in; lists in lists count as one.
pub(crate) fn values<'j, 'a>(value: &'j Json<'a>) -> Values<'j, 'a> {
    let stack = match value {
        Json::Array(values) => vec![(None, values.iter())],
        single => vec![(None, slice::from_ref(single).iter())],
    };
    Values {
        single: !is_plural(value),
        stack,
        index: 0,
    }
}

/// See [`values`].
pub(crate) struct Values<'j, 'a> {
    single: bool,
    stack: Vec<(Option<usize>, slice::Iter<'j, Json<'a>>)>,
    index: usize,
}

impl<'j, 'a> Iterator for Values<'j, 'a> {
    type Item = (Option<usize>, &'j Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let depth = self.stack.len();
            let (outer, values) = self.stack.last_mut()?;
            let outer = *outer;
            let Some(value) = values.next() else {
                self.stack.pop();
                continue;
            };
            let index = outer.unwrap_or(self.index);
            if depth == 1 {
                self.index += 1;
            }
            if let Json::Array(inner) = value {
                self.stack.push((Some(index), inner.iter()));
                continue;
            }
            return Some(((!self.single).then_some(index), value));
        }
    }
}
