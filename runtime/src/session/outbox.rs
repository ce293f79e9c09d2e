//! Telemetry that the hub has not acknowledged yet.

use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use super::suspects::Suspects;
use super::{MessageId, SendError};
use crate::mqtt::{self, ProtocolError};
use crate::retry::Random;

/// A message that was under way when so many connections in a row were ended goes alone from then on, so that one of
/// many can be told to be the cause.
const ALONE_FROM: u32 = 2;
/// And from so many on it is set aside, so that the others get through.
const SUSPECT_FROM: u32 = 5;

/// Keeps every message, in order, until the hub has acknowledged it, over as many connections as that takes. The only
/// ones that are not kept are those over which the hub ends the connection again and again, while it takes others.
#[derive(Debug)]
pub(super) struct Outbox {
    messages: VecDeque<Message>,
    /// The first so many messages have been written to the present connection.
    written: usize,
    suspects: Suspects,
    bytes: usize,
    next_id: u64,
    maximum_messages: usize,
    maximum_bytes: usize,
}

#[derive(Debug)]
pub(super) struct Message {
    pub(super) id: MessageId,
    topic: String,
    body: Vec<u8>,
    /// Given when it is first written, and kept as long as the hub remembers the device's MQTT session.
    pub(super) packet_id: Option<u16>,
    /// How many connections in a row were ended while it was under way.
    losses: u32,
}

impl Message {
    const fn size(&self) -> usize {
        self.topic.len() + self.body.len()
    }

    /// The packet that brings it, with a packet identifier of its own, or `free`.
    pub(super) fn write(&mut self, free: u16) -> Result<Vec<u8>, ProtocolError> {
        let duplicate = self.packet_id.is_some();
        let packet_id = *self.packet_id.get_or_insert(free);
        mqtt::publish_acknowledged(packet_id, duplicate, &self.topic, &self.body)
    }
}

impl Outbox {
    pub(super) const fn new(maximum_messages: usize, maximum_bytes: usize) -> Self {
        Self {
            messages: VecDeque::new(),
            written: 0,
            suspects: Suspects::new(),
            bytes: 0,
            next_id: 1,
            maximum_messages,
            maximum_bytes,
        }
    }

    pub(super) fn push(&mut self, topic: String, body: Vec<u8>) -> Result<MessageId, SendError> {
        let id = MessageId(self.next_id);
        let message = Message {
            id,
            topic,
            body,
            packet_id: None,
            losses: 0,
        };
        // A message that is larger than the whole outbox may still go alone.
        if !self.has_room() || (!self.is_empty() && self.bytes + message.size() > self.maximum_bytes) {
            return Err(SendError::Full);
        }
        self.next_id += 1;
        self.bytes += message.size();
        self.messages.push_back(message);
        Ok(id)
    }

    /// Writes the next message if fewer than `window` are under way.
    pub(super) fn write_next(
        &mut self,
        window: usize,
        packet_ids: &mut PacketIds,
        now: Duration,
    ) -> Result<Option<Vec<u8>>, ProtocolError> {
        if self.suspects.is_under_way() {
            return Ok(None);
        }
        if self.suspects.is_due(now) {
            if self.written > 0 {
                return Ok(None);
            }
            let free = packet_ids.next(|id| self.uses(id));
            return self.suspects.write(free).transpose();
        }
        let goes_alone = |message: &Message| message.losses >= ALONE_FROM;
        let window = if self.messages.front().is_some_and(goes_alone) {
            1
        } else {
            window.max(1)
        };
        if self.written >= window {
            return Ok(None);
        }
        let free = match self.messages.get(self.written) {
            None => return Ok(None),
            Some(message) if goes_alone(message) && self.written > 0 => return Ok(None),
            Some(Message { packet_id: Some(_), .. }) => 0,
            Some(_) => packet_ids.next(|id| self.uses(id)),
        };
        let Some(message) = self.messages.get_mut(self.written) else {
            return Ok(None);
        };
        self.written += 1;
        message.write(free).map(Some)
    }

    /// The hub has a message. `None` if it is none of ours.
    pub(super) fn acknowledge(&mut self, packet_id: u16) -> Option<MessageId> {
        let is_it = |each: &Message| each.packet_id == Some(packet_id);
        let message = match self.messages.iter().take(self.written).position(is_it) {
            Some(position) => {
                self.written -= 1;
                self.suspects.another_passed();
                self.messages.remove(position)?
            }
            None => self.suspects.acknowledge(packet_id)?,
        };
        self.bytes -= message.size();
        Some(message.id)
    }

    /// The connection is gone; `by_the_hub` if nothing is known but that the other end ended it. A message that is given
    /// up is returned.
    pub(super) fn disconnected(&mut self, by_the_hub: bool, now: Duration, random: &mut Random) -> Option<MessageId> {
        let written = core::mem::take(&mut self.written);
        if by_the_hub {
            for message in self.messages.iter_mut().take(written) {
                message.losses += 1;
            }
            if written == 1
                && let Some(message) = self.messages.pop_front_if(|message| message.losses >= SUSPECT_FROM)
            {
                self.suspects.set_aside(message, now, random);
            }
        }
        let given_up = self.suspects.disconnected(by_the_hub, now, random)?;
        self.bytes -= given_up.size();
        Some(given_up.id)
    }

    /// A new connection: all that is here is to be written again. If the hub does not remember the MQTT session, its
    /// packet identifiers mean nothing any more.
    pub(super) fn restart(&mut self, session_present: bool) {
        if !session_present {
            for message in self.messages.iter_mut().chain(self.suspects.messages()) {
                message.packet_id = None;
            }
        }
    }

    /// When a message that was set aside may be written, if nothing else is under way.
    pub(super) fn timeout(&self) -> Option<Duration> {
        if self.under_way() > 0 {
            return None;
        }
        self.suspects.timeout()
    }

    pub(super) fn has_room(&self) -> bool {
        self.len() < self.maximum_messages && (self.bytes < self.maximum_bytes || self.is_empty())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many messages the hub does not have.
    pub(super) fn len(&self) -> usize {
        self.messages.len() + self.suspects.len()
    }

    /// Whether a packet identifier is a message's.
    pub(super) fn uses(&self, packet_id: u16) -> bool {
        self.messages.iter().any(|message| message.packet_id == Some(packet_id)) || self.suspects.uses(packet_id)
    }

    /// How many messages are under way.
    pub(super) fn under_way(&self) -> usize {
        self.written + usize::from(self.suspects.is_under_way())
    }
}

/// Gives out packet identifiers.
#[derive(Debug, Default)]
pub(super) struct PacketIds(u16);

impl PacketIds {
    /// The next identifier that is not zero and not in use. There are always free ones: few messages have one at a time.
    pub(super) fn next(&mut self, in_use: impl Fn(u16) -> bool) -> u16 {
        loop {
            self.0 = self.0.wrapping_add(1);
            if self.0 != 0 && !in_use(self.0) {
                return self.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a failed test should say so"
    )]
    use super::*;
    use alloc::format;

    const NOW: Duration = Duration::ZERO;

    fn filled(count: u64) -> (Outbox, PacketIds) {
        let mut outbox = Outbox::new(10, 1000);
        for index in 0..count {
            outbox.push("t".into(), format!("{index}").into_bytes()).unwrap();
        }
        (outbox, PacketIds::default())
    }

    #[test]
    fn a_full_outbox_refuses_and_has_room_again_after_an_acknowledgement() {
        let (mut outbox, mut ids) = filled(10);
        assert_eq!(outbox.push("t".into(), Vec::new()), Err(SendError::Full));
        outbox.write_next(1, &mut ids, NOW).unwrap().unwrap();
        assert_eq!(outbox.write_next(1, &mut ids, NOW), Ok(None), "the window is full");
        assert_eq!(outbox.acknowledge(1), Some(MessageId(1)));
        assert_eq!(outbox.acknowledge(1), None, "only once");
        outbox.push("t".into(), Vec::new()).unwrap();
    }

    #[test]
    fn after_a_reconnect_messages_keep_packet_id_and_order_and_are_marked_as_duplicates() {
        let (mut outbox, mut ids) = filled(3);
        for _ in 0..2 {
            outbox.write_next(10, &mut ids, NOW).unwrap();
        }
        outbox.disconnected(true, NOW, &mut Random::new(1));
        outbox.restart(true);
        let again: Vec<_> = core::iter::from_fn(|| outbox.write_next(10, &mut ids, NOW).unwrap()).collect();
        assert_eq!(again[0], b"\x3A\x06\x00\x01t\x00\x010");
        assert_eq!(again[1], b"\x3A\x06\x00\x01t\x00\x021");
        assert_eq!(again[2], b"\x32\x06\x00\x01t\x00\x032", "this one is new");
    }

    #[test]
    fn without_a_remembered_session_messages_are_new_again() {
        let (mut outbox, mut ids) = filled(1);
        outbox.write_next(10, &mut ids, NOW).unwrap();
        outbox.disconnected(true, NOW, &mut Random::new(1));
        outbox.restart(false);
        assert_eq!(outbox.acknowledge(1), None, "an old acknowledgement counts no more");
        assert_eq!(
            outbox.write_next(10, &mut ids, NOW).unwrap().unwrap(),
            b"\x32\x06\x00\x01t\x00\x020"
        );
    }
}
