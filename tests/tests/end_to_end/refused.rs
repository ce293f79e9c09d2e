//! Devices that cannot get in: what their status says, and that they go on.

use dtdl_hub::{Hub, Refusal};
use dtdl_runtime::{Connection, Error, ErrorKind, Status};
use tokio::time::{sleep, timeout};

use crate::devices::single::thermostat;
use crate::devices::{PATIENCE, Recorder, connection, hub};

/// Waits for a status that shows an error of this kind.
async fn until(device: &thermostat::Device, kind: ErrorKind) -> (Error, core::time::Duration) {
    let mut status = device.status();
    let waiting = async {
        loop {
            if let (Some(error), Status::Disconnected { retry_in, .. }) = (status.error(), &status)
                && error.kind() == kind
            {
                return (error, retry_in.unwrap());
            }
            status = device.status_changed(&status).await;
        }
    };
    timeout(PATIENCE, waiting).await.expect("another status")
}

/// The device takes telemetry, and at its end says that the hub does not have it.
async fn goes_on(device: &thermostat::Device) {
    let telemetry = thermostat::Telemetry::default().temperature(21.5);
    let delivery = device.send(telemetry).await.unwrap();
    let lost = timeout(PATIENCE, device.shutdown()).await.unwrap().unwrap_err();
    assert_eq!(lost.kind(), ErrorKind::ShutDown);
    assert!(lost.to_string().contains("the last 1 telemetry messages"), "{lost}");
    assert_eq!(delivery.await.unwrap_err().kind(), ErrorKind::ShutDown);
}

fn start(connection: Connection) -> thermostat::Device {
    thermostat::start(connection, Recorder::new().0).unwrap()
}

fn with(hub: &Hub, connection_string: &str) -> Connection {
    let connection = Connection::from_connection_string(connection_string).unwrap();
    connection.trust_only_pem(hub.ca_pem())
}

#[tokio::test]
async fn a_wrong_key_is_a_refusal_and_is_tried_again_slowly() {
    let hub = hub().await;
    let right = hub.connection_string("dev").unwrap();
    let (address, _) = right.split_once("SharedAccessKey=").unwrap();
    let wrong = format!("{address}SharedAccessKey=bm90IHRoZSBkZXZpY2UncyBrZXksIGJ1dCBhIGtleQ==");
    let stranger = right.replace("DeviceId=dev;", "DeviceId=stranger;");
    for connection_string in [wrong, stranger] {
        let device = start(with(&hub, &connection_string));
        let (error, mut retry_in) = until(&device, ErrorKind::Unauthorized).await;
        assert!(error.to_string().contains("wrong or expired key"), "{error}");
        // Once more at once, since a new token may be all that is missing; then about every hour.
        while retry_in.as_secs() < 45 * 60 {
            sleep(retry_in).await;
            let before = device.status();
            timeout(PATIENCE, device.status_changed(&before)).await.unwrap();
            (_, retry_in) = until(&device, ErrorKind::Unauthorized).await;
        }
        assert!(retry_in.as_secs() < 75 * 60);
        goes_on(&device).await;
    }
}

#[tokio::test]
async fn a_hub_that_is_not_there_is_named() {
    let hub = hub().await;
    let connection = connection(&hub);
    let port = hub.port();
    hub.stop().await;
    let device = start(connection);
    let (error, retry_in) = until(&device, ErrorKind::Disconnected).await;
    assert!(
        error
            .to_string()
            .starts_with(&format!("cannot reach `localhost:{port}`: ")),
        "{error}"
    );
    assert!(error.kind() == ErrorKind::Disconnected && error.is_transient());
    assert!(retry_in.as_secs() < 30);
    goes_on(&device).await;
}

#[tokio::test]
async fn a_hub_whose_name_does_not_resolve_is_named() {
    let hub = hub().await;
    let nowhere = "HostName=hub.invalid;DeviceId=dev;SharedAccessKey=c2VjcmV0";
    let device = start(with(&hub, nowhere));
    let (error, _) = until(&device, ErrorKind::Disconnected).await;
    assert!(
        error.to_string().starts_with("cannot reach `hub.invalid:8883`: "),
        "{error}"
    );
    goes_on(&device).await;
}

#[tokio::test]
async fn a_certificate_that_does_not_verify_is_told_apart() {
    let (hub, other) = (hub().await, hub().await);
    let device = start(with(&other, &hub.connection_string("dev").unwrap()));
    let (error, retry_in) = until(&device, ErrorKind::Certificate).await;
    assert_eq!(
        error.to_string(),
        "the certificate of `localhost` does not verify: its issuer is not trusted, though another of the same name is"
    );
    assert!(retry_in.as_secs() < 30, "a clock or a network's portal may heal it");
    goes_on(&device).await;
}

#[tokio::test]
async fn a_certificate_for_another_name_does_not_verify() {
    let hub = hub().await;
    let right = hub.connection_string("dev").unwrap();
    // The same address under a name that is not on the certificate.
    let device = start(with(
        &hub,
        &right.replace("HostName=localhost", "HostName=localhost.localdomain"),
    ));
    let mut status = device.status();
    let waiting = async {
        while status.error().is_none() {
            status = device.status_changed(&status).await;
        }
        status.error().unwrap()
    };
    let error = timeout(PATIENCE, waiting).await.unwrap();
    // Where the system does not resolve the name, it is not reached at all.
    let expected = match error.kind() {
        ErrorKind::Certificate => "it is for another name",
        _ => "cannot reach `localhost.localdomain",
    };
    assert!(error.to_string().contains(expected), "{error}");
    goes_on(&device).await;
}

#[tokio::test]
async fn a_device_that_was_turned_away_gets_in_once_the_hub_takes_it() {
    let hub = hub().await;
    for refusal in [Refusal::Close, Refusal::Unavailable] {
        hub.refuse_connections(Some(refusal));
        let device = start(connection(&hub));
        until(&device, ErrorKind::Disconnected).await;
        hub.refuse_connections(None);
        timeout(PATIENCE, device.connected()).await.unwrap();
        device.shutdown().await.unwrap();
    }
}
