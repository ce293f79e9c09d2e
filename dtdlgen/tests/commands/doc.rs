//! `dtdlgen doc`.

use crate::{ROOM, THERMOSTAT, dtdlgen, folder};

#[test]
fn a_model_becomes_tables_of_what_it_has() {
    let folder = folder("doc", &[("room.json", ROOM), ("thermostat-1.json", THERMOSTAT)]);
    let ran = dtdlgen(&folder, &["doc", "room.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for line in [
        "# Room",
        "# Thermostat",
        "`dtmi:test:Thermostat;1`, DTDL v2",
        "| `people` | integer |",
        "| `heating` | `dtmi:test:Thermostat;1` |",
        "| `temperature` | double | Temperature, degreeCelsius (°C) |",
        "| `target` | double | yes | Wanted \\| set. |",
        "| `restart` |  |  |",
        "| `highest` | double |",
    ] {
        assert!(ran.out.lines().any(|found| found == line), "{line}\n{}", ran.out);
    }
}

#[test]
fn texts_are_in_the_language_asked_for() {
    let localised = THERMOSTAT.replace(
        r#""displayName": "Thermostat""#,
        r#""displayName": { "en": "Thermostat", "de": "Heizungsregler" }"#,
    );
    let folder = folder("doc_language", &[("thermostat.json", &localised)]);
    let title = |code: &str| dtdlgen(&folder, &["doc", "--language", code, "thermostat.json"]).out;
    assert!(title("de").starts_with("# Heizungsregler\n"));
    assert!(title("fr").starts_with("# Thermostat\n"));
}
