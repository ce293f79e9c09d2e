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
    /// `Array`, with its `elementSchema`.
    Array(SchemaId),
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

/// A primitive schema of DTDL v2, v3 or v4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is the language's own term")]
pub enum PrimitiveSchema {
    Boolean,
    Byte,
    Bytes,
    Date,
    DateTime,
    Decimal,
    Double,
    Duration,
    Float,
    Integer,
    Long,
    Short,
    String,
    Time,
    UnsignedByte,
    UnsignedInteger,
    UnsignedLong,
    UnsignedShort,
    Uuid,
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

/// The value of an [`EnumValue`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EnumWireValue {
    /// An integer.
    Integer(i32),
    /// A string.
    String(String),
}

/// `Map`, with its `MapKey` and `MapValue`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Map {
    /// Identity, texts, co-types of `mapKey`.
    pub key: Named,
    /// `mapKey.name`; keys are strings.
    pub key_name: String,
    /// Identity, texts, co-types of `mapValue`.
    pub value: Named,
    /// `mapValue.name`.
    pub value_name: String,
    /// `mapValue.schema`.
    pub value_schema: SchemaId,
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
