//! Maps, and objects with fields that may be absent: their twin is the last report, whatever came and went.

use std::collections::BTreeMap;

use dtdl_runtime::generated::v1::Value;
use dtdl_runtime::service::Reported;
use dtdl_tests::random::Random;

use super::*;

dtdl_runtime::include_dtdl!("tests/in_memory/models/rack.json");

use rack::{Place, Properties};

type Slots = BTreeMap<String, f64>;

struct Rack;

impl rack::PropertyHandler for Rack {
    async fn plan(&self, _: &rack::Context, desired: Desired<Place>) -> Ack<Place> {
        Ack::accepted(desired.value)
    }

    async fn limits(&self, _: &rack::Context, desired: Desired<Slots>) -> Ack<Slots> {
        Ack::accepted(desired.value)
    }
}

fn slots(random: &mut Random) -> Slots {
    let names = ["a", "b", "value", "ac", "av"].into_iter();
    let kept: Vec<_> = names.filter(|_| random.below(2) == 0).collect();
    kept.into_iter()
        .map(|name| (name.to_owned(), random.below(3) as f64))
        .collect()
}

fn place(random: &mut Random) -> Place {
    let mut some = || random.below(2) == 0;
    let inside = some().then(|| rack::PlaceInside {
        x: some().then_some(1.5),
        y: some().then_some(2.5),
    });
    Place {
        row: some().then_some(7),
        note: some().then(|| "here".to_owned()),
        inside,
    }
}

/// The rack as it says it is, and as it is desired to be.
#[derive(Debug, Default)]
struct Last {
    place: Option<Place>,
    loads: Option<Slots>,
    plan: Option<Place>,
    limits: Option<Slots>,
}

fn json<T: Value>(value: &T) -> serde_json::Value {
    let mut text = Vec::new();
    value.encode_property(&mut text).unwrap();
    serde_json::from_slice(&text).unwrap()
}

impl Last {
    /// Compares with the JSON of the twin: by its names alone a map may look like an acknowledgement.
    fn compare(&self, hub: &Hub, step: u32) {
        let twin: serde_json::Value = serde_json::from_str(&hub.twin_json()).unwrap();
        let reported = &twin["properties"]["reported"];
        let (place, loads) = (self.place.as_ref().map(json), self.loads.as_ref().map(json));
        let (plan, limits) = (self.plan.as_ref().map(json), self.limits.as_ref().map(json));
        assert_eq!(reported.get("place"), place.as_ref(), "step {step}");
        assert_eq!(reported.get("loads"), loads.as_ref(), "step {step}");
        assert_eq!(reported["plan"].get("value"), plan.as_ref(), "step {step}");
        assert_eq!(reported["limits"].get("value"), limits.as_ref(), "step {step}");
    }
}

#[test]
fn a_thousand_reports_desired_changes_reconnects_and_restarts_leave_the_last_report_in_the_twin() {
    let mut random = Random::new();
    let hub = Hub::with_seed(random.bits());
    let start = || hub.start(|connection| rack::start(connection, Rack)).unwrap();
    let (mut device, mut last) = (start(), Last::default());
    for step in 0..1000 {
        match random.below(12) {
            0 => hub.cut(),
            1 => {
                // Reports are to reach the twin before the program ends.
                hub.run(device.shutdown()).unwrap();
                device = start();
            }
            2..=3 => {
                let plan = place(&mut random);
                hub.root().set_desired("plan", &plan).unwrap();
                last.plan = Some(plan);
            }
            4..=5 => {
                let limits = slots(&mut random);
                hub.root().set_desired("limits", &limits).unwrap();
                last.limits = Some(limits);
            }
            6..=8 => {
                let place = place(&mut random);
                hub.run(device.report(Properties::default().place(place.clone())))
                    .unwrap();
                last.place = Some(place);
            }
            _ => {
                let loads = slots(&mut random);
                hub.run(device.report(Properties::default().loads(loads.clone())))
                    .unwrap();
                last.loads = Some(loads);
            }
        }
        if random.below(4) == 0 {
            hub.advance(60 * SECOND);
            last.compare(&hub, step);
        }
    }
    hub.advance(60 * SECOND);
    last.compare(&hub, 1000);
}

#[test]
fn a_desired_value_is_set_and_a_report_is_seen_whole() {
    let hub = Hub::new();
    let device = hub.start(|connection| rack::start(connection, Rack)).unwrap();
    let slots = |names: &[&str]| -> Slots { names.iter().map(|name| ((*name).to_owned(), 1.0)).collect() };
    hub.root().set_desired("limits", &slots(&["p", "q"])).unwrap();
    hub.root().set_desired("limits", &slots(&["q"])).unwrap();
    let reported: Vec<Reported<Slots>> = hub.root().reported("limits").unwrap();
    assert_eq!(reported.last().unwrap().value(), Some(&slots(&["q"])));
    for loads in [slots(&["a", "b"]), slots(&["b", "c"])] {
        hub.run(device.report(Properties::default().loads(loads))).unwrap();
        hub.advance(SECOND);
    }
    let reported: Vec<Reported<Slots>> = hub.root().reported("loads").unwrap();
    let values: Vec<_> = reported.iter().map(Reported::value).collect();
    assert_eq!(values, [Some(&slots(&["a", "b"])), Some(&slots(&["b", "c"]))]);
}
