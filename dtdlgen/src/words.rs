//! Schemas in a word or two.

use dtdl_model::Model;
use dtdl_model::model::{PrimitiveSchema, SchemaId, SchemaKind};

/// The language's own word for a schema; of one that is built from others, with the name if it has one.
pub(crate) fn schema(model: &Model, id: SchemaId) -> String {
    let schema = &model[id];
    let name = &schema.named.id;
    let built = |word: &str| match name.as_str().contains(":_") {
        true => word.to_owned(),
        false => format!("{word} {}", name.last_segment()),
    };
    match &schema.kind {
        SchemaKind::Primitive(primitive) => self::primitive(*primitive),
        SchemaKind::Array(array) => format!("Array of {}", schema_inside(model, array.element_schema)),
        SchemaKind::Map(map) => format!("Map of {}", schema_inside(model, map.map_value.schema)),
        SchemaKind::Enum(_) => built("Enum"),
        SchemaKind::Object(_) => built("Object"),
        SchemaKind::Point => "point".to_owned(),
        SchemaKind::LineString => "lineString".to_owned(),
        SchemaKind::Polygon => "polygon".to_owned(),
        SchemaKind::MultiPoint => "multiPoint".to_owned(),
        SchemaKind::MultiLineString => "multiLineString".to_owned(),
        SchemaKind::MultiPolygon => "multiPolygon".to_owned(),
        SchemaKind::Geopoint => "geopoint".to_owned(),
        SchemaKind::Vector => "vector".to_owned(),
        _ => name.to_string(),
    }
}

/// What is inside an array or map may be that array or map again.
fn schema_inside(model: &Model, id: SchemaId) -> String {
    match &model[id].kind {
        SchemaKind::Array(_) => "Array".to_owned(),
        SchemaKind::Map(_) => "Map".to_owned(),
        _ => schema(model, id),
    }
}

/// The term of a primitive schema.
fn primitive(schema: PrimitiveSchema) -> String {
    let word = format!("{schema:?}");
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
