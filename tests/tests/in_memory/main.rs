//! Devices in memory, in virtual time: what the `testing` feature of the runtime lets a test do and see.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod components;
mod maps;
mod outages;
mod refusals;
mod typed;

use core::time::Duration;
use std::sync::{Arc, Mutex};

use dtdl_runtime::testing::Hub;
use dtdl_runtime::{Ack, CommandResult, DateTime, Desired};

dtdl_runtime::include_dtdl!("../samples/models/dtmi/com/example/thermostat-1.json", side = both);

use thermostat::{Context, Device, Properties, Telemetry, TempReport};

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

/// Takes its time for every target, and remembers those it has got.
#[derive(Clone, Default)]
struct Slow(Arc<Mutex<Vec<f64>>>);

impl thermostat::PropertyHandler for Slow {
    async fn target_temperature(&self, _: &Context, desired: Desired<f64>) -> Ack<f64> {
        self.0.lock().unwrap().push(desired.value);
        tokio::time::sleep(10 * SECOND).await;
        Ack::accepted(desired.value)
    }
}

impl thermostat::CommandHandler for Slow {
    async fn get_max_min_report(&self, _: &Context, since: DateTime) -> CommandResult<TempReport> {
        tokio::time::sleep(5 * SECOND).await;
        Ok(TempReport::default().start_time(since).end_time(DateTime::now()).into())
    }
}

fn start(hub: &Hub) -> (Device, Slow) {
    let handler = Slow::default();
    let device = hub.start(|connection| thermostat::start(connection, handler.clone()));
    (device.unwrap(), handler)
}

fn temperature(value: f64) -> Telemetry {
    Telemetry::default().temperature(value)
}

fn temperatures(hub: &Hub) -> Vec<Option<f64>> {
    let messages: Vec<Telemetry> = hub.root().telemetry().unwrap();
    messages.into_iter().map(|message| message.temperature).collect()
}
