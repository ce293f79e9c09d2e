//! Where the type of each schema lives and what it is called.

use std::collections::BTreeMap;

use dtdl_model::Model;
use dtdl_model::model::{CommandPayload, SchemaId, SchemaKind};

use super::claims::{self, Claim, Claimant};
use super::modules::Layout;
use super::types::{Geometry, RustType, TypeRef, rust_primitive};
use crate::options::Options;

/// Far deeper than the language allows arrays and maps to nest.
pub(super) const MAX_DEPTH: u32 = 64;

/// The types of a model set.
#[derive(Debug, Default)]
pub(super) struct Schemas {
    types: BTreeMap<SchemaId, TypeRef>,
    /// Where each stands in the model, for documentation.
    places: BTreeMap<SchemaId, String>,
    /// Per module, in the order in which they are written.
    order: BTreeMap<usize, Vec<SchemaId>>,
    /// Schemas whose type is there already.
    given: BTreeMap<SchemaId, RustType>,
    /// Types of relationships, by module and wire name.
    relationships: BTreeMap<(usize, String), String>,
}

/// Gives every object and enum a home and a name.
pub(super) fn name_types(model: &Model, options: &Options, layout: &Layout, problems: &mut Vec<String>) -> Schemas {
    let mut schemas = Schemas {
        given: given(model, options),
        ..Schemas::default()
    };
    // Whose type is there already needs no home.
    let claimed = schemas.given.keys().copied().collect();
    let claims = claims::collect(model, layout, claimed, problems);
    for (module, claims) in claims.iter().enumerate() {
        for (claim, name) in claims.iter().zip(claims::settle(claims, options)) {
            schemas.settle(module, claim, name);
        }
    }
    schemas
}

/// Schemas whose type the options name, and the language's own objects that the runtime has.
fn given(model: &Model, options: &Options) -> BTreeMap<SchemaId, RustType> {
    model
        .schemas()
        .filter_map(|(schema, element)| {
            let id = element.named.id.as_str();
            let known = match options.replacements.get(id) {
                Some(path) => RustType::Replaced(path.clone()),
                None if id.starts_with("dtmi:standard:schema:scaledDecimal;") => RustType::ScaledDecimal,
                None => return None,
            };
            Some((schema, known))
        })
        .collect()
}

impl Schemas {
    fn settle(&mut self, module: usize, claim: &Claim, name: String) {
        match &claim.claimant {
            Claimant::Schema(schema) if claim.is_type() => {
                self.types.insert(*schema, TypeRef { module, name });
                self.places.insert(*schema, claim.place.clone());
                self.order.entry(module).or_default().push(*schema);
            }
            Claimant::Schema(_) => {}
            Claimant::Relationship(wire) => {
                self.relationships.insert((module, wire.clone()), name);
            }
        }
    }

    /// The objects and enums that live in a module, with their names.
    pub(super) fn of_module(&self, module: usize) -> impl Iterator<Item = (SchemaId, &str)> {
        self.order
            .get(&module)
            .into_iter()
            .flatten()
            .filter_map(|schema| Some((*schema, self.types.get(schema)?.name.as_str())))
    }

    /// Where a type stands in the model.
    pub(super) fn place(&self, schema: SchemaId) -> String {
        self.places.get(&schema).cloned().unwrap_or_default()
    }

    /// The type of a relationship.
    pub(super) fn relationship(&self, module: usize, wire: &str) -> String {
        self.relationships
            .get(&(module, wire.to_owned()))
            .cloned()
            .unwrap_or_default()
    }

    /// The Rust type of a schema, unless it cannot be generated yet.
    pub(super) fn rust_type(&self, model: &Model, schema: SchemaId) -> Option<RustType> {
        self.nested_type(model, schema, 0)
    }

    /// The Rust type of a request or a response.
    pub(super) fn payload_type(&self, model: &Model, payload: &CommandPayload) -> Option<RustType> {
        let ty = self.rust_type(model, payload.schema)?;
        Some(if payload.nullable {
            RustType::Nullable(Box::new(ty))
        } else {
            ty
        })
    }

    fn nested_type(&self, model: &Model, schema: SchemaId, depth: u32) -> Option<RustType> {
        // What is left of an invalid model may hold an array of itself.
        if depth > MAX_DEPTH {
            return None;
        }
        if let Some(known) = self.given.get(&schema) {
            return Some(known.clone());
        }
        let nested = |of: SchemaId| self.nested_type(model, of, depth + 1).map(Box::new);
        Some(match &model[schema].kind {
            SchemaKind::Primitive(primitive) => rust_primitive(*primitive)?,
            SchemaKind::Array(array) => RustType::Vec(nested(array.element_schema)?),
            SchemaKind::Map(map) => RustType::Map(nested(map.map_value.schema)?),
            SchemaKind::Object(_) | SchemaKind::Enum(_) => RustType::Named(self.types.get(&schema)?.clone()),
            SchemaKind::Point => RustType::Geo(Geometry::Point),
            SchemaKind::LineString => RustType::Geo(Geometry::LineString),
            SchemaKind::Polygon => RustType::Geo(Geometry::Polygon),
            SchemaKind::MultiPoint => RustType::Geo(Geometry::MultiPoint),
            SchemaKind::MultiLineString => RustType::Geo(Geometry::MultiLineString),
            SchemaKind::MultiPolygon => RustType::Geo(Geometry::MultiPolygon),
            SchemaKind::Geopoint => RustType::Geopoint,
            SchemaKind::Vector => RustType::Vector,
            _ => return None,
        })
    }
}
