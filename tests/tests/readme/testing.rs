use super::*;
use core::time::Duration;
use dtdl_runtime::testing::Hub;

#[test]
fn a_target_is_accepted_and_an_outage_loses_nothing() -> Result<(), Error> {
    let hub = Hub::new();
    let device = hub.start(|connection| thermostat::start(connection, Thermostat))?;

    let version = hub.root().set_desired("targetTemperature", &24.5)?;
    let target = hub.root().reported::<f64>("targetTemperature")?;
    assert_eq!(target[0].acknowledgement().map(|it| (it.status, it.version)), Some((200, version)));

    hub.cut();
    hub.run(device.send(thermostat::Telemetry::default().temperature(21.5)))?;
    hub.advance(Duration::from_secs(60)); // connected again
    assert_eq!(hub.root().telemetry::<thermostat::Telemetry>()?.len(), 1);
    Ok(())
}
