//! What there is to say about an element.

use dtdl_model::Model;
use dtdl_model::model::{Content, Named};

use super::Docs;
use crate::naming;

/// The texts that every element may have.
pub(super) fn of_element(named: &Named) -> Docs {
    Docs {
        title: named.display_text().map(str::to_owned),
        description: named.description_text().map(str::to_owned),
        facts: Vec::new(),
    }
}

/// The texts of a content, with its unit, semantic types and origin.
pub(super) fn of_content(model: &Model, owner: &str, content: &Content, rust_name: &str) -> Docs {
    let mut docs = of_element(&content.named);
    docs.facts.extend(measured(&content.named));
    docs.facts.extend(wire_name(&content.name, rust_name));
    let origin = &model[content.defined_in].named.id;
    if origin.as_str() != owner {
        docs.facts.push(format!("From `{origin}`."));
    }
    docs
}

/// Unit and semantic types, as one sentence each.
pub(super) fn measured(named: &Named) -> Option<String> {
    let mut sentences = Vec::new();
    if let Some(unit) = &named.unit {
        let symbol = unit
            .symbol
            .as_ref()
            .filter(|symbol| !symbol.contains('`') && !symbol.is_empty())
            .map(|symbol| format!(" (`{symbol}`)"))
            .unwrap_or_default();
        sentences.push(format!("Unit: `{}`{symbol}.", unit.term));
    }
    if !named.semantic_types.is_empty() {
        let terms: Vec<String> = named.semantic_types.iter().map(|ty| format!("`{}`", ty.term)).collect();
        sentences.push(format!("Semantic type: {}.", terms.join(", ")));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// The name on the wire, where the Rust name is not just the other way of writing it.
pub(super) fn wire_name(wire: &str, rust_name: &str) -> Option<String> {
    let plain = rust_name.trim_start_matches("r#");
    (wire != plain && naming::snake(wire) != plain).then(|| format!("`{wire}` on the wire."))
}
