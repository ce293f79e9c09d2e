//! The service's side against literal texts: those of IoT Hub's documentation, and those of devices that err.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use core::cell::RefCell;
use core::pin::pin;
use core::task::{Context, Poll, Waker};

use dtdl_runtime::generated::v1::{
    self, DecodeError, DesiredPatch, EncodeError, Json, Object, ObjectEncoder, PatchEncoder, ReadMember, TwinSection,
};
use dtdl_runtime::service::{self, ErrorKind, MethodResponse, Part, Received, Reported, Service, Unread};
use dtdl_runtime::{Nullable, Patch};

#[derive(Debug, Default, PartialEq)]
struct Telemetry {
    temperature: Option<f64>,
    count: Option<i64>,
}

impl Object for Telemetry {
    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
        object.optional("temperature", &self.temperature)?;
        object.optional("count", &self.count)
    }

    fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
        match name {
            "temperature" => self.temperature = json.optional()?,
            "count" => self.count = json.optional()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[derive(Debug, Default, PartialEq)]
struct Desired {
    target: Patch<f64>,
    limit: Patch<i64>,
}

impl Object for Desired {
    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
        object.patch("target", &self.target)?;
        object.patch("limit", &self.limit)
    }

    fn decode_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
        match name {
            "target" => self.target = json.desired()?,
            "limit" => self.limit = json.desired()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[derive(Debug, Default, PartialEq)]
struct ReportedProperties {
    target: Reported<f64>,
    serial: Option<String>,
}

impl ReadMember for ReportedProperties {
    fn read_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
        match name {
            "target" => self.target = json.reported()?,
            "serial" => self.serial = json.optional()?,
            _ => return Ok(false),
        }
        Ok(true)
    }
}

#[derive(Debug, Default, PartialEq)]
struct TwinDesired {
    root: Desired,
    motor: Desired,
}

impl TwinSection for TwinDesired {
    fn part(&mut self, component: Option<&str>) -> Option<&mut dyn ReadMember> {
        match component {
            None => Some(&mut self.root),
            Some("motor") => Some(&mut self.motor),
            Some(_) => None,
        }
    }
}

impl DesiredPatch for TwinDesired {
    fn encode(&self, patch: &mut PatchEncoder) -> Result<(), EncodeError> {
        patch.part(None, &self.root)?;
        patch.part(Some("motor"), &self.motor)
    }
}

#[derive(Debug, Default, PartialEq)]
struct TwinReported {
    root: ReportedProperties,
    motor: ReportedProperties,
}

impl TwinSection for TwinReported {
    fn part(&mut self, component: Option<&str>) -> Option<&mut dyn ReadMember> {
        match component {
            None => Some(&mut self.root),
            Some("motor") => Some(&mut self.motor),
            Some(_) => None,
        }
    }
}

type Twin = service::Twin<TwinDesired, TwinReported>;

/// A service that keeps what it was asked, and answers what it was told.
struct Recorder {
    asked: RefCell<Vec<String>>,
    answer: Result<&'static str, &'static str>,
}

impl Recorder {
    fn new(answer: Result<&'static str, &'static str>) -> Self {
        let asked = RefCell::default();
        Self { asked, answer }
    }

    fn ask(&self, question: String) -> Result<String, String> {
        self.asked.borrow_mut().push(question);
        self.answer.map(str::to_owned).map_err(str::to_owned)
    }
}

impl Service for Recorder {
    type Error = String;

    async fn twin(&self, device_id: &str) -> Result<String, String> {
        self.ask(format!("{device_id} twin"))
    }

    async fn update_desired(&self, device_id: &str, patch: &str) -> Result<i64, String> {
        let answer = self.ask(format!("{device_id} {patch}"))?;
        service::desired_version(&answer).map_err(|error| error.to_string())
    }

    async fn invoke(&self, device_id: &str, method: &str, payload: &str) -> Result<MethodResponse, String> {
        let answer = self.ask(format!("{device_id} {method} {payload}"))?;
        MethodResponse::parse(&answer).map_err(|error| error.to_string())
    }
}

/// The recorder never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

#[test]
fn members_of_a_message_that_are_not_the_models_are_kept_and_the_rest_is_read() {
    let body = br#"{"temperature":21.5,"count":0.5,"colour":{"r":1}}"#;
    let message: Received<Telemetry> = v1::receive(Some("motor"), body).unwrap();
    assert_eq!((message.value.temperature, message.value.count), (Some(21.5), None));
    let words: Vec<String> = message.unread.iter().map(Unread::to_string).collect();
    assert_eq!(
        words,
        [
            "telemetry `motor.count`: expected a long, found 0.5",
            "telemetry `motor.colour`: the model has no such member"
        ]
    );
    assert_eq!(message.unread[1].json, r#"{"r":1}"#);
    assert_eq!(message.strictly().unwrap_err().kind(), ErrorKind::Mismatch);
    let whole: Received<Telemetry> = v1::receive(None, br#"{"count":3}"#).unwrap();
    assert_eq!(whole.strictly().unwrap().count, Some(3));
    assert!(v1::receive::<Telemetry>(None, b"21.5").is_err(), "no object");
    assert!(v1::receive::<Telemetry>(None, b"\xff").is_err(), "no text");
}

#[test]
fn a_message_of_an_unknown_component_is_kept_whole() {
    let message = v1::receive_unknown(Some("pump"), br#" {"a":1} "#).unwrap();
    assert_eq!(
        (message.component.as_deref(), message.body.as_str()),
        (Some("pump"), r#"{"a":1}"#)
    );
}

/// As `GET /twins/{id}` of IoT Hub answers it.
const TWIN: &str = r#"{"deviceId":"dev1","etag":"AAAAAAAAAAc=","modelId":"dtmi:com:acme:Pump;1","tags":{"a":1},"version":9,
    "properties":{
        "desired":{"target":1200,"motor":{"__t":"c","limit":1500},"$metadata":{"$lastUpdated":"2026-05-04T10:00:00Z"},"$version":9},
        "reported":{"target":{"value":1200,"ac":200,"av":9,"ad":"applied"},"serial":"A-77",
            "motor":{"__t":"c","target":{"value":20.0,"ac":203,"av":0}},
            "$metadata":{},"$version":15}}}"#;

#[test]
fn a_twin_of_the_services_api_is_read_by_component() {
    let twin = Twin::decode(TWIN).unwrap().strictly().unwrap();
    assert_eq!(twin.model_id.as_deref(), Some("dtmi:com:acme:Pump;1"));
    assert_eq!((twin.desired_version, twin.reported_version), (9, 15));
    assert_eq!(twin.desired.root.target, Patch::Set(1200.0));
    assert_eq!(twin.desired.motor.limit.value(), Some(&1500));
    assert!(twin.desired.root.limit.is_keep());
    let target = &twin.reported.root.target;
    let acknowledgement = target.acknowledgement().unwrap();
    assert_eq!(
        (target.value(), acknowledgement.status, acknowledgement.version),
        (Some(&1200.0), 200, 9)
    );
    assert_eq!(acknowledgement.description.as_deref(), Some("applied"));
    assert_eq!(twin.reported.root.serial.as_deref(), Some("A-77"));
    assert_eq!(twin.reported.motor.target.value(), Some(&20.0));
}

#[test]
fn a_twin_is_also_read_as_a_device_gets_it_and_as_a_change_of_it() {
    let twin = Twin::decode(r#"{"desired":{"$version":2},"reported":{"serial":"B","$version":3}}"#).unwrap();
    assert_eq!(
        (twin.desired_version, twin.reported.root.serial.as_deref()),
        (2, Some("B"))
    );
    let change =
        Twin::decode(r#"{"version":4,"properties":{"reported":{"motor":{"target":null},"$version":4}}}"#).unwrap();
    assert_eq!((change.reported_version, change.desired_version), (4, 0));
    assert_eq!(change.reported.motor.target, Reported::default());
}

#[test]
fn what_a_twin_holds_beyond_the_model_is_kept_and_the_rest_is_read() {
    let twin = Twin::decode(
        r#"{"desired":{"target":"warm","$version":2},
            "reported":{"motor":{"__t":"c","serial":5},"pump":{"__t":"c","x":1},"colour":"red","serial":"A"}}"#,
    )
    .unwrap();
    assert_eq!(twin.reported.root.serial.as_deref(), Some("A"));
    let words: Vec<String> = twin.unread.iter().map(Unread::to_string).collect();
    assert_eq!(
        words,
        [
            "desired property `target`: expected a double, found \"warm\"",
            "reported property `motor.serial`: expected a string, found 5",
            "reported property `pump`: the model has no such member",
            "reported property `colour`: the model has no such member",
        ]
    );
    assert_eq!(
        (twin.unread[0].part, twin.unread[1].part),
        (Part::Desired, Part::Reported)
    );
    let error = twin.strictly().unwrap_err();
    assert!(error.to_string().contains("`target`"), "{error}");
    assert!(Twin::decode("[]").is_err() && Twin::decode(r#"{"reported":5}"#).is_err());
}

#[test]
fn a_reported_value_is_read_with_and_without_acknowledgement() {
    let read = |json: &str| Json::parse(json).unwrap().reported::<f64>();
    assert_eq!(read("21.5").unwrap().value(), Some(&21.5));
    assert_eq!(read("21.5").unwrap().acknowledgement(), None);
    assert_eq!(read("null").unwrap(), Reported::default());
    // A device that refuses a first value has none in use.
    let refused = read(r#"{"ac":400,"av":3,"ad":"expected a double"}"#).unwrap();
    assert_eq!(
        (refused.value(), refused.acknowledgement().unwrap().status),
        (None, 400)
    );
    let error = read(r#"{"value":"x","ac":200,"av":3}"#).unwrap_err();
    assert_eq!(error.to_string(), "value: expected a double, found \"x\"");
    assert!(
        read(r#"{"value":1,"ac":200}"#).is_err(),
        "an acknowledgement names a version"
    );
}

#[test]
fn an_object_of_the_model_is_not_taken_for_an_acknowledgement() {
    type Map = std::collections::BTreeMap<String, i32>;
    let read = |json: &str| Json::parse(json).unwrap().reported::<Map>().unwrap();
    assert_eq!(read(r#"{"ac":1,"av":2,"b":3}"#).value().unwrap().len(), 3);
    assert_eq!(
        read(r#"{"value":{"ac":1,"av":2},"ac":200,"av":2}"#)
            .value()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_patch_marks_components_and_removes_by_null() {
    let service = Recorder::new(Ok(r#"{"properties":{"desired":{"$version":7}}}"#));
    let device = v1::RemoteDevice::new(&service, "dev1");
    let patch = TwinDesired {
        root: Desired {
            target: Patch::Set(21.5),
            limit: Patch::Keep,
        },
        motor: Desired {
            target: Patch::Clear,
            limit: Patch::Set(1500),
        },
    };
    assert_eq!(now(device.update(&patch)).unwrap(), 7);
    assert_eq!(now(device.part(Some("motor")).update(&patch.motor)).unwrap(), 7);
    assert_eq!(now(device.part(None).update(&patch.root)).unwrap(), 7);
    assert_eq!(
        *service.asked.borrow(),
        [
            r#"dev1 {"target":21.5,"motor":{"__t":"c","target":null,"limit":1500}}"#,
            r#"dev1 {"motor":{"__t":"c","target":null,"limit":1500}}"#,
            r#"dev1 {"target":21.5}"#,
        ]
    );
}

#[test]
fn what_a_twin_cannot_hold_is_refused_before_it_is_sent() {
    let service = Recorder::new(Ok("{}"));
    let device = v1::RemoteDevice::new(&service, "dev1");
    let refused = |motor: Desired| {
        let root = Desired::default();
        now(device.update(&TwinDesired { root, motor })).unwrap_err()
    };
    let set = |target, limit| Desired { target, limit };
    let error = refused(set(Patch::Set(f64::NAN), Patch::Keep));
    assert_eq!(error.kind(), ErrorKind::Value);
    assert!(error.to_string().contains("motor.target"), "{error}");
    assert_eq!(refused(set(Patch::Keep, Patch::Set(1 << 52))).kind(), ErrorKind::Value);
    assert_eq!(refused(Desired::default()).kind(), ErrorKind::Empty);
    assert!(service.asked.borrow().is_empty());
}

#[test]
fn a_command_is_called_by_component_and_answered_typed() {
    let service = Recorder::new(Ok(r#"{"status":200,"payload":21.5}"#));
    let device = v1::RemoteDevice::new(&service, "dev1");
    let answer = now(device.part(Some("motor")).call::<_, f64>("measure", &5)).unwrap();
    assert_eq!((answer.status(), answer.into_value()), (200, Some(21.5)));
    let answer = now(device.part(None).call::<_, ()>("reboot", &())).unwrap();
    assert_eq!((answer.status(), answer.value()), (200, Some(&())));
    assert_eq!(*service.asked.borrow(), ["dev1 motor*measure 5", "dev1 reboot null"]);
}

#[test]
fn every_status_from_200_to_299_is_an_answer_with_or_without_a_value() {
    for (answer, status, value) in [
        (r#"{"status":202}"#, 202, None),
        (r#"{"status":202,"payload":null}"#, 202, None),
        (r#"{"status":204,"payload":null}"#, 204, None),
        (r#"{"status":200}"#, 200, None),
        (r#"{"status":299,"payload":21.5}"#, 299, Some(21.5)),
    ] {
        let device = v1::RemoteDevice::new(Recorder::new(Ok(answer)), "dev1");
        let answer = now(device.part(None).call::<_, f64>("measure", &())).unwrap();
        assert_eq!((answer.status(), answer.into_value()), (status, value));
        let answer = now(device.part(None).call::<_, Nullable<f64>>("measure", &())).unwrap();
        assert_eq!(answer.value().map(|value| value.value()), Some(value));
    }
    for answer in [r#"{"status":199}"#, r#"{"status":300}"#, r#"{"status":0}"#] {
        let device = v1::RemoteDevice::new(Recorder::new(Ok(answer)), "dev1");
        let error = now(device.part(None).call::<_, ()>("reboot", &())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
    }
}

#[test]
fn any_other_status_is_an_error_with_the_devices_answer() {
    let service = Recorder::new(Ok(r#"{"status":423,"payload":{"message":"locked"}}"#));
    let error = now(v1::RemoteDevice::new(&service, "dev1")
        .part(None)
        .call::<_, ()>("reboot", &()))
    .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    let response = error.response().unwrap();
    assert_eq!(
        (response.status, response.payload.as_str()),
        (423, r#"{"message":"locked"}"#)
    );
    assert_eq!(
        error.to_string(),
        r#"`reboot` answered with status 423: {"message":"locked"}"#
    );
}

#[test]
fn an_answer_that_is_not_the_models_is_an_error_with_the_answer() {
    let service = Recorder::new(Ok(r#"{"status":200,"payload":"x"}"#));
    let device = v1::RemoteDevice::new(&service, "dev1");
    let error = now(device.part(None).call::<_, f64>("measure", &())).unwrap_err();
    assert_eq!(
        (error.kind(), error.response().unwrap().status),
        (ErrorKind::Mismatch, 200)
    );
    assert!(MethodResponse::parse("{}").is_err() && MethodResponse::parse("5").is_err());
}

#[test]
fn the_services_own_error_is_the_source() {
    let service = Recorder::new(Err("404: the device is not online"));
    let device = v1::RemoteDevice::new(&service, "dev1");
    for error in [
        now(device.twin::<TwinDesired, TwinReported>()).unwrap_err(),
        now(device.part(None).call::<_, ()>("reboot", &())).unwrap_err(),
        now(device.part(None).update(&Desired {
            target: Patch::Clear,
            limit: Patch::Keep,
        }))
        .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Service);
        let source = core::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), "404: the device is not online");
    }
    let device = v1::RemoteDevice::new(Recorder::new(Ok("5")), "dev1");
    assert_eq!(
        now(device.twin::<TwinDesired, TwinReported>()).unwrap_err().kind(),
        ErrorKind::Mismatch
    );
}
