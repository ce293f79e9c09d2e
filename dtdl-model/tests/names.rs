//! Names and identifiers, as the differential test against the reference parser brought them up.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use dtdl_model::{Diagnostic, NoResolver, Options, Source, parse};

fn judge(text: &str) -> Vec<Diagnostic> {
    parse(vec![Source::new("text", text)], &mut NoResolver, &Options::default()).diagnostics
}

fn codes(text: &str) -> Vec<String> {
    judge(text).iter().map(|error| error.code.to_string()).collect()
}

/// An interface with further members.
fn interface(version: u8, members: &str) -> String {
    format!(r#"{{ "@context": "dtmi:dtdl:context;{version}", "@id": "dtmi:a:I;1", "@type": "Interface", {members} }}"#)
}

/// Errors with the text that is underlined.
fn underlined(text: &str) -> Vec<(String, String)> {
    let errors = judge(text);
    let shown = |error: &Diagnostic| {
        let span = error.labels.iter().find(|label| label.primary).unwrap().span;
        (error.code.to_string(), text[span.start..span.end].to_owned())
    };
    errors.iter().map(shown).collect()
}

fn expected(code: &str, text: &str) -> Vec<(String, String)> {
    vec![(code.to_owned(), text.to_owned())]
}

/// The lines that the reference would name for the first error: of the primary place, and of the secondary one.
fn lines(text: &str) -> Vec<usize> {
    let parsed = parse(vec![Source::new("text", text)], &mut NoResolver, &Options::default());
    let places = parsed.diagnostics.first().map(Diagnostic::reference_places);
    let places = places.into_iter().flatten().flatten();
    places
        .filter_map(|(id, span)| Some(parsed.sources.get(id)?.location(span.start).line))
        .collect()
}

#[test]
fn the_identifier_follows_from_the_name_of_any_version_and_the_name_is_that_of_its_own() {
    let of = |version: u8, one: &str, other: &str| {
        let each = |names: &str| format!(r#"{{ "@type": ["Telemetry", "Own"], {names}, "schema": "double" }}"#);
        underlined(&interface(
            version,
            &format!(r#""contents": [{}, {}]"#, each(one), each(other)),
        ))
    };
    let name = "dtmi:dtdl:property:name";
    // The same name, and identifiers that differ.
    let (one, other) = (
        format!(r#""{name};3": "a", "name": "x""#),
        format!(r#""{name};3": "b", "name": "x""#),
    );
    assert_eq!(of(2, &one, &other), expected("nonUniquePropertyValue", r#""x""#));
    // The same identifier, and names that differ.
    let (one, other) = (
        format!(r#""{name};4": "a", "name": "x""#),
        format!(r#""{name};4": "a", "name": "y""#),
    );
    assert_eq!(of(2, &one, &other), expected("nonUniquePropertyValue", r#""a""#));
    // What is written with an escape is the same.
    let escaped = r#""dtmi:dtdl:property:name;\u0032": "x""#;
    let twice = expected("nonUniquePropertyValue", r#""x""#);
    assert_eq!(of(2, r#""name": "x""#, &format!(r#""{name};2": "x""#)), twice);
    assert_eq!(of(2, r#""name": "x""#, escaped), twice);
    // What is no version of the language is no name.
    let (one, other) = (
        format!(r#""{name};9": "a", "name": "x""#),
        format!(r#""{name};9": "a", "name": "y""#),
    );
    assert_eq!(of(2, &one, &other), []);
    let other = format!(r#""{name};02": "x", "name": "y""#);
    assert_eq!(of(2, r#""name": "x""#, &other), []);
    assert_eq!(
        of(2, r#""name": "a""#, &format!(r#""{name};9": "b""#))[0].0,
        "missingDtmiSegPropertyValue"
    );
}

#[test]
fn an_element_inside_another_with_its_identifier_has_no_values_of_which_to_complain() {
    let field = r#"{ "name": "f", "schema": "double" }"#;
    let named = r#"{ "@id": "dtmi:a:F;1", "name": "f", "schema": "double" }"#;
    for fields in [[named, field], [named, r#""dtmi:a:F;1""#]] {
        let inner = format!(
            r#"{{ "@id": "dtmi:a:O;1", "@type": "Object", "fields": [{}] }}"#,
            fields.join(", ")
        );
        let text = interface(
            3,
            &format!(
                r#""schemas": {{ "@id": "dtmi:a:O;1", "@type": "Object", "fields": [{{ "name": "o", "schema": {inner} }}] }}"#
            ),
        );
        assert_eq!(codes(&text), ["duplicateDefinition"]);
    }
}

#[test]
fn keywords_that_are_written_with_escapes_are_shown() {
    let text = r#"{ "@context": "dtmi:dtdl:context;3", "\u0040id": "dtmi:a:b c;1", "\u0040type": "Interface" }"#;
    assert_eq!(underlined(text), expected("invalidId", r#""dtmi:a:b c;1""#));
    let text = r#"{ "@context": "dtmi:dtdl:context;3", "\u0040id": "dtmi:a:b;1", "\u0040type": "Interfaze" }"#;
    assert_eq!(underlined(text), expected("typeNotRootable", r#""Interfaze""#));
}

#[test]
fn a_name_with_a_datatype_that_it_does_not_have_gives_no_identifier() {
    let of = |name: &str| {
        codes(&interface(
            3,
            &format!(r#""contents": {{ "@type": "Telemetry", "name": {name}, "schema": "double" }}"#),
        ))
    };
    assert!(of(r#"{ "@value": "x", "@type": "xsd:string" }"#).is_empty());
    assert_eq!(
        of(r#"{ "@value": "x", "@type": "xsd:integer" }"#),
        ["dtmiSegPropertyNotStringOrNumber"]
    );
    assert_eq!(
        of(r#"{ "@value": 5, "@type": "xsd:integer" }"#),
        ["stringTypeNotString"]
    );
    // No integer: it does not fit into 32 bits.
    for number in ["1.5", "3000000000"] {
        assert_eq!(
            of(&format!(r#"{{ "@value": {number}, "@type": "xsd:integer" }}"#)),
            ["dtmiSegPropertyNotStringOrNumber"]
        );
        assert_eq!(
            of(&format!(r#"{{ "@value": {number}, "@type": "xsd:decimal" }}"#)),
            ["stringTypeNotString"]
        );
    }
}

#[test]
fn an_element_with_the_identifier_of_the_one_around_it_is_an_error_and_nothing_worse() {
    let text = interface(
        3,
        r#""schemas": { "@id": "dtmi:a:I;1", "@type": "Enum", "valueSchema": "integer", "enumValues": [] }"#,
    );
    assert!(!codes(&text).is_empty());
}

#[test]
fn a_content_with_the_identifier_of_its_interface_is_that_interface_which_has_no_name() {
    let text = interface(
        3,
        r#""contents": { "@id": "dtmi:a:I;1", "@type": "Telemetry", "name": "x", "schema": "double" }"#,
    );
    let errors = judge(&text);
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].code.as_str(), "missingDictKeyPropertyValue");
    let ids = [&errors[0].primary_id, &errors[0].secondary_id].map(|id| id.as_ref().map(|id| id.as_str()));
    assert_eq!(ids, [Some("dtmi:a:I;1"); 2]);
    assert_eq!(errors[0].value.as_deref(), Some("name"));
}

#[test]
fn a_too_long_identifier_is_reported_with_the_context_that_says_the_limits() {
    let of = |context: &str| {
        let id = format!("dtmi:{};1", "a".repeat(2048));
        let text = format!(r#"{{ "@context": {context}, "@id": "{id}", "@type": "Interface" }}"#);
        let errors = judge(&text);
        assert_eq!(errors[0].code.as_str(), "idTooLong");
        errors[0].fact("Transformation").map(str::to_owned)
    };
    assert_eq!(of(r#""dtmi:dtdl:context;3""#).as_deref(), Some("dtmi:dtdl:context;3"));
    assert_eq!(
        of(r#"["dtmi:dtdl:context;4#limitless", "dtmi:dtdl:context;4#limits"]"#).as_deref(),
        Some("dtmi:dtdl:context;4#limits")
    );
}

#[test]
fn a_name_that_is_no_text_names_the_element_and_the_name() {
    let text = interface(3, "\n\"contents\": {\n\"@type\": \"Telemetry\",\n\"name\": true\n}");
    assert_eq!(lines(&text), [2, 4]);
}

#[test]
fn a_number_for_a_name_becomes_part_of_the_identifier() {
    for (number, segment) in [
        ("5", "5"),
        ("-5.5", "-5_5"),
        ("1e14", "100000000000000"),
        ("1e15", "1000000000000000"),
        ("1e16", "10000000000000000"),
        ("1e17", "1E+17"),
        ("-2.5e100", "-2_5E+100"),
        ("0.00001", "1E-05"),
        ("0.0001", "0_0001"),
    ] {
        let text = interface(
            3,
            &format!(r#""contents": {{ "@type": "Telemetry", "name": {number}, "schema": "double" }}"#),
        );
        let errors = judge(&text);
        let id = errors.first().and_then(|error| error.primary_id.as_ref());
        let expected = format!("dtmi:a:I:_contents:__{segment};1");
        assert_eq!(id.map(|id| id.as_str()), Some(&*expected));
    }
}

#[test]
fn a_percent_sign_that_escapes_nothing_is_escaped_in_an_identifier() {
    let of = |name: &str| {
        let content = format!(r#""contents": {{ "@type": "Telemetry", "name": "{name}", "schema": "double" }}"#);
        let errors = judge(&interface(3, &content));
        assert_eq!(errors[0].code.as_str(), "stringInvalid");
        errors[0].primary_id.as_ref().map(|id| id.to_string())
    };
    assert_eq!(of("load (%)").as_deref(), Some("dtmi:a:I:_contents:__load (%25);1"));
    assert_eq!(of("%2F%z").as_deref(), Some("dtmi:a:I:_contents:__%2F%25z;1"));
}

#[test]
fn the_identifier_of_an_interface_is_too_long_whatever_else_its_types_are() {
    let of = |types: &str| {
        let id = format!("dtmi:a:{};1", "b".repeat(130));
        let text = format!(r#"{{ "@context": "dtmi:dtdl:context;4", "@id": "{id}", "@type": {types} }}"#);
        codes(&text)
    };
    assert_eq!(of(r#""Interface""#), ["idTooLongForType"]);
    let mut both = of(r#"["Interface", "State"]"#);
    both.sort();
    assert_eq!(both, ["idTooLongForType", "typeUndefinedTerm"]);
}
