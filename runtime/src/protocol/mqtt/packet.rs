//! MQTT 3.1.1 packets of a client: writing them into a buffer, and reading a hub's.
//!
//! Only the subset that IoT Hub has: QoS 0 and 1, no retained messages. Section numbers are those of the OASIS standard.

use alloc::vec::Vec;
use core::str;

/// A packet that cannot be written: one of its texts is longer than 65,535 bytes, or it is as a whole longer than 256 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unwritable;

/// Bytes that are not a packet of a hub; the text says in which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed(pub(super) &'static str);

/// CONNECT (§3.1), with clean session 0 as IoT Hub wants it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Connect<'a> {
    pub(super) client_id: &'a str,
    pub(super) user_name: &'a str,
    /// None where a certificate speaks for the device.
    pub(super) password: Option<&'a str>,
    /// In seconds.
    pub(super) keep_alive: u16,
}

/// How a message is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Qos {
    AtMostOnce,
    AtLeastOnce { packet_id: u16, duplicate: bool },
}

/// A packet from the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packet<'a> {
    /// CONNACK (§3.2).
    ConnectAcknowledged { session_present: bool, code: u8 },
    /// SUBACK (§3.9). Not all filters may have been granted.
    Subscribed { packet_id: u16, all: bool },
    /// PUBACK (§3.4).
    Acknowledged { packet_id: u16 },
    /// PUBLISH (§3.3); to be acknowledged if it has a packet identifier.
    Message {
        topic: &'a str,
        body: &'a [u8],
        packet_id: Option<u16>,
    },
    /// PINGRESP (§3.13).
    Pong,
}

impl Connect<'_> {
    pub(super) fn write(&self, out: &mut Vec<u8>) -> Result<(), Unwritable> {
        let password_flag = if self.password.is_some() { 0x40 } else { 0 };
        let texts = [Some(self.client_id), Some(self.user_name), self.password];
        let length = texts.iter().flatten().map(|text| 2 + text.len()).sum::<usize>() + 10;
        // Full size at once: no piece of the password stays behind where a buffer grew.
        out.reserve_exact(5 + length);
        begin(0x10, length, out)?;
        out.extend_from_slice(b"\x00\x04MQTT\x04");
        out.push(0x80 | password_flag);
        out.extend_from_slice(&self.keep_alive.to_be_bytes());
        texts.iter().flatten().try_for_each(|text| write_text(text, out))
    }
}

/// SUBSCRIBE (§3.8): filters with the QoS asked for.
pub(super) fn subscribe(packet_id: u16, filters: &[(&str, u8)], out: &mut Vec<u8>) -> Result<(), Unwritable> {
    let length = 2 + filters.iter().map(|(filter, _)| 3 + filter.len()).sum::<usize>();
    begin(0x82, length, out)?;
    out.extend_from_slice(&packet_id.to_be_bytes());
    for (filter, qos) in filters {
        write_text(filter, out)?;
        out.push(*qos);
    }
    Ok(())
}

/// PUBLISH (§3.3).
pub(super) fn publish(topic: &str, body: &[u8], qos: Qos, out: &mut Vec<u8>) -> Result<(), Unwritable> {
    let (flags, packet_id) = match qos {
        Qos::AtMostOnce => (0, None),
        Qos::AtLeastOnce { packet_id, duplicate } => (2 | u8::from(duplicate) << 3, Some(packet_id.to_be_bytes())),
    };
    let packet_id = packet_id.as_ref().map_or(&[][..], |bytes| &bytes[..]);
    let topic_length = u16::try_from(topic.len()).map_err(|_| Unwritable)?;
    begin(0x30 | flags, 2 + topic.len() + packet_id.len() + body.len(), out)?;
    out.extend_from_slice(&topic_length.to_be_bytes());
    out.extend_from_slice(topic.as_bytes());
    out.extend_from_slice(packet_id);
    out.extend_from_slice(body);
    Ok(())
}

/// PUBACK (§3.4).
pub(super) fn acknowledge(packet_id: u16, out: &mut Vec<u8>) {
    out.extend_from_slice(&[0x40, 2]);
    out.extend_from_slice(&packet_id.to_be_bytes());
}

/// PINGREQ (§3.12).
pub(super) fn ping(out: &mut Vec<u8>) {
    out.extend_from_slice(&[0xC0, 0]);
}

/// DISCONNECT (§3.14).
pub(super) fn disconnect(out: &mut Vec<u8>) {
    out.extend_from_slice(&[0xE0, 0]);
}

/// The fixed header (§2.2): type with flags, and the length of the rest.
fn begin(first: u8, length: usize, out: &mut Vec<u8>) -> Result<(), Unwritable> {
    let mut rest = u32::try_from(length)
        .ok()
        .filter(|length| *length < 1 << 28)
        .ok_or(Unwritable)?;
    out.reserve(5 + length);
    out.push(first);
    loop {
        let [low, ..] = (rest & 0x7F).to_le_bytes();
        rest >>= 7;
        out.push(if rest > 0 { low | 0x80 } else { low });
        if rest == 0 {
            return Ok(());
        }
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) -> Result<(), Unwritable> {
    let length = u16::try_from(text.len()).map_err(|_| Unwritable)?;
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

/// The lengths of fixed header and body of the packet that begins here; `None`: not all of the header is there.
pub(super) fn lengths(bytes: &[u8], maximum: usize) -> Result<Option<(usize, usize)>, Malformed> {
    let mut length = 0_usize;
    for (index, byte) in bytes.iter().skip(1).take(4).enumerate() {
        length |= usize::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            return if length <= maximum {
                Ok(Some((index + 2, length)))
            } else {
                Err(Malformed("a packet larger than 1 MiB"))
            };
        }
    }
    if bytes.len() > 4 {
        Err(Malformed("a packet whose length has no end"))
    } else {
        Ok(None)
    }
}

/// Reads a whole packet: the first byte, and what follows the fixed header.
pub(super) fn parse(first: u8, body: &[u8]) -> Result<Packet<'_>, Malformed> {
    Ok(match (first, body) {
        (0x20, [flags @ 0..=1, code]) => Packet::ConnectAcknowledged {
            session_present: *flags == 1,
            code: *code,
        },
        (0x30..=0x3F, _) => parse_message(first, body)?,
        (0x40, [high, low]) => Packet::Acknowledged {
            packet_id: u16::from_be_bytes([*high, *low]),
        },
        (0x90, [high, low, codes @ ..]) if !codes.is_empty() => Packet::Subscribed {
            packet_id: u16::from_be_bytes([*high, *low]),
            all: codes.iter().all(|code| *code <= 2),
        },
        (0xD0, []) => Packet::Pong,
        (0x20, _) => return Err(Malformed("a CONNACK of another form")),
        (0x40, _) => return Err(Malformed("a PUBACK of another form")),
        (0x90, _) => return Err(Malformed("a SUBACK of another form")),
        (0xD0, _) => return Err(Malformed("a PINGRESP of another form")),
        _ => return Err(Malformed("a packet that no hub sends")),
    })
}

fn parse_message(first: u8, body: &[u8]) -> Result<Packet<'_>, Malformed> {
    let short = Malformed("a PUBLISH that ends too early");
    let (length, rest) = body.split_first_chunk().ok_or(short)?;
    let (topic, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or(short)?;
    let topic = str::from_utf8(topic).map_err(|_| Malformed("a topic that is not UTF-8"))?;
    if topic.is_empty() || topic.contains(['+', '#', '\0']) {
        return Err(Malformed("a topic that MQTT does not have"));
    }
    let (packet_id, body) = match first >> 1 & 3 {
        0 => (None, rest),
        1 => {
            let (packet_id, rest) = rest.split_first_chunk().ok_or(short)?;
            match u16::from_be_bytes(*packet_id) {
                0 => return Err(Malformed("a packet identifier of 0")),
                packet_id => (Some(packet_id), rest),
            }
        }
        _ => return Err(Malformed("a PUBLISH at a QoS that was not granted")),
    };
    Ok(Packet::Message { topic, body, packet_id })
}
