//! Under construction.

extern crate alloc;

pub mod sas;
pub mod session;
pub mod wire;
