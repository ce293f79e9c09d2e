//! How a connection is made.

use core::pin::Pin;
use core::time::Duration;
use std::io;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use super::Tls;
use crate::session::TransportError;

/// How long one address of a host may take: one that swallows all packets must not use up the time of the others.
const ADDRESS_TIMEOUT: Duration = Duration::from_secs(8);

/// A connection's bytes, in both directions.
pub(crate) type Stream = Pin<Box<dyn Pipe>>;

/// What a [`Stream`] is made of.
pub(crate) trait Pipe: AsyncRead + AsyncWrite + Send {}

impl<T: AsyncRead + AsyncWrite + Send> Pipe for T {}

/// Where the hub, or the gateway before it, is reached.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    /// Host name or address; also the name on the certificate.
    pub(crate) host: String,
    /// 8883, as a rule.
    pub(crate) port: u16,
}

/// The way to the hub.
#[derive(Debug, Clone)]
pub(crate) enum Route {
    /// TLS over TCP.
    Network { endpoint: Endpoint, tls: Tls },
    /// To a hub in the same memory.
    #[cfg(feature = "testing")]
    Memory(crate::testing::Line),
}

impl Route {
    pub(crate) async fn open(self) -> Result<Stream, TransportError> {
        let (Endpoint { host, port }, tls) = match self {
            Self::Network { endpoint, tls } => (endpoint, tls),
            #[cfg(feature = "testing")]
            Self::Memory(line) => return line.open(),
        };
        let stream = reach(&host, port)
            .await
            .map_err(|error| TransportError::new(format!("cannot reach `{host}:{port}`: {error}")))?;
        // Messages are small and often awaited one by one.
        let _ = stream.set_nodelay(true);
        let stream = tls.connect(&host, stream).await?;
        Ok(Box::pin(stream))
    }
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
