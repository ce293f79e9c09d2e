dtdl_runtime::include_dtdl!("../samples/models/dtmi/com/example/thermostat-1.json");
use dtdl_runtime::{Ack, CommandResult, Connection, DateTime, Desired, Error};

struct Thermostat;

impl thermostat::PropertyHandler for Thermostat {
    // one method per writable property
    async fn target_temperature(&self, _: &thermostat::Context, desired: Desired<f64>) -> Ack<f64> {
        Ack::accepted(desired.value)
    }
}

impl thermostat::CommandHandler for Thermostat {
    // one method per command
    async fn get_max_min_report(&self, _: &thermostat::Context, _: DateTime) -> CommandResult<thermostat::TempReport> {
        Ok(thermostat::TempReport::default().max_temp(21.5).into())
    }
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let device = thermostat::start(Connection::from_env()?, Thermostat)?; // ready at once, online or not
    device.send(thermostat::Telemetry::default().temperature(21.5)).await?.await // sent, and acknowledged
}
