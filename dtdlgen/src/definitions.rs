//! The definitions at the top of texts, as they stand there.

use std::borrow::Cow;
use std::collections::HashMap;

use dtdl_model::Sources;
use serde_json::value::RawValue;

use crate::members::Members;

/// A definition: its text, and the name of the file that it stands in.
#[derive(Debug, Clone)]
pub(crate) struct Definition<'a> {
    pub(crate) text: String,
    pub(crate) source: &'a str,
}

/// The definitions by identifier, the first of each; those of device templates too.
pub(crate) fn definitions(sources: &Sources) -> HashMap<String, Definition<'_>> {
    let mut out = HashMap::new();
    for (_, source) in sources.iter() {
        let mut add = |element: &Members<'_>, text: Cow<'_, str>| {
            if let Some(id) = text_of(element, "@id") {
                let (text, source) = (text.into_owned(), source.name());
                out.entry(id).or_insert_with(|| Definition { text, source });
            }
        };
        for element in elements(source.text().trim_start_matches('\u{feff}')) {
            let Ok(members) = serde_json::from_str::<Members<'_>>(element) else {
                continue;
            };
            let Some(model) = template(&members) else {
                add(&members, Cow::Borrowed(element));
                continue;
            };
            for inside in elements(model) {
                let Ok(inner) = serde_json::from_str::<Members<'_>>(inside) else {
                    continue;
                };
                let context = member(&members, "@context").filter(|_| member(&inner, "@context").is_none());
                add(&inner, with_context(inside, context));
            }
        }
    }
    out
}

/// The elements at the top of a text by identifier, and where they stand.
#[cfg(feature = "https")]
pub(crate) fn spans(text: &str) -> Vec<(String, core::ops::Range<usize>)> {
    let elements = elements(text.trim_start_matches('\u{feff}')).into_iter();
    let found = elements.filter_map(|element| {
        let id = text_of(&serde_json::from_str(element).ok()?, "@id")?;
        let start = (element.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        Some((id, start..start + element.len()))
    });
    found.collect()
}

/// The elements of an array, or the one text.
fn elements(text: &str) -> Vec<&str> {
    match serde_json::from_str::<Vec<&RawValue>>(text) {
        Ok(elements) => elements.into_iter().map(RawValue::get).collect(),
        Err(_) => vec![text.trim()],
    }
}

/// The model inside a device template of IoT Central.
fn template<'a>(element: &Members<'a>) -> Option<&'a str> {
    let model = member(element, "capabilityModel")?;
    let is_interface = member(element, "@type").is_some_and(|types| types.contains("\"Interface\""));
    (!is_interface && model.starts_with(['{', '['])).then_some(model)
}

/// The definition in the context that stands around it.
fn with_context<'a>(definition: &'a str, context: Option<&str>) -> Cow<'a, str> {
    match (context, definition.strip_prefix('{')) {
        (Some(context), Some(rest)) => Cow::Owned(format!("{{\n  \"@context\": {context},{rest}")),
        _ => Cow::Borrowed(definition),
    }
}

fn member<'a>(element: &Members<'a>, name: &str) -> Option<&'a str> {
    let found = element.0.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.get())
}

fn text_of(element: &Members<'_>, name: &str) -> Option<String> {
    serde_json::from_str(member(element, name)?).ok()
}
