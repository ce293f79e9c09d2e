//! `dtdlgen new`. That the crate compiles, runs and passes its tests is shown in the tests across packages.

use std::fs;
use std::path::Path;

use crate::{ROOM, THERMOSTAT, dtdlgen, folder};

#[test]
fn a_crate_has_the_models_the_handlers_and_a_test() {
    let folder = folder("new", &[("room.json", ROOM), ("thermostat-1.json", THERMOSTAT)]);
    let ran = dtdlgen(&folder, &["new", "--published", "room.json", "my-room"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read = |path: &str| fs::read_to_string(folder.join("my-room").join(path)).unwrap();
    assert!(read("Cargo.toml").contains("name = \"my-room\""));
    assert!(read("Cargo.toml").contains(&format!(
        "dtdl-runtime = {{ version = \"{}\"",
        env!("CARGO_PKG_VERSION")
    )));
    assert_eq!(read("models/dtmi/test/thermostat-1.json").trim_end(), THERMOSTAT);
    let main = read("src/main.rs");
    assert!(
        main.contains("include_dtdl!(") && main.contains("\"models/dtmi/test/room-1.json\""),
        "{main}"
    );
    let handlers = read("src/handlers.rs");
    assert!(
        handlers.contains("impl model::thermostat::PropertyHandler for ThermostatHandler"),
        "{handlers}"
    );
    assert!(
        main.contains(".heating()") && main.contains(".temperature(0.0)"),
        "{main}"
    );
    assert!(read("src/cloud.rs").contains("(\"heating*report\", r#\"\"2026-05-21T14:30:00Z\"\"#),"));
    assert!(read("src/tests.rs").contains("every_command_is_answered"));
}

#[test]
fn a_crate_made_in_a_checkout_depends_on_it_and_its_versions() {
    let folder = folder("new_checkout", &[("thermostat.json", THERMOSTAT)]);
    let ran = dtdlgen(&folder, &["new", "thermostat.json", "mine"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let manifest = fs::read_to_string(folder.join("mine/Cargo.toml")).unwrap();
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let runtime = checkout.join("runtime").canonicalize().unwrap();
    assert!(
        manifest.contains(&format!("path = {:?}", runtime.to_str().unwrap())),
        "{manifest}"
    );
    assert!(folder.join("mine/Cargo.lock").exists() && ran.err.contains(checkout.to_str().unwrap()));
}

#[test]
fn a_device_without_telemetry_properties_and_commands_has_a_crate() {
    let nothing = r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Nothing;1", "@type": "Interface" }"#;
    let folder = folder("new_nothing", &[("nothing.json", nothing)]);
    let ran = dtdlgen(&folder, &["new", "nothing.json", "mine"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let main = fs::read_to_string(folder.join("mine/src/main.rs")).unwrap();
    assert!(!main.contains("send_telemetry") && !main.contains("handlers"));
    assert!(!folder.join("mine/src/handlers.rs").exists());
}

#[test]
fn nothing_is_overwritten_and_no_name_is_made_up() {
    let files = [("thermostat.json", THERMOSTAT), ("mine/src/main.rs", "fn main() {}")];
    let folder = folder("new_refused", &files);
    let ran = dtdlgen(&folder, &["new", "thermostat.json", "mine"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`mine` is there already"), "{}", ran.err);
    assert_eq!(
        fs::read_to_string(folder.join("mine/src/main.rs")).unwrap(),
        "fn main() {}"
    );
    let ran = dtdlgen(&folder, &["new", "thermostat.json", "2 devices"]);
    assert!(ran.code == 2 && ran.err.contains("--name"), "{}", ran.err);
    let ran = dtdlgen(&folder, &["new", "thermostat.json", "dtdl-runtime"]);
    assert!(ran.code == 2 && ran.err.contains("--name"), "{}", ran.err);
    let ran = dtdlgen(
        &folder,
        &["new", "--runtime-path", "nowhere", "thermostat.json", "other"],
    );
    assert!(
        ran.code == 2 && ran.err.contains("nowhere/runtime/Cargo.toml"),
        "{}",
        ran.err
    );
    assert!(!folder.join("other").exists());
}
