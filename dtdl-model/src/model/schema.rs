//! Schemas.

use super::{Named, SchemaId};

/// A schema: what a value may be.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Schema {
    /// Identity, texts, co-types. The id of a reusable or unnamed schema is unique in the model; primitives,
    /// geospatial and IoT Central schemas carry their standard id (`dtmi:dtdl:instance:Schema:double;2` …).
    pub named: Named,
    /// What it is.
    pub kind: SchemaKind,
}

/// What a [`Schema`] is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SchemaKind {
    /// A primitive schema.
    Primitive(PrimitiveSchema),
    /// `Array`.
    Array(Array),
    /// `Enum`.
    Enum(Enum),
    /// `Map`.
    Map(Box<Map>),
    /// `Object`.
    Object(Object),
    /// GeoJSON `Point`.
    Point,
    /// GeoJSON `LineString`.
    LineString,
    /// GeoJSON `Polygon`.
    Polygon,
    /// GeoJSON `MultiPoint`.
    MultiPoint,
    /// GeoJSON `MultiLineString`.
    MultiLineString,
    /// GeoJSON `MultiPolygon`.
    MultiPolygon,
    /// `geopoint` of the IoT Central extension: `lat`, `lon`, `alt`, all double.
    Geopoint,
    /// `vector` of the IoT Central extension: `x`, `y`, `z`, all double.
    Vector,
}

/// A primitive schema, with the JSON that its values are. What is marked v4 came with that version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrimitiveSchema {
    /// `true` or `false`.
    Boolean,
    /// A whole number of 8 bits (v4).
    Byte,
    /// Base64 in a string (v4).
    Bytes,
    /// A day, `"2026-05-21"`.
    Date,
    /// Day, time and offset as in RFC 3339, `"2026-05-21T14:30:00Z"`.
    DateTime,
    /// A decimal number of any length in a string, `"12.50"` (v4).
    Decimal,
    /// A number of 64 bits as in IEEE 754.
    Double,
    /// A duration as in ISO 8601, `"P1DT2H30M"`.
    Duration,
    /// A number of 32 bits as in IEEE 754.
    Float,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// A whole number of 16 bits (v4).
    Short,
    /// A string.
    String,
    /// Time and offset as in RFC 3339, `"14:30:00Z"`.
    Time,
    /// A whole number of 8 bits without sign (v4).
    UnsignedByte,
    /// A whole number of 32 bits without sign (v4).
    UnsignedInteger,
    /// A whole number of 64 bits without sign (v4).
    UnsignedLong,
    /// A whole number of 16 bits without sign (v4).
    UnsignedShort,
    /// `"f81d4fae-7dec-11d0-a765-00a0c91e6bf6"` (v4).
    Uuid,
}

/// `Array`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Array {
    /// `elementSchema`.
    pub element_schema: SchemaId,
}

/// `Enum`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Enum {
    /// `valueSchema`: [`PrimitiveSchema::Integer`] or [`PrimitiveSchema::String`].
    pub value_schema: PrimitiveSchema,
    /// `enumValues`.
    pub enum_values: Vec<EnumValue>,
}

/// `EnumValue`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EnumValue {
    /// Identity, texts, co-types.
    pub named: Named,
    /// `name`.
    pub name: String,
    /// `enumValue`: what goes over the wire.
    pub enum_value: EnumWireValue,
}

/// The value of an [`EnumValue`]. In every version of the language it is one of these two.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EnumWireValue {
    /// An integer.
    Integer(i32),
    /// A string.
    String(String),
}

/// `Map`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Map {
    /// `mapKey`.
    pub map_key: MapKey,
    /// `mapValue`.
    pub map_value: MapValue,
}

/// `MapKey`: its schema is always `string`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MapKey {
    /// Identity, texts, co-types.
    pub named: Named,
    /// `name`; it never goes over the wire.
    pub name: String,
}

/// `MapValue`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MapValue {
    /// Identity, texts, co-types.
    pub named: Named,
    /// `name`; it never goes over the wire.
    pub name: String,
    /// `schema`.
    pub schema: SchemaId,
}

/// `Object`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Object {
    /// `fields`.
    pub fields: Vec<Field>,
}

/// `Field`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// Identity, texts, co-types.
    pub named: Named,
    /// `name`, as it goes over the wire.
    pub name: String,
    /// `schema`.
    pub schema: SchemaId,
}
