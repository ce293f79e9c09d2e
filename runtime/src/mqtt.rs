//! MQTT 3.1.1 packets of the client's side: the one file of the device that knows the MQTT library.
//!
//! Only its packets and its framing are used. What has been sent and not yet acknowledged is the session's to remember,
//! over connections and whether or not the hub still knows.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use mqtt_protocol_core::mqtt::common::Cursor;
use mqtt_protocol_core::mqtt::connection::{PacketBuildResult, PacketBuilder, RawPacket};
use mqtt_protocol_core::mqtt::packet::v3_1_1::{Connack, Disconnect, Pingreq, Puback, Publish, Suback, Subscribe};
use mqtt_protocol_core::mqtt::packet::{Qos, SubEntry, SubOpts, VariableByteInteger};
use mqtt_protocol_core::mqtt::result_code::{ConnectReturnCode, MqttError};
use zeroize::Zeroizing;

/// No message of a hub comes near; what claims to be larger is not read.
const MAXIMUM_PACKET: u32 = 1024 * 1024;

/// The peer broke the protocol, or a packet cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ProtocolError;

impl From<MqttError> for ProtocolError {
    fn from(_: MqttError) -> Self {
        Self
    }
}

/// The hub's answer to CONNECT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Welcome {
    Accepted { session_present: bool },
    Unavailable,
    Unauthorized,
    Refused,
}

/// A packet from the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Packet {
    Welcome(Welcome),
    /// Not all filters may have been granted.
    Subscribed {
        packet_id: u16,
        all: bool,
    },
    Acknowledged {
        packet_id: u16,
    },
    Message {
        topic: String,
        body: Vec<u8>,
        /// To be acknowledged, if there is one.
        packet_id: Option<u16>,
    },
    Pong,
}

/// Puts packets together from bytes as they come.
pub(crate) struct Reader(PacketBuilder);

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reader(..)")
    }
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self(PacketBuilder::with_maximum_packet_size(MAXIMUM_PACKET))
    }

    /// The next packet; takes what it needs from the front of `bytes`. `None`: more bytes are needed.
    pub(crate) fn next(&mut self, bytes: &mut &[u8]) -> Result<Option<Packet>, ProtocolError> {
        loop {
            let mut cursor = Cursor::new(*bytes);
            let result = self.0.feed(&mut cursor);
            let read = usize::try_from(cursor.position()).map_err(|_| ProtocolError)?;
            *bytes = bytes.get(read..).ok_or(ProtocolError)?;
            match result {
                PacketBuildResult::Complete(raw) => return parse(&raw).map(Some),
                PacketBuildResult::Error(_) => return Err(ProtocolError),
                PacketBuildResult::Incomplete if bytes.is_empty() || read == 0 => return Ok(None),
                PacketBuildResult::Incomplete => {}
            }
        }
    }
}

fn parse(raw: &RawPacket) -> Result<Packet, ProtocolError> {
    Ok(match raw.packet_type() {
        2 => {
            let packet = raw.parse_exact(Connack::parse)?;
            Packet::Welcome(match packet.return_code() {
                ConnectReturnCode::Accepted => Welcome::Accepted {
                    session_present: packet.session_present(),
                },
                ConnectReturnCode::ServerUnavailable => Welcome::Unavailable,
                ConnectReturnCode::BadUserNameOrPassword | ConnectReturnCode::NotAuthorized => Welcome::Unauthorized,
                ConnectReturnCode::UnacceptableProtocolVersion | ConnectReturnCode::IdentifierRejected => {
                    Welcome::Refused
                }
            })
        }
        3 => {
            let packet = match &raw.data {
                mqtt_protocol_core::mqtt::connection::PacketData::Publish(data) => {
                    Publish::parse(raw.flags(), data.clone())?.0
                }
                mqtt_protocol_core::mqtt::connection::PacketData::Normal(_) => return Err(ProtocolError),
            };
            let packet_id = match packet.qos() {
                Qos::AtMostOnce => None,
                Qos::AtLeastOnce => packet
                    .packet_id()
                    .filter(|id| *id != 0)
                    .ok_or(ProtocolError)
                    .map(Some)?,
                // Never granted.
                Qos::ExactlyOnce => return Err(ProtocolError),
            };
            Packet::Message {
                topic: packet.topic_name().to_string(),
                body: packet.payload().as_slice().to_vec(),
                packet_id,
            }
        }
        4 => Packet::Acknowledged {
            packet_id: raw.parse_exact(Puback::parse)?.packet_id(),
        },
        9 => {
            let packet = raw.parse_exact(Suback::parse)?;
            let all = packet.return_codes().iter().all(|code| code.is_success());
            Packet::Subscribed {
                packet_id: packet.packet_id(),
                all,
            }
        }
        13 if raw.data_as_slice().is_empty() => Packet::Pong,
        _ => return Err(ProtocolError),
    })
}

/// CONNECT. Written by hand, since the library keeps copies of the password.
pub(crate) fn connect(
    client_id: &str,
    user_name: &str,
    password: &str,
    keep_alive: u16,
) -> Result<Zeroizing<Vec<u8>>, ProtocolError> {
    /// Protocol name and level, and the flags: user name, password, and clean session 0 as IoT Hub wants it.
    const HEAD: &[u8] = b"\x00\x04MQTT\x04\xC0";
    let texts = [client_id, user_name, password];
    let length = texts.iter().map(|text| 2 + text.len()).sum::<usize>() + HEAD.len() + 2;
    // Full size at once: no piece of the password stays behind where a buffer grew.
    let mut packet = Zeroizing::new(Vec::with_capacity(5 + length));
    packet.push(0x10);
    let remaining = u32::try_from(length).ok().and_then(VariableByteInteger::from_u32);
    packet.extend_from_slice(remaining.ok_or(ProtocolError)?.as_bytes());
    packet.extend_from_slice(HEAD);
    packet.extend_from_slice(&keep_alive.to_be_bytes());
    for text in texts {
        let length = u16::try_from(text.len()).map_err(|_| ProtocolError)?;
        packet.extend_from_slice(&length.to_be_bytes());
        packet.extend_from_slice(text.as_bytes());
    }
    Ok(packet)
}

/// SUBSCRIBE at QoS 0: what the hub pushes is not kept for a device that is away, so nothing is gained by more.
pub(crate) fn subscribe(packet_id: u16, filters: &[String]) -> Result<Vec<u8>, ProtocolError> {
    let entry = |filter: &String| SubEntry::new(filter.as_str(), SubOpts::new().set_qos(Qos::AtMostOnce));
    let entries = filters.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    Ok(Subscribe::builder()
        .packet_id(packet_id)
        .entries(entries)
        .build()?
        .to_continuous_buffer())
}

/// PUBLISH at QoS 1.
pub(crate) fn publish_acknowledged(
    packet_id: u16,
    duplicate: bool,
    topic: &str,
    body: &[u8],
) -> Result<Vec<u8>, ProtocolError> {
    let packet = Publish::builder()
        .topic_name(topic)?
        .qos(Qos::AtLeastOnce)
        .packet_id(packet_id)
        .dup(duplicate)
        .payload(body)
        .build()?;
    Ok(packet.to_continuous_buffer())
}

/// PUBLISH at QoS 0.
pub(crate) fn publish(topic: &str, body: &[u8]) -> Result<Vec<u8>, ProtocolError> {
    let packet = Publish::builder()
        .topic_name(topic)?
        .qos(Qos::AtMostOnce)
        .payload(body)
        .build()?;
    Ok(packet.to_continuous_buffer())
}

/// PUBACK.
pub(crate) fn acknowledge(packet_id: u16) -> Result<Vec<u8>, ProtocolError> {
    Ok(Puback::builder().packet_id(packet_id).build()?.to_continuous_buffer())
}

/// PINGREQ.
pub(crate) fn ping() -> Vec<u8> {
    Pingreq::new().to_continuous_buffer()
}

/// DISCONNECT.
pub(crate) fn disconnect() -> Vec<u8> {
    Disconnect::new().to_continuous_buffer()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a failed test should say so"
    )]
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<Packet>, ProtocolError> {
        let (mut reader, mut rest, mut out) = (Reader::new(), bytes, Vec::new());
        while let Some(packet) = reader.next(&mut rest)? {
            out.push(packet);
        }
        assert!(rest.is_empty());
        Ok(out)
    }

    #[test]
    fn connect_has_clean_session_0_user_name_and_password() {
        let bytes = connect("dev1", "localhost/dev1/?api-version=2021-04-12", "secret", 60).unwrap();
        let head = [&b"\x10\x40\x00\x04MQTT\x04\xC0\x00\x3C\x00\x04dev1\x00\x26localhost/dev1/"[..]].concat();
        assert_eq!(bytes[..head.len()], head);
        assert!(bytes.ends_with(b"\x00\x06secret"));
    }

    #[test]
    fn packets_are_written_as_the_specification_says() {
        assert_eq!(
            subscribe(1, &["$iothub/methods/POST/#".to_string()]).unwrap(),
            b"\x82\x1B\x00\x01\x00\x16$iothub/methods/POST/#\x00"
        );
        assert_eq!(
            publish_acknowledged(7, true, "a/b", b"{}").unwrap(),
            b"\x3A\x09\x00\x03a/b\x00\x07{}"
        );
        assert_eq!(publish("a/b", b"").unwrap(), b"\x30\x05\x00\x03a/b");
        assert_eq!(acknowledge(7).unwrap(), b"\x40\x02\x00\x07");
        assert_eq!(ping(), b"\xC0\x00");
        assert_eq!(disconnect(), b"\xE0\x00");
    }

    #[test]
    fn packets_are_read_from_any_pieces() {
        let bytes =
            b"\x20\x02\x01\x00\x90\x05\x00\x01\x00\x01\x80\x40\x02\x00\x07\x32\x09\x00\x03a/b\x00\x08{}\xD0\x00";
        let expected = [
            Packet::Welcome(Welcome::Accepted { session_present: true }),
            Packet::Subscribed {
                packet_id: 1,
                all: false,
            },
            Packet::Acknowledged { packet_id: 7 },
            Packet::Message {
                topic: "a/b".into(),
                body: b"{}".to_vec(),
                packet_id: Some(8),
            },
            Packet::Pong,
        ];
        assert_eq!(read(bytes).unwrap(), expected);
        let (mut reader, mut out) = (Reader::new(), Vec::new());
        for byte in bytes {
            out.extend(reader.next(&mut &[*byte][..]).unwrap());
        }
        assert_eq!(out, expected);
    }

    #[test]
    fn the_hubs_refusals_are_told_apart() {
        for (code, welcome) in [
            (1, Welcome::Refused),
            (2, Welcome::Refused),
            (3, Welcome::Unavailable),
            (4, Welcome::Unauthorized),
            (5, Welcome::Unauthorized),
        ] {
            assert_eq!(read(&[0x20, 2, 0, code]).unwrap(), [Packet::Welcome(welcome)]);
        }
    }

    #[test]
    fn what_is_no_packet_for_a_client_is_an_error() {
        let cases: [&[u8]; 9] = [
            b"\x00\x00",
            b"\x10\x00",
            b"\xFF\xFF\xFF\xFF\xFF",
            b"\x30\xFF\xFF\xFF\x7F",
            b"\x20\x02\x00\x09",
            b"\x20\x03\x00\x00\x00",
            b"\x34\x07\x00\x03a/b\x00\x08",
            b"\x32\x07\x00\x03a/b\x00\x00",
            b"\x30\x04\x00\x09ab",
        ];
        for bytes in cases {
            assert_eq!(read(bytes), Err(ProtocolError), "{bytes:?}");
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let mut random = crate::retry::Random::new(1);
        for _ in 0..20_000 {
            let length = random.next() % 40;
            let bytes: Vec<u8> = (0..length).map(|_| random.next().to_le_bytes()[0]).collect();
            let (mut reader, mut rest) = (Reader::new(), bytes.as_slice());
            while let Ok(Some(_)) = reader.next(&mut rest) {}
        }
    }
}
