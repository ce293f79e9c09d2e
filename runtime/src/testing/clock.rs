//! The time of day where time is virtual.

use core::cell::Cell;
use core::time::Duration;

use tokio::time::Instant;

/// Every hub starts at 2026-01-01T00:00:00Z.
pub(super) const START: Duration = Duration::from_secs(1_767_225_600);

std::thread_local! {
    /// When the hub was started that this thread is at work for.
    static STARTED: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// While it lives, this thread is at work for a hub.
#[derive(Debug)]
pub(super) struct AtWork(Option<Instant>);

impl AtWork {
    pub(super) fn new(started: Instant) -> Self {
        Self(STARTED.replace(Some(started)))
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        STARTED.set(self.0);
    }
}

/// The time since 1970 in virtual time; `None` if this thread is not at work for a hub.
pub(crate) fn virtual_unix_time() -> Option<Duration> {
    Some(START + STARTED.get()?.elapsed())
}
