//! The hub's answers to what the session wants, and the promises that are looked at there.

use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use serde_json::Value;
use zeroize::Zeroizing;

use super::{FakeWorld, Happening, Link};
use crate::protocol::{Credential, DeliveryId, Input, Refusal, RequestId, TelemetryId};
use crate::sas::SasToken;
use crate::session::AuthenticationError;
use crate::session::simulator::{EPOCH, once_in};
use crate::wire::merge::merge;
use crate::wire::twin;

/// A copy of an output.
pub(super) enum Action {
    Provision,
    Authenticate,
    Connect,
    Close,
    Telemetry(TelemetryId, String),
    GetTwin(RequestId),
    Patch(RequestId, String),
    Respond(String),
    Settle(DeliveryId),
    Renew,
}

impl FakeWorld {
    pub(super) fn grant(&mut self, action: Action) {
        let is_welcome = matches!(self.link, Link::Welcome | Link::Subscribed);
        let is_subscribed = self.link == Link::Subscribed;
        match action {
            Action::Provision => self.promise(false, "a hub that is known is asked for"),
            Action::Authenticate => {
                let result = if self.fault(8) {
                    Err(match self.random.next() % 3 {
                        0 => AuthenticationError::Later(self.random.below(Duration::from_secs(30))),
                        1 => AuthenticationError::Failed("no signer".into()),
                        _ => return,
                    })
                } else {
                    let expiry = EPOCH + self.now.as_secs() + self.token_lifetime;
                    Ok(Credential::Token(SasToken::new(Zeroizing::new("t".into()), expiry)))
                };
                self.later(2_000, Happening::Authenticated(result));
            }
            Action::Connect => {
                self.promise(self.link == Link::None, "a connection is opened beside another");
                self.link = Link::Opening;
                self.connections += 1;
                if self.fault(4) {
                    match self.random.next() % 4 {
                        0 => self.later(5_000, Happening::Lost),
                        1 => {
                            let after = self.random.below(Duration::from_secs(40_000_000));
                            self.input(Input::Refused(Refusal::Unavailable(Some(after))));
                        }
                        2 => self.input(Input::Refused(Refusal::Unauthorized)),
                        _ => {}
                    }
                } else {
                    self.input(Input::Connected);
                    if self.fault(2) {
                        self.later(120_000, Happening::Lost);
                    }
                }
            }
            Action::Close => self.end_connection(),
            Action::Telemetry(id, body) => {
                self.promise(is_welcome, "telemetry without a connection");
                self.promise(!self.ended.contains_key(&id), "a message is sent after its end");
                // A hub does not change its mind over a message.
                if !self.is_dying && id.0.is_multiple_of(20) {
                    return self.input(Input::Rejected { id, status: 413 });
                }
                if self.fault(40) {
                    self.is_dying = true;
                    self.later(1, Happening::Lost);
                }
                if self.is_dying {
                    return;
                }
                if self.received.contains(&body) {
                    self.repeated += 1;
                } else {
                    self.received.push(body);
                }
                self.input(Input::Acknowledged(id));
            }
            Action::GetTwin(request) => {
                self.promise(is_subscribed, "the twin is read before its answer can be heard");
                let body = twin::encode_document(&self.desired, self.version, &self.reported, 1);
                let (status, body) = if self.fault(8) { (429, Vec::new()) } else { (200, body) };
                self.answer(Input::Twin { request, status, body });
            }
            Action::Patch(request, patch) => {
                self.promise(is_subscribed, "properties are reported before an answer can be heard");
                let status = match self.random.next() % 8 {
                    0 if self.faults => 429,
                    1 if self.faults => 503,
                    _ => 204,
                };
                if status == 204 || status == 503 && once_in(&mut self.random, 2) {
                    let Ok(Value::Object(patch)) = serde_json::from_str(&patch) else {
                        return self.promise(false, "a patch that is not a JSON object");
                    };
                    merge(&mut self.reported, &patch);
                }
                let body = Vec::new();
                self.answer(Input::Twin { request, status, body });
            }
            Action::Respond(call) => {
                let was_open = self.open_calls.remove(&call);
                self.promise(was_open, "a call is answered that is not open");
            }
            Action::Settle(DeliveryId(delivery)) => {
                let was_open = self.unsettled.remove(&delivery);
                self.promise(was_open, "a message is settled that is not open");
            }
            Action::Renew => {
                self.promise(is_welcome, "a token is renewed without a connection");
                self.renewals += 1;
                match self.random.next() % 6 {
                    0 if self.faults => self.input(Input::Refused(Refusal::Unauthorized)),
                    1 if self.faults => {}
                    _ => self.input(Input::Renewed),
                }
            }
        }
    }

    /// Answers a request, or keeps the answer until the connection is another, or drops it.
    fn answer(&mut self, input: Input) {
        if self.fault(10) {
            if once_in(&mut self.random, 2) {
                self.stale.push(input);
            }
        } else {
            self.input(input);
        }
    }
}
