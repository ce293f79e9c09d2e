//! The device's side of a conversation with a hub, as one state machine without clock, socket or random source.
//!
//! The shell tells it what happened (`handle_…`, and what the application wants: [`Session::send`],
//! [`Session::report`], [`Session::acknowledge`], [`Session::respond`], [`Session::shutdown`]) and afterwards asks until
//! nothing is left: [`Session::poll_output`], [`Session::poll_event`], and last [`Session::poll_timeout`].

mod config;
mod event;
mod time;

pub use config::{Config, Credential};
pub use event::{
    Bytes, Command, Desired, Event, MessageId, Output, Reason, ReportId, SendError, Token, TransportError,
};
pub use time::Now;

use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use crate::wire::Acknowledged;

/// See the [module](self).
#[derive(Debug)]
pub struct Session {
    config: Config,
}

impl Session {
    /// A session that has not connected yet; its first output opens a connection. Everything random comes from `seed`.
    #[must_use]
    pub fn new(config: Config, seed: u64, now: Now) -> Self {
        let _ = (seed, now);
        Self { config }
    }

    /// The connection that was asked for is open.
    pub fn handle_connect(&mut self, now: Now) {
        let _ = now;
    }

    /// The connection brought these bytes.
    pub fn handle_input(&mut self, bytes: &[u8], now: Now) {
        let _ = (bytes, now);
    }

    /// The time of [`Session::poll_timeout`] has come. Harmless if called too early.
    pub fn handle_timeout(&mut self, now: Now) {
        let _ = now;
    }

    /// The connection is gone, or could not be opened.
    pub fn handle_disconnect(&mut self, reason: Reason, now: Now) {
        let _ = (reason, now);
    }

    /// Takes a telemetry message: `body` is a JSON object. [`Event::Delivered`] follows.
    ///
    /// # Errors
    /// [`SendError::Full`] passes, see [`Session::has_room`]; the others do not.
    pub fn send(&mut self, component: Option<&str>, body: &str, now: Now) -> Result<MessageId, SendError> {
        let _ = (component, body, now);
        Err(SendError::Full)
    }

    /// Takes reported properties: a JSON object of the component's (or the root's) own properties, without marker.
    /// [`Event::Reported`] or [`Event::ReportRefused`] follows.
    ///
    /// # Errors
    /// As for [`Session::send`].
    pub fn report(&mut self, component: Option<&str>, properties: &str, now: Now) -> Result<ReportId, SendError> {
        let _ = (component, properties, now);
        Err(SendError::Full)
    }

    /// Answers [`Event::Desired`]; `None` reports nothing. An acknowledgement that the hub already holds is not sent
    /// again. Never refused for want of room.
    ///
    /// # Errors
    /// The acknowledgement cannot be sent.
    pub fn acknowledge(&mut self, token: Token, answer: Option<&Acknowledged>, now: Now) -> Result<(), SendError> {
        let _ = (token, answer, now);
        Ok(())
    }

    /// Answers [`Event::Command`]; `body` is JSON or empty. Dropped if the connection that asked is gone.
    pub fn respond(&mut self, token: Token, status: i32, body: Vec<u8>, now: Now) {
        let _ = (token, status, body, now);
    }

    /// Says good-bye: waits (at most `patience`) until what was taken has been acknowledged, then disconnects.
    /// [`Event::Stopped`] follows.
    pub fn shutdown(&mut self, patience: Duration, now: Now) {
        let _ = (patience, now);
    }

    /// Whether [`Session::send`] would take a message.
    #[must_use]
    pub const fn has_room(&self) -> bool {
        false
    }

    /// What the shell shall do next.
    pub fn poll_output(&mut self) -> Option<Output> {
        None
    }

    /// What happened.
    pub fn poll_event(&mut self) -> Option<Event> {
        None
    }

    /// When (on the monotonic clock) [`Session::handle_timeout`] wants to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        None
    }

    /// The device identifier.
    #[must_use]
    pub fn device_id(&self) -> &str {
        &self.config.device_id
    }
}

#[allow(dead_code, reason = "under construction")]
type Unused = String;
