//! The elements that every model may refer to: primitives, geospatial schemas, units.

use crate::hash::HashMap;

use super::lines;

/// An element that the language defines.
#[derive(Debug)]
pub(crate) struct StandardElement {
    pub(crate) id: &'static str,
    /// The material class.
    pub(crate) class: &'static str,
    /// Terms of supplemental types.
    pub(crate) cotypes: Vec<&'static str>,
    pub(crate) version: u8,
    /// The element of an array.
    pub(crate) element: Option<&'static str>,
    /// Fields of an object (name, id, schema) or values of an enum (name, id, value).
    pub(crate) members: Vec<[&'static str; 3]>,
    pub(crate) symbol: Option<&'static str>,
    /// The element that it is a value of.
    pub(crate) child_of: Option<&'static str>,
}

/// All of them, by identifier.
#[derive(Debug)]
pub(crate) struct StandardElements {
    by_id: HashMap<&'static str, StandardElement>,
    aliases: HashMap<&'static str, &'static str>,
}

impl StandardElements {
    pub(super) fn read(table: &'static str) -> Self {
        let mut elements: Vec<StandardElement> = Vec::new();
        let mut children: Vec<StandardElement> = Vec::new();
        let mut aliases = HashMap::default();
        for (indent, line) in lines(table) {
            let (line, symbol) = match line.split_once(" symbol=") {
                Some((line, symbol)) => (line, Some(symbol)),
                None => (line, None),
            };
            let words: Vec<&'static str> = line.split_whitespace().collect();
            if indent == 0 {
                let (Some(types), Some(id)) = (words.first(), words.get(1)) else {
                    continue;
                };
                let target = words.get(3).copied();
                if let (Some(target), true) = (target, types.ends_with("+Alias")) {
                    aliases.insert(*id, target);
                    continue;
                }
                elements.push(read_element(types, id, target, symbol));
                continue;
            }
            let (Some(parent), Some(&name), Some(&id), Some(&value)) =
                (elements.last_mut(), words.first(), words.get(1), words.get(2))
            else {
                continue;
            };
            parent.members.push([name, id, value]);
            if id != "-" && parent.class == "Enum" {
                children.push(StandardElement {
                    id,
                    class: "EnumValue",
                    cotypes: Vec::new(),
                    version: parent.version,
                    element: None,
                    members: Vec::new(),
                    symbol: line.splitn(4, ' ').nth(3),
                    child_of: Some(parent.id),
                });
            }
        }
        elements.extend(children);
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
}

fn read_element(
    types: &'static str,
    id: &'static str,
    target: Option<&'static str>,
    symbol: Option<&'static str>,
) -> StandardElement {
    let mut types = types.split('+');
    let first = types.next().unwrap_or_default();
    let class = match first {
        unit if unit.ends_with("Unit") || unit == "Unitless" => "Unit",
        "DecimalPrefix" | "BinaryPrefix" => "UnitAttribute",
        class => class,
    };
    let mut cotypes: Vec<&'static str> = types.collect();
    if class != first {
        cotypes.push(first);
    }
    StandardElement {
        id,
        class,
        cotypes,
        version: version(id),
        element: target,
        members: Vec::new(),
        symbol,
        child_of: None,
    }
}

/// The DTDL version of a standard identifier: in its own version, or in that of the extension.
fn version(id: &str) -> u8 {
    match id.rsplit_once(';') {
        Some((_, version)) => version.parse().unwrap_or(2),
        None if id.contains(":v1:") => 3,
        None => 4,
    }
}
