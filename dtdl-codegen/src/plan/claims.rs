//! What each object, enum and relationship is called: who wants which name, and who gets it.

use std::collections::{BTreeMap, BTreeSet};

use dtdl_model::Model;
use dtdl_model::model::{CommandPayload, Content, ContentKind, EnumWireValue, PrimitiveSchema, SchemaId, SchemaKind};

use super::modules::Layout;
use super::types::rust_primitive;
use crate::naming::{self, Namespace, RESERVED_TYPES};
use crate::options::Options;

/// Something that wants a name.
pub(super) struct Claim {
    pub(super) claimant: Claimant,
    /// Where it stands in the model, for documentation.
    pub(super) place: String,
    id: String,
    wish: Wish,
    /// What stands behind a name that is reserved; nothing if the name is only lent to what is inside.
    kind: Option<&'static str>,
}

/// What wants a name.
pub(super) enum Claimant {
    Schema(SchemaId),
    /// A relationship, by its wire name.
    Relationship(String),
}

enum Wish {
    /// A reusable schema's own.
    Own(String),
    /// The short one if nobody else wants it, else the long one.
    Either { short: String, long: String },
    /// The name of the claim that it stands in, and this behind it.
    Inside { parent: usize, suffix: String },
}

/// Every claim, by module. What is `claimed` already needs none.
pub(super) fn collect(
    model: &Model,
    layout: &Layout,
    claimed: BTreeSet<SchemaId>,
    problems: &mut Vec<String>,
) -> Vec<Vec<Claim>> {
    let mut collector = Collector {
        model,
        claimed,
        home: 0,
        claims: layout.interfaces.iter().map(|_| Vec::new()).collect(),
        problems,
        user: String::new(),
    };
    // Reusable schemas first, so that no use elsewhere, not even by another one, gives them a home or a name.
    let mut reusable = Vec::new();
    for (index, placed) in layout.interfaces.iter().enumerate() {
        collector.home = index;
        for schema in &model[placed.id].schemas {
            let id = &model[*schema].named.id;
            collector.user = id.to_string();
            let wish = Wish::Own(naming::camel(id.last_segment()));
            if let Some(base) = collector.take(*schema, wish, format!("Schema `{id}`.")) {
                reusable.push((index, *schema, base));
            }
        }
    }
    for (index, schema, base) in reusable {
        let id = &model[schema].named.id;
        collector.home = index;
        collector.user = id.to_string();
        collector.descend(schema, &base, id.last_segment());
    }
    for (index, placed) in layout.interfaces.iter().enumerate() {
        collector.home = index;
        for content in model[placed.id].contents() {
            let is_own = content.defined_in == placed.id || layout.module_of(content.defined_in).is_none();
            collector.claim_content(content, is_own);
        }
    }
    collector.claims
}

/// The claim that types inside are called after, and what stands before their own part.
struct Base {
    claim: usize,
    suffix: String,
}

struct Collector<'a> {
    model: &'a Model,
    claimed: BTreeSet<SchemaId>,
    /// The module that is the home of what is being claimed.
    home: usize,
    claims: Vec<Vec<Claim>>,
    problems: &'a mut Vec<String>,
    /// The element whose schemas are being named.
    user: String,
}

impl Collector<'_> {
    fn claim_content(&mut self, content: &Content, is_own: bool) {
        let name = naming::camel(&content.name);
        if let ContentKind::Relationship(_) = content.kind {
            self.push(Claim {
                claimant: Claimant::Relationship(content.name.clone()),
                place: String::new(),
                id: content.named.id.to_string(),
                wish: Wish::Either {
                    long: format!("{name}Relationship"),
                    short: name.clone(),
                },
                kind: Some("Relationship"),
            });
        }
        if !is_own {
            return;
        }
        self.user = content.named.id.to_string();
        let mut schema_of_content = |schema| {
            let wish = Wish::Either {
                short: name.clone(),
                long: name.clone(),
            };
            self.claim(schema, wish, format!("Schema of `{}`.", content.name), &content.name);
        };
        match &content.kind {
            ContentKind::Telemetry(telemetry) => schema_of_content(telemetry.schema),
            ContentKind::Property(property) => schema_of_content(property.schema),
            ContentKind::Command(command) => {
                for (payload, what) in [(&command.request, "Request"), (&command.response, "Response")] {
                    if let Some(payload) = payload {
                        self.claim_payload(&content.name, payload, what);
                    }
                }
            }
            ContentKind::Relationship(relationship) => {
                let parent = self.claims_here().len().saturating_sub(1);
                for property in &relationship.properties {
                    if let ContentKind::Property(schema) = &property.kind {
                        let suffix = naming::camel(&property.name);
                        let place = format!("Schema of `{}`.", property.name);
                        self.claim(schema.schema, Wish::Inside { parent, suffix }, place, &property.name);
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
        let wish = Wish::Either {
            short: naming::camel(&payload.name),
            long: format!("{}{what}", naming::camel(command)),
        };
        self.claim(payload.schema, wish, format!("{what} of `{command}`."), &payload.name);
    }

    /// Claims a schema and those inside of it; `holder` is the model's name for what has this schema.
    fn claim(&mut self, schema: SchemaId, wish: Wish, place: String, holder: &str) {
        if let Some(base) = self.take(schema, wish, place) {
            self.descend(schema, &base, holder);
        }
    }

    /// Makes this module a schema's home, unless it has one.
    fn take(&mut self, schema: SchemaId, wish: Wish, place: String) -> Option<Base> {
        if self.claimed.contains(&schema) {
            return None;
        }
        let element = &self.model[schema];
        let kind = match &element.kind {
            SchemaKind::Object(_) => Some("Object"),
            SchemaKind::Enum(enumeration) => {
                if enumeration.enum_values.iter().any(|value| {
                    matches!(value.enum_value, EnumWireValue::Integer(_))
                        != (enumeration.value_schema == PrimitiveSchema::Integer)
                }) {
                    self.problems
                        .push(format!("`{}` mixes integer and string values", element.named.id));
                }
                Some("Enum")
            }
            SchemaKind::Array(_) | SchemaKind::Map(_) => None,
            SchemaKind::Primitive(primitive) if rust_primitive(*primitive).is_none() => {
                self.problems.push(format!(
                    "`{}` uses the schema `{}`, which cannot be generated yet",
                    self.user, element.named.id
                ));
                return None;
            }
            _ => return None,
        };
        self.claimed.insert(schema);
        // An array inside of something has no name to lend that what it is inside of has not.
        if let (None, Wish::Inside { parent, suffix }) = (kind, &wish) {
            return Some(Base {
                claim: *parent,
                suffix: suffix.clone(),
            });
        }
        self.push(Claim {
            claimant: Claimant::Schema(schema),
            place,
            id: element.named.id.to_string(),
            wish,
            kind,
        });
        Some(Base {
            claim: self.claims_here().len().saturating_sub(1),
            suffix: String::new(),
        })
    }

    /// Claims the schemas inside of one.
    fn descend(&mut self, schema: SchemaId, base: &Base, holder: &str) {
        let inside = |part: &str| Wish::Inside {
            parent: base.claim,
            suffix: format!("{}{part}", base.suffix),
        };
        match &self.model[schema].kind {
            SchemaKind::Array(array) => self.claim(
                array.element_schema,
                inside("Element"),
                format!("Element of `{holder}`."),
                holder,
            ),
            SchemaKind::Map(map) => {
                self.claim(
                    map.map_value.schema,
                    inside("Value"),
                    format!("Value of `{holder}`."),
                    holder,
                );
            }
            SchemaKind::Object(object) => {
                for field in &object.fields {
                    let place = format!("Schema of the field `{}`.", field.name);
                    self.claim(field.schema, inside(&naming::camel(&field.name)), place, &field.name);
                }
            }
            _ => {}
        }
    }

    fn claims_here(&self) -> &[Claim] {
        self.claims.get(self.home).map_or(&[], Vec::as_slice)
    }

    fn push(&mut self, claim: Claim) {
        if let Some(claims) = self.claims.get_mut(self.home) {
            claims.push(claim);
        }
    }
}

impl Claim {
    /// Whether there is a type of this name, and not only types called after it.
    pub(super) fn is_type(&self) -> bool {
        self.kind.is_some()
    }

    /// The name with its kind behind it, if it is reserved.
    fn unreserved(&self, name: &str) -> String {
        match self.kind {
            Some(kind) if RESERVED_TYPES.contains(&name) => format!("{name}{kind}"),
            _ => name.to_owned(),
        }
    }

    /// What it would be called, and when it is its turn: what the options say goes first, then what is the model's own
    /// name, then what only one wants. A name is made of its parent's once that is settled.
    fn turn(
        &self,
        options: &Options,
        wanted: &BTreeMap<String, usize>,
        names: &BTreeMap<usize, String>,
    ) -> (u8, String) {
        if let Some(name) = options.renames.get(&self.id) {
            return (0, name.clone());
        }
        match &self.wish {
            Wish::Own(name) => (1, self.unreserved(name)),
            Wish::Either { short, long } => {
                let short = self.unreserved(short);
                if wanted.get(&short).is_some_and(|count| *count == 1) {
                    (2, short)
                } else {
                    (3, self.unreserved(long))
                }
            }
            Wish::Inside { parent, suffix } => {
                let parent = names.get(parent).map_or("", String::as_str);
                (4, self.unreserved(&format!("{parent}{suffix}")))
            }
        }
    }
}

/// The names of a module's claims, in their order.
pub(super) fn settle(claims: &[Claim], options: &Options) -> Vec<String> {
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for claim in claims {
        if let Wish::Own(name) | Wish::Either { short: name, .. } = &claim.wish {
            *wanted.entry(claim.unreserved(name)).or_default() += 1;
        }
    }
    let mut namespace = Namespace::with(RESERVED_TYPES.iter().copied());
    let mut names = BTreeMap::new();
    for turn in 0..=4 {
        for (index, claim) in claims.iter().enumerate() {
            let (its_turn, name) = claim.turn(options, &wanted, &names);
            if its_turn == turn {
                let name = if claim.is_type() {
                    namespace.take(&name, "")
                } else {
                    name
                };
                names.insert(index, name);
            }
        }
    }
    names.into_values().collect()
}
