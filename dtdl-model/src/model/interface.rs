//! Interfaces, and what every element has.

use std::sync::Arc;

use super::{Content, InterfaceId, SchemaId, Texts};
use crate::{Dtmi, PropertyValue};

/// What every DTDL element has: identity, texts for people, co-types.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Named {
    /// `@id`, or the implicit identifier of an element without one.
    pub id: Dtmi,
    /// `displayName` by language code; a plain string stands under `en`.
    pub display_name: Texts,
    /// `description` by language code; a plain string stands under `en`.
    pub description: Texts,
    /// What few elements have.
    pub(crate) rare: Option<Box<Rare>>,
}

/// What few elements have.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Rare {
    pub(crate) comment: Option<String>,
    pub(crate) semantic_types: Box<[SemanticType]>,
    pub(crate) unit: Option<Unit>,
    pub(crate) adjunct_types: Box<[AdjunctType]>,
    pub(crate) undefined_types: Box<[String]>,
    pub(crate) undefined_properties: Texts,
}

impl Named {
    /// The English display name, or else the first one.
    #[must_use]
    pub fn display_text(&self) -> Option<&str> {
        text(&self.display_name)
    }

    /// The English description, or else the first one.
    #[must_use]
    pub fn description_text(&self) -> Option<&str> {
        text(&self.description)
    }

    /// `comment`.
    #[must_use]
    pub fn comment(&self) -> Option<&str> {
        self.rare.as_ref()?.comment.as_deref()
    }

    /// Semantic types co-typed to it.
    #[must_use]
    pub fn semantic_types(&self) -> &[SemanticType] {
        self.rare.as_ref().map_or(&[], |rare| &rare.semantic_types)
    }

    /// `unit`, which comes with a semantic type.
    #[must_use]
    pub fn unit(&self) -> Option<&Unit> {
        self.rare.as_ref()?.unit.as_ref()
    }

    /// Its other co-types that the language or an extension of it defines.
    #[must_use]
    pub fn adjunct_types(&self) -> &[AdjunctType] {
        self.rare.as_ref().map_or(&[], |rare| &rare.adjunct_types)
    }

    /// Co-types that the language does not define, as written. DTDL v2 allows them, v3 and v4 where the
    /// [options](crate::Options::allow_undefined_extensions) do.
    #[must_use]
    pub fn undefined_types(&self) -> &[String] {
        self.rare.as_ref().map_or(&[], |rare| &rare.undefined_types)
    }

    /// Members that the language does not define, as JSON texts.
    #[must_use]
    pub fn undefined_properties(&self) -> &Texts {
        const NONE: &Texts = &Texts::NONE;
        self.rare.as_ref().map_or(NONE, |rare| &rare.undefined_properties)
    }
}

fn text(map: &Texts) -> Option<&str> {
    map.get("en").or_else(|| map.iter().next().map(|(_, text)| text))
}

/// An `Interface`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Interface {
    /// Identity, texts, co-types.
    pub named: Named,
    /// The DTDL version of the text that defines it: 2, 3 or 4.
    pub dtdl_version: u8,
    /// `extends`, direct only, in source order.
    pub extends: Vec<InterfaceId>,
    /// What is inherited is shared with the interface that defines it.
    pub(crate) contents: Vec<Arc<Content>>,
    /// Interface-level `schemas`, its own only.
    pub schemas: Vec<SchemaId>,
}

impl Interface {
    /// The contents, inherited ones included: first those of its bases in order, then its own, each once.
    pub fn contents(&self) -> impl DoubleEndedIterator<Item = &Content> + ExactSizeIterator + Clone {
        self.contents.iter().map(Arc::as_ref)
    }

    /// The content with a name, its own or inherited.
    #[must_use]
    pub fn content(&self, name: &str) -> Option<&Content> {
        self.contents().find(|content| content.name == name)
    }
}

/// A semantic type of the language, for example `Temperature`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SemanticType {
    /// The term, for example `Temperature`.
    pub term: &'static str,
    /// The identifier, for example `dtmi:standard:class:Temperature;2`.
    pub id: Dtmi,
}

/// A unit of the language, for example `degreeCelsius`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unit {
    /// The term, for example `degreeCelsius`.
    pub term: String,
    /// The symbol, for example `°C`, if the language gives one.
    pub symbol: Option<String>,
}

/// A co-type that is no semantic type, for example `Historized`: the adjunct types of extensions, and `Alias`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AdjunctType {
    /// The term, for example `ValueAnnotation`.
    pub term: &'static str,
    /// The identifier, for example `dtmi:dtdl:extension:annotation:v1:ValueAnnotation`.
    pub id: Dtmi,
    /// The properties that the element has by it.
    pub properties: Vec<AdjunctProperty>,
}

/// A property that an [`AdjunctType`] adds to an element, for example `annotates`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AdjunctProperty {
    /// Its name, for example `annotates`.
    pub name: &'static str,
    /// Its identifier, for example `dtmi:dtdl:extension:annotation:v1:ValueAnnotation:annotates`.
    pub id: Dtmi,
    /// Its value.
    pub value: PropertyValue,
}
