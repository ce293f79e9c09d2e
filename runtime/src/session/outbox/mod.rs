//! Telemetry that the hub has not acknowledged yet.

mod quarantine;

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::time::Duration;

use super::SendError;
use super::defects::{Defect, is_planted};
use crate::protocol::{Message, TelemetryId};
use crate::retry::Random;
use crate::settings::WhenFull;
use quarantine::Quarantine;

/// A message that was under way when so many connections in a row were ended goes alone from then on, so that one of
/// many can be told to be the cause.
const ALONE_FROM: u32 = 2;
/// And from so many on it is set aside, so that the others get through.
const QUARANTINE_FROM: u32 = 5;

/// Keeps every message, in order, until the hub has acknowledged it, over as many connections as that takes. The only
/// ones that are not kept are those over which the hub ends the connection again and again, while it takes others.
#[derive(Debug)]
pub(super) struct Outbox {
    entries: VecDeque<Entry>,
    /// The first so many messages have been sent over the present connection.
    sent: usize,
    quarantine: Quarantine,
    bytes: usize,
    next_id: u64,
    maximum_messages: usize,
    maximum_bytes: usize,
    when_full: WhenFull,
}

#[derive(Debug)]
struct Entry {
    id: TelemetryId,
    message: Message,
    /// How many connections in a row were ended while it was under way.
    losses: u32,
    /// The protocol knows it.
    was_sent: bool,
}

impl Entry {
    fn size(&self) -> usize {
        self.message.size()
    }

    const fn goes_alone(&self) -> bool {
        self.losses >= ALONE_FROM
    }
}

/// The way in which a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The device ended it, to open another.
    Planned,
    /// Nothing is known but that the other end ended it, which may be its way to refuse a message.
    ByTheHub,
    Other,
}

/// A message that was taken, and those that were dropped for it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) id: TelemetryId,
    /// Each with whether the protocol knows it.
    pub(super) dropped: Vec<(TelemetryId, bool)>,
}

impl Outbox {
    pub(super) const fn new(maximum_messages: usize, maximum_bytes: usize, when_full: WhenFull) -> Self {
        Self {
            entries: VecDeque::new(),
            sent: 0,
            quarantine: Quarantine::new(),
            bytes: 0,
            next_id: 1,
            maximum_messages,
            maximum_bytes,
            when_full,
        }
    }

    pub(super) fn push(&mut self, message: Message) -> Result<Taken, SendError> {
        let count = self.to_drop(message.size()).ok_or(SendError::Full)?;
        let dropped = self.entries.drain(self.sent..self.sent + count);
        let dropped: Vec<Entry> = dropped.collect();
        self.bytes -= dropped.iter().map(Entry::size).sum::<usize>();
        let id = TelemetryId(self.next_id);
        self.next_id += 1;
        self.bytes += message.size();
        self.entries.push_back(Entry {
            id,
            message,
            losses: 0,
            was_sent: false,
        });
        Ok(Taken {
            id,
            dropped: dropped.into_iter().map(|entry| (entry.id, entry.was_sent)).collect(),
        })
    }

    /// The number of the next message.
    pub(super) const fn next_number(&self) -> u64 {
        self.next_id
    }

    /// How many of the oldest messages that are not under way have to be dropped so that one of this size fits; `None` if
    /// it does not fit.
    pub(super) fn to_drop(&self, size: usize) -> Option<usize> {
        // A message that is larger than the whole outbox may still go alone.
        let fits = |messages: usize, bytes: usize| {
            messages == 0 || messages < self.maximum_messages && bytes + size <= self.maximum_bytes
        };
        let (mut messages, mut bytes, mut count) = (self.len(), self.bytes, 0);
        let mut unsent = self.entries.iter().skip(self.sent);
        while !fits(messages, bytes) {
            if self.when_full != WhenFull::DropOldest {
                return None;
            }
            bytes -= unsent.next()?.size();
            messages -= 1;
            count += 1;
        }
        Some(count)
    }

    /// The next message to be sent, if fewer than `window` are under way.
    pub(super) fn send_next(&mut self, window: usize, now: Duration) -> Option<TelemetryId> {
        if self.quarantine.is_under_way() {
            return None;
        }
        if self.quarantine.is_due(now) {
            return if self.sent > 0 {
                None
            } else {
                self.quarantine.send_next()
            };
        }
        let alone = self.entries.front().is_some_and(Entry::goes_alone);
        let window = if alone { 1 } else { window.max(1) };
        if self.sent >= window {
            return None;
        }
        let next = self.entries.get_mut(self.sent)?;
        if next.goes_alone() && self.sent > 0 {
            return None;
        }
        next.was_sent = true;
        self.sent += 1;
        Some(next.id)
    }

    /// A message that is here.
    pub(super) fn get(&self, id: TelemetryId) -> Option<&Message> {
        match self.entries.binary_search_by_key(&id, |entry| entry.id) {
            Ok(index) => self.entries.get(index).map(|entry| &entry.message),
            Err(_) => self.quarantine.get(id),
        }
    }

    /// The hub has a message, or refuses it for good; `false` if it is none that is under way.
    pub(super) fn end(&mut self, id: TelemetryId) -> bool {
        let entry = match self.entries.iter().take(self.sent).position(|entry| entry.id == id) {
            Some(index) => {
                self.sent -= 1;
                self.quarantine.another_passed();
                self.entries.remove(index)
            }
            None => self.quarantine.acknowledge(id),
        };
        let Some(entry) = entry else { return false };
        self.bytes -= entry.size();
        true
    }

    /// The connection is gone. A message that is given up is returned.
    pub(super) fn disconnected(&mut self, ending: Ending, now: Duration, random: &mut Random) -> Option<TelemetryId> {
        let by_the_hub = ending == Ending::ByTheHub;
        let sent = core::mem::take(&mut self.sent);
        let planned = ending == Ending::Planned;
        if is_planted(Defect::LostAtDisconnect) || planned && is_planted(Defect::DroppedByRenewal) {
            let lost = self.entries.drain(..sent).map(|entry| entry.size());
            self.bytes -= lost.sum::<usize>();
        }
        if by_the_hub {
            for entry in self.entries.iter_mut().take(sent) {
                entry.losses += 1;
            }
            let is_to_blame = |entry: &Entry| sent == 1 && entry.losses >= QUARANTINE_FROM;
            if self.entries.front().is_some_and(is_to_blame)
                && let Some(entry) = self.entries.pop_front()
            {
                self.quarantine.set_aside(entry, now, random);
            }
        }
        let given_up = self.quarantine.disconnected(by_the_hub, now, random)?;
        self.bytes -= given_up.size();
        Some(given_up.id)
    }

    /// When a message that was set aside may be sent, if nothing else is under way.
    pub(super) fn timeout(&self) -> Option<Duration> {
        if self.under_way() > 0 {
            return None;
        }
        self.quarantine.timeout()
    }

    /// Whether a message of ordinary size would be taken.
    pub(super) fn has_room(&self) -> bool {
        let may_drop = self.when_full == WhenFull::DropOldest && self.entries.len() > self.sent;
        may_drop || self.len() < self.maximum_messages && (self.bytes < self.maximum_bytes || self.is_empty())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many messages the hub does not have.
    pub(super) fn len(&self) -> usize {
        self.entries.len() + self.quarantine.len()
    }

    /// How many messages are under way.
    pub(super) fn under_way(&self) -> usize {
        self.sent + usize::from(self.quarantine.is_under_way())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;
    use alloc::format;

    const NOW: Duration = Duration::ZERO;

    fn filled(count: u64, when_full: WhenFull) -> Outbox {
        let mut outbox = Outbox::new(10, 1000, when_full);
        for index in 0..count {
            outbox.push(Message::json(format!("{index}"))).unwrap();
        }
        outbox
    }

    fn is_full(outbox: &mut Outbox) -> bool {
        outbox.push(Message::json("")) == Err(SendError::Full)
    }

    fn send_all(outbox: &mut Outbox) -> Vec<u64> {
        core::iter::from_fn(|| outbox.send_next(10, NOW))
            .map(|id| id.0)
            .collect()
    }

    #[test]
    fn a_full_outbox_refuses_and_has_room_again_after_an_acknowledgement() {
        let mut outbox = filled(10, WhenFull::Wait);
        assert!(is_full(&mut outbox));
        let first = outbox.send_next(1, NOW).unwrap();
        assert_eq!(outbox.send_next(1, NOW), None, "the window is full");
        assert!(outbox.end(first));
        assert!(!outbox.end(first), "only once");
        outbox.push(Message::json("")).unwrap();
    }

    #[test]
    fn the_oldest_that_is_not_under_way_is_dropped_where_that_is_wanted() {
        let mut outbox = filled(10, WhenFull::DropOldest);
        outbox.send_next(1, NOW).unwrap();
        let taken = outbox.push(Message::json("")).unwrap();
        assert_eq!(taken.dropped, [(TelemetryId(2), false)]);
        assert_eq!(outbox.len(), 10);
        let large = outbox.push(Message::json("x".repeat(900))).unwrap();
        assert_eq!(large.dropped, [3, 4, 5, 6, 7].map(|id| (TelemetryId(id), false)));
        assert_eq!(send_all(&mut outbox), [8, 9, 10, 11, 12]);
        assert!(is_full(&mut outbox) || outbox.len() < 10);
        let larger = Message::json("x".repeat(990));
        assert!(outbox.push(larger).is_err(), "all are under way, and stay");
        assert_eq!(outbox.len(), 6);
    }

    #[test]
    fn after_a_reconnect_messages_are_sent_again_in_order() {
        let mut outbox = filled(3, WhenFull::Wait);
        outbox.send_next(10, NOW).unwrap();
        outbox.send_next(10, NOW).unwrap();
        outbox.disconnected(Ending::ByTheHub, NOW, &mut Random::new(1));
        assert!(
            !outbox.end(TelemetryId(1)),
            "an acknowledgement of an earlier connection counts no more"
        );
        assert_eq!(send_all(&mut outbox), [1, 2, 3]);
    }
}
