//! A hub and a network in virtual time: every fault comes from a seed, so every failure can be played again.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed test should say so"
)]

use alloc::collections::{BTreeMap, VecDeque};
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec;
use alloc::vec::Vec;
use core::time::Duration;

use serde_json::{Map, Value};

use super::{Config, Credential, Desired, Event, Now, Output, Reason, Session, TransportError};
use crate::retry::Random;
use crate::sas::Key;
use crate::wire::{Acknowledged, twin};

pub(super) const EPOCH: u64 = 1_800_000_000;
pub(super) const PROPERTIES: &[(Option<&str>, &str)] = &[(None, "targetRpm"), (Some("motor"), "limitRpm")];

pub(super) fn config() -> Config {
    let key = Key::from_base64("jqdgcbzmdA5hsNw7ZHeEBg3vP1oCYJK0k/Lza2HsvDc=").unwrap();
    let mut config = Config::new(
        "contoso.azure-devices.net".into(),
        "dev1".into(),
        Credential::Key(key),
        "dtmi:com:acme:Pump;1".into(),
    );
    config.components = &["motor"];
    config.writable_properties = PROPERTIES;
    config
}

pub(super) fn at(seconds: f64) -> Now {
    let monotonic = Duration::from_secs_f64(seconds);
    Now {
        monotonic,
        wall: Some(EPOCH + monotonic.as_secs()),
    }
}

fn once_in(random: &mut Random, times: u64) -> bool {
    random.next().is_multiple_of(times)
}

/// A packet as a hub sees it: type and flags, and what follows the length. Read by hand, as a second opinion.
pub(super) fn take_packet(bytes: &mut Vec<u8>) -> Option<(u8, Vec<u8>)> {
    let (mut length, mut shift, mut index) = (0_usize, 0, 1);
    loop {
        let byte = *bytes.get(index)?;
        length |= usize::from(byte & 127) << shift;
        (shift, index) = (shift + 7, index + 1);
        if byte & 128 == 0 {
            break;
        }
    }
    if bytes.len() < index + length {
        return None;
    }
    let packet: Vec<u8> = bytes.drain(..index + length).collect();
    Some((packet[0], packet[index..].to_vec()))
}

fn text(bytes: &[u8]) -> (String, &[u8]) {
    let length = usize::from(bytes[0]) << 8 | usize::from(bytes[1]);
    (
        String::from_utf8(bytes[2..2 + length].to_vec()).unwrap(),
        &bytes[2 + length..],
    )
}

/// PUBLISH at QoS 0, written by hand.
pub(super) fn message(topic: &str, body: &[u8]) -> Vec<u8> {
    let length = 2 + topic.len() + body.len();
    let mut out = vec![0x30];
    let mut rest = length;
    while rest > 127 {
        out.push((rest % 128) as u8 | 128);
        rest /= 128;
    }
    out.push(rest as u8);
    out.extend([(topic.len() >> 8) as u8, topic.len() as u8]);
    out.extend(topic.as_bytes());
    out.extend(body);
    out
}

/// The cloud's end.
#[derive(Debug, Default)]
pub(super) struct Hub {
    input: Vec<u8>,
    /// Whether it remembers the device's MQTT session.
    pub(super) remembers: bool,
    subscribed: bool,
    pub(super) telemetry: Vec<String>,
    pub(super) duplicates: usize,
    pub(super) desired: Map<String, Value>,
    pub(super) version: i64,
    pub(super) reported: Map<String, Value>,
    pub(super) responses: Vec<String>,
    next_request: u64,
    pub(super) connects: usize,
    pub(super) last_connect: Vec<u8>,
    /// Hangs up over telemetry that has this in it.
    pub(super) dislikes: Option<&'static str>,
    hangs_up: bool,
}

impl Hub {
    pub(super) fn cut(&mut self) {
        self.input.clear();
        self.subscribed = false;
    }

    /// What the hub answers.
    pub(super) fn receive(&mut self, bytes: &[u8], random: &mut Random, faults: bool) -> Vec<u8> {
        self.input.extend(bytes);
        let mut out = Vec::new();
        while let Some((head, body)) = take_packet(&mut self.input) {
            match head >> 4 {
                1 => {
                    self.connects += 1;
                    self.last_connect = body;
                    out.extend([
                        0x20,
                        2,
                        u8::from(self.remembers),
                        if faults && once_in(random, 8) { 3 } else { 0 },
                    ]);
                    self.remembers = true;
                }
                3 => self.receive_message(head, &body, random, faults, &mut out),
                8 => {
                    self.subscribed = true;
                    out.extend([0x90, 5, body[0], body[1], 0, 0, 0]);
                }
                12 => out.extend([0xD0, 0]),
                14 => self.cut(),
                _ => panic!("a device does not send {head:x}"),
            }
        }
        out
    }

    fn receive_message(&mut self, head: u8, body: &[u8], random: &mut Random, faults: bool, out: &mut Vec<u8>) {
        let (topic, mut rest) = text(body);
        let dislikes = |what: &str| String::from_utf8_lossy(rest).contains(what);
        if topic.starts_with("devices/") && self.dislikes.is_some_and(dislikes) {
            self.hangs_up = true;
        }
        if self.hangs_up {
            return;
        }
        if head & 6 != 0 {
            let id = &rest[..2];
            rest = &rest[2..];
            // Now and then an acknowledgement comes twice.
            for _ in 0..=usize::from(faults && once_in(random, 8)) {
                out.extend([0x40, 2, id[0], id[1]]);
            }
        }
        let body = core::str::from_utf8(rest).unwrap();
        if topic.starts_with("devices/dev1/messages/events/") {
            if self.telemetry.iter().any(|known| known == body) {
                self.duplicates += 1;
            } else {
                self.telemetry.push(body.to_string());
            }
        } else if let Some(request_id) = topic.strip_prefix("$iothub/twin/GET/?$rid=") {
            let answer = if faults && once_in(random, 8) {
                message(&format!("$iothub/twin/res/429/?$rid={request_id}"), b"")
            } else {
                let twin = twin::encode_document(&self.desired, self.version, &self.reported, 1);
                message(&format!("$iothub/twin/res/200/?$rid={request_id}"), &twin)
            };
            out.extend(answer);
        } else if let Some(request_id) = topic.strip_prefix("$iothub/twin/PATCH/properties/reported/?$rid=") {
            let status = if faults && once_in(random, 4) { 429 } else { 204 };
            if status == 204 {
                let Ok(Value::Object(patch)) = serde_json::from_str(body) else {
                    panic!("no patch: {body}")
                };
                twin::merge(&mut self.reported, &patch);
            }
            out.extend(message(&format!("$iothub/twin/res/{status}/?$rid={request_id}"), b""));
        } else {
            self.responses.push(format!(
                "{} {body}",
                topic.strip_prefix("$iothub/methods/res/").unwrap()
            ));
        }
    }

    /// Changes a desired property; the patch for the device, if it listens.
    pub(super) fn desire(&mut self, patch: Value) -> Option<Vec<u8>> {
        let Value::Object(patch) = patch else {
            panic!("a patch is an object")
        };
        twin::merge(&mut self.desired, &patch);
        self.version += 1;
        let topic = format!("$iothub/twin/PATCH/properties/desired/?$version={}", self.version);
        self.subscribed
            .then(|| message(&topic, &twin::encode_desired_patch(&patch, self.version)))
    }

    pub(super) fn call(&mut self, method: &str) -> Option<Vec<u8>> {
        self.next_request += 1;
        let topic = format!("$iothub/methods/POST/{method}/?$rid={}", self.next_request);
        self.subscribed.then(|| message(&topic, b"5"))
    }
}

/// A device, a hub, and what is between them.
#[derive(Debug)]
pub(super) struct World {
    pub(super) session: Session,
    pub(super) hub: Hub,
    pub(super) now: Duration,
    pub(super) random: Random,
    /// Whether the network and the hub misbehave.
    pub(super) faults: bool,
    connected: bool,
    /// The connection breaks after so many bytes in either direction.
    pub(super) breaks_after: u64,
    to_hub: VecDeque<(Duration, Vec<u8>)>,
    to_device: VecDeque<(Duration, Vec<u8>)>,
    opening: Option<Duration>,
    lost: Option<Duration>,
    /// What the application has been told to want, by property.
    pub(super) applied: BTreeMap<(Option<&'static str>, &'static str), Option<String>>,
    pub(super) delivered: usize,
    pub(super) given_up: usize,
    pub(super) events: Vec<Event>,
}

impl World {
    pub(super) fn new(seed: u64, faults: bool) -> Self {
        let session = Session::new(config(), seed, at(0.0));
        Self {
            session,
            hub: Hub {
                version: 1,
                ..Hub::default()
            },
            now: Duration::ZERO,
            random: Random::new(seed ^ 0x5EED),
            faults,
            connected: false,
            breaks_after: u64::MAX,
            to_hub: VecDeque::new(),
            to_device: VecDeque::new(),
            opening: None,
            lost: None,
            applied: BTreeMap::new(),
            delivered: 0,
            given_up: 0,
            events: Vec::new(),
        }
    }

    pub(super) fn time(&self) -> Now {
        Now {
            monotonic: self.now,
            wall: Some(EPOCH + self.now.as_secs()),
        }
    }

    fn latency(&mut self) -> Duration {
        let slow = self.faults && once_in(&mut self.random, 16);
        self.random.between(
            Duration::from_millis(1),
            Duration::from_millis(if slow { 5000 } else { 50 }),
        )
    }

    /// In order, as TCP delivers.
    fn enqueue(&mut self, to_hub: bool, bytes: Vec<u8>) {
        let time = self.now + self.latency();
        let queue = if to_hub { &mut self.to_hub } else { &mut self.to_device };
        let time = queue.back().map_or(time, |(last, _)| time.max(*last));
        queue.push_back((time, bytes));
    }

    pub(super) fn push_to_device(&mut self, bytes: Option<Vec<u8>>) {
        if let Some(bytes) = bytes.filter(|_| self.connected) {
            self.enqueue(false, bytes);
        }
    }

    fn cut(&mut self) {
        self.connected = false;
        self.hub.cut();
        self.to_hub.clear();
        self.to_device.clear();
    }

    /// The device's end of the connection is to be told by the caller.
    pub(super) fn break_connection(&mut self) {
        self.cut();
    }

    /// Takes bytes off the budget; what is left of them when the connection breaks.
    fn carry(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        let length = bytes.len() as u64;
        if self.breaks_after < length {
            bytes.truncate(self.breaks_after as usize);
            self.lost = Some(self.now);
        }
        self.breaks_after = self.breaks_after.saturating_sub(length);
        bytes
    }

    fn obey(&mut self) {
        while let Some(output) = self.session.poll_output() {
            match output {
                Output::Open => {
                    assert!(!self.connected, "a connection is closed before the next is opened");
                    let time = self.now + self.latency();
                    self.opening = Some(time);
                }
                Output::Bytes(bytes) => {
                    assert!(self.connected);
                    self.enqueue(true, bytes.as_slice().to_vec());
                }
                Output::Close => {
                    self.opening = None;
                    // Written bytes arrive before the end.
                    while let Some((_, bytes)) = self.to_hub.pop_front() {
                        let bytes = self.carry(bytes);
                        self.hub.receive(&bytes, &mut self.random, false);
                    }
                    self.lost = None;
                    self.cut();
                }
            }
        }
        while let Some(event) = self.session.poll_event() {
            match &event {
                Event::Delivered(_) => self.delivered += 1,
                Event::Undeliverable(_) => self.given_up += 1,
                Event::Desired(desired) => self.apply(desired.clone()),
                Event::Command(command) => {
                    let time = self.time();
                    self.session.respond(command.token, 200, b"true", time);
                }
                _ => {}
            }
            self.events.push(event);
        }
    }

    fn apply(&mut self, desired: Desired) {
        let value = desired.value.as_ref().map(|value| value.get().to_string());
        self.applied.insert((desired.component, desired.name), value);
        let answer = desired.value.map(|value| Acknowledged {
            value,
            status: 200,
            version: desired.version,
            description: None,
        });
        let time = self.time();
        self.session.acknowledge(desired.token, answer.as_ref(), time);
    }

    /// Goes on to the next thing that happens, not beyond `end`.
    pub(super) fn step(&mut self, end: Duration) {
        self.obey();
        let first = |queue: &VecDeque<(Duration, Vec<u8>)>| queue.front().map(|(time, _)| *time);
        let times = [
            self.session.poll_timeout(),
            self.opening,
            self.lost,
            first(&self.to_hub),
            first(&self.to_device),
            Some(end),
        ];
        self.now = self.now.max(times.into_iter().flatten().min().unwrap());
        let (now, time) = (self.now, self.time());
        let due = |at: Option<Duration>| at.is_some_and(|at| at <= now);
        if due(self.lost) {
            self.lost = None;
            self.cut();
            let error = TransportError::new("cut".into());
            self.session.handle_disconnect(Reason::Transport(error), time);
        } else if due(self.opening) {
            self.opening = None;
            if self.faults && once_in(&mut self.random, 4) {
                let error = TransportError::new("refused".into());
                self.session.handle_disconnect(Reason::Transport(error), time);
            } else {
                self.connected = true;
                self.breaks_after = if self.faults {
                    self.random.next() % 6000
                } else {
                    u64::MAX
                };
                if self.faults && once_in(&mut self.random, 4) {
                    self.hub.remembers = false;
                }
                self.session.handle_connect(time);
            }
        } else if due(first(&self.to_hub)) {
            let (_, bytes) = self.to_hub.pop_front().unwrap();
            let bytes = self.carry(bytes);
            let answer = self.hub.receive(&bytes, &mut self.random, self.faults);
            if core::mem::take(&mut self.hub.hangs_up) {
                self.lost = Some(now);
            }
            if !answer.is_empty() && self.lost.is_none() {
                self.enqueue(false, answer);
            }
        } else if due(first(&self.to_device)) {
            let (_, bytes) = self.to_device.pop_front().unwrap();
            let bytes = self.carry(bytes);
            // In pieces, as they may come.
            let piece = 1 + (self.random.next() % 64) as usize;
            for piece in bytes.chunks(piece) {
                self.session.handle_input(piece, time);
            }
        } else {
            self.session.handle_timeout(time);
        }
        self.obey();
    }

    pub(super) fn run_until(&mut self, end: Duration) {
        while self.now < end {
            self.step(end);
        }
    }

    /// Runs for so long.
    pub(super) fn run(&mut self, seconds: f64) {
        self.run_until(self.now + Duration::from_secs_f64(seconds));
    }
}
