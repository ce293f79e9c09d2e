//! Where the type of each schema lives and what it is called.

use std::collections::BTreeMap;

use dtdl_model::Model;
use dtdl_model::model::{
    CommandPayload, Content, ContentKind, EnumWireValue, InterfaceId, PrimitiveSchema, SchemaId, SchemaKind,
};

use super::modules::Layout;
use super::types::{Geometry, RustType, TypeRef};
use crate::naming::{self, Namespace, RESERVED_TYPES};
use crate::options::Options;

/// Far deeper than the language allows arrays and maps to nest.
pub(super) const MAX_DEPTH: u32 = 64;

/// The types of a model set.
#[derive(Debug, Default)]
pub(super) struct Schemas {
    types: BTreeMap<SchemaId, TypeRef>,
    /// Per module, in the order in which they are written.
    order: BTreeMap<usize, Vec<SchemaId>>,
    /// Schemas whose type is there already.
    given: BTreeMap<SchemaId, RustType>,
    /// Types of relationships, by module and wire name.
    relationships: BTreeMap<(usize, String), String>,
}

/// A type that wants a name: the short one if nobody else of the module wants it, else the long one.
struct Claim {
    schema: Option<SchemaId>,
    id: String,
    wire: String,
    short: String,
    long: String,
    fixed: bool,
}

/// Gives every object and enum a home and a name.
pub(super) fn name_types(model: &Model, options: &Options, layout: &Layout, problems: &mut Vec<String>) -> Schemas {
    let mut schemas = Schemas {
        given: given(model, options),
        ..Schemas::default()
    };
    // Whose type is there already needs no home.
    let mut homes: BTreeMap<SchemaId, usize> = schemas.given.keys().map(|schema| (*schema, 0)).collect();
    let mut claims: Vec<Vec<Claim>> = Vec::new();
    let mut reusable = Vec::new();
    let name = |schema: SchemaId| naming::camel(model[schema].named.id.last_segment());
    // Reusable schemas first, so that no use elsewhere, not even by another one, gives them a home or a name.
    for (index, placed) in layout.interfaces.iter().enumerate() {
        let mut collector = Collector {
            model,
            homes: &mut homes,
            home: index,
            claims: Vec::new(),
            problems,
            user: String::new(),
        };
        let mut taken = Vec::new();
        for schema in &model[placed.id].schemas {
            collector.user = model[*schema].named.id.to_string();
            if collector.take(*schema, &name(*schema), &name(*schema), true) {
                taken.push(*schema);
            }
        }
        claims.push(collector.claims);
        reusable.push(taken);
    }
    for (index, (placed, claims)) in layout.interfaces.iter().zip(&mut claims).enumerate() {
        let mut collector = Collector {
            model,
            homes: &mut homes,
            home: index,
            claims: Vec::new(),
            problems,
            user: String::new(),
        };
        for schema in reusable.get(index).into_iter().flatten() {
            collector.user = model[*schema].named.id.to_string();
            collector.descend(*schema, &name(*schema), &name(*schema));
        }
        for content in &model[placed.id].contents {
            if content.defined_in == placed.id || layout.module_of(content.defined_in).is_none() {
                collector.claim_content(content);
            }
        }
        claims.extend(collector.claims);
        collect_relationships(model, placed.id, claims);
    }
    for (index, claims) in claims.iter().enumerate() {
        schemas.settle(model, options, index, claims);
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

fn collect_relationships(model: &Model, interface: InterfaceId, claims: &mut Vec<Claim>) {
    for content in &model[interface].contents {
        if matches!(content.kind, ContentKind::Relationship(_)) {
            let name = naming::camel(&content.name);
            claims.push(Claim {
                schema: None,
                id: content.named.id.to_string(),
                wire: content.name.clone(),
                long: format!("{name}Relationship"),
                short: name,
                fixed: false,
            });
        }
    }
}

struct Collector<'a> {
    model: &'a Model,
    homes: &'a mut BTreeMap<SchemaId, usize>,
    home: usize,
    claims: Vec<Claim>,
    problems: &'a mut Vec<String>,
    /// The element whose schemas are being named.
    user: String,
}

impl Collector<'_> {
    fn claim_content(&mut self, content: &Content) {
        self.user = content.named.id.to_string();
        let name = naming::camel(&content.name);
        match &content.kind {
            ContentKind::Telemetry(telemetry) => self.claim(telemetry.schema, &name, &name, false),
            ContentKind::Property(property) => self.claim(property.schema, &name, &name, false),
            ContentKind::Command(command) => {
                for (payload, what) in [(&command.request, "Request"), (&command.response, "Response")] {
                    if let Some(payload) = payload {
                        self.claim_payload(&name, payload, what);
                    }
                }
            }
            ContentKind::Relationship(relationship) => {
                for property in &relationship.properties {
                    if let ContentKind::Property(schema) = &property.kind {
                        let long = format!("{name}{}", naming::camel(&property.name));
                        self.claim(schema.schema, &long, &long, false);
                    }
                }
            }
            ContentKind::Component(_) => {}
            _ => self.problems.push(format!(
                "`{}` is of a kind that cannot be generated yet",
                content.named.id
            )),
        }
    }

    fn claim_payload(&mut self, command: &str, payload: &CommandPayload, what: &str) {
        let short = naming::camel(&payload.name);
        self.claim(payload.schema, &short, &format!("{command}{what}"), false);
    }

    fn claim(&mut self, schema: SchemaId, short: &str, long: &str, fixed: bool) {
        if self.take(schema, short, long, fixed) {
            self.descend(schema, short, long);
        }
    }

    /// Makes this module a schema's home, unless it has one.
    fn take(&mut self, schema: SchemaId, short: &str, long: &str, fixed: bool) -> bool {
        if self.homes.contains_key(&schema) {
            return false;
        }
        let element = &self.model[schema];
        match &element.kind {
            SchemaKind::Array(_) | SchemaKind::Map(_) => {
                self.homes.insert(schema, self.home);
            }
            SchemaKind::Object(_) => self.push(schema, short, long, fixed),
            SchemaKind::Enum(enumeration) => {
                if enumeration.enum_values.iter().any(|value| {
                    matches!(value.enum_value, EnumWireValue::Integer(_))
                        != (enumeration.value_schema == PrimitiveSchema::Integer)
                }) {
                    self.problems
                        .push(format!("`{}` mixes integer and string values", element.named.id));
                }
                self.push(schema, short, long, fixed);
            }
            SchemaKind::Primitive(primitive) if rust_primitive(*primitive).is_none() => {
                self.problems.push(format!(
                    "`{}` uses the schema `{}`, which cannot be generated yet",
                    self.user, element.named.id
                ));
            }
            _ => {}
        }
        true
    }

    /// Claims the schemas inside of one.
    fn descend(&mut self, schema: SchemaId, short: &str, long: &str) {
        match &self.model[schema].kind {
            SchemaKind::Array(of) => self.claim(*of, &format!("{short}Element"), &format!("{long}Element"), false),
            SchemaKind::Map(map) => {
                let (short, long) = (format!("{short}Value"), format!("{long}Value"));
                self.claim(map.value_schema, &short, &long, false);
            }
            SchemaKind::Object(object) => {
                for field in &object.fields {
                    let field_name = naming::camel(&field.name);
                    let nested = format!("{long}{field_name}");
                    self.claim(field.schema, &format!("{short}{field_name}"), &nested, false);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, schema: SchemaId, short: &str, long: &str, fixed: bool) {
        self.homes.insert(schema, self.home);
        let kind = match &self.model[schema].kind {
            SchemaKind::Enum(_) => "Enum",
            _ => "Object",
        };
        let unreserved = |name: &str| {
            if RESERVED_TYPES.contains(&name) {
                format!("{name}{kind}")
            } else {
                name.to_owned()
            }
        };
        self.claims.push(Claim {
            schema: Some(schema),
            id: self.model[schema].named.id.to_string(),
            wire: short.to_owned(),
            short: unreserved(short),
            long: unreserved(long),
            fixed,
        });
    }
}

impl Schemas {
    fn settle(&mut self, model: &Model, options: &Options, module: usize, claims: &[Claim]) {
        let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in claims {
            *wanted.entry(claim.short.as_str()).or_default() += 1;
        }
        let mut namespace = Namespace::with(RESERVED_TYPES.iter().copied());
        let mut names = BTreeMap::new();
        let pinned = |claim: &Claim| options.renames.get(&claim.id);
        for pass in 0..4 {
            for (index, claim) in claims.iter().enumerate() {
                let alone = wanted.get(claim.short.as_str()).is_some_and(|count| *count == 1);
                let (rank, name) = match pinned(claim) {
                    Some(name) => (0, name.as_str()),
                    None if claim.fixed => (1, claim.short.as_str()),
                    None if alone && !RESERVED_TYPES.contains(&claim.short.as_str()) => (2, claim.short.as_str()),
                    None => (3, claim.long.as_str()),
                };
                if rank == pass {
                    names.insert(index, namespace.take(name, ""));
                }
            }
        }
        for (claim, name) in claims.iter().zip(names.into_values()) {
            match claim.schema {
                Some(schema) => {
                    self.types.insert(schema, TypeRef { module, name });
                    if matches!(model[schema].kind, SchemaKind::Object(_) | SchemaKind::Enum(_)) {
                        self.order.entry(module).or_default().push(schema);
                    }
                }
                None => {
                    self.relationships.insert((module, claim.wire.clone()), name);
                }
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
            SchemaKind::Array(of) => RustType::Vec(nested(*of)?),
            SchemaKind::Map(map) => RustType::Map(nested(map.value_schema)?),
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

fn rust_primitive(primitive: PrimitiveSchema) -> Option<RustType> {
    Some(match primitive {
        PrimitiveSchema::Boolean => RustType::Bool,
        PrimitiveSchema::Byte => RustType::I8,
        PrimitiveSchema::Bytes => RustType::Bytes,
        PrimitiveSchema::Date => RustType::Date,
        PrimitiveSchema::DateTime => RustType::DateTime,
        PrimitiveSchema::Decimal => RustType::Decimal,
        PrimitiveSchema::Double => RustType::F64,
        PrimitiveSchema::Duration => RustType::Duration,
        PrimitiveSchema::Float => RustType::F32,
        PrimitiveSchema::Integer => RustType::I32,
        PrimitiveSchema::Long => RustType::I64,
        PrimitiveSchema::Short => RustType::I16,
        PrimitiveSchema::String => RustType::String,
        PrimitiveSchema::Time => RustType::Time,
        PrimitiveSchema::UnsignedByte => RustType::U8,
        PrimitiveSchema::UnsignedInteger => RustType::U32,
        PrimitiveSchema::UnsignedLong => RustType::U64,
        PrimitiveSchema::UnsignedShort => RustType::U16,
        PrimitiveSchema::Uuid => RustType::Uuid,
        _ => return None,
    })
}
