//! Whole documents: of a device, and of one of its payloads.

use dtdl_model::Model;
use dtdl_model::model::{Content, ContentKind, InterfaceId, Property};

use super::value::{Values, closed, reference, texts};
use crate::json::Json;
use crate::payload::{Section, Subject};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A definition for every payload of a device and of its components.
pub(super) fn device(model: &Model, device: InterfaceId) -> Json {
    let mut out = Json::object([("$schema", DIALECT.into())]);
    out.insert("title", model[device].named.id.as_str());
    out.insert(
        "$comment",
        "The definitions are the payloads: choose one by reference, or write it alone with --of.",
    );
    let mut values = Values::new(model);
    let mut definitions = interfaces(model, device, &mut values);
    definitions.extend(values.definitions());
    out.insert("$defs", Json::Object(definitions));
    out
}

/// The schema of one payload, with the definitions that it refers to.
pub(super) fn payload(model: &Model, subject: Subject<'_>, title: &str) -> Json {
    let mut out = Json::object([("$schema", DIALECT.into()), ("title", title.into())]);
    let mut values = Values::new(model);
    let body = match subject {
        Subject::Message(interface) => message(model, interface, |content| value(&mut values, content)),
        Subject::Section(interface, section) => {
            let mut own = |_: InterfaceId, content: &Content| value(&mut values, content);
            twin(model, interface, section, &mut own)
        }
        Subject::Value(schema) => values.value(schema),
        Subject::Command(payload) => values.command(payload),
    };
    if let Json::Object(members) = body {
        for (name, value) in members.into_iter().filter(|(name, _)| name != "title") {
            out.insert(name, value);
        }
    }
    let definitions = values.definitions();
    if !definitions.is_empty() {
        out.insert("$defs", Json::Object(definitions));
    }
    out
}

/// The device's interface and those of its components, each with the definitions of its payloads.
fn interfaces(model: &Model, device: InterfaceId, values: &mut Values<'_>) -> Vec<(String, Json)> {
    let components = model[device].contents().filter_map(|content| match &content.kind {
        ContentKind::Component(component) => Some(component.schema),
        _ => None,
    });
    let mut ids = vec![device];
    for id in components {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter()
        .map(|id| {
            let mut out = Json::Object(Vec::new());
            texts(&mut out, &model[id].named);
            out.insert("$defs", Json::Object(payloads(model, id, values)));
            (model[id].named.id.to_string(), out)
        })
        .collect()
}

fn payloads(model: &Model, id: InterfaceId, values: &mut Values<'_>) -> Vec<(String, Json)> {
    let refer = |interface: InterfaceId, content: &Content| {
        let name = definition(content);
        Json::object([("$ref", reference(&[model[interface].named.id.as_str(), &name]).into())])
    };
    let mut out = vec![
        ("telemetry".to_owned(), message(model, id, |content| refer(id, content))),
        (
            "reported".to_owned(),
            twin(model, id, Section::Reported, &mut |id, content| refer(id, content)),
        ),
        (
            "desired".to_owned(),
            twin(model, id, Section::Desired, &mut |id, content| refer(id, content)),
        ),
    ];
    for content in model[id].contents() {
        match &content.kind {
            ContentKind::Telemetry(_) | ContentKind::Property(_) => {
                out.push((definition(content), value(values, content)));
            }
            ContentKind::Command(command) => {
                for (part, payload) in [("request", &command.request), ("response", &command.response)] {
                    if let Some(payload) = payload {
                        out.push((format!("{part}:{}", content.name), values.command(payload)));
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// The name of the definition of a telemetry's or property's value.
fn definition(content: &Content) -> String {
    match &content.kind {
        ContentKind::Telemetry(_) => format!("telemetry:{}", content.name),
        _ => format!("property:{}", content.name),
    }
}

/// The value of a telemetry or property, with what the model says about it.
fn value(values: &mut Values<'_>, content: &Content) -> Json {
    let mut out = match &content.kind {
        ContentKind::Telemetry(telemetry) => values.value(telemetry.schema),
        ContentKind::Property(property) => values.value(property.schema),
        _ => Json::Bool(false),
    };
    texts(&mut out, &content.named);
    if let Some(unit) = content.named.unit() {
        out.insert("unit", unit.term.as_str());
    }
    out
}

/// A telemetry message: some of the telemetry, and at least one.
fn message(model: &Model, id: InterfaceId, mut value: impl FnMut(&Content) -> Json) -> Json {
    let members = model[id]
        .contents()
        .filter(|content| matches!(content.kind, ContentKind::Telemetry(_)))
        .map(|content| (content.name.clone(), value(content)));
    let mut out = closed(members.collect());
    out.insert("minProperties", Json::Integer(1));
    out
}

/// A section of the twin, or a patch of one: `null` takes a property away.
fn twin(
    model: &Model,
    id: InterfaceId,
    section: Section,
    value: &mut dyn FnMut(InterfaceId, &Content) -> Json,
) -> Json {
    let mut members = properties(model, id, section, value);
    for content in model[id].contents() {
        let ContentKind::Component(component) = &content.kind else {
            continue;
        };
        let mut inner = vec![("__t".to_owned(), Json::object([("const", "c".into())]))];
        inner.extend(properties(model, component.schema, section, value));
        let mut inner = closed(inner);
        if section == Section::Reported {
            inner.insert("required", Json::Array(vec!["__t".into()]));
        }
        members.push((content.name.clone(), or_null(vec![inner])));
    }
    members.push(("$version".to_owned(), Json::object([("type", "integer".into())])));
    members.push(("$metadata".to_owned(), Json::object([("type", "object".into())])));
    closed(members)
}

fn properties(
    model: &Model,
    id: InterfaceId,
    section: Section,
    value: &mut dyn FnMut(InterfaceId, &Content) -> Json,
) -> Vec<(String, Json)> {
    let mut out = Vec::new();
    for content in model[id].contents() {
        let ContentKind::Property(Property { writable, .. }) = content.kind else {
            continue;
        };
        let forms = match section {
            Section::Desired if !writable => continue,
            Section::Reported if writable => vec![value(id, content), acknowledgement(value(id, content))],
            _ => vec![value(id, content)],
        };
        out.push((content.name.clone(), or_null(forms)));
    }
    out
}

/// What a device says about a desired value.
fn acknowledgement(value: Json) -> Json {
    let integer = || Json::object([("type", "integer".into())]);
    let mut out = closed(vec![
        ("value".to_owned(), value),
        ("ac".to_owned(), integer()),
        ("av".to_owned(), integer()),
        ("ad".to_owned(), Json::object([("type", "string".into())])),
    ]);
    out.insert("required", Json::Array(vec!["value".into(), "ac".into(), "av".into()]));
    out
}

fn or_null(mut forms: Vec<Json>) -> Json {
    forms.push(Json::object([("type", "null".into())]));
    Json::object([("anyOf", Json::Array(forms))])
}
