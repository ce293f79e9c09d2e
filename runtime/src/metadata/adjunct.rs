//! What an extension of the language says of an element.

/// A co-type that is no semantic type, as `Historized`, with the properties that it brings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdjunctType {
    term: &'static str,
    id: &'static str,
    properties: Properties,
}

/// Values by the names of properties.
type Properties = &'static [(&'static str, AdjunctValue)];

impl AdjunctType {
    /// A co-type by its term and its identifier, without properties.
    #[must_use]
    pub const fn new(term: &'static str, id: &'static str) -> Self {
        Self {
            term,
            id,
            properties: &[],
        }
    }

    /// With the properties that the element has by it.
    #[must_use]
    pub const fn with_properties(mut self, properties: &'static [(&'static str, AdjunctValue)]) -> Self {
        self.properties = properties;
        self
    }

    /// The term: `ValueAnnotation`.
    #[must_use]
    pub const fn term(&self) -> &'static str {
        self.term
    }

    /// The identifier, which names the version of the extension: `dtmi:dtdl:extension:annotation:v1:ValueAnnotation`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// All properties that the element has by it.
    #[must_use]
    pub const fn properties(&self) -> &'static [(&'static str, AdjunctValue)] {
        self.properties
    }

    /// The value of a property, if the element has it.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<AdjunctValue> {
        let mut properties = self.properties.iter();
        properties.find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// The value of a property that an [`AdjunctType`] brings.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum AdjunctValue {
    /// A boolean.
    Boolean(bool),
    /// An integer, as `index` of `Indexed`.
    Integer(i64),
    /// A number, as `minimum` of `Limited`.
    Decimal(f64),
    /// A text, as `annotates` of `ValueAnnotation`; a duration, as `ttl` of `Cacheable`, stands as it is written.
    String(&'static str),
    /// The identifier of an element or of a property, as `overrides` of `Override`.
    Id(&'static str),
}
