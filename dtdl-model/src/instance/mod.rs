//! Whether JSON texts are values of schemas.
//!
//! Numbers are judged by their text, not by what a parser makes of it: `3.0` is no integer, and `-0` is none of the
//! unsigned ones, whichever features of serde_json are switched on.

mod members;
mod mismatch;
mod texts;

use serde_json::value::RawValue;

use crate::diagnostic::cut;
use crate::json::MAX_DEPTH;
use crate::locate;
use crate::model::{CommandPayload, Enum, EnumWireValue, PrimitiveSchema, SchemaId, SchemaKind};
use crate::{Model, Span};
use members::Members;
pub use mismatch::Mismatch;
use mismatch::not_json;

impl Model {
    /// What keeps a JSON text from being a value of a schema; nothing if it is one.
    ///
    /// A member of an object may be missing, but none may be there that the schema does not have, and `null` is never
    /// a value.
    ///
    /// Of a text with a mistake everywhere not all is told: pointers and messages take about a mebibyte at most. The last
    /// mismatch, whose pointer is empty, then says how many more there are.
    ///
    /// ```
    /// use dtdl_model::{NoResolver, Options, Source, parse};
    ///
    /// let text = r#"{
    ///   "@context": "dtmi:dtdl:context;3",
    ///   "@id": "dtmi:com:example:Building;1",
    ///   "@type": "Interface",
    ///   "schemas": [{
    ///     "@id": "dtmi:com:example:Climate;1",
    ///     "@type": "Object",
    ///     "fields": [
    ///       { "name": "temperature", "schema": "double" },
    ///       { "name": "since", "schema": "dateTime" }
    ///     ]
    ///   }]
    /// }"#;
    /// let parsed = parse(vec![Source::new("building.json", text)], &mut NoResolver, &Options::default());
    /// let climate = parsed.model.schema("dtmi:com:example:Climate;1").unwrap();
    ///
    /// assert!(parsed.model.mismatches(climate, r#"{ "temperature": 21.5 }"#).is_empty());
    /// let mismatches = parsed.model.mismatches(climate, r#"{ "temperature": "warm" }"#);
    /// assert_eq!(mismatches[0].to_string(), "/temperature: a double is a number, not a string");
    /// assert_eq!(mismatches[0].span.start, 17);
    /// ```
    #[must_use]
    pub fn mismatches(&self, schema: SchemaId, json: &str) -> Vec<Mismatch> {
        let mut check = Check::new(self, json);
        if let Some(value) = check.read(json) {
            check.here = locate::span(json, value.get());
            check.value(schema, value.get());
        }
        check.finish()
    }

    /// What keeps a JSON text from being a command's request or response; nothing if it is one. A payload that is
    /// nullable may be `null`.
    #[must_use]
    pub fn payload_mismatches(&self, payload: &CommandPayload, json: &str) -> Vec<Mismatch> {
        if payload.nullable && json.trim_matches([' ', '\t', '\r', '\n']) == "null" {
            return Vec::new();
        }
        self.mismatches(payload.schema, json)
    }
}

struct Check<'m> {
    model: &'m Model,
    text: &'m str,
    here: Span,
    /// Where that is, as a JSON pointer.
    pointer: String,
    depth: usize,
    mismatches: Vec<Mismatch>,
    /// How many bytes these take.
    told: usize,
    /// How many more there are.
    more: usize,
}

/// When paths and messages take so many bytes, further mismatches are only counted: a name may be as long as the text,
/// and would be in the path of everything below it.
const MOST_TOLD: usize = 1 << 20;

impl<'m> Check<'m> {
    fn new(model: &'m Model, text: &'m str) -> Self {
        Self {
            model,
            text,
            here: Span {
                start: 0,
                end: text.len(),
            },
            pointer: String::new(),
            depth: 0,
            mismatches: Vec::new(),
            told: 0,
            more: 0,
        }
    }

    fn wrong(&mut self, message: impl Into<String>) {
        if self.told >= MOST_TOLD {
            self.more += 1;
            return;
        }
        let mismatch = Mismatch {
            pointer: self.pointer.clone(),
            span: self.here,
            message: message.into(),
        };
        self.told += mismatch.pointer.len() + mismatch.message.len();
        self.mismatches.push(mismatch);
    }

    fn finish(mut self) -> Vec<Mismatch> {
        if self.more > 0 {
            self.mismatches.push(Mismatch {
                pointer: self.pointer,
                span: self.here,
                message: format!("{} more mismatches are not shown", self.more),
            });
        }
        self.mismatches
    }

    fn read<'a>(&mut self, json: &'a str) -> Option<&'a RawValue> {
        match serde_json::from_str(json) {
            Ok(value) => Some(value),
            Err(error) => {
                self.mismatches.push(not_json(json, error));
                None
            }
        }
    }

    fn below(&mut self, step: &str, json: &str, check: impl FnOnce(&mut Self)) {
        let before = core::mem::replace(&mut self.here, locate::span(self.text, json));
        let around = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.wrong(format!("this nests more than {MAX_DEPTH} arrays and objects"));
        } else {
            check(self);
        }
        self.depth -= 1;
        self.pointer.truncate(around);
        self.here = before;
    }

    fn value(&mut self, schema: SchemaId, json: &str) {
        let model = self.model;
        match &model[schema].kind {
            SchemaKind::Primitive(primitive) => self.primitive(*primitive, json),
            SchemaKind::Enum(known) => self.enumeration(known, json),
            SchemaKind::Array(array) => self.elements(json, |check, json| check.value(array.element_schema, json)),
            SchemaKind::Map(map) => self.members(json, |check, _, json| {
                check.value(map.map_value.schema, json);
                true
            }),
            SchemaKind::Object(object) => self.members(json, |check, name, json| {
                let field = object.fields.iter().find(|field| field.name == name);
                field.map(|field| check.value(field.schema, json)).is_some()
            }),
            SchemaKind::Point => self.geometry("Point", 1, json),
            SchemaKind::LineString => self.geometry("LineString", 2, json),
            SchemaKind::MultiPoint => self.geometry("MultiPoint", 2, json),
            SchemaKind::Polygon => self.geometry("Polygon", 3, json),
            SchemaKind::MultiLineString => self.geometry("MultiLineString", 3, json),
            SchemaKind::MultiPolygon => self.geometry("MultiPolygon", 4, json),
            SchemaKind::Geopoint => self.doubles(&["lat", "lon", "alt"], json),
            SchemaKind::Vector => self.doubles(&["x", "y", "z"], json),
        }
    }

    fn elements(&mut self, json: &str, mut check: impl FnMut(&mut Self, &str)) {
        if !self.is("an array", "an array", json) {
            return;
        }
        let Ok(values) = serde_json::from_str::<Vec<&RawValue>>(json) else {
            return self.wrong("this array cannot be read");
        };
        for (index, value) in values.iter().enumerate() {
            self.below(&index.to_string(), value.get(), |this| check(this, value.get()));
        }
    }

    /// Every member, those of one name too; `check` says whether it knows the name.
    fn members(&mut self, json: &str, mut check: impl FnMut(&mut Self, &str, &str) -> bool) {
        if !self.is("an object", "an object", json) {
            return;
        }
        let Ok(members) = serde_json::from_str::<Members<'_>>(json) else {
            return self.wrong("this object cannot be read");
        };
        for (name, value) in members.0 {
            let Ok(name) = serde_json::from_str::<String>(name.get()) else {
                let written = name.get();
                let step = written.get(1..written.len() - 1).unwrap_or_default();
                self.below(step, written, |this| this.wrong("this name cannot be read"));
                continue;
            };
            self.below(&name, value.get(), |this| {
                if !check(this, &name, value.get()) {
                    this.wrong("the schema has no such field");
                }
            });
        }
    }

    fn geometry(&mut self, kind: &str, depth: usize, json: &str) {
        self.members(json, |check, name, json| {
            match name {
                "type" => {
                    if serde_json::from_str::<String>(json).ok().as_deref() != Some(kind) {
                        check.wrong(format!("the type of this geometry is `{kind}`"));
                    }
                }
                "coordinates" => check.coordinates(depth, json),
                _ => return false,
            }
            true
        });
    }

    fn coordinates(&mut self, depth: usize, json: &str) {
        match depth.checked_sub(1) {
            None => self.primitive(PrimitiveSchema::Double, json),
            Some(inner) => self.elements(json, |check, json| check.coordinates(inner, json)),
        }
    }

    fn doubles(&mut self, fields: &[&str], json: &str) {
        self.members(json, |check, name, json| {
            let known = fields.contains(&name);
            if known {
                check.primitive(PrimitiveSchema::Double, json);
            }
            known
        });
    }

    fn enumeration(&mut self, known: &Enum, json: &str) {
        let before = self.mismatches.len() + self.more;
        self.primitive(known.value_schema, json);
        if self.mismatches.len() + self.more > before {
            return;
        }
        let found = if known.value_schema == PrimitiveSchema::String {
            let text: Option<String> = serde_json::from_str(json).ok();
            known
                .enum_values
                .iter()
                .any(|value| matches!(&value.enum_value, EnumWireValue::String(known) if Some(known) == text.as_ref()))
        } else {
            let number: Option<i32> = json.parse().ok();
            known
                .enum_values
                .iter()
                .any(|value| matches!(&value.enum_value, EnumWireValue::Integer(known) if Some(*known) == number))
        };
        if !found {
            self.wrong(format!("{} is none of the enum's values", cut(json)));
        }
    }

    fn primitive(&mut self, schema: PrimitiveSchema, json: &str) {
        use PrimitiveSchema as P;
        match schema {
            P::Boolean => {
                self.is("a boolean", "a boolean", json);
            }
            P::Double => {
                self.is("a double", "a number", json);
            }
            P::Float => {
                self.is("a float", "a number", json);
            }
            P::Byte => self.integer::<i8>("a byte", json),
            P::Short => self.integer::<i16>("a short", json),
            P::Integer => self.integer::<i32>("an integer", json),
            P::Long => self.integer::<i64>("a long", json),
            P::UnsignedByte => self.unsigned::<u8>("an unsignedByte", json),
            P::UnsignedShort => self.unsigned::<u16>("an unsignedShort", json),
            P::UnsignedInteger => self.unsigned::<u32>("an unsignedInteger", json),
            P::UnsignedLong => self.unsigned::<u64>("an unsignedLong", json),
            P::String => self.text("a string", json, |_| true, ""),
            P::Bytes => self.text("bytes", json, texts::is_base64, "base64 with its padding"),
            P::Date => self.text("a date", json, texts::is_date, "a day such as `2026-05-21`"),
            P::DateTime => self.text(
                "a dateTime",
                json,
                texts::is_date_time,
                "day, time and offset, such as `2026-05-21T14:30:00Z`",
            ),
            P::Time => self.text("a time", json, texts::is_time, "time and offset, such as `14:30:00Z`"),
            P::Duration => self.text("a duration", json, texts::is_duration, "written as in `P1DT2H30M`"),
            P::Decimal => self.text(
                "a decimal",
                json,
                texts::is_decimal,
                "digits with at most one point and no leading zero",
            ),
            P::Uuid => self.text(
                "a uuid",
                json,
                texts::is_uuid,
                "32 hexadecimal digits in groups of 8, 4, 4, 4 and 12",
            ),
        }
    }

    /// Whether a JSON text is of a kind; if not, that is said.
    fn is(&mut self, schema: &str, kind: &str, json: &str) -> bool {
        let got = kind_of(json);
        if got != kind {
            self.wrong(if schema == kind {
                format!("{kind} belongs here, not {got}")
            } else {
                format!("{schema} is {kind}, not {got}")
            });
        }
        got == kind
    }

    fn integer<T: core::str::FromStr>(&mut self, schema: &str, json: &str) {
        if self.is(schema, "a number", json) && json.parse::<T>().is_err() {
            let whole = json
                .bytes()
                .enumerate()
                .all(|(at, byte)| byte.is_ascii_digit() || (at == 0 && byte == b'-'));
            self.wrong(if whole {
                format!("{} is out of the range of {schema}", cut(json))
            } else {
                format!("{schema} is written without point and exponent, not as {}", cut(json))
            });
        }
    }

    fn unsigned<T: core::str::FromStr>(&mut self, schema: &str, json: &str) {
        if json.starts_with('-') {
            self.wrong(format!("{schema} has no sign"));
        } else {
            self.integer::<T>(schema, json);
        }
    }

    fn text(&mut self, schema: &str, json: &str, conforms: impl FnOnce(&str) -> bool, form: &str) {
        if !self.is(schema, "a string", json) {
            return;
        }
        match serde_json::from_str::<String>(json) {
            Ok(text) => {
                if !conforms(&text) {
                    self.wrong(format!("{schema} is {form}, not {}", cut(json)));
                }
            }
            Err(error) => self.wrong(format!("this string cannot be read: {error}")),
        }
    }
}

/// What a JSON text is, by its first letter.
fn kind_of(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'[') => "an array",
        Some(b'{') => "an object",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}
