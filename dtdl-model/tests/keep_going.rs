//! Of a set with errors, what is sound is modelled; what is not, and what needs it, is left out and named.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use dtdl_model::model::{ContentKind, PrimitiveSchema, SchemaKind};
use dtdl_model::{Dtmi, LeftOut, LeftOutReason, NoResolver, Options, Parsed, Source, parse};

fn interface(name: &str, members: &str) -> String {
    format!(
        r#"{{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:{name};1", "@type": "Interface"{}{members} }}"#,
        if members.is_empty() { "" } else { ", " }
    )
}

fn telemetry(name: &str, schema: &str) -> String {
    format!(r#"{{ "@type": "Telemetry", "name": "{name}", "schema": "{schema}" }}"#)
}

/// Each interface as a text of its own.
fn keep_going(interfaces: &[(&str, &str)]) -> Parsed {
    let sources = interfaces
        .iter()
        .map(|(name, members)| Source::new(format!("{name}.json"), interface(name, members)))
        .collect();
    parse(sources, &mut NoResolver, &Options::default().keep_going(true))
}

/// The names of the interfaces that are modelled, with those of their contents.
fn modelled(parsed: &Parsed) -> Vec<String> {
    let mut names: Vec<String> = parsed
        .model
        .interfaces()
        .map(|(_, interface)| {
            let contents: Vec<&str> = interface.contents().map(|content| content.name.as_str()).collect();
            let id = interface.named.id.as_str();
            let name = id.trim_start_matches("dtmi:test:").trim_end_matches(";1");
            format!("{name}({})", contents.join(" "))
        })
        .collect();
    names.sort();
    names
}

fn left_out(parsed: &Parsed) -> Vec<String> {
    parsed.left_out.iter().map(ToString::to_string).collect()
}

const GOOD: &str = r#""contents": [{ "@type": "Telemetry", "name": "good", "schema": "double" }]"#;
/// An interface with a mistake that is its own, not one of its contents'.
const BAD: &str = r#""displayName": 7, "contents": [{ "@type": "Telemetry", "name": "fine", "schema": "double" }]"#;

#[test]
fn a_set_without_errors_leaves_nothing_out() {
    let parsed = keep_going(&[("A", GOOD)]);
    assert!(parsed.is_valid());
    assert_eq!(modelled(&parsed), ["A(good)"]);
    assert_eq!(left_out(&parsed), [""; 0]);
}

#[test]
fn without_keep_going_a_set_with_an_error_has_no_model() {
    let sources = vec![
        Source::new("a", interface("A", GOOD)),
        Source::new("b", interface("B", BAD)),
    ];
    let parsed = parse(sources, &mut NoResolver, &Options::default());
    assert!(!parsed.is_valid());
    assert_eq!(modelled(&parsed), [""; 0]);
    assert_eq!(left_out(&parsed), [""; 0]);
}

#[test]
fn an_unsound_interface_takes_along_what_extends_it_and_components_of_it() {
    let parsed = keep_going(&[
        ("A", BAD),
        (
            "Heir",
            r#""extends": "dtmi:test:A;1", "contents": [{ "@type": "Telemetry", "name": "own", "schema": "double" }]"#,
        ),
        (
            "Owner",
            r#""contents": [{ "@type": "Component", "name": "part", "schema": "dtmi:test:A;1" },
                           { "@type": "Telemetry", "name": "own", "schema": "double" }]"#,
        ),
        ("Apart", GOOD),
    ]);
    assert_eq!(modelled(&parsed), ["Apart(good)", "Owner(own)"]);
    assert_eq!(
        left_out(&parsed),
        [
            "the Interface `dtmi:test:A;1` is left out: it has an error",
            "the Interface `dtmi:test:Heir;1` is left out: it needs `dtmi:test:A;1`, which is left out",
            "the Component `part` of `dtmi:test:Owner;1` is left out: it needs `dtmi:test:A;1`, which is left out",
        ]
    );
}

#[test]
fn an_interface_stays_without_a_content_with_an_error_and_so_do_its_heirs() {
    let bad = format!(
        r#""contents": [{}, {}]"#,
        telemetry("good", "double"),
        telemetry("bad", "duoble")
    );
    let parsed = keep_going(&[
        ("Heir", r#""extends": "dtmi:test:A;1""#),
        ("A", &bad),
        (
            "Owner",
            r#""contents": [{ "@type": "Component", "name": "part", "schema": "dtmi:test:A;1" }]"#,
        ),
    ]);
    assert_eq!(modelled(&parsed), ["A(good)", "Heir(good)", "Owner(part)"]);
    let [
        LeftOut {
            id: left,
            missing_from,
            reason,
            ..
        },
    ] = parsed.left_out.as_slice()
    else {
        unreachable!("{:?}", parsed.left_out)
    };
    assert_eq!(left.as_ref().unwrap().as_str(), "dtmi:test:A:_contents:__bad;1");
    assert_eq!(
        **missing_from,
        ["dtmi:test:A;1", "dtmi:test:Heir;1"].map(|id| Dtmi::new(id).unwrap())
    );
    assert_eq!(*reason, LeftOutReason::Unsound);
}

#[test]
fn what_uses_an_unsound_schema_is_left_out_across_files() {
    let schemas = r#""schemas": [
        { "@id": "dtmi:test:A:Bad;1", "@type": "Object", "fields": [{ "name": "x", "schema": "duoble" }] },
        { "@id": "dtmi:test:A:Good;1", "@type": "Array", "elementSchema": "double" },
        { "@id": "dtmi:test:A:Needs;1", "@type": "Array", "elementSchema": "dtmi:test:A:Bad;1" }]"#;
    let contents = r#""contents": [
        { "@type": "Telemetry", "name": "direct", "schema": "dtmi:test:A:Bad;1" },
        { "@type": "Telemetry", "name": "indirect", "schema": "dtmi:test:A:Needs;1" },
        { "@type": "Telemetry", "name": "good", "schema": "dtmi:test:A:Good;1" },
        { "@type": "Command", "name": "set", "request": { "name": "to", "schema": "dtmi:test:A:Needs;1" } }]"#;
    let text = format!("{schemas}, {contents}");
    let parsed = keep_going(&[("A", &text), ("Heir", r#""extends": "dtmi:test:A;1""#)]);
    assert_eq!(modelled(&parsed), ["A(good)", "Heir(good)"]);
    assert!(parsed.model.schema("dtmi:test:A:Good;1").is_some());
    assert!(parsed.model.schema("dtmi:test:A:Bad;1").is_none());
    assert!(parsed.model.schema("dtmi:test:A:Needs;1").is_none());
    let heirs = "of `dtmi:test:A;1`, and so of `dtmi:test:Heir;1`";
    assert_eq!(
        left_out(&parsed),
        [
            format!("the Object `dtmi:test:A:Bad;1` {heirs} is left out: it has an error"),
            format!(
                "the Array `dtmi:test:A:Needs;1` {heirs} is left out: it needs `dtmi:test:A:Bad;1`, which is left out"
            ),
            format!("the Telemetry `direct` {heirs} is left out: it needs `dtmi:test:A:Bad;1`, which is left out"),
            format!("the Telemetry `indirect` {heirs} is left out: it needs `dtmi:test:A:Needs;1`, which is left out"),
            format!(
                "the Command `set` {heirs} is left out: it needs `dtmi:test:A:_contents:__set:_request;1`, which is left out"
            ),
        ]
    );
}

#[test]
fn in_a_diamond_only_what_is_below_the_unsound_side_is_left_out() {
    let parsed = keep_going(&[
        ("Top", GOOD),
        ("Left", r#""extends": "dtmi:test:Top;1", "description": 7"#),
        ("Right", r#""extends": "dtmi:test:Top;1""#),
        ("Bottom", r#""extends": ["dtmi:test:Left;1", "dtmi:test:Right;1"]"#),
        ("Below", r#""extends": "dtmi:test:Bottom;1""#),
    ]);
    assert_eq!(modelled(&parsed), ["Right(good)", "Top(good)"]);
    let names: Vec<&str> = parsed.left_out.iter().map(|left| left.what.as_str()).collect();
    assert_eq!(
        names,
        [
            "the Interface `dtmi:test:Left;1`",
            "the Interface `dtmi:test:Bottom;1`",
            "the Interface `dtmi:test:Below;1`"
        ]
    );
}

#[test]
fn a_circle_of_extends_is_left_out_as_a_whole() {
    let parsed = keep_going(&[
        ("A", r#""extends": "dtmi:test:B;1""#),
        ("B", r#""extends": "dtmi:test:C;1""#),
        ("C", r#""extends": "dtmi:test:A;1""#),
        ("Apart", GOOD),
    ]);
    assert_eq!(modelled(&parsed), ["Apart(good)"]);
    assert_eq!(parsed.left_out.len(), 3);
}

#[test]
fn what_refers_to_something_undefined_is_left_out() {
    let parsed = keep_going(&[
        ("A", r#""extends": "dtmi:test:Nowhere;1""#),
        ("Heir", r#""extends": "dtmi:test:A;1""#),
        (
            "Owner",
            r#""contents": [{ "@type": "Component", "name": "part", "schema": "dtmi:test:Nowhere;1" }]"#,
        ),
    ]);
    assert_eq!(modelled(&parsed), ["Owner()"]);
    let nowhere = LeftOutReason::NeedsUndefined(Dtmi::new("dtmi:test:Nowhere;1").unwrap());
    assert_eq!(parsed.left_out[0].reason, nowhere);
    assert_eq!(parsed.left_out[2].reason, nowhere);
    assert_eq!(
        parsed.left_out[1].reason,
        LeftOutReason::NeedsLeftOut(Dtmi::new("dtmi:test:A;1").unwrap())
    );
}

#[test]
fn what_did_not_become_an_element_is_named() {
    let contents = r#""contents": [{ "@type": "Measure", "name": "x", "schema": "double" },
                                   { "@type": "Telemetri", "name": "y", "schema": "double" },
                                   { "@type": "Telemetry", "schema": "double" },
                                   { "@type": "Telemetry", "name": "good", "schema": "double" },
                                   { "@type": "Telemetry", "name": "good", "schema": "long" }]"#;
    let sources = vec![
        Source::new("a.json", interface("A", contents)),
        Source::new("a.json", interface("A", GOOD)),
        Source::new("b.json", interface("B-", GOOD)),
        Source::new("c.json", "{"),
    ];
    let parsed = parse(sources, &mut NoResolver, &Options::default().keep_going(true));
    assert_eq!(modelled(&parsed), ["A(good)"]);
    assert_eq!(
        left_out(&parsed),
        [
            "the Telemetry `y` of `dtmi:test:A;1` is left out: it has an error",
            "`x` in the `contents` of `dtmi:test:A;1` is left out: it has an error",
            "one of the `contents` of `dtmi:test:A;1` is left out: it has an error",
            "`good` in the `contents` of `dtmi:test:A;1` is left out: it has an error",
            "another definition of `dtmi:test:A;1` is left out: it has an error",
            "`dtmi:test:B-;1` is left out: it has an error",
            "the text `c.json` is left out: it has an error",
        ]
    );
}

#[test]
fn of_an_inline_interface_only_what_is_unsound_is_left_out() {
    let inline = format!(
        r#""contents": [{{ "@type": "Component", "name": "part", "schema": {{
            "@type": "Interface", "@id": "dtmi:test:Inline;1", "contents": [{}, {}] }} }}]"#,
        telemetry("good", "double"),
        telemetry("bad", "duoble")
    );
    let parsed = keep_going(&[("A", &inline)]);
    assert_eq!(modelled(&parsed), ["A(part)", "Inline(good)"]);
    assert_eq!(
        left_out(&parsed),
        ["the Telemetry `bad` of `dtmi:test:Inline;1` is left out: it has an error"]
    );
}

#[test]
fn of_two_contents_with_one_name_the_inherited_or_first_one_stays() {
    let twice = r#""contents": [{ "@type": "Telemetry", "@id": "dtmi:test:one;1", "name": "good", "schema": "double" },
                               { "@type": "Telemetry", "@id": "dtmi:test:two;1", "name": "good", "schema": "long" }]"#;
    let heir = format!(r#""extends": "dtmi:test:B;1", {GOOD}"#);
    let parsed = keep_going(&[("A", twice), ("Heir", &heir), ("B", GOOD)]);
    assert_eq!(modelled(&parsed), ["A(good)", "B(good)", "Heir(good)"]);
    let ids: Vec<String> = parsed
        .left_out
        .iter()
        .map(|left| left.id.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(ids, ["dtmi:test:two;1", "dtmi:test:Heir:_contents:__good;1"]);
}

#[test]
fn an_empty_list_where_a_value_may_be_is_no_reason_to_leave_an_element_out() {
    let content = r#"{ "@type": "Telemetry", "name": "kept", "schema": "double", "comment": [] }"#;
    let parsed = keep_going(&[
        ("A", &format!(r#""comment": [], "contents": [{content}]"#)),
        ("B", r#""comment": 5"#),
    ]);
    assert_eq!(modelled(&parsed), ["A(kept)"]);
}

#[test]
fn an_element_that_is_given_up_half_way_takes_its_values_with_it() {
    let text = r#"{ "@context": ["dtmi:dtdl:context;3", "dtmi:dtdl:extension:annotation;1"], "@id": "dtmi:test:b;1",
        "@type": "Interface", "contents": [
        { "@type": "Telemetry", "name": "t", "schema": "double" },
        { "@type": ["Telemetry", "ValueAnnotation"], "name": "v", "schema": "double", "@id": "dtmi:test:x;1" },
        { "@type": "Telemetry", "name": "w", "schema": "integer", "@id": "dtmi:test:x;1" }] }"#;
    let options = Options::default().keep_going(true);
    let parsed = parse(vec![Source::new("text", text)], &mut NoResolver, &options);
    let (_, interface) = parsed.model.interfaces().next().unwrap();
    let content = interface.content("w").unwrap();
    let ContentKind::Telemetry(telemetry) = &content.kind else {
        panic!("`w` is {:?}", content.kind)
    };
    let schema = &parsed.model[telemetry.schema].kind;
    assert_eq!(*schema, SchemaKind::Primitive(PrimitiveSchema::Integer));
}

#[test]
fn of_very_many_heirs_that_go_without_something_the_first_are_named() {
    let mut interfaces = vec![("A".to_owned(), format!(r#""contents": [{}]"#, telemetry("t", "nope")))];
    interfaces.extend((0..300).map(|at| (format!("Heir{at}"), r#""extends": "dtmi:test:A;1""#.to_owned())));
    let interfaces: Vec<(&str, &str)> = interfaces.iter().map(|(name, text)| (&**name, &**text)).collect();
    let parsed = keep_going(&interfaces);
    let [left] = parsed.left_out.as_slice() else {
        panic!("{:?}", parsed.left_out)
    };
    assert_eq!(left.missing_from.len(), 100);
    assert!(left.to_string().len() < 500, "{left}");
}

/// Interfaces that refer forwards and backwards, some of them inside others, and more elements than are near at once.
fn many() -> Vec<(String, String)> {
    let component = |at: usize, name: &str| {
        format!(r#"{{ "@type": "Component", "name": "{name}", "schema": "dtmi:test:I{at};1" }}"#)
    };
    let inner = |at: usize| interface(&format!("Inner{at}"), GOOD);
    (0..200)
        .map(|at| {
            let mut contents = vec![telemetry("reading", "double"), telemetry("state", "string")];
            if at % 3 == 0 {
                // Far behind or before it; one without components.
                let other = (at + 151) % 200 / 3 * 3 + 1;
                contents.push(component(other, "other"));
            }
            if at % 51 == 0 {
                let schema = inner(at);
                contents.push(format!(
                    r#"{{ "@type": "Component", "name": "inner", "schema": {schema} }}"#
                ));
            }
            let extends = match at % 5 {
                4 => format!(r#""extends": "dtmi:test:Base{};1", "#, (at + 5) % 200),
                _ => String::new(),
            };
            let members = format!(r#"{extends}"contents": [{}]"#, contents.join(", "));
            (format!("I{at}"), members)
        })
        .chain(
            (0..200)
                .filter(|at| at % 5 == 4)
                .map(|at| (format!("Base{at}"), GOOD.to_owned())),
        )
        .collect()
}

#[test]
fn a_mistake_elsewhere_changes_nothing_in_the_model_of_the_rest() {
    let texts = many();
    let mut texts: Vec<(&str, &str)> = texts.iter().map(|(name, members)| (&**name, &**members)).collect();
    let sound = keep_going(&texts);
    assert!(sound.is_valid(), "{:?}", sound.diagnostics);
    assert_eq!(sound.model.interfaces().len(), 244);
    texts.push(("Z", BAD));
    let with_mistake = keep_going(&texts);
    assert!(!with_mistake.is_valid());
    let whole = |parsed: &Parsed| {
        let interfaces: Vec<_> = parsed.model.interfaces().collect();
        let schemas: Vec<_> = parsed.model.schemas().collect();
        format!("{interfaces:#?} {schemas:#?} {:?}", parsed.model.roots())
    };
    assert_eq!(whole(&with_mistake), whole(&sound));
}
