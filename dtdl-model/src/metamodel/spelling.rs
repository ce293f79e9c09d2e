//! How members are written: by their names, or by the identifiers that these stand for.

use super::metamodel;

/// A member to look for among those of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Spelling {
    name: &'static str,
    /// The version of the language whose identifier counts; `None`: every one.
    version: Option<u8>,
}

impl Spelling {
    /// As an element of a version writes it.
    pub(crate) const fn of(name: &'static str, version: u8) -> Self {
        Self {
            name,
            version: Some(version),
        }
    }

    /// As elements of any version write it.
    pub(crate) const fn any(name: &'static str) -> Self {
        Self { name, version: None }
    }

    /// Whether it is what is written.
    #[inline]
    pub(crate) fn is(self, written: &str) -> bool {
        if written == self.name {
            return true;
        }
        if !written.starts_with("dtmi:") {
            return false;
        }
        match language_member(written) {
            Some((name, of)) => name == self.name && self.version.is_none_or(|version| version == of),
            None => metamodel().contexts.term_or_id(written) == self.name,
        }
    }
}

/// The name of a member of the language in a version; what is no such member stays as it is written.
#[inline]
pub(crate) fn name_of(written: &str, version: u8) -> &str {
    match language_member(written) {
        Some((name, of)) if of == version => name,
        _ => written,
    }
}

/// The name and the version in the identifier of a member of the language.
#[inline]
fn language_member(written: &str) -> Option<(&str, u8)> {
    if written.as_bytes().get(4) != Some(&b':') {
        return None;
    }
    let (name, version) = written.strip_prefix("dtmi:dtdl:property:")?.split_once(';')?;
    let version = match version {
        "2" => 2,
        "3" => 3,
        "4" => 4,
        _ => return None,
    };
    Some((name, version))
}
