//! The items of one interface.

use dtdl_model::Model;
use dtdl_model::model::{
    CommandPayload, Content, ContentKind, EnumValue, EnumWireValue, Interface, Named, SchemaId, SchemaKind,
};

use super::modules::{Layout, Placed};
use super::schemas::Schemas;
use super::types::{RustType, TypeRef};
use super::{
    Command, Desired, Docs, Extra, Member, Metadata, Module, Relationship, Type, TypeKind, Variant, docs, recursion,
};
use crate::naming::{
    self, Namespace, RESERVED_MODULE_CONSTANTS, RESERVED_OBJECT_CONSTANTS, RESERVED_RELATIONSHIP_CONSTANTS,
    RESERVED_VARIANTS, Wish,
};
use crate::options::Options;

struct Planner<'a> {
    model: &'a Model,
    options: &'a Options,
    schemas: &'a Schemas,
    layout: &'a Layout,
    owner: &'a str,
}

/// A command with the types of its request and response.
type TypedCommand<'a> = (&'a Content, Option<(&'a CommandPayload, RustType)>, Option<RustType>);

/// Something that becomes a field.
struct Raw<'a> {
    named: &'a Named,
    wire: &'a str,
    ty: RustType,
    schema: SchemaId,
    writable: bool,
    origin: Option<&'a Content>,
}

/// Plans everything of an interface but its components.
pub(super) fn plan_interface(
    model: &Model,
    options: &Options,
    layout: &Layout,
    schemas: &Schemas,
    index: usize,
    placed: &Placed,
) -> Module {
    let interface = &model[placed.id];
    let planner = Planner {
        model,
        options,
        schemas,
        layout,
        owner: interface.named.id.as_str(),
    };
    let contents = || interface.contents();
    let mut docs = docs::of_element(&interface.named, interface.named.id.last_segment());
    docs.facts.push(format!("Interface `{}`.", interface.named.id));
    for base in &interface.extends {
        docs.facts.push(format!("Extends `{}`.", model[*base].named.id));
    }
    Module {
        id: interface.named.id.to_string(),
        name: if index == 0 && layout.single_root {
            layout.name.clone()
        } else {
            placed.name.clone()
        },
        is_root: placed.is_root,
        is_addressed: false,
        device: None,
        same_as: None,
        metadata: own_metadata(&interface.named),
        docs,
        telemetry: planner.members(
            contents().filter_map(|content| planner.raw(content, Section::Telemetry)),
            false,
            &[],
        ),
        properties: planner.members(
            contents().filter_map(|content| planner.raw(content, Section::Property)),
            true,
            &[],
        ),
        telemetry_extra: Extra::default(),
        properties_extra: Extra::default(),
        reported_extra: Extra::default(),
        desired: planner.desired(interface),
        commands: planner.commands(interface),
        components: Vec::new(),
        relationships: contents()
            .filter_map(|content| planner.relationship(index, content))
            .collect(),
        types: schemas
            .of_module(index)
            .filter_map(|(schema, name)| planner.schema_type(schema, name))
            .collect(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Section {
    Telemetry,
    Property,
}

impl Planner<'_> {
    fn raw<'c>(&self, content: &'c Content, section: Section) -> Option<Raw<'c>> {
        let (schema, writable) = match (&content.kind, section) {
            (ContentKind::Telemetry(telemetry), Section::Telemetry) => (telemetry.schema, false),
            (ContentKind::Property(property), Section::Property) => (property.schema, property.writable),
            _ => return None,
        };
        Some(Raw {
            named: &content.named,
            wire: &content.name,
            ty: self.schemas.rust_type(self.model, schema)?,
            schema,
            writable,
            origin: Some(content),
        })
    }

    fn wish(&self, named: &Named, wire: &str, name: String) -> Wish {
        let renamed = self.options.renames.get(named.id.as_str());
        Wish {
            wire: wire.to_owned(),
            pinned: renamed.is_some(),
            name: renamed.cloned().unwrap_or(name),
        }
    }

    /// `reserved` are names that no constant about a member takes.
    fn members<'c>(&self, raw: impl Iterator<Item = Raw<'c>>, clearable: bool, reserved: &[&str]) -> Vec<Member> {
        let mut constants = Namespace::with(reserved.iter().copied());
        let raw: Vec<Raw<'_>> = raw.collect();
        let wishes: Vec<Wish> = raw
            .iter()
            .map(|member| {
                self.wish(
                    member.named,
                    member.wire,
                    naming::escape_keyword(naming::snake(member.wire)),
                )
            })
            .collect();
        let fields = naming::siblings(&wishes, &mut Namespace::default(), "_");
        // A setter that keeps its field's name goes first; `with_…` and `clear_…` then find what is free.
        let mut methods = Namespace::default();
        for field in fields.iter().filter(|field| naming::setter(field) == **field) {
            methods.take(field, "_");
        }
        raw.into_iter()
            .zip(fields)
            .map(|(member, field)| {
                let mut setter = naming::setter(&field);
                if setter != field {
                    setter = methods.take(&setter, "_");
                }
                let clear = clearable.then(|| methods.take(&format!("clear_{}", naming::unescaped(&field)), "_"));
                let metadata = Metadata::of(member.wire, member.named)
                    .with_schema(self.model, member.schema)
                    .constant(&naming::upper(naming::unescaped(&field)), &mut constants);
                Member {
                    docs: self.member_docs(&member, &field),
                    wire: member.wire.to_owned(),
                    setter,
                    clear,
                    field,
                    ty: member.ty,
                    writable: member.writable,
                    metadata,
                }
            })
            .collect()
    }

    fn member_docs(&self, member: &Raw<'_>, field: &str) -> Docs {
        let mut docs = match member.origin {
            Some(content) => docs::of_content(self.model, self.owner, content, field),
            None => docs::of_element(member.named, member.wire),
        };
        docs.facts.extend(docs::of_schema(self.model, member.schema));
        if member.origin.is_none() {
            docs.facts.extend(docs::wire_name(member.wire, field));
        }
        docs
    }

    fn desired(&self, interface: &Interface) -> Vec<Desired> {
        let writable: Vec<(&Content, RustType)> = interface
            .contents()
            .filter_map(|content| match &content.kind {
                ContentKind::Property(property) if property.writable => {
                    Some((content, self.schemas.rust_type(self.model, property.schema)?))
                }
                _ => None,
            })
            .collect();
        let wishes: Vec<Wish> = writable
            .iter()
            .map(|(content, _)| self.wish(&content.named, &content.name, naming::handler_method(&content.name)))
            .collect();
        let mut namespace = Namespace::default();
        let methods = naming::siblings(&wishes, &mut namespace, "_");
        let mut acknowledgements = Namespace::default();
        writable
            .into_iter()
            .zip(methods)
            .map(|((content, ty), method)| {
                let plain = naming::unescaped(&method);
                Desired {
                    wire: content.name.clone(),
                    unset: namespace.take(&format!("{plain}_unset"), "_"),
                    acknowledge: acknowledgements
                        .take(&format!("acknowledge_{}", plain.trim_start_matches("handle_")), "_"),
                    ty,
                    docs: docs::of_content(self.model, self.owner, content, &method),
                    method,
                }
            })
            .collect()
    }

    fn commands(&self, interface: &Interface) -> Vec<Command> {
        let commands: Vec<TypedCommand<'_>> = interface
            .contents()
            .filter_map(|content| {
                let ContentKind::Command(command) = &content.kind else {
                    return None;
                };
                let typed = |payload: &CommandPayload| self.schemas.payload_type(self.model, payload);
                let request = match &command.request {
                    Some(payload) => Some((payload, typed(payload)?)),
                    None => None,
                };
                let response = match &command.response {
                    Some(payload) => Some(typed(payload)?),
                    None => None,
                };
                Some((content, request, response))
            })
            .collect();
        let wishes: Vec<Wish> = commands
            .iter()
            .map(|(content, ..)| self.wish(&content.named, &content.name, naming::handler_method(&content.name)))
            .collect();
        let methods = naming::siblings(&wishes, &mut Namespace::default(), "_");
        let wishes: Vec<Wish> = commands
            .iter()
            .map(|(content, ..)| self.wish(&content.named, &content.name, naming::call(&content.name)))
            .collect();
        let mut taken = Namespace::with(naming::RESERVED_CALLS.iter().copied());
        let calls = naming::siblings(&wishes, &mut taken, "_");
        let metadata = self.command_metadata(commands.iter().map(|(content, ..)| *content));
        commands
            .into_iter()
            .zip(methods.into_iter().zip(calls))
            .zip(metadata)
            .map(|(((content, request, response), (method, call)), metadata)| Command {
                docs: self.command_docs(content, &method),
                metadata,
                wire: content.name.clone(),
                request: request.map(|(payload, ty)| (argument(&payload.name), ty)),
                response,
                method,
                call,
            })
            .collect()
    }

    fn command_docs(&self, content: &Content, method: &str) -> Docs {
        let mut docs = docs::of_content(self.model, self.owner, content, method);
        let ContentKind::Command(command) = &content.kind else {
            return docs;
        };
        docs.facts.extend(command.command_type.map(docs::of_command_type));
        for (what, payload) in [("Request", &command.request), ("Response", &command.response)] {
            let Some(payload) = payload else { continue };
            docs.facts.extend(docs::of_part(what, &payload.named, &payload.name));
            docs.facts.extend(docs::of_schema(self.model, payload.schema));
        }
        docs
    }

    /// What the model says of each command, of its request and of its response.
    fn command_metadata<'c>(&self, commands: impl Iterator<Item = &'c Content>) -> Vec<Vec<Metadata>> {
        let mut constants = Namespace::with(RESERVED_MODULE_CONSTANTS.iter().copied());
        let mut payloads = Vec::new();
        let mut metadata: Vec<Vec<Metadata>> = Vec::new();
        for content in commands {
            let ContentKind::Command(command) = &content.kind else {
                continue;
            };
            let own = Metadata {
                command_type: command.command_type,
                ..Metadata::of(&content.name, &content.named)
            };
            let own = own.constant(&naming::upper(&content.name), &mut constants);
            metadata.push(own.into_iter().collect());
            payloads.push((&content.name, command));
        }
        // A command goes before the payload of another one.
        for (metadata, (name, command)) in metadata.iter_mut().zip(payloads) {
            for (what, payload) in [("request", &command.request), ("response", &command.response)] {
                let Some(payload) = payload else { continue };
                let said = Metadata::of(&payload.name, &payload.named).with_schema(self.model, payload.schema);
                let constant = naming::upper(&format!("{name}_{what}"));
                let subject = format!("`{}`, the {what} of `{name}`", payload.name);
                metadata.extend(said.constant_about(subject, &constant, &mut constants));
            }
        }
        metadata
    }

    fn relationship(&self, module: usize, content: &Content) -> Option<Relationship> {
        let ContentKind::Relationship(relationship) = &content.kind else {
            return None;
        };
        let name = self.schemas.relationship(module, &content.name);
        let origin = self
            .layout
            .module_of(content.defined_in)
            .filter(|origin| *origin != module);
        let target = relationship.target.as_ref().map(ToString::to_string);
        Some(Relationship {
            wire: content.name.clone(),
            id: content.named.id.to_string(),
            extra: Extra::default(),
            docs: docs::of_content(self.model, self.owner, content, &content.name),
            metadata: Metadata::of(&content.name, &content.named).constant("METADATA", &mut Namespace::default()),
            inherited: origin.map(|module| TypeRef {
                module,
                name: self.schemas.relationship(module, &content.name),
            }),
            target_module: target
                .as_ref()
                .and_then(|target| self.layout.module_of(self.model.interface(target)?)),
            target,
            writable: relationship.writable,
            min_multiplicity: relationship.min_multiplicity,
            max_multiplicity: relationship.max_multiplicity,
            members: self.members(
                relationship
                    .properties
                    .iter()
                    .filter_map(|property| self.raw(property, Section::Property)),
                false,
                RESERVED_RELATIONSHIP_CONSTANTS,
            ),
            name,
        })
    }

    fn schema_type(&self, schema: SchemaId, name: &str) -> Option<Type> {
        let element = &self.model[schema];
        let kind = match &element.kind {
            SchemaKind::Object(object) => TypeKind::Struct(self.members(
                object.fields.iter().filter_map(|field| {
                    let mut ty = self.schemas.rust_type(self.model, field.schema)?;
                    if matches!(ty, RustType::Named(_)) && recursion::contains(self.model, field.schema, schema) {
                        ty = RustType::Box(Box::new(ty));
                    }
                    Some(Raw {
                        named: &field.named,
                        wire: &field.name,
                        ty,
                        schema: field.schema,
                        writable: false,
                        origin: None,
                    })
                }),
                false,
                RESERVED_OBJECT_CONSTANTS,
            )),
            SchemaKind::Enum(enumeration) => {
                let values = &enumeration.enum_values;
                match enumeration.value_schema {
                    dtdl_model::model::PrimitiveSchema::Integer => {
                        TypeKind::IntegerEnum(self.variants(values, |value| match value {
                            EnumWireValue::Integer(value) => Some(*value),
                            EnumWireValue::String(_) => None,
                        }))
                    }
                    _ => TypeKind::StringEnum(self.variants(values, |value| match value {
                        EnumWireValue::String(value) => Some(value.clone()),
                        EnumWireValue::Integer(_) => None,
                    })),
                }
            }
            _ => return None,
        };
        Some(Type {
            name: name.to_owned(),
            id: element.named.id.to_string(),
            extra: Extra::default(),
            docs: docs::of_element(&element.named, element.named.id.last_segment()),
            place: self.schemas.place(schema),
            metadata: own_metadata(&element.named),
            kind,
        })
    }

    fn variants<V>(&self, values: &[EnumValue], wire: impl Fn(&EnumWireValue) -> Option<V>) -> Vec<Variant<V>> {
        let wishes: Vec<Wish> = values
            .iter()
            .map(|value| {
                let mut name = naming::camel(&value.name);
                if RESERVED_VARIANTS.contains(&name.as_str()) {
                    name.push_str("Value");
                }
                self.wish(&value.named, &value.name, name)
            })
            .collect();
        let mut namespace = Namespace::with(RESERVED_VARIANTS.iter().copied());
        let names = naming::siblings(&wishes, &mut namespace, "");
        let mut constants = Namespace::default();
        let metadata: Vec<Metadata> = values
            .iter()
            .zip(&names)
            .map(|(value, name)| Metadata {
                constant: constants.take(&naming::upper(name), "_"),
                ..Metadata::of(&value.name, &value.named)
            })
            .collect();
        let said = metadata.iter().any(Metadata::says_something);
        values
            .iter()
            .zip(names)
            .zip(metadata)
            .filter_map(|((value, name), metadata)| {
                Some(Variant {
                    name,
                    label: value.name.clone(),
                    value: wire(&value.enum_value)?,
                    docs: docs::of_element(&value.named, &value.name),
                    metadata: said.then_some(metadata),
                })
            })
            .collect()
    }
}

/// What the model says of an interface or a schema.
fn own_metadata(named: &Named) -> Option<Metadata> {
    Metadata::of(named.id.as_str(), named).constant("METADATA", &mut Namespace::default())
}

/// The argument of a handler method, apart from `self` and `context`.
fn argument(name: &str) -> String {
    match naming::snake(name).as_str() {
        "context" => "request".to_owned(),
        plain => naming::escape_keyword(plain.to_owned()),
    }
}
