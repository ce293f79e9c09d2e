//! Those who wait until the hub has a message.

use alloc::collections::VecDeque;
use core::ops::RangeInclusive;

use tokio::sync::oneshot;

/// Resolves when the hub has the message, or refuses it; an error if the device was stopped before.
pub(super) type Delivered = oneshot::Receiver<Result<(), Undelivered>>;

/// How a message fails to reach the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undelivered {
    /// The hub answers with a status.
    Status(i32),
    /// The hub ends the connection, again and again.
    HangsUp,
    /// It was dropped for a newer one.
    Dropped,
}

/// Waiting that has come to its end; to be told once no lock is held.
#[derive(Debug)]
pub(super) struct Ended(oneshot::Sender<Result<(), Undelivered>>, Result<(), Undelivered>);

impl Ended {
    pub(super) fn tell(self) {
        // Not everybody waits for it.
        let _ = self.0.send(self.1);
    }
}

/// From so many on, those that nobody waits for are looked for.
const MANY: usize = 256;

/// Waiting ends, in the order of the messages.
#[derive(Debug)]
pub(super) struct Deliveries<Id> {
    waiting: VecDeque<(Id, oneshot::Sender<Result<(), Undelivered>>)>,
    sweep_at: usize,
}

impl<Id: Copy + Ord> Deliveries<Id> {
    pub(super) const fn new() -> Self {
        Self {
            waiting: VecDeque::new(),
            sweep_at: MANY,
        }
    }

    /// Waits for a message that is newer than all before.
    pub(super) fn add(&mut self, id: Id) -> Delivered {
        if self.waiting.len() >= self.sweep_at {
            self.waiting.retain(|(_, end)| !end.is_closed());
            self.sweep_at = MANY.max(2 * self.waiting.len());
        }
        let (end, delivered) = oneshot::channel();
        self.waiting.push_back((id, end));
        delivered
    }

    pub(super) fn end(&mut self, ids: RangeInclusive<Id>, result: Result<(), Undelivered>, ended: &mut Vec<Ended>) {
        let first = self.waiting.partition_point(|(id, _)| id < ids.start());
        let last = self.waiting.partition_point(|(id, _)| id <= ids.end());
        // The first is nearly always the one.
        if (first, last) == (0, 1) {
            ended.extend(self.waiting.pop_front().map(|(_, end)| Ended(end, result)));
        } else if first < last {
            let range = self.waiting.drain(first..last);
            ended.extend(range.map(|(_, end)| Ended(end, result)));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;

    #[test]
    fn reports_that_went_as_one_end_as_one() {
        let mut deliveries = Deliveries::new();
        let mut ends: Vec<Delivered> = (0..4).map(|id| deliveries.add(id)).collect();
        let mut ended = Vec::new();
        deliveries.end(1..=2, Err(Undelivered::Status(413)), &mut ended);
        ended.drain(..).for_each(Ended::tell);
        deliveries.end(0..=0, Ok(()), &mut ended);
        deliveries.end(1..=1, Ok(()), &mut ended);
        ended.into_iter().for_each(Ended::tell);
        let ended: Vec<_> = ends.iter_mut().map(|end| end.try_recv().ok()).collect();
        let refused = Some(Err(Undelivered::Status(413)));
        assert_eq!(ended, [Some(Ok(())), refused, refused, None]);
    }

    #[test]
    fn those_that_nobody_waits_for_take_no_endless_memory() {
        let mut deliveries = Deliveries::new();
        let kept = deliveries.add(0);
        for id in 1..100_000 {
            drop(deliveries.add(id));
        }
        assert!(deliveries.waiting.len() <= MANY);
        assert!(deliveries.waiting.iter().any(|(id, _)| *id == 0), "{kept:?}");
    }
}
