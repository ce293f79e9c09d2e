//! The contents of an interface.

use super::{InterfaceId, Named, SchemaId};

/// A member of `contents`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Content {
    /// Identity, texts, co-types.
    pub named: Named,
    /// `name`, as it goes over the wire.
    pub name: String,
    /// The interface that defines it: the owner, or one of its bases.
    pub defined_in: InterfaceId,
    /// What it is.
    pub kind: ContentKind,
}

/// What a [`Content`] is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ContentKind {
    /// Data that the device sends.
    Telemetry(Telemetry),
    /// State that the device reports, and the service may set.
    Property(Property),
    /// What the device can be asked to do.
    Command(Box<Command>),
    /// A link to another twin.
    Relationship(Box<Relationship>),
    /// A part, itself an interface.
    Component(Component),
}

/// `Telemetry`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Telemetry {
    /// `schema`.
    pub schema: SchemaId,
}

/// `Property`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Property {
    /// `schema`.
    pub schema: SchemaId,
    /// `writable`; false when absent.
    pub writable: bool,
}

/// `Command`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Command {
    /// `request`.
    pub request: Option<CommandPayload>,
    /// `response`.
    pub response: Option<CommandPayload>,
    /// `commandType`.
    pub command_type: Option<CommandType>,
}

/// `commandType` of DTDL v2, which has no others. Later versions accept it, and give it no meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandType {
    /// `synchronous`.
    Synchronous,
    /// `asynchronous`.
    Asynchronous,
}

/// `CommandPayload` (v2), `CommandRequest`, `CommandResponse` (v3 and later).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CommandPayload {
    /// Identity, texts, co-types.
    pub named: Named,
    /// `name`; it never goes over the wire.
    pub name: String,
    /// `schema`.
    pub schema: SchemaId,
    /// `nullable` (v4).
    pub nullable: bool,
}

/// `Relationship`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Relationship {
    /// `target`; any interface when absent. The target need not be in the model.
    pub target: Option<crate::Dtmi>,
    /// `minMultiplicity`.
    pub min_multiplicity: Option<u32>,
    /// `maxMultiplicity`; unlimited when absent.
    pub max_multiplicity: Option<u32>,
    /// `writable`; false when absent.
    pub writable: bool,
    /// `properties`.
    pub properties: Vec<Content>,
}

/// `Component`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Component {
    /// `schema`: the interface that it is.
    pub schema: InterfaceId,
}
