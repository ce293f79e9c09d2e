//! Rules that the differential test against the reference parser brought up, one small text each.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use dtdl_model::{Diagnostic, NoResolver, Options, PropertyValue, Source, parse};

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

#[test]
fn a_list_that_names_an_element_twice_is_not_unique() {
    let object = |fields: &str| {
        interface(
            4,
            &format!(r#""schemas": {{ "@id": "dtmi:a:O;1", "@type": "Object", "fields": [{fields}] }}"#),
        )
    };
    let field = r#"{ "@id": "dtmi:a:f;1", "name": "x", "schema": "double" }"#;
    assert!(codes(&object(field)).is_empty());
    assert_eq!(
        codes(&object(&format!(r#"{field}, "dtmi:a:f;1""#))),
        ["nonUniquePropertyValue"]
    );
    assert_eq!(
        codes(&object(&format!(r#""dtmi:a:f;1", {field}"#))),
        ["nonUniquePropertyValue"]
    );
}

#[test]
fn an_interface_has_a_content_once_however_often_it_is_named() {
    let telemetry = r#"{ "@id": "dtmi:a:t;1", "@type": "Telemetry", "name": "x", "schema": "double" }"#;
    let named = r#""dtmi:a:t;1""#;
    for contents in [
        [telemetry, named, named],
        [named, telemetry, named],
        [named, named, telemetry],
    ] {
        let text = interface(4, &format!(r#""contents": [{}]"#, contents.join(", ")));
        let parsed = parse(vec![Source::new("text", text)], &mut NoResolver, &Options::default());
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        let (_, interface) = parsed.model.interfaces().next().unwrap();
        assert_eq!(interface.contents().len(), 1);
    }
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

#[test]
fn what_stands_in_arrays_within_arrays_is_shown_there() {
    let text = interface(
        3,
        r#""contents": [[[], [{ "@type": "Telemetry", "name": "a", "schema": "double" }], { "@type": "Telemetry", "name": "b c", "schema": "double" }]]"#,
    );
    assert_eq!(underlined(&text), expected("stringInvalid", r#""b c""#));
    let text = interface(3, r#""contents": [["Wrong"], [[5]]]"#);
    let mut both = expected("badDtmiOrTerm", r#""Wrong""#);
    both.extend(expected("refNotStringOrObject", "5"));
    assert_eq!(underlined(&text), both);
}

#[test]
fn a_fault_of_json_ld_is_found_wherever_it_stands_and_alone() {
    let of = |value: &str| {
        let text = format!(
            r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:a:I;1", "@type": ["Interface", "Own"], "own": {value}, "contents": 5 }}"#
        );
        codes(&text)
    };
    assert_eq!(of(r#"{ "@id": "x", "@id": "y" }"#), ["repeatedIdProperty"]);
    assert_eq!(of(r#"[{ "@graph": 3 }]"#), ["graphNotObject"]);
    assert_eq!(of(r#"{ "@context": 7 }"#), ["invalidContext"]);
    assert_eq!(of(r#"{ "@context": { "a": 1 } }"#), ["termDefinitionNotStringOrObject"]);
    assert_eq!(
        of(r#"{ "@context": { "a": "b", "a": "c" } }"#),
        ["duplicateTermInContextObject"]
    );
    assert_eq!(
        of(r#"{ "@value": { "@context": { "a": {} } } }"#),
        ["termDefinitionMissingIdProperty"]
    );
    assert_eq!(of(r#"{ "@own": { "@id": 1, "@id": 2 } }"#), ["refNotStringOrObject"]);
}

#[test]
fn a_value_outside_the_few_that_are_allowed_is_named_by_its_term() {
    let of = |schema: &str| {
        judge(&interface(
            4,
            &format!(r#""schemas": {{ "@id": "dtmi:a:E;1", "@type": "Enum", "valueSchema": "{schema}" }}"#),
        ))
    };
    let errors = of("dtmi:dtdl:instance:Schema:uuid;4");
    let error = errors.first();
    assert_eq!(error.map(|error| error.code.as_str()), Some("incorrectPropertyValue"));
    assert_eq!(error.and_then(|error| error.value.as_deref()), Some("uuid"));
    assert_eq!(
        error.and_then(|error| error.fact("Restriction")),
        Some("'integer' or 'string'")
    );
    let codes: Vec<&str> = of("Enum").iter().map(|error| error.code.as_str()).collect();
    assert_eq!(codes, ["badType"]);
}

#[test]
fn a_unit_of_v2_may_be_written_out_as_an_element_of_its_own() {
    let of = |unit: &str| {
        interface(
            2,
            &format!(
                r#""contents": {{ "@type": ["Telemetry", "Area"], "name": "x", "schema": "double", "unit": {unit} }}"#
            ),
        )
    };
    let parsed = |unit: &str| {
        let source = Source::new("text", of(unit));
        parse(vec![source], &mut NoResolver, &Options::default())
    };
    let own =
        parsed(r#"{ "@type": ["AreaUnit", "DecimalUnit"], "symbol": "ka", "baseUnit": "acre", "prefix": "kilo" }"#);
    assert!(own.is_valid());
    let objects = own.object_model();
    let unit = objects
        .element("dtmi:a:I:_contents:__x:_dtmi:dtdl:property:unit;1")
        .unwrap();
    assert_eq!(unit.class(), "Unit");
    assert_eq!(unit.property("symbol"), Some(PropertyValue::String("ka".to_owned())));
    assert_eq!(unit.supplemental_types().len(), 2);
    assert_eq!(unit.supplemental_properties().len(), 2);

    let of = |unit: &str| codes(&of(unit));
    // Of which kind it is, is not asked of one that stands there.
    assert!(of(r#"{ "@type": "LengthUnit" }"#).is_empty());
    assert_eq!(of("{}"), ["badType"]);
    assert_eq!(of(r#"{ "@type": "Telemetry" }"#), ["badType"]);
    assert_eq!(of(r#"{ "@type": "Unit" }"#), ["badType"]);
    assert_eq!(of(r#"{ "@id": "acre" }"#), ["idReference"]);
    assert_eq!(of(r#"{ "@type": "AreaUnit", "name": "x" }"#), ["noTypeThatAllows"]);
    assert_eq!(of(r#"{ "@type": "AreaUnit", "symbol": 5 }"#), ["stringNotString"]);
    // A type that is a class of the language takes references only.
    let base = r#"{ "@type": ["AreaUnit", "DecimalUnit"], "baseUnit": { "@type": "AreaUnit" } }"#;
    assert_eq!(of(base), ["refObjectNotAllowed"]);
}

#[test]
fn beside_interface_any_class_is_one_too_many() {
    let of = |types: &str| {
        judge(&format!(
            r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:a:I;1", "@type": ["Interface", {types}] }}"#
        ))
    };
    for (types, expected) in [
        (r#""Array""#, "Interface and Array"),
        (r#""Double", "Map""#, "Interface and Double and Map"),
        (r#""AreaUnit""#, "Interface and Unit"),
    ] {
        let errors = of(types);
        assert_eq!(errors.len(), 1, "{types}");
        assert_eq!(errors[0].code.as_str(), "multipleMaterialTypes");
        assert_eq!(errors[0].value.as_deref(), Some(expected));
    }
    let errors = of(r#""Schema""#);
    assert_eq!(errors[0].code.as_str(), "badType");
    assert_eq!(errors[0].property, None);
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
fn a_value_of_an_enum_that_is_written_wrongly_is_not_also_of_the_wrong_type() {
    let of = |value: &str| {
        let schema = format!(
            r#"{{ "@id": "dtmi:a:E;1", "@type": "Enum", "valueSchema": "integer", "enumValues": [{{ "name": "x", "enumValue": {value} }}] }}"#
        );
        judge(&interface(3, &format!(r#""schemas": {schema}"#)))
    };
    let codes = |value: &str| -> Vec<String> { of(value).iter().map(|error| error.code.to_string()).collect() };
    assert_eq!(codes(r#"{ "@value": "x" }"#), ["nonConformantDatatype"]);
    assert_eq!(codes(r#"{ "@value": "x", "own": 1 }"#), ["valueObjectInvalidProp"]);
    let errors = of("12345678901234567890");
    assert_eq!(errors[0].value.as_deref(), Some("1.2345678901234567E+19"));
}

#[test]
fn of_several_values_where_one_belongs_none_is_judged() {
    let of = |values: &str| {
        codes(&interface(
            3,
            &format!(r#""contents": {{ "@type": "Command", "name": "c", "request": {values} }}"#),
        ))
    };
    assert_eq!(of(r#""double""#), ["badType"]);
    assert_eq!(of(r#"["double", "dtmi:a:z;1"]"#), ["objectMultipleValues"]);
    let of = |values: &str| {
        let schema = format!(r#"{{ "@id": "dtmi:a:E;1", "@type": "Enum", "valueSchema": {values} }}"#);
        codes(&interface(3, &format!(r#""schemas": {schema}"#)))
    };
    assert_eq!(of(r#""boolean""#), ["incorrectPropertyValue"]);
    assert_eq!(of(r#"["boolean", "integer"]"#), ["objectMultipleValues"]);
}

#[test]
fn what_is_overridden_is_named_by_a_term_or_an_absolute_uri() {
    let of = |overrides: &str| {
        let text = format!(
            r#"{{ "@context": ["dtmi:dtdl:context;3", "dtmi:dtdl:extension:annotation;1", "dtmi:dtdl:extension:overriding;1"],
                "@id": "dtmi:a:I;1", "@type": "Interface", "contents": [
                  {{ "@type": "Telemetry", "name": "x", "schema": "double" }},
                  {{ "@type": ["Property", "ValueAnnotation", "Override"], "name": "y", "annotates": "x",
                    "overrides": {overrides}, "schema": "string" }}] }}"#
        );
        codes(&text)
    };
    for uri in [
        "own:x",
        "own:",
        "urn:a:b",
        "c:/x",
        "http://a.example/b%20c",
        "a+b.c-1:d",
    ] {
        assert_eq!(of(&format!("\"{uri}\"")), ["noMatchingSupplementalProperty"], "{uri}");
    }
    for other in [
        "own", "1a:b", "a_b:c", "a:", "a:b", ":b", "a b:c", "http:", "http://", "file:x", "{a:b}", "x:%zz",
    ] {
        assert_eq!(of(&format!("\"{other}\"")), ["identifierNotUri"], "{other}");
    }
    assert_eq!(of("[]"), ["identifierCountBelowMin"]);
    assert_eq!(of("5"), ["identifierNotString"]);
    assert_eq!(of(r#"["own:x", "own:y"]"#), ["identifierMultipleValues"]);
}

#[test]
fn geospatial_schemas_of_later_versions_are_not_referred_to() {
    let of = |version, to: u8| {
        let schema = format!("dtmi:standard:schema:geospatial:point;{to}");
        let property = format!(r#"{{ "@type": "Telemetry", "name": "p", "schema": "{schema}" }}"#);
        codes(&interface(version, &format!(r#""contents": {property}"#)))
    };
    for version in 2..=4 {
        for to in 2..=4 {
            let expected: &[&str] = if to > version {
                &["disallowedVersionReference"]
            } else {
                &[]
            };
            assert_eq!(of(version, to), expected, "{version} {to}");
        }
    }
}

#[test]
fn what_refers_to_a_later_version_is_not_judged_by_what_is_in_it() {
    let extended = interface(
        3,
        r#""contents": { "@type": "Telemetry", "name": "x", "schema": "double" }"#,
    );
    let extended = extended.replace("dtmi:a:I;1", "dtmi:a:J;1");
    let own = r#""extends": "dtmi:a:J;1", "contents": { "@type": "Telemetry", "name": "x", "schema": "double" }"#;
    let text = format!("[{}, {extended}]", interface(2, own));
    assert_eq!(codes(&text), ["disallowedVersionReference"]);
}

#[test]
fn semantic_types_that_bring_the_same_member_conflict_and_adjunct_types_do_not() {
    let of = |members: &str| {
        let context = r#""@context": ["dtmi:dtdl:context;4", "dtmi:dtdl:extension:quantitativeTypes;2"]"#;
        codes(&interface(4, members).replace(r#""@context": "dtmi:dtdl:context;4""#, context))
    };
    let semantic = r#""contents": { "@type": ["Telemetry", "Length", "Distance"], "name": "x", "schema": "double", "unit": "metre" }"#;
    assert_eq!(of(semantic), ["conflictingSupplementalTypes"]);
    let adjunct = r#""schemas": { "@id": "dtmi:a:E;1", "@type": "Enum", "valueSchema": "integer", "enumValues": {
        "@type": ["EnumValue", "SymbolicUnit", "UnitPrefix"], "name": "x", "enumValue": 1, "symbol": "x", "exponent": 3 } }"#;
    assert_eq!(of(adjunct), [""; 0]);
}

#[test]
fn only_a_dictionary_has_siblings_by_name() {
    let of = |around: (&str, &str)| {
        let annotation = |name: &str, annotates: &str| {
            format!(
                r#"{{ "@type": ["Property", "ValueAnnotation"], "name": "{name}", "annotates": "{annotates}", "schema": "string" }}"#
            )
        };
        let siblings = format!("{}, {}", annotation("x", "y"), annotation("y", "x"));
        codes(&format!(
            r#"{{ "@context": ["dtmi:dtdl:context;3", "dtmi:dtdl:extension:annotation;1"],
                "@id": "dtmi:a:I;1", "@type": "Interface", "contents": [{}{siblings}{}] }}"#,
            around.0, around.1
        ))
    };
    assert_eq!(of(("", "")), ["disallowedType", "disallowedType"]);
    let relationship = (r#"{ "@type": "Relationship", "name": "r", "properties": ["#, "] }");
    assert_eq!(of(relationship), [""; 0]);
}

#[test]
fn a_co_type_of_any_class_goes_with_the_classes_of_its_versions_only() {
    let text = interface(
        2,
        r#""contents": { "@type": "Command", "name": "c", "request": {
             "@type": ["CommandPayload", "dtmi:dtdl:class:Alias;3"], "name": "r", "schema": "double" } }"#,
    );
    let errors = judge(&text);
    assert_eq!(errors[0].code.as_str(), "invalidCotype");
    let on = errors[0].fact("Restriction").unwrap_or_default();
    assert!(
        on.starts_with("Array or Boolean or Command or CommandRequest or"),
        "{on}"
    );
}

#[test]
fn a_mistake_in_a_list_names_the_member_and_the_value() {
    let of = |value: &str| lines(&interface(3, &format!("\n\"extends\": [\n{value}\n]")));
    assert_eq!(of("\"nothing\""), [2, 3]);
    assert_eq!(of("7"), [2, 3]);
    assert_eq!(of("\"dtmi:dtdl:nothing;1\""), [2, 3]);
}

#[test]
fn two_texts_in_one_language_are_both_named() {
    assert_eq!(
        lines(&interface(3, "\"displayName\": {\n\"en\": \"a\",\n\"en\": \"b\"\n}")),
        [3, 2]
    );
}

#[test]
fn a_type_that_is_no_text_is_an_error_in_every_version() {
    for version in [2, 3, 4] {
        let text = format!(
            r#"{{ "@context": "dtmi:dtdl:context;{version}", "@id": "dtmi:a:I;1", "@type": ["Interface", ["Own"]] }}"#
        );
        assert_eq!(codes(&text), ["typeNotDtmiNorTerm"], "{version}");
    }
}

#[test]
fn a_context_is_chosen_by_its_major_version() {
    let of = |context: &str| {
        codes(&format!(
            r#"{{ "@context": {context}, "@id": "dtmi:a:I;1", "@type": "Interface" }}"#
        ))
    };
    assert!(of(r#""dtmi:dtdl:context;3.1""#).is_empty());
    assert!(of(r#"["dtmi:dtdl:context;4.2#limitless", "dtmi:dtdl:context;4#limits"]"#).is_empty());
    assert!(of(r#"["dtmi:dtdl:context;3", "dtmi:dtdl:extension:annotation;1.7"]"#).is_empty());
    assert_eq!(
        of(r#"["dtmi:dtdl:context;3", "dtmi:dtdl:extension:annotation;9.1"]"#),
        ["unresolvableContextVersion"]
    );
    assert_eq!(of(r#""dtmi:dtdl:context;5.1""#), ["unrecognizedContextVersion"]);
    // In DTDL v2 no identifier has a minor version.
    assert_eq!(of(r#""dtmi:dtdl:context;2.1""#), ["invalidContextSpecifierForVersion"]);
}

#[test]
fn of_two_siblings_with_a_co_type_that_stands_alone_the_later_is_reported() {
    let field = |name: &str| {
        let schema = r#"{ "@type": ["Object", "Error"], "fields": [] }"#;
        format!(r#"{{ "@type": ["Field", "ErrorResult"], "name": "{name}", "schema": {schema} }}"#)
    };
    let text = format!(
        r#"{{ "@context": ["dtmi:dtdl:context;4", "dtmi:dtdl:extension:mqtt;4"], "@id": "dtmi:a:I;1", "@type": "Interface",
            "schemas": {{ "@id": "dtmi:a:O;1", "@type": ["Object", "Result"], "fields": [{}, {}] }} }}"#,
        field("a"),
        field("b")
    );
    let errors = judge(&text);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].code.as_str(), "siblingDuplicatesCotype");
    let ids = [&errors[0].primary_id, &errors[0].secondary_id].map(|id| id.as_ref().map(|id| id.to_string()));
    assert_eq!(ids, ["b", "a"].map(|name| Some(format!("dtmi:a:O:_fields:__{name};1"))));
}

#[test]
fn an_empty_list_is_no_value() {
    assert!(
        codes(&interface(
            3,
            r#""comment": [], "displayName": [[]], "contents": [[], [[]]]"#
        ))
        .is_empty()
    );
    let telemetry = r#""contents": { "@type": "Telemetry", "name": [], "schema": "double" }"#;
    assert_eq!(codes(&interface(3, telemetry)), ["dtmiSegPropertyNotStringOrNumber"]);
}

#[test]
fn languages_are_told_apart_even_where_a_text_is_none() {
    let of = |texts: &str| codes(&interface(2, &format!(r#""displayName": {texts}"#)));
    let twice = ["langStringCodeNotUnique", "langStringValueNotString"];
    for texts in [r#"{ "en": "E", "en": 1 }"#, r#"{ "en": 1, "en": "E" }"#] {
        let mut found = of(texts);
        found.sort();
        assert_eq!(found, twice);
    }
    let mut found = of(r#"["E", { "@language": "en" }]"#);
    found.sort();
    assert_eq!(found, ["langStringElementCodeNotUnique", "langStringElementNoValue"]);
}

#[test]
fn what_the_class_and_what_a_co_type_needs_is_said_of_one_element() {
    let mut found = codes(&interface(
        2,
        r#""contents": { "@type": ["Telemetry", "Temperature"], "name": "t" }"#,
    ));
    found.sort();
    assert_eq!(found, ["missingObjectProperty", "missingSupplementalObjectProperty"]);
}

#[test]
fn two_of_one_index_are_told_apart_by_the_identifier_of_the_member() {
    let text = r#"{ "@context": ["dtmi:dtdl:context;4", "dtmi:dtdl:extension:mqtt;2"], "@id": "dtmi:a:I;1",
        "@type": "Interface", "contents": [
        { "@type": ["Telemetry", "Indexed"], "name": "t", "schema": "double", "index": 1 },
        { "@type": ["Telemetry", "Indexed"], "name": "u", "schema": "double", "index": 1 }] }"#;
    let errors = judge(text);
    let facts: Vec<Option<&str>> = errors.iter().map(|error| error.fact("AuxProperty")).collect();
    assert_eq!(facts, [Some("dtmi:dtdl:extension:mqtt:v2:Indexed:index")]);
}
