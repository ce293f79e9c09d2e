//! Who may connect: client identifier, user name and token.

use std::time::{SystemTime, UNIX_EPOCH};

use dtdl_runtime::wire::UserName;
use tokio::sync::mpsc;

use crate::event::{DisconnectReason, EventKind};
use crate::faults::Refusal;
use crate::mqtt::Password;
use crate::packet::{Packet, Will};
use crate::registry::{Link, Order, State};
use crate::sas;

/// CONNACK return codes of MQTT 3.1.1.
const IDENTIFIER_REJECTED: u8 = 2;
const UNAVAILABLE: u8 = 3;
const BAD_CREDENTIALS: u8 = 4;
const NOT_AUTHORIZED: u8 = 5;

/// A CONNECT packet with its password.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) client_id: String,
    pub(crate) user_name: Option<String>,
    pub(crate) password: Option<Password>,
    pub(crate) clean_session: bool,
    pub(crate) will: Option<Will>,
}

/// A connection that is let in.
#[derive(Debug)]
pub(crate) struct Admitted {
    /// When the token ends, in Unix seconds.
    pub(crate) expiry: u64,
}

/// The return code for one that is not.
#[derive(Debug)]
pub(crate) struct Denied {
    pub(crate) code: u8,
    reason: &'static str,
}

const fn denied(code: u8, reason: &'static str) -> Denied {
    Denied { code, reason }
}

impl State {
    /// Decides about a connection; if it is let in, it takes the place of an older one of the same device.
    pub(crate) fn admit(
        &mut self,
        request: Request,
        connection: u64,
        orders: mpsc::UnboundedSender<Order>,
    ) -> Result<Admitted, Denied> {
        let checked = self.check(&request);
        let device_id = request.client_id;
        let (name, expiry) = match checked {
            Ok(checked) => checked,
            Err(denied) => {
                let (code, reason) = (denied.code, denied.reason.to_owned());
                self.emit(&device_id, EventKind::Refused { code, reason });
                return Err(denied);
            }
        };
        self.unlink(&device_id, DisconnectReason::Replaced);
        let Some(entry) = self.devices.get_mut(&device_id) else {
            return Err(denied(NOT_AUTHORIZED, "the device is not registered"));
        };
        let session = entry.session.take().filter(|_| !request.clean_session);
        let session_present = session.is_some();
        entry.twin.model_id.clone_from(&name.model_id);
        entry.link = Some(Link {
            connection,
            orders,
            subscriptions: session.unwrap_or_default().subscriptions,
            will: request.will,
            clean_session: request.clean_session,
            held_acknowledgements: Vec::new(),
        });
        // Queued under the lock and before anything else can be, so that it is the first packet out.
        entry.send(Packet::Connack {
            session_present,
            code: 0,
        });
        self.emit(
            &device_id,
            EventKind::Connected {
                model_id: name.model_id,
                client_type: name.client_type,
            },
        );
        Ok(Admitted { expiry })
    }

    fn check(&self, request: &Request) -> Result<(UserName, u64), Denied> {
        match self.refusal {
            Some(Refusal::Unavailable) => return Err(denied(UNAVAILABLE, "the test refuses connections")),
            Some(Refusal::NotAuthorized) => return Err(denied(NOT_AUTHORIZED, "the test refuses connections")),
            Some(Refusal::Close) | None => {}
        }
        let device_id = request.client_id.as_str();
        if !is_device_id(device_id) {
            return Err(denied(
                IDENTIFIER_REJECTED,
                "the client identifier is not a device identifier",
            ));
        }
        let Some(name) = request.user_name.as_deref().and_then(UserName::parse) else {
            return Err(denied(
                BAD_CREDENTIALS,
                "the user name is not `{host}/{device}/?api-version=…`",
            ));
        };
        if name.client_id != device_id {
            return Err(denied(NOT_AUTHORIZED, "the user name is for another client identifier"));
        }
        let Some(password) = request
            .password
            .as_ref()
            .map(Password::as_bytes)
            .filter(|password| !password.is_empty())
        else {
            return Err(denied(NOT_AUTHORIZED, "there is no password"));
        };
        let Some(entry) = self.devices.get(device_id) else {
            return Err(denied(NOT_AUTHORIZED, "the device is not registered"));
        };
        if let Some(will) = &request.will
            && !is_telemetry_topic(&will.topic, device_id)
        {
            return Err(denied(
                NOT_AUTHORIZED,
                "the will is not for the device's telemetry topic",
            ));
        }
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        // A device behind a gateway, or with a tunnel, names the hub differently than we do; the token only has to be
        // for the name it uses.
        let resource = format!("{}/devices/{device_id}", name.host);
        let expiry = core::str::from_utf8(password)
            .map_err(|_| sas::Refusal::Malformed)
            .and_then(|token| sas::verify(token, &resource, &entry.key, now));
        match expiry {
            Ok(expiry) => Ok((name, expiry)),
            Err(refusal @ sas::Refusal::Malformed) => Err(denied(BAD_CREDENTIALS, refusal.message())),
            Err(refusal) => Err(denied(NOT_AUTHORIZED, refusal.message())),
        }
    }
}

/// IoT Hub's rule: up to 128 ASCII letters, digits and a few marks.
pub(crate) fn is_device_id(id: &str) -> bool {
    (1..=128).contains(&id.len())
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-.%_*?!(),:=@$'".contains(c))
}

fn is_telemetry_topic(topic: &str, device_id: &str) -> bool {
    use dtdl_runtime::wire::DeviceTopic;
    matches!(DeviceTopic::parse(topic), Some(DeviceTopic::Telemetry { device_id: id, .. }) if id == device_id)
}
