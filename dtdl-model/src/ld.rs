//! The JSON-LD view of a JSON object: keywords apart, other members as lists of values.

use crate::json::{Flat, Json, Member, Members, Object};
use crate::place::{Nodes, Place};

/// An object as JSON-LD sees it.
#[derive(Debug)]
pub(crate) struct Ld<'j> {
    /// `@id`; empty if it is not a string.
    pub(crate) id: Option<&'j str>,
    /// `@type`.
    pub(crate) types: Option<Types<'j>>,
    /// Its position.
    types_at: u32,
    /// `@context`, with its position.
    pub(crate) context: Option<(usize, Json<'j>)>,
    /// What few objects have.
    further: Option<Box<Further<'j>>>,
    object: Object<'j>,
}

/// The keywords that few objects have.
#[derive(Debug, Default)]
pub(crate) struct Further<'j> {
    pub(crate) graph: Option<usize>,
    pub(crate) value: Option<(usize, Json<'j>)>,
    /// `@language`; empty if it is not a string.
    pub(crate) language: Option<(usize, &'j str)>,
    /// Other members that start with `@`.
    pub(crate) others: Vec<(usize, &'j str)>,
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
        match self.0 {
            Json::String(text) => Some(text),
            Json::Array(types) => {
                let mut types = types.iter();
                match (types.next(), types.next()) {
                    (Some(Json::String(text)), None) => Some(text),
                    _ => None,
                }
            }
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
            id: None,
            types: None,
            types_at: 0,
            context: None,
            further: None,
            object,
        };
        for (position, member) in object.keywords() {
            ld.keyword(position, member);
        }
        ld
    }

    /// The keywords that few objects have.
    pub(crate) fn further(&self) -> &Further<'j> {
        const NONE: &Further<'static> = &Further {
            graph: None,
            value: None,
            language: None,
            others: Vec::new(),
        };
        self.further.as_deref().unwrap_or(NONE)
    }

    fn keyword(&mut self, position: usize, member: Member<'j>) {
        let value = member.value;
        match member.name {
            "@id" => {
                self.id.get_or_insert_with(|| text(value));
            }
            "@type" => {
                if self.types.is_none() {
                    self.types = Some(Types(value));
                    self.types_at = position as u32;
                }
            }
            "@context" => {
                self.context.get_or_insert((position, value));
            }
            keyword => self.further.get_or_insert_default().keyword(keyword, position, value),
        }
    }

    /// The position of `@type`, and whether it is a list.
    pub(crate) fn type_position(&self) -> Option<(usize, bool)> {
        let types = self.types?;
        Some((self.types_at as usize, matches!(types.0, Json::Array(_))))
    }

    /// How many members there are in all.
    pub(crate) fn count(&self) -> usize {
        self.object.members().count()
    }

    /// The first member that is no keyword and whose name is wanted, with its position.
    #[inline(always)]
    pub(crate) fn find(&self, is_it: impl Fn(&str) -> bool) -> Option<(usize, Member<'j>)> {
        self.object.find(is_it)
    }

    /// All members that do not start with `@`, with their positions.
    pub(crate) fn members(&self) -> Members<'j> {
        self.object.others()
    }
}

impl<'j> Further<'j> {
    /// The keywords that elements have none of, with their positions.
    pub(crate) fn foreign(&self) -> impl Iterator<Item = (usize, &'j str)> {
        let language = self.language.map(|(position, _)| (position, "@language"));
        let value = self.value.map(|(position, _)| (position, "@value"));
        language.into_iter().chain(value).chain(self.others.iter().copied())
    }

    fn keyword(&mut self, keyword: &'j str, position: usize, value: Json<'j>) {
        match keyword {
            "@graph" => {
                self.graph.get_or_insert(position);
            }
            "@value" => {
                self.value.get_or_insert((position, value));
            }
            "@language" => {
                self.language.get_or_insert_with(|| (position, text(value)));
            }
            keyword => self.others.push((position, keyword)),
        }
    }
}

fn text(value: Json<'_>) -> &str {
    match value {
        Json::String(text) => text,
        _ => "",
    }
}

/// The values of a member; lists in lists count as one.
pub(crate) fn values(value: Json<'_>) -> Values<'_> {
    match value {
        Json::Array(values) => Values::Listed(values.flat()),
        single => Values::Single(Some(single)),
    }
}

/// See [`values`].
pub(crate) enum Values<'j> {
    Single(Option<Json<'j>>),
    Listed(Flat<'j>),
}

impl Values<'_> {
    /// Where the last value stands, if the member's value stands at a place.
    #[inline]
    pub(crate) fn place(&self, member: Place, nodes: &mut Nodes) -> Place {
        match self {
            Self::Single(_) => member,
            Self::Listed(values) => {
                let (index, nested) = values.position();
                let element = nodes.below(member, index);
                nested.map_or(element, |number| nodes.nested(element, number))
            }
        }
    }
}

impl<'j> Iterator for Values<'j> {
    type Item = Json<'j>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Single(value) => value.take(),
            Self::Listed(values) => values.next(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::Types;
    use crate::json::{Nodes, Tree, parse};

    #[test]
    fn a_type_is_the_only_one_alone_or_in_a_list() {
        for (text, single) in [
            (r#""A""#, Some("A")),
            (r#"["A"]"#, Some("A")),
            (r#"["A","B"]"#, None),
            (r#"[["A"]]"#, None),
            ("[1]", None),
            ("[]", None),
            ("1", None),
        ] {
            let mut nodes = Nodes::default();
            parse(text, &mut nodes).unwrap();
            assert_eq!(Types(Tree::new(text, &nodes).root()).single(), single, "{text}");
        }
    }
}
