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

/// What a letter of a size can say, unless further ones follow it; those come with as much more.
const RADIX: usize = 32;

impl Texts {
    pub(crate) const NONE: Self = Self(None);

    /// The texts of an iterator, put together in a text that serves for that only.
    pub(crate) fn collect<K: AsRef<str>, T: AsRef<str>>(
        texts: impl IntoIterator<Item = (K, T)>,
        scratch: &mut String,
    ) -> Self {
        scratch.clear();
        for (key, text) in texts {
            let (key, text) = (key.as_ref(), text.as_ref());
            push_size(scratch, key.len());
            push_size(scratch, text.len());
            scratch.push_str(key);
            scratch.push_str(text);
        }
        Self((!scratch.is_empty()).then(|| Arc::from(scratch.as_str())))
    }

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
            let (key, text) = (take_size(&mut rest)?, take_size(&mut rest)?);
            let (key, after) = rest.split_at_checked(key)?;
            let (text, after) = after.split_at_checked(text)?;
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
        Self::collect(texts, &mut String::new())
    }
}

/// Writes a size; `write!` would take longer than all the rest.
fn push_size(all: &mut String, mut size: usize) {
    while size >= RADIX {
        push_digit(all, RADIX + size % RADIX);
        size /= RADIX;
    }
    push_digit(all, size);
}

fn push_digit(all: &mut String, digit: usize) {
    all.push(char::from(b'0' + digit as u8));
}

/// The size that [`push_size`] wrote.
fn take_size(rest: &mut &str) -> Option<usize> {
    let (mut size, mut unit) = (0, 1);
    for (at, letter) in rest.bytes().enumerate() {
        let digit = usize::from(letter.wrapping_sub(b'0'));
        size += digit % RADIX * unit;
        if digit < RADIX {
            *rest = rest.get(at + 1..)?;
            return Some(size);
        }
        unit *= RADIX;
    }
    None
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// # Panics
///
/// There is no text under the key. See [`Texts::get`].
impl Index<&str> for Texts {
    type Output = str;

    #[expect(clippy::expect_used, reason = "indexing says that the key is there; `get` asks")]
    fn index(&self, key: &str) -> &str {
        self.get(key).expect("a text under this key")
    }
}
