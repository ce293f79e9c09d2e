//! The hub's program, killed as an operating system kills.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use dtdl_runtime::Connection;
use dtdl_tests::shared::binary;
use serde_json::Value;
use tokio::time::timeout;

use crate::devices::single::thermostat;
use crate::devices::{PATIENCE, Recorder};

struct Program {
    child: Child,
    announced: Value,
}

impl Program {
    fn start(path: &Path, state: &Path) -> Self {
        let arguments = ["--mqtt-port", "0", "--device", "dev", "--state"];
        let mut child = Command::new(path)
            .args(arguments)
            .arg(state)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let announced = serde_json::from_str(&line).unwrap();
        Self { child, announced }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[tokio::test]
async fn a_device_loses_nothing_when_the_hubs_program_is_killed_and_started_again() {
    let path = binary("dtdl-hub");
    let state = Path::new(env!("CARGO_TARGET_TMPDIR")).join("killed");
    let _ = std::fs::remove_dir_all(&state);
    let mut program = Program::start(&path, &state);
    let ca = std::fs::read_to_string(program.announced["ca"].as_str().unwrap()).unwrap();
    let connection_string = program.announced["devices"][0]["connection_string"].clone();
    let connection = Connection::from_connection_string(connection_string.as_str().unwrap());
    let device = thermostat::start(connection.unwrap().trust_only_pem(ca), Recorder::new().0).unwrap();
    for round in 0..3 {
        timeout(PATIENCE, device.connected()).await.unwrap();
        let mut deliveries = Vec::new();
        for number in 0..50 {
            let telemetry = thermostat::Telemetry::default().temperature(f64::from(round * 50 + number));
            deliveries.push(device.send(telemetry).await.unwrap());
        }
        let highest = thermostat::Properties::default().max_temp_since_last_reboot(f64::from(round));
        deliveries.push(device.report(highest).await.unwrap());
        program.kill();
        program = Program::start(&path, &state);
        assert_eq!(program.announced["devices"][0]["connection_string"], connection_string);
        for delivery in deliveries {
            timeout(PATIENCE, delivery).await.unwrap().unwrap();
        }
    }
    device.shutdown().await.unwrap();
    program.kill();
}
