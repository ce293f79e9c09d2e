//! The hub alone: `dtdl-hub [--mqtt-port 8883] [--device ID]...` prints one line of JSON and serves until Ctrl-C.

use std::fs::{DirBuilder, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use dtdl_hub::{Error, Hub};
use serde_json::json;

/// A local IoT Hub for development and tests.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Port for MQTT over TLS; 0 lets the system choose
    #[arg(long, value_name = "PORT", default_value_t = 8883)]
    mqtt_port: u16,
    /// Device to register with a new key; may be repeated
    #[arg(long = "device", value_name = "ID", default_value = "device-1")]
    devices: Vec<String>,
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
    let mut builder = Hub::builder().mqtt_port(arguments.mqtt_port);
    for device in arguments.devices {
        builder = builder.device(device);
    }
    let hub = builder.start().await?;
    let ca = CaFile::write(hub.ca_pem())?;
    // Before the line is out: who reads it may send the signal at once.
    let stopped = stop_signal()?;
    announce(&hub, &ca.path)?;
    stopped.await;
    hub.stop().await;
    Ok(())
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
        Self(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}
