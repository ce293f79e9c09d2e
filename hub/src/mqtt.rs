//! MQTT 3.1.1 in the server's role. The only file that knows the MQTT library.

use core::fmt;
use core::time::Duration;

use mqtt_protocol_core::mqtt::common::Cursor;
use mqtt_protocol_core::mqtt::connection::{ConnectionOptions, Event, TimerKind};
use mqtt_protocol_core::mqtt::packet::{self, GenericPacketTrait as _, Qos, v3_1_1};
use mqtt_protocol_core::mqtt::result_code::{ConnectReturnCode, MqttError, SubackReturnCode};
use mqtt_protocol_core::mqtt::{Connection, Version, role};
use zeroize::Zeroizing;

use crate::packet::{Packet, Will};

/// Room for the largest message IoT Hub takes, with its topic. What is larger closes the connection.
const MAXIMUM_PACKET_SIZE: u32 = 512 * 1024;
/// IoT Hub waits one and a half times the keep-alive interval, but never longer than this.
const MAXIMUM_SILENCE: Duration = Duration::from_secs(1767);

/// The password of a CONNECT packet; not shown by `Debug`.
pub(crate) struct Password(Zeroizing<Vec<u8>>);

impl Password {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// What the connection has to do, in order.
#[derive(Debug)]
pub(crate) enum Step {
    /// A packet came; a CONNECT with its password.
    Received(Packet, Option<Password>),
    /// These bytes are to be written; they are this packet.
    Send(Vec<u8>, Packet),
    /// Close when nothing comes for this long; `None`: any silence is fine.
    SilenceLimit(Option<Duration>),
    /// Close the connection.
    Close,
}

/// The protocol state of one connection.
pub(crate) struct Protocol(Connection<role::Server>);

impl Protocol {
    pub(crate) fn new() -> Self {
        let options = ConnectionOptions::new().maximum_packet_size_recv(MAXIMUM_PACKET_SIZE);
        let mut connection = Connection::with_options(Version::V3_1_1, options);
        connection.set_auto_ping_response(true);
        Self(connection)
    }

    /// Takes bytes as they came from the network up to the end of a packet, and leaves the others.
    pub(crate) fn receive(&mut self, bytes: &mut &[u8]) -> Vec<Step> {
        let mut cursor = Cursor::new(*bytes);
        let events = self.0.recv(&mut cursor);
        *bytes = usize::try_from(cursor.position())
            .ok()
            .and_then(|taken| bytes.get(taken..))
            .unwrap_or_default();
        let mut steps = Vec::new();
        translate(events, &mut steps);
        steps
    }

    /// Sends a packet of the server.
    pub(crate) fn send(&mut self, packet: Packet) -> Vec<Step> {
        let mut steps = Vec::new();
        match to_library(packet) {
            Ok(Some(packet)) => translate(self.0.send(packet), &mut steps),
            // Not a server's packet, or one the format cannot hold, such as a topic of more than 64 KiB.
            Ok(None) | Err(_) => steps.push(Step::Close),
        }
        steps
    }
}

fn translate(events: Vec<Event>, steps: &mut Vec<Step>) {
    for event in events {
        match event {
            Event::NotifyPacketReceived(packet) => {
                let password = match &packet {
                    packet::Packet::V3_1_1Connect(connect) => connect
                        .password()
                        .map(|password| Password(Zeroizing::new(password.to_vec()))),
                    _ => None,
                };
                steps.push(from_library(&packet).map_or(Step::Close, |packet| Step::Received(packet, password)));
            }
            Event::RequestSendPacket { packet, .. } => match from_library(&packet) {
                Some(sent) => steps.push(Step::Send(packet.to_continuous_buffer(), sent)),
                None => steps.push(Step::Close),
            },
            Event::RequestTimerReset {
                kind: TimerKind::PingreqRecv,
                duration_ms,
            } => {
                steps.push(Step::SilenceLimit(Some(
                    Duration::from_millis(duration_ms).min(MAXIMUM_SILENCE),
                )));
            }
            Event::RequestTimerCancel(TimerKind::PingreqRecv) => steps.push(Step::SilenceLimit(None)),
            Event::RequestClose | Event::NotifyError(_) => steps.push(Step::Close),
            Event::NotifyPacketIdReleased(_) | Event::RequestTimerReset { .. } | Event::RequestTimerCancel(_) => {}
        }
    }
}

/// `None` for what has no place here: MQTT 5, and the packets of QoS 2.
fn from_library(packet: &packet::Packet) -> Option<Packet> {
    use packet::Packet as Library;
    Some(match packet {
        Library::V3_1_1Connect(connect) => Packet::Connect {
            client_id: connect.client_id().to_owned(),
            user_name: connect.user_name().map(str::to_owned),
            clean_session: connect.clean_session(),
            keep_alive: connect.keep_alive(),
            will: connect.will_topic().map(|topic| Will {
                topic: topic.to_owned(),
                payload: connect.will_payload().unwrap_or_default().to_vec(),
                qos: connect.will_qos() as u8,
            }),
        },
        Library::V3_1_1Connack(connack) => Packet::Connack {
            session_present: connack.session_present(),
            code: connack.return_code() as u8,
        },
        Library::V3_1_1Publish(publish) => Packet::Publish {
            topic: publish.topic_name().to_owned(),
            payload: publish.payload().as_slice().to_vec(),
            qos: publish.qos() as u8,
            retain: publish.retain(),
            dup: publish.dup(),
            packet_id: publish.packet_id(),
        },
        Library::V3_1_1Puback(puback) => Packet::Puback {
            packet_id: puback.packet_id(),
        },
        Library::V3_1_1Subscribe(subscribe) => Packet::Subscribe {
            packet_id: subscribe.packet_id(),
            filters: subscribe
                .entries()
                .iter()
                .map(|entry| (entry.topic_filter().to_owned(), entry.sub_opts().qos() as u8))
                .collect(),
        },
        Library::V3_1_1Suback(suback) => Packet::Suback {
            packet_id: suback.packet_id(),
            codes: suback.return_codes().into_iter().map(|code| code as u8).collect(),
        },
        Library::V3_1_1Unsubscribe(unsubscribe) => Packet::Unsubscribe {
            packet_id: unsubscribe.packet_id(),
            filters: unsubscribe
                .entries()
                .iter()
                .map(|filter| filter.as_str().to_owned())
                .collect(),
        },
        Library::V3_1_1Unsuback(unsuback) => Packet::Unsuback {
            packet_id: unsuback.packet_id(),
        },
        Library::V3_1_1Pingreq(_) => Packet::Pingreq,
        Library::V3_1_1Pingresp(_) => Packet::Pingresp,
        Library::V3_1_1Disconnect(_) => Packet::Disconnect,
        _ => return None,
    })
}

/// `None` for what only a client sends, and for messages above QoS 0: the hub has none.
fn to_library(packet: Packet) -> Result<Option<packet::Packet>, MqttError> {
    Ok(Some(match packet {
        Packet::Connack { session_present, code } => {
            let code = ConnectReturnCode::try_from(code).map_err(|_| MqttError::MalformedPacket)?;
            v3_1_1::Connack::builder()
                .session_present(session_present)
                .return_code(code)
                .build()?
                .into()
        }
        Packet::Publish {
            topic, payload, qos: 0, ..
        } => v3_1_1::Publish::builder()
            .topic_name(topic)?
            .qos(Qos::AtMostOnce)
            .payload(payload)
            .build()?
            .into(),
        Packet::Puback { packet_id } => v3_1_1::Puback::builder().packet_id(packet_id).build()?.into(),
        Packet::Suback { packet_id, codes } => {
            let codes = codes.into_iter().map(|code| match code {
                0 => SubackReturnCode::SuccessMaximumQos0,
                1 => SubackReturnCode::SuccessMaximumQos1,
                _ => SubackReturnCode::Failure,
            });
            v3_1_1::Suback::builder()
                .packet_id(packet_id)
                .return_codes(codes.collect())
                .build()?
                .into()
        }
        Packet::Unsuback { packet_id } => v3_1_1::Unsuback::builder().packet_id(packet_id).build()?.into(),
        _ => return Ok(None),
    }))
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a failed test should say so"
    )]
    use super::*;

    const CONNECT: &[u8] = b"\x10\x10\x00\x04MQTT\x04\x02\x00\x3c\x00\x04dev1";

    fn receive_all(protocol: &mut Protocol, mut bytes: &[u8]) -> Vec<Step> {
        let mut steps = Vec::new();
        while !bytes.is_empty() && !matches!(steps.last(), Some(Step::Close)) {
            steps.extend(protocol.receive(&mut bytes));
            if matches!(steps.last(), Some(Step::Received(Packet::Connect { .. }, _))) {
                steps.extend(protocol.send(Packet::Connack {
                    session_present: false,
                    code: 0,
                }));
            }
        }
        steps
    }

    #[test]
    fn packets_are_read_as_the_specification_writes_them() {
        let steps = receive_all(&mut Protocol::new(), &[CONNECT, b"\x32\x06\x00\x01t\x00\x07x"].concat());
        assert!(
            matches!(steps.first(), Some(Step::SilenceLimit(Some(limit))) if limit.as_secs() == 90),
            "{steps:?}"
        );
        let sent = steps.iter().find_map(|step| {
            if let Step::Send(bytes, _) = step {
                Some(bytes)
            } else {
                None
            }
        });
        assert_eq!(sent.unwrap(), &[0x20, 2, 0, 0]);
        let Some(Step::Received(packet, None)) = steps.last() else {
            unreachable!("{steps:?}")
        };
        assert_eq!(packet.to_string(), "PUBLISH q1 t x");
    }

    #[test]
    fn no_bytes_whatever_make_it_panic() {
        let packets: [&[u8]; 6] = [
            b"\x32\x06\x00\x01t\x00\x07x",
            b"\x34\x06\x00\x01t\x00\x07x",
            b"\x82\x06\x00\x01\x00\x01#\x02",
            b"\xa2\x05\x00\x01\x00\x01#",
            b"\x40\x02\x00\x01",
            b"\xc0\x00",
        ];
        let mut seed = 0x2545_F491_4F6C_DD1D_u64;
        let mut random = |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            usize::try_from(seed >> 33).unwrap() % below
        };
        for _ in 0..20_000 {
            let mut bytes = CONNECT.to_vec();
            for _ in 0..random(4) {
                bytes.extend_from_slice(packets[random(packets.len())]);
            }
            for _ in 0..=random(3) {
                let at = random(bytes.len());
                bytes[at] = u8::try_from(random(256)).unwrap();
            }
            bytes.truncate(1 + random(bytes.len()));
            receive_all(&mut Protocol::new(), &bytes);
        }
    }
}
