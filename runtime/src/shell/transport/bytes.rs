//! A byte protocol over a stream.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;
use std::io;
use std::sync::Arc;

use tokio::io::{AsyncRead as _, AsyncWrite as _, AsyncWriteExt as _, ReadBuf};
use tokio::time::timeout;

use super::Transport;
use super::buffer::Buffer;
use crate::device::BoxFuture;
use crate::protocol::mqtt::Mqtt;
use crate::protocol::{Connect, Input, Request};
use crate::session::TransportError;
use crate::shell::clock::Clock;
use crate::shell::stream::{Dial, Stream};
use crate::time::Now;

/// How long the last bytes of a connection may take.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);
/// While so many bytes wait to be written, no more requests are taken.
const HIGH_WATER: usize = 64 * 1024;
/// While so many do, nothing is read.
const DEAF: usize = 1024 * 1024;
/// Most of a hub's messages fit into the first; a busy connection has the second.
const SMALL_READ: usize = 2 * 1024;
const LARGE_READ: usize = 16 * 1024;

/// MQTT over whatever a dialer opens.
pub(crate) struct ByteTransport {
    mqtt: Mqtt,
    dial: Arc<dyn Dial>,
    stage: Stage,
    /// An earlier connection that is being closed; the next is opened after it.
    closing: Option<BoxFuture<'static, ()>>,
    /// The end of the connection, said after the last of its inputs.
    end: Option<TransportError>,
    input: Vec<u8>,
}

enum Stage {
    Idle,
    /// To be opened once the earlier connection is closed.
    Wanted(Connect),
    Opening(Connect, BoxFuture<'static, Result<Stream, TransportError>>),
    Open(Open),
}

struct Open {
    stream: Stream,
    output: Buffer,
    is_flushed: bool,
    /// Bytes have left since this was looked at last.
    has_moved: bool,
}

impl ByteTransport {
    pub(crate) fn new(mqtt: Mqtt, dial: Arc<dyn Dial>) -> Self {
        Self {
            mqtt,
            dial,
            stage: Stage::Idle,
            closing: None,
            end: None,
            input: Vec::new(),
        }
    }

    /// Ready once the earlier connection is closed.
    fn poll_closing(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if let Some(closing) = &mut self.closing {
            ready!(closing.as_mut().poll(context));
            self.closing = None;
        }
        Poll::Ready(())
    }

    /// Reads and writes, whatever is possible; ready when something was read, or the connection has ended.
    fn poll_open(&mut self, context: &mut Context<'_>, clock: Clock) -> Poll<()> {
        let Stage::Open(open) = &mut self.stage else {
            return Poll::Pending;
        };
        let was_full = open.output.rest().len() >= HIGH_WATER;
        match open.poll_write(context) {
            // There is room again for what was not taken.
            Poll::Ready(Ok(())) if was_full => return Poll::Ready(()),
            Poll::Ready(Ok(())) => {}
            Poll::Ready(Err(error)) => {
                self.end = Some(explain(&error));
                return Poll::Ready(());
            }
            Poll::Pending if core::mem::take(&mut open.has_moved) => {
                self.mqtt.handle_progress(clock.now());
                return Poll::Ready(());
            }
            // A hub that does not read is not listened to either, or acknowledgements would pile up.
            Poll::Pending if open.output.rest().len() >= DEAF => return Poll::Pending,
            Poll::Pending => {}
        }
        if self.input.is_empty() {
            self.input.resize(SMALL_READ, 0);
        }
        let mut buffer = ReadBuf::new(&mut self.input);
        let read = ready!(Pin::new(&mut open.stream).poll_read(context, &mut buffer));
        let filled = buffer.filled();
        match read {
            Ok(()) if filled.is_empty() => self.end = Some(explain(&io::ErrorKind::UnexpectedEof.into())),
            Ok(()) => {
                self.mqtt.handle_bytes(filled, open.output.end(), clock.now());
                if filled.len() == SMALL_READ {
                    self.input.resize(LARGE_READ, 0);
                }
            }
            Err(error) => self.end = Some(explain(&error)),
        }
        Poll::Ready(())
    }
}

impl Transport for ByteTransport {
    fn connect(&mut self, connect: &Connect) {
        self.end = None;
        self.stage = Stage::Wanted(connect.clone());
    }

    fn send(&mut self, request: Request<'_>, now: Now) {
        match &mut self.stage {
            Stage::Open(open) => self.mqtt.handle_request(request, open.output.end(), now),
            // Some need no connection.
            _ => self.mqtt.handle_request(request, &mut Vec::new(), now),
        }
    }

    fn disconnect(&mut self) {
        self.end = None;
        match core::mem::replace(&mut self.stage, Stage::Idle) {
            Stage::Open(mut open) => {
                self.mqtt.handle_disconnect(open.output.end());
                self.closing = Some(Box::pin(open.close()));
            }
            _ => self.mqtt.handle_end(),
        }
    }

    fn abort(&mut self) {
        self.end = None;
        self.input = Vec::new();
        self.mqtt.handle_end();
        self.stage = Stage::Idle;
    }

    fn has_room(&self) -> bool {
        match &self.stage {
            Stage::Open(open) => open.output.rest().len() < HIGH_WATER,
            _ => true,
        }
    }

    fn is_connected(&self) -> bool {
        !matches!(self.stage, Stage::Idle)
    }

    fn handle_timeout(&mut self, now: Now) {
        if let Stage::Open(open) = &mut self.stage {
            self.mqtt.handle_timeout(open.output.end(), now);
        }
    }

    fn poll_timeout(&self) -> Option<Duration> {
        self.mqtt.poll_timeout()
    }

    fn poll_next(&mut self, context: &mut Context<'_>, clock: Clock) -> Poll<Result<(), TransportError>> {
        if self.mqtt.has_input() {
            return Poll::Ready(Ok(()));
        }
        ready!(self.poll_closing(context));
        if let Stage::Wanted(connect) = &self.stage {
            let opening = self.dial.dial(&connect.target);
            self.stage = Stage::Opening(connect.clone(), opening);
        }
        if let Stage::Opening(connect, opening) = &mut self.stage {
            match ready!(opening.as_mut().poll(context)) {
                Ok(stream) => {
                    let mut output = Buffer::default();
                    self.mqtt.handle_connect(connect, output.secret_end(), clock.now());
                    self.stage = Stage::Open(Open {
                        stream,
                        output,
                        is_flushed: true,
                        has_moved: false,
                    });
                    return Poll::Ready(Ok(()));
                }
                Err(error) => {
                    self.abort();
                    return Poll::Ready(Err(error));
                }
            }
        }
        if self.end.is_none() {
            ready!(self.poll_open(context, clock));
        }
        // Inputs from before the end come first.
        match self.end.take() {
            Some(error) => {
                self.stage = Stage::Idle;
                Poll::Ready(Err(error))
            }
            None => Poll::Ready(Ok(())),
        }
    }

    fn poll_input(&mut self) -> Option<Input> {
        self.mqtt.poll_input()
    }

    fn poll_closed(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.stage = Stage::Idle;
        self.poll_closing(context)
    }
}

impl Open {
    /// Writes until nothing is left and all is flushed.
    fn poll_write(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.output.rest().is_empty() {
            let length = ready!(Pin::new(&mut self.stream).poll_write(context, self.output.rest()))?;
            if length == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.output.advance(length);
            self.is_flushed = false;
            self.has_moved = true;
        }
        if !self.is_flushed {
            ready!(Pin::new(&mut self.stream).poll_flush(context))?;
            self.is_flushed = true;
        }
        Poll::Ready(Ok(()))
    }

    /// Writes what is left, and closes. What cannot be written any more is not missed.
    async fn close(mut self) {
        let last = async {
            self.stream.write_all(self.output.rest()).await?;
            self.stream.shutdown().await
        };
        let _ = timeout(CLOSE_TIMEOUT, last).await;
    }
}

fn explain(error: &io::Error) -> TransportError {
    // TLS says more about an end without good-bye than anybody wants to know.
    TransportError::new(match error.kind() {
        io::ErrorKind::UnexpectedEof => "the hub closed the connection".to_owned(),
        _ => format!("the connection was lost: {error}"),
    })
}

impl fmt::Debug for ByteTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stage = match &self.stage {
            Stage::Idle => "Idle",
            Stage::Wanted(_) => "Wanted",
            Stage::Opening(..) => "Opening",
            Stage::Open(_) => "Open",
        };
        f.debug_struct("ByteTransport")
            .field("stage", &stage)
            .field("mqtt", &self.mqtt)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::sync::{Mutex, PoisonError};

    use super::*;
    use crate::identity::Identity;
    use crate::protocol::{Credential, Target, mqtt};

    /// Opens one stream, once.
    #[derive(Debug)]
    struct Once(Mutex<Option<Stream>>);

    impl Dial for Once {
        fn dial(&self, _: &Target) -> BoxFuture<'static, Result<Stream, TransportError>> {
            let stream = self.0.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap();
            Box::pin(core::future::ready(Ok(stream)))
        }
    }

    #[tokio::test]
    async fn room_that_one_write_makes_wakes_the_sender() {
        let (device, mut hub) = tokio::io::duplex(1 << 20);
        let dial = Once(Mutex::new(Some(Stream::new(device))));
        let mut bytes = ByteTransport::new(Mqtt::new(mqtt::Config::new("dtmi:a;1")), Arc::new(dial));
        let clock = Clock::start();
        let mut context = Context::from_waker(core::task::Waker::noop());
        let identity = Identity::device("h", "d");
        let connect = Connect::new(Target::mqtt("h", 1), identity, Credential::Certificate);
        bytes.connect(&connect);
        assert!(bytes.poll_next(&mut context, clock).is_ready());
        hub.write_all(&[0x20, 2, 0, 0]).await.unwrap();
        for _ in 0..3 {
            let _ = bytes.poll_next(&mut context, clock);
            while bytes.poll_input().is_some() {}
        }
        let body = vec![b'x'; 100_000];
        let response = Request::RespondMethod {
            call: "1",
            status: 200,
            body: &body,
        };
        bytes.send(response, clock.now());
        assert!(!bytes.has_room());
        let polled = bytes.poll_next(&mut context, clock);
        assert!(bytes.has_room() && polled.is_ready());
    }
}
