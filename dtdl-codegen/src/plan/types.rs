//! Types of values.

use dtdl_model::model::PrimitiveSchema;

/// A Rust type, before paths are chosen.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is the type that it is called after")]
pub enum RustType {
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F32,
    F64,
    String,
    Bytes,
    Date,
    DateTime,
    Decimal,
    Duration,
    ScaledDecimal,
    Time,
    Uuid,
    Geo(Geometry),
    Geopoint,
    Vector,
    Vec(Box<Self>),
    Map(Box<Self>),
    Box(Box<Self>),
    Nullable(Box<Self>),
    Named(TypeRef),
    /// A type of the user's, by its path.
    Replaced(String),
}

/// A GeoJSON geometry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is GeoJSON's own term")]
pub enum Geometry {
    Point,
    LineString,
    Polygon,
    MultiPoint,
    MultiLineString,
    MultiPolygon,
}

impl Geometry {
    /// The type's name in the runtime.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "Point",
            Self::LineString => "LineString",
            Self::Polygon => "Polygon",
            Self::MultiPoint => "MultiPoint",
            Self::MultiLineString => "MultiLineString",
            Self::MultiPolygon => "MultiPolygon",
        }
    }
}

/// A type made from a schema, by the module it lives in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeRef {
    /// Index among the modules of the plan.
    pub module: usize,
    /// Its name.
    pub name: String,
}

/// The type of a primitive, unless it cannot be generated yet.
pub(super) fn rust_primitive(primitive: PrimitiveSchema) -> Option<RustType> {
    Some(match primitive {
        PrimitiveSchema::Boolean => RustType::Bool,
        PrimitiveSchema::Byte => RustType::I8,
        PrimitiveSchema::Bytes => RustType::Bytes,
        PrimitiveSchema::Date => RustType::Date,
        PrimitiveSchema::DateTime => RustType::DateTime,
        PrimitiveSchema::Decimal => RustType::Decimal,
        PrimitiveSchema::Double => RustType::F64,
        PrimitiveSchema::Duration => RustType::Duration,
        PrimitiveSchema::Float => RustType::F32,
        PrimitiveSchema::Integer => RustType::I32,
        PrimitiveSchema::Long => RustType::I64,
        PrimitiveSchema::Short => RustType::I16,
        PrimitiveSchema::String => RustType::String,
        PrimitiveSchema::Time => RustType::Time,
        PrimitiveSchema::UnsignedByte => RustType::U8,
        PrimitiveSchema::UnsignedInteger => RustType::U32,
        PrimitiveSchema::UnsignedLong => RustType::U64,
        PrimitiveSchema::UnsignedShort => RustType::U16,
        PrimitiveSchema::Uuid => RustType::Uuid,
        _ => return None,
    })
}
