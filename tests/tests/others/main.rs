//! Judges that are not ours: an official SDK against our hub, our device against another broker.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod broker;
mod python;
