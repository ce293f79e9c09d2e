//! What a model says about its elements, as constants for programs.

use dtdl_model::Model;
use dtdl_model::model::{Named, SchemaId, SchemaKind, Texts};

use super::Metadata;
use super::schemas::MAX_DEPTH;
use crate::naming::Namespace;

impl Metadata {
    /// What the model says of an element beside its schema.
    pub(super) fn of(name: &str, named: &Named) -> Self {
        let texts = |map: &Texts| -> Vec<(String, String)> {
            map.iter()
                .map(|(key, text)| (key.to_owned(), text.to_owned()))
                .collect()
        };
        let unit = named.unit();
        Self {
            name: name.to_owned(),
            display_name: texts(&named.display_name),
            description: texts(&named.description),
            comment: named.comment().map(str::to_owned),
            unit: unit.map(|unit| (unit.term.clone(), unit.symbol.clone().unwrap_or_default())),
            semantic_types: named.semantic_types().iter().map(|ty| ty.term).collect(),
            adjunct_types: named.adjunct_types().to_vec(),
            undefined_types: named.undefined_types().to_vec(),
            undefined_properties: texts(named.undefined_properties()),
            ..Self::default()
        }
    }

    /// With what the model says of keys and values, if the schema is a map or an array of maps.
    pub(super) fn with_schema(self, model: &Model, schema: SchemaId) -> Self {
        self.with_nested(model, schema, 0)
    }

    fn with_nested(self, model: &Model, schema: SchemaId, depth: u32) -> Self {
        match &model[schema].kind {
            _ if depth > MAX_DEPTH => self,
            SchemaKind::Array(array) => self.with_nested(model, array.element_schema, depth + 1),
            SchemaKind::Map(map) => {
                let value = Self::of(&map.map_value.name, &map.map_value.named).with_nested(
                    model,
                    map.map_value.schema,
                    depth + 1,
                );
                Self {
                    map_key: Self::of(&map.map_key.name, &map.map_key.named).said().map(Box::new),
                    map_value: value.said().map(Box::new),
                    ..self
                }
            }
            _ => self,
        }
    }

    /// Whether it has more than a name.
    pub(super) fn says_something(&self) -> bool {
        let silent = Self {
            constant: self.constant.clone(),
            name: self.name.clone(),
            ..Self::default()
        };
        *self != silent
    }

    /// Itself, if it says something.
    fn said(self) -> Option<Self> {
        self.says_something().then_some(self)
    }

    /// A constant, called so if the name is free, if it says something.
    pub(super) fn constant(self, name: &str, namespace: &mut Namespace) -> Option<Self> {
        let subject = format!("`{}`", self.name);
        self.constant_about(subject, name, namespace)
    }

    /// A constant that is not about what its name says alone.
    pub(super) fn constant_about(self, subject: String, name: &str, namespace: &mut Namespace) -> Option<Self> {
        self.said().map(|said| Self {
            constant: namespace.take(name, "_"),
            subject,
            ..said
        })
    }
}
