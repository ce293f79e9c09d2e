//! IoT Plug and Play payloads: the component marker, acknowledgements of writable properties, command names.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::value::RawValue;

use super::WireError;
use super::twin::{self, Members};

/// The member that marks an object as a component's properties; its value is [`COMPONENT_MARKER_VALUE`].
pub const COMPONENT_MARKER: &str = "__t";
/// See [`COMPONENT_MARKER`].
pub const COMPONENT_MARKER_VALUE: &str = "c";

/// Puts an object of a component's properties into a reported patch: `{"component":{"__t":"c",…}}`. The root's
/// properties (`None`) stay as they are.
///
/// ```
/// let patch = dtdl_runtime::wire::payload::reported_patch(Some("motor"), r#"{"speedRpm":1450}"#)?;
/// assert_eq!(patch, r#"{"motor":{"__t":"c","speedRpm":1450}}"#);
/// # Ok::<(), dtdl_runtime::wire::WireError>(())
/// ```
///
/// # Errors
/// `properties` is not an object, or is empty.
pub fn reported_patch(component: Option<&str>, properties: &str) -> Result<String, WireError> {
    let members = properties
        .trim()
        .strip_prefix('{')
        .ok_or(WireError::new("properties are not a JSON object"))?;
    if members.trim_start().starts_with('}') {
        return Err(WireError::new("there is no property to report"));
    }
    Ok(match component {
        None => properties.to_owned(),
        Some(component) => format!(r#"{{{}:{{"__t":"c",{members}}}"#, quoted(component)),
    })
}

/// A JSON string.
#[must_use]
pub fn quoted(text: &str) -> String {
    // The value type's own writer escapes; a string cannot fail.
    format!("{}", serde_json::Value::from(text))
}

/// The acknowledgement of a writable property, as it is reported.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    /// The value in use, as JSON.
    pub value: Box<RawValue>,
    /// `ac`: the outcome, in the manner of HTTP.
    pub status: i32,
    /// `av`: the desired version that is acknowledged; 0 for a value of the device's own.
    pub version: i64,
    /// `ad`: says more.
    pub description: Option<String>,
}

impl Acknowledged {
    /// Writes `{"value":…,"ac":…,"av":…,"ad":…}`.
    #[must_use]
    pub fn encode(&self) -> String {
        let Self {
            value,
            status,
            version,
            description,
        } = self;
        match description {
            Some(text) => format!(
                r#"{{"value":{value},"ac":{status},"av":{version},"ad":{}}}"#,
                quoted(text)
            ),
            None => format!(r#"{{"value":{value},"ac":{status},"av":{version}}}"#),
        }
    }

    /// Reads the reported value of a writable property; `None` if it is not an acknowledgement.
    #[must_use]
    pub fn parse(json: &str) -> Option<Self> {
        let mut members = twin::members(json).ok()?;
        let status = serde_json::from_str(members.get("ac")?.get()).ok()?;
        let version = serde_json::from_str(members.get("av")?.get()).ok()?;
        let description = match members.get("ad") {
            Some(text) => serde_json::from_str(text.get()).ok()?,
            None => None,
        };
        Some(Self {
            value: members.remove("value")?,
            status,
            version,
            description,
        })
    }
}

/// The reported patch that acknowledges one property.
///
/// # Errors
/// Never for a well-formed acknowledgement.
pub fn acknowledgement_patch(
    component: Option<&str>,
    property: &str,
    acknowledged: &Acknowledged,
) -> Result<String, WireError> {
    reported_patch(
        component,
        &format!("{{{}:{}}}", quoted(property), acknowledged.encode()),
    )
}

/// A desired value that IoT Central has wrapped as `{"value":…}`: the value inside. To be tried only where the plain
/// value is not one of the property's schema.
#[must_use]
pub fn unwrap_desired(json: &str) -> Option<Box<RawValue>> {
    twin::members(json).ok()?.remove("value")
}

/// One desired property of a patch or twin; a value of `null` says that it was removed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DesiredMember {
    /// The component, `None` for the root.
    pub component: Option<String>,
    /// The property's name.
    pub name: String,
    /// Its value, as JSON.
    pub value: Box<RawValue>,
}

/// Splits desired members into properties of the root and of components. Which members are components is told by the
/// model, never by the marker, which patches may leave out. A component that is removed or is no object yields nothing.
#[must_use]
pub fn split_desired(desired: &Members, components: &[&str]) -> Vec<DesiredMember> {
    let mut out = Vec::new();
    for (name, value) in desired {
        if components.contains(&name.as_str()) {
            let inner = twin::members(value.get()).unwrap_or_default();
            out.extend(
                inner
                    .into_iter()
                    .filter(|(name, _)| name != COMPONENT_MARKER && name != twin::VERSION)
                    .map(|(inner_name, value)| DesiredMember {
                        component: Some(name.clone()),
                        name: inner_name,
                        value,
                    }),
            );
        } else {
            out.push(DesiredMember {
                component: None,
                name: name.clone(),
                value: value.clone(),
            });
        }
    }
    out
}

/// Splits the name of a direct method at the first `*` into component and command.
#[must_use]
pub fn split_command(method: &str) -> (Option<&str>, &str) {
    match method.split_once('*') {
        Some((component, command)) => (Some(component), command),
        None => (None, method),
    }
}

/// The name of the direct method that calls a command.
#[must_use]
pub fn join_command<'a>(component: Option<&str>, command: &'a str) -> Cow<'a, str> {
    match component {
        Some(component) => Cow::Owned(format!("{component}*{command}")),
        None => Cow::Borrowed(command),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;
    use alloc::string::ToString;

    fn acknowledged(value: &str, version: i64, description: Option<&str>) -> Acknowledged {
        Acknowledged {
            value: RawValue::from_string(value.to_string()).unwrap(),
            status: 200,
            version,
            description: description.map(ToString::to_string),
        }
    }

    #[test]
    fn a_component_is_marked_and_the_root_is_not() {
        assert_eq!(
            reported_patch(Some("motor"), r#"{"speedRpm":1450}"#).unwrap(),
            r#"{"motor":{"__t":"c","speedRpm":1450}}"#
        );
        assert_eq!(
            reported_patch(None, r#"{"serialNumber":"A-77"}"#).unwrap(),
            r#"{"serialNumber":"A-77"}"#
        );
    }

    #[test]
    fn an_empty_patch_is_refused() {
        assert!(reported_patch(None, "{}").is_err());
        assert!(reported_patch(Some("motor"), " { } ").is_err());
        assert!(reported_patch(Some("motor"), "5").is_err());
    }

    #[test]
    fn an_acknowledgement_has_value_status_version_and_description() {
        let literal = r#"{"value":1200,"ac":200,"av":9,"ad":"applied"}"#;
        assert_eq!(acknowledged("1200", 9, Some("applied")).encode(), literal);
        let parsed = Acknowledged::parse(literal).unwrap();
        assert_eq!((parsed.value.get(), parsed.status, parsed.version), ("1200", 200, 9));
        assert_eq!(parsed.description.as_deref(), Some("applied"));
        assert_eq!(
            acknowledgement_patch(Some("motor"), "limitRpm", &acknowledged("1500", 9, None)).unwrap(),
            r#"{"motor":{"__t":"c","limitRpm":{"value":1500,"ac":200,"av":9}}}"#
        );
        assert!(Acknowledged::parse("1450").is_none());
        assert!(Acknowledged::parse(r#"{"value":1}"#).is_none());
    }

    #[test]
    fn desired_properties_are_split_by_component_names_and_not_by_the_marker() {
        for patch in [
            r#"{"targetRpm":1200,"motor":{"__t":"c","limitRpm":1500},"$version":9}"#,
            r#"{"targetRpm":1200,"motor":{"limitRpm":1500},"$version":9}"#,
        ] {
            let patch = super::super::DesiredPatch::parse(patch.as_bytes(), None).unwrap();
            assert_eq!(patch.version, Some(9));
            let all: Vec<_> = split_desired(&patch.members, &["motor"])
                .into_iter()
                .map(|member| (member.component, member.name, member.value.get().to_string()))
                .collect();
            assert_eq!(
                all,
                [
                    (Some("motor".into()), "limitRpm".into(), "1500".into()),
                    (None, "targetRpm".into(), "1200".into())
                ]
            );
        }
    }

    #[test]
    fn a_wrapped_desired_value_of_iot_central_is_unwrapped() {
        assert_eq!(unwrap_desired(r#"{"value":57}"#).unwrap().get(), "57");
        assert!(unwrap_desired("57").is_none());
    }

    #[test]
    fn a_command_is_split_at_the_first_star() {
        assert_eq!(
            split_command("thermostat1*getMaxMinReport"),
            (Some("thermostat1"), "getMaxMinReport")
        );
        assert_eq!(split_command("reboot"), (None, "reboot"));
        assert_eq!(split_command("a*b*c"), (Some("a"), "b*c"));
        assert_eq!(
            join_command(Some("thermostat1"), "getMaxMinReport"),
            "thermostat1*getMaxMinReport"
        );
    }
}
