//! Texts that are larger, deeper or stranger than any that people write.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use dtdl_model::{Code, Dtmi, NoResolver, Options, Parsed, Source, parse};

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
fn a_text_larger_than_the_limit_is_refused() {
    let options = Options::default().max_text_size(20);
    let parsed = parse(vec![Source::new("big", interface(""))], &mut NoResolver, &options);
    assert_eq!(codes(&parsed), ["textTooLarge"]);
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
fn many_wrong_types_behind_many_members_end_in_time() {
    let many = 100_000;
    let members: String = (0..many).map(|index| format!("\"a{index}\": 1, ")).collect();
    for wrong in ["1", "\"dtmi:x\"", "\"Telemetri\"", "\"Object\""] {
        let types = vec![wrong; many].join(", ");
        let text = interface(&format!(r#"{{ "name": "x", {members}"@type": [{types}] }}"#));
        assert!(!check(&text).is_valid(), "{wrong}");
    }
}

#[test]
fn more_warnings_than_are_shown_leave_a_set_valid() {
    let lamp = |index: usize| {
        format!(
            r#"{{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:com:example:A{index};1", "@type": "Interface" }}"#
        )
    };
    let text = format!("[{}]", (0..10_050).map(lamp).collect::<Vec<String>>().join(","));
    let options = Options::default().warn_for_iot_central(true);
    let parsed = parse(vec![Source::new("model.json", text)], &mut NoResolver, &options);
    assert!(parsed.is_valid());
    let last = parsed.diagnostics.last().unwrap();
    assert!(last.message.contains("50 more warnings"), "{}", last.message);
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
