//! Twin documents, desired patches, and JSON merge patch as IoT Hub applies it.

use alloc::borrow::ToOwned as _;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::WireError;
use crate::value::number;

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
    /// Reads a patch. The version stands in the body and in the topic; the body's counts.
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

/// Applies a JSON merge patch (RFC 7396): objects are merged, `null` deletes, everything else replaces.
pub fn merge(target: &mut Map<String, Value>, patch: &Map<String, Value>) {
    for (name, value) in patch {
        match value {
            Value::Null => {
                target.remove(name);
            }
            Value::Object(inner) => {
                let slot = target.entry(name.as_str()).or_insert(Value::Null);
                if !slot.is_object() {
                    *slot = Value::Object(Map::new());
                }
                if let Value::Object(slot) = slot {
                    merge(slot, inner);
                }
            }
            other => {
                target.insert(name.clone(), other.clone());
            }
        }
    }
}

/// As [`merge`], for values as text, so that no number loses precision.
#[must_use]
pub fn merge_text(target: Option<&RawValue>, patch: &RawValue) -> Box<RawValue> {
    merge_level(target, patch, MERGED_LEVELS)
}

/// As [`merge`], for the members of an object.
pub(crate) fn merge_members(target: &mut Members, patch: &Members) {
    for (name, value) in patch {
        if value.get() == "null" {
            target.remove(name);
        } else {
            let merged = merge_text(target.get(name).map(|known| &**known), value);
            target.insert(name.clone(), merged);
        }
    }
}

/// The status and version of what may be an acknowledgement.
fn acknowledged(json: &str) -> Option<(i32, i64)> {
    let members = members(json).ok()?;
    let status = serde_json::from_str(members.get("ac")?.get()).ok()?;
    Some((status, serde_json::from_str(members.get("av")?.get()).ok()?))
}

/// The version that an acknowledgement names; `None` for what is no acknowledgement.
pub(crate) fn acknowledged_version(json: &str) -> Option<i64> {
    acknowledged(json).map(|(_, version)| version)
}

/// The property, status and version of an object that is one acknowledgement and nothing else.
pub(crate) fn only_acknowledgement(properties: &str) -> Option<(String, i32, i64)> {
    let mut members = members(properties).ok()?.into_iter();
    let ((name, json), None) = (members.next()?, members.next()) else {
        return None;
    };
    acknowledged(json.get()).map(|(status, version)| (name, status, version))
}

/// A twin has ten levels at most.
const MERGED_LEVELS: usize = 32;

fn merge_level(target: Option<&RawValue>, patch: &RawValue, levels: usize) -> Box<RawValue> {
    let (Ok(changes), Some(below)) = (members(patch.get()), levels.checked_sub(1)) else {
        return patch.to_owned();
    };
    let mut merged = target.and_then(|target| members(target.get()).ok()).unwrap_or_default();
    for (name, value) in changes {
        if value.get() == "null" {
            merged.remove(&name);
        } else {
            let value = merge_level(merged.get(&name).map(|known| &**known), &value, below);
            merged.insert(name, value);
        }
    }
    let mut text = String::from("{");
    for (index, (name, value)) in merged.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        text.push_str(&alloc::format!("{comma}{}:{value}", super::payload::quoted(name)));
    }
    text.push('}');
    RawValue::from_string(text).unwrap_or_else(|_| patch.to_owned())
}

/// Whether a reported patch would change nothing. Numbers are compared by value, so that `20` and `20.0` are equal.
#[must_use]
pub fn is_contained(patch: &Map<String, Value>, reported: &Map<String, Value>) -> bool {
    patch.iter().all(|(name, value)| match (value, reported.get(name)) {
        (Value::Null, present) => present.is_none(),
        (Value::Object(patch), Some(Value::Object(reported))) => is_contained(patch, reported),
        (value, Some(present)) => is_same(value, present),
        (_, None) => false,
    })
}

/// Whether two values are equal, numbers by value.
#[must_use]
pub fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| is_same(left, right)))
        }
        (Value::Number(left), Value::Number(right)) => {
            use alloc::string::ToString as _;
            is_same_number(&left.to_string(), &right.to_string())
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (left, right) => left == right,
    }
}

/// As [`is_contained`], for members as text.
pub(crate) fn is_contained_text(patch: &Members, reported: &Members) -> bool {
    contained_level(patch, reported, MERGED_LEVELS)
}

fn contained_level(patch: &Members, reported: &Members, levels: usize) -> bool {
    let Some(below) = levels.checked_sub(1) else {
        return false;
    };
    patch
        .iter()
        .all(|(name, value)| match (value.get(), reported.get(name)) {
            ("null", present) => present.is_none(),
            (_, None) => false,
            (value, Some(present)) => match (members(value), members(present.get())) {
                (Ok(patch), Ok(reported)) => contained_level(&patch, &reported, below),
                _ => same_level(value, present.get(), below),
            },
        })
}

/// As [`is_same`], for values as text: what they are does not depend on how a number is read.
pub(crate) fn is_same_text(left: &str, right: &str) -> bool {
    same_level(left, right, MERGED_LEVELS)
}

fn same_level(left: &str, right: &str, levels: usize) -> bool {
    let Some(below) = levels.checked_sub(1) else {
        return false;
    };
    if let (Ok(left), Ok(right)) = (members(left), members(right)) {
        return left.len() == right.len()
            && left.iter().all(|(name, left)| {
                right
                    .get(name)
                    .is_some_and(|right| same_level(left.get(), right.get(), below))
            });
    }
    let elements = serde_json::from_str::<Vec<Box<RawValue>>>;
    if let (Ok(left), Ok(right)) = (elements(left), elements(right)) {
        return left.len() == right.len()
            && left
                .iter()
                .zip(&right)
                .all(|(left, right)| same_level(left.get(), right.get(), below));
    }
    let string = serde_json::from_str::<String>;
    if let (Ok(left), Ok(right)) = (string(left), string(right)) {
        return left == right;
    }
    is_same_number(left.trim(), right.trim())
}

/// Whether two scalars are the same text or, as numbers, the same value: whole ones exactly, others as a double.
fn is_same_number(left: &str, right: &str) -> bool {
    let double = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    left == right
        || match (number::integral(left), number::integral(right)) {
            (Some(left), Some(right)) => left == right,
            (None, None) => double(left).is_some_and(|left| double(right) == Some(left)),
            _ => false,
        }
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
    fn what_is_no_twin_is_an_error() {
        for body in [&b""[..], b"[]", b"5", b"{\"desired\":5}", b"\xff", b"{"] {
            assert!(TwinDocument::parse(body).is_err());
        }
        assert!(DesiredPatch::parse(b"null", Some(1)).is_err());
    }

    #[test]
    fn merge_deletes_by_null_at_every_depth() {
        let mut target = object(json!({"a": 1, "c": {"__t": "c", "x": 1, "y": 2}, "s": 5}));
        merge(
            &mut target,
            &object(json!({"a": null, "c": {"x": null, "z": 3}, "s": {"in": null, "on": 1}, "n": {"m": null}})),
        );
        assert_eq!(
            Value::Object(target),
            json!({"c": {"__t": "c", "y": 2, "z": 3}, "s": {"on": 1}, "n": {}})
        );
    }

    #[test]
    fn texts_are_merged_to_the_digit() {
        let raw = |json: &str| RawValue::from_string(json.into()).unwrap();
        let merged = |target: Option<&str>, patch| merge_text(target.map(raw).as_deref(), &raw(patch)).get().to_owned();
        assert_eq!(
            merged(Some(r#"{"a":1.10,"b":{"c":2,"d":[3]}}"#), r#"{"b":{"c":null,"e":1e2}}"#),
            r#"{"a":1.10,"b":{"d":[3],"e":1e2}}"#
        );
        assert_eq!(merged(None, r#"{"a":null,"b":1}"#), r#"{"b":1}"#);
        assert_eq!(merged(Some("20"), r#"{"value":57}"#), r#"{"value":57}"#);
        assert_eq!(merged(Some(r#"{"a":1}"#), "20.50"), "20.50");
    }

    #[test]
    fn a_patch_that_changes_nothing_is_contained() {
        let reported = object(json!({"m": {"__t": "c", "limit": {"value": 20.0, "ac": 200, "av": 9}}, "s": "x"}));
        let contained = |patch| is_contained(&object(patch), &reported);
        assert!(contained(
            json!({"m": {"__t": "c", "limit": {"value": 20, "ac": 200, "av": 9}}})
        ));
        assert!(contained(json!({"gone": null})));
        assert!(!contained(json!({"m": {"limit": {"value": 20, "ac": 200, "av": 10}}})));
        assert!(!contained(json!({"s": null})));
    }
}
