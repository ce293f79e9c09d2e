//! The elements that every model may refer to: primitives, geospatial schemas, units.

use crate::hash::HashMap;

use super::{Contexts, lines, units};
use crate::elements::Literal;
use crate::model::Texts;

/// An element that the language defines.
#[derive(Debug)]
pub(crate) struct StandardElement {
    pub(crate) id: &'static str,
    /// The material class.
    pub(crate) class: &'static str,
    /// Identifiers of supplemental types.
    pub(crate) cotypes: Vec<&'static str>,
    pub(crate) version: u8,
    pub(crate) literals: Vec<(&'static str, Literal)>,
    /// Members whose values are other elements of the language.
    pub(crate) references: Vec<(&'static str, &'static str)>,
    /// The element that it is written in, and the member.
    pub(crate) child_of: Option<(&'static str, &'static str)>,
}

impl StandardElement {
    pub(super) fn new(id: &'static str, class: &'static str, version: u8) -> Self {
        Self {
            id,
            class,
            cotypes: Vec::new(),
            version,
            literals: Vec::new(),
            references: Vec::new(),
            child_of: None,
        }
    }

    pub(super) fn text(mut self, member: &'static str, text: &str) -> Self {
        self.literals.push((member, Literal::String(text.into())));
        self
    }

    /// A text in one language.
    pub(super) fn texts(mut self, member: &'static str, language: &str, text: &str) -> Self {
        let texts = Texts::from_iter([(language, text)]);
        self.literals.push((member, Literal::LangString(texts)));
        self
    }

    pub(super) fn child_of(mut self, parent: &'static str, member: &'static str) -> Self {
        self.child_of = Some((parent, member));
        self
    }
}

/// All of them, by identifier.
#[derive(Debug)]
pub(crate) struct StandardElements {
    by_id: HashMap<&'static str, StandardElement>,
    aliases: HashMap<&'static str, &'static str>,
}

/// What the identifiers of primitive schemas and command types start with; their display names are their terms.
const INSTANCE: &str = "dtmi:dtdl:instance:";

impl StandardElements {
    pub(super) fn read(table: &'static str, unit_table: &'static str, contexts: &Contexts) -> Self {
        let mut elements: Vec<StandardElement> = Vec::new();
        let mut children: Vec<StandardElement> = Vec::new();
        let mut aliases = HashMap::default();
        for (indent, line) in lines(table) {
            let (line, description) = match line.split_once(" -- ") {
                Some((line, description)) => (line, Some(description)),
                None => (line, None),
            };
            let words: Vec<&'static str> = line.split_whitespace().collect();
            let (Some(&first), Some(&id)) = (words.first(), words.get(1)) else {
                continue;
            };
            if indent == 0 {
                let target = words.get(3).copied();
                match target {
                    Some(target) if first.ends_with("+Alias") => {
                        aliases.insert(id, target);
                    }
                    _ => {
                        let mut element = element(first, id, target, description);
                        if let (Some(&"in"), Some(&parent)) = (words.get(4), words.get(5)) {
                            let field = parent.contains(":coordinates;");
                            let member = if field { "schema" } else { "elementSchema" };
                            element = element.child_of(parent, member);
                        }
                        elements.push(element);
                    }
                }
                continue;
            }
            let (Some(parent), Some(&value)) = (elements.last_mut(), words.get(2)) else {
                continue;
            };
            let child = match parent.class {
                "Object" => field(parent, first, id, value, description),
                _ => StandardElement::new(id, "EnumValue", parent.version)
                    .text("name", first)
                    .text("enumValue", value)
                    .child_of(parent.id, "enumValues"),
            };
            if let Some((_, member)) = child.child_of {
                parent.references.push((member, child.id));
            }
            children.push(child);
        }
        elements.extend(children);
        elements.extend(units::read(unit_table, contexts));
        Self {
            by_id: elements.into_iter().map(|element| (element.id, element)).collect(),
            aliases,
        }
    }

    /// What an identifier stands for when it is an alias; otherwise itself.
    pub(crate) fn resolve<'a>(&self, id: &'a str) -> &'a str
    where
        'static: 'a,
    {
        let mut id = id;
        while let Some(target) = self.aliases.get(id) {
            id = target;
        }
        id
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &StandardElement> {
        self.by_id.values()
    }

    pub(crate) fn get(&self, id: &str) -> Option<&StandardElement> {
        self.by_id.get(self.resolve(id))
    }

    /// The names of an enum's values.
    pub(crate) fn names(&self, id: &str) -> Vec<&str> {
        let values = self.get(id).map(|element| element.references.iter());
        let values = values.into_iter().flatten().filter_map(|(_, value)| self.get(value));
        let names = values.filter_map(|value| value.literals.iter().find(|(member, _)| *member == "name"));
        names
            .filter_map(|(_, name)| match name {
                Literal::String(name) => Some(&**name),
                _ => None,
            })
            .collect()
    }
}

fn element(
    class: &'static str,
    id: &'static str,
    target: Option<&'static str>,
    description: Option<&str>,
) -> StandardElement {
    let mut element = StandardElement::new(id, class, version(id));
    if let Some(term) = id.strip_prefix(INSTANCE) {
        let term = term.split([':', ';']).nth(1).unwrap_or_default();
        element = element.texts("displayName", "en", term);
    }
    if let Some(description) = description {
        element = element.texts("description", "en-US", description);
    }
    if class == "Enum" {
        element
            .references
            .push(("valueSchema", "dtmi:dtdl:instance:Schema:string;2"));
    }
    element
        .references
        .extend(target.map(|target| ("elementSchema", schema(target))));
    element
}

fn field(
    parent: &StandardElement,
    name: &'static str,
    id: &'static str,
    value: &'static str,
    description: Option<&str>,
) -> StandardElement {
    let id = match id {
        "-" => {
            let mut id = String::new();
            crate::Dtmi::from_valid(parent.id).child(&crate::dtmi::infix("fields", true), Some(name), &mut id);
            id.leak()
        }
        id => id,
    };
    let mut field = StandardElement::new(id, "Field", parent.version)
        .text("name", name)
        .child_of(parent.id, "fields");
    if let Some(description) = description {
        field = field.texts("description", "en-US", description);
    }
    field.references.push(("schema", schema(value)));
    field
}

/// The identifier of a schema that a table names by its term or identifier.
fn schema(text: &'static str) -> &'static str {
    match text {
        "decimal" => "dtmi:dtdl:instance:Schema:decimal;4",
        "short" => "dtmi:dtdl:instance:Schema:short;4",
        "double" => "dtmi:dtdl:instance:Schema:double;2",
        id => id,
    }
}

/// The DTDL version of a standard identifier.
fn version(id: &str) -> u8 {
    let version = id.rsplit_once(';').map(|(_, version)| version);
    version.and_then(|version| version.parse().ok()).unwrap_or(2)
}
