//! Bad input gets a clear error, and what is sound beside it stays.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::fs;
use std::path::PathBuf;

use dtdl_model::model::{Content, ContentKind, SchemaKind};
use dtdl_model::{Code, Dtmi, NoResolver, Options, Parsed, Repository, Resolver, Source, parse};

/// A folder of its own for a test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dtdl-model-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn check(text: &str) -> Parsed {
    parse(
        vec![Source::new("model.json", text)],
        &mut NoResolver,
        &Options::default(),
    )
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect()
}

fn interface(contents: &str) -> String {
    format!(
        r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:A;1", "@type": "Interface", "contents": [{contents}] }}"#
    )
}

#[test]
fn a_byte_order_mark_is_accepted() {
    let text = format!("\u{feff}{}", interface(""));
    assert!(check(&text).is_valid());
}

#[test]
fn places_behind_a_byte_order_mark_are_right() {
    let text = format!(
        "\u{feff}{}",
        interface(r#"{ "@type": "Telemetry", "name": "t", "schema": "duoble" }"#)
    );
    let parsed = check(&text);
    let label = parsed.diagnostics[0].primary().unwrap();
    assert_eq!(&text[label.span.start..label.span.end], "\"duoble\"");
}

#[test]
fn a_missing_file_is_named() {
    let error = Source::read("no/such/file.json").unwrap_err();
    assert_eq!(error.code, Code::UNREADABLE_FILE);
    assert!(error.message.contains("no/such/file.json"));
}

#[test]
fn a_file_that_is_not_utf8_is_refused() {
    let folder = Folder::new("utf8");
    fs::write(folder.0.join("bad.json"), b"{ \"a\": \n\"\xff\" }").unwrap();
    let source = Source::read(folder.0.join("bad.json")).unwrap();
    assert!(
        source
            .check_encoding()
            .unwrap_err()
            .message
            .contains("line 2, column 2")
    );
    let parsed = parse(vec![source], &mut NoResolver, &Options::default());
    assert_eq!(codes(&parsed), ["invalidUtf8"]);
    let shown = parsed.diagnostics[0].render(&parsed.sources);
    assert!(
        shown.contains("bad.json:2:2\n") && shown.contains("2 | \"\u{fffd}\" }"),
        "{shown}"
    );
    fs::write(folder.0.join("wide.json"), b"\xff\xfe{\0}\0").unwrap();
    let source = Source::read(folder.0.join("wide.json")).unwrap();
    let parsed = parse(vec![source], &mut NoResolver, &Options::default());
    assert!(parsed.diagnostics[0].message.ends_with("is not UTF-8: it is UTF-16"));
}

#[test]
fn a_number_out_of_range_and_a_lone_surrogate_are_refused() {
    assert_eq!(codes(&check(&interface("1e999"))), ["invalidJson"]);
    assert_eq!(codes(&check(&interface(r#""\ud800""#))), ["invalidJson"]);
}

#[test]
fn what_makes_a_text_no_json_is_underlined_as_a_whole() {
    let underlined = |text: &str| {
        let parsed = check(text);
        let span = parsed.diagnostics[0].primary().unwrap().span;
        (span.start, text[span.start..span.end].to_owned())
    };
    for number in ["1e400", "-1.5E+999", "1e99999999999999999999"] {
        assert_eq!(underlined(&format!("[0, {number} ]")), (4, number.to_owned()));
    }
    assert_eq!(underlined("[0, trUe]"), (4, "trUe".to_owned()));
    for inside in ["", " \n ", "1"] {
        for (open, close) in [("[", "]"), ("{", "}")] {
            let text = format!("{}{open}{inside}{close}", "[".repeat(64));
            assert_eq!(underlined(&text), (64, open.to_owned()), "{text}");
        }
    }
}

#[test]
fn a_member_with_a_name_of_serde_jsons_own_is_a_member() {
    let text =
        interface(r#"{ "$serde_json::private::Number": "1", "@type": "Telemetry", "name": "a", "schema": "double" }"#);
    let parsed = check(&text.replace("context;2", "context;3"));
    assert_eq!(codes(&parsed), ["propertyNotDtmiNorTerm"]);
}

#[test]
fn an_empty_text_and_a_truncated_one_are_refused() {
    assert_eq!(codes(&check("")), ["invalidJson"]);
    assert_eq!(codes(&check("{")), ["invalidJson"]);
    assert_eq!(codes(&check(&interface("")[..60])), ["invalidJson"]);
}

#[test]
fn every_mistake_is_reported_and_what_is_sound_stays() {
    let text = interface(
        r#"{ "@type": "Telemetry", "name": "good", "schema": "double" },
           { "@type": "Telemetry", "name": "bad", "schema": "duoble" },
           { "@type": "Property", "name": "also_bad_", "schema": "double" },
           { "@type": "Command", "name": "reboot", "request": { "name": "delay", "schema": "integer" } }"#,
    );
    assert_eq!(check(&text).model.interfaces().len(), 0);
    let options = Options::default().keep_going(true);
    let parsed = parse(vec![Source::new("model.json", text)], &mut NoResolver, &options);
    assert_eq!(codes(&parsed), ["badDtmiOrTerm", "stringInvalid"]);
    let interface = &parsed.model[parsed.model.roots()[0]];
    let names: Vec<&str> = interface.contents().map(|content| content.name.as_str()).collect();
    assert_eq!(names, ["good", "reboot"]);
}

#[test]
fn contents_of_bases_come_first_and_say_where_they_are_from() {
    let text = r#"[
      { "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:Special;1", "@type": "Interface",
        "extends": "dtmi:com:example:Base;1",
        "contents": [{ "@type": "Telemetry", "name": "own", "schema": "double" }] },
      { "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:Base;1", "@type": "Interface",
        "contents": [{ "@type": ["Property", "Temperature"], "unit": "kelvin", "name": "inherited",
                       "schema": "float", "writable": true, "displayName": { "de": "Geerbt" } }] }
    ]"#;
    let parsed = check(text);
    assert!(parsed.is_valid(), "{:?}", codes(&parsed));
    let special = parsed.model.interface("dtmi:com:example:Special;1").unwrap();
    let base = parsed.model.interface("dtmi:com:example:Base;1").unwrap();
    let contents: Vec<&Content> = parsed.model[special].contents().collect();
    assert_eq!(contents[0].name, "inherited");
    assert_eq!(contents[0].defined_in, base);
    assert_eq!(contents[0].named.unit().unwrap().symbol.as_deref(), Some("K"));
    assert_eq!(contents[0].named.semantic_types()[0].term, "Temperature");
    assert_eq!(contents[0].named.display_text(), Some("Geerbt"));
    let ContentKind::Property(property) = &contents[0].kind else {
        panic!("a property");
    };
    assert!(property.writable);
    assert!(matches!(parsed.model[property.schema].kind, SchemaKind::Primitive(_)));
}

#[test]
fn implicit_identifiers_follow_the_reference() {
    let parsed = check(&interface(
        r#"{ "@type": "Telemetry", "name": "state", "schema": { "@type": "Object", "fields": [
             { "name": "a", "schema": { "@type": "Array", "elementSchema": "double" } }] } }"#,
    ));
    let ids: Vec<&str> = parsed
        .model
        .schemas()
        .map(|(_, schema)| schema.named.id.as_str())
        .collect();
    assert!(ids.contains(&"dtmi:com:example:A:_contents:__state:_schema;1"));
    assert!(ids.contains(&"dtmi:com:example:A:_contents:__state:_schema:_fields:__a:_schema;1"));
}

#[test]
fn a_command_with_an_empty_list_of_payloads_has_none() {
    for version in [2, 3, 4] {
        let parsed = check(&format!(
            r#"{{ "@context": "dtmi:dtdl:context;{version}", "@id": "dtmi:com:example:A;1", "@type": "Interface",
                  "contents": [{{ "@type": "Command", "name": "reboot", "request": [], "response": [] }}] }}"#
        ));
        assert!(parsed.is_valid(), "{:?}", codes(&parsed));
        let contents: Vec<&Content> = parsed.model[parsed.model.roots()[0]].contents().collect();
        let ContentKind::Command(command) = &contents[0].kind else {
            panic!("a command");
        };
        assert!(command.request.is_none() && command.response.is_none());
    }
}

#[test]
fn a_repository_resolves_in_rounds_and_reports_what_was_read() {
    let folder = Folder::new("rounds");
    folder.write(
        "dtmi/com/example/thermostat-1.json",
        r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:Thermostat;1", "@type": "Interface",
             "extends": "dtmi:com:example:Base;2" }"#,
    );
    folder.write(
        "dtmi/com/example/base-2.expanded.json",
        r#"[{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:Base;2", "@type": "Interface" }]"#,
    );
    let text = interface(r#"{ "@type": "Component", "name": "t", "schema": "dtmi:com:example:Thermostat;1" }"#);
    let mut repository = Repository::new([&folder.0]);
    let parsed = parse(vec![Source::new("a", text)], &mut repository, &Options::default());
    assert!(parsed.is_valid(), "{:?}", codes(&parsed));
    assert_eq!(parsed.model.interfaces().len(), 3);
    assert_eq!(parsed.model.roots().len(), 1);
    assert_eq!(parsed.paths().count(), 2);
}

#[test]
fn an_identifier_never_becomes_a_path_out_of_the_folder() {
    for text in [
        "dtmi:com:..:x;1",
        "dtmi:com:example:a/b;1",
        "dtmi:;1",
        "dtmi:com:example",
    ] {
        assert_eq!(
            Dtmi::new(text).as_ref().and_then(Repository::relative_path),
            None,
            "{text}"
        );
    }
    let id = Dtmi::new("dtmi:com:Example:Thermostat;1").unwrap();
    assert_eq!(
        Repository::relative_path(&id).as_deref(),
        Some("dtmi/com/example/thermostat-1.json")
    );
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_refused() {
    let (inside, outside) = (Folder::new("inside"), Folder::new("outside"));
    outside.write(
        "secret.json",
        r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:A;1", "@type": "Interface" }"#,
    );
    fs::create_dir_all(inside.0.join("dtmi/com/example")).unwrap();
    std::os::unix::fs::symlink(
        outside.0.join("secret.json"),
        inside.0.join("dtmi/com/example/a-1.json"),
    )
    .unwrap();
    let mut repository = Repository::new([&inside.0]);
    let answers = repository.resolve(&[Dtmi::new("dtmi:com:example:A;1").unwrap()]);
    assert_eq!(answers, [None]);
    assert_eq!(repository.take_diagnostics()[0].code, Code::UNSAFE_PATH);
}

#[test]
fn an_empty_text_and_one_that_is_cut_off_are_told_apart() {
    for (text, expected) in [
        ("", "the text is empty"),
        ("\u{feff} \n", "the text is empty"),
        ("{\"@id\": \"dtmi:te", "this is not JSON: the text ends within a string"),
        ("[{}", "this is not JSON: the text ends within a list"),
    ] {
        let parsed = check(text);
        assert_eq!(parsed.diagnostics[0].message, expected);
        assert!(parsed.diagnostics[0].primary().is_some());
    }
}

#[test]
fn a_mistake_in_an_array_within_an_array_has_a_place() {
    let text = r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:X;1", "@type": "Interface",
        "contents": [[{}, { "@type": "Telemetry", "schema": "double", "name": "x", "displayName": [null] }]] }"#;
    let parsed = check(text);
    assert!(!parsed.diagnostics.is_empty());
    assert!(
        parsed
            .diagnostics
            .iter()
            .all(|diagnostic| diagnostic.primary().is_some())
    );
}

#[test]
fn an_interface_whose_identifier_an_element_inside_took_is_refused_and_leads_nowhere() {
    let parsed = check(
        r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:A;1", "@type": "Interface", "extends":
             { "@type": "Interface", "@id": "dtmi:test:B;1", "extends": { "@type": "Interface", "@id": "dtmi:test:C;1",
               "schemas": [{ "@type": "Enum", "@id": "dtmi:test:B;1", "valueSchema": "integer", "enumValues": [] }] } } }"#,
    );
    assert!(codes(&parsed).contains(&"duplicateDefinition"));
}

#[test]
fn a_member_with_the_name_of_a_number_of_serde_json_is_a_member() {
    let text = r#"{ "$serde_json::private::Number": "1", "@id": "dtmi:test:A;1", "@context": "dtmi:dtdl:context;2",
        "@type": ["Interface", "Own"], "own": { "$serde_json::private::Number": "2" } }"#;
    let parsed = check(text);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let (_, interface) = parsed.model.interfaces().next().unwrap();
    let undefined: Vec<_> = interface.named.undefined_properties().iter().collect();
    assert_eq!(
        undefined,
        [
            ("$serde_json::private::Number", "\"1\""),
            ("own", r#"{"$serde_json::private::Number":"2"}"#)
        ]
    );
}

#[test]
fn what_cannot_be_read_is_shown_from_its_start() {
    let start = |text: &str| {
        let parsed = check(text);
        let span = parsed.diagnostics[0].labels[0].span;
        text[span.start..].chars().take(4).collect::<String>()
    };
    assert_eq!(start(r#"{ "a": -1.5e+400, "b": 1 }"#), "-1.5");
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for inside in ["[]", "[ ]", "[1]", "{}", "{ \"b\": 1 }"] {
            let text = format!("{}{inside}   {}", open.repeat(64), close.repeat(64));
            assert_eq!(start(&text), format!("{inside}   ").chars().take(4).collect::<String>());
        }
    }
}

#[test]
fn a_text_of_wide_letters_is_named_as_what_it_is() {
    let wide: String = interface("").chars().flat_map(|letter| [letter, '\0']).collect();
    let parsed = check(&wide);
    assert_eq!(codes(&parsed), ["invalidJson"]);
    assert!(parsed.diagnostics[0].message.contains("NUL"));
}

#[test]
fn a_number_that_is_no_integer_is_shown() {
    for number in ["2147483648", "5.5", "1e40"] {
        let parsed = check(&interface(&format!(
            r#"{{ "@type": "Relationship", "name": "x", "maxMultiplicity": {number} }}"#
        )));
        assert_eq!(codes(&parsed), ["integerNotInteger"]);
        assert!(
            parsed.diagnostics[0].message.contains(number),
            "{:?}",
            parsed.diagnostics
        );
    }
}

#[test]
fn a_mistake_among_many_contents_is_found_where_it_stands() {
    for at in [0, 7, 19] {
        let content = |index: usize| match index == at {
            true => r#"{ "@type": "Component", "name": "c", "schema": "dtmi:test:Missing;1" }"#.to_owned(),
            false => format!(r#"{{ "@type": "Telemetry", "name": "t{index}", "schema": "double" }}"#),
        };
        let text = interface(&(0..20).map(content).collect::<Vec<_>>().join(", "));
        let parsed = check(&text);
        assert_eq!(codes(&parsed), ["unresolvedReference"]);
        let span = parsed.diagnostics[0].primary().unwrap().span;
        assert_eq!(&text[span.start..span.end], "\"dtmi:test:Missing;1\"", "{at}");
    }
}
