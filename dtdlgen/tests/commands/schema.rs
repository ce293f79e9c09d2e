//! `dtdlgen schema`.

use std::fs;

use serde_json::Value;

use crate::{ROOM, THERMOSTAT, dtdlgen, folder};

#[test]
fn a_device_has_a_definition_for_each_payload() {
    let folder = folder(
        "schema",
        &[("room.json", ROOM), ("dtmi/test/thermostat-1.json", THERMOSTAT)],
    );
    let ran = dtdlgen(&folder, &["schema", "--repository", ".", "room.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let payloads = document["$defs"]["dtmi:test:Thermostat;1"]["$defs"]
        .as_object()
        .unwrap();
    for name in [
        "telemetry",
        "reported",
        "desired",
        "telemetry:temperature",
        "property:target",
        "property:serial",
        "request:report",
        "response:report",
    ] {
        assert!(payloads.contains_key(name), "{name}");
    }
    assert!(!payloads.contains_key("request:restart"));
    assert_eq!(payloads["telemetry:temperature"]["unit"], "degreeCelsius");
    let reported = &document["$defs"]["dtmi:test:Room;1"]["$defs"]["reported"];
    assert!(reported["properties"]["heating"].is_object());
}

#[test]
fn definitions_can_be_used_by_reference() {
    let folder = folder("schema_reference", &[("thermostat.json", THERMOSTAT)]);
    let ran = dtdlgen(&folder, &["schema", "thermostat.json"]);
    let mut document: Value = serde_json::from_str(&ran.out).unwrap();
    document["$ref"] = "#/$defs/dtmi:test:Thermostat;1/$defs/reported".into();
    let validator = jsonschema::validator_for(&document).unwrap();
    let acknowledged = serde_json::json!({ "target": { "value": 20.5, "ac": 200, "av": 3 }, "serial": "a" });
    assert!(validator.is_valid(&acknowledged));
    assert!(!validator.is_valid(&serde_json::json!({ "serial": { "value": "a", "ac": 200, "av": 3 } })));
    assert!(!validator.is_valid(&serde_json::json!({ "target": "warm" })));
}

#[test]
fn one_payload_is_a_document_of_its_own() {
    let folder = folder("schema_of", &[("room.json", ROOM), ("thermostat-1.json", THERMOSTAT)]);
    let arguments = [
        "schema",
        "--component",
        "heating",
        "--of",
        "response:report",
        "--out",
        "r.json",
        "room.json",
    ];
    let ran = dtdlgen(&folder, &arguments);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let document: Value = serde_json::from_str(&fs::read_to_string(folder.join("r.json")).unwrap()).unwrap();
    assert!(jsonschema::is_valid(&document, &serde_json::json!({ "highest": 30 })));
    assert!(!jsonschema::is_valid(&document, &serde_json::json!({ "lowest": 30 })));
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    let folder = folder("schema_same", &[("room.json", ROOM), ("thermostat-1.json", THERMOSTAT)]);
    let run = || dtdlgen(&folder, &["schema", "room.json"]).out;
    assert_eq!(run(), run());
}

#[test]
fn what_is_not_there_is_named_with_what_is() {
    let folder = folder("schema_missing", &[("thermostat.json", THERMOSTAT)]);
    let ran = dtdlgen(&folder, &["schema", "--of", "request:reboot", "thermostat.json"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("no command `reboot`; it has report, restart"),
        "{}",
        ran.err
    );
    let ran = dtdlgen(&folder, &["schema", "--of", "request:restart", "thermostat.json"]);
    assert!(ran.err.contains("`restart` has no request"), "{}", ran.err);
    let ran = dtdlgen(&folder, &["schema", "--of", "events", "thermostat.json"]);
    assert!(ran.code == 2 && ran.err.contains("`telemetry:NAME`"), "{}", ran.err);
}
