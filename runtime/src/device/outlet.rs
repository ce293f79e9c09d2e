//! From links to the session.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::generated::v1::{BoxFuture, Outlet};
use crate::session::SendError;
use crate::shell::Handle;
use crate::{Delivery, Error, ErrorKind};

use super::status::shut_down;

/// A writable property: its component's name and its own.
pub(super) type Property = (Option<&'static str>, &'static str);

/// What links and handlers of one device share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) handle: Handle,
    /// The version of the newest desired value of each property.
    versions: Mutex<HashMap<Property, i64>>,
}

impl Shared {
    pub(super) fn new(handle: Handle) -> Self {
        Self {
            handle,
            versions: Mutex::default(),
        }
    }

    /// Remembers that a desired value has come.
    pub(super) fn note(&self, property: Property, version: i64) {
        self.versions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(property, version);
    }

    pub(super) fn is_newest(&self, property: Property, version: i64) -> bool {
        let versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        versions.get(&property).is_none_or(|newest| *newest == version)
    }
}

impl Outlet for Shared {
    fn telemetry(&self, component: Option<&'static str>, body: String) -> BoxFuture<'_, Result<Delivery, Error>> {
        Box::pin(async move {
            let delivered = self.handle.send(component, body).await.map_err(refusal)?;
            Ok(Delivery::new(Box::pin(async move {
                delivered.await.map_err(|_| shut_down())
            })))
        })
    }

    fn report(&self, component: Option<&'static str>, properties: String) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async move { self.handle.report(component, properties).await.map_err(refusal) })
    }

    fn is_current(&self, component: Option<&'static str>, property: &'static str, version: i64) -> bool {
        self.is_newest((component, property), version)
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
