dtdl_runtime::include_dtdl!("models/dtmi/com/example/temperaturecontroller-1.json", repository = "models");

#[allow(unused_imports, reason = "not every mistake leaves a use for each")]
use dtdl_runtime::{Ack, CommandResult, Connection, DateTime, Desired};
use temperature_controller::{self as controller, thermostat};

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

struct Controller;

impl controller::CommandHandler for Controller {
    async fn reboot(&self, _: &controller::Context, _delay: i32) -> CommandResult<()> {
        Ok(().into())
    }
}

/// Compiled, not run: it would want a hub.
#[allow(dead_code)]
async fn device() -> Result<(), dtdl_runtime::Error> {
    let components = controller::Components { thermostat1: Thermostat, thermostat2: Thermostat };
    let device = controller::start(Connection::from_env()?, Controller, components)?;
    let information = controller::device_information::Properties::default().manufacturer("Acme");
    device.device_information().report(information).await?;
    device.thermostat1().send(thermostat::Telemetry::default().temperature(21.5)).await?.await
}

fn main() {
    assert_eq!(controller::MODEL_ID, "dtmi:com:example:TemperatureController;1");
}
