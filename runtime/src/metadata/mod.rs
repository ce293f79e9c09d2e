//! What a model says of its elements beside their schemas.

mod adjunct;
mod relationship;

pub use adjunct::{AdjunctType, AdjunctValue};
pub use relationship::Relationship;

/// What the model says of an element: texts by language, unit, semantic types, and what extensions say, known to the
/// generator or not.
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
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metadata {
    name: &'static str,
    display_name: Texts,
    description: Texts,
    comment: Option<&'static str>,
    unit: Option<Unit>,
    semantic_types: &'static [&'static str],
    adjunct_types: &'static [AdjunctType],
    command_type: Option<CommandType>,
    map_key: Option<&'static Self>,
    map_value: Option<&'static Self>,
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
            comment: None,
            unit: None,
            semantic_types: &[],
            adjunct_types: &[],
            command_type: None,
            map_key: None,
            map_value: None,
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

    /// With its comment.
    #[must_use]
    pub const fn with_comment(mut self, comment: &'static str) -> Self {
        self.comment = Some(comment);
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

    /// With co-types that are no semantic types.
    #[must_use]
    pub const fn with_adjunct_types(mut self, types: &'static [AdjunctType]) -> Self {
        self.adjunct_types = types;
        self
    }

    /// With the type of the command that it is.
    #[must_use]
    pub const fn with_command_type(mut self, command_type: CommandType) -> Self {
        self.command_type = Some(command_type);
        self
    }

    /// With what the model says of the keys of the map that it has, or has an array of.
    #[must_use]
    pub const fn with_map_key(mut self, key: &'static Self) -> Self {
        self.map_key = Some(key);
        self
    }

    /// With what the model says of the values of the map that it has, or has an array of.
    #[must_use]
    pub const fn with_map_value(mut self, value: &'static Self) -> Self {
        self.map_value = Some(value);
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

    /// The element's name in the model; of an interface or a schema, its identifier.
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

    /// The comment, which is for authors of models.
    #[must_use]
    pub const fn comment(&self) -> Option<&'static str> {
        self.comment
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

    /// Co-types that are no semantic types, as `Historized` of the historization extension.
    #[must_use]
    pub const fn adjunct_types(&self) -> &'static [AdjunctType] {
        self.adjunct_types
    }

    /// The co-type with this term, if the element has it and it is no semantic type.
    ///
    /// ```
    /// use dtdl_runtime::{AdjunctType, AdjunctValue, Metadata};
    ///
    /// const INDEXED: AdjunctType = AdjunctType::new("Indexed", "dtmi:dtdl:extension:mqtt:v1:Indexed")
    ///     .with_properties(&[("index", AdjunctValue::Integer(1))]);
    /// const TEMPERATURE: Metadata = Metadata::new("temperature").with_adjunct_types(&[INDEXED]);
    ///
    /// let index = TEMPERATURE.adjunct_type("Indexed").and_then(|indexed| indexed.property("index"));
    /// assert_eq!(index, Some(AdjunctValue::Integer(1)));
    /// assert_eq!(TEMPERATURE.adjunct_type("Historized"), None);
    /// ```
    #[must_use]
    pub fn adjunct_type(&self, term: &str) -> Option<AdjunctType> {
        self.adjunct_types.iter().copied().find(|known| known.term() == term)
    }

    /// `commandType`, which DTDL v2 has for commands. It changes nothing for a device.
    #[must_use]
    pub const fn command_type(&self) -> Option<CommandType> {
        self.command_type
    }

    /// What the model says of the keys, where the schema is a map or an array of maps.
    #[must_use]
    pub const fn map_key(&self) -> Option<&'static Self> {
        self.map_key
    }

    /// What the model says of the values, where the schema is a map or an array of maps.
    #[must_use]
    pub const fn map_value(&self) -> Option<&'static Self> {
        self.map_value
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

/// `commandType` of DTDL v2. Either has the same meaning: DTDL v3 has it no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommandType {
    /// `synchronous`.
    Synchronous,
    /// `asynchronous`.
    Asynchronous,
}
