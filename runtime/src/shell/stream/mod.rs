//! Streams of bytes, in layers: each makes a stream out of another.

mod tcp;
mod tls;

pub(crate) use tls::Trust;
pub(super) use tls::{Tls, TlsError};

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::io;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::device::BoxFuture;
use crate::protocol::Target;
use crate::session::TransportError;

/// A connection's bytes, in both directions.
pub(crate) struct Stream(Pin<Box<dyn Pipe>>);

/// The inside of a [`Stream`].
trait Pipe: AsyncRead + AsyncWrite + Send {}

impl<T: AsyncRead + AsyncWrite + Send> Pipe for T {}

impl Stream {
    pub(crate) fn new(pipe: impl AsyncRead + AsyncWrite + Send + 'static) -> Self {
        Self(Box::pin(pipe))
    }
}

/// Opens streams.
pub(crate) trait Dial: fmt::Debug + Send + Sync {
    fn dial(&self, target: &Target) -> BoxFuture<'static, Result<Stream, TransportError>>;
}

/// TLS over TCP.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) tls: Tls,
}

impl Dial for Network {
    fn dial(&self, target: &Target) -> BoxFuture<'static, Result<Stream, TransportError>> {
        let (tls, host, port) = (self.tls.clone(), target.host.clone(), target.port);
        Box::pin(async move {
            let stream = tcp::connect(&host, port).await?;
            tls.connect(&host, stream).await
        })
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.0.as_mut().poll_read(context, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.0.as_mut().poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.as_mut().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.as_mut().poll_shutdown(context)
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stream")
    }
}
