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
//! ```ignore
//! dtdl_runtime::include_dtdl!("models/thermostat.json");
//!
//! #[test]
//! fn a_target_is_accepted() {
//!     let hub = Hub::new();
//!     let device = hub.start(|connection| thermostat::start(connection, Thermostat::default())).unwrap();
//!
//!     let version = hub.root().set_desired("targetTemperature", &21.5).unwrap();
//!     let target = hub.root().reported::<f64>("targetTemperature").unwrap().pop().unwrap();
//!     assert_eq!(target.value(), Some(&21.5));
//!     assert_eq!(target.acknowledgement().map(|it| (it.status, it.version)), Some((200, version)));
//!
//!     hub.cut();
//!     hub.run(device.send(thermostat::Telemetry::default().temperature(21.5))).unwrap();
//!     hub.advance(Duration::from_secs(60)); // it connects again
//!     let telemetry: Vec<thermostat::Telemetry> = hub.root().telemetry().unwrap();
//!     assert_eq!(telemetry, [thermostat::Telemetry::default().temperature(21.5)]);
//! }
//! ```
//!
//! With code generated for both sides, [`Hub`] is a [`Service`](crate::service::Service) as well, so that desired
//! properties, twins and commands are typed to the last name: `RemoteDevice::new(&hub, hub.device_id())`.

mod clock;
mod cloud;
mod component;
mod hub;
mod line;
mod packet;

pub(crate) use clock::virtual_unix_time;
pub use component::Component;
pub use hub::Hub;
pub(crate) use line::Line;
