//! What a caller may choose.

/// Choices for [`crate::parse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    max_text_size: usize,
    max_dtdl_version: u8,
    undefined_extensions: Option<bool>,
    acceptable_limits: Vec<String>,
    tolerate_solecisms: bool,
    tolerate_solecisms_in_resolved: bool,
    keep_going: bool,
    warn_for_iot_central: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_text_size: 32 * 1024 * 1024,
            max_dtdl_version: 4,
            undefined_extensions: None,
            acceptable_limits: Vec::new(),
            tolerate_solecisms: false,
            tolerate_solecisms_in_resolved: false,
            keep_going: false,
            warn_for_iot_central: false,
        }
    }
}

impl Options {
    /// The largest text that can be read at all, in bytes: one less than 256 MiB.
    pub const LARGEST_TEXT: usize = crate::json::MAX_TEXT;

    /// The limit extensions that [`Options::accept_limits`] takes.
    pub const LIMIT_EXTENSIONS: &'static [&'static str] = &["aio", "onvif"];

    /// The largest text that is read, in bytes: 32 MiB unless set, at most [`Options::LARGEST_TEXT`], for which anything
    /// larger counts. A text that is larger is an error.
    #[must_use]
    pub fn max_text_size(mut self, bytes: usize) -> Self {
        self.max_text_size = bytes;
        self
    }

    /// The largest text that is read, in bytes.
    #[must_use]
    pub fn text_limit(&self) -> usize {
        self.max_text_size.min(Self::LARGEST_TEXT)
    }

    /// The newest DTDL version that is accepted: 2, 3 or 4, which it is unless set.
    #[must_use]
    pub fn max_dtdl_version(mut self, version: u8) -> Self {
        self.max_dtdl_version = version;
        self
    }

    /// Whether co-types, properties and contexts that neither the language nor an extension defines are kept as
    /// undefined. Unless set, DTDL v2 allows them, v3 and v4 do not.
    #[must_use]
    pub fn allow_undefined_extensions(mut self, allow: bool) -> Self {
        self.undefined_extensions = Some(allow);
        self
    }

    /// Accepts the limits of a limit extension: one of [`Options::LIMIT_EXTENSIONS`], or the context that names it, with
    /// or without a version. Unless set, the limits of the language hold. Any number of them.
    #[must_use]
    pub fn accept_limits(mut self, extension: impl Into<String>) -> Self {
        self.acceptable_limits.push(extension.into());
        self
    }

    /// Accepts old mistakes: reserved identifier prefixes, `{"@id": x}` where a string stands for a reference, the
    /// first of duplicate names where the user gave no identifier.
    #[must_use]
    pub fn tolerate_solecisms(mut self, tolerate: bool) -> Self {
        self.tolerate_solecisms = tolerate;
        self
    }

    /// The same for texts that the resolver supplies.
    #[must_use]
    pub fn tolerate_solecisms_in_resolved(mut self, tolerate: bool) -> Self {
        self.tolerate_solecisms_in_resolved = tolerate;
        self
    }

    /// Models what is sound in a set with errors, and names the rest in [`Parsed::left_out`](crate::Parsed::left_out).
    /// Unless set, a set with an error has an empty model.
    ///
    /// Left out is an element with an error, and one that needs it: its schema, the interface of a component, an
    /// interface that it extends. An interface stays without a content or schema of its own that is left out.
    #[must_use]
    pub fn keep_going(mut self, keep_going: bool) -> Self {
        self.keep_going = keep_going;
        self
    }

    /// Also warns about what Azure IoT Central does not take, although the language has it: schemas, names, versions of
    /// the language, sizes.
    ///
    /// ```
    /// use dtdl_model::{NoResolver, Options, Severity, Source, parse};
    ///
    /// let text = r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:Lamp;1", "@type": "Interface",
    ///                 "contents": [{ "@type": "Telemetry", "name": "User", "schema": "string" }] }"#;
    /// let source = Source::new("lamp.json", text);
    /// let parsed = parse(vec![source], &mut NoResolver, &Options::default().warn_for_iot_central(true));
    /// assert!(parsed.is_valid());
    /// assert_eq!(parsed.diagnostics[0].severity, Severity::Warning);
    /// assert_eq!(parsed.diagnostics[0].code.as_str(), "iotCentralName");
    /// ```
    #[must_use]
    pub fn warn_for_iot_central(mut self, warn: bool) -> Self {
        self.warn_for_iot_central = warn;
        self
    }
}

impl Options {
    pub(crate) fn newest_version(&self) -> u8 {
        self.max_dtdl_version
    }

    pub(crate) fn warns_for_iot_central(&self) -> bool {
        self.warn_for_iot_central
    }

    pub(crate) fn keeps_going(&self) -> bool {
        self.keep_going
    }

    pub(crate) fn allows_undefined(&self, version: u8) -> bool {
        self.undefined_extensions.unwrap_or(version == 2)
    }

    pub(crate) fn tolerates_solecisms(&self, given: bool) -> bool {
        if given {
            self.tolerate_solecisms
        } else {
            self.tolerate_solecisms_in_resolved
        }
    }

    pub(crate) fn accepts_limits(&self, extension: &str, name: &str, number: &str) -> bool {
        self.acceptable_limits.iter().any(|accepted| {
            accepted == extension || accepted == name || accepted.split_once(';') == Some((name, number))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Options;
    use crate::metamodel::metamodel;

    #[test]
    fn the_limit_extensions_are_those_of_the_tables() {
        let contexts = metamodel().contexts.iter();
        let mut known: Vec<&str> = contexts.filter_map(|context| Some(context.limits?.0)).collect();
        known.sort_unstable();
        known.dedup();
        assert_eq!(known, Options::LIMIT_EXTENSIONS);
    }
}
