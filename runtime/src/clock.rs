//! The time of day.

use core::time::Duration;

/// The time since 1970-01-01T00:00:00Z; zero on a clock that shows an earlier one.
pub(crate) fn unix_time() -> Duration {
    #[cfg(feature = "testing")]
    if let Some(time) = virtual_time::unix_time() {
        return time;
    }
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default()
}

/// The time of day of devices in memory.
#[cfg(feature = "testing")]
pub(crate) mod virtual_time {
    use core::cell::Cell;
    use core::time::Duration;

    use tokio::time::Instant;

    /// Virtual time starts at 2026-01-01T00:00:00Z.
    const START: Duration = Duration::from_secs(1_767_225_600);

    std::thread_local! {
        /// The start of the virtual time in which this thread is at work.
        static STARTED: Cell<Option<Instant>> = const { Cell::new(None) };
    }

    /// While it lives, this thread is at work in virtual time.
    #[derive(Debug)]
    pub(crate) struct AtWork(Option<Instant>);

    impl AtWork {
        pub(crate) fn new(started: Instant) -> Self {
            Self(STARTED.replace(Some(started)))
        }
    }

    impl Drop for AtWork {
        fn drop(&mut self) {
            STARTED.set(self.0);
        }
    }

    /// The virtual time since 1970; `None` on a thread that is not at work in it.
    pub(super) fn unix_time() -> Option<Duration> {
        Some(START + STARTED.get()?.elapsed())
    }
}
