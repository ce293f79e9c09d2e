//! The MQTT packets that pass between a device and the hub, as tests and transcripts see them.

use core::fmt;

/// An MQTT 3.1.1 packet. Its `Display` is one line without packet identifiers and without the password, so that the
/// lines of two runs can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields are those of the MQTT specification")]
pub enum Packet {
    /// The password is left out: it is a credential.
    Connect {
        client_id: String,
        user_name: Option<String>,
        clean_session: bool,
        keep_alive: u16,
        will: Option<Will>,
    },
    Connack {
        session_present: bool,
        code: u8,
    },
    Publish {
        topic: String,
        payload: Vec<u8>,
        qos: u8,
        retain: bool,
        dup: bool,
        packet_id: Option<u16>,
    },
    Puback {
        packet_id: u16,
    },
    Subscribe {
        packet_id: u16,
        filters: Vec<(String, u8)>,
    },
    Suback {
        packet_id: u16,
        codes: Vec<u8>,
    },
    Unsubscribe {
        packet_id: u16,
        filters: Vec<String>,
    },
    Unsuback {
        packet_id: u16,
    },
    Pingreq,
    Pingresp,
    Disconnect,
}

/// The message a device leaves behind to be sent when it is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Will {
    /// Where it goes: the device's telemetry topic.
    pub topic: String,
    /// Its body.
    pub payload: Vec<u8>,
    /// Its quality of service.
    pub qos: u8,
}

impl Packet {
    /// A message from the hub. All of them are QoS 0, as those of IoT Hub for twins and methods.
    pub(crate) fn message(topic: impl fmt::Display, payload: Vec<u8>) -> Self {
        Self::Publish {
            topic: topic.to_string(),
            payload,
            qos: 0,
            retain: false,
            dup: false,
            packet_id: None,
        }
    }
}

impl fmt::Display for Packet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect {
                client_id,
                user_name,
                clean_session,
                keep_alive,
                will,
            } => {
                write!(
                    f,
                    "CONNECT client_id={client_id} user_name={}",
                    user_name.as_deref().unwrap_or("-")
                )?;
                write!(f, " clean_session={} keep_alive={keep_alive}", u8::from(*clean_session))?;
                match will {
                    Some(will) => write!(f, " will=q{} {} {}", will.qos, will.topic, Body(&will.payload)),
                    None => Ok(()),
                }
            }
            Self::Connack { session_present, code } => {
                write!(f, "CONNACK session_present={} code={code}", u8::from(*session_present))
            }
            Self::Publish {
                topic,
                payload,
                qos,
                retain,
                dup,
                ..
            } => {
                let (retain, dup) = (if *retain { " retain" } else { "" }, if *dup { " dup" } else { "" });
                write!(f, "PUBLISH q{qos}{retain}{dup} {topic} {}", Body(payload))
            }
            Self::Puback { .. } => f.write_str("PUBACK"),
            Self::Subscribe { filters, .. } => {
                f.write_str("SUBSCRIBE")?;
                filters
                    .iter()
                    .try_for_each(|(filter, qos)| write!(f, " {filter} q{qos}"))
            }
            Self::Suback { codes, .. } => {
                f.write_str("SUBACK")?;
                codes.iter().try_for_each(|code| write!(f, " {code}"))
            }
            Self::Unsubscribe { filters, .. } => {
                f.write_str("UNSUBSCRIBE")?;
                filters.iter().try_for_each(|filter| write!(f, " {filter}"))
            }
            Self::Unsuback { .. } => f.write_str("UNSUBACK"),
            Self::Pingreq => f.write_str("PINGREQ"),
            Self::Pingresp => f.write_str("PINGRESP"),
            Self::Disconnect => f.write_str("DISCONNECT"),
        }
    }
}

/// A message body: as text where it is text.
struct Body<'a>(&'a [u8]);

impl fmt::Display for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match core::str::from_utf8(self.0) {
            Ok(text) if !text.chars().any(char::is_control) => f.write_str(text),
            _ => self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
        }
    }
}
