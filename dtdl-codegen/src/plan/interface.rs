//! The items of one interface.

use dtdl_model::Model;
use dtdl_model::model::{CommandPayload, Content, ContentKind, EnumValue, EnumWireValue, Named, SchemaId, SchemaKind};

use super::modules::{Layout, Placed};
use super::schemas::Schemas;
use super::types::{RustType, TypeRef};
use super::{
    Command, Desired, Docs, Extra, Member, Module, Relationship, Type, TypeKind, Variant, docs, metadata, recursion,
};
use crate::naming::{self, Namespace, RESERVED_CONSTANTS, RESERVED_VARIANTS, Wish};
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
    let contents = &interface.contents;
    let mut docs = docs::of_element(&interface.named);
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
        same_as: None,
        metadata: metadata::of_element(
            "METADATA",
            &mut Namespace::default(),
            interface.named.id.as_str(),
            &interface.named,
        ),
        docs,
        telemetry: planner.members(
            contents
                .iter()
                .filter_map(|content| planner.raw(content, Section::Telemetry)),
            false,
        ),
        properties: planner.members(
            contents
                .iter()
                .filter_map(|content| planner.raw(content, Section::Property)),
            true,
        ),
        telemetry_extra: Extra::default(),
        properties_extra: Extra::default(),
        reported_extra: Extra::default(),
        desired: planner.desired(contents),
        commands: planner.commands(contents),
        components: Vec::new(),
        relationships: contents
            .iter()
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

    fn members<'c>(&self, raw: impl Iterator<Item = Raw<'c>>, clearable: bool) -> Vec<Member> {
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
        let mut constants = Namespace::with(RESERVED_CONSTANTS.iter().copied());
        raw.into_iter()
            .zip(fields)
            .map(|(member, field)| {
                let mut setter = naming::setter(&field);
                if setter != field {
                    setter = methods.take(&setter, "_");
                }
                let clear = clearable.then(|| methods.take(&format!("clear_{}", naming::unescaped(&field)), "_"));
                let metadata = metadata::of_element(
                    &naming::upper(naming::unescaped(&field)),
                    &mut constants,
                    member.wire,
                    member.named,
                );
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
        if let Some(content) = member.origin {
            return docs::of_content(self.model, self.owner, content, field);
        }
        let mut docs = docs::of_element(member.named);
        docs.facts.extend(docs::measured(member.named));
        docs.facts.extend(docs::wire_name(member.wire, field));
        docs
    }

    fn desired(&self, contents: &[Content]) -> Vec<Desired> {
        let writable: Vec<(&Content, RustType)> = contents
            .iter()
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

    fn commands(&self, contents: &[Content]) -> Vec<Command> {
        let commands: Vec<TypedCommand<'_>> = contents
            .iter()
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
        let mut constants = Namespace::with(RESERVED_CONSTANTS.iter().copied());
        commands
            .into_iter()
            .zip(methods.into_iter().zip(calls))
            .map(|((content, request, response), (method, call))| {
                let mut docs = docs::of_content(self.model, self.owner, content, &method);
                if let Some((payload, _)) = &request {
                    docs.facts.extend(payload_doc("Request", payload));
                }
                if let ContentKind::Command(command) = &content.kind {
                    docs.facts.extend(
                        command
                            .response
                            .as_ref()
                            .and_then(|payload| payload_doc("Response", payload)),
                    );
                }
                Command {
                    metadata: metadata::of_content(&mut constants, content),
                    wire: content.name.clone(),
                    request: request.map(|(payload, ty)| (argument(&payload.name), ty)),
                    response,
                    docs,
                    method,
                    call,
                }
            })
            .collect()
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
                        writable: false,
                        origin: None,
                    })
                }),
                false,
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
            docs: docs::of_element(&element.named),
            place: self.schemas.place(schema),
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
        values
            .iter()
            .zip(names)
            .filter_map(|(value, name)| {
                Some(Variant {
                    name,
                    label: value.name.clone(),
                    value: wire(&value.enum_value)?,
                    docs: docs::of_element(&value.named),
                })
            })
            .collect()
    }
}

/// What the model says about a request or a response, in one line.
fn payload_doc(what: &str, payload: &CommandPayload) -> Option<String> {
    let text = payload
        .named
        .description_text()
        .or_else(|| payload.named.display_text())?;
    Some(format!("{what}: {}", crate::emit::docs::prose(text)))
}

/// The argument of a handler method, apart from `self` and `context`.
fn argument(name: &str) -> String {
    match naming::snake(name).as_str() {
        "context" => "request".to_owned(),
        plain => naming::escape_keyword(plain.to_owned()),
    }
}
