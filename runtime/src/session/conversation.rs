//! What is said over a connection: requests and answers, messages and acknowledgements.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::desired::Answer;
use super::link::Link;
use super::reports::{Outcome, Started};
use super::{Bytes, Command, Event, Now, Output, Reason, Session, Token};
use crate::mqtt::{self, Packet, ProtocolError, Welcome};
use crate::wire::{DesiredPatch, DeviceTopic, HubTopic, payload};

impl Session {
    pub(super) fn handle_packet(&mut self, packet: Packet, now: Now) -> Result<(), Reason> {
        match (packet, &mut self.link) {
            (Packet::Welcome(welcome), Link::Greeting { .. }) => match welcome {
                Welcome::Accepted { session_present } => self.welcome(session_present, now),
                Welcome::Unavailable => Err(Reason::Unavailable),
                Welcome::Unauthorized => Err(Reason::Unauthorized),
                Welcome::Refused => Err(Reason::Refused),
            },
            (Packet::Subscribed { packet_id, all }, Link::Online(online)) => {
                if online.subscribing.is_some_and(|(expected, _)| expected == packet_id) {
                    online.subscribing = None;
                    // Without its subscriptions a device hears nothing.
                    return all.then_some(()).ok_or(Reason::Unavailable);
                }
                Ok(())
            }
            (Packet::Acknowledged { packet_id }, Link::Online(online)) => {
                online.stalled_at = now.monotonic + self.config.answer_timeout * 4;
                self.events
                    .extend(self.outbox.acknowledge(packet_id).map(Event::Delivered));
                Ok(())
            }
            (Packet::Message { topic, body, packet_id }, Link::Online(_)) => {
                self.handle_message(&topic, body, now);
                match packet_id {
                    Some(packet_id) => {
                        let packet = mqtt::acknowledge(packet_id).map_err(|ProtocolError| Reason::Protocol)?;
                        self.write(packet, now);
                        Ok(())
                    }
                    None => Ok(()),
                }
            }
            (Packet::Pong, Link::Online(_)) => Ok(()),
            _ => Err(Reason::Protocol),
        }
    }

    /// A message that nobody understands is dropped: a newer hub may say more than we know.
    fn handle_message(&mut self, topic: &str, body: Vec<u8>, now: Now) {
        match HubTopic::parse(topic) {
            Some(HubTopic::Method { name, request_id }) => self.handle_method(&name, &request_id, body, now),
            Some(HubTopic::TwinResponse { status, request_id, .. }) => {
                self.handle_twin_response(&request_id, status, &body, now);
            }
            Some(HubTopic::DesiredPatch { version }) => {
                if let Ok(patch) = DesiredPatch::parse(&body, version) {
                    let desired = self.desired.take_patch(&self.config, patch);
                    self.events.extend(desired.into_iter().map(Event::Desired));
                }
            }
            Some(HubTopic::CloudToDevice { properties, .. }) => {
                self.events.push_back(Event::CloudToDevice { properties, body });
            }
            None => {}
        }
    }

    fn handle_method(&mut self, name: &str, request_id: &str, payload: Vec<u8>, now: Now) {
        if self.commands.len() >= self.config.open_commands {
            return self.write_response(request_id, 429, b"", now);
        }
        self.next_command += 1;
        let token = Token(self.next_command);
        self.commands.insert(token, request_id.to_string());
        let (component, name) = payload::split_command(name);
        let command = Command {
            token,
            component: component.map(String::from),
            name: name.to_string(),
            payload,
        };
        self.events.push_back(Event::Command(command));
    }

    fn handle_twin_response(&mut self, request_id: &str, status: i32, body: &[u8], now: Now) {
        match self.reports.answer(request_id, status, now.monotonic, &mut self.random) {
            Outcome::Accepted(ids) => self.events.push_back(Event::Reported(ids)),
            Outcome::Refused(patch, status) => self.events.push_back(Event::ReportRefused {
                reports: patch.ids,
                properties: patch.properties.into_iter().map(|(property, _)| property).collect(),
                status,
            }),
            Outcome::Again => {}
            Outcome::Doubtful => self.desired.read_again(now.monotonic),
            Outcome::Unknown => {
                if let Answer::Read(document) =
                    self.desired
                        .answer(request_id, status, body, now.monotonic, &mut self.random)
                {
                    self.reports.set_reported(&document.reported);
                    let desired = self.desired.take_document(&self.config, &document);
                    self.events.extend(desired.into_iter().map(Event::Desired));
                    self.events.push_back(Event::Synchronized);
                }
            }
        }
    }

    /// Writes what may be written now.
    pub(super) fn write_due(&mut self, now: Now) -> Result<(), ProtocolError> {
        let Link::Online(online) = &self.link else {
            return Ok(());
        };
        let (subscribed, draining) = (online.subscribing.is_none(), online.draining_until.is_some());
        let deadline = now.monotonic + self.config.answer_timeout;
        if subscribed && !draining && self.desired.is_due(now.monotonic) {
            let request_id = self.request_id();
            self.desired.start_reading(request_id.clone(), deadline);
            let topic = DeviceTopic::TwinGet {
                request_id: request_id.into(),
            }
            .to_string();
            self.write(mqtt::publish(&topic, b" ")?, now);
        }
        // What the twin held is to be known before it is changed.
        while subscribed && !draining && self.desired.is_read() && self.reports.is_due(now.monotonic) {
            let request_id = self.request_id();
            match self.reports.start(request_id.clone(), deadline) {
                Some(Started::Patch(body)) => {
                    let topic = DeviceTopic::ReportedPatch {
                        request_id: request_id.into(),
                    }
                    .to_string();
                    self.write(mqtt::publish(&topic, body.as_bytes())?, now);
                }
                Some(Started::Held(ids)) => self.events.push_back(Event::Reported(ids)),
                None => {}
            }
        }
        if !draining {
            while let Some(packet) =
                self.outbox
                    .write_next(self.config.in_flight, &mut self.packet_ids, now.monotonic)?
            {
                if self.outbox.under_way() == 1
                    && let Link::Online(online) = &mut self.link
                {
                    online.stalled_at = now.monotonic + self.config.answer_timeout * 4;
                }
                self.write(packet, now);
            }
        }
        if let Link::Online(online) = &mut self.link
            && online.silent_until.is_none()
            && online.ping_at(self.config.keep_alive) <= now.monotonic
        {
            online.silent_until = Some(now.monotonic + self.config.keep_alive / 2);
            self.write(mqtt::ping(), now);
        }
        Ok(())
    }

    fn request_id(&mut self) -> String {
        self.requests += 1;
        format!("{:x}-{:x}", self.connections, self.requests)
    }

    pub(super) fn write_response(&mut self, request_id: &str, status: i32, body: &[u8], now: Now) {
        let topic = DeviceTopic::MethodResponse {
            status,
            request_id: request_id.into(),
        }
        .to_string();
        // An answer that cannot be written (a request identifier that is no topic) has no one waiting for it.
        if let Ok(packet) = mqtt::publish(&topic, body) {
            self.write(packet, now);
        }
    }

    pub(super) fn write(&mut self, packet: Vec<u8>, now: Now) {
        if let Link::Online(online) = &mut self.link {
            online.last_sent = now.monotonic;
            self.outputs.push_back(Output::Bytes(Bytes(Zeroizing::new(packet))));
        }
    }
}
