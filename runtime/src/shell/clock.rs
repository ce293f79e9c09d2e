//! The clocks of a device on tokio.

use core::time::Duration;

use tokio::time::Instant;

use crate::clock::unix_time;
use crate::time::Now;

/// No clock that was ever set shows a time before 2024.
const EARLIEST: Duration = Duration::from_secs(1_704_067_200);

/// A clock that starts with the device.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock(Instant);

impl Clock {
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    pub(super) fn now(self) -> Now {
        let wall = unix_time();
        Now {
            monotonic: self.0.elapsed(),
            wall: (wall >= EARLIEST).then_some(wall),
        }
    }

    /// The moment so long after the start; `None` if no clock goes that far.
    pub(super) fn at(self, time: Duration) -> Option<Instant> {
        self.0.checked_add(time)
    }
}
