//! Identifiers by number.

use core::hash::BuildHasher;
use core::num::NonZeroU32;
use std::sync::OnceLock;

use super::ElementIx;
use crate::Dtmi;
use crate::hash::HashMap;

/// Addresses an identifier of [`Ids`]: the same number for the same text, whether it is defined or not.
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

/// Every identifier that was met, with the element that it names.
#[derive(Debug, Default)]
pub(super) struct Ids {
    list: Vec<(Dtmi, Option<ElementIx>)>,
    /// Those that texts and the language write.
    written: Index,
    /// Implicit ones. No text can write such a one, so that it is met again inside the same top-level element only; but
    /// see [`Self::remember`].
    implicit: Index,
    remembers: bool,
    /// All of them, once one is looked for that may be implicit.
    all: OnceLock<Index>,
}

impl Ids {
    pub(super) fn reserve(&mut self, count: usize) {
        self.list.reserve(count);
    }

    pub(super) fn id(&self, ix: IdIx) -> &Dtmi {
        match self.list.get(ix.index()) {
            Some((id, _)) => id,
            None => unreachable!("only `intern` makes these numbers, and nothing is ever removed"),
        }
    }

    pub(super) fn at(&self, ix: IdIx) -> Option<ElementIx> {
        self.list.get(ix.index())?.1
    }

    pub(super) fn define(&mut self, ix: IdIx, element: ElementIx) {
        if let Some((_, defined)) = self.list.get_mut(ix.index()) {
            *defined = Some(element);
        }
    }

    /// The number of an identifier that texts or the language write.
    pub(super) fn number(&self, id: &str) -> Option<IdIx> {
        self.written.look_up(id, &self.list).ok()
    }

    /// The element that an identifier names, whoever writes that.
    pub(super) fn find(&self, id: &str) -> Option<ElementIx> {
        let number = match self.all.get() {
            Some(all) => all.look_up(id, &self.list),
            None => self.written.look_up(id, &self.list).or_else(|_| {
                let all = self.all.get_or_init(|| Index::of(&self.list));
                all.look_up(id, &self.list)
            }),
        };
        self.at(number.ok()?)
    }

    pub(super) fn intern(&mut self, id: &str) -> IdIx {
        self.written.intern(id, &mut self.list)
    }

    pub(super) fn intern_implicit(&mut self, id: &str) -> IdIx {
        self.implicit.intern(id, &mut self.list)
    }

    /// Remembers every identifier from now on, and all that were forgotten.
    pub(super) fn remember(&mut self) {
        if !self.remembers {
            self.implicit = Index::of(&self.list);
            self.remembers = true;
        }
    }

    /// Forgets which implicit identifiers have which numbers, if they need not be remembered.
    pub(super) fn forget_implicit(&mut self) {
        if !self.remembers {
            self.implicit.clear();
        }
    }

    /// Gives back the memory of what is only needed while texts are read.
    pub(super) fn slim(&mut self) {
        self.implicit = Index::default();
    }
}

/// Numbers by the hashes of their texts; those whose hash is taken have the next free one.
#[derive(Debug, Default)]
struct Index(HashMap<u64, IdIx>);

impl Index {
    fn of(list: &[(Dtmi, Option<ElementIx>)]) -> Self {
        let mut all = Self::default();
        for (index, (id, _)) in list.iter().enumerate() {
            if let Err(key) = all.look_up(id.as_str(), list) {
                all.0.insert(key, IdIx::new(index));
            }
        }
        all
    }

    /// The number of a text, or the key that it would have.
    fn look_up(&self, text: &str, list: &[(Dtmi, Option<ElementIx>)]) -> Result<IdIx, u64> {
        let mut key = self.0.hasher().hash_one(text);
        while let Some(ix) = self.0.get(&key) {
            if list.get(ix.index()).is_some_and(|(id, _)| id.as_str() == text) {
                return Ok(*ix);
            }
            key = key.wrapping_add(1);
        }
        Err(key)
    }

    fn intern(&mut self, text: &str, list: &mut Vec<(Dtmi, Option<ElementIx>)>) -> IdIx {
        self.look_up(text, list).unwrap_or_else(|key| {
            let ix = IdIx::new(list.len());
            list.push((Dtmi::from_valid(text), None));
            self.0.insert(key, ix);
            ix
        })
    }

    fn clear(&mut self) {
        /// More than most elements have.
        const MANY: usize = 1024;
        // To clear a table takes as long as it is large.
        match self.0.capacity() > MANY {
            true => self.0 = HashMap::default(),
            false => self.0.clear(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use core::hash::BuildHasher;

    use super::{Ids, Index};
    use crate::elements::ElementIx;

    #[test]
    fn a_text_has_one_number() {
        let mut ids = Ids::default();
        let (lamp, room) = (ids.intern("dtmi:test:Lamp;1"), ids.intern("dtmi:test:Room;1"));
        assert_ne!(lamp, room);
        assert_eq!(ids.intern("dtmi:test:Lamp;1"), lamp);
        assert_eq!(ids.number("dtmi:test:Room;1"), Some(room));
        assert_eq!(ids.id(room).as_str(), "dtmi:test:Room;1");
    }

    #[test]
    fn an_implicit_identifier_is_forgotten_and_found_in_the_end() {
        let mut ids = Ids::default();
        let text = "dtmi:test:Lamp:_contents:__on;1";
        let on = ids.intern_implicit(text);
        assert_eq!(ids.intern_implicit(text), on);
        ids.define(on, ElementIx(7));
        ids.forget_implicit();
        assert_eq!(ids.number(text), None);
        assert_eq!(ids.at(on), Some(ElementIx(7)));
        assert_eq!(ids.find(text), Some(ElementIx(7)));
        assert_eq!(ids.find("dtmi:test:Lamp:_contents:__off;1"), None);
    }

    #[test]
    fn what_was_forgotten_is_remembered() {
        let mut ids = Ids::default();
        let text = "dtmi:test:Lamp:_contents:__on;1";
        let on = ids.intern_implicit(text);
        ids.forget_implicit();
        ids.remember();
        ids.forget_implicit();
        assert_eq!(ids.intern_implicit(text), on);
    }

    #[test]
    fn texts_with_the_same_hash_have_numbers_of_their_own() {
        let (mut index, mut list) = (Index::default(), Vec::new());
        let first = index.intern("first", &mut list);
        let key = index.0.hasher().hash_one("second");
        index.0.insert(key, first);
        let second = index.intern("second", &mut list);
        assert_ne!(first, second);
        assert_eq!(index.look_up("second", &list), Ok(second));
        assert_eq!(index.look_up("first", &list), Ok(first));
        assert_eq!(Index::of(&list).look_up("second", &list), Ok(second));
    }
}
