//! What a model says of relationships.

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
