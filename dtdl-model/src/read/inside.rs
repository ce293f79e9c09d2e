//! Elements that have the identifier of an element around them, which stands in the place of both.

use super::Reader;
use crate::diagnostic::Code;
use crate::elements::{ElementIx, IdIx};
use crate::metamodel::{Class, Name};
use crate::place::Place;

/// More levels than any text has.
const FAR: usize = 500;

impl Reader<'_> {
    /// Reports an inner element with the identifier of the outer one, which is of a class and stands at a place.
    #[cold]
    pub(super) fn inside_itself(&mut self, inner: ElementIx, ix: IdIx, class: &Class, place: Place) {
        let Some(inner) = self.elements.get(inner) else { return };
        let inside = inner.place.unwrap_or(place);
        let id = self.elements.id(ix);
        let way = self.way(inner.parent.filter(|_| class.partition), ix);
        match (way.as_slice(), inner.parent) {
            (["contents", ..], Some((parent, member))) => self
                .report
                .error(
                    Code::MISSING_DICT_KEY_PROPERTY_VALUE,
                    inside.id(),
                    format!("`{id}` names the {} around it, which has no `name`", class.name),
                )
                .primary(self.elements.id(parent))
                .secondary(id)
                .property(member)
                .value("name")
                .reference(&[inside.member(), place.element()]),
            (["extends", rest @ ..], _) if rest.iter().all(|member| *member == "extends") => self
                .report
                .error(
                    Code::RECURSIVE_STRUCTURE_NARROW,
                    place.id(),
                    format!("the {} `{id}` extends itself", class.name),
                )
                .primary(id)
                .property("'extends'"),
            _ => self
                .report
                .error(
                    Code::DUPLICATE_DEFINITION,
                    place.id(),
                    format!("`{id}` is defined more than once"),
                )
                .primary(id),
        }
        .help("give one of them another `@id`");
    }

    /// The members that lead from an element to one inside it, from the inside.
    fn way(&self, parent: Option<(IdIx, Name)>, from: IdIx) -> Vec<&'static str> {
        let mut way = Vec::new();
        let mut next = parent;
        while let Some((parent, member)) = next.filter(|_| way.len() < FAR) {
            way.push(member.as_str());
            let around = self.elements.at(parent).and_then(|parent| self.elements.get(parent));
            next = around.and_then(|around| around.parent).filter(|_| parent != from);
        }
        way
    }
}
