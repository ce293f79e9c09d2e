//! What a model says, read from its JSON without the parser that is being tested.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dtdl_codegen::plan::{Member, Plan, RustType, TypeKind};
use serde_json::Value;

/// How many contents of each kind there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the kind that it is called after")]
pub struct Counts {
    pub interfaces: usize,
    pub telemetry: usize,
    pub properties: usize,
    pub writable: usize,
    pub commands: usize,
    pub components: usize,
    pub relationships: usize,
}

impl Counts {
    /// Adds those of another model.
    pub const fn add(&mut self, other: &Self) {
        self.interfaces += other.interfaces;
        self.telemetry += other.telemetry;
        self.properties += other.properties;
        self.writable += other.writable;
        self.commands += other.commands;
        self.components += other.components;
        self.relationships += other.relationships;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} interfaces, {} telemetry, {} properties ({} writable), {} commands, {} components, {} relationships",
            self.interfaces,
            self.telemetry,
            self.properties,
            self.writable,
            self.commands,
            self.components,
            self.relationships
        )
    }
}

/// The interfaces of a model and of what it refers to.
#[derive(Debug)]
pub struct Facts {
    /// The interfaces that are devices of their own.
    roots: BTreeSet<String>,
    interfaces: BTreeMap<String, Value>,
    /// Everything with an identifier.
    elements: BTreeMap<String, Value>,
}

impl Facts {
    /// Reads a file, and what it refers to from the folder.
    ///
    /// # Errors
    /// Something is missing or not what it should be, in words.
    pub fn read(models: &Path, file: &Path) -> Result<Self, String> {
        let root = read(file)?;
        let id = text(&root, "@id").ok_or("no @id")?.to_owned();
        let mut facts = Self {
            roots: BTreeSet::from([id]),
            interfaces: BTreeMap::new(),
            elements: BTreeMap::new(),
        };
        let mut waiting = vec![root];
        while let Some(interface) = waiting.pop() {
            let Some(id) = text(&interface, "@id").map(str::to_owned) else {
                return Err("no @id".to_owned());
            };
            if facts.interfaces.contains_key(&id) {
                continue;
            }
            collect(&interface, &mut facts.elements);
            for reference in references(&interface) {
                waiting.push(match reference {
                    Value::String(id) => read(&models.join(path(id)))?,
                    inline => inline.clone(),
                });
            }
            facts.interfaces.insert(id, interface);
        }
        Ok(facts)
    }

    /// Reads all files as one model set. Its devices are the interfaces that no other extends or has as a component.
    ///
    /// # Errors
    /// Something is missing or not what it should be, in words.
    pub fn read_together(files: &[PathBuf]) -> Result<Self, String> {
        let mut facts = Self {
            roots: BTreeSet::new(),
            interfaces: BTreeMap::new(),
            elements: BTreeMap::new(),
        };
        let mut waiting = Vec::new();
        for file in files {
            match read(file)? {
                Value::Array(interfaces) => waiting.extend(interfaces),
                interface => waiting.push(interface),
            }
        }
        facts.roots = waiting
            .iter()
            .filter_map(|interface| text(interface, "@id"))
            .map(str::to_owned)
            .collect();
        while let Some(interface) = waiting.pop() {
            collect(&interface, &mut facts.elements);
            for reference in references(&interface) {
                let id = reference.as_str().or_else(|| text(reference, "@id")).ok_or("no @id")?;
                facts.roots.remove(id);
                if reference.is_object() {
                    waiting.push(reference.clone());
                }
            }
            let id = text(&interface, "@id").ok_or("no @id")?.to_owned();
            facts.interfaces.insert(id, interface);
        }
        Ok(facts)
    }

    /// The interfaces that a device can have: the roots, and those of their components.
    ///
    /// # Errors
    /// A reference leads nowhere.
    pub fn addressed(&self) -> Result<BTreeSet<String>, String> {
        let mut addressed = self.roots.clone();
        let contents = self
            .roots
            .iter()
            .map(|root| self.contents(root))
            .collect::<Result<Vec<_>, _>>()?;
        for content in contents.into_iter().flatten() {
            if is_a(content, "Component") {
                let schema = content.get("schema").ok_or("a component without schema")?;
                let id = schema.as_str().or_else(|| text(schema, "@id"));
                addressed.insert(id.ok_or("a component's schema without @id")?.to_owned());
            }
        }
        Ok(addressed)
    }

    /// The contents of all interfaces, with those of what each extends: every interface becomes a module. What needs a
    /// handler counts only where a device can have the interface.
    ///
    /// # Errors
    /// A reference leads nowhere.
    pub fn counts(&self) -> Result<Counts, String> {
        let mut counts = Counts::default();
        let addressed = self.addressed()?;
        for id in self.interfaces.keys() {
            counts.interfaces += 1;
            for content in self.contents(id)? {
                let handled = addressed.contains(id);
                let writable = handled && content.get("writable") == Some(&Value::Bool(true));
                if is_a(content, "Telemetry") {
                    counts.telemetry += 1;
                } else if is_a(content, "Property") {
                    counts.properties += 1;
                    counts.writable += usize::from(writable);
                } else if is_a(content, "Command") {
                    counts.commands += usize::from(handled);
                } else if is_a(content, "Relationship") {
                    counts.relationships += 1;
                } else if is_a(content, "Component") {
                    // The conventions address components of the root only.
                    counts.components += usize::from(self.roots.contains(id));
                } else {
                    return Err(format!("`{id}` has a content of unknown kind: {content}"));
                }
            }
        }
        Ok(counts)
    }

    /// Whether every value has the type that its schema asks for.
    ///
    /// # Errors
    /// The first that has not.
    pub fn compare_types(&self, plan: &Plan) -> Result<(), String> {
        for module in &plan.modules {
            for content in self.contents(&module.id)? {
                let name = text(content, "name").unwrap_or_default();
                let found = |members: &[Member]| {
                    members
                        .iter()
                        .find(|member| member.wire == name)
                        .map(|member| member.ty.clone())
                };
                let wrong = |ty: &RustType| format!("`{name}` of `{}` became {ty:?}", module.id);
                let pairs: Vec<(Option<&Value>, Option<RustType>)> = if is_a(content, "Telemetry") {
                    vec![(content.get("schema"), found(&module.telemetry))]
                } else if is_a(content, "Property") {
                    vec![(content.get("schema"), found(&module.properties))]
                } else if is_a(content, "Command") {
                    let command = module.commands.iter().find(|command| command.wire == name);
                    let command = command.ok_or_else(|| format!("the command `{name}` is missing"))?;
                    let request = command.request.as_ref().map(|(_, ty)| ty.clone());
                    vec![
                        (
                            content.get("request").and_then(|request| request.get("schema")),
                            request,
                        ),
                        (
                            content.get("response").and_then(|response| response.get("schema")),
                            command.response.clone(),
                        ),
                    ]
                } else {
                    continue;
                };
                for pair in pairs {
                    match pair {
                        (None, None) => {}
                        (Some(schema), Some(ty)) if self.fits(schema, &ty, plan) => {}
                        (_, Some(ty)) => return Err(wrong(&ty)),
                        (Some(_), None) => return Err(format!("`{name}` of `{}` is missing", module.id)),
                    }
                }
            }
        }
        Ok(())
    }

    fn fits(&self, schema: &Value, ty: &RustType, plan: &Plan) -> bool {
        if let RustType::Box(inner) = ty {
            return self.fits(schema, inner, plan);
        }
        let Value::String(name) = schema else {
            return self.fits_complex(schema, ty, plan);
        };
        if let Some(complex) = self.elements.get(name) {
            return self.fits_complex(complex, ty, plan);
        }
        let name = name
            .rsplit(':')
            .next()
            .unwrap_or(name)
            .split(';')
            .next()
            .unwrap_or(name);
        matches!(
            (name, ty),
            ("boolean", RustType::Bool)
                | ("integer", RustType::I32)
                | ("long", RustType::I64)
                | ("float", RustType::F32)
                | ("double", RustType::F64)
                | ("string", RustType::String)
                | ("date", RustType::Date)
                | ("dateTime", RustType::DateTime)
                | ("time", RustType::Time)
                | ("duration", RustType::Duration)
                | ("geopoint", RustType::Geopoint)
                | ("vector", RustType::Vector)
                | (
                    "point" | "lineString" | "polygon" | "multiPoint" | "multiLineString" | "multiPolygon",
                    RustType::Geo(_)
                )
        )
    }

    fn fits_complex(&self, schema: &Value, ty: &RustType, plan: &Plan) -> bool {
        match ty {
            RustType::Vec(inner) => {
                is_a(schema, "Array") && schema.get("elementSchema").is_some_and(|of| self.fits(of, inner, plan))
            }
            RustType::Map(inner) => {
                let value = schema.get("mapValue").and_then(|value| value.get("schema"));
                is_a(schema, "Map") && value.is_some_and(|of| self.fits(of, inner, plan))
            }
            RustType::Named(reference) => {
                let module = plan.modules.get(reference.module);
                let found = module.and_then(|module| module.types.iter().find(|found| found.name == reference.name));
                match found.map(|found| &found.kind) {
                    Some(TypeKind::Struct(members)) => {
                        let fields = list(schema.get("fields"));
                        is_a(schema, "Object")
                            && fields.len() == members.len()
                            && fields.iter().zip(members).all(|(field, member)| {
                                text(field, "name") == Some(member.wire.as_str())
                                    && field.get("schema").is_some_and(|of| self.fits(of, &member.ty, plan))
                            })
                    }
                    Some(TypeKind::IntegerEnum(variants)) => {
                        let values = list(schema.get("enumValues"));
                        is_a(schema, "Enum")
                            && values
                                .iter()
                                .filter_map(|value| value.get("enumValue")?.as_i64())
                                .eq(variants.iter().map(|variant| i64::from(variant.value)))
                    }
                    Some(TypeKind::StringEnum(variants)) => {
                        let values = list(schema.get("enumValues"));
                        is_a(schema, "Enum")
                            && values
                                .iter()
                                .filter_map(|value| value.get("enumValue")?.as_str())
                                .eq(variants.iter().map(|variant| variant.value.as_str()))
                    }
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// The contents of an interface and of all it extends, each once, however many ways lead to it.
    fn contents(&self, id: &str) -> Result<Vec<&Value>, String> {
        let mut contents = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let interface = self.interfaces.get(id);
            let interface = interface.ok_or_else(|| format!("`{id}` is not in the JSON"))?;
            contents.extend(list(interface.get("contents")));
            for base in list(interface.get("extends")) {
                let base = base.as_str().or_else(|| text(base, "@id"));
                waiting.push(base.ok_or("extends something without @id")?);
            }
        }
        Ok(contents)
    }
}

fn read(file: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    serde_json::from_str(text).map_err(|error| format!("{}: {error}", file.display()))
}

/// Where a repository keeps an interface.
fn path(id: &str) -> String {
    format!("{}.json", id.to_ascii_lowercase().replace(':', "/").replace(';', "-"))
}

/// The interfaces that an interface extends or has as components, by identifier or inline.
fn references(interface: &Value) -> Vec<&Value> {
    let mut references = list(interface.get("extends"));
    let contents = list(interface.get("contents"));
    references.extend(
        contents
            .into_iter()
            .filter(|content| is_a(content, "Component"))
            .filter_map(|content| content.get("schema")),
    );
    references
}

fn collect(element: &Value, elements: &mut BTreeMap<String, Value>) {
    match element {
        Value::Object(members) => {
            if let Some(id) = text(element, "@id") {
                elements.insert(id.to_owned(), element.clone());
            }
            members.values().for_each(|member| collect(member, elements));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, elements)),
        _ => {}
    }
}

/// One value or an array of them.
fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(one) => vec![one],
    }
}

fn text<'a>(element: &'a Value, member: &str) -> Option<&'a str> {
    element.get(member)?.as_str()
}

fn is_a(element: &Value, class: &str) -> bool {
    list(element.get("@type"))
        .into_iter()
        .filter_map(Value::as_str)
        .any(|name| {
            name == class
                || name
                    .strip_prefix("dtmi:dtdl:class:")
                    .is_some_and(|rest| rest.split(';').next() == Some(class))
        })
}
