//! The cloud's end, which misbehaves when it is told to.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::once_in;
use crate::retry::Random;
use crate::wire::merge::merge;
use crate::wire::twin;

/// A packet as a hub sees it: type and flags, and what follows the length. Read by hand, as a second opinion.
pub(in crate::session) fn take_packet(bytes: &mut Vec<u8>) -> Option<(u8, Vec<u8>)> {
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
pub(in crate::session) fn message(topic: &str, body: &[u8]) -> Vec<u8> {
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
pub(in crate::session) struct Hub {
    input: Vec<u8>,
    /// Whether it remembers the device's MQTT session.
    pub(in crate::session) remembers: bool,
    subscribed: bool,
    pub(in crate::session) telemetry: Vec<String>,
    pub(in crate::session) duplicates: usize,
    pub(in crate::session) desired: Map<String, Value>,
    pub(in crate::session) version: i64,
    pub(in crate::session) reported: Map<String, Value>,
    pub(in crate::session) responses: Vec<String>,
    next_request: u64,
    pub(in crate::session) connects: usize,
    pub(in crate::session) last_connect: Vec<u8>,
    /// Hangs up over telemetry that has this in it.
    pub(in crate::session) dislikes: Option<&'static str>,
    pub(super) hangs_up: bool,
}

impl Hub {
    pub(in crate::session) fn new() -> Self {
        Self {
            version: 1,
            ..Self::default()
        }
    }

    pub(in crate::session) fn cut(&mut self) {
        self.input.clear();
        self.subscribed = false;
    }

    /// The hub's answer.
    pub(in crate::session) fn receive(&mut self, bytes: &[u8], random: &mut Random, faults: bool) -> Vec<u8> {
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
                merge(&mut self.reported, &patch);
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
    pub(in crate::session) fn desire(&mut self, patch: Value) -> Option<Vec<u8>> {
        let Value::Object(patch) = patch else {
            panic!("a patch is an object")
        };
        merge(&mut self.desired, &patch);
        self.version += 1;
        let topic = format!("$iothub/twin/PATCH/properties/desired/?$version={}", self.version);
        self.subscribed
            .then(|| message(&topic, &twin::encode_desired_patch(&patch, self.version)))
    }

    pub(in crate::session) fn call(&mut self, method: &str) -> Option<Vec<u8>> {
        self.next_request += 1;
        let topic = format!("$iothub/methods/POST/{method}/?$rid={}", self.next_request);
        self.subscribed.then(|| message(&topic, b"5"))
    }
}
