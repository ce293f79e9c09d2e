//! JSON texts to trees.

use core::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};

use super::{KEYWORD, Node, Nodes, Number, SIZE, kind, without_mark};

/// The deepest nest of arrays and objects that is read; below serde_json's own limit, so that the answer is ours.
pub(crate) const MAX_DEPTH: usize = 64;

/// How serde_json hands on a number when another crate turned its `arbitrary_precision` on: as a member with this name,
/// which stands in no text.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// Why a text is not JSON, and where (line and column from 1, as serde_json counts them).
#[derive(Debug)]
pub(crate) struct JsonError {
    pub(crate) message: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) too_deep: bool,
}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let full = error.to_string();
        let message = full
            .strip_suffix(&format!(" at line {line} column {column}"))
            .unwrap_or(&full)
            .to_owned();
        Self {
            too_deep: message == TOO_DEEP,
            message,
            line,
            column,
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

    /// Whether it is a part of the text.
    #[cold]
    fn holds(&self, part: &str) -> bool {
        self.text.as_bytes().as_ptr_range().contains(&part.as_ptr())
    }

    fn push_escaped(&mut self, text: &str) {
        self.push(kind::ESCAPED, self.nodes.escaped.len());
        self.nodes.escaped.push(Box::from(text));
    }

    /// What the name that was pushed says.
    #[inline(always)]
    fn named(&mut self, name: &str) -> Named {
        if name.as_bytes().first() != Some(&b'@') {
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

    fn close(&mut self, at: usize, keywords: u32) {
        let extent = self.nodes.list.len() - at;
        if let Some(node) = self.nodes.list.get_mut(at) {
            node.head |= keywords << SIZE;
            node.data = extent as u32;
        }
    }
}

/// Parses a text, no larger than [`super::MAX_TEXT`], in place of what `nodes` held; a byte order mark is skipped.
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
    result.map_err(JsonError::from)
}

const TOO_DEEP: &str = "nested too deeply";

/// Adds a value to a tree.
struct Value<'t, 'a> {
    tree: &'t mut Builder<'a>,
    depth: usize,
}

impl<'a> Value<'_, 'a> {
    /// For what is one level further in.
    fn deeper<E: serde_core::de::Error>(&mut self) -> Result<(), E> {
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
        if text == NUMBER_TOKEN && !self.tree.holds(text) {
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

    #[inline(always)]
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
        self.tree.close(at, 0);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<(), A::Error> {
        self.deeper()?;
        let at = self.tree.open(kind::OBJECT);
        let (mut seen, mut keywords) = (0, 0);
        loop {
            let name = Name { tree: self.tree };
            let Some(name) = access.next_key_seed(name)? else {
                break;
            };
            let value_at = self.tree.nodes.list.len();
            match name {
                Named::Member => access.next_value_seed(self.again())?,
                Named::Keyword(bit) => {
                    access.next_value_seed(self.again())?;
                    let usual = bit != 0 && seen & bit == 0 && (bit != Named::CONTEXT || self.tree.is_texts(value_at));
                    self.tree.nodes.unusual |= !usual;
                    seen |= bit;
                    keywords += 1;
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
        self.tree.close(at, keywords);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{NUMBER_TOKEN, Nodes, parse};
    use crate::json::Tree;

    #[test]
    fn a_member_with_the_name_of_the_number_token_is_a_member() {
        for value in ["7", "\"7\"", "{}"] {
            let text = format!("{{\"{NUMBER_TOKEN}\":{value},\"a\":1.5}}");
            let mut nodes = Nodes::default();
            let result = parse(&text, &mut nodes).map_err(|error| error.message);
            assert_eq!(result, Ok(()), "{text}");
            assert_eq!(Tree::new(&text, &nodes).root().to_string(), text);
        }
    }

    #[test]
    fn lists_give_back_what_a_large_text_needed() {
        let count = 1 << 17;
        let text = format!("[{}0]", "\"\\n\",1.5,".repeat(count));
        let mut nodes = Nodes::default();
        let room = |nodes: &Nodes| {
            [
                nodes.list.capacity(),
                nodes.escaped.capacity(),
                nodes.numbers.capacity(),
            ]
        };
        assert!(parse(&text, &mut nodes).is_ok());
        assert!(room(&nodes).iter().all(|room| *room >= count));
        assert!(parse("0", &mut nodes).is_ok());
        assert!(room(&nodes).iter().all(|room| *room <= Nodes::KEPT));
        assert!(parse("[1.5, \"\\n\"]", &mut nodes).is_ok());
        nodes.shrink();
        assert_eq!(room(&nodes), [3, 1, 1]);
    }
}
