//! Options by name and plain value, as the arguments of a macro or a configuration file give them.

use super::{OptionError, Options, Side, Target};

/// A plain value of an option, whatever it was written in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Setting {
    /// A text, a name or a path.
    Text(String),
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(u64),
    /// Several values.
    List(Vec<Self>),
    /// Values by identifier.
    Table(Vec<(String, Self)>),
}

type Set = fn(Options, Setting) -> Option<Options>;

/// Every option: its name, what its value is in words, and how it is set. A setter gives `None` for a value of
/// another form.
const ALL: &[(&str, &str, Set)] = &[
    (
        "accept_limits",
        "a limit extension, `onvif` or `aio`, as a string, or a list of them",
        |options, value| each(options, value, Options::accept_limits),
    ),
    ("allow_undefined_extensions", FLAG, |options, value| {
        Some(options.allow_undefined_extensions(value.flag()?))
    }),
    ("attribute", TEXTS_OR_TABLE_OF_ATTRIBUTES, |options, value| {
        additions(options, value, Options::attribute, Options::attribute_for)
    }),
    ("closed_enums", FLAG, |options, value| {
        Some(options.closed_enums(value.flag()?))
    }),
    ("deny_unknown_fields", FLAG, |options, value| {
        Some(options.deny_unknown_fields(value.flag()?))
    }),
    (
        "derive",
        "the path of a trait, a list of paths, or for identifiers of the model one of both each",
        |options, value| additions(options, value, Options::derive, Options::derive_for),
    ),
    ("docs", FLAG, |options, value| Some(options.docs(value.flag()?))),
    ("map", "the path of a type", |options, value| {
        Some(options.map(value.text()?))
    }),
    ("max_size", "a number of bytes", |options, value| {
        Some(options.max_size(value.number()?.try_into().ok()?))
    }),
    (
        "model",
        "a model file, as a string, or a list of them",
        |options, value| each(options, value, Options::model),
    ),
    ("module", "a name", |options, value| Some(options.module(value.text()?))),
    ("notes", FLAG, |options, value| Some(options.notes(value.flag()?))),
    ("rename", "a name for each identifier of the model", |options, value| {
        table(options, value, Options::rename)
    }),
    (
        "replace",
        "the path of a type for each identifier of a schema",
        |options, value| table(options, value, Options::replace),
    ),
    (
        "repository",
        "a folder, as a string, or a list of them",
        |options, value| each(options, value, Options::repository),
    ),
    (
        "root",
        "the identifier of an interface, as a string, or a list of them",
        |options, value| each(options, value, Options::root),
    ),
    ("runtime", "the path of a crate", |options, value| {
        Some(options.runtime(value.text()?))
    }),
    ("send", FLAG, |options, value| Some(options.send(value.flag()?))),
    ("side", "`device`, `service` or `both`", |options, value| {
        Some(options.side(one_of(Side::NAMES, &value.text()?)?))
    }),
    ("target", "`iot-hub` or `iot-central`, as a string", |options, value| {
        Some(options.target(one_of(Target::NAMES, &value.text()?)?))
    }),
    (
        "visibility",
        "`pub`, `pub(crate)`, `pub(super)`, `pub(in path)` or `private`",
        |options, value| Some(options.visibility(value.text()?)),
    ),
];

const FLAG: &str = "`true` or `false`";
const TEXTS_OR_TABLE_OF_ATTRIBUTES: &str =
    "an attribute, as a string, a list of them, or for identifiers of the model one of both each";

impl Options {
    /// The names of all options, in the order of the alphabet.
    pub fn names() -> impl ExactSizeIterator<Item = &'static str> {
        ALL.iter().map(|(name, ..)| *name)
    }

    /// Sets the option of this name, hyphens or underscores between its words. One that may be given more than once
    /// adds to what is there.
    ///
    /// # Errors
    ///
    /// There is no such option, or its value is of another form. What the value says is judged by [`Options::check`].
    ///
    /// ```
    /// use dtdl_codegen::{Options, Setting};
    ///
    /// let options = Options::new().set("closed-enums", Setting::Flag(true))?;
    /// assert!(options.closed_enums);
    /// let error = Options::new().set("closed-enums", Setting::Text("no".to_owned())).unwrap_err();
    /// assert_eq!(error.to_string(), "`closed-enums` takes `true` or `false`");
    /// # Ok::<(), dtdl_codegen::OptionError>(())
    /// ```
    pub fn set(self, name: &str, value: Setting) -> Result<Self, OptionError> {
        let plain = name.replace('-', "_");
        let Some((_, form, set)) = ALL.iter().find(|(known, ..)| *known == plain) else {
            return Err(unknown(name, &plain));
        };
        set(self, value).ok_or_else(|| OptionError::new(format!("`{name}` takes {form}")))
    }

    /// Refuses a name that [`set`](Options::set) would not know, before there is a value.
    ///
    /// # Errors
    ///
    /// There is no such option.
    pub fn check_name(name: &str) -> Result<(), OptionError> {
        let plain = name.replace('-', "_");
        if Self::names().any(|known| known == plain) {
            Ok(())
        } else {
            Err(unknown(name, &plain))
        }
    }

    /// What the value of an option is, in words.
    #[must_use]
    pub fn form(name: &str) -> Option<&'static str> {
        let plain = name.replace('-', "_");
        ALL.iter()
            .find_map(|(known, form, _)| (*known == plain).then_some(*form))
    }
}

fn unknown(name: &str, plain: &str) -> OptionError {
    let near = Options::names().find(|known| known.starts_with(plain) || plain.starts_with(known));
    let hint = near.map(|known| format!(", but `{known}`")).unwrap_or_default();
    let all: Vec<String> = Options::names().map(|known| format!("`{known}`")).collect();
    OptionError::new(format!(
        "there is no option `{name}`{hint}; the options are {}",
        all.join(", ")
    ))
}

impl Setting {
    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn flag(self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    fn number(self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// One text, or several.
    fn texts(self) -> Option<Vec<String>> {
        match self {
            Self::Text(text) => Some(vec![text]),
            Self::List(values) => values.into_iter().map(Self::text).collect(),
            _ => None,
        }
    }
}

fn each(options: Options, value: Setting, set: fn(Options, String) -> Options) -> Option<Options> {
    Some(value.texts()?.into_iter().fold(options, set))
}

fn table(options: Options, value: Setting, set: fn(Options, String, String) -> Options) -> Option<Options> {
    let Setting::Table(entries) = value else { return None };
    entries.into_iter().try_fold(options, |options, (dtmi, value)| {
        Some(set(options, dtmi, value.text()?))
    })
}

fn additions(
    options: Options,
    value: Setting,
    all: fn(Options, String) -> Options,
    named: fn(Options, String, String) -> Options,
) -> Option<Options> {
    let Setting::Table(entries) = value else {
        return each(options, value, all);
    };
    entries.into_iter().try_fold(options, |options, (dtmi, value)| {
        let texts = value.texts()?;
        Some(
            texts
                .into_iter()
                .fold(options, |options, text| named(options, dtmi.clone(), text)),
        )
    })
}

fn one_of<T: Copy>(names: &[(&str, T)], text: &str) -> Option<T> {
    let text = text.replace('_', "-");
    names.iter().find_map(|(name, value)| (*name == text).then_some(*value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Setting {
        Setting::Text(text.to_owned())
    }

    fn entry(value: Setting) -> Setting {
        Setting::Table(vec![("dtmi:a;1".to_owned(), value)])
    }

    #[test]
    fn every_option_by_name_does_what_its_setter_does() {
        let pairs = [
            ("accept_limits", text("onvif"), Options::new().accept_limits("onvif")),
            (
                "allow_undefined_extensions",
                Setting::Flag(true),
                Options::new().allow_undefined_extensions(true),
            ),
            ("attribute", text("#[x]"), Options::new().attribute("x")),
            (
                "attribute",
                entry(text("x")),
                Options::new().attribute_for("dtmi:a;1", "x"),
            ),
            ("closed_enums", Setting::Flag(true), Options::new().closed_enums(true)),
            (
                "deny_unknown_fields",
                Setting::Flag(true),
                Options::new().deny_unknown_fields(true),
            ),
            (
                "derive",
                Setting::List(vec![text("Eq"), text("serde :: Serialize")]),
                Options::new().derive("Eq").derive("serde::Serialize"),
            ),
            (
                "derive",
                entry(Setting::List(vec![text("Eq")])),
                Options::new().derive_for("dtmi:a;1", "Eq"),
            ),
            ("docs", Setting::Flag(false), Options::new().docs(false)),
            ("map", text("a::Map"), Options::new().map("a::Map")),
            ("max_size", Setting::Number(9), Options::new().max_size(9)),
            ("model", text("a.json"), Options::new().model("a.json")),
            ("module", text("type"), Options::new().module("type")),
            ("notes", Setting::Flag(false), Options::new().notes(false)),
            ("rename", entry(text("b")), Options::new().rename("dtmi:a;1", "b")),
            (
                "replace",
                entry(text("crate::B")),
                Options::new().replace("dtmi:a;1", "crate::B"),
            ),
            ("repository", text("a"), Options::new().repository("a")),
            ("root", text("dtmi:a;1"), Options::new().root("dtmi:a;1")),
            ("runtime", text(":: a"), Options::new().runtime("::a")),
            ("send", Setting::Flag(false), Options::new().send(false)),
            ("side", text("both"), Options::new().side(Side::Both)),
            ("target", text("iot-central"), Options::new().target(Target::IotCentral)),
            ("visibility", text("private"), Options::new().visibility("private")),
        ];
        for name in Options::names() {
            assert!(pairs.iter().any(|(known, ..)| *known == name), "{name} is not tested");
        }
        for (name, value, expected) in pairs {
            assert_ne!(expected, Options::new(), "{name} changes something");
            assert_eq!(Options::new().set(name, value).as_ref(), Ok(&expected), "{name}");
            assert_eq!(expected.check(), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_value_of_another_form_says_what_the_option_takes() {
        for name in Options::names() {
            let wrong = Setting::List(vec![Setting::Flag(true)]);
            let message = match Options::new().set(name, wrong) {
                Ok(_) => "accepted".to_owned(),
                Err(error) => error.to_string(),
            };
            assert!(message.starts_with(&format!("`{name}` takes ")), "{message}");
        }
        assert!(Options::new().set("side", text("middle")).is_err());
    }

    #[test]
    fn an_unknown_name_names_the_known_ones() {
        let message = Options::check_name("repo").map_err(|error| error.to_string());
        assert!(message.is_err_and(|message| {
            message.starts_with("there is no option `repo`, but `repository`; the options")
                && message.contains("`visibility`")
        }));
    }
}
