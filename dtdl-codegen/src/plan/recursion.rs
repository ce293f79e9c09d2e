//! Which fields must be boxed because their type would contain itself.

use dtdl_model::Model;
use dtdl_model::model::{SchemaId, SchemaKind};

/// Whether a value of `from` holds a value of `target` directly, not behind an array or a map.
pub(super) fn contains(model: &Model, from: SchemaId, target: SchemaId) -> bool {
    let mut seen = Vec::new();
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if id == target {
            return true;
        }
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        if let SchemaKind::Object(object) = &model[id].kind {
            open.extend(object.fields.iter().map(|field| field.schema));
        }
    }
    false
}
