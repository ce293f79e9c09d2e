//! Whole stories, with every fault the network and the hub know, each from a seed.

use super::*;

#[test]
fn under_every_network_fault_nothing_is_lost_and_order_is_kept() {
    let (mut duplicates, mut connects) = (0, 0);
    for seed in 0..300 {
        let mut world = World::new(seed, true);
        let mut sent = Vec::new();
        for index in 0..60 {
            let pause = world.random.below(Duration::from_millis(4000));
            world.run_until(world.now + pause);
            let time = world.time();
            match world.random.next() % 6 {
                0 => {
                    let report = format!(r#"{{"speedRpm":{index}}}"#);
                    world.session.report(Some("motor"), &report, time).unwrap();
                }
                1 => {
                    let patch = world
                        .hub
                        .desire(json!({"targetRpm": index, "motor": {"limitRpm": index + 1}}));
                    world.push_to_device(patch);
                }
                2 => {
                    let call = world.hub.call("motor*stop");
                    world.push_to_device(call);
                }
                _ => {
                    let body = format!(r#"{{"temperature":{index}}}"#);
                    world.session.send(Some("motor"), &body, time).unwrap();
                    sent.push(body);
                }
            }
        }
        let time = world.time();
        let report = world.session.report(None, r#"{"serialNumber":"last"}"#, time);
        report.unwrap();
        // An hour of trouble, then peace.
        world.run(3600.0);
        world.faults = false;
        world.breaks_after = u64::MAX;
        world.run(2.0 * 3600.0);

        assert_eq!(world.hub.telemetry, sent, "seed {seed}");
        assert_eq!(world.delivered, sent.len(), "seed {seed}");
        assert_eq!(world.hub.reported["serialNumber"], "last", "seed {seed}");
        let (desired, reported) = (&world.hub.desired, &world.hub.reported);
        if let Some(target) = desired.get("targetRpm") {
            assert_eq!(
                reported["targetRpm"],
                json!({"value": target, "ac": 200, "av": world.hub.version}),
                "seed {seed}"
            );
            assert_eq!(
                reported["motor"]["limitRpm"]["value"], desired["motor"]["limitRpm"],
                "seed {seed}"
            );
            assert_eq!(
                world.applied[&(None, "targetRpm")],
                Some(target.to_string()),
                "seed {seed}"
            );
        }
        duplicates += world.hub.duplicates;
        connects += world.hub.connects;
    }
    assert!(
        duplicates > 100 && connects > 2000,
        "the faults are real: {duplicates} duplicates, {connects} connects"
    );
}

#[test]
fn the_same_seed_plays_the_same_story() {
    let story = |seed| {
        let mut world = World::new(seed, true);
        world.session.send(None, r#"{"a":1}"#, at(0.0)).unwrap();
        world.run(600.0);
        format!("{:?} {:?}", world.events, world.hub)
    };
    assert_eq!(story(5), story(5));
}
