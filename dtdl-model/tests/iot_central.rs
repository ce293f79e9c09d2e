//! What is said of models for Azure IoT Central, however they are made.

#![allow(clippy::unwrap_used, reason = "tests")]

use dtdl_model::{NoResolver, Options, Source, parse};
use serde_json::{Value, json};

/// The sizes that are reported, each with the interface's identifier.
fn sizes(interfaces: &[Value]) -> Vec<(String, String)> {
    let text = Value::from(interfaces).to_string();
    let options = Options::default().warn_for_iot_central(true);
    let parsed = parse(vec![Source::new("device", text)], &mut NoResolver, &options);
    let sizes = parsed.diagnostics.iter().filter_map(|diagnostic| {
        let size = diagnostic.message.strip_prefix("the properties need at least ")?;
        let id = diagnostic.primary_id.as_ref()?;
        Some((id.to_string(), size.split(' ').next()?.to_owned()))
    });
    sizes.collect()
}

fn interface(name: &str, contents: impl Into<Value>, schemas: impl Into<Value>) -> Value {
    json!({
        "@context": "dtmi:dtdl:context;2", "@id": format!("dtmi:test:{name};1"), "@type": "Interface",
        "contents": contents.into(), "schemas": schemas.into(),
    })
}

/// Objects of so many fields `f00`, `f01`, each with the next of the objects as its schema.
fn objects(levels: usize, fields: usize) -> Vec<Value> {
    let object = |level: usize| {
        let schema = if level + 1 == levels {
            "double".to_owned()
        } else {
            format!("dtmi:test:level{};1", level + 1)
        };
        let fields: Vec<Value> = (0..fields)
            .map(|field| json!({ "name": format!("f{field:02}"), "schema": schema }))
            .collect();
        json!({ "@id": format!("dtmi:test:level{level};1"), "@type": "Object", "fields": fields })
    };
    (0..levels).map(object).collect()
}

#[test]
fn schemas_that_are_shared_at_every_level_are_counted_once() {
    let property = json!([{ "@type": "Property", "name": "p", "schema": "dtmi:test:level0;1" }]);
    let size = |levels, fields| sizes(&[interface("deep", property.clone(), objects(levels, fields))]);
    // 1 + 3 * 20 + 3 * 20² + 3 * 20³ + (3 + 8) * 20⁴
    assert_eq!(size(4, 20), [("dtmi:test:deep;1".to_owned(), "1785261".to_owned())]);
    assert_eq!(size(8, 20).len(), 1);
    assert_eq!(size(8, 400).pop().unwrap().1, usize::MAX.to_string());
}

#[test]
fn an_interface_of_many_components_is_counted_once() {
    let properties: Vec<Value> = (0..2000)
        .map(|at| json!({ "@type": "Property", "name": format!("p{at:04}"), "schema": "double" }))
        .collect();
    let mut interfaces = vec![interface("part", properties, json!([]))];
    interfaces.extend((0..2000).map(|at| {
        let component = |name: &str| json!({ "@type": "Component", "name": name, "schema": "dtmi:test:part;1" });
        interface(
            &format!("device{at}"),
            json!([component("a"), component("b")]),
            json!([]),
        )
    }));
    let sizes = sizes(&interfaces);
    // A part fits, two do not: 2 * (1 + 4 + 2000 * (5 + 8))
    assert_eq!(sizes.len(), 2000);
    assert!(sizes.iter().all(|(_, size)| size == "52010"), "{sizes:?}");
}

#[test]
fn of_elements_that_are_no_values_nothing_is_said() {
    let said = |contents: Value| {
        let text = interface("place", contents, json!([])).to_string();
        let options = Options::default().warn_for_iot_central(true);
        let parsed = parse(vec![Source::new("place", text)], &mut NoResolver, &options);
        let codes = parsed.diagnostics.iter().map(|diagnostic| diagnostic.code.as_str());
        codes.map(str::to_owned).collect::<Vec<String>>()
    };
    let telemetry = |schema: &str| json!({ "@type": "Telemetry", "name": "at", "schema": schema });
    assert_eq!(said(json!([telemetry("point")])), ["iotCentralSchema"]);
    let by_identifier = telemetry("dtmi:standard:schema:geospatial:point;2");
    assert_eq!(said(json!([by_identifier])), ["iotCentralSchema"]);
    assert_eq!(said(json!(["dtmi:standard:schema:geospatial:point;2"])), ["badType"]);
    let unit = json!({ "@type": ["Telemetry", "Temperature"], "name": "at", "schema": "double", "unit": "point" });
    assert_eq!(said(json!([unit])), ["notRequiredType"]);
}
