//! The way to a connection and to its renewal: a hub, a credential, the hub's welcome.

use core::time::Duration;

use super::config::Assignment;
use super::output::{Authenticated, AuthenticationError, ProvisioningError, Queued};
use super::renewal::{Renewal, Renewing};
use super::state::{ConnectionState, LONGEST_WAIT, Online};
use super::{Event, Reason, Session};
use crate::protocol::{Capabilities, Connect, Credential, Protocol};
use crate::retry::Pace;
use crate::time::Now;

/// How long a planned reconnect waits for answers that are still to come.
const DRAIN: Duration = Duration::from_secs(30);
/// How soon to look at a clock again that is not set.
const CLOCK_CHECK: Duration = Duration::from_secs(2);

impl Session {
    /// The hub of a device that is to be provisioned, or why there is none.
    pub fn handle_provisioned(&mut self, result: Result<Assignment, ProvisioningError>, now: Now) {
        if let ConnectionState::Provisioning { .. } = self.state {
            match result {
                Ok(assignment) => {
                    if self.assignment.as_ref().is_some_and(|known| *known != assignment) {
                        // Another hub has another twin.
                        self.desired.forget();
                    }
                    self.assignment = Some(assignment);
                    self.provision = false;
                    self.failures = 0;
                    self.open(now);
                }
                Err(error) => self.lose(Reason::Provisioning(error), now),
            }
        }
        self.advance(now);
    }

    /// The credential that was asked for, or why there is none.
    pub fn handle_authenticated(&mut self, result: Authenticated, now: Now) {
        let renews_in_place = self.capabilities().renews_in_place;
        match (&mut self.state, result) {
            (ConnectionState::Authenticating { .. }, Ok(credential)) => self.connect(credential, now),
            (ConnectionState::Authenticating { .. }, Err(AuthenticationError::Later(delay))) => {
                self.state = ConnectionState::Waiting {
                    until: now.monotonic + delay.min(LONGEST_WAIT),
                    clock_doubt: None,
                };
            }
            (ConnectionState::Authenticating { .. }, Err(AuthenticationError::ClockNotSet)) => self.miss_clock(now),
            (ConnectionState::Authenticating { .. }, Err(AuthenticationError::Failed(message))) => {
                self.lose(Reason::Credential(message), now);
            }
            (ConnectionState::Online(online), result) => {
                if let Renewing::Authenticating { .. } = online.renewing {
                    online.renewing = match result {
                        Ok(credential) if renews_in_place => {
                            let deadline = now.monotonic + self.config.answer_timeout;
                            let renewal = Renewal::of(&credential, now, &mut self.random);
                            if let Credential::Token(token) = credential {
                                self.outputs.push_back(Queued::RenewToken(token));
                            }
                            Renewing::Shown { deadline, renewal }
                        }
                        Ok(credential) => Renewing::Draining {
                            until: now.monotonic + DRAIN,
                            credential,
                        },
                        // The credential in use is good for a while.
                        Err(_) => {
                            Renewing::Again(now.monotonic + self.backoff.delay(Pace::Throttled, &mut self.random))
                        }
                    };
                }
            }
            _ => {}
        }
        self.advance(now);
    }

    /// The features of the protocol that is spoken.
    pub(super) fn capabilities(&self) -> Capabilities {
        let target = self.assignment.as_ref().map(|assignment| &assignment.target);
        target.map_or(Protocol::Mqtt.capabilities(), |target| target.protocol.capabilities())
    }

    /// Begins an attempt to connect: with the hub if it is not known, or else with a credential.
    pub(super) fn open(&mut self, now: Now) {
        if now.wall.is_none() {
            return self.miss_clock(now);
        }
        self.clock_missed = false;
        let time = now.monotonic;
        match &self.assignment {
            Some(assignment) if !self.provision => {
                if let Protocol::Unknown(name) = &assignment.target.protocol {
                    let reason = Reason::UnknownProtocol(name.clone());
                    return self.lose(reason, now);
                }
                self.state = ConnectionState::Authenticating {
                    deadline: time + self.config.connect_timeout,
                };
                self.outputs.push_back(Queued::Authenticate);
            }
            _ => {
                self.state = ConnectionState::Provisioning {
                    deadline: time + self.config.provisioning_timeout,
                };
                self.outputs.push_back(Queued::Provision);
            }
        }
    }

    /// Without a clock there is no token, and no certificate can be verified. Told once; looked at again soon, since a
    /// clock is set without telling anyone.
    fn miss_clock(&mut self, now: Now) {
        if !core::mem::replace(&mut self.clock_missed, true) {
            self.events.push_back(Event::Disconnected {
                reason: Reason::ClockNotSet,
                retry_in: Some(CLOCK_CHECK),
            });
        }
        self.state = ConnectionState::Waiting {
            until: now.monotonic + CLOCK_CHECK,
            clock_doubt: None,
        };
    }

    /// Asks for a connection with this credential.
    pub(super) fn connect(&mut self, credential: Credential, now: Now) {
        let Some(Assignment { identity, target }) = self.assignment.clone() else {
            return;
        };
        self.state = ConnectionState::Opening {
            deadline: now.monotonic + self.config.connect_timeout,
            renewal: Renewal::of(&credential, now, &mut self.random),
        };
        let connect = Connect::new(target, identity, credential);
        self.outputs.push_back(Queued::Connect(connect));
    }

    /// The hub has welcomed the device.
    pub(super) fn welcome(&mut self, now: Now) -> Result<(), Reason> {
        let ConnectionState::Opening { renewal, .. } = self.state else {
            return Err(Reason::Protocol("a second welcome"));
        };
        self.refusals = 0;
        self.failures = 0;
        self.state = ConnectionState::Online(Online {
            since: now.monotonic,
            subscribed: false,
            renewing: Renewing::Due(renewal),
            stalled_at: now.monotonic + self.stall_time(),
        });
        self.events.push_back(Event::Connected);
        Ok(())
    }

    /// The hub has taken the credential that it was shown.
    pub(super) fn renewed(&mut self) {
        if let ConnectionState::Online(online) = &mut self.state
            && let Renewing::Shown { renewal, .. } = online.renewing
        {
            online.renewing = Renewing::Due(renewal);
        }
    }

    /// Whether a new connection is to be opened for a new credential now.
    pub(super) fn renew_if_due(&mut self, now: Now) -> bool {
        let is_idle = self.is_idle();
        let ConnectionState::Online(online) = &mut self.state else {
            return false;
        };
        let time = now.monotonic;
        let ask = match &online.renewing {
            Renewing::Due(renewal) => renewal.is_some_and(|renewal| renewal.is_due(now)),
            Renewing::Again(at) => *at <= time,
            Renewing::Authenticating { deadline } if *deadline <= time => {
                online.renewing = Renewing::Again(time + self.backoff.delay(Pace::Throttled, &mut self.random));
                false
            }
            Renewing::Authenticating { .. } => false,
            // The hub may or may not have taken it.
            Renewing::Shown { deadline, .. } => return *deadline <= time,
            Renewing::Draining { until, .. } => return is_idle || *until <= time,
        };
        if ask {
            let deadline = time + self.config.connect_timeout;
            online.renewing = Renewing::Authenticating { deadline };
            self.outputs.push_back(Queued::Authenticate);
        }
        false
    }

    /// Nothing under way that a new connection would have to repeat, and no answer owed to the hub.
    fn is_idle(&self) -> bool {
        self.outbox.under_way() == 0
            && !self.reports.is_under_way()
            && !self.desired.is_reading()
            && self.commands.is_empty()
            && self.messages.is_empty()
    }
}
