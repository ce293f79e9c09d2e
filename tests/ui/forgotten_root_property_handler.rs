dtdl_runtime::include_dtdl!("models/dtmi/com/example/thermostat-1.json", repository = "models");

#[allow(unused_imports, reason = "not every mistake leaves a use for each")]
use dtdl_runtime::{Ack, CommandResult, Connection, DateTime, Desired};

struct Thermostat;

impl thermostat::CommandHandler for Thermostat {
    async fn get_max_min_report(&self, _: &thermostat::Context, _: DateTime) -> CommandResult<thermostat::TempReport> {
        Ok(thermostat::TempReport::default().into())
    }
}

fn main() {
    let connection = Connection::from_env().unwrap();
    let _ = thermostat::start(connection, Thermostat);
}
