//! Settings of MQTT.

use alloc::string::String;
use core::time::Duration;

use crate::settings::{KEEP_ALIVE, LONGEST_KEEP_ALIVE};

/// How MQTT is spoken. A time out of its range is brought within.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Config {
    /// The DTMI of the device's model, announced in CONNECT.
    pub model_id: String,
    /// The silence after which the connection is tested. Range 1 s to 1177 s, default 60 s.
    pub keep_alive: Duration,
    /// The time in which the hub has to grant the subscriptions. Range 1 s to 1177 s, default 30 s.
    pub answer_timeout: Duration,
    /// Whether cloud-to-device messages are subscribed to.
    pub cloud_to_device: bool,
}

impl Config {
    /// A model, everything else as documented.
    #[must_use]
    pub fn new(model_id: impl Into<String>) -> Self {
        Self {
            model_id: model_id.into(),
            keep_alive: KEEP_ALIVE,
            answer_timeout: Duration::from_secs(30),
            cloud_to_device: false,
        }
    }

    /// Brings every time into its range.
    pub(super) fn within_reason(mut self) -> Self {
        for time in [&mut self.keep_alive, &mut self.answer_timeout] {
            *time = (*time).clamp(Duration::from_secs(1), LONGEST_KEEP_ALIVE);
        }
        self
    }
}
