//! Topics: the properties of telemetry in them, and the meaning of a hub's.

use alloc::format;
use alloc::string::String;
use core::fmt::Write as _;

use crate::protocol::{DeliveryId, Input, Message, MessageId, RequestId};
use crate::time::Now;
use crate::wire::{HubTopic, Timestamp, bag, percent};

/// Writes the properties of a message, which are the end of its topic.
pub(super) fn write_properties(message: &Message, topic: &mut String, now: Now) {
    match &*message.content_type {
        // As nearly every message has it.
        "application/json" => topic.push_str("%24.ct=application%2Fjson&%24.ce=utf-8"),
        other => {
            topic.push_str("%24.ct=");
            percent::encode_into(other, topic);
            topic.push_str("&%24.ce=utf-8");
        }
    }
    let mut push = |name: &str, value: &str| {
        topic.push('&');
        percent::encode_into(name, topic);
        topic.push('=');
        percent::encode_into(value, topic);
    };
    if let Some(component) = &message.component {
        push(bag::COMPONENT, component);
    }
    for (name, value) in &message.properties {
        push(name, value);
    }
    match &message.message_id {
        Some(MessageId::Given(name)) => push(bag::MESSAGE_ID, name),
        // Has nothing in it that is to be encoded.
        Some(name @ MessageId::Numbered(..)) => _ = write!(topic, "&%24.mid={name}"),
        None => {}
    }
    let created = message.created.and_then(|created| created.wall(now));
    if let Some(time) = created.and_then(Timestamp::new) {
        topic.push_str("&iothub-creation-time-utc=");
        percent::encode_into(time.as_str(), topic);
    }
}

/// Reads a message by its topic. One of an unknown topic is ignored: a newer hub may say more than this library knows.
pub(super) fn read_message(topic: &str, body: &[u8], packet_id: Option<u16>) -> Input {
    match HubTopic::parse(topic) {
        Some(HubTopic::Method { name, request_id }) => Input::Method {
            call: request_id.into_owned(),
            name: name.into_owned(),
            body: body.to_vec(),
        },
        Some(HubTopic::TwinResponse { status, request_id, .. }) => match request_number(&request_id) {
            Some(request) => Input::Twin {
                request,
                status,
                body: body.to_vec(),
            },
            None => Input::Unexpected("a twin answer for no request"),
        },
        Some(HubTopic::DesiredPatch { version }) => Input::DesiredPatch {
            version,
            body: body.to_vec(),
        },
        Some(HubTopic::CloudToDevice { properties, .. }) => Input::CloudToDevice {
            delivery: DeliveryId(packet_id.unwrap_or(0).into()),
            properties,
            body: body.to_vec(),
        },
        None => Input::Unexpected("a message on an unknown topic"),
    }
}

/// The identifier of a request on the connection of this number.
pub(super) fn request_id(connection: u64, RequestId(number): RequestId) -> String {
    format!("{connection:x}-{number:x}")
}

/// The number of a request in its identifier.
fn request_number(request_id: &str) -> Option<RequestId> {
    let (_, number) = request_id.split_once('-')?;
    u64::from_str_radix(number, 16).ok().map(RequestId)
}
