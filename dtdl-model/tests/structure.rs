//! Rules about chains, circles and what is inherited.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use dtdl_model::{Diagnostic, NoResolver, Options, Parsed, PropertyValue, Source, parse};

fn parsed(text: &str) -> Parsed {
    parse(vec![Source::new("text", text)], &mut NoResolver, &Options::default())
}

/// Codes with the last parts of the identifiers that they are about.
fn errors(text: &str) -> Vec<String> {
    let last = |id: &dtdl_model::Dtmi| id.last_segment().trim_start_matches('_').to_owned();
    let errors = parsed(text).diagnostics;
    let line = |error: &Diagnostic| {
        let ids = [&error.primary_id, &error.secondary_id].into_iter().flatten().map(last);
        let ids: Vec<String> = ids.collect();
        format!("{} {}", error.code, ids.join(" "))
    };
    errors.iter().map(line).collect()
}

/// Interfaces that extend others: `i:j+k` extends `j` and `k`; names of contents stand in brackets.
fn interfaces(version: u8, all: &[&str]) -> String {
    let list = |names: &str, each: &dyn Fn(&str) -> String| {
        let names = names.split('+').filter(|name| !name.is_empty());
        names.map(each).collect::<Vec<_>>().join(", ")
    };
    let interface = |text: &&str| {
        let (name, bases) = text.split_once(':').unwrap_or((text, ""));
        let (name, contents) = name.trim_end_matches(']').split_once('[').unwrap_or((name, ""));
        let bases = list(bases, &|base| format!(r#""dtmi:a:{base};1""#));
        let contents = list(contents, &|name| match name.split_once('=') {
            Some((name, schema)) => {
                format!(r#"{{ "@type": "Component", "name": "{name}", "schema": "dtmi:a:{schema};1" }}"#)
            }
            None => format!(r#"{{ "@type": "Relationship", "name": "{name}" }}"#),
        });
        format!(
            r#"{{ "@context": "dtmi:dtdl:context;{version}", "@id": "dtmi:a:{name};1", "@type": "Interface",
                "extends": [{bases}], "contents": [{contents}] }}"#
        )
    };
    format!("[{}]", all.iter().map(interface).collect::<Vec<_>>().join(", "))
}

#[test]
fn what_extends_a_circle_is_not_too_deep() {
    assert_eq!(errors(&interfaces(3, &["i:j", "j:j"])), ["recursiveStructureNarrow j"]);
    assert_eq!(
        errors(&interfaces(2, &["i:j", "j:j+i"])),
        ["recursiveStructureNarrow j"]
    );
}

#[test]
fn a_ring_longer_than_the_longest_chain_is_a_chain_that_is_too_long() {
    let ring = |length: usize| {
        let all: Vec<String> = (0..length).map(|at| format!("i{at}:i{}", (at + 1) % length)).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        errors(&interfaces(2, &all))
    };
    assert_eq!(ring(11).len(), 1);
    assert!(ring(11)[0].starts_with("recursiveStructureNarrow"));
    assert_eq!(ring(12).len(), 12);
    assert_eq!(ring(12)[0], "excessiveDepthNarrow i0 i11");
}

#[test]
fn the_first_too_long_chain_is_the_one_that_is_reported() {
    let ladder: Vec<String> = (0..13)
        .map(|at| format!("i{at}:i{}+i{}", at + 1, at + 2))
        .chain(["i13".to_owned(), "i14".to_owned()])
        .collect();
    let ladder: Vec<&str> = ladder.iter().map(String::as_str).collect();
    assert_eq!(errors(&interfaces(2, &ladder))[0], "excessiveDepthNarrow i0 i11");
}

#[test]
fn inherited_names_meet_in_the_order_of_the_bases() {
    assert_eq!(
        errors(&interfaces(3, &["i:j+k", "j:l", "k[x]", "l[x]"])),
        ["nonUniqueImportedPropertyValue i k"]
    );
    assert_eq!(
        errors(&interfaces(3, &["i:j+k", "j[x]", "k:l", "l[x]"])),
        ["nonUniqueImportedPropertyValue i l"]
    );
    let parsed = parsed(&interfaces(3, &["i[x]:j", "j[x]"]));
    assert_eq!(parsed.diagnostics[0].fact("Transformation"), Some("'extends'"));
}

#[test]
fn an_interface_contains_what_it_inherits() {
    // The component of `j` is one of `i`, too, and leads back to `i`; in v3 nothing may contain itself.
    assert_eq!(
        errors(&interfaces(3, &["i:j", "j[b=i]"])),
        ["recursiveStructureNarrow i"]
    );
    assert_eq!(
        errors(&interfaces(3, &["i:j", "j[b=j]"])),
        ["recursiveStructureNarrow b"]
    );
}

#[test]
fn a_list_is_as_it_is_written_but_counted_once() {
    let parsed = parsed(&interfaces(2, &["i:j+j+j", "j"]));
    assert!(parsed.is_valid());
    let objects = parsed.object_model();
    let extends = objects
        .element("dtmi:a:i;1")
        .and_then(|element| element.property("extends"));
    assert!(matches!(extends, Some(PropertyValue::Ids(ids)) if ids.len() == 3));
    let id = parsed.model.interface("dtmi:a:i;1").unwrap();
    assert_eq!(parsed.model[id].extends.len(), 1);
    assert_eq!(
        errors(&interfaces(2, &["i:j+k+l", "j", "k", "l"])),
        ["objectCountAboveMax i"]
    );
}

#[test]
fn schemas_with_many_ways_back_to_themselves_take_no_time() {
    let text = |version: u8| {
        let fields: Vec<String> = (0..200)
            .map(|at| format!(r#"{{ "name": "f{at}", "schema": "dtmi:a:s;1" }}"#))
            .collect();
        format!(
            r#"{{ "@context": "dtmi:dtdl:context;{version}", "@id": "dtmi:a:i;1", "@type": "Interface",
                "schemas": {{ "@id": "dtmi:a:s;1", "@type": "Object", "fields": [{}] }} }}"#,
            fields.join(", ")
        )
    };
    assert!(parsed(&text(4)).is_valid());
    assert!(errors(&text(3)).contains(&"recursiveStructureWide s".to_owned()));
    let all: Vec<String> = (0..60)
        .map(|at| {
            format!(
                "i{at}:{}",
                (0..60).map(|base| format!("i{base}")).collect::<Vec<_>>().join("+")
            )
        })
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert!(!errors(&interfaces(4, &all)).is_empty());
}

#[test]
fn an_interface_that_stands_in_its_own_extends_extends_itself() {
    let inner = |extends: &str| {
        format!(
            r#"{{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:a:i;1", "@type": "Interface", "extends": [{extends}] }}"#
        )
    };
    assert_eq!(errors(&inner(&inner(""))), ["recursiveStructureNarrow i"]);
    let between = inner("").replace("dtmi:a:i;1", "dtmi:a:j;1");
    let between = between.replace("[]", &format!("[{}]", inner("")));
    assert_eq!(errors(&inner(&between)), ["recursiveStructureNarrow i"]);
}
