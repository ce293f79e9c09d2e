//! The generated API of a model: a value is sent, and its handle awaited.

use std::collections::VecDeque;
use std::sync::LazyLock;

use clients::{Client, Hub, Result, TEMPERATURE};
use dtdl_runtime::{Ack, CommandResult, Connection, DateTime, Desired, Resources, Settings};

dtdl_runtime::include_dtdl!("model.json");

/// Many devices of one process connect at once here.
static RESOURCES: LazyLock<Resources> = LazyLock::new(|| {
    let resources = Resources::new().connections_per_second(1000);
    resources.unwrap_or_else(|error| unreachable!("{error}"))
});

struct Thermostat;

impl thermostat::PropertyHandler for Thermostat {
    async fn target_temperature(&self, _: &thermostat::Context, desired: Desired<f64>) -> Ack<f64> {
        Ack::accepted(desired.value)
    }
}

impl thermostat::CommandHandler for Thermostat {
    async fn get_max_min_report(&self, _: &thermostat::Context, _: DateTime) -> CommandResult<thermostat::TempReport> {
        Ok(thermostat::TempReport::default().into())
    }
}

struct Device(thermostat::Device);

impl Client for Device {
    async fn start(hub: &Hub, id: String) -> Result<Self> {
        let connection = format!("HostName=localhost:{};DeviceId={id};SharedAccessKey=c2VjcmV0", hub.port);
        let connection = Connection::from_connection_string(&connection)?
            .trust_pem(&hub.ca_pem)
            .settings(Settings::default().in_flight(100))
            .resources(&RESOURCES);
        Ok(Self(thermostat::start(connection, Thermostat)?))
    }

    async fn send(&mut self, count: usize, in_flight: usize) -> Result<()> {
        let mut deliveries = VecDeque::with_capacity(in_flight);
        for _ in 0..count {
            if deliveries.len() == in_flight
                && let Some(oldest) = deliveries.pop_front()
            {
                oldest.await?;
            }
            deliveries.push_back(
                self.0
                    .send(thermostat::Telemetry::default().temperature(TEMPERATURE))
                    .await?,
            );
        }
        for delivery in deliveries {
            delivery.await?;
        }
        Ok(())
    }

    async fn rest(self) {
        std::future::pending().await
    }
}

fn main() -> Result<()> {
    clients::run::<Device>()
}
