//! Waiting for the service to have a message.

use alloc::sync::Arc;
use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::sync::{Mutex, PoisonError};

use crate::{Error, ErrorKind};

/// A future that ends when the service has acknowledged a message.
///
/// Dropping it changes nothing: the message goes out all the same.
#[must_use = "await it to learn when the service has the message, or drop it with `drop`"]
pub struct Delivery(Arc<Mutex<State>>);

/// The other end of a [`Delivery`]; dropped unused, it means that the device was shut down.
pub(crate) struct Receipt(Arc<Mutex<State>>);

enum State {
    Waiting(Option<Waker>),
    Done(Result<(), Error>),
    Taken,
}

/// A delivery and the receipt that ends it.
pub(crate) fn delivery() -> (Receipt, Delivery) {
    let state = Arc::new(Mutex::new(State::Waiting(None)));
    (Receipt(Arc::clone(&state)), Delivery(state))
}

impl Receipt {
    pub(crate) fn settle(self, outcome: Result<(), Error>) {
        self.finish(outcome);
    }

    fn finish(&self, outcome: Result<(), Error>) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Waiting(waker) = &mut *state {
            let waker = waker.take();
            *state = State::Done(outcome);
            drop(state);
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }
}

impl Drop for Receipt {
    fn drop(&mut self) {
        self.finish(Err(shut_down()));
    }
}

pub(crate) fn shut_down() -> Error {
    Error::new(ErrorKind::ShutDown, "the device was shut down")
}

impl Future for Delivery {
    type Output = Result<(), Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match core::mem::replace(&mut *state, State::Taken) {
            State::Waiting(_) => {
                *state = State::Waiting(Some(context.waker().clone()));
                Poll::Pending
            }
            State::Done(outcome) => Poll::Ready(outcome),
            // Polled after its end: there is no second outcome.
            State::Taken => Poll::Pending,
        }
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Delivery")
    }
}
