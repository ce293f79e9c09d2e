//! All errors, not the first: texts of which each has one fault, put together, report every fault that they report
//! alone, with the same code and elements.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use core::fmt::Write as _;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use dtdl_model::{NoResolver, Options, Source, parse};
use serde_json::value::RawValue;

/// A model set with a fault, alone.
struct Faulty {
    name: String,
    texts: Vec<String>,
}

/// Faulty sets by the options that they are to be parsed with.
type Groups = BTreeMap<Settings, Vec<Faulty>>;

#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Settings {
    options: Vec<String>,
    quirks: Vec<String>,
    newest: Option<u8>,
    limits: Vec<String>,
}

impl Settings {
    fn options(&self) -> Options {
        let has = |texts: &[String], text: &str| texts.iter().any(|known| known == text);
        let mut options = Options::default()
            .max_dtdl_version(self.newest.unwrap_or(4))
            .tolerate_solecisms(has(&self.quirks, "TolerateSolecismsInParse"))
            .tolerate_solecisms_in_resolved(has(&self.quirks, "TolerateSolecismsInResolve"));
        if has(&self.options, "AllowUndefinedExtensions") {
            options = options.allow_undefined_extensions(true);
        } else if has(&self.options, "DisallowUndefinedExtensions") {
            options = options.allow_undefined_extensions(false);
        }
        for limit in &self.limits {
            options = options.accept_limits(limit);
        }
        options
    }
}

/// Numbers from a seed (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}

/// An error's code, primary and secondary element.
type Identity = (String, Option<String>, Option<String>);

fn errors(texts: &[String], options: &Options) -> Vec<Identity> {
    let sources = texts
        .iter()
        .enumerate()
        .map(|(index, text)| Source::new(format!("text {index}"), text))
        .collect();
    let parsed = parse(sources, &mut NoResolver, options);
    let mut found: Vec<Identity> = parsed
        .diagnostics
        .iter()
        .map(|found| {
            (
                found.code.as_str().to_owned(),
                found.primary_id.as_ref().map(ToString::to_string),
                found.secondary_id.as_ref().map(ToString::to_string),
            )
        })
        .collect();
    found.sort();
    found
}

/// The text with a segment put into every identifier that is not the language's own, so that two texts never define
/// the same.
fn apart(text: &str, segment: &str) -> String {
    const OWN: [&str; 4] = ["dtmi:dtdl:", "dtmi:standard:", "dtmi:iotcentral:", "dtmi:mqtt:"];
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find("\"dtmi:") {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let own = OWN.iter().any(|prefix| found[1..].starts_with(prefix));
        out.push_str("\"dtmi:");
        if !own {
            write!(out, "{segment}:").unwrap();
        }
        rest = &found["\"dtmi:".len()..];
    }
    out + rest
}

fn codes(errors: &[Identity]) -> Vec<&str> {
    errors.iter().map(|(code, ..)| code.as_str()).collect()
}

/// What is missing in `found`, each as often as it is.
fn missing<'e>(expected: &'e [Identity], found: &[Identity]) -> Vec<&'e Identity> {
    let mut left: HashMap<&Identity, usize> = HashMap::new();
    for identity in found {
        *left.entry(identity).or_default() += 1;
    }
    let mut missing = Vec::new();
    for identity in expected {
        match left.get_mut(identity) {
            Some(count @ 1..) => *count -= 1,
            _ => missing.push(identity),
        }
    }
    missing
}

/// Puts up to five faulty sets together, many times, as texts of one set and as one text.
fn combine(groups: &Groups, rounds: usize, seed: u64) {
    let all: usize = groups.values().map(Vec::len).sum();
    let mut numbers = Numbers(seed);
    let (mut together, mut joined, mut faults) = (0, 0, 0);
    let mut wrong = String::new();
    while together < rounds {
        let mut at = numbers.below(all);
        let (settings, group) = groups
            .iter()
            .find(|(_, group)| {
                let here = at < group.len();
                at = if here { at } else { at - group.len() };
                here
            })
            .unwrap();
        if group.len() < 2 {
            continue;
        }
        let options = settings.options();
        let wanted = (2 + numbers.below(4)).min(group.len());
        let mut picked: Vec<usize> = Vec::new();
        while picked.len() < wanted {
            let index = numbers.below(group.len());
            if !picked.contains(&index) {
                picked.push(index);
            }
        }
        let (mut texts, mut expected, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for (slot, index) in picked.iter().enumerate() {
            let faulty = &group[*index];
            let renamed: Vec<String> = faulty
                .texts
                .iter()
                .map(|text| apart(text, &format!("s{slot}")))
                .collect();
            let alone = errors(&renamed, &options);
            // A fault that lies in the identifier's length or prefix is another one under another identifier.
            if codes(&alone) != codes(&errors(&faulty.texts, &options)) {
                continue;
            }
            names.push(&*faulty.name);
            expected.extend(alone);
            texts.extend(renamed);
        }
        if names.len() < 2 {
            continue;
        }
        together += 1;
        faults += names.len();
        let mut ways = vec![texts.clone()];
        if texts.iter().all(|text| text.trim_start().starts_with('{')) {
            joined += 1;
            ways.push(vec![format!("[{}]", texts.join(",\n"))]);
        }
        for texts in ways {
            let found = errors(&texts, &options);
            let missing = missing(&expected, &found);
            if !missing.is_empty() || found.len() < names.len() {
                writeln!(wrong, "{names:?} as {} texts lack {missing:?}", texts.len()).unwrap();
            }
        }
    }
    println!("{together} combinations of {faults} faulty sets ({joined} also as one text), from {all}, seed {seed}");
    let count = wrong.lines().count();
    let first: Vec<&str> = wrong.lines().take(20).collect();
    assert!(count == 0, "{count} combinations lose errors:\n{}", first.join("\n"));
}

fn seed() -> u64 {
    std::env::var("DTDL_SEED").map_or(20_260_801, |seed| seed.parse().unwrap())
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn mistakes_of_several_texts_are_all_reported() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut faulty = Vec::new();
    for path in json_files(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        // A text that is no JSON spoils the array that it stands in.
        if !name.starts_with("invalidJson") && !name.starts_with("tooDeeplyNested") {
            faulty.push(Faulty {
                name,
                texts: vec![text],
            });
        }
    }
    combine(&Groups::from([(Settings::default(), faulty)]), 300, seed());
}

/// The conformance cases beside the checkout that are faulty and need no resolver.
fn cases() -> Option<Groups> {
    let shared = std::env::var_os("DTDL_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let folder = shared.join("conformance");
    if !folder.is_dir() {
        return None;
    }
    let mut groups = Groups::new();
    for part in ["generated", "doc-examples", "specification", "solecisms"] {
        for path in json_files(&folder.join(part)) {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.trim_start_matches('\u{feff}');
            let cases: Vec<&RawValue> = match text.trim_start().starts_with('[') {
                true => serde_json::from_str(text).unwrap(),
                false => vec![serde_json::from_str(text).unwrap()],
            };
            for (index, case) in cases.iter().enumerate() {
                let name = format!("{part}/{}#{index}", path.file_stem().unwrap().to_string_lossy());
                if let Some((settings, texts)) = faulty_case(case.get()) {
                    groups.entry(settings).or_default().push(Faulty { name, texts });
                }
            }
        }
    }
    Some(groups)
}

fn faulty_case(case: &str) -> Option<(Settings, Vec<String>)> {
    let case: BTreeMap<String, &RawValue> = serde_json::from_str(case).unwrap();
    let texts = |name: &str| -> Vec<String> {
        case.get(name)
            .map_or_else(Vec::new, |value| serde_json::from_str(value.get()).unwrap())
    };
    if case.get("valid").is_none_or(|valid| valid.get() != "false") || case.contains_key("resolution") {
        return None;
    }
    let settings = Settings {
        options: texts("options"),
        quirks: texts("quirks"),
        newest: case
            .get("maxDtdlVersion")
            .map(|newest| serde_json::from_str(newest.get()).unwrap()),
        limits: texts("acceptableLimits"),
    };
    let input: Vec<&RawValue> = serde_json::from_str(case.get("input")?.get()).unwrap();
    let input: Vec<String> = input.iter().map(|text| text.get().to_owned()).collect();
    // Those that are not judged rightly alone are another test's business.
    let found = errors(&input, &settings.options());
    (!found.is_empty()).then_some((settings, input))
}

#[test]
fn faults_of_several_conformance_cases_are_all_reported() {
    let Some(groups) = cases() else {
        // Past the harness, which shows what a test prints only if it fails.
        let why = "`../shared/conformance` is not beside the checkout, and DTDL_SHARED does not say where it is";
        let _ = writeln!(io::stderr(), "SKIPPED: {why}");
        return;
    };
    combine(&groups, 1000, seed());
}
