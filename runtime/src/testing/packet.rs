//! MQTT packets as a hub reads and writes them. By hand, as a second opinion on those of the device.

use alloc::string::String;
use alloc::vec::Vec;

/// A packet of a device.
#[derive(Debug)]
pub(super) enum Packet {
    Connect {
        user_name: String,
    },
    Publish {
        topic: String,
        body: Vec<u8>,
        /// To be acknowledged, if there is one.
        packet_id: Option<u16>,
    },
    Subscribe {
        packet_id: u16,
        filters: Vec<String>,
    },
    /// The device has a message that was sent to be acknowledged.
    Acknowledged {
        packet_id: u16,
    },
    Ping,
    Disconnect,
}

/// Bytes that are no packet of a device.
#[derive(Debug)]
pub(super) struct Malformed;

/// Takes the first packet off the input, if it is all there.
pub(super) fn take(input: &mut Vec<u8>) -> Result<Option<Packet>, Malformed> {
    let (mut length, mut index) = (0_usize, 1);
    loop {
        let Some(byte) = input.get(index) else { return Ok(None) };
        if index > 4 {
            return Err(Malformed);
        }
        length |= usize::from(byte & 127) << (7 * (index - 1));
        index += 1;
        if byte & 128 == 0 {
            break;
        }
    }
    if input.len() < index + length {
        return Ok(None);
    }
    let packet: Vec<u8> = input.drain(..index + length).collect();
    let (head, body) = (packet.first(), packet.get(index..));
    let (Some(head), Some(body)) = (head, body) else {
        return Err(Malformed);
    };
    parse(*head, Body(body)).map(Some).ok_or(Malformed)
}

fn parse(head: u8, mut body: Body<'_>) -> Option<Packet> {
    match head >> 4 {
        1 => {
            body.take(10)?; // protocol name and level, flags, keep-alive
            body.text()?; // client identifier
            let user_name = body.text()?;
            Some(Packet::Connect { user_name })
        }
        3 => {
            let topic = body.text()?;
            let packet_id = match head & 6 {
                0 => None,
                2 => Some(body.number()?),
                _ => return None,
            };
            let body = body.0.to_vec();
            Some(Packet::Publish { topic, body, packet_id })
        }
        4 => Some(Packet::Acknowledged {
            packet_id: body.number()?,
        }),
        8 => {
            let packet_id = body.number()?;
            let mut filters = Vec::new();
            while !body.0.is_empty() {
                filters.push(body.text()?);
                body.take(1)?;
            }
            Some(Packet::Subscribe { packet_id, filters })
        }
        12 => Some(Packet::Ping),
        14 => Some(Packet::Disconnect),
        _ => None,
    }
}

struct Body<'a>(&'a [u8]);

impl<'a> Body<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u16> {
        Some(u16::from_be_bytes(self.take(2)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        String::from_utf8(self.take(length.into())?.to_vec()).ok()
    }
}

pub(super) fn welcome(return_code: u8, session_present: bool) -> Vec<u8> {
    Vec::from([0x20, 2, u8::from(session_present), return_code])
}

pub(super) fn subscribed(packet_id: u16, filters: usize) -> Vec<u8> {
    let [high, low] = packet_id.to_be_bytes();
    let mut body = Vec::from([high, low]);
    body.resize(2 + filters, 0);
    packet(0x90, &body)
}

pub(super) fn acknowledged(packet_id: u16) -> Vec<u8> {
    packet(0x40, &packet_id.to_be_bytes())
}

pub(super) fn pong() -> Vec<u8> {
    packet(0xD0, &[])
}

/// A message; with a packet identifier, one that is to be acknowledged.
pub(super) fn message(topic: &str, payload: &[u8], packet_id: Option<u16>) -> Vec<u8> {
    let length = u16::try_from(topic.len()).unwrap_or(u16::MAX);
    let mut body = Vec::from(length.to_be_bytes());
    body.extend_from_slice(topic.as_bytes());
    body.extend(packet_id.iter().flat_map(|packet_id| packet_id.to_be_bytes()));
    body.extend_from_slice(payload);
    packet(if packet_id.is_some() { 0x32 } else { 0x30 }, &body)
}

fn packet(head: u8, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::from([head]);
    let mut rest = body.len();
    loop {
        let more = if rest > 127 { 128 } else { 0 };
        out.push(u8::try_from(rest % 128).unwrap_or_default() | more);
        rest /= 128;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(body);
    out
}
