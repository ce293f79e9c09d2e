//! A component as a test sees it: its properties, commands and telemetry.

use alloc::string::String;

use serde_json::value::RawValue;

use super::hub::Hub;
use crate::service::{MethodResponse, Reported};
use crate::value::{DecodeError, Json, Object, Value};
use crate::{Error, ErrorKind};

/// A component of the device, or the device itself, as the service sees it.
#[derive(Debug, Clone, Copy)]
pub struct Component<'a> {
    hub: &'a Hub,
    name: Option<&'a str>,
}

impl Hub {
    /// The device itself, without its components.
    #[must_use]
    pub const fn root(&self) -> Component<'_> {
        Component::new(self, None)
    }

    /// A component of the device.
    #[must_use]
    pub const fn component<'a>(&'a self, name: &'a str) -> Component<'a> {
        Component::new(self, Some(name))
    }
}

impl<'a> Component<'a> {
    const fn new(hub: &'a Hub, name: Option<&'a str>) -> Self {
        Self { hub, name }
    }

    /// Desires a value of a writable property and no other: what an earlier object or map had beside it is removed. Returns the version of the desired properties.
    ///
    /// # Errors
    ///
    /// If the value has no form the wire allows.
    pub fn set_desired<T: Value>(&self, property: &str, value: &T) -> Result<i64, Error> {
        let mut json = Vec::new();
        value.encode_property(&mut json)?;
        self.desire(property, &String::from_utf8_lossy(&json))
    }

    /// Takes the desired value of a writable property away, and returns the version of the desired properties.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn remove_desired(&self, property: &str) -> Result<i64, Error> {
        self.desire(property, "null")
    }

    fn desire(&self, property: &str, json: &str) -> Result<i64, Error> {
        let wanted: &RawValue = serde_json::from_str(json)
            .map_err(|error| Error::new(ErrorKind::Value, "the value is not JSON").with_source(error))?;
        let patch = self.hub.line().cloud().desired_patch(self.name, property, wanted);
        self.hub.update_desired_json(&patch)
    }

    /// Calls a command.
    ///
    /// # Errors
    ///
    /// If the request has no form the wire allows, the device is not connected, or it does not answer within 30 seconds.
    pub fn call<T: Value>(&self, command: &str, request: &T) -> Result<MethodResponse, Error> {
        let mut json = Vec::new();
        request.encode(&mut json)?;
        self.hub
            .call_json(&self.method(command), &String::from_utf8_lossy(&json))
    }

    /// Calls a command that has no request.
    ///
    /// # Errors
    ///
    /// If the device is not connected, or does not answer within 30 seconds.
    pub fn call_without_request(&self, command: &str) -> Result<MethodResponse, Error> {
        self.hub.call_json(&self.method(command), "")
    }

    fn method(&self, command: &str) -> String {
        match self.name {
            Some(component) => format!("{component}*{command}"),
            None => command.to_owned(),
        }
    }

    /// The telemetry messages that have come since this was last asked.
    ///
    /// # Errors
    ///
    /// If a message is not as the model says.
    pub fn telemetry<T: Object>(&self) -> Result<Vec<T>, DecodeError> {
        let mut cloud = self.hub.line().cloud();
        let own = cloud
            .telemetry
            .extract_if(.., |message| message.component.as_deref() == self.name);
        own.map(|message| {
            let mut telemetry = T::default();
            Json::parse_bytes(&message.body)?.members(|name, json| read(&mut telemetry, name, json))?;
            Ok(telemetry)
        })
        .collect()
    }

    /// The reports of a property since the last call, in order: values, and acknowledgements.
    ///
    /// # Errors
    ///
    /// If a value is none of the schema.
    pub fn reported<T: Value>(&self, property: &str) -> Result<Vec<Reported<T>>, DecodeError> {
        let mut cloud = self.hub.line().cloud();
        let own = cloud.reports.extract_if(.., |report| {
            report.component.as_deref() == self.name && report.name == property
        });
        own.map(|report| {
            Json::parse(report.json.get())?
                .reported()
                .map_err(|error| error.in_member(property))
        })
        .collect()
    }

    /// All properties as they are reported at present; of writable ones the value in their acknowledgement.
    ///
    /// # Errors
    ///
    /// If they are not as the model says.
    pub fn properties<T: Object>(&self) -> Result<T, DecodeError> {
        let mut properties = T::default();
        for (name, json) in self.hub.line().cloud().reported(self.name) {
            let json = Json::parse(json.get())?;
            let value = json.acknowledgement().and_then(|_| json.member("value"));
            read(&mut properties, &name, value.unwrap_or(json)).map_err(|error| error.in_member(&name))?;
        }
        Ok(properties)
    }
}

fn read<T: Object>(object: &mut T, name: &str, json: Json<'_>) -> Result<(), DecodeError> {
    if object.decode_member(name, json)? {
        Ok(())
    } else {
        Err(DecodeError::new("the model has no such member"))
    }
}
