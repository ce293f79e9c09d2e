//! A device in memory, with virtual time: for tests of handlers and of what a device says.
//!
//! [`Hub`] stands for the hub, the network and the clock. A device is started on it as on any other, with all that makes
//! it a device (the protocol, the outbox, the handlers), but without socket, thread or sleep: time passes only when the
//! test says so, and then at once. The same test plays the same story whenever it runs; what is random in a device comes
//! from the hub's seed.
//!
//! Handlers may use tokio's timers and tasks, which live in virtual time as well, as does
//! [`DateTime::now`](crate::DateTime::now) where a handler or the device calls it. A test is a plain function: the hub
//! brings its own executor, so it does not go with `#[tokio::test]`.
//!
//! ```
//! use core::time::Duration;
//! use dtdl_runtime::testing::Hub;
//! # use dtdl_runtime::{Ack, CommandResult, Desired};
//! # use thermostat::{Context, Telemetry};
//!
//! dtdl_runtime::include_dtdl!("tests/models/thermostat.json");
//! # struct Thermostat;
//! # impl thermostat::PropertyHandler for Thermostat {
//! #     async fn target_temperature(&self, _: &Context, desired: Desired<f64>) -> Ack<f64> {
//! #         Ack::accepted(desired.value)
//! #     }
//! # }
//! # impl thermostat::CommandHandler for Thermostat {
//! #     async fn calibrate(&self, _: &Context, reference: f64) -> CommandResult<f64> {
//! #         tokio::time::sleep(Duration::from_secs(20)).await;
//! #         Ok((reference - 21.5).into())
//! #     }
//! # }
//!
//! # fn main() -> Result<(), dtdl_runtime::Error> {
//! let hub = Hub::new();
//! let device = hub.start(|connection| thermostat::start(connection, Thermostat))?;
//!
//! // A desired value, and what became of it.
//! let version = hub.root().set_desired("targetTemperature", &24.5)?;
//! let target = hub.root().reported::<f64>("targetTemperature")?;
//! assert_eq!(target[0].value(), Some(&24.5));
//! assert_eq!(target[0].acknowledgement().map(|it| (it.status, it.version)), Some((200, version)));
//!
//! // A command; its handler takes twenty seconds, the test does not.
//! let deviation: f64 = hub.root().call("calibrate", &22.0)?.decode()?;
//! assert_eq!(deviation, 0.5);
//!
//! // Telemetry sent while there is no connection arrives when there is one again.
//! hub.cut();
//! hub.run(device.send(Telemetry::default().temperature(21.5)))?;
//! hub.advance(Duration::from_secs(60));
//! assert_eq!(hub.root().telemetry::<Telemetry>()?, [Telemetry::default().temperature(21.5)]);
//! # Ok(())
//! # }
//! ```
//!
//! With code generated for both sides, [`Hub`] is a [`Service`](crate::service::Service) as well, so that desired
//! properties, twins and commands are typed to the last name: `RemoteDevice::new(&hub, hub.device_id())`.

mod cloud;
mod component;
mod hub;
mod line;
mod packet;

pub use component::Component;
pub use hub::Hub;
