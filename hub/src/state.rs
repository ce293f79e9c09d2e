//! What a hub leaves to the one that takes its place.

use core::fmt;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use zeroize::{Zeroize as _, Zeroizing};

use crate::certificate::Certificate;
use crate::error::{Error, ErrorKind};
use crate::key::DeviceKey;
use crate::registry::DeviceEntry;
use crate::twin::Twin;

/// Port, certificate, devices with their keys, twins and sessions: for [`Builder::state`](crate::Builder::state).
pub struct HubState {
    pub(crate) port: u16,
    pub(crate) certificate: Certificate,
    pub(crate) devices: BTreeMap<String, DeviceEntry>,
}

impl HubState {
    /// As JSON text, to be kept in a file: all but the sessions. It holds the devices' keys and the hub's, so it is a
    /// secret.
    #[must_use]
    pub fn to_json(&self) -> Zeroizing<String> {
        let devices: Map<String, Value> = self
            .devices
            .iter()
            .map(|(id, entry)| (id.clone(), device(entry)))
            .collect();
        let (certificate, key) = self.certificate.to_base64();
        let mut state = json!({
            "port": self.port,
            "ca": self.certificate.ca_pem(),
            "certificate": certificate,
            "key": *key,
            "devices": devices,
        });
        let text = Zeroizing::new(state.to_string());
        wipe(&mut state);
        text
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// It is something else.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let mut state: Value =
            serde_json::from_str(text).map_err(|error| invalid("it is not JSON").with_source(error))?;
        let read = Self::from_value(&state);
        wipe(&mut state);
        read
    }

    fn from_value(state: &Value) -> Result<Self, Error> {
        let port = state.get("port").and_then(Value::as_u64);
        let port = port.and_then(|port| u16::try_from(port).ok());
        let certificate = Certificate::from_base64(
            text_of(state, "ca")?,
            text_of(state, "certificate")?,
            text_of(state, "key")?,
        )?;
        let devices = state.get("devices").and_then(Value::as_object);
        let devices = devices.ok_or_else(|| invalid("it has no `devices`"))?;
        Ok(Self {
            port: port.ok_or_else(|| invalid("it has no `port`"))?,
            certificate,
            devices: devices
                .iter()
                .map(|(id, entry)| Ok((id.clone(), device_from(entry)?)))
                .collect::<Result<_, Error>>()?,
        })
    }

    /// The identifiers of all devices.
    #[must_use]
    pub fn device_ids(&self) -> Vec<String> {
        self.devices.keys().cloned().collect()
    }
}

fn device(entry: &DeviceEntry) -> Value {
    let twin = &entry.twin;
    json!({
        "key": *entry.key.to_base64(),
        "desired": twin.desired,
        "desired_version": twin.desired_version,
        "reported": twin.reported,
        "reported_version": twin.reported_version,
        "model_id": twin.model_id,
    })
}

fn device_from(value: &Value) -> Result<DeviceEntry, Error> {
    let section = |name: &str| value.get(name).and_then(Value::as_object).cloned();
    let version = |name: &str| value.get(name).and_then(Value::as_i64);
    let mut entry = DeviceEntry::new(DeviceKey::from_base64(text_of(value, "key")?)?);
    let default = Twin::default();
    entry.twin = Twin {
        desired: section("desired").unwrap_or_default(),
        desired_version: version("desired_version").unwrap_or(default.desired_version),
        reported: section("reported").unwrap_or_default(),
        reported_version: version("reported_version").unwrap_or(default.reported_version),
        model_id: value.get("model_id").and_then(Value::as_str).map(str::to_owned),
    };
    Ok(entry)
}

/// Overwrites every text: some are keys.
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        _ => {}
    }
}

fn text_of<'a>(value: &'a Value, name: &str) -> Result<&'a str, Error> {
    let text = value.get(name).and_then(Value::as_str);
    text.ok_or_else(|| invalid(&format!("it has no `{name}`")))
}

pub(crate) fn invalid(why: &str) -> Error {
    Error::new(
        ErrorKind::InvalidState,
        format!("this is not the state of a hub: {why}"),
    )
}

impl fmt::Debug for HubState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HubState")
            .field("port", &self.port)
            .field("devices", &self.device_ids())
            .finish_non_exhaustive()
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

    #[test]
    fn what_is_written_is_read_again() {
        let mut entry = DeviceEntry::new(DeviceKey::generate().unwrap());
        entry.twin.desire(json!({"target": 0.1}).as_object().unwrap()).unwrap();
        entry
            .twin
            .report(json!({"target": {"value": 1e300}}).as_object().unwrap())
            .unwrap();
        let state = HubState {
            port: 8883,
            certificate: Certificate::generate().unwrap(),
            devices: BTreeMap::from([("d".to_owned(), entry)]),
        };
        let text = state.to_json();
        let again = HubState::from_json(&text).unwrap();
        assert_eq!(again.to_json(), text);
        assert_eq!(again.devices["d"].twin, state.devices["d"].twin);
        let shown = format!("{again:?}");
        assert_eq!(shown, r#"HubState { port: 8883, devices: ["d"], .. }"#);
    }

    #[test]
    fn what_is_not_a_state_is_an_error_that_says_why() {
        for (text, why) in [
            ("", "it is not JSON"),
            ("{}", "it has no `ca`"),
            (
                r#"{"ca":"","certificate":"AA==","key":"AA=="}"#,
                "its certificate or key is unreadable",
            ),
        ] {
            let error = HubState::from_json(text).unwrap_err();
            assert!(error.to_string().contains(why), "{error}");
        }
    }
}
