//! Literals of every datatype, at their limits and just over them, in every notation.

use super::digest::{CotypeMember, Rules, limit};
use super::pattern::matching;
use super::shape::Shape;
use crate::differential::mutate::{misspelt, pick};
use crate::differential::tree::Tree;

/// What a literal keeps to.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Bounds<'d> {
    length: Option<usize>,
    least: Option<i64>,
    most: Option<i64>,
    pattern: Option<&'d str>,
}

impl<'d> Bounds<'d> {
    pub(super) fn of(rules: &'d Rules, limits: &str) -> Self {
        Self {
            length: limit(&rules.max_length, limits),
            least: rules.min_inclusive,
            most: rules.max_inclusive,
            pattern: rules.pattern.as_deref(),
        }
    }

    pub(super) fn of_cotype(member: &'d CotypeMember) -> Self {
        Self {
            length: member.max_length,
            least: member.min_inclusive,
            most: None,
            pattern: member.pattern.as_deref(),
        }
    }
}

const LANGUAGES: [&str; 8] = ["en", "de", "fr", "en-US", "zh-Hans", "zh-Hans-CN", "es-419", "gsw"];
const NO_LANGUAGES: [&str; 10] = [
    "english_language",
    "e",
    "",
    "en_US",
    "deutschland",
    "de-",
    "1n",
    "EN",
    "de-DE-1996",
    "pt-br",
];
const DATATYPES: [&str; 8] = [
    "string",
    "integer",
    "boolean",
    "decimal",
    "duration",
    "double",
    "langString",
    "anyURI",
];
const DURATIONS: [&str; 10] = [
    "PT10S",
    "P1D",
    "P1Y2M3DT4H5M6.7S",
    "-P1D",
    "PT0S",
    "P1W",
    "PT",
    "P",
    "10s",
    "P1S",
];
const NUMBERS: [&str; 16] = [
    "1.0",
    "1e2",
    "10E-1",
    "1.5",
    "-1",
    "-0",
    "0.0",
    "2147483647",
    "2147483648",
    "-2147483649",
    "9223372036854775808",
    "0.1e1",
    "1e-2",
    "123456789012345678901234567890",
    "0.30000000000000004",
    "100e-2",
];

impl Shape<'_> {
    /// A literal of a datatype, by the name of the datatype.
    pub(super) fn literal(&mut self, datatype: &str, bounds: Bounds<'_>) -> Tree {
        let bare = match datatype {
            "langString" => return self.languages(bounds),
            "integer" => self.integer(bounds),
            "boolean" => Tree::Bool(self.one_in(2)),
            "decimal" | "double" => Tree::Written(self.pick(&NUMBERS).to_owned()),
            "duration" => {
                // The last of them are none.
                let shown = if self.slip(10) {
                    DURATIONS.len()
                } else {
                    DURATIONS.len() - 4
                };
                Tree::String(self.pick(DURATIONS.get(..shown).unwrap_or_default()).to_owned())
            }
            _ => Tree::String(self.text(bounds)),
        };
        let bare = match self.slip(40) {
            true => self.of_another_kind(&bare),
            false => bare,
        };
        self.represented(bare, datatype)
    }

    /// With the keywords that say of what datatype a value is: free in the versions that do not restrict keywords.
    fn represented(&mut self, value: Tree, datatype: &str) -> Tree {
        let wrap = match self.restricted {
            false => self.one_in(10),
            true => self.slip(60),
        };
        if !wrap {
            return value;
        }
        let mut members = vec![("@value".to_owned(), value)];
        if !self.one_in(3) {
            let datatype = match self.slip(4) {
                true => self.pick(&DATATYPES).to_owned(),
                false => datatype.to_owned(),
            };
            let prefix = match self.slip(10) {
                true => self.pick(&["", "xs:", "rdf:"]),
                false => self.pick(&["xsd:", "http://www.w3.org/2001/XMLSchema#"]),
            };
            members.push(("@type".to_owned(), Tree::String(format!("{prefix}{datatype}"))));
        }
        if self.slip(10) {
            let language = self.pick(&LANGUAGES).to_owned();
            members.push(("@language".to_owned(), Tree::String(language)));
        }
        if self.slip(12) {
            let other = Tree::String("x".to_owned());
            members.push((self.pick(&["@id", "@index", "x", "@direction"]).to_owned(), other));
        }
        Tree::Object(members)
    }

    fn of_another_kind(&mut self, value: &Tree) -> Tree {
        match self.random.below(8) {
            0 => Tree::Written(self.pick(&NUMBERS).to_owned()),
            1 => Tree::String(value.to_string().trim_matches('"').to_owned()),
            2 => Tree::Bool(self.one_in(2)),
            3 => Tree::Array(vec![value.clone(), value.clone()]),
            4 => Tree::String(String::new()),
            5 => Tree::Object(Vec::new()),
            6 => Tree::Null,
            _ => Tree::Array(Vec::new()),
        }
    }

    fn integer(&mut self, bounds: Bounds<'_>) -> Tree {
        if self.slip(30) {
            return Tree::Written(self.pick(&NUMBERS).to_owned());
        }
        let (least, most) = (bounds.least.unwrap_or(-1000), bounds.most.unwrap_or(1000));
        let number = match self.random.below(4) {
            _ if self.slip(20) => self.pick(&[least - 1, most + 1]),
            0 => least,
            1 => most,
            _ => least + self.random.below((most - least + 1).unsigned_abs()) as i64,
        };
        Tree::Written(number.to_string())
    }

    /// A text that keeps to a pattern and a length, or nearly.
    pub(super) fn text(&mut self, bounds: Bounds<'_>) -> String {
        let over = bounds.length.filter(|_| self.slip(20)).map(|length| length + 1);
        let length = over.or_else(|| bounds.length.filter(|_| self.one_in(30)));
        let Some(pattern) = bounds.pattern else {
            let unit = self.pick(&["a", "ä", "\u{1d11e}", " ", "\"", "\\", "\n", "n1"]);
            let text = match length {
                // As the reference counts: in units of UTF-16.
                Some(length) => {
                    unit.repeat(length / unit.encode_utf16().count()) + if length % 2 == 1 { "x" } else { "" }
                }
                None => format!("{unit}{}", self.random.below(9)),
            };
            return text;
        };
        let stretch = length.map(|length| length.saturating_sub(2));
        let text = matching(pattern, stretch, self.random);
        match self.slip(25) {
            true => misspelt(&text, self.random),
            false => text.chars().take(length.unwrap_or(usize::MAX)).collect(),
        }
    }

    /// Texts by language, in the notations that there are.
    fn languages(&mut self, bounds: Bounds<'_>) -> Tree {
        let count = 1 + self.random.below(3) as usize;
        let mut texts: Vec<(String, Tree)> = Vec::new();
        for index in 0..count {
            let language = match self.slip(25) {
                true => self.pick(&NO_LANGUAGES).to_owned(),
                false if self.slip(20) => self.pick(&LANGUAGES).to_owned(),
                false => LANGUAGES
                    .get(index + self.random.below(6) as usize)
                    .unwrap_or(&"en")
                    .to_string(),
            };
            if texts.iter().any(|(known, _)| *known == language) && !self.slip(4) {
                continue;
            }
            let text = Tree::String(self.text(bounds));
            let text = match self.slip(40) {
                true => self.of_another_kind(&text),
                false => text,
            };
            texts.push((language, text));
        }
        let keywords = match self.restricted {
            false => self.one_in(3),
            true => self.slip(25),
        };
        match self.random.below(3) {
            0 | 1 if keywords => {
                let each = texts.into_iter().map(|(language, text)| {
                    let language = ("@language".to_owned(), Tree::String(language));
                    Tree::Object(vec![("@value".to_owned(), text), language])
                });
                Tree::Array(each.collect())
            }
            0 => texts.into_iter().next().map_or(Tree::Null, |(_, text)| text),
            1 if self.slip(12) => Tree::Array(texts.into_iter().map(|(_, text)| text).collect()),
            2 if self.slip(12) => Tree::Array(texts.into_iter().map(|text| Tree::Object(vec![text])).collect()),
            _ => Tree::Object(texts),
        }
    }

    /// One of several.
    pub(super) fn pick<T: Copy + Default>(&mut self, of: &[T]) -> T {
        pick(of, self.random).copied().unwrap_or_default()
    }
}
