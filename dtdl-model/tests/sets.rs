//! What texts of one set have to do with each other, and with those that a resolver supplies.

#![allow(clippy::unwrap_used, reason = "tests")]

use dtdl_model::{Code, Diagnostic, Dtmi, NoResolver, Options, Parsed, Resolver, Source, parse};

fn interface(id: &str, contents: &str) -> String {
    format!(r#"{{ "@context": "dtmi:dtdl:context;3", "@id": "{id}", "@type": "Interface", "contents": [{contents}] }}"#)
}

fn telemetry(name: &str, schema: &str) -> String {
    format!(r#"{{ "@type": "Telemetry", "name": "{name}", "schema": {schema} }}"#)
}

fn component(of: &str) -> String {
    format!(r#"{{ "@type": "Component", "name": "part", "schema": "{of}" }}"#)
}

fn judge(texts: &[String], resolver: &mut dyn Resolver) -> Parsed {
    let sources = texts.iter().map(|text| Source::new("given", text.as_str())).collect();
    let options = Options::default().allow_undefined_extensions(true);
    parse(sources, resolver, &options)
}

fn codes(parsed: &Parsed) -> Vec<&str> {
    let codes = parsed.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str());
    codes.collect()
}

/// Has one text, and something to say about each identifier.
struct Talkative(Option<String>);

impl Resolver for Talkative {
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>> {
        let text = self.0.take();
        let answer = text.map(|text| Source::new("resolved", text));
        core::iter::once(answer)
            .chain(core::iter::repeat(None))
            .take(ids.len())
            .collect()
    }

    fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        let mut warning = Diagnostic::warning(Code::UNREADABLE_FILE, "slow today".to_owned());
        warning.secondary_id = Dtmi::new("dtmi:test:b;1");
        vec![warning]
    }
}

#[test]
fn a_warning_of_a_resolver_leaves_a_set_valid_and_modelled() {
    let a = interface("dtmi:test:a;1", &component("dtmi:test:b;1"));
    let b = interface("dtmi:test:b;1", &telemetry("x", r#""double""#));
    let parsed = judge(&[a], &mut Talkative(Some(b)));
    assert!(parsed.is_valid(), "{:?}", parsed.diagnostics);
    assert_eq!(parsed.diagnostics.len(), 1);
    assert_eq!(parsed.model.interfaces().len(), 2);
}

#[test]
fn a_warning_of_a_resolver_is_no_answer() {
    let a = interface("dtmi:test:a;1", &component("dtmi:test:b;1"));
    let parsed = judge(&[a], &mut Talkative(None));
    assert!(codes(&parsed).contains(&"unresolvedReference"), "{:?}", codes(&parsed));
}

#[test]
fn two_interfaces_may_meet_in_an_implicit_identifier() {
    // Both contents are `dtmi:test:a:_contents:__x;1`: for the second, the name is that of another version of the language.
    let plain = interface("dtmi:test:a;1", &telemetry("x", r#""boolean""#));
    let odd = r#"{ "@context": ["dtmi:dtdl:context;3", "dtmi:odd:context;1"], "@id": "dtmi:test:a", "@type": "Interface",
                   "contents": [{ "@type": ["Telemetry", "Odd"], "dtmi:dtdl:property:name;2": "x;1", "name": "good",
                                  "schema": "boolean" }] }"#;
    let odd = odd.to_owned();
    for texts in [[plain.clone(), odd.clone()], [odd, plain]] {
        assert_eq!(codes(&judge(&texts, &mut NoResolver)), ["nonUniquePropertyValue"]);
    }
}

#[test]
fn what_a_resolved_text_must_not_define_does_not_depend_on_what_was_used_before() {
    for schema in ["boolean", "double"] {
        let a = interface("dtmi:test:a;1", &component("dtmi:test:b;1"));
        let b = interface("dtmi:test:b;1", &telemetry("x", r#""boolean""#));
        let reserved = interface(&format!("dtmi:dtdl:instance:Schema:{schema};2"), "");
        let parsed = judge(&[a], &mut Talkative(Some(format!("[{b}, {reserved}]"))));
        assert!(codes(&parsed).contains(&"reservedId"), "{:?}", codes(&parsed));
    }
}

#[test]
fn a_term_of_a_later_version_stands_for_the_element_of_the_first() {
    let text = interface("dtmi:test:a;1", &telemetry("x", r#""double""#));
    let parsed = judge(&[text], &mut NoResolver);
    assert!(parsed.is_valid(), "{:?}", parsed.diagnostics);
    let objects = parsed.object_model();
    assert_eq!(objects.len(), 3);
    assert_eq!(
        objects.element("dtmi:dtdl:instance:Schema:double;2").unwrap().class(),
        "Double"
    );
}

#[test]
fn a_term_among_several_values_is_not_taken_for_the_one() {
    for (schemas, code) in [
        (r#"["double", "integer"]"#, "objectMultipleValues"),
        (r#"["double", 7]"#, "objectMultipleValues"),
        (r#"[7, "double"]"#, "refNotStringOrObject"),
        (r#""Telemetry""#, "badType"),
    ] {
        let parsed = judge(&[interface("dtmi:test:a;1", &telemetry("x", schemas))], &mut NoResolver);
        assert_eq!(codes(&parsed), [code], "{schemas}");
        assert_eq!(parsed.model.interfaces().len(), 0);
    }
}
