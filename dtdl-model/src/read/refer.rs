//! Values by identifier: most are linked later, once all is known; a term that is plainly right is a value at once.

use super::{Around, Reader};
use crate::elements::{ElementIx, IdIx, Reference, Referring, Written};
use crate::metamodel::{Class, Member, metamodel};
use crate::place::Place;
use crate::resolve;
use crate::scope::Scope;

impl Reader<'_> {
    /// Records a reference by text; false if the text is neither an identifier nor a term.
    pub(super) fn reference(&mut self, text: &str, by: Referring, around: &Around, places: (Place, Place)) -> bool {
        let Some((to, written)) = self.named(text, &around.scope) else {
            return false;
        };
        self.refer(to, by, written, around, places);
        true
    }

    /// The identifier that a text is or stands for; `None` if it is neither an identifier nor a term.
    pub(super) fn named(&mut self, text: &str, scope: &Scope) -> Option<(IdIx, Written)> {
        if text.starts_with("dtmi:") {
            let id = scope.identifier(text)?;
            return Some((self.elements.intern(id), Written::Identifier));
        }
        let term = scope.term(text)?;
        Some((self.elements.intern_term(term), Written::Term))
    }

    /// The element of the language that a term stands for, if nothing can be wrong with that as a value of a member of
    /// an element without co-types.
    #[inline(never)]
    pub(super) fn standard(&mut self, id: IdIx, member: &Member, class: &Class, version: u8) -> Option<ElementIx> {
        let ix = self.elements.at(id).or_else(|| self.first(id))?;
        let element = self.elements.get(ix)?;
        let right = element.place.is_none()
            && element.class.is(class.name)
            && element.class.versions.contains(&version)
            && (element.version == version || member.older && element.version < version)
            // Of values that must differ none may stand there twice.
            && member.unique.is_empty();
        right.then_some(ix)
    }

    /// The same when it is met for the first time, if no text may define another element in its place.
    #[cold]
    fn first(&mut self, id: IdIx) -> Option<ElementIx> {
        let tolerant = self.options.tolerates_solecisms(true) || self.options.tolerates_solecisms(false);
        let id = self.elements.id(id).clone();
        if tolerant || !metamodel().contexts.is_reserved_everywhere(id.as_str()) {
            return None;
        }
        resolve::standard(self.elements, id.as_str())
    }

    pub(super) fn refer(&mut self, to: IdIx, by: Referring, written: Written, around: &Around, places: (Place, Place)) {
        self.report.nodes.keep();
        self.elements.references.push(Reference {
            from: around.ix,
            to,
            by,
            version: around.scope.version,
            written,
            linked: false,
            places,
        });
    }
}
