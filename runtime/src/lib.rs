//! Under construction.

extern crate alloc;

pub mod sas;
pub mod session;
#[cfg(feature = "mqtt")]
mod shell;
pub mod wire;
