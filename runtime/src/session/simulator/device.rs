//! A session that speaks MQTT, as one: bytes in, bytes out.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};
use core::time::Duration;

use super::EPOCH;
use crate::protocol::mqtt::{self, Mqtt};
use crate::protocol::{Connect, Credential, Message, Now};
use crate::sas::{Key, SasToken};
use crate::session::{Config, Output, Reason, SendError, Session};

/// The next step of a device with its connection.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::session) enum Step {
    Open,
    Bytes(Vec<u8>),
    Close,
}

/// A session and its protocol, with a key of its own.
#[derive(Debug)]
pub(in crate::session) struct Device {
    session: Session,
    mqtt: Mqtt,
    key: Key,
    pub(in crate::session) token_lifetime: Duration,
    connect: Option<Connect>,
    steps: VecDeque<Step>,
    now: Now,
}

impl Deref for Device {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl DerefMut for Device {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.session
    }
}

impl Device {
    pub(in crate::session) fn new(config: Config, seed: u64, now: Now) -> Self {
        Self {
            session: Session::new(config, seed, now),
            mqtt: Mqtt::new(mqtt::Config::new("dtmi:com:acme:Pump;1")),
            key: Key::from_base64("jqdgcbzmdA5hsNw7ZHeEBg3vP1oCYJK0k/Lza2HsvDc=").unwrap(),
            token_lifetime: Duration::from_secs(3600),
            connect: None,
            steps: VecDeque::new(),
            now,
        }
    }

    pub(in crate::session) fn send(
        &mut self,
        component: Option<&'static str>,
        body: &str,
        now: Now,
    ) -> Result<crate::protocol::TelemetryId, SendError> {
        self.now = now;
        let message = Message::json(body);
        let message = match component {
            Some(component) => message.with_component(component),
            None => message,
        };
        self.session.send(message, now)
    }

    /// A signer that answers at once.
    fn authenticate(&mut self, resource: &str) {
        let wall = self.now.wall.unwrap_or(Duration::from_secs(EPOCH));
        let expiry = (wall + self.token_lifetime).as_secs();
        let token = SasToken::new(self.key.token(resource, expiry, None), expiry);
        self.session
            .handle_authenticated(Ok(Credential::Token(token)), self.now);
    }

    /// Does all that the session wants so far.
    fn pump(&mut self) {
        let mut out = Vec::new();
        loop {
            match self.session.poll_output() {
                None => break,
                Some(Output::Authenticate(assignment)) => {
                    let resource = assignment.identity.token_resource();
                    self.authenticate(&resource);
                }
                Some(Output::Connect(connect)) => {
                    self.connect = Some(connect.clone());
                    self.steps.push_back(Step::Open);
                }
                Some(Output::Send(request)) => self.mqtt.handle_request(request, &mut out, self.now),
                Some(Output::Disconnect) => {
                    self.mqtt.handle_disconnect(&mut out);
                    self.flush(&mut out);
                    self.steps.push_back(Step::Close);
                }
                Some(Output::Abort) => {
                    self.mqtt.handle_end();
                    self.steps.push_back(Step::Close);
                }
                Some(Output::Provision) => panic!("the hub is known"),
            }
        }
        self.flush(&mut out);
    }

    fn flush(&mut self, out: &mut Vec<u8>) {
        if !out.is_empty() {
            self.steps.push_back(Step::Bytes(core::mem::take(out)));
        }
    }

    pub(in crate::session) fn poll_step(&mut self) -> Option<Step> {
        self.pump();
        self.steps.pop_front()
    }

    fn hand_on(&mut self) {
        while let Some(input) = self.mqtt.poll_input() {
            self.session.handle_input(input, self.now);
        }
    }

    pub(in crate::session) fn handle_connect(&mut self, now: Now) {
        self.now = now;
        self.pump();
        let mut out = Vec::new();
        if let Some(connect) = self.connect.take() {
            self.mqtt.handle_connect(&connect, &mut out, now);
            self.flush(&mut out);
        }
        self.hand_on();
    }

    pub(in crate::session) fn handle_input(&mut self, bytes: &[u8], now: Now) {
        self.now = now;
        self.pump();
        let mut out = Vec::new();
        self.mqtt.handle_bytes(bytes, &mut out, now);
        self.flush(&mut out);
        self.hand_on();
    }

    pub(in crate::session) fn handle_timeout(&mut self, now: Now) {
        self.now = now;
        self.pump();
        let mut out = Vec::new();
        self.mqtt.handle_timeout(&mut out, now);
        self.flush(&mut out);
        self.hand_on();
        self.session.handle_timeout(now);
    }

    pub(in crate::session) fn handle_disconnect(&mut self, reason: Reason, now: Now) {
        self.now = now;
        self.mqtt.handle_end();
        self.session.handle_disconnect(reason, now);
    }

    pub(in crate::session) fn poll_timeout(&self) -> Option<Duration> {
        let times = [self.session.poll_timeout(), self.mqtt.poll_timeout()];
        times.into_iter().flatten().min()
    }
}
