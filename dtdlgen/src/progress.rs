//! How far long work is, for whoever watches.

use core::time::Duration;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::Instant;

/// Work that is over sooner says nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A count on standard error, if that is a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    total: usize,
    done: usize,
    started: Instant,
    is_watched: bool,
    is_shown: bool,
}

impl Progress {
    pub(crate) fn new(total: usize) -> Self {
        Self {
            total,
            done: 0,
            started: Instant::now(),
            is_watched: io::stderr().is_terminal(),
            is_shown: false,
        }
    }

    /// So many more are done.
    pub(crate) fn step(&mut self, more: usize) {
        self.done += more;
        if self.is_watched && self.started.elapsed() > PATIENCE {
            self.is_shown = true;
            // Whoever cannot read it misses nothing.
            let _ = write!(io::stderr(), "\r{} of {} files", self.done, self.total);
        }
    }

    /// Takes the count away, before something else is written.
    pub(crate) fn clear(&mut self) {
        if self.is_shown {
            self.is_shown = false;
            let _ = write!(io::stderr(), "\r{:30}\r", "");
        }
    }
}
