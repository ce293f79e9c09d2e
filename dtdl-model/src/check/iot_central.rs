//! What Azure IoT Central does not take, although the language has it. Warnings: the model stays valid.

use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements, Literal};
use crate::metamodel::Spelling;
use crate::report::{At, Report};

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

/// How a twin counts a number, and a boolean.
const NUMBER: usize = 8;
const BOOLEAN: usize = 4;

/// Looks at every element that a text defines.
pub(crate) fn check(elements: &Elements, report: &mut Report) {
    for element in &elements.list {
        let Some(place) = element.place else { continue };
        match element.class.name {
            "Array" => schema(report, place.types(), element, "Array"),
            "Interface" => {
                version(report, element, place.id());
                size(elements, report, element, place.id());
            }
            kind @ ("Telemetry" | "Property" | "Command") => name(report, element, kind),
            _ => {}
        }
    }
    for reference in &elements.references {
        let id = elements.id(reference.to).as_str();
        let Some(last) = id.strip_prefix(GEOSPATIAL) else {
            continue;
        };
        let word = last.split(';').next().unwrap_or(last);
        if let Some(owner) = elements.at(reference.from) {
            let Some(owner) = elements.get(owner) else { continue };
            schema(report, reference.places.1.value(), owner, word);
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
fn size(elements: &Elements, report: &mut Report, interface: &Element, at: At) {
    let sizes = Sizes { elements };
    let bytes = sizes.section(interface, 0);
    if bytes > SECTION {
        let message =
            format!("the properties need at least {bytes} bytes in the twin of a device, which has room for {SECTION}");
        report
            .warning(Code::IOT_CENTRAL_SIZE, at, message)
            .primary(&interface.id)
            .help("make telemetry of what is measured, or split the device");
    }
}

struct Sizes<'e> {
    elements: &'e Elements,
}

impl Sizes<'_> {
    fn get(&self, ix: ElementIx) -> Option<&Element> {
        self.elements.get(ix)
    }

    /// The reported properties of an interface and, one level down, of its components.
    fn section(&self, interface: &Element, level: usize) -> usize {
        let contents = interface
            .values("contents")
            .iter()
            .chain(self.elements.imported(interface).flatten());
        contents
            .filter_map(|ix| self.get(*ix))
            .map(|content| self.content(content, level))
            .sum()
    }

    fn content(&self, content: &Element, level: usize) -> usize {
        let name = content.text("name").map_or(0, str::len);
        let schema = content.values("schema").first().and_then(|ix| self.get(*ix));
        match (content.class.name, schema) {
            ("Property", Some(schema)) => {
                let writable = matches!(content.literal("writable"), Some(Literal::Boolean(true)));
                // `{"value": …, "ac": …, "av": …}`
                let acknowledgement = if writable { 9 + 2 * NUMBER } else { 0 };
                name + acknowledgement + self.value(schema, 0)
            }
            // `"__t": "c"`
            ("Component", Some(interface)) if level == 0 => name + 4 + self.section(interface, 1),
            _ => 0,
        }
    }

    /// The least that a value with all its fields needs.
    fn value(&self, schema: &Element, depth: usize) -> usize {
        match schema.class.name {
            "Boolean" => BOOLEAN,
            "Byte" | "Double" | "Float" | "Integer" | "Long" | "Short" | "UnsignedByte" | "UnsignedInteger"
            | "UnsignedLong" | "UnsignedShort" => NUMBER,
            "Object" if depth < 8 => {
                let fields = schema.values("fields").iter().filter_map(|ix| self.get(*ix));
                fields
                    .map(|field| {
                        let schema = field.values("schema").first().and_then(|ix| self.get(*ix));
                        field.text("name").map_or(0, str::len)
                            + schema.map_or(0, |schema| self.value(schema, depth + 1))
                    })
                    .sum()
            }
            _ => 0,
        }
    }
}
