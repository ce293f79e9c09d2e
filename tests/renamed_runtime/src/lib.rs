//! A user of the macro whose manifest gives the runtime another name: nothing has to be said about it.

#[cfg(test)]
nickname::include_dtdl!(
    "../../samples/models/dtmi/com/example/temperaturecontroller-1.json",
    repository = "../../samples/models"
);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use nickname::{Ack, CommandResult, Connection, DateTime, Desired};

    use super::temperature_controller::{self as controller, thermostat};

    struct Handler;

    impl thermostat::PropertyHandler for Handler {
        async fn target_temperature(&self, _: &thermostat::Context, desired: Desired<f64>) -> Ack<f64> {
            Ack::accepted(desired.value)
        }
    }

    impl thermostat::CommandHandler for Handler {
        async fn get_max_min_report(
            &self,
            _: &thermostat::Context,
            _: DateTime,
        ) -> CommandResult<thermostat::TempReport> {
            Ok(thermostat::TempReport::default().into())
        }
    }

    impl controller::CommandHandler for Handler {
        async fn reboot(&self, _: &controller::Context, _: i32) -> CommandResult<()> {
            Ok(().into())
        }
    }

    #[test]
    fn a_device_starts_under_the_other_name() {
        let connection = "HostName=localhost;DeviceId=dev;SharedAccessKey=c2VjcmV0";
        let connection = Connection::from_connection_string(connection).unwrap();
        let components = controller::Components {
            thermostat1: Handler,
            thermostat2: Handler,
        };
        let (device, _driver) = controller::start_with_driver(connection, Handler, components).unwrap();
        assert_eq!(device.thermostat1().component_name(), Some("thermostat1"));
        assert_eq!(controller::MODEL_ID, "dtmi:com:example:TemperatureController;1");
    }
}
