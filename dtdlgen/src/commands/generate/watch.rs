//! Again and again, whenever something changes.

use core::time::Duration;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::SystemTime;

use crate::Outcome;

/// How long a change may go unseen. Looking at some files costs microseconds.
const INTERVAL: Duration = Duration::from_millis(200);

/// How far the times of files lie behind the clock.
const GRAIN: Duration = Duration::from_millis(20);

/// What a file looks like from outside; `None` if it is not there.
type Look = Vec<Option<(SystemTime, u64)>>;

/// Does a round, waits until one of the files changes that it depends on, and starts over. Ends with the program.
pub(super) fn watch(mut round: impl FnMut() -> io::Result<(Outcome, BTreeSet<PathBuf>)>) -> io::Result<Outcome> {
    let mut files = BTreeSet::new();
    loop {
        let started = SystemTime::now().checked_sub(GRAIN).unwrap_or(SystemTime::UNIX_EPOCH);
        let word = match round() {
            Ok((outcome, found)) => {
                files = found;
                if outcome == Outcome::Good { "done" } else { "not done" }
            }
            Err(error) if files.is_empty() => return Err(error),
            Err(error) => {
                writeln!(io::stderr(), "error: {error}")?;
                "not done"
            }
        };
        let now = look(&files);
        let plural = if files.len() == 1 { "" } else { "s" };
        writeln!(io::stderr(), "{word}; watching {} file{plural}", files.len())?;
        if !is_changed(&now, started) {
            while look(&files) == now {
                sleep(INTERVAL);
            }
        }
    }
}

fn look(files: &BTreeSet<PathBuf>) -> Look {
    let look = |file: &PathBuf| {
        let metadata = fs::metadata(file).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    files.iter().map(look).collect()
}

/// Whether a file changed while it may have been read. A time in the future is that of another clock.
fn is_changed(files: &Look, since: SystemTime) -> bool {
    let now = SystemTime::now();
    files
        .iter()
        .flatten()
        .any(|(modified, _)| (since..now).contains(modified))
}
