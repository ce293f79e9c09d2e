//! `dtdlgen instance`.

use serde_json::Value;

use crate::{ROOM, THERMOSTAT, dtdlgen, dtdlgen_with, folder};

#[test]
fn a_payload_that_conforms_exits_with_0() {
    let folder = folder(
        "instance",
        &[
            ("thermostat.json", THERMOSTAT),
            ("message.json", "{\"temperature\": 21.5}\n"),
        ],
    );
    for (of, payload) in [
        ("telemetry", "{\"temperature\": 21.5}"),
        ("telemetry:temperature", "\u{feff}21.5 "),
        (
            "reported",
            "{\"target\":{\"value\":20,\"ac\":200,\"av\":2},\"serial\":null}",
        ),
        ("desired", "{\"target\":20,\"$version\":3}"),
        ("request:report", "\"2026-05-21T14:30:00Z\""),
        ("response:report", "{}"),
    ] {
        let ran = dtdlgen_with(&folder, &["instance", "--of", of, "thermostat.json"], payload);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{of}: {}", ran.err);
    }
    let ran = dtdlgen(
        &folder,
        &["instance", "--of", "telemetry", "thermostat.json", "message.json"],
    );
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn a_fault_has_its_pointer_and_its_line() {
    let folder = folder(
        "instance_fault",
        &[("room.json", ROOM), ("thermostat-1.json", THERMOSTAT)],
    );
    let payload = "{\n  \"heating\": {\n    \"__t\": \"c\",\n    \"target\": {\n      \"value\": \"warm\", \"ac\": 200, \"av\": 1\n    }\n  }\n}";
    let ran = dtdlgen_with(&folder, &["instance", "--of", "reported", "room.json"], payload);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.out,
        "standard input:5:16: /heating/target/value: a double is a number, not a string\n"
    );
    let arguments = [
        "instance",
        "--format",
        "json",
        "--component",
        "heating",
        "--of",
        "response:report",
        "room.json",
    ];
    let ran = dtdlgen_with(&folder, &arguments, "{\n \"highest\": \"hot\" }");
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(object["conforms"], false);
    assert_eq!(object["faults"][0]["pointer"], "/highest");
    assert_eq!(
        (
            object["faults"][0]["line"].as_i64(),
            object["faults"][0]["column"].as_i64()
        ),
        (Some(2), Some(13))
    );
}

#[test]
fn what_a_message_or_a_twin_must_not_hold_is_said() {
    let folder = folder(
        "instance_refused",
        &[("room.json", ROOM), ("thermostat-1.json", THERMOSTAT)],
    );
    for (of, payload, message) in [
        ("telemetry", "{}", "at least one telemetry"),
        (
            "telemetry",
            "{\"peopel\":3}",
            "`dtmi:test:Room;1` has no telemetry `peopel`",
        ),
        ("telemetry", "[1]", "an object belongs here"),
        (
            "telemetry",
            "{\"people\":3",
            "this is not JSON: the text ends within an object",
        ),
        ("reported", "{\"heating\":{\"serial\":\"a\"}}", "\"__t\": \"c\""),
        ("desired", "{\"heating\":{\"serial\":\"a\"}}", "not writable"),
        (
            "reported",
            "{\"heating\":{\"__t\":\"c\",\"target\":{\"value\":1,\"ac\":200}}}",
            "has `av`",
        ),
        ("telemetry:people", "3.0", "without point and exponent"),
        ("telemetry", "{\"\\u001b[31m\":3}", "no telemetry `\\u{1b}[31m`"),
    ] {
        let ran = dtdlgen_with(&folder, &["instance", "--of", of, "room.json"], payload);
        assert_eq!(ran.code, 1, "{of} {payload}");
        assert!(ran.out.contains(message), "{of} {payload}: {}", ran.out);
    }
}

#[test]
fn what_is_no_json_has_its_place() {
    let folder = folder("instance_json", &[("thermostat.json", THERMOSTAT)]);
    for of in ["telemetry", "telemetry:temperature", "reported"] {
        let ran = dtdlgen_with(
            &folder,
            &["instance", "--of", of, "thermostat.json"],
            "{\n \"a\": tru }",
        );
        assert!(
            ran.code == 1 && ran.out.starts_with("standard input:2:"),
            "{of}: {}",
            ran.out
        );
    }
}

#[test]
fn a_payload_that_cannot_be_read_exits_with_2() {
    let folder = folder("instance_missing", &[("thermostat.json", THERMOSTAT)]);
    let ran = dtdlgen(
        &folder,
        &["instance", "--of", "telemetry", "thermostat.json", "nowhere.json"],
    );
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nowhere.json"), "{}", ran.err);
    if cfg!(unix) {
        let ran = dtdlgen(
            &folder,
            &["instance", "--of", "telemetry", "thermostat.json", "/dev/zero"],
        );
        assert!(ran.code == 2 && ran.err.contains("too large"), "{}", ran.err);
        let ran = dtdlgen(&folder, &["generate", "--config", "/dev/zero"]);
        assert!(ran.code == 2 && ran.err.contains("too large"), "{}", ran.err);
    }
}

#[test]
fn of_very_many_faults_the_first_are_shown_and_the_rest_is_counted() {
    let folder = folder("instance_many", &[("thermostat.json", THERMOSTAT)]);
    let payload = format!("{{{}\"a\":1}}", "\"a\":1,".repeat(11_999));
    let ran = dtdlgen_with(&folder, &["instance", "--of", "telemetry", "thermostat.json"], &payload);
    assert_eq!(ran.code, 1);
    assert!(ran.out.lines().count() == 10_001 && ran.out.contains("2000 more faults are not shown"));
}
