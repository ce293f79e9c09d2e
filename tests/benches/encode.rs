//! What it costs to encode a telemetry message into a reused buffer, against serde_json on structs written by hand, and
//! whether it allocates.

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench may")]

use core::hint::black_box;
use std::time::Instant;

use dtdl_runtime::generated::v1::{Object, encode_object};
use serde::Serialize;

dtdl_runtime::include_dtdl!("benches/models/weatherstation.json");

/// What a device developer would write instead.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Telemetry {
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relative_humidity: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pressure: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uptime: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signal: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raining: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wind: Option<Wind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    battery_voltage: Option<f64>,
}

#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Wind {
    #[serde(skip_serializing_if = "Option::is_none")]
    speed: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gusts: Option<Vec<f64>>,
}

/// So few that a round may well pass undisturbed on a busy machine, and so many rounds that one does.
const MESSAGES: u32 = 500;
const ROUNDS: usize = 3_000;
/// What a ratio may be at most.
const LIMIT: f64 = 1.1;

fn main() {
    let ours = weather_station::Telemetry::default()
        .temperature(21.5)
        .relative_humidity(40.25)
        .pressure(1013.2)
        .uptime(86_400_000)
        .signal(-67)
        .raining(false)
        .place("the roof of the north hall".to_owned())
        .wind(
            weather_station::Wind::default()
                .speed(3.75)
                .direction(270)
                .gusts(vec![5.5, 6.125, 4.0]),
        )
        .battery_voltage(3.31);
    let theirs = Telemetry {
        temperature: Some(21.5),
        relative_humidity: Some(40.25),
        pressure: Some(1013.2),
        uptime: Some(86_400_000),
        signal: Some(-67),
        raining: Some(false),
        place: Some("the roof of the north hall".to_owned()),
        wind: Some(Wind {
            speed: Some(3.75),
            direction: Some(270),
            gusts: Some(vec![5.5, 6.125, 4.0]),
        }),
        battery_voltage: Some(3.31),
    };
    let small = weather_station::Telemetry::default().temperature(21.5);
    let small_theirs = Telemetry {
        temperature: Some(21.5),
        ..Telemetry::default()
    };
    println!("encode a telemetry message into a reused buffer");
    let ratios = [
        compare("nine values", &ours, &theirs),
        compare("one value", &small, &small_theirs),
    ];
    if std::env::args().any(|argument| argument == "--deny") {
        assert!(ratios.iter().all(|ratio| *ratio <= LIMIT), "{ratios:?}");
    }
}

fn compare<O: Object, T: Serialize>(name: &str, ours: &O, theirs: &T) -> f64 {
    let mut buffer = Vec::with_capacity(1_024);
    serde_json::to_writer(&mut buffer, theirs).unwrap();
    let expected = core::mem::take(&mut buffer);
    buffer.reserve(1_024);
    encode_object(ours, &mut buffer).unwrap();
    assert_eq!(buffer, expected, "both write the same text");

    let allocations = allocation_counter::measure(|| {
        buffer.clear();
        encode_object(ours, &mut buffer).unwrap();
        black_box(&buffer);
    });
    assert_eq!(
        allocations.count_total, 0,
        "encoding into a large enough buffer allocates"
    );

    let (mut fastest, mut fastest_theirs) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        for _ in 0..MESSAGES {
            buffer.clear();
            encode_object(black_box(ours), &mut buffer).unwrap();
            black_box(&buffer);
        }
        fastest = fastest.min(begin.elapsed().as_secs_f64());
        let begin = Instant::now();
        for _ in 0..MESSAGES {
            buffer.clear();
            serde_json::to_writer(&mut buffer, black_box(theirs)).unwrap();
            black_box(&buffer);
        }
        fastest_theirs = fastest_theirs.min(begin.elapsed().as_secs_f64());
    }
    let nanoseconds = |seconds: f64| seconds * 1e9 / f64::from(MESSAGES);
    let ratio = fastest / fastest_theirs;
    println!(
        "  {name}, {} bytes: {:.0} ns, serde_json by hand {:.0} ns, ratio {ratio:.2} (limit {LIMIT}), 0 allocations",
        expected.len(),
        nanoseconds(fastest),
        nanoseconds(fastest_theirs)
    );
    ratio
}
