//! Handlers of what is in no model: cloud-to-device messages, and methods that no command has the name of.

use crate::shared::Arc;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::future::BoxFuture;
use crate::service::MethodResponse;
use crate::wire::PropertyBag;
use crate::wire::bag::{CONTENT_TYPE, MESSAGE_ID};

/// A message that the cloud sent to the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloudToDeviceMessage {
    properties: PropertyBag,
    body: Vec<u8>,
}

impl CloudToDeviceMessage {
    #[cfg(feature = "session")]
    pub(crate) const fn new(properties: PropertyBag, body: Vec<u8>) -> Self {
        Self { properties, body }
    }

    /// Its body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The value of a property that the sender set.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.get(name)
    }

    /// All properties: those of the system, whose names begin with `$.`, and those that the sender set.
    pub fn properties(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.properties.iter()
    }

    /// The message identifier that the sender gave it.
    #[must_use]
    pub fn message_id(&self) -> Option<&str> {
        self.properties.get(MESSAGE_ID)
    }

    /// The content type of the body.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.properties.get(CONTENT_TYPE)
    }
}

/// A call of a direct method that is none of the model's commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodRequest {
    name: String,
    payload: Vec<u8>,
}

impl MethodRequest {
    #[cfg(feature = "session")]
    pub(crate) const fn new(name: String, payload: Vec<u8>) -> Self {
        Self { name, payload }
    }

    /// The method's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The payload: JSON, or empty.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }
}

type MessageHandler = dyn Fn(CloudToDeviceMessage) -> BoxFuture<'static, ()> + Send + Sync;
type MethodHandler = dyn Fn(MethodRequest) -> BoxFuture<'static, MethodResponse> + Send + Sync;

/// The handlers of one device.
#[derive(Clone, Default)]
pub(crate) struct Extensions {
    pub(crate) message: Option<Arc<MessageHandler>>,
    pub(crate) method: Option<Arc<MethodHandler>>,
}

impl fmt::Debug for Extensions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extensions")
            .field("message", &self.message.is_some())
            .field("method", &self.method.is_some())
            .finish()
    }
}
