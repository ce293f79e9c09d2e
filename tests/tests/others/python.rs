//! PyPI's azure-iot-device against our hub.

use core::time::Duration;
use std::fs;
use std::path::Path;
use std::process::{Child, Command};

use dtdl_hub::{Event, EventKind, Hub};
use dtdl_tests::shared::{optional, workspace};
use serde_json::{Value, json};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(60);

struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_python_sdk_finds_a_hub() {
    let interpreter = workspace().join("tests/python/.venv/bin/python");
    let how = "`.ci/run` makes a virtual environment with azure-iot-device 2.14.0";
    let Some(interpreter) = optional(&interpreter, &["-c", "import azure.iot.device"], how) else {
        return;
    };
    let hub = Hub::builder().device("py-dev").start().await.unwrap();
    let cloud = hub.device("py-dev").unwrap();
    cloud.update_desired(json!({"name": "Zähler 7"})).await.unwrap();
    let mut events = hub.events();
    let ca = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python.pem");
    fs::write(&ca, hub.ca_pem()).unwrap();
    let child = Command::new(interpreter)
        .arg(workspace().join("tests/python/device.py"))
        .env("CONNECTION_STRING", cloud.connection_string())
        .env("PORT", hub.port().to_string())
        .env("CA", ca)
        .spawn()
        .unwrap();
    let mut program = Program(child);
    let mut next = async |wanted: fn(&Event) -> bool| {
        timeout(PATIENCE, events.wait_for(wanted))
            .await
            .expect("it did not happen")
            .unwrap()
            .kind
    };

    let connected = next(|event| matches!(event.kind, EventKind::Connected { .. })).await;
    let EventKind::Connected { model_id, client_type } = connected else {
        panic!()
    };
    assert_eq!(model_id.as_deref(), Some("dtmi:com:example:TemperatureController;1"));
    assert!(client_type.unwrap().contains("azure-iot-device"));

    let EventKind::Telemetry(message) = next(|event| matches!(event.kind, EventKind::Telemetry(_))).await else {
        panic!()
    };
    assert_eq!(
        (message.component.as_deref(), message.json()),
        (Some("thermostat1"), Some(json!({"temperature": 21.5})))
    );
    assert_eq!(message.properties.get("a/b"), Some("x&y=ü"));
    assert_eq!(message.properties.get("$.mid"), Some("message 1"));

    next(|event| matches!(event.kind, EventKind::Reported { .. })).await;
    assert_eq!(Value::from(cloud.twin().reported), json!({"serialNumber": "Zähler 7"}));

    let version = cloud
        .update_desired(json!({"thermostat1": {"targetTemperature": 23.5}}))
        .await
        .unwrap();
    next(|event| matches!(event.kind, EventKind::Reported { .. })).await;
    let ack = json!({"value": 23.5, "ac": 200, "av": version, "ad": "done"});
    assert_eq!(
        cloud.twin().reported["thermostat1"],
        json!({"__t": "c", "targetTemperature": ack})
    );

    for (name, payload) in [
        ("thermostat1*getMaxMinReport", json!("2026-01-01T00:00:00Z")),
        ("quit", json!(null)),
    ] {
        let response = cloud.call(name, payload.clone(), PATIENCE).await.unwrap();
        assert_eq!(
            (response.status, response.payload),
            (207, json!({"name": name, "payload": payload}))
        );
    }
    next(|event| matches!(event.kind, EventKind::Disconnected { .. })).await;
    let ended = tokio::task::spawn_blocking(move || program.0.wait())
        .await
        .unwrap()
        .unwrap();
    assert!(ended.success(), "{ended}");
}
