//! One specifier of a context: the version of the language, its limits, or an extension.

use super::{Entering, LANGUAGE, Quit};
use crate::diagnostic::Code;
use crate::dtmi;
use crate::metamodel::{Context, metamodel};
use crate::place::At;
use crate::suggest;

impl Entering<'_> {
    fn quit(&mut self, code: Code, at: At, value: &str, message: String, help: &str) -> Quit {
        self.report.error(code, at, message).value(value).help(help);
        Quit
    }

    /// The context of the language, its version, and whether it says its limits itself.
    pub(super) fn language(&mut self, text: &str, at: At) -> Result<(&'static Context, u8, bool), Quit> {
        let Some((_, number, fragment)) = dtmi::split(text) else {
            return Err(self.quit(
                Code::INVALID_CONTEXT_SPECIFIER,
                at,
                text,
                format!("`{text}` is not an identifier"),
                &version_help(text),
            ));
        };
        self.fragment(text, fragment, at)?;
        let major = number.split('.').next().unwrap_or_default();
        if major != "4" && !fragment.is_empty() {
            self.report
                .error(
                    Code::DISALLOWED_CONTEXT_FRAGMENT,
                    at,
                    format!("DTDL v{major} does not allow `{fragment}`"),
                )
                .value(text)
                .fact("Restriction", major)
                .help("leave the part from `#` out");
            return Err(Quit);
        }
        if major.is_empty() {
            return Err(self.quit(
                Code::MISSING_CONTEXT_VERSION,
                at,
                text,
                format!("`{text}` lacks the DTDL version"),
                "write \"dtmi:dtdl:context;2\" (or ;3, ;4)",
            ));
        }
        if fragment == "#limits" {
            return Err(self.misplaced_limits(text, at));
        }
        let version = major.parse().unwrap_or(0);
        let Some(context) = metamodel().contexts.language(version) else {
            self.report
                .error(
                    Code::UNRECOGNIZED_CONTEXT_VERSION,
                    at,
                    format!("there is no DTDL version {number}"),
                )
                .value(text)
                .fact("Restriction", "2, 3, 4")
                .help("use version 2, 3 or 4");
            return Err(Quit);
        };
        let plain = text.split('#').next().unwrap_or(text);
        if !dtmi::is_valid(plain, version) {
            return Err(self.invalid_for(text, at, version));
        }
        if version > self.options.newest_version() {
            let newest = self.options.newest_version();
            self.report
                .error(
                    Code::DISALLOWED_CONTEXT_VERSION,
                    at,
                    format!("DTDL v{version} is newer than v{newest}, the newest accepted"),
                )
                .value(text)
                .fact("Restriction", newest.to_string())
                .help("use an older version, or allow this one");
            return Err(Quit);
        }
        Ok((context, version, fragment != "#limitless"))
    }

    /// Whether a context of the language ends with a fragment that it may have.
    fn fragment(&mut self, text: &str, fragment: &str, at: At) -> Result<(), Quit> {
        match fragment {
            "" | "#limitless" | "#limits" => Ok(()),
            _ => Err(self.quit(
                Code::INVALID_CONTEXT_FRAGMENT,
                at,
                text,
                format!("`{text}` ends with something other than `#limitless` or `#limits`"),
                "leave the part from `#` out",
            )),
        }
    }

    fn invalid_for(&mut self, text: &str, at: At, version: u8) -> Quit {
        self.report
            .error(
                Code::INVALID_CONTEXT_SPECIFIER_FOR_VERSION,
                at,
                format!("`{text}` is not a valid identifier in DTDL v{version}"),
            )
            .value(text)
            .fact("Restriction", version.to_string())
            .help("correct the identifier");
        Quit
    }

    fn misplaced_limits(&mut self, text: &str, at: At) -> Quit {
        self.quit(
            Code::MISPLACED_LIMIT_CONTEXT,
            at,
            text,
            format!("`{text}` says limits, but does not stand behind a limitless DTDL context"),
            "put it right behind \"dtmi:dtdl:context;4#limitless\"",
        )
    }

    /// The limit extension that a context names.
    pub(super) fn limits(&mut self, text: &str, at: At, version: u8) -> Result<Option<&'static str>, Quit> {
        let (name, number, fragment) = self.identifier(text, at, version)?;
        if text.starts_with(LANGUAGE) {
            self.fragment(text, fragment, at)?;
            let same = number.split('.').next().and_then(|major| major.parse().ok()) == Some(version);
            return Ok((fragment != "#limitless" && same).then_some(""));
        }
        let context = metamodel().contexts.get(name, number);
        let Some((known, limits)) = context.and_then(|context| {
            let (limits, of) = context.limits?;
            (of == version).then_some((context, limits))
        }) else {
            return Ok(None);
        };
        if self.options.accepts_limits(limits, name, known.version) {
            return Ok(Some(limits));
        }
        self.report
            .error(
                Code::DISALLOWED_LIMIT_CONTEXT,
                at,
                format!("the limits of `{text}` are not accepted here"),
            )
            .value(text)
            .fact("Restriction", format!("\"{LANGUAGE}{version}#limits\""))
            .help("accept them in the options, or use the limits of the language");
        Err(Quit)
    }

    /// A context specifier in parts, checked as far as every one is.
    fn identifier<'t>(&mut self, text: &'t str, at: At, version: u8) -> Result<(&'t str, &'t str, &'t str), Quit> {
        if !text.starts_with("dtmi:") {
            return Err(self.quit(
                Code::NON_DTMI_CONTEXT_SPECIFIER,
                at,
                text,
                format!("`{text}` is not a digital twin model identifier"),
                "contexts are named by identifiers such as \"dtmi:dtdl:context;2\"",
            ));
        }
        let Some((name, number, fragment)) = dtmi::split(text) else {
            return Err(self.quit(
                Code::INVALID_CONTEXT_SPECIFIER,
                at,
                text,
                format!("`{text}` is not a valid identifier"),
                "correct the identifier",
            ));
        };
        if !text.starts_with(LANGUAGE) && !fragment.is_empty() {
            return Err(self.quit(
                Code::INVALID_CONTEXT_SPECIFIER,
                at,
                text,
                format!("`{text}` ends with a fragment"),
                "leave the part from `#` out",
            ));
        }
        let plain = text.split('#').next().unwrap_or(text);
        if !dtmi::is_valid(plain, version) {
            return Err(self.invalid_for(text, at, version));
        }
        if number.is_empty() {
            return Err(self.quit(
                Code::MISSING_CONTEXT_VERSION,
                at,
                text,
                format!("`{text}` lacks the version of the context"),
                &known_help(name, version).unwrap_or_else(|| "add it, for example \";1\"".to_owned()),
            ));
        }
        Ok((name, number, fragment))
    }

    /// The extension that a context names; `None` if nobody defines it and that is allowed.
    pub(super) fn affiliate(&mut self, text: &str, at: At, version: u8) -> Result<Option<&'static Context>, Quit> {
        if text.starts_with(LANGUAGE) {
            return Err(self.quit(
                Code::DTDL_CONTEXT_FOLLOWS_AFFILIATE,
                at,
                text,
                format!("`{text}` stands behind the context of an extension"),
                "put the DTDL version first",
            ));
        }
        let (name, number, _) = self.identifier(text, at, version)?;
        let contexts = &metamodel().contexts;
        if let Some(context) = contexts.get(name, number) {
            if context.limits.is_some() {
                return Err(self.misplaced_limits(text, at));
            }
            return Ok(Some(context));
        }
        if self.options.allows_undefined(version) {
            return Ok(None);
        }
        let versions: Vec<&str> = contexts.with_name(name).map(|context| context.version).collect();
        if versions.is_empty() {
            let names = || contexts.iter().map(|context| context.name);
            let close = suggest::closest(last(name), names().map(last));
            let known = names().find(|known| close == Some(last(known)));
            let help = known.and_then(|known| known_help(known, version));
            let help = help.unwrap_or_else(|| "remove it, or set the option `allow_undefined_extensions`".to_owned());
            return Err(self.quit(
                Code::UNRESOLVABLE_CONTEXT_SPECIFIER,
                at,
                text,
                format!("nobody defines the context `{text}`"),
                &help,
            ));
        }
        let known = versions.join(", ");
        self.report
            .error(
                Code::UNRESOLVABLE_CONTEXT_VERSION,
                at,
                format!("`{name}` has no version {number}"),
            )
            .value(text)
            .fact("Restriction", known.clone())
            .help(format!("known versions: {known}"));
        Err(Quit)
    }
}

/// What to write where a specifier should name a version of the language.
pub(super) fn version_help(text: &str) -> String {
    let known = metamodel().contexts.iter().filter_map(|context| {
        let version = context.language_version()?.to_string();
        // Which version is meant only its number says.
        text.trim_end().ends_with(&version).then_some(context.id)
    });
    match suggest::closest(text, known) {
        Some(close) => format!("did you mean \"{close}\"?"),
        None if metamodel().contexts.iter().any(|context| context.id == text) => {
            "put \"dtmi:dtdl:context;2\" (or ;3, ;4) first".to_owned()
        }
        None => "write \"dtmi:dtdl:context;2\" (or ;3, ;4)".to_owned(),
    }
}

/// The context of an extension for a DTDL version, of those with a name.
fn known_help(name: &str, version: u8) -> Option<String> {
    let metamodel = metamodel();
    let fits = |context: &&Context| {
        let mut cotypes = metamodel.cotypes.iter().filter(|cotype| cotype.context == context.id);
        cotypes.any(|cotype| cotype.versions.contains(&version))
    };
    let known = || metamodel.contexts.with_name(name);
    let found = known().find(fits).or_else(|| known().last())?;
    Some(format!("did you mean \"{}\"?", found.id))
}

/// The last part of a context's name: what stands before it is the same for all.
fn last(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
