//! The way between the session's requests and a hub.

mod buffer;
mod bytes;

pub(crate) use bytes::ByteTransport;

use core::fmt;
use core::task::{Context, Poll};
use core::time::Duration;

use super::clock::Clock;
use crate::protocol::{Connect, Input, Request};
use crate::session::TransportError;
use crate::time::Now;

/// Brings requests to a hub, and inputs back, over one connection at a time. Nothing but [`poll_next`](Self::poll_next)
/// waits or does I/O.
pub(crate) trait Transport: fmt::Debug + Send {
    /// Opens a connection, once an earlier one is closed.
    fn connect(&mut self, connect: &Connect);

    /// Takes a request; one for a connection that is not open is dropped.
    fn send(&mut self, request: Request<'_>, now: Now);

    /// Says good-bye, and closes the connection once all is written.
    fn disconnect(&mut self);

    /// Closes the connection as it is, or gives up opening it.
    fn abort(&mut self);

    /// Whether requests should be given now: not while a lot is still to be written.
    fn has_room(&self) -> bool;

    /// Whether a connection is open or being opened.
    fn is_connected(&self) -> bool;

    /// The time of [`poll_timeout`](Self::poll_timeout) has come.
    fn handle_timeout(&mut self, now: Now);

    fn poll_timeout(&self) -> Option<Duration>;

    /// Goes on with all that can go on. Ready if there may be inputs, or if the connection has ended, which is said after
    /// the last of its inputs.
    fn poll_next(&mut self, context: &mut Context<'_>, clock: Clock) -> Poll<Result<(), TransportError>>;

    /// The next input.
    fn poll_input(&mut self) -> Option<Input>;

    /// Ready once no connection is open or being closed.
    fn poll_closed(&mut self, context: &mut Context<'_>) -> Poll<()>;
}
