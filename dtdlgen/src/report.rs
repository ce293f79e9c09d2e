//! What is said about a model, for people and for programs.

use dtdl_model::{Diagnostic, Dtmi, LeftOut, LeftOutReason, Parsed};

use crate::json::Json;

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
pub(crate) fn json(path: &str, parsed: &Parsed, with_left_out: bool) -> Json {
    let roots = parsed.model.roots().iter();
    let interfaces = roots.map(|id| parsed.model[*id].named.id.as_str().into());
    let diagnostics = parsed.diagnostics.iter();
    let diagnostics = diagnostics.map(|diagnostic| object(path, diagnostic, parsed));
    let mut json = Json::object([
        ("path", path.into()),
        ("valid", parsed.is_valid().into()),
        ("interfaces", Json::Array(interfaces.collect())),
        ("diagnostics", Json::Array(diagnostics.collect())),
    ]);
    if with_left_out {
        json.insert("left_out", Json::Array(parsed.left_out.iter().map(missing).collect()));
    }
    json
}

fn missing(left: &LeftOut) -> Json {
    let ids = left.missing_from.iter().map(|id| id.as_str().into());
    Json::object([
        ("id", left.id.as_ref().map(Dtmi::as_str).into()),
        ("message", left.to_string().into()),
        ("missing_from", Json::Array(ids.collect())),
        (
            "needs",
            match &left.reason {
                LeftOutReason::NeedsLeftOut(id) | LeftOutReason::NeedsUndefined(id) => id.as_str().into(),
                _ => Json::Null,
            },
        ),
    ])
}

fn object(path: &str, diagnostic: &Diagnostic, parsed: &Parsed) -> Json {
    let place = diagnostic
        .primary()
        .and_then(|label| Some((parsed.sources.get(label.source)?, label.span)));
    let start = place.map(|(source, span)| source.location(span.start));
    let end = place.map(|(source, span)| source.location(span.end));
    Json::object([
        ("code", diagnostic.code.as_str().into()),
        ("severity", diagnostic.severity.to_string().into()),
        ("message", diagnostic.message.as_str().into()),
        ("help", diagnostic.help.as_deref().into()),
        ("path", place.map_or(path, |(source, _)| source.name()).into()),
        ("line", start.map(|start| start.line).into()),
        ("column", start.map(|start| start.column).into()),
        ("end_line", end.map(|end| end.line).into()),
        ("end_column", end.map(|end| end.column).into()),
        ("primary_id", diagnostic.primary_id.as_ref().map(Dtmi::as_str).into()),
        (
            "secondary_id",
            diagnostic.secondary_id.as_ref().map(Dtmi::as_str).into(),
        ),
        ("property", diagnostic.property.as_deref().into()),
        ("value", diagnostic.value.as_deref().into()),
    ])
}
