//! Layers: in every package each room, which is a module of the crate's root, has a height, and imports from rooms below
//! it only. The modules in a folder are siblings, which are not listed, but may not import from each other in a cycle.
//! A child may use its parents, and a parent its children.
//!
//! An import is a path in a `use` or in code, macro calls included, that leads to another module of the crate. It counts
//! for the module that defines the item, not for those that re-export it. Calls of methods are not seen, nor
//! are macros that are in scope without an import, and the code that macros expand to.

mod check;
mod data;
mod filter;
mod graph;
mod krate;
mod resolve;
mod scan;
mod token;

pub use check::{check, describe};
pub use data::{Layers, in_document, parse};
pub use krate::{Crate, Sources, sources};
pub use token::{Token, tokens};
