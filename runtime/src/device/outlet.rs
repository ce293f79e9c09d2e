//! From links to the session.

use core::sync::atomic::{AtomicI64, Ordering};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::generated::v1::{BoxFuture, Outlet};
use crate::session::{SendError, Token};
use crate::shell::Handle;
use crate::wire::Acknowledged;
use crate::wire::payload::quoted;
use crate::{Delivery, Error, ErrorKind};

use super::status::shut_down;

/// A writable property: its component's name and its own.
pub(super) type Property = (Option<&'static str>, &'static str);

/// What links and handlers of one device share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) handle: Handle,
    /// How many telemetry messages the outbox has taken and the service has not; below zero for a moment at most.
    undelivered: AtomicI64,
    properties: Mutex<HashMap<Property, Known>>,
}

/// What is known of a writable property.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// The version of the newest desired value.
    version: i64,
    /// Whether the newest acknowledgement has a description, which stays in the twin until it is removed.
    described: bool,
}

impl Shared {
    pub(super) fn new(handle: Handle) -> Self {
        Self {
            handle,
            undelivered: AtomicI64::new(0),
            properties: Mutex::default(),
        }
    }

    /// Remembers that the service has a message.
    pub(super) fn delivered(&self) {
        self.undelivered.fetch_sub(1, Ordering::Relaxed);
    }

    pub(super) fn undelivered(&self) -> i64 {
        self.undelivered.load(Ordering::Relaxed)
    }

    fn properties(&self) -> MutexGuard<'_, HashMap<Property, Known>> {
        self.properties.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers that a desired value has come.
    pub(super) fn note(&self, property: Property, version: i64) {
        self.properties().entry(property).or_default().version = version;
    }

    pub(super) fn is_newest(&self, property: Property, version: i64) -> bool {
        self.properties()
            .get(&property)
            .is_none_or(|known| known.version == version)
    }

    /// Answers a desired value of the session.
    pub(super) fn answer(&self, token: Token, property: Property, acknowledged: Acknowledged) {
        self.properties().entry(property).or_default().described = acknowledged.description.is_some();
        self.handle.acknowledge(token, Some(acknowledged));
    }

    /// Reports a status without a value: the reported one stays, for it is the one in use.
    pub(super) async fn report_status(&self, property: Property, version: i64, status: i32, description: &str) {
        self.properties().entry(property).or_default().described = true;
        let acknowledged = format!(r#"{{"ac":{status},"av":{version},"ad":{}}}"#, quoted(description));
        // When the device is shut down, or its queue is full, the next start will say it again.
        let _ = self
            .handle
            .report(property.0, one_member(property.1, &acknowledged))
            .await;
    }
}

/// An object of one member.
fn one_member(name: &str, json: &str) -> String {
    format!("{{{}:{json}}}", quoted(name))
}

impl Outlet for Shared {
    fn telemetry(&self, component: Option<&'static str>, body: String) -> BoxFuture<'_, Result<Delivery, Error>> {
        Box::pin(async move {
            let delivered = self.handle.send(component, body).await.map_err(refusal)?;
            self.undelivered.fetch_add(1, Ordering::Relaxed);
            Ok(Delivery::new(Box::pin(async move {
                delivered.await.map_err(|_| shut_down())
            })))
        })
    }

    fn report(&self, component: Option<&'static str>, properties: String) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async move { self.handle.report(component, properties).await.map_err(refusal) })
    }

    fn acknowledge(
        &self,
        component: Option<&'static str>,
        name: &'static str,
        acknowledged: Acknowledged,
    ) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async move {
            if !self.is_newest((component, name), acknowledged.version) {
                return Ok(());
            }
            let described = acknowledged.description.is_some();
            let before = self.properties().entry((component, name)).or_default().described;
            let mut json = acknowledged.encode();
            if before && !described {
                json.pop();
                json.push_str(r#","ad":null}"#);
            }
            self.report(component, one_member(name, &json)).await?;
            self.properties().entry((component, name)).or_default().described = described;
            Ok(())
        })
    }
}

fn refusal(error: SendError) -> Error {
    let kind = match error {
        SendError::Full => ErrorKind::OutboxFull,
        SendError::TooLarge => ErrorKind::TooLarge,
        SendError::Invalid => ErrorKind::Value,
        SendError::Stopped => ErrorKind::ShutDown,
    };
    Error::new(kind, error.to_string()).with_source(error)
}
