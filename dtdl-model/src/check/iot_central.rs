//! What Azure IoT Central does not take, although the language has it. Warnings: the model stays valid.

use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements, Literal};
use crate::facts::PerElement;
use crate::hash::HashMap;
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

/// How many levels of Objects are counted: as many as any version of the language has, and an end for circles.
const DEEPEST: usize = 8;

/// Looks at every element that a text defines.
pub(crate) fn check(elements: &Elements, report: &mut Report) {
    let mut sizes = Sizes::new(elements);
    for element in &elements.list {
        let Some(place) = element.place else { continue };
        match element.class.name {
            "Array" => schema(report, place.types(), element, "Array"),
            "Interface" => {
                version(report, element, place.id());
                size(&mut sizes, report, element, place.id());
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
        .warning(Code::IOT_CENTRAL_NAME, place.value_of("name"), message)
        .primary(&element.id)
        .property("name")
        .value(name)
        .help("choose another name");
}

/// Whether the properties of a device with this interface fit into a twin, were each string and map empty.
fn size(sizes: &mut Sizes<'_>, report: &mut Report, interface: &Element, at: At) {
    let bytes = sizes.section(interface);
    if bytes > SECTION {
        let message =
            format!("the properties need at least {bytes} bytes in the twin of a device, which has room for {SECTION}");
        report
            .warning(Code::IOT_CENTRAL_SIZE, at, message)
            .primary(&interface.id)
            .help("make telemetry of what is measured, or split the device");
    }
}

/// Sizes, each computed once: many properties may have one schema, and many components one interface.
struct Sizes<'e> {
    elements: &'e Elements,
    /// What the properties of interfaces need, without those of components.
    properties: PerElement<usize>,
    /// What values of Objects need, by how deep they stand in others.
    objects: HashMap<(ElementIx, usize), usize>,
}

impl<'e> Sizes<'e> {
    fn new(elements: &'e Elements) -> Self {
        Self {
            elements,
            properties: PerElement::default(),
            objects: HashMap::default(),
        }
    }

    /// The reported properties of an interface and, one level down, of its components.
    fn section(&mut self, interface: &Element) -> usize {
        let components = contents(self.elements, interface).map(|content| match schema_of(content) {
            // `"__t": "c"`
            Some(schema) if content.class.name == "Component" => name_size(content) + 4 + self.component(schema),
            _ => 0,
        });
        let components = total(components);
        self.properties(interface).saturating_add(components)
    }

    fn component(&mut self, ix: ElementIx) -> usize {
        if let Some(known) = self.properties.get(ix) {
            return *known;
        }
        let size = self.elements.get(ix).map_or(0, |interface| self.properties(interface));
        self.properties.set(ix, size);
        size
    }

    fn properties(&mut self, interface: &Element) -> usize {
        total(
            contents(self.elements, interface).map(|content| match schema_of(content) {
                Some(schema) if content.class.name == "Property" => {
                    let writable = matches!(content.literal("writable"), Some(Literal::Boolean(true)));
                    // `{"value": …, "ac": …, "av": …}`
                    let acknowledgement = if writable { 9 + 2 * NUMBER } else { 0 };
                    (name_size(content) + acknowledgement).saturating_add(self.value(schema, 0))
                }
                _ => 0,
            }),
        )
    }

    /// The least that a value with all its fields needs.
    fn value(&mut self, ix: ElementIx, depth: usize) -> usize {
        let Some(schema) = self.elements.get(ix) else { return 0 };
        match schema.class.name {
            "Boolean" => BOOLEAN,
            "Byte" | "Double" | "Float" | "Integer" | "Long" | "Short" | "UnsignedByte" | "UnsignedInteger"
            | "UnsignedLong" | "UnsignedShort" => NUMBER,
            "Object" if depth < DEEPEST => {
                if let Some(known) = self.objects.get(&(ix, depth)) {
                    return *known;
                }
                let fields = schema.values("fields").iter().filter_map(|ix| self.elements.get(*ix));
                let size = total(fields.map(|field| {
                    let value = schema_of(field).map_or(0, |schema| self.value(schema, depth + 1));
                    name_size(field).saturating_add(value)
                }));
                self.objects.insert((ix, depth), size);
                size
            }
            _ => 0,
        }
    }
}

fn contents<'e>(elements: &'e Elements, interface: &'e Element) -> impl Iterator<Item = &'e Element> {
    let contents = interface.values("contents").iter().chain(interface.imported());
    contents.filter_map(|ix| elements.get(*ix))
}

fn schema_of(element: &Element) -> Option<ElementIx> {
    element.values("schema").first().copied()
}

fn name_size(element: &Element) -> usize {
    element.text("name").map_or(0, str::len)
}

fn total(sizes: impl Iterator<Item = usize>) -> usize {
    sizes.fold(0, usize::saturating_add)
}
