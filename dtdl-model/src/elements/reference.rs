//! Values by identifier.

use super::IdIx;
use crate::metamodel::{Class, CotypeMember, Member, Name};
use crate::place::Place;

/// A member's value: an element by identifier, whether it stands there or elsewhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference {
    pub(crate) from: IdIx,
    pub(crate) to: IdIx,
    pub(crate) by: Referring,
    /// The DTDL version around it.
    pub(crate) version: u8,
    pub(crate) written: Written,
    /// Whether the element has the value: everything is as it should be so far.
    pub(crate) linked: bool,
    /// The member, and the value.
    pub(crate) places: (Place, Place),
}

/// The member that holds a [`Reference`].
#[derive(Debug, Clone, Copy)]
pub(crate) enum Referring {
    Member(&'static Member),
    Cotype(&'static CotypeMember),
}

/// How a [`Reference`] is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// The element itself stands there.
    Element,
    Term,
    Identifier,
}

impl Reference {
    /// The name or, of what a co-type brings, the identifier of the member.
    pub(crate) fn name(&self) -> Name {
        match self.by {
            Referring::Member(member) => Name::of(&member.name),
            Referring::Cotype(member) => Name::of(&member.id),
        }
    }

    /// The same as [`Self::name`], as text.
    pub(crate) fn member(&self) -> &'static str {
        self.name().as_str()
    }

    /// The class that the value must have, if that is not judged yet.
    pub(crate) fn expected(&self) -> Option<&'static Class> {
        match (self.by, self.written) {
            (Referring::Member(member), Written::Term | Written::Identifier) => member.class(self.version),
            _ => None,
        }
    }

    /// Whether the value may be an element of this version, as far as that is not judged yet.
    pub(crate) fn allows(&self, version: u8) -> bool {
        match (self.by, self.written) {
            (Referring::Member(member), Written::Term | Written::Identifier) => {
                member.takes_version(version, self.version)
            }
            _ => true,
        }
    }

    pub(crate) fn cotype_member(&self) -> Option<&'static CotypeMember> {
        match self.by {
            Referring::Member(_) => None,
            Referring::Cotype(member) => Some(member),
        }
    }
}
