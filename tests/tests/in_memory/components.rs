//! A device with components.

use dtdl_runtime::testing::Hub;
use dtdl_runtime::{Ack, CommandResult, DateTime, Desired};

dtdl_runtime::include_dtdl!(
    "../samples/models/dtmi/com/example/temperaturecontroller-1.json",
    repository = "../samples/models"
);

use temperature_controller::{Components, Context, Properties, Telemetry, thermostat};

/// Tells the whole device what happens to one of its thermostats.
struct Thermostat;

impl thermostat::PropertyHandler for Thermostat {
    async fn target_temperature(&self, context: &thermostat::Context, desired: Desired<f64>) -> Ack<f64> {
        // A name to keep, as those of `Remote` and `Link`.
        let name: Option<&'static str> = context.component_name();
        assert_eq!(name, Some("thermostat2"));
        let device = context.device();
        assert_eq!(device.component_name(), None);
        let serial_number = Properties::default().serial_number("from a component");
        device.report(serial_number).await.unwrap();
        device
            .send(Telemetry::default().working_set(desired.value))
            .await
            .unwrap();
        Ack::accepted(desired.value)
    }
}

impl thermostat::CommandHandler for Thermostat {
    async fn get_max_min_report(&self, _: &thermostat::Context, _: DateTime) -> CommandResult<thermostat::TempReport> {
        Ok(thermostat::TempReport::default().into())
    }
}

struct Controller;

impl temperature_controller::CommandHandler for Controller {
    async fn reboot(&self, _: &Context, _: i32) -> CommandResult<()> {
        Ok(().into())
    }
}

#[test]
fn a_components_handler_sends_and_reports_for_the_device() {
    let hub = Hub::new();
    let start = |connection| {
        let components = Components {
            thermostat1: Thermostat,
            thermostat2: Thermostat,
        };
        temperature_controller::start(connection, Controller, components)
    };
    let _device = hub.start(start).unwrap();
    hub.component("thermostat2")
        .set_desired("targetTemperature", &48.0)
        .unwrap();
    let sent: Vec<Telemetry> = hub.root().telemetry().unwrap();
    assert_eq!(sent, [Telemetry::default().working_set(48.0)]);
    let reported = hub.root().reported::<String>("serialNumber").unwrap();
    assert_eq!(reported[0].value().map(String::as_str), Some("from a component"));
}
