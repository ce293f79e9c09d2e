//! The property bag at the end of a telemetry or cloud-to-device topic: `key=value&key=value`, percent-encoded.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::percent;

/// The component a message is from (`$.sub`).
pub const COMPONENT: &str = "$.sub";
/// The content type of the body (`$.ct`).
pub const CONTENT_TYPE: &str = "$.ct";
/// The content encoding of the body (`$.ce`).
pub const CONTENT_ENCODING: &str = "$.ce";
/// The message identifier (`$.mid`).
pub const MESSAGE_ID: &str = "$.mid";
/// The time at which the message was made, which IoT Central shows in place of that at which it arrived.
pub const CREATION_TIME: &str = "iothub-creation-time-utc";

/// The hub takes message identifiers of at most so many characters.
pub const LONGEST_MESSAGE_ID: usize = 128;

/// Whether the hub takes this message identifier: it is neither empty nor too long.
#[must_use]
pub fn is_message_id(text: &str) -> bool {
    (1..=LONGEST_MESSAGE_ID).contains(&text.chars().count())
}

/// Whether an application may give a message a property of this name: it is neither empty nor the system's, which begin
/// with `$` or `iothub-`.
#[must_use]
pub fn is_own_property(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('$') && !name.starts_with("iothub-")
}

/// Message properties in their order. System properties begin with `$.`; a property may be without a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PropertyBag(Vec<(String, Option<String>)>);

impl PropertyBag {
    /// A bag without properties.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The bag that IoT Plug and Play asks for on telemetry: JSON in UTF-8, and the component if it is not the root's.
    #[must_use]
    pub fn telemetry(component: Option<&str>) -> Self {
        let bag = Self::new()
            .with(CONTENT_TYPE, "application/json")
            .with(CONTENT_ENCODING, "utf-8");
        match component {
            Some(component) => bag.with(COMPONENT, component),
            None => bag,
        }
    }

    /// Reads a bag; `key` alone has no value, `key=` an empty one.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('?').unwrap_or(text);
        let property = |pair: &str| match pair.split_once('=') {
            Some((name, value)) => (
                percent::decode(name).into_owned(),
                Some(percent::decode(value).into_owned()),
            ),
            None => (percent::decode(pair).into_owned(), None),
        };
        Self(text.split('&').filter(|pair| !pair.is_empty()).map(property).collect())
    }

    /// Adds a property.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.push(name, Some(value));
        self
    }

    /// Adds a property, which may be without a value.
    pub fn push(&mut self, name: &str, value: Option<&str>) {
        self.0.push((name.to_owned(), value.map(ToOwned::to_owned)));
    }

    /// The value of the first property of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(candidate, _)| *candidate == name)
            .and_then(|(_, value)| value)
    }

    /// The component the message is from; `None` for the root.
    #[must_use]
    pub fn component(&self) -> Option<&str> {
        self.get(COMPONENT)
    }

    /// All properties in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_deref()))
    }

    /// Whether there is no property.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Writes the bag as a topic has it.
impl fmt::Display for PropertyBag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, value)) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("&")?;
            }
            f.write_str(&percent::encode(name))?;
            if let Some(value) = value {
                write!(f, "={}", percent::encode(value))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    const OBSERVED: &str =
        "%24.mid=m%201&%24.ct=application%2Fjson&%24.ce=utf-8&%24.sub=thermostat1&a%2Fb=x%26y%3D%C3%BC";

    #[test]
    fn the_bag_of_the_official_client_is_read_and_written() {
        let bag = PropertyBag::parse(OBSERVED);
        assert_eq!(bag.get("$.mid"), Some("m 1"));
        assert_eq!(bag.component(), Some("thermostat1"));
        assert_eq!(bag.get("a/b"), Some("x&y=ü"));
        assert_eq!(bag.to_string(), OBSERVED);
    }

    #[test]
    fn a_property_without_value_differs_from_an_empty_one() {
        let bag = PropertyBag::parse("null&empty=");
        assert_eq!(bag.iter().collect::<Vec<_>>(), [("null", None), ("empty", Some(""))]);
        assert_eq!(bag.to_string(), "null&empty=");
    }

    #[test]
    fn component_telemetry_names_type_encoding_and_component() {
        assert_eq!(
            PropertyBag::telemetry(Some("thermostat1")).to_string(),
            "%24.ct=application%2Fjson&%24.ce=utf-8&%24.sub=thermostat1"
        );
        assert_eq!(
            PropertyBag::telemetry(None).to_string(),
            "%24.ct=application%2Fjson&%24.ce=utf-8"
        );
    }
}
