//! Which payload of a device is meant: the words of `--of`.

use core::fmt;
use core::str::FromStr;
use std::io;

use dtdl_model::Model;
use dtdl_model::model::{CommandPayload, ContentKind, InterfaceId, SchemaId};

use crate::device::{missing, wrong};

/// What `--of` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Payload {
    /// A telemetry message.
    Telemetry,
    /// The reported section of the twin, or a patch of it.
    Reported,
    /// The desired section of the twin, or a patch of it.
    Desired,
    /// The value of a telemetry.
    TelemetryValue(String),
    /// The value of a property.
    Property(String),
    /// The request of a command.
    Request(String),
    /// The response of a command.
    Response(String),
    /// The value of a schema.
    Schema(String),
}

/// What a payload has to be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Subject<'m> {
    /// A telemetry message of an interface.
    Message(InterfaceId),
    /// A section of the twin of an interface.
    Section(InterfaceId, Section),
    /// A value of a schema.
    Value(SchemaId),
    /// A request or a response.
    Command(&'m CommandPayload),
}

/// A side of the twin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// Written by the device.
    Reported,
    /// Written by the service.
    Desired,
}

impl FromStr for Payload {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, name) = match text.split_once(':') {
            Some((kind, name)) => (kind, Some(name.to_owned())),
            None => (text, None),
        };
        Ok(match (kind, name) {
            ("telemetry", None) => Self::Telemetry,
            ("reported", None) => Self::Reported,
            ("desired", None) => Self::Desired,
            ("telemetry", Some(name)) => Self::TelemetryValue(name),
            ("property", Some(name)) => Self::Property(name),
            ("request", Some(name)) => Self::Request(name),
            ("response", Some(name)) => Self::Response(name),
            ("schema", Some(id)) => Self::Schema(id),
            _ => {
                return Err(
                    "expected `telemetry`, `telemetry:NAME`, `reported`, `desired`, `property:NAME`, `request:NAME`, \
                     `response:NAME` or `schema:DTMI`"
                        .to_owned(),
                );
            }
        })
    }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Telemetry => f.write_str("telemetry"),
            Self::Reported => f.write_str("reported"),
            Self::Desired => f.write_str("desired"),
            Self::TelemetryValue(name) => write!(f, "telemetry:{name}"),
            Self::Property(name) => write!(f, "property:{name}"),
            Self::Request(name) => write!(f, "request:{name}"),
            Self::Response(name) => write!(f, "response:{name}"),
            Self::Schema(id) => write!(f, "schema:{id}"),
        }
    }
}

impl Payload {
    /// Finds it in an interface.
    pub(crate) fn find<'m>(&self, model: &'m Model, interface: InterfaceId) -> io::Result<Subject<'m>> {
        let content = |name: &str| model[interface].content(name);
        let command = |name: &str| match content(name).map(|content| &content.kind) {
            Some(ContentKind::Command(command)) => Ok(command),
            _ => Err(wrong(missing(model, interface, "command", name, |kind| {
                matches!(kind, ContentKind::Command(_))
            }))),
        };
        let empty = |name: &str, part: &str| wrong(format!("the command `{name}` has no {part} in the model"));
        Ok(match self {
            Self::Telemetry => Subject::Message(interface),
            Self::Reported => Subject::Section(interface, Section::Reported),
            Self::Desired => Subject::Section(interface, Section::Desired),
            Self::TelemetryValue(name) => match content(name).map(|content| &content.kind) {
                Some(ContentKind::Telemetry(telemetry)) => Subject::Value(telemetry.schema),
                _ => {
                    return Err(wrong(missing(model, interface, "telemetry", name, |kind| {
                        matches!(kind, ContentKind::Telemetry(_))
                    })));
                }
            },
            Self::Property(name) => match content(name).map(|content| &content.kind) {
                Some(ContentKind::Property(property)) => Subject::Value(property.schema),
                _ => {
                    return Err(wrong(missing(model, interface, "property", name, |kind| {
                        matches!(kind, ContentKind::Property(_))
                    })));
                }
            },
            Self::Request(name) => {
                Subject::Command(command(name)?.request.as_ref().ok_or_else(|| empty(name, "request"))?)
            }
            Self::Response(name) => Subject::Command(
                command(name)?
                    .response
                    .as_ref()
                    .ok_or_else(|| empty(name, "response"))?,
            ),
            Self::Schema(id) => Subject::Value(
                model
                    .schema(id)
                    .ok_or_else(|| wrong(format!("the model set holds no schema `{id}`")))?,
            ),
        })
    }
}
