//! `dtdlgen resolve`, `completions` and `man`.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{ROOM, THERMOSTAT, dtdlgen, folder};

#[test]
#[cfg(not(feature = "https"))]
fn a_program_that_reads_folders_only_refuses_an_address() {
    let folder = folder("resolve_address", &[("room.json", ROOM)]);
    let ran = dtdlgen(
        &folder,
        &["resolve", "--repository", "https://example.com", "room.json"],
    );
    assert_eq!(ran.code, 2);
    let expected = "`https://example.com` is an address, and this program reads folders only: install it with";
    assert!(ran.err.contains(expected), "{}", ran.err);
}

#[test]
fn the_closure_is_listed_with_its_files() {
    let folder = folder(
        "resolve",
        &[("room.json", ROOM), ("models/dtmi/test/thermostat-1.json", THERMOSTAT)],
    );
    let ran = dtdlgen(&folder, &["resolve", "--repository", "models", "room.json"]);
    let listed: Vec<&str> = ran.out.lines().collect();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        listed,
        [
            "dtmi:test:Room;1 room.json",
            "dtmi:test:Thermostat;1 models/dtmi/test/thermostat-1.json"
        ]
    );
    let ran = dtdlgen(
        &folder,
        &["resolve", "--format", "json", "--repository", "models", "room.json"],
    );
    let first: Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert_eq!(
        (first["id"].as_str(), first["path"].as_str()),
        (Some("dtmi:test:Room;1"), Some("room.json"))
    );
}

#[test]
fn what_is_saved_stands_on_its_own() {
    let files = [
        ("room.json", ROOM),
        ("thermostat-1.json", THERMOSTAT),
        ("other.json", &ROOM.replace("Room", "Hall")),
    ];
    let folder = folder("resolve_saved", &files);
    let ran = dtdlgen(
        &folder,
        &[
            "resolve",
            "--expanded",
            "--out",
            "alone/room.expanded.json",
            "room.json",
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let array: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("alone/room.expanded.json")).unwrap()).unwrap();
    let ids: Vec<&str> = array
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value["@id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["dtmi:test:Room;1", "dtmi:test:Thermostat;1"]);
    assert_eq!(
        dtdlgen(&folder.join("alone"), &["validate", "room.expanded.json"]).code,
        0
    );

    let ran = dtdlgen(&folder, &["resolve", "--out-dir", "saved", "room.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let saved = fs::read_to_string(folder.join("saved/dtmi/test/thermostat-1.json")).unwrap();
    assert_eq!(saved.trim_end(), THERMOSTAT);
    let again = folder.join("saved");
    assert_eq!(
        dtdlgen(&again, &["resolve", "--repository", ".", "dtmi/test/room-1.json"]).code,
        0
    );
}

#[test]
fn what_cannot_be_resolved_is_an_error() {
    let folder = folder("resolve_missing", &[("room.json", ROOM)]);
    let ran = dtdlgen(&folder, &["resolve", "room.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("dtmi:test:Thermostat;1"), "{}", ran.err);
}

#[test]
fn what_cannot_be_written_is_a_failure() {
    let folder = folder("resolve_unwritable", &[("thermostat.json", THERMOSTAT)]);
    let ran = dtdlgen(
        &folder,
        &["resolve", "--out", "thermostat.json/list", "thermostat.json"],
    );
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("the folder `thermostat.json`: "), "{}", ran.err);
}

#[test]
fn shells_and_manuals_know_every_subcommand() {
    let bash = dtdlgen(Path::new("."), &["completions", "bash"]);
    assert_eq!(bash.code, 0);
    let folder = folder("man", &[]);
    assert_eq!(dtdlgen(&folder, &["man", "pages"]).code, 0);
    let page = fs::read_to_string(folder.join("pages/dtdlgen.1")).unwrap();
    assert!(
        page.contains("Exit status") && !page.contains("dtdlgen\\-help"),
        "{page}"
    );
    for name in ["validate", "generate", "schema", "instance", "diff", "resolve", "doc"] {
        assert!(bash.out.contains(name), "{name}");
        assert!(page.contains(&format!("dtdlgen\\-{name}")), "{name}");
        let page = fs::read_to_string(folder.join(format!("pages/dtdlgen-{name}.1"))).unwrap();
        assert!(page.contains("Exit status"), "{name}");
    }
}
