//! Starting a device; called by generated code.

use crate::device::{Device, DeviceModel, Driver, Link, LocalDeviceModel, LocalDriver};
use crate::{Connection, Error};

/// Starts a device on the current tokio runtime.
///
/// # Errors
///
/// If the configuration is unusable, no transport was compiled in, or there is no tokio runtime; never because of the
/// network.
pub fn start(connection: Connection, model: impl DeviceModel) -> Result<(Device, Link), Error> {
    #[cfg(feature = "mqtt")]
    {
        crate::shell::start(connection.into_start()?, model)
    }
    #[cfg(not(feature = "mqtt"))]
    Err(no_transport(connection, model))
}

/// Starts a device that runs as long as its driver is polled.
///
/// # Errors
///
/// If the configuration is unusable, or no transport was compiled in; never because of the network.
pub fn start_with_driver(connection: Connection, model: impl DeviceModel) -> Result<(Device, Link, Driver), Error> {
    #[cfg(feature = "mqtt")]
    {
        crate::shell::start_with_driver(connection.into_start()?, model)
    }
    #[cfg(not(feature = "mqtt"))]
    Err(no_transport(connection, model))
}

/// Starts a device whose handlers run where its driver is polled.
///
/// # Errors
///
/// As [`start_with_driver`].
pub fn start_local(connection: Connection, model: impl LocalDeviceModel) -> Result<(Device, Link, LocalDriver), Error> {
    #[cfg(feature = "mqtt")]
    {
        crate::shell::start_local(connection.into_start()?, model)
    }
    #[cfg(not(feature = "mqtt"))]
    Err(no_transport(connection, model))
}

#[cfg(not(feature = "mqtt"))]
fn no_transport<M>(connection: Connection, model: M) -> Error {
    drop((connection, model));
    Error::new(
        crate::ErrorKind::Unsupported,
        "no transport was compiled in; enable the feature `mqtt` of `dtdl-runtime`",
    )
}
