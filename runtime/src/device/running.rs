//! Handlers at work on a thread without an executor of its own.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::task::{Context, Poll};

use super::future::LocalBoxFuture;

/// Handlers that are polled together.
#[derive(Default)]
pub(crate) struct Running<'a>(Vec<LocalBoxFuture<'a, ()>>);

impl<'a> Running<'a> {
    pub(crate) fn add(&mut self, handler: impl Future<Output = ()> + 'a) {
        self.0.push(Box::pin(handler));
    }

    /// Goes on with all of them; ready if none is at work.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.0.retain_mut(|handler| handler.as_mut().poll(context).is_pending());
        if self.0.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}
