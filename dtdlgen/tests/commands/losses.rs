//! What a user wrote is never written over.

use std::fs;

use crate::{ROOM, THERMOSTAT, dtdlgen, folder};

#[test]
fn only_what_was_generated_is_generated_again() {
    let files = [
        ("thermostat.json", THERMOSTAT),
        ("main.rs", "fn main() {}\n"),
        ("empty.rs", ""),
        ("old.rs", "// @generated\n"),
        ("windows.rs", "// @generated\r\n"),
        ("modules/mod.rs", "pub mod mine;\n"),
    ];
    let folder = folder("losses_generate", &files);
    for (option, place, lost) in [
        ("--out", "main.rs", "main.rs"),
        ("--out", "thermostat.json", "thermostat.json"),
        ("--out-dir", "modules", "modules/mod.rs"),
    ] {
        let before = fs::read_to_string(folder.join(lost)).unwrap();
        let ran = dtdlgen(&folder, &["generate", option, place, "thermostat.json"]);
        let said = format!("error: {lost} was not generated, and stays as it is");
        assert!(ran.code == 2 && ran.err.contains(&said), "{}", ran.err);
        assert_eq!(fs::read_to_string(folder.join(lost)).unwrap(), before);
    }
    assert!(!folder.join("modules/thermostat.rs").exists());
    for place in ["empty.rs", "old.rs", "old.rs", "windows.rs", "new.rs"] {
        let ran = dtdlgen(&folder, &["generate", "--out", place, "thermostat.json"]);
        assert_eq!(ran.code, 0, "{place}: {}", ran.err);
    }
}

#[test]
fn what_is_written_about_a_model_does_not_replace_it() {
    let files = [
        ("thermostat.json", THERMOSTAT),
        ("dtmi/test/thermostat-1.json", THERMOSTAT),
        ("room.json", ROOM),
    ];
    let folder = folder("losses_model", &files);
    for (arguments, lost, text) in [
        (
            &["schema", "--out", "thermostat.json", "thermostat.json"][..],
            "thermostat.json",
            THERMOSTAT,
        ),
        (
            &["doc", "--out", "./dtmi/../thermostat.json", "thermostat.json"],
            "thermostat.json",
            THERMOSTAT,
        ),
        (
            &["resolve", "--expanded", "--out", "room.json", "room.json"],
            "room.json",
            ROOM,
        ),
        (
            &["resolve", "--out-dir", ".", "room.json"],
            "dtmi/test/thermostat-1.json",
            THERMOSTAT,
        ),
    ] {
        let ran = dtdlgen(&folder, arguments);
        assert!(
            ran.code == 2 && ran.err.contains("holds the model"),
            "{arguments:?}: {}",
            ran.err
        );
        assert_eq!(fs::read_to_string(folder.join(lost)).unwrap(), text);
    }
}
