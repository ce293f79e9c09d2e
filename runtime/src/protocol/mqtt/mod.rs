//! MQTT 3.1.1 as IoT Hub speaks it, sans-io: bytes, requests and time go in; bytes, inputs and the next deadline come out.
//!
//! A connection begins with [`Mqtt::handle_connect`]. Each method that may have something to write does so at the end of
//! the buffer that it is given. The inputs for the session are then taken by [`Mqtt::poll_input`]. One value serves all
//! connections of a device, one after the other, since MQTT's session outlives them.
//!
//! ```
//! use core::time::Duration;
//! use dtdl_runtime::Identity;
//! use dtdl_runtime::protocol::mqtt::{Config, Mqtt};
//! use dtdl_runtime::protocol::{Connect, Credential, Input, Now, Target};
//!
//! let mut mqtt = Mqtt::new(Config::new("dtmi:com:acme:Pump;1"));
//! let now = Now { monotonic: Duration::ZERO, wall: None };
//! let mut out = Vec::new();
//! let identity = Identity::device("contoso.azure-devices.net", "pump-1");
//! let target = Target::mqtt("contoso.azure-devices.net", 8883);
//! mqtt.handle_connect(&Connect::new(target, identity, Credential::Certificate), &mut out, now);
//! assert_eq!(out[0], 0x10); // CONNECT
//! mqtt.handle_bytes(&[0x20, 2, 0, 0], &mut out, now); // CONNACK
//! assert_eq!(mqtt.poll_input(), Some(Input::Connected));
//! ```

mod config;
mod packet;
mod packet_ids;
mod reader;
#[cfg(test)]
mod tests;
mod topics;

pub use config::Config;

use alloc::collections::VecDeque;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt::Write as _;
use core::time::Duration;

use super::{Capabilities, Connect, Credential, DeliveryId, Failure, Input, Refusal, Request};
use crate::time::Now;
use crate::wire::{DeviceTopic, Filter};
use packet::{Malformed, Packet, Qos, Unwritable};
use packet_ids::PacketIds;
use reader::Reader;

/// A new token needs a new connection.
pub(super) const CAPABILITIES: Capabilities = Capabilities {
    twin: true,
    renews_in_place: false,
};

const CLIENT_TYPE: &str = concat!("dtdl-runtime/", env!("CARGO_PKG_VERSION"));

/// See the [module](self).
#[derive(Debug)]
pub struct Mqtt {
    config: Config,
    packet_ids: PacketIds,
    /// Counts connections, so that request identifiers of different ones differ.
    connections: u64,
    connection: Option<Connection>,
    /// The telemetry topic of the identity that connected last, up to the properties.
    telemetry_topic: String,
    /// Kept for its memory.
    topic: String,
    inputs: VecDeque<Input>,
}

/// The present connection.
#[derive(Debug)]
struct Connection {
    /// The filter of cloud-to-device messages, if they are to be subscribed to.
    cloud_to_device: Option<String>,
    reader: Reader,
    is_welcome: bool,
    /// The packet identifier of the subscription, until it is answered.
    subscribing: Option<(u16, Duration)>,
    last_sent: Duration,
    last_received: Duration,
    /// A ping is out; without any sign of life until then, the hub is gone.
    silent_at: Option<Duration>,
}

impl Connection {
    /// When to ask for a sign of life: half the keep-alive after the last, in either direction.
    fn ping_at(&self, keep_alive: Duration) -> Duration {
        self.last_sent.min(self.last_received) + keep_alive / 2
    }
}

impl Mqtt {
    /// MQTT for a device that has not connected yet.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            config: config.within_reason(),
            packet_ids: PacketIds::default(),
            connections: 0,
            connection: None,
            telemetry_topic: String::new(),
            topic: String::new(),
            inputs: VecDeque::new(),
        }
    }

    /// A new connection is open: writes CONNECT. An earlier one is forgotten.
    pub fn handle_connect(&mut self, connect: &Connect, out: &mut Vec<u8>, now: Now) {
        let Connect {
            identity, credential, ..
        } = connect;
        let client_id = identity.client_id();
        let user_name = identity.user_name().with_client_type(CLIENT_TYPE);
        let user_name = user_name.with_model_id(&self.config.model_id).to_string();
        let packet = packet::Connect {
            client_id: &client_id,
            user_name: &user_name,
            password: match credential {
                Credential::Token(token) => Some(token.as_str()),
                Credential::Certificate => None,
            },
            keep_alive: u16::try_from(self.config.keep_alive.as_secs()).unwrap_or(u16::MAX),
        };
        self.inputs.clear();
        // Under a name that is no part of a topic nothing could be sent or heard.
        if !identity.is_topic_part() || packet.write(out) == Err(Unwritable) {
            self.connection = None;
            self.inputs.push_back(Input::Refused(Refusal::Rejected));
            return;
        }
        let cloud_to_device = identity.cloud_to_device().filter(|_| self.config.cloud_to_device);
        self.telemetry_topic = identity.telemetry_topic();
        self.connections += 1;
        self.connection = Some(Connection {
            cloud_to_device: cloud_to_device.map(|filter| filter.to_string()),
            reader: Reader::default(),
            is_welcome: false,
            subscribing: None,
            last_sent: now.monotonic,
            last_received: now.monotonic,
            silent_at: None,
        });
    }

    /// The connection brought these bytes.
    pub fn handle_bytes(&mut self, bytes: &[u8], out: &mut Vec<u8>, now: Now) {
        let Some(connection) = &mut self.connection else { return };
        connection.last_received = now.monotonic;
        connection.silent_at = None;
        // Taken out meanwhile, so that a packet can be read where it is.
        let mut reader = core::mem::take(&mut connection.reader);
        let mut rest = bytes;
        let end = loop {
            match reader.next(&mut rest) {
                Ok(Some(packet)) => {
                    if let Err(failure) = self.handle_packet(packet, out, now) {
                        break Some(failure);
                    }
                }
                Ok(None) => break None,
                Err(Malformed(detail)) => break Some(Failure::Violation(detail)),
            }
        };
        match (end, &mut self.connection) {
            (Some(failure), _) => self.fail(failure),
            (None, Some(connection)) => connection.reader = reader,
            (None, None) => {}
        }
    }

    /// Writes a request. One for a connection that is not there is dropped: the session makes it again.
    pub fn handle_request(&mut self, request: Request<'_>, out: &mut Vec<u8>, now: Now) {
        if let Request::Forget(message) = request {
            return self.packet_ids.forget(message);
        }
        if !self.connection.as_ref().is_some_and(|connection| connection.is_welcome) {
            return;
        }
        match request {
            Request::Telemetry { id, message } => {
                let (packet_id, duplicate) = self.packet_ids.of(id);
                self.topic.clear();
                self.topic.push_str(&self.telemetry_topic);
                topics::write_properties(message, &mut self.topic, now);
                let qos = Qos::AtLeastOnce { packet_id, duplicate };
                if let Err(Unwritable) = packet::publish(&self.topic, &message.body, qos, out) {
                    self.packet_ids.forget(id);
                    self.inputs.push_back(Input::Rejected { id, status: 413 });
                }
            }
            Request::GetTwin(request) => {
                let request_id = topics::request_id(self.connections, request).into();
                self.publish(out, b" ", &DeviceTopic::TwinGet { request_id });
            }
            Request::PatchReported { request, patch } => {
                let request_id = topics::request_id(self.connections, request).into();
                self.publish(out, patch.as_bytes(), &DeviceTopic::ReportedPatch { request_id });
            }
            Request::RespondMethod { call, status, body } => {
                let request_id = call.into();
                self.publish(out, body, &DeviceTopic::MethodResponse { status, request_id });
            }
            Request::Settle(DeliveryId(packet_id), _) => {
                if let Some(packet_id) = u16::try_from(packet_id).ok().filter(|packet_id| *packet_id != 0) {
                    packet::acknowledge(packet_id, out);
                }
            }
            // Forgotten messages are dealt with above; a new token needs a new connection.
            Request::Forget(_) | Request::RenewToken(_) => return,
        }
        self.sent(now);
    }

    /// The time of [`Mqtt::poll_timeout`] has come. Harmless if called too early.
    pub fn handle_timeout(&mut self, out: &mut Vec<u8>, now: Now) {
        let Some(connection) = self.connection.as_mut().filter(|connection| connection.is_welcome) else {
            return;
        };
        let overdue = |deadline: Option<Duration>| deadline.is_some_and(|deadline| deadline <= now.monotonic);
        if overdue(connection.silent_at) || overdue(connection.subscribing.map(|(_, deadline)| deadline)) {
            return self.fail(Failure::Silent);
        }
        if connection.silent_at.is_none() && connection.ping_at(self.config.keep_alive) <= now.monotonic {
            connection.silent_at = Some(now.monotonic + self.config.keep_alive / 2);
            packet::ping(out);
            self.sent(now);
        }
    }

    /// Some of what was written has left; the rest is still on its way, and no answer to it can be expected so far.
    pub fn handle_progress(&mut self, now: Now) {
        let Some(connection) = &mut self.connection else { return };
        connection.last_sent = now.monotonic;
        if let Some(silent_at) = &mut connection.silent_at {
            *silent_at = now.monotonic + self.config.keep_alive / 2;
        }
        if let Some((_, deadline)) = &mut connection.subscribing {
            *deadline = now.monotonic + self.config.answer_timeout;
        }
        self.inputs.push_back(Input::Writing);
    }

    /// The connection is gone.
    pub fn handle_end(&mut self) {
        self.connection = None;
        self.inputs.clear();
    }

    /// Says good-bye; the connection is to be closed once everything is written.
    pub fn handle_disconnect(&mut self, out: &mut Vec<u8>) {
        if self.connection.take().is_some_and(|connection| connection.is_welcome) {
            packet::disconnect(out);
        }
        self.inputs.clear();
    }

    /// The next input that the hub's bytes made.
    pub fn poll_input(&mut self) -> Option<Input> {
        self.inputs.pop_front()
    }

    /// Whether the hub said something that has not been taken.
    #[must_use]
    pub fn has_input(&self) -> bool {
        !self.inputs.is_empty()
    }

    /// When [`Mqtt::handle_timeout`] wants to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        let connection = self.connection.as_ref().filter(|connection| connection.is_welcome)?;
        let ping = connection.ping_at(self.config.keep_alive);
        let subscribed = connection.subscribing.map(|(_, deadline)| deadline);
        Some(connection.silent_at.unwrap_or(ping))
            .into_iter()
            .chain(subscribed)
            .min()
    }

    fn fail(&mut self, failure: Failure) {
        self.connection = None;
        self.inputs.push_back(Input::Failed(failure));
    }

    fn sent(&mut self, now: Now) {
        if let Some(connection) = &mut self.connection {
            connection.last_sent = now.monotonic;
        }
    }

    /// Publishes at QoS 0. A request whose topic would not be one (the hub named its call in a way that is no part of a
    /// topic) is dropped: no answer could reach the caller.
    fn publish(&mut self, out: &mut Vec<u8>, body: &[u8], topic: &DeviceTopic<'_>) {
        self.topic.clear();
        let written = write!(self.topic, "{topic}");
        if written.is_ok() && !self.topic.contains(['#', '+', '\0']) {
            let _ = packet::publish(&self.topic, body, Qos::AtMostOnce, out);
        }
    }

    fn handle_packet(&mut self, packet: Packet<'_>, out: &mut Vec<u8>, now: Now) -> Result<(), Failure> {
        let Some(connection) = &mut self.connection else {
            return Ok(());
        };
        match (packet, connection.is_welcome) {
            (
                Packet::ConnectAcknowledged {
                    session_present,
                    code: 0,
                },
                false,
            ) => {
                connection.is_welcome = true;
                return self.welcome(session_present, out, now);
            }
            (Packet::ConnectAcknowledged { code, .. }, false) => {
                let refusal = match code {
                    3 => Refusal::Unavailable(None),
                    4 | 5 => Refusal::Unauthorized,
                    1 | 2 => Refusal::Rejected,
                    _ => return Err(Failure::Violation("a CONNACK with an unknown code")),
                };
                self.connection = None;
                self.inputs.push_back(Input::Refused(refusal));
            }
            (_, false) => return Err(Failure::Violation("a packet before CONNACK")),
            (Packet::ConnectAcknowledged { .. }, true) => return Err(Failure::Violation("a second CONNACK")),
            (Packet::Pong, true) => {}
            (Packet::Subscribed { packet_id, all }, true) => match connection.subscribing {
                Some((expected, _)) if expected == packet_id => {
                    connection.subscribing = None;
                    if !all {
                        return Err(Failure::NotSubscribed);
                    }
                    self.inputs.push_back(Input::Subscribed);
                }
                _ => self.inputs.push_back(Input::Unexpected("a SUBACK for no SUBSCRIBE")),
            },
            (Packet::Acknowledged { packet_id }, true) => {
                let input = self.packet_ids.acknowledge(packet_id).map(Input::Acknowledged);
                let unexpected = Input::Unexpected("a PUBACK for no message under way");
                self.inputs.push_back(input.unwrap_or(unexpected));
            }
            (Packet::Message { topic, body, packet_id }, true) => {
                let input = topics::read_message(topic, body, packet_id);
                // A cloud-to-device message is acknowledged when it is settled, everything else at once.
                if let Some(packet_id) = packet_id
                    && !matches!(input, Input::CloudToDevice { .. })
                {
                    packet::acknowledge(packet_id, out);
                    connection.last_sent = now.monotonic;
                }
                self.inputs.push_back(input);
            }
        }
        Ok(())
    }

    fn welcome(&mut self, session_present: bool, out: &mut Vec<u8>, now: Now) -> Result<(), Failure> {
        if !session_present {
            self.packet_ids.clear();
        }
        let packet_id = self.packet_ids.next();
        let Some(connection) = &mut self.connection else {
            return Ok(());
        };
        connection.subscribing = Some((packet_id, now.monotonic + self.config.answer_timeout));
        connection.last_sent = now.monotonic;
        let filters = [Filter::Methods, Filter::TwinResponses, Filter::DesiredPatches].map(|filter| filter.to_string());
        // At QoS 0, since the hub keeps none of it for a device that is away; it does keep cloud-to-device messages.
        let mut filters: Vec<(&str, u8)> = filters.iter().map(|filter| (filter.as_str(), 0)).collect();
        filters.extend(connection.cloud_to_device.as_deref().map(|filter| (filter, 1)));
        let written = packet::subscribe(packet_id, &filters, out);
        written.map_err(|Unwritable| Failure::Violation("a filter too long for MQTT"))?;
        self.inputs.push_back(Input::Connected);
        Ok(())
    }
}
