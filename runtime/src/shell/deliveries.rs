//! Who waits for the hub to have a message.

use core::ops::RangeInclusive;

use tokio::sync::oneshot;

use super::{Delivered, Refusal};

/// From so many on, those for whom nobody waits are looked for.
const MANY: usize = 256;

/// Waiting ends, by the identifier of the message.
#[derive(Debug)]
pub(super) struct Deliveries<Id> {
    waiting: Vec<(Id, oneshot::Sender<Result<(), Refusal>>)>,
    sweep_at: usize,
}

impl<Id: Copy + Ord> Deliveries<Id> {
    pub(super) const fn new() -> Self {
        Self {
            waiting: Vec::new(),
            sweep_at: MANY,
        }
    }

    pub(super) fn add(&mut self, id: Id) -> Delivered {
        if self.waiting.len() >= self.sweep_at {
            self.waiting.retain(|(_, end)| !end.is_closed());
            self.sweep_at = MANY.max(2 * self.waiting.len());
        }
        let (end, delivered) = oneshot::channel();
        self.waiting.push((id, end));
        delivered
    }

    pub(super) fn end(&mut self, ids: RangeInclusive<Id>, result: Result<(), Refusal>) {
        for (_, end) in self.waiting.extract_if(.., |(id, _)| ids.contains(id)) {
            // Not everybody waits for it.
            let _ = end.send(result);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;

    #[test]
    fn all_that_went_as_one_end_as_one() {
        let mut deliveries = Deliveries::new();
        let mut ends: Vec<Delivered> = (0..4).map(|id| deliveries.add(id)).collect();
        deliveries.end(1..=2, Err(Refusal::Status(413)));
        let ended: Vec<_> = ends.iter_mut().map(|end| end.try_recv().ok()).collect();
        let refused = Some(Err(Refusal::Status(413)));
        assert_eq!(ended, [None, refused, refused, None]);
    }

    #[test]
    fn those_for_whom_nobody_waits_take_no_endless_memory() {
        let mut deliveries = Deliveries::new();
        let kept = deliveries.add(0);
        for id in 1..100_000 {
            drop(deliveries.add(id));
        }
        assert!(deliveries.waiting.len() <= MANY);
        assert!(deliveries.waiting.iter().any(|(id, _)| *id == 0), "{kept:?}");
    }
}
