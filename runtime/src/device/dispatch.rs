//! The order of handlers: values of one property are handled one at a time, and of those that come meanwhile only the
//! newest; cloud-to-device messages one after the other; commands beside everything else.

use alloc::collections::VecDeque;

use super::job::{Job, Slot};
use crate::session::Token;
use crate::sorted::SortedMap;

/// Decides which handler is called next. Calls none itself.
#[derive(Debug, Default)]
pub(crate) struct Dispatcher {
    /// The slots whose handler is at work, with the work that waits for it.
    busy: SortedMap<Slot, VecDeque<Job>>,
}

/// The fate of a job.
#[derive(Debug)]
pub(crate) enum Next {
    /// Its handler is called now.
    Start(Job),
    /// It waits.
    Wait,
    /// It waits, and the value that waited before is handled no more.
    Supersede(Token),
}

impl Dispatcher {
    /// Takes work. What is started is to be [`finish`](Self::finish)ed.
    pub(crate) fn take(&mut self, job: Job) -> Next {
        let Some(slot) = job.slot() else {
            return Next::Start(job);
        };
        let Some(waiting) = self.busy.get_mut(&slot) else {
            self.busy.insert(slot, VecDeque::new());
            return Next::Start(job);
        };
        let superseded = match (slot, waiting.front()) {
            (Slot::Property(..), Some(Job::Desired(desired))) => Some(desired.token),
            _ => None,
        };
        if superseded.is_some() {
            waiting.clear();
        }
        waiting.push_back(job);
        superseded.map_or(Next::Wait, Next::Supersede)
    }

    /// The handler of a slot is done: the work that waited for it.
    pub(crate) fn finish(&mut self, slot: Slot) -> Option<Job> {
        let next = self.busy.get_mut(&slot)?.pop_front();
        if next.is_none() {
            self.busy.remove(&slot);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "a failed test should say so")]
    use super::*;
    use crate::session::{CloudToDevice, Desired};
    use alloc::vec::Vec;

    fn value(name: &'static str, version: i64) -> Job {
        Job::Desired(Desired {
            token: Token(version.unsigned_abs()),
            component: None,
            name,
            value: None,
            version,
        })
    }

    fn message() -> Job {
        Job::Message(CloudToDevice {
            token: None,
            properties: crate::wire::PropertyBag::new(),
            body: Vec::new(),
        })
    }

    fn version(job: Option<Job>) -> i64 {
        match job {
            Some(Job::Desired(desired)) => desired.version,
            other => panic!("no value: {other:?}"),
        }
    }

    #[test]
    fn of_values_that_come_meanwhile_the_newest_is_handled() {
        let mut dispatcher = Dispatcher::default();
        assert!(matches!(dispatcher.take(value("a", 1)), Next::Start(_)));
        assert!(
            matches!(dispatcher.take(value("b", 1)), Next::Start(_)),
            "another property"
        );
        assert!(matches!(dispatcher.take(value("a", 2)), Next::Wait));
        assert!(matches!(dispatcher.take(value("a", 3)), Next::Supersede(Token(2))));
        assert_eq!(version(dispatcher.finish(Slot::Property(None, "a"))), 3);
        assert!(dispatcher.finish(Slot::Property(None, "a")).is_none());
        assert!(matches!(dispatcher.take(value("a", 4)), Next::Start(_)));
    }

    #[test]
    fn messages_are_handled_one_after_the_other_and_none_is_skipped() {
        let mut dispatcher = Dispatcher::default();
        assert!(matches!(dispatcher.take(message()), Next::Start(_)));
        assert!(matches!(dispatcher.take(message()), Next::Wait));
        assert!(matches!(dispatcher.take(message()), Next::Wait));
        assert!(dispatcher.finish(Slot::Messages).is_some());
        assert!(dispatcher.finish(Slot::Messages).is_some());
        assert!(dispatcher.finish(Slot::Messages).is_none());
    }
}
