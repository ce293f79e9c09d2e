//! Deliberate defects, switched on by a test to show that the simulator finds them. Outside tests there are none.

/// A mistake that the session could make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Defect {
    /// A delivery is acknowledged twice to the application.
    AcknowledgedTwice,
    /// The answer to a twin request of an earlier connection is taken for one of this.
    StaleTwinAnswer,
    /// A message that was under way when the connection ended is not sent again.
    LostAtDisconnect,
    /// Desired patches are handed out before the twin was read.
    DesiredBeforeTwin,
    /// A renewal of the token forgets messages that are under way.
    DroppedByRenewal,
}

#[cfg(not(test))]
pub(super) const fn is_planted(_: Defect) -> bool {
    false
}

#[cfg(test)]
pub(super) use switch::{is_planted, with};

#[cfg(test)]
mod switch {
    extern crate std;

    use core::cell::Cell;

    use super::Defect;

    std::thread_local! {
        static PLANTED: Cell<Option<Defect>> = const { Cell::new(None) };
    }

    pub(in crate::session) fn is_planted(defect: Defect) -> bool {
        PLANTED.get() == Some(defect)
    }

    /// Runs a test with a defect.
    pub(in crate::session) fn with<T>(defect: Option<Defect>, test: impl FnOnce() -> T) -> T {
        PLANTED.set(defect);
        let result = test();
        PLANTED.set(None);
        result
    }
}
