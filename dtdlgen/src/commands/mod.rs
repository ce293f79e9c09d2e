//! One file a subcommand: its arguments, and what it does.

pub(crate) mod diff;
pub(crate) mod generate;
pub(crate) mod instance;
pub(crate) mod schema;
pub(crate) mod validate;
