//! Parser, validator and typed model for the Digital Twins Definition Language (DTDL), versions 2, 3 and 4, as specified
//! in <https://github.com/Azure/opendigitaltwins-dtdl>. It judges as Microsoft's reference parser does.
//!
//! [`Lookup`] reads model files, and finds what they refer to in repositories and beside them; [`parse`] takes texts and
//! a [`Resolver`]. Both give a [`Parsed`]: a [`Model`], frozen and without references left to look up, and every mistake
//! as a [`Diagnostic`] that knows its place.
//!
//! ```
//! use dtdl_model::model::ContentKind;
//! use dtdl_model::{Lookup, Options};
//!
//! # let folder = std::env::temp_dir().join("dtdl_model_first_example");
//! # std::fs::create_dir_all(&folder)?;
//! # let file = folder.join("thermostat.json");
//! # std::fs::write(&file, r#"{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:com:example:Thermostat;1",
//! #     "@type": "Interface", "contents": [{ "@type": "Telemetry", "name": "temperature", "schema": "duoble" },
//! #     { "@type": "Property", "name": "target", "schema": "double", "writable": true }] }"#)?;
//! let parsed = Lookup::new(["models"; 0], &Options::default().keep_going(true)).parse(&[file]);
//! for diagnostic in &parsed.diagnostics {
//!     // The excerpt with the place underlined, and what to do.
//!     eprintln!("{}", diagnostic.render(&parsed.sources));
//! }
//! assert_eq!(parsed.diagnostics[0].help.as_deref(), Some("did you mean `double`?"));
//!
//! // With `keep_going` the model has what is sound.
//! let model = &parsed.model;
//! for root in model.roots() {
//!     for content in model[*root].contents() {
//!         if let ContentKind::Property(property) = &content.kind {
//!             println!("{}: {}", content.name, model[property.schema].named.id);
//!         }
//!     }
//! }
//! # assert_eq!(model[model.roots()[0]].contents().len(), 1);
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! [`Model::mismatches`] says whether a JSON text is a value of a schema. [`Parsed::object_model`] is the model as the
//! reference has it: elements by identifier, with their properties.

mod boundary;
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
pub use dtmi::{Dtmi, InvalidDtmi};
pub use instance::Mismatch;
pub use left_out::{LeftOut, LeftOutReason};
pub use lookup::Lookup;
pub use model::Model;
pub use object_model::{ObjectElement, ObjectModel, PropertyValue};
pub use options::Options;
pub use parse::{Parsed, parse};
pub use repository::{NoResolver, Repository, Resolver};
pub use source::{Location, Source, SourceId, Sources, Span};
