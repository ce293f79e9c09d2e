//! Messages over which the hub seems to end the connection.
//!
//! A hub that dislikes a message has no way to say so but to hang up. A network that fails, a hub that is overloaded or
//! out of quota looks the same. What tells them apart is that other messages get through: a message is given up only
//! after it alone was under way when the connection was ended, and others passed, several times in turn. Meanwhile it
//! is tried ever more seldom, so that the device can go about its business.

use alloc::collections::VecDeque;
use core::time::Duration;

use super::Entry;
use crate::protocol::{Message, TelemetryId};
use crate::retry::{Backoff, Pace, Random};

/// A message is given up once it has ended so many connections between which others passed.
const STRIKES: u32 = 3;

#[derive(Debug)]
pub(super) struct Quarantine {
    queue: VecDeque<Suspect>,
    /// The first is under way, and nothing else is.
    under_way: bool,
    not_before: Duration,
    backoff: Backoff,
}

#[derive(Debug)]
struct Suspect {
    entry: Entry,
    strikes: u32,
    /// The hub has taken another message since this one last ended a connection.
    another_passed: bool,
}

impl Quarantine {
    pub(super) const fn new() -> Self {
        Self {
            queue: VecDeque::new(),
            under_way: false,
            not_before: Duration::ZERO,
            backoff: Backoff::new(),
        }
    }

    pub(super) fn set_aside(&mut self, entry: Entry, now: Duration, random: &mut Random) {
        self.queue.push_back(Suspect {
            entry,
            strikes: 0,
            another_passed: false,
        });
        self.not_before = now + self.backoff.delay(Pace::Throttled, random);
    }

    pub(super) fn another_passed(&mut self) {
        for suspect in &mut self.queue {
            suspect.another_passed = true;
        }
    }

    pub(super) fn is_due(&self, now: Duration) -> bool {
        !self.queue.is_empty() && self.not_before <= now
    }

    /// The next message to be sent; it is under way from here on.
    pub(super) fn send_next(&mut self) -> Option<TelemetryId> {
        let suspect = self.queue.front()?;
        self.under_way = true;
        Some(suspect.entry.id)
    }

    /// The hub has taken it: the suspicion was wrong.
    pub(super) fn acknowledge(&mut self, id: TelemetryId) -> Option<Entry> {
        if !self.under_way || self.queue.front()?.entry.id != id {
            return None;
        }
        let suspect = self.queue.pop_front()?;
        self.under_way = false;
        self.another_passed();
        self.backoff.reset();
        self.not_before = Duration::ZERO;
        Some(suspect.entry)
    }

    /// The connection is gone. Returns what is given up.
    pub(super) fn disconnected(&mut self, by_the_hub: bool, now: Duration, random: &mut Random) -> Option<Entry> {
        if !core::mem::take(&mut self.under_way) || !by_the_hub {
            return None;
        }
        let mut suspect = self.queue.pop_front()?;
        suspect.strikes += u32::from(core::mem::take(&mut suspect.another_passed));
        self.not_before = now + self.backoff.delay(Pace::Throttled, random);
        if suspect.strikes >= STRIKES {
            return Some(suspect.entry);
        }
        self.queue.push_back(suspect);
        None
    }

    pub(super) fn timeout(&self) -> Option<Duration> {
        (!self.queue.is_empty()).then_some(self.not_before)
    }

    pub(super) const fn is_under_way(&self) -> bool {
        self.under_way
    }

    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }

    /// A message that is here.
    pub(super) fn get(&self, id: TelemetryId) -> Option<&Message> {
        let mut queue = self.queue.iter();
        queue
            .find(|suspect| suspect.entry.id == id)
            .map(|suspect| &suspect.entry.message)
    }
}
