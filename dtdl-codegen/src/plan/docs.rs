//! What there is to say about an element.

use std::collections::BTreeSet;

use dtdl_model::model::{AdjunctType, CommandType, Content, Named, SchemaId, SchemaKind};
use dtdl_model::{Model, PropertyValue};

use super::Docs;
use super::schemas::MAX_DEPTH;
use crate::emit::docs::{code, number, prose, sentence};
use crate::naming;

/// The texts of an element of this name, with its unit and its co-types.
pub(super) fn of_element(named: &Named, name: &str) -> Docs {
    Docs {
        title: title(named, name).map(str::to_owned),
        description: named.description_text().map(str::to_owned),
        facts: meaning(named).into_iter().collect(),
    }
}

/// What editors put where the author of a model said nothing.
const PLACEHOLDERS: [&str; 4] = ["array", "enum", "map", "object"];

/// The display name, if it has a word that neither the name has nor the description.
fn title<'n>(named: &'n Named, name: &str) -> Option<&'n str> {
    let title = named.display_text()?;
    let known = naming::snake(name);
    let mut known: BTreeSet<String> = known.split('_').map(str::to_owned).collect();
    known.insert(name.to_lowercase());
    known.extend(named.description_text().into_iter().flat_map(words));
    let is_placeholder = PLACEHOLDERS.contains(&title.to_lowercase().as_str());
    (!is_placeholder && words(title).any(|word| !known.contains(&word))).then_some(title)
}

/// The words of a text, without punctuation around them.
fn words(text: &str) -> impl Iterator<Item = String> {
    let marks = |c: char| c.is_ascii_punctuation() && c != '%';
    text.split_whitespace()
        .map(move |word| word.trim_matches(marks).to_lowercase())
        .filter(|word| !word.is_empty())
}

/// The texts of a content, with its unit, co-types and origin.
pub(super) fn of_content(model: &Model, owner: &str, content: &Content, rust_name: &str) -> Docs {
    let mut docs = of_element(&content.named, &content.name);
    docs.facts.extend(wire_name(&content.name, rust_name));
    let origin = &model[content.defined_in].named.id;
    if origin.as_str() != owner {
        docs.facts.push(format!("From `{origin}`."));
    }
    docs
}

/// Unit and co-types, as one sentence each.
fn meaning(named: &Named) -> Option<String> {
    let mut sentences = Vec::new();
    if let Some(unit) = named.unit() {
        let symbol = unit
            .symbol
            .as_ref()
            .filter(|symbol| !symbol.contains('`') && !symbol.is_empty())
            .map(|symbol| format!(" (`{symbol}`)"))
            .unwrap_or_default();
        sentences.push(format!("Unit: `{}`{symbol}.", unit.term));
    }
    let mut list = |what: &str, words: Vec<String>| {
        if !words.is_empty() {
            sentences.push(format!("{what}: {}.", words.join(", ")));
        }
    };
    list(
        "Semantic type",
        named.semantic_types().iter().map(|ty| code(ty.term)).collect(),
    );
    list("Adjunct type", named.adjunct_types().iter().map(adjunct_type).collect());
    list(
        "Undefined type",
        named.undefined_types().iter().map(|ty| code(ty)).collect(),
    );
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Its term and, behind it, the properties that the element has by it.
fn adjunct_type(adjunct: &AdjunctType) -> String {
    let properties = adjunct.properties.iter().filter_map(|property| {
        let value = match &property.value {
            PropertyValue::Boolean(value) => value.to_string(),
            PropertyValue::Integer(number) => number.to_string(),
            PropertyValue::Decimal(value) => number(*value),
            PropertyValue::String(text) => text.clone(),
            PropertyValue::Id(id) => id.to_string(),
            _ => return None,
        };
        Some(format!("{} {}", code(property.name), code(&value)))
    });
    let properties: Vec<String> = properties.collect();
    if properties.is_empty() {
        code(adjunct.term)
    } else {
        format!("{} ({})", code(adjunct.term), properties.join(", "))
    }
}

/// What the model says about a part of an element, as a request, in one line.
pub(super) fn of_part(what: &str, named: &Named, name: &str) -> Option<String> {
    let Docs {
        title,
        description,
        facts,
    } = of_element(named, name);
    let texts = title.iter().chain(&description).map(|text| sentence(&prose(text)));
    let said: Vec<String> = texts.chain(facts).filter(|text| !text.is_empty()).collect();
    (!said.is_empty()).then(|| format!("{what}: {}", said.join(" ")))
}

/// What the model says of a schema that has no type of its own: of an array, of a map, and of the map's keys and values.
pub(super) fn of_schema(model: &Model, schema: SchemaId) -> Vec<String> {
    let mut facts = Vec::new();
    let mut open = Some(schema);
    for _ in 0..MAX_DEPTH {
        let Some(element) = open.map(|schema| &model[schema]) else {
            break;
        };
        open = match &element.kind {
            SchemaKind::Array(array) => {
                facts.extend(of_part("Array", &element.named, element.named.id.last_segment()));
                Some(array.element_schema)
            }
            SchemaKind::Map(map) => {
                facts.extend(of_part("Map", &element.named, element.named.id.last_segment()));
                facts.push(format!(
                    "A map from `{}` to `{}`.",
                    map.map_key.name, map.map_value.name
                ));
                facts.extend(of_part("Keys", &map.map_key.named, &map.map_key.name));
                facts.extend(of_part("Values", &map.map_value.named, &map.map_value.name));
                Some(map.map_value.schema)
            }
            _ => None,
        };
    }
    facts
}

/// `commandType` of DTDL v2.
pub(super) fn of_command_type(command_type: CommandType) -> String {
    let word = match command_type {
        CommandType::Synchronous => "synchronous",
        CommandType::Asynchronous => "asynchronous",
    };
    format!("Command type: `{word}`.")
}

/// The name on the wire, where the Rust name is not just the other way of writing it.
pub(super) fn wire_name(wire: &str, rust_name: &str) -> Option<String> {
    let plain = rust_name.trim_start_matches("r#");
    (wire != plain && naming::snake(wire) != plain).then(|| format!("`{wire}` on the wire."))
}
