//! A device as generated code for the service's side holds it.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::twin::{DesiredPatch, PatchEncoder, TwinSection, desired_patch};
use super::{Error, Service, Twin};
use crate::CommandResponse;
use crate::value::{DecodeError, EncodeError, Json, Object, Value};
use crate::wire::payload::join_command;

/// A device, and the service that leads to it.
#[derive(Clone)]
pub struct RemoteDevice<S> {
    service: S,
    device_id: String,
}

impl<S> RemoteDevice<S> {
    /// The device of this identifier.
    pub fn new(service: S, device_id: impl Into<String>) -> Self {
        Self {
            service,
            device_id: device_id.into(),
        }
    }

    /// The device's identifier.
    #[must_use]
    pub fn device_id(&self) -> &str {
        &self.device_id
    }

    /// One of its components, or the device itself (`None`).
    #[must_use]
    pub const fn part(&self, component: Option<&'static str>) -> RemotePart<'_, S> {
        RemotePart {
            device: self,
            component,
        }
    }
}

impl<S: Service> RemoteDevice<S> {
    /// Reads the twin.
    ///
    /// # Errors
    ///
    /// The service could not be asked, or what it answered is no twin.
    pub async fn twin<D: TwinSection, R: TwinSection>(&self) -> Result<Twin<D, R>, Error> {
        let twin = self.service.twin(&self.device_id).await;
        let twin = twin.map_err(|error| Error::service("the twin cannot be read", error))?;
        Twin::decode(&twin).map_err(|error| Error::answer("the twin", error))
    }

    /// Writes desired properties and returns their version.
    ///
    /// # Errors
    ///
    /// Nothing is set, a twin cannot hold a value, or the service could not be asked.
    pub async fn update<P: DesiredPatch>(&self, desired: &P) -> Result<i64, Error> {
        self.send(&desired_patch(desired)?).await
    }

    async fn send(&self, patch: &str) -> Result<i64, Error> {
        let version = self.service.update_desired(&self.device_id, patch).await;
        version.map_err(|error| Error::service("the desired properties cannot be written", error))
    }
}

/// A component of a device, or the device itself.
pub struct RemotePart<'a, S> {
    device: &'a RemoteDevice<S>,
    component: Option<&'static str>,
}

impl<S> RemotePart<'_, S> {
    /// The component's name; `None` for the device itself.
    #[must_use]
    pub const fn component_name(&self) -> Option<&'static str> {
        self.component
    }
}

impl<S: Service> RemotePart<'_, S> {
    /// Writes desired properties and returns their version.
    ///
    /// # Errors
    ///
    /// As [`RemoteDevice::update`].
    pub async fn update<T: Object>(&self, desired: &T) -> Result<i64, Error> {
        let mut patch = PatchEncoder::default();
        patch.part(self.component, desired).map_err(Error::value)?;
        self.device.send(&patch.finish()?).await
    }

    /// Calls a command and returns its answer, which has a value unless the device gave none.
    ///
    /// # Errors
    ///
    /// The request cannot be carried by JSON, the service could not be asked, or the device answered with a status
    /// that is not one of 200 to 299 or with something that is none of the response's schema.
    pub async fn call<Q: Payload, A: Payload>(&self, command: &str, request: &Q) -> Result<CommandResponse<A>, Error> {
        let method = join_command(self.component, command);
        let mut payload = Vec::new();
        request
            .encode_payload(&mut payload)
            .map_err(|error| Error::value(error.in_member(command)))?;
        let payload = String::from_utf8(payload)
            .map_err(|_| Error::value(EncodeError::new("a value was encoded as no UTF-8")))?;
        let service = &self.device.service;
        let response = match service.invoke(&self.device.device_id, &method, &payload).await {
            Ok(response) => response,
            Err(error) => return Err(Error::service("the command cannot be called", error)),
        };
        if !(200..300).contains(&response.status) {
            return Err(Error::status(&method, response));
        }
        match A::decode_payload(&response.payload) {
            Ok(value) => Ok(CommandResponse::with_status(response.status, Some(value))),
            // `null` is what the service makes of no payload.
            Err(_) if matches!(response.payload.trim_ascii(), "" | "null") => {
                Ok(CommandResponse::with_status(response.status, None))
            }
            Err(error) => Err(Error::answer(&method, error).with_response(response)),
        }
    }
}

/// The request or response of a command: a value, or `()` where the model has none.
pub trait Payload: Sized {
    /// Appends the JSON text.
    ///
    /// # Errors
    ///
    /// If the value has no JSON form.
    fn encode_payload(&self, out: &mut Vec<u8>) -> Result<(), EncodeError>;

    /// Reads the JSON text.
    ///
    /// # Errors
    ///
    /// If the text is not a value of the schema.
    fn decode_payload(json: &str) -> Result<Self, DecodeError>;
}

impl Payload for () {
    fn encode_payload(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        out.extend_from_slice(b"null");
        Ok(())
    }

    fn decode_payload(_json: &str) -> Result<Self, DecodeError> {
        Ok(())
    }
}

impl<T: Value> Payload for T {
    fn encode_payload(&self, out: &mut Vec<u8>) -> Result<(), EncodeError> {
        self.encode(out)
    }

    fn decode_payload(json: &str) -> Result<Self, DecodeError> {
        Json::parse(json)?.decode()
    }
}

impl<S> fmt::Debug for RemoteDevice<S> {
    /// Without the service, which may hold what opens the door.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteDevice")
            .field("device_id", &self.device_id)
            .finish_non_exhaustive()
    }
}

impl<S> fmt::Debug for RemotePart<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemotePart")
            .field("device_id", &self.device.device_id)
            .field("component", &self.component)
            .finish_non_exhaustive()
    }
}
