//! JSON text that is known to be well-formed, and reading it in place.

use alloc::borrow::{Cow, ToOwned as _};
use alloc::format;
use alloc::string::{String, ToString as _};
use core::fmt;

use serde_core::de::{DeserializeSeed, Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{DecodeError, Value};

/// How deep a message may nest. A twin allows ten levels; anything near this is an attack, not a value.
const MAX_DEPTH: usize = 100;

/// One JSON value as it stands in a message: well-formed, and still text.
///
/// Numbers are read from their digits, so a `float` never passes through a `double`.
#[derive(Clone, Copy)]
pub struct Json<'a>(&'a RawValue);

impl<'a> Json<'a> {
    /// Reads a whole text as one JSON value.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, or nests deeper than a hundred levels.
    pub fn parse(text: &'a str) -> Result<Self, DecodeError> {
        if depth(text) > MAX_DEPTH {
            return Err(DecodeError::new(format!(
                "the JSON nests deeper than {MAX_DEPTH} levels"
            )));
        }
        serde_json::from_str(text)
            .map(Self)
            .map_err(|error| DecodeError::new(format!("not JSON: {error}")))
    }

    /// As [`Json::parse`], from bytes.
    ///
    /// # Errors
    ///
    /// As [`Json::parse`], and if the bytes are not UTF-8.
    pub fn parse_bytes(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let text = core::str::from_utf8(bytes).map_err(|_| DecodeError::new("not JSON: not UTF-8"))?;
        Self::parse(text)
    }

    /// The JSON text of this value.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.0.get().trim()
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.text() == "null"
    }

    /// Whether this is a JSON object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.text().starts_with('{')
    }

    /// Decodes the value.
    ///
    /// # Errors
    ///
    /// If the text is not a value of the type's schema.
    pub fn decode<T: Value>(self) -> Result<T, DecodeError> {
        T::decode(self)
    }

    /// Decodes the value; `null` counts as absent.
    ///
    /// # Errors
    ///
    /// If the text is neither `null` nor a value of the type's schema.
    pub fn optional<T: Value>(self) -> Result<Option<T>, DecodeError> {
        if self.is_null() {
            Ok(None)
        } else {
            T::decode(self).map(Some)
        }
    }

    /// Reads an integer, as an enumeration of integers needs it.
    ///
    /// # Errors
    ///
    /// If this is not a number without a fraction, or exceeds the range.
    pub fn integer(self) -> Result<i32, DecodeError> {
        self.decode()
    }

    /// Reads a string, as an enumeration of strings needs it.
    ///
    /// # Errors
    ///
    /// If this is not a string.
    pub fn string(self) -> Result<Cow<'a, str>, DecodeError> {
        self.string_for("a string")
    }

    pub(crate) fn string_for(self, what: &str) -> Result<Cow<'a, str>, DecodeError> {
        let quoted = self.text().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let plain = quoted.ok_or_else(|| self.expected(what))?;
        if !plain.contains('\\') {
            return Ok(Cow::Borrowed(plain));
        }
        let text = serde_json::from_str(self.text());
        text.map(Cow::Owned).map_err(|_| self.expected(what))
    }

    /// The member of this name, if this is an object that has it.
    #[must_use]
    pub fn member(self, name: &str) -> Option<Self> {
        let mut found = None;
        let walked = self.members(|member, value| {
            if member == name {
                found = Some(value);
            }
            Ok(())
        });
        walked.ok().and(found)
    }

    /// Calls `each` with every member of this object, in order.
    ///
    /// # Errors
    ///
    /// If this is not an object, or `each` fails; the error then says in which member.
    pub fn members(self, each: impl FnMut(&str, Self) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        if !self.is_object() {
            return Err(self.expected("an object"));
        }
        let mut failure = None;
        let walk = Members {
            each,
            failure: &mut failure,
        };
        let walked = serde_json::Deserializer::from_str(self.text()).deserialize_map(walk);
        outcome(walked, failure)
    }

    /// Calls `each` with every element of this array, in order.
    ///
    /// # Errors
    ///
    /// If this is not an array, or `each` fails; the error then says at which index.
    pub fn elements(self, each: impl FnMut(Self) -> Result<(), DecodeError>) -> Result<(), DecodeError> {
        if !self.text().starts_with('[') {
            return Err(self.expected("an array"));
        }
        let mut failure = None;
        let walk = Elements {
            each,
            failure: &mut failure,
        };
        let walked = serde_json::Deserializer::from_str(self.text()).deserialize_seq(walk);
        outcome(walked, failure)
    }

    /// The error for a value that is not what the schema asks for.
    #[must_use]
    pub fn expected(self, what: &str) -> DecodeError {
        const SHOWN: usize = 40;
        let text = self.text();
        let found = match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text.to_owned(),
        };
        DecodeError::new(format!("expected {what}, found {found}"))
    }
}

impl fmt::Debug for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// The deepest nesting of a text, whether or not it is well-formed.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn outcome(walked: Result<(), serde_json::Error>, failure: Option<DecodeError>) -> Result<(), DecodeError> {
    match (failure, walked) {
        (Some(failure), _) => Err(failure),
        (None, Err(error)) => Err(DecodeError::new(error.to_string())),
        (None, Ok(())) => Ok(()),
    }
}

struct Members<'f, F> {
    each: F,
    failure: &'f mut Option<DecodeError>,
}

impl<'a, F: FnMut(&str, Json<'a>) -> Result<(), DecodeError>> Visitor<'a> for Members<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let json = Json(map.next_value_seed(Raw)?);
            if let Err(error) = (self.each)(&name, json) {
                *self.failure = Some(error.in_member(&name));
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

struct Elements<'f, F> {
    each: F,
    failure: &'f mut Option<DecodeError>,
}

impl<'a, F: FnMut(Json<'a>) -> Result<(), DecodeError>> Visitor<'a> for Elements<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut sequence: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(raw) = sequence.next_element_seed(Raw)? {
            if let Err(error) = (self.each)(Json(raw)) {
                *self.failure = Some(error.in_element(index));
                return Err(A::Error::custom("stopped"));
            }
            index += 1;
        }
        Ok(())
    }
}

/// Borrows one value's text; [`RawValue`] knows how.
struct Raw;

impl<'a> DeserializeSeed<'a> for Raw {
    type Value = &'a RawValue;

    fn deserialize<D: serde_core::Deserializer<'a>>(self, deserializer: D) -> Result<&'a RawValue, D::Error> {
        serde_core::Deserialize::deserialize(deserializer)
    }
}
