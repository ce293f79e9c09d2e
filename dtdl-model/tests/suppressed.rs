//! An error that only follows from another is not reported: a person who mends the one should not have read the other.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::PathBuf;

use dtdl_model::{Dtmi, NoResolver, Options, Parsed, Repository, Resolver, Source, parse};

fn interface(id: &str, members: &str) -> String {
    let comma = if members.is_empty() { "" } else { ", " };
    format!(
        r#"{{ "@context": "dtmi:dtdl:context;3", "@type": "Interface", "@id": "dtmi:test:{id};1"{comma}{members} }}"#
    )
}

fn contents(contents: &str) -> String {
    interface("A", &format!(r#""contents": [{contents}]"#))
}

fn judge(texts: &[String], resolver: &mut dyn Resolver) -> Parsed {
    let sources = texts
        .iter()
        .enumerate()
        .map(|(index, text)| Source::new(format!("text {index}"), text))
        .collect();
    parse(sources, resolver, &Options::default())
}

/// Codes with the primary elements' identifiers, without what all have in common.
fn found(parsed: &Parsed) -> Vec<String> {
    parsed
        .diagnostics
        .iter()
        .map(|found| {
            let id = found.primary_id.as_ref().map_or("-", Dtmi::as_str);
            let id = id.trim_start_matches("dtmi:test:").trim_end_matches(";1");
            format!("{} {id}", found.code)
        })
        .collect()
}

fn only(expected: &str, texts: &[String]) {
    assert_eq!(found(&judge(texts, &mut NoResolver)), [expected], "{texts:#?}");
}

/// Uses `dtmi:test:B;1`.
fn owner() -> String {
    contents(r#"{ "@type": "Component", "name": "part", "schema": "dtmi:test:B;1" }"#)
}

#[test]
fn a_member_whose_value_failed_is_not_missing() {
    let telemetry = |schema: &str| {
        contents(&format!(
            r#"{{ "@type": "Telemetry", "name": "t", "schema": {schema} }}"#
        ))
    };
    only("badDtmiOrTerm A:_contents:__t", &[telemetry(r#""duoble""#)]);
    only("refNotStringOrObject A:_contents:__t", &[telemetry("null")]);
    only("refNotStringOrObject A:_contents:__t", &[telemetry("7")]);
    only(
        "objectMultipleValues A:_contents:__t",
        &[telemetry(r#"["double", "long"]"#)],
    );
    only(
        "stringNotString A:_contents:__7",
        &[contents(r#"{ "@type": "Telemetry", "name": 7, "schema": "double" }"#)],
    );
    let unit = |unit: &str| {
        let member = if unit.is_empty() {
            String::new()
        } else {
            format!(r#", "unit": {unit}"#)
        };
        vec![
            contents(&format!(
                r#"{{ "@type": ["Telemetry", "Temperature"], "name": "t", "schema": "double"{member} }}"#
            ))
            .replace(
                r#""dtmi:dtdl:context;3""#,
                r#"["dtmi:dtdl:context;3", "dtmi:dtdl:extension:quantitativeTypes;1"]"#,
            ),
        ]
    };
    only("missingSupplementalObjectProperty A:_contents:__t", &unit(""));
    only("badDtmiOrTerm A:_contents:__t", &unit(r#""kelvinn""#));
}

#[test]
fn of_an_element_whose_type_is_unknown_nothing_else_is_asked() {
    only(
        "typeUndefinedTerm A:_contents:__t",
        &[contents(
            r#"{ "@type": "Measurement", "name": "t", "schemma": "duoble" }"#,
        )],
    );
    only(
        "missingDtmiSegPropertyValue A",
        &[contents(r#"{ "@type": "Telemetry", "schema": "duoble" }"#)],
    );
}

#[test]
fn what_is_meant_by_a_misspelt_type_is_judged() {
    let misspelt = contents(r#"{ "@type": "Telemetri", "name": "t", "schema": "duoble" }"#);
    let found = found(&judge(&[misspelt], &mut NoResolver));
    assert_eq!(
        found,
        ["typeUndefinedTerm A:_contents:__t", "badDtmiOrTerm A:_contents:__t"]
    );
    let interface = contents(r#"{ "@type": "Telemetry", "name": "t", "schema": "duoble" }"#);
    let judged = judge(&[interface.replace("Interface", "interface")], &mut NoResolver);
    assert_eq!(
        self::found(&judged),
        ["typeNotRootable -", "badDtmiOrTerm A:_contents:__t"]
    );
    assert!(judged.model.interfaces().next().is_none());
}

#[test]
fn a_misspelt_member_is_not_missing_too() {
    for (misspelt, code) in [
        ("schem", "propertyUndefinedTerm"),
        ("Schema", "propertyIrrelevantDtmiOrTerm"),
    ] {
        let telemetry = format!(r#"{{ "@type": "Telemetry", "name": "t", "{misspelt}": "double" }}"#);
        only(&format!("{code} A:_contents:__t"), &[contents(&telemetry)]);
    }
    only(
        "missingDtmiSegPropertyValue A",
        &[contents(r#"{ "@type": "Telemetry", "Name": "t", "schema": "double" }"#)],
    );
    // What is far from it is.
    let far = contents(r#"{ "@type": "Telemetry", "name": "t", "colour": "double" }"#);
    assert_eq!(found(&judge(&[far], &mut NoResolver)).len(), 2);
}

#[test]
fn of_a_text_whose_context_is_unknown_nothing_else_is_asked() {
    let text = r#"{ "@context": "dtmi:dtdl:context;9", "@id": "dtmi:test:A;1", "@type": "Interface",
                    "contents": [{ "@type": "Telemetry", "nam": "t", "schema": "duoble" }] }"#;
    only("unrecognizedContextVersion -", &[text.to_owned()]);
}

#[test]
fn what_contains_an_element_with_an_error_has_none() {
    only(
        "badDtmiOrTerm A:_contents:__t:_schema:_fields:__x:_schema",
        &[contents(
            r#"{ "@type": "Telemetry", "name": "t", "schema": { "@type": "Object", "fields": [{ "name": "x",
                 "schema": { "@type": "Array", "elementSchema": "duoble" } }] } }"#,
        )],
    );
    // Too few values are no error where one was written that failed.
    only(
        "missingDtmiSegPropertyValue A:_contents:__t:_schema",
        &[contents(
            r#"{ "@type": "Telemetry", "name": "t", "schema": { "@type": "Object", "fields": [{ "schema": "long" }] } }"#,
        )],
    );
}

#[test]
fn enum_values_are_not_measured_by_a_value_schema_that_is_wrong() {
    only(
        "incorrectPropertyValue A:_contents:__t:_schema",
        &[contents(
            r#"{ "@type": "Telemetry", "name": "t", "schema": { "@type": "Enum", "valueSchema": "double",
                 "enumValues": [{ "name": "on", "enumValue": "x" }, { "name": "off", "enumValue": 0 }] } }"#,
        )],
    );
}

#[test]
fn a_definition_that_failed_is_not_also_missing() {
    for (expected, definition) in [
        (
            "missingContext -",
            r#"{ "@id": "dtmi:test:B;1", "@type": "Interface" }"#,
        ),
        (
            "unrecognizedContextVersion -",
            r#"{ "@context": "dtmi:dtdl:context;5", "@id": "dtmi:test:B;1", "@type": "Interface" }"#,
        ),
        (
            "typeNotRootable -",
            r#"{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:B;1", "@type": "Interfase" }"#,
        ),
        (
            "typeUndefinedTerm B",
            r#"{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:B;1", "@type": ["Interface", "Foo"] }"#,
        ),
        (
            "repeatedTypeProperty -",
            r#"{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:B;1", "@type": "Interface", "@type": "X" }"#,
        ),
    ] {
        only(expected, &[owner(), definition.to_owned()]);
    }
    only(
        "typeUndefinedTerm B",
        &[
            contents(r#"{ "@type": "Telemetry", "name": "t", "schema": "dtmi:test:B;1" }"#).replace(
                r#""contents""#,
                r#""schemas": [{ "@id": "dtmi:test:B;1", "@type": "Objekt", "fields": [] }], "contents""#,
            ),
        ],
    );
}

#[test]
fn what_uses_an_element_with_an_error_has_none() {
    only("refNotStringOrObject B", &[owner(), interface("B", r#""contents": 7"#)]);
    only(
        "stringNotString B",
        &[
            interface("A", r#""extends": "dtmi:test:B;1""#),
            interface("B", r#""comment": 7"#),
            owner().replace("test:A", "test:C"),
        ],
    );
}

#[test]
fn an_identifier_that_nothing_defines_is_reported_once() {
    let text = interface(
        "A",
        r#""extends": "dtmi:test:N;1", "contents": [
             { "@type": "Component", "name": "a", "schema": "dtmi:test:N;1" },
             { "@type": "Component", "name": "b", "schema": "dtmi:test:N;1" }]"#,
    );
    let parsed = judge(&[text], &mut NoResolver);
    assert_eq!(found(&parsed), ["unresolvedReference A"]);
    let help = parsed.diagnostics.first().unwrap().help.as_deref().unwrap();
    assert!(help.ends_with("(2 more elements refer to it)"), "{help}");
}

#[test]
fn a_name_taken_twice_along_extends_is_reported_where_it_is_taken() {
    let telemetry = r#""contents": [{ "@type": "Telemetry", "name": "t", "schema": "double" }]"#;
    let heir = |id: &str, of: &str, rest: &str| interface(id, &format!(r#""extends": {of}{rest}"#));
    // B takes it again; C and D only inherit that.
    only(
        "nonUniqueImportedPropertyValue B",
        &[
            interface("A", telemetry),
            heir("D", r#""dtmi:test:C;1""#, ""),
            heir("C", r#""dtmi:test:B;1""#, ""),
            heir("B", r#""dtmi:test:A;1""#, &format!(", {telemetry}")),
        ],
    );
    // C joins two that have it; D only inherits that.
    only(
        "nonUniqueImportedPropertyValue C",
        &[
            interface("A", telemetry),
            interface("B", telemetry),
            heir("C", r#"["dtmi:test:A;1", "dtmi:test:B;1"]"#, ""),
            heir("D", r#""dtmi:test:C;1""#, ""),
        ],
    );
}

#[test]
fn a_circle_is_reported_once_and_what_it_inherits_from_itself_is_not() {
    let telemetry = r#""contents": [{ "@type": "Telemetry", "name": "t", "schema": "double" }]"#;
    only(
        "recursiveStructureNarrow C",
        &[
            interface("A", &format!(r#""extends": "dtmi:test:B;1", {telemetry}"#)),
            interface("B", &format!(r#""extends": "dtmi:test:C;1", {telemetry}"#)),
            interface("C", r#""extends": "dtmi:test:A;1""#),
        ],
    );
}

/// A repository folder of its own for a test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dtdl-model-{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("dtmi/test")).unwrap();
        Self(path)
    }

    fn holds(&self, bytes: &[u8]) -> &Self {
        fs::write(self.0.join("dtmi/test/b-1.json"), bytes).unwrap();
        self
    }

    fn found(&self) -> Vec<String> {
        found(&judge(&[owner()], &mut Repository::new([&self.0])))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_reference_to_a_file_with_an_error_is_not_also_unresolved() {
    let folder = Folder::new("failed-file");
    assert_eq!(folder.found(), ["unresolvedReference A:_contents:__part"]);
    assert_eq!(folder.holds(b"\"\xff\"").found(), ["invalidUtf8 -"]);
    assert_eq!(folder.holds(b"{").found(), ["invalidJson -"]);
    assert_eq!(folder.holds(b"[]").found(), ["unresolvedReference A:_contents:__part"]);
    assert_eq!(
        folder
            .holds(br#"{ "@id": "dtmi:test:B;1", "@type": "Interface" }"#)
            .found(),
        ["missingContext -"]
    );
}

#[cfg(unix)]
#[test]
fn a_reference_that_leaves_the_repository_is_not_also_unresolved_and_says_who_refers() {
    let (folder, outside) = (Folder::new("leaves"), Folder::new("left"));
    outside.holds(interface("B", "").as_bytes());
    std::os::unix::fs::symlink(
        outside.0.join("dtmi/test/b-1.json"),
        folder.0.join("dtmi/test/b-1.json"),
    )
    .unwrap();
    let parsed = judge(&[owner()], &mut Repository::new([&folder.0]));
    assert_eq!(found(&parsed), ["unsafePath A:_contents:__part"]);
    let shown = parsed.diagnostics.first().unwrap().render(&parsed.sources);
    assert!(
        shown.contains("the Component `part` refers to it") && shown.contains("^^^^"),
        "{shown}"
    );
}

#[test]
fn a_file_that_answers_for_two_identifiers_is_read_once() {
    let text =
        r#"[{ "@id": "dtmi:test:B;1", "@type": "Interface" }, { "@id": "dtmi:test:C;1", "@type": "Interface" }]"#;
    let mut resolver = |ids: &[Dtmi]| {
        let source = Source::new("both.json", text).at_path("./both.json");
        vec![Some(source); ids.len()]
    };
    let owner = contents(
        r#"{ "@type": "Component", "name": "b", "schema": "dtmi:test:B;1" },
           { "@type": "Component", "name": "c", "schema": "dtmi:test:C;1" }"#,
    );
    let parsed = judge(&[owner], &mut resolver);
    assert_eq!(found(&parsed), ["missingContext -", "missingContext -"]);
    assert_eq!(parsed.sources.iter().len(), 2);
}
