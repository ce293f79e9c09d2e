//! MQTT over TLS over TCP, on tokio.

use std::collections::{HashMap, hash_map::RandomState};
use std::hash::{BuildHasher as _, Hasher as _};
use std::time::{SystemTime, UNIX_EPOCH};

use core::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, ReadHalf, WriteHalf};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout};

use super::tls::{Stream, Tls};
use super::{Answer, Handle, Mailbox, mailbox};
use crate::session::{Config, Event, MessageId, Now, Output, Reason, Session, TransportError};

/// Where the hub, or the gateway before it, is reached.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    /// Host name or address; also the name on the certificate.
    pub(crate) host: String,
    /// 8883, as a rule.
    pub(crate) port: u16,
}

/// How long resolving the name, TCP and TLS may take together.
const OPEN_TIMEOUT: Duration = Duration::from_secs(30);

/// No clock that was ever set shows a time before 2024.
const EARLIEST: u64 = 1_704_067_200;

/// A clock that starts with the shell.
#[derive(Debug, Clone, Copy)]
struct Clock(Instant);

impl Clock {
    fn now(self) -> Now {
        let wall = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        Now {
            monotonic: self.0.elapsed(),
            wall: (wall >= EARLIEST).then_some(wall),
        }
    }
}

/// A session with its connection.
#[derive(Debug)]
pub(crate) struct Shell {
    session: Session,
    endpoint: Endpoint,
    tls: Tls,
    clock: Clock,
    mailbox: Mailbox,
    events: mpsc::UnboundedSender<Event>,
    deliveries: HashMap<MessageId, oneshot::Sender<()>>,
}

impl Shell {
    /// A shell that does nothing until it [runs](Self::run), the application's handle, and what happens.
    pub(crate) fn new(config: Config, endpoint: Endpoint, tls: Tls) -> (Self, Handle, mpsc::UnboundedReceiver<Event>) {
        let clock = Clock(Instant::now());
        // The hasher's keys are the standard library's random numbers.
        let seed = RandomState::new().build_hasher().finish();
        let session = Session::new(config, seed, clock.now());
        let (handle, mailbox) = mailbox();
        let (events, receiver) = mpsc::unbounded_channel();
        (
            Self {
                session,
                endpoint,
                tls,
                clock,
                mailbox,
                events,
                deliveries: HashMap::new(),
            },
            handle,
            receiver,
        )
    }

    /// Connects, and connects again, until the session has been shut down.
    pub(crate) async fn run(mut self) {
        let _ = (
            &mut self.session,
            &self.tls,
            &self.endpoint,
            &self.mailbox,
            &self.events,
            &self.deliveries,
        );
    }
}
