//! Every decision about the Rust to be written, as plain data: names, types, boxes, derives.
//!
//! `plan` looks at the model and the options and decides; `emit` writes down what was decided.

mod additions;
mod alike;
mod claims;
mod docs;
mod interface;
mod metadata;
mod modules;
mod recursion;
mod reuse;
mod schemas;
mod types;

pub use types::{Geometry, RustType, TypeRef};

use std::collections::{BTreeMap, BTreeSet};

use dtdl_model::Model;
use dtdl_model::model::{AdjunctType, CommandType};

use crate::options::{Options, Side};

/// The whole of what one invocation adds: one module.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// The module's name.
    pub name: String,
    /// Whether the module is that of the only root, with the other interfaces inside, or only holds interfaces.
    pub single_root: bool,
    /// Its visibility; nothing if it is private.
    pub visibility: String,
    /// Which end of the wire it is for.
    pub side: Side,
    /// The path of the type of maps, if not `BTreeMap`.
    pub map: Option<String>,
    /// Whether an enum refuses a value that the model does not have.
    pub closed_enums: bool,
    /// Whether an object refuses a field that the model does not have.
    pub deny_unknown_fields: bool,
    /// Whether handlers are `Send + Sync`.
    pub send: bool,
    /// Whether there is documentation.
    pub docs: bool,
    /// The interfaces, the only root first.
    pub modules: Vec<Module>,
    /// Decisions that the reader may want to change, in words.
    pub notes: Vec<String>,
    /// What cannot be generated yet, in words; it is left out.
    pub problems: Vec<String>,
}

/// An interface.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Module {
    /// Its identifier.
    pub id: String,
    /// Its module's name.
    pub name: String,
    /// Whether it is a device of its own.
    pub is_root: bool,
    /// Whether a device can have it: it is a root, a component of one, or has the types for such a one.
    pub is_addressed: bool,
    /// The root whose component it always is, if there is one.
    pub device: Option<usize>,
    /// The interface whose telemetry, properties and commands are exactly this one's, and whose types it has.
    pub same_as: Option<usize>,
    /// What the model says of it.
    pub metadata: Option<Metadata>,
    /// Its documentation.
    pub docs: Docs,
    /// Telemetry, in source order.
    pub telemetry: Vec<Member>,
    /// What the options add to the type of telemetry messages.
    pub telemetry_extra: Extra,
    /// Properties, in source order.
    pub properties: Vec<Member>,
    /// What the options add to the type of property messages.
    pub properties_extra: Extra,
    /// What the options add to `ReportedProperties`, of the service's side.
    pub reported_extra: Extra,
    /// What the handler of the writable properties has to do.
    pub desired: Vec<Desired>,
    /// Commands, in source order.
    pub commands: Vec<Command>,
    /// Components, in source order.
    pub components: Vec<Component>,
    /// Relationships, in source order.
    pub relationships: Vec<Relationship>,
    /// Types of schemas that live here.
    pub types: Vec<Type>,
}

impl Module {
    /// Whether a program must supply something for this interface.
    #[must_use]
    pub fn needs_handler(&self) -> bool {
        !self.desired.is_empty() || !self.commands.is_empty()
    }
}

/// What there is to say about an element; rendered as documentation.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Docs {
    /// `displayName`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// What the generator adds, in Markdown.
    pub facts: Vec<String>,
}

/// What the options add to a type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Extra {
    /// Paths of traits to derive.
    pub derives: Vec<String>,
    /// Attributes, without `#[` and `]`.
    pub attributes: Vec<String>,
    /// Whether a derive is serde's, so that fields and values must be told how they stand on the wire.
    pub serde: bool,
}

/// A field of a generated struct.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// Name on the wire.
    pub wire: String,
    /// Field.
    pub field: String,
    /// Setter.
    pub setter: String,
    /// `clear_…`, for a property.
    pub clear: Option<String>,
    /// Type of the value.
    pub ty: RustType,
    /// Whether the cloud may set it; such a property is reported with an acknowledgement.
    pub writable: bool,
    /// Documentation.
    pub docs: Docs,
    /// What the model says of it beside its schema, if anything.
    pub metadata: Option<Metadata>,
}

/// What the model says of an element beside its schema.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Metadata {
    /// The name of the constant; empty if it is none.
    pub constant: String,
    /// What the constant is about, in Markdown.
    pub subject: String,
    /// The element's name in the model; of an interface or a schema, its identifier.
    pub name: String,
    /// Its display name by language.
    pub display_name: Vec<(String, String)>,
    /// Its description by language.
    pub description: Vec<(String, String)>,
    /// Its comment.
    pub comment: Option<String>,
    /// The term of its unit, and the symbol.
    pub unit: Option<(String, String)>,
    /// The terms of its semantic types.
    pub semantic_types: Vec<&'static str>,
    /// Its other co-types that the language or an extension defines.
    pub adjunct_types: Vec<AdjunctType>,
    /// The type of the command that it is.
    pub command_type: Option<CommandType>,
    /// What the model says of the keys, where the schema is a map or an array of maps.
    pub map_key: Option<Box<Self>>,
    /// What the model says of the values, where the schema is a map or an array of maps.
    pub map_value: Option<Box<Self>>,
    /// Co-types that no known extension has.
    pub undefined_types: Vec<String>,
    /// Properties that no known extension has, as JSON, by their names.
    pub undefined_properties: Vec<(String, String)>,
}

/// A writable property as its handler sees it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Desired {
    /// Name on the wire.
    pub wire: String,
    /// Method for a desired value.
    pub method: String,
    /// Method for "no desired value".
    pub unset: String,
    /// Method of the context that finishes later.
    pub acknowledge: String,
    /// Type of the value.
    pub ty: RustType,
    /// Documentation.
    pub docs: Docs,
}

/// A command.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Command {
    /// Name on the wire.
    pub wire: String,
    /// Handler method.
    pub method: String,
    /// Method that calls it, on the service's side.
    pub call: String,
    /// Argument and its type.
    pub request: Option<(String, RustType)>,
    /// Type of the answer.
    pub response: Option<RustType>,
    /// Documentation.
    pub docs: Docs,
    /// What the model says of it, of its request and of its response, as far as it says something.
    pub metadata: Vec<Metadata>,
}

/// A component.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Component {
    /// Name on the wire.
    pub wire: String,
    /// Accessor, and field of `Components`.
    pub accessor: String,
    /// Setter of `TwinDesired`.
    pub setter: String,
    /// Variant of `TelemetryMessage`.
    pub message: String,
    /// Type parameter of `Components`, if the program must handle something.
    pub parameter: Option<String>,
    /// Index of its interface among the modules.
    pub module: usize,
    /// Documentation.
    pub docs: Docs,
    /// What the model says of it, if anything.
    pub metadata: Option<Metadata>,
}

/// A relationship.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Relationship {
    /// Name on the wire.
    pub wire: String,
    /// Type.
    pub name: String,
    /// Its identifier.
    pub id: String,
    /// What the options add to its type.
    pub extra: Extra,
    /// The type that it has already, in the module of the interface that it is inherited from.
    pub inherited: Option<TypeRef>,
    /// Identifier of the target interface.
    pub target: Option<String>,
    /// The target's module, if it is one of the set.
    pub target_module: Option<usize>,
    /// Whether the service may change it.
    pub writable: bool,
    /// `minMultiplicity`.
    pub min_multiplicity: Option<u32>,
    /// `maxMultiplicity`.
    pub max_multiplicity: Option<u32>,
    /// Its properties.
    pub members: Vec<Member>,
    /// Documentation.
    pub docs: Docs,
    /// What the model says of it, if anything.
    pub metadata: Option<Metadata>,
}

/// A type made from a schema.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Type {
    /// Its name.
    pub name: String,
    /// The schema's identifier.
    pub id: String,
    /// What the options add.
    pub extra: Extra,
    /// Documentation.
    pub docs: Docs,
    /// Where it stands in the model, in Markdown.
    pub place: String,
    /// What the model says of the schema, if anything.
    pub metadata: Option<Metadata>,
    /// What it is.
    pub kind: TypeKind,
}

/// What a [`Type`] is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum TypeKind {
    /// From an `Object`.
    Struct(Vec<Member>),
    /// From an `Enum` of integers.
    IntegerEnum(Vec<Variant<i32>>),
    /// From an `Enum` of strings.
    StringEnum(Vec<Variant<String>>),
}

/// A variant made from an `EnumValue`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Variant<V> {
    /// Its name in Rust.
    pub name: String,
    /// Its name in the model.
    pub label: String,
    /// What goes over the wire.
    pub value: V,
    /// Documentation.
    pub docs: Docs,
    /// What the model says of it; of an enum of whose values the model says nothing, nothing.
    pub metadata: Option<Metadata>,
}

/// Says which interfaces a device can have, itself or those whose types such interfaces have, and whose components
/// they are.
fn address(modules: &mut [Module]) {
    let mut devices: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut own = BTreeSet::new();
    for (root, module) in modules.iter().enumerate().filter(|(_, module)| module.is_root) {
        let components = module.components.iter().map(|component| component.module);
        for part in core::iter::once(root).chain(components) {
            let owner = modules.get(part).and_then(|module| module.same_as);
            for index in core::iter::once(part).chain(owner) {
                devices.entry(index).or_default().insert(root);
                if part == root {
                    own.insert(index);
                }
            }
        }
    }
    for (index, module) in modules.iter_mut().enumerate() {
        let devices = devices.get(&index);
        module.is_addressed = devices.is_some();
        module.device = devices
            .filter(|devices| devices.len() == 1 && !own.contains(&index))
            .and_then(|devices| devices.first().copied());
    }
}

/// Decides everything about the Rust for a model.
#[must_use]
pub fn plan(model: &Model, options: &Options) -> Plan {
    let mut notes = Vec::new();
    let mut problems = Vec::new();
    let layout = modules::lay_out(model, options, &mut notes, &mut problems);
    let schemas = schemas::name_types(model, options, &layout, &mut problems);
    let mut planned: Vec<Module> = layout
        .interfaces
        .iter()
        .enumerate()
        .map(|(index, placed)| interface::plan_interface(model, options, &layout, &schemas, index, placed))
        .collect();
    modules::plan_components(model, options, &layout, &mut planned);
    additions::add(&mut planned, options);
    reuse::find(model, &layout, &mut planned);
    address(&mut planned);
    additions::check_identifiers(model, options, &mut problems);
    notes.extend(alike::note(model, &layout, &schemas, &planned));
    if !options.notes {
        notes.clear();
    }
    Plan {
        name: layout.name,
        single_root: layout.single_root,
        visibility: options.visibility_text(),
        side: options.side,
        map: options.map.clone(),
        closed_enums: options.closed_enums,
        deny_unknown_fields: options.deny_unknown_fields,
        send: options.send,
        docs: options.docs,
        modules: planned,
        notes,
        problems,
    }
}
