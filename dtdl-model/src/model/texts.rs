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
pub struct Texts(Kept);

/// The texts, with no more allocations than needed: most are one in English.
#[derive(Clone, PartialEq, Eq, Default)]
enum Kept {
    #[default]
    Nothing,
    /// One text, under [`ENGLISH`].
    English(Arc<str>),
    Packed(Arc<Packed>),
}

/// The language of texts that state none.
const ENGLISH: &str = "en";

/// One text that holds all keys and texts in turn, and where each ends: little memory for many short ones.
#[derive(PartialEq, Eq, Default)]
struct Packed {
    all: String,
    ends: Vec<(u32, u32)>,
}

impl Texts {
    /// The text under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == key).map(|(_, text)| text)
    }

    /// Keys and texts.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let (all, ends) = match &self.0 {
            Kept::Packed(packed) => (&*packed.all, &*packed.ends),
            _ => ("", &[][..]),
        };
        let english = match &self.0 {
            Kept::English(text) => Some(&**text),
            _ => None,
        };
        let mut start = 0;
        (0..self.len()).map(move |index| {
            if let Some(text) = english {
                return (ENGLISH, text);
            }
            let (key, end) = ends
                .get(index)
                .map_or((0, 0), |(key, end)| (*key as usize, *end as usize));
            let parts = (all.get(start..key), all.get(key..end));
            start = end;
            (parts.0.unwrap_or_default(), parts.1.unwrap_or_default())
        })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::Nothing => 0,
            Kept::English(_) => 1,
            Kept::Packed(packed) => packed.ends.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == Kept::Nothing
    }
}

impl Packed {
    fn push(&mut self, key: &str, text: &str) {
        self.all.push_str(key);
        let key_end = self.all.len() as u32;
        self.all.push_str(text);
        self.ends.push((key_end, self.all.len() as u32));
    }
}

/// The keys are taken as they are: whoever collects sees to it that each comes once.
impl<K: AsRef<str>, T: AsRef<str>> FromIterator<(K, T)> for Texts {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(texts: I) -> Self {
        let mut texts = texts.into_iter();
        let Some((key, text)) = texts.next() else {
            return Self::default();
        };
        let second = texts.next();
        if second.is_none() && key.as_ref() == ENGLISH {
            return Self(Kept::English(Arc::from(text.as_ref())));
        }
        let mut packed = Packed::default();
        for (key, text) in [(key, text)].into_iter().chain(second).chain(texts) {
            packed.push(key.as_ref(), text.as_ref());
        }
        packed.all.shrink_to_fit();
        packed.ends.shrink_to_fit();
        Self(Kept::Packed(Arc::new(packed)))
    }
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
