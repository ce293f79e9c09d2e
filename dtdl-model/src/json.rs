//! JSON texts as trees that keep the order of members, and duplicates.
//!
//! A tree is one list of small nodes in the order of the text: eight bytes a value or name, however it is nested.

use core::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};

/// The deepest nest of arrays and objects that is read; below serde_json's own limit, so that the answer is ours.
pub(crate) const MAX_DEPTH: usize = 64;

/// The largest text that nodes can address, in bytes.
pub(crate) const MAX_TEXT: usize = (1 << 28) - 1;

/// How serde_json hands on a number when another crate turned its `arbitrary_precision` on.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

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
    /// The kind, whether it is a keyword, and the size of a text in bytes.
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
/// Where the size of a text begins in the head.
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

/// A tree being built.
struct Builder<'a> {
    text: &'a str,
    nodes: Nodes,
}

impl Builder<'_> {
    fn push(&mut self, kind: u32, data: usize) {
        self.nodes.list.push(Node::new(kind, 0, data));
    }

    fn push_text(&mut self, text: &str) {
        let start = (text.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.nodes.list.push(Node::new(kind::TEXT, text.len(), start));
    }

    fn push_escaped(&mut self, text: &str) {
        self.push(kind::ESCAPED, self.nodes.escaped.len());
        self.nodes.escaped.push(Box::from(text));
    }

    /// What the name that was pushed says.
    fn named(&mut self, name: &str) -> Named {
        if !name.starts_with('@') {
            return Named::Member;
        }
        if let Some(node) = self.nodes.list.last_mut() {
            node.head |= KEYWORD;
        }
        Named::keyword(name)
    }

    /// Whether the value at a position is a text, or an array of nothing but texts.
    fn is_texts(&self, at: usize) -> bool {
        let is_text = |node: &Node| matches!(node.kind(), kind::TEXT | kind::ESCAPED);
        match self.nodes.list.get(at..) {
            Some([array, inside @ ..]) if array.kind() == kind::ARRAY => inside.iter().all(is_text),
            Some([single, ..]) => is_text(single),
            _ => false,
        }
    }

    fn push_number(&mut self, number: Number) {
        match number.as_small() {
            Some(small) => self.nodes.list.push(Node {
                head: kind::INTEGER,
                data: small as u32,
            }),
            None => {
                self.push(kind::NUMBER, self.nodes.numbers.len());
                self.nodes.numbers.push(number);
            }
        }
    }

    /// Begins an array or object; [`Self::close`] ends it.
    fn open(&mut self, kind: u32) -> usize {
        self.push(kind, 0);
        self.nodes.list.len() - 1
    }

    fn close(&mut self, at: usize) {
        let extent = self.nodes.list.len() - at;
        if let Some(node) = self.nodes.list.get_mut(at) {
            node.data = extent as u32;
        }
    }
}

impl<'j> Array<'j> {
    /// The elements.
    pub(crate) fn iter(self) -> impl Iterator<Item = Json<'j>> {
        let mut inside = self.0;
        core::iter::from_fn(move || inside.take())
    }

    /// The elements, those of arrays within it instead of these, with their indices in this one.
    pub(crate) fn flat(self) -> Flat<'j> {
        Flat {
            inside: self.0,
            index: 0,
            element_end: self.0.next,
        }
    }
}

/// See [`Array::flat`].
pub(crate) struct Flat<'j> {
    inside: Cursor<'j>,
    index: usize,
    /// Where the element ends that the next value stands in.
    element_end: u32,
}

impl<'j> Iterator for Flat<'j> {
    type Item = (usize, Json<'j>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (value, extent) = self.inside.peek()?;
            if self.inside.next >= self.element_end {
                self.index += 1;
                self.element_end = self.inside.next + extent;
            }
            if let Json::Array(_) = value {
                self.inside.next += 1;
                continue;
            }
            self.inside.next += extent;
            return Some((self.index - 1, value));
        }
    }
}

impl<'j> Object<'j> {
    /// The members in order, duplicates too.
    pub(crate) fn members(self) -> impl Iterator<Item = Member<'j>> {
        self.select(|_| true).map(|(_, member)| member)
    }

    /// The members whose names start with `@`, with their positions among all.
    pub(crate) fn keywords(self) -> impl Iterator<Item = (usize, Member<'j>)> {
        self.select(|name| name.head & KEYWORD != 0)
    }

    /// The other members, with their positions among all.
    pub(crate) fn others(self) -> impl Iterator<Item = (usize, Member<'j>)> {
        self.select(|name| name.head & KEYWORD == 0)
    }

    fn select(self, wanted: impl Fn(Node) -> bool) -> impl Iterator<Item = (usize, Member<'j>)> {
        let mut inside = self.0;
        let mut next = 0;
        core::iter::from_fn(move || {
            loop {
                let name = inside.take_name()?;
                let position = next;
                next += 1;
                if wanted(name) {
                    let (name, value) = (inside.tree.text(name), inside.take()?);
                    return Some((position, Member { name, value }));
                }
                inside.skip()?;
            }
        })
    }

    /// The first member with a name.
    pub(crate) fn get(self, name: &str) -> Option<Json<'j>> {
        self.members()
            .find(|member| member.name == name)
            .map(|member| member.value)
    }
}

/// A number: integers stay distinct from the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

impl Number {
    fn parse(text: &str) -> Option<Self> {
        // The whole numbers have one zero only.
        if text == "-0" {
            return Some(Self::Float(-0.0));
        }
        if let Ok(number) = text.parse() {
            return Some(Self::Unsigned(number));
        }
        if let Ok(number) = text.parse() {
            return Some(Self::Signed(number));
        }
        text.parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map(Self::Float)
    }

    pub(crate) fn as_f64(self) -> f64 {
        match self {
            Self::Unsigned(number) => number as f64,
            Self::Signed(number) => number as f64,
            Self::Float(number) => number,
        }
    }

    /// The number if it is written as a 32-bit integer.
    fn as_small(self) -> Option<i32> {
        match self {
            Self::Unsigned(number) => i32::try_from(number).ok(),
            Self::Signed(number) => i32::try_from(number).ok(),
            Self::Float(_) => None,
        }
    }

    /// The number as a 32-bit integer; `1.0` is one.
    pub(crate) fn as_i32(self) -> Option<i32> {
        match self {
            Self::Unsigned(_) | Self::Signed(_) => self.as_small(),
            Self::Float(number) => {
                let whole = number.trunc();
                (whole == number && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&whole))
                    .then_some(whole as i32)
            }
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned(number) => number.fmt(f),
            Self::Signed(number) => number.fmt(f),
            // In full, a few letters would become hundreds of digits.
            Self::Float(number) if *number != 0.0 && !(1e-6..1e17).contains(&number.abs()) => write!(f, "{number:e}"),
            Self::Float(number) => number.fmt(f),
        }
    }
}

/// Why a text is not JSON, and where (line and column from 1, as serde_json counts them).
#[derive(Debug)]
pub(crate) struct JsonError {
    pub(crate) message: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) too_deep: bool,
}

impl Nodes {
    /// More memory than this is given back.
    const KEPT: usize = 1 << 16;

    /// Forgets everything, and keeps the memory for the next text.
    fn clear(&mut self) {
        self.list.clear();
        self.list.shrink_to(Self::KEPT);
        self.escaped.clear();
        self.numbers.clear();
        self.unusual = false;
    }

    /// Gives back the memory that is not needed.
    pub(crate) fn shrink(&mut self) {
        self.list.shrink_to_fit();
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Parses a text, no larger than [`MAX_TEXT`], in place of what `nodes` held; a byte order mark is skipped.
pub(crate) fn parse(text: &str, nodes: &mut Nodes) -> Result<(), JsonError> {
    nodes.clear();
    let mut tree = Builder {
        text: without_mark(text),
        nodes: core::mem::take(nodes),
    };
    let mut deserializer = serde_json::Deserializer::from_str(tree.text);
    let value = Value {
        tree: &mut tree,
        depth: 0,
    };
    let result = value.deserialize(&mut deserializer).and_then(|()| deserializer.end());
    *nodes = tree.nodes;
    result.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let full = error.to_string();
        let message = full
            .strip_suffix(&format!(" at line {line} column {column}"))
            .unwrap_or(&full)
            .to_owned();
        JsonError {
            too_deep: message == TOO_DEEP,
            message,
            line,
            column,
        }
    })
}

const TOO_DEEP: &str = "nested too deeply";

/// Adds a value to a tree.
struct Value<'t, 'a> {
    tree: &'t mut Builder<'a>,
    depth: usize,
}

impl<'a> Value<'_, 'a> {
    /// For what is one level further in.
    fn deeper<E: serde::de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(E::custom(TOO_DEEP));
        }
        Ok(())
    }

    fn again(&mut self) -> Value<'_, 'a> {
        Value {
            tree: self.tree,
            depth: self.depth,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Adds the name of a member to a tree.
struct Name<'t, 'a> {
    tree: &'t mut Builder<'a>,
    first: bool,
}

/// What a name says about the value.
enum Named {
    Member,
    /// A keyword of JSON-LD, and its bit among those that are usual.
    Keyword(u8),
    /// The value is a number, handed on as text.
    NumberToken,
}

impl<'de> DeserializeSeed<'de> for Name<'_, 'de> {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Named, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'_, 'de> {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Named, E> {
        if self.first && text == NUMBER_TOKEN {
            return Ok(Named::NumberToken);
        }
        self.tree.push_text(text);
        Ok(self.tree.named(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Named, E> {
        self.tree.push_escaped(text);
        Ok(self.tree.named(text))
    }
}

impl Named {
    const CONTEXT: u8 = 1 << 2;

    fn keyword(name: &str) -> Self {
        Self::Keyword(match name {
            "@type" => 1,
            "@id" => 1 << 1,
            "@context" => Self::CONTEXT,
            "@value" => 1 << 3,
            "@language" => 1 << 4,
            _ => 0,
        })
    }
}

impl<'de> Visitor<'de> for Value<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.tree.push(kind::NULL, 0);
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.tree.push(kind::BOOL, usize::from(value));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.tree.push_number(Number::Unsigned(value));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.tree.push_number(Number::Signed(value));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.tree.push_number(Number::Float(value));
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        self.tree.push_text(text);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.tree.push_escaped(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<(), A::Error> {
        self.deeper()?;
        let at = self.tree.open(kind::ARRAY);
        while access.next_element_seed(self.again())?.is_some() {}
        self.tree.close(at);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<(), A::Error> {
        self.deeper()?;
        let at = self.tree.open(kind::OBJECT);
        let mut keywords = 0;
        loop {
            let name = Name {
                first: self.tree.nodes.list.len() == at + 1,
                tree: self.tree,
            };
            let Some(name) = access.next_key_seed(name)? else {
                break;
            };
            let value_at = self.tree.nodes.list.len();
            match name {
                Named::Member => access.next_value_seed(self.again())?,
                Named::Keyword(bit) => {
                    access.next_value_seed(self.again())?;
                    let usual =
                        bit != 0 && keywords & bit == 0 && (bit != Named::CONTEXT || self.tree.is_texts(value_at));
                    self.tree.nodes.unusual |= !usual;
                    keywords |= bit;
                }
                Named::NumberToken => {
                    let text: String = access.next_value()?;
                    let number = Number::parse(&text).ok_or_else(|| A::Error::custom("number out of range"))?;
                    self.tree.nodes.list.truncate(at);
                    self.tree.push_number(number);
                    return Ok(());
                }
            }
        }
        self.tree.close(at);
        Ok(())
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
