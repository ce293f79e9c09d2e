//! Digital twin model identifiers.

use std::fmt;
use std::sync::Arc;

/// A digital twin model identifier, for example `dtmi:com:example:Thermostat;1`.
///
/// Cloning is cheap. The text is kept as written; equality and order are by text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dtmi(Arc<str>);

impl Dtmi {
    #[expect(dead_code, reason = "the reader arrives next")]
    pub(crate) fn from_valid(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The segments between `dtmi:` and the version, in order.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.path().trim_start_matches("dtmi:").split(':')
    }

    /// The last segment: `Thermostat` in `dtmi:com:example:Thermostat;1`.
    #[must_use]
    pub fn last_segment(&self) -> &str {
        self.segments().next_back().unwrap_or_default()
    }

    /// The version text behind the semicolon (`1`, or `1.2` in DTDL v3 and later), if there is one.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.0.split_once(';').map(|(_, version)| version)
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
