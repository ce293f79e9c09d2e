//! Facts about elements, by their numbers.

use crate::elements::ElementIx;

/// A fact about each of some elements.
#[derive(Debug)]
pub(crate) struct PerElement<T>(Vec<Option<T>>);

impl<T> Default for PerElement<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> PerElement<T> {
    /// With room for so many elements.
    pub(crate) fn of(elements: usize) -> Self {
        Self(Vec::with_capacity(elements))
    }

    pub(crate) fn get(&self, ix: ElementIx) -> Option<&T> {
        self.0.get(ix.0 as usize)?.as_ref()
    }

    pub(crate) fn has(&self, ix: ElementIx) -> bool {
        self.get(ix).is_some()
    }

    pub(crate) fn set(&mut self, ix: ElementIx, fact: T) {
        let at = ix.0 as usize;
        if self.0.len() <= at {
            self.0.resize_with(at + 1, || None);
        }
        if let Some(slot) = self.0.get_mut(at) {
            *slot = Some(fact);
        }
    }
}

/// Some elements.
pub(crate) type ElementSet = PerElement<()>;

impl FromIterator<ElementIx> for ElementSet {
    fn from_iter<I: IntoIterator<Item = ElementIx>>(elements: I) -> Self {
        let mut set = Self::default();
        for ix in elements {
            set.set(ix, ());
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::PerElement;
    use crate::elements::ElementIx;

    #[test]
    fn a_fact_is_there_once_it_is_set() {
        let mut facts = PerElement::default();
        facts.set(ElementIx(3), "x");
        assert_eq!(
            (
                facts.get(ElementIx(3)),
                facts.get(ElementIx(2)),
                facts.has(ElementIx(9))
            ),
            (Some(&"x"), None, false)
        );
    }
}
