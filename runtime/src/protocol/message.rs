//! A telemetry message, whatever protocol carries it.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::time::Duration;

use crate::time::Now;
use crate::wire::bag::{is_message_id, is_own_property};

/// A telemetry message before it has a topic or headers: those are made when it is written, for the protocol and the
/// identity of that moment.
///
/// ```
/// use dtdl_runtime::protocol::Message;
///
/// let message = Message::json(r#"{"temperature":21.5}"#).with_component("motor").with_property("alert", "yes");
/// # let _ = message;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub(crate) component: Option<Cow<'static, str>>,
    pub(crate) properties: Vec<(String, String)>,
    pub(crate) content_type: Cow<'static, str>,
    pub(crate) body: Vec<u8>,
    pub(crate) created: Option<Created>,
    pub(crate) message_id: Option<MessageId>,
}

/// The identifier that a message carries (`message-id`), by which a repeat can be recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MessageId {
    /// Chosen by the application.
    Given(String),
    /// A number that is drawn when the device starts, and one that counts its messages.
    Numbered(u32, u64),
}

impl MessageId {
    /// The greatest length of one that is numbered.
    pub(crate) const NUMBERED: usize = 8 + 1 + 16;

    const fn len(&self) -> usize {
        match self {
            Self::Given(name) => name.len(),
            Self::Numbered(..) => Self::NUMBERED,
        }
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(name) => f.write_str(name),
            Self::Numbered(start, number) => write!(f, "{start:08x}-{number:x}"),
        }
    }
}

/// When a message was made: by the wall clock, or by the monotonic clock if the wall clock was not set then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Created {
    /// The time since 1970-01-01 UTC.
    Wall(Duration),
    /// The time on the clock that never jumps.
    Monotonic(Duration),
}

impl Created {
    /// The time by the wall clock, as far as it is known now.
    #[must_use]
    pub fn wall(self, now: Now) -> Option<Duration> {
        match self {
            Self::Wall(time) => Some(time),
            Self::Monotonic(time) => now.wall?.checked_sub(now.monotonic.saturating_sub(time)),
        }
    }
}

impl Message {
    /// A JSON object in UTF-8, of the root interface.
    #[must_use]
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self {
            component: None,
            properties: Vec::new(),
            content_type: Cow::Borrowed("application/json"),
            body: body.into(),
            created: None,
            message_id: None,
        }
    }

    /// A message of a component.
    #[must_use]
    pub fn with_component(mut self, component: impl Into<Cow<'static, str>>) -> Self {
        self.component = Some(component.into());
        self
    }

    /// Adds a property, by which the hub may route the message. Those of the system begin with `$` or `iothub-`, and are
    /// refused when the message is sent.
    #[must_use]
    pub fn with_property(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.properties.push((name.into(), value.into()));
        self
    }

    /// Another creation time than that of sending it, since 1970-01-01 UTC.
    #[must_use]
    pub const fn with_creation_time(mut self, time: Duration) -> Self {
        self.created = Some(Created::Wall(time));
        self
    }

    /// A message identifier of one's own choice, by which a repeat can be recognised: 1 to 128 characters, or it is refused
    /// when the message is sent.
    #[must_use]
    pub fn with_message_id(mut self, message_id: impl Into<String>) -> Self {
        self.message_id = Some(MessageId::Given(message_id.into()));
        self
    }

    /// Whether the hub takes its identifier and the names of its properties.
    pub(crate) fn is_valid(&self) -> bool {
        let is_valid_id = match &self.message_id {
            Some(MessageId::Given(id)) => is_message_id(id),
            _ => true,
        };
        is_valid_id && self.properties.iter().all(|(name, _)| is_own_property(name))
    }

    /// The size that counts against the hub's limit: the body, the values of system properties, and the properties.
    pub(crate) fn size(&self) -> usize {
        let properties = self.properties.iter().map(|(name, value)| name.len() + value.len());
        self.body.len()
            + self.component.as_deref().map_or(0, str::len)
            + self.content_type.len()
            + self.message_id.as_ref().map_or(0, MessageId::len)
            + properties.sum::<usize>()
    }
}
