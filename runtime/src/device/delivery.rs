//! Waiting for the service to have a message.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::future::BoxFuture;
use crate::Error;

/// A future that ends when the service has acknowledged a message.
///
/// Dropping it changes nothing: the message goes out all the same. It ends with an error when the service refuses the
/// message ([`ErrorKind::Refused`](crate::ErrorKind::Refused)), or when the device is shut down before the service has
/// it. Loss of connection is no error: the message is sent again.
///
/// ```
/// use dtdl_runtime::{Delivery, Error, ErrorKind};
///
/// async fn taken(report: Delivery) -> Result<bool, Error> {
///     match report.await {
///         Ok(()) => Ok(true),
///         Err(error) if error.kind() == ErrorKind::Refused => Ok(false), // `error.status()` says why
///         Err(error) => Err(error),
///     }
/// }
/// ```
pub struct Delivery(BoxFuture<'static, Result<(), Error>>);

impl Delivery {
    pub(crate) fn new(delivered: BoxFuture<'static, Result<(), Error>>) -> Self {
        Self(delivered)
    }
}

impl Future for Delivery {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Delivery")
    }
}
