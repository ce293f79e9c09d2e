//! A device's twin: what the cloud desires and what the device reports, each with its own version.

use dtdl_runtime::wire::merge::merge;
use serde_json::{Map, Value};

/// The members of a section; IoT Hub's limits are 32 KiB and ten levels.
const MAXIMUM_SIZE: usize = 32 * 1024;
const MAXIMUM_DEPTH: usize = 10;
const MAXIMUM_NAME: usize = 1024;
const MAXIMUM_TEXT: usize = 4 * 1024;
const INTEGERS: core::ops::RangeInclusive<i64> = -4_503_599_627_370_496..=4_503_599_627_370_495;

/// A copy of a twin at one moment.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Twin {
    /// What the cloud asks for.
    pub desired: Map<String, Value>,
    /// Counts the changes of `desired`.
    pub desired_version: i64,
    /// What the device says.
    pub reported: Map<String, Value>,
    /// Counts the changes of `reported`.
    pub reported_version: i64,
    /// The model the device announced when it last connected.
    pub model_id: Option<String>,
}

impl Default for Twin {
    fn default() -> Self {
        Self {
            desired: Map::new(),
            desired_version: 1,
            reported: Map::new(),
            reported_version: 1,
            model_id: None,
        }
    }
}

/// Why a patch cannot be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// Status 400.
    Invalid(String),
    /// Status 413.
    TooLarge,
}

impl Rejection {
    pub(crate) const fn status(&self) -> i32 {
        match self {
            Self::Invalid(_) => 400,
            Self::TooLarge => 413,
        }
    }

    pub(crate) fn message(&self) -> &str {
        match self {
            Self::Invalid(message) => message,
            Self::TooLarge => "the section would be larger than 32 KiB",
        }
    }
}

impl Twin {
    /// Merges a patch of the device; returns the new version.
    pub(crate) fn report(&mut self, patch: &Map<String, Value>) -> Result<i64, Rejection> {
        self.reported = merged(&self.reported, patch)?;
        self.reported_version += 1;
        Ok(self.reported_version)
    }

    /// Merges a patch of the cloud; returns the new version.
    pub(crate) fn desire(&mut self, patch: &Map<String, Value>) -> Result<i64, Rejection> {
        self.desired = merged(&self.desired, patch)?;
        self.desired_version += 1;
        Ok(self.desired_version)
    }
}

fn merged(section: &Map<String, Value>, patch: &Map<String, Value>) -> Result<Map<String, Value>, Rejection> {
    check_members(patch, 1)?;
    let mut section = section.clone();
    merge(&mut section, patch);
    if size_of_members(&section) > MAXIMUM_SIZE {
        return Err(Rejection::TooLarge);
    }
    Ok(section)
}

fn check_members(members: &Map<String, Value>, depth: usize) -> Result<(), Rejection> {
    if depth > MAXIMUM_DEPTH {
        return Err(Rejection::Invalid(format!("more than {MAXIMUM_DEPTH} levels")));
    }
    for (name, value) in members {
        if name.is_empty() || name.len() > MAXIMUM_NAME {
            return Err(Rejection::Invalid(format!(
                "a name is empty or longer than {MAXIMUM_NAME} bytes"
            )));
        }
        if name.chars().any(|c| c.is_control() || matches!(c, '.' | '$' | ' ')) {
            return Err(Rejection::Invalid(format!(
                "`{name}`: a name has no control character, `.`, `$` or space"
            )));
        }
        check_value(name, value, depth)?;
    }
    Ok(())
}

fn check_value(name: &str, value: &Value, depth: usize) -> Result<(), Rejection> {
    match value {
        Value::String(text) if text.len() > MAXIMUM_TEXT => Err(Rejection::Invalid(format!(
            "`{name}`: a string is longer than {MAXIMUM_TEXT} bytes"
        ))),
        Value::Number(number)
            if !number.is_f64() && !number.as_i64().is_some_and(|number| INTEGERS.contains(&number)) =>
        {
            Err(Rejection::Invalid(format!(
                "`{name}`: {number} is outside of {INTEGERS:?}"
            )))
        }
        Value::Array(items) => items.iter().try_for_each(|item| check_value(name, item, depth)),
        Value::Object(members) => check_members(members, depth + 1),
        _ => Ok(()),
    }
}

/// IoT Hub's measure: a number counts 8 bytes, a boolean 4, names and strings their UTF-8.
fn size_of_members(members: &Map<String, Value>) -> usize {
    members
        .iter()
        .map(|(name, value)| name.len() + size_of_value(value))
        .sum()
}

fn size_of_value(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 4,
        Value::Number(_) => 8,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(size_of_value).sum(),
        Value::Object(members) => size_of_members(members),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test should say so")]
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Map<String, Value> {
        let Value::Object(members) = value else {
            panic!("{value} is not an object")
        };
        members
    }

    #[test]
    fn versions_of_desired_and_reported_are_independent() {
        let mut twin = Twin::default();
        assert_eq!(twin.report(&object(json!({"a": 1}))), Ok(2));
        assert_eq!(twin.report(&object(json!({"a": 2}))), Ok(3));
        assert_eq!(twin.desire(&object(json!({"a": 1}))), Ok(2));
        assert_eq!((twin.desired_version, twin.reported_version), (2, 3));
    }

    #[test]
    fn null_deletes_also_inside_of_objects() {
        let mut twin = Twin::default();
        twin.report(&object(json!({"a": {"b": 1, "c": 2}, "d": 3}))).unwrap();
        twin.report(&object(json!({"a": {"b": null}, "d": null, "e": null})))
            .unwrap();
        assert_eq!(Value::from(twin.reported), json!({"a": {"c": 2}}));
    }

    #[test]
    fn what_a_twin_cannot_hold_is_rejected_and_changes_nothing() {
        let deep = (0..10).fold(json!(1), |inner, _| json!({"a": inner}));
        let mut twin = Twin::default();
        assert_eq!(twin.report(&object(deep.clone())), Ok(2));
        for patch in [
            json!({"a": deep}),
            json!({"$version": 3}),
            json!({"a.b": 3}),
            json!({"a b": 3}),
            json!({"a": "x".repeat(4097)}),
            json!({"a": 4_503_599_627_370_496_i64}),
            json!({"a": u64::MAX}),
        ] {
            assert_eq!(twin.report(&object(patch)).unwrap_err().status(), 400);
        }
        assert_eq!(twin.reported_version, 2);
    }

    #[test]
    fn more_than_32_kib_is_too_large() {
        let mut twin = Twin::default();
        for index in 0..7 {
            twin.report(&object(json!({format!("a{index}"): "x".repeat(4096)})))
                .unwrap();
        }
        assert_eq!(
            twin.report(&object(json!({"b": "x".repeat(4096)}))),
            Err(Rejection::TooLarge)
        );
        assert_eq!(twin.reported_version, 8);
    }
}
