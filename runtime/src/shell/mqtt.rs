//! MQTT, on tokio.

use core::future::{Future, pending};
use core::hash::{BuildHasher as _, Hasher as _};
use core::pin::Pin;
use core::time::Duration;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, ReadHalf, WriteHalf, split};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};
use zeroize::Zeroizing;

use super::deliveries::Deliveries;
use super::route::{Route, Stream};
use super::{Answer, Handle, Mailbox, Message, Refusal, Report, mailbox};
use crate::clock::unix_time;
use crate::session::{
    Bytes, Config, Event, MessageId, Now, Output, Reason, ReportId, SendError, Session, TransportError,
};

/// How long the last bytes of a connection may take.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);
/// How long a device whose handles are all gone takes to say good-bye.
const LAST_PATIENCE: Duration = Duration::from_secs(5);
/// No clock that was ever set shows a time before 2024.
const EARLIEST: u64 = 1_704_067_200;

/// A clock that starts with the shell.
#[derive(Debug, Clone, Copy)]
struct Clock(Instant);

impl Clock {
    fn now(self) -> Now {
        let wall = unix_time().as_secs();
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
    route: Route,
    clock: Clock,
    mailbox: Mailbox,
    events: mpsc::UnboundedSender<Event>,
    deliveries: Deliveries<MessageId>,
    reports: Deliveries<ReportId>,
    /// A message that found the outbox full.
    held: Option<Message>,
}

/// What the shell waits for.
enum Wake {
    Opened(Result<Stream, TransportError>),
    Moved(io::Result<Moved>),
    Time,
    Said(Said),
}

/// What the application said.
enum Said {
    Telemetry(Message),
    Report(Message<Report>),
    Answer(Answer),
    Nothing,
}

impl Shell {
    /// A shell that does nothing until it [runs](Self::run), the application's handle, and what happens.
    pub(crate) fn new(config: Config, route: Route) -> (Self, Handle, mpsc::UnboundedReceiver<Event>) {
        let clock = Clock(Instant::now());
        let seed = match &route {
            // The hasher's keys are the standard library's random numbers.
            Route::Network { .. } => RandomState::new().build_hasher().finish(),
            #[cfg(feature = "testing")]
            Route::Memory(line) => line.seed(),
        };
        let session = Session::new(config, seed, clock.now());
        let (handle, mailbox) = mailbox();
        let (events, receiver) = mpsc::unbounded_channel();
        let shell = Self {
            session,
            route,
            clock,
            mailbox,
            events,
            deliveries: Deliveries::new(),
            reports: Deliveries::new(),
            held: None,
        };
        (shell, handle, receiver)
    }

    /// Connects, and connects again, until the session has been shut down. Returns how many telemetry messages the hub
    /// does not have.
    pub(crate) async fn run(mut self) -> usize {
        let mut connection = Connection::None;
        let mut abandoned = false;
        let mut input = vec![0; 16 * 1024];
        loop {
            self.obey(&mut connection).await;
            if self.tell() {
                return self.session.undelivered();
            }
            // In this order, so that a device in virtual time does the same whenever it is asked to. None is ready for
            // ever: what the application says has only so much room.
            let wake = tokio::select! {
                biased;
                () = sleep(self.clock, self.session.poll_timeout()) => Wake::Time,
                wake = connection.next(&mut input) => wake,
                said = listen(&mut self.mailbox, &self.session, self.held.is_none(), abandoned) => Wake::Said(said),
            };
            let now = self.clock.now();
            match wake {
                Wake::Opened(Ok(stream)) => {
                    connection = Connection::open(stream);
                    self.session.handle_connect(now);
                }
                Wake::Opened(Err(error)) => self.lose(&mut connection, error),
                Wake::Moved(Ok(Moved::Received(length))) => {
                    self.session.handle_input(input.get(..length).unwrap_or_default(), now);
                }
                Wake::Moved(Ok(Moved::Written)) => {}
                Wake::Moved(Err(error)) => {
                    self.lose(&mut connection, explain(&error));
                }
                Wake::Time => self.session.handle_timeout(now),
                Wake::Said(Said::Nothing) => {
                    abandoned = true;
                    self.session.shutdown(LAST_PATIENCE, now);
                }
                Wake::Said(Said::Telemetry(message)) => self.send(message),
                Wake::Said(Said::Report(report)) => {
                    let component = report.component.as_deref();
                    let result = match report.content {
                        Report::Properties(json) => self.session.report(component, &json, now),
                        Report::Acknowledgement(name, acknowledged) => {
                            self.session.acknowledge_later(component, name, acknowledged, now)
                        }
                    };
                    // Whoever asked may have gone.
                    let _ = report.taken.send(result.map(|id| self.reports.add(id)));
                }
                Wake::Said(Said::Answer(answer)) => self.answer(answer),
            }
            if let Some(message) = self.held.take() {
                self.send(message);
            }
        }
    }

    fn lose(&mut self, connection: &mut Connection, error: TransportError) {
        *connection = Connection::None;
        self.session
            .handle_disconnect(Reason::Transport(error), self.clock.now());
    }

    /// Does what the session wants.
    async fn obey(&mut self, connection: &mut Connection) {
        while let Some(output) = self.session.poll_output() {
            match output {
                Output::Open => {
                    *connection = Connection::Opening(Box::pin(self.route.clone().open()));
                }
                Output::Bytes(bytes) => connection.queue(bytes),
                Output::Close => connection.close().await,
            }
        }
    }

    /// Hands on what happened; true if nothing will happen any more.
    fn tell(&mut self) -> bool {
        while let Some(event) = self.session.poll_event() {
            match &event {
                Event::Delivered(id) => {
                    self.deliveries.end(*id..=*id, Ok(()));
                    continue;
                }
                Event::Reported(ids) => {
                    self.reports.end(ids.clone(), Ok(()));
                    continue;
                }
                Event::Undeliverable(id) => self.deliveries.end(*id..=*id, Err(Refusal::HangsUp)),
                Event::ReportRefused { reports, status, .. } => {
                    self.reports.end(reports.clone(), Err(Refusal::Status(*status)));
                }
                _ => {}
            }
            let stopped = matches!(event, Event::Stopped);
            let _ = self.events.send(event);
            if stopped {
                return true;
            }
        }
        false
    }

    fn send(&mut self, message: Message) {
        match self
            .session
            .send(message.component.as_deref(), &message.content, self.clock.now())
        {
            Ok(id) => {
                let _ = message.taken.send(Ok(self.deliveries.add(id)));
            }
            Err(SendError::Full) => self.held = Some(message),
            Err(error) => {
                let _ = message.taken.send(Err(error));
            }
        }
    }

    fn answer(&mut self, answer: Answer) {
        let now = self.clock.now();
        match answer {
            Answer::Acknowledge { token, answer } => self.session.acknowledge(token, answer, now),
            Answer::Respond { token, status, body } => self.session.respond(token, status, &body, now),
            Answer::Shutdown { patience } => self.session.shutdown(patience, now),
        }
    }
}

/// Waits until then, or for ever.
async fn sleep(clock: Clock, until: Option<Duration>) {
    match until.and_then(|until| clock.0.checked_add(until)) {
        Some(until) => sleep_until(until).await,
        None => pending().await,
    }
}

/// What the application says next, as far as there is room for it.
async fn listen(mailbox: &mut Mailbox, session: &Session, may_send: bool, abandoned: bool) -> Said {
    if abandoned {
        return pending().await;
    }
    tokio::select! {
        // An acknowledgement that completes another is a report, and must not overtake it.
        biased;
        answer = mailbox.answers.recv() => answer.map_or(Said::Nothing, Said::Answer),
        Some(report) = mailbox.reports.recv(), if session.has_report_room() => Said::Report(report),
        Some(message) = mailbox.telemetry.recv(), if may_send && session.has_room() => Said::Telemetry(message),
    }
}

/// A connection in its stages.
enum Connection {
    None,
    Opening(Pin<Box<dyn Future<Output = Result<Stream, TransportError>> + Send>>),
    Open {
        read: ReadHalf<Stream>,
        write: WriteHalf<Stream>,
        queue: Zeroizing<Vec<u8>>,
        unflushed: bool,
    },
}

/// What happened on an open connection.
enum Moved {
    Received(usize),
    Written,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Opening(_) => "Opening",
            Self::Open { .. } => "Open",
        })
    }
}

impl Connection {
    fn open(stream: Stream) -> Self {
        let (read, write) = split(stream);
        Self::Open {
            read,
            write,
            queue: Zeroizing::default(),
            unflushed: false,
        }
    }

    /// Bytes for a connection that is no more are dropped: the session hears of its end soon.
    fn queue(&mut self, bytes: Bytes) {
        if let Self::Open { queue, .. } = self {
            if queue.is_empty() {
                *queue = bytes.0;
            } else {
                queue.extend_from_slice(&bytes.0);
            }
        }
    }

    /// Opens, reads and writes, whatever is possible first. May be dropped at any time without losing a byte.
    async fn next(&mut self, input: &mut [u8]) -> Wake {
        match self {
            Self::None => pending().await,
            Self::Opening(future) => Wake::Opened(future.as_mut().await),
            Self::Open {
                read,
                write,
                queue,
                unflushed,
            } => Wake::Moved(tokio::select! {
                biased;
                written = write_some(write, queue, unflushed) => written.map(|()| Moved::Written),
                received = read.read(input) => match received {
                    Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
                    received => received.map(Moved::Received),
                },
            }),
        }
    }

    /// Writes what is left and closes.
    async fn close(&mut self) {
        if let Self::Open { mut write, queue, .. } = core::mem::replace(self, Self::None) {
            let last = async {
                write.write_all(&queue).await?;
                write.shutdown().await
            };
            // What cannot be written any more is not missed.
            let _ = timeout(CLOSE_TIMEOUT, last).await;
        }
    }
}

fn explain(error: &io::Error) -> TransportError {
    // TLS says more about an end without good-bye than anybody wants to know.
    TransportError::new(match error.kind() {
        io::ErrorKind::UnexpectedEof => "the hub closed the connection".to_owned(),
        _ => format!("the connection was lost: {error}"),
    })
}

/// Writes as much as goes; nothing is lost if it is dropped before it ends.
async fn write_some(
    write: &mut WriteHalf<Stream>,
    queue: &mut Zeroizing<Vec<u8>>,
    unflushed: &mut bool,
) -> io::Result<()> {
    if !queue.is_empty() {
        let length = write.write(queue).await?;
        if length == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        queue.drain(..length);
        *unflushed = true;
    } else if *unflushed {
        write.flush().await?;
        *unflushed = false;
    } else {
        pending::<()>().await;
    }
    Ok(())
}
