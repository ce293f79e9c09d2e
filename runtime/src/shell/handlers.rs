//! Handlers at work, each in a task of its own: a slow one holds up neither the session nor the others.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::sync::Arc;

use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::core::Core;
use crate::device::{Dispatcher, Done, HandlerFailure, Handlers, Job, Problem, Receipt, contain};
use crate::session::Answer;
use crate::settings::OPEN_COMMANDS;

/// The handlers of one device, and those of them that are at work.
#[derive(Debug)]
pub(super) struct Tasks {
    spawner: Spawner,
    dispatcher: Dispatcher<Task>,
}

/// Runs jobs in tasks.
#[derive(Debug)]
struct Spawner {
    handlers: Arc<Handlers>,
    core: Arc<Core>,
    problems: broadcast::Sender<Problem>,
    deadline: Duration,
}

/// A handler in its task, and where its answer goes; dropping it ends the task.
#[derive(Debug)]
struct Task {
    task: JoinHandle<Result<Done, HandlerFailure>>,
    core: Arc<Core>,
    problems: broadcast::Sender<Problem>,
    receipt: Receipt,
}

impl Future for Task {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.task).poll(context).map(|ended| match ended {
            Ok(Ok(done)) => self.core.done(done),
            Ok(Err(failure)) => self.fail(failure),
            // Where contained panics end, dropping a handler can still panic.
            Err(error) if error.is_panic() => self.fail(HandlerFailure::Panicked),
            Err(_) => self.core.done(self.receipt.fail(HandlerFailure::Panicked)),
        })
    }
}

impl Task {
    fn fail(&self, failure: HandlerFailure) {
        // Not everybody listens.
        let _ = self.problems.send(Problem::handler_failed(&self.receipt, failure));
        self.core.done(self.receipt.fail(failure));
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Tasks {
    pub(super) fn new(
        handlers: Handlers,
        core: Arc<Core>,
        problems: broadcast::Sender<Problem>,
        deadline: Duration,
    ) -> Self {
        Self {
            spawner: Spawner {
                handlers: Arc::new(handlers),
                core,
                problems,
                deadline,
            },
            dispatcher: Dispatcher::new(),
        }
    }

    pub(super) fn take(&mut self, job: Job) {
        let Self { spawner, dispatcher } = self;
        // Counted here, since a command goes on when the connection that asked is gone.
        if let Job::Command(command) = &job
            && dispatcher.commands() >= OPEN_COMMANDS
        {
            return spawner.core.done(Done::Respond(command.id, 429, Vec::new()));
        }
        if let Some(superseded) = dispatcher.take(job, |job| spawner.spawn(job)) {
            spawner
                .core
                .change(|session, now| session.acknowledge(superseded, Answer::Nothing, now));
        }
    }

    /// The connection is gone.
    pub(super) fn disconnected(&mut self) {
        self.dispatcher.forget_messages();
    }

    /// Ends all handlers.
    pub(super) fn end(&mut self) {
        self.dispatcher = Dispatcher::new();
    }

    /// Goes on with the handlers; never ready.
    pub(super) fn poll<T>(&mut self, context: &mut Context<'_>) -> Poll<T> {
        let Self { spawner, dispatcher } = self;
        dispatcher.poll(context, |job| spawner.spawn(job))
    }
}

impl Spawner {
    fn spawn(&self, job: Job) -> Task {
        let (handlers, deadline, receipt) = (Arc::clone(&self.handlers), self.deadline, job.receipt());
        let task = tokio::spawn(async move {
            match timeout(deadline, contain(handlers.run(job))).await {
                Ok(done) => done.flatten().ok_or(HandlerFailure::Panicked),
                Err(_) => Err(HandlerFailure::Overdue(deadline)),
            }
        });
        Task {
            task,
            core: Arc::clone(&self.core),
            problems: self.problems.clone(),
            receipt,
        }
    }
}
