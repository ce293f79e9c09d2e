//! Code that the tests across the packages share.

pub mod conformance;
pub mod corpus;
pub mod differential;
pub mod hostile;
pub mod layers;
pub mod mosquitto;
pub mod peer;
pub mod random;
pub mod shared;
pub mod types;
