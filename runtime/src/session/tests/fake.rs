//! The session over a protocol whose inputs are random and legal, and deliberate defects that this finds.

use super::super::defects::{self, Defect};
use super::super::simulator::{Broken, FakeWorld};
use super::*;

/// Sixty actions of application and cloud under every fault, an hour of trouble, then peace. Returns how many repeats,
/// connections and renewals there were.
fn play(seed: u64) -> Result<[usize; 3], Broken> {
    let mut world = FakeWorld::new(seed);
    for index in 0..60 {
        let pause = world.below(Duration::from_millis(4000));
        world.run(pause)?;
        match world.choice() % 8 {
            0 => world.report(&format!(r#"{{"serial":{{"a{}":{index}}}}}"#, index % 3)),
            1 | 2 => world.desire(&json!({"targetRpm": index, "motor": {"limitRpm": index + 1}})),
            3 => world.call(),
            4 => world.message(),
            _ => world.send(&format!(r#"{{"temperature":{index}}}"#)),
        }
    }
    world.run(Duration::from_secs(3600))?;
    world.report(r#"{"serial":{"last":true}}"#);
    world.faults = false;
    // Longer than any service can send a device away.
    world.run(Duration::from_secs(6 * 3600))?;
    world.conclude()?;
    if world.reported("serial") != Some(&json!({"last": true})) {
        return Err(format!("reported is {:?}", world.reported("serial")));
    }
    Ok([world.repeated, world.connections, world.renewals])
}

const SEEDS: u64 = 300;

#[test]
fn over_any_protocol_nothing_is_lost_repeated_or_taken_too_early() {
    let mut sums = [0; 3];
    for seed in 0..SEEDS {
        match play(seed) {
            Ok(counts) => sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count),
            Err(broken) => panic!("seed {seed}: {broken}"),
        }
    }
    let [repeated, connections, renewals] = sums;
    assert!(
        repeated > 100 && connections > 2000 && renewals > 100,
        "the faults are real: {repeated} repeats, {connections} connections, {renewals} renewals"
    );
}

#[test]
fn each_planted_defect_is_found() {
    for (defect, broken) in [
        (Defect::AcknowledgedTwice, "a delivery is acknowledged twice"),
        (Defect::StaleTwinAnswer, "a version is handed out twice"),
        (Defect::LostAtDisconnect, " has no end"),
        (
            Defect::DesiredBeforeTwin,
            "a value is handed out before the twin was read",
        ),
        (Defect::DroppedByRenewal, " has no end"),
    ] {
        let found = (0..SEEDS).find_map(|seed| defects::with(Some(defect), || play(seed)).err());
        let found = found.unwrap_or_else(|| panic!("{defect:?} was not found"));
        assert!(found.contains(broken), "{defect:?}: {found}");
        println(&format!("{defect:?}: {found}"));
    }
}

fn println(text: &str) {
    extern crate std;
    std::println!("{text}");
}
