//! Units and their prefixes, once for every version that has them.

use crate::hash::HashMap;

use super::elements::StandardElement;
use super::{Contexts, fact, lines};
use crate::elements::Literal;

/// What a unit or a prefix consists of.
struct Unit {
    symbol: &'static str,
    display_name: String,
    facts: Vec<&'static str>,
}

/// Where units are defined: in DTDL v2 itself, or in a version of the quantitative types.
struct Place {
    /// As the table writes it.
    mark: &'static str,
    version: u8,
    /// The schema of the values of its enums, under the name that the version has for it.
    string: &'static str,
}

const PLACES: [Place; 4] = [
    Place {
        mark: "2",
        version: 2,
        string: "dtmi:dtdl:instance:Schema:string;2",
    },
    Place {
        mark: "v1",
        version: 3,
        string: "dtmi:dtdl:instance:Schema:string;3",
    },
    Place {
        mark: "v2",
        version: 4,
        string: "dtmi:dtdl:instance:Schema:string;4",
    },
    Place {
        mark: "v3",
        version: 4,
        string: "dtmi:dtdl:instance:Schema:string;4",
    },
];

/// The elements of a table.
pub(super) fn read(table: &'static str, contexts: &Contexts) -> Vec<StandardElement> {
    let mut units: HashMap<&'static str, Unit> = HashMap::default();
    let mut elements: Vec<StandardElement> = Vec::new();
    let mut enums: Vec<StandardElement> = Vec::new();
    let mut family = "";
    for (indent, line) in lines(table) {
        if let Some(name) = line.strip_prefix("family ") {
            family = name;
        } else if indent == 0 {
            let mut parts = line.split('|').map(str::trim);
            let name = parts.next().unwrap_or_default();
            units.insert(name, unit(name, parts));
        } else {
            let mut words = line.split_whitespace();
            let marks = words.next().unwrap_or_default();
            let names: Vec<&'static str> = words.collect();
            for place in PLACES
                .iter()
                .filter(|place| marks.split(',').any(|mark| mark == place.mark))
            {
                for name in &names {
                    let special = units.get(format!("{name}@{}", place.mark).as_str());
                    let Some(unit) = special.or_else(|| units.get(name)) else {
                        continue;
                    };
                    let mut element = place.element(family, name, unit, &mut enums);
                    place.consist(&mut element, unit, contexts);
                    elements.push(element);
                }
            }
        }
    }
    elements.extend(enums);
    elements
}

fn unit(name: &'static str, mut parts: impl Iterator<Item = &'static str>) -> Unit {
    let symbol = parts.next().unwrap_or_default();
    let display_name = match parts.next().unwrap_or_default() {
        "" => words(name.split('@').next().unwrap_or(name)),
        "-" => String::new(),
        text => text.to_owned(),
    };
    Unit {
        symbol,
        display_name,
        facts: parts.next().unwrap_or_default().split_whitespace().collect(),
    }
}

/// A name in words: `metrePerSecond` is "metre per second".
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

impl Place {
    fn is_own(&self) -> bool {
        self.version == 2
    }

    fn unit_id(&self, kind: &str, name: &str) -> &'static str {
        let id = match self.is_own() {
            true => format!("dtmi:standard:{kind}:{name};2"),
            false => format!("dtmi:dtdl:extension:quantitativeTypes:{}:{kind}:{name}", self.mark),
        };
        id.leak()
    }

    fn class_id(&self, name: &str) -> &'static str {
        let id = match self.is_own() {
            true => format!("dtmi:standard:class:{name};2"),
            false => format!("dtmi:dtdl:extension:quantitativeTypes:{}:class:{name}", self.mark),
        };
        id.leak()
    }

    /// The member of a co-type; those of the language keep the version of the language.
    fn member(&self, name: &str) -> &'static str {
        let of_language = self.is_own() || matches!(name, "symbol" | "exponent");
        let id = match of_language {
            true => format!("dtmi:dtdl:property:{name};{}", self.version),
            false => format!("dtmi:dtdl:extension:quantitativeTypes:{}:property:{name}", self.mark),
        };
        id.leak()
    }

    fn element(
        &self,
        family: &'static str,
        name: &'static str,
        unit: &Unit,
        enums: &mut Vec<StandardElement>,
    ) -> StandardElement {
        let exponent = fact(&unit.facts, "exponent").and_then(|exponent| exponent.parse().ok());
        let (kind, class) = match (exponent, self.is_own()) {
            (Some(_), true) => ("unitprefix", "UnitAttribute"),
            (None, true) => ("unit", "Unit"),
            (Some(_), false) => ("unitprefix", "EnumValue"),
            (None, false) => ("unit", "EnumValue"),
        };
        let id = self.unit_id(kind, name);
        let mut element = StandardElement::new(id, class, self.version);
        let symbol = match class {
            "Unit" => "symbol",
            _ => self.member("symbol"),
        };
        element = element.text(symbol, unit.symbol);
        if class != "Unit" {
            element = element.text("name", name);
        }
        let first = match (self.is_own(), exponent) {
            (true, _) => family,
            (false, Some(_)) => "UnitPrefix",
            (false, None) => "SymbolicUnit",
        };
        element.cotypes.push(self.class_id(first));
        match exponent {
            Some(exponent) => {
                let exponent = (self.member("exponent"), Literal::Integer(exponent));
                element.literals.push(exponent);
            }
            None => element = element.texts("displayName", "en", &unit.display_name),
        }
        if self.is_own() {
            return element;
        }
        let parent = format!("dtmi:dtdl:extension:quantitativeTypes:{}:enum:{family}", self.mark);
        if let Some(parent) = enums.iter_mut().find(|known| known.id == parent) {
            parent.references.push(("enumValues", id));
            return element.text("enumValue", name).child_of(parent.id, "enumValues");
        }
        let mut parent = StandardElement::new(parent.leak(), "Enum", self.version).texts("displayName", "en", family);
        parent
            .references
            .extend([("valueSchema", self.string), ("enumValues", id)]);
        let parent_id = parent.id;
        enums.push(parent);
        element.text("enumValue", name).child_of(parent_id, "enumValues")
    }

    /// What a unit is made of.
    fn consist(&self, element: &mut StandardElement, unit: &Unit, contexts: &Contexts) {
        // A term of the language comes before one of an extension: in v4 `byte` is a schema, there too.
        let language = contexts.language(self.version);
        let id = |kind: &str, name: &str| match language.and_then(|context| context.term(name)) {
            Some(term) => &*term.id.clone().leak(),
            None => self.unit_id(kind, name),
        };
        let mut refer = |member: &str, kind: &str, short: &str| {
            let name = fact(&unit.facts, short);
            let reference = name.map(|name| (self.member(member), id(kind, name)));
            element.references.extend(reference);
            name.is_some()
        };
        refer("prefix", "unitprefix", "prefix");
        let scaled = refer("baseUnit", "unit", "base");
        let ratio = refer("topUnit", "unit", "top") && refer("bottomUnit", "unit", "bottom");
        let binary = unit.facts.contains(&"binary");
        let scale = if binary { "BinaryUnit" } else { "DecimalUnit" };
        element.cotypes.extend(scaled.then(|| self.class_id(scale)));
        element.cotypes.extend(ratio.then(|| self.class_id("RatioUnit")));
    }
}
