//! What generated code calls, by version of the contract between generator and runtime.

pub mod v1;
