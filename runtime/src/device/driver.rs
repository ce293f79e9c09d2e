//! Starting a device, and what its owner holds.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::sync::Arc;

use tokio::sync::{broadcast, oneshot, watch};

use super::dispatch::Dispatcher;
use super::outlet::Shared;
use super::{Problem, Status};
use crate::generated::v1::{BoxFuture, DeviceModel, Link};
use crate::session::{Config, Credential};
use crate::shell::{Endpoint, Route, Shell, Tls, Trust};
use crate::{Connection, Error, ErrorKind};

/// So many problems are kept for those who are slow to ask.
const KEPT_PROBLEMS: usize = 64;
/// How long a shutdown waits for the service to acknowledge what is still in the outbox.
const PATIENCE: Duration = Duration::from_secs(5);

/// A running device, whatever its model; cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Device {
    shared: Arc<Shared>,
    status: watch::Receiver<Status>,
    problems: Arc<broadcast::Receiver<Problem>>,
}

/// What goes wrong with a device, from [`Device::problems`]. Of more than 64 that nobody has asked for yet, the oldest
/// are dropped.
///
/// ```
/// async fn print(mut problems: dtdl_runtime::Problems) {
///     while let Some(problem) = problems.next().await {
///         eprintln!("{problem}");
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Problems(broadcast::Receiver<Problem>);

/// Runs a device as long as it is polled, and ends when the device was shut down.
///
/// On a tokio runtime it runs there. On any other executor the connection and the handlers run on a thread of their
/// own, and polling the driver waits for it.
#[must_use = "a device does nothing until its driver is polled"]
pub struct Driver(Stage);

enum Stage {
    New(Option<BoxFuture<'static, ()>>),
    Here(BoxFuture<'static, ()>),
    Thread(oneshot::Receiver<()>),
}

/// Starts a device on the current tokio runtime.
///
/// # Errors
///
/// If the configuration is unusable, or there is no tokio runtime; never because of the network.
pub fn start(connection: Connection, model: impl DeviceModel) -> Result<(Device, Link), Error> {
    let runtime = tokio::runtime::Handle::try_current().map_err(|error| {
        Error::configuration("a device starts within a tokio runtime; elsewhere, start it with a driver")
            .with_source(error)
    })?;
    let (device, link, driver) = start_with_driver(connection, model)?;
    runtime.spawn(driver);
    Ok((device, link))
}

/// Starts a device that runs as long as its driver is polled.
///
/// # Errors
///
/// If the configuration is unusable; never because of the network.
pub fn start_with_driver(connection: Connection, model: impl DeviceModel) -> Result<(Device, Link, Driver), Error> {
    let route = route(&connection)?;
    let credential = Credential::Key(connection.key);
    let model_id = model.model_id().to_owned();
    let mut config = Config::new(connection.hub.host, connection.device_id, credential, model_id);
    config.components = model.components();
    config.writable_properties = model.writable_properties();
    let (shell, handle, events) = Shell::new(config, route);

    let shared = Arc::new(Shared::new(handle));
    let link = Link::new(Arc::clone(&shared) as _);
    let (status, receiver) = watch::channel(Status::Connecting);
    let status = Arc::new(status);
    let (problems, problems_end) = broadcast::channel(KEPT_PROBLEMS);
    let dispatcher = Dispatcher::new(
        Arc::new(model),
        Arc::clone(&shared),
        link.clone(),
        Arc::clone(&status),
        problems,
    );
    let ending = Arc::clone(&shared);
    let run = async move {
        let (lost, ()) = tokio::join!(shell.run(), dispatcher.run(events));
        ending.set_lost(lost);
        status.send_replace(Status::ShutDown);
    };
    Ok((
        Device {
            shared,
            status: receiver,
            problems: Arc::new(problems_end),
        },
        link,
        Driver(Stage::New(Some(Box::pin(run)))),
    ))
}

fn route(connection: &Connection) -> Result<Route, Error> {
    #[cfg(feature = "testing")]
    if let Some(line) = &connection.line {
        return Ok(Route::Memory(line.clone()));
    }
    let trust = Trust {
        system: connection.trusts_system,
        pem: connection.trusted_pem.clone(),
    };
    let tls = Tls::new(&trust).map_err(|error| Error::configuration(error.to_string()))?;
    let reached = connection.gateway.as_ref().unwrap_or(&connection.hub);
    let endpoint = Endpoint {
        host: reached.host.clone(),
        port: reached.port,
    };
    Ok(Route::Network { endpoint, tls })
}

impl Device {
    /// Waits until the hub has welcomed the device, or the device was shut down.
    pub async fn connected(&self) {
        let done = |status: &Status| matches!(status, Status::Connected | Status::ShutDown);
        // The other end is gone only when the driver is: then nothing will connect any more.
        let _ = self.status.clone().wait_for(done).await;
    }

    /// How the device stands with its hub.
    #[must_use]
    pub fn status(&self) -> Status {
        // With the driver, the other end is gone.
        if self.status.has_changed().is_err() {
            Status::ShutDown
        } else {
            self.status.borrow().clone()
        }
    }

    /// Waits until the status is another than `from`, and returns it. A device that was shut down keeps that status for
    /// ever.
    pub async fn status_changed(&self, from: &Status) -> Status {
        match self.status.clone().wait_for(|status| status != from).await {
            Ok(status) => return status.clone(),
            Err(_) if *from == Status::ShutDown => {}
            Err(_) => return Status::ShutDown,
        }
        core::future::pending().await
    }

    /// What goes wrong from now on.
    #[must_use]
    pub fn problems(&self) -> Problems {
        Problems(self.problems.resubscribe())
    }

    /// Ends the device: waits a few seconds at most until the service has what `send` and `report` took, disconnects,
    /// and ends the handlers.
    ///
    /// # Errors
    ///
    /// If the service does not have all telemetry by then; the device is shut down all the same.
    pub async fn shutdown(&self) -> Result<(), Error> {
        self.shared.handle.shutdown(PATIENCE);
        let ended = self
            .status
            .clone()
            .wait_for(|status| *status == Status::ShutDown)
            .await
            .is_ok();
        match self.shared.lost() {
            0 if ended => Ok(()),
            0 => Err(Error::new(
                ErrorKind::ShutDown,
                "the device's driver was dropped before the device was shut down; messages may be lost",
            )),
            lost => {
                let message = format!("shut down before the service had the last {lost} telemetry messages");
                Err(Error::new(ErrorKind::ShutDown, message))
            }
        }
    }
}

impl Problems {
    /// The next; `None` once the device was shut down.
    pub async fn next(&mut self) -> Option<Problem> {
        loop {
            match self.0.recv().await {
                Ok(problem) => return Some(problem),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

impl Future for Driver {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if let Stage::New(future) = &mut self.0 {
            let Some(future) = future.take() else {
                return Poll::Ready(());
            };
            self.0 = match tokio::runtime::Handle::try_current() {
                Ok(_) => Stage::Here(future),
                Err(_) => Stage::Thread(run_on_thread(future)),
            };
        }
        match &mut self.0 {
            Stage::New(_) => Poll::Ready(()),
            Stage::Here(future) => future.as_mut().poll(context),
            Stage::Thread(ended) => Pin::new(ended).poll(context).map(|_| ()),
        }
    }
}

fn run_on_thread(future: BoxFuture<'static, ()>) -> oneshot::Receiver<()> {
    let (end, ended) = oneshot::channel();
    // Without a thread or a runtime there is no device: the ends drop, and all who wait learn that it is shut down.
    let _ = std::thread::Builder::new().name("dtdl-device".into()).spawn(move || {
        if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
            runtime.block_on(future);
        }
        let _ = end.send(());
    });
    ended
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Driver")
    }
}

#[cfg(test)]
mod tests;
