//! `dtdlgen diff`.

use std::path::Path;

use serde_json::Value;

use crate::{ROOM, THERMOSTAT, dtdlgen, folder};

/// Compares the thermostat with a version of it in which a text is replaced.
fn changed(test: &str, replacements: &[(&str, &str)]) -> (i32, Value) {
    let mut new = THERMOSTAT.replace("Thermostat;1", "Thermostat;2");
    for (old, with) in replacements {
        assert!(new.contains(old), "{old}");
        new = new.replace(old, with);
    }
    let folder = folder(&format!("diff_{test}"), &[("old.json", THERMOSTAT), ("new.json", &new)]);
    let ran = dtdlgen(&folder, &["diff", "--format", "json", "old.json", "new.json"]);
    (
        ran.code,
        serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err)),
    )
}

/// The rules, with what they say about devices and back ends.
fn rules(difference: &Value) -> Vec<(String, String, String, String)> {
    let text = |change: &Value, name: &str| change[name].as_str().unwrap().to_owned();
    let changes = difference["changes"].as_array().unwrap().iter();
    let rule = |change: &Value| {
        (
            text(change, "path"),
            text(change, "rule"),
            text(change, "devices"),
            text(change, "back_ends"),
        )
    };
    changes.map(rule).collect()
}

#[test]
fn the_same_model_has_no_difference() {
    let (code, difference) = changed("same", &[]);
    assert_eq!((code, difference["class"].as_str()), (0, Some("none")));
    assert_eq!(difference["changes"].as_array().unwrap().len(), 0);
}

#[test]
fn each_change_has_its_rule_and_its_effect() {
    let temperature = r#""name": "temperature", "schema": "double""#;
    let restart = r#"{ "@type": "Command", "name": "restart" }"#;
    for (test, old, new, code, class, path, rule, devices, back_ends) in [
        (
            "text",
            "Wanted",
            "Needed",
            0,
            "patch",
            "target",
            "texts-changed",
            "work",
            "work",
        ),
        (
            "narrowed",
            temperature,
            r#""name": "temperature", "schema": "integer""#,
            1,
            "major",
            "temperature",
            "schema-narrowed",
            "break",
            "work",
        ),
        (
            "replaced",
            r#""name": "serial", "schema": "string""#,
            r#""name": "serial", "schema": "boolean""#,
            1,
            "major",
            "serial",
            "schema-replaced",
            "break",
            "break",
        ),
        (
            "unit",
            "degreeCelsius",
            "kelvin",
            1,
            "major",
            "temperature",
            "unit-changed",
            "break",
            "break",
        ),
        (
            "writable",
            r#""name": "serial","#,
            r#""name": "serial", "writable": true,"#,
            0,
            "minor",
            "serial",
            "property-now-writable",
            "must add",
            "work",
        ),
        (
            "fixed",
            r#", "writable": true"#,
            "",
            1,
            "major",
            "target",
            "property-no-longer-writable",
            "work",
            "break",
        ),
        (
            "field",
            r#""highest", "schema": "double" }"#,
            r#""highest", "schema": "double" }, { "name": "mean", "schema": "double" }"#,
            0,
            "minor",
            "report/response/mean",
            "field-added",
            "work",
            "work",
        ),
        (
            "no_field",
            r#""highest", "#,
            r#""lowest", "#,
            1,
            "major",
            "report/response/highest",
            "field-removed",
            "break",
            "break",
        ),
        (
            "request",
            r#""name": "since", "schema": "dateTime""#,
            r#""name": "since", "schema": "string""#,
            1,
            "major",
            "report/request",
            "schema-widened",
            "break",
            "work",
        ),
        (
            "request_name",
            r#""name": "since""#,
            r#""name": "after""#,
            0,
            "patch",
            "report/request",
            "name-off-the-wire-changed",
            "work",
            "work",
        ),
        (
            "command",
            restart,
            r#"{ "@type": "Command", "name": "restart" }, { "@type": "Command", "name": "stop" }"#,
            0,
            "minor",
            "stop",
            "command-added",
            "must add",
            "work",
        ),
        (
            "kind",
            restart,
            r#"{ "@type": "Telemetry", "name": "restart", "schema": "string" }"#,
            1,
            "major",
            "restart",
            "kind-changed",
            "break",
            "break",
        ),
        (
            "with_request",
            restart,
            r#"{ "@type": "Command", "name": "restart", "request": { "name": "delay", "schema": "integer" } }"#,
            1,
            "major",
            "restart/request",
            "request-added",
            "must add",
            "break",
        ),
    ] {
        let (exit, difference) = changed(test, &[(old, new)]);
        assert_eq!(
            (exit, difference["class"].as_str()),
            (code, Some(class)),
            "{test}: {difference}"
        );
        let expected = [path, rule, devices, back_ends].map(str::to_owned);
        let [path, rule, devices, back_ends] = expected;
        assert!(
            rules(&difference).contains(&(path, rule, devices, back_ends)),
            "{test}: {difference}"
        );
    }
}

#[test]
fn the_version_of_the_language_and_what_it_does_not_define_are_told() {
    let (code, difference) = changed(
        "language",
        &[
            ("dtdl:context;2", "dtdl:context;3"),
            (r#"["Telemetry", "Temperature"]"#, r#""Telemetry""#),
            (r#", "unit": "degreeCelsius""#, ""),
        ],
    );
    assert_eq!((code, difference["class"].as_str()), (0, Some("minor")));
    let found: Vec<String> = rules(&difference).into_iter().map(|(_, rule, ..)| rule).collect();
    assert!(
        found.contains(&"language-version-changed".to_owned()) && found.contains(&"unit-removed".to_owned()),
        "{found:?}"
    );
    let (_, difference) = changed(
        "annotation",
        &[
            (r#""name": "serial","#, r#""name": "serial", "vendorCode": 7,"#),
            (
                r#""Property", "name": "serial""#,
                r#"["Property", "Vendor"], "name": "serial""#,
            ),
        ],
    );
    assert_eq!(rules(&difference)[0].1, "annotations-changed", "{difference}");
}

#[test]
fn enum_values_count_by_what_is_sent() {
    let with = |values: &str| {
        THERMOSTAT.replace(
            r#""name": "serial", "schema": "string""#,
            &format!(r#""name": "serial", "schema": {{ "@type": "Enum", "valueSchema": "integer", "enumValues": [{values}] }}"#),
        )
    };
    let (a, b) = (
        r#"{ "name": "a", "enumValue": 1 }"#,
        r#"{ "name": "b", "enumValue": 2 }"#,
    );
    for (old, new, rule) in [
        (a.to_owned(), format!("{a}, {b}"), "enum-value-added"),
        (format!("{a}, {b}"), b.to_owned(), "enum-value-removed"),
        (a.to_owned(), a.replace('1', "3"), "enum-value-changed"),
        (a.to_owned(), a.replace("\"a\"", "\"z\""), "name-off-the-wire-changed"),
    ] {
        let folder = folder("diff_enum", &[("old.json", &with(&old)), ("new.json", &with(&new))]);
        let ran = dtdlgen(&folder, &["diff", "old.json", "new.json"]);
        assert!(
            ran.out.contains("serial/") && ran.out.contains(rule),
            "{rule}: {}{}",
            ran.out,
            ran.err
        );
    }
}

#[test]
fn components_are_compared_by_what_is_in_them() {
    let newer = THERMOSTAT
        .replace("Thermostat;1", "Thermostat;2")
        .replace(r#""name": "serial""#, r#""name": "number""#);
    let room = ROOM.replace("Thermostat;1", "Thermostat;2").replace("Room;1", "Room;2");
    let files = [
        ("room.json", ROOM),
        ("new.json", &room),
        ("a.json", THERMOSTAT),
        ("b.json", &newer),
    ];
    let folder = folder("diff_component", &files);
    let ran = dtdlgen(&folder, &["diff", "room.json", "new.json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(
        ran.out.starts_with("dtmi:test:Room;1 -> dtmi:test:Room;2\n"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("major heating/serial: property-removed"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("minor heating/number: property-added"), "{}", ran.out);
    assert!(
        ran.out.ends_with("major change: devices break, back ends break\n"),
        "{}",
        ran.out
    );
}

#[test]
fn of_a_model_that_is_not_valid_programs_get_what_is_wrong() {
    let folder = folder(
        "diff_invalid",
        &[("old.json", ROOM), ("thermostat.json", THERMOSTAT), ("new.json", "{}")],
    );
    for arguments in [
        &["diff", "--format", "json", "old.json", "new.json"][..],
        &["resolve", "--format", "json", "new.json"],
        &["instance", "--format", "json", "--of", "telemetry", "new.json"],
    ] {
        let ran = dtdlgen(&folder, arguments);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{arguments:?}");
        let said: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(
            (&said["path"], &said["valid"]),
            (&Value::from("new.json"), &Value::from(false))
        );
        assert!(said["diagnostics"][0]["line"].is_number(), "{said}");
    }
}

#[test]
fn the_rules_can_be_printed_without_models() {
    let ran = dtdlgen(Path::new("."), &["diff", "--rules", "--format", "json"]);
    let rules: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let added = rules.iter().find(|rule| rule["rule"] == "enum-value-added").unwrap();
    assert_eq!(
        (&added["sender"], &added["receiver"]),
        (&Value::from("work"), &Value::from("break"))
    );
    assert!(added["devices"].is_null() && rules.iter().any(|rule| rule["devices"] == "must add"));
    let ran = dtdlgen(&folder("diff_rules", &[]), &["diff", "--rules"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("| change |") && ran.out.lines().count() > 30);
}
