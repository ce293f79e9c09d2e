//! What happens at the hub, as a stream.

use dtdl_runtime::wire::PropertyBag;
use serde_json::{Map, Value};
use tokio::sync::mpsc;

/// Something that happened, and to which device.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// The device; for [`EventKind::Refused`] what the client claimed to be.
    pub device_id: String,
    /// What happened.
    pub kind: EventKind,
}

/// The kinds of [`Event`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum EventKind {
    /// The device is connected.
    Connected {
        /// The model it announced.
        model_id: Option<String>,
        /// Its library, as it names itself.
        client_type: Option<String>,
    },
    /// The device listens to more than before.
    Subscribed {
        /// The topic filters, all of them granted.
        filters: Vec<String>,
    },
    /// The device's connection is gone.
    Disconnected {
        /// Why.
        reason: DisconnectReason,
    },
    /// A connection was not accepted.
    Refused {
        /// The return code of the CONNACK.
        code: u8,
        /// What was wrong.
        reason: String,
    },
    /// A message came from the device.
    Telemetry(Telemetry),
    /// The device changed its reported properties.
    Reported {
        /// The change as it was sent.
        patch: Map<String, Value>,
        /// The version after it.
        version: i64,
    },
    /// The cloud changed the desired properties.
    Desired {
        /// The change.
        patch: Map<String, Value>,
        /// The version after it.
        version: i64,
        /// Whether it went to the device at once; if not, the device learns of it by reading its twin.
        delivered: bool,
    },
    /// The cloud called a direct method, and the call went to the device.
    MethodCall {
        /// The method: `command` or `component*command`.
        method: String,
        /// Its argument.
        payload: Value,
    },
    /// The device answered a call.
    MethodResponse {
        /// The method that was called.
        method: String,
        /// The outcome, in the manner of HTTP.
        status: i32,
        /// The result.
        payload: Value,
    },
}

/// A message from a device.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Telemetry {
    /// The topic it was published to.
    pub topic: String,
    /// Its properties, decoded.
    pub properties: PropertyBag,
    /// The component that sent it; `None` for the root.
    pub component: Option<String>,
    /// The body as sent.
    pub body: Vec<u8>,
    /// The quality of service it was sent with.
    pub qos: u8,
}

impl Telemetry {
    /// The body, if it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// Why a device is no longer connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum DisconnectReason {
    /// The device said goodbye.
    Requested,
    /// The network connection broke or was closed without goodbye.
    Lost,
    /// Nothing came for one and a half keep-alive intervals.
    KeepAlive,
    /// The device connected again; IoT Hub allows one connection a device.
    Replaced,
    /// The token it connected with expired.
    TokenExpired,
    /// It did what IoT Hub does not allow.
    Violation(&'static str),
    /// The test asked for it.
    Dropped,
    /// The hub was stopped.
    HubStopped,
}

/// All events from the moment of subscription on, none left out.
#[derive(Debug)]
pub struct Events(pub(crate) mpsc::UnboundedReceiver<Event>);

impl Events {
    /// Waits for the next event; `None` once the hub is stopped and all events are read.
    pub async fn next(&mut self) -> Option<Event> {
        self.0.recv().await
    }

    /// The next event if it is already there.
    pub fn try_next(&mut self) -> Option<Event> {
        self.0.try_recv().ok()
    }

    /// Skips to the next event that `wanted` accepts; `None` if the hub stops before it comes.
    pub async fn wait_for(&mut self, mut wanted: impl FnMut(&Event) -> bool) -> Option<Event> {
        loop {
            let event = self.next().await?;
            if wanted(&event) {
                return Some(event);
            }
        }
    }
}
