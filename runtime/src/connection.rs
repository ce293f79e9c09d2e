//! Where a device connects to, and as whom.

mod string;

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::string::ToString as _;
use alloc::vec::Vec;
use core::fmt;

#[cfg(feature = "sas")]
use zeroize::Zeroizing;

use crate::device::{CloudToDeviceMessage, Extensions, MethodRequest};
#[cfg(feature = "mqtt")]
use crate::identity::Identity;
#[cfg(feature = "mqtt")]
use crate::protocol::Target;
#[cfg(feature = "sas")]
use crate::sas::Key;
use crate::service::MethodResponse;
#[cfg(feature = "mqtt")]
use crate::session::Assignment;
use crate::settings::Settings;
use crate::shared::Arc;
#[cfg(feature = "mqtt")]
use crate::shell::{Dial, Network, Resources, Signer, Start, Trust};
use crate::{Error, ErrorKind};

pub(crate) use string::Endpoint;

const SECURITY_TYPE: &str = "IOTHUB_DEVICE_SECURITY_TYPE";
const CONNECTION_STRING: &str = "IOTHUB_DEVICE_CONNECTION_STRING";
const ENDPOINT: &str = "IOTHUB_DEVICE_DPS_ENDPOINT";
const ID_SCOPE: &str = "IOTHUB_DEVICE_DPS_ID_SCOPE";

/// Where a device connects to, as whom, and whom it trusts.
///
/// ```
/// use dtdl_runtime::Connection;
///
/// let connection =
///     Connection::from_connection_string("HostName=contoso.azure-devices.net;DeviceId=pump-7;SharedAccessKey=c2VjcmV0")?;
/// assert_eq!(connection.device_id(), "pump-7");
/// assert!(!format!("{connection:?}").contains("c2VjcmV0"));
/// # Ok::<(), dtdl_runtime::Error>(())
/// ```
#[derive(Clone)]
#[cfg_attr(
    not(feature = "mqtt"),
    allow(dead_code, reason = "without a transport nothing connects")
)]
pub struct Connection {
    pub(crate) hub: Endpoint,
    pub(crate) gateway: Option<Endpoint>,
    pub(crate) device_id: String,
    /// Without signing nothing needs it, and it is not kept.
    #[cfg(feature = "sas")]
    pub(crate) key: Key,
    pub(crate) trusts_system: bool,
    pub(crate) trusted_pem: Vec<String>,
    pub(crate) settings: Settings,
    pub(crate) extensions: Extensions,
    #[cfg(feature = "mqtt")]
    pub(crate) resources: Option<Resources>,
    /// In place of the network, with a seed for everything random.
    #[cfg(feature = "mqtt")]
    pub(crate) dial: Option<(Arc<dyn Dial>, u64)>,
}

impl Connection {
    /// Reads the variables that Azure's samples and tools use.
    ///
    /// With `IOTHUB_DEVICE_SECURITY_TYPE` = `connectionString`, or unset, the connection string is read from
    /// `IOTHUB_DEVICE_CONNECTION_STRING`.
    ///
    /// # Errors
    ///
    /// If a variable is missing or malformed; the error names it. Of kind [`ErrorKind::NotConfigured`] if none is set.
    #[cfg(feature = "std")]
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| match std::env::var(name) {
            Ok(value) => Ok(Some(value)),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => Err(Error::configuration(format!("`{name}` is not UTF-8"))),
        })
    }

    fn from_variables(read: impl Fn(&str) -> Result<Option<String>, Error>) -> Result<Self, Error> {
        let variable = |name: &str| read(name).map(|value| value.filter(|value| !value.trim().is_empty()));
        let kind = variable(SECURITY_TYPE)?;
        match kind.as_deref().map(str::trim) {
            None => {}
            Some(kind) if kind.eq_ignore_ascii_case("connectionString") => {}
            Some(kind) if kind.eq_ignore_ascii_case("DPS") => {
                return Err(Error::new(
                    ErrorKind::Unsupported,
                    format!(
                        "`{SECURITY_TYPE}=DPS`: the Device Provisioning Service is not supported yet; set \
                         `{SECURITY_TYPE}=connectionString` and `{CONNECTION_STRING}`"
                    ),
                ));
            }
            // The value may be a secret that was set by mistake, so it is not shown.
            Some(_) => {
                return Err(Error::configuration(format!(
                    "`{SECURITY_TYPE}` is none of `connectionString` and `DPS`; set it to `connectionString`"
                )));
            }
        }
        let text = variable(CONNECTION_STRING)?;
        #[cfg(feature = "sas")]
        let text = text.map(Zeroizing::new);
        if let Some(text) = text {
            return Self::from_connection_string(&text)
                .map_err(|error| Error::new(error.kind(), format!("`{CONNECTION_STRING}`: {error}")));
        }
        let provisioned = kind.is_none() && (variable(ENDPOINT)?.is_some() || variable(ID_SCOPE)?.is_some());
        Err(match kind {
            Some(_) => Error::configuration(format!(
                "`{CONNECTION_STRING}` is not set; set it to the device's connection string"
            )),
            None if provisioned => Error::configuration(format!(
                "`{SECURITY_TYPE}` is not set, and says how the device signs in; set it to `connectionString`, and \
                 `{CONNECTION_STRING}` to the device's connection string"
            )),
            None => Error::new(
                ErrorKind::NotConfigured,
                format!(
                    "no connection is configured; set `{SECURITY_TYPE}` to `connectionString` and \
                     `{CONNECTION_STRING}` to the device's connection string"
                ),
            ),
        })
    }

    /// Reads a device's connection string: `HostName=…;DeviceId=…;SharedAccessKey=…`, in any order, and perhaps
    /// `GatewayHostName=…`.
    ///
    /// As an extension, either host may end in `:port`; it is 8883 otherwise.
    ///
    /// # Errors
    ///
    /// If a part is missing, unknown or malformed.
    pub fn from_connection_string(text: &str) -> Result<Self, Error> {
        string::parse(text)
    }

    /// Trusts further certificate authorities, besides the system's.
    #[must_use]
    pub fn trust_pem(mut self, pem: impl Into<String>) -> Self {
        self.trusted_pem.push(pem.into());
        self
    }

    /// Trusts these certificate authorities and those of [`trust_pem`](Connection::trust_pem), and neither the system's
    /// nor those that the feature `webpki-roots` builds in.
    #[must_use]
    pub fn trust_only_pem(mut self, pem: impl Into<String>) -> Self {
        self.trusts_system = false;
        self.trust_pem(pem)
    }

    /// Limits and times of the device.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Shares these resources with other devices, in place of those of the process.
    #[cfg(feature = "mqtt")]
    #[must_use]
    pub fn resources(mut self, resources: &Resources) -> Self {
        self.resources = Some(resources.clone());
        self
    }

    /// Handles messages that the cloud sends to the device: they are subscribed to, handled one after the other, and
    /// acknowledged once the handler is done. One that comes again after a loss of connection is handled again. The handler
    /// may run on another thread than the device's driver, though the model was generated with `send = false`.
    ///
    /// ```
    /// use dtdl_runtime::Connection;
    ///
    /// # fn example() -> Result<Connection, dtdl_runtime::Error> {
    /// let connection = Connection::from_env()?.on_cloud_to_device(|message| async move {
    ///     println!("{:?}: {} bytes", message.property("kind"), message.body().len());
    /// });
    /// # Ok(connection)
    /// # }
    /// ```
    #[must_use]
    pub fn on_cloud_to_device<F>(mut self, handler: impl Fn(CloudToDeviceMessage) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.extensions.message = Some(Arc::new(move |message| Box::pin(handler(message))));
        self
    }

    /// Answers calls of direct methods that are none of the model's commands; without it the answer is status 404. The
    /// handler may run on another thread than the device's driver, though the model was generated with `send = false`.
    ///
    /// ```
    /// use dtdl_runtime::Connection;
    /// use dtdl_runtime::service::MethodResponse;
    ///
    /// # fn example() -> Result<Connection, dtdl_runtime::Error> {
    /// let connection = Connection::from_env()?.on_unknown_method(|request| async move {
    ///     match request.name() {
    ///         "ping" => MethodResponse::new(200, "null"),
    ///         _ => MethodResponse::new(404, "null"),
    ///     }
    /// });
    /// # Ok(connection)
    /// # }
    /// ```
    #[must_use]
    pub fn on_unknown_method<F>(mut self, handler: impl Fn(MethodRequest) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = MethodResponse> + Send + 'static,
    {
        self.extensions.method = Some(Arc::new(move |request| Box::pin(handler(request))));
        self
    }

    /// Everything that starting a device needs, but for its model.
    #[cfg(feature = "mqtt")]
    pub(crate) fn into_start(self) -> Result<Start, Error> {
        let resources = self.resources.unwrap_or_else(Resources::shared);
        let (dial, seed) = match self.dial {
            Some((dial, seed)) => (dial, Some(seed)),
            None => {
                let trust = Trust {
                    system: self.trusts_system,
                    pem: self.trusted_pem,
                };
                let tls = resources
                    .tls(&trust)
                    .map_err(|error| Error::configuration(error.to_string()))?;
                (Arc::new(Network { tls }) as _, None)
            }
        };
        let reached = self.gateway.unwrap_or_else(|| self.hub.clone());
        Ok(Start {
            assignment: Assignment::new(
                Identity::device(self.hub.host, self.device_id),
                Target::mqtt(reached.host, reached.port),
            ),
            signer: Signer {
                key: self.key,
                lifetime: self.settings.token_lifetime,
            },
            dial,
            seed,
            resources,
            settings: self.settings,
            extensions: self.extensions,
        })
    }

    /// The device's identifier.
    #[must_use]
    pub fn device_id(&self) -> &str {
        &self.device_id
    }

    /// The hub's host name, without port.
    #[must_use]
    pub fn hub_host(&self) -> &str {
        &self.hub.host
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("hub", &self.hub)
            .field("gateway", &self.gateway)
            .field("device_id", &self.device_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const STRING: &str = "HostName=hub.example;DeviceId=d;SharedAccessKey=c2VjcmV0";

    fn from(variables: &[(&str, &str)]) -> Result<Connection, Error> {
        Connection::from_variables(|name| {
            Ok(variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).into()))
        })
    }

    #[test]
    fn the_connection_string_is_read_from_the_official_variables() {
        for kind in ["connectionString", "connectionstring"] {
            let connection = from(&[(SECURITY_TYPE, kind), (CONNECTION_STRING, STRING)]).unwrap();
            assert_eq!(connection.device_id(), "d");
        }
        assert!(from(&[(CONNECTION_STRING, STRING)]).is_ok());
    }

    #[test]
    fn nothing_configured_names_the_variables_and_is_told_apart() {
        let error = from(&[]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotConfigured);
        assert!(error.to_string().contains(SECURITY_TYPE) && error.to_string().contains(CONNECTION_STRING));
        assert_eq!(
            from(&[(CONNECTION_STRING, " ")]).unwrap_err().kind(),
            ErrorKind::NotConfigured
        );
    }

    #[test]
    fn a_missing_or_malformed_variable_is_named() {
        let error = from(&[(SECURITY_TYPE, "connectionString")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(
            error
                .to_string()
                .starts_with("`IOTHUB_DEVICE_CONNECTION_STRING` is not set"),
            "{error}"
        );
        let error = from(&[(CONNECTION_STRING, "DeviceId=d")]).unwrap_err();
        assert!(
            error.to_string().starts_with("`IOTHUB_DEVICE_CONNECTION_STRING`: "),
            "{error}"
        );
        assert_eq!(
            from(&[(SECURITY_TYPE, "x509")]).unwrap_err().kind(),
            ErrorKind::Configuration
        );
        let error = from(&[(ID_SCOPE, "0ne")]).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("`IOTHUB_DEVICE_SECURITY_TYPE` is not set"),
            "{error}"
        );
    }

    #[test]
    fn a_connection_string_in_the_wrong_variable_is_not_shown() {
        let error = from(&[(SECURITY_TYPE, STRING)]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("c2VjcmV0"), "{error}");
        assert!(error.to_string().contains(SECURITY_TYPE));
    }

    #[test]
    fn provisioning_is_refused_in_so_many_words() {
        let error = from(&[(SECURITY_TYPE, "DPS"), (ID_SCOPE, "0ne")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(error.to_string().contains("not supported yet"));
    }
}
