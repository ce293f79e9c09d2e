//! Starting and ending a device that reaches no hub.
#![cfg(feature = "mqtt")]
#![allow(clippy::unwrap_used, reason = "tests")]

use core::pin::pin;
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::sync::Arc;
use std::task::Wake;
use std::thread::Thread;

use dtdl_runtime::generated::v1::{
    Acknowledgement, BoxFuture, CommandAnswer, CommandCall, DecodeError, DesiredProperty, DeviceModel, EncodeError,
    Json, Link, Object, ObjectEncoder, start, start_with_driver,
};
use dtdl_runtime::{Connection, ErrorKind, Settings, Status};

/// A certificate whose key is gone.
const LOST_CA: &str = include_str!("../src/shell/test_ca.pem");

struct Nothing;

impl DeviceModel for Nothing {
    fn model_id(&self) -> &'static str {
        "dtmi:com:example:Nothing;1"
    }

    fn components(&self) -> &'static [&'static str] {
        &[]
    }

    fn writable_properties(&self) -> &'static [(Option<&'static str>, &'static str)] {
        &[]
    }

    fn desired<'a>(&'a self, _: &'a Link, property: DesiredProperty<'a>) -> BoxFuture<'a, Acknowledgement> {
        Box::pin(core::future::ready(property.unknown()))
    }

    fn command<'a>(&'a self, _: &'a Link, command: CommandCall<'a>) -> BoxFuture<'a, CommandAnswer> {
        Box::pin(core::future::ready(command.unknown()))
    }
}

#[derive(Default)]
struct Telemetry;

impl Object for Telemetry {
    fn encode_members(&self, object: &mut ObjectEncoder<'_>) -> Result<(), EncodeError> {
        object.required("temperature", &21.5)
    }

    fn decode_member(&mut self, _: &str, _: Json<'_>) -> Result<bool, DecodeError> {
        Ok(false)
    }
}

/// To a port where no hub listens.
fn nowhere() -> Connection {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let text = format!("HostName=localhost:{port};DeviceId=d;SharedAccessKey=c2VjcmV0");
    Connection::from_connection_string(&text)
        .unwrap()
        .trust_only_pem(LOST_CA)
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The smallest of executors.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn a_driver_runs_on_any_executor_and_ends_with_the_device() {
    let (device, link, driver) = start_with_driver(nowhere(), Nothing).unwrap();
    let running = std::thread::spawn(move || block_on(driver));
    let delivery = block_on(link.send_telemetry(&Telemetry)).unwrap();
    let status = block_on(device.status_changed(&Status::Connecting));
    assert_eq!(status.error().unwrap().kind(), ErrorKind::Disconnected, "{status}");
    let lost = block_on(device.shutdown()).unwrap_err();
    assert_eq!(
        lost.to_string(),
        "shut down before the service had the last 1 telemetry messages"
    );
    assert_eq!(block_on(delivery).unwrap_err().kind(), ErrorKind::ShutDown);
    running.join().unwrap();
    assert_eq!(device.status(), Status::ShutDown);
    block_on(device.connected());
    assert_eq!(
        block_on(link.send_telemetry(&Telemetry)).unwrap_err().kind(),
        ErrorKind::ShutDown
    );
}

#[test]
fn a_driver_that_is_dropped_ends_the_device() {
    let (device, link, driver) = start_with_driver(nowhere(), Nothing).unwrap();
    drop(driver);
    block_on(device.connected());
    assert_eq!(device.status(), Status::ShutDown);
    let error = block_on(device.shutdown()).unwrap_err();
    assert!(error.to_string().contains("driver was dropped"), "{error}");
    assert_eq!(
        block_on(link.send_telemetry(&Telemetry)).unwrap_err().kind(),
        ErrorKind::ShutDown
    );
}

#[test]
fn only_wrong_settings_keep_a_device_from_starting() {
    let outside = start(nowhere(), Nothing).unwrap_err();
    assert_eq!(outside.kind(), ErrorKind::Configuration);
    let without_certificate = nowhere().trust_only_pem("nothing in it");
    let error = start_with_driver(without_certificate, Nothing).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[test]
fn a_setting_out_of_range_keeps_a_device_from_starting() {
    let connection = nowhere().settings(Settings::default().keep_alive(Duration::from_secs(2000)));
    let error = start_with_driver(connection, Nothing).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "the setting `keep_alive` is 2000s; set it to between 1 and 1177 s"
    );
}

#[test]
fn a_sender_that_waits_for_room_ends_with_the_device() {
    let connection = nowhere().settings(Settings::default().outbox_messages(1));
    let (_device, link, driver) = start_with_driver(connection, Nothing).unwrap();
    block_on(link.send_telemetry(&Telemetry)).unwrap();
    let waiting: Vec<_> = (0..3)
        .map(|_| {
            let link = link.clone();
            std::thread::spawn(move || block_on(link.send_telemetry(&Telemetry)).map(drop))
        })
        .collect();
    std::thread::sleep(Duration::from_millis(50));
    drop(driver);
    for thread in waiting {
        let error = thread.join().unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ShutDown);
    }
}

#[tokio::test]
async fn a_device_starts_at_once_on_a_tokio_runtime() {
    let (device, _) = start(nowhere(), Nothing).unwrap();
    assert_eq!(device.status(), Status::Connecting);
    device.status_changed(&Status::Connecting).await;
    device.shutdown().await.unwrap();
}

#[test]
fn a_driver_of_its_own_thread_that_is_dropped_midway_ends_the_device() {
    let (device, _link, driver) = start_with_driver(nowhere(), Nothing).unwrap();
    let mut driver = Box::pin(driver);
    let _ = driver.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    drop(driver);
    let deadline = std::time::Instant::now() + Duration::from_secs(60);
    while device.status() != Status::ShutDown {
        assert!(std::time::Instant::now() < deadline, "{:?}", device.status());
        std::thread::sleep(Duration::from_millis(20));
    }
}
