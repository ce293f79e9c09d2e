//! One device's connection: bytes in, bytes out, timers. What the packets mean is decided elsewhere.

use core::convert::Infallible;
use core::time::Duration;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::admission::Request;
use crate::event::DisconnectReason;
use crate::mqtt::{Password, Protocol, Step};
use crate::packet::Packet;
use crate::registry::{Order, Registry};
use crate::transcript::Direction;

/// The first byte of a CONNECT packet.
const CONNECT: u8 = 0x10;
const NO_CONNECT: DisconnectReason = DisconnectReason::Violation("its first packet was not CONNECT");
/// How long a client may take to say CONNECT.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// After a refusal the connection stays open for this long: some clients lose the reason when it closes at once.
const LINGER: Duration = Duration::from_secs(1);
/// A client that takes none of our bytes for this long is gone.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// Why the connection ends.
enum End {
    Because(DisconnectReason),
    Refused,
}

struct Connection<S> {
    stream: S,
    registry: Arc<Registry>,
    protocol: Protocol,
    number: u64,
    /// Empty until CONNECT.
    client_id: String,
    admitted: bool,
    sender: mpsc::UnboundedSender<Order>,
    silence_deadline: Option<Instant>,
    expiry: Option<Instant>,
}

/// Serves a connection to its end.
pub(crate) async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, registry: Arc<Registry>) {
    let (sender, mut orders) = mpsc::unbounded_channel();
    let number = registry.lock().next_connection();
    let mut connection = Connection {
        stream,
        registry,
        protocol: Protocol::new(),
        number,
        client_id: String::new(),
        admitted: false,
        sender,
        silence_deadline: Some(Instant::now() + CONNECT_TIMEOUT),
        expiry: None,
    };
    match connection.run(&mut orders).await {
        Err(End::Because(reason)) => connection.leave(reason),
        Err(End::Refused) => connection.linger().await,
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    async fn run(&mut self, orders: &mut mpsc::UnboundedReceiver<Order>) -> Result<Infallible, End> {
        let mut buffer = vec![0; 16 * 1024];
        let mut first = true;
        loop {
            tokio::select! {
                read = self.stream.read(&mut buffer) => {
                    let length = read.ok().filter(|length| *length > 0).ok_or(End::Because(DisconnectReason::Lost))?;
                    let bytes = buffer.get(..length).unwrap_or_default();
                    // What is no CONNECT may look like the beginning of a long packet: do not wait for its end.
                    if core::mem::take(&mut first) && !bytes.starts_with(&[CONNECT]) {
                        return Err(End::Because(NO_CONNECT));
                    }
                    self.take(bytes, orders).await?;
                }
                order = orders.recv() => self.obey(order.unwrap_or(Order::Close)).await?,
                () = until(self.silence_deadline) => return Err(End::Because(DisconnectReason::KeepAlive)),
                () = until(self.expiry) => return Err(End::Because(DisconnectReason::TokenExpired)),
            }
        }
    }

    /// Handles packet by packet, and sends what one has led to before the next is read: a client need not wait for
    /// CONNACK before it goes on.
    async fn take(&mut self, mut bytes: &[u8], orders: &mut mpsc::UnboundedReceiver<Order>) -> Result<(), End> {
        while !bytes.is_empty() {
            let steps = self.protocol.receive(&mut bytes);
            self.perform(steps).await?;
            while let Ok(order) = orders.try_recv() {
                self.obey(order).await?;
            }
        }
        Ok(())
    }

    async fn obey(&mut self, order: Order) -> Result<(), End> {
        match order {
            Order::Send(packet) => {
                let steps = self.protocol.send(packet);
                self.perform(steps).await
            }
            // Whoever sends this order has taken the device's link already, and said why.
            Order::Close => Err(End::Because(DisconnectReason::Replaced)),
        }
    }

    async fn perform(&mut self, steps: Vec<Step>) -> Result<(), End> {
        let mut steps = VecDeque::from(steps);
        while let Some(step) = steps.pop_front() {
            match step {
                Step::Send(bytes, packet) => {
                    self.record(Direction::Sent, &packet);
                    self.write(&bytes).await?;
                    if matches!(packet, Packet::Connack { code: 1.., .. }) {
                        return Err(End::Refused);
                    }
                }
                Step::SilenceLimit(limit) => self.silence_deadline = limit.map(|limit| Instant::now() + limit),
                Step::Close => return Err(End::Because(DisconnectReason::Violation("it did not speak MQTT 3.1.1"))),
                Step::Received(packet, password) => {
                    if let Packet::Connect { client_id, .. } = &packet {
                        self.client_id.clone_from(client_id);
                    }
                    self.record(Direction::Received, &packet);
                    if let Some(refusal) = self.received(packet, password)? {
                        // Behind the refusal nothing else of this client counts.
                        steps = self.protocol.send(refusal).into();
                    }
                }
            }
        }
        Ok(())
    }

    /// Returns the CONNACK of a refusal.
    fn received(&mut self, packet: Packet, password: Option<Password>) -> Result<Option<Packet>, End> {
        match packet {
            Packet::Connect {
                client_id,
                user_name,
                clean_session,
                will,
                keep_alive,
            } if !self.admitted => {
                let request = Request {
                    client_id,
                    user_name,
                    password,
                    clean_session,
                    will,
                };
                match self.registry.lock().admit(request, self.number, self.sender.clone()) {
                    Err(denied) => {
                        return Ok(Some(Packet::Connack {
                            session_present: false,
                            code: denied.code,
                        }));
                    }
                    Ok(admitted) => {
                        self.admitted = true;
                        self.expiry = deadline_of(admitted.expiry);
                    }
                }
                if keep_alive == 0 {
                    self.silence_deadline = None;
                }
                Ok(None)
            }
            packet if self.admitted => self
                .registry
                .lock()
                .receive(&self.client_id, self.number, packet)
                .map(|()| None)
                .map_err(End::Because),
            _ => Err(End::Because(DisconnectReason::Violation(
                "its first packet was not CONNECT",
            ))),
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), End> {
        let lost = || End::Because(DisconnectReason::Lost);
        let written = timeout(WRITE_TIMEOUT, async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        });
        written.await.map_err(|_| lost())?.map_err(|_| lost())
    }

    fn record(&self, direction: Direction, packet: &Packet) {
        self.registry
            .lock()
            .record(self.number, &self.client_id, direction, packet);
    }

    /// Ends the device's link, if it still is this connection.
    fn leave(&self, reason: DisconnectReason) {
        let mut state = self.registry.lock();
        if self.admitted && state.linked(&self.client_id, self.number).is_some() {
            state.unlink(&self.client_id, reason);
        }
    }

    /// Waits for the client to close, for a while.
    async fn linger(&mut self) {
        let mut buffer = [0; 1024];
        let drained = async { while matches!(self.stream.read(&mut buffer).await, Ok(1..)) {} };
        tokio::select! { () = drained => {}, () = sleep(LINGER) => {} }
    }
}

async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => core::future::pending().await,
    }
}

/// The moment of a Unix time; `None` if it is too far away to be waited for.
fn deadline_of(unix_seconds: u64) -> Option<Instant> {
    let moment = UNIX_EPOCH.checked_add(Duration::from_secs(unix_seconds))?;
    let left = moment.duration_since(SystemTime::now()).unwrap_or_default();
    Instant::now().checked_add(left)
}
