//! The connection: opening, welcome, subscriptions, keep-alive, renewal of the token, loss, and the way back.

use alloc::format;
use alloc::string::ToString as _;
use alloc::vec::Vec;
use core::time::Duration;

use zeroize::Zeroizing;

use super::{Bytes, Credential, Event, Now, Output, Reason, Session};
use crate::mqtt::{self, ProtocolError, Reader};
use crate::retry::Pace;
use crate::wire::{Filter, UserName};

/// A connection that held this long was a good one: the next failure starts from the shortest delay.
const STABLE: Duration = Duration::from_secs(30);
/// How long a planned reconnect waits for answers that are still to come.
const DRAIN: Duration = Duration::from_secs(30);
/// How soon to look at a clock again that is not set.
const CLOCK_CHECK: Duration = Duration::from_secs(2);

/// How often to look whether a clock that may have been wrong has been set.
const SUSPECT_CHECK: Duration = Duration::from_secs(60);
/// A wall clock that went ahead or back by so many seconds was set.
const CLOCK_JUMP: u64 = 120;

const CLIENT_TYPE: &str = concat!("dtdl-runtime/", env!("CARGO_PKG_VERSION"));

/// Where the connection stands.
#[derive(Debug)]
pub(super) enum Link {
    /// None until then, or until a clock that may have been to blame is set.
    Waiting { until: Duration, suspect: Option<Suspect> },
    /// The shell is opening one.
    Opening { deadline: Duration },
    /// CONNECT is sent.
    Greeting {
        deadline: Duration,
        reader: Reader,
        token: TokenTimes,
    },
    /// The hub has welcomed the device.
    Online(Online),
    /// Shut down.
    Stopped,
}

/// The clocks when a token was refused. A token is only as good as the wall clock: once that has jumped, a new one is
/// worth trying.
#[derive(Debug, Clone, Copy)]
pub(super) struct Suspect {
    at: Now,
    look_at: Duration,
}

impl Suspect {
    fn has_jumped(self, now: Now) -> bool {
        let elapsed = now.monotonic.saturating_sub(self.at.monotonic).as_secs();
        match (self.at.wall, now.wall) {
            (Some(then), Some(wall)) => wall.abs_diff(then.saturating_add(elapsed)) > CLOCK_JUMP,
            _ => false,
        }
    }
}

/// When a token has to be renewed: on the clock that never jumps, and on the one that may.
#[derive(Debug, Clone, Copy)]
pub(super) struct TokenTimes {
    renew_at: Duration,
    renew_at_wall: u64,
}

#[derive(Debug)]
pub(super) struct Online {
    pub(super) reader: Reader,
    pub(super) since: Duration,
    pub(super) token: TokenTimes,
    pub(super) last_sent: Duration,
    pub(super) last_received: Duration,
    /// A ping is out; without any sign of life until then, the hub is gone.
    pub(super) silent_until: Option<Duration>,
    /// The packet identifier of the subscription, until it is answered.
    pub(super) subscribing: Option<(u16, Duration)>,
    /// Without progress of the outbox until then, the connection is of no use.
    pub(super) stalled_at: Duration,
    /// A planned reconnect is due; nothing new is sent.
    pub(super) draining_until: Option<Duration>,
}

impl Session {
    /// The connection that was asked for is open.
    pub fn handle_connect(&mut self, now: Now) {
        if let Link::Opening { .. } = self.link {
            match self.greet(now) {
                Ok(()) => {}
                Err(reason) => self.lose(reason, now),
            }
        }
        self.advance(now);
    }

    /// The connection brought these bytes.
    pub fn handle_input(&mut self, bytes: &[u8], now: Now) {
        let mut rest = bytes;
        loop {
            let reader = match &mut self.link {
                Link::Greeting { reader, .. } => reader,
                Link::Online(online) => {
                    online.last_received = now.monotonic;
                    online.silent_until = None;
                    &mut online.reader
                }
                _ => break,
            };
            let handled = match reader.next(&mut rest) {
                Ok(Some(packet)) => self.handle_packet(packet, now),
                Ok(None) => break,
                Err(ProtocolError) => Err(Reason::Protocol),
            };
            if let Err(reason) = handled {
                self.lose(reason, now);
            }
        }
        self.advance(now);
    }

    /// The time of [`Session::poll_timeout`] has come. Harmless if called too early.
    pub fn handle_timeout(&mut self, now: Now) {
        self.advance(now);
    }

    /// The connection is gone, or could not be opened.
    pub fn handle_disconnect(&mut self, reason: Reason, now: Now) {
        if !matches!(self.link, Link::Waiting { .. } | Link::Stopped) {
            self.lose(reason, now);
        }
        self.advance(now);
    }

    /// When (on the monotonic clock) [`Session::handle_timeout`] wants to be called.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Duration> {
        let link = match &self.link {
            Link::Stopped => return None,
            Link::Waiting { until, suspect } => Some(suspect.map_or(*until, |suspect| suspect.look_at.min(*until))),
            Link::Opening { deadline } | Link::Greeting { deadline, .. } => Some(*deadline),
            Link::Online(online) => {
                let ping = online
                    .silent_until
                    .unwrap_or_else(|| online.ping_at(self.config.keep_alive));
                let mut times = Vec::from([ping, online.draining_until.unwrap_or(online.token.renew_at)]);
                times.extend(online.subscribing.map(|(_, deadline)| deadline));
                if self.outbox.under_way() > 0 {
                    times.push(online.stalled_at);
                }
                // A request waits for its answer; the next waits until it may be written at all.
                if online.draining_until.is_none() {
                    times.extend(self.outbox.timeout());
                }
                let may_write = online.subscribing.is_none() && online.draining_until.is_none();
                if may_write || self.desired.is_reading() {
                    times.extend(self.desired.timeout());
                }
                if may_write && self.desired.is_read() || self.reports.is_under_way() {
                    times.extend(self.reports.timeout());
                }
                times.into_iter().min()
            }
        };
        link.into_iter().chain(self.stop_at).min()
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
        match &mut self.link {
            Link::Stopped => {}
            Link::Waiting { until, suspect } => {
                if *until <= time || suspect.is_some_and(|suspect| suspect.has_jumped(now)) {
                    self.open(now);
                } else if let Some(suspect) = suspect {
                    suspect.look_at = time + SUSPECT_CHECK;
                }
            }
            Link::Opening { deadline } | Link::Greeting { deadline, .. } => {
                if *deadline <= time {
                    return Err(Reason::Timeout);
                }
            }
            Link::Online(online) => {
                let overdue = |deadline: Option<Duration>| deadline.is_some_and(|deadline| deadline <= time);
                if overdue(online.silent_until) || overdue(online.subscribing.map(|(_, deadline)| deadline)) {
                    return Err(Reason::Timeout);
                }
                if self.outbox.under_way() > 0 && online.stalled_at <= time {
                    return Err(Reason::Timeout);
                }
                let renew =
                    time >= online.token.renew_at || now.wall.is_some_and(|wall| wall >= online.token.renew_at_wall);
                if renew && online.draining_until.is_none() {
                    online.draining_until = Some(time + DRAIN);
                }
                if let Some(until) = online.draining_until
                    && (until <= time || self.is_quiet())
                {
                    return Err(Reason::Renewal);
                }
                self.desired.handle_timeout(time, &mut self.random);
                if self.reports.handle_timeout(time, &mut self.random) {
                    self.desired.read_again(time);
                }
                self.write_due(now).map_err(|ProtocolError| Reason::Protocol)?;
            }
        }
        Ok(())
    }

    /// Whether no answer is missing on this connection, in either direction.
    fn is_quiet(&self) -> bool {
        self.outbox.under_way() == 0
            && !self.reports.is_under_way()
            && !self.desired.is_reading()
            && self.commands.is_empty()
    }

    fn open(&mut self, now: Now) {
        if now.wall.is_none() {
            // Told once; asked again soon, since a clock is set without telling anyone.
            if !self.clock_missed {
                self.clock_missed = true;
                let retry_in = Some(CLOCK_CHECK);
                self.events.push_back(Event::Disconnected {
                    reason: Reason::ClockNotSet,
                    retry_in,
                });
            }
            self.link = Link::Waiting {
                until: now.monotonic + CLOCK_CHECK,
                suspect: None,
            };
            return;
        }
        self.clock_missed = false;
        self.link = Link::Opening {
            deadline: now.monotonic + self.config.connect_timeout,
        };
        self.outputs.push_back(Output::Open);
    }

    fn greet(&mut self, now: Now) -> Result<(), Reason> {
        let Some(wall) = now.wall else {
            return Err(Reason::ClockNotSet);
        };
        self.connections += 1;
        let Self { config, random, .. } = self;
        let lifetime = config.token_lifetime;
        let expiry = wall.saturating_add(lifetime.as_secs());
        // Well before the end, and not all devices of a fleet at once.
        let renew_in = random.between(lifetime * 16 / 20, lifetime * 18 / 20);
        let margin = lifetime.saturating_sub(renew_in).as_secs();
        let token = TokenTimes {
            renew_at: now.monotonic + renew_in,
            renew_at_wall: expiry.saturating_sub(margin),
        };
        let Credential::Key(key) = &config.credential;
        let password = key.token(&format!("{}/devices/{}", config.host, config.device_id), expiry, None);
        let user_name = UserName::new(&config.host, &config.device_id)
            .with_client_type(CLIENT_TYPE)
            .with_model_id(&config.model_id)
            .to_string();
        let keep_alive = u16::try_from(config.keep_alive.as_secs()).unwrap_or(u16::MAX);
        let packet = mqtt::connect(&config.device_id, &user_name, &password, keep_alive);
        let packet = packet.map_err(|ProtocolError| Reason::Refused)?;
        let deadline = now.monotonic + config.connect_timeout;
        self.link = Link::Greeting {
            deadline,
            reader: Reader::new(),
            token,
        };
        self.outputs.push_back(Output::Bytes(Bytes(packet)));
        Ok(())
    }

    pub(super) fn welcome(&mut self, session_present: bool, now: Now) -> Result<(), Reason> {
        let Link::Greeting { reader, token, .. } = core::mem::replace(&mut self.link, Link::Stopped) else {
            return Err(Reason::Protocol);
        };
        self.refusals = 0;
        self.outbox.restart(session_present);
        let packet_id = self.packet_ids.next(|id| self.outbox.uses(id));
        let time = now.monotonic;
        self.link = Link::Online(Online {
            reader,
            since: time,
            token,
            last_sent: time,
            last_received: time,
            silent_until: None,
            subscribing: Some((packet_id, time + self.config.answer_timeout)),
            stalled_at: time + self.config.answer_timeout * 4,
            draining_until: None,
        });
        let filters = [Filter::Methods, Filter::TwinResponses, Filter::DesiredPatches].map(|filter| filter.to_string());
        let packet = mqtt::subscribe(packet_id, &filters).map_err(|ProtocolError| Reason::Protocol)?;
        self.write(packet, now);
        self.events.push_back(Event::Connected);
        Ok(())
    }

    /// Ends the connection, and says when the next will be tried.
    fn lose(&mut self, reason: Reason, now: Now) {
        let time = now.monotonic;
        let planned = matches!(reason, Reason::Renewal);
        let by_the_hub = matches!(reason, Reason::Transport(_));
        let given_up = self.outbox.disconnected(by_the_hub, time, &mut self.random);
        self.events.extend(given_up.map(Event::Undeliverable));
        if let Link::Online(online) = &self.link
            && (planned || time.saturating_sub(online.since) >= STABLE)
        {
            self.backoff.reset();
        }
        if !planned {
            self.outputs.retain(|output| matches!(output, Output::Close));
        } else {
            self.outputs
                .push_back(Output::Bytes(Bytes(Zeroizing::new(mqtt::disconnect()))));
        }
        self.outputs.push_back(Output::Close);
        self.commands.clear();
        self.desired.disconnected();
        self.reports.disconnected();
        let pace = match reason {
            Reason::Unavailable => Pace::Throttled,
            Reason::Refused => Pace::Slow,
            // A fresh token may be all that is missing; if it was not, there is no hurry.
            Reason::Unauthorized => {
                self.refusals += 1;
                if self.refusals > 1 { Pace::Slow } else { Pace::Fast }
            }
            _ => Pace::Fast,
        };
        let delay = if planned {
            Duration::ZERO
        } else {
            self.backoff.delay(pace, &mut self.random)
        };
        let suspect = (pace == Pace::Slow && reason == Reason::Unauthorized).then_some(Suspect {
            at: now,
            look_at: time + SUSPECT_CHECK,
        });
        self.link = Link::Waiting {
            until: time + delay,
            suspect,
        };
        self.events.push_back(Event::Disconnected {
            reason,
            retry_in: Some(delay),
        });
        if planned {
            self.open(now);
        }
    }

    fn stop_if_due(&mut self, now: Now) {
        let Some(stop_at) = self.stop_at else { return };
        let done = self.outbox.is_empty() && self.reports.is_empty() && self.commands.is_empty();
        if matches!(self.link, Link::Stopped) || !(done && !self.desired.has_open() || stop_at <= now.monotonic) {
            return;
        }
        match self.link {
            Link::Online(_) => {
                self.write(mqtt::disconnect(), now);
                self.outputs.push_back(Output::Close);
                self.events.push_back(Event::Disconnected {
                    reason: Reason::Shutdown,
                    retry_in: None,
                });
            }
            Link::Opening { .. } | Link::Greeting { .. } => self.outputs.push_back(Output::Close),
            Link::Waiting { .. } | Link::Stopped => {}
        }
        self.link = Link::Stopped;
        self.events.push_back(Event::Stopped);
    }
}

impl Online {
    /// When to ask for a sign of life: half the keep-alive after the last, in either direction.
    pub(super) fn ping_at(&self, keep_alive: Duration) -> Duration {
        self.last_sent.min(self.last_received) + keep_alive / 2
    }
}
