//! The time of day.

use core::time::Duration;

/// The time since 1970-01-01T00:00:00Z; zero on a clock that shows an earlier one.
pub(crate) fn unix_time() -> Duration {
    #[cfg(feature = "testing")]
    if let Some(time) = crate::testing::virtual_unix_time() {
        return time;
    }
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default()
}
