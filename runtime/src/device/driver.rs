//! Futures that run a device.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::future::{BoxFuture, LocalBoxFuture};

/// Runs a device as long as it is polled, and ends when the device was shut down.
///
/// On a tokio runtime it runs there. On any other executor the connection and the handlers run on a thread of their
/// own, and polling the driver waits for it.
#[must_use = "a device does nothing until its driver is polled"]
pub struct Driver(pub(crate) BoxFuture<'static, ()>);

/// Runs a device whose handlers stay on one thread, as long as it is polled there; ends when the device was shut down.
///
/// The connection runs as under a [`Driver`]: on a tokio runtime here, elsewhere on a thread of its own.
#[must_use = "a device does nothing until its driver is polled"]
pub struct LocalDriver(pub(crate) LocalBoxFuture<'static, ()>);

impl Future for Driver {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(context)
    }
}

impl Future for LocalDriver {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Driver")
    }
}

impl fmt::Debug for LocalDriver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LocalDriver")
    }
}
