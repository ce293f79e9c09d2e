//! Telemetry over which the hub ends the connection.

use super::*;

/// Sends numbered messages, one of them disliked, a second apart on average. Returns what was sent.
fn send_some(world: &mut World, count: u32) -> Vec<String> {
    let mut sent = Vec::new();
    for index in 0..count {
        let body = match index {
            20 => r#"{"poison":true}"#.to_string(),
            _ => format!(r#"{{"temperature":{index}}}"#),
        };
        world.session.send(None, &body, world.time()).unwrap();
        sent.push(body);
        let pause = world.random.below(Duration::from_secs(2));
        world.run_until(world.now + pause);
    }
    sent
}

#[test]
fn a_message_over_which_the_hub_hangs_up_is_given_up_and_the_others_arrive() {
    for (seed, faults) in (0..40).map(|seed| (seed, seed % 2 == 1)) {
        let mut world = World::new(seed, faults);
        world.hub.dislikes = Some("poison");
        let mut sent = send_some(&mut world, 200);
        world.run(1800.0);
        world.faults = false;
        world.breaks_after = u64::MAX;
        // The verdict needs others that pass.
        for index in 200..230 {
            let body = format!(r#"{{"temperature":{index}}}"#);
            world.session.send(None, &body, world.time()).unwrap();
            sent.push(body);
            world.run(60.0);
        }
        sent.remove(20);
        sent.sort();
        world.hub.telemetry.sort();
        assert_eq!(world.hub.telemetry, sent, "seed {seed}");
        assert_eq!((world.delivered, world.given_up), (229, 1), "seed {seed}");
        assert!(faults || world.hub.connects < 20, "{} connects", world.hub.connects);
    }
}

#[test]
fn the_verdict_comes_within_minutes() {
    let mut world = World::new(1, false);
    world.hub.dislikes = Some("poison");
    send_some(&mut world, 21);
    let mut seconds = 0;
    while world.given_up == 0 {
        world.session.send(None, r#"{"temperature":1}"#, world.time()).unwrap();
        world.run(1.0);
        seconds += 1;
        assert!(seconds < 300, "no verdict");
    }
}

#[test]
fn a_hub_that_hangs_up_over_every_message_for_a_day_gets_all_of_them_afterwards() {
    for seed in 0..10 {
        let mut world = World::new(seed, false);
        world.hub.dislikes = Some("");
        let mut sent = send_some(&mut world, 50);
        world.run(24.0 * 3600.0);
        assert_eq!(world.hub.telemetry, [""; 0]);
        world.hub.dislikes = None;
        world.run(3600.0);
        sent.sort();
        world.hub.telemetry.sort();
        assert_eq!(world.hub.telemetry, sent, "seed {seed}");
        assert_eq!((world.delivered, world.given_up), (50, 0), "seed {seed}");
    }
}

#[test]
fn a_single_message_that_is_disliked_does_not_keep_the_device_from_its_commands() {
    let mut world = World::new(1, false);
    world.hub.dislikes = Some("poison");
    world.session.send(None, r#"{"poison":true}"#, world.time()).unwrap();
    world.run(3600.0);
    assert!(world.hub.connects < 60, "{} connects", world.hub.connects);
    for call in 1..100 {
        let request = world.hub.call("stop");
        world.push_to_device(request);
        world.run(10.0);
        if world.hub.responses.len() < call {
            // The one moment at which the connection was gone again.
            world.hub.responses.push(String::new());
        }
    }
    let missed = world
        .hub
        .responses
        .iter()
        .filter(|response| response.is_empty())
        .count();
    assert!(missed < 10, "{missed} of 100 commands were not answered");
}
