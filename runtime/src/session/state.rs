//! The state of the connection: its deadlines, its loss, and the way back.

use core::time::Duration;

use super::outbox::Ending;
use super::output::Queued;
use super::renewal::{ClockDoubt, Renewal, Renewing};
use super::{Event, Reason, Session};
use crate::retry::Pace;
use crate::time::Now;

/// A connection that held this long was a good one: the next failure starts from the shortest delay.
const STABLE: Duration = Duration::from_secs(30);
/// No service and no gate makes a device wait longer, whatever it says.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// From so many failures in a row on, a device that was provisioned asks for its hub again.
const PROVISION_AFTER: u32 = 10;

/// The state of the connection.
#[derive(Debug)]
pub(super) enum ConnectionState {
    /// None until then, or until a clock that may have been to blame is set.
    Waiting {
        until: Duration,
        clock_doubt: Option<ClockDoubt>,
    },
    /// The shell finds out the hub.
    Provisioning { deadline: Duration },
    /// The shell makes a credential ready.
    Authenticating { deadline: Duration },
    /// The shell opens a connection, and the hub has not welcomed the device yet.
    Opening {
        deadline: Duration,
        renewal: Option<Renewal>,
    },
    /// The hub has welcomed the device.
    Online(Online),
    /// Shut down.
    Stopped,
}

#[derive(Debug)]
pub(super) struct Online {
    pub(super) since: Duration,
    /// Twin requests can be made.
    pub(super) subscribed: bool,
    pub(super) renewing: Renewing,
    /// Without progress of the outbox until then, the connection is of no use.
    pub(super) stalled_at: Duration,
}

impl Online {
    pub(super) const fn is_draining(&self) -> bool {
        matches!(self.renewing, Renewing::Draining { .. })
    }

    /// Whether twin requests can be made now.
    pub(super) const fn may_ask(&self) -> bool {
        self.subscribed && !self.is_draining()
    }
}

impl Session {
    /// The time of [`Session::poll_timeout`] has come. Harmless if called too early.
    pub fn handle_timeout(&mut self, now: Now) {
        self.advance(now);
    }

    /// The connection is gone, or could not be opened.
    pub fn handle_disconnect(&mut self, reason: Reason, now: Now) {
        let has_one = matches!(self.state, ConnectionState::Opening { .. } | ConnectionState::Online(_));
        if has_one && !self.awaits_connect() {
            self.lose(reason, now);
        }
        self.advance(now);
    }

    /// When (on the monotonic clock) [`Session::handle_timeout`] wants to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        let state = match &self.state {
            ConnectionState::Stopped => return None,
            ConnectionState::Waiting { until, clock_doubt } => {
                Some(clock_doubt.map_or(*until, |doubt| doubt.look_at().min(*until)))
            }
            ConnectionState::Provisioning { deadline }
            | ConnectionState::Authenticating { deadline }
            | ConnectionState::Opening { deadline, .. } => Some(*deadline),
            ConnectionState::Online(online) => self.online_timeout(online),
        };
        state.into_iter().chain(self.stop_at).min()
    }

    fn online_timeout(&self, online: &Online) -> Option<Duration> {
        let under_way = (self.outbox.under_way() > 0).then_some(online.stalled_at);
        // A request waits for its answer; the next waits until it may be sent at all.
        let outbox = self.outbox.timeout().filter(|_| !online.is_draining());
        let may_read = online.may_ask() && !self.reports.is_under_way() || self.desired.is_reading();
        let desired = self.desired.timeout().filter(|_| may_read);
        let may_report = online.may_ask() && self.desired.is_read() || self.reports.is_under_way();
        let reports = self.reports.timeout().filter(|_| may_report);
        let times = [online.renewing.timeout(), under_way, outbox, desired, reports];
        times.into_iter().flatten().min()
    }

    /// Does all that is due.
    pub(super) fn advance(&mut self, now: Now) {
        match self.due(now) {
            Ok(()) => {}
            Err(reason) => self.lose(reason, now),
        }
        self.stop_if_due(now);
    }

    fn due(&mut self, now: Now) -> Result<(), Reason> {
        let time = now.monotonic;
        match &mut self.state {
            ConnectionState::Stopped => {}
            ConnectionState::Waiting { until, clock_doubt } => {
                if *until <= time || clock_doubt.is_some_and(|doubt| doubt.has_jumped(now)) {
                    self.open(now);
                } else if let Some(doubt) = clock_doubt {
                    doubt.looked(now);
                }
            }
            ConnectionState::Provisioning { deadline }
            | ConnectionState::Authenticating { deadline }
            | ConnectionState::Opening { deadline, .. } => {
                if *deadline <= time {
                    return Err(Reason::Timeout);
                }
            }
            ConnectionState::Online(online) => {
                if self.outbox.under_way() > 0 && online.stalled_at <= time {
                    return Err(Reason::Timeout);
                }
                self.desired.handle_timeout(time, &mut self.random);
                if self.reports.handle_timeout(time, &mut self.random) {
                    self.desired.read_again(time);
                }
                if self.renew_if_due(now) {
                    return Err(Reason::Renewal);
                }
                self.send_due(now);
            }
        }
        Ok(())
    }

    /// How long the outbox may be without progress.
    pub(super) fn stall_time(&self) -> Duration {
        self.config.answer_timeout * 4
    }

    /// Ends the connection, or the attempt to make one, and says when the next will be made.
    pub(super) fn lose(&mut self, reason: Reason, now: Now) {
        let time = now.monotonic;
        let state = core::mem::replace(
            &mut self.state,
            ConnectionState::Waiting {
                until: time,
                clock_doubt: None,
            },
        );
        let ending = match reason {
            Reason::Transport(_) => Ending::ByTheHub,
            Reason::Renewal => Ending::Planned,
            _ => Ending::Other,
        };
        self.forget_connection(ending, time);
        let planned = match state {
            ConnectionState::Online(online) => {
                if reason == Reason::Renewal || time.saturating_sub(online.since) >= STABLE {
                    self.backoff.reset();
                }
                match online.renewing {
                    Renewing::Draining { credential, .. } if reason == Reason::Renewal => Some(credential),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(credential) = planned {
            self.outputs.push_back(Queued::Disconnect);
            self.events.push_back(Event::Disconnected {
                reason,
                retry_in: Some(Duration::ZERO),
            });
            return self.connect(credential, now);
        }
        // Requests that were not sent yet are sent over the next connection.
        self.outputs
            .retain(|output| matches!(output, Queued::Forget(_) | Queued::Disconnect | Queued::Abort));
        self.outputs.push_back(Queued::Abort);
        let (pace, at_least) = self.pace(&reason);
        let delay = self.backoff.delay(pace, &mut self.random).max(at_least);
        let clock_may_be_wrong = pace == Pace::Slow && reason == Reason::Unauthorized;
        self.state = ConnectionState::Waiting {
            until: time + delay,
            clock_doubt: clock_may_be_wrong.then(|| ClockDoubt::new(now)),
        };
        self.events.push_back(Event::Disconnected {
            reason,
            retry_in: Some(delay),
        });
    }

    /// Forgets all that belonged to the connection.
    fn forget_connection(&mut self, ending: Ending, time: Duration) {
        if let Some(id) = self.outbox.disconnected(ending, time, &mut self.random) {
            self.outputs.push_back(Queued::Forget(id));
            self.events.push_back(Event::Undeliverable(id));
        }
        self.commands.clear();
        self.messages.clear();
        self.desired.disconnected();
        self.reports.disconnected();
    }

    /// How patient the next attempt is, and how long it waits at least.
    fn pace(&mut self, reason: &Reason) -> (Pace, Duration) {
        self.failures = self.failures.saturating_add(1);
        let pace = match reason {
            Reason::Unavailable(_) => Pace::Throttled,
            Reason::Refused | Reason::UnknownProtocol(_) => Pace::Slow,
            Reason::Provisioning(error) if !error.is_transient => Pace::Slow,
            Reason::Provisioning(_) => Pace::Throttled,
            // A fresh token may be all that is missing; if it was not, there is no hurry.
            Reason::Unauthorized => {
                self.refusals += 1;
                if self.refusals > 1 { Pace::Slow } else { Pace::Fast }
            }
            _ => Pace::Fast,
        };
        if self.config.assignment.is_none() && (self.refusals > 1 || self.failures >= PROVISION_AFTER) {
            self.provision = true;
            self.failures = 0;
        }
        let at_least = match reason {
            Reason::Unavailable(retry_after) => *retry_after,
            Reason::Provisioning(error) => error.retry_after,
            _ => None,
        };
        (pace, at_least.unwrap_or_default().min(LONGEST_WAIT))
    }

    fn stop_if_due(&mut self, now: Now) {
        let Some(stop_at) = self.stop_at else { return };
        if matches!(self.state, ConnectionState::Stopped) {
            return;
        }
        let done = self.outbox.is_empty()
            && self.reports.is_empty()
            && self.commands.is_empty()
            && self.messages.is_empty()
            && !self.desired.has_open();
        if !done && now.monotonic < stop_at {
            return;
        }
        match core::mem::replace(&mut self.state, ConnectionState::Stopped) {
            ConnectionState::Online(_) => {
                self.outputs.push_back(Queued::Disconnect);
                self.events.push_back(Event::Disconnected {
                    reason: Reason::Shutdown,
                    retry_in: None,
                });
            }
            ConnectionState::Waiting { .. } | ConnectionState::Stopped => {}
            _ => self.outputs.push_back(Queued::Abort),
        }
        self.events.push_back(Event::Stopped);
    }
}
