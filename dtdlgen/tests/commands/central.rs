//! Azure IoT Central: what it exports is read, and what it does not take is said.

use serde_json::Value;

use crate::{ROOM, THERMOSTAT, dtdlgen, folder};

/// A device template around a model whose own context is left out.
fn template(model: &str) -> String {
    let inner = model.replace("\"@context\": \"dtmi:dtdl:context;2\",", "");
    format!(
        r#"{{
  "@id": "dtmi:test:template:Room;1",
  "@type": ["ModelDefinition", "DeviceModel"],
  "@context": ["dtmi:iotcentral:context;2", "dtmi:dtdl:context;2"],
  "displayName": "Room",
  "capabilityModel": {inner},
  "solutionModel": {{ "@type": "SolutionModel", "cloudProperties": [] }}
}}"#
    )
}

/// A room with its thermostat inside.
fn whole_room() -> String {
    let inside = THERMOSTAT.replace("\"@context\": \"dtmi:dtdl:context;2\",", "");
    ROOM.replace("\"dtmi:test:Thermostat;1\"", &inside)
}

#[test]
fn every_subcommand_reads_a_device_template() {
    let folder = folder("central", &[("template.json", &template(&whole_room()))]);
    for arguments in [
        &["validate", "template.json"][..],
        &["generate", "--out", "room.rs", "template.json"],
        &["schema", "template.json"],
        &["resolve", "--out-dir", "saved", "template.json"],
        &["doc", "template.json"],
        &["diff", "template.json", "template.json"],
        &["new", "template.json", "room"],
        &["validate", "saved/dtmi/test/room-1.json"],
    ] {
        let ran = dtdlgen(&folder, arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}{}", ran.out, ran.err);
    }
    let generated = std::fs::read_to_string(folder.join("room.rs")).unwrap();
    assert!(generated.contains("mod room") && generated.contains("mod thermostat"));
}

#[test]
fn a_template_may_hold_several_interfaces_with_contexts_of_their_own() {
    let text = template(&format!("[{ROOM}, {THERMOSTAT}]"));
    let with_own = text.replace(
        "\"@id\": \"dtmi:test:Room;1\"",
        "\"@context\": \"dtmi:dtdl:context;2\", \"@id\": \"dtmi:test:Room;1\"",
    );
    for text in [text, with_own, format!("[{ROOM}, {THERMOSTAT}]")] {
        let folder = folder("central_array", &[("template.json", &text)]);
        let ran = dtdlgen(&folder, &["validate", "template.json"]);
        assert_eq!(ran.code, 0, "{}", ran.out);
    }
}

#[test]
fn mistakes_in_a_template_have_their_own_line() {
    let text = template(&ROOM.replace("\"schema\": \"integer\"", "\"schema\": \"intger\""));
    let line = 1 + text.lines().position(|line| line.contains("intger")).unwrap();
    let folder = folder(
        "central_mistake",
        &[("template.json", &text), ("thermostat-1.json", THERMOSTAT)],
    );
    let ran = dtdlgen(&folder, &["validate", "--format", "json", "template.json"]);
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(object["diagnostics"][0]["line"], line);
    let column = text.lines().nth(line - 1).unwrap().find("\"intger").unwrap() + 1;
    assert_eq!(object["diagnostics"][0]["column"], column);

    let text = template(ROOM).replace("dtmi:iotcentral:context;2", "dtmi:iotcentral:context;99");
    let folder = crate::folder("central_context", &[("template.json", &text)]);
    let ran = dtdlgen(&folder, &["validate", "template.json"]);
    assert!(ran.code == 1 && ran.out.contains("template.json:4:"), "{}", ran.out);
}

#[test]
fn what_central_does_not_take_is_a_warning_with_its_place() {
    let model = r#"{
  "@context": "dtmi:dtdl:context;2",
  "@id": "dtmi:test:Tracker;1",
  "@type": "Interface",
  "contents": [
    { "@type": "Telemetry", "name": "User", "schema": "string" },
    { "@type": "Telemetry", "name": "where", "schema": "point" },
    { "@type": "Telemetry", "name": "path", "schema": { "@type": "Array", "elementSchema": "double" } },
    { "@type": "Property", "name": "User2", "schema": "string" }
  ]
}"#;
    let folder = folder("central_target", &[("tracker.json", model)]);
    let ran = dtdlgen(
        &folder,
        &[
            "validate",
            "--format",
            "json",
            "--target",
            "iot-central",
            "tracker.json",
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.out);
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    let found: Vec<(i64, &str, &str)> = object["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| {
            assert_eq!(found["severity"], "warning");
            (
                found["line"].as_i64().unwrap(),
                found["code"].as_str().unwrap(),
                found["value"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        (6, "iotCentralName", "User"),
        (7, "iotCentralSchema", "point"),
        (8, "iotCentralSchema", "Array"),
    ];
    assert_eq!(found, expected);
    let ran = dtdlgen(&folder, &["validate", "tracker.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
}

#[test]
fn central_reads_version_2_only_and_a_twin_has_room_for_so_much() {
    let folder = folder(
        "central_size",
        &[
            (
                "v3.json",
                &THERMOSTAT
                    .replace("dtmi:dtdl:context;2", "dtmi:dtdl:context;3")
                    .replace("[\"Telemetry\", \"Temperature\"]", "\"Telemetry\"")
                    .replace(", \"unit\": \"degreeCelsius\"", ""),
            ),
            ("large.json", &large()),
        ],
    );
    let ran = dtdlgen(&folder, &["validate", "--target", "iot-central", "v3.json"]);
    assert!(
        ran.code == 0 && ran.out.contains("warning[iotCentralVersion]"),
        "{}",
        ran.out
    );
    let ran = dtdlgen(&folder, &["validate", "--target", "iot-central", "large.json"]);
    assert!(
        ran.code == 0 && ran.out.contains("warning[iotCentralSize]"),
        "{}",
        ran.out
    );
}

/// More properties than fit: 300, with names of 64 letters and objects of a double in a field with a name of 60.
fn large() -> String {
    let property = |number: usize| {
        let (name, field) = (format!("p{number:03}{}", "n".repeat(60)), "f".repeat(60));
        format!(
            r#"{{ "@type": "Property", "name": "{name}", "schema": {{ "@type": "Object", "fields": [{{ "name": "{field}", "schema": "double" }}] }} }}"#
        )
    };
    let properties: Vec<String> = (0..300).map(property).collect();
    format!(
        r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Large;1", "@type": "Interface", "contents": [{}] }}"#,
        properties.join(",\n")
    )
}
