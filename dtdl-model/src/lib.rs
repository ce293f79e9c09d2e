//! Parser, validator and typed model for the Digital Twins Definition Language (DTDL).

mod dtmi;
pub mod model;

pub use dtmi::Dtmi;
pub use model::Model;
