//! The life of a credential: when a token is renewed, and when a refused one is worth another try.

use core::time::Duration;

use crate::protocol::Credential;
use crate::retry::Random;
use crate::time::Now;

/// How often to look whether a clock that may have been wrong has been set.
const CLOCK_CHECK: Duration = Duration::from_secs(60);
/// A wall clock that went ahead or back by so much was set.
const CLOCK_JUMP: Duration = Duration::from_secs(120);
/// No token is renewed sooner.
const SHORTEST: Duration = Duration::from_secs(10);

/// When a token is to be renewed: on the clock that never jumps, and on the one that may.
#[derive(Debug, Clone, Copy)]
pub(super) struct Renewal {
    at: Duration,
    at_wall: Duration,
}

impl Renewal {
    /// Well before the end of the credential, and not for all devices of a fleet at once. `None`: it has no end that is
    /// known.
    pub(super) fn of(credential: &Credential, now: Now, random: &mut Random) -> Option<Self> {
        let Credential::Token(token) = credential else {
            return None;
        };
        let wall = now.wall?;
        let expiry = Duration::from_secs(token.expiry());
        // One that has ended already, by a clock that may be wrong, is tried all the same, but not over and over.
        let lifetime = expiry.saturating_sub(wall);
        let renew_in = random.between(lifetime * 16 / 20, lifetime * 18 / 20).max(SHORTEST);
        Some(Self {
            at: now.monotonic.saturating_add(renew_in),
            at_wall: wall.saturating_add(renew_in),
        })
    }

    pub(super) const fn at(self) -> Duration {
        self.at
    }

    pub(super) fn is_due(self, now: Now) -> bool {
        now.monotonic >= self.at || now.wall.is_some_and(|wall| wall >= self.at_wall)
    }
}

/// The clocks when a token was refused. A token is only as good as the wall clock: once that has jumped, a new one is
/// worth trying.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClockDoubt {
    at: Now,
    look_at: Duration,
}

impl ClockDoubt {
    pub(super) fn new(now: Now) -> Self {
        Self {
            at: now,
            look_at: now.monotonic + CLOCK_CHECK,
        }
    }

    pub(super) const fn look_at(&self) -> Duration {
        self.look_at
    }

    pub(super) fn looked(&mut self, now: Now) {
        self.look_at = now.monotonic + CLOCK_CHECK;
    }

    pub(super) fn has_jumped(&self, now: Now) -> bool {
        let elapsed = now.monotonic.saturating_sub(self.at.monotonic);
        match (self.at.wall, now.wall) {
            (Some(then), Some(wall)) => wall.abs_diff(then.saturating_add(elapsed)) > CLOCK_JUMP,
            _ => false,
        }
    }
}
