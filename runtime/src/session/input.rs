//! News of a connection, and the requests that follow from them.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::defects::{Defect, is_planted};
use super::desired::Answer as TwinAnswer;
use super::output::Queued;
use super::reports::{Outcome, Started};
use super::state::ConnectionState;
use super::{CloudToDevice, Command, Event, EventId, Reason, Session};
use crate::protocol::{DeliveryId, Failure, Input, Refusal, RequestId, TelemetryId};
use crate::time::Now;
use crate::wire::{DesiredPatch, PropertyBag, payload};

/// So many cloud-to-device messages are taken before the first is settled; a hub keeps 50 for a device.
const MOST_MESSAGES: usize = 64;
/// So many bytes of responses wait to be written at most, each counted with an overhead. Beyond that calls are ignored.
const MOST_RESPONSE_BYTES: usize = 1024 * 1024;
const RESPONSE_OVERHEAD: usize = 1024;

impl Session {
    /// The protocol made this of what the hub said, over the connection that was opened last.
    pub fn handle_input(&mut self, input: Input, now: Now) {
        // The next connection is not even wanted yet: this is of the one before.
        if !self.awaits_connect()
            && let Err(reason) = self.take_input(input, now)
        {
            self.lose(reason, now);
        }
        self.advance(now);
    }

    /// Whether a connection is to be opened of which the shell has not heard.
    pub(super) fn awaits_connect(&self) -> bool {
        matches!(self.state, ConnectionState::Opening { .. })
            && self.outputs.iter().any(|output| matches!(output, Queued::Connect(_)))
    }

    fn take_input(&mut self, input: Input, now: Now) -> Result<(), Reason> {
        match (input, &mut self.state) {
            (Input::Refused(refusal), ConnectionState::Opening { .. } | ConnectionState::Online(_)) => {
                return Err(match refusal {
                    Refusal::Unavailable(retry_after) => Reason::Unavailable(retry_after),
                    Refusal::Unauthorized => Reason::Unauthorized,
                    Refusal::Rejected => Reason::Refused,
                });
            }
            (Input::Failed(failure), ConnectionState::Opening { .. } | ConnectionState::Online(_)) => {
                return Err(match failure {
                    Failure::Silent => Reason::Timeout,
                    Failure::Violation(detail) => Reason::Protocol(detail),
                    Failure::NotSubscribed => Reason::Unavailable(None),
                });
            }
            (Input::Connected, ConnectionState::Opening { .. } | ConnectionState::Online(_)) => {
                return self.welcome(now);
            }
            (Input::Subscribed, ConnectionState::Online(online)) => online.subscribed = true,
            (Input::Renewed, ConnectionState::Online(_)) => self.renewed(),
            (Input::Acknowledged(id), ConnectionState::Online(_)) => self.end(id, Event::Delivered(id), now),
            (Input::Rejected { id, status }, ConnectionState::Online(_)) => {
                self.end(id, Event::Rejected { id, status }, now);
            }
            (Input::Writing, ConnectionState::Online(_)) => self.progress(now),
            (Input::Twin { request, status, body }, ConnectionState::Online(_)) => {
                self.handle_twin(request, status, &body, now);
            }
            (Input::DesiredPatch { version, body }, ConnectionState::Online(_)) => {
                match DesiredPatch::parse(&body, version) {
                    Ok(patch) => {
                        let desired = self.desired.take_patch(&self.config, patch);
                        self.events.extend(desired.into_iter().map(Event::Desired));
                    }
                    Err(_) => self.unexpected("a desired patch that is not a JSON object"),
                }
            }
            (Input::Method { call, name, body }, ConnectionState::Online(_)) => self.handle_method(call, &name, body),
            (
                Input::CloudToDevice {
                    delivery,
                    properties,
                    body,
                },
                ConnectionState::Online(_),
            ) => self.handle_message(delivery, properties, body),
            (Input::Unexpected(detail), _) => self.unexpected(detail),
            (Input::Renewed | Input::Writing, _) => {}
            (_, ConnectionState::Opening { .. }) => return Err(Reason::Protocol("an answer before the hub's welcome")),
            // It belongs to a connection that is gone.
            _ => {}
        }
        Ok(())
    }

    fn unexpected(&mut self, detail: &'static str) {
        self.events.push_back(Event::Unexpected(detail));
    }

    /// The hub has a message, or refuses it.
    fn end(&mut self, id: TelemetryId, event: Event, now: Now) {
        if self.outbox.end(id) {
            if is_planted(Defect::AcknowledgedTwice) {
                self.events.push_back(Event::Delivered(id));
            }
            self.events.push_back(event);
            self.progress(now);
        } else {
            self.unexpected("an acknowledgement of a message that is not under way");
        }
    }

    fn progress(&mut self, now: Now) {
        let stalled_at = now.monotonic + self.stall_time();
        if let ConnectionState::Online(online) = &mut self.state {
            online.stalled_at = stalled_at;
        }
    }

    fn handle_twin(&mut self, request: RequestId, status: i32, body: &[u8], now: Now) {
        match self.reports.answer(request, status, now.monotonic, &mut self.random) {
            Outcome::Accepted(ids) => self.events.push_back(Event::Reported(ids)),
            Outcome::Refused(patch, status) => self.events.push_back(Event::ReportRefused {
                reports: patch.ids,
                properties: patch.properties.into_iter().map(|(property, _)| property).collect(),
                status,
            }),
            Outcome::Again => {}
            Outcome::Doubtful => self.desired.read_again(now.monotonic),
            Outcome::Unknown => self.handle_document(request, status, body, now),
        }
    }

    fn handle_document(&mut self, request: RequestId, status: i32, body: &[u8], now: Now) {
        match self
            .desired
            .answer(request, status, body, now.monotonic, &mut self.random)
        {
            TwinAnswer::Read(document) => {
                self.reports.set_reported(&document.reported);
                let desired = self.desired.take_document(&self.config, &document);
                self.events.extend(desired.into_iter().map(Event::Desired));
                self.events.push_back(Event::Synchronized);
            }
            TwinAnswer::Again => {}
            TwinAnswer::Unreadable => self.unexpected("a twin that is not a JSON document"),
            TwinAnswer::Unknown => self.unexpected("a twin answer for no request"),
        }
    }

    fn handle_method(&mut self, call: String, name: &str, payload: Vec<u8>) {
        let waiting = self.outputs.iter().map(|output| match output {
            Queued::Respond { body, .. } => RESPONSE_OVERHEAD + body.len(),
            _ => 0,
        });
        if waiting.sum::<usize>() >= MOST_RESPONSE_BYTES {
            // Its hub does not read; the caller learns from the hub that there was no response.
            return self.unexpected("a call while too many responses wait to be written");
        }
        if self.commands.len() >= self.config.open_commands {
            self.outputs.push_back(Queued::Respond {
                call,
                status: 429,
                body: Vec::new(),
            });
            return;
        }
        let id = self.event_id();
        self.commands.insert(id, call);
        let (component, name) = payload::split_command(name);
        self.events.push_back(Event::Command(Command {
            id,
            component: component.map(String::from),
            name: name.to_string(),
            payload,
        }));
    }

    fn handle_message(&mut self, delivery: DeliveryId, properties: PropertyBag, body: Vec<u8>) {
        if self.messages.len() >= MOST_MESSAGES {
            // It is not settled, and comes again over the next connection.
            return self.unexpected("more cloud-to-device messages at once than are handled");
        }
        let id = self.config.cloud_to_device.then(|| self.event_id());
        match id {
            Some(id) => self.messages.insert(id, delivery),
            // A message that is not settled would come again, and block those behind it.
            None => self.outputs.push_back(Queued::Settle(delivery)),
        }
        let message = CloudToDevice { id, properties, body };
        self.events.push_back(Event::CloudToDevice(message));
    }

    fn event_id(&mut self) -> EventId {
        self.next_event += 1;
        EventId(self.next_event)
    }

    /// Sends what may be sent now.
    pub(super) fn send_due(&mut self, now: Now) {
        let ConnectionState::Online(online) = &self.state else {
            return;
        };
        let (may_ask, draining) = (online.may_ask() && self.capabilities().twin, online.is_draining());
        let deadline = now.monotonic + self.config.answer_timeout;
        // A patch under way would leave it open which twin the answer shows.
        if may_ask && !self.reports.is_under_way() && self.desired.is_due(now.monotonic) {
            let request = self.request();
            self.desired.start_reading(request, deadline);
            self.outputs.push_back(Queued::GetTwin(request));
        }
        // The patch depends on what the twin holds.
        while may_ask && self.desired.is_read() && self.reports.is_due(now.monotonic) {
            let request = self.request();
            match self.reports.start(request, deadline) {
                Some(Started::Patch(body)) => self.outputs.push_back(Queued::PatchReported(request, body)),
                Some(Started::Held(ids)) => self.events.push_back(Event::Reported(ids)),
                None => {}
            }
        }
        while !draining && let Some(id) = self.outbox.send_next(self.config.in_flight, now.monotonic) {
            if self.outbox.under_way() == 1 {
                self.progress(now);
            }
            self.outputs.push_back(Queued::Telemetry(id));
        }
    }

    const fn request(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }
}
