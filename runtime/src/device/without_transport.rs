//! What stands for a device when no transport was compiled in: code that starts one compiles, and says why it cannot.

use core::pin::Pin;
use core::task::{Context, Poll};

use super::{Problem, Status};
use crate::generated::v1::{DeviceModel, Link, LocalDeviceModel};
use crate::{Connection, Error, ErrorKind};

/// Private, so that nobody else's code is seen to be unreachable.
#[derive(Debug, Clone)]
enum Never {}

/// A running device; there is none without a transport.
#[derive(Debug, Clone)]
pub struct Device(Never);

/// Runs a device as long as it is polled; there is none without a transport.
#[derive(Debug)]
pub struct Driver(Never);

/// What goes wrong with a device; there is none without a transport.
#[derive(Debug)]
pub struct Problems(Never);

impl Problems {
    /// The next; `None` once the device was shut down.
    pub async fn next(&mut self) -> Option<Problem> {
        match self.0 {}
    }
}

/// Starts a device.
///
/// # Errors
///
/// Always: there is no transport.
pub fn start(connection: Connection, model: impl DeviceModel) -> Result<(Device, Link), Error> {
    drop((connection, model));
    Err(no_transport())
}

/// Starts a device that runs as long as its driver is polled.
///
/// # Errors
///
/// Always: there is no transport.
pub fn start_with_driver(connection: Connection, model: impl DeviceModel) -> Result<(Device, Link, Driver), Error> {
    start(connection, model).map(|(device, _link)| match device.0 {})
}

/// Runs a device whose handlers stay on one thread; there is none without a transport.
#[derive(Debug)]
pub struct LocalDriver(Never);

/// Starts a device whose handlers run where its driver is polled.
///
/// # Errors
///
/// Always: there is no transport.
pub fn start_local(connection: Connection, model: impl LocalDeviceModel) -> Result<(Device, Link, LocalDriver), Error> {
    drop((connection, model));
    Err(no_transport())
}

impl Future for LocalDriver {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match self.0 {}
    }
}

fn no_transport() -> Error {
    Error::new(
        ErrorKind::Unsupported,
        "no transport was compiled in; enable the feature `mqtt` of `dtdl-runtime`",
    )
}

impl Device {
    /// Waits until the hub has welcomed the device, or the device was shut down.
    pub async fn connected(&self) {
        match self.0 {}
    }

    /// How the device stands with its hub.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.0 {}
    }

    /// What goes wrong from now on.
    #[must_use]
    pub fn problems(&self) -> Problems {
        match self.0 {}
    }

    /// Waits until the status is another.
    pub async fn status_changed(&self, from: &Status) -> Status {
        let _ = from;
        match self.0 {}
    }

    /// Ends the device.
    ///
    /// # Errors
    ///
    /// If the service does not have all telemetry.
    pub async fn shutdown(&self) -> Result<(), Error> {
        match self.0 {}
    }
}

impl Future for Driver {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match self.0 {}
    }
}
