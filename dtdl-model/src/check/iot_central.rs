//! What Azure IoT Central does not take, although the language has it. Warnings: the model stays valid.

use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements, Literal};
use crate::hash::HashMap;
use crate::metamodel::Spelling;
use crate::place::At;
use crate::report::Report;

/// Telemetry that IoT Central passes over, because its own data go by these names.
const RESERVED: [&str; 7] = [
    "EventEnqueuedUtcTime",
    "EventProcessedUtcTime",
    "PartitionId",
    "EventHub",
    "User",
    "$metadata",
    "$version",
];

/// How the identifiers of the geospatial schemas start.
const GEOSPATIAL: &str = "dtmi:standard:schema:geospatial:";

/// The only version of the language that IoT Central reads.
const VERSION: u8 = 2;

/// How many bytes the desired and the reported properties of a twin may have, each.
const SECTION: usize = 32 * 1024;

/// Deeper than Objects stand in one another in any valid model.
const DEPTH: usize = 16;

/// How a twin counts a number, and a boolean.
const NUMBER: usize = 8;
const BOOLEAN: usize = 4;

/// Looks at every element that a text defines.
pub(crate) fn check(elements: &Elements, report: &mut Report) {
    let mut sizes = Sizes {
        elements,
        sections: HashMap::default(),
        values: HashMap::default(),
    };
    for (index, element) in (0..).zip(&elements.list) {
        let Some(place) = element.place else { continue };
        match element.class.name {
            "Array" => schema(report, place.types(), element, "Array"),
            "Interface" => {
                version(report, element, place.value_of(Spelling::any("@context")));
                size(&mut sizes, report, (ElementIx(index), element), place.id());
            }
            kind @ ("Telemetry" | "Property" | "Command") => name(report, element, kind),
            _ => {}
        }
        // What co-types bring is no schema.
        for (member, values) in element.structural() {
            let values = values.iter().filter_map(|value| elements.get(*value));
            for last in values.filter_map(|value| value.id.as_str().strip_prefix(GEOSPATIAL)) {
                let word = last.split(';').next().unwrap_or(last);
                let at = place.value_of(Spelling::of(member.as_str(), element.version));
                schema(report, at, element, word);
            }
        }
    }
}

fn schema(report: &mut Report, at: At, element: &Element, word: &str) {
    report
        .warning(
            Code::IOT_CENTRAL_SCHEMA,
            at,
            format!("Azure IoT Central does not fully support the schema `{word}`"),
        )
        .primary(&element.id)
        .value(word)
        .help(if word == "Array" {
            "use an Object or a Map, or telemetry of its own for each element"
        } else {
            "use `geopoint` of the context \"dtmi:iotcentral:context;2\""
        });
}

fn version(report: &mut Report, element: &Element, at: At) {
    if element.version == VERSION {
        return;
    }
    let message = format!(
        "Azure IoT Central reads DTDL v{VERSION} only, and this interface is in v{}",
        element.version
    );
    report
        .warning(Code::IOT_CENTRAL_VERSION, at, message)
        .primary(&element.id)
        .help("write the interface in \"dtmi:dtdl:context;2\"");
}

fn name(report: &mut Report, element: &Element, kind: &str) {
    let Some(name) = element.text("name") else { return };
    let Some(place) = element.place else { return };
    let message = if name.starts_with('_') {
        format!("Azure IoT Central takes no {kind} whose name starts with `_`")
    } else if kind == "Telemetry" && RESERVED.contains(&name) {
        format!("Azure IoT Central passes over telemetry of the name `{name}`, which is that of its own data")
    } else {
        return;
    };
    report
        .warning(
            Code::IOT_CENTRAL_NAME,
            place.value_of(Spelling::of("name", element.version)),
            message,
        )
        .primary(&element.id)
        .property("name")
        .value(name)
        .help("choose another name");
}

/// Whether the properties of a device with this interface fit into a twin, were each string and map empty.
fn size(sizes: &mut Sizes<'_>, report: &mut Report, (ix, interface): (ElementIx, &Element), at: At) {
    let bytes = sizes.section(ix, 0);
    if bytes > SECTION {
        let message =
            format!("the properties need at least {bytes} bytes in the twin of a device, which has room for {SECTION}");
        report
            .warning(Code::IOT_CENTRAL_SIZE, at, message)
            .primary(&interface.id)
            .help("make telemetry of what is measured, or split the device");
    }
}

/// The least that elements take in a twin, in bytes, each computed once.
struct Sizes<'e> {
    elements: &'e Elements,
    /// Of interfaces, by how many components they stand in.
    sections: HashMap<(ElementIx, usize), usize>,
    /// Of schemas, by how many Objects they stand in.
    values: HashMap<(ElementIx, usize), usize>,
}

impl<'e> Sizes<'e> {
    fn get(&self, ix: ElementIx) -> Option<&'e Element> {
        self.elements.get(ix)
    }

    /// The reported properties of an interface and, one level down, of its components.
    fn section(&mut self, interface: ElementIx, level: usize) -> usize {
        if let Some(known) = self.sections.get(&(interface, level)) {
            return *known;
        }
        let Some(element) = self.get(interface) else { return 0 };
        let inherited = self.elements.imported(element).flatten();
        let contents = element.values("contents").iter().chain(inherited);
        let size = contents.fold(0_usize, |size, content| {
            size.saturating_add(self.content(*content, level))
        });
        self.sections.insert((interface, level), size);
        size
    }

    fn content(&mut self, content: ElementIx, level: usize) -> usize {
        let Some(content) = self.get(content) else { return 0 };
        let name = content.text("name").map_or(0, str::len);
        let Some(schema) = content.values("schema").first().copied() else {
            return 0;
        };
        match content.class.name {
            "Property" => {
                let writable = matches!(content.literal("writable"), Some(Literal::Boolean(true)));
                // `{"value": …, "ac": …, "av": …}`
                let acknowledgement = if writable { 9 + 2 * NUMBER } else { 0 };
                self.value(schema, 0).saturating_add(name + acknowledgement)
            }
            // `"__t": "c"`
            "Component" if level == 0 => self.section(schema, 1).saturating_add(name + 4),
            _ => 0,
        }
    }

    /// The least that a value with all its fields needs.
    fn value(&mut self, schema: ElementIx, depth: usize) -> usize {
        let Some(element) = self.get(schema) else { return 0 };
        match element.class.name {
            "Boolean" => BOOLEAN,
            "Byte" | "Double" | "Float" | "Integer" | "Long" | "Short" | "UnsignedByte" | "UnsignedInteger"
            | "UnsignedLong" | "UnsignedShort" => NUMBER,
            "Object" if depth < DEPTH => {
                if let Some(known) = self.values.get(&(schema, depth)) {
                    return *known;
                }
                let fields = element.values("fields").iter().filter_map(|ix| self.elements.get(*ix));
                let size = fields.fold(0_usize, |size, field| {
                    let name = field.text("name").map_or(0, str::len);
                    let schema = field.values("schema").first().copied();
                    let value = schema.map_or(0, |schema| self.value(schema, depth + 1));
                    size.saturating_add(name).saturating_add(value)
                });
                self.values.insert((schema, depth), size);
                size
            }
            _ => 0,
        }
    }
}
