//! A running device.

use crate::generated::v1::{DeviceModel, Link};
use crate::{Connection, Error, ErrorKind};

/// A running device.
#[derive(Debug, Clone)]
pub struct Device {}

/// Runs a device as long as it is polled.
#[derive(Debug)]
pub struct Driver {}

/// Starts a device on the current tokio runtime.
///
/// # Errors
///
/// If the configuration is unusable; never because of the network.
pub fn start(connection: Connection, model: impl DeviceModel) -> Result<(Device, Link), Error> {
    let (device, link, _driver) = start_with_driver(connection, model)?;
    Ok((device, link))
}

/// Starts a device that runs as long as its driver is polled.
///
/// # Errors
///
/// If the configuration is unusable; never because of the network.
pub fn start_with_driver(connection: Connection, model: impl DeviceModel) -> Result<(Device, Link, Driver), Error> {
    drop((connection, model));
    Err(Error::new(ErrorKind::Unsupported, "under construction"))
}

impl Device {
    /// Waits until the device is connected.
    pub async fn connected(&self) {}

    /// Ends the device.
    ///
    /// # Errors
    ///
    /// Never, yet.
    pub async fn shutdown(&self) -> Result<(), Error> {
        Ok(())
    }
}
