//! JSON merge patch (RFC 7396), as IoT Hub applies it to twins: merging, comparing, and finding the patch between two
//! values.

use alloc::borrow::ToOwned as _;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::payload::quoted;
use super::twin::{Members, members};
use crate::value::number;

/// A twin has ten levels at most; deeper values count as one.
const LEVELS: usize = 32;

/// Applies a merge patch: objects are merged, `null` deletes, everything else replaces.
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
    merge_level(target, patch, LEVELS)
}

/// As [`merge`], for the members of an object as text.
pub fn merge_members(target: &mut Members, patch: &Members) {
    merge_members_level(target, patch, LEVELS);
}

fn merge_members_level(target: &mut Members, patch: &Members, levels: usize) {
    for (name, value) in patch {
        if value.get() == "null" {
            target.remove(name);
        } else {
            let merged = merge_level(target.get(name).map(|known| &**known), value, levels);
            target.insert(name.clone(), merged);
        }
    }
}

fn merge_level(target: Option<&RawValue>, patch: &RawValue, levels: usize) -> Box<RawValue> {
    let (Ok(changes), Some(below)) = (members(patch.get()), levels.checked_sub(1)) else {
        return patch.to_owned();
    };
    let mut merged = target.and_then(|target| members(target.get()).ok()).unwrap_or_default();
    merge_members_level(&mut merged, &changes, below);
    object(&merged).unwrap_or_else(|| patch.to_owned())
}

/// Writes an object of members.
fn object(members: &Members) -> Option<Box<RawValue>> {
    let mut text = String::from("{");
    for (index, (name, value)) in members.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&quoted(name));
        text.push(':');
        text.push_str(value.get());
    }
    text.push('}');
    RawValue::from_string(text).ok()
}

/// The merge patch that turns `held` into `wanted`; `None` if they are equal already. A member of an object that is gone
/// is `null` in it, at every depth; an array is replaced whole. A `null` in `wanted` counts as a member that is not there.
///
/// ```
/// use dtdl_runtime::wire::merge::difference;
/// use serde_json::value::RawValue;
///
/// let json = |text: &str| RawValue::from_string(text.into());
/// let patch = difference(Some(&*json(r#"{"a":1,"b":2}"#)?), &*json(r#"{"b":2,"c":3}"#)?);
/// assert_eq!(patch.as_ref().map(|patch| patch.get()), Some(r#"{"a":null,"c":3}"#));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn difference(held: Option<&RawValue>, wanted: &RawValue) -> Option<Box<RawValue>> {
    difference_level(held, wanted, LEVELS)
}

fn difference_level(held: Option<&RawValue>, wanted: &RawValue, levels: usize) -> Option<Box<RawValue>> {
    let Some(present) = held else {
        return (wanted.get() != "null").then(|| wanted.to_owned());
    };
    let objects = members(present.get()).ok().zip(members(wanted.get()).ok());
    let (Some((old, new)), Some(below)) = (objects, levels.checked_sub(1)) else {
        return (!same_level(present.get(), wanted.get(), levels)).then(|| wanted.to_owned());
    };
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    let mut patch: Members = gone.map(|name| (name.clone(), RawValue::NULL.to_owned())).collect();
    for (name, value) in new {
        let change = difference_level(old.get(&name).map(|old| &**old), &value, below);
        patch.extend(change.map(|change| (name, change)));
    }
    if patch.is_empty() { None } else { object(&patch) }
}

/// Whether two values are equal, numbers by value, so that `20` and `20.0` are equal.
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

/// As [`is_same`], for values as text: what they are does not depend on how a number is read.
pub(crate) fn is_same_text(left: &str, right: &str) -> bool {
    same_level(left, right, LEVELS)
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
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;
    use serde_json::json;

    fn raw(json: &str) -> Box<RawValue> {
        RawValue::from_string(json.into()).unwrap()
    }

    #[test]
    fn null_deletes_at_every_depth() {
        let map = |value: Value| value.as_object().unwrap().clone();
        let mut target = map(json!({"a": 1, "c": {"__t": "c", "x": 1, "y": 2}, "s": 5}));
        merge(
            &mut target,
            &map(json!({"a": null, "c": {"x": null, "z": 3}, "s": {"in": null, "on": 1}, "n": {"m": null}})),
        );
        assert_eq!(
            Value::Object(target),
            json!({"c": {"__t": "c", "y": 2, "z": 3}, "s": {"on": 1}, "n": {}})
        );
    }

    #[test]
    fn texts_are_merged_to_the_digit() {
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
    fn a_difference_is_no_larger_than_the_change() {
        let patch = |held: Option<&str>, wanted| {
            difference(held.map(raw).as_deref(), &raw(wanted)).map(|patch| patch.get().to_owned())
        };
        let change = |held, wanted| patch(Some(held), wanted);
        assert_eq!(
            change(r#"{"a":1,"b":{"c":[1,2]}}"#, r#"{"b":{"c":[1.0,2]},"a":1}"#),
            None
        );
        assert_eq!(
            change(r#"{"a":1,"b":{"c":[1],"d":{"e":1}}}"#, r#"{"b":{"c":[1,2]}}"#).as_deref(),
            Some(r#"{"a":null,"b":{"c":[1,2],"d":null}}"#)
        );
        assert_eq!(change(r#"{"a":1}"#, "{}").as_deref(), Some(r#"{"a":null}"#));
        assert_eq!(change(r#"{"a":1}"#, "null").as_deref(), Some("null"));
        assert_eq!(change("5", "{}").as_deref(), Some("{}"));
        assert_eq!(
            change(r#"{"a":1}"#, r#"{"a":null,"b":null}"#).as_deref(),
            Some(r#"{"a":null}"#)
        );
        assert_eq!(patch(None, r#"{"a":1}"#).as_deref(), Some(r#"{"a":1}"#));
        assert_eq!(patch(None, "null"), None);
    }

    #[test]
    fn equal_values_may_be_written_in_different_ways() {
        assert!(is_same_text(
            r#"{"a":[2e1,"x"],"b":-0}"#,
            r#"{ "b": 0, "a": [20.0, "\u0078"] }"#
        ));
        assert!(!is_same_text(r#"{"a":1}"#, r#"{"a":1,"b":2}"#));
        assert!(!is_same_text("9007199254740993", "9007199254740992"));
    }
}
