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

impl controller::CommandHandler for Controller {}

fn main() {
    let components = controller::Components { thermostat1: Thermostat, thermostat2: Thermostat };
    let connection = Connection::from_env().unwrap();
    let _ = controller::start(connection, Controller, components);
}
