//! The demo: no connection is configured, so a hub runs in this process, and somebody plays the cloud. Nothing of it
//! belongs in a product. The test plays the cloud as well, without network and without waiting.

use core::pin::Pin;
use core::time::Duration;
use std::time::SystemTime;

use dtdl_hub::{Event, EventKind, Events, Hub};
use dtdl_runtime::{Connection, DateTime, Error, ErrorKind};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::time::timeout;

const DEVICE: &str = "temperature-controller";
const PATIENCE: Duration = Duration::from_secs(20);

type Failure = Box<dyn core::error::Error + Send + Sync>;
type Stop = Pin<Box<dyn Future<Output = ()>>>;

/// The connection that is configured, until Ctrl-C; or one to a hub in this process, until the demo is over.
pub(crate) async fn connection_or_demo() -> Result<(Connection, Stop), Error> {
    match Connection::from_env() {
        Err(error) if error.kind() == ErrorKind::NotConfigured => {}
        configured => return Ok((configured?, Box::pin(interrupted()))),
    }
    println!("IOTHUB_DEVICE_CONNECTION_STRING is not set: this is a demo, with a hub in the same process.\n");
    let (hub, connection_string) = start_hub().await.unwrap_or_else(|error| give_up(&*error));
    let connection = Connection::from_connection_string(&connection_string)?.trust_only_pem(hub.ca_pem());
    tokio::spawn(print(hub.events()));
    let (over, is_over) = oneshot::channel();
    tokio::spawn(async move {
        if let Err(error) = play(&hub, over).await {
            give_up(&*error);
        }
        // The hub lasts as long as the program, so that the device can say goodbye to it.
        core::future::pending::<()>().await;
    });
    let stop = async {
        tokio::select! {
            () = interrupted() => {}
            _ = is_over => {}
        }
    };
    Ok((connection, Box::pin(stop)))
}

async fn start_hub() -> Result<(Hub, String), Failure> {
    let hub = Hub::builder().device(DEVICE).start().await?;
    let connection_string = hub.connection_string(DEVICE)?;
    Ok((hub, connection_string))
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Then Ctrl-C ends the program without our help.
        core::future::pending::<()>().await;
    }
}

/// What a service does: sets a target for one thermostat, asks the other for a report, restarts the device.
async fn play(hub: &Hub, over: oneshot::Sender<()>) -> Result<(), Failure> {
    let device = hub.device(DEVICE)?;
    let mut events = hub.events();
    wait_for(&mut events, |event| {
        matches!(&event.kind, EventKind::Telemetry(message) if message.component.as_deref() == Some("thermostat2"))
    })
    .await?;
    let started = SystemTime::now() - PATIENCE;
    device
        .update_desired(json!({"thermostat1": {"__t": "c", "targetTemperature": 24.5}}))
        .await?;
    wait_for(&mut events, |event| {
        matches!(&event.kind, EventKind::Reported { patch, .. }
            if patch.get("thermostat1").and_then(|part| part.pointer("/targetTemperature/ac")) == Some(&json!(200)))
    })
    .await?;
    let since = DateTime::try_from(started)?.to_string();
    device
        .call("thermostat2*getMaxMinReport", json!(since), PATIENCE)
        .await?;
    device.call("reboot", json!(1), PATIENCE).await?;
    // A receiver that is gone has been stopped by Ctrl-C.
    let _ = over.send(());
    wait_for(&mut events, |event| {
        matches!(event.kind, EventKind::Disconnected { .. })
    })
    .await
}

async fn wait_for(events: &mut Events, wanted: impl Fn(&Event) -> bool) -> Result<(), Failure> {
    match timeout(PATIENCE, events.wait_for(wanted)).await {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err("the hub stopped".into()),
        Err(_) => Err("the device did not do in time what the demo waits for".into()),
    }
}

/// Prints the conversation as the hub sees it.
async fn print(mut events: Events) {
    while let Some(event) = events.next().await {
        match event.kind {
            EventKind::Connected { model_id, .. } => println!("device  connects as {}", model_id.unwrap_or_default()),
            EventKind::Telemetry(message) => {
                let component = message.component.as_deref().unwrap_or("(root)");
                println!(
                    "device  telemetry  {component} {}",
                    String::from_utf8_lossy(&message.body)
                );
            }
            EventKind::Reported { patch, .. } => println!("device  reports    {}", Value::Object(patch)),
            EventKind::Desired { patch, version, .. } => {
                println!("cloud   desires    {} (version {version})", Value::Object(patch));
            }
            EventKind::MethodCall { method, payload } => println!("cloud   calls      {method} {payload}"),
            EventKind::MethodResponse {
                method,
                status,
                payload,
            } => {
                println!("device  answers    {method} {status} {payload}");
            }
            EventKind::Refused { reason, .. } => println!("hub     refuses the device: {reason}"),
            EventKind::Disconnected { reason } => println!("device  disconnects ({reason:?})"),
            _ => {}
        }
    }
}

fn give_up(error: &(dyn core::error::Error + Send + Sync)) -> ! {
    eprintln!("The demo failed: {error}");
    std::process::exit(1)
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use dtdl_runtime::Error;
    use dtdl_runtime::testing::Hub;

    use crate::controller::thermostat::{Properties, Telemetry, TempReport};
    use crate::{Thermostat, controller};

    #[test]
    fn one_thermostat_reaches_its_target_and_the_other_reports_until_the_device_is_rebooted() -> Result<(), Error> {
        let hub = Hub::new();
        let [first, second] = [Thermostat::default(), Thermostat::default()];
        let components = controller::Components {
            thermostat1: first.clone(),
            thermostat2: second.clone(),
        };
        let handler = [first.clone(), second.clone()];
        let device = hub.start(|connection| controller::start(connection, handler, components))?;
        let (thermostat1, thermostat2) = (hub.component("thermostat1"), hub.component("thermostat2"));
        let since = hub.now();
        let version = thermostat1.set_desired("targetTemperature", &24.5)?;
        for _ in 0..7 {
            hub.run(first.step(device.thermostat1()))?;
            hub.run(second.step(device.thermostat2()))?;
            hub.advance(Duration::from_secs(1));
        }

        let sent: Vec<Telemetry> = thermostat1.telemetry()?;
        assert_eq!(sent.last(), Some(&Telemetry::default().temperature(24.5)));
        let target = thermostat1.reported::<f64>("targetTemperature")?;
        let acknowledged = target.iter().filter_map(|each| each.acknowledgement());
        let acknowledged: Vec<_> = acknowledged.map(|each| (each.status, each.version)).collect();
        assert_eq!(acknowledged, [(203, 0), (202, version), (200, version)]);

        let report: TempReport = thermostat2.call("getMaxMinReport", &since)?.decode()?;
        assert_eq!((report.max_temp, report.min_temp), (Some(20.0), Some(10.0)));
        let six_seconds = report.end_time.map(|end| end.unix_nanoseconds() / 1_000_000_000);
        assert_eq!(six_seconds, Some(since.unix_nanoseconds() / 1_000_000_000 + 6));
        assert_eq!(thermostat2.call("getMaxMinReport", &hub.now())?.status, 404);

        assert_eq!(hub.root().call("reboot", &60)?.status, 200);
        hub.advance(Duration::from_secs(61));
        thermostat1.set_desired("targetTemperature", &22.0)?;
        hub.run(first.step(device.thermostat1()))?;
        let properties: Properties = thermostat1.properties()?;
        assert_eq!(properties.max_temp_since_last_reboot.value(), Some(&23.25));
        assert_eq!(hub.root().call("reboot", &-1)?.status, 400);
        Ok(())
    }
}
