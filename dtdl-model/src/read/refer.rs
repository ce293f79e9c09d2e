//! Values by identifier: most are linked later, once all is known; a term that is plainly right is a value at once.

use super::{Around, Reader};
use crate::elements::{ElementIx, IdIx, Reference, Referring, Written};
use crate::metamodel::{Member, Term, metamodel};
use crate::place::Place;
use crate::resolve;
use crate::scope::Scope;

impl Reader<'_> {
    /// The element of the language that a text stands for, if nothing can be wrong with that as a value of a member of an
    /// element without co-types.
    #[inline(never)]
    pub(super) fn standard(&mut self, text: &str, member: &Member, scope: &Scope) -> Option<ElementIx> {
        let term = scope.term(text)?;
        let ix = self.elements.meant(term).or_else(|| self.first(term))?;
        let element = self.elements.get(ix)?;
        let right = member.takes_class(element.class, scope.version)
            && member.takes_version(element.version, scope.version)
            // Of values that must differ none may stand there twice.
            && member.unique.is_empty();
        right.then_some(ix)
    }

    /// The same when a term is met for the first time, if no text may define another element in its place.
    #[cold]
    fn first(&mut self, term: &Term) -> Option<ElementIx> {
        let tolerant = self.options.tolerates_solecisms(true) || self.options.tolerates_solecisms(false);
        if tolerant || !metamodel().contexts.is_reserved_everywhere(&term.id) {
            return None;
        }
        let ix = resolve::standard(self.elements, &term.id)?;
        self.elements.note_meant(term, ix);
        Some(ix)
    }

    /// Records a reference by text; false if the text is neither an identifier nor a term.
    pub(super) fn reference(&mut self, text: &str, by: Referring, around: &Around, places: (Place, Place)) -> bool {
        let (to, written) = if text.starts_with("dtmi:") {
            let id = around.scope.identifier(text);
            (id.map(|id| self.elements.intern(id)), Written::Identifier)
        } else {
            let term = around.scope.term(text);
            (term.map(|term| self.elements.intern_term(term)), Written::Term)
        };
        let Some(to) = to else { return false };
        self.refer(to, by, written, around, places);
        true
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
