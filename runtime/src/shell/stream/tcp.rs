//! TCP.

use core::time::Duration;
use std::io;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use super::Stream;
use crate::session::TransportError;

/// How long one address of a host may take: one that swallows all packets must not use up the time of the others.
const ADDRESS_TIMEOUT: Duration = Duration::from_secs(8);

/// Connects to a host.
pub(super) async fn connect(host: &str, port: u16) -> Result<Stream, TransportError> {
    let stream = reach(host, port)
        .await
        .map_err(|error| TransportError::new(format!("cannot reach `{host}:{port}`: {error}")))?;
    // Messages are small and often awaited one by one.
    let _ = stream.set_nodelay(true);
    Ok(Stream::new(stream))
}

/// Tries the host's addresses one by one.
async fn reach(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    for address in lookup_host((host, port)).await? {
        match timeout(ADDRESS_TIMEOUT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => failure = error,
            Err(_) => failure = io::ErrorKind::TimedOut.into(),
        }
    }
    Err(failure)
}
