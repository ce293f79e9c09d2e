//! A hub behind a protocol that does not exist: the session's requests go in, and whatever inputs a protocol may legally
//! make of a hub come out, in random order. So the orders of protocols that are not written yet are covered, too.
//!
//! A broken promise of the session is noted, and ends the run.

mod conclusion;
mod hub;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::time::Duration;

use serde_json::{Map, Value};

use super::{EPOCH, config, once_in};
use crate::protocol::{Credential, DeliveryId, Input, Message, Now, Protocol, Request, TelemetryId};
use crate::retry::Random;
use crate::session::{Answer, AuthenticationError, Event, EventId, Output, Reason, Session};
use crate::wire::merge::merge;
use crate::wire::{Acknowledged, twin};
use hub::Action;

type Property = (Option<&'static str>, &'static str);

/// A promise that was broken.
pub(in crate::session) type Broken = String;

/// Something that happens at its time. Inputs belong to a connection, and are dropped with it.
#[derive(Debug, Clone)]
enum Happening {
    Authenticated(Result<Credential, AuthenticationError>),
    Lost,
    Input(Input),
    /// An answer to a request of an earlier connection.
    Stale(Input),
    Settle(EventId),
    Respond(EventId),
}

/// The connection, as the protocol sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    None,
    Opening,
    Welcome,
    Subscribed,
}

/// A session, its application, and the hub.
#[derive(Debug)]
pub(in crate::session) struct FakeWorld {
    session: Session,
    random: Random,
    now: Duration,
    pub(in crate::session) faults: bool,
    queue: BTreeMap<(Duration, u64), (u64, Happening)>,
    queued: u64,
    link: Link,
    /// Counts connections.
    connection: u64,
    /// Packets sent over the connection do not arrive any more.
    is_dying: bool,
    token_lifetime: u64,
    /// Answers of earlier connections that may still come.
    stale: Vec<Input>,
    // The hub.
    received: Vec<String>,
    pub(in crate::session) repeated: usize,
    pub(in crate::session) connections: usize,
    pub(in crate::session) renewals: usize,
    desired: Map<String, Value>,
    version: i64,
    reported: Map<String, Value>,
    calls: u64,
    open_calls: BTreeSet<String>,
    unsettled: BTreeSet<u64>,
    // The application.
    sent: BTreeMap<TelemetryId, String>,
    ended: BTreeMap<TelemetryId, bool>,
    applied: BTreeMap<Property, (Option<String>, i64)>,
    synchronized: bool,
    broken: Option<Broken>,
}

impl FakeWorld {
    pub(in crate::session) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed ^ 0xFA4E);
        let mut config = config();
        let target = &mut config.assignment.as_mut().unwrap().target;
        let mut capabilities = target.protocol.capabilities();
        capabilities.renews_in_place = seed.is_multiple_of(2);
        target.protocol = Protocol::Fake(capabilities);
        config.cloud_to_device = seed.is_multiple_of(3);
        config.in_flight = 1 + (random.next() % 8) as usize;
        let now = Now {
            monotonic: Duration::ZERO,
            wall: Some(Duration::from_secs(EPOCH)),
        };
        Self {
            session: Session::new(config, seed, now),
            token_lifetime: 40 + random.next() % 300,
            random,
            now: Duration::ZERO,
            faults: true,
            queue: BTreeMap::new(),
            queued: 0,
            link: Link::None,
            connection: 0,
            is_dying: false,
            stale: Vec::new(),
            received: Vec::new(),
            repeated: 0,
            connections: 0,
            renewals: 0,
            desired: Map::new(),
            version: 1,
            reported: Map::new(),
            calls: 0,
            open_calls: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            sent: BTreeMap::new(),
            ended: BTreeMap::new(),
            applied: BTreeMap::new(),
            synchronized: false,
            broken: None,
        }
    }

    fn time(&self) -> Now {
        Now {
            monotonic: self.now,
            wall: Some(Duration::from_secs(EPOCH) + self.now),
        }
    }

    fn fault(&mut self, times: u64) -> bool {
        self.faults && once_in(&mut self.random, times)
    }

    fn promise(&mut self, kept: bool, what: &str) {
        if !kept && self.broken.is_none() {
            self.broken = Some(format!("{what} at {:?}", self.now));
        }
    }

    fn later(&mut self, at_most: u64, happening: Happening) {
        let time = self.now + self.random.below(Duration::from_millis(at_most));
        self.queued += 1;
        self.queue.insert((time, self.queued), (self.connection, happening));
    }

    fn input(&mut self, input: Input) {
        let slow = if self.fault(8) { 40_000 } else { 200 };
        self.later(slow, Happening::Input(input));
    }

    pub(in crate::session) fn below(&mut self, limit: Duration) -> Duration {
        self.random.below(limit)
    }

    pub(in crate::session) fn choice(&mut self) -> u64 {
        self.random.next()
    }

    pub(in crate::session) fn send(&mut self, body: &str) {
        let time = self.time();
        if let Ok(id) = self.session.send(Message::json(body), time) {
            self.sent.insert(id, body.to_string());
        }
    }

    pub(in crate::session) fn report(&mut self, properties: &str) {
        let time = self.time();
        let _ = self.session.report(None, properties, time);
    }

    pub(in crate::session) fn desire(&mut self, patch: &Value) {
        let Value::Object(patch) = patch else { return };
        merge(&mut self.desired, patch);
        self.version += 1;
        if self.link == Link::Subscribed && !self.fault(10) {
            let body = twin::encode_desired_patch(patch, self.version);
            let version = Some(self.version);
            self.input(Input::DesiredPatch { version, body });
        }
    }

    pub(in crate::session) fn call(&mut self) {
        if self.link == Link::Subscribed {
            self.calls += 1;
            let call = format!("call-{}", self.calls);
            self.open_calls.insert(call.clone());
            let (name, body) = ("motor*stop".to_string(), b"5".to_vec());
            self.input(Input::Method { call, name, body });
        }
    }

    pub(in crate::session) fn message(&mut self) {
        if self.link == Link::Subscribed {
            self.calls += 1;
            self.unsettled.insert(self.calls);
            self.input(Input::CloudToDevice {
                delivery: DeliveryId(self.calls),
                properties: crate::wire::PropertyBag::new(),
                body: b"hi".to_vec(),
            });
        }
    }

    fn end_connection(&mut self) {
        self.link = Link::None;
        self.is_dying = false;
        self.synchronized = false;
        self.connection += 1;
        self.open_calls.clear();
        self.unsettled.clear();
    }

    /// Hears what happened, and does what the session wants.
    fn obey(&mut self) {
        while let Some(event) = self.session.poll_event() {
            self.hear(event);
        }
        let mut requests = Vec::new();
        while let Some(output) = self.session.poll_output() {
            // Requests are lent: what is needed of them is copied.
            requests.push(match output {
                Output::Provision => Action::Provision,
                Output::Authenticate(_) => Action::Authenticate,
                Output::Connect(_) => Action::Connect,
                Output::Disconnect | Output::Abort => Action::Close,
                Output::Send(request) => match request {
                    Request::Telemetry { id, message } => {
                        Action::Telemetry(id, String::from_utf8(message.body.clone()).unwrap())
                    }
                    Request::Forget(_) => continue,
                    Request::GetTwin(request) => Action::GetTwin(request),
                    Request::PatchReported { request, patch } => Action::Patch(request, patch.to_string()),
                    Request::RespondMethod { call, .. } => Action::Respond(call.to_string()),
                    Request::Settle(delivery, _) => Action::Settle(delivery),
                    Request::RenewToken(_) => Action::Renew,
                },
            });
        }
        for request in requests {
            self.grant(request);
        }
    }

    fn hear(&mut self, event: Event) {
        match event {
            Event::Connected => self.promise(self.link != Link::None, "connected to nothing"),
            Event::Synchronized => self.synchronized = true,
            Event::Delivered(id) => {
                let first = self.ended.insert(id, true).is_none();
                self.promise(first, "a delivery is acknowledged twice");
                let body = self.sent.get(&id).cloned();
                let known = body.is_some_and(|body| self.received.contains(&body));
                self.promise(known, "a message is delivered that the hub does not have");
            }
            Event::Rejected { id, .. } => {
                let first = self.ended.insert(id, false).is_none();
                self.promise(first, "a message ends twice");
            }
            Event::Desired(desired) => {
                self.promise(
                    self.synchronized || self.reads_first(),
                    "a value is handed out before the twin was read",
                );
                let property = (desired.component, desired.name);
                let value = desired.value.as_ref().map(|value| value.get().to_string());
                let (_, version) = self.applied.get(&property).cloned().unwrap_or_default();
                self.promise(version < desired.version, "a version is handed out twice");
                self.applied.insert(property, (value, desired.version));
                let answer = desired.value.map_or(Answer::Nothing, |value| {
                    Answer::Acknowledged(Acknowledged {
                        value,
                        status: 200,
                        version: desired.version,
                        description: None,
                    })
                });
                let time = self.time();
                self.session.acknowledge(desired.id, answer, time);
            }
            Event::Command(command) => self.later(2_000, Happening::Respond(command.id)),
            Event::CloudToDevice(message) => {
                if let Some(id) = message.id {
                    self.later(2_000, Happening::Settle(id));
                }
            }
            Event::Undeliverable(_) => self.promise(false, "a message is given up"),
            Event::Disconnected {
                reason: Reason::Protocol(detail),
                ..
            } => self.promise(false, detail),
            _ => {}
        }
    }

    /// The values of the twin come just before it is said that it was read.
    fn reads_first(&self) -> bool {
        self.session.has_event_of_reading()
    }

    /// Goes on to the next thing that happens, not beyond `end`.
    fn step(&mut self, end: Duration) {
        self.obey();
        let queued = self.queue.keys().next().map(|(time, _)| *time);
        let times = [self.session.poll_timeout(), queued, Some(end)];
        self.now = self.now.max(times.into_iter().flatten().min().unwrap());
        let time = self.time();
        let mut due = 0;
        // Now and then several things come at once, before the session is asked what it wants.
        let at_once = 1 + self.random.next() % 4;
        while due < at_once
            && let Some(next) = self.queue.first_entry()
            && next.key().0 <= self.now
        {
            let (connection, happening) = next.remove();
            self.happen(connection, happening, time);
            due += 1;
        }
        if due == 0 {
            self.session.handle_timeout(time);
        }
        self.obey();
    }

    fn happen(&mut self, connection: u64, happening: Happening, time: Now) {
        match happening {
            Happening::Authenticated(result) => self.session.handle_authenticated(result, time),
            Happening::Settle(id) => self.session.settle(id, time),
            Happening::Respond(id) => self.session.respond(id, 200, b"true", time),
            Happening::Stale(input) => {
                if self.link == Link::Subscribed {
                    self.session.handle_input(input, time);
                }
            }
            Happening::Lost | Happening::Input(_) if connection != self.connection => {}
            Happening::Lost => {
                self.end_connection();
                // Not the hub's doing, or it might set messages aside: the simulator of bytes covers that.
                self.session.handle_disconnect(Reason::Timeout, time);
            }
            Happening::Input(input) => {
                match &input {
                    Input::Connected => {
                        self.link = Link::Welcome;
                        self.input(Input::Subscribed);
                    }
                    Input::Subscribed => {
                        self.link = Link::Subscribed;
                        for input in core::mem::take(&mut self.stale) {
                            self.later(500, Happening::Stale(input));
                        }
                    }
                    _ => {}
                }
                self.session.handle_input(input, time);
            }
        }
    }

    /// Runs for so long, or until a promise is broken.
    pub(in crate::session) fn run(&mut self, time: Duration) -> Result<(), Broken> {
        let end = self.now + time;
        while self.now < end {
            self.step(end);
            if let Some(broken) = self.broken.take() {
                return Err(broken);
            }
        }
        Ok(())
    }

    pub(in crate::session) fn reported(&self, name: &str) -> Option<&Value> {
        self.reported.get(name)
    }
}
