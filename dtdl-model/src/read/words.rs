//! Elements and classes in words.

use crate::diagnostic::cut;
use crate::elements::{Element, Literal};

/// An element in words: its class and, if it has one, its name.
pub(crate) fn describe(element: &Element) -> String {
    match element.literal("name") {
        Some(Literal::String(name)) => format!("the {} `{}`", element.class.name, cut(name)),
        _ if element.id.is_reserved() => format!("the {}", element.class.name),
        _ => format!("the {} `{}`", element.class.name, element.id),
    }
}

/// A class with its article.
pub(crate) fn article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}
