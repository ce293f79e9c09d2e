//! Typed Rust from DTDL models.
//!
//! From a build script this is [`Builder`]. Underneath: [`load`] reads and checks a model set, [`generate()`] makes a
//! [`plan`] of it (every name, type and box) and writes it down as tokens, as one source text or as [`Files`].
//!
//! | DTDL | Rust |
//! |---|---|
//! | interface | a module |
//! | telemetry | `Telemetry`, a struct with one optional field each |
//! | property | `Properties`, and a method of `PropertyHandler` if it is writable |
//! | command | a method of `CommandHandler` |
//! | component | an accessor of `Device`, and a field of `Components` if it must be handled |
//! | relationship | a struct with its properties |
//! | object, enum | a struct, an enum that keeps unknown values |
//! | array, map | `Vec`, `BTreeMap` |
//! | texts, units, co-types | constants (`METADATA`, `Telemetry::TEMPERATURE`); `metadata` of an enum's value |
//!
//! For the service's side ([`Side::Service`], [`Side::Both`]):
//!
//! | DTDL | Rust |
//! |---|---|
//! | telemetry | the same `Telemetry`; `TelemetryMessage` tells components apart |
//! | property | `ReportedProperties`, and `DesiredProperties` if it is writable; `Twin` holds them all |
//! | command | a method of `Remote` |
//! | component | an accessor of `RemoteDevice`, and a field of `TwinDesired` and `TwinReported` |

#[cfg(feature = "format")]
mod build;
mod emit;
mod files;
#[cfg(feature = "format")]
mod format;
mod generate;
#[cfg(feature = "format")]
mod header;
mod load;
pub mod naming;
mod options;
pub mod plan;
#[cfg(feature = "format")]
mod starter;

#[cfg(feature = "format")]
pub use build::{Builder, Error};
pub use files::Files;
pub use generate::{Generated, generate};
pub use load::load;
pub use options::{Additions, OptionError, Options, Setting, Side, Target};
#[cfg(feature = "format")]
pub use starter::Starter;

/// The parser and the model behind it.
pub use dtdl_model as model;
