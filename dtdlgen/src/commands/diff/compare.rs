//! Finds the changes between two versions of a device's interface.

use std::collections::HashSet;

use dtdl_model::Model;
use dtdl_model::model::{
    AdjunctType, Command, CommandPayload, Content, ContentKind, Enum, EnumValue, EnumWireValue, InterfaceId, Named,
    Object, Property, Relationship, SchemaId, SchemaKind, Texts,
};

use super::include::includes;
use super::rules::{self, Flow, Rule};

/// A change.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) rule: &'static Rule,
    pub(crate) flow: Flow,
    /// Names from the device's interface on, separated by slashes.
    pub(crate) path: String,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}

/// An interface of a model.
pub(crate) type Side<'m> = (&'m Model, InterfaceId);

/// All changes, in the order of the old version, then what is only in the new one.
pub(crate) fn changes(old: Side<'_>, new: Side<'_>) -> Vec<Change> {
    let mut compare = Compare {
        old: old.0,
        new: new.0,
        path: Vec::new(),
        flow: Flow::FromDevice,
        seen: HashSet::new(),
        changes: Vec::new(),
    };
    compare.interfaces(old.1, new.1);
    compare.changes
}

struct Compare<'m> {
    old: &'m Model,
    new: &'m Model,
    path: Vec<&'m str>,
    flow: Flow,
    /// Pairs of schemas that are being compared already: a schema may contain itself.
    seen: HashSet<(SchemaId, SchemaId)>,
    changes: Vec<Change>,
}

impl<'m> Compare<'m> {
    fn add(&mut self, rule: &'static Rule, old: Option<String>, new: Option<String>) {
        self.changes.push(Change {
            rule,
            flow: self.flow,
            path: self.path.join("/"),
            old,
            new,
        });
    }

    fn below(&mut self, name: &'m str, compare: impl FnOnce(&mut Self)) {
        self.path.push(name);
        compare(self);
        self.path.pop();
    }

    fn interfaces(&mut self, old_id: InterfaceId, new_id: InterfaceId) {
        let (old, new) = (&self.old[old_id], &self.new[new_id]);
        self.texts(&old.named, &new.named);
        let version = |version: u8| Some(format!("DTDL v{version}"));
        if old.dtdl_version != new.dtdl_version {
            let (before, after) = (version(old.dtdl_version), version(new.dtdl_version));
            self.add(rules::LANGUAGE_VERSION_CHANGED, before, after);
        }
        let name = |model: &Model, id: &InterfaceId| model[*id].named.id.versionless().to_owned();
        let bases =
            |model: &Model, ids: &[InterfaceId]| -> Vec<String> { ids.iter().map(|id| name(model, id)).collect() };
        let (old_bases, new_bases) = (bases(self.old, &old.extends), bases(self.new, &new.extends));
        for base in old_bases.iter().filter(|base| !new_bases.contains(base)) {
            self.add(rules::BASE_REMOVED, Some(base.clone()), None);
        }
        for base in new_bases.iter().filter(|base| !old_bases.contains(base)) {
            self.add(rules::BASE_ADDED, None, Some(base.clone()));
        }
        for before in old.contents() {
            let after = new.content(&before.name);
            self.below(&before.name, |this| match after {
                Some(after) => this.contents(before, after),
                None => this.removed(before),
            });
        }
        for after in new.contents() {
            if old.content(&after.name).is_none() {
                self.below(&after.name, |this| this.added(after));
            }
        }
    }

    fn removed(&mut self, content: &Content) {
        let rule = match &content.kind {
            ContentKind::Telemetry(_) => rules::TELEMETRY_REMOVED,
            ContentKind::Property(_) => rules::PROPERTY_REMOVED,
            ContentKind::Command(_) => rules::COMMAND_REMOVED,
            ContentKind::Component(_) => rules::COMPONENT_REMOVED,
            _ => rules::RELATIONSHIP_REMOVED,
        };
        self.add(rule, Some(kind(content).to_owned()), None);
    }

    fn added(&mut self, content: &Content) {
        let rule = match &content.kind {
            ContentKind::Telemetry(_) => rules::TELEMETRY_ADDED,
            ContentKind::Property(property) if property.writable => rules::WRITABLE_PROPERTY_ADDED,
            ContentKind::Property(_) => rules::PROPERTY_ADDED,
            ContentKind::Command(_) => rules::COMMAND_ADDED,
            ContentKind::Component(component) => {
                let handled = self.new[component.schema]
                    .contents()
                    .any(|content| match &content.kind {
                        ContentKind::Property(property) => property.writable,
                        kind => matches!(kind, ContentKind::Command(_)),
                    });
                match handled {
                    true => rules::HANDLED_COMPONENT_ADDED,
                    false => rules::COMPONENT_ADDED,
                }
            }
            _ => rules::RELATIONSHIP_ADDED,
        };
        self.add(rule, None, Some(kind(content).to_owned()));
    }

    fn contents(&mut self, old: &'m Content, new: &'m Content) {
        match (&old.kind, &new.kind) {
            (ContentKind::Telemetry(before), ContentKind::Telemetry(after)) => {
                self.flow = Flow::FromDevice;
                self.schemas(before.schema, after.schema);
            }
            (ContentKind::Property(before), ContentKind::Property(after)) => self.properties(before, after),
            (ContentKind::Command(before), ContentKind::Command(after)) => self.commands(before, after),
            (ContentKind::Component(before), ContentKind::Component(after)) => {
                self.interfaces(before.schema, after.schema);
            }
            (ContentKind::Relationship(before), ContentKind::Relationship(after)) => self.relationships(before, after),
            _ => {
                self.add(
                    rules::KIND_CHANGED,
                    Some(kind(old).to_owned()),
                    Some(kind(new).to_owned()),
                );
                return;
            }
        }
        self.meaning(&old.named, &new.named);
        self.texts(&old.named, &new.named);
    }

    fn properties(&mut self, old: &Property, new: &Property) {
        match (old.writable, new.writable) {
            (false, true) => self.add(rules::PROPERTY_NOW_WRITABLE, None, None),
            (true, false) => self.add(rules::PROPERTY_NO_LONGER_WRITABLE, None, None),
            _ => {}
        }
        self.flow = if old.writable && new.writable {
            Flow::Both
        } else {
            Flow::FromDevice
        };
        self.schemas(old.schema, new.schema);
    }

    fn commands(&mut self, old: &'m Command, new: &'m Command) {
        if old.command_type.is_some() && new.command_type.is_some() && old.command_type != new.command_type {
            let word = |command: &Command| command.command_type.map(|word| format!("{word:?}").to_lowercase());
            self.add(rules::COMMAND_TYPE_CHANGED, word(old), word(new));
        }
        let parts = [
            (
                "request",
                &old.request,
                &new.request,
                rules::REQUEST_ADDED,
                rules::REQUEST_REMOVED,
                Flow::ToDevice,
            ),
            (
                "response",
                &old.response,
                &new.response,
                rules::RESPONSE_ADDED,
                rules::RESPONSE_REMOVED,
                Flow::FromDevice,
            ),
        ];
        for (part, before, after, added, removed, flow) in parts {
            self.flow = flow;
            self.below(part, |this| match (before, after) {
                (Some(before), Some(after)) => this.payloads(before, after),
                (None, Some(after)) => this.add(added, None, Some(describe(this.new, after.schema))),
                (Some(before), None) => this.add(removed, Some(describe(this.old, before.schema)), None),
                (None, None) => {}
            });
        }
    }

    fn payloads(&mut self, old: &'m CommandPayload, new: &'m CommandPayload) {
        match (old.nullable, new.nullable) {
            (false, true) => self.add(rules::NOW_NULLABLE, None, None),
            (true, false) => self.add(rules::NO_LONGER_NULLABLE, None, None),
            _ => {}
        }
        self.name(&old.name, &new.name);
        self.schemas(old.schema, new.schema);
        self.meaning(&old.named, &new.named);
        self.texts(&old.named, &new.named);
    }

    fn relationships(&mut self, old: &'m Relationship, new: &'m Relationship) {
        let target = |relationship: &Relationship| relationship.target.as_ref().map(|id| id.versionless().to_owned());
        match (target(old), target(new)) {
            (before, after) if before == after => {}
            (before @ Some(_), None) => self.add(rules::RELATIONSHIP_WIDENED, before, None),
            (before, after) => self.add(rules::RELATIONSHIP_TARGET_CHANGED, before, after),
        }
        let limits = |relationship: &Relationship| {
            (
                relationship.min_multiplicity.unwrap_or(0),
                relationship.max_multiplicity.unwrap_or(u32::MAX),
            )
        };
        let text = |(least, most): (u32, u32)| match most {
            u32::MAX => Some(format!("{least} or more")),
            most => Some(format!("{least} to {most}")),
        };
        let (before, after) = (limits(old), limits(new));
        if after.0 > before.0 || after.1 < before.1 {
            self.add(rules::RELATIONSHIP_NARROWED, text(before), text(after));
        } else if before != after {
            self.add(rules::RELATIONSHIP_WIDENED, text(before), text(after));
        }
        match (old.writable, new.writable) {
            (false, true) => self.add(
                rules::RELATIONSHIP_WIDENED,
                Some("read-only".to_owned()),
                Some("writable".to_owned()),
            ),
            (true, false) => self.add(
                rules::RELATIONSHIP_NARROWED,
                Some("writable".to_owned()),
                Some("read-only".to_owned()),
            ),
            _ => {}
        }
        for before in &old.properties {
            let after = new.properties.iter().find(|property| property.name == before.name);
            self.below(&before.name, |this| match after {
                Some(after) => this.contents(before, after),
                None => this.add(rules::RELATIONSHIP_NARROWED, Some("Property".to_owned()), None),
            });
        }
        for after in &new.properties {
            if !old.properties.iter().any(|property| property.name == after.name) {
                self.below(&after.name, |this| {
                    this.add(rules::RELATIONSHIP_WIDENED, None, Some("Property".to_owned()));
                });
            }
        }
    }

    fn schemas(&mut self, old_id: SchemaId, new_id: SchemaId) {
        if !self.seen.insert((old_id, new_id)) {
            return;
        }
        let (old, new) = (&self.old[old_id], &self.new[new_id]);
        match (&old.kind, &new.kind) {
            (SchemaKind::Array(before), SchemaKind::Array(after)) => {
                self.below("[]", |this| this.schemas(before.element_schema, after.element_schema));
            }
            (SchemaKind::Map(before), SchemaKind::Map(after)) => {
                self.name(&before.map_key.name, &after.map_key.name);
                self.name(&before.map_value.name, &after.map_value.name);
                self.texts(&before.map_key.named, &after.map_key.named);
                self.below("{}", |this| {
                    this.schemas(before.map_value.schema, after.map_value.schema);
                    this.meaning(&before.map_value.named, &after.map_value.named);
                    this.texts(&before.map_value.named, &after.map_value.named);
                });
            }
            (SchemaKind::Object(before), SchemaKind::Object(after)) => self.objects(before, after),
            (SchemaKind::Enum(before), SchemaKind::Enum(after)) if before.value_schema == after.value_schema => {
                self.enums(before, after);
            }
            (before, after) if before == after => {}
            (before, after) => {
                let rule = if includes(after, before) {
                    rules::SCHEMA_WIDENED
                } else if includes(before, after) {
                    rules::SCHEMA_NARROWED
                } else {
                    rules::SCHEMA_REPLACED
                };
                self.add(rule, Some(describe(self.old, old_id)), Some(describe(self.new, new_id)));
            }
        }
        self.texts(&old.named, &new.named);
        // The same schema may stand elsewhere, where its values go the other way.
        self.seen.remove(&(old_id, new_id));
    }

    fn objects(&mut self, old: &'m Object, new: &'m Object) {
        for before in &old.fields {
            let after = new.fields.iter().find(|field| field.name == before.name);
            self.below(&before.name, |this| match after {
                Some(after) => {
                    this.schemas(before.schema, after.schema);
                    this.meaning(&before.named, &after.named);
                    this.texts(&before.named, &after.named);
                }
                None => this.add(rules::FIELD_REMOVED, Some(describe(this.old, before.schema)), None),
            });
        }
        for after in &new.fields {
            if !old.fields.iter().any(|field| field.name == after.name) {
                self.below(&after.name, |this| {
                    this.add(rules::FIELD_ADDED, None, Some(describe(this.new, after.schema)));
                });
            }
        }
    }

    /// Values count by what is sent; a name whose value changed is told apart from one that is gone.
    fn enums(&mut self, old: &'m Enum, new: &'m Enum) {
        let named = |values: &'m [EnumValue], name: &str| values.iter().find(|value| value.name == name);
        let sent =
            |values: &'m [EnumValue], value: &EnumWireValue| values.iter().find(|known| known.enum_value == *value);
        for before in &old.enum_values {
            let after = sent(&new.enum_values, &before.enum_value);
            self.below(&before.name, |this| {
                match (after, named(&new.enum_values, &before.name)) {
                    (Some(after), _) => {
                        this.name(&before.name, &after.name);
                        this.texts(&before.named, &after.named);
                    }
                    (None, Some(after)) => {
                        let (old, new) = (wire(&before.enum_value), wire(&after.enum_value));
                        this.add(rules::ENUM_VALUE_CHANGED, Some(old), Some(new));
                    }
                    (None, None) => this.add(rules::ENUM_VALUE_REMOVED, Some(wire(&before.enum_value)), None),
                }
            });
        }
        for after in &new.enum_values {
            let known = sent(&old.enum_values, &after.enum_value).or_else(|| named(&old.enum_values, &after.name));
            if known.is_none() {
                self.below(&after.name, |this| {
                    this.add(rules::ENUM_VALUE_ADDED, None, Some(wire(&after.enum_value)));
                });
            }
        }
    }

    fn meaning(&mut self, old: &Named, new: &Named) {
        let unit = |named: &Named| named.unit().map(|unit| unit.term.clone());
        match (unit(old), unit(new)) {
            (before, after) if before == after => {}
            (before @ Some(_), after @ Some(_)) => self.add(rules::UNIT_CHANGED, before, after),
            (None, after) => self.add(rules::UNIT_ADDED, None, after),
            (before, None) => self.add(rules::UNIT_REMOVED, before, None),
        }
        let terms = |named: &Named| {
            let types = named.semantic_types().iter();
            let mut terms: Vec<&str> = types.map(|semantic_type| semantic_type.term).collect();
            terms.sort_unstable();
            Some(terms.join(", ")).filter(|terms| !terms.is_empty())
        };
        if terms(old) != terms(new) {
            self.add(rules::SEMANTIC_TYPES_CHANGED, terms(old), terms(new));
        }
    }

    fn texts(&mut self, old: &Named, new: &Named) {
        let unchanged = old.display_name == new.display_name
            && old.description == new.description
            && old.comment() == new.comment();
        if !unchanged {
            self.add(rules::TEXTS_CHANGED, None, None);
        }
        if annotations(old) != annotations(new) {
            self.add(rules::ANNOTATIONS_CHANGED, None, None);
        }
    }

    fn name(&mut self, old: &str, new: &str) {
        if old != new {
            self.add(
                rules::NAME_OFF_THE_WIRE_CHANGED,
                Some(old.to_owned()),
                Some(new.to_owned()),
            );
        }
    }
}

/// What extensions say of an element, but for semantic types and units.
fn annotations(named: &Named) -> (&[AdjunctType], &[String], &Texts) {
    (
        named.adjunct_types(),
        named.undefined_types(),
        named.undefined_properties(),
    )
}

fn kind(content: &Content) -> &'static str {
    match content.kind {
        ContentKind::Telemetry(_) => "Telemetry",
        ContentKind::Property(_) => "Property",
        ContentKind::Command(_) => "Command",
        ContentKind::Component(_) => "Component",
        _ => "Relationship",
    }
}

fn wire(value: &EnumWireValue) -> String {
    match value {
        EnumWireValue::Integer(number) => number.to_string(),
        EnumWireValue::String(text) => format!("{text:?}"),
    }
}

/// A schema in a word or two.
fn describe(model: &Model, id: SchemaId) -> String {
    crate::words::schema(model, id)
}
