//! How names of a model become names of Rust.
//!
//! The wire name is always the model's; only the Rust name bends. The rules, in order:
//!
//! 1. An element that the options rename has that name.
//! 2. Modules, fields, methods and arguments are `snake_case`, types, variants and type parameters `UpperCamelCase`,
//!    associated constants `UPPER_SNAKE_CASE`. The `s` behind an acronym belongs to it (`bssids` of `BSSIDs`). A name
//!    that would start with a digit gets an `n` (`N`) before it.
//! 3. A keyword is written raw (`r#type`); `self`, `super` and `crate` cannot be and get an underscore behind them.
//! 4. A type never takes a name of the prelude or of an item that every generated module has ([`RESERVED_TYPES`]): it
//!    gets its kind behind it (`ContextObject`, `StringEnum`). A variant gets `Value` (`UnrecognizedValue`), one of
//!    `TelemetryMessage` gets `Component` (`RootComponent`).
//! 5. The type of a telemetry or property has its name; that of a payload has the payload's, or, if another type wants
//!    it too, its command's with `Request` or `Response` behind it. What is inside is called after the type around it,
//!    with the field's name behind it, `Element` in an array and `Value` in a map (`RebootRequestMode`).
//! 6. A method that would be called like one of ours, or like a trait's method or against Rust's conventions for the
//!    prefixes `as_`, `from_`, `into_`, `is_` and `to_`, gets a prefix: `with_` for a setter, `handle_` for a handler
//!    method, `component_` for the accessor of a component, `call_` for a call of a command from the service's side.
//! 7. Of siblings that still share a name, the one whose wire name is spelled exactly so keeps it, else the first in
//!    source order; the others are numbered from 2 (`humidity_2`, `Humidity2`).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Type names that no type made from a model takes: the items of each generated module, and the prelude.
pub const RESERVED_TYPES: &[&str] = &[
    // Items of each generated module.
    "CommandHandler",
    "Components",
    "Context",
    "DesiredProperties",
    "Device",
    "H",
    "Model",
    "Properties",
    "PropertyHandler",
    "Remote",
    "RemoteDevice",
    "ReportedProperties",
    "S",
    "Telemetry",
    "TelemetryMessage",
    "Twin",
    "TwinDesired",
    "TwinReported",
    // The preludes of all editions, and what generated code imports.
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Module names that no interface takes.
pub const RESERVED_MODULES: &[&str] = &["alloc", "core", "std", "v1"];

/// Names that no constant about a command or a component takes: those of each generated module.
pub const RESERVED_MODULE_CONSTANTS: &[&str] = &["METADATA", "MODEL_ID"];

/// Names that no constant about a field takes: those of each type made from an object.
pub const RESERVED_OBJECT_CONSTANTS: &[&str] = &["METADATA"];

/// Names that no constant about a property of a relationship takes: those of each relationship.
pub const RESERVED_RELATIONSHIP_CONSTANTS: &[&str] = &[
    "MAX_MULTIPLICITY",
    "METADATA",
    "MIN_MULTIPLICITY",
    "NAME",
    "TARGET",
    "WRITABLE",
];

/// Variant names that no enum value takes: our own, and what generated code imports.
pub const RESERVED_VARIANTS: &[&str] = &["BTreeMap", "Box", "Future", "Self", "String", "Unrecognized", "Vec"];

/// Names that no accessor of a component takes: the methods of a generated `Device`, `RemoteDevice` and
/// `TwinDesired`, and the fields beside those of the components.
pub const RESERVED_ACCESSORS: &[&str] = &[
    "connected",
    "context",
    "device_id",
    "new",
    "own_context",
    "patch",
    "problems",
    "report",
    "root",
    "running",
    "send",
    "send_with",
    "shutdown",
    "status",
    "status_changed",
    "twin",
    "update",
];

/// Names that no method for calling a command takes: the other methods of a generated `Remote`.
pub const RESERVED_CALLS: &[&str] = &["component_name", "new", "update"];

/// Names that no variant of `TelemetryMessage` made from a component takes: its own, and what generated code imports.
pub const RESERVED_MESSAGES: &[&str] = &["BTreeMap", "Box", "Future", "Root", "Self", "String", "Unknown", "Vec"];

/// Names of trait methods, which no setter takes: a reader would expect the trait.
pub const RESERVED_SETTERS: &[&str] = &[
    "add",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "decode",
    "decode_member",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "encode",
    "encode_members",
    "encode_property",
    "eq",
    "fmt",
    "hash",
    "index",
    "index_mut",
    "into",
    "mul",
    "ne",
    "neg",
    "new",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
    "to_owned",
    "to_string",
    "try_into",
    "type_id",
];

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

const NEVER_RAW: &[&str] = &["self", "super", "crate", "_"];

/// Whether a text can be written as an identifier, raw or not.
#[must_use]
pub fn is_identifier(text: &str) -> bool {
    let text = text.strip_prefix("r#").unwrap_or(text);
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !NEVER_RAW.contains(&text)
        && text != "Self"
        && text != "_"
}

/// The `snake_case` form of a name of the model, keywords not yet escaped.
#[must_use]
pub fn snake(name: &str) -> String {
    started_by_letter(with_plain_plurals(name).to_snake_case(), "n")
}

/// The `UpperCamelCase` form of a name of the model.
#[must_use]
pub fn camel(name: &str) -> String {
    started_by_letter(with_plain_plurals(name).to_upper_camel_case(), "N")
}

/// The `UPPER_SNAKE_CASE` form of a name of the model.
#[must_use]
pub fn upper(name: &str) -> String {
    started_by_letter(with_plain_plurals(name).to_shouty_snake_case(), "N")
}

/// A name in which the plural of an acronym is one word: `Bssids` for `BSSIDs`, which would be taken for `BSSI` and `Ds`.
fn with_plain_plurals(name: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(name);
    let mut capitals = 0;
    let mut chars = name.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends_word = chars.peek().is_none_or(|(_, next)| !next.is_ascii_lowercase());
        if c == 's' && capitals >= 2 && ends_word {
            // The first letter stays a capital, and so begins the word.
            if let Some(rest) = out.to_mut().get_mut(at + 1 - capitals..at) {
                rest.make_ascii_lowercase();
            }
        }
        capitals = if c.is_ascii_uppercase() { capitals + 1 } else { 0 };
    }
    out
}

fn started_by_letter(mut name: String, letter: &str) -> String {
    // A valid model has no other letters; what is left of an invalid one may.
    name.retain(|c| c.is_ascii_alphanumeric() || c == '_');
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("{letter}{name}")
    }
}

/// Writes a keyword raw, or with an underscore where that is not possible.
#[must_use]
pub fn escape_keyword(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// A name without what [`escape_keyword`] did to it, to make another name of it.
#[must_use]
pub fn unescaped(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name).trim_end_matches('_')
}

/// Whether Rust's conventions expect another receiver than `self` for a method of this name, or a trait of the prelude
/// has one that takes `self` by value and would be found first.
fn misleads_by_prefix(name: &str, prefixes: &[&str]) -> bool {
    matches!(name, "new" | "into" | "try_into") || prefixes.iter().any(|prefix| name.starts_with(prefix))
}

/// The setter of a field: called like it, unless rule 6 forbids.
#[must_use]
pub fn setter(field: &str) -> String {
    let plain = field.strip_prefix("r#").unwrap_or(field);
    if RESERVED_SETTERS.contains(&plain) || misleads_by_prefix(plain, &["as_", "from_", "is_", "to_"]) {
        format!("with_{plain}")
    } else {
        field.to_owned()
    }
}

/// The handler method of a property or command, keywords escaped.
#[must_use]
pub fn handler_method(name: &str) -> String {
    let plain = snake(name);
    if misleads_by_prefix(&plain, &["from_", "into_"]) {
        format!("handle_{plain}")
    } else {
        escape_keyword(plain)
    }
}

/// The method that calls a command, keywords escaped.
#[must_use]
pub fn call(name: &str) -> String {
    let plain = snake(name);
    if RESERVED_CALLS.contains(&plain.as_str()) || misleads_by_prefix(&plain, &["from_", "into_"]) {
        format!("call_{plain}")
    } else {
        escape_keyword(plain)
    }
}

/// The variant of `TelemetryMessage` for a component.
#[must_use]
pub fn message(name: &str) -> String {
    let plain = camel(name);
    if RESERVED_MESSAGES.contains(&plain.as_str()) {
        format!("{plain}Component")
    } else {
        plain
    }
}

/// The accessor of a component, keywords escaped.
#[must_use]
pub fn accessor(name: &str) -> String {
    let plain = snake(name);
    if RESERVED_ACCESSORS.contains(&plain.as_str())
        || misleads_by_prefix(&plain, &["from_", "into_"])
        || plain == "clone"
    {
        format!("component_{plain}")
    } else {
        escape_keyword(plain)
    }
}

/// Names taken within one namespace.
#[derive(Debug, Default, Clone)]
pub struct Namespace {
    taken: BTreeSet<String>,
}

impl Namespace {
    /// A namespace in which these names are taken.
    pub fn with<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            taken: names.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Takes the name, numbered from 2 when it is taken already; `separator` stands before the number.
    pub fn take(&mut self, name: &str, separator: &str) -> String {
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        let stem = name.strip_prefix("r#").unwrap_or(name).trim_end_matches('_');
        (2_u32..)
            .map(|number| format!("{stem}{separator}{number}"))
            .find(|candidate| self.taken.insert(candidate.clone()))
            .unwrap_or_default()
    }

    /// Whether the name is taken.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.taken.contains(name)
    }
}

/// Gives each sibling its name (rule 7). Each is its wire name, the wish, and whether the wish is an order.
#[must_use]
pub fn siblings(wishes: &[Wish], namespace: &mut Namespace, separator: &str) -> Vec<String> {
    let mut names = BTreeMap::new();
    let rank = |wish: &Wish| {
        if wish.pinned {
            0
        } else if wish.wire == wish.name.trim_start_matches("r#") {
            1
        } else {
            2
        }
    };
    for pass in 0..3 {
        for (index, wish) in wishes.iter().enumerate().filter(|(_, wish)| rank(wish) == pass) {
            names.insert(index, namespace.take(&wish.name, separator));
        }
    }
    names.into_values().collect()
}

/// What an element would like to be called.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Its name in the model.
    pub wire: String,
    /// The name that it would have alone.
    pub name: String,
    /// Whether the options said so.
    pub pinned: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(names: &[&str]) -> Vec<String> {
        let wishes: Vec<Wish> = names
            .iter()
            .map(|name| Wish {
                wire: (*name).to_owned(),
                name: escape_keyword(snake(name)),
                pinned: false,
            })
            .collect();
        siblings(&wishes, &mut Namespace::default(), "_")
    }

    #[test]
    fn keywords_are_raw_or_get_an_underscore() {
        assert_eq!(
            fields(&["type", "self", "Static", "crate", "gen"]),
            ["r#type", "self_", "r#static", "crate_", "r#gen"]
        );
    }

    #[test]
    fn what_is_made_of_an_escaped_name_starts_from_the_plain_one() {
        assert_eq!(
            (unescaped("r#type"), unescaped("self_"), unescaped("a_b")),
            ("type", "self", "a_b")
        );
    }

    #[test]
    fn the_sibling_spelled_like_the_rust_name_keeps_it() {
        assert_eq!(fields(&["Humidity", "humidity"]), ["humidity_2", "humidity"]);
        assert_eq!(
            fields(&["OnOff", "on_off", "onOff"]),
            ["on_off_2", "on_off", "on_off_3"]
        );
    }

    #[test]
    fn numbers_never_meet_a_given_name() {
        assert_eq!(
            fields(&["humidity_2", "Humidity", "humidity"]),
            ["humidity_2", "humidity_3", "humidity"]
        );
    }

    #[test]
    fn a_keyword_is_numbered_without_its_prefix() {
        assert_eq!(fields(&["Type", "type"]), ["type_2", "r#type"]);
    }

    #[test]
    fn digits_and_empty_names_get_a_letter() {
        assert_eq!(snake("3d"), "n3d");
        assert_eq!(camel("3d"), "N3d");
        assert_eq!(snake("__"), "n");
    }

    #[test]
    fn the_plural_of_an_acronym_is_one_word() {
        for (name, expected) in [
            ("BSSIDs", "bssids"),
            ("VOCs", "vocs"),
            ("wifiBSSIDsSeen", "wifi_bssids_seen"),
            ("IDs_of_APs2", "ids_of_aps2"),
            ("GPSsensor", "gp_ssensor"),
            ("deviceIs", "device_is"),
            ("HTTPServer", "http_server"),
        ] {
            assert_eq!(snake(name), expected);
        }
        assert_eq!((camel("BSSIDs"), upper("VOCs")), ("Bssids".into(), "VOCS".into()));
    }

    #[test]
    fn setters_keep_clear_of_trait_methods_and_conventions() {
        assert_eq!(setter("temperature"), "temperature");
        assert_eq!(setter("is_open"), "with_is_open");
        assert_eq!(setter("default"), "with_default");
        assert_eq!(setter("r#type"), "r#type");
    }

    #[test]
    fn calls_and_messages_keep_clear_of_the_services_side() {
        assert_eq!(
            (call("reboot"), call("update")),
            ("reboot".to_owned(), "call_update".to_owned())
        );
        assert_eq!(
            (call("fromHere"), call("type")),
            ("call_from_here".to_owned(), "r#type".to_owned())
        );
        assert_eq!(
            (message("pump"), message("root")),
            ("Pump".to_owned(), "RootComponent".to_owned())
        );
        assert_eq!(
            (accessor("twin"), accessor("patch")),
            ("component_twin".to_owned(), "component_patch".to_owned())
        );
    }

    #[test]
    fn accessors_keep_clear_of_the_device() {
        assert_eq!(accessor("send"), "component_send");
        assert_eq!(accessor("into"), "component_into");
        assert_eq!(accessor("thermostat1"), "thermostat1");
    }
}
