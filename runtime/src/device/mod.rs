//! A device as its owner and its handlers see it, whatever carries its messages. Needs no executor and no standard
//! library.

mod call;
mod delivery;
#[cfg(feature = "session")]
mod dispatch;
mod driver;
mod extension;
mod future;
#[cfg(feature = "session")]
mod job;
mod link;
mod model;
mod options;
mod problem;
#[cfg(feature = "session")]
mod running;
mod status;

pub(crate) use call::AcknowledgementBody;
pub use call::{Acknowledgement, CommandAnswer, CommandCall, DesiredProperty};
pub use delivery::Delivery;
pub use driver::{Driver, LocalDriver};
pub use extension::{CloudToDeviceMessage, MethodRequest};
pub use future::{BoxFuture, LocalBoxFuture};
pub use link::Link;
pub use model::{DeviceModel, LocalDeviceModel};
pub use options::MessageOptions;
pub use problem::{Problem, Problems};
pub use status::Status;

#[cfg(feature = "session")]
pub(crate) use dispatch::Dispatcher;
pub(crate) use extension::Extensions;
#[cfg(feature = "session")]
pub(crate) use job::{Done, HandlerFailure, Handlers, Job, Receipt, contain};
pub(crate) use link::{MessageSink, Report, Sent};
pub(crate) use problem::NextProblem;
#[cfg(feature = "session")]
pub(crate) use running::Running;
pub(crate) use status::shut_down;

use crate::shared::Arc;
use core::fmt;

use crate::Error;

/// A running device, whatever its model; cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Device(Arc<dyn Owned>);

/// The running side of a device, as its owner sees it.
pub(crate) trait Owned: fmt::Debug + Send + Sync {
    fn status(&self) -> Status;

    /// Waits until the status is another than `from`. A device that was shut down keeps that status for ever.
    fn status_changed<'a>(&'a self, from: &'a Status) -> BoxFuture<'a, Status>;

    fn problems(&self) -> Problems;

    fn shutdown(&self) -> BoxFuture<'_, Result<(), Error>>;
}

impl Device {
    pub(crate) fn new(owned: Arc<dyn Owned>) -> Self {
        Self(owned)
    }

    /// Waits until the hub has welcomed the device, or the device was shut down.
    pub async fn connected(&self) {
        let mut status = self.status();
        while !matches!(status, Status::Connected | Status::ShutDown) {
            status = self.0.status_changed(&status).await;
        }
    }

    /// The state of the device's connection.
    #[must_use]
    pub fn status(&self) -> Status {
        self.0.status()
    }

    /// Waits until the status is another than `from`, and returns it. A device that was shut down keeps that status for
    /// ever.
    pub async fn status_changed(&self, from: &Status) -> Status {
        self.0.status_changed(from).await
    }

    /// Failures from now on that concern no call of the application.
    #[must_use]
    pub fn problems(&self) -> Problems {
        self.0.problems()
    }

    /// Ends the device: waits a few seconds at most
    /// ([`Settings::shutdown_patience`](crate::Settings::shutdown_patience)) until the service has what `send` and
    /// `report` took, disconnects, and ends the handlers.
    ///
    /// # Errors
    ///
    /// If the service does not have all telemetry by then; the device is shut down all the same.
    pub async fn shutdown(&self) -> Result<(), Error> {
        self.0.shutdown().await
    }
}
