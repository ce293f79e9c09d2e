//! What cases ask about the object model.

use std::collections::BTreeSet;

use dtdl_model::{ObjectElement, Parsed, PropertyValue};
use serde_json::{Map, Value, json};

use super::case::{Expect, ExpectedElement};
use super::tally::{Part, Parts};

/// Asks for the number of elements, and for every class, property and co-type.
pub(super) fn judge(expect: &Expect, parsed: &Parsed, parts: &mut Parts) {
    let objects = parsed.object_model();
    let mut ask = |what: &str, got: &Value, expected: &Value| {
        let wrong = !same(got, expected);
        parts.ask(
            Part::ObjectModel,
            wrong.then(|| format!("{what}: expected {expected}, got {got}")),
        );
    };
    if let Some(count) = expect.element_count {
        ask("elementCount", &json!(objects.len()), &json!(count));
    }
    for expected in &expect.elements {
        let id = &expected.id;
        let Some(element) = objects.element(id) else {
            ask(id, &Value::Null, &expected.class);
            continue;
        };
        ask(id, &json!(element.class()), &expected.class);
        for (name, value) in &expected.properties {
            let got = element.property(name).map_or(Value::Null, |got| plain(&got));
            ask(&format!("{id} {name}"), &got, value);
        }
        for (name, got, value) in supplements(&element, expected) {
            ask(&format!("{id} {name}"), &got, value);
        }
    }
}

/// What an element has beside the properties of its class, where a case asks for it.
fn supplements<'c>(
    element: &ObjectElement<'_>,
    expected: &'c ExpectedElement,
) -> impl Iterator<Item = (&'static str, Value, &'c Value)> {
    let supplemental = element.supplemental_properties().into_iter();
    let supplemental: Map<String, Value> = supplemental
        .map(|(name, value)| (name.to_owned(), plain(&value)))
        .collect();
    let undefined = element.undefined_properties().iter();
    let undefined: Map<String, Value> = undefined
        .map(|(name, text)| (name.to_owned(), serde_json::from_str(text).unwrap_or_default()))
        .collect();
    let questions = [
        (
            "supplementalTypes",
            element.supplemental_types().collect(),
            &expected.supplemental_types,
        ),
        (
            "supplementalProperties",
            supplemental.into(),
            &expected.supplemental_properties,
        ),
        (
            "undefinedTypes",
            json!(element.undefined_types()),
            &expected.undefined_types,
        ),
        ("undefinedProperties", undefined.into(), &expected.undefined_properties),
    ];
    questions
        .into_iter()
        .filter_map(|(name, got, expected)| Some((name, got, expected.as_ref()?)))
}

/// A property's value as the cases write it.
pub(crate) fn plain(value: &PropertyValue) -> Value {
    match value {
        PropertyValue::Boolean(value) => json!(value),
        PropertyValue::Integer(number) => json!(number),
        PropertyValue::Decimal(number) => json!(number),
        PropertyValue::String(text) => json!(text),
        PropertyValue::LangString(texts) => texts
            .iter()
            .map(|(code, text)| (code.to_owned(), json!(text)))
            .collect(),
        PropertyValue::Id(id) => json!(id.as_str()),
        PropertyValue::Ids(ids) => ids.iter().map(|id| json!(id.as_str())).collect(),
        PropertyValue::Named(ids) => ids
            .iter()
            .map(|(name, id)| (name.clone(), json!(id.as_str())))
            .collect(),
        other => json!(format!("{other:?}")),
    }
}

/// Lists of several values have no order.
pub(crate) fn same(got: &Value, expected: &Value) -> bool {
    match (got, expected) {
        (Value::Array(got), Value::Array(expected)) => {
            let texts = |values: &[Value]| values.iter().map(Value::to_string).collect::<BTreeSet<_>>();
            got.len() == expected.len() && texts(got) == texts(expected)
        }
        (Value::Number(got), Value::Number(expected)) => got.as_f64() == expected.as_f64(),
        (Value::Object(got), Value::Object(expected)) => {
            got.len() == expected.len()
                && expected
                    .iter()
                    .all(|(name, value)| got.get(name).is_some_and(|got| same(got, value)))
        }
        _ => got == expected,
    }
}
