//! `Serialize` and `Deserialize`, in the JSON that goes over the wire.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use ::serde::de::{Deserialize, Deserializer, Error as _, Unexpected, Visitor};
use ::serde::ser::{Error as _, Serialize, SerializeStruct as _, Serializer};

use super::geo::{LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, Position};
use super::{Bytes, Date, DateTime, Decimal, Duration, Nullable, ParseError, Patch, Time, Uuid};

/// Reads a text of which a value is made.
struct Text<T>(PhantomData<T>);

impl<T: FromStr<Err = ParseError>> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: ::serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

macro_rules! as_text {
    ($($type:ty)*) => {
        $(
            impl Serialize for $type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> Deserialize<'de> for $type {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_str(Text(PhantomData))
                }
            }
        )*
    };
}

as_text! { Bytes Date DateTime Decimal Duration Time Uuid }

impl Serialize for Position {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq([self.longitude, self.latitude].into_iter().chain(self.altitude))
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let numbers: Vec<f64> = Deserialize::deserialize(deserializer)?;
        let (longitude, latitude, altitude) = match *numbers.as_slice() {
            [longitude, latitude] => (longitude, latitude, None),
            [longitude, latitude, altitude] => (longitude, latitude, Some(altitude)),
            _ => {
                let expected = "longitude, latitude and perhaps altitude";
                return Err(D::Error::invalid_length(numbers.len(), &expected));
            }
        };
        Ok(Self {
            longitude,
            latitude,
            altitude,
        })
    }
}

/// GeoJSON, as it is read.
#[derive(::serde::Deserialize)]
struct Geometry<C> {
    r#type: String,
    coordinates: C,
}

macro_rules! geometry {
    ($($name:ident)*) => {
        $(
            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let mut geometry = serializer.serialize_struct(stringify!($name), 2)?;
                    geometry.serialize_field("type", stringify!($name))?;
                    geometry.serialize_field("coordinates", &self.0)?;
                    geometry.end()
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let geometry = Geometry::deserialize(deserializer)?;
                    if geometry.r#type == stringify!($name) {
                        Ok(Self(geometry.coordinates))
                    } else {
                        let found = Unexpected::Str(&geometry.r#type);
                        Err(D::Error::invalid_value(found, &concat!("\"", stringify!($name), "\"")))
                    }
                }
            }
        )*
    };
}

geometry! { LineString MultiLineString MultiPoint MultiPolygon Point Polygon }

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Value))
    }
}

/// What is kept has no form of its own: whoever has it leaves the member out.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => Err(S::Error::custom(
                "nothing is said of the property: `skip_serializing_if = \"Patch::is_keep\"` leaves it out".to_string(),
            )),
            Self::Clear => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Clear, Self::Set))
    }
}
