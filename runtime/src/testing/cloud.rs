//! The hub's memory: the twin, the calls, and the messages of the device.

use alloc::borrow::ToOwned as _;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::value::RawValue;
use tokio::sync::{mpsc, oneshot};

use super::packet::{self, Packet};
use crate::service::MethodResponse;
use crate::wire::merge::{difference, merge_members};
use crate::wire::payload::{COMPONENT_MARKER, COMPONENT_MARKER_VALUE, quoted};
use crate::wire::twin::{self, Members, VERSION};
use crate::wire::{DeviceTopic, Filter, HubTopic, PropertyBag, UserName};

/// The device's identifier.
pub(super) const DEVICE_ID: &str = "device";

/// A hub with its one device.
#[derive(Debug)]
pub(super) struct Cloud {
    pub(super) is_reachable: bool,
    pub(super) refuses_device: bool,
    pub(super) hangs_up_over: Option<String>,
    pub(super) refuses_reports: Option<i32>,
    pub(super) connections: usize,
    pub(super) model_id: Option<String>,
    connection: Option<Connection>,
    remembers_session: bool,
    desired: Members,
    desired_version: i64,
    reported: Members,
    reported_version: i64,
    pub(super) telemetry: Vec<Message>,
    pub(super) reports: Vec<Report>,
    calls: BTreeMap<String, oneshot::Sender<MethodResponse>>,
    requests: u64,
    /// Cloud-to-device messages that the device has not acknowledged, with their packet identifiers.
    queue: Vec<(u16, PropertyBag, Vec<u8>)>,
    queued: u16,
}

/// The hub's end of the connection.
#[derive(Debug)]
struct Connection {
    out: mpsc::UnboundedSender<Vec<u8>>,
    input: Vec<u8>,
    is_welcome: bool,
    hears_methods: bool,
    hears_patches: bool,
    hears_twin: bool,
    hears_messages: bool,
}

/// A telemetry message.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) component: Option<String>,
    pub(super) body: Vec<u8>,
}

/// The reports of one property.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) component: Option<String>,
    pub(super) name: String,
    pub(super) json: Box<RawValue>,
}

/// Why the hub ends a connection.
#[derive(Debug)]
pub(super) struct HangUp;

impl Cloud {
    pub(super) const fn new() -> Self {
        Self {
            is_reachable: true,
            refuses_device: false,
            hangs_up_over: None,
            refuses_reports: None,
            connections: 0,
            model_id: None,
            connection: None,
            remembers_session: false,
            desired: Members::new(),
            desired_version: 1,
            reported: Members::new(),
            reported_version: 1,
            telemetry: Vec::new(),
            reports: Vec::new(),
            calls: BTreeMap::new(),
            requests: 0,
            queue: Vec::new(),
            queued: 0,
        }
    }

    /// A device connects. What is to be written to it comes out of the other end of `out`, until the connection ends.
    pub(super) fn connect(&mut self, out: mpsc::UnboundedSender<Vec<u8>>) {
        self.connections += 1;
        self.connection = Some(Connection {
            out,
            input: Vec::new(),
            is_welcome: false,
            hears_methods: false,
            hears_patches: false,
            hears_twin: false,
            hears_messages: false,
        });
    }

    /// Ends the connection.
    pub(super) fn cut(&mut self) {
        self.connection = None;
        self.calls.clear();
    }

    pub(super) fn is_connected(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| connection.is_welcome)
    }

    /// The device sent bytes.
    pub(super) fn receive(&mut self, bytes: &[u8]) -> Result<(), HangUp> {
        self.connection.as_mut().ok_or(HangUp)?.input.extend_from_slice(bytes);
        loop {
            let connection = self.connection.as_mut().ok_or(HangUp)?;
            match packet::take(&mut connection.input).map_err(|packet::Malformed| HangUp)? {
                Some(packet) => self.handle(packet)?,
                None => return Ok(()),
            }
        }
    }

    fn handle(&mut self, packet: Packet) -> Result<(), HangUp> {
        let connection = self.connection.as_mut().ok_or(HangUp)?;
        match packet {
            Packet::Connect { user_name } if !connection.is_welcome => {
                let model_id = UserName::parse(&user_name).ok_or(HangUp)?.model_id;
                if self.refuses_device {
                    self.write(packet::welcome(5, false));
                    return Ok(());
                }
                connection.is_welcome = true;
                self.model_id = model_id;
                let present = core::mem::replace(&mut self.remembers_session, true);
                self.write(packet::welcome(0, present));
            }
            _ if !connection.is_welcome => return Err(HangUp),
            Packet::Connect { .. } | Packet::Disconnect => return Err(HangUp),
            Packet::Subscribe { packet_id, filters } => {
                let mut queued = false;
                for filter in &filters {
                    match Filter::parse(filter).ok_or(HangUp)? {
                        Filter::Methods => connection.hears_methods = true,
                        Filter::DesiredPatches => connection.hears_patches = true,
                        Filter::TwinResponses => connection.hears_twin = true,
                        Filter::CloudToDevice { .. } => {
                            connection.hears_messages = true;
                            queued = true;
                        }
                    }
                }
                self.write(packet::subscribed(packet_id, filters.len()));
                if queued {
                    self.queue.iter().for_each(|message| self.write_message(message));
                }
            }
            Packet::Publish { topic, body, packet_id } => {
                self.published(&topic, body)?;
                if let Some(packet_id) = packet_id {
                    self.write(packet::acknowledged(packet_id));
                }
            }
            Packet::Acknowledged { packet_id } => self.queue.retain(|(queued, ..)| *queued != packet_id),
            Packet::Ping => self.write(packet::pong()),
        }
        Ok(())
    }

    fn published(&mut self, topic: &str, body: Vec<u8>) -> Result<(), HangUp> {
        match DeviceTopic::parse(topic).ok_or(HangUp)? {
            DeviceTopic::Telemetry { properties, .. } => {
                let text = String::from_utf8_lossy(&body);
                if self.hangs_up_over.as_ref().is_some_and(|part| text.contains(part)) {
                    return Err(HangUp);
                }
                let component = properties.component().map(str::to_owned);
                self.telemetry.push(Message { component, body });
            }
            DeviceTopic::TwinGet { request_id } => {
                let (desired, reported) = (self.desired_json(), self.reported_json());
                let document = format!(r#"{{"desired":{desired},"reported":{reported}}}"#);
                self.answer(&request_id, 200, None, &document);
            }
            DeviceTopic::ReportedPatch { request_id } => {
                let patch = core::str::from_utf8(&body).map_err(|_| HangUp)?;
                match (self.refuses_reports, twin::members(patch)) {
                    (Some(status), _) => self.answer(&request_id, status, None, ""),
                    (None, Err(_)) => self.answer(&request_id, 400, None, ""),
                    (None, Ok(patch)) => {
                        merge_members(&mut self.reported, &patch);
                        self.reported_version += 1;
                        self.remember(patch);
                        self.answer(&request_id, 204, Some(self.reported_version), "");
                    }
                }
            }
            DeviceTopic::MethodResponse { status, request_id } => {
                if let Some(call) = self.calls.remove(&*request_id) {
                    let payload = match String::from_utf8(body) {
                        Ok(payload) if !payload.trim().is_empty() => payload,
                        _ => "null".to_owned(),
                    };
                    // Whoever called may have gone.
                    let _ = call.send(MethodResponse { status, payload });
                }
            }
        }
        Ok(())
    }

    /// Keeps what was reported, property by property: its whole value, of which a patch says what changed.
    fn remember(&mut self, patch: Members) {
        for (name, json) in patch {
            let held = self.reported.get(&name);
            match component_members(&json) {
                Some(members) => {
                    let held = held.and_then(|held| component_members(held)).unwrap_or_default();
                    self.reports.extend(members.into_keys().map(|inner| Report {
                        component: Some(name.clone()),
                        json: held.get(&inner).cloned().unwrap_or_else(|| RawValue::NULL.to_owned()),
                        name: inner,
                    }));
                }
                None => self.reports.push(Report {
                    component: None,
                    json: held.cloned().unwrap_or_else(|| RawValue::NULL.to_owned()),
                    name,
                }),
            }
        }
    }

    /// Merges a patch into the desired properties, and tells the device if it listens. Returns the new version.
    pub(super) fn desire(&mut self, patch: &Members) -> i64 {
        merge_members(&mut self.desired, patch);
        self.desired_version += 1;
        let version = self.desired_version;
        if self
            .connection
            .as_ref()
            .is_some_and(|connection| connection.hears_patches)
        {
            let topic = HubTopic::DesiredPatch { version: Some(version) }.to_string();
            let body = with_version(patch, version);
            self.write(packet::message(&topic, body.as_bytes(), None));
        }
        version
    }

    /// The desired patch that gives a property this value and no other.
    pub(super) fn desired_patch(&self, component: Option<&str>, property: &str, wanted: &RawValue) -> String {
        let section = component.map(|name| self.desired.get(name).and_then(|json| twin::members(json.get()).ok()));
        let section = section.map(Option::unwrap_or_default);
        let held = section.as_ref().unwrap_or(&self.desired).get(property);
        // A value that is desired already is desired again, with a new version.
        let change = difference(held.map(|held| &**held), wanted);
        let change = change.as_deref().unwrap_or(wanted);
        let patch = format!("{{{}:{change}}}", quoted(property));
        match component {
            Some(component) => format!("{{{}:{patch}}}", quoted(component)),
            None => patch,
        }
    }

    /// Calls a direct method; `None` if the device does not listen.
    pub(super) fn call(&mut self, method: &str, payload: &str) -> Option<oneshot::Receiver<MethodResponse>> {
        if !self
            .connection
            .as_ref()
            .is_some_and(|connection| connection.hears_methods)
        {
            return None;
        }
        self.requests += 1;
        let request_id = self.requests.to_string();
        let (call, answer) = oneshot::channel();
        let topic = HubTopic::Method {
            name: method.into(),
            request_id: request_id.as_str().into(),
        };
        self.write(packet::message(&topic.to_string(), payload.as_bytes(), None));
        self.calls.insert(request_id, call);
        Some(answer)
    }

    /// Sends a message to the device, now or as soon as it listens.
    pub(super) fn send(&mut self, properties: PropertyBag, body: &[u8]) {
        self.queued += 1;
        let message = (self.queued, properties, body.to_vec());
        if self
            .connection
            .as_ref()
            .is_some_and(|connection| connection.hears_messages)
        {
            self.write_message(&message);
        }
        self.queue.push(message);
    }

    fn write_message(&self, (packet_id, properties, body): &(u16, PropertyBag, Vec<u8>)) {
        let topic = HubTopic::CloudToDevice {
            device_id: DEVICE_ID.into(),
            properties: properties.clone(),
        };
        self.write(packet::message(&topic.to_string(), body, Some(*packet_id)));
    }

    /// Sends a message on any topic.
    pub(super) fn send_raw(&self, topic: &str, body: &[u8]) {
        self.write(packet::message(topic, body, None));
    }

    /// How many messages the device has not acknowledged.
    pub(super) const fn unsettled(&self) -> usize {
        self.queue.len()
    }

    pub(super) fn desired_json(&self) -> String {
        with_version(&self.desired, self.desired_version)
    }

    pub(super) fn reported_json(&self) -> String {
        with_version(&self.reported, self.reported_version)
    }

    /// The reported properties of a component, or of the device itself.
    pub(super) fn reported(&self, component: Option<&str>) -> Members {
        match component {
            None => {
                let mut own = self.reported.clone();
                own.retain(|_, json| component_members(json).is_none());
                own
            }
            Some(component) => self
                .reported
                .get(component)
                .and_then(|json| component_members(json))
                .unwrap_or_default(),
        }
    }

    fn answer(&mut self, request_id: &str, status: i32, version: Option<i64>, body: &str) {
        if self.connection.as_ref().is_some_and(|connection| connection.hears_twin) {
            let topic = HubTopic::TwinResponse {
                status,
                request_id: request_id.into(),
                version,
            };
            self.write(packet::message(&topic.to_string(), body.as_bytes(), None));
        }
    }

    fn write(&self, bytes: Vec<u8>) {
        if let Some(connection) = &self.connection {
            // An end that is gone ends the connection soon.
            let _ = connection.out.send(bytes);
        }
    }
}

/// The members of a component, if this is one: without its marker.
fn component_members(json: &RawValue) -> Option<Members> {
    let mut members = twin::members(json.get()).ok()?;
    let marker = members.remove(COMPONENT_MARKER)?;
    (marker.get() == quoted(COMPONENT_MARKER_VALUE)).then_some(members)
}

fn with_version(members: &Members, version: i64) -> String {
    let mut out = String::from("{");
    for (name, json) in members {
        out += &format!("{}:{},", quoted(name), json.get());
    }
    out + &format!("{}:{version}}}", quoted(VERSION))
}
