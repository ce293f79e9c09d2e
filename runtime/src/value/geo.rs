//! Places: GeoJSON geometries, and IoT Central's `geopoint` and `vector`.

use alloc::format;
use alloc::vec::Vec;

use super::text::append;
use super::{DecodeError, EncodeError, Json, Object, ObjectEncoder, Value};

/// A place on Earth, in degrees; on the wire longitude comes first, as GeoJSON has it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Position {
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// Metres above the ellipsoid.
    pub altitude: Option<f64>,
}

impl Position {
    /// A place without an altitude.
    #[must_use]
    pub const fn new(longitude: f64, latitude: f64) -> Self {
        Self {
            longitude,
            latitude,
            altitude: None,
        }
    }

    /// The same place at an altitude in metres.
    #[must_use]
    pub const fn with_altitude(mut self, altitude: f64) -> Self {
        self.altitude = Some(altitude);
        self
    }
}

impl Value for Position {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        out.push(b'[');
        self.longitude.encode(out)?;
        out.push(b',');
        self.latitude.encode(out)?;
        if let Some(altitude) = self.altitude {
            out.push(b',');
            altitude.encode(out)?;
        }
        out.push(b']');
        Ok(())
    }

    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let numbers: Vec<f64> = json.decode()?;
        match *numbers.as_slice() {
            [longitude, latitude] => Ok(Self {
                longitude,
                latitude,
                altitude: None,
            }),
            [longitude, latitude, altitude] => Ok(Self {
                longitude,
                latitude,
                altitude: Some(altitude),
            }),
            _ => Err(json.expected("longitude, latitude and perhaps altitude")),
        }
    }
}

fn encode_geometry<C: Value>(kind: &str, coordinates: &C, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    append(out, format_args!("{{\"type\":\"{kind}\",\"coordinates\":"));
    coordinates
        .encode(out)
        .map_err(|error| error.in_member("coordinates"))?;
    out.push(b'}');
    Ok(())
}

fn decode_geometry<C: Value>(kind: &str, json: Json<'_>) -> Result<C, DecodeError> {
    let expected = || json.expected(&format!("a GeoJSON {kind}"));
    if !json.is_object() {
        return Err(expected());
    }
    let named = json.member("type").ok_or_else(expected)?;
    if named.string_for("a string").ok().as_deref() != Some(kind) {
        return Err(named.expected(&format!("\"{kind}\"")).in_member("type"));
    }
    let coordinates = json.member("coordinates").ok_or_else(expected)?;
    coordinates
        .decode()
        .map_err(|error: DecodeError| error.in_member("coordinates"))
}

macro_rules! geometry {
    ($(#[$docs:meta])* $name:ident, $coordinates:ty) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name(
            /// The coordinates.
            pub $coordinates,
        );

        impl Value for $name {
            fn encode(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
                encode_geometry(stringify!($name), &self.0, out)
            }

            fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
                decode_geometry(stringify!($name), json).map(Self)
            }
        }

        impl From<$coordinates> for $name {
            fn from(coordinates: $coordinates) -> Self {
                Self(coordinates)
            }
        }
    };
}

geometry! {
    /// One place: DTDL's `point`.
    ///
    /// ```
    /// use dtdl_runtime::geo::{Point, Position};
    ///
    /// let zurich = Point(Position::new(8.5, 47.4));
    /// # assert_eq!(zurich, Point::from(Position::new(8.5, 47.4)));
    /// ```
    Point, Position
}
geometry! {
    /// A line through two or more places: DTDL's `lineString`.
    LineString, Vec<Position>
}
geometry! {
    /// A ring, and the rings of its holes; each ends where it starts: DTDL's `polygon`.
    Polygon, Vec<Vec<Position>>
}
geometry! {
    /// Several places: DTDL's `multiPoint`.
    MultiPoint, Vec<Position>
}
geometry! {
    /// Several lines: DTDL's `multiLineString`.
    MultiLineString, Vec<Vec<Position>>
}
geometry! {
    /// Several polygons: DTDL's `multiPolygon`.
    MultiPolygon, Vec<Vec<Vec<Position>>>
}

/// A place as IoT Central writes it: its `geopoint` schema.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Geopoint {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Metres above sea level.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub alt: Option<f64>,
}

/// A place without its latitude is not on the equator.
impl Object for Geopoint {
    const REQUIRED: &'static [&'static str] = &["lat", "lon"];

    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
        object.required("lat", &self.lat)?;
        object.required("lon", &self.lon)?;
        object.optional("alt", &self.alt)
    }

    fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
        match name {
            "lat" => self.lat = json.decode()?,
            "lon" => self.lon = json.decode()?,
            "alt" => self.alt = json.optional()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Three numbers as IoT Central writes them: its `vector` schema.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Vector {
    /// Along the first axis.
    pub x: f64,
    /// Along the second axis.
    pub y: f64,
    /// Along the third axis.
    pub z: f64,
}

impl Object for Vector {
    const REQUIRED: &'static [&'static str] = &["x", "y", "z"];

    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
        object.required("x", &self.x)?;
        object.required("y", &self.y)?;
        object.required("z", &self.z)
    }

    fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
        match name {
            "x" => self.x = json.decode()?,
            "y" => self.y = json.decode()?,
            "z" => self.z = json.decode()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use alloc::string::{String, ToString as _};
    use alloc::vec;

    fn round_trip<T: Value + PartialEq + core::fmt::Debug>(value: &T, json: &str) {
        let mut out = Vec::new();
        value.encode(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), json);
        assert_eq!(&Json::parse(json).unwrap().decode::<T>().unwrap(), value);
    }

    #[test]
    fn longitude_comes_first_and_altitude_last_if_at_all() {
        round_trip(
            &Point(Position::new(8.5, 47.4)),
            r#"{"type":"Point","coordinates":[8.5,47.4]}"#,
        );
        round_trip(
            &Point(Position::new(8.5, 47.4).with_altitude(408.0)),
            r#"{"type":"Point","coordinates":[8.5,47.4,408.0]}"#,
        );
    }

    #[test]
    fn every_geometry_has_its_depth_of_arrays() {
        let (a, b) = (Position::new(1.0, 2.0), Position::new(3.0, 4.0));
        round_trip(
            &LineString(vec![a, b]),
            r#"{"type":"LineString","coordinates":[[1.0,2.0],[3.0,4.0]]}"#,
        );
        round_trip(
            &MultiPoint(vec![a]),
            r#"{"type":"MultiPoint","coordinates":[[1.0,2.0]]}"#,
        );
        round_trip(
            &Polygon(vec![vec![a, b, a]]),
            r#"{"type":"Polygon","coordinates":[[[1.0,2.0],[3.0,4.0],[1.0,2.0]]]}"#,
        );
        round_trip(
            &MultiLineString(vec![vec![a, b]]),
            r#"{"type":"MultiLineString","coordinates":[[[1.0,2.0],[3.0,4.0]]]}"#,
        );
        round_trip(
            &MultiPolygon(vec![vec![vec![b]]]),
            r#"{"type":"MultiPolygon","coordinates":[[[[3.0,4.0]]]]}"#,
        );
    }

    #[test]
    fn another_geometry_is_refused_with_its_place() {
        let decode = |json: &str| Json::parse(json).unwrap().decode::<Point>().unwrap_err().to_string();
        let error = decode(r#"{"type":"Polygon","coordinates":[]}"#);
        assert_eq!(error, r#"type: expected "Point", found "Polygon""#);
        assert!(decode(r#"{"type":"Point","coordinates":[1]}"#).starts_with("coordinates: expected longitude"));
        assert!(decode(r#"{"type":"Point","coordinates":[1,2,3,4]}"#).starts_with("coordinates: "));
        assert!(decode(r#"{"type":"Point"}"#).starts_with("expected a GeoJSON Point"));
        assert!(decode("[1,2]").starts_with("expected a GeoJSON Point"));
    }

    #[test]
    fn places_and_vectors_of_iot_central_have_named_members() {
        round_trip(
            &Geopoint {
                lat: 47.4,
                lon: 8.5,
                alt: Some(408.0),
            },
            r#"{"lat":47.4,"lon":8.5,"alt":408.0}"#,
        );
        round_trip(
            &Geopoint {
                lat: 47.4,
                lon: 8.5,
                alt: None,
            },
            r#"{"lat":47.4,"lon":8.5}"#,
        );
        round_trip(&Vector { x: 0.0, y: 0.0, z: 1.0 }, r#"{"x":0.0,"y":0.0,"z":1.0}"#);
        let decode = |json: &str| Json::parse(json).unwrap().decode::<Geopoint>();
        assert!(decode(r#"{"lat":1}"#).is_err(), "no place without a longitude");
        assert_eq!(decode(r#"{"lat":1,"lon":2,"alt":null}"#).unwrap().alt, None);
    }
}
