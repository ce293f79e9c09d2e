//! Types that are alike because the model says the same several times.

use std::collections::{BTreeMap, BTreeSet};

use dtdl_model::model::{SchemaId, SchemaKind};
use dtdl_model::{Dtmi, Model};

use super::Module;
use super::modules::Layout;
use super::schemas::{MAX_DEPTH, Schemas};

/// What to do about schemas without an identifier of their own that have the same fields or values.
pub(super) fn note(model: &Model, layout: &Layout, schemas: &Schemas, modules: &[Module]) -> Option<String> {
    let path = |index: usize, module: &Module, name: &str| {
        if index == 0 && layout.single_root {
            name.to_owned()
        } else {
            format!("{}::{name}", module.name)
        }
    };
    let types: Vec<(SchemaId, String)> = modules
        .iter()
        .enumerate()
        .flat_map(|(index, module)| {
            let types = schemas.of_module(index);
            types.map(move |(schema, name)| (schema, path(index, module, name)))
        })
        .filter(|(schema, _)| is_anonymous(&model[*schema].named.id))
        .collect();
    let forms: BTreeMap<SchemaId, String> = types
        .iter()
        .map(|(schema, _)| (*schema, form(model, *schema, 0)))
        .collect();
    let holders: BTreeMap<SchemaId, SchemaId> = types
        .iter()
        .flat_map(|(holder, _)| held(model, *holder).into_iter().map(|inner| (inner, *holder)))
        .collect();
    let mut groups: BTreeMap<&str, Vec<(SchemaId, &str)>> = BTreeMap::new();
    for (schema, name) in &types {
        let form = forms.get(schema).map_or("", String::as_str);
        groups.entry(form).or_default().push((*schema, name));
    }
    let mut alike: Vec<String> = groups
        .into_values()
        .filter(|group| {
            // What is inside of types that are alike is alike as well, and would be one with them.
            let holder = |schema| holders.get(schema).and_then(|holder| forms.get(holder)).ok_or(*schema);
            let holders: BTreeSet<Result<&String, SchemaId>> = group.iter().map(|(schema, _)| holder(schema)).collect();
            holders.len() > 1
        })
        .map(|group| {
            let names: Vec<String> = group.iter().map(|(_, name)| format!("`{name}`")).collect();
            names.join(", ")
        })
        .collect();
    alike.sort();
    (!alike.is_empty()).then(|| {
        format!(
            "types that are alike because the model says the same again: {}; one schema with an `@id`, among the \
             `schemas` of the interface, is one type wherever it is used",
            alike.join("; ")
        )
    })
}

/// Whether the language made the identifier: only it writes segments with an underscore before them.
fn is_anonymous(id: &Dtmi) -> bool {
    id.segments().any(|segment| segment.starts_with('_'))
}

/// The objects and enums of an object, also those in arrays and maps.
fn held(model: &Model, schema: SchemaId) -> Vec<SchemaId> {
    let SchemaKind::Object(object) = &model[schema].kind else {
        return Vec::new();
    };
    let innermost = |mut schema: SchemaId| {
        for _ in 0..MAX_DEPTH {
            match &model[schema].kind {
                SchemaKind::Array(array) => schema = array.element_schema,
                SchemaKind::Map(map) => schema = map.map_value.schema,
                _ => break,
            }
        }
        schema
    };
    object.fields.iter().map(|field| innermost(field.schema)).collect()
}

/// What a value may be, in a form that is equal for schemas that are alike.
fn form(model: &Model, schema: SchemaId, depth: u32) -> String {
    let element = &model[schema];
    if depth > MAX_DEPTH || !is_anonymous(&element.named.id) {
        return element.named.id.to_string();
    }
    let inner = |schema: SchemaId| form(model, schema, depth + 1);
    match &element.kind {
        SchemaKind::Array(array) => format!("[{}]", inner(array.element_schema)),
        SchemaKind::Map(map) => format!("<{}>", inner(map.map_value.schema)),
        SchemaKind::Object(object) => {
            let fields = object.fields.iter();
            let fields: Vec<String> = fields
                .map(|field| format!("{}:{}", field.name, inner(field.schema)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        SchemaKind::Enum(enumeration) => {
            let values = enumeration.enum_values.iter();
            let values: Vec<String> = values
                .map(|value| format!("{}={:?}", value.name, value.enum_value))
                .collect();
            format!("({})", values.join(","))
        }
        _ => element.named.id.to_string(),
    }
}
