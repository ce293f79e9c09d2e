//! A device as the cloud sees it: its twin and its direct methods.

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use dtdl_runtime::wire::twin::encode_desired_patch;
use dtdl_runtime::wire::{Filter, HubTopic};
use serde_json::Value;
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind};
use crate::event::{DisconnectReason, Event, EventKind, Events};
use crate::packet::Packet;
use crate::registry::{PendingCall, Registry};
use crate::twin::Twin;

/// The largest argument of a direct method.
const MAXIMUM_PAYLOAD: usize = 128 * 1024;

/// The cloud's side of one device; from [`Hub::device`](crate::Hub::device).
#[derive(Debug, Clone)]
pub struct Device {
    pub(crate) id: String,
    pub(crate) connection_string: ConnectionString,
    pub(crate) registry: Arc<Registry>,
}

/// What opens the door; not shown by `Debug`.
#[derive(Clone)]
pub(crate) struct ConnectionString(pub(crate) Zeroizing<String>);

impl fmt::Debug for ConnectionString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConnectionString(..)")
    }
}

impl Device {
    /// The device's identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the device has to be configured with.
    #[must_use]
    pub fn connection_string(&self) -> &str {
        &self.connection_string.0
    }

    /// Whether the device is connected now.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.registry
            .lock()
            .device(&self.id)
            .is_ok_and(|entry| entry.link.is_some())
    }

    /// Waits until the device is connected and listens to direct methods.
    ///
    /// # Errors
    /// The hub has been stopped.
    pub async fn ready(&self) -> Result<(), Error> {
        let mut events = {
            let mut state = self.registry.lock();
            if state.device(&self.id)?.listens_to(&Filter::Methods) {
                return Ok(());
            }
            Events(state.subscribe())
        };
        // Seen from here on, so nothing is missed between the look above and the first event.
        let id = &self.id;
        let subscribed = |event: &Event| event.device_id == *id && matches!(event.kind, EventKind::Subscribed { .. });
        while events.wait_for(subscribed).await.is_some() {
            if self.registry.lock().device(id)?.listens_to(&Filter::Methods) {
                return Ok(());
            }
        }
        Err(Error::stopped())
    }

    /// The twin as it is now; an empty one once the hub is stopped.
    #[must_use]
    pub fn twin(&self) -> Twin {
        self.registry
            .lock()
            .device(&self.id)
            .map(|entry| entry.twin.clone())
            .unwrap_or_default()
    }

    /// Merges `patch` into the desired properties (`null` removes) and returns their new version. A device that is
    /// connected and has subscribed is told at once; any other finds it in its twin.
    ///
    /// # Errors
    /// The patch is not an object, or a twin cannot hold it; the hub cannot [keep](crate::Builder::keep) it; or the hub
    /// has been stopped.
    pub async fn update_desired(&self, patch: Value) -> Result<i64, Error> {
        let Value::Object(patch) = patch else {
            return Err(Error::new(
                ErrorKind::InvalidTwin,
                "desired properties are a JSON object",
            ));
        };
        let mut state = self.registry.lock();
        state.device(&self.id)?;
        let version = state
            .change_twin(&self.id, |twin| twin.desire(&patch))
            .map_err(|failure| Error::new(ErrorKind::Other, "the change cannot be kept").with_source(failure))?
            .map_err(|rejection| Error::new(ErrorKind::InvalidTwin, rejection.message()))?;
        let entry = state.device(&self.id)?;
        let delivered = entry.listens_to(&Filter::DesiredPatches);
        if delivered {
            let topic = HubTopic::DesiredPatch { version: Some(version) };
            entry.send(Packet::message(topic, encode_desired_patch(&patch, version)));
        }
        state.emit(
            &self.id,
            EventKind::Desired {
                patch,
                version,
                delivered,
            },
        );
        Ok(version)
    }

    /// Calls a direct method (`command`, or `component*command`) and waits for the answer, at most for `timeout`.
    ///
    /// # Errors
    /// The device is not connected or does not listen to methods, does not answer in time, or answers with something
    /// that is not JSON. A status that the device chose, whichever it is, is not an error.
    pub async fn call(&self, method: &str, payload: Value, timeout: Duration) -> Result<MethodResponse, CallError> {
        let (answer, answered) = oneshot::channel();
        let pending = self.start_call(method, payload, answer)?;
        match tokio::time::timeout(timeout, answered).await {
            Ok(Ok(answer)) => answer,
            // Only a hub that stops forgets a call without an answer.
            Ok(Err(_)) => Err(CallError::new(CallErrorKind::Stopped, "the hub has been stopped")),
            Err(_) => {
                drop(pending);
                Err(CallError::new(
                    CallErrorKind::Timeout,
                    format!("no answer within {timeout:?}"),
                ))
            }
        }
    }

    fn start_call(
        &self,
        method: &str,
        payload: Value,
        answer: oneshot::Sender<Result<MethodResponse, CallError>>,
    ) -> Result<Pending<'_>, CallError> {
        let body = payload.to_string().into_bytes();
        if body.len() > MAXIMUM_PAYLOAD {
            return Err(CallError::new(
                CallErrorKind::PayloadTooLarge,
                "the payload is larger than 128 KiB",
            ));
        }
        let mut state = self.registry.lock();
        let entry = state.device(&self.id).map_err(|error| match error.kind() {
            ErrorKind::Stopped => CallError::new(CallErrorKind::Stopped, error.to_string()),
            _ => CallError::new(CallErrorKind::NotConnected, error.to_string()),
        })?;
        if !entry.listens_to(&Filter::Methods) {
            let message = if entry.link.is_some() {
                "has not subscribed to methods"
            } else {
                "is not connected"
            };
            return Err(CallError::new(
                CallErrorKind::NotConnected,
                format!("the device {message}"),
            ));
        }
        entry.calls_made += 1;
        let request_id = format!("{:x}", entry.calls_made);
        entry.calls.insert(
            request_id.clone(),
            PendingCall {
                method: method.to_owned(),
                answer,
            },
        );
        let topic = HubTopic::Method {
            name: method.into(),
            request_id: request_id.as_str().into(),
        };
        entry.send(Packet::message(topic, body));
        state.emit(
            &self.id,
            EventKind::MethodCall {
                method: method.to_owned(),
                payload,
            },
        );
        Ok(Pending {
            device: self,
            request_id,
        })
    }

    /// Breaks the device's connection, as a network does: nothing is said to the device.
    pub fn drop_connection(&self) {
        self.registry.lock().unlink(&self.id, DisconnectReason::Dropped);
    }

    /// While held, messages of the device are taken but not acknowledged. Those held back are sent when the hold ends,
    /// unless the connection ended before.
    pub fn hold_acknowledgements(&self, hold: bool) {
        let mut state = self.registry.lock();
        let Ok(entry) = state.device(&self.id) else { return };
        entry.acknowledgements_held = hold;
        if hold {
            return;
        }
        let held = entry
            .link
            .as_mut()
            .map(|link| core::mem::take(&mut link.held_acknowledgements));
        held.into_iter().flatten().for_each(|packet| entry.send(packet));
    }
}

/// Forgets the call when its caller no longer waits.
struct Pending<'a> {
    device: &'a Device,
    request_id: String,
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        if let Ok(entry) = self.device.registry.lock().device(&self.device.id) {
            entry.calls.remove(&self.request_id);
        }
    }
}

/// A device's answer to a direct method.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MethodResponse {
    /// The outcome, in the manner of HTTP; the device chooses it.
    pub status: i32,
    /// The result; `null` if there was none.
    pub payload: Value,
}

/// Why a direct method has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallError {
    kind: CallErrorKind,
    message: String,
}

/// The kinds of [`CallError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallErrorKind {
    /// The device is not connected, or has not subscribed to methods (404 at IoT Hub).
    NotConnected,
    /// It did not answer in time (504 at IoT Hub).
    Timeout,
    /// Its connection ended before it answered.
    ConnectionLost,
    /// The payload is larger than IoT Hub allows.
    PayloadTooLarge,
    /// The answer is not JSON, or larger than IoT Hub allows.
    InvalidResponse,
    /// The hub has been stopped.
    Stopped,
}

impl CallError {
    fn new(kind: CallErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    pub(crate) fn connection_lost() -> Self {
        Self::new(
            CallErrorKind::ConnectionLost,
            "the connection ended before the device answered",
        )
    }

    pub(crate) fn invalid_response(message: &str) -> Self {
        Self::new(CallErrorKind::InvalidResponse, message)
    }

    /// What kind of failure this is.
    #[must_use]
    pub const fn kind(&self) -> CallErrorKind {
        self.kind
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for CallError {}
