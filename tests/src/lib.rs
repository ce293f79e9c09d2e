//! What the tests across the packages share.

pub mod corpus;
pub mod random;
pub mod shared;
