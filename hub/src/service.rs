//! The hub as a back end of generated code: what IoT Hub's service API is elsewhere.

use core::time::Duration;

use dtdl_runtime::service::{MethodResponse, Service};
use serde_json::{Map, Value, json};

use crate::hub::Hub;
use crate::twin::Twin;

/// As long as IoT Hub waits unless told otherwise.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(30);

/// Devices are reached by their identifiers. A command is given 30 seconds, as by IoT Hub.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// use dtdl_hub::Hub;
/// use dtdl_runtime::service::Service;
///
/// let hub = Hub::builder().device("thermostat-1").start().await?;
/// assert_eq!(hub.update_desired("thermostat-1", r#"{"targetTemperature":21.5}"#).await?, 2);
/// // A generated `RemoteDevice::new(&hub, "thermostat-1")` does so typed.
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// # }).unwrap();
/// ```
impl Service for Hub {
    type Error = Box<dyn core::error::Error + Send + Sync>;

    async fn twin(&self, device_id: &str) -> Result<String, Self::Error> {
        Ok(document(device_id, self.device(device_id)?.twin()).to_string())
    }

    async fn update_desired(&self, device_id: &str, patch: &str) -> Result<i64, Self::Error> {
        let patch = serde_json::from_str(patch)?;
        Ok(self.device(device_id)?.update_desired(patch).await?)
    }

    async fn invoke(&self, device_id: &str, method: &str, payload: &str) -> Result<MethodResponse, Self::Error> {
        let payload = serde_json::from_str(payload)?;
        let response = self.device(device_id)?.call(method, payload, RESPONSE_TIMEOUT).await?;
        Ok(MethodResponse {
            status: response.status,
            payload: response.payload.to_string(),
        })
    }
}

/// A twin in the form of the service API.
fn document(device_id: &str, twin: Twin) -> Value {
    let section = |mut members: Map<String, Value>, version: i64| {
        members.insert("$version".to_owned(), version.into());
        members
    };
    json!({
        "deviceId": device_id,
        "modelId": twin.model_id,
        "properties": {
            "desired": section(twin.desired, twin.desired_version),
            "reported": section(twin.reported, twin.reported_version),
        },
    })
}
