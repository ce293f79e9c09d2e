//! The line between a device and its hub.

use alloc::sync::Arc;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::sync::mpsc;

use super::cloud::{Cloud, HangUp};
use crate::device::BoxFuture;
use crate::protocol::Target;
use crate::session::TransportError;
use crate::shell::{Dial, Stream};

/// So many bytes may be on the line at once.
const CAPACITY: usize = 64 * 1024;

/// The device's way to a hub in the same memory.
#[derive(Debug, Clone)]
pub(super) struct Line {
    cloud: Arc<Mutex<Cloud>>,
    seed: u64,
}

impl Dial for Line {
    fn dial(&self, _: &Target) -> BoxFuture<'static, Result<Stream, TransportError>> {
        let line = self.clone();
        Box::pin(async move { line.open() })
    }
}

impl Line {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            cloud: Arc::new(Mutex::new(Cloud::new())),
            seed,
        }
    }

    pub(super) const fn seed(&self) -> u64 {
        self.seed
    }

    pub(super) fn cloud(&self) -> MutexGuard<'_, Cloud> {
        self.cloud.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> Result<Stream, TransportError> {
        let mut cloud = self.cloud();
        if !cloud.is_reachable {
            return Err(TransportError::new("the hub cannot be reached".into()));
        }
        let (device, hub) = duplex(CAPACITY);
        let (out, outgoing) = mpsc::unbounded_channel();
        cloud.connect(out);
        tokio::spawn(self.clone().serve(hub, outgoing));
        Ok(Stream::new(device))
    }

    /// Carries bytes until either side ends the connection. A new connection ends it too.
    async fn serve(self, mut stream: DuplexStream, mut outgoing: mpsc::UnboundedReceiver<Vec<u8>>) {
        let mut input = vec![0; 4096];
        loop {
            tokio::select! {
                biased;
                bytes = outgoing.recv() => match bytes {
                    Some(bytes) if stream.write_all(&bytes).await.is_ok() => {}
                    _ => return,
                },
                read = stream.read(&mut input) => {
                    let length = read.unwrap_or(0);
                    let mut cloud = self.cloud();
                    let received = match input.get(..length) {
                        Some(bytes) if length > 0 => cloud.receive(bytes),
                        _ => Err(HangUp),
                    };
                    if received.is_err() {
                        // Bytes from before the end are still read.
                        cloud.cut();
                    }
                }
            }
        }
    }
}
