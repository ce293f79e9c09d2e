//! Names for generated code, by version of the contract between generator and runtime.

pub mod v1;
