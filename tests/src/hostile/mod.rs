//! Random legal models with awkward names, in every version of the language and with every construct of it; and code
//! that uses what is generated for them.

#![allow(
    clippy::indexing_slicing,
    reason = "a test may; every index is below the length of what it addresses"
)]

mod names;
mod usage;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::random::Random;
use names::{name, pick};

pub use usage::usage;

/// A model of several interfaces in one text. The first is the root; others are its components, or what it extends.
#[must_use]
pub fn model(seed: u64) -> Value {
    let mut random = Random::from_seed(seed);
    let version = 2 + random.below(3);
    let mut maker = Maker {
        version,
        central: version == 2 && random.below(2) == 0,
        paths: BTreeSet::new(),
        random,
    };
    maker.model()
}

struct Maker {
    random: Random,
    version: u64,
    /// Whether the schemas of IoT Central are there.
    central: bool,
    paths: BTreeSet<String>,
}

type Names = BTreeSet<String>;

impl Maker {
    fn model(&mut self) -> Value {
        let parts: Vec<String> = (0..self.random.below(3)).map(|_| self.dtmi()).collect();
        let bases: Vec<String> = (0..self.random.below(3)).map(|_| self.dtmi()).collect();
        let root = self.dtmi();
        // The contents of an interface and of what it extends have different names.
        let mut names = Names::new();
        let mut interfaces = vec![self.interface(&root, &bases, &parts, &mut names)];
        for base in &bases {
            interfaces.push(self.interface(base, &[], &[], &mut names));
        }
        for part in &parts {
            interfaces.push(self.interface(part, &[], &[], &mut Names::new()));
        }
        if let Some(first) = parts.first() {
            // The same interface as a component with another name, and one within the component.
            let inline = self.interface_body(&[], &[], &mut Names::new());
            let mut inline = Value::Object(inline);
            inline["@id"] = json!(self.dtmi());
            let contents = interfaces[0]["contents"].as_array_mut();
            if let Some(contents) = contents {
                let twice = name(&mut self.random, &mut names);
                contents.push(self.described(json!({"@type": "Component", "name": twice, "schema": first})));
                let within = name(&mut self.random, &mut names);
                contents.push(self.described(json!({"@type": "Component", "name": within, "schema": inline})));
            }
        }
        Value::Array(interfaces)
    }

    /// An identifier whose last segment is an awkward name, sometimes one that another interface has as well.
    fn dtmi(&mut self) -> String {
        loop {
            let segment = name(&mut self.random, &mut Names::new());
            let prefix = pick(&mut self.random, &["test", "type", "Self", "a:b", "self:crate"]);
            let version = 1 + self.random.below(3);
            let dtmi = format!("dtmi:{prefix}:{segment};{version}");
            if self.paths.insert(dtmi.clone()) {
                return dtmi;
            }
        }
    }

    fn interface(&mut self, id: &str, bases: &[String], parts: &[String], names: &mut Names) -> Value {
        let mut body = self.interface_body(bases, parts, names);
        let language = format!("dtmi:dtdl:context;{}", self.version);
        let context = match self.version {
            2 if self.central => json!([language, "dtmi:iotcentral:context;2"]),
            2 => json!(language),
            // Where the semantic types are since DTDL v3.
            later => json!([language, format!("dtmi:dtdl:extension:quantitativeTypes;{}", later - 2)]),
        };
        body.insert("@context".to_owned(), context);
        body.insert("@id".to_owned(), json!(id));
        Value::Object(body)
    }

    fn interface_body(&mut self, bases: &[String], parts: &[String], names: &mut Names) -> Map<String, Value> {
        let mut schemas = Vec::new();
        let mut reusable = Vec::new();
        for _ in 0..self.random.below(3) {
            let id = self.dtmi();
            let mut schema = self.complex(1, false, &[]);
            schema["@id"] = json!(id);
            schemas.push(self.described(schema));
            reusable.push(id);
        }
        let mut contents: Vec<Value> = (0..self.random.below(12))
            .map(|_| self.content(names, &reusable))
            .collect();
        for part in parts {
            let name = name(&mut self.random, names);
            contents.push(self.described(json!({"@type": "Component", "name": name, "schema": part})));
        }
        let mut body = json!({"@type": "Interface", "contents": contents, "schemas": schemas, "extends": bases});
        self.describe(&mut body);
        match body {
            Value::Object(body) => body,
            _ => Map::new(),
        }
    }

    fn described(&mut self, mut element: Value) -> Value {
        self.describe(&mut element);
        element
    }

    /// Texts, as awkward as the names, and what only an unknown extension says.
    fn describe(&mut self, element: &mut Value) {
        const TEXTS: &[&str] = &[
            "Temperature",
            "*/ \" \\ `x` [a](b) <b> # not a heading",
            "- a\n1. b\n\n    code\n```",
            "Ende \u{202e}gut",
            "{}%s $crate #[x]",
        ];
        if self.random.below(3) == 0 {
            let (english, german) = (pick(&mut self.random, TEXTS), pick(&mut self.random, TEXTS));
            element["displayName"] = json!({"en": english, "de": german});
        }
        if self.random.below(3) == 0 {
            element["description"] = json!(pick(&mut self.random, TEXTS));
        }
        if self.random.below(6) == 0 {
            element["comment"] = json!(pick(&mut self.random, TEXTS));
        }
        if self.version == 2 && self.random.below(6) == 0 && element["@type"].is_string() {
            let undefined = pick(&mut self.random, &["Self", "self", "`x`", "a b"]);
            element["@type"] = json!([element["@type"], undefined]);
            element[pick(&mut self.random, &["type", "_", "\" #x"])] = json!(pick(&mut self.random, TEXTS));
        }
    }

    fn content(&mut self, names: &mut Names, reusable: &[String]) -> Value {
        let name = name(&mut self.random, names);
        let mut content = match self.random.below(8) {
            0..3 => {
                let semantic = self.random.below(4) == 0;
                if semantic {
                    json!({"@type": ["Telemetry", "Temperature"], "schema": "double", "unit": "degreeCelsius"})
                } else {
                    json!({"@type": "Telemetry", "schema": self.schema(2, false, reusable)})
                }
            }
            3..6 => {
                let writable = self.random.below(2) == 0;
                // A reusable schema may hold an array, which a property of DTDL v2 may not.
                let usable = if self.version == 2 { &[] } else { reusable };
                json!({"@type": "Property", "schema": self.schema(2, true, usable), "writable": writable})
            }
            6 => {
                let mut command = json!({"@type": "Command"});
                for member in ["request", "response"] {
                    if self.random.below(2) == 0 {
                        command[member] = self.payload(reusable);
                    }
                }
                command
            }
            _ => {
                let mut inner = Names::new();
                let count = self.random.below(3);
                let properties: Vec<Value> = (0..count)
                    .map(|_| {
                        let name = names::name(&mut self.random, &mut inner);
                        json!({"@type": "Property", "name": name, "schema": self.schema(1, true, &[])})
                    })
                    .collect();
                json!({"@type": "Relationship", "properties": properties, "maxMultiplicity": 3})
            }
        };
        content["name"] = json!(name);
        self.described(content)
    }

    fn payload(&mut self, reusable: &[String]) -> Value {
        let name = name(&mut self.random, &mut Names::new());
        let mut payload = json!({"name": name, "schema": self.schema(2, false, reusable)});
        if self.version == 4 && self.random.below(2) == 0 {
            payload["nullable"] = json!(true);
        }
        self.described(payload)
    }

    fn schema(&mut self, depth: u32, property: bool, reusable: &[String]) -> Value {
        match self.random.below(5) {
            0..2 if depth > 0 => self.complex(depth, property, reusable),
            2 if !reusable.is_empty() => {
                let at = usize::try_from(self.random.below(reusable.len() as u64)).unwrap_or_default();
                json!(reusable[at])
            }
            _ => json!(self.primitive(property, depth > 1)),
        }
    }

    fn primitive(&mut self, property: bool, outermost: bool) -> &'static str {
        const ALWAYS: &[&str] = &[
            "boolean", "integer", "long", "float", "double", "string", "date", "dateTime", "time", "duration",
        ];
        const PLACES: &[&str] = &[
            "point",
            "lineString",
            "polygon",
            "multiPoint",
            "multiLineString",
            "multiPolygon",
        ];
        const SINCE_4: &[&str] = &[
            "byte",
            "short",
            "unsignedByte",
            "unsignedShort",
            "unsignedInteger",
            "unsignedLong",
            "uuid",
            "decimal",
            "bytes",
            "scaledDecimal",
        ];
        match self.random.below(6) {
            0 if self.version == 4 => pick(&mut self.random, SINCE_4),
            1 if self.central => pick(&mut self.random, &["geopoint", "vector"]),
            // They nest arrays themselves, and schemas nest five levels at most.
            2 if outermost && (!property || self.version > 2) => pick(&mut self.random, PLACES),
            _ => pick(&mut self.random, ALWAYS),
        }
    }

    fn complex(&mut self, depth: u32, property: bool, reusable: &[String]) -> Value {
        let below = depth.saturating_sub(1);
        match self.random.below(5) {
            0 if !property || self.version > 2 => {
                json!({"@type": "Array", "elementSchema": self.schema(below, property, reusable)})
            }
            1 => {
                let mut names = Names::new();
                let (key, value) = (name(&mut self.random, &mut names), name(&mut self.random, &mut names));
                let key = self.described(json!({"name": key, "schema": "string"}));
                let value = json!({"name": value, "schema": self.schema(below, property, reusable)});
                json!({"@type": "Map", "mapKey": key, "mapValue": self.described(value)})
            }
            2 => self.enumeration(),
            _ => {
                let mut names = Names::new();
                let count = 1 + self.random.below(5);
                let fields: Vec<Value> = (0..count)
                    .map(|_| {
                        let name = name(&mut self.random, &mut names);
                        let field = json!({"name": name, "schema": self.schema(below, property, reusable)});
                        self.described(field)
                    })
                    .collect();
                json!({"@type": "Object", "fields": fields})
            }
        }
    }

    fn enumeration(&mut self) -> Value {
        let mut names = Names::new();
        let mut texts = Names::new();
        let strings = self.random.below(2) == 0;
        let values: Vec<Value> = (0..=self.random.below(5))
            .map(|index| {
                let name = name(&mut self.random, &mut names);
                let value = if strings {
                    json!({"name": name, "enumValue": names::name(&mut self.random, &mut texts)})
                } else {
                    json!({"name": name, "enumValue": index as i64 * 70_000 - 70_000})
                };
                self.described(value)
            })
            .collect();
        let schema = if strings { "string" } else { "integer" };
        json!({"@type": "Enum", "valueSchema": schema, "enumValues": values})
    }
}
