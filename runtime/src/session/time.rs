//! Time, as the session is told it.

use core::time::Duration;

/// The time of an input. The session has no clock of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Time on a clock that never jumps, since any fixed moment.
    pub monotonic: Duration,
    /// Seconds since 1970-01-01 UTC; `None` as long as the device's clock has not been set.
    pub wall: Option<u64>,
}
