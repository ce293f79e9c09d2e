dtdl_runtime::include_dtdl!("../samples/models/dtmi/com/example/thermostat-1.json", side = service);
use dtdl_runtime::service::{Error, Service};
use thermostat::{DesiredProperties, RemoteDevice, TelemetryMessage};

async fn warm_up(iot_hub: impl Service) -> Result<(), Error> {
    let device = RemoteDevice::new(iot_hub, "thermostat-1");
    let version = device.root().update(DesiredProperties::default().target_temperature(21.5)).await?;
    let twin = device.twin().await?;
    let answer = twin.reported.root.target_temperature.acknowledgement();
    let done = answer.is_some_and(|answer| answer.version == version && answer.status == 200);
    let report = device.root().get_max_min_report("2026-01-01T00:00:00Z".parse().expect("a date and time")).await?;
    println!("{done}: {:?} at most", report.value().and_then(|report| report.max_temp));
    Ok(())
}

fn temperature(component: Option<&str>, body: &[u8]) -> Option<f64> {
    match TelemetryMessage::decode(component, body) {
        Ok(TelemetryMessage::Root(message)) => message.value.temperature, // and `message.unread`: what the model does not know
        _ => None,
    }
}
