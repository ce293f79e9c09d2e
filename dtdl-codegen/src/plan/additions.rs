//! What the options add to types: derives, and attributes.

use std::collections::{BTreeMap, BTreeSet};

use dtdl_model::Model;
use dtdl_model::model::{ContentKind, SchemaKind};

use super::{Extra, Member, Module, RustType, Type, TypeKind};
use crate::options::{Additions, Options};

/// Adds to every type what the options say.
pub(super) fn add(modules: &mut [Module], options: &Options) {
    if options.derives == Additions::default() && options.attributes == Additions::default() {
        return;
    }
    let types = Types::new(modules, options);
    for module in modules {
        let id = module.id.clone();
        module.telemetry_extra = types.extra(&id, &[], |name| types.all(name, &module.telemetry, &mut Vec::new()));
        module.properties_extra = types.extra(&id, &[], |name| {
            // A `Patch` has no order.
            !name.ends_with("Ord") && types.all(name, &module.properties, &mut Vec::new())
        });
        module.reported_extra = types.extra(&id, &[], |name| {
            // What is reported of a writable property has a description, and no order.
            let copied = name != "Copy" || module.desired.is_empty();
            copied && !name.ends_with("Ord") && types.all(name, &module.properties, &mut Vec::new())
        });
        for relationship in &mut module.relationships {
            let members = &relationship.members;
            relationship.extra = types.extra(&relationship.id, &[], |name| types.all(name, members, &mut Vec::new()));
        }
        for ty in &mut module.types {
            let has: &[&str] = match ty.kind {
                TypeKind::Struct(_) => &[],
                TypeKind::IntegerEnum(_) => &["Copy", "Eq", "Hash"],
                TypeKind::StringEnum(_) => &["Eq", "Hash"],
            };
            let extra = types.extra(&ty.id, has, |name| types.one(name, ty, &mut Vec::new()));
            ty.extra = extra;
        }
    }
}

/// The last segment of a path.
fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Whether a path is that of serde's `Serialize` or `Deserialize`.
fn is_serde(path: &str) -> bool {
    let mut segments = path.rsplit("::");
    matches!(segments.next(), Some("Serialize" | "Deserialize"))
        && matches!(segments.next(), Some("serde" | "serde_derive"))
}

/// The planned types, to ask which traits they can derive.
struct Types<'a> {
    options: &'a Options,
    planned: BTreeMap<(usize, String), Type>,
}

/// The types that are being looked at, so that one that contains itself ends the search.
type Seen = Vec<(usize, String)>;

impl<'a> Types<'a> {
    fn new(modules: &[Module], options: &'a Options) -> Self {
        let planned = modules.iter().enumerate().flat_map(|(index, module)| {
            module
                .types
                .iter()
                .map(move |ty| ((index, ty.name.clone()), ty.clone()))
        });
        Self {
            options,
            planned: planned.collect(),
        }
    }

    fn extra(&self, id: &str, has: &[&str], can: impl Fn(&str) -> bool) -> Extra {
        let (derives, attributes) = (&self.options.derives, &self.options.attributes);
        let mut extra = Extra::default();
        let named = derives.named.get(id).into_iter().flatten();
        // Who names a type wants the derive; who names all wants it where it can be.
        for path in named.chain(derives.all.iter().filter(|path| can(last(path)))) {
            let name = last(path);
            let known = ["Debug", "Clone", "PartialEq"].contains(&name) || has.contains(&name);
            if !known && !extra.derives.contains(path) {
                extra.derives.push(path.clone());
            }
        }
        let named = attributes.named.get(id).into_iter().flatten();
        extra.attributes = attributes.all.iter().chain(named).cloned().collect();
        extra.serde = extra.derives.iter().any(|path| is_serde(path));
        extra
    }

    fn all(&self, name: &str, members: &[Member], seen: &mut Seen) -> bool {
        // A struct has it anyway.
        name != "Default" && members.iter().all(|member| self.can(name, &member.ty, seen))
    }

    fn one(&self, name: &str, ty: &Type, seen: &mut Seen) -> bool {
        match &ty.kind {
            TypeKind::Struct(members) => self.all(name, members, seen),
            TypeKind::IntegerEnum(_) => name != "Default",
            TypeKind::StringEnum(_) => {
                !matches!(name, "Default" | "Copy") || (name == "Copy" && self.options.closed_enums)
            }
        }
    }

    /// Whether a type has a trait of the standard library; other traits are the user's business.
    fn can(&self, name: &str, ty: &RustType, seen: &mut Seen) -> bool {
        if !matches!(name, "Copy" | "Eq" | "Hash" | "Ord" | "PartialOrd") {
            return true;
        }
        match ty {
            RustType::F32 | RustType::F64 => matches!(name, "Copy" | "PartialOrd"),
            RustType::String | RustType::Bytes => name != "Copy",
            RustType::DateTime | RustType::Duration | RustType::Time => !name.ends_with("Ord"),
            RustType::Decimal | RustType::ScaledDecimal => matches!(name, "Eq" | "Hash"),
            RustType::Geo(_) => false,
            RustType::Geopoint | RustType::Vector => name == "Copy",
            RustType::Vec(of) | RustType::Box(of) => name != "Copy" && self.can(name, of, seen),
            RustType::Map(of) => match &self.options.map {
                None => name != "Copy" && self.can(name, of, seen),
                Some(_) => name == "Eq" && self.can(name, of, seen),
            },
            RustType::Nullable(of) => !name.ends_with("Ord") && self.can(name, of, seen),
            RustType::Named(reference) => {
                let key = (reference.module, reference.name.clone());
                if seen.contains(&key) {
                    return true;
                }
                let planned = self.planned.get(&key);
                seen.push(key);
                planned.is_some_and(|ty| self.one(name, ty, seen))
            }
            _ => true,
        }
    }
}

/// Identifiers that the options name, and that nothing of the model has.
pub(super) fn check_identifiers(model: &Model, options: &Options, problems: &mut Vec<String>) {
    let named = [
        ("rename", options.renames.keys().collect::<Vec<_>>()),
        ("replace", options.replacements.keys().collect()),
        ("derive", options.derives.named.keys().collect()),
        ("attribute", options.attributes.named.keys().collect()),
    ];
    if named.iter().all(|(_, ids)| ids.is_empty()) {
        return;
    }
    let known = identifiers(model);
    for (option, ids) in named {
        for id in ids {
            if !known.contains(id.as_str()) {
                problems.push(format!("`{option}` names `{id}`, which the model set does not hold"));
            }
        }
    }
}

fn identifiers(model: &Model) -> BTreeSet<&str> {
    let mut known = BTreeSet::new();
    for (_, interface) in model.interfaces() {
        known.insert(interface.named.id.as_str());
        for content in interface.contents() {
            known.insert(content.named.id.as_str());
            match &content.kind {
                ContentKind::Relationship(relationship) => {
                    known.extend(
                        relationship
                            .properties
                            .iter()
                            .map(|property| property.named.id.as_str()),
                    );
                }
                ContentKind::Command(command) => {
                    let payloads = command.request.iter().chain(&command.response);
                    known.extend(payloads.map(|payload| payload.named.id.as_str()));
                }
                _ => {}
            }
        }
    }
    for (_, schema) in model.schemas() {
        known.insert(schema.named.id.as_str());
        match &schema.kind {
            SchemaKind::Object(object) => known.extend(object.fields.iter().map(|field| field.named.id.as_str())),
            SchemaKind::Enum(enumeration) => {
                known.extend(enumeration.enum_values.iter().map(|value| value.named.id.as_str()));
            }
            _ => {}
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::is_serde;

    #[test]
    fn only_the_traits_of_serde_are_serdes() {
        for path in [
            "serde::Serialize",
            "::serde::Deserialize",
            "crate::serde::Serialize",
            "serde_derive::Serialize",
        ] {
            assert!(is_serde(path), "{path}");
        }
        for path in ["Serialize", "rkyv::Serialize", "serde::de::DeserializeOwned", "Eq"] {
            assert!(!is_serde(path), "{path}");
        }
    }
}
