//! Lists that usually have one item.

use core::ops::{Deref, DerefMut};
use core::slice;

/// A list that takes memory of its own only from the second item on.
#[derive(Debug)]
pub(crate) enum Few<T> {
    One(T),
    Other(Vec<T>),
}

/// Whoever has two items usually has about so many.
const FEW: usize = 4;

impl<T> Few<T> {
    pub(crate) fn push(&mut self, item: T) {
        match self {
            Self::Other(items) if items.capacity() > 0 => items.push(item),
            Self::Other(_) => *self = Self::One(item),
            Self::One(_) => {
                if let Self::One(first) = core::mem::take(self) {
                    let mut items = Vec::with_capacity(FEW);
                    items.extend([first, item]);
                    *self = Self::Other(items);
                }
            }
        }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self::Other(Vec::new())
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::One(item) => slice::from_ref(item),
            Self::Other(items) => items,
        }
    }
}

impl<T> DerefMut for Few<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::One(item) => slice::from_mut(item),
            Self::Other(items) => items,
        }
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Self::default();
        for item in items {
            few.push(item);
        }
        few
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = slice::Iter<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn items_stay_in_order() {
        let mut few = Few::default();
        for index in 0..4 {
            assert_eq!(few.len(), index);
            few.push(index);
        }
        assert_eq!(few[..], [0, 1, 2, 3]);
    }
}
