//! What `dtdl-model` answers does not depend on the features of serde_json that another crate switches on.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dtdl_tests::shared;

/// Texts in which numbers matter: whole ones with a point or an exponent, tiny and huge ones, those of other types.
const NUMBERS: &str = r#"{
  "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Numbers;1", "@type": ["Interface", "Unknown"],
  "kept": [0, -0, -0.0, 1.10, 1e2, 1E-7, 0.1, 1.7976931348623157e308, 5e-324, 2.2250738585072011e-308,
           9007199254740993, 18446744073709551615, 18446744073709551616, -9223372036854775809, 123456789012345678901234567890,
           { "b": 1, "a": 2.50, "$serde_json::private::Number": "x" }, { "b": 1 }, 0.30000000000000004, 8.533e+68, 4.1406e+177, 9.979256e+39, 2.4703282292062327e-324, 6.02214076e23,
           8.41e21, 9.5367431640625e-7, 1.00000000000000011102230246251565404236316680908203125],
  "contents": [
    { "@type": "Relationship", "name": "whole", "maxMultiplicity": 5.0 },
    { "@type": "Relationship", "name": "exponent", "maxMultiplicity": 1e2 },
    { "@type": "Relationship", "name": "fraction", "maxMultiplicity": 5.5 },
    { "@type": "Relationship", "name": "many", "maxMultiplicity": 2147483648 },
    { "@type": "Relationship", "name": "minus", "minMultiplicity": -0 },
    { "@type": "Property", "name": "state", "schema": { "@type": "Enum", "valueSchema": "integer", "enumValues": [
        { "name": "a", "enumValue": 1.0 }, { "name": "b", "enumValue": 1 }, { "name": "c", "enumValue": -0.0 },
        { "name": "d", "enumValue": 4294967296 }, { "name": "e", "enumValue": 0.1 }, { "name": "f", "enumValue": "1" }] } },
    { "@type": "Telemetry", "name": 1.10, "schema": "double" },
    { "@type": "Telemetry", "name": 100000000000000000000000, "schema": "float" },
    { "@type": "Telemetry", "name": "d", "schema": "double" }, { "@type": "Telemetry", "name": "f", "schema": "float" },
    { "@type": "Telemetry", "name": "i", "schema": "integer" }, { "@type": "Telemetry", "name": "l", "schema": "long" },
    { "@type": "Telemetry", "name": "o", "schema": { "@type": "Object", "fields": [{ "name": "a", "schema": "double" }] } },
    { "@type": "Telemetry", "name": "m", "schema": { "@type": "Map", "mapKey": { "name": "k", "schema": "string" },
      "mapValue": { "name": "v", "schema": "long" } } },
    { "@type": "Telemetry", "name": "array", "schema": { "@type": "Array", "elementSchema": "integer" } }
  ] }"#;

fn texts(folder: &Path) -> Vec<PathBuf> {
    fs::create_dir_all(folder).unwrap();
    let own = [
        ("numbers.json", NUMBERS),
        ("range.json", r#"{ "@id": "dtmi:test:A;1", "x": [1, -1e400] }"#),
        ("exponent.json", r#"[1e99999999999999999999, 1]"#),
        ("token.json", r#"{ "$serde_json::private::Number": 7 }"#),
        ("surrogate.json", r#"{ "@id": "\ud800" }"#),
        ("deep.json", &"[".repeat(200)),
        ("minus.json", r#"[-0, - 1, 01, 1., .5, +1, 1e, 0x10]"#),
    ];
    let mut paths = Vec::new();
    for (name, text) in own {
        fs::write(folder.join(name), text).unwrap();
        paths.push(folder.join(name));
    }
    for folder in ["dtdl-model/tests/diagnostics", "samples/models/dtmi/com/example"] {
        for entry in fs::read_dir(shared::workspace().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
}

fn answers(features: &[&str], texts: &[PathBuf]) -> String {
    let manifest = shared::workspace().join("tests/serde_json_features/Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--locked", "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("serde_json_features"))
        .args(features)
        .arg("--")
        .args(texts)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{errors}\nIf only its lock file is behind: cargo update --workspace --manifest-path tests/serde_json_features/Cargo.toml"
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn no_feature_of_serde_json_changes_an_answer() {
    let texts = texts(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("serde_json_features_texts"));
    let (without, with) = (answers(&[], &texts), answers(&["--features", "all"], &texts));
    let (first, without) = without.split_once('\n').unwrap();
    assert_eq!(first, "arbitrary_precision false, preserve_order false");
    let (first, with) = with.split_once('\n').unwrap();
    assert_eq!(first, "arbitrary_precision true, preserve_order true");
    assert!(without.lines().count() > 1000);
    for (without, with) in without.lines().zip(with.lines()) {
        assert_eq!(without, with);
    }
    assert_eq!(without.lines().count(), with.lines().count());
}
