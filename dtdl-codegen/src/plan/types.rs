//! Types of values.

/// A Rust type, before paths are chosen.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is the type that it is called after")]
pub enum RustType {
    Bool,
    I32,
    I64,
    F32,
    F64,
    String,
    Date,
    DateTime,
    Duration,
    Time,
    Geo(Geometry),
    Geopoint,
    Vector,
    Vec(Box<Self>),
    Map(Box<Self>),
    Box(Box<Self>),
    Named(TypeRef),
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
