//! Our device against mosquitto.

use core::time::Duration;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;

use dtdl_runtime::{Ack, CommandResult, Connection, DateTime, Desired};
use dtdl_tests::mosquitto::Broker;
use dtdl_tests::peer::Peer;
use tokio::time::timeout;

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

/// Answers as IoT Hub would; tells each message that is not the twin's.
fn serve(mut peer: Peer, seen: mpsc::Sender<(String, String)>) {
    loop {
        let (topic, payload) = peer.receive();
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
    let Some(program) = Broker::find() else {
        return;
    };
    let broker = Broker::start(
        Command::new(program),
        &Path::new(env!("CARGO_TARGET_TMPDIR")).join("mosquitto"),
    );
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
            // Identifier and time are others each time.
            let topic = topic.split("&%24.mid=").next().unwrap_or_default();
            missing.retain(|wanted| *wanted != (topic, payload.as_str()));
        }
        got.recv_timeout(PATIENCE)
    };
    assert_eq!(tokio::task::spawn_blocking(wait).await.unwrap(), Ok(20.5));
    device.shutdown().await.unwrap();
}
