//! A hub and a network in virtual time: every fault comes from a seed, so every failure can be played again.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed test should say so"
)]

use alloc::collections::{BTreeMap, VecDeque};
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::time::Duration;

use super::{Answer, Config, Desired, Event, Reason, TransportError};
use crate::identity::Identity;
use crate::protocol::{Now, Target};
use crate::retry::Random;
use crate::wire::Acknowledged;

mod device;
mod fake;
mod hub;

pub(super) use device::{Device, Step};
pub(super) use fake::{Broken, FakeWorld};
pub(super) use hub::{message, take_packet};

use hub::Hub;

pub(super) const EPOCH: u64 = 1_800_000_000;
pub(super) const PROPERTIES: &[(Option<&str>, &str)] = &[(None, "targetRpm"), (Some("motor"), "limitRpm")];

pub(super) fn config() -> Config {
    let hub = "contoso.azure-devices.net";
    let mut config = Config::new(Identity::device(hub, "dev1"), Target::mqtt(hub, 8883));
    config.components = &["motor"];
    // Most tests look at the rest of a topic.
    (config.creation_time, config.message_id) = (false, false);
    config.writable_properties = PROPERTIES;
    config
}

pub(super) fn at(seconds: f64) -> Now {
    let monotonic = Duration::from_secs_f64(seconds);
    Now {
        monotonic,
        wall: Some(Duration::from_secs(EPOCH) + monotonic),
    }
}

fn once_in(random: &mut Random, times: u64) -> bool {
    random.next().is_multiple_of(times)
}

/// A device, a hub, and what is between them.
#[derive(Debug)]
pub(super) struct World {
    pub(super) session: Device,
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
    /// The desired values the application has been given, by property.
    pub(super) applied: BTreeMap<(Option<&'static str>, &'static str), Option<String>>,
    pub(super) delivered: usize,
    pub(super) given_up: usize,
    pub(super) events: Vec<Event>,
}

impl World {
    pub(super) fn new(seed: u64, faults: bool) -> Self {
        let session = Device::new(config(), seed, at(0.0));
        Self {
            session,
            hub: Hub::new(),
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
            wall: Some(Duration::from_secs(EPOCH) + self.now),
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

    /// The device loses its power and starts anew; the hub stays.
    pub(super) fn restart(&mut self) {
        self.cut();
        (self.opening, self.lost) = (None, None);
        let seed = self.random.next();
        self.session = Device::new(config(), seed, self.time());
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
        while let Some(step) = self.session.poll_step() {
            match step {
                Step::Open => {
                    assert!(!self.connected, "a connection is closed before the next is opened");
                    let time = self.now + self.latency();
                    self.opening = Some(time);
                }
                Step::Bytes(bytes) => {
                    assert!(self.connected);
                    self.enqueue(true, bytes);
                }
                Step::Close => {
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
                    self.session.respond(command.id, 200, b"true", time);
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
        self.session
            .acknowledge(desired.id, answer.map_or(Answer::Nothing, Answer::Acknowledged), time);
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
