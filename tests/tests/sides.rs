//! Names that meet those of our own items, from the service's side: the golden case `sides` compiles as a file, by
//! `include!` and through the macro, and says on the wire what the model says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::sync::Mutex;

use dtdl_runtime::service::{MethodResponse, Service};
use dtdl_runtime::{Nullable, Unit};

/// As a file of generated code is a module.
#[rustfmt::skip]
#[path = "../../dtdl-codegen/tests/cases/sides/service.rs"]
pub mod file;

mod included {
    include!("../../dtdl-codegen/tests/cases/sides/both.rs");
}

dtdl_runtime::include_dtdl!("../dtdl-codegen/tests/cases/sides/model.json", side = service);

/// Every schema of DTDL v4, payloads that may be null among them.
mod version_4 {
    dtdl_runtime::include_dtdl!("../dtdl-codegen/tests/cases/version_4/model.json", side = both);
}

use gateway::{DesiredProperties, Mode, RemoteDevice, TelemetryMessage, Twin, TwinDesired, sensor};

#[derive(Default)]
struct Recorder(Mutex<Vec<String>>);

impl Recorder {
    fn note(&self, what: String) {
        self.0.lock().unwrap().push(what);
    }

    fn last(&self) -> String {
        self.0.lock().unwrap().last().unwrap().clone()
    }
}

impl Service for Recorder {
    type Error = String;

    async fn twin(&self, _: &str) -> Result<String, String> {
        Ok(r#"{"reported":{"Mode":"on","root":{"__t":"c","serial":"A"},"default":{"interval":{"value":5,"ac":200,"av":2}},
            "Twin":{"S":{"a":true}},"idle":{"__t":"c"}},"desired":{"String":{"interval":{"value":7}}}}"#
            .to_owned())
    }

    async fn update_desired(&self, _: &str, patch: &str) -> Result<i64, String> {
        self.note(patch.to_owned());
        Ok(2)
    }

    async fn invoke(&self, _: &str, method: &str, payload: &str) -> Result<MethodResponse, String> {
        self.note(format!("{method} {payload}"));
        Ok(MethodResponse {
            status: 200,
            payload: match method {
                "new" => r#""2026-01-01T00:00:00Z""#,
                "calibrate" => "null",
                _ => "7",
            }
            .to_owned(),
        })
    }
}

#[tokio::test]
async fn commands_are_called_by_the_models_names() {
    let recorder = Recorder::default();
    let device = RemoteDevice::new(&recorder, "dev");
    device.root().call_update("x".to_owned()).await.unwrap();
    assert_eq!(recorder.last(), r#"Update "x""#);
    let now = device.root().call_new().await.unwrap().into_value().unwrap();
    assert_eq!(
        (now.to_string().as_str(), recorder.last().as_str()),
        ("2026-01-01T00:00:00Z", "new null")
    );
    device.root().call_from_here().await.unwrap();
    assert_eq!(recorder.last(), "from_here null");
    device.root().clone().await.unwrap();
    assert_eq!(recorder.last(), "clone null");
    let request = sensor::Request::default().deep(0.1);
    let answer = device.component_twin().call_component_name(request).await.unwrap();
    assert_eq!(answer.into_value(), Some(7));
    assert_eq!(recorder.last(), r#"twin*component_name {"deep":0.1}"#);
    assert_eq!(device.string().component_name(), Some("String"));
}

#[tokio::test]
async fn desired_properties_are_written_by_the_models_names() {
    let recorder = Recorder::default();
    let device = RemoteDevice::new(&recorder, "dev");
    let interval = |seconds| sensor::DesiredProperties::default().interval(seconds);
    let desired = TwinDesired::default()
        .root(DesiredProperties::default().mode(Mode::On))
        .component_root(interval(1))
        .with_default(interval(2))
        .string(sensor::DesiredProperties::default().clear_interval());
    let patch = desired.patch().unwrap();
    device.update(desired).await.unwrap();
    assert_eq!(patch, recorder.last(), "without a service as well");
    assert_eq!(
        recorder.last(),
        r#"{"Mode":"on","root":{"__t":"c","interval":1},"default":{"__t":"c","interval":2},"String":{"__t":"c","interval":null}}"#
    );
    device.unknown().update(interval(-4_503_599_627_370_496)).await.unwrap();
    assert_eq!(
        recorder.last(),
        r#"{"unknown":{"__t":"c","interval":-4503599627370496}}"#
    );
    let error = device
        .unknown()
        .update(interval(4_503_599_627_370_496))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("interval"), "{error}");
    assert_eq!(recorder.0.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_twin_is_read_by_the_models_names() {
    let twin: Twin = RemoteDevice::new(Recorder::default(), "dev").twin().await.unwrap();
    assert_eq!(twin.reported.root.mode.value(), Some(&Mode::On));
    assert_eq!(twin.reported.component_root.serial.as_deref(), Some("A"));
    assert_eq!(twin.reported.default.interval.value(), Some(&5));
    assert_eq!(
        twin.desired.string.interval.value(),
        Some(&7),
        "a value that IoT Central wrapped"
    );
    let expected = gateway::TwinObject::default().s(gateway::TwinObjectS::default().a(true));
    assert_eq!(twin.reported.root.twin, Some(expected));
    let unread: Vec<_> = twin.unread.iter().map(|unread| unread.name.as_str()).collect();
    assert_eq!(unread, ["idle"], "a component without properties");
}

#[test]
fn telemetry_is_told_apart_by_the_models_names() {
    let decode = |component| TelemetryMessage::decode(component, br#"{"value":1.5,"device_id":2}"#).unwrap();
    assert!(matches!(decode(None), TelemetryMessage::Root(found) if found.value.device_id == Some(2)));
    let value = |found: &dtdl_runtime::service::Received<sensor::Telemetry>| found.value.value == Some(1.5);
    assert!(matches!(decode(Some("root")), TelemetryMessage::RootComponent(found) if value(&found)));
    assert!(matches!(decode(Some("twin")), TelemetryMessage::Twin(found) if value(&found)));
    assert!(matches!(decode(Some("default")), TelemetryMessage::Default(found) if value(&found)));
    assert!(matches!(decode(Some("unknown")), TelemetryMessage::UnknownComponent(found) if value(&found)));
    assert!(matches!(decode(Some("String")), TelemetryMessage::StringComponent(found) if value(&found)));
    for component in ["idle", "another"] {
        let TelemetryMessage::Unknown(message) = decode(Some(component)) else {
            panic!("{component} has no telemetry")
        };
        assert_eq!(message.component.as_deref(), Some(component));
        assert!(message.body.contains("1.5"));
    }
    assert_eq!(sensor::Telemetry::VALUE.unit().map(Unit::term), Some("degreeCelsius"));
}

#[test]
fn what_the_model_says_of_a_property_is_found_at_every_type_that_has_it() {
    use included::gateway::sensor as both;
    let interval = both::Properties::INTERVAL;
    assert_eq!(interval.unit().map(Unit::term), Some("second"));
    for same in [
        both::ReportedProperties::INTERVAL,
        both::DesiredProperties::INTERVAL,
        sensor::ReportedProperties::INTERVAL,
        sensor::DesiredProperties::INTERVAL,
    ] {
        assert_eq!(same, interval);
    }
}

#[tokio::test]
async fn payloads_that_may_be_null_are_null_on_the_wire_and_in_rust() {
    let recorder = Recorder::default();
    let device = version_4::meter::RemoteDevice::new(&recorder, "dev");
    let answer = device.root().calibrate(Nullable::Null).await.unwrap();
    assert_eq!(
        (answer.into_value(), recorder.last().as_str()),
        (Some(Nullable::Null), "calibrate null")
    );
}

/// The three ways give the same.
#[test]
fn each_way_decodes_the_same() {
    let body = br#"{"device_id":3}"#;
    let file = file::gateway::TelemetryMessage::decode(None, body).unwrap();
    let included = included::gateway::TelemetryMessage::decode(None, body).unwrap();
    let by_macro = TelemetryMessage::decode(None, body).unwrap();
    assert_eq!(format!("{file:?}"), format!("{included:?}"));
    assert_eq!(format!("{file:?}"), format!("{by_macro:?}"));
}
