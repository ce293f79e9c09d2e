//! JSON texts as trees that keep the order of members, and duplicates.
//!
//! A tree is one list of small nodes in the order of the text: eight bytes a value or name, however it is nested.

mod number;
mod read;

use core::fmt;

pub(crate) use number::Number;
pub(crate) use read::{JsonError, MAX_DEPTH, parse};

/// The largest text that nodes can address, in bytes.
pub(crate) const MAX_TEXT: usize = (1 << 28) - 1;

/// A parsed text: what was read, and the text itself without its byte order mark.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    text: &'a str,
    nodes: &'a Nodes,
}

/// What was read of a text.
#[derive(Debug, Default)]
pub(crate) struct Nodes {
    list: Vec<Node>,
    /// Texts that are written with escapes.
    escaped: Vec<Box<str>>,
    /// Numbers that are not 32-bit integers.
    numbers: Vec<Number>,
    /// Whether keywords of JSON-LD stand in it otherwise than once an object, with contexts that are texts.
    unusual: bool,
}

/// A value or a name: names stand before their values, and what is inside an array or object follows it.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The kind, whether it is a keyword, and the size of a text in bytes or the number of an object's keywords.
    head: u32,
    data: u32,
}

/// The kinds of nodes, and what `data` is for them.
mod kind {
    pub(super) const NULL: u32 = 0;
    /// 0 or 1.
    pub(super) const BOOL: u32 = 1;
    /// The number itself.
    pub(super) const INTEGER: u32 = 2;
    /// A position in `numbers`.
    pub(super) const NUMBER: u32 = 3;
    /// Where it begins.
    pub(super) const TEXT: u32 = 4;
    /// A position in `escaped`.
    pub(super) const ESCAPED: u32 = 5;
    /// How many nodes it takes, itself included.
    pub(super) const ARRAY: u32 = 6;
    /// How many nodes it takes, itself included.
    pub(super) const OBJECT: u32 = 7;
    pub(super) const BITS: u32 = 3;
}

/// Set in the head of names that start with `@`.
const KEYWORD: u32 = 1 << kind::BITS;
/// Where the size of a text, or the number of keywords, begins in the head.
const SIZE: u32 = kind::BITS + 1;

impl Node {
    fn new(kind: u32, size: usize, data: usize) -> Self {
        Self {
            head: kind | (size as u32) << SIZE,
            data: data as u32,
        }
    }

    fn kind(self) -> u32 {
        self.head & ((1 << kind::BITS) - 1)
    }

    /// How many nodes the value takes.
    fn extent(self) -> u32 {
        match self.kind() {
            kind::ARRAY | kind::OBJECT => self.data,
            _ => 1,
        }
    }
}

/// A JSON value in a [`Tree`].
#[derive(Debug, Clone, Copy)]
pub(crate) enum Json<'j> {
    Null,
    Bool(bool),
    Number(Number),
    String(&'j str),
    Array(Array<'j>),
    Object(Object<'j>),
}

/// An array in a [`Tree`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Array<'j>(Cursor<'j>);

/// An object in a [`Tree`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Object<'j>(Cursor<'j>);

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<'j> {
    pub(crate) name: &'j str,
    pub(crate) value: Json<'j>,
}

/// A part of a tree's nodes.
#[derive(Debug, Clone, Copy)]
struct Cursor<'j> {
    tree: &'j Tree<'j>,
    next: u32,
    end: u32,
}

impl<'j> Cursor<'j> {
    fn node(self) -> Option<Node> {
        if self.next >= self.end {
            return None;
        }
        self.tree.nodes.list.get(self.next as usize).copied()
    }

    /// The next value or name, and how many nodes it takes.
    #[inline(always)]
    fn peek(self) -> Option<(Json<'j>, u32)> {
        let node = self.node()?;
        Some((self.tree.value(self.next, node), node.extent()))
    }

    #[inline]
    fn take(&mut self) -> Option<Json<'j>> {
        let (value, extent) = self.peek()?;
        self.next += extent;
        Some(value)
    }

    /// Leaves out the next value.
    fn skip(&mut self) -> Option<()> {
        self.next += self.node()?.extent();
        Some(())
    }

    /// The node of the next name.
    fn take_name(&mut self) -> Option<Node> {
        let node = self.node()?;
        self.next += 1;
        Some(node)
    }
}

impl<'a> Tree<'a> {
    pub(crate) fn new(text: &'a str, nodes: &'a Nodes) -> Self {
        Self {
            text: without_mark(text),
            nodes,
        }
    }

    /// Whether a look at how it uses the keywords of JSON-LD is worth it.
    pub(crate) fn is_unusual(&self) -> bool {
        self.nodes.unusual
    }

    /// The whole text.
    pub(crate) fn root(&'a self) -> Json<'a> {
        match self.nodes.list.first() {
            Some(node) => self.value(0, *node),
            None => Json::Null,
        }
    }

    /// The text that a node is.
    fn text(&self, node: Node) -> &str {
        let data = node.data as usize;
        if node.kind() == kind::ESCAPED {
            return self.nodes.escaped.get(data).map_or("", |text| text);
        }
        let size = (node.head >> SIZE) as usize;
        self.text.get(data..data + size).unwrap_or_default()
    }

    #[inline]
    fn value(&'a self, at: u32, node: Node) -> Json<'a> {
        let inside = || Cursor {
            tree: self,
            next: at + 1,
            end: at + node.data,
        };
        match node.kind() {
            kind::TEXT | kind::ESCAPED => Json::String(self.text(node)),
            kind::BOOL => Json::Bool(node.data != 0),
            kind::INTEGER => Json::Number(Number::Signed(i64::from(node.data as i32))),
            kind::NUMBER => {
                let number = self.nodes.numbers.get(node.data as usize);
                number.map_or(Json::Null, |number| Json::Number(*number))
            }
            kind::ARRAY => Json::Array(Array(inside())),
            kind::OBJECT => Json::Object(Object(inside())),
            _ => Json::Null,
        }
    }
}

impl Nodes {
    /// Room for more nodes than this is given back.
    const KEPT: usize = 1 << 16;

    /// Forgets everything, and keeps the memory for the next text.
    fn clear(&mut self) {
        self.list.clear();
        self.list.shrink_to(Self::KEPT);
        self.escaped.clear();
        self.escaped.shrink_to(Self::KEPT);
        self.numbers.clear();
        self.numbers.shrink_to(Self::KEPT);
        self.unusual = false;
    }

    /// Gives back the memory that is not needed.
    pub(crate) fn shrink(&mut self) {
        self.list.shrink_to_fit();
        self.escaped.shrink_to_fit();
        self.numbers.shrink_to_fit();
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

impl<'j> Array<'j> {
    /// The elements.
    pub(crate) fn iter(self) -> impl Iterator<Item = Json<'j>> {
        let mut inside = self.0;
        core::iter::from_fn(move || inside.take())
    }

    /// The elements, those of arrays within it instead of these.
    pub(crate) fn flat(self) -> Flat<'j> {
        Flat {
            inside: self.0,
            index: 0,
            nested: 0,
            end: self.0.next,
        }
    }
}

/// See [`Array::flat`].
#[derive(Clone, Copy)]
pub(crate) struct Flat<'j> {
    inside: Cursor<'j>,
    /// The index behind that of the element that is or holds the last value.
    index: usize,
    /// How many values that element has had so far, if it is an array; else 0.
    nested: usize,
    /// Where that element ends.
    end: u32,
}

impl Flat<'_> {
    /// The index of the element that is or holds the last value, and the number of the value in it if it is an array.
    pub(crate) fn position(&self) -> (usize, Option<usize>) {
        (self.index.saturating_sub(1), self.nested.checked_sub(1))
    }
}

impl<'j> Iterator for Flat<'j> {
    type Item = Json<'j>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (value, extent) = self.inside.peek()?;
            let begins = self.inside.next >= self.end;
            if begins {
                self.index += 1;
                self.nested = 0;
                self.end = self.inside.next + extent;
            }
            if let Json::Array(_) = value {
                self.inside.next += 1;
                continue;
            }
            self.nested += usize::from(!begins);
            self.inside.next += extent;
            return Some(value);
        }
    }
}

impl<'j> Object<'j> {
    /// The members in order, duplicates too.
    pub(crate) fn members(self) -> impl Iterator<Item = Member<'j>> {
        self.select(0, 0, u32::MAX).map(|(_, member)| member)
    }

    /// The members whose names start with `@`, with their positions among all.
    pub(crate) fn keywords(self) -> Members<'j> {
        let inside = self.0;
        let object = inside.tree.nodes.list.get(inside.next as usize - 1);
        self.select(KEYWORD, KEYWORD, object.map_or(0, |object| object.head >> SIZE))
    }

    /// The other members, with their positions among all.
    pub(crate) fn others(self) -> Members<'j> {
        self.select(KEYWORD, 0, u32::MAX)
    }

    /// The members whose names have these bits in their heads, at most so many.
    fn select(self, bits: u32, wanted: u32, left: u32) -> Members<'j> {
        Members {
            inside: self.0,
            next: 0,
            bits,
            wanted,
            left,
        }
    }

    /// The first member that is no keyword and whose name is wanted, with its position among all. Other values are not
    /// looked at.
    #[inline(always)]
    pub(crate) fn find(self, is_it: impl Fn(&str) -> bool) -> Option<(usize, Member<'j>)> {
        let mut inside = self.0;
        let mut position = 0;
        loop {
            let name = inside.take_name()?;
            if name.head & KEYWORD == 0 {
                let name = inside.tree.text(name);
                if is_it(name) {
                    let value = inside.take()?;
                    return Some((position, Member { name, value }));
                }
            }
            inside.skip()?;
            position += 1;
        }
    }

    /// The first member with a name.
    pub(crate) fn get(self, name: &str) -> Option<Json<'j>> {
        self.members()
            .find(|member| member.name == name)
            .map(|member| member.value)
    }
}

/// Some members of an object, with their positions among all.
pub(crate) struct Members<'j> {
    inside: Cursor<'j>,
    next: usize,
    /// Which bits of the heads of names count, and what they are.
    bits: u32,
    wanted: u32,
    /// How many there are still, at most.
    left: u32,
}

impl<'j> Iterator for Members<'j> {
    type Item = (usize, Member<'j>);

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 {
            return None;
        }
        loop {
            let name = self.inside.take_name()?;
            let position = self.next;
            self.next += 1;
            if name.head & self.bits == self.wanted {
                self.left -= 1;
                let (name, value) = (self.inside.tree.text(name), self.inside.take()?);
                return Some((position, Member { name, value }));
            }
            self.inside.skip()?;
        }
    }
}

impl Json<'_> {
    /// What it is, for messages.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::String(text) => write_string(f, text),
            Self::Array(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if index == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, member) in members.members().enumerate() {
                    f.write_str(if index == 0 { "" } else { "," })?;
                    write_string(f, member.name)?;
                    write!(f, ":{}", member.value)?;
                }
                f.write_str("}")
            }
        }
    }
}

fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::{Json, Nodes, Object, Tree, parse};

    fn looked_at<T>(text: &str, look: impl FnOnce(Object<'_>) -> T) -> T {
        let mut nodes = Nodes::default();
        parse(text, &mut nodes).unwrap();
        match Tree::new(text, &nodes).root() {
            Json::Object(object) => look(object),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn keywords_are_told_from_other_members() {
        let text = r#"{"a":{"@id":"x","@type":"y"},"@type":1.5,"b":[{"@id":2}],"\u0040id":3,"@id":4,"c":1.5}"#;
        looked_at(text, |object| {
            let keywords: Vec<_> = object.keywords().map(|(at, member)| (at, member.name)).collect();
            assert_eq!(keywords, [(1, "@type"), (3, "@id"), (4, "@id")]);
            let others: Vec<_> = object.others().map(|(at, member)| (at, member.name)).collect();
            assert_eq!(others, [(0, "a"), (2, "b"), (5, "c")]);
            assert_eq!(object.members().count(), 6);
            let found = object
                .find(|name| name == "b")
                .map(|(at, member)| (at, member.value.to_string()));
            assert_eq!(found, Some((2, "[{\"@id\":2}]".to_owned())));
            assert!(object.find(|name| name == "@id").is_none());
            let Some((_, inner)) = object.others().next() else {
                panic!()
            };
            let Json::Object(inner) = inner.value else { panic!() };
            assert_eq!((inner.keywords().count(), inner.others().count()), (2, 0));
        });
        looked_at("{}", |object| {
            assert_eq!(object.keywords().count() + object.others().count(), 0)
        });
    }
}
