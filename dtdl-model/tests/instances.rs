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
            "/a~1b/1: 256 is out of the range of an unsignedByte",
            "/a~1b/2: an unsignedByte has no sign",
            "/c: an array belongs here, not null",
            "/d/0: an unsignedByte is written without point and exponent, not as 1.0",
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
fn what_is_told_of_a_text_with_a_mistake_everywhere_is_not_much_more_than_the_text() {
    let model = model(
        4,
        r#""schemas": [
            { "@id": "dtmi:test:row;1", "@type": "Map", "mapKey": { "name": "key", "schema": "string" },
              "mapValue": { "name": "row", "schema": { "@type": "Array", "elementSchema": "date" } } },
            { "@id": "dtmi:test:state;1", "@type": "Array", "elementSchema": { "@type": "Enum",
              "valueSchema": "string", "enumValues": [{ "name": "on", "enumValue": "on" }] } }]"#,
    );
    let count = 25_000;
    let row = format!(r#"{{ "{}": [{}1] }}"#, "n".repeat(50_000), "1,".repeat(count - 1));
    let schema = model.schema("dtmi:test:row;1").unwrap();
    let mismatches = model.mismatches(schema, &row);
    let told: usize = mismatches.iter().map(|one| one.pointer.len() + one.message.len()).sum();
    assert!(told < 1_500_000, "{told}");
    let (last, described) = mismatches.split_last().unwrap();
    let more = count - described.len();
    assert_eq!(last.to_string(), format!("{more} more mismatches are not shown"));
    assert_eq!((last.span.start, last.span.end), (0, row.len()));

    // What is no value of the enum's schema is one mismatch, counted or told.
    let count = 100_000;
    let states = format!("[{}1]", "1,".repeat(count - 1));
    let schema = model.schema("dtmi:test:state;1").unwrap();
    let mismatches = model.mismatches(schema, &states);
    let more = mismatches
        .last()
        .unwrap()
        .message
        .strip_suffix(" more mismatches are not shown");
    assert_eq!(more.unwrap().parse(), Ok(count + 1 - mismatches.len()));

    let long = format!(r#"["{}"]"#, "ü".repeat(1000));
    let mismatches = model.mismatches(schema, &long);
    assert_eq!(
        mismatches.first().unwrap().message,
        format!("\"{0}…{0}\" is none of the enum's values", "ü".repeat(34))
    );
}

#[test]
fn a_name_that_is_no_text_is_underlined_itself() {
    let model = model(
        4,
        r#""schemas": [{ "@id": "dtmi:test:pair;1", "@type": "Object", "fields": [{ "name": "a", "schema": "date" }] }]"#,
    );
    let schema = model.schema("dtmi:test:pair;1").unwrap();
    let text = r#"{ "a\ud800": 1, "$serde_json::private::Number": "1" }"#;
    let mismatches = model.mismatches(schema, text);
    let told: Vec<String> = mismatches.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            r"/a\ud800: this name cannot be read",
            "/$serde_json::private::Number: the schema has no such field"
        ]
    );
    assert_eq!(
        mismatches.first().map(|one| &text[one.span.start..one.span.end]),
        Some(r#""a\ud800""#)
    );
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
    let ContentKind::Command(command) = &model[interface].contents().next().unwrap().kind else {
        unreachable!("a command");
    };
    let payload = |payload, json| model.payload_mismatches(payload, json).is_empty();
    let (request, response) = (command.request.as_ref().unwrap(), command.response.as_ref().unwrap());
    assert!(payload(request, " null "));
    assert!(payload(request, r#""PT5M""#));
    assert!(!payload(response, "null"));
}
