//! The JSON-LD view of a JSON object: keywords apart, other members as lists of values.

use crate::json::{Json, Member, Object};

/// An object as JSON-LD sees it.
#[derive(Debug)]
pub(crate) struct Ld<'j> {
    object: Object<'j>,
    /// `@id`; empty if it is not a string.
    pub(crate) id: Option<&'j str>,
    /// `@type`.
    pub(crate) types: Option<Types<'j>>,
    /// `@context`, with its position.
    pub(crate) context: Option<(usize, Json<'j>)>,
    pub(crate) graph: Option<usize>,
    pub(crate) value: Option<Json<'j>>,
    /// `@language`; empty if it is not a string.
    pub(crate) language: Option<(usize, &'j str)>,
    /// Other members that start with `@`.
    pub(crate) keywords: Vec<(usize, &'j str)>,
    /// How many members there are in all.
    pub(crate) count: usize,
    /// The position of `@value`.
    pub(crate) value_at: usize,
}

/// The values of `@type`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Types<'j>(Json<'j>);

impl<'j> Types<'j> {
    /// One type that is not written, but follows from the place.
    pub(crate) fn inferred(class: &'j str) -> Self {
        Self(Json::String(class))
    }

    /// The only type, if there is one and it is a string.
    pub(crate) fn single(self) -> Option<&'j str> {
        let mut types = self.iter();
        match (types.next(), types.next()) {
            (Some(one), None) => one,
            _ => None,
        }
    }

    /// The types; `None` is not a string.
    pub(crate) fn iter(self) -> impl Iterator<Item = Option<&'j str>> {
        let (one, many) = match self.0 {
            Json::Array(values) => (None, Some(values.iter())),
            Json::String(text) => (Some(Some(text)), None),
            _ => (None, None),
        };
        let many = many.into_iter().flatten().map(|value| match value {
            Json::String(text) => Some(text),
            _ => None,
        });
        one.into_iter().chain(many)
    }
}

impl<'j> Ld<'j> {
    /// The view of an object; of what is repeated the first counts, as [`crate::fault`] finds the rest.
    pub(crate) fn new(object: Object<'j>) -> Self {
        let mut ld = Self {
            object,
            id: None,
            types: None,
            context: None,
            graph: None,
            value: None,
            language: None,
            keywords: Vec::new(),
            count: 0,
            value_at: 0,
        };
        for (position, member) in object.members().enumerate() {
            ld.count += 1;
            match member.name {
                name if !name.starts_with('@') => {}
                "@id" => ld.id = ld.id.or_else(|| Some(text(member.value))),
                "@type" => ld.types = ld.types.or(Some(Types(member.value))),
                "@context" => ld.context = ld.context.or(Some((position, member.value))),
                "@graph" => ld.graph = ld.graph.or(Some(position)),
                "@value" if ld.value.is_none() => {
                    ld.value = Some(member.value);
                    ld.value_at = position;
                }
                "@value" => {}
                "@language" => ld.language = ld.language.or_else(|| Some((position, text(member.value)))),
                keyword => ld.keywords.push((position, keyword)),
            }
        }
        ld
    }

    /// All members that do not start with `@`, with their positions.
    pub(crate) fn members(&self) -> impl Iterator<Item = (usize, Member<'j>)> {
        let all = self.object.members().enumerate();
        all.filter(|(_, member)| !member.name.starts_with('@'))
    }
}

fn text(value: Json<'_>) -> &str {
    match value {
        Json::String(text) => text,
        _ => "",
    }
}

/// Whether a member's value is written as a list.
pub(crate) fn is_plural(value: Json<'_>) -> bool {
    matches!(value, Json::Array(_))
}

/// The values of a member with their index in the list that they are written in; lists in lists count as one.
pub(crate) fn values(value: Json<'_>) -> impl Iterator<Item = (Option<usize>, Json<'_>)> {
    let (one, many) = match value {
        Json::Array(values) => (None, Some(values.flat())),
        single => (Some((None, single)), None),
    };
    let many = many.into_iter().flatten().map(|(index, value)| (Some(index), value));
    one.into_iter().chain(many)
}
