//! Both samples' models as devices against the hub: what the cloud says reaches the handlers, what the device says
//! reaches the hub, and neither a late nor a killed hub loses anything.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod controller;
mod devices;
mod killed;
mod outages;
mod refused;
mod service;
mod thermostat;
