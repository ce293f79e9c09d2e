//! The MQTT topics of IoT Hub. `parse` reads a topic, `Display` writes it.

use alloc::borrow::Cow;
use core::fmt;

use super::bag::PropertyBag;
use super::percent;

const METHODS: &str = "$iothub/methods/POST/";
const METHOD_RESPONSES: &str = "$iothub/methods/res/";
const TWIN_RESPONSES: &str = "$iothub/twin/res/";
const TWIN_GET: &str = "$iothub/twin/GET/";
const REPORTED: &str = "$iothub/twin/PATCH/properties/reported/";
const DESIRED: &str = "$iothub/twin/PATCH/properties/desired/";

/// A topic that a device publishes to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviceTopic<'a> {
    /// `devices/{device_id}/messages/events/{properties}`
    Telemetry {
        /// The sending device.
        device_id: Cow<'a, str>,
        /// The message's properties.
        properties: PropertyBag,
    },
    /// `$iothub/methods/res/{status}/?$rid={request_id}`
    MethodResponse {
        /// The outcome, in the manner of HTTP.
        status: i32,
        /// The request's identifier, echoed.
        request_id: Cow<'a, str>,
    },
    /// `$iothub/twin/GET/?$rid={request_id}`
    TwinGet {
        /// Chosen by the device.
        request_id: Cow<'a, str>,
    },
    /// `$iothub/twin/PATCH/properties/reported/?$rid={request_id}`
    ReportedPatch {
        /// Chosen by the device.
        request_id: Cow<'a, str>,
    },
}

impl<'a> DeviceTopic<'a> {
    /// Reads a topic that a device published to; `None` if it is none of these.
    #[must_use]
    pub fn parse(topic: &'a str) -> Option<Self> {
        if let Some(rest) = topic.strip_prefix("devices/") {
            let (device_id, rest) = rest.split_once('/')?;
            let bag = match rest.strip_prefix("messages/events")? {
                "" => "",
                bag => bag.strip_prefix('/')?,
            };
            return (!device_id.is_empty()).then(|| Self::Telemetry {
                device_id: device_id.into(),
                properties: PropertyBag::parse(bag),
            });
        }
        if let Some(rest) = topic.strip_prefix(METHOD_RESPONSES) {
            let (status, query) = rest.split_once("/?")?;
            return Some(Self::MethodResponse {
                status: status.parse().ok()?,
                request_id: query_value(query, "$rid")?.into(),
            });
        }
        let request_id = |query| Some(query_value(query, "$rid")?.into());
        if let Some(rest) = topic.strip_prefix(TWIN_GET) {
            return Some(Self::TwinGet {
                request_id: request_id(rest.strip_prefix('?')?)?,
            });
        }
        let rest = topic.strip_prefix(REPORTED)?;
        Some(Self::ReportedPatch {
            request_id: request_id(rest.strip_prefix('?')?)?,
        })
    }
}

impl fmt::Display for DeviceTopic<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Telemetry { device_id, properties } => write!(f, "devices/{device_id}/messages/events/{properties}"),
            Self::MethodResponse { status, request_id } => write!(f, "{METHOD_RESPONSES}{status}/?$rid={request_id}"),
            Self::TwinGet { request_id } => write!(f, "{TWIN_GET}?$rid={request_id}"),
            Self::ReportedPatch { request_id } => write!(f, "{REPORTED}?$rid={request_id}"),
        }
    }
}

/// A topic that the hub publishes to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum HubTopic<'a> {
    /// `devices/{device_id}/messages/devicebound/{properties}`
    CloudToDevice {
        /// The receiving device.
        device_id: Cow<'a, str>,
        /// The message's properties.
        properties: PropertyBag,
    },
    /// `$iothub/methods/POST/{name}/?$rid={request_id}`
    Method {
        /// The direct method: `command` or `component*command`.
        name: Cow<'a, str>,
        /// Chosen by the hub; any text.
        request_id: Cow<'a, str>,
    },
    /// `$iothub/twin/res/{status}/?$rid={request_id}[&$version={version}]`
    TwinResponse {
        /// The outcome, in the manner of HTTP.
        status: i32,
        /// The request's identifier, echoed.
        request_id: Cow<'a, str>,
        /// The version of the reported properties after a patch.
        version: Option<i64>,
    },
    /// `$iothub/twin/PATCH/properties/desired/?$version={version}`
    DesiredPatch {
        /// The version of the desired properties.
        version: Option<i64>,
    },
}

impl<'a> HubTopic<'a> {
    /// Reads a topic that the hub published to; `None` if it is none of these.
    #[must_use]
    pub fn parse(topic: &'a str) -> Option<Self> {
        if let Some(rest) = topic.strip_prefix("devices/") {
            let (device_id, rest) = rest.split_once('/')?;
            let bag = rest
                .strip_prefix("messages/devicebound/")
                .or_else(|| rest.strip_prefix("messages/deviceBound/"))?;
            return Some(Self::CloudToDevice {
                device_id: device_id.into(),
                properties: PropertyBag::parse(bag),
            });
        }
        if let Some(rest) = topic.strip_prefix(METHODS) {
            let (name, query) = rest.split_once("/?")?;
            return Some(Self::Method {
                name: percent::decode(name),
                request_id: query_value(query, "$rid")?.into(),
            });
        }
        let version = |query| query_value(query, "$version").and_then(|version| version.parse().ok());
        if let Some(rest) = topic.strip_prefix(TWIN_RESPONSES) {
            let (status, query) = rest.split_once("/?")?;
            return Some(Self::TwinResponse {
                status: status.parse().ok()?,
                request_id: query_value(query, "$rid")?.into(),
                version: version(query),
            });
        }
        let query = topic.strip_prefix(DESIRED)?;
        Some(Self::DesiredPatch {
            version: version(query.strip_prefix('?').unwrap_or(query)),
        })
    }
}

impl fmt::Display for HubTopic<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CloudToDevice { device_id, properties } => {
                write!(f, "devices/{device_id}/messages/devicebound/{properties}")
            }
            // `*` separates component and command and is sent as it is.
            Self::Method { name, request_id } => {
                let name = percent::encode(name).replace("%2A", "*");
                write!(f, "{METHODS}{name}/?$rid={request_id}")
            }
            Self::TwinResponse {
                status,
                request_id,
                version,
            } => {
                write!(f, "{TWIN_RESPONSES}{status}/?$rid={request_id}")?;
                version.map_or(Ok(()), |version| write!(f, "&$version={version}"))
            }
            Self::DesiredPatch { version } => {
                f.write_str(DESIRED)?;
                version.map_or(Ok(()), |version| write!(f, "?$version={version}"))
            }
        }
    }
}

/// The topic filters a device subscribes to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Filter<'a> {
    /// `devices/{device_id}/messages/devicebound/#`
    CloudToDevice {
        /// The receiving device.
        device_id: Cow<'a, str>,
    },
    /// `$iothub/methods/POST/#`
    Methods,
    /// `$iothub/twin/res/#`
    TwinResponses,
    /// `$iothub/twin/PATCH/properties/desired/#`
    DesiredPatches,
}

impl<'a> Filter<'a> {
    /// Reads a topic filter; `None` if IoT Hub does not have it.
    #[must_use]
    pub fn parse(filter: &'a str) -> Option<Self> {
        let stem = filter.strip_suffix('#')?;
        match stem {
            METHODS => Some(Self::Methods),
            TWIN_RESPONSES => Some(Self::TwinResponses),
            DESIRED => Some(Self::DesiredPatches),
            _ => {
                let (device_id, rest) = stem.strip_prefix("devices/")?.split_once('/')?;
                rest.eq_ignore_ascii_case("messages/devicebound/")
                    .then(|| Self::CloudToDevice {
                        device_id: device_id.into(),
                    })
            }
        }
    }
}

impl fmt::Display for Filter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CloudToDevice { device_id } => write!(f, "devices/{device_id}/messages/devicebound/#"),
            Self::Methods => write!(f, "{METHODS}#"),
            Self::TwinResponses => write!(f, "{TWIN_RESPONSES}#"),
            Self::DesiredPatches => write!(f, "{DESIRED}#"),
        }
    }
}

/// The raw value of a query parameter: request identifiers are opaque and are not decoded, so that they are echoed
/// exactly.
fn query_value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;
    use alloc::string::ToString;

    fn device(topic: &str) -> DeviceTopic<'_> {
        let parsed = DeviceTopic::parse(topic).unwrap();
        assert_eq!(parsed.to_string(), topic);
        parsed
    }

    fn hub(topic: &str) -> HubTopic<'_> {
        let parsed = HubTopic::parse(topic).unwrap();
        assert_eq!(parsed.to_string(), topic);
        parsed
    }

    #[test]
    fn device_topics_are_read_and_written() {
        assert_eq!(
            device("devices/dev1/messages/events/%24.ct=application%2Fjson&%24.ce=utf-8&%24.sub=thermostat1"),
            DeviceTopic::Telemetry {
                device_id: "dev1".into(),
                properties: PropertyBag::telemetry(Some("thermostat1")),
            }
        );
        assert_eq!(
            device("$iothub/methods/res/200/?$rid=1"),
            DeviceTopic::MethodResponse {
                status: 200,
                request_id: "1".into()
            }
        );
        assert_eq!(
            device("$iothub/twin/GET/?$rid=0832cd94-e7cb-4490-b460-6310aee79aa9"),
            DeviceTopic::TwinGet {
                request_id: "0832cd94-e7cb-4490-b460-6310aee79aa9".into()
            }
        );
        assert_eq!(
            device("$iothub/twin/PATCH/properties/reported/?$rid=445ff2f4"),
            DeviceTopic::ReportedPatch {
                request_id: "445ff2f4".into()
            }
        );
    }

    #[test]
    fn hub_topics_are_read_and_written() {
        assert_eq!(
            hub("$iothub/methods/POST/thermostat1*getMaxMinReport/?$rid=1"),
            HubTopic::Method {
                name: "thermostat1*getMaxMinReport".into(),
                request_id: "1".into()
            }
        );
        assert_eq!(
            hub("$iothub/twin/res/204/?$rid=445ff2f4&$version=4"),
            HubTopic::TwinResponse {
                status: 204,
                request_id: "445ff2f4".into(),
                version: Some(4)
            }
        );
        assert_eq!(
            hub("$iothub/twin/res/200/?$rid=0832cd94"),
            HubTopic::TwinResponse {
                status: 200,
                request_id: "0832cd94".into(),
                version: None
            }
        );
        assert_eq!(
            hub("$iothub/twin/PATCH/properties/desired/?$version=8"),
            HubTopic::DesiredPatch { version: Some(8) }
        );
        assert_eq!(
            hub("devices/dev1/messages/devicebound/%24.mid=abc-1&method-name=thermostat1%3AresetNow"),
            HubTopic::CloudToDevice {
                device_id: "dev1".into(),
                properties: PropertyBag::new()
                    .with("$.mid", "abc-1")
                    .with("method-name", "thermostat1:resetNow"),
            }
        );
    }

    #[test]
    fn an_encoded_method_name_is_decoded_and_its_request_id_is_not() {
        let parsed = HubTopic::parse("$iothub/methods/POST/thermostat1%2Areboot/?$rid=a%20b");
        assert_eq!(
            parsed,
            Some(HubTopic::Method {
                name: "thermostat1*reboot".into(),
                request_id: "a%20b".into()
            })
        );
    }

    #[test]
    fn the_events_topic_is_read_with_and_without_its_last_slash() {
        for topic in ["devices/dev1/messages/events/", "devices/dev1/messages/events"] {
            assert_eq!(
                DeviceTopic::parse(topic),
                Some(DeviceTopic::Telemetry {
                    device_id: "dev1".into(),
                    properties: PropertyBag::new()
                })
            );
        }
    }

    #[test]
    fn filters_are_read_and_written() {
        for filter in [
            "$iothub/methods/POST/#",
            "$iothub/twin/PATCH/properties/desired/#",
            "devices/dev1/messages/devicebound/#",
            "$iothub/twin/res/#",
        ] {
            assert_eq!(Filter::parse(filter).unwrap().to_string(), filter);
        }
        assert_eq!(Filter::parse("#"), None);
        assert_eq!(Filter::parse("devices/+/messages/events/#"), None);
    }

    #[test]
    fn other_topics_are_none() {
        for topic in [
            "",
            "a",
            "devices/",
            "devices/d",
            "devices/d/messages",
            "$iothub/methods/POST/x",
            "$iothub/twin/res/x/?$rid=1",
        ] {
            assert_eq!(DeviceTopic::parse(topic), None, "{topic}");
            assert_eq!(HubTopic::parse(topic), None, "{topic}");
        }
    }
}
