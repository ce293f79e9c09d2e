//! What a device reports of a writable property.

use alloc::string::String;

use crate::value::{DecodeError, Json, Patch, Value};

/// What a device reports of a writable property: a value, and which desired version it answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reported<T> {
    value: Option<T>,
    acknowledgement: Option<Acknowledgement>,
}

/// A device's answer to a desired value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Acknowledgement {
    /// `ac`: the outcome, in the manner of HTTP. 203 is a value that the device chose by itself.
    pub status: i32,
    /// `av`: the desired version that is answered; 0 for a value that the device chose by itself.
    pub version: i64,
    /// `ad`: says more, for people.
    pub description: Option<String>,
}

impl<T> Reported<T> {
    /// The value in use, if there is one.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Whether the device reports nothing of the property.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        self.value.is_none() && self.acknowledgement.is_none()
    }

    /// The answer to a desired value; `None` if nothing is reported, or a value alone.
    #[must_use]
    pub const fn acknowledgement(&self) -> Option<&Acknowledgement> {
        self.acknowledgement.as_ref()
    }
}

/// Nothing is reported.
impl<T> Default for Reported<T> {
    fn default() -> Self {
        Self {
            value: None,
            acknowledgement: None,
        }
    }
}

#[cfg(feature = "serde")]
mod with_serde {
    //! `Serialize` and `Deserialize`, in the form that a twin has.

    use alloc::string::{String, ToString as _};

    use serde::de::{Deserialize, Deserializer};
    use serde::ser::{Error as _, Serialize, Serializer};

    use super::{Acknowledgement, Reported};

    /// An acknowledgement as a twin has it, without other members, so that no object of a model is taken for one.
    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Acknowledged<T, D> {
        #[serde(skip_serializing_if = "Option::is_none", default = "Default::default")]
        value: Option<T>,
        ac: i32,
        av: i64,
        #[serde(skip_serializing_if = "Option::is_none", default = "Default::default")]
        ad: Option<D>,
    }

    #[derive(serde::Deserialize)]
    #[serde(untagged)]
    enum Form<T> {
        Acknowledged(Acknowledged<T, String>),
        Alone(Option<T>),
    }

    /// Nothing has no form of its own: whoever has it leaves the member out.
    impl<T: Serialize> Serialize for Reported<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let value = self.value.as_ref();
            match (&self.acknowledgement, value) {
                (Some(acknowledgement), value) => Acknowledged {
                    value,
                    ac: acknowledgement.status,
                    av: acknowledgement.version,
                    ad: acknowledgement.description.as_deref(),
                }
                .serialize(serializer),
                (None, Some(value)) => value.serialize(serializer),
                (None, None) => Err(S::Error::custom(
                    "nothing is reported: `skip_serializing_if = \"Reported::is_absent\"` leaves it out".to_string(),
                )),
            }
        }
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Reported<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Ok(match Form::deserialize(deserializer)? {
                Form::Acknowledged(read) => Self {
                    value: read.value,
                    acknowledgement: Some(Acknowledgement {
                        status: read.ac,
                        version: read.av,
                        description: read.ad,
                    }),
                },
                Form::Alone(value) => Self {
                    value,
                    acknowledgement: None,
                },
            })
        }
    }
}

impl Json<'_> {
    /// Reads a reported writable property: an acknowledgement, or a value alone; `null` is nothing.
    ///
    /// # Errors
    ///
    /// If the value is none of the schema.
    pub fn reported<T: Value>(self) -> Result<Reported<T>, DecodeError> {
        let Some(acknowledgement) = self.acknowledgement() else {
            return Ok(Reported {
                value: self.optional()?,
                acknowledgement: None,
            });
        };
        let value = match self.member("value") {
            Some(value) => value.optional().map_err(|error| error.in_member("value"))?,
            None => None,
        };
        Ok(Reported {
            value,
            acknowledgement: Some(acknowledgement),
        })
    }

    /// Reads a desired property of a twin or a patch: `null` removes it. A value wrapped as `{"value": …}`, as IoT
    /// Central has them, is unwrapped.
    ///
    /// # Errors
    ///
    /// If the text is neither `null` nor a value of the schema.
    pub fn desired<T: Value>(self) -> Result<Patch<T>, DecodeError> {
        if self.is_null() {
            Ok(Patch::Clear)
        } else {
            self.unwrapped().map(Patch::Set)
        }
    }

    /// `{"value":…,"ac":…,"av":…,"ad":…}` without other members, so that no object of a model is taken for one.
    pub(crate) fn acknowledgement(self) -> Option<Acknowledgement> {
        let (mut status, mut version, mut description) = (None, None, None);
        self.members(|name, json| {
            match name {
                "ac" => status = Some(json.integer()?),
                "av" => version = Some(json.decode()?),
                "ad" => description = json.optional()?,
                "value" => {}
                _ => return Err(DecodeError::new("not an acknowledgement")),
            }
            Ok(())
        })
        .ok()?;
        Some(Acknowledgement {
            status: status?,
            version: version?,
            description,
        })
    }
}
