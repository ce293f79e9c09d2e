//! The JSON-LD view of a JSON object: keywords apart, other members as lists of values.

use core::slice;

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

impl<'j, 'a> Ld<'j, 'a> {
    /// The view of an object; of what is repeated the first counts, as [`fault`] finds the rest.
    pub(crate) fn new(object: &'j [Member<'a>]) -> Self {
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
            match &*member.name {
                name if !name.starts_with('@') => ld.members.push((position, member)),
                "@id" => ld.id = ld.id.or_else(|| Some(text(&member.value))),
                "@type" => {
                    ld.types.get_or_insert_with(|| types(&member.value));
                }
                "@context" => ld.context = ld.context.or(Some((position, &member.value))),
                "@graph" => ld.graph = ld.graph.or(Some(position)),
                "@value" if ld.value.is_none() => {
                    ld.value = Some(&member.value);
                    ld.value_at = position;
                }
                "@value" => {}
                "@language" => ld.language = ld.language.or_else(|| Some((position, text(&member.value)))),
                keyword => ld.keywords.push((position, keyword)),
            }
        }
        ld
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
