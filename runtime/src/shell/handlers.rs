//! Handlers at work, each in a task of its own: a slow one holds up neither the session nor the others.

use std::collections::HashMap;
use std::sync::Arc;

use core::time::Duration;

use tokio::sync::broadcast;
use tokio::task::{Id, JoinSet};
use tokio::time::timeout;

use super::core::Core;
use crate::device::{Dispatcher, HandlerFailure, Handlers, Job, Next, Problem, Slot, contain};
use crate::session::Answer;

/// The handlers of one device, and those of them that are at work.
#[derive(Debug)]
pub(super) struct Tasks {
    handlers: Arc<Handlers>,
    core: Arc<Core>,
    problems: broadcast::Sender<Problem>,
    deadline: Duration,
    dispatcher: Dispatcher,
    tasks: JoinSet<()>,
    slots: HashMap<Id, Slot>,
}

impl Tasks {
    pub(super) fn new(
        handlers: Handlers,
        core: Arc<Core>,
        problems: broadcast::Sender<Problem>,
        deadline: Duration,
    ) -> Self {
        Self {
            handlers: Arc::new(handlers),
            core,
            problems,
            deadline,
            dispatcher: Dispatcher::default(),
            tasks: JoinSet::new(),
            slots: HashMap::new(),
        }
    }

    pub(super) fn take(&mut self, job: Job) {
        match self.dispatcher.take(job) {
            Next::Start(job) => self.start(job),
            Next::Wait => {}
            Next::Supersede(token) => self
                .core
                .change(|session, now| session.acknowledge(token, Answer::Nothing, now)),
        }
    }

    fn start(&mut self, job: Job) {
        let slot = job.slot();
        let (handlers, core, problems) = (
            Arc::clone(&self.handlers),
            Arc::clone(&self.core),
            self.problems.clone(),
        );
        let deadline = self.deadline;
        let task = self.tasks.spawn(async move {
            let failure = match timeout(deadline, contain(handlers.run(&job))).await {
                Ok(Some(done)) => return core.done(done),
                Ok(None) => HandlerFailure::Panicked,
                Err(_) => HandlerFailure::Overdue(deadline),
            };
            // Not everybody listens.
            let _ = problems.send(Problem::handler_failed(&job, failure));
            core.done(job.fail(failure));
        });
        self.slots.extend(slot.map(|slot| (task.id(), slot)));
    }

    /// Waits until a handler ends, and starts the one that waited for it. Pending if none is at work.
    pub(super) async fn ended(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            None => return core::future::pending().await,
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => error.id(),
        };
        let next = self.slots.remove(&id).and_then(|slot| self.dispatcher.finish(slot));
        if let Some(job) = next {
            self.start(job);
        }
    }
}
