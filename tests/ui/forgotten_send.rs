#![deny(unused_must_use)]

dtdl_runtime::include_dtdl!("models/dtmi/com/example/thermostat-1.json", repository = "models");

fn main() {
    thermostat::Telemetry::default().temperature(21.5);
    thermostat::Properties::default().max_temp_since_last_reboot(30.0);
    thermostat::TempReport::default().max_temp(30.0);
}
