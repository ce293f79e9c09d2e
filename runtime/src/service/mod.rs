//! The service's side of the wire: what a back end needs to speak a model typed.
//!
//! Code generated with `side = service` (or `both`) decodes telemetry, reads twins, writes desired properties and calls
//! commands. How its calls travel is the back end's business, told by [`Service`]: over the service API of IoT Hub with
//! an HTTP client, or through the local hub in a test.
//!
//! ```ignore
//! dtdl_runtime::include_dtdl!("models/thermostat.json", side = service);
//! use thermostat::{DesiredProperties, RemoteDevice, TelemetryMessage};
//!
//! // A message as the event stream brings it; `dt-subject` is the component.
//! if let TelemetryMessage::Root(telemetry) = TelemetryMessage::decode(None, body)? {
//!     println!("{:?}", telemetry.value.temperature);
//! }
//!
//! let device = RemoteDevice::new(iot_hub, "thermostat-1"); // `iot_hub` implements `Service`
//! let report = device.root().get_max_min_report(since).await?.into_value();
//! let version = device.root().update(DesiredProperties::default().target_temperature(21.5)).await?;
//! let twin = device.twin().await?;
//! if let Some(acknowledgement) = twin.reported.root.target_temperature.acknowledgement() {
//!     println!("{} for version {}", acknowledgement.status, acknowledgement.version);
//! }
//! ```
//!
//! What arrives and is not the model's never stops the rest: it is kept as [`Unread`], with its text and the reason.

mod error;
mod method;
pub(crate) mod received;
pub(crate) mod remote;
mod reported;
pub(crate) mod twin;
mod unread;

pub use crate::value::{DecodeError, EncodeError};
pub use error::{Error, ErrorKind};
pub use method::MethodResponse;
pub use received::{Received, UnknownMessage};
pub use reported::{Acknowledgement, Reported};
pub use twin::{Twin, desired_version};
pub use unread::{Part, Unread};

use alloc::boxed::Box;
use alloc::string::String;

use crate::shared::Arc;

/// The way from a back end to its devices: the service API of IoT Hub, or what stands in for it.
///
/// Texts are JSON. What waits for a call may move between threads if the service's own futures may. Time limits, retries and credentials are the implementor's; a reference or an `Arc` (an `Rc` on chips without atomic operations) to a service is one as well.
///
/// Over the service API of IoT Hub, with an HTTP client of one's own:
///
/// ```
/// use dtdl_runtime::service::{DecodeError, MethodResponse, Service, desired_version};
/// # struct IotHub;
/// # impl IotHub {
/// #     async fn send(&self, method: &str, path: String, body: String) -> Result<String, DecodeError> {
/// #         let _ = (method, path, body);
/// #         Ok(r#"{"status":200}"#.to_owned())
/// #     }
/// # }
///
/// impl Service for IotHub {
///     type Error = DecodeError; // the HTTP client's error as well, in earnest
///
///     async fn twin(&self, device_id: &str) -> Result<String, DecodeError> {
///         self.send("GET", format!("/twins/{device_id}"), String::new()).await
///     }
///
///     async fn update_desired(&self, device_id: &str, patch: &str) -> Result<i64, DecodeError> {
///         let body = format!(r#"{{"properties":{{"desired":{patch}}}}}"#);
///         desired_version(&self.send("PATCH", format!("/twins/{device_id}"), body).await?)
///     }
///
///     async fn invoke(&self, device_id: &str, method: &str, payload: &str) -> Result<MethodResponse, DecodeError> {
///         let body = format!(r#"{{"methodName":"{method}","responseTimeoutInSeconds":30,"payload":{payload}}}"#);
///         MethodResponse::parse(&self.send("POST", format!("/twins/{device_id}/methods"), body).await?)
///     }
/// }
/// ```
pub trait Service {
    /// Why a call failed.
    type Error: Into<Box<dyn core::error::Error + Send + Sync>>;

    /// The twin of a device: `{"properties":{"desired":{…},"reported":{…}}}`, or without `properties` around both.
    fn twin(&self, device_id: &str) -> impl Future<Output = Result<String, Self::Error>>;

    /// Merges a patch into the desired properties of a device (`null` removes), and returns their new `$version`.
    fn update_desired(&self, device_id: &str, patch: &str) -> impl Future<Output = Result<i64, Self::Error>>;

    /// Calls a direct method of a device: `command`, or `component*command`. A payload of `null` stands for none.
    ///
    /// Whatever status the device chooses is no error.
    fn invoke(
        &self,
        device_id: &str,
        method: &str,
        payload: &str,
    ) -> impl Future<Output = Result<MethodResponse, Self::Error>>;
}

/// A reference leads where its service leads.
macro_rules! by_reference {
    ($($reference:ty),*) => {
        $(
            impl<S: Service> Service for $reference {
                type Error = S::Error;

                fn twin(&self, device_id: &str) -> impl Future<Output = Result<String, Self::Error>> {
                    (**self).twin(device_id)
                }

                fn update_desired(
                    &self,
                    device_id: &str,
                    patch: &str,
                ) -> impl Future<Output = Result<i64, Self::Error>> {
                    (**self).update_desired(device_id, patch)
                }

                fn invoke(
                    &self,
                    device_id: &str,
                    method: &str,
                    payload: &str,
                ) -> impl Future<Output = Result<MethodResponse, Self::Error>> {
                    (**self).invoke(device_id, method, payload)
                }
            }
        )*
    };
}

by_reference!(&S, Arc<S>);
