//! Values of schemas as JSON texts: everything that the language allows, in the forms that it allows.

use dtdl_codegen::model::Model;
use dtdl_codegen::model::model::{EnumWireValue, Object, PrimitiveSchema, SchemaId, SchemaKind};
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any};
use proptest::string::string_regex;

/// Deeper than any schema that does not hold itself.
const DEPTH: u32 = 6;

/// What a twin can hold of a `long`.
const TWIN: core::ops::RangeInclusive<i64> = -4_503_599_627_370_496..=4_503_599_627_370_495;

/// Values of a schema; `None` if it has none.
pub(crate) fn values(model: &Model, schema: SchemaId, property: bool) -> Option<BoxedStrategy<String>> {
    Values { model, property }.of(schema, 0)
}

/// Objects with some of the members, in any order, or with all of them.
pub(crate) fn members(
    values: impl Iterator<Item = (String, BoxedStrategy<String>)>,
    all: bool,
) -> BoxedStrategy<String> {
    let mut members: BoxedStrategy<Vec<(String, String)>> = Just(Vec::new()).boxed();
    for (name, value) in values {
        let chosen = if all { Just(true).boxed() } else { any::<bool>().boxed() };
        members = (members, chosen, value)
            .prop_map(move |(mut members, chosen, value)| {
                if chosen {
                    members.push((name.clone(), value));
                }
                members
            })
            .boxed();
    }
    members.prop_shuffle().prop_map(object).boxed()
}

struct Values<'a> {
    model: &'a Model,
    property: bool,
}

impl Values<'_> {
    fn of(&self, schema: SchemaId, depth: u32) -> Option<BoxedStrategy<String>> {
        Some(match &self.model[schema].kind {
            SchemaKind::Primitive(primitive) => self.primitive(*primitive),
            SchemaKind::Enum(known) => {
                let texts: Vec<String> = known
                    .enum_values
                    .iter()
                    .map(|value| written(&value.enum_value))
                    .collect();
                if texts.is_empty() {
                    return None;
                }
                proptest::sample::select(texts).boxed()
            }
            // A schema that holds itself ends somewhere.
            SchemaKind::Array(_) if depth >= DEPTH => Just("[]".to_owned()).boxed(),
            SchemaKind::Map(_) | SchemaKind::Object(_) if depth >= DEPTH => Just("{}".to_owned()).boxed(),
            SchemaKind::Array(found) => array(self.of(found.element_schema, depth + 1)?, 0..4),
            SchemaKind::Map(map) => {
                let value = self.of(map.map_value.schema, depth + 1)?;
                let entries = proptest::collection::btree_map(any::<String>(), value, 0..4);
                entries
                    .prop_map(|entries| object(entries.into_iter().collect()))
                    .boxed()
            }
            SchemaKind::Object(fields) if is_scaled_decimal(fields) => self.fields(fields, depth, true),
            SchemaKind::Object(fields) => self.fields(fields, depth, false),
            SchemaKind::Point => geometry("Point", position()),
            SchemaKind::LineString => geometry("LineString", line()),
            SchemaKind::MultiPoint => geometry("MultiPoint", array(position(), 0..4)),
            SchemaKind::Polygon => geometry("Polygon", polygon()),
            SchemaKind::MultiLineString => geometry("MultiLineString", array(line(), 0..3)),
            SchemaKind::MultiPolygon => geometry("MultiPolygon", array(polygon(), 0..3)),
            SchemaKind::Geopoint => (double(), double(), proptest::option::of(double()))
                .prop_map(|(lat, lon, alt)| {
                    let alt = alt.map(|alt| format!(r#","alt":{alt}"#)).unwrap_or_default();
                    format!(r#"{{"lat":{lat},"lon":{lon}{alt}}}"#)
                })
                .boxed(),
            SchemaKind::Vector => (double(), double(), double())
                .prop_map(|(x, y, z)| format!(r#"{{"x":{x},"y":{y},"z":{z}}}"#))
                .boxed(),
            other => panic!("{other:?} has no values here"),
        })
    }

    fn fields(&self, fields: &Object, depth: u32, all: bool) -> BoxedStrategy<String> {
        let fields = fields.fields.iter();
        let values = fields.filter_map(|field| Some((field.name.clone(), self.of(field.schema, depth + 1)?)));
        members(values, all)
    }

    fn primitive(&self, primitive: PrimitiveSchema) -> BoxedStrategy<String> {
        use PrimitiveSchema as P;
        match primitive {
            P::Boolean => any::<bool>().prop_map(|value| value.to_string()).boxed(),
            P::Byte => any::<i8>().prop_map(|value| value.to_string()).boxed(),
            P::Short => any::<i16>().prop_map(|value| value.to_string()).boxed(),
            P::Integer => any::<i32>().prop_map(|value| value.to_string()).boxed(),
            P::Long if self.property => TWIN.prop_map(|value| value.to_string()).boxed(),
            P::Long => any::<i64>().prop_map(|value| value.to_string()).boxed(),
            P::UnsignedByte => any::<u8>().prop_map(|value| value.to_string()).boxed(),
            P::UnsignedShort => any::<u16>().prop_map(|value| value.to_string()).boxed(),
            P::UnsignedInteger => any::<u32>().prop_map(|value| value.to_string()).boxed(),
            P::UnsignedLong if self.property => (0..=*TWIN.end()).prop_map(|value| value.to_string()).boxed(),
            P::UnsignedLong => any::<u64>().prop_map(|value| value.to_string()).boxed(),
            // Of two shortest texts that are equally near, `{:?}` takes the other one.
            P::Float => proptest::num::f32::NORMAL
                .prop_map(|value| serde_json::to_string(&value).unwrap())
                .boxed(),
            P::Double => double(),
            P::String => any::<String>().prop_map(|text| quoted(&text)).boxed(),
            P::Bytes => matching("([A-Za-z0-9+/]{4}){0,8}([A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?"),
            P::Date => date().prop_map(|text| quoted(&text)).boxed(),
            P::Time => time().prop_map(|text| quoted(&text)).boxed(),
            P::DateTime => (date(), time())
                .prop_map(|(date, time)| quoted(&format!("{date}T{time}")))
                .boxed(),
            P::Duration => duration(),
            P::Decimal => matching(r"[+-]?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?"),
            P::Uuid => matching("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
            other => panic!("{other:?} has no values here"),
        }
    }
}

fn written(value: &EnumWireValue) -> String {
    match value {
        EnumWireValue::Integer(number) => number.to_string(),
        EnumWireValue::String(text) => quoted(text),
    }
}

/// The one object that is a number, and so has no part that may be absent.
fn is_scaled_decimal(object: &Object) -> bool {
    let names: Vec<&str> = object.fields.iter().map(|field| field.name.as_str()).collect();
    object
        .fields
        .iter()
        .all(|field| field.named.id.as_str().starts_with("dtmi:standard:"))
        && (names == ["scale", "value"] || names == ["value", "scale"])
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text, quoted, of a form.
fn matching(form: &str) -> BoxedStrategy<String> {
    string_regex(form).unwrap().prop_map(|text| quoted(&text)).boxed()
}

fn object(members: Vec<(String, String)>) -> String {
    let members: Vec<String> = members
        .into_iter()
        .map(|(name, value)| format!("{}:{value}", quoted(&name)))
        .collect();
    format!("{{{}}}", members.join(","))
}

fn array(element: BoxedStrategy<String>, count: core::ops::Range<usize>) -> BoxedStrategy<String> {
    vec(element, count)
        .prop_map(|elements| format!("[{}]", elements.join(",")))
        .boxed()
}

fn double() -> BoxedStrategy<String> {
    let finite = proptest::num::f64::NORMAL | proptest::num::f64::ZERO | proptest::num::f64::SUBNORMAL;
    let whole = any::<i32>().prop_map(|number| number.to_string());
    proptest::prop_oneof![finite.prop_map(|value| format!("{value:?}")), whole].boxed()
}

fn geometry(kind: &'static str, coordinates: BoxedStrategy<String>) -> BoxedStrategy<String> {
    coordinates
        .prop_map(move |coordinates| format!(r#"{{"type":"{kind}","coordinates":{coordinates}}}"#))
        .boxed()
}

fn position() -> BoxedStrategy<String> {
    array(double(), 2..4)
}

fn line() -> BoxedStrategy<String> {
    array(position(), 2..4)
}

/// Rings that end where they start.
fn polygon() -> BoxedStrategy<String> {
    let ring = vec(position(), 3..5).prop_map(|mut positions| {
        positions.push(positions[0].clone());
        format!("[{}]", positions.join(","))
    });
    array(ring.boxed(), 1..3)
}

fn date() -> BoxedStrategy<String> {
    (1..=9999_u32, 1..=12_u32, 1..=31_u32)
        .prop_map(|(year, month, day)| {
            let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
            let days = match month {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            format!("{year:04}-{month:02}-{:02}", day.min(days))
        })
        .boxed()
}

fn time() -> BoxedStrategy<String> {
    let fraction = string_regex(r"(\.[0-9]{1,9})?").unwrap();
    let offset = string_regex("Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]").unwrap();
    (0..24_u32, 0..60_u32, 0..60_u32, fraction, offset)
        .prop_map(|(hour, minute, second, fraction, offset)| {
            format!("{hour:02}:{minute:02}:{second:02}{fraction}{offset}")
        })
        .boxed()
}

/// Any of the units, or weeks and days; only the last has a fraction.
fn duration() -> BoxedStrategy<String> {
    let number = || proptest::option::of(0..10_000_u32);
    let fraction = string_regex(r"(\.[0-9]{1,6})?").unwrap().boxed();
    let units = (vec(number(), 6), fraction.clone()).prop_map(|(numbers, fraction)| {
        let mut parts: Vec<(char, String)> = "YMDHmS"
            .chars()
            .zip(numbers)
            .filter_map(|(unit, number)| Some((unit, number?.to_string())))
            .collect();
        if parts.is_empty() {
            parts.push(('D', "0".to_owned()));
        }
        if let Some((_, last)) = parts.last_mut() {
            last.push_str(&fraction);
        }
        let mut text = String::from("P");
        for (unit, number) in parts {
            if matches!(unit, 'H' | 'm' | 'S') && !text.contains('T') {
                text.push('T');
            }
            text.push_str(&number);
            text.push(unit.to_ascii_uppercase());
        }
        text
    });
    let weeks = (0..10_000_u32, number(), fraction).prop_map(|(weeks, days, fraction)| match days {
        Some(days) => format!("P{weeks}W{days}{fraction}D"),
        None => format!("P{weeks}{fraction}W"),
    });
    proptest::prop_oneof![4 => units, 1 => weeks]
        .prop_map(|text| quoted(&text))
        .boxed()
}
