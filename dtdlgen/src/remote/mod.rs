//! Device model repositories at addresses.

#[cfg(feature = "https")]
mod client;
#[cfg(feature = "https")]
mod repository;
#[cfg(not(feature = "https"))]
mod without;

#[cfg(feature = "https")]
pub(crate) use repository::{add, check};
#[cfg(not(feature = "https"))]
pub(crate) use without::{add, check};
