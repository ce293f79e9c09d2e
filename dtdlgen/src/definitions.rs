//! The definitions at the top of texts, as they stand there.

use std::collections::HashMap;

use dtdl_model::Sources;
use serde_json::value::RawValue;

use crate::members::Members;

/// A definition: its text, and the name of the file that it stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Definition<'a> {
    pub(crate) text: &'a str,
    pub(crate) source: &'a str,
}

/// The definitions by identifier, the first of each.
pub(crate) fn definitions(sources: &Sources) -> HashMap<String, Definition<'_>> {
    let mut out = HashMap::new();
    for (_, source) in sources.iter() {
        let text = source.text().trim_start_matches('\u{feff}');
        let elements: Vec<&RawValue> = match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(elements) => elements,
            Err(_) => serde_json::from_str(text).into_iter().collect(),
        };
        for element in elements {
            let Ok(members) = serde_json::from_str::<Members<'_>>(element.get()) else {
                continue;
            };
            let id = members.0.iter().find(|(name, _)| name == "@id");
            if let Some(id) = id.and_then(|(_, id)| serde_json::from_str::<String>(id.get()).ok()) {
                out.entry(id).or_insert_with(|| Definition {
                    text: element.get(),
                    source: source.name(),
                });
            }
        }
    }
    out
}
