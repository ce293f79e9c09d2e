//! Places in texts, as positions of members and indices of elements.

use core::num::NonZeroU32;

use crate::SourceId;
use crate::metamodel::Spelling;

/// What of a place is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The name of a member.
    Name,
    /// The value.
    Value,
    /// An element as a whole.
    Element,
    /// The value of `@type`, or the element.
    Type,
    /// The value of `@id`, or the element.
    Id,
    /// The name of the member that it is, or is an element of.
    Member,
    /// The value of this member, or the element.
    ValueOf(Spelling),
}

impl Part {
    /// The member that has to be looked for in the place.
    pub(crate) fn inside(self) -> Option<Spelling> {
        match self {
            Self::Type => Some(Spelling::any("@type")),
            Self::Id => Some(Spelling::any("@id")),
            Self::ValueOf(member) => Some(member),
            _ => None,
        }
    }
}

/// A place in a text, as positions from its top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) source: SourceId,
    /// Its number in [`Nodes`], from one, so that an `Option<Place>` takes no more room.
    pub(crate) node: NonZeroU32,
}

impl Place {
    pub(crate) fn name(self) -> At {
        At {
            place: self,
            part: Part::Name,
        }
    }

    pub(crate) fn value(self) -> At {
        At {
            place: self,
            part: Part::Value,
        }
    }

    /// The value of this member, or the element.
    pub(crate) fn value_of(self, member: Spelling) -> At {
        At {
            place: self,
            part: Part::ValueOf(member),
        }
    }

    pub(crate) fn element(self) -> At {
        At {
            place: self,
            part: Part::Element,
        }
    }

    pub(crate) fn types(self) -> At {
        At {
            place: self,
            part: Part::Type,
        }
    }

    pub(crate) fn member(self) -> At {
        At {
            place: self,
            part: Part::Member,
        }
    }

    pub(crate) fn id(self) -> At {
        At {
            place: self,
            part: Part::Id,
        }
    }
}

/// A place, and what of it is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    pub(crate) place: Place,
    pub(crate) part: Part,
}

impl At {
    /// The whole element instead of its type or identifier.
    pub(crate) fn whole(self) -> Self {
        match self.part {
            Part::Type | Part::Id => self.place.element(),
            _ => self,
        }
    }
}

/// Member positions and element indices, as a tree.
#[derive(Debug, Default)]
pub(crate) struct Nodes {
    list: Vec<(NonZeroU32, u32)>,
    /// How many of them, from the first on, something may refer to.
    kept: usize,
}

impl Nodes {
    const TOP: NonZeroU32 = NonZeroU32::MAX;
    /// The first step to a value of arrays within an array: these are counted together, in the order of the text.
    pub(crate) const NESTED: u32 = 1 << 31;

    pub(crate) fn top(source: SourceId) -> Place {
        Place {
            source,
            node: Self::TOP,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Keeps the places so far. Whoever stores one beyond the member that is being read calls this: elements, references,
    /// diagnostics.
    pub(crate) fn keep(&mut self) {
        self.kept = self.list.len();
    }

    /// Forgets all but the first so many places, and but those that were there when [`Self::keep`] was last called.
    pub(crate) fn forget(&mut self, len: usize) {
        self.list.truncate(len.max(self.kept));
    }

    pub(crate) fn below(&mut self, parent: Place, step: usize) -> Place {
        let node = NonZeroU32::MIN.saturating_add(self.list.len() as u32);
        self.list.push((parent.node, step as u32));
        Place {
            source: parent.source,
            node,
        }
    }

    /// The place of a value of the arrays within an array, by its number among them.
    pub(crate) fn nested(&mut self, array: Place, number: usize) -> Place {
        self.below(array, Self::NESTED as usize | number)
    }

    /// The place that steps lead to.
    pub(crate) fn follow(&mut self, from: Place, steps: impl IntoIterator<Item = usize>) -> Place {
        steps.into_iter().fold(from, |place, step| self.below(place, step))
    }

    /// The place around a place, and its position there; `None` at the top.
    pub(crate) fn step(&self, place: Place) -> Option<(Place, u32)> {
        let (node, step) = *self.list.get(place.node.get() as usize - 1)?;
        let source = place.source;
        Some((Place { source, node }, step))
    }
}

#[cfg(test)]
mod tests {
    use super::Nodes;
    use crate::SourceId;

    #[test]
    fn places_that_are_kept_stay() {
        let mut nodes = Nodes::default();
        let top = Nodes::top(SourceId(0));
        let around = nodes.below(top, 1);
        let known = nodes.len();
        let kept = nodes.below(around, 2);
        nodes.keep();
        nodes.below(around, 3);
        nodes.forget(known);
        assert_eq!(nodes.len(), 2);
        let next = nodes.below(kept, 4);
        assert_eq!(nodes.step(next), Some((kept, 4)));
        assert_eq!(nodes.step(kept), Some((around, 2)));
        assert_eq!(nodes.step(around), Some((top, 1)));
        assert_eq!(nodes.step(top), None);
    }
}
