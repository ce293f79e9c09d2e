//! The CONNECT user name: `{host}/{device}/?api-version=…&DeviceClientType=…&model-id=…`.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;

use super::percent;

/// The API version that a device of ours announces; Plug and Play needs one from 2020-09-30 on.
pub const API_VERSION: &str = "2021-04-12";

/// The facts a device tells about itself when it connects.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UserName {
    /// The hub's host name, without port.
    pub host: String,
    /// The device identifier, or `device/module`.
    pub client_id: String,
    /// The API version.
    pub api_version: String,
    /// Library and version of the device (`DeviceClientType`).
    pub client_type: Option<String>,
    /// The DTMI of the device's model.
    pub model_id: Option<String>,
}

impl UserName {
    /// A user name without model or client type.
    #[must_use]
    pub fn new(host: &str, client_id: &str) -> Self {
        Self {
            host: host.to_owned(),
            client_id: client_id.to_owned(),
            api_version: API_VERSION.to_owned(),
            client_type: None,
            model_id: None,
        }
    }

    /// Announces a model.
    #[must_use]
    pub fn with_model_id(mut self, model_id: &str) -> Self {
        self.model_id = Some(model_id.to_owned());
        self
    }

    /// Names the library that connects.
    #[must_use]
    pub fn with_client_type(mut self, client_type: &str) -> Self {
        self.client_type = Some(client_type.to_owned());
        self
    }

    /// Reads a user name. Parameters may come in any order, their values encoded or not, and the `?` may be missing as
    /// in the oldest form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (host, rest) = text.split_once('/')?;
        let (client_id, query) = match rest.split_once("/?") {
            Some(parts) => parts,
            None => rest
                .rfind("/api-version=")
                .and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?)))?,
        };
        if host.is_empty() || client_id.is_empty() {
            return None;
        }
        let mut name = Self::new(host, client_id);
        name.api_version.clear();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = percent::decode(value).into_owned();
            match key {
                "api-version" => name.api_version = value,
                "DeviceClientType" => name.client_type = Some(value),
                "model-id" => name.model_id = Some(value),
                _ => {}
            }
        }
        (!name.api_version.is_empty()).then_some(name)
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/?api-version={}", self.host, self.client_id, self.api_version)?;
        if let Some(client_type) = &self.client_type {
            write!(f, "&DeviceClientType={}", percent::encode(client_type))?;
        }
        match &self.model_id {
            Some(model_id) => write!(f, "&model-id={}", percent::encode(model_id)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn the_user_name_of_the_python_sdk_is_read_and_written() {
        let text = "localhost/dev1/?api-version=2020-09-30&DeviceClientType=azure-iot-device-iothub-py%2F2.14.0&model-id=dtmi%3Acom%3Aexample%3ATemperatureController%3B2";
        let name = UserName::parse(text).unwrap();
        assert_eq!((name.host.as_str(), name.client_id.as_str()), ("localhost", "dev1"));
        assert_eq!(
            name.model_id.as_deref(),
            Some("dtmi:com:example:TemperatureController;2")
        );
        assert_eq!(name.client_type.as_deref(), Some("azure-iot-device-iothub-py/2.14.0"));
        assert_eq!(name.to_string(), text);
    }

    #[test]
    fn a_model_id_that_is_not_encoded_is_read_too() {
        let name = UserName::parse(
            "localhost/dev1/?api-version=2021-04-12&model-id=dtmi:com:example:TemperatureController;2&DeviceClientType=azure-iot-device%2F1.18.4%20(node%20v20%3B%20x64)",
        );
        let name = name.unwrap();
        assert_eq!(
            name.model_id.as_deref(),
            Some("dtmi:com:example:TemperatureController;2")
        );
        assert_eq!(
            name.client_type.as_deref(),
            Some("azure-iot-device/1.18.4 (node v20; x64)")
        );
    }

    #[test]
    fn ours_names_the_current_api_version() {
        let name = UserName::new("contoso.azure-devices.net", "dev1").with_model_id("dtmi:com:acme:Pump;1");
        assert_eq!(
            name.to_string(),
            "contoso.azure-devices.net/dev1/?api-version=2021-04-12&model-id=dtmi%3Acom%3Aacme%3APump%3B1"
        );
    }

    #[test]
    fn the_form_without_question_mark_and_module_ids_are_read() {
        assert_eq!(UserName::parse("h/d/api-version=2016-11-14").unwrap().client_id, "d");
        assert_eq!(
            UserName::parse("h/d/m/?api-version=2021-04-12").unwrap().client_id,
            "d/m"
        );
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "h",
            "h/d",
            "h/d/?",
            "/d/?api-version=1",
            "h//?api-version=1",
            "h/d/?model-id=x",
        ] {
            assert_eq!(UserName::parse(text), None, "{text}");
        }
    }
}
