//! What a model says of its elements beside their schemas.

/// What the model says of an element: texts by language, unit, semantic types, and what an extension that the
/// generator does not know said.
///
/// ```
/// use dtdl_runtime::{Metadata, Unit};
///
/// const TEMPERATURE: Metadata = Metadata::new("temperature")
///     .with_display_name(&[("en", "Temperature"), ("de", "Temperatur")])
///     .with_unit(Unit::new("degreeCelsius", "°C"));
///
/// assert_eq!(TEMPERATURE.display_name("de"), Some("Temperatur"));
/// assert_eq!(TEMPERATURE.display_name("fr"), Some("Temperature"), "English, if there is no other");
/// assert_eq!(TEMPERATURE.unit().map(Unit::symbol), Some("°C"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metadata {
    name: &'static str,
    display_name: Texts,
    description: Texts,
    unit: Option<Unit>,
    semantic_types: &'static [&'static str],
    undefined_types: &'static [&'static str],
    undefined_properties: Texts,
}

/// Texts by language, or by the name of a property.
type Texts = &'static [(&'static str, &'static str)];

impl Metadata {
    /// Of an element about which the model says nothing but its name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            display_name: &[],
            description: &[],
            unit: None,
            semantic_types: &[],
            undefined_types: &[],
            undefined_properties: &[],
        }
    }

    /// With its display name by language.
    #[must_use]
    pub const fn with_display_name(mut self, texts: &'static [(&'static str, &'static str)]) -> Self {
        self.display_name = texts;
        self
    }

    /// With its description by language.
    #[must_use]
    pub const fn with_description(mut self, texts: &'static [(&'static str, &'static str)]) -> Self {
        self.description = texts;
        self
    }

    /// With its unit.
    #[must_use]
    pub const fn with_unit(mut self, unit: Unit) -> Self {
        self.unit = Some(unit);
        self
    }

    /// With its semantic types.
    #[must_use]
    pub const fn with_semantic_types(mut self, types: &'static [&'static str]) -> Self {
        self.semantic_types = types;
        self
    }

    /// With co-types and properties, as JSON, of an extension that the generator does not know.
    #[must_use]
    pub const fn with_undefined(
        mut self,
        types: &'static [&'static str],
        properties: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.undefined_types = types;
        self.undefined_properties = properties;
        self
    }

    /// The element's name in the model; of an interface, its identifier.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The display name in a language, else in English, else in the first there is.
    #[must_use]
    pub fn display_name(&self, language: &str) -> Option<&'static str> {
        choose(self.display_name, language)
    }

    /// The description in a language, else in English, else in the first there is.
    #[must_use]
    pub fn description(&self, language: &str) -> Option<&'static str> {
        choose(self.description, language)
    }

    /// All display names, by language.
    #[must_use]
    pub const fn display_names(&self) -> &'static [(&'static str, &'static str)] {
        self.display_name
    }

    /// All descriptions, by language.
    #[must_use]
    pub const fn descriptions(&self) -> &'static [(&'static str, &'static str)] {
        self.description
    }

    /// The unit of the values.
    #[must_use]
    pub const fn unit(&self) -> Option<Unit> {
        self.unit
    }

    /// The semantic types of the values, by their terms.
    #[must_use]
    pub const fn semantic_types(&self) -> &'static [&'static str] {
        self.semantic_types
    }

    /// Co-types of an extension that the generator does not know.
    #[must_use]
    pub const fn undefined_types(&self) -> &'static [&'static str] {
        self.undefined_types
    }

    /// Properties of an extension that the generator does not know, as JSON, by their names.
    #[must_use]
    pub const fn undefined_properties(&self) -> &'static [(&'static str, &'static str)] {
        self.undefined_properties
    }
}

fn choose(texts: Texts, language: &str) -> Option<&'static str> {
    let of = |wanted: &str| texts.iter().find(|(language, _)| language.eq_ignore_ascii_case(wanted));
    of(language)
        .or_else(|| of("en"))
        .or_else(|| texts.first())
        .map(|(_, text)| *text)
}

/// The unit of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    term: &'static str,
    symbol: &'static str,
}

impl Unit {
    /// A unit by the language's term for it, with its symbol.
    #[must_use]
    pub const fn new(term: &'static str, symbol: &'static str) -> Self {
        Self { term, symbol }
    }

    /// The language's term: `degreeCelsius`.
    #[must_use]
    pub const fn term(self) -> &'static str {
        self.term
    }

    /// The symbol: `°C`; empty if there is none.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        self.symbol
    }
}

/// A relationship of an interface. The implementing type holds the properties that a relationship of this kind has.
pub trait Relationship {
    /// Its name in the model.
    const NAME: &'static str;

    /// The identifier of the interface that it leads to; any if `None`.
    const TARGET: Option<&'static str> = None;

    /// How many there are at least.
    const MIN_MULTIPLICITY: Option<u32> = None;

    /// How many there are at most; any number if `None`.
    const MAX_MULTIPLICITY: Option<u32> = None;

    /// Whether the service may change it.
    const WRITABLE: bool = false;
}
