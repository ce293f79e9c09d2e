//! The hub, the network and the clock of a test.

use alloc::sync::Arc;
use core::future::ready;
use core::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::time::{Instant, sleep, timeout};

use super::cloud::DEVICE_ID;
use super::line::Line;
use crate::clock::virtual_time::AtWork;
use crate::service::{MethodResponse, Service};
use crate::shell::Resources;
use crate::wire::{PropertyBag, twin};
use crate::{Connection, DateTime, Error, ErrorKind};

/// A connection string whose key is `secret`: the hub in memory looks at none.
const CONNECTION_STRING: &str = "HostName=hub.test;DeviceId=device;SharedAccessKey=c2VjcmV0";
/// How far the clock moves so that everything that can happen now has happened.
const MOMENT: Duration = Duration::from_millis(1);
/// After so much virtual time nothing will happen any more.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);
/// How long the caller of a command waits.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// A hub in memory, with one device, the network between them, and the clock of both. See the [module](super).
///
/// Every method that makes something happen returns only when the device has nothing left to do at that moment; a
/// millisecond of virtual time has passed then.
#[derive(Debug)]
pub struct Hub {
    line: Line,
    runtime: Runtime,
    started: Instant,
}

impl Default for Hub {
    fn default() -> Self {
        Self::new()
    }
}

impl Hub {
    /// A hub that can be reached, with an empty twin, at the start of 2026.
    #[must_use]
    pub fn new() -> Self {
        Self::with_seed(0)
    }

    /// As [`Hub::new`]; the device draws other random numbers, such as how long it waits before it connects again.
    #[must_use]
    #[allow(
        clippy::expect_used,
        reason = "without sockets and threads an executor needs nothing that could be missing"
    )]
    pub fn with_seed(seed: u64) -> Self {
        let mut builder = Builder::new_current_thread();
        let runtime = builder.enable_time().start_paused(true).build();
        let runtime = runtime.expect("an executor in memory");
        let started = runtime.block_on(async { Instant::now() });
        Self {
            line: Line::new(seed),
            runtime,
            started,
        }
    }

    /// Starts the device: hands its connection to the generated `start`.
    ///
    /// # Errors
    ///
    /// The errors of `start`.
    pub fn start<D>(&self, start: impl FnOnce(Connection) -> Result<D, Error>) -> Result<D, Error> {
        let mut connection = Connection::from_connection_string(CONNECTION_STRING)?;
        connection.dial = Some((Arc::new(self.line.clone()), self.line.seed()));
        connection.resources = Some(Resources::unlimited());
        self.run(async { start(connection) })
    }

    /// Runs a future of the device: time passes as it needs it.
    ///
    /// # Panics
    ///
    /// If it does not end within a week of virtual time.
    #[track_caller]
    #[allow(clippy::panic, reason = "a test that waits in vain should say so")]
    pub fn run<F: Future>(&self, future: F) -> F::Output {
        match self.turn(async {
            let output = timeout(LONGEST, future).await;
            sleep(MOMENT).await;
            output
        }) {
            Ok(output) => output,
            Err(_) => panic!("what the test waits for did not happen within a week"),
        }
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        self.turn(async { sleep(by.max(MOMENT)).await });
    }

    /// Time passes in memory only.
    fn turn<F: Future>(&self, future: F) -> F::Output {
        let _at_work = AtWork::new(self.started);
        self.runtime.block_on(future)
    }

    /// Changes something at the hub, and lets the device do what follows from it.
    fn change<T>(&self, change: impl FnOnce(&mut super::cloud::Cloud) -> T) -> T {
        let changed = change(&mut self.line.cloud());
        self.advance(MOMENT);
        changed
    }

    /// The time of day, for the device as well.
    #[must_use]
    pub fn now(&self) -> DateTime {
        self.turn(async { DateTime::now() })
    }

    /// The device's identifier.
    #[must_use]
    pub const fn device_id(&self) -> &'static str {
        DEVICE_ID
    }

    /// Whether the hub has welcomed the device, and the connection is open.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.line.cloud().is_connected()
    }

    /// How often the device has connected.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.line.cloud().connections
    }

    /// The model that the device has announced.
    #[must_use]
    pub fn model_id(&self) -> Option<String> {
        self.line.cloud().model_id.clone()
    }

    /// Ends the connection. The device opens another by and by.
    pub fn cut(&self) {
        self.change(super::cloud::Cloud::cut);
    }

    /// Says whether the hub can be reached; if not, the connection ends as well.
    pub fn set_reachable(&self, reachable: bool) {
        self.change(|cloud| {
            cloud.is_reachable = reachable;
            if !reachable {
                cloud.cut();
            }
        });
    }

    /// Says whether the hub refuses the device when it connects: wrong key, or disabled.
    pub fn refuse_device(&self, refuse: bool) {
        self.change(|cloud| cloud.refuses_device = refuse);
    }

    /// Says with which status the hub refuses all reported properties; `None`: it takes them.
    pub fn refuse_reports(&self, status: Option<i32>) {
        self.change(|cloud| cloud.refuses_reports = status);
    }

    /// Says over which telemetry the hub ends the connection: over messages that have this in them.
    pub fn hang_up_over(&self, part: Option<&str>) {
        self.change(|cloud| cloud.hangs_up_over = part.map(str::to_owned));
    }

    /// The twin as the service API shows it.
    #[must_use]
    pub fn twin_json(&self) -> String {
        let cloud = self.line.cloud();
        let (desired, reported) = (cloud.desired_json(), cloud.reported_json());
        format!(r#"{{"properties":{{"desired":{desired},"reported":{reported}}}}}"#)
    }

    /// Merges a patch, a JSON object, into the desired properties, and returns their new version.
    ///
    /// # Errors
    ///
    /// If it is not a JSON object.
    pub fn update_desired_json(&self, patch: &str) -> Result<i64, Error> {
        let version = self.desire(patch)?;
        self.advance(MOMENT);
        Ok(version)
    }

    fn desire(&self, patch: &str) -> Result<i64, Error> {
        let members = twin::members(patch).map_err(|error| Error::new(ErrorKind::Value, error.to_string()))?;
        Ok(self.line.cloud().desire(&members))
    }

    /// Sends a message to the device, with properties: system properties have names such as `$.mid`. The hub keeps it until
    /// the device has acknowledged it.
    pub fn send_message(&self, properties: &[(&str, &str)], body: &[u8]) {
        let bag = |bag: PropertyBag, (name, value): &(&str, &str)| bag.with(name, value);
        let properties = properties.iter().fold(PropertyBag::new(), bag);
        self.change(|cloud| cloud.send(properties, body));
    }

    /// Sends the device a message on any topic, as a hub might that is newer, or broken.
    pub fn send_raw(&self, topic: &str, body: &[u8]) {
        self.change(|cloud| cloud.send_raw(topic, body));
    }

    /// How many messages to the device it has not acknowledged.
    #[must_use]
    pub fn unsettled_messages(&self) -> usize {
        self.line.cloud().unsettled()
    }

    /// Calls a direct method, `command` or `component*command`, with JSON or nothing.
    ///
    /// # Errors
    ///
    /// If the device is not connected, or does not answer within 30 seconds.
    pub fn call_json(&self, method: &str, payload: &str) -> Result<MethodResponse, Error> {
        self.run(self.call(method, payload))
    }

    async fn call(&self, method: &str, payload: &str) -> Result<MethodResponse, Error> {
        let disconnected = |why| Error::new(ErrorKind::Disconnected, why);
        let call = self.line.cloud().call(method, payload);
        let answer = call.ok_or_else(|| disconnected("the device is not connected"))?;
        match timeout(CALL_TIMEOUT, answer).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(_)) => Err(disconnected("the connection ended before the device answered")),
            Err(_) => Err(disconnected("the device did not answer in time")),
        }
    }

    pub(super) const fn line(&self) -> &Line {
        &self.line
    }
}

/// For code generated for the service's side; await its calls within [`Hub::run`].
impl Service for Hub {
    type Error = Error;

    fn twin(&self, _: &str) -> impl Future<Output = Result<String, Error>> {
        ready(Ok(self.twin_json()))
    }

    fn update_desired(&self, _: &str, patch: &str) -> impl Future<Output = Result<i64, Error>> {
        ready(self.desire(patch))
    }

    fn invoke(&self, _: &str, method: &str, payload: &str) -> impl Future<Output = Result<MethodResponse, Error>> {
        self.call(method, payload)
    }
}
