//! Connection strings.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Connection;
use crate::device::Extensions;
#[cfg(feature = "sas")]
use crate::sas::Key;
use crate::settings::Settings;
use crate::{Error, ErrorKind};

const DEFAULT_PORT: u16 = 8883;
const MAX_DEVICE_ID: usize = 128;

/// A host and the port its MQTT listener has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl Endpoint {
    fn parse(part: &str, text: &str) -> Result<Self, Error> {
        let (host, port) = match text.rsplit_once(':') {
            None => (text, Some(DEFAULT_PORT)),
            Some((host, port)) => (host, port.parse().ok().filter(|port| *port != 0)),
        };
        let is_name = |host: &str| {
            host.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        };
        match port {
            Some(port) if !host.is_empty() && is_name(host) => Ok(Self {
                host: host.into(),
                port,
            }),
            _ => Err(Error::configuration(format!("`{part}` is not `host` or `host:port`"))),
        }
    }
}

#[derive(Default)]
struct Parts<'a> {
    host: Option<&'a str>,
    device_id: Option<&'a str>,
    key: Option<&'a str>,
    gateway: Option<&'a str>,
}

pub(super) fn parse(text: &str) -> Result<Connection, Error> {
    let parts = split(text)?;
    let required = |part: Option<_>, name: &str| {
        part.ok_or_else(|| Error::configuration(format!("the connection string has no `{name}`")))
    };
    let device_id = required(parts.device_id, "DeviceId")?;
    // A device identifier becomes part of a topic, and `#` and `+` cannot be in one.
    let is_bad = |c: char| matches!(c, '/' | '#' | '+') || c.is_whitespace() || c.is_control();
    if device_id.len() > MAX_DEVICE_ID || device_id.contains(is_bad) {
        return Err(Error::configuration("`DeviceId` is not a device identifier"));
    }
    let key = required(parts.key, "SharedAccessKey")?;
    #[cfg(feature = "sas")]
    let key = Key::from_base64(key).map_err(|error| Error::configuration(format!("`SharedAccessKey`: {error}")))?;
    #[cfg(not(feature = "sas"))]
    let _ = key;
    Ok(Connection {
        hub: Endpoint::parse("HostName", required(parts.host, "HostName")?)?,
        gateway: parts
            .gateway
            .map(|gateway| Endpoint::parse("GatewayHostName", gateway))
            .transpose()?,
        device_id: device_id.into(),
        #[cfg(feature = "sas")]
        key,
        trusts_system: true,
        trusted_pem: Vec::new(),
        settings: Settings::default(),
        extensions: Extensions::default(),
        #[cfg(feature = "mqtt")]
        resources: None,
        #[cfg(feature = "mqtt")]
        dial: None,
    })
}

/// Splits at `;` and the first `=`. What cannot be a known part is not shown: it may be a misplaced key.
fn split(text: &str) -> Result<Parts<'_>, Error> {
    let mut parts = Parts::default();
    for (index, part) in text
        .trim()
        .split(';')
        .enumerate()
        .filter(|(_, part)| !part.trim().is_empty())
    {
        let nth = index + 1;
        let Some((name, value)) = part.split_once('=') else {
            return Err(Error::configuration(format!(
                "part {nth} of the connection string has no `=`"
            )));
        };
        let (slot, name) = match name.trim().to_ascii_lowercase().as_str() {
            "hostname" => (&mut parts.host, "HostName"),
            "deviceid" => (&mut parts.device_id, "DeviceId"),
            "sharedaccesskey" => (&mut parts.key, "SharedAccessKey"),
            "gatewayhostname" => (&mut parts.gateway, "GatewayHostName"),
            "sharedaccesskeyname" => {
                return Err(Error::configuration(
                    "this is a service's connection string (it has `SharedAccessKeyName`); a device needs its own",
                ));
            }
            "moduleid" => return Err(unsupported("ModuleId", "modules")),
            "x509" => return Err(unsupported("x509", "X.509 certificates")),
            "sharedaccesssignature" => return Err(unsupported("SharedAccessSignature", "ready-made tokens")),
            _ => {
                return Err(Error::configuration(format!(
                    "part {nth} of the connection string is unknown; `HostName`, `DeviceId`, `SharedAccessKey` and \
                     `GatewayHostName` are known"
                )));
            }
        };
        let value = value.trim();
        if value.is_empty() {
            return Err(Error::configuration(format!("`{name}` is empty")));
        }
        if slot.replace(value).is_some() {
            return Err(Error::configuration(format!(
                "the connection string has `{name}` twice"
            )));
        }
    }
    Ok(parts)
}

fn unsupported(part: &str, what: &str) -> Error {
    Error::new(
        ErrorKind::Unsupported,
        format!("the connection string has `{part}`: {what} are not supported yet"),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use alloc::string::ToString as _;

    fn refusal(text: &str) -> String {
        let error = parse(text).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("c2VjcmV0"), "{shown}");
        error.to_string()
    }

    #[test]
    fn parts_come_in_any_order_and_keys_end_in_equals_signs() {
        let connection = parse("SharedAccessKey=c2VjcmV0cw==;deviceid=d:1;HostName=hub.example:8884;").unwrap();
        assert_eq!(
            connection.hub,
            Endpoint {
                host: "hub.example".into(),
                port: 8884
            }
        );
        assert_eq!(connection.device_id, "d:1");
        #[cfg(feature = "sas")]
        assert_eq!(*connection.key.to_base64(), "c2VjcmV0cw==");
        assert_eq!(connection.gateway, None);
    }

    #[test]
    fn a_gateway_is_another_endpoint() {
        let text = "HostName=hub.example;DeviceId=d;SharedAccessKey=c2VjcmV0;GatewayHostName=edge:1883";
        let connection = parse(text).unwrap();
        assert_eq!(
            connection.gateway,
            Some(Endpoint {
                host: "edge".into(),
                port: 1883
            })
        );
        assert_eq!(connection.hub.port, DEFAULT_PORT);
    }

    #[test]
    fn a_missing_member_is_named() {
        assert!(refusal("DeviceId=d;SharedAccessKey=c2VjcmV0").contains("`HostName`"));
        assert!(refusal("HostName=h;SharedAccessKey=c2VjcmV0").contains("`DeviceId`"));
        assert!(refusal("HostName=h;DeviceId=d").contains("`SharedAccessKey`"));
        assert!(refusal("").contains("connection string has no"));
    }

    #[test]
    fn malformed_and_unknown_parts_are_refused_without_showing_a_key() {
        let with = |part: &str| refusal(&format!("HostName=h;DeviceId=d;SharedAccessKey=c2VjcmV0;{part}"));
        assert!(with("c2VjcmV0==").contains("part 4 of the connection string is unknown"));
        assert!(with("c2VjcmV0").contains("no `=`"));
        assert!(with("HostName=other").contains("twice"));
        assert!(with("GatewayHostName=").contains("empty"));
        assert!(with("ModuleId=m").contains("not supported yet"));
        assert!(with("x509=true").contains("not supported yet"));
        assert!(with("SharedAccessKeyName=owner").contains("service's"));
        #[cfg(feature = "sas")]
        assert!(refusal("HostName=h;DeviceId=d;SharedAccessKey=???").contains("Base64"));
        for host in ["h:0", "h:x", "h:99999", "a b", "h/x", ":8883", "a:b:1"] {
            assert!(refusal(&format!("HostName={host};DeviceId=d;SharedAccessKey=c2VjcmV0")).contains("HostName"));
        }
        for id in ["a/b", "a b", "a#", "+"] {
            assert!(refusal(&format!("HostName=h;DeviceId={id};SharedAccessKey=c2VjcmV0")).contains("DeviceId"));
        }
    }
}
