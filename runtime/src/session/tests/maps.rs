//! Maps and objects whose members come and go.

use serde_json::{Map, Value};

use super::*;
use crate::retry::Random;
use crate::wire::merge::is_same;

const PROPERTIES: [(Option<&str>, &str); 3] = [(None, "labels"), (None, "layout"), (Some("motor"), "limits")];

/// An object of few names, so that the next one shares some of them.
fn object(random: &mut Random, levels: u32) -> Value {
    let mut members = Map::new();
    for name in ["a", "b", "value", "ac", "av"] {
        if random.next().is_multiple_of(2) {
            members.insert(name.into(), value(random, levels));
        }
    }
    Value::Object(members)
}

fn value(random: &mut Random, levels: u32) -> Value {
    match random.next() % 6 {
        0 => json!(random.next() % 3),
        1 => json!(["x", {"a": null}, random.next() % 3]),
        2 => json!("text"),
        3 => Value::Null,
        _ if levels == 0 => json!(true),
        _ => object(random, levels - 1),
    }
}

/// As a twin keeps it: members of objects that are null are not there.
fn kept(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            members.map(|(name, value)| (name.clone(), kept(value))).collect()
        }
        other => other.clone(),
    }
}

fn held<'a>(twin: &'a Map<String, Value>, (component, name): (Option<&str>, &str)) -> Option<&'a Value> {
    match component {
        Some(component) => twin.get(component)?.get(name),
        None => twin.get(name),
    }
}

#[test]
fn the_twin_is_the_last_report_whatever_came_and_went() {
    for seed in 0..100 {
        let mut world = World::new(seed, true);
        let mut wanted: [Option<Value>; 3] = Default::default();
        let report = |world: &mut World, index: usize, value: &Value| {
            let (component, name) = PROPERTIES[index];
            let properties = json!({name: value}).to_string();
            let time = world.time();
            world.session.report(component, &properties, time).unwrap();
        };
        for _ in 0..60 {
            let pause = world.random.below(Duration::from_secs(20));
            world.run_until(world.now + pause);
            match world.random.next() % 10 {
                0 => world.restart(),
                1..4 => {
                    let target = json!({"targetRpm": value(&mut world.random, 2)});
                    let patch = world.hub.desire(target);
                    world.push_to_device(patch);
                }
                _ => {
                    let index = (world.random.next() % 3) as usize;
                    let value = match world.random.next() % 8 {
                        0 => Value::Null,
                        _ => object(&mut world.random, 2),
                    };
                    report(&mut world, index, &value);
                    wanted[index] = Some(value);
                }
            }
        }
        // Reports of before a restart may be lost: the device says once more what it has.
        for (index, value) in wanted.iter().enumerate() {
            if let Some(value) = value {
                report(&mut world, index, value);
            }
        }
        world.faults = false;
        world.breaks_after = u64::MAX;
        world.run(3600.0);
        for (property, wanted) in PROPERTIES.into_iter().zip(&wanted) {
            let wanted = wanted.as_ref().filter(|value| !value.is_null()).map(kept);
            assert_eq!(held(&world.hub.reported, property), wanted.as_ref(), "seed {seed}");
        }
        let acknowledged = world.hub.reported.get("targetRpm").map(|reported| &reported["value"]);
        if let Some(desired) = world.hub.desired.get("targetRpm") {
            assert!(
                acknowledged.is_some_and(|value| is_same(value, desired)),
                "seed {seed}: {acknowledged:?} for {desired}"
            );
        }
    }
}

#[test]
fn a_restarted_device_compares_its_first_report_with_the_twin() {
    let mut world = World::new(1, false);
    world.hub.reported = json!({"labels": {"a": 1, "b": 2}}).as_object().unwrap().clone();
    let time = world.time();
    world.session.report(None, r#"{"labels":{"a":1}}"#, time).unwrap();
    world.run(10.0);
    assert_eq!(Value::Object(world.hub.reported), json!({"labels": {"a": 1}}));
}

#[test]
fn a_large_map_costs_no_more_bytes_than_its_change() {
    let mut session = synchronized();
    let map = |count: usize| {
        let entries: Map<String, Value> = (0..count).map(|index| (format!("key{index}"), json!(index))).collect();
        json!({"labels": entries}).to_string()
    };
    session.report(None, &map(500), at(1.0)).unwrap();
    packets(&mut session);
    session.handle_input(&message("$iothub/twin/res/204/?$rid=1-2", b""), at(1.0));
    session.report(None, &map(499), at(1.0)).unwrap();
    let sent = packets(&mut session).remove(0);
    assert!(sent.ends_with(r#"{"labels":{"key499":null}}"#), "{sent}");
}

#[test]
fn after_a_report_without_answer_the_twin_is_read_before_the_next() {
    let mut session = synchronized();
    session.report(None, r#"{"labels":{"a":1}}"#, at(1.0)).unwrap();
    packets(&mut session);
    // The hub takes the patch, and its answer is lost. The report that follows must not trust the twin of before.
    session.handle_timeout(at(31.5));
    let read = packets(&mut session);
    assert!(
        read.iter().any(|packet| packet.contains("$iothub/twin/GET/")),
        "{read:?}"
    );
    assert!(!read.iter().any(|packet| packet.contains("labels")), "{read:?}");
    answer_twin(
        &mut session,
        "1-3",
        r#"{"desired":{"$version":7},"reported":{"labels":{"a":1}}}"#,
    );
    session.report(None, r#"{"labels":{}}"#, at(32.0)).unwrap();
    session.handle_timeout(at(45.0));
    let sent = packets(&mut session);
    assert!(
        sent.iter().any(|packet| packet.ends_with(r#"{"labels":{"a":null}}"#)),
        "{sent:?}"
    );
}
