//! A running device: the application's side of a session.

#[cfg(feature = "mqtt")]
mod dispatch;
#[cfg(feature = "mqtt")]
mod driver;
#[cfg(feature = "mqtt")]
mod local;
#[cfg(feature = "mqtt")]
mod outlet;
mod problem;
mod status;
#[cfg(not(feature = "mqtt"))]
mod without_transport;

#[cfg(feature = "mqtt")]
pub use driver::{Device, Driver, Problems, start, start_with_driver};
#[cfg(feature = "mqtt")]
pub use local::{LocalDriver, start_local};
pub use problem::Problem;
pub use status::Status;
#[cfg(not(feature = "mqtt"))]
pub use without_transport::{Device, Driver, LocalDriver, Problems, start, start_local, start_with_driver};
