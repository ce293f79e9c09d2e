//! The shell around session and protocol on tokio: sockets, clock, and the tasks of handlers.

mod clock;
mod core;
mod credential;
mod deliveries;
mod gate;
mod handlers;
mod host;
mod local;
mod resources;
mod run;
mod stream;
mod transport;

pub(crate) use credential::Signer;
pub(crate) use host::{Start, start, start_with_driver};
pub(crate) use local::start_local;
pub use resources::Resources;
#[cfg(feature = "testing")]
pub(crate) use stream::Stream;
pub(crate) use stream::Trust;
pub(crate) use stream::{Dial, Network};
