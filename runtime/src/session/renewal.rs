//! The life of a credential: when a token is renewed, and when a refused one is worth another try.

use core::time::Duration;

use crate::protocol::Credential;
use crate::retry::Random;
use crate::time::Now;

/// How often to look whether a clock that may have been wrong has been set.
const CLOCK_CHECK: Duration = Duration::from_secs(60);
/// A wall clock that went ahead or back by so much was set.
const CLOCK_JUMP: Duration = Duration::from_secs(120);
/// No token is renewed sooner, or later.
const SHORTEST: Duration = Duration::from_secs(10);
const LONGEST: Duration = Duration::from_secs(366 * 24 * 3600);

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
        let lifetime = expiry.saturating_sub(wall).min(LONGEST);
        let renew_in = random.between(lifetime * 16 / 20, lifetime * 18 / 20).max(SHORTEST);
        Some(Self {
            at: now.monotonic.saturating_add(renew_in),
            at_wall: wall.saturating_add(renew_in),
        })
    }

    const fn at(self) -> Duration {
        self.at
    }

    pub(super) fn is_due(self, now: Now) -> bool {
        now.monotonic >= self.at || now.wall.is_some_and(|wall| wall >= self.at_wall)
    }
}

/// The renewal of the credential that is in use.
#[derive(Debug)]
pub(super) enum Renewing {
    /// It is due then, if the credential has an end.
    Due(Option<Renewal>),
    /// The shell makes a new one ready.
    Authenticating { deadline: Duration },
    /// There was none; it is tried again then.
    Again(Duration),
    /// The hub is shown the new one; it answers before the deadline.
    Shown {
        deadline: Duration,
        renewal: Option<Renewal>,
    },
    /// The new one needs a new connection, which is opened once nothing is under way any more, or then. Nothing new is
    /// sent meanwhile.
    Draining { until: Duration, credential: Credential },
}

impl Renewing {
    pub(super) fn timeout(&self) -> Option<Duration> {
        match self {
            Self::Due(renewal) => renewal.map(Renewal::at),
            Self::Authenticating { deadline } | Self::Shown { deadline, .. } => Some(*deadline),
            Self::Again(time) => Some(*time),
            Self::Draining { until, .. } => Some(*until),
        }
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
