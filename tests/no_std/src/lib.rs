//! A device without standard library: generated types are encoded and decoded, and a session is taken from CONNECT to
//! the acknowledgement of a desired value.
//!
//! A program in C calls [`dtdl_no_std_proof`]. That this package builds at all is half of the proof, since a standard
//! library brings a panic handler of its own; the other half is that it does not build with the feature `std`.

#![no_std]

extern crate alloc;

use alloc::format;
use alloc::vec::Vec;
use core::panic::PanicInfo;
use core::time::Duration;

use dtdl_runtime::{DateTime, Identity};
use dtdl_runtime::generated::v1::{Json, decode_object, encode_object};
use dtdl_runtime::protocol::mqtt::{self, Mqtt};
use dtdl_runtime::protocol::{Credential, Message, Now, Target};
use dtdl_runtime::sas::{Key, SasToken};
use dtdl_runtime::session::{Answer, Config, Event, Output, Session};
use dtdl_runtime::wire::Acknowledged;
use talc::TalcCell;
use talc::base::binning::DefaultBinning;
use talc::cell::TalcSyncCell;
use talc::source::Claim;

#[cfg(any(feature = "threads", all(target_has_atomic = "ptr", not(dtdl_no_atomics))))]
dtdl_runtime::include_dtdl!("../../samples/models/dtmi/com/example/thermostat-1.json");
// A chip without atomic operations has one thread.
#[cfg(not(any(feature = "threads", all(target_has_atomic = "ptr", not(dtdl_no_atomics)))))]
dtdl_runtime::include_dtdl!("../../samples/models/dtmi/com/example/thermostat-1.json", send = false);

use thermostat::{MODEL_ID, Telemetry, TempReport};

const HEAP: usize = 1024 * 1024;

#[global_allocator]
static ALLOCATOR: TalcSyncCell<Claim, DefaultBinning> = unsafe {
    static mut MEMORY: [u8; HEAP] = [0; HEAP];
    // SAFETY: only the claim refers to the array, and the program has one thread.
    TalcSyncCell::new(TalcCell::new(Claim::array(&raw mut MEMORY)))
};

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {}
}

/// 0 if all went as it should, or which step did not.
#[unsafe(no_mangle)]
pub extern "C" fn dtdl_no_std_proof() -> i32 {
    match values().and_then(|()| session()) {
        Ok(()) => 0,
        Err(Step(step)) => step,
    }
}

/// The step that failed.
struct Step(i32);

fn ensure(condition: bool, step: i32) -> Result<(), Step> {
    if condition { Ok(()) } else { Err(Step(step)) }
}

/// Generated types, to JSON and back.
fn values() -> Result<(), Step> {
    let start: DateTime = "2026-05-04T10:00:00.250+02:00".parse().map_err(|_| Step(1))?;
    let report = TempReport::default().max_temp(21.5).min_temp(-0.1).start_time(start);
    let mut json = Vec::new();
    encode_object(&report, &mut json).map_err(|_| Step(2))?;
    let expected = br#"{"maxTemp":21.5,"minTemp":-0.1,"startTime":"2026-05-04T10:00:00.250+02:00"}"#;
    ensure(json == expected, 3)?;
    let json = Json::parse_bytes(&json).map_err(|_| Step(4))?;
    ensure(
        decode_object::<TempReport>(json).is_ok_and(|decoded| decoded == report),
        5,
    )
}

/// A session that speaks MQTT, with the hub's side played from literal bytes.
struct Device {
    session: Session,
    mqtt: Mqtt,
    /// Bytes to the hub.
    out: Vec<u8>,
    now: Now,
}

impl Device {
    /// Does all that the session wants. A connection is open as soon as it is wanted.
    fn pump(&mut self) -> Result<(), Step> {
        loop {
            while let Some(input) = self.mqtt.poll_input() {
                self.session.handle_input(input, self.now);
            }
            match self.session.poll_output() {
                Some(Output::Authenticate(assignment)) => {
                    let key = Key::from_base64("c2VjcmV0").map_err(|_| Step(10))?;
                    let token = key.token(&assignment.identity.token_resource(), 1_800_003_600, None);
                    let credential = Credential::Token(SasToken::new(token, 1_800_003_600));
                    self.session.handle_authenticated(Ok(credential), self.now);
                }
                Some(Output::Connect(connect)) => self.mqtt.handle_connect(connect, &mut self.out, self.now),
                Some(Output::Send(request)) => self.mqtt.handle_request(request, &mut self.out, self.now),
                Some(_) => return Err(Step(11)),
                None => return Ok(()),
            }
        }
    }

    /// Takes bytes of the hub, and returns those to it since the last.
    fn hear(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Step> {
        self.mqtt.handle_bytes(bytes, &mut self.out, self.now);
        self.pump()?;
        Ok(core::mem::take(&mut self.out))
    }
}

fn session() -> Result<(), Step> {
    let mut config = Config::new(Identity::device("hub.test", "d"), Target::mqtt("hub.test", 8883));
    config.writable_properties = &[(None, "targetTemperature")];
    let now = Now {
        monotonic: Duration::ZERO,
        wall: Some(Duration::from_secs(1_800_000_000)),
    };
    let mut device = Device {
        session: Session::new(config, 42, now),
        mqtt: Mqtt::new(mqtt::Config::new(MODEL_ID)),
        out: Vec::new(),
        now,
    };
    let mut telemetry = Vec::new();
    encode_object(&Telemetry::default().temperature(21.5), &mut telemetry).map_err(|_| Step(12))?;
    let message = Message::json(telemetry);
    let message = device.session.send(message, now).map_err(|_| Step(13))?;

    ensure(contains(&device.hear(b"")?, b"hub.test/d/?api-version="), 15)?;
    let sent = device.hear(b"\x20\x02\x00\x00")?; // CONNACK
    ensure(contains(&sent, br#"{"temperature":21.5}"#), 16)?;
    let sent = device.hear(b"\x90\x05\x00\x01\x00\x00\x00\x40\x02\x00\x02")?; // SUBACK, PUBACK
    ensure(contains(&sent, b"$iothub/twin/GET/?$rid=1-1"), 17)?;

    device.hear(&twin(
        "1-1",
        r#"{"desired":{"targetTemperature":24.5,"$version":3},"reported":{}}"#,
    ))?;
    let mut delivered = false;
    let mut desired = None;
    while let Some(event) = device.session.poll_event() {
        match event {
            Event::Delivered(id) => delivered = id == message,
            Event::Desired(each) => desired = Some(each),
            _ => {}
        }
    }
    ensure(delivered, 18)?;
    let desired = desired.ok_or(Step(19))?;
    let value = desired.value.ok_or(Step(20))?;
    let target = Json::parse(value.get()).and_then(Json::decode::<f64>);
    ensure(target.is_ok_and(|target| target == 24.5), 21)?;
    let answer = Acknowledged {
        value,
        status: 200,
        version: desired.version,
        description: None,
    };
    device
        .session
        .acknowledge(desired.id, Answer::Acknowledged(answer), now);
    ensure(
        contains(
            &device.hear(b"")?,
            br#"{"targetTemperature":{"value":24.5,"ac":200,"av":3}}"#,
        ),
        22,
    )?;
    ensure(device.mqtt.poll_timeout().is_some(), 23)
}

/// A twin as the hub sends it: PUBLISH at QoS 0.
fn twin(request_id: &str, body: &str) -> Vec<u8> {
    let topic = format!("$iothub/twin/res/200/?$rid={request_id}");
    let mut packet = Vec::from([0x30, (2 + topic.len() + body.len()) as u8, 0, topic.len() as u8]);
    packet.extend_from_slice(topic.as_bytes());
    packet.extend_from_slice(body.as_bytes());
    packet
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
