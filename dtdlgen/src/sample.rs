//! A value of a schema, for programs and documents that need one.

use dtdl_model::Model;
use dtdl_model::model::{
    CommandPayload, ContentKind, EnumWireValue, InterfaceId, PrimitiveSchema, SchemaId, SchemaKind,
};

/// How many fields the objects of one value have together: enough for a reader, whatever the schemas would allow.
const FIELDS: usize = 64;

/// A JSON text that is a value of the schema, always the same.
pub(crate) fn value(model: &Model, schema: SchemaId) -> String {
    inner(model, schema, &mut Vec::new(), &mut { FIELDS })
}

/// A request or response, or `null` where a command has none.
pub(crate) fn payload(model: &Model, payload: Option<&CommandPayload>) -> String {
    payload.map_or_else(|| "null".to_owned(), |payload| value(model, payload.schema))
}

/// A patch of the desired properties that sets each writable property of the device and its components; nothing if
/// there is none.
pub(crate) fn desired(model: &Model, device: InterfaceId) -> Option<String> {
    let mut members = writable(model, device);
    for content in model[device].contents() {
        let ContentKind::Component(component) = &content.kind else {
            continue;
        };
        let inside = writable(model, component.schema);
        if !inside.is_empty() {
            members.push(format!("\"{}\":{{\"__t\":\"c\",{}}}", content.name, inside.join(",")));
        }
    }
    (!members.is_empty()).then(|| format!("{{{}}}", members.join(",")))
}

fn writable(model: &Model, id: InterfaceId) -> Vec<String> {
    let contents = model[id].contents();
    let members = contents.filter_map(|content| match &content.kind {
        ContentKind::Property(property) if property.writable => {
            Some(format!("\"{}\":{}", content.name, value(model, property.schema)))
        }
        _ => None,
    });
    members.collect()
}

/// `open`: the schemas around this one. One that contains itself ends where it does. `left`: how many fields more.
fn inner(model: &Model, id: SchemaId, open: &mut Vec<SchemaId>, left: &mut usize) -> String {
    open.push(id);
    let text = match &model[id].kind {
        SchemaKind::Primitive(primitive) => self::primitive(*primitive).to_owned(),
        SchemaKind::Enum(known) => match known.enum_values.first().map(|value| &value.enum_value) {
            Some(EnumWireValue::Integer(number)) => number.to_string(),
            Some(EnumWireValue::String(text)) => crate::json::Json::from(text.as_str()).line().trim_end().to_owned(),
            None => "null".to_owned(),
        },
        SchemaKind::Array(array) if open.contains(&array.element_schema) => "[]".to_owned(),
        SchemaKind::Array(array) => format!("[{}]", inner(model, array.element_schema, open, left)),
        SchemaKind::Map(map) if open.contains(&map.map_value.schema) => "{}".to_owned(),
        SchemaKind::Map(map) => format!("{{\"key\":{}}}", inner(model, map.map_value.schema, open, left)),
        SchemaKind::Object(object) => {
            let mut fields = Vec::new();
            for field in &object.fields {
                if open.contains(&field.schema) {
                    continue;
                }
                let Some(rest) = left.checked_sub(1) else { break };
                *left = rest;
                fields.push(format!("\"{}\":{}", field.name, inner(model, field.schema, open, left)));
            }
            format!("{{{}}}", fields.join(","))
        }
        SchemaKind::Point => geometry("Point", "[8.5,47.4]"),
        SchemaKind::LineString => geometry("LineString", "[[8.5,47.4],[8.6,47.5]]"),
        SchemaKind::MultiPoint => geometry("MultiPoint", "[[8.5,47.4]]"),
        SchemaKind::Polygon => geometry("Polygon", "[[[8.5,47.4],[8.6,47.4],[8.5,47.5],[8.5,47.4]]]"),
        SchemaKind::MultiLineString => geometry("MultiLineString", "[[[8.5,47.4],[8.6,47.5]]]"),
        SchemaKind::MultiPolygon => geometry("MultiPolygon", "[[[[8.5,47.4],[8.6,47.4],[8.5,47.5],[8.5,47.4]]]]"),
        SchemaKind::Geopoint => "{\"lat\":47.4,\"lon\":8.5,\"alt\":408.5}".to_owned(),
        SchemaKind::Vector => "{\"x\":0.5,\"y\":0.5,\"z\":1.5}".to_owned(),
        _ => "null".to_owned(),
    };
    open.pop();
    text
}

fn geometry(kind: &str, coordinates: &str) -> String {
    format!("{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}")
}

fn primitive(schema: PrimitiveSchema) -> &'static str {
    use PrimitiveSchema as P;
    match schema {
        P::Boolean => "true",
        P::Double | P::Float => "1.5",
        P::String => "\"text\"",
        P::Bytes => "\"QUJD\"",
        P::Date => "\"2026-05-21\"",
        P::DateTime => "\"2026-05-21T14:30:00Z\"",
        P::Time => "\"14:30:00Z\"",
        P::Duration => "\"PT1H30M\"",
        P::Decimal => "\"1.5\"",
        P::Uuid => "\"00000000-0000-4000-8000-000000000000\"",
        _ => "1",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use dtdl_model::{NoResolver, Options, Source, parse};

    use super::{desired, value};
    use crate::conform::faults;
    use crate::payload::{Section, Subject};

    #[test]
    fn every_kind_of_schema_has_a_value_that_conforms() {
        let source = Source::new("everything.json", include_str!("commands/schema/everything.json"));
        let model = parse(vec![source], &mut NoResolver, &Options::default()).model;
        for (id, _) in model.schemas() {
            let text = value(&model, id);
            assert_eq!(faults(&model, Subject::Value(id), &text), [], "{text}");
        }
        let device = model.interface("dtmi:test:Everything;1").unwrap();
        let patch = desired(&model, device).unwrap();
        assert_eq!(
            faults(&model, Subject::Section(device, Section::Desired), &patch),
            [],
            "{patch}"
        );
        assert!(patch.contains("\"inner\":{\"__t\":\"c\",\"target\":1.5}"), "{patch}");
    }
}
