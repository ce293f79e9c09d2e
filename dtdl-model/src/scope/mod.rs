//! What the contexts around an element mean: the DTDL version, the terms, the limits.

mod entering;
mod specifier;

pub(crate) use entering::Entering;

use std::rc::Rc;

use crate::dtmi;
use crate::json::Json;
use crate::metamodel::{Context, Term};
use crate::place::{At, Nodes, Place};

const LANGUAGE: &str = "dtmi:dtdl:context;";

/// The active contexts.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    pub(crate) version: u8,
    language: &'static Context,
    affiliates: Vec<&'static Context>,
    /// Contexts that nobody defines.
    pub(crate) unrecognized: bool,
    /// The limit extension in force; empty: none.
    pub(crate) limits: &'static str,
    /// The context that says the limits, as written.
    pub(crate) limited_by: Rc<str>,
}

/// What was wrong is reported.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quit;

impl Scope {
    /// Whether all contexts are known.
    pub(crate) fn is_complete(&self) -> bool {
        !self.unrecognized
    }

    /// Whether JSON-LD keywords beyond the known ones are refused.
    pub(crate) fn restricts_keywords(&self) -> bool {
        self.version > 2
    }

    /// The identifier that a text is, or stands for.
    pub(crate) fn identifier<'t>(&'t self, text: &'t str) -> Option<&'t str> {
        if text.starts_with("dtmi:") {
            return (text.len() <= 2048 && dtmi::is_valid(text, self.version)).then_some(text);
        }
        self.term(text).map(|term| term.id.as_str())
    }

    /// What a term stands for here.
    pub(crate) fn term(&self, text: &str) -> Option<&'static Term> {
        match self.language.term(text) {
            Some(term) => Some(term),
            None => self.affiliates.iter().find_map(|context| context.term(text)),
        }
    }

    /// Whether models must not define an identifier.
    pub(crate) fn is_reserved(&self, id: &str) -> bool {
        core::iter::once(&self.language)
            .chain(&self.affiliates)
            .any(|context| context.reserved.iter().any(|prefix| id.starts_with(prefix)))
    }

    /// The prefixes of identifiers that models must not define.
    pub(crate) fn reserved_prefixes(&self) -> String {
        let contexts = core::iter::once(&self.language).chain(&self.affiliates);
        let prefixes = contexts.flat_map(|context| &context.reserved);
        let quoted: Vec<String> = prefixes.map(|prefix| format!("'{prefix}'")).collect();
        quoted.join(", ")
    }

    /// All terms that are known here.
    pub(crate) fn terms(&self) -> impl Iterator<Item = (&'static str, &str)> {
        core::iter::once(&self.language)
            .chain(&self.affiliates)
            .flat_map(|context| context.terms())
    }
}

/// Where a context says the version of the language; `place` is its own.
pub(crate) fn stated(nodes: &mut Nodes, context: Json<'_>, place: Place) -> At {
    let Json::Array(components) = context else {
        return place.value();
    };
    let says = |component: &Json<'_>| matches!(component, Json::String(text) if text.starts_with(LANGUAGE) && !text.ends_with("#limits"));
    let said = components.iter().enumerate().filter(|(_, component)| says(component));
    match said.last() {
        Some((index, _)) => nodes.below(place, index).value(),
        None => place.value(),
    }
}
