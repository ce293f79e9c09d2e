//! A model as Markdown: a section an interface, a table for each kind of content, a table a schema.

use core::fmt::Write as _;

use dtdl_model::Model;
use dtdl_model::model::{
    CommandPayload, Content, ContentKind, EnumWireValue, InterfaceId, Named, SchemaId, SchemaKind, Texts,
};

use crate::words;

/// The devices of a model set, and all interfaces that belong to them.
pub(super) fn document(model: &Model, language: &str) -> String {
    let mut out = Document {
        model,
        language,
        text: String::new(),
        schemas: Vec::new(),
    };
    for id in model.closure(&model.devices()) {
        out.interface(id);
    }
    out.text
}

struct Document<'m> {
    model: &'m Model,
    language: &'m str,
    text: String,
    /// The schemas to explain below the current interface.
    schemas: Vec<SchemaId>,
}

/// A row of a table.
type Row = Vec<String>;

impl<'m> Document<'m> {
    fn interface(&mut self, id: InterfaceId) {
        let interface = &self.model[id];
        let title = self.text_of(&interface.named.display_name);
        let title = title.unwrap_or_else(|| interface.named.id.last_segment());
        if !self.text.is_empty() {
            self.line("");
        }
        self.line(&format!("# {}", escape(title)));
        self.line(&format!("\n`{}`, DTDL v{}", interface.named.id, interface.dtdl_version));
        if !interface.extends.is_empty() {
            let bases: Vec<String> = interface.extends.iter().map(|id| self.link(*id)).collect();
            self.line(&format!("\nExtends {}.", bases.join(", ")));
        }
        if let Some(description) = self.text_of(&interface.named.description) {
            self.line(&format!("\n{}", escape(description)));
        }
        self.contents(id);
        self.schemas.extend(&interface.schemas);
        self.explain_schemas();
    }

    fn contents(&mut self, id: InterfaceId) {
        let model = self.model;
        let contents = model[id].contents();
        let mut telemetry = Vec::new();
        let mut properties = Vec::new();
        let mut commands = Vec::new();
        let mut components = Vec::new();
        let mut relationships = Vec::new();
        for content in contents {
            let name = format!("`{}`", content.name);
            let about = self.about(id, content);
            match &content.kind {
                ContentKind::Telemetry(kind) => {
                    let schema = self.schema(kind.schema);
                    telemetry.push(vec![name, schema, meaning(&content.named), about]);
                }
                ContentKind::Property(kind) => {
                    let schema = self.schema(kind.schema);
                    let writable = if kind.writable { "yes" } else { "" };
                    let meaning = meaning(&content.named);
                    properties.push(vec![name, schema, writable.to_owned(), meaning, about]);
                }
                ContentKind::Command(kind) => {
                    let (request, response) = (
                        self.payload(kind.request.as_ref()),
                        self.payload(kind.response.as_ref()),
                    );
                    commands.push(vec![name, request, response, about]);
                }
                ContentKind::Component(kind) => components.push(vec![name, self.link(kind.schema), about]),
                ContentKind::Relationship(kind) => {
                    let target = kind
                        .target
                        .as_ref()
                        .map_or_else(|| "any".to_owned(), |id| format!("`{id}`"));
                    let least = kind.min_multiplicity.unwrap_or(0);
                    let most = kind
                        .max_multiplicity
                        .map_or_else(|| "∞".to_owned(), |most| most.to_string());
                    let mut about = about;
                    for property in &kind.properties {
                        if let ContentKind::Property(inner) = &property.kind {
                            let schema = self.schema(inner.schema);
                            about.push_str(&format!(" Property `{}`: {schema}.", property.name));
                        }
                    }
                    relationships.push(vec![name, target, format!("{least}…{most}"), about.trim().to_owned()]);
                }
                _ => {}
            }
        }
        self.table("Telemetry", &["name", "schema", "meaning", "about"], &telemetry);
        self.table(
            "Properties",
            &["name", "schema", "writable", "meaning", "about"],
            &properties,
        );
        self.table("Commands", &["name", "request", "response", "about"], &commands);
        self.table("Components", &["name", "interface", "about"], &components);
        self.table(
            "Relationships",
            &["name", "target", "how many", "about"],
            &relationships,
        );
    }

    /// The schemas that this interface has or uses, each once, and those inside them.
    fn explain_schemas(&mut self) {
        let mut done = Vec::new();
        while !self.schemas.is_empty() {
            let id = self.schemas.remove(0);
            if done.contains(&id) {
                continue;
            }
            if done.is_empty() {
                self.line("\n## Schemas");
            }
            done.push(id);
            self.explain(id);
        }
    }

    fn explain(&mut self, id: SchemaId) {
        let model = self.model;
        let schema = &model[id];
        self.line(&format!(
            "\n### {}\n\n`{}`",
            escape(&words::schema(model, id)),
            schema.named.id
        ));
        let about = self.texts(&schema.named);
        if !about.is_empty() {
            self.line(&format!("\n{about}"));
        }
        match &schema.kind {
            SchemaKind::Object(object) => {
                let fields = object.fields.iter().map(|field| {
                    let schema = self.schema(field.schema);
                    let meaning = meaning(&field.named);
                    vec![format!("`{}`", field.name), schema, meaning, self.texts(&field.named)]
                });
                let fields: Vec<Row> = fields.collect();
                self.rows(&["field", "schema", "meaning", "about"], &fields);
            }
            SchemaKind::Enum(known) => {
                let values = known.enum_values.iter().map(|value| {
                    let sent = match &value.enum_value {
                        EnumWireValue::Integer(number) => format!("`{number}`"),
                        EnumWireValue::String(text) => format!("`{text:?}`"),
                    };
                    vec![format!("`{}`", value.name), sent, self.texts(&value.named)]
                });
                let values: Vec<Row> = values.collect();
                self.rows(&["value", "sent as", "about"], &values);
            }
            SchemaKind::Map(map) => {
                let value = self.schema(map.map_value.schema);
                let (key, name) = (&map.map_key.name, &map.map_value.name);
                self.line(&format!("\n`{key}` (string) to `{name}` ({value})"));
            }
            SchemaKind::Array(array) => {
                let element = self.schema(array.element_schema);
                self.line(&format!("\nElements: {element}"));
            }
            _ => {}
        }
    }

    /// A schema in words; one with something to explain is explained below.
    fn schema(&mut self, id: SchemaId) -> String {
        let model = self.model;
        let words = escape(&words::schema(model, id));
        match &model[id].kind {
            SchemaKind::Object(_) | SchemaKind::Enum(_) | SchemaKind::Map(_) | SchemaKind::Array(_) => {
                self.schemas.push(id);
                format!("{words} (`{}`)", model[id].named.id)
            }
            _ => words,
        }
    }

    fn payload(&mut self, payload: Option<&'m CommandPayload>) -> String {
        let Some(payload) = payload else { return String::new() };
        let schema = self.schema(payload.schema);
        let null = if payload.nullable { " or null" } else { "" };
        let about = self.texts(&payload.named);
        format!(
            "`{}`: {schema}{null}{}{about}",
            payload.name,
            if about.is_empty() { "" } else { ". " }
        )
    }

    /// What there is to say about a content, and where it comes from if not from here.
    fn about(&self, id: InterfaceId, content: &Content) -> String {
        let mut about = self.texts(&content.named);
        if content.defined_in != id {
            let origin = format!("From {}.", self.link(content.defined_in));
            about = [about, origin].join(" ").trim().to_owned();
        }
        about
    }

    fn texts(&self, named: &Named) -> String {
        let texts = [self.text_of(&named.display_name), self.text_of(&named.description)];
        let texts = texts.into_iter().flatten().map(|text| {
            let text = escape(text);
            match text.ends_with(['.', '!', '?']) {
                true => text,
                false => format!("{text}."),
            }
        });
        texts.collect::<Vec<_>>().join(" ")
    }

    fn text_of<'t>(&self, texts: &'t Texts) -> Option<&'t str> {
        let wanted = texts.get(self.language).or_else(|| texts.get("en"));
        wanted
            .or_else(|| texts.iter().next().map(|(_, text)| text))
            .filter(|text| !text.trim().is_empty())
    }

    fn link(&self, id: InterfaceId) -> String {
        format!("`{}`", self.model[id].named.id)
    }

    fn table(&mut self, title: &str, columns: &[&str], rows: &[Row]) {
        if !rows.is_empty() {
            self.line(&format!("\n## {title}"));
            self.rows(columns, rows);
        }
    }

    /// A table without the columns in which nothing stands.
    fn rows(&mut self, columns: &[&str], rows: &[Row]) {
        let used: Vec<usize> = (0..columns.len())
            .filter(|column| {
                rows.iter()
                    .any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()))
            })
            .collect();
        let cells = |cells: Vec<&str>| format!("| {} |", cells.join(" | "));
        let header = used.iter().filter_map(|column| columns.get(*column).copied());
        self.line(&format!("\n{}", cells(header.collect())));
        self.line(&format!("|{}", "---|".repeat(used.len())));
        for row in rows {
            let row = used.iter().filter_map(|column| row.get(*column).map(String::as_str));
            self.line(&cells(row.collect()));
        }
    }

    fn line(&mut self, text: &str) {
        // Writing to memory does not fail.
        let _ = writeln!(self.text, "{text}");
    }
}

/// Unit and semantic types.
fn meaning(named: &Named) -> String {
    let types = named.semantic_types().iter();
    let mut words: Vec<String> = types.map(|semantic_type| semantic_type.term.to_owned()).collect();
    if let Some(unit) = named.unit() {
        words.push(match &unit.symbol {
            Some(symbol) => format!("{} ({symbol})", unit.term),
            None => unit.term.clone(),
        });
    }
    escape(&words.join(", "))
}

/// A text that is only text in Markdown, on one line, in a cell of a table as well.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for letter in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
