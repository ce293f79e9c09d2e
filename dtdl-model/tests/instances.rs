//! Whether texts are values of schemas, beyond what the reference's cases ask.

#![allow(clippy::unwrap_used, reason = "tests")]

use dtdl_model::model::ContentKind;
use dtdl_model::{Model, NoResolver, Options, Source, parse};

fn model(version: u8, contents: &str) -> Model {
    let text = format!(
        r#"{{ "@context": "dtmi:dtdl:context;{version}", "@id": "dtmi:test:thing;1", "@type": "Interface", {contents} }}"#
    );
    let parsed = parse(vec![Source::new("thing", text)], &mut NoResolver, &Options::default());
    assert!(parsed.is_valid(), "{:?}", parsed.diagnostics);
    parsed.model
}

fn mismatches(model: &Model, schema: &str, json: &str) -> Vec<String> {
    let schema = model.schema(schema).unwrap();
    model.mismatches(schema, json).iter().map(ToString::to_string).collect()
}

#[test]
fn geometries_have_their_type_and_their_depth() {
    let model = model(
        3,
        r#""contents": [{ "@type": "Telemetry", "name": "track", "schema": "lineString" }]"#,
    );
    let track = "dtmi:standard:schema:geospatial:lineString;3";
    let valid = r#"{ "type": "LineString", "coordinates": [[1, 2.5], [3, 4, 5]] }"#;
    assert_eq!(mismatches(&model, track, valid), [""; 0]);
    assert_eq!(
        mismatches(
            &model,
            track,
            r#"{ "type": "Point", "coordinates": [1, 2], "bbox": [] }"#
        ),
        [
            "/type: the type of this geometry is `LineString`",
            "/coordinates/0: an array belongs here, not a number",
            "/coordinates/1: an array belongs here, not a number",
            "/bbox: the schema has no such field",
        ]
    );
}

#[test]
fn every_mismatch_is_found_at_its_place() {
    let model = model(
        4,
        r#""schemas": [{ "@id": "dtmi:test:table;1", "@type": "Map", "mapKey": { "name": "key", "schema": "string" },
            "mapValue": { "name": "row", "schema": { "@type": "Array", "elementSchema": "unsignedByte" } } }]"#,
    );
    assert_eq!(
        mismatches(
            &model,
            "dtmi:test:table;1",
            r#"{ "a/b": [1, 256, -1], "c": null, "d": [1.0] }"#
        ),
        [
            "/a~1b/1: `256` is out of the range of an unsignedByte",
            "/a~1b/2: an unsignedByte has no sign",
            "/c: an array belongs here, not null",
            "/d/0: an unsignedByte is written without point and exponent, not as `1.0`",
        ]
    );
}

#[test]
fn a_recursive_schema_ends_with_the_deepest_nest_that_is_read() {
    let model = model(
        4,
        r#""schemas": [{ "@id": "dtmi:test:tree;1", "@type": "Array", "elementSchema": "dtmi:test:tree;1" }]"#,
    );
    let nest = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(mismatches(&model, "dtmi:test:tree;1", &nest(64)), [""; 0]);
    assert_eq!(mismatches(&model, "dtmi:test:tree;1", &nest(100_000)).len(), 1);
}

#[test]
fn a_nullable_payload_may_be_null() {
    let model = model(
        4,
        r#""contents": [{ "@type": "Command", "name": "stop",
            "request": { "name": "after", "schema": "duration", "nullable": true },
            "response": { "name": "at", "schema": "time" } }]"#,
    );
    let interface = model.interface("dtmi:test:thing;1").unwrap();
    let ContentKind::Command(command) = &model[interface].contents.first().unwrap().kind else {
        unreachable!("a command");
    };
    let payload = |payload, json| model.payload_mismatches(payload, json).is_empty();
    let (request, response) = (command.request.as_ref().unwrap(), command.response.as_ref().unwrap());
    assert!(payload(request, " null "));
    assert!(payload(request, r#""PT5M""#));
    assert!(!payload(response, "null"));
}

#[test]
fn of_very_many_mismatches_the_first_are_shown_and_the_rest_is_counted() {
    let model = model(
        3,
        r#""contents": [], "schemas": [{ "@id": "dtmi:test:list;1", "@type": "Array", "elementSchema": "boolean" }]"#,
    );
    let long = format!("\"{}\"", "x".repeat(10_000));
    let json = format!("[{}]", [long.as_str()].repeat(2500).join(","));
    let found = mismatches(&model, "dtmi:test:list;1", &json);
    assert_eq!(found.len(), 1001);
    assert_eq!(
        found.last().unwrap(),
        "there are 1500 more mismatches, which are not shown"
    );
}

#[test]
fn a_name_that_cannot_be_read_is_shown_itself() {
    let model = model(
        3,
        r#""schemas": [{ "@id": "dtmi:test:table;1", "@type": "Map", "mapKey": { "name": "key", "schema": "string" },
            "mapValue": { "name": "value", "schema": "integer" } }]"#,
    );
    let json = r#"{ "a": 1, "b\ud800": 2 }"#;
    let found = model.mismatches(model.schema("dtmi:test:table;1").unwrap(), json);
    assert_eq!(found.len(), 1, "{found:?}");
    let span = found.first().unwrap().span;
    assert_eq!(json.get(span.start..span.end), Some(r#""b\ud800""#));
}
