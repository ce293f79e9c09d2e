//! Every element by its identifier, as the reference's object model has them.

use std::sync::Arc;

use crate::elements::{Element, ElementIx, Elements, IdIx, Literal};
use crate::metamodel::metamodel;
use crate::model::Texts;
use crate::{Dtmi, Parsed};

/// Every element of the texts and of the language that they use, by identifier: what the reference parser answers.
///
/// [`Model`](crate::Model) is made for those who write programs from models; this is for those who ask about single
/// elements, whatever they are.
#[derive(Debug, Clone, Copy)]
pub struct ObjectModel<'p> {
    elements: &'p Elements,
}

/// An element of an [`ObjectModel`].
#[derive(Debug, Clone, Copy)]
pub struct ObjectElement<'p> {
    elements: &'p Elements,
    element: &'p Element,
}

/// The value of a property of an [`ObjectElement`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PropertyValue {
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A number.
    Decimal(f64),
    /// A text.
    String(String),
    /// Texts by language code.
    LangString(Texts),
    /// One element, or an identifier.
    Id(Dtmi),
    /// Several elements.
    Ids(Vec<Dtmi>),
    /// Several elements with their names, each of which is there once.
    Named(Vec<(String, Dtmi)>),
}

/// What a [`Parsed`] keeps for its [`ObjectModel`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Arc<Elements>);

impl Kept {
    pub(crate) fn new(elements: Elements) -> Self {
        Self(Arc::new(elements))
    }
}

impl Parsed {
    /// Every element by its identifier. Of texts with errors it has what could be read.
    ///
    /// ```
    /// use dtdl_model::{NoResolver, Options, PropertyValue, Source, parse};
    ///
    /// let text = r#"{
    ///   "@context": "dtmi:dtdl:context;3",
    ///   "@id": "dtmi:com:example:Lamp;1",
    ///   "@type": "Interface",
    ///   "contents": [{ "@type": "Property", "name": "on", "schema": "boolean" }]
    /// }"#;
    /// let parsed = parse(vec![Source::new("lamp.json", text)], &mut NoResolver, &Options::default());
    /// let objects = parsed.object_model();
    /// assert_eq!(objects.len(), 3);
    /// let on = objects.element("dtmi:com:example:Lamp:_contents:__on;1").unwrap();
    /// assert_eq!(on.class(), "Property");
    /// assert_eq!(on.property("writable"), Some(PropertyValue::Boolean(false)));
    /// ```
    #[must_use]
    pub fn object_model(&self) -> ObjectModel<'_> {
        ObjectModel { elements: &self.kept.0 }
    }
}

impl<'p> ObjectModel<'p> {
    /// How many elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.elements.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.elements.list.is_empty()
    }

    /// The element with this identifier.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<ObjectElement<'p>> {
        self.elements.by_id(id).map(|element| self.of(element))
    }

    /// All elements, in the order in which they were read.
    pub fn elements(&self) -> impl ExactSizeIterator<Item = ObjectElement<'p>> {
        let elements = self.elements;
        elements
            .list
            .iter()
            .map(move |element| ObjectElement { elements, element })
    }

    fn of(&self, element: &'p Element) -> ObjectElement<'p> {
        ObjectElement {
            elements: self.elements,
            element,
        }
    }
}

impl<'p> ObjectElement<'p> {
    /// `@id`, or the implicit identifier of an element without one.
    #[must_use]
    pub fn id(&self) -> &'p Dtmi {
        &self.element.id
    }

    /// The material class, for example `Interface`.
    #[must_use]
    pub fn class(&self) -> &'p str {
        self.element.class.name
    }

    /// The identifiers of its co-types.
    pub fn supplemental_types(&self) -> impl ExactSizeIterator<Item = &'p str> {
        self.element.cotypes.iter().map(|cotype| cotype.id)
    }

    /// Co-types that the language does not define, as written.
    #[must_use]
    pub fn undefined_types(&self) -> &'p [String] {
        self.element.undefined_types()
    }

    /// Members that the language does not define, as JSON texts.
    #[must_use]
    pub fn undefined_properties(&self) -> &'p Texts {
        self.element.undefined_properties()
    }

    /// What its co-types add, by the identifier of the property.
    #[must_use]
    pub fn supplemental_properties(&self) -> Vec<(&'p str, PropertyValue)> {
        supplemental_properties(self.elements, self.element)
    }

    /// The value of a property of its class; `None` if it has none.
    ///
    /// Beside the members of the language there are, as in the reference: `languageMajorVersion`, `definedIn` and
    /// `childOf`; `extendedBy` of an interface, and its `telemetries`, `properties`, `commands`, `relationships` and
    /// `components`, each a part of its `contents`, which hold inherited ones too.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<PropertyValue> {
        let element = self.element;
        if let Some(literal) = element.literal(name) {
            return Some(value(literal));
        }
        let interface = element.class.name == "Interface";
        match name {
            "languageMajorVersion" => return Some(PropertyValue::Integer(i64::from(element.version))),
            "definedIn" => return self.defined_in(),
            "childOf" => return element.parent.map(|(parent, _)| self.id_of(parent)),
            "displayName" | "description" => return Some(PropertyValue::LangString(Texts::default())),
            "nullable" if element.class.is("CommandPayload") => return Some(PropertyValue::Boolean(false)),
            "writable" if matches!(element.class.name, "Property" | "Relationship") => {
                return Some(PropertyValue::Boolean(false));
            }
            _ => {}
        }
        if interface {
            let class = match name {
                "contents" => Some(""),
                "telemetries" => Some("Telemetry"),
                "properties" => Some("Property"),
                "commands" => Some("Command"),
                "relationships" => Some("Relationship"),
                "components" => Some("Component"),
                _ => None,
            };
            if let Some(class) = class {
                return Some(self.contents(class));
            }
            if name == "extendedBy" {
                let referrers = element.referrers.iter().filter(|(_, member)| member == "extends");
                return Some(self.many(referrers.map(|(referrer, _)| *referrer)));
            }
        }
        let values = element.values(name);
        if matches!(name, "extends" | "schemas" | "fields" | "enumValues" | "properties") {
            return Some(self.many(values.iter().copied()));
        }
        self.stated(name).or_else(|| self.one(values))
    }

    /// A reference of an element of the language, under the name that the language itself uses.
    fn stated(&self, name: &str) -> Option<PropertyValue> {
        let id = self.element.place.is_none().then_some(&self.element.id)?;
        let references = &metamodel().elements.get(id.as_str())?.references;
        let (_, id) = references.iter().find(|(member, _)| *member == name)?;
        Some(PropertyValue::Id(Dtmi::from_valid(id)))
    }

    /// The interface that it is written in; an interface may be written in another.
    fn defined_in(&self) -> Option<PropertyValue> {
        let element = self.element;
        if !element.class.partition {
            return element.partition.map(|owner| self.id_of(owner));
        }
        let (parent, _) = element.parent?;
        let around = self.elements.get(self.elements.at(parent)?)?;
        Some(self.id_of(around.partition.unwrap_or(parent)))
    }

    fn contents(&self, class: &str) -> PropertyValue {
        let own = self.element.values("contents").iter();
        let all = own
            .chain(self.elements.imported(self.element).flatten())
            .filter_map(|ix| self.elements.get(*ix));
        let named = all
            .filter(|content| class.is_empty() || content.class.name == class)
            .filter_map(|content| Some((content.text("name")?.to_owned(), content.id.clone())));
        PropertyValue::Named(named.collect())
    }

    fn id_of(&self, id: IdIx) -> PropertyValue {
        PropertyValue::Id(self.elements.id(id).clone())
    }

    fn one(&self, values: &[ElementIx]) -> Option<PropertyValue> {
        Some(PropertyValue::Id(self.elements.get(*values.first()?)?.id.clone()))
    }

    fn many(&self, values: impl Iterator<Item = ElementIx>) -> PropertyValue {
        let ids = values.filter_map(|ix| Some(self.elements.get(ix)?.id.clone()));
        PropertyValue::Ids(ids.collect())
    }
}

/// What the co-types of an element add, by the identifier of the property.
pub(crate) fn supplemental_properties<'e>(elements: &Elements, element: &'e Element) -> Vec<(&'e str, PropertyValue)> {
    let literals = element.literals.iter().filter(|(name, _)| name.starts_with("dtmi:"));
    let objects = element.supplemental();
    literals
        .map(|(name, literal)| (name.as_str(), value(literal)))
        .chain(objects.filter_map(|(name, values)| {
            let first = elements.get(*values.first()?)?;
            Some((name.as_str(), PropertyValue::Id(first.id.clone())))
        }))
        .collect()
}

fn value(literal: &Literal) -> PropertyValue {
    match literal {
        Literal::String(text) => PropertyValue::String(text.to_string()),
        Literal::Integer(number) => PropertyValue::Integer(i64::from(*number)),
        Literal::Decimal(number) => PropertyValue::Decimal(*number),
        Literal::Boolean(value) => PropertyValue::Boolean(*value),
        Literal::LangString(texts) => PropertyValue::LangString(texts.clone()),
        Literal::Dtmi(id) => PropertyValue::Id(id.clone()),
    }
}
