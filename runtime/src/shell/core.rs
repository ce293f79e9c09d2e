//! The session of a device, shared by its loop, its handlers and its owner.
//!
//! Calls of the application go straight into the session, under a lock that is never held while anything is awaited:
//! no channel and no other task lies between. The loop is woken if there is something for it to do.

use std::sync::{Mutex, MutexGuard};

use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;

use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use super::clock::Clock;
use super::deliveries::{Delivered, Deliveries, Ended, Undelivered};
use crate::device::{Delivery, Done, MessageOptions, MessageSink, Report, Sent, shut_down};
use crate::protocol::{Message, TelemetryId};
use crate::session::{Config, Event, ReportId, SendError, Session};
use crate::settings::WhenFull;
use crate::time::Now;
use crate::{Error, ErrorKind};

/// See the [module](self).
#[derive(Debug)]
pub(super) struct Core {
    state: Mutex<State>,
    /// Wakes the loop.
    changed: Notify,
    telemetry: Lane,
    reports: Lane,
    when_full: WhenFull,
}

/// Those who wait for room, in the order in which they came.
#[derive(Debug, Default)]
struct Lane {
    turn: tokio::sync::Mutex<()>,
    room: Notify,
    sent: AtomicU32,
}

/// Messages after which a sender yields.
const YIELD_AFTER: u32 = 128;

#[derive(Debug)]
struct State {
    session: Session,
    clock: Clock,
    telemetry: Deliveries<TelemetryId>,
    reports: Deliveries<ReportId>,
    /// The time at which the loop looks by itself.
    armed: Option<Duration>,
    /// The loop has ended: nothing is taken any more.
    closed: bool,
    /// How many telemetry messages the hub did not have in the end.
    lost: usize,
}

/// The outcome of one turn of the loop.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// Waiting to be told of its end.
    pub(super) ended: Vec<Ended>,
    /// News for handlers and owner.
    pub(super) events: Vec<Event>,
    /// When the session wants to be looked at again.
    pub(super) timeout: Option<Duration>,
}

impl Core {
    pub(super) fn new(config: Config, seed: u64, clock: Clock) -> Self {
        let when_full = config.when_full;
        Self {
            state: Mutex::new(State {
                session: Session::new(config, seed, clock.now()),
                clock,
                telemetry: Deliveries::new(),
                reports: Deliveries::new(),
                armed: None,
                closed: false,
                lost: 0,
            }),
            changed: Notify::new(),
            telemetry: Lane::default(),
            reports: Lane::default(),
            when_full,
        }
    }

    /// The state; `None` once the loop has ended. A session that was left in the middle of a change by a panic counts as
    /// ended.
    fn lock(&self) -> Option<MutexGuard<'_, State>> {
        self.state.lock().ok().filter(|state| !state.closed)
    }

    /// Lets the session know something; `None` once the loop has ended. Nothing in `change` may run code of a user. A change
    /// that is not possible now is `Some(None)`, and leaves the loop alone: it would wake whoever waits for room, who would
    /// wake the loop.
    fn attempt<T>(&self, change: impl FnOnce(&mut State, Now) -> Option<T>) -> Option<Option<T>> {
        let mut state = self.lock()?;
        let now = state.clock.now();
        let result = change(&mut state, now);
        let session = &state.session;
        let sooner = match (session.poll_timeout(), state.armed) {
            (Some(wanted), Some(armed)) => wanted < armed,
            (wanted, _) => wanted.is_some(),
        };
        let wake = result.is_some() && (session.has_output() || session.has_event() || sooner);
        drop(state);
        if wake {
            self.changed.notify_one();
        }
        Some(result)
    }

    /// Lets the session know something, from outside the loop.
    pub(super) fn change(&self, change: impl FnOnce(&mut Session, Now)) {
        // A device that has ended needs no news.
        let _ = self.attempt(|state, now| {
            change(&mut state.session, now);
            Some(())
        });
    }

    /// One turn of the loop: does what the session wants, and takes out what happened.
    pub(super) fn turn(&self, execute: impl FnOnce(&mut Session, Now)) -> Option<Turn> {
        let mut guard = self.lock()?;
        let state = &mut *guard;
        let now = state.clock.now();
        execute(&mut state.session, now);
        let mut turn = Turn::default();
        while let Some(event) = state.session.poll_event() {
            let ended = &mut turn.ended;
            match &event {
                Event::Delivered(id) => state.telemetry.end(*id..=*id, Ok(()), ended),
                Event::Undeliverable(id) => state.telemetry.end(*id..=*id, Err(Undelivered::HangsUp), ended),
                Event::Dropped(id) => state.telemetry.end(*id..=*id, Err(Undelivered::Dropped), ended),
                Event::Rejected { id, status } => {
                    state.telemetry.end(*id..=*id, Err(Undelivered::Status(*status)), ended);
                }
                Event::Reported(ids) => state.reports.end(ids.clone(), Ok(()), ended),
                Event::ReportRefused { reports, status, .. } => {
                    state
                        .reports
                        .end(reports.clone(), Err(Undelivered::Status(*status)), ended);
                }
                _ => {}
            }
            if !matches!(event, Event::Delivered(_) | Event::Reported(_)) {
                turn.events.push(event);
            }
        }
        turn.timeout = state.session.poll_timeout();
        state.armed = turn.timeout;
        let (telemetry, reports) = (state.session.has_room(), state.session.has_report_room());
        drop(guard);
        for (lane, has_room) in [(&self.telemetry, telemetry), (&self.reports, reports)] {
            if has_room {
                lane.room.notify_one();
            }
        }
        Some(turn)
    }

    /// Waits until the loop has something to do.
    pub(super) fn changed(&self) -> Notified<'_> {
        self.changed.notified()
    }

    /// The loop has ended: whoever waits learns that the device is shut down.
    pub(super) fn close(&self) {
        // A poisoned lock counts as closed already.
        if let Ok(mut state) = self.state.lock() {
            state.closed = true;
            state.lost = state.session.undelivered();
            let waiting = (
                core::mem::replace(&mut state.telemetry, Deliveries::new()),
                core::mem::replace(&mut state.reports, Deliveries::new()),
            );
            drop(state);
            drop(waiting);
        }
        // Each of those who wait for room passes the turn on.
        self.telemetry.room.notify_one();
        self.reports.room.notify_one();
    }

    /// How many telemetry messages the hub did not have in the end.
    pub(super) fn lost(&self) -> usize {
        self.state.lock().map_or(0, |state| state.lost)
    }

    /// Takes in a handler's answer.
    pub(super) fn done(&self, done: Done) {
        self.change(|session, now| match done {
            Done::Acknowledge(token, answer) => session.acknowledge(token, answer, now),
            Done::Respond(token, status, body) => session.respond(token, status, &body, now),
            Done::Settle(Some(token)) => session.settle(token, now),
            Done::Settle(None) => {}
        });
    }

    /// Sends the message if there is room for it.
    fn send(&self, message: &mut Option<Message>) -> Option<Result<Delivery, Error>> {
        let waits = self.when_full != WhenFull::Refuse;
        let sent = self.attempt(|state, now| {
            let has_room = |message: &mut Message| !waits || state.session.has_room_for(message);
            let message = message.take_if(has_room)?;
            let id = state.session.send(message, now);
            Some(id.map(|id| state.telemetry.add(id)))
        });
        outcome(sent)
    }

    /// Reports if there is room for it.
    fn report_now(&self, component: Option<&str>, report: &mut Option<Report>) -> Option<Result<Delivery, Error>> {
        let sent = self.attempt(|state, now| {
            let session = &mut state.session;
            let id = match report.take_if(|_| session.has_report_room())? {
                Report::Properties(json) => session.report(component, &json, now),
                Report::Acknowledgement(name, acknowledged) => {
                    session.acknowledge_later(component, name, acknowledged, now)
                }
            };
            Some(id.map(|id| state.reports.add(id)))
        });
        outcome(sent)
    }
}

impl Lane {
    /// Tries at once if nobody waits, and in turn otherwise. A future that is dropped has done it or not, and lets the
    /// next have its turn.
    fn pass<'a>(&'a self, mut attempt: impl FnMut() -> Option<Result<Delivery, Error>> + Send + 'a) -> Sent<'a> {
        if let Ok(_turn) = self.turn.try_lock()
            && let Some(result) = attempt()
        {
            // A task that does nothing but send lets the loop have its turn now and then.
            let sent = self.sent.fetch_add(1, Ordering::Relaxed);
            if sent % YIELD_AFTER < YIELD_AFTER - 1 {
                return Sent::Now(result);
            }
            return Sent::Later(Box::pin(async move {
                tokio::task::yield_now().await;
                result
            }));
        }
        Sent::Later(Box::pin(async move {
            let _turn = self.turn.lock().await;
            loop {
                let room = self.room.notified();
                if let Some(result) = attempt() {
                    return result;
                }
                room.await;
            }
        }))
    }
}

impl MessageSink for Core {
    fn telemetry(&self, component: Option<&'static str>, body: String, options: MessageOptions) -> Sent<'_> {
        let mut message = Message::json(body);
        if let Some(time) = options.unix_time() {
            message = message.with_creation_time(time);
        }
        if let Some(component) = component {
            message = message.with_component(component);
        }
        if let Some(message_id) = options.message_id {
            message = message.with_message_id(message_id);
        }
        for (name, value) in options.properties {
            message = message.with_property(name, value);
        }
        let mut message = Some(message);
        self.telemetry.pass(move || self.send(&mut message))
    }

    fn report(&self, component: Option<&'static str>, report: Report) -> Sent<'_> {
        let mut report = Some(report);
        self.reports.pass(move || self.report_now(component, &mut report))
    }
}

/// The outcome of an attempt to send: `None` if there was no room. The outer `None` of `sent`: the device has ended.
fn outcome(sent: Option<Option<Result<Delivered, SendError>>>) -> Option<Result<Delivery, Error>> {
    match sent {
        None => Some(Err(shut_down())),
        Some(taken) => taken.map(|taken| taken.map(delivery).map_err(not_taken)),
    }
}

fn delivery(delivered: Delivered) -> Delivery {
    Delivery::new(Box::pin(async move {
        match delivered.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Undelivered::Status(status))) => Err(Error::refused(status)),
            Ok(Err(Undelivered::HangsUp)) => Err(Error::new(
                ErrorKind::Refused,
                "the hub ended the connection over this message again and again, and took others",
            )),
            Ok(Err(Undelivered::Dropped)) => Err(Error::new(
                ErrorKind::OutboxFull,
                "the message was dropped for a newer one, since the outbox was full",
            )),
            Err(_) => Err(shut_down()),
        }
    }))
}

fn not_taken(error: SendError) -> Error {
    use alloc::string::ToString as _;
    let kind = match error {
        SendError::Full => ErrorKind::OutboxFull,
        SendError::TooLarge => ErrorKind::TooLarge,
        SendError::Invalid => ErrorKind::Value,
        SendError::Stopped => ErrorKind::ShutDown,
    };
    Error::new(kind, error.to_string())
}
