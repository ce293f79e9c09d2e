//! Starting a device on tokio, and its owner's view of it.

use core::hash::{BuildHasher as _, Hasher as _};
use core::task::Poll;
use core::time::Duration;
use std::collections::hash_map::RandomState;
use std::sync::Arc;

use tokio::sync::{broadcast, oneshot, watch};

use super::clock::Clock;
use super::core::Core;
use super::credential::Signer;
use super::handlers::Tasks;
use super::resources::Resources;
use super::run::{Connection, Shell};
use super::stream::Dial;
use super::transport::ByteTransport;
use crate::device::{
    BoxFuture, Device, DeviceModel, Driver, Extensions, Handlers, Link, NextProblem, Owned, Problem, Problems, Status,
};
use crate::protocol::mqtt::{self, Mqtt};
use crate::session::{Assignment, Config};
use crate::settings::Settings;
use crate::{Error, ErrorKind};

/// So many problems are kept for those who are slow to ask.
const KEPT_PROBLEMS: usize = 64;

/// A device that is to be started, but for its model.
#[derive(Debug)]
pub(crate) struct Start {
    pub(crate) assignment: Assignment,
    pub(crate) signer: Signer,
    pub(crate) dial: Arc<dyn Dial>,
    /// Everything random comes from it; drawn if it is not given.
    pub(crate) seed: Option<u64>,
    pub(crate) resources: Resources,
    pub(crate) settings: Settings,
    pub(crate) extensions: Extensions,
}

/// Starts a device on the current tokio runtime.
pub(crate) fn start(start: Start, model: impl DeviceModel) -> Result<(Device, Link), Error> {
    let runtime = tokio::runtime::Handle::try_current().map_err(|error| {
        Error::configuration("a device starts within a tokio runtime; elsewhere, start it with a driver")
            .with_source(error)
    })?;
    let (device, link, driver) = start_with_driver(start, model)?;
    runtime.spawn(driver);
    Ok((device, link))
}

/// Starts a device that runs as long as its driver is polled.
pub(crate) fn start_with_driver(start: Start, model: impl DeviceModel) -> Result<(Device, Link, Driver), Error> {
    let Start {
        assignment,
        signer,
        dial,
        seed,
        resources,
        settings,
        extensions,
    } = start;
    settings.check()?;
    // The hasher's keys are the standard library's random numbers.
    let seed = seed.unwrap_or_else(|| RandomState::new().build_hasher().finish());
    let config = Config {
        assignment: Some(assignment),
        components: model.components(),
        writable_properties: model.writable_properties(),
        cloud_to_device: extensions.message.is_some(),
        creation_time: settings.creation_time,
        message_id: settings.message_id,
        outbox_messages: settings.outbox_messages,
        outbox_bytes: settings.outbox_bytes,
        when_full: settings.when_full,
        in_flight: settings.in_flight,
        waiting_reports: settings.waiting_reports,
        ..Config::unassigned()
    };
    let mut mqtt = mqtt::Config::new(model.model_id());
    mqtt.keep_alive = settings.keep_alive;
    mqtt.cloud_to_device = config.cloud_to_device;

    let clock = Clock::start();
    let core = Arc::new(Core::new(config, seed, clock));
    let link = Link::new(Arc::clone(&core) as _);
    let (status, status_end) = watch::channel(Status::Connecting);
    let (problems, problems_end) = broadcast::channel(KEPT_PROBLEMS);
    let handlers = Handlers::new(Arc::new(model), link.clone(), extensions);
    let shell = Shell {
        clock,
        connection: Connection {
            transport: Box::new(ByteTransport::new(Mqtt::new(mqtt), dial)),
            signer,
            gate: resources.place(),
        },
        tasks: Tasks::new(handlers, Arc::clone(&core), problems.clone(), settings.handler_deadline),
        core: Arc::clone(&core),
        status,
        problems,
    };
    let host = Host {
        core,
        status: status_end,
        problems: problems_end,
        patience: settings.shutdown_patience,
    };
    Ok((
        Device::new(Arc::new(host)),
        link,
        Driver(here_or_on_a_thread(Box::pin(shell.run()))),
    ))
}

/// Runs a device on the tokio runtime that polls it first, or else on a thread of its own.
fn here_or_on_a_thread(device: BoxFuture<'static, ()>) -> BoxFuture<'static, ()> {
    let mut stage = Stage::New(Some(device));
    Box::pin(core::future::poll_fn(move |context| {
        if let Stage::New(device) = &mut stage {
            let Some(running) = device.take() else {
                return Poll::Ready(());
            };
            stage = match tokio::runtime::Handle::try_current() {
                Ok(_) => Stage::Here(running),
                Err(_) => Stage::Thread(run_on_thread(running)),
            };
        }
        match &mut stage {
            Stage::New(_) => Poll::Ready(()),
            Stage::Here(running) => running.as_mut().poll(context),
            Stage::Thread(ended) => core::pin::Pin::new(ended).poll(context).map(|_| ()),
        }
    }))
}

enum Stage {
    New(Option<BoxFuture<'static, ()>>),
    Here(BoxFuture<'static, ()>),
    Thread(oneshot::Receiver<()>),
}

fn run_on_thread(future: BoxFuture<'static, ()>) -> oneshot::Receiver<()> {
    let (mut end, ended) = oneshot::channel();
    // Without a thread or a runtime there is no device: the shell is dropped, and all who wait learn that it has ended.
    let _ = std::thread::Builder::new().name("dtdl-device".into()).spawn(move || {
        if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
            runtime.block_on(async {
                tokio::select! {
                    () = future => {}
                    // The driver was dropped.
                    () = end.closed() => {}
                }
            });
        }
        let _ = end.send(());
    });
    ended
}

/// A device on tokio, as its owner sees it.
#[derive(Debug)]
struct Host {
    core: Arc<Core>,
    status: watch::Receiver<Status>,
    problems: broadcast::Receiver<Problem>,
    patience: Duration,
}

impl Owned for Host {
    fn status(&self) -> Status {
        // With the loop, the other end is gone.
        if self.status.has_changed().is_err() {
            Status::ShutDown
        } else {
            self.status.borrow().clone()
        }
    }

    fn status_changed<'a>(&'a self, from: &'a Status) -> BoxFuture<'a, Status> {
        Box::pin(async move {
            match self.status.clone().wait_for(|status| status != from).await {
                Ok(status) => return status.clone(),
                Err(_) if *from == Status::ShutDown => {}
                Err(_) => return Status::ShutDown,
            }
            core::future::pending().await
        })
    }

    fn problems(&self) -> Problems {
        Problems::new(Received(self.problems.resubscribe()))
    }

    fn shutdown(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async move {
            let patience = self.patience;
            self.core.change(|session, now| session.shutdown(patience, now));
            let ended = self
                .status
                .clone()
                .wait_for(|status| *status == Status::ShutDown)
                .await
                .is_ok();
            match self.core.lost() {
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
        })
    }
}

#[derive(Debug)]
struct Received(broadcast::Receiver<Problem>);

impl NextProblem for Received {
    fn next(&mut self) -> BoxFuture<'_, Option<Problem>> {
        Box::pin(async move {
            loop {
                match self.0.recv().await {
                    Ok(problem) => return Some(problem),
                    Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(broadcast::error::RecvError::Closed) => return None,
                }
            }
        })
    }
}
