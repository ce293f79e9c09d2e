//! The JSON Schema of a schema's values: what the model's own instance validation accepts, no more and no less.

use std::collections::HashSet;

use dtdl_model::Model;
use dtdl_model::model::{CommandPayload, Enum, EnumWireValue, Named, Object, PrimitiveSchema, SchemaId, SchemaKind};

use crate::json::Json;

/// A day of the calendar from the year 1 on.
const DATE: &str = "(?:(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])\
    |(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))\
    |(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)-02-29)";

/// A time with its offset.
const TIME: &str = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])";

/// Units in order, weeks never with years or months, a fraction only on the last.
const DURATION: &str = "P(?:\
    (?:(?:[0-9]+Y)?(?:[0-9]+M)?|(?:[0-9]+W)?)[0-9]+(?:\\.[0-9]+)?D|(?:[0-9]+Y)?[0-9]+(?:\\.[0-9]+)?M|[0-9]+(?:\\.[0-9]+)?[YW]\
    |(?:(?:[0-9]+Y)?(?:[0-9]+M)?|(?:[0-9]+W)?)(?:[0-9]+D)?T(?:(?:[0-9]+H)?(?:[0-9]+M)?[0-9]+(?:\\.[0-9]+)?S\
    |(?:[0-9]+H)?[0-9]+(?:\\.[0-9]+)?M|[0-9]+(?:\\.[0-9]+)?H))";

const BASE64: &str = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?";

const DECIMAL: &str = "[+-]?(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?";

const UUID: &str = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

/// Writes schemas, and remembers which have to be defined by their identifiers.
#[derive(Debug)]
pub(super) struct Values<'m> {
    model: &'m Model,
    wanted: Vec<SchemaId>,
    seen: HashSet<SchemaId>,
}

impl<'m> Values<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self {
            model,
            wanted: Vec::new(),
            seen: HashSet::new(),
        }
    }

    /// The values of a schema. One with an identifier of its own is a reference: it may be used often, and contain itself.
    pub(super) fn value(&mut self, id: SchemaId) -> Json {
        let named = &self.model[id].named.id;
        let simple = matches!(self.model[id].kind, SchemaKind::Primitive(_)) || self.is_standard(id);
        if simple || named.as_str().contains(":_") {
            return self.inline(id);
        }
        if self.seen.insert(id) {
            self.wanted.push(id);
        }
        Json::object([("$ref", Json::Text(reference(&[named.as_str()])))])
    }

    /// A request or response.
    pub(super) fn command(&mut self, payload: &CommandPayload) -> Json {
        let value = self.value(payload.schema);
        let mut out = if payload.nullable {
            let null = Json::object([("type", "null".into())]);
            Json::object([("anyOf", Json::Array(vec![value, null]))])
        } else {
            value
        };
        texts(&mut out, &payload.named);
        out
    }

    /// The definitions that the schemas written so far refer to.
    pub(super) fn definitions(&mut self) -> Vec<(String, Json)> {
        let mut out = Vec::new();
        while let Some(id) = self.wanted.pop() {
            out.push((self.model[id].named.id.to_string(), self.inline(id)));
        }
        out.sort_by(|(a, _), (b, _)| a.cmp(b));
        out
    }

    fn is_standard(&self, id: SchemaId) -> bool {
        use SchemaKind as K;
        !matches!(self.model[id].kind, K::Array(_) | K::Enum(_) | K::Map(_) | K::Object(_))
    }

    fn inline(&mut self, id: SchemaId) -> Json {
        let schema = &self.model[id];
        let mut out = match &schema.kind {
            SchemaKind::Primitive(primitive) => return primitive_values(*primitive),
            SchemaKind::Array(array) => {
                Json::object([("type", "array".into()), ("items", self.value(array.element_schema))])
            }
            SchemaKind::Map(map) => Json::object([
                ("type", "object".into()),
                ("additionalProperties", self.value(map.map_value.schema)),
            ]),
            SchemaKind::Enum(known) => enum_values(known),
            SchemaKind::Object(object) => self.object(object),
            SchemaKind::Point => return geometry("Point", 1),
            SchemaKind::LineString => return geometry("LineString", 2),
            SchemaKind::MultiPoint => return geometry("MultiPoint", 2),
            SchemaKind::Polygon => return geometry("Polygon", 3),
            SchemaKind::MultiLineString => return geometry("MultiLineString", 3),
            SchemaKind::MultiPolygon => return geometry("MultiPolygon", 4),
            SchemaKind::Geopoint => return doubles(&["lat", "lon", "alt"]),
            SchemaKind::Vector => return doubles(&["x", "y", "z"]),
            _ => Json::Bool(true),
        };
        texts(&mut out, &schema.named);
        out
    }

    fn object(&mut self, object: &Object) -> Json {
        let fields = object.fields.iter().map(|field| {
            let mut value = self.value(field.schema);
            texts(&mut value, &field.named);
            if let Some(unit) = field.named.unit() {
                value.insert("unit", unit.term.as_str());
            }
            (field.name.clone(), value)
        });
        closed(fields.collect())
    }
}

/// The pointer to a definition, as the fragment of a URI. Each step is inside `$defs` of the one before.
pub(super) fn reference(steps: &[&str]) -> String {
    let mut out = "#".to_owned();
    for step in steps {
        out.push_str("/$defs/");
        for byte in step.bytes() {
            match byte {
                b'~' => out.push_str("~0"),
                b'/' => out.push_str("~1"),
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b':' | b';' | b'.' | b'_' | b'-' => out.push(byte.into()),
                other => out.push_str(&format!("%{other:02X}")),
            }
        }
    }
    out
}

/// An object that has these members and no others.
pub(super) fn closed(members: Vec<(String, Json)>) -> Json {
    Json::object([
        ("type", "object".into()),
        ("properties", Json::Object(members)),
        ("additionalProperties", false.into()),
    ])
}

/// The texts for people. A schema that already has some is the value's own: a reference's come beside it.
pub(super) fn texts(schema: &mut Json, named: &Named) {
    let Json::Object(members) = schema else { return };
    for (name, text) in [
        ("title", named.display_text()),
        ("description", named.description_text()),
    ] {
        let Some(text) = text else { continue };
        members.retain(|(known, _)| known != name);
        members.push((name.to_owned(), text.into()));
    }
}

fn enum_values(known: &Enum) -> Json {
    let values = known.enum_values.iter().map(|value| match &value.enum_value {
        EnumWireValue::Integer(number) => Json::Integer((*number).into()),
        EnumWireValue::String(text) => Json::Text(text.clone()),
    });
    let values: Vec<Json> = values.collect();
    if values.is_empty() {
        return Json::object([("not", Json::Object(Vec::new()))]);
    }
    Json::object([("enum", Json::Array(values))])
}

fn geometry(kind: &str, depth: usize) -> Json {
    let number = Json::object([("type", "number".into())]);
    let coordinates = (0..depth).fold(number, |inner, _| {
        Json::object([("type", "array".into()), ("items", inner)])
    });
    closed(vec![
        ("type".to_owned(), Json::object([("const", kind.into())])),
        ("coordinates".to_owned(), coordinates),
    ])
}

fn doubles(names: &[&str]) -> Json {
    let fields = names
        .iter()
        .map(|name| ((*name).to_owned(), primitive_values(PrimitiveSchema::Double)));
    closed(fields.collect())
}

fn primitive_values(schema: PrimitiveSchema) -> Json {
    use PrimitiveSchema as P;
    let plain = |kind: &str| Json::object([("type", kind.into())]);
    let range = |least: i128, most: i128| {
        Json::object([
            ("type", "integer".into()),
            ("minimum", Json::Integer(least)),
            ("maximum", Json::Integer(most)),
        ])
    };
    let text = |pattern: String, format: Option<&str>| {
        let mut out = plain("string");
        if let Some(format) = format {
            out.insert("format", format);
        }
        out.insert("pattern", format!("^{pattern}$"));
        out
    };
    match schema {
        P::Boolean => plain("boolean"),
        P::Double | P::Float => plain("number"),
        P::Byte => range(i8::MIN.into(), i8::MAX.into()),
        P::Short => range(i16::MIN.into(), i16::MAX.into()),
        P::Integer => range(i32::MIN.into(), i32::MAX.into()),
        P::Long => range(i64::MIN.into(), i64::MAX.into()),
        P::UnsignedByte => range(0, u8::MAX.into()),
        P::UnsignedShort => range(0, u16::MAX.into()),
        P::UnsignedInteger => range(0, u32::MAX.into()),
        P::UnsignedLong => range(0, u64::MAX.into()),
        P::String => plain("string"),
        P::Bytes => {
            let mut out = text(BASE64.to_owned(), None);
            out.insert("contentEncoding", "base64");
            out
        }
        P::Date => text(DATE.to_owned(), Some("date")),
        P::DateTime => text(format!("{DATE}T{TIME}"), Some("date-time")),
        P::Time => text(TIME.to_owned(), Some("time")),
        // The format `duration` of JSON Schema knows no fractions.
        P::Duration => text(DURATION.to_owned(), None),
        P::Decimal => text(DECIMAL.to_owned(), None),
        P::Uuid => text(UUID.to_owned(), Some("uuid")),
        _ => Json::Bool(true),
    }
}
