//! Twin documents, desired patches, and JSON merge patch as IoT Hub applies it.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::WireError;

/// The member that holds a version, at the top level only.
pub const VERSION: &str = "$version";

/// The members of an object, each as the JSON text that was received, so that no number loses precision.
pub type Members = BTreeMap<String, Box<RawValue>>;

/// Reads the members of an object.
///
/// # Errors
/// `json` is not an object.
pub fn members(json: &str) -> Result<Members, WireError> {
    serde_json::from_str(json).map_err(|_| WireError::new("not a JSON object"))
}

fn text(body: &[u8]) -> Result<&str, WireError> {
    core::str::from_utf8(body).map_err(|_| WireError::new("not UTF-8"))
}

/// Takes `$version` out.
fn take_version(members: &mut Members) -> Option<i64> {
    serde_json::from_str(members.remove(VERSION)?.get()).ok()
}

/// The answer to a twin GET: `{"desired":{…,"$version":n},"reported":{…,"$version":m}}`.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct TwinDocument {
    /// The desired properties, without `$version`.
    pub desired: Members,
    /// The version of the desired properties; 1 if the document does not say.
    pub desired_version: i64,
    /// The reported properties, without `$version`.
    pub reported: Members,
    /// The version of the reported properties.
    pub reported_version: i64,
}

impl TwinDocument {
    /// Reads a twin; a `properties` member around it, as in old documentation, is accepted.
    ///
    /// # Errors
    /// The body is not such a document.
    pub fn parse(body: &[u8]) -> Result<Self, WireError> {
        let mut document = members(text(body)?)?;
        if let Some(inner) = document.remove("properties") {
            document = members(inner.get())?;
        }
        let mut section = |name| {
            document
                .remove(name)
                .map_or_else(|| Ok(Members::new()), |json| members(json.get()))
        };
        let (mut desired, mut reported) = (section("desired")?, section("reported")?);
        Ok(Self {
            desired_version: take_version(&mut desired).unwrap_or(1),
            reported_version: take_version(&mut reported).unwrap_or(1),
            desired,
            reported,
        })
    }
}

/// Writes a twin as the hub answers a GET.
#[must_use]
pub fn encode_document(
    desired: &Map<String, Value>,
    desired_version: i64,
    reported: &Map<String, Value>,
    reported_version: i64,
) -> Vec<u8> {
    let section = |members, version| Value::Object(with_version(members, version));
    let mut document = Map::new();
    document.insert("desired".into(), section(desired, desired_version));
    document.insert("reported".into(), section(reported, reported_version));
    encode(&Value::Object(document))
}

/// A change of desired properties.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct DesiredPatch {
    /// The members that changed, without `$version`; `null` says that a member was removed.
    pub members: Members,
    /// The version of the desired properties after the change.
    pub version: Option<i64>,
}

impl DesiredPatch {
    /// Reads a patch. The version is in the body and in the topic; the body's counts.
    ///
    /// # Errors
    /// The body is not an object.
    pub fn parse(body: &[u8], topic_version: Option<i64>) -> Result<Self, WireError> {
        let mut members = members(text(body)?)?;
        let version = take_version(&mut members).or(topic_version);
        Ok(Self { members, version })
    }
}

/// Writes a desired patch as the hub sends it.
#[must_use]
pub fn encode_desired_patch(patch: &Map<String, Value>, version: i64) -> Vec<u8> {
    encode(&Value::Object(with_version(patch, version)))
}

fn with_version(members: &Map<String, Value>, version: i64) -> Map<String, Value> {
    let mut members = members.clone();
    members.insert(VERSION.into(), version.into());
    members
}

fn encode(value: &Value) -> Vec<u8> {
    use alloc::string::ToString;
    value.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a failed test should say so"
    )]
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_twin_is_read_with_the_versions_of_both_sections() {
        let body =
            br#"{"desired":{"targetRpm":1200.10,"$version":12},"reported":{"serialNumber":"A-77","$version":123}}"#;
        let twin = TwinDocument::parse(body).unwrap();
        assert_eq!((twin.desired_version, twin.reported_version), (12, 123));
        assert_eq!(twin.desired["targetRpm"].get(), "1200.10");
        assert_eq!(twin.reported["serialNumber"].get(), r#""A-77""#);
        assert_eq!(twin.desired.len(), 1);
    }

    #[test]
    fn a_twin_is_written_without_wrapper() {
        let written = encode_document(&object(json!({"targetRpm": 1200})), 12, &object(json!({})), 123);
        assert_eq!(
            serde_json::from_slice::<Value>(&written).unwrap(),
            json!({"desired": {"targetRpm": 1200, "$version": 12}, "reported": {"$version": 123}})
        );
        assert_eq!(TwinDocument::parse(&written).unwrap().desired_version, 12);
    }

    #[test]
    fn a_patch_takes_its_version_from_the_body_and_else_from_the_topic() {
        let parse = |body: &str, topic| DesiredPatch::parse(body.as_bytes(), topic).unwrap().version;
        assert_eq!(parse(r#"{"a":1,"$version":8}"#, Some(7)), Some(8));
        assert_eq!(parse(r#"{"a":1}"#, Some(7)), Some(7));
        let written = encode_desired_patch(&object(json!({"a": null})), 9);
        let patch = DesiredPatch::parse(&written, None).unwrap();
        assert_eq!((patch.version, patch.members["a"].get()), (Some(9), "null"));
    }

    #[test]
    fn a_body_that_is_no_twin_is_an_error() {
        for body in [&b""[..], b"[]", b"5", b"{\"desired\":5}", b"\xff", b"{"] {
            assert!(TwinDocument::parse(body).is_err());
        }
        assert!(DesiredPatch::parse(b"null", Some(1)).is_err());
    }
}
