//! What goes in and comes out is typed, and time passes only when it is told to.

use super::*;

#[test]
fn a_device_says_who_it_is_and_hears_of_its_targets_and_commands() {
    let hub = Hub::new();
    let (device, handler) = start(&hub);
    assert!(hub.is_connected());
    assert_eq!(hub.model_id().as_deref(), Some(thermostat::MODEL_ID));
    assert_eq!(device.status().to_string(), "connected");

    let version = hub.root().set_desired("targetTemperature", &21.5).unwrap();
    assert_eq!(*handler.0.lock().unwrap(), [21.5]);
    assert!(hub.root().reported::<f64>("targetTemperature").unwrap().is_empty());
    hub.advance(10 * SECOND);
    let reported = hub.root().reported::<f64>("targetTemperature").unwrap();
    let acknowledged = reported[0].acknowledgement().unwrap();
    assert_eq!((reported[0].value(), acknowledged.status), (Some(&21.5), 200));
    assert_eq!(acknowledged.version, version);

    let before = hub.now();
    let response = hub.root().call("getMaxMinReport", &before).unwrap();
    let report: TempReport = response.decode().unwrap();
    assert_eq!((response.status, report.start_time), (200, Some(before)));
    let took = report.end_time.unwrap().unix_nanoseconds() - before.unix_nanoseconds();
    assert_eq!(took / 1_000_000_000, 5, "of virtual time");
    assert_eq!(hub.root().call("getMaxMinReport", &5).unwrap().status, 400);
    assert_eq!(hub.root().call_without_request("selfDestruct").unwrap().status, 404);

    hub.run(device.report(Properties::default().max_temp_since_last_reboot(21.5)))
        .unwrap();
    let properties: Properties = hub.root().properties().unwrap();
    assert_eq!(
        properties,
        Properties::default()
            .max_temp_since_last_reboot(21.5)
            .target_temperature(21.5)
    );
    hub.run(device.shutdown()).unwrap();
    assert!(!hub.is_connected());
}

#[test]
fn of_targets_that_come_while_the_handler_is_at_work_it_gets_the_newest() {
    let hub = Hub::new();
    let (_device, handler) = start(&hub);
    for target in [20.0, 21.0, 22.0, 23.0] {
        hub.root().set_desired("targetTemperature", &target).unwrap();
    }
    hub.advance(30 * SECOND);
    assert_eq!(*handler.0.lock().unwrap(), [20.0, 23.0]);
    let reported = hub.root().reported::<f64>("targetTemperature").unwrap();
    let values: Vec<_> = reported.iter().map(|each| each.value().copied()).collect();
    assert_eq!(values, [Some(23.0)], "the acknowledgement of the newest speaks for all");
    hub.root().remove_desired("targetTemperature").unwrap();
    hub.advance(30 * SECOND);
    assert!(hub.root().reported::<f64>("targetTemperature").unwrap().is_empty());
}

#[test]
fn what_is_not_of_the_model_is_an_error_that_says_where() {
    let hub = Hub::new();
    let (device, _) = start(&hub);
    hub.run(device.send(temperature(21.5))).unwrap();
    let other = hub.root().telemetry::<TempReport>().unwrap_err();
    assert_eq!(other.to_string(), "temperature: the model has no such member");
    assert!(hub.update_desired_json("[]").is_err());
    hub.update_desired_json(r#"{"targetTemperature":"warm"}"#).unwrap();
    let refused = hub.root().reported::<f64>("targetTemperature").unwrap();
    assert_eq!(refused[0].acknowledgement().unwrap().status, 400);
}

#[test]
fn the_same_seed_plays_the_same_story_and_another_seed_another() {
    let story = |seed| {
        let hub = Hub::with_seed(seed);
        let (device, _) = start(&hub);
        let mut story = Vec::new();
        for step in 0..40 {
            if step % 4 == 0 {
                hub.set_reachable(step % 8 == 0);
            }
            hub.run(device.send(temperature(f64::from(step)))).unwrap();
            hub.advance(7 * SECOND);
            story.push((hub.connections(), device.status(), temperatures(&hub)));
        }
        story
    };
    assert_eq!(story(7), story(7));
    assert_ne!(story(7), story(8));
}

#[test]
fn both_ends_are_typed_to_the_last_name() {
    let hub = Hub::new();
    let (device, _) = start(&hub);
    let remote = thermostat::RemoteDevice::new(&hub, hub.device_id());
    hub.run(async {
        let desired = thermostat::DesiredProperties::default().target_temperature(21.5);
        let version = remote.root().update(desired).await.unwrap();
        let since = DateTime::now();
        let report = remote.root().get_max_min_report(since).await.unwrap().into_value();
        assert_eq!(report.unwrap().start_time, Some(since));
        tokio::time::sleep(10 * SECOND).await;
        let twin = remote.twin().await.unwrap().strictly().unwrap();
        let target = twin.reported.root.target_temperature;
        let acknowledged = target.acknowledgement().unwrap();
        assert_eq!((acknowledged.status, acknowledged.version), (200, version));
        assert_eq!(target.value(), Some(&21.5));
        device.shutdown().await.unwrap();
        assert!(remote.root().get_max_min_report(since).await.is_err());
    });
}
