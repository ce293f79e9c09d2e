//! The IoT Hub wire format, in both directions: what a device writes a hub can read with the same functions, and the
//! other way round.
//!
//! * [`topic`]: the MQTT topics and topic filters.
//! * [`bag`]: the property bag at the end of a message topic.
//! * [`user_name`]: the CONNECT user name.
//! * [`payload`]: Plug and Play payloads: component marker, acknowledgements, command names.
//! * [`twin`]: twin documents and desired patches.
//! * [`merge`]: JSON merge patch: merging, comparing, and the patch between two values.
//! * [`percent`]: percent-encoding as IoT Hub and its SDKs use it.

pub mod bag;
pub mod merge;
pub mod payload;
pub mod percent;
mod timestamp;
pub mod topic;
pub mod twin;
pub mod user_name;

pub use bag::PropertyBag;
pub use payload::Acknowledged;
pub use timestamp::Timestamp;
pub use topic::{DeviceTopic, Filter, HubTopic};
pub use twin::{DesiredPatch, Members, TwinDocument};
pub use user_name::UserName;

use core::fmt;

/// A text that is not in the form the protocol gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireError(&'static str);

impl WireError {
    pub(crate) const fn new(message: &'static str) -> Self {
        Self(message)
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl core::error::Error for WireError {}
