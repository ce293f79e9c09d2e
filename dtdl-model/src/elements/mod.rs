//! Elements as read: members by name, references by identifier.

mod element;
mod ids;
mod reference;

pub(crate) use element::{Element, Literal, decimal_text};
pub(crate) use ids::IdIx;
pub(crate) use reference::{Reference, Referring, Written};

use core::hash::{Hash, Hasher};
use std::hash::DefaultHasher;

use smallvec::SmallVec;

use crate::boundary;
use crate::left_out::Lost;
use crate::metamodel::{Term, metamodel};
use crate::{Dtmi, Source};
use ids::Ids;

/// Addresses an [`Element`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ElementIx(pub(crate) u32);

/// The values of a member; usually few.
pub(crate) type Values = SmallVec<[ElementIx; 4]>;

/// What a term stands for.
#[derive(Debug, Default)]
struct Meant {
    id: Option<IdIx>,
    element: Option<ElementIx>,
}

/// The member whose values go by their names, and come to those that extend an interface.
pub(crate) const CONTENTS: &str = "contents";

/// How much text an element takes in published models, at least.
const BYTES_EACH: usize = 80;

/// All that was read.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    pub(crate) list: Vec<Element>,
    /// Those that are interfaces, in order.
    pub(crate) interfaces: Vec<ElementIx>,
    ids: Ids,
    /// What terms stand for, by their numbers, as far as it was met.
    terms: Vec<Meant>,
    pub(crate) references: Vec<Reference>,
    /// What did not become an element.
    pub(crate) lost: Vec<Lost>,
    /// Where implicit identifiers and texts are put together.
    pub(crate) scratch: String,
}

/// The longest implicit identifier, in bytes. Those of models that keep to the rules are shorter: an identifier of 2048
/// characters, and twelve levels of names with 512.
const LONGEST: usize = 10 * 1024;

/// What stands for a longer one, so that a long name takes no room in the identifier of everything below it.
fn stand_in(id: &str) -> String {
    const KEPT: usize = 512;
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    let start = id.get(..boundary::floor(id, KEPT)).unwrap_or_default();
    let version = id
        .rfind(';')
        .and_then(|at| id.get(at..))
        .filter(|version| version.len() < KEPT);
    format!("{start}:__{:016x}{}", hasher.finish(), version.unwrap_or_default())
}

impl Elements {
    /// The element with an identifier that is none of the implicit ones.
    pub(crate) fn find(&self, id: &str) -> Option<ElementIx> {
        self.at(self.number(id)?)
    }

    pub(crate) fn get(&self, ix: ElementIx) -> Option<&Element> {
        self.list.get(ix.0 as usize)
    }

    pub(crate) fn get_mut(&mut self, ix: ElementIx) -> Option<&mut Element> {
        self.list.get_mut(ix.0 as usize)
    }

    /// The element with an identifier of any kind; only once all is read.
    pub(crate) fn by_id(&self, id: &str) -> Option<&Element> {
        self.get(self.ids.find(id)?)
    }

    /// The contents that come to an element from each of its bases.
    pub(crate) fn imported<'e>(&'e self, element: &'e Element) -> impl Iterator<Item = &'e [ElementIx]> {
        let bases = element.bases().iter().filter_map(|base| self.get(*base));
        bases.map(|base| base.values(CONTENTS))
    }

    /// The elements that an element is a value of, by which member; of a content, those that it comes to, too.
    pub(crate) fn parents<'e>(&'e self, element: &'e Element) -> impl Iterator<Item = (ElementIx, &'static str)> {
        element.referrers.iter().flat_map(|(parent, member)| {
            let heirs = self.get(*parent).filter(|_| member == CONTENTS).map(Element::heirs);
            let heirs = heirs.into_iter().flatten().map(|heir| (*heir, CONTENTS));
            core::iter::once((*parent, member.as_str())).chain(heirs)
        })
    }

    /// The number of an identifier that was met, if it is none of the implicit ones.
    pub(crate) fn number(&self, id: &str) -> Option<IdIx> {
        self.ids.number(id)
    }

    /// Makes room for what texts of this size usually hold.
    pub(crate) fn expect(&mut self, sources: &[Source]) {
        let bytes: usize = sources.iter().map(|source| source.text().len()).sum();
        let count = bytes / BYTES_EACH;
        self.list.reserve(count);
        self.ids.reserve(count);
    }

    /// Gives back the memory of what only the checks need.
    pub(crate) fn slim(&mut self) {
        self.references = Vec::new();
        self.ids.slim();
    }

    /// The number of an identifier.
    pub(crate) fn intern(&mut self, id: &str) -> IdIx {
        self.ids.intern(id)
    }

    /// Says that a top-level element has been read, and whatever was met in it is right: so no implicit identifier in it
    /// can be met again.
    pub(crate) fn close(&mut self) {
        self.ids.forget_implicit();
    }

    /// The number of the identifier that a term stands for.
    pub(crate) fn intern_term(&mut self, term: &Term) -> IdIx {
        if let Some(known) = self.terms.get(term.number).and_then(|meant| meant.id) {
            return known;
        }
        let id = self.intern(&term.id);
        self.mean(term, |meant| meant.id = Some(id));
        id
    }

    /// The element of the language that a term stands for, if that was noted.
    pub(crate) fn meant(&self, term: &Term) -> Option<ElementIx> {
        self.terms.get(term.number)?.element
    }

    /// Notes the element that a term stands for, whatever text comes.
    pub(crate) fn note_meant(&mut self, term: &Term, element: ElementIx) {
        self.mean(term, |meant| meant.element = Some(element));
    }

    fn mean(&mut self, term: &Term, set: impl FnOnce(&mut Meant)) {
        if self.terms.len() <= term.number {
            self.terms.resize_with(term.number + 1, Meant::default);
        }
        if let Some(meant) = self.terms.get_mut(term.number) {
            set(meant);
        }
    }

    /// The number of the implicit identifier of a member's value; see [`crate::dtmi::infix`].
    pub(crate) fn intern_child(&mut self, parent: IdIx, infix: &str, segment: Option<&str>) -> IdIx {
        let mut child = core::mem::take(&mut self.scratch);
        child.clear();
        self.id(parent).child(infix, segment, &mut child);
        if child.len() > LONGEST {
            child = stand_in(&child);
        }
        // Behind a semicolon stands a version: `dtmi:a` has the child of `dtmi:a;1` if that is called `x;1`.
        if segment.is_some_and(|segment| segment.contains(';')) {
            self.ids.remember();
        }
        let ix = self.ids.intern_implicit(&child);
        self.scratch = child;
        ix
    }

    pub(crate) fn id(&self, ix: IdIx) -> &Dtmi {
        self.ids.id(ix)
    }

    /// The element that an identifier names.
    pub(crate) fn at(&self, ix: IdIx) -> Option<ElementIx> {
        self.ids.at(ix)
    }

    /// The element that an identifier names, or that it stands for in the language.
    pub(crate) fn target(&self, ix: IdIx) -> Option<ElementIx> {
        self.at(ix)
            .or_else(|| self.find(metamodel().elements.resolve(self.id(ix).as_str())))
    }

    /// Forgets the references of an element from a position among all on.
    pub(crate) fn forget_references(&mut self, of: IdIx, position: usize) {
        let later = self.references.split_off(position.min(self.references.len()));
        self.references
            .extend(later.into_iter().filter(|reference| reference.from != of));
    }

    /// Forgets the values that an element has so far.
    pub(crate) fn forget_values(&mut self, of: ElementIx) {
        let Some(element) = self.get_mut(of) else { return };
        for (_, values) in core::mem::take(&mut element.objects) {
            for value in values {
                if let Some(value) = self.get_mut(value) {
                    value.referrers.retain(|(from, _)| *from != of);
                }
            }
        }
    }

    /// Adds the element that an identifier names.
    pub(crate) fn define(&mut self, id: IdIx, element: Element) -> ElementIx {
        let ix = ElementIx(self.list.len() as u32);
        for (member, values) in &element.objects {
            for value in values {
                let value = self.list.get_mut(value.0 as usize);
                if let Some(value) = value.filter(|value| value.place.is_some()) {
                    value.referrers.push((ix, *member));
                }
            }
        }
        self.ids.define(id, ix);
        if element.class.partition {
            self.interfaces.push(ix);
        }
        self.list.push(element);
        ix
    }
}
