//! Parser, validator and typed model for the Digital Twins Definition Language (DTDL).
//!
//! [`parse`] takes texts and a [`Resolver`] for what they refer to, and gives a [`Model`] with every mistake as a
//! [`Diagnostic`] that knows its place.

mod build;
mod check;
mod diagnostic;
mod dtmi;
mod elements;
mod facts;
mod fault;
#[cfg(test)]
mod fuzz;
mod hash;
mod instance;
mod json;
mod ld;
mod left_out;
mod locate;
mod lookup;
mod metamodel;
pub mod model;
mod not_json;
mod object_model;
mod options;
mod parse;
mod place;
mod read;
mod report;
mod repository;
mod resolve;
mod scan;
mod scope;
mod source;
mod suggest;

pub use diagnostic::{Code, Diagnostic, Label, Severity, printable};
pub use dtmi::Dtmi;
pub use instance::Mismatch;
pub use left_out::{LeftOut, LeftOutReason};
pub use lookup::Lookup;
pub use model::Model;
pub use object_model::{ObjectElement, ObjectModel, PropertyValue};
pub use options::Options;
pub use parse::{Parsed, parse};
pub use repository::{NoResolver, Repository, Resolver};
pub use source::{Location, Source, SourceId, Sources, Span};
