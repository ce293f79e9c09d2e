//! Elements as read: members by name, references by identifier.

use core::hash::{BuildHasher, Hash, Hasher};
use core::num::NonZeroU32;
use std::hash::DefaultHasher;

use indexmap::map::raw_entry_v1::{RawEntryApiV1, RawEntryMut};
use smallvec::{SmallVec, smallvec};

use crate::hash::IndexMap;
use crate::left_out::Lost;
use crate::metamodel::{Class, Cotype, CotypeMember, Member, Term, metamodel};
use crate::model::Texts;
use crate::report::Place;
use crate::{Dtmi, Source};

/// Addresses an [`Element`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ElementIx(pub(crate) u32);

/// The values of a member; usually few.
pub(crate) type Values = SmallVec<[ElementIx; 4]>;

/// Addresses an identifier of [`Elements`]: the same number for the same text, whether it is defined or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct IdIx(NonZeroU32);

impl IdIx {
    fn new(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(index as u32))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The value of a literal member.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    String(Box<str>),
    Integer(i32),
    Decimal(f64),
    Boolean(bool),
    LangString(Texts),
    Dtmi(Dtmi),
}

/// A number in words; very large and very small ones as the reference writes them.
pub(crate) fn decimal_text(number: f64) -> String {
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse() {
        Ok(exponent @ (..=-5 | 17..)) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}E{sign}{:02}", i32::abs(exponent))
        }
        _ => number.to_string(),
    }
}

/// An element that a text or the language defines.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) id: Dtmi,
    pub(crate) class: &'static Class,
    pub(crate) version: u8,
    pub(crate) place: Option<Place>,
    /// The element that it is written in, and the member.
    pub(crate) parent: Option<(IdIx, &'static str)>,
    /// The interface that it is written in.
    pub(crate) partition: Option<IdIx>,
    pub(crate) literals: SmallVec<[(&'static str, Literal); 3]>,
    pub(crate) objects: SmallVec<[(&'static str, Values); 1]>,
    pub(crate) cotypes: SmallVec<[&'static Cotype; 1]>,
    /// What few elements have.
    pub(crate) rare: Option<Box<Rare>>,
    /// Elements that refer to it: who, by which member.
    pub(crate) referrers: SmallVec<[(ElementIx, &'static str); 1]>,
    /// Whether its identifier follows from its name and from where it stands: then no sibling has the same name.
    pub(crate) named_by_place: bool,
    /// Whether it comes from the texts that were given, not from the resolver.
    pub(crate) given: bool,
    /// Whether nothing is wrong with it so far, except for what it can do without.
    pub(crate) sound: bool,
}

/// What few elements have.
#[derive(Debug, Default)]
pub(crate) struct Rare {
    /// The limit extension in force; empty: none.
    pub(crate) limits: &'static str,
    /// The interfaces whose contents come to it: those that it extends, and those that these extend.
    pub(crate) bases: Box<[ElementIx]>,
    /// The interfaces that its contents come to.
    pub(crate) heirs: Vec<ElementIx>,
    pub(crate) undefined_types: Box<[String]>,
    pub(crate) undefined_properties: Texts,
}

impl Element {
    /// The limit extension in force; empty: none.
    pub(crate) fn limits(&self) -> &'static str {
        self.rare.as_deref().map_or("", |rare| rare.limits)
    }

    /// The interfaces whose contents come to it: those that it extends, and those that these extend.
    pub(crate) fn bases(&self) -> &[ElementIx] {
        self.rare.as_deref().map_or(&[], |rare| &rare.bases)
    }

    /// The interfaces that its contents come to.
    fn heirs(&self) -> &[ElementIx] {
        self.rare.as_deref().map_or(&[], |rare| &rare.heirs)
    }

    /// Whether it has neither values nor contents that come to it.
    pub(crate) fn is_leaf(&self) -> bool {
        self.objects.is_empty() && self.bases().is_empty()
    }

    /// Types that nobody defines.
    pub(crate) fn undefined_types(&self) -> &[String] {
        self.rare.as_deref().map_or(&[], |rare| &rare.undefined_types)
    }

    /// Members that nobody defines.
    pub(crate) fn undefined_properties(&self) -> &Texts {
        const NONE: &Texts = &Texts::NONE;
        self.rare.as_deref().map_or(NONE, |rare| &rare.undefined_properties)
    }

    /// Room for what few elements have.
    pub(crate) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    pub(crate) fn literal(&self, name: &str) -> Option<&Literal> {
        self.literals
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, literal)| literal)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.literal(name)? {
            Literal::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn values(&self, name: &str) -> &[ElementIx] {
        self.objects
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(&[], |(_, values)| values)
    }

    /// Adds a value that the member does not have yet.
    pub(crate) fn add_value(&mut self, name: &'static str, value: ElementIx) {
        match self.objects.iter_mut().find(|(known, _)| same(known, name)) {
            Some((_, values)) => values.push(value),
            None => {
                self.objects.push((name, smallvec![value]));
                // What is found first, the reference finds by the names of the members.
                self.objects.sort_unstable_by_key(|(member, _)| *member);
            }
        }
    }

    /// Forgets the values of a member.
    pub(crate) fn forget_values(&mut self, name: &'static str) {
        if let Some((_, values)) = self.objects.iter_mut().find(|(known, _)| same(known, name)) {
            *values = Values::new();
        }
    }

    /// Whether it has a material or supplemental type with this identifier, or one below it.
    pub(crate) fn is_a(&self, type_id: &str) -> bool {
        if let Some(name) = type_id.strip_prefix("dtmi:dtdl:class:") {
            let name = name.split_once(';').map_or(name, |(name, _)| name);
            if self.class.is(name) {
                return true;
            }
        }
        let cotypes = &metamodel().cotypes;
        self.cotypes
            .iter()
            .any(|cotype| cotypes.lineage(cotype).any(|ancestor| ancestor.id == type_id))
    }
}

/// Whether names are equal: most of a name come from the same table.
fn same(one: &'static str, other: &'static str) -> bool {
    core::ptr::eq(one, other) || one == other
}

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
    pub(crate) fn member(&self) -> &'static str {
        match self.by {
            Referring::Member(member) => member.name,
            Referring::Cotype(member) => member.id,
        }
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
                version == self.version || (member.older && version < self.version)
            }
            _ => true,
        }
    }

    /// Only these are allowed, if any.
    pub(crate) fn values(&self) -> &'static [&'static str] {
        match self.by {
            Referring::Member(member) => &member.values,
            Referring::Cotype(_) => &[],
        }
    }

    pub(crate) fn cotype_member(&self) -> Option<&'static CotypeMember> {
        match self.by {
            Referring::Member(_) => None,
            Referring::Cotype(member) => Some(member),
        }
    }
}

/// The member whose values go by their names, and come to those that extend an interface.
pub(crate) const CONTENTS: &str = "contents";

/// How much text an element takes in published models, at least.
const BYTES_EACH: usize = 100;

/// All that was read.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    pub(crate) list: Vec<Element>,
    /// Those that are interfaces, in order.
    pub(crate) interfaces: Vec<ElementIx>,
    /// Every identifier that was met, with the element that it names.
    ids: IndexMap<Dtmi, Option<ElementIx>>,
    /// Those that terms stand for, by the numbers of the terms.
    terms: Vec<Option<IdIx>>,
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
    let start = id.get(..id.floor_char_boundary(KEPT)).unwrap_or_default();
    let version = id
        .rfind(';')
        .and_then(|at| id.get(at..))
        .filter(|version| version.len() < KEPT);
    format!("{start}:__{:016x}{}", hasher.finish(), version.unwrap_or_default())
}

impl Elements {
    pub(crate) fn find(&self, id: &str) -> Option<ElementIx> {
        self.ids.get(id).copied().flatten()
    }

    pub(crate) fn get(&self, ix: ElementIx) -> Option<&Element> {
        self.list.get(ix.0 as usize)
    }

    pub(crate) fn get_mut(&mut self, ix: ElementIx) -> Option<&mut Element> {
        self.list.get_mut(ix.0 as usize)
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<&Element> {
        self.get(self.find(id)?)
    }

    /// The contents that come to an element from each of its bases.
    pub(crate) fn imported<'e>(&'e self, element: &'e Element) -> impl Iterator<Item = &'e [ElementIx]> {
        let bases = element.bases().iter().filter_map(|base| self.get(*base));
        bases.map(|base| base.values(CONTENTS))
    }

    /// The elements that an element is a value of, by which member; of a content, those that it comes to, too.
    pub(crate) fn parents<'e>(&'e self, element: &'e Element) -> impl Iterator<Item = (ElementIx, &'static str)> {
        element.referrers.iter().flat_map(|(parent, member)| {
            let heirs = self.get(*parent).filter(|_| *member == CONTENTS).map(Element::heirs);
            let heirs = heirs.into_iter().flatten().map(|heir| (*heir, CONTENTS));
            core::iter::once((*parent, *member)).chain(heirs)
        })
    }

    /// The number of an identifier that was met.
    pub(crate) fn number(&self, id: &str) -> Option<IdIx> {
        self.ids.get_index_of(id).map(IdIx::new)
    }

    /// Makes room for what texts of this size usually hold.
    pub(crate) fn expect(&mut self, sources: &[Source]) {
        let bytes: usize = sources.iter().map(|source| source.text().len()).sum();
        let count = bytes / BYTES_EACH;
        self.list.reserve(count);
        self.references.reserve(count);
        self.ids.reserve(count);
    }

    /// Gives back the memory of what only the checks need.
    pub(crate) fn slim(&mut self) {
        self.references = Vec::new();
    }

    /// The number of an identifier.
    pub(crate) fn intern(&mut self, id: &str) -> IdIx {
        // One hash and one look, whether it is known or not.
        let hash = self.ids.hasher().hash_one(id);
        let index = match self.ids.raw_entry_mut_v1().from_key_hashed_nocheck(hash, id) {
            RawEntryMut::Occupied(known) => known.index(),
            RawEntryMut::Vacant(new) => {
                let index = new.index();
                new.insert_hashed_nocheck(hash, Dtmi::from_valid(id), None);
                index
            }
        };
        IdIx::new(index)
    }

    /// The number of the identifier that a term stands for.
    pub(crate) fn intern_term(&mut self, term: &Term) -> IdIx {
        if let Some(known) = self.terms.get(term.number).copied().flatten() {
            return known;
        }
        let id = self.intern(&term.id);
        if self.terms.len() <= term.number {
            self.terms.resize(term.number + 1, None);
        }
        if let Some(slot) = self.terms.get_mut(term.number) {
            *slot = Some(id);
        }
        id
    }

    /// The number of the implicit identifier of a member's value.
    pub(crate) fn intern_child(&mut self, parent: IdIx, member: &str, segment: Option<&str>) -> IdIx {
        let mut child = core::mem::take(&mut self.scratch);
        child.clear();
        self.id(parent).child(member, segment, &mut child);
        if child.len() > LONGEST {
            child = stand_in(&child);
        }
        let ix = self.intern(&child);
        self.scratch = child;
        ix
    }

    pub(crate) fn id(&self, ix: IdIx) -> &Dtmi {
        match self.ids.get_index(ix.index()) {
            Some((id, _)) => id,
            None => unreachable!("only `intern` makes these numbers, and nothing is ever removed"),
        }
    }

    /// The element that an identifier names.
    pub(crate) fn at(&self, ix: IdIx) -> Option<ElementIx> {
        *self.ids.get_index(ix.index())?.1
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
                if let Some(value) = self.list.get_mut(value.0 as usize) {
                    value.referrers.push((ix, member));
                }
            }
        }
        if let Some((_, defined)) = self.ids.get_index_mut(id.index()) {
            *defined = Some(ix);
        }
        if element.class.partition {
            self.interfaces.push(ix);
        }
        self.list.push(element);
        ix
    }
}
