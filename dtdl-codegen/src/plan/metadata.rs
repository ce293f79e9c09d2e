//! What a model says about its elements, as constants for programs.

use dtdl_model::model::{Content, Named, Texts};

use super::Metadata;
use crate::naming::{self, Namespace};

/// What the model says of an element beside its schema, if anything.
pub(super) fn of_element(constant: &str, namespace: &mut Namespace, name: &str, named: &Named) -> Option<Metadata> {
    let texts = |map: &Texts| -> Vec<(String, String)> {
        map.iter()
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect()
    };
    let metadata = Metadata {
        constant: String::new(),
        name: name.to_owned(),
        display_name: texts(&named.display_name),
        description: texts(&named.description),
        unit: named
            .unit
            .as_ref()
            .map(|unit| (unit.term.clone(), unit.symbol.clone().unwrap_or_default())),
        semantic_types: named.semantic_types.iter().map(|ty| ty.term.clone()).collect(),
        undefined_types: named.undefined_types.clone(),
        undefined_properties: texts(&named.undefined_properties),
    };
    let silent = Metadata {
        name: name.to_owned(),
        ..Metadata::default()
    };
    (metadata != silent).then(|| Metadata {
        constant: namespace.take(constant, "_"),
        ..metadata
    })
}

/// What the model says of a content.
pub(super) fn of_content(namespace: &mut Namespace, content: &Content) -> Option<Metadata> {
    of_element(&naming::upper(&content.name), namespace, &content.name, &content.named)
}
