//! The runtime of devices generated from DTDL models: values, the Plug and Play wire format, and the connection.
//!
//! An application uses [`Connection`], [`Ack`], [`CommandResult`] and the value types; everything else is typed after
//! its model, by [`include_dtdl!`], `dtdl-codegen` or `dtdlgen`:
//!
//! ```no_run
//! # #[cfg(feature = "mqtt")]
//! # mod example {
//! # use dtdl_runtime::CommandResult;
//! dtdl_runtime::include_dtdl!("tests/models/thermostat.json");
//! use dtdl_runtime::{Ack, Connection, Desired, Error};
//!
//! struct Thermostat;
//!
//! impl thermostat::PropertyHandler for Thermostat {
//!     async fn target_temperature(&self, _: &thermostat::Context, desired: Desired<f64>) -> Ack<f64> {
//!         Ack::accepted(desired.value)
//!     }
//! }
//! # impl thermostat::CommandHandler for Thermostat {
//! #     async fn calibrate(&self, _: &thermostat::Context, reference: f64) -> CommandResult<f64> {
//! #         Ok((reference - 21.5).into())
//! #     }
//! # }
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> Result<(), Error> {
//!     let device = thermostat::start(Connection::from_env()?, Thermostat)?; // ready at once, online or not
//!     let delivery = device.send(thermostat::Telemetry::default().temperature(21.5)).await?; // taken
//!     delivery.await // the hub has it
//! }
//! # }
//! # fn main() {}
//! ```
//!
//! # A device and its connection
//!
//! Starting a device never waits for a network, and no loss of connection, nor any answer of the service, ends it.
//! Messages wait in memory: at most 1,000 of telemetry or 4 MiB, and at most 256 of reported properties, of which those
//! that only replace each other are merged. Once that is full, sending waits until there is room; [`Settings`] has these
//! limits and others. The state of the connection, and why, is the device's [`Status`]; failures that concern no call of
//! the application are its [`Problems`].
//!
//! Telemetry carries the time of its creation and an identifier, so that a backlog keeps its times and a back end
//! recognises a repeat. A reported property becomes exactly what is reported: keys of a map and fields of an object that
//! are gone are removed from the twin, and only what changed goes over the wire.
//!
//! Every handler runs beside the connection and beside the others. A property's handler runs once at a time, and of the
//! values that come meanwhile it gets the newest. A handler that panics is answered for with status 500, and one that
//! takes longer than 25 seconds, which is another of the settings, is dropped and answered for with status 504.
//!
//! Cloud-to-device messages and methods that are none of the model's commands have handlers of their own:
//! [`Connection::on_cloud_to_device`] and [`Connection::on_unknown_method`]. Devices of one process share [`Resources`].
//!
//! # Values
//!
//! | DTDL | Rust | |
//! |---|---|---|
//! | `boolean`, `integer`, `long`, `string` | `bool`, `i32`, `i64`, `String` | in a property: longs within ±2^52, strings up to 4 KB |
//! | `float`, `double` | `f32`, `f64` | finite; read from their digits |
//! | `date`, `time`, `dateTime` | [`Date`], [`Time`], [`DateTime`] | RFC 3339; digits and offset stay as written |
//! | `duration` | [`Duration`] | ISO 8601; units stay as written |
//! | `byte`, `short`, `unsignedByte` … `unsignedLong` | `i8`, `i16`, `u8` … `u64` | |
//! | `decimal`, `scaledDecimal`, `uuid`, `bytes` | [`Decimal`], [`ScaledDecimal`], [`Uuid`], [`Bytes`] | text; digits of a decimal stay as written |
//! | `point` … `multiPolygon` | [`geo`] | GeoJSON |
//! | `geopoint`, `vector` | [`Geopoint`], [`Vector`] | as IoT Central writes them |
//! | Array, Map | `Vec<T>`, `BTreeMap<String, T>` | |
//!
//! Values of a service are read as the model's schema says it, and so are these:
//!
//! - a number without a fraction as an integer, however it is written: `20.0`, `2e1`;
//! - a `time` or `dateTime` without offset, which counts as UTC and is written without offset again;
//! - `null` in a field of an object or in a map: the field or the entry is absent;
//! - members of an object that the model does not know: they are ignored;
//! - a value of an enum that the model does not know: it is kept;
//! - a desired value as `{"value": …}`, where the plain value is none of the schema.
//!
//! A value that was read is written again as it was, but for a `uuid`, which is written in small letters, and for `bytes`,
//! whose last character is written without bits to spare.
//!
//! # Features
//!
//! - `mqtt` (default): MQTT over TLS, on tokio; needs `ring` or `aws-lc-rs`;
//! - `ring` (default): the cryptography of TLS is that of [ring](https://docs.rs/ring), unless `aws-lc-rs` is on;
//! - `aws-lc-rs`: the cryptography of TLS is that of [aws-lc-rs](https://docs.rs/aws-lc-rs), whether `ring` is on or not:
//!   so the choice is the same whichever other crate switches `ring` on. With `default-features = false`, ring is not
//!   built;
//! - `webpki-roots`: Mozilla's certificate authorities are built in, for images without a certificate store. They are
//!   trusted wherever the system's are, in addition to those, also where `SSL_CERT_FILE` or `SSL_CERT_DIR` names others;
//!   with [`Connection::trust_only_pem`] neither is. They are as old as the version of
//!   [webpki-roots](https://docs.rs/webpki-roots) in the lock file;
//! - `testing`: a device in memory, with virtual time, for tests ([`testing`]);
//! - `session`: [`session`] and [`protocol`] alone, for a shell of one's own;
//! - `serde`: `Serialize` and `Deserialize` for the types of values, in the JSON that goes over the wire;
//! - `sas`: device keys derived from group keys, and tokens;
//! - `std`: the system's clock and environment. Without it the crate is `no_std`, and needs `alloc`.
//!
//! Without `mqtt`, the crate also builds for chips without atomic operations, such as `riscv32imc` and `thumbv6m`. They
//! have one thread: generate with `send = false`.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "mqtt"),
    allow(dead_code, unused_imports, reason = "without a transport nothing drives a device")
)]

extern crate alloc;

#[cfg(feature = "std")]
mod clock;
mod connection;
mod device;
mod error;
pub mod generated;
mod handler;
#[cfg(feature = "session")]
mod identity;
mod include;
mod metadata;
#[cfg(feature = "session")]
pub mod protocol;
#[cfg(feature = "session")]
mod retry;
#[cfg(feature = "sas")]
pub mod sas;
pub mod service;
#[cfg(feature = "session")]
pub mod session;
mod settings;
mod shared;
#[cfg(feature = "mqtt")]
mod shell;
#[cfg(feature = "session")]
mod sorted;
mod start;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(feature = "session")]
mod time;
mod value;
pub mod wire;

pub use connection::Connection;
pub use device::{
    CloudToDeviceMessage, Delivery, Device, Driver, LocalDriver, MessageOptions, MethodRequest, Problem, Problems,
    Status,
};
pub use error::{Error, ErrorKind};
pub use handler::{Ack, CommandError, CommandResponse, CommandResult, Desired};
#[cfg(feature = "session")]
pub use identity::Identity;
#[doc(hidden)]
pub use include::__include_dtdl;
pub use metadata::{AdjunctType, AdjunctValue, CommandType, Metadata, Relationship, Unit};
pub use settings::{Settings, WhenFull};
#[cfg(feature = "mqtt")]
pub use shell::Resources;
pub use value::geo::{self, Geopoint, Vector};
pub use value::{Bytes, Date, DateTime, Decimal, Duration, Nullable, ParseError, Patch, ScaledDecimal, Time, Uuid};
