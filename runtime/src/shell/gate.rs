//! The rate at which the devices of a process connect.

use std::sync::{Arc, Mutex, PoisonError};

use core::time::Duration;

use tokio::time::Instant;

/// So many may connect at once after a pause.
const BURST: u32 = 10;
/// The longest wait for a place, whatever the clock of a test did.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// Gives out times at which a connection may be opened, in the order in which they are asked for.
#[derive(Debug)]
pub(super) struct Gate {
    /// Between two connections; `None` lets all pass.
    interval: Option<Duration>,
    /// The time that is given out next, unless it has passed.
    next: Mutex<Option<Instant>>,
}

impl Gate {
    pub(super) const fn new(interval: Option<Duration>) -> Self {
        Self {
            interval,
            next: Mutex::new(None),
        }
    }

    /// The next time that is free.
    fn reserve(&self, now: Instant) -> Instant {
        let Some(interval) = self.interval else { return now };
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = now.checked_sub(interval * (BURST - 1)).unwrap_or(now);
        let free = next.map_or(idle, |next| next.max(idle)).min(now + LONGEST);
        *next = Some(free + interval);
        free
    }
}

/// One device's place at a gate: kept until it is used.
#[derive(Debug)]
pub(super) struct Place {
    gate: Arc<Gate>,
    reserved: Option<Instant>,
}

impl Place {
    pub(super) const fn new(gate: Arc<Gate>) -> Self {
        Self { gate, reserved: None }
    }

    /// How long to wait until a connection may be opened; `None`: not at all. A device that is connected renews its
    /// credential whenever it likes.
    pub(super) fn wait(&mut self, is_connected: bool) -> Option<Duration> {
        if is_connected {
            return None;
        }
        let now = Instant::now();
        let reserved = *self.reserved.get_or_insert_with(|| self.gate.reserve(now));
        if reserved <= now {
            self.reserved = None;
            return None;
        }
        Some(reserved - now)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;

    const TENTH: Duration = Duration::from_millis(100);

    #[test]
    fn after_a_burst_places_are_an_interval_apart() {
        let gate = Gate::new(Some(TENTH));
        let now = Instant::now() + Duration::from_secs(100);
        let mut waits = Vec::new();
        for _ in 0..14 {
            waits.push(gate.reserve(now).saturating_duration_since(now));
        }
        assert!(waits.iter().take(10).all(Duration::is_zero), "{waits:?}");
        assert_eq!(waits.split_off(10), [TENTH, TENTH * 2, TENTH * 3, TENTH * 4]);
    }

    #[test]
    fn a_place_is_kept_until_it_is_used_and_an_open_gate_lets_all_pass() {
        let gate = Arc::new(Gate::new(Some(Duration::from_secs(1000))));
        for _ in 0..BURST {
            assert_eq!(Place::new(Arc::clone(&gate)).wait(false), None);
        }
        let mut late = Place::new(Arc::clone(&gate));
        let first = late.wait(false).unwrap();
        assert!(late.wait(false).unwrap() <= first, "the same place");
        assert_eq!(late.wait(true), None, "a renewal");
        let open = Arc::new(Gate::new(None));
        assert!((0..1000).all(|_| Place::new(Arc::clone(&open)).wait(false).is_none()));
    }
}
