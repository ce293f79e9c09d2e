//! What is said about a model, for people and for programs.

use dtdl_model::{Diagnostic, Dtmi, LeftOut, LeftOutReason, Parsed};
use serde_json::{Value, json};

/// The diagnostics as text, each with its excerpt.
pub(crate) fn human(parsed: &Parsed) -> String {
    let mut out = String::new();
    for diagnostic in &parsed.diagnostics {
        out.push_str(&diagnostic.render(&parsed.sources));
        out.push_str("\n\n");
    }
    out
}

/// A line for each element that the model goes without.
pub(crate) fn left_out(parsed: &Parsed) -> String {
    parsed.left_out.iter().map(|left| format!("{left}\n")).collect()
}

/// A model and its diagnostics as one JSON object; on request with what the model goes without.
pub(crate) fn json(path: &str, parsed: &Parsed, with_left_out: bool) -> Value {
    let interfaces: Vec<&str> = parsed
        .model
        .roots()
        .iter()
        .map(|id| parsed.model[*id].named.id.as_str())
        .collect();
    let diagnostics: Vec<Value> = parsed
        .diagnostics
        .iter()
        .map(|diagnostic| object(path, diagnostic, parsed))
        .collect();
    let mut json = json!({
        "path": path,
        "valid": parsed.is_valid(),
        "interfaces": interfaces,
        "diagnostics": diagnostics,
    });
    if with_left_out && let Some(json) = json.as_object_mut() {
        json.insert("left_out".to_owned(), parsed.left_out.iter().map(missing).collect());
    }
    json
}

fn missing(left: &LeftOut) -> Value {
    let ids: Vec<&str> = left.missing_from.iter().map(Dtmi::as_str).collect();
    json!({
        "id": left.id.as_ref().map(Dtmi::as_str),
        "message": left.to_string(),
        "missing_from": ids,
        "needs": match &left.reason {
            LeftOutReason::NeedsLeftOut(id) | LeftOutReason::NeedsUndefined(id) => Some(id.as_str()),
            _ => None,
        },
    })
}

fn object(path: &str, diagnostic: &Diagnostic, parsed: &Parsed) -> Value {
    let place = diagnostic
        .primary()
        .and_then(|label| Some((parsed.sources.get(label.source)?, label.span)));
    let start = place.map(|(source, span)| source.location(span.start));
    let end = place.map(|(source, span)| source.location(span.end));
    json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity.to_string(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "path": place.map_or(path, |(source, _)| source.name()),
        "line": start.map(|start| start.line),
        "column": start.map(|start| start.column),
        "end_line": end.map(|end| end.line),
        "end_column": end.map(|end| end.column),
        "primary_id": diagnostic.primary_id.as_ref().map(ToString::to_string),
        "secondary_id": diagnostic.secondary_id.as_ref().map(ToString::to_string),
        "property": diagnostic.property,
        "value": diagnostic.value,
    })
}
