//! Elements to the frozen model.

mod named;

use std::sync::Arc;

use crate::elements::{Element, ElementIx, Elements, Literal};
use crate::facts::{ElementSet, PerElement};
use crate::hash::{HashSet, IndexMap};
use crate::model::{
    Array, Command, CommandPayload, CommandType, Component, Content, ContentKind, Enum, EnumValue, EnumWireValue,
    Field, Interface, InterfaceId, Map, MapKey, MapValue, Model, Object, PrimitiveSchema, Property, Relationship,
    Schema, SchemaId, SchemaKind, Telemetry,
};

/// Builds the model of all elements but those that are left out.
pub(crate) struct Builder<'e> {
    elements: &'e Elements,
    left_out: &'e ElementSet,
    model: Model,
    /// The interfaces in the order of the model.
    order: Vec<(ElementIx, &'e Element)>,
    /// Of those that are built, their own contents.
    own: Vec<Vec<Arc<Content>>>,
    interfaces: PerElement<InterfaceId>,
    /// Nothing for those that are not sound.
    schemas: PerElement<Option<SchemaId>>,
    /// How many schemas are being built, one inside another.
    pending: usize,
}

impl<'e> Builder<'e> {
    pub(crate) fn new(elements: &'e Elements, left_out: &'e ElementSet) -> Self {
        let all = elements.interfaces.iter().filter(|ix| !left_out.has(**ix));
        let mut order: Vec<(ElementIx, &Element)> = all.filter_map(|ix| Some((*ix, elements.get(*ix)?))).collect();
        order.sort_by_key(|(ix, element)| {
            (
                !element.given,
                element.place.map(|place| place.source),
                element.parent.is_some(),
                *ix,
            )
        });
        let mut interfaces = PerElement::of(elements.list.len());
        for ((ix, _), id) in order.iter().zip((0..).map(InterfaceId)) {
            interfaces.set(*ix, id);
        }
        Self {
            elements,
            left_out,
            model: Model::default(),
            own: Vec::with_capacity(order.len()),
            order,
            interfaces,
            schemas: PerElement::of(elements.list.len()),
            pending: 0,
        }
    }

    /// Builds the interfaces that come next in the model, as long as no element of theirs stands behind this one.
    pub(crate) fn until(&mut self, last: ElementIx) {
        while let Some((_, element)) = self.order.get(self.own.len()).filter(|(ix, _)| *ix <= last) {
            self.interface(element);
        }
    }

    /// Builds what is left.
    pub(crate) fn finish(mut self) -> Model {
        while let Some((_, element)) = self.order.get(self.own.len()) {
            self.interface(element);
        }
        let inherited: Vec<Option<Vec<Arc<Content>>>> = (0..self.order.len())
            .map(|index| self.inherited(InterfaceId(index as u32)))
            .collect();
        let contents = inherited.into_iter().zip(self.own).map(|(all, own)| all.unwrap_or(own));
        for (interface, contents) in self.model.interfaces.iter_mut().zip(contents) {
            interface.contents = contents;
        }
        self.model
    }

    fn interface(&mut self, element: &'e Element) {
        let id = InterfaceId(self.own.len() as u32);
        self.model.by_id.insert(element.id.clone(), id);
        if element.given && element.parent.is_none() {
            self.model.roots.push(id);
        }
        let own = all(element.values("contents"), |content| {
            self.content(content, id).map(Arc::new)
        });
        self.own.push(own);
        let schemas = all(element.values("schemas"), |schema| self.schema(schema));
        let mut extends: Vec<InterfaceId> = Vec::new();
        for base in element.values("extends") {
            // Who extends an interface twice has it once.
            let base = self.interfaces.get(*base).filter(|base| !extends.contains(base));
            extends.extend(base);
        }
        self.model.interfaces.push(Interface {
            named: self.named(element),
            dtdl_version: element.version,
            extends,
            contents: Vec::new(),
            schemas,
        });
    }

    /// The contents of an interface that extends others: those of the bases in order, then its own, each name once.
    fn inherited(&self, id: InterfaceId) -> Option<Vec<Arc<Content>>> {
        if self.model.interfaces.get(id.0 as usize)?.extends.is_empty() {
            return None;
        }
        let mut contents: IndexMap<&str, &Arc<Content>> = IndexMap::default();
        self.flatten(id, &mut contents, &mut HashSet::default(), 0);
        Some(contents.into_values().cloned().collect())
    }

    fn flatten<'c>(
        &'c self,
        id: InterfaceId,
        into: &mut IndexMap<&'c str, &'c Arc<Content>>,
        seen: &mut HashSet<InterfaceId>,
        depth: usize,
    ) {
        // No valid chain comes near this length.
        if depth > 64 || !seen.insert(id) {
            return;
        }
        let interface = self.model.interfaces.get(id.0 as usize);
        for base in interface.into_iter().flat_map(|interface| &interface.extends) {
            self.flatten(*base, into, seen, depth + 1);
        }
        for content in self.own.get(id.0 as usize).into_iter().flatten() {
            into.entry(&content.name).or_insert(content);
        }
    }

    fn sound(&self, ix: ElementIx) -> Option<&'e Element> {
        self.elements.get(ix).filter(|_| !self.left_out.has(ix))
    }

    fn content(&mut self, ix: ElementIx, defined_in: InterfaceId) -> Option<Content> {
        let element = self.sound(ix)?;
        let name = element.text("name")?.to_owned();
        let kind = match element.class.name {
            "Telemetry" => ContentKind::Telemetry(Telemetry {
                schema: self.member_schema(element)?,
            }),
            "Property" => ContentKind::Property(Property {
                schema: self.member_schema(element)?,
                writable: boolean(element, "writable"),
            }),
            "Command" => ContentKind::Command(Box::new(self.command(element)?)),
            "Relationship" => ContentKind::Relationship(Box::new(Relationship {
                target: match element.literal("target") {
                    Some(Literal::Dtmi(target)) => Some(target.clone()),
                    _ => None,
                },
                min_multiplicity: unsigned(element, "minMultiplicity"),
                max_multiplicity: unsigned(element, "maxMultiplicity"),
                writable: boolean(element, "writable"),
                properties: all(element.values("properties"), |property| {
                    self.content(property, defined_in)
                }),
            })),
            "Component" => ContentKind::Component(Component {
                schema: self.interfaces.get(*element.values("schema").first()?).copied()?,
            }),
            _ => return None,
        };
        Some(Content {
            named: self.named(element),
            name,
            defined_in,
            kind,
        })
    }

    fn command(&mut self, element: &'e Element) -> Option<Command> {
        let request = match element.values("request").first() {
            Some(request) => Some(self.payload(*request)?),
            None => None,
        };
        let response = match element.values("response").first() {
            Some(response) => Some(self.payload(*response)?),
            None => None,
        };
        let command_type = element
            .values("commandType")
            .first()
            .and_then(|ix| self.elements.get(*ix))
            .map(|kind| {
                if kind.id.as_str().contains(":asynchronous") {
                    CommandType::Asynchronous
                } else {
                    CommandType::Synchronous
                }
            });
        Some(Command {
            request,
            response,
            command_type,
        })
    }

    fn payload(&mut self, ix: ElementIx) -> Option<CommandPayload> {
        let element = self.elements.get(ix)?;
        Some(CommandPayload {
            named: self.named(element),
            name: element.text("name")?.to_owned(),
            schema: self.member_schema(element)?,
            nullable: boolean(element, "nullable"),
        })
    }

    fn member_schema(&mut self, element: &Element) -> Option<SchemaId> {
        self.schema(*element.values("schema").first()?)
    }

    /// A schema, each once; `None` if it is not sound.
    fn schema(&mut self, ix: ElementIx) -> Option<SchemaId> {
        if let Some(known) = self.schemas.get(ix) {
            return *known;
        }
        if self.pending > 64 {
            return None;
        }
        let element = self.sound(ix)?;
        let id = SchemaId(self.model.schemas.len() as u32);
        self.schemas.set(ix, Some(id));
        self.model.schemas.push(Schema {
            named: self.named(element),
            kind: SchemaKind::Primitive(PrimitiveSchema::String),
        });
        self.pending += 1;
        let before = self.model.schemas.len();
        let kind = self.kind(element);
        self.pending -= 1;
        match kind {
            Some(kind) => {
                if let Some(schema) = self.model.schemas.get_mut(id.0 as usize) {
                    schema.kind = kind;
                }
                Some(id)
            }
            None => {
                // Nobody may use what depends on it; the slots behind it stay if others use them.
                if self.model.schemas.len() == before {
                    self.model.schemas.truncate(before - 1);
                }
                self.schemas.set(ix, None);
                None
            }
        }
    }

    fn kind(&mut self, element: &'e Element) -> Option<SchemaKind> {
        if let Some(kind) = standard_kind(element.id.as_str()) {
            return Some(kind);
        }
        Some(match element.class.name {
            "Array" => SchemaKind::Array(Array {
                element_schema: self.schema(*element.values("elementSchema").first()?)?,
            }),
            "Enum" => SchemaKind::Enum(self.enumeration(element)?),
            "Map" => {
                let key = self.elements.get(*element.values("mapKey").first()?)?;
                let value = self.elements.get(*element.values("mapValue").first()?)?;
                SchemaKind::Map(Box::new(Map {
                    map_key: MapKey {
                        named: self.named(key),
                        name: key.text("name")?.to_owned(),
                    },
                    map_value: MapValue {
                        named: self.named(value),
                        name: value.text("name")?.to_owned(),
                        schema: self.member_schema(value)?,
                    },
                }))
            }
            "Object" => SchemaKind::Object(Object {
                fields: each(element.values("fields"), |field| self.field(field))?,
            }),
            name => SchemaKind::Primitive(primitive(name)?),
        })
    }

    fn field(&mut self, ix: ElementIx) -> Option<Field> {
        let element = self.elements.get(ix)?;
        Some(Field {
            named: self.named(element),
            name: element.text("name")?.to_owned(),
            schema: self.member_schema(element)?,
        })
    }

    fn enumeration(&mut self, element: &Element) -> Option<Enum> {
        let value_schema = self.elements.get(*element.values("valueSchema").first()?)?;
        let values = each(element.values("enumValues"), |value| {
            let value = self.elements.get(value)?;
            Some(EnumValue {
                named: self.named(value),
                name: value.text("name")?.to_owned(),
                enum_value: match value.literal("enumValue")? {
                    Literal::Integer(number) => EnumWireValue::Integer(*number),
                    Literal::String(text) => EnumWireValue::String(text.to_string()),
                    _ => return None,
                },
            })
        });
        Some(Enum {
            value_schema: primitive(value_schema.class.name)?,
            enum_values: values?,
        })
    }
}

/// What is made of elements, as far as it can be; usually that is all.
fn all<T>(elements: &[ElementIx], make: impl FnMut(ElementIx) -> Option<T>) -> Vec<T> {
    let mut made = Vec::with_capacity(elements.len());
    made.extend(elements.iter().copied().filter_map(make));
    made
}

/// What is made of elements, if it can be made of each.
fn each<T>(elements: &[ElementIx], mut make: impl FnMut(ElementIx) -> Option<T>) -> Option<Vec<T>> {
    let mut made = Vec::with_capacity(elements.len());
    for ix in elements {
        made.push(make(*ix)?);
    }
    Some(made)
}

fn boolean(element: &Element, name: &str) -> bool {
    matches!(element.literal(name), Some(Literal::Boolean(true)))
}

fn unsigned(element: &Element, name: &str) -> Option<u32> {
    match element.literal(name) {
        Some(Literal::Integer(number)) => u32::try_from(*number).ok(),
        _ => None,
    }
}

fn standard_kind(id: &str) -> Option<SchemaKind> {
    let path = id.strip_prefix("dtmi:")?.split(';').next()?;
    Some(match path {
        "standard:schema:geospatial:point" => SchemaKind::Point,
        "standard:schema:geospatial:lineString" => SchemaKind::LineString,
        "standard:schema:geospatial:polygon" => SchemaKind::Polygon,
        "standard:schema:geospatial:multiPoint" => SchemaKind::MultiPoint,
        "standard:schema:geospatial:multiLineString" => SchemaKind::MultiLineString,
        "standard:schema:geospatial:multiPolygon" => SchemaKind::MultiPolygon,
        "iotcentral:schema:geopoint" => SchemaKind::Geopoint,
        "iotcentral:schema:vector" => SchemaKind::Vector,
        _ => return None,
    })
}

fn primitive(class: &str) -> Option<PrimitiveSchema> {
    use PrimitiveSchema as P;
    Some(match class {
        "Boolean" => P::Boolean,
        "Byte" => P::Byte,
        "Bytes" => P::Bytes,
        "Date" => P::Date,
        "DateTime" => P::DateTime,
        "Decimal" => P::Decimal,
        "Double" => P::Double,
        "Duration" => P::Duration,
        "Float" => P::Float,
        "Integer" => P::Integer,
        "Long" => P::Long,
        "Short" => P::Short,
        "String" => P::String,
        "Time" => P::Time,
        "UnsignedByte" => P::UnsignedByte,
        "UnsignedInteger" => P::UnsignedInteger,
        "UnsignedLong" => P::UnsignedLong,
        "UnsignedShort" => P::UnsignedShort,
        "Uuid" => P::Uuid,
        _ => return None,
    })
}
