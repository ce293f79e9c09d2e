//! A local IoT Hub for development and tests: devices connect to it as to the real one, and a test or a demo plays the
//! cloud through [`Hub`] and [`Device`].
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! use dtdl_hub::Hub;
//! use serde_json::json;
//!
//! let hub = Hub::builder().device("thermostat-1").start().await?;
//! let connection_string = hub.connection_string("thermostat-1")?; // for the device, with hub.ca_pem()
//! assert!(connection_string.starts_with("HostName=localhost:"));
//!
//! let device = hub.device("thermostat-1")?;
//! let version = device.update_desired(json!({"targetTemperature": 21.5})).await?;
//! assert_eq!((version, device.twin().desired_version), (2, 2));
//! # Ok::<(), dtdl_hub::Error>(())
//! # }).unwrap();
//! ```
//!
//! It keeps IoT Hub's rules where a device could notice: token and user name, one connection a device, topics,
//! quality of service, subscriptions, sizes, twin versions. What breaks a rule is refused as IoT Hub refuses it, with
//! the reason as an [`Event`].

mod admission;
mod certificate;
mod connection;
mod device;
mod error;
mod event;
mod faults;
mod hub;
mod key;
mod listener;
mod messages;
mod mqtt;
mod packet;
mod registry;
mod sas;
mod service;
mod state;
mod subscriptions;
mod transcript;
mod twin;

pub use device::{CallError, CallErrorKind, Device, MethodResponse};
pub use dtdl_runtime::wire::PropertyBag;
pub use error::{Error, ErrorKind};
pub use event::{DisconnectReason, Event, EventKind, Events, Telemetry};
pub use faults::Refusal;
pub use hub::{Builder, Hub};
pub use packet::{Packet, Will};
pub use state::HubState;
pub use transcript::{Direction, TranscriptEntry};
pub use twin::Twin;
