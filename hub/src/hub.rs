//! The hub itself: started, asked, stopped, and started again.

use core::fmt;
use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

use crate::admission::is_device_id;
use crate::certificate::Certificate;
use crate::device::{ConnectionString, Device};
use crate::error::{Error, ErrorKind};
use crate::event::Events;
use crate::faults::Refusal;
use crate::key::DeviceKey;
use crate::listener::listen;
use crate::registry::{DeviceEntry, Failure, Keeper, Registry};
use crate::state::HubState;
use crate::transcript::TranscriptEntry;

/// The host name that devices connect to; the certificate is valid for it.
const HOST: &str = "localhost";
/// The port that a connection string need not name.
const MQTT_PORT: u16 = 8883;

/// A running hub. Dropping it stops it as [`Hub::stop`] does, but without waiting.
#[derive(Debug)]
pub struct Hub {
    registry: Arc<Registry>,
    certificate: Certificate,
    port: u16,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Hub {
    /// Prepares a hub.
    #[must_use]
    pub fn builder() -> Builder {
        Builder {
            port: 0,
            devices: Vec::new(),
            transcript: false,
            state: None,
            keep: None,
        }
    }

    /// The port on which devices connect with MQTT over TLS.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The certificate of the authority that devices have to trust, in PEM.
    #[must_use]
    pub fn ca_pem(&self) -> &str {
        self.certificate.ca_pem()
    }

    /// The identifiers of all devices.
    #[must_use]
    pub fn device_ids(&self) -> Vec<String> {
        self.registry.lock().devices.keys().cloned().collect()
    }

    /// A device's connection string. It names the port unless that is 8883.
    ///
    /// # Errors
    /// There is no such device.
    pub fn connection_string(&self, device_id: &str) -> Result<String, Error> {
        self.registry
            .lock()
            .device(device_id)
            .map(|entry| connection_string(device_id, self.port, &entry.key))
    }

    /// The cloud's side of a device.
    ///
    /// # Errors
    /// There is no such device.
    pub fn device(&self, device_id: &str) -> Result<Device, Error> {
        Ok(Device {
            id: device_id.to_owned(),
            connection_string: ConnectionString(self.connection_string(device_id)?.into()),
            registry: Arc::clone(&self.registry),
        })
    }

    /// All that happens from now on.
    #[must_use]
    pub fn events(&self) -> Events {
        Events(self.registry.lock().subscribe())
    }

    /// All packets so far, in the order in which the hub read and wrote them, if it was told to keep a
    /// [transcript](Builder::transcript).
    #[must_use]
    pub fn transcript(&self) -> Vec<TranscriptEntry> {
        self.registry.lock().transcript()
    }

    /// Turns away new connections until told otherwise; those that stand are left alone.
    pub fn refuse_connections(&self, refusal: Option<Refusal>) {
        self.registry.lock().refusal = refusal;
    }

    /// What another hub needs to take this one's place, should it be killed; without the sessions.
    #[must_use]
    pub fn state(&self) -> HubState {
        HubState {
            port: self.port,
            certificate: self.certificate.clone(),
            devices: self.registry.lock().legacy(),
        }
    }

    /// Stops at once: connections break, the port is free. The state is what another hub needs to take this one's
    /// place.
    pub async fn stop(mut self) -> HubState {
        let devices = self.registry.lock().stop();
        if let Some(stop) = self.stop.take() {
            // The task may be gone with its runtime.
            let _ = stop.send(());
        }
        let _ = (&mut self.task).await;
        HubState {
            port: self.port,
            certificate: self.certificate.clone(),
            devices,
        }
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.registry.lock().stop();
        // Dropping `stop` ends the task, which closes what is open.
    }
}

/// Settings of a hub that is to start; from [`Hub::builder`].
pub struct Builder {
    port: u16,
    devices: Vec<(String, Option<Zeroizing<String>>)>,
    transcript: bool,
    state: Option<HubState>,
    keep: Option<Keep>,
}

/// What keeps a hub's state.
type Keep = Box<dyn Fn(&HubState) -> Result<(), Failure> + Send>;

impl Builder {
    /// The port for MQTT over TLS; 0, the default, lets the system choose.
    #[must_use]
    pub const fn mqtt_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Registers a device with a new random key.
    #[must_use]
    pub fn device(mut self, id: impl Into<String>) -> Self {
        self.devices.push((id.into(), None));
        self
    }

    /// Registers a device with a key of yours, in base64.
    #[must_use]
    pub fn device_with_key(mut self, id: impl Into<String>, key: impl Into<String>) -> Self {
        self.devices.push((id.into(), Some(Zeroizing::new(key.into()))));
        self
    }

    /// Whether all packets are kept for [`Hub::transcript`]. They are not by default, since they grow without end.
    #[must_use]
    pub const fn transcript(mut self, keep: bool) -> Self {
        self.transcript = keep;
        self
    }

    /// Goes on where another hub stopped: with its certificate, devices and twins, and on its port unless another is
    /// set.
    #[must_use]
    pub fn state(mut self, state: HubState) -> Self {
        self.state = Some(state);
        self
    }

    /// Keeps the hub's state whenever a twin has changed, before anybody hears of the change. If it cannot be kept, the
    /// twin stays as it was, and whoever wanted to change it gets an error: a device status 500.
    #[must_use]
    pub fn keep(
        mut self,
        keep: impl Fn(&HubState) -> Result<(), Box<dyn core::error::Error + Send + Sync>> + Send + 'static,
    ) -> Self {
        self.keep = Some(Box::new(keep));
        self
    }

    /// Starts the hub on the loopback interface, within the tokio runtime that this is called in.
    ///
    /// # Errors
    /// The port is taken, or a device's identifier or key is not one.
    pub async fn start(self) -> Result<Hub, Error> {
        let (port, certificate, mut devices) = match self.state {
            Some(state) => {
                let port = if self.port == 0 { state.port } else { self.port };
                (port, state.certificate, state.devices)
            }
            None => (self.port, Certificate::generate()?, BTreeMap::new()),
        };
        for (id, key) in self.devices {
            if !is_device_id(&id) {
                let message = format!("`{id}` is not a device identifier: 1 to 128 of A-Z a-z 0-9 -.%_*?!(),:=@$'");
                return Err(Error::new(ErrorKind::InvalidDeviceId, message));
            }
            let key = match key {
                Some(key) => DeviceKey::from_base64(&key)?,
                None => DeviceKey::generate()?,
            };
            if devices.contains_key(&id) {
                return Err(Error::new(
                    ErrorKind::InvalidDeviceId,
                    format!("device `{id}` is registered twice"),
                ));
            }
            devices.insert(id, DeviceEntry::new(key));
        }
        let cannot_listen = |error: std::io::Error| {
            Error::new(ErrorKind::Listen, format!("cannot listen on port {port}")).with_source(error)
        };
        let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(cannot_listen)?;
        let port = listener.local_addr().map_err(cannot_listen)?.port();
        let keeper = self.keep.map(|keep| {
            let certificate = certificate.clone();
            let keeper = move |devices| {
                let certificate = certificate.clone();
                keep(&HubState {
                    port,
                    certificate,
                    devices,
                })
            };
            Box::new(keeper) as Keeper
        });
        let registry = Arc::new(Registry::new(devices, self.transcript, keeper));
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(listen(
            listener,
            certificate.server().into(),
            Arc::clone(&registry),
            stopped,
        ));
        Ok(Hub {
            registry,
            certificate,
            port,
            stop: Some(stop),
            task,
        })
    }
}

fn connection_string(device_id: &str, port: u16, key: &DeviceKey) -> String {
    let port = if port == MQTT_PORT {
        String::new()
    } else {
        format!(":{port}")
    };
    format!(
        "HostName={HOST}{port};DeviceId={device_id};SharedAccessKey={}",
        key.to_base64().as_str()
    )
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let devices: Vec<_> = self.devices.iter().map(|(id, _)| id).collect();
        f.debug_struct("Builder")
            .field("port", &self.port)
            .field("devices", &devices)
            .finish_non_exhaustive()
    }
}
