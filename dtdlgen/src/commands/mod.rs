//! One file a subcommand: its arguments, and what it does.

pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod doc;
pub(crate) mod generate;
pub(crate) mod instance;
pub(crate) mod man;
pub(crate) mod new;
pub(crate) mod resolve;
pub(crate) mod schema;
pub(crate) mod validate;
