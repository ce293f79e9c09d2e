//! Handlers at work, and their order: values of one property are handled one at a time, and of those that come meanwhile
//! only the newest; cloud-to-device messages one after the other; commands beside everything else.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::job::{Job, Slot};
use crate::session::EventId;
use crate::sorted::SortedMap;

/// Starts handlers in their order, and polls them. A handler is whatever future its owner makes of a job: the handler
/// itself, or the end of a task in which it runs.
#[derive(Debug)]
pub(crate) struct Dispatcher<W> {
    running: Vec<(Option<Slot>, W)>,
    /// The slots whose handler is at work, with the work that waits for it.
    busy: SortedMap<Slot, VecDeque<Job>>,
}

impl<W: Future<Output = ()> + Unpin> Dispatcher<W> {
    pub(crate) const fn new() -> Self {
        Self {
            running: Vec::new(),
            busy: SortedMap::new(),
        }
    }

    /// Takes work, and starts it unless it has to wait. Returns the id of a value that is not handled any more, since
    /// this one is newer.
    pub(crate) fn take(&mut self, job: Job, start: impl FnOnce(Job) -> W) -> Option<EventId> {
        let slot = job.slot();
        if let Some(slot) = slot {
            if let Some(waiting) = self.busy.get_mut(&slot) {
                return wait(slot, waiting, job);
            }
            self.busy.insert(slot, VecDeque::new());
        }
        self.running.push((slot, start(job)));
        None
    }

    /// The number of commands at work.
    pub(crate) fn commands(&self) -> usize {
        self.running.iter().filter(|(slot, _)| slot.is_none()).count()
    }

    /// Forgets cloud-to-device messages that wait: they come again over the next connection.
    pub(crate) fn forget_messages(&mut self) {
        if let Some(waiting) = self.busy.get_mut(&Slot::Messages) {
            waiting.clear();
        }
    }

    /// Goes on with all handlers, and starts those that waited for one that ended. Pending at all times: more work may
    /// come.
    pub(crate) fn poll<T>(&mut self, context: &mut Context<'_>, mut start: impl FnMut(Job) -> W) -> Poll<T> {
        let mut index = 0;
        while let Some((slot, handler)) = self.running.get_mut(index) {
            if Pin::new(handler).poll(context).is_pending() {
                index += 1;
                continue;
            }
            let slot = *slot;
            self.running.swap_remove(index);
            if let Some((slot, next)) = slot.and_then(|slot| Some((slot, self.next(slot)?))) {
                // Polled before this ends, being the last.
                self.running.push((Some(slot), start(next)));
            }
        }
        Poll::Pending
    }

    /// The handler of a slot is done: the work that waited for it.
    fn next(&mut self, slot: Slot) -> Option<Job> {
        let next = self.busy.get_mut(&slot)?.pop_front();
        if next.is_none() {
            self.busy.remove(&slot);
        }
        next
    }
}

/// Puts work behind that which waits for the same slot. A value takes the place of the one before.
fn wait(slot: Slot, waiting: &mut VecDeque<Job>, job: Job) -> Option<EventId> {
    let superseded = match (slot, waiting.front()) {
        (Slot::Property(..), Some(Job::Desired(desired))) => Some(desired.id),
        _ => None,
    };
    if superseded.is_some() {
        waiting.clear();
    }
    waiting.push_back(job);
    superseded
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use alloc::rc::Rc;
    use alloc::string::String;
    use alloc::{format, vec};
    use core::cell::RefCell;
    use core::task::Waker;

    use super::*;
    use crate::session::{CloudToDevice, Desired};

    /// A handler that ends when the test says so.
    #[derive(Debug)]
    struct Work(Rc<RefCell<Vec<String>>>, String);

    impl Future for Work {
        type Output = ();

        fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
            if self.0.borrow().contains(&self.1) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        }
    }

    /// A dispatcher with a log of what was started, and a list of what has ended.
    #[derive(Debug, Default)]
    struct Bench {
        started: Vec<String>,
        ended: Rc<RefCell<Vec<String>>>,
    }

    impl Bench {
        fn start(&mut self, job: &Job) -> Work {
            let name = match job {
                Job::Desired(desired) => format!("{}{}", desired.name, desired.version),
                other => other.name(),
            };
            self.started.push(name.clone());
            Work(Rc::clone(&self.ended), name)
        }

        fn end(&mut self, dispatcher: &mut Dispatcher<Work>, name: &str) -> Vec<String> {
            self.ended.borrow_mut().push(name.into());
            self.started.clear();
            let mut context = Context::from_waker(Waker::noop());
            let _: Poll<()> = dispatcher.poll(&mut context, |job| self.start(&job));
            self.started.clone()
        }
    }

    fn value(name: &'static str, version: i64) -> Job {
        Job::Desired(Desired {
            id: EventId(version.unsigned_abs()),
            component: None,
            name,
            value: None,
            version,
        })
    }

    fn message() -> Job {
        Job::Message(CloudToDevice {
            id: None,
            properties: crate::wire::PropertyBag::new(),
            body: Vec::new(),
        })
    }

    #[test]
    fn the_newest_waiting_value_supersedes_older_ones() {
        let (mut dispatcher, mut bench) = (Dispatcher::new(), Bench::default());
        let mut take = |bench: &mut Bench, job| dispatcher.take(job, |job| bench.start(&job));
        assert_eq!(take(&mut bench, value("a", 1)), None);
        assert_eq!(take(&mut bench, value("b", 1)), None);
        assert_eq!(take(&mut bench, value("a", 2)), None);
        assert_eq!(take(&mut bench, value("a", 3)), Some(EventId(2)));
        assert_eq!(bench.started, ["a1", "b1"], "another property does not wait");
        assert_eq!(bench.end(&mut dispatcher, "a1"), ["a3"]);
        assert_eq!(bench.end(&mut dispatcher, "a3"), [""; 0]);
        dispatcher.take(value("a", 4), |job| bench.start(&job));
        assert_eq!(bench.started, ["a4"]);
    }

    #[test]
    fn messages_are_handled_one_after_the_other_and_none_is_skipped() {
        let (mut dispatcher, mut bench) = (Dispatcher::new(), Bench::default());
        for _ in 0..3 {
            assert_eq!(dispatcher.take(message(), |job| bench.start(&job)), None);
        }
        assert_eq!(bench.started.len(), 1);
        let name = bench.started.first().cloned().unwrap();
        // All three end at once from here on.
        assert_eq!(bench.end(&mut dispatcher, &name), vec![name; 2]);
        assert!(dispatcher.running.is_empty() && dispatcher.busy.is_empty());
    }
}
