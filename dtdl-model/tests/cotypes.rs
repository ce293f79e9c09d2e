//! Co-types, known and unknown: what the model keeps of them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use dtdl_model::model::{Content, ContentKind, Named, SchemaKind};
use dtdl_model::{NoResolver, Options, Parsed, Source, parse};

fn check(text: &str) -> Parsed {
    parse_with(text, &Options::default())
}

fn parse_with(text: &str, options: &Options) -> Parsed {
    parse(vec![Source::new("model.json", text)], &mut NoResolver, options)
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    let diagnostics = parsed.diagnostics.iter();
    diagnostics.map(|diagnostic| diagnostic.code.as_str()).collect()
}

#[test]
fn undefined_types_and_their_members_are_kept_in_v2() {
    let parsed = check(
        r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:A;1", "@type": "Interface", "contents": [
             { "@type": ["Telemetry", "Foo"], "name": "t", "schema": "double", "bar": { "x": [1, null] } }] }"#,
    );
    assert!(parsed.is_valid());
    let named = &parsed.model[parsed.model.roots()[0]].contents().next().unwrap().named;
    assert_eq!(named.undefined_types(), ["Foo"]);
    assert_eq!(&named.undefined_properties()["bar"], r#"{"x":[1,null]}"#);
}

#[test]
fn undefined_types_and_their_members_are_kept_in_v3_and_v4_where_the_options_allow_them() {
    for version in [3, 4] {
        let text = format!(
            r#"{{ "@context": ["dtmi:dtdl:context;{version}", "dtmi:com:other:context;1"],
                  "@id": "dtmi:com:example:A;1", "@type": ["Interface", "Foo"], "bar": 1, "contents": [
                    {{ "@type": "Telemetry", "name": "t",
                       "schema": {{ "@type": ["Object", "Foo"], "bar": 2, "fields": [
                         {{ "@type": ["Field", "Foo"], "bar": 3, "name": "f", "schema": "double" }}] }} }}] }}"#
        );
        assert_eq!(codes(&check(&text)), ["unresolvableContextSpecifier"], "{version}");
        let options = Options::default().allow_undefined_extensions(true);
        let parsed = parse_with(&text, &options);
        assert!(parsed.is_valid(), "{:?}", codes(&parsed));
        let interface = &parsed.model[parsed.model.roots()[0]];
        let ContentKind::Telemetry(telemetry) = &interface.contents().next().unwrap().kind else {
            panic!("a telemetry");
        };
        let schema = &parsed.model[telemetry.schema];
        let SchemaKind::Object(object) = &schema.kind else {
            panic!("an object");
        };
        for (named, bar) in [
            (&interface.named, "1"),
            (&schema.named, "2"),
            (&object.fields[0].named, "3"),
        ] {
            assert_eq!(named.undefined_types(), ["Foo"]);
            assert_eq!(&named.undefined_properties()["bar"], bar);
        }
    }
}

/// Latent types are elements that only a co-type makes what they are. No extension has such a co-type, so what stands
/// for a content or a schema is always of a class of the language.
#[test]
fn what_only_an_undefined_extension_defines_is_neither_a_content_nor_a_schema() {
    for version in [2, 3, 4] {
        for (content, code) in [
            (r#"{ "@type": "Foo", "name": "x" }"#, "badType"),
            (r#"{ "@type": "NamedLatentType", "name": "x" }"#, "badType"),
            (
                r#"{ "@type": "Telemetry", "name": "x", "schema": "foo" }"#,
                "badDtmiOrTerm",
            ),
            (
                r#"{ "@type": "Telemetry", "name": "x", "schema": { "@type": "Foo" } }"#,
                "badType",
            ),
            (
                r#"{ "@type": "Telemetry", "name": "x", "schema": { "@type": ["LatentType", "Foo"] } }"#,
                "badType",
            ),
            (
                r#"{ "@type": "Telemetry", "name": "x", "schema": { "@type": "Array", "elementSchema": { "@type": "Foo" } } }"#,
                "badType",
            ),
            (
                r#"{ "@type": "Command", "name": "x", "request": { "name": "y", "schema": "foo" } }"#,
                "badDtmiOrTerm",
            ),
        ] {
            let text = format!(
                r#"{{ "@context": ["dtmi:dtdl:context;{version}", "dtmi:com:other:context;1"],
                      "@id": "dtmi:com:example:A;1", "@type": "Interface", "contents": [{content}] }}"#
            );
            let options = Options::default().allow_undefined_extensions(true);
            let parsed = parse_with(&text, &options);
            // The class exists since v3.
            if !(version == 2 && content.contains("Latent")) {
                assert_eq!(codes(&parsed), [code], "v{version}: {content}");
            }
            assert!(!parsed.is_valid(), "v{version}: {content}");
        }
    }
}

#[test]
fn co_types_of_extensions_are_kept_with_their_properties() {
    let text = r#"{
      "@context": [
        "dtmi:dtdl:context;4", "dtmi:dtdl:extension:mqtt;2", "dtmi:dtdl:extension:annotation;2",
        "dtmi:dtdl:extension:overriding;2", "dtmi:dtdl:extension:quantitativeTypes;2"
      ],
      "@id": "dtmi:com:example:A;1", "@type": ["Interface", "Mqtt"],
      "payloadFormat": "Avro/1.11.0", "telemetryTopic": "a/b",
      "contents": [
        { "@type": ["Telemetry", "Temperature"], "name": "heat", "schema": "double", "unit": "degreeCelsius" },
        { "@type": ["Property", "ValueAnnotation", "Override"], "name": "note", "annotates": "heat",
          "overrides": "unit", "schema": "TemperatureUnit" },
        { "@type": ["Command", "Idempotent", "Cacheable"], "name": "get", "ttl": "PT1M",
          "request": { "@type": ["CommandRequest", "Temperature"], "name": "above", "schema": "double", "unit": "kelvin" },
          "response": { "name": "all", "schema": { "@type": "Map", "mapKey": { "name": "place", "schema": "string" },
            "mapValue": { "@type": ["MapValue", "Length"], "name": "height", "schema": "double", "unit": "metre" } } } }
      ]
    }"#;
    let parsed = check(text);
    assert!(parsed.is_valid(), "{:?}", codes(&parsed));
    let interface = &parsed.model[parsed.model.roots()[0]];
    let adjunct = |named: &Named| -> Vec<String> {
        let types = named.adjunct_types().iter();
        types
            .map(|adjunct| {
                let properties = adjunct.properties.iter();
                let properties = properties.map(|property| format!(" {}={:?}", property.name, property.value));
                format!("{}{}", adjunct.term, properties.collect::<String>())
            })
            .collect()
    };
    let contents: Vec<&Content> = interface.contents().collect();
    assert_eq!(
        adjunct(&interface.named),
        [r#"Mqtt payloadFormat=String("Avro/1.11.0") telemetryTopic=String("a/b")"#]
    );
    assert_eq!(contents[0].named.unit().unwrap().symbol.as_deref(), Some("°C"));
    assert_eq!(
        adjunct(&contents[1].named),
        [
            r#"ValueAnnotation annotates=String("heat")"#,
            "Override overrides=Id(Dtmi(dtmi:dtdl:extension:quantitativeTypes:v2:property:unit))"
        ]
    );
    assert_eq!(
        contents[1].named.adjunct_types()[0].id.as_str(),
        "dtmi:dtdl:extension:annotation:v2:ValueAnnotation"
    );
    assert_eq!(
        adjunct(&contents[2].named),
        ["Idempotent", r#"Cacheable ttl=String("PT1M")"#]
    );
    let ContentKind::Command(command) = &contents[2].kind else {
        panic!("a command");
    };
    let request = &command.request.as_ref().unwrap().named;
    assert_eq!(
        (request.semantic_types()[0].term, &*request.unit().unwrap().term),
        ("Temperature", "kelvin")
    );
    let SchemaKind::Map(map) = &parsed.model[command.response.as_ref().unwrap().schema].kind else {
        panic!("a map");
    };
    assert_eq!(map.map_value.named.semantic_types()[0].term, "Length");
    assert!(map.map_key.named.semantic_types().is_empty());
}
