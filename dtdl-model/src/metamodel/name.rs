//! Names of members, to keep with every value.

use core::fmt;
use core::ops::Deref;

/// The name of a member or, of what a co-type brings, its identifier: as small as a pointer.
#[derive(Clone, Copy)]
pub(crate) struct Name(&'static &'static str);

impl Name {
    pub(crate) const fn of(name: &'static &'static str) -> Self {
        Self(name)
    }

    #[inline]
    pub(crate) const fn as_str(self) -> &'static str {
        self.0
    }
}

impl Deref for Name {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.0
    }
}

impl PartialEq for Name {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        // Equal names mostly come from the same table, so that the pointers are equal.
        core::ptr::eq(self.0, other.0) || self.0 == other.0
    }
}

impl PartialEq<str> for Name {
    #[inline]
    fn eq(&self, other: &str) -> bool {
        *self.0 == other
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0, f)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.as_str().to_owned()
    }
}
