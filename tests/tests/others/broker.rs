//! Our device against mosquitto.

use core::time::Duration;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use dtdl_runtime::{Ack, CommandResult, Connection, DateTime, Desired};
use dtdl_tests::shared::optional;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::time::timeout;

use crate::peer::Peer;

dtdl_runtime::include_dtdl!("../samples/models/dtmi/com/example/thermostat-1.json");

const PATIENCE: Duration = Duration::from_secs(30);

struct Thermostat(mpsc::Sender<f64>);

impl thermostat::PropertyHandler for Thermostat {
    async fn target_temperature(&self, _: &thermostat::Context, desired: Desired<f64>) -> Ack<f64> {
        self.0.send(desired.value).unwrap();
        Ack::accepted(desired.value)
    }
}

impl thermostat::CommandHandler for Thermostat {
    async fn get_max_min_report(&self, _: &thermostat::Context, _: DateTime) -> CommandResult<thermostat::TempReport> {
        Ok(thermostat::TempReport::default().max_temp(21.5).into())
    }
}

struct Broker {
    process: Child,
    tls_port: u16,
    plain_port: u16,
    ca_pem: String,
}

impl Broker {
    fn start(program: &Path) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mosquitto");
        fs::create_dir_all(&folder).unwrap();
        let file = |name: &str, text: &str| -> PathBuf {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let mut ca = CertificateParams::default();
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca = CertifiedIssuer::self_signed(ca, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(["localhost".to_owned()])
            .unwrap()
            .signed_by(&key, &ca)
            .unwrap();
        let (tls_port, plain_port) = (free_port(), free_port());
        let configuration = file(
            "mosquitto.conf",
            &format!(
                "user root\npersistence false\nallow_anonymous true\nper_listener_settings false\n\
                 listener {tls_port} 127.0.0.1\ncafile {}\ncertfile {}\nkeyfile {}\nlistener {plain_port} 127.0.0.1\n",
                file("ca.pem", &ca.pem()).display(),
                file("server.pem", &leaf.pem()).display(),
                file("server.key", &key.serialize_pem()).display(),
            ),
        );
        let process = Command::new(program)
            .arg("-c")
            .arg(configuration)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", plain_port)).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        Self {
            process,
            tls_port,
            plain_port,
            ca_pem: ca.pem(),
        }
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// Answers as IoT Hub would; tells each message that is not the twin's.
fn serve(mut peer: Peer, seen: mpsc::Sender<(String, String)>) {
    loop {
        let (topic, payload) = peer.next();
        if let Some((_, request)) = topic.split_once("$iothub/twin/GET/?$rid=") {
            let twin = r#"{"desired":{"targetTemperature":20.5,"$version":4},"reported":{"$version":1}}"#;
            peer.publish(&format!("$iothub/twin/res/200/?$rid={request}"), twin);
        } else if let Some((_, request)) = topic.split_once("/reported/?$rid=") {
            peer.publish(&format!("$iothub/twin/res/204/?$rid={request}&$version=2"), "");
            if seen.send(("reported".to_owned(), payload)).is_err() {
                return;
            }
            peer.publish(
                "$iothub/methods/POST/getMaxMinReport/?$rid=7f",
                "\"2026-01-01T00:00:00Z\"",
            );
        } else if !topic.starts_with("$iothub/twin/res/") && seen.send((topic, payload)).is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn our_device_talks_through_mosquitto() {
    let program = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto", "mosquitto"].map(Path::new);
    let program = program.into_iter().find(|path| path.exists()).unwrap_or(program[2]);
    // Asked for help, mosquitto ends with 3, so it is asked for nothing.
    if !program.exists() && optional(program, &["-h"], "`.ci/run` installs Debian's mosquitto").is_none() {
        return;
    }
    let broker = Broker::start(program);
    let peer = Peer::connect(broker.plain_port, &["devices/#", "$iothub/#"]);
    let (seen, messages) = mpsc::channel();
    // It ends when nobody listens any more, or with the broker.
    std::thread::spawn(move || serve(peer, seen));
    let (targets, got) = mpsc::channel();
    let connection = format!(
        "HostName=localhost:{};DeviceId=dev;SharedAccessKey=c2VjcmV0",
        broker.tls_port
    );
    let connection = Connection::from_connection_string(&connection)
        .unwrap()
        .trust_only_pem(broker.ca_pem.as_str());
    let device = thermostat::start(connection, Thermostat(targets)).unwrap();
    timeout(PATIENCE, device.connected()).await.unwrap();
    let delivery = device
        .send(thermostat::Telemetry::default().temperature(21.5))
        .await
        .unwrap();
    timeout(PATIENCE, delivery)
        .await
        .expect("mosquitto acknowledges")
        .unwrap();
    let wanted = [
        (
            "devices/dev/messages/events/%24.ct=application%2Fjson&%24.ce=utf-8",
            r#"{"temperature":21.5}"#,
        ),
        ("reported", r#"{"targetTemperature":{"value":20.5,"ac":200,"av":4}}"#),
        ("$iothub/methods/res/200/?$rid=7f", r#"{"maxTemp":21.5}"#),
    ];
    let wait = move || {
        let mut missing = wanted.to_vec();
        while !missing.is_empty() {
            let (topic, payload) = messages
                .recv_timeout(PATIENCE)
                .unwrap_or_else(|_| panic!("missing: {missing:?}"));
            missing.retain(|wanted| *wanted != (topic.as_str(), payload.as_str()));
        }
        got.recv_timeout(PATIENCE)
    };
    assert_eq!(tokio::task::spawn_blocking(wait).await.unwrap(), Ok(20.5));
    device.shutdown().await.unwrap();
}
