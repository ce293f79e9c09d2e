//! A component's way out.

use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::call::{encode_ack, object_patch, property_patch};
use super::{Object, Value, encode_object};
use crate::delivery::Delivery;
use crate::{Ack, Error, ErrorKind};

/// A component's way out to the service; cloning it is cheap.
#[derive(Clone)]
pub struct Link {
    outlet: Arc<dyn Outlet>,
    component: Option<&'static str>,
}

/// What takes messages from links: a running device.
pub(crate) trait Outlet: Send + Sync {
    /// Puts a telemetry message into the outbox.
    fn telemetry(&self, component: Option<&'static str>, body: Vec<u8>) -> Result<Delivery, Error>;

    /// Puts a patch of reported properties into the outbox.
    fn report(&self, patch: Vec<u8>) -> Result<(), Error>;

    /// As [`report`](Outlet::report), unless a newer desired value has come since.
    fn acknowledge(
        &self,
        component: Option<&'static str>,
        property: &'static str,
        version: i64,
        patch: Vec<u8>,
    ) -> Result<(), Error>;
}

impl Link {
    pub(crate) fn new(outlet: Arc<dyn Outlet>) -> Self {
        Self {
            outlet,
            component: None,
        }
    }

    /// The way out of one of the root's components.
    #[must_use]
    pub fn component(&self, name: &'static str) -> Self {
        Self {
            outlet: Arc::clone(&self.outlet),
            component: Some(name),
        }
    }

    /// The component's name; `None` for the root interface.
    #[must_use]
    pub const fn component_name(&self) -> Option<&'static str> {
        self.component
    }

    /// Sends a telemetry message: returns as soon as the outbox has it.
    ///
    /// # Errors
    ///
    /// If the message is empty or too large, a value has no form the wire allows, the outbox is full, or the device was
    /// shut down. Never because the connection is lost.
    pub async fn send_telemetry<T: Object + Sync>(&self, telemetry: &T) -> Result<Delivery, Error> {
        let mut body = Vec::new();
        encode_object(telemetry, &mut body)?;
        if body == b"{}" {
            return Err(empty::<T>("telemetry"));
        }
        self.outlet.telemetry(self.component, body)
    }

    /// Reports properties: returns as soon as the outbox has them.
    ///
    /// # Errors
    ///
    /// As [`send_telemetry`](Link::send_telemetry).
    pub async fn report<T: Object + Sync>(&self, properties: &T) -> Result<(), Error> {
        match object_patch(self.component, properties)? {
            Some(patch) => self.outlet.report(patch),
            None => Err(empty::<T>("property")),
        }
    }

    /// Acknowledges a desired value again, as the end of one in progress. Without effect when a newer one has come.
    ///
    /// # Errors
    ///
    /// As [`send_telemetry`](Link::send_telemetry).
    pub async fn acknowledge<T: Value + Sync>(
        &self,
        property: &'static str,
        version: i64,
        ack: &Ack<T>,
    ) -> Result<(), Error> {
        let json = encode_ack(ack, version).map_err(|error| error.in_member(property))?;
        let patch = property_patch(self.component, property, &json);
        self.outlet.acknowledge(self.component, property, version, patch)
    }
}

fn empty<T: Object>(what: &str) -> Error {
    Error::new(
        ErrorKind::Empty,
        format!(
            "{}: an empty {what} message is not sent; set at least one member",
            T::type_name()
        ),
    )
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link")
            .field("component", &self.component)
            .finish_non_exhaustive()
    }
}
