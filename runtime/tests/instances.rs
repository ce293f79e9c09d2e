//! Values against the instance cases of the reference validator, where they lie beside the checkout.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use core::fmt::Display;
use core::str::FromStr;
use std::path::PathBuf;

use dtdl_runtime::generated::v1::{Json, Value};
use dtdl_runtime::{Date, DateTime, Duration, Time};

fn cases(schema: &str) -> Vec<(String, bool)> {
    let shared = std::env::var_os("DTDL_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")),
        PathBuf::from,
    );
    let mut cases = Vec::new();
    for version in ["V2", "V3", "V4"] {
        let path = shared.join(format!("conformance/generated/{schema}Instances{version}.json"));
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!("skipped {schema} {version}: no conformance cases at {}", path.display());
            continue;
        };
        let case: serde_json::Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        let subject = format!(":Schema:{};", schema.to_lowercase());
        for instance in case["instances"].as_array().unwrap() {
            let about = instance["subject"].as_str().unwrap().to_lowercase();
            if let (true, Some(conforms)) = (about.contains(&subject.to_lowercase()), instance["conforms"].as_bool()) {
                cases.push((instance["submit"].as_str().unwrap().to_owned(), conforms));
            }
        }
    }
    cases
}

/// Reads JSON as strictly as the reference, and writes it again.
fn strictly<T: Value + FromStr + Display>(json: &str) -> Option<String> {
    let text: String = Json::parse(json).ok()?.decode().ok()?;
    let value: T = text.parse().ok()?;
    // What is read strictly is read leniently too, and equal.
    let lenient: T = Json::parse(json).unwrap().decode().unwrap();
    assert_eq!(lenient.to_string(), value.to_string());
    let mut out = Vec::new();
    value.encode(&mut out).unwrap();
    Some(String::from_utf8(out).unwrap())
}

fn agree<T: Value + FromStr + Display>(schema: &str) {
    let cases = cases(schema);
    for (json, conforms) in &cases {
        match strictly::<T>(json) {
            Some(written) => assert!(
                *conforms && written == *json,
                "{schema} {json} was accepted, and written {written}"
            ),
            None => assert!(!conforms, "{schema} {json} was refused"),
        }
    }
    eprintln!("{schema}: {} cases", cases.len());
}

#[test]
fn dates_are_those_of_the_reference() {
    agree::<Date>("Date");
}

#[test]
fn times_are_those_of_the_reference() {
    agree::<Time>("Time");
}

#[test]
fn date_times_are_those_of_the_reference() {
    agree::<DateTime>("DateTime");
}

#[test]
fn durations_are_those_of_the_reference() {
    agree::<Duration>("Duration");
}

#[test]
fn longs_are_those_of_the_reference_and_integral_numbers_besides() {
    let cases = cases("Long");
    for (json, conforms) in &cases {
        let decoded = Json::parse(json).ok().and_then(|json| json.decode::<i64>().ok());
        let wider = decoded.is_some() && json.contains(['.', 'e', 'E']);
        assert_eq!(decoded.is_some(), *conforms || wider, "{json}");
    }
    eprintln!("Long: {} cases", cases.len());
}
