//! Whether an error is one that a case expects.

use std::collections::HashMap;

use dtdl_model::{Diagnostic, Dtmi, Parsed};
use serde_json::Value;

/// The fields of an expected error by their names.
pub(super) type Expected = HashMap<String, Value>;

/// By its code and elements, then by every further field.
pub(super) fn matches(error: &Diagnostic, expected: &Expected) -> bool {
    let code = expected
        .get("ValidationID")
        .and_then(Value::as_str)
        .and_then(|id| id.strip_prefix("dtmi:dtdl:parsingError:"));
    let fields = [
        ("PrimaryID", error.primary_id.as_ref().map(Dtmi::as_str)),
        ("SecondaryID", error.secondary_id.as_ref().map(Dtmi::as_str)),
        ("Property", error.property.as_deref()),
        ("Value", error.value.as_deref()),
        ("AuxProperty", error.fact("AuxProperty")),
        ("Type", error.fact("Type")),
        ("Restriction", error.fact("Restriction")),
        ("Transformation", error.fact("Transformation")),
    ];
    code == Some(error.code.as_str())
        && fields
            .iter()
            .all(|(name, got)| expected.get(*name).is_none_or(|wanted| is_one_of(wanted, *got)))
}

fn is_one_of(wanted: &Value, got: Option<&str>) -> bool {
    match wanted {
        Value::Array(any) => any.iter().any(|wanted| is_one_of(wanted, got)),
        Value::Null => got.is_none(),
        Value::String(text) => got == Some(text),
        other => got == Some(&other.to_string()),
    }
}

/// Whether a case says where an error stands.
pub(super) fn has_place(expected: &Expected) -> bool {
    let named = |name: &str| ["Index", "Start", "End"].map(|part| expected.contains_key(&format!("{name}{part}")));
    named("Primary").contains(&true) || named("Secondary").contains(&true)
}

/// Whether the places are those that are expected, as far as any are.
pub(super) fn is_there(error: &Diagnostic, expected: &Expected, parsed: &Parsed, given: usize) -> bool {
    let places = error.reference_places();
    ["Primary", "Secondary"].iter().zip(places).all(|(name, place)| {
        let wanted = |part: &str| expected.get(&format!("{name}{part}")).and_then(Value::as_u64);
        let resolved = expected.get(&format!("{name}Dtmi")).is_some();
        let got = place.and_then(|(id, span)| {
            let source = parsed.sources.get(id)?;
            let index = parsed.sources.iter().position(|(known, _)| known == id)?;
            let last = span.end.saturating_sub(1).max(span.start);
            Some((index, source.location(span.start).line, source.location(last).line))
        });
        let is = |part: &str, got: Option<usize>| {
            wanted(part).is_none_or(|wanted| got.map(|got| got as u64) == Some(wanted))
        };
        is("Index", got.map(|(index, ..)| index))
            && is("Start", got.map(|(_, start, _)| start))
            && is("End", got.map(|(.., end)| end))
            // The texts of the resolver follow those that are given.
            && (!resolved || got.is_some_and(|(index, ..)| index >= given))
    })
}

/// An error in the words of the cases.
pub(super) fn summary(error: &Diagnostic, parsed: &Parsed) -> String {
    let mut text = error.code.to_string();
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            text.push_str(&format!(" {name}={value:?}"));
        }
    };
    add("PrimaryID", error.primary_id.as_ref().map(Dtmi::as_str));
    add("SecondaryID", error.secondary_id.as_ref().map(Dtmi::as_str));
    add("Property", error.property.as_deref());
    add("Value", error.value.as_deref());
    for name in ["AuxProperty", "Type", "Restriction", "Transformation"] {
        add(name, error.fact(name));
    }
    for (name, place) in ["Primary", "Secondary"].iter().zip(error.reference_places()) {
        let Some((id, span)) = place else { continue };
        let Some(source) = parsed.sources.get(id) else { continue };
        let last = span.end.saturating_sub(1).max(span.start);
        let (first, last) = (source.location(span.start).line, source.location(last).line);
        text.push_str(&format!(" {name}={}:{first}-{last}", source.name()));
    }
    text
}

/// An expected error in the same words.
pub(super) fn wanted(expected: &Expected) -> String {
    let code = expected.get("ValidationID").and_then(Value::as_str).unwrap_or_default();
    let mut text = code.trim_start_matches("dtmi:dtdl:parsingError:").to_owned();
    let mut fields: Vec<_> = expected.iter().filter(|(name, _)| *name != "ValidationID").collect();
    fields.sort_unstable_by_key(|(name, _)| *name);
    for (name, value) in fields {
        text.push_str(&format!(" {name}={value}"));
    }
    text
}
