//! Bad input gets a clear error, and what is sound beside it stays.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::fs;
use std::path::PathBuf;

use dtdl_model::model::{ContentKind, SchemaKind};
use dtdl_model::{Code, Dtmi, NoResolver, Options, Parsed, Repository, Resolver, Source, parse};

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
fn a_text_larger_than_the_limit_is_refused() {
    let options = Options::default().max_text_size(20);
    let parsed = parse(vec![Source::new("big", interface(""))], &mut NoResolver, &options);
    assert_eq!(codes(&parsed), ["textTooLarge"]);
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
    let names: Vec<&str> = interface.contents.iter().map(|content| content.name.as_str()).collect();
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
    let contents = &parsed.model[special].contents;
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
        let contents = &parsed.model[parsed.model.roots()[0]].contents;
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
fn long_chains_and_many_mistakes_end_in_time() {
    let mut chain = String::from("[");
    for index in 0..3000 {
        chain.push_str(&format!(
            r#"{{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:com:example:A{index};1", "@type": "Interface",
                 "extends": "dtmi:com:example:A{};1",
                 "schemas": [{{ "@id": "dtmi:com:example:S{index};1", "@type": "Array", "elementSchema": "wrong" }}] }},"#,
            index + 1
        ));
    }
    chain
        .push_str(r#"{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:com:example:A3000;1", "@type": "Interface" }]"#);
    let parsed = check(&chain);
    assert!(parsed.diagnostics.len() > 3000);
}

#[test]
fn an_interface_larger_than_a_mebibyte_is_refused_from_v3_on() {
    let text = |version: u8, size: usize| {
        format!(
            r#"{{ "@context": "dtmi:dtdl:context;{version}", "@id": "dtmi:com:example:A;1", "@type": "Interface",{} "comment": "x" }}"#,
            " ".repeat(size)
        )
    };
    assert!(check(&text(2, 1_048_576)).is_valid());
    assert!(check(&text(3, 1_000_000)).is_valid());
    assert_eq!(codes(&check(&text(3, 1_048_576))), ["partitionTooLarge"]);
    // Its characters count, however many bytes they take.
    let wide = |count: usize| text(3, 0).replace("\"x\"", &format!("5, \"own\": \"{}\"", "é".repeat(count)));
    let found = codes(&check(&wide(600_000)));
    assert!(!found.is_empty() && !found.contains(&"partitionTooLarge"));
    assert!(codes(&check(&wide(1_048_576))).contains(&"partitionTooLarge"));
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

/// A text of at least so many bytes that is one list.
fn list_of(item: impl Fn(usize) -> String, bytes: usize) -> String {
    let mut text = String::from("[");
    for index in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(if index == 0 { "" } else { "," });
        text.push_str(&item(index));
    }
    text.push(']');
    text
}

#[test]
fn of_very_many_mistakes_the_first_are_shown_and_the_rest_is_counted() {
    let padding = " ".repeat(100);
    let broken = |_| format!(r#"{{ "@type": "Telemetry", "nane": "t", "schema": "double" {padding}}}"#);
    let contents = list_of(broken, 10_000_000);
    let count = contents.matches("nane").count();
    assert!(count > 50_000);
    let parsed = check(&format!(
        r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:A;1", "@type": "Interface", "contents": {contents} }}"#
    ));
    let (last, shown) = parsed.diagnostics.split_last().unwrap();
    assert_eq!(shown.len(), 10_000);
    assert!(shown.iter().all(|diagnostic| diagnostic.primary().is_some()));
    let more = count - shown.len();
    assert_eq!(last.code, Code::MORE_MISTAKES);
    assert_eq!(
        last.message,
        format!("`model.json` has {more} more mistakes, which are not shown")
    );
    let rendered: usize = shown
        .iter()
        .map(|diagnostic| diagnostic.render(&parsed.sources).len())
        .sum();
    assert!(rendered < 10_000 * 1000, "{rendered}");
}

#[test]
fn a_line_may_be_as_long_as_the_text() {
    let text = format!(
        "{{ \"@context\": \"dtmi:dtdl:context;2\",\r\n \"@id\": \"dtmi:com:example:Ä;1\", \"comment\": \"{}\", \"@type\": \"Interface\" }}\r\n",
        "ä".repeat(5_000)
    );
    let parsed = check(&format!("\u{feff}{text}"));
    let label = parsed.diagnostics[0].primary().unwrap();
    let source = parsed.sources.get(label.source).unwrap();
    let start = source.location(label.span.start);
    assert_eq!((start.line, start.column), (2, 9));
    let end = source.location(source.text().len());
    assert_eq!((end.line, end.column), (3, 1));
    let behind = source.location(source.text().find("Interface").unwrap());
    assert_eq!(
        behind.column,
        source
            .text()
            .lines()
            .nth(1)
            .unwrap()
            .split("Interface")
            .next()
            .unwrap()
            .chars()
            .count()
            + 1
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
fn shared_schemas_with_more_ways_than_anybody_can_go_end_in_time() {
    // 29 fields of the first lead five levels deep, in a million ways each; the last one leads six levels deep.
    let schemas: Vec<String> = (0..6)
        .map(|level| {
            let fields: Vec<String> = (0..30)
                .map(|field| match level {
                    0 if field < 29 => 2,
                    level => level + 1,
                })
                .map(|below| match below {
                    6 => "double".to_owned(),
                    below => format!("dtmi:test:S{below};1"),
                })
                .enumerate()
                .map(|(field, schema)| format!(r#"{{ "name": "f{field}", "schema": "{schema}" }}"#))
                .collect();
            format!(
                r#"{{ "@type": "Object", "@id": "dtmi:test:S{level};1", "fields": [{}] }}"#,
                fields.join(",")
            )
        })
        .collect();
    let text = format!(
        r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:A;1", "@type": "Interface", "schemas": [{}] }}"#,
        schemas.join(",")
    );
    assert_eq!(codes(&check(&text)), ["excessiveDepthWide"]);
}

#[test]
fn what_a_twin_holds_is_counted_however_many_ways_lead_there() {
    let schemas = (0..8).map(|level| {
        let schema = if level == 7 {
            "double".to_owned()
        } else {
            format!("dtmi:test:S{};1", level + 1)
        };
        let fields = (0..20).map(|field| format!(r#"{{ "name": "f{field}", "schema": "{schema}" }}"#));
        let fields: Vec<String> = fields.collect();
        format!(
            r#"{{ "@type": "Object", "@id": "dtmi:test:S{level};1", "fields": [{}] }}"#,
            fields.join(",")
        )
    });
    let text = format!(
        r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:A;1", "@type": "Interface", "schemas": [{}],
            "contents": {{ "@type": "Property", "name": "p", "schema": "dtmi:test:S0;1" }} }}"#,
        schemas.collect::<Vec<_>>().join(",")
    );
    let options = Options::default().warn_for_iot_central(true);
    let parsed = parse(vec![Source::new("model.json", text)], &mut NoResolver, &options);
    assert!(codes(&parsed).contains(&"iotCentralSize"), "{:?}", codes(&parsed));
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
fn what_is_shown_cannot_steer_a_terminal() {
    let text = "{ \"@id\": \"dtmi:test:A;1\", \"@context\": \"dtmi:dtdl:context;2\", \"@type\": \"Interface\",\
                \"comment\": 7, \"x\u{202e}y\": \"\u{9b}31m\" }";
    let name = "a\u{1b}[31m\n.json";
    let parsed = parse(vec![Source::new(name, text)], &mut NoResolver, &Options::default());
    assert_eq!(codes(&parsed), ["stringNotString", "noTypeThatAllows"]);
    for diagnostic in &parsed.diagnostics {
        let shown = diagnostic.render(&parsed.sources);
        let steering = |c: char| c != '\n' && c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!shown.contains(steering) && shown.lines().count() == 6, "{shown:?}");
    }
    assert!(parsed.diagnostics[1].message.contains("`x\\u{202e}y`"));
    let error = Source::read("no/such\u{1b}[31m/file.json").unwrap_err();
    assert!(!error.render(&parsed.sources).contains('\u{1b}'));
}

#[test]
fn what_takes_no_place_is_shown_by_a_mark() {
    let hidden = [
        '\u{ad}',
        '\u{61c}',
        '\u{200b}',
        '\u{200f}',
        '\u{2028}',
        '\u{2069}',
        '\u{feff}',
        '\u{e0041}',
    ];
    let shown = |text: &str| {
        let parsed = check(text);
        parsed.diagnostics[0].render(&parsed.sources)
    };
    for letter in hidden {
        let shown = shown(&interface(&format!("7, \"a{letter}b\" 8")));
        assert!(shown.contains("a\u{fffd}b") && !shown.contains(letter), "{shown:?}");
    }
    // Only the first mark of a text is none of its letters.
    let shown = shown(&format!("\u{feff}\u{feff}{}", interface("")));
    assert!(
        shown.contains(":1:1\n") && shown.contains("\n1 | \u{fffd}{"),
        "{shown:?}"
    );
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
fn totals_that_no_number_holds_are_just_too_large() {
    // Every interface has twenty of the others as components: the ways between them are endless.
    let interfaces: Vec<String> = (0..300)
        .map(|index| {
            let components: Vec<String> = (0..20)
                .map(|other| {
                    format!(
                        r#"{{ "@type": "Component", "name": "c{other}", "schema": "dtmi:test:I{};1" }}"#,
                        (index * 7 + other) % 300
                    )
                })
                .collect();
            format!(
                r#"{{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:I{index};1", "@type": "Interface", "contents": [{}] }}"#,
                components.join(",")
            )
        })
        .collect();
    let parsed = check(&format!("[{}]", interfaces.join(",")));
    assert!(codes(&parsed).contains(&"recursiveStructureNarrow"));
    assert!(codes(&parsed).contains(&"excessiveCount"));
}

#[test]
fn many_members_that_nobody_knows_end_in_time() {
    let members: Vec<String> = (0..30_000).map(|index| format!(r#""x{index}": 1"#)).collect();
    let text = format!(
        r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:A;1", "@type": "Interface", {} }}"#,
        members.join(",")
    );
    assert_eq!(check(&text).diagnostics.len(), 10_001);
}

#[test]
fn a_long_name_is_not_repeated_in_what_stands_below_it() {
    let fields = (0..3).map(|field| format!(r#"{{ "name": "f{field}", "schema": "nothing" }}"#));
    let fields: Vec<String> = fields.collect();
    let name = "n".repeat(100_000);
    let text = interface(&format!(
        r#"{{ "@type": "Telemetry", "name": "{name}", "schema": {{ "@type": "Object", "fields": [{}] }} }}"#,
        fields.join(",")
    ));
    let parsed = check(&text);
    let below: Vec<&Dtmi> = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::BAD_DTMI_OR_TERM)
        .filter_map(|diagnostic| diagnostic.primary_id.as_ref())
        .collect();
    assert_eq!(below.len(), 3);
    assert!(below.iter().all(|id| id.as_str().len() < 1000));
    assert!(
        parsed
            .diagnostics
            .iter()
            .all(|diagnostic| diagnostic.message.len() < 1000)
    );
}
