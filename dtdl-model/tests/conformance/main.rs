//! The reference's cases: verdicts and error identities.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod case;
mod dtmis;
mod judge;
mod objects;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use case::Case;

/// Questions about the object model that are not answered yet: the descriptions of the language's own elements, and what
/// the units of the quantitative types consist of.
const UNANSWERED: usize = 40;

/// Cases in which an error is named at another place than by the reference.
const MISPLACED: usize = 19;

/// The folder of the cases, if there is one.
fn cases() -> Option<PathBuf> {
    let shared = std::env::var_os("DTDL_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let folder = shared.join("conformance");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no ../shared beside the checkout, and DTDL_SHARED is not set");
    None
}

#[test]
fn identifiers_are_read_as_the_reference_reads_them() {
    let Some(folder) = cases() else { return };
    let mut failures = Vec::new();
    let mut total = 0;
    for entry in std::fs::read_dir(folder.join("dtmis")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let case = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        total += 1;
        failures.extend(dtmis::judge(&case));
    }
    println!("dtmis {}/{total}", total - failures.len());
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn cases_are_judged_as_the_reference_judges_them() {
    let Some(folder) = cases() else { return };
    let wanted = std::env::var("DTDL_CASES").unwrap_or_default();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut instance_failures = Vec::new();
    let mut object_failures = Vec::new();
    for part in ["doc-examples", "generated", "solecisms", "specification"] {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.join(part))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if !name.contains(&wanted) {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let version = name.rsplit_once('V').map_or("?", |(_, version)| version).to_owned();
            for (index, case) in Case::all(&text).iter().enumerate() {
                let tally = tallies.entry(format!("V{version}")).or_default();
                let judged = judge::judge(case);
                let verdict = judged.verdict;
                tally.instances += case.instances.len();
                tally.conforming += case.instances.len() - judged.instances.len();
                tally.objects += judged.objects.0;
                tally.objects_right += judged.objects.0 - judged.objects.1.len();
                object_failures.extend(
                    judged
                        .objects
                        .1
                        .iter()
                        .map(|failure| format!("{name}#{index}: {failure}")),
                );
                let instances = judged.instances.iter();
                instance_failures.extend(instances.map(|failure| format!("{name}#{index}: {failure}")));
                tally.verdicts += usize::from(verdict.verdict);
                tally.identities += usize::from(verdict.identity);
                tally.places += usize::from(verdict.place);
                tally.total += 1;
                if !verdict.verdict
                    || !verdict.identity
                    || (!verdict.place && std::env::var_os("DTDL_PLACES").is_some())
                {
                    failures.push(format!("{part}/{name}#{index}: {}", verdict.note));
                }
            }
        }
    }
    for (version, tally) in &tallies {
        println!(
            "{version}: of {} cases verdicts {}, error identities {}, error locations {}; instances {}/{}, object model {}/{}",
            tally.total,
            tally.verdicts,
            tally.identities,
            tally.places,
            tally.conforming,
            tally.instances,
            tally.objects_right,
            tally.objects
        );
    }
    let limit = if wanted.is_empty() && std::env::var_os("DTDL_FAILURES").is_none() {
        20
    } else {
        usize::MAX
    };
    for failure in failures
        .iter()
        .chain(&instance_failures)
        .chain(&object_failures)
        .take(limit)
    {
        println!("  {failure}");
    }
    let total: usize = tallies.values().map(|tally| tally.total).sum();
    println!("{} passed, {} failed", total - failures.len(), failures.len());
    assert!(failures.is_empty());
    let misplaced: usize = tallies.values().map(|tally| tally.total - tally.places).sum();
    assert!(misplaced <= MISPLACED, "{misplaced} cases");
    assert!(instance_failures.is_empty());
    assert!(object_failures.len() <= UNANSWERED, "{object_failures:#?}");
}

#[derive(Default)]
struct Tally {
    verdicts: usize,
    identities: usize,
    places: usize,
    instances: usize,
    objects: usize,
    objects_right: usize,
    conforming: usize,
    total: usize,
}
