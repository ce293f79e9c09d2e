//! Whether the options can be, apart from any model.

use core::fmt;

use proc_macro2::{TokenStream, TokenTree};

use super::Options;
use crate::naming;

/// An option that cannot be, in words that name it and say what can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionError(String);

impl OptionError {
    pub(super) fn new(message: String) -> Self {
        Self(message)
    }
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for OptionError {}

impl Options {
    /// Checks what the options say, apart from any model.
    ///
    /// # Errors
    ///
    /// The first option that cannot be, and what can.
    pub fn check(&self) -> Result<(), OptionError> {
        if let Some(name) = &self.module {
            identifier("module", name)?;
        }
        for name in self.renames.values() {
            identifier("rename", name)?;
        }
        let types = self.replacements.values().map(|path| ("replace", path));
        let derives = each(&self.derives).map(|path| ("derive", path));
        let others = self.map.iter().map(|path| ("map", path));
        for (option, path) in types.chain(derives).chain(others) {
            require(
                is_path(path),
                option,
                path,
                "the path of a type or trait, as `crate::Name`",
            )?;
        }
        for extension in &self.accept_limits {
            let known = dtdl_model::Options::LIMIT_EXTENSIONS;
            require(
                known.contains(&extension.as_str()) || extension.starts_with("dtmi:"),
                "accept_limits",
                extension,
                "`aio`, `onvif` or the context of a limit extension",
            )?;
        }
        for path in self.replacements.values().chain(&self.map) {
            require(
                path.contains("::"),
                "replace` or `map",
                path,
                "a path that holds from anywhere, as `crate::Name` or `::other_crate::Name`",
            )?;
        }
        if let Some(path) = &self.runtime {
            require(
                is_path(path),
                "runtime",
                path,
                "the path of a crate, as `::dtdl_runtime`",
            )?;
        }
        for attribute in each(&self.attributes) {
            let expected = "an attribute, as `cfg_attr(test, derive(Hash))`";
            require(is_attribute(attribute), "attribute", attribute, expected)?;
        }
        let expected = "`pub`, `pub(crate)`, `pub(super)`, `pub(in path)` or `private`";
        require(
            visibility(&self.visibility).is_some(),
            "visibility",
            &self.visibility,
            expected,
        )
    }

    /// The visibility as it is written; nothing for a private module.
    pub(crate) fn visibility_text(&self) -> String {
        visibility(&self.visibility).unwrap_or_default()
    }
}

fn each(additions: &super::Additions) -> impl Iterator<Item = &String> {
    additions.all.iter().chain(additions.named.values().flatten())
}

fn require(holds: bool, option: &str, found: &str, expected: &str) -> Result<(), OptionError> {
    if holds {
        Ok(())
    } else {
        Err(OptionError::new(format!("`{option}`: `{found}` is not {expected}")))
    }
}

fn identifier(option: &str, name: &str) -> Result<(), OptionError> {
    let expected = "a name in Rust, which has letters, digits and underscores";
    require(naming::is_identifier(name), option, name, expected)
}

/// `a::b`, `::a::b`, `crate::a::b`, with or without type arguments.
fn is_path(text: &str) -> bool {
    let plain = text.split('<').next().unwrap_or_default();
    let segments = plain.strip_prefix("::").unwrap_or(plain).split("::");
    let named = segments
        .enumerate()
        .all(|(index, segment)| naming::is_identifier(segment) || is_start(index, segment));
    named && !text.contains(';') && (plain.len() == text.len() || text.ends_with('>')) && tokens(text).is_some()
}

fn is_start(index: usize, segment: &str) -> bool {
    index == 0 && matches!(segment, "crate" | "self" | "super")
}

fn is_attribute(text: &str) -> bool {
    tokens(text).is_some_and(|tokens| matches!(tokens.into_iter().next(), Some(TokenTree::Ident(_))))
}

fn visibility(text: &str) -> Option<String> {
    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.replace(" (", "(").replace("( ", "(").replace(" )", ")");
    let restricted = plain
        .strip_prefix("pub(in ")
        .and_then(|rest| rest.strip_suffix(')'))
        .is_some_and(|path| is_path(&path.replace(' ', "")));
    match plain.as_str() {
        "private" => Some(String::new()),
        "pub" | "pub(crate)" | "pub(super)" | "pub(self)" => Some(plain),
        _ if restricted => Some(plain),
        _ => None,
    }
}

fn tokens(text: &str) -> Option<TokenStream> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(options: Options) -> String {
        match options.check() {
            Ok(()) => "accepted".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_cannot_be_is_named_with_what_can() {
        let cases = [
            (Options::new().module("a-b"), "`module`: `a-b` is not a name"),
            (Options::new().rename("dtmi:a;1", "1"), "`rename`: `1` is not a name"),
            (
                Options::new().replace("dtmi:a;1", "Celsius"),
                "`Celsius` is not a path that holds",
            ),
            (Options::new().derive("Eq)"), "`derive`: `Eq)` is not the path"),
            (Options::new().map("a b::"), "`map`: `ab::` is not the path"),
            (
                Options::new().accept_limits("onvi"),
                "`accept_limits`: `onvi` is not `aio`",
            ),
            (Options::new().runtime(""), "`runtime`: `` is not the path"),
            (
                Options::new().attribute("= 1"),
                "`attribute`: `= 1` is not an attribute",
            ),
            (
                Options::new().visibility("public"),
                "`visibility`: `public` is not `pub`",
            ),
        ];
        for (options, expected) in cases {
            let message = message(options);
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn what_can_be_is_accepted() {
        let options = Options::new()
            .module("self")
            .replace("dtmi:a;1", "crate::Wrapped<u8>")
            .map("::std::collections::HashMap")
            .derive("serde :: Serialize")
            .attribute("#[serde(crate = \"__rt::x\")]")
            .visibility("pub ( in crate :: models )");
        assert_eq!(message(options), "accepted");
    }
}
