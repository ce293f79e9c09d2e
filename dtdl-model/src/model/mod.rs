//! The validated model: frozen, typed, in source order, without references left to look up.

mod content;
mod interface;
mod schema;
mod texts;
mod walk;

pub use content::{
    Command, CommandPayload, CommandType, Component, Content, ContentKind, Property, Relationship, Telemetry,
};
pub(crate) use interface::Rare;
pub use interface::{AdjunctProperty, AdjunctType, Interface, Named, SemanticType, Unit};
pub use schema::{
    Array, Enum, EnumValue, EnumWireValue, Field, Map, MapKey, MapValue, Object, PrimitiveSchema, Schema, SchemaKind,
};
pub use texts::Texts;

use core::ops::Index;

use crate::Dtmi;
use crate::hash::HashMap;

/// Addresses an [`Interface`] of the one [`Model`] that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InterfaceId(pub(crate) u32);

/// Addresses a [`Schema`] of the one [`Model`] that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub(crate) u32);

/// A set of interfaces with every reference resolved.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub(crate) interfaces: Vec<Interface>,
    pub(crate) schemas: Vec<Schema>,
    pub(crate) by_id: HashMap<Dtmi, InterfaceId>,
    pub(crate) roots: Vec<InterfaceId>,
}

impl Model {
    /// The interface with this identifier.
    #[must_use]
    pub fn interface(&self, id: &str) -> Option<InterfaceId> {
        self.by_id.get(id).copied()
    }

    /// The schema with this identifier, if an interface of the model defines or uses it. All schemas are looked
    /// through.
    #[must_use]
    pub fn schema(&self, id: &str) -> Option<SchemaId> {
        self.schemas()
            .find(|(_, schema)| schema.named.id.as_str() == id)
            .map(|(id, _)| id)
    }

    /// The interface that an id addresses, if this model has it; indexing takes it for granted.
    #[must_use]
    pub fn get_interface(&self, id: InterfaceId) -> Option<&Interface> {
        self.interfaces.get(id.0 as usize)
    }

    /// The schema that an id addresses, if this model has it; indexing takes it for granted.
    #[must_use]
    pub fn get_schema(&self, id: SchemaId) -> Option<&Schema> {
        self.schemas.get(id.0 as usize)
    }

    /// The interfaces at the top of the given texts (neither those inside others, nor those that a resolver supplied),
    /// in source order.
    #[must_use]
    pub fn roots(&self) -> &[InterfaceId] {
        &self.roots
    }

    /// All interfaces: first those of the given texts, then those resolved, each in source order.
    pub fn interfaces(&self) -> impl ExactSizeIterator<Item = (InterfaceId, &Interface)> {
        self.interfaces
            .iter()
            .enumerate()
            .map(|(index, interface)| (InterfaceId(index as u32), interface))
    }

    /// All schemas that interfaces define or use, primitives included, each once by identifier.
    pub fn schemas(&self) -> impl ExactSizeIterator<Item = (SchemaId, &Schema)> {
        self.schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| (SchemaId(index as u32), schema))
    }
}

/// # Panics
///
/// The id is of another model, which has more interfaces. See [`Model::get_interface`].
impl Index<InterfaceId> for Model {
    type Output = Interface;

    #[expect(
        clippy::indexing_slicing,
        reason = "an InterfaceId is only made by the model that it addresses"
    )]
    fn index(&self, id: InterfaceId) -> &Interface {
        &self.interfaces[id.0 as usize]
    }
}

/// # Panics
///
/// The id is of another model, which has more schemas. See [`Model::get_schema`].
impl Index<SchemaId> for Model {
    type Output = Schema;

    #[expect(
        clippy::indexing_slicing,
        reason = "a SchemaId is only made by the model that it addresses"
    )]
    fn index(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }
}
