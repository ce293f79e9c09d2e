//! The hub alone: `dtdl-hub [--mqtt-port 8883] [--device ID]... [--state DIR]` prints one line of JSON and serves until
//! Ctrl-C.

use std::fs::{DirBuilder, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use dtdl_hub::{Error, Hub, HubState};
use serde_json::json;
use zeroize::Zeroizing;

/// The port of MQTT over TLS.
const MQTT_PORT: u16 = 8883;
/// The device of a hub that is told of none.
const DEVICE: &str = "device-1";

/// A local IoT Hub for development and tests.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port for MQTT over TLS; 0 lets the system choose [default: 8883, or that of the state]
    #[arg(long, value_name = "PORT")]
    mqtt_port: Option<u16>,
    /// Device to register with a new key; may be repeated [default: device-1, or those of the state]
    #[arg(long = "device", value_name = "ID")]
    devices: Vec<String>,
    /// Folder that keeps port, certificate, keys and twins, so that devices find the hub again when it is started again;
    /// it holds secrets
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(run(arguments)))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(message)) => {
            // Standard error may be closed as well; then the exit code has to do.
            let _ = writeln!(io::stderr(), "error: {message}");
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let folder = arguments.state.map(Folder::open).transpose()?;
    let state = folder.as_ref().map(Folder::read).transpose()?.flatten();
    let mut builder = Hub::builder();
    let known = state.as_ref().map(HubState::device_ids).unwrap_or_default();
    let mut devices = arguments.devices;
    if devices.is_empty() && known.is_empty() {
        devices.push(DEVICE.to_owned());
    }
    for device in devices.into_iter().filter(|id| !known.contains(id)) {
        builder = builder.device(device);
    }
    let port = match (arguments.mqtt_port, &state) {
        (Some(port), _) => port,
        (None, Some(_)) => 0,
        (None, None) => MQTT_PORT,
    };
    builder = builder.mqtt_port(port);
    if let Some(state) = state {
        builder = builder.state(state);
    }
    if let Some(folder) = folder.clone() {
        builder = builder.keep(move |state| {
            folder.keep(state).map_err(|Failure(message)| {
                // The device gets the error as well.
                let _ = writeln!(io::stderr(), "error: {message}");
                message.into()
            })
        });
    }
    let hub = builder.start().await?;
    let temporary = folder.is_none().then(|| CaFile::write(hub.ca_pem())).transpose()?;
    let ca = match (&folder, &temporary) {
        (Some(folder), _) => folder.write(&hub)?,
        (None, Some(file)) => file.path.clone(),
        (None, None) => return Ok(()),
    };
    // Before the line is out: who reads it may send the signal at once.
    let stopped = stop_signal()?;
    announce(&hub, &ca)?;
    stopped.await;
    hub.stop().await;
    Ok(())
}

/// The folder of `--state`.
#[derive(Clone)]
struct Folder(PathBuf);

impl Folder {
    fn open(path: PathBuf) -> Result<Self, Failure> {
        std::fs::create_dir_all(&path)
            .map_err(|error| Failure(format!("cannot create {}: {error}", path.display())))?;
        Ok(Self(path))
    }

    fn read(&self) -> Result<Option<HubState>, Failure> {
        let path = self.0.join("hub.json");
        match std::fs::read_to_string(&path).map(Zeroizing::new) {
            Ok(text) => {
                let state = HubState::from_json(&text);
                state
                    .map(Some)
                    .map_err(|error| Failure(format!("{}: {error:?}", path.display())))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure(format!("cannot read {}: {error}", path.display()))),
        }
    }

    /// Writes the hub's state, and the certificate that devices trust: its path is returned.
    fn write(&self, hub: &Hub) -> Result<PathBuf, Failure> {
        let ca = self.0.join("ca.pem");
        replace(&ca, hub.ca_pem())?;
        self.keep(&hub.state())?;
        Ok(ca)
    }

    /// Writes the state.
    fn keep(&self, state: &HubState) -> Result<(), Failure> {
        replace(&self.0.join("hub.json"), &state.to_json())
    }
}

/// Writes a file that only its owner reads, whole or not at all: the hub may be killed at any moment.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let new = path.with_extension("new");
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&new).and_then(|mut file| file.write_all(text.as_bytes()));
    let written = written.and_then(|()| std::fs::rename(&new, path));
    written.map_err(|error| Failure(format!("cannot write {}: {error}", path.display())))
}

fn announce(hub: &Hub, ca: &Path) -> Result<(), Failure> {
    let devices = hub.device_ids().into_iter().map(|id| {
        let connection_string = hub.connection_string(&id)?;
        Ok(json!({"id": id, "connection_string": connection_string}))
    });
    let devices = devices.collect::<Result<Vec<_>, Error>>()?;
    let line = json!({"ca": ca.to_string_lossy(), "devices": devices});
    let mut out = io::stdout();
    let written = writeln!(out, "{line}").and_then(|()| out.flush());
    written.map_err(|error| Failure(format!("cannot write to standard output: {error}")))
}

/// Listens to the signals from this call on; the future ends with the first of them.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}

/// Listens to Ctrl-C from this call on.
#[cfg(windows)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move { _ = interrupt.recv().await })
}

/// The certificate that devices trust, in a folder of its own for as long as the hub runs.
struct CaFile {
    folder: PathBuf,
    path: PathBuf,
}

impl CaFile {
    fn write(pem: &str) -> Result<Self, Failure> {
        let folder = Self::create_folder()
            .map_err(|error| Failure(format!("cannot create a folder for the certificate: {error}")))?;
        let file = Self {
            path: folder.join("ca.pem"),
            folder,
        };
        File::create_new(&file.path)
            .and_then(|mut out| out.write_all(pem.as_bytes()))
            .map_err(|error| Failure(format!("cannot write {}: {error}", file.path.display())))?;
        Ok(file)
    }

    /// A new folder: one that somebody else put there under a name we guess is never used.
    fn create_folder() -> io::Result<PathBuf> {
        let process = std::process::id();
        let mut attempt = 0;
        loop {
            let folder = std::env::temp_dir().join(format!("dtdl-hub-{process}-{attempt}"));
            match DirBuilder::new().create(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
                created => return created.map(|()| folder),
            }
        }
    }
}

impl Drop for CaFile {
    fn drop(&mut self) {
        // Left behind, it would be litter and nothing worse.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What is printed before exit code 2.
struct Failure(String);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(format!("{error:?}"))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}
