//! What generated types make of payloads, against judges that know nothing of Rust: the reference's own instance texts,
//! and the model's instance validation on random values for the published models.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod models;
mod program;
mod suite;
mod values;

use dtdl_runtime::wire::merge::is_same;
use serde_json::Value;

/// Whether two JSON texts say the same: members in any order, numbers by value.
fn says_the_same(left: &str, right: &str) -> bool {
    let read = |text| serde_json::from_str::<Value>(text);
    match (read(left), read(right)) {
        (Ok(left), Ok(right)) => is_same(&left, &right),
        _ => false,
    }
}
