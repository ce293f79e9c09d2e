//! The identity under which a device, or a module of it, speaks to a hub.

use alloc::format;
use alloc::string::String;

use crate::wire::{Filter, UserName};

/// A device at a hub, or a module of one. Client identifier, user name, token resource and topics come from it.
///
/// ```
/// use dtdl_runtime::Identity;
///
/// let pump = Identity::device("contoso.azure-devices.net", "pump-1");
/// assert_eq!(pump.token_resource(), "contoso.azure-devices.net/devices/pump-1");
/// let filter = pump.clone().with_module("filter");
/// assert_eq!(filter.client_id(), "pump-1/filter");
/// assert_eq!(filter.token_resource(), "contoso.azure-devices.net/devices/pump-1/modules/filter");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Identity {
    /// The hub's host name, without port.
    pub hub: String,
    /// The device identifier.
    pub device: String,
    /// The module identifier, if this is a module.
    pub module: Option<String>,
}

impl Identity {
    /// A device.
    #[must_use]
    pub fn device(hub: impl Into<String>, device: impl Into<String>) -> Self {
        Self {
            hub: hub.into(),
            device: device.into(),
            module: None,
        }
    }

    /// A module of this device.
    #[must_use]
    pub fn with_module(mut self, module: impl Into<String>) -> Self {
        self.module = Some(module.into());
        self
    }

    /// The MQTT client identifier: `{device}`, or `{device}/{module}`.
    #[must_use]
    pub fn client_id(&self) -> String {
        match &self.module {
            Some(module) => format!("{}/{module}", self.device),
            None => self.device.clone(),
        }
    }

    /// The resource that a token of this identity is for.
    #[must_use]
    pub fn token_resource(&self) -> String {
        let Self { hub, device, module } = self;
        match module {
            Some(module) => format!("{hub}/devices/{device}/modules/{module}"),
            None => format!("{hub}/devices/{device}"),
        }
    }

    /// The CONNECT user name, without model or client type.
    #[must_use]
    pub fn user_name(&self) -> UserName {
        UserName::new(&self.hub, &self.client_id())
    }

    /// The telemetry topic up to the properties of the message.
    #[must_use]
    pub fn telemetry_topic(&self) -> String {
        let Self { device, module, .. } = self;
        match module {
            Some(module) => format!("devices/{device}/modules/{module}/messages/events/"),
            None => format!("devices/{device}/messages/events/"),
        }
    }

    /// The filter of cloud-to-device messages, which only devices have.
    #[must_use]
    pub fn cloud_to_device(&self) -> Option<Filter<'_>> {
        self.module.is_none().then(|| Filter::CloudToDevice {
            device_id: self.device.as_str().into(),
        })
    }

    /// Whether device and module can be parts of a topic: MQTT has none with `#`, `+` or NUL in it, and `/` ends a part.
    #[must_use]
    pub fn is_topic_part(&self) -> bool {
        let is_part = |text: &str| !text.is_empty() && !text.contains(['#', '+', '\0', '/']);
        is_part(&self.device) && self.module.as_deref().is_none_or(is_part)
    }
}
