//! From links to the session.

use core::sync::atomic::{AtomicUsize, Ordering};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::generated::v1::{BoxFuture, Outlet};
use crate::session::SendError;
use crate::shell::{Delivered, Handle, Refusal, Report};
use crate::wire::Acknowledged;
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
    /// How many telemetry messages the service did not have in the end.
    lost: AtomicUsize,
}

impl Shared {
    pub(super) fn new(handle: Handle) -> Self {
        Self {
            handle,
            versions: Mutex::default(),
            lost: AtomicUsize::new(0),
        }
    }

    fn versions(&self) -> MutexGuard<'_, HashMap<Property, i64>> {
        self.versions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers that a desired value has come.
    pub(super) fn note(&self, property: Property, version: i64) {
        self.versions().insert(property, version);
    }

    pub(super) fn is_newest(&self, property: Property, version: i64) -> bool {
        self.versions().get(&property).is_none_or(|newest| *newest == version)
    }

    /// Remembers how many telemetry messages the service did not have in the end.
    pub(super) fn set_lost(&self, messages: usize) {
        self.lost.store(messages, Ordering::Relaxed);
    }

    pub(super) fn lost(&self) -> usize {
        self.lost.load(Ordering::Relaxed)
    }
}

impl Outlet for Shared {
    fn telemetry(&self, component: Option<&'static str>, body: String) -> BoxFuture<'_, Result<Delivery, Error>> {
        Box::pin(async move {
            let delivered = self.handle.send(component, body).await.map_err(not_taken)?;
            Ok(delivery(delivered))
        })
    }

    fn report(&self, component: Option<&'static str>, properties: String) -> BoxFuture<'_, Result<Delivery, Error>> {
        Box::pin(async move {
            let report = Report::Properties(properties);
            let delivered = self.handle.report(component, report).await.map_err(not_taken)?;
            Ok(delivery(delivered))
        })
    }

    fn acknowledge(
        &self,
        component: Option<&'static str>,
        name: &'static str,
        acknowledged: Acknowledged,
    ) -> BoxFuture<'_, Result<Delivery, Error>> {
        Box::pin(async move {
            if !self.is_newest((component, name), acknowledged.version) {
                return Ok(Delivery::new(Box::pin(core::future::ready(Ok(())))));
            }
            let report = Report::Acknowledgement(name, acknowledged);
            let delivered = self.handle.report(component, report).await.map_err(not_taken)?;
            Ok(delivery(delivered))
        })
    }
}

fn delivery(delivered: Delivered) -> Delivery {
    Delivery::new(Box::pin(async move {
        match delivered.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Refusal::Status(status))) => Err(Error::refused(status)),
            Ok(Err(Refusal::HangsUp)) => Err(Error::new(
                ErrorKind::Refused,
                "the hub ended the connection over this message again and again, and took others",
            )),
            Err(_) => Err(shut_down()),
        }
    }))
}

fn not_taken(error: SendError) -> Error {
    let kind = match error {
        SendError::Full => ErrorKind::OutboxFull,
        SendError::TooLarge => ErrorKind::TooLarge,
        SendError::Invalid => ErrorKind::Value,
        SendError::Stopped => ErrorKind::ShutDown,
    };
    Error::new(kind, error.to_string())
}
