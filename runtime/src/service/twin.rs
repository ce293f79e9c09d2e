//! Twins: reading them, and patches of their desired properties.

use alloc::string::String;
use alloc::vec::Vec;

use super::received::{ReadMember, read};
use super::{Error, Part, Unread};
use crate::value::{DecodeError, EncodeError, Json, Object, encode_object_property, encode_string};
use crate::wire::payload::COMPONENT_MARKER;
use crate::wire::twin::VERSION;

/// A device's twin, or a change of one; `D` and `R` hold the properties of the device and its components.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Twin<D, R> {
    /// The model that the device announced.
    pub model_id: Option<String>,
    /// What the service wishes.
    pub desired: D,
    /// Counts the changes of the desired properties; 0 if the text does not say.
    pub desired_version: i64,
    /// What the device reports.
    pub reported: R,
    /// Counts the changes of the reported properties; 0 if the text does not say.
    pub reported_version: i64,
    /// What is not as the model says.
    pub unread: Vec<Unread>,
}

impl<D: TwinSection, R: TwinSection> Twin<D, R> {
    /// Reads a twin as IoT Hub's service API answers it, or a twin change event's body.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, or no such object. What the model does not know is kept as [`Twin::unread`].
    pub fn decode(json: &str) -> Result<Self, DecodeError> {
        let json = Json::parse(json)?;
        let mut twin = Self::default();
        if let Some(model_id) = json.member("modelId") {
            twin.model_id = model_id.optional().map_err(|error| error.in_member("modelId"))?;
        }
        properties(json).members(|name, json| match name {
            "desired" => {
                twin.desired_version = section(&mut twin.desired, Part::Desired, json, &mut twin.unread)?;
                Ok(())
            }
            "reported" => {
                twin.reported_version = section(&mut twin.reported, Part::Reported, json, &mut twin.unread)?;
                Ok(())
            }
            _ => Ok(()),
        })?;
        Ok(twin)
    }

    /// The twin, if all of it is as the model says.
    ///
    /// # Errors
    ///
    /// The first property that is not.
    pub fn strictly(self) -> Result<Self, Error> {
        match self.unread.first() {
            None => Ok(self),
            Some(unread) => Err(Error::unread(unread.clone())),
        }
    }
}

/// The `$version` of the desired properties in the text of a twin, as IoT Hub's service API answers a change.
///
/// ```
/// let twin = r#"{"deviceId":"dev1","properties":{"desired":{"targetTemperature":21.5,"$version":4}}}"#;
/// assert_eq!(dtdl_runtime::service::desired_version(twin)?, 4);
/// # Ok::<(), dtdl_runtime::service::DecodeError>(())
/// ```
///
/// # Errors
///
/// If there is none.
pub fn desired_version(twin: &str) -> Result<i64, DecodeError> {
    let desired = properties(Json::parse(twin)?).member("desired");
    let version = desired.and_then(|desired| desired.member(VERSION));
    version
        .ok_or_else(|| DecodeError::new("there is no `$version` of desired properties"))?
        .decode()
}

/// What holds `desired` and `reported`: `properties` in the service's API, the twin itself in the device's.
fn properties(twin: Json<'_>) -> Json<'_> {
    twin.member("properties").unwrap_or(twin)
}

/// Reads one half of a twin and returns its version.
fn section(
    into: &mut impl TwinSection,
    part: Part,
    json: Json<'_>,
    unread: &mut Vec<Unread>,
) -> Result<i64, DecodeError> {
    let mut version = 0;
    json.members(|name, json| {
        if name == VERSION {
            version = json.decode()?;
        } else if name.starts_with('$') {
            // The service's notes on the properties, as `$metadata`.
        } else if json.is_object() && into.part(Some(name)).is_some() {
            json.members(|member, json| {
                if member != COMPONENT_MARKER && !member.starts_with('$') {
                    read(into.part(Some(name)), part, Some(name), member, json, unread);
                }
                Ok(())
            })?;
        } else {
            read(into.part(None), part, None, name, json, unread);
        }
        Ok(())
    })?;
    Ok(version)
}

/// One half of a twin: the properties of the device itself and of its components.
pub trait TwinSection: Default {
    /// Where the properties of a component go (`None`: of the device itself); nowhere if the model has none there.
    fn part(&mut self, component: Option<&str>) -> Option<&mut dyn ReadMember>;
}

/// The half of a twin in which the model has nothing.
impl TwinSection for () {
    fn part(&mut self, _component: Option<&str>) -> Option<&mut dyn ReadMember> {
        None
    }
}

/// Desired properties to be written.
pub trait DesiredPatch {
    /// Writes those of the device itself and of each component.
    ///
    /// # Errors
    ///
    /// If a twin cannot hold a value.
    fn encode(&self, patch: &mut PatchEncoder) -> Result<(), EncodeError>;
}

/// The JSON text of a patch.
///
/// # Errors
///
/// Nothing is set, or a twin cannot hold a value.
pub fn desired_patch<P: DesiredPatch>(desired: &P) -> Result<String, Error> {
    let mut patch = PatchEncoder::default();
    desired.encode(&mut patch).map_err(Error::value)?;
    patch.finish()
}

/// Writes a patch of desired properties.
#[derive(Debug, Default)]
pub struct PatchEncoder {
    members: Vec<u8>,
}

impl PatchEncoder {
    /// Adds the properties of a component, or of the device itself (`None`).
    ///
    /// # Errors
    ///
    /// If a twin cannot hold a value.
    pub fn part<T: Object>(&mut self, component: Option<&str>, properties: &T) -> Result<(), EncodeError> {
        let mut object = Vec::new();
        encode_object_property(properties, &mut object).map_err(|error| match component {
            Some(component) => error.in_member(component),
            None => error,
        })?;
        let members = object.strip_prefix(b"{").and_then(|members| members.strip_suffix(b"}"));
        let members = members.unwrap_or_default();
        if members.is_empty() {
            return Ok(());
        }
        if !self.members.is_empty() {
            self.members.push(b',');
        }
        let Some(component) = component else {
            self.members.extend_from_slice(members);
            return Ok(());
        };
        encode_string(component, &mut self.members);
        self.members.extend_from_slice(b":{\"__t\":\"c\",");
        self.members.extend_from_slice(members);
        self.members.push(b'}');
        Ok(())
    }

    /// The patch's JSON text.
    pub(super) fn finish(self) -> Result<String, Error> {
        if self.members.is_empty() {
            return Err(Error::empty());
        }
        let mut text = b"{".to_vec();
        text.extend_from_slice(&self.members);
        text.push(b'}');
        String::from_utf8(text).map_err(|_| Error::value(EncodeError::new("a value was encoded as no UTF-8")))
    }
}
