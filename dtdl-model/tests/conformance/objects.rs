//! What the reference's cases ask about the object model.

use std::collections::BTreeSet;

use dtdl_model::{ObjectElement, Parsed, PropertyValue};
use serde_json::{Map, Value, json};

/// How many questions a case asks, and which of them are not answered as expected.
pub(crate) fn judge(expect: &Value, parsed: &Parsed) -> (usize, Vec<String>) {
    let objects = parsed.object_model();
    let mut asked = 0;
    let mut wrong = Vec::new();
    let mut ask = |what: String, got: Value, expected: &Value| {
        asked += 1;
        if !same(&got, expected) {
            wrong.push(format!("{what}: {got}, expected {expected}"));
        }
    };
    if let Some(count) = expect.get("elementCount") {
        ask("elementCount".to_owned(), json!(objects.len()), count);
    }
    for expected in expect["elements"].as_array().into_iter().flatten() {
        let id = expected["id"].as_str().expect("an identifier");
        let Some(element) = objects.element(id) else {
            ask(id.to_owned(), Value::Null, &expected["type"]);
            continue;
        };
        ask(id.to_owned(), json!(element.class()), &expected["type"]);
        for (name, value) in expected["properties"].as_object().into_iter().flatten() {
            let got = element.property(name).map_or(Value::Null, |got| plain(&got));
            ask(format!("{id} {name}"), got, value);
        }
        for (name, got) in supplements(&element) {
            if let Some(value) = expected.get(name) {
                ask(format!("{id} {name}"), got, value);
            }
        }
    }
    (asked, wrong)
}

fn supplements(element: &ObjectElement<'_>) -> [(&'static str, Value); 4] {
    let supplemental = element.supplemental_properties().into_iter();
    let supplemental: Map<String, Value> = supplemental
        .map(|(name, value)| (name.to_owned(), plain(&value)))
        .collect();
    let undefined = element.undefined_properties().iter();
    let undefined: Map<String, Value> = undefined
        .map(|(name, text)| (name.clone(), serde_json::from_str(text).expect("JSON")))
        .collect();
    [
        ("supplementalTypes", element.supplemental_types().collect()),
        ("supplementalProperties", supplemental.into()),
        ("undefinedTypes", json!(element.undefined_types())),
        ("undefinedProperties", undefined.into()),
    ]
}

fn plain(value: &PropertyValue) -> Value {
    match value {
        PropertyValue::Boolean(value) => json!(value),
        PropertyValue::Integer(number) => json!(number),
        PropertyValue::Decimal(number) => json!(number),
        PropertyValue::String(text) => json!(text),
        PropertyValue::LangString(texts) => texts.iter().map(|(code, text)| (code.clone(), json!(text))).collect(),
        PropertyValue::Id(id) => json!(id.as_str()),
        PropertyValue::Ids(ids) => ids.iter().map(|id| json!(id.as_str())).collect(),
        PropertyValue::Named(ids) => ids
            .iter()
            .map(|(name, id)| (name.clone(), json!(id.as_str())))
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// Lists of several values have no order.
fn same(got: &Value, expected: &Value) -> bool {
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
