//! A component's way out.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::call::encode_ack;
use super::delivery::Delivery;
use super::future::BoxFuture;
use super::options::MessageOptions;
use crate::shared::Arc;
use crate::value::{Object, Value, encode_object, encode_object_property};
use crate::wire::Acknowledged;
use crate::{Ack, Error, ErrorKind};

/// Most messages fit into so many bytes.
const ORDINARY: usize = 64;

/// A component's way out to the service; cloning it is cheap.
#[derive(Clone)]
pub struct Link {
    sink: Arc<dyn MessageSink>,
    component: Option<&'static str>,
}

/// A running device, as its links see it. Every text is a JSON object of the component's own members.
pub(crate) trait MessageSink: Send + Sync {
    /// Puts a telemetry message into the outbox.
    fn telemetry(&self, component: Option<&'static str>, body: String, options: MessageOptions) -> Sent<'_>;

    /// Puts a report into the outgoing queue. An acknowledgement is dropped if a newer desired value has come since.
    fn report(&self, component: Option<&'static str>, report: Report) -> Sent<'_>;
}

/// A report of a component's properties.
#[derive(Debug)]
pub(crate) enum Report {
    /// A JSON object of properties, without component marker.
    Properties(String),
    /// One acknowledgement, of the property of this name.
    Acknowledgement(&'static str, Acknowledged),
}

/// A message that was taken or refused at once, as a rule; or is once there is room.
pub(crate) enum Sent<'a> {
    Now(Result<Delivery, Error>),
    Later(BoxFuture<'a, Result<Delivery, Error>>),
}

impl Sent<'_> {
    async fn taken(self) -> Result<Delivery, Error> {
        match self {
            Self::Now(result) => result,
            Self::Later(future) => future.await,
        }
    }
}

impl Link {
    #[cfg_attr(
        not(feature = "mqtt"),
        expect(dead_code, reason = "only a transport drives a device")
    )]
    pub(crate) fn new(sink: Arc<dyn MessageSink>) -> Self {
        Self { sink, component: None }
    }

    /// The way out of one of the root's components.
    #[must_use]
    pub fn component(&self, name: &'static str) -> Self {
        Self {
            sink: Arc::clone(&self.sink),
            component: Some(name),
        }
    }

    /// The way out of the device that has this component.
    #[must_use]
    pub fn root(&self) -> Self {
        Self {
            sink: Arc::clone(&self.sink),
            component: None,
        }
    }

    /// The component's name; `None` for the root interface.
    #[must_use]
    pub const fn component_name(&self) -> Option<&'static str> {
        self.component
    }

    /// Sends a telemetry message: returns as soon as the outbox has it, and waits while it is full.
    ///
    /// # Errors
    ///
    /// If the message is empty or too large, a value has no form the wire allows, or the device was shut down. Never
    /// because the connection is lost.
    pub async fn send_telemetry<T: Object + Sync>(&self, telemetry: &T) -> Result<Delivery, Error> {
        self.send_telemetry_with(telemetry, MessageOptions::new()).await
    }

    /// As [`send_telemetry`](Link::send_telemetry), with a time, an identifier or properties.
    ///
    /// # Errors
    ///
    /// As [`send_telemetry`](Link::send_telemetry), and if an option is not one the hub takes.
    pub async fn send_telemetry_with<T: Object + Sync>(
        &self,
        telemetry: &T,
        options: MessageOptions,
    ) -> Result<Delivery, Error> {
        options.check()?;
        let mut body = Vec::with_capacity(ORDINARY);
        encode_object(telemetry, &mut body)?;
        if body == b"{}" {
            return Err(empty::<T>("telemetry"));
        }
        self.sink.telemetry(self.component, text(body)?, options).taken().await
    }

    /// Reports properties: returns as soon as the outgoing queue has them, and waits while it is full. The [`Delivery`]
    /// says whether the service took them.
    ///
    /// # Errors
    ///
    /// As [`send_telemetry`](Link::send_telemetry).
    pub async fn report<T: Object + Sync>(&self, properties: &T) -> Result<Delivery, Error> {
        let mut body = Vec::new();
        encode_object_property(properties, &mut body)?;
        if body == b"{}" {
            return Err(empty::<T>("property"));
        }
        let report = Report::Properties(text(body)?);
        self.sink.report(self.component, report).taken().await
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
    ) -> Result<Delivery, Error> {
        let acknowledged = encode_ack(ack, version).map_err(|error| error.in_member(property))?;
        let report = Report::Acknowledgement(property, acknowledged);
        self.sink.report(self.component, report).taken().await
    }
}

fn text(json: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(json).map_err(|error| {
        Error::new(ErrorKind::Value, "a value was encoded as something that is not UTF-8").with_source(error)
    })
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
