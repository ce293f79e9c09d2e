//! Texts by language code or by name.

use core::fmt;
use core::ops::Index;
use std::sync::Arc;

/// Texts under keys, in source order, each key once: `displayName` by language code, undefined members by name.
///
/// Cloning is cheap.
///
/// ```
/// use dtdl_model::{NoResolver, Options, Source, parse};
///
/// let text = r#"{ "@context": "dtmi:dtdl:context;3", "@id": "dtmi:com:example:Lamp;1", "@type": "Interface",
///                 "displayName": { "en": "Lamp", "de": "Lampe" } }"#;
/// let parsed = parse(vec![Source::new("lamp.json", text)], &mut NoResolver, &Options::default());
/// let lamp = &parsed.model[parsed.model.roots()[0]];
/// assert_eq!(&lamp.named.display_name["de"], "Lampe");
/// assert_eq!(lamp.named.display_name.get("fr"), None);
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Texts(Option<Arc<str>>);

/// How many letters a size takes.
const DIGITS: usize = 5;
/// What a letter of a size can say, in bits: together enough for the largest text that is read.
const BITS: usize = 6;

impl Texts {
    pub(crate) const NONE: Self = Self(None);

    /// The text under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == key).map(|(_, text)| text)
    }

    /// Keys and texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        // One allocation for all: of each, the sizes of key and text in bytes, then both.
        let mut rest = self.0.as_deref().unwrap_or_default();
        core::iter::from_fn(move || {
            let (key, after) = rest.split_at_checked(DIGITS)?;
            let (text, after) = after.split_at_checked(DIGITS)?;
            let (key, after) = after.split_at_checked(size(key))?;
            let (text, after) = after.split_at_checked(size(text))?;
            rest = after;
            Some((key, text))
        })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// The keys are taken as they are: whoever collects sees to it that each comes once.
impl<K: AsRef<str>, T: AsRef<str>> FromIterator<(K, T)> for Texts {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(texts: I) -> Self {
        let mut all = String::new();
        for (key, text) in texts {
            let (key, text) = (key.as_ref(), text.as_ref());
            all.reserve(2 * DIGITS + key.len() + text.len());
            push_size(&mut all, key.len());
            push_size(&mut all, text.len());
            all.push_str(key);
            all.push_str(text);
        }
        Self((!all.is_empty()).then(|| Arc::from(all)))
    }
}

/// Writes a size; `write!` would take longer than all the rest.
fn push_size(all: &mut String, size: usize) {
    for digit in (0..DIGITS).rev() {
        let value = size >> (digit * BITS) & ((1 << BITS) - 1);
        all.push(char::from(b'0' + value as u8));
    }
}

/// The size that [`push_size`] wrote.
fn size(digits: &str) -> usize {
    let digits = digits.bytes().map(|digit| usize::from(digit.wrapping_sub(b'0')));
    digits.fold(0, |size, digit| size << BITS | digit)
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Index<&str> for Texts {
    type Output = str;

    #[expect(clippy::expect_used, reason = "indexing says that the key is there; `get` asks")]
    fn index(&self, key: &str) -> &str {
        self.get(key).expect("a text under this key")
    }
}
