//! What a connected device sends, and what the hub does about it.

use dtdl_runtime::wire::twin::encode_document;
use dtdl_runtime::wire::{DeviceTopic, Filter, HubTopic, PropertyBag};
use serde_json::{Map, Value};

use crate::device::{CallError, MethodResponse};
use crate::event::{DisconnectReason, EventKind, Telemetry};
use crate::packet::{Packet, Will};
use crate::registry::State;

/// The largest message from a device: body, system properties' values, application properties.
const MAXIMUM_MESSAGE: usize = 256 * 1024;
/// The largest result of a direct method.
const MAXIMUM_METHOD_PAYLOAD: usize = 128 * 1024;

/// A published message, as the connection hands it over.
struct Message {
    topic: String,
    payload: Vec<u8>,
    qos: u8,
    retain: bool,
    packet_id: Option<u16>,
}

impl State {
    /// Handles a packet of a connection that has been let in; an error is the reason to close it.
    pub(crate) fn receive(&mut self, device_id: &str, connection: u64, packet: Packet) -> Result<(), DisconnectReason> {
        if self.linked(device_id, connection).is_none() {
            return Err(DisconnectReason::Replaced);
        }
        match packet {
            Packet::Publish {
                topic,
                payload,
                qos,
                retain,
                packet_id,
                ..
            } => self.published(
                device_id,
                Message {
                    topic,
                    payload,
                    qos,
                    retain,
                    packet_id,
                },
            ),
            Packet::Subscribe { packet_id, filters } => self.subscribed(device_id, packet_id, &filters),
            Packet::Unsubscribe { packet_id, filters } => {
                if let Some(entry) = self.devices.get_mut(device_id) {
                    if let Some(link) = &mut entry.link {
                        filters.iter().for_each(|filter| link.subscriptions.unsubscribe(filter));
                    }
                    entry.send(Packet::Unsuback { packet_id });
                }
                Ok(())
            }
            Packet::Disconnect => Err(DisconnectReason::Requested),
            // Answered by the protocol library.
            Packet::Pingreq => Ok(()),
            _ => Err(DisconnectReason::Violation("it sent a packet that is not a device's")),
        }
    }

    fn subscribed(
        &mut self,
        device_id: &str,
        packet_id: u16,
        filters: &[(String, u8)],
    ) -> Result<(), DisconnectReason> {
        let Some(entry) = self.devices.get_mut(device_id) else {
            return Ok(());
        };
        let Some(link) = &mut entry.link else { return Ok(()) };
        let codes = filters
            .iter()
            .map(|(filter, qos)| link.subscriptions.subscribe(device_id, filter, *qos));
        let codes = codes
            .collect::<Result<Vec<u8>, _>>()
            .map_err(DisconnectReason::Violation)?;
        entry.send(Packet::Suback { packet_id, codes });
        let filters = filters.iter().map(|(filter, _)| filter.clone()).collect();
        self.emit(device_id, EventKind::Subscribed { filters });
        Ok(())
    }

    fn published(&mut self, device_id: &str, message: Message) -> Result<(), DisconnectReason> {
        if message.qos > 1 {
            return Err(DisconnectReason::Violation("it published with QoS 2"));
        }
        let packet_id = message.packet_id;
        match DeviceTopic::parse(&message.topic) {
            Some(DeviceTopic::Telemetry {
                device_id: id,
                properties,
            }) if id == device_id => {
                let telemetry = telemetry(&message, properties)?;
                self.emit(device_id, EventKind::Telemetry(telemetry));
            }
            Some(DeviceTopic::TwinGet { request_id }) => self.twin_requested(device_id, &request_id),
            Some(DeviceTopic::ReportedPatch { request_id }) => self.reported(device_id, &request_id, &message.payload),
            Some(DeviceTopic::MethodResponse { status, request_id }) => {
                self.method_answered(device_id, &request_id, status, &message.payload)?;
            }
            Some(DeviceTopic::Telemetry { .. }) => {
                return Err(DisconnectReason::Violation("it published telemetry of another device"));
            }
            _ => {
                return Err(DisconnectReason::Violation(
                    "it published to a topic that IoT Hub does not have",
                ));
            }
        }
        if let Some(packet_id) = packet_id {
            self.acknowledge(device_id, packet_id);
        }
        Ok(())
    }

    fn acknowledge(&mut self, device_id: &str, packet_id: u16) {
        let Some(entry) = self.devices.get_mut(device_id) else {
            return;
        };
        let puback = Packet::Puback { packet_id };
        match &mut entry.link {
            Some(link) if entry.acknowledgements_held => link.held_acknowledgements.push(puback),
            _ => entry.send(puback),
        }
    }

    fn twin_requested(&mut self, device_id: &str, request_id: &str) {
        let Some(entry) = self.devices.get(device_id) else {
            return;
        };
        let twin = &entry.twin;
        let body = encode_document(
            &twin.desired,
            twin.desired_version,
            &twin.reported,
            twin.reported_version,
        );
        self.respond(device_id, request_id, 200, None, body);
    }

    fn reported(&mut self, device_id: &str, request_id: &str, payload: &[u8]) {
        let Ok(patch) = serde_json::from_slice::<Map<String, Value>>(payload) else {
            return self.respond(
                device_id,
                request_id,
                400,
                None,
                error_body("the patch is not a JSON object"),
            );
        };
        match self.change_twin(device_id, |twin| twin.report(&patch)) {
            Ok(Ok(version)) => {
                self.respond(device_id, request_id, 204, Some(version), Vec::new());
                self.emit(device_id, EventKind::Reported { patch, version });
            }
            Err(failure) => {
                let message = format!("the change cannot be kept: {failure}");
                self.respond(device_id, request_id, 500, None, error_body(&message));
            }
            Ok(Err(rejection)) => {
                self.respond(
                    device_id,
                    request_id,
                    rejection.status(),
                    None,
                    error_body(rejection.message()),
                );
            }
        }
    }

    /// Twin responses go to the connection that asked, if it listens; their topics name no device.
    fn respond(&self, device_id: &str, request_id: &str, status: i32, version: Option<i64>, body: Vec<u8>) {
        let Some(entry) = self.devices.get(device_id) else {
            return;
        };
        if entry.listens_to(&Filter::TwinResponses) {
            let topic = HubTopic::TwinResponse {
                status,
                request_id: request_id.into(),
                version,
            };
            entry.send(Packet::message(topic, body));
        }
    }

    fn method_answered(
        &mut self,
        device_id: &str,
        request_id: &str,
        status: i32,
        payload: &[u8],
    ) -> Result<(), DisconnectReason> {
        let Some(entry) = self.devices.get_mut(device_id) else {
            return Ok(());
        };
        // Late, or never asked for: the caller is gone, and IoT Hub drops it as well.
        let Some(call) = entry.calls.remove(request_id) else {
            return Ok(());
        };
        if payload.len() > MAXIMUM_METHOD_PAYLOAD {
            let _ = call
                .answer
                .send(Err(CallError::invalid_response("the answer is larger than 128 KiB")));
            return Err(DisconnectReason::Violation(
                "it answered a method with more than 128 KiB",
            ));
        }
        let decoded = if payload.is_empty() {
            Ok(Value::Null)
        } else {
            serde_json::from_slice::<Value>(payload)
        };
        let Ok(payload) = decoded else {
            let _ = call
                .answer
                .send(Err(CallError::invalid_response("the answer is not JSON")));
            return Ok(());
        };
        // The event first: who has the answer may look for it.
        let method = call.method;
        self.emit(
            device_id,
            EventKind::MethodResponse {
                method,
                status,
                payload: payload.clone(),
            },
        );
        let _ = call.answer.send(Ok(MethodResponse { status, payload }));
        Ok(())
    }
}

fn error_body(message: &str) -> Vec<u8> {
    Value::from(Map::from_iter([("message".to_owned(), Value::from(message))]))
        .to_string()
        .into_bytes()
}

fn telemetry(message: &Message, mut properties: PropertyBag) -> Result<Telemetry, DisconnectReason> {
    let size_of = |(name, value): (&str, Option<&str>)| {
        let name = if name.starts_with("$.") { 0 } else { name.len() };
        name + value.map_or(0, str::len)
    };
    if message.payload.len() + properties.iter().map(size_of).sum::<usize>() > MAXIMUM_MESSAGE {
        return Err(DisconnectReason::Violation("it sent a message of more than 256 KiB"));
    }
    if message.retain {
        properties.push("mqtt-retain", Some("true"));
    }
    Ok(Telemetry {
        topic: message.topic.clone(),
        component: properties.component().map(str::to_owned),
        properties,
        body: message.payload.clone(),
        qos: message.qos,
    })
}

/// A will is delivered as telemetry with a property that says so.
pub(crate) fn will_event(will: Will) -> EventKind {
    let mut properties = match DeviceTopic::parse(&will.topic) {
        Some(DeviceTopic::Telemetry { properties, .. }) => properties,
        _ => PropertyBag::new(),
    };
    properties.push("iothub-MessageType", Some("Will"));
    EventKind::Telemetry(Telemetry {
        component: properties.component().map(str::to_owned),
        properties,
        topic: will.topic,
        body: will.payload,
        qos: will.qos,
    })
}
