//! Time, as session and protocols are told it.

use core::time::Duration;

/// The time of an input. Session and protocols have no clock of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Time on a clock that never jumps, since any fixed moment.
    pub monotonic: Duration,
    /// Time since 1970-01-01 UTC; `None` as long as the device's clock has not been set.
    pub wall: Option<Duration>,
}
