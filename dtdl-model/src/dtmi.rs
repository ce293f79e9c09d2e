//! Digital twin model identifiers.

use core::str::FromStr;
use core::{error, fmt};
use std::sync::Arc;

use crate::diagnostic::shortened;
use crate::scan::find;
use crate::suggest;

/// A digital twin model identifier, for example `dtmi:com:example:Thermostat;1`.
///
/// Cloning is cheap. The text is kept as written; equality and order are by text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dtmi(Arc<str>);

impl Dtmi {
    pub(crate) fn from_valid(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// An identifier from text, if it is one that some DTDL version accepts. [`str::parse`] says why it is not.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        is_valid(text, 3).then(|| Self::from_valid(text))
    }

    /// An identifier in the widest sense: without version, with segments that users may not write (`_contents`), or
    /// with a fragment, as identifiers of elements of the language itself have them.
    ///
    /// ```
    /// use dtdl_model::Dtmi;
    ///
    /// let id = Dtmi::new_any("dtmi:com:example:Thermostat:_contents:__temperature;1.34#part").unwrap();
    /// assert!(id.is_reserved());
    /// assert_eq!((id.major_version(), id.minor_version(), id.fragment()), (1, 34, "#part"));
    /// assert_eq!(id.versionless(), "dtmi:com:example:Thermostat:_contents:__temperature#part");
    /// ```
    #[must_use]
    pub fn new_any(text: &str) -> Option<Self> {
        split(text).map(|_| Self::from_valid(text))
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The segments between `dtmi:` and the version, in order.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        let path = self.path();
        path.strip_prefix("dtmi:").unwrap_or(path).split(':')
    }

    /// The last segment: `Thermostat` in `dtmi:com:example:Thermostat;1`.
    #[must_use]
    pub fn last_segment(&self) -> &str {
        self.segments().next_back().unwrap_or_default()
    }

    /// The version text behind the semicolon (`1`, or `1.2` in DTDL v3 and later), if there is one.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        let (_, version) = self.0.split_once(';')?;
        Some(version.split_once('#').map_or(version, |(version, _)| version))
    }

    /// The number before the point of the version; 0 without a version.
    #[must_use]
    pub fn major_version(&self) -> u32 {
        let version = self.version().unwrap_or_default();
        let major = version.split_once('.').map_or(version, |(major, _)| major);
        major.parse().unwrap_or(0)
    }

    /// The number behind the point of the version; 0 without one.
    #[must_use]
    pub fn minor_version(&self) -> u32 {
        let minor = self.version().and_then(|version| version.split_once('.'));
        minor.and_then(|(_, minor)| minor.parse().ok()).unwrap_or(0)
    }

    /// The identifier without its version.
    #[must_use]
    pub fn versionless(&self) -> String {
        format!("{}{}", self.path(), self.fragment())
    }

    /// The fragment with its `#`; empty without one.
    #[must_use]
    pub fn fragment(&self) -> &str {
        self.0.find('#').and_then(|at| self.0.get(at..)).unwrap_or_default()
    }

    /// Whether a segment starts with an underscore: no user may write such an identifier; elements without one of their
    /// own get one.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        self.segments().any(|segment| segment.starts_with('_'))
    }

    /// Adds to a text the implicit identifier of the value of a member: `dtmi:a:_contents:__name;1`. See [`infix`].
    pub(crate) fn child(&self, infix: &str, segment: Option<&str>, into: &mut String) {
        debug_assert!(segment.is_none() || infix.ends_with(":__"), "made for a segment");
        let (path, version) = split_version(&self.0);
        into.push_str(path);
        into.push_str(infix);
        if let Some(segment) = segment {
            push_segment(segment, into);
        }
        into.push_str(version);
    }

    fn path(&self) -> &str {
        self.0.split_once([';', '#']).map_or(&self.0, |(path, _)| path)
    }
}

impl fmt::Display for Dtmi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Dtmi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dtmi({})", self.0)
    }
}

impl AsRef<str> for Dtmi {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// ```
/// use dtdl_model::Dtmi;
///
/// let id: Dtmi = "dtmi:com:example:Thermostat;1".parse()?;
/// assert_eq!(id.last_segment(), "Thermostat");
///
/// let error = "dtmi:com:example:Thermo-stat;1".parse::<Dtmi>().unwrap_err();
/// assert!(error.to_string().contains("write `dtmi:com:example:Thermo_stat;1`"), "{error}");
/// # Ok::<(), dtdl_model::InvalidDtmi>(())
/// ```
impl FromStr for Dtmi {
    type Err = InvalidDtmi;

    fn from_str(text: &str) -> Result<Self, InvalidDtmi> {
        Self::new(text).ok_or_else(|| {
            let help = suggest::identifier_help(text, 3);
            InvalidDtmi(shortened(format!("`{text}` is not an identifier: {help}")))
        })
    }
}

/// Why a text is not a [`Dtmi`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidDtmi(String);

impl fmt::Display for InvalidDtmi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl error::Error for InvalidDtmi {}

impl core::borrow::Borrow<str> for Dtmi {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// What the implicit identifiers of a member's values add to the path of the element, up to the segment of their own if
/// they have one: `:_contents:__`, `:_schema`.
pub(crate) fn infix(member: &str, has_segment: bool) -> String {
    let (member, _) = split_version(member);
    format!(":_{member}{}", if has_segment { ":__" } else { "" })
}

/// Adds a segment that may be any text: a percent sign that escapes nothing is escaped itself, as in any URI.
fn push_segment(segment: &str, into: &mut String) {
    if find(segment.as_bytes(), 0, *b"%").is_none() {
        return into.push_str(segment);
    }
    let mut parts = segment.split('%');
    into.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let escapes = part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        into.push_str(if escapes { "%" } else { "%25" });
        into.push_str(part);
    }
}

/// Letters, digits and underscores, starting with a letter, not ending with an underscore.
pub(crate) fn is_name(text: &str) -> bool {
    kinds(text).is_some_and(|kinds| kinds & COLON == 0)
}

/// What stands before the first semicolon, and the rest with it. A name that is none may bring further ones into an
/// implicit identifier.
fn split_version(id: &str) -> (&str, &str) {
    match find(id.as_bytes(), 0, *b";") {
        Some(at) => id.split_at(at),
        None => (id, ""),
    }
}

/// Whether a text is an identifier that users may write in a DTDL version.
pub(crate) fn is_valid(text: &str, version: u8) -> bool {
    let Some(rest) = text.strip_prefix("dtmi:") else {
        return false;
    };
    let (path, number) = split_version(rest);
    is_path(path)
        && match number.strip_prefix(';') {
            None => version > 2,
            Some(number) => match split_point(number) {
                Some((major, minor)) => version > 2 && is_version(major, 9) && is_version(minor, 6),
                None => is_version(number, 9),
            },
        }
}

/// Whether a text is names ([`is_name`]) with colons between them.
fn is_path(text: &str) -> bool {
    kinds(text).is_some()
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const UNDERSCORE: u8 = 4;
const COLON: u8 = 8;

/// The kind of a byte, and, four bits further, the kinds that it may follow; a text begins as if behind a colon.
const fn kind(byte: u8) -> u8 {
    const NAME: u8 = LETTER | DIGIT | UNDERSCORE;
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => LETTER | (NAME | COLON) << 4,
        b'0'..=b'9' => DIGIT | NAME << 4,
        b'_' => UNDERSCORE | NAME << 4,
        b':' => COLON | (LETTER | DIGIT) << 4,
        _ => 0,
    }
}

/// The kinds of all bytes.
#[expect(clippy::indexing_slicing, reason = "done by the compiler")]
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < kinds.len() {
        kinds[byte] = kind(byte as u8);
        byte += 1;
    }
    kinds
};

/// The kinds of bytes in names with colons between them, if the text is that.
fn kinds(text: &str) -> Option<u8> {
    let (mut all, mut before) = (0, COLON);
    for byte in text.bytes() {
        let kind = KINDS.get(usize::from(byte)).copied().unwrap_or_default();
        if (kind >> 4) & before == 0 {
            return None;
        }
        before = kind & 0xF;
        all |= before;
    }
    (before & (LETTER | DIGIT) != 0).then_some(all)
}

/// The parts around the first point.
fn split_point(number: &str) -> Option<(&str, &str)> {
    let at = find(number.as_bytes(), 0, *b".")?;
    Some((number.get(..at)?, number.get(at + 1..)?))
}

fn is_version(text: &str, digits: usize) -> bool {
    (1..=digits).contains(&text.len()) && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The parts of a text that is an identifier in the widest sense: without version, version, fragment.
pub(crate) fn split(text: &str) -> Option<(&str, &str, &str)> {
    let rest = text.strip_prefix("dtmi:")?;
    let (rest, fragment) = match rest.find('#') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (path, number) = rest.split_once(';').unwrap_or((rest, ""));
    let segment = |segment: &str| {
        let bytes = segment.as_bytes();
        bytes
            .first()
            .is_some_and(|first| first.is_ascii_alphabetic() || *first == b'_')
            && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
    };
    let whole = text.get(..5 + path.len())?;
    let version_ok = number.is_empty()
        || match number.split_once('.') {
            Some((major, minor)) => is_version(major, 9) && is_version(minor, 6),
            None => is_version(number, 9),
        };
    let fragment_ok = fragment.len() <= 1 || is_name(fragment.get(1..)?);
    (path.split(':').all(segment) && version_ok && fragment_ok && !(rest.ends_with(';')))
        .then_some((whole, number, fragment))
}

#[cfg(test)]
mod tests {
    use super::{Dtmi, infix};

    #[test]
    fn implicit_identifiers_are_cut_at_the_first_semicolon() {
        let child = |id: &str, segment: Option<&str>| {
            let mut child = String::new();
            Dtmi::from_valid(id).child(&infix("contents", segment.is_some()), segment, &mut child);
            child
        };
        assert_eq!(child("dtmi:a;1", Some("b")), "dtmi:a:_contents:__b;1");
        assert_eq!(child("dtmi:a", Some("b;c")), "dtmi:a:_contents:__b;c");
        assert_eq!(child("dtmi:a:__b;c;1", None), "dtmi:a:__b:_contents;c;1");
    }
}
