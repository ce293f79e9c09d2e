//! The settings of one invocation, the same for the macro, the builder and the command line.
//!
//! A face whose users write names and values (`closed_enums = true`) hands each to [`Options::set`]; one whose users
//! write Rust has the setters. Both end in the same fields, the same [`Options::check`] and the same words.

mod check;
mod choice;
mod setting;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use check::OptionError;
pub use choice::{Side, Target};
pub use setting::Setting;

use crate::naming;

/// What to generate, and how. Start from [`Options::new`] and call the setters.
///
/// ```
/// use dtdl_codegen::{Options, Side};
///
/// let options = Options::new()
///     .model("models/thermostat.json")
///     .repository("models")
///     .derive("Eq")
///     .side(Side::Both);
/// options.check()?;
/// # Ok::<(), dtdl_codegen::OptionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Options {
    /// Model files, which form one model set.
    pub models: Vec<PathBuf>,
    /// Folders in the layout of a device model repository.
    pub repositories: Vec<PathBuf>,
    /// The folder that relative paths start from; the current folder if `None`.
    pub base: Option<PathBuf>,
    /// Identifiers of the interfaces that are devices of their own.
    pub roots: Vec<String>,
    /// The name of the one module that is added.
    pub module: Option<String>,
    /// Rust names by identifier.
    pub renames: BTreeMap<String, String>,
    /// Derives beyond those that every type has.
    pub derives: Additions,
    /// Attributes, without `#[` and `]`.
    pub attributes: Additions,
    /// Types that stand for schemas, by the schema's identifier.
    pub replacements: BTreeMap<String, String>,
    /// The type of maps, without its type arguments; `None` is `BTreeMap`.
    pub map: Option<String>,
    /// The visibility of the module: `pub`, `pub(crate)`…
    pub visibility: String,
    /// Which end of the wire the code is for.
    pub side: Side,
    /// Whether an enum has the model's values only, and refuses others.
    pub closed_enums: bool,
    /// Whether an object with a field that the model does not have is refused.
    pub deny_unknown_fields: bool,
    /// Whether handlers must be `Send + Sync`.
    pub send: bool,
    /// Whether the code is documented.
    pub docs: bool,
    /// Whether decisions that the reader may want to change are said.
    pub notes: bool,
    /// The path to the runtime crate; `None` is `::dtdl_runtime`.
    pub runtime: Option<String>,
    /// Where devices of this model will be connected to.
    pub target: Target,
    /// Whether what neither the language nor an extension defines is kept as undefined; `None` is as the version has it.
    pub allow_undefined_extensions: Option<bool>,
    /// Limit extensions whose limits are accepted.
    pub accept_limits: Vec<String>,
    /// The largest model file that is read, in bytes; 32 MiB if `None`.
    pub max_size: Option<usize>,
}

/// Something added to generated types: to all of them, or to those of one element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Additions {
    /// What every type gets.
    pub all: Vec<String>,
    /// What the types of an element get, by its identifier.
    pub named: BTreeMap<String, Vec<String>>,
}

impl Additions {
    fn add(&mut self, dtmi: Option<String>, what: String) {
        match dtmi {
            Some(dtmi) => self.named.entry(dtmi).or_default().push(what),
            None => self.all.push(what),
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Options {
    /// No model yet, everything else as usual.
    #[must_use]
    pub fn new() -> Self {
        Self {
            models: Vec::new(),
            repositories: Vec::new(),
            base: None,
            roots: Vec::new(),
            module: None,
            renames: BTreeMap::new(),
            derives: Additions::default(),
            attributes: Additions::default(),
            replacements: BTreeMap::new(),
            map: None,
            visibility: "pub".to_owned(),
            side: Side::default(),
            closed_enums: false,
            deny_unknown_fields: false,
            send: true,
            docs: true,
            notes: true,
            runtime: None,
            target: Target::default(),
            allow_undefined_extensions: None,
            accept_limits: Vec::new(),
            max_size: None,
        }
    }

    /// The folder that relative paths start from; the current folder unless set.
    #[must_use]
    pub fn base(mut self, folder: impl Into<PathBuf>) -> Self {
        self.base = Some(folder.into());
        self
    }

    /// A path as the base folder sees it.
    pub(crate) fn locate(&self, path: &Path) -> PathBuf {
        self.base
            .as_ref()
            .map_or_else(|| path.to_owned(), |base| base.join(path))
    }

    /// The path to the runtime crate.
    pub(crate) fn runtime_path(&self) -> &str {
        self.runtime.as_deref().unwrap_or("::dtdl_runtime")
    }
}

/// Writes the setters once, for [`Options`] and for the builder that holds them.
macro_rules! setters {
    ($($(#[$docs:meta])* $name:ident($options:ident $(, $argument:ident: $type:ty)*) $body:block)*) => {
        impl Options {
            $(
                $(#[$docs])*
                #[must_use]
                pub fn $name(mut self $(, $argument: $type)*) -> Self {
                    let $options = &mut self;
                    $body
                    self
                }
            )*
        }

        #[cfg(feature = "format")]
        impl crate::Builder {
            $(
                $(#[$docs])*
                pub fn $name(self $(, $argument: $type)*) -> Self {
                    self.with(|options| options.$name($($argument),*))
                }
            )*
        }
    };
}

setters! {
    /// Adds a model file. All of them form one model set.
    model(options, path: impl Into<PathBuf>) {
        options.models.push(path.into());
    }

    /// Adds a folder in the layout of a device model repository, from which references are resolved.
    repository(options, folder: impl Into<PathBuf>) {
        options.repositories.push(folder.into());
    }

    /// Makes the interface with this identifier a root: a device of its own. Without any, the interfaces of the model
    /// files are the roots that no other of them extends or has as a component.
    root(options, dtmi: impl Into<String>) {
        options.roots.push(dtmi.into());
    }

    /// The name of the one module that the invocation adds. Unless set, it is made from the root interface's
    /// identifier, or `models` when there are several roots.
    module(options, name: impl Into<String>) {
        options.module = Some(naming::escape_keyword(name.into()));
    }

    /// Gives the element with this identifier a Rust name: an interface its module, a schema its type, a content its
    /// field or method.
    rename(options, dtmi: impl Into<String>, name: impl Into<String>) {
        options.renames.insert(dtmi.into(), naming::escape_keyword(name.into()));
    }

    /// Derives a trait, by its path, for every type that can have it. Every type derives `Debug`, `Clone` and
    /// `PartialEq` anyway, and every struct `Default`.
    ///
    /// `serde::Serialize` and `serde::Deserialize` give the JSON that goes over the wire: fields have the model's names,
    /// enums are their values. The runtime's feature `serde` has its share of it, for dates, places and the like.
    derive(options, path: impl Into<String>) {
        options.derives.add(None, without_blanks(path));
    }

    /// Derives a trait for the types of one element: the type of a schema or a relationship, the messages of an
    /// interface.
    derive_for(options, dtmi: impl Into<String>, path: impl Into<String>) {
        options.derives.add(Some(dtmi.into()), without_blanks(path));
    }

    /// Puts an attribute on every type: `cfg_attr(test, derive(Hash))`.
    attribute(options, attribute: impl Into<String>) {
        options.attributes.add(None, bare_attribute(attribute));
    }

    /// Puts an attribute on the types of one element, chosen as by [`derive_for`](Self::derive_for).
    attribute_for(options, dtmi: impl Into<String>, attribute: impl Into<String>) {
        options.attributes.add(Some(dtmi.into()), bare_attribute(attribute));
    }

    /// Lets a type of yours stand for the schema with this identifier. It is named by a path that holds from anywhere
    /// (`crate::Celsius`, `::other_crate::Type`), and implements the runtime's `Value`, `Debug`, `Clone` and
    /// `PartialEq`.
    replace(options, dtmi: impl Into<String>, path: impl Into<String>) {
        options.replacements.insert(dtmi.into(), without_blanks(path));
    }

    /// The type of maps, without its type arguments: `::std::collections::HashMap`. It implements the runtime's
    /// `Value` for `Map<String, V>`. Unless set, maps are a `BTreeMap`.
    map(options, path: impl Into<String>) {
        options.map = Some(without_blanks(path)).filter(|path| path != "BTreeMap");
    }

    /// The visibility of the module: `pub` unless set, `pub(crate)`, `pub(super)`, `pub(in crate::module)`, or
    /// `private`.
    visibility(options, visibility: impl Into<String>) {
        options.visibility = visibility.into();
    }

    /// Which end of the wire the code is for; the device unless set.
    side(options, side: Side) {
        options.side = side;
    }

    /// Whether an enum has the model's values only, and refuses others. Unless set, an unknown value is kept.
    closed_enums(options, closed: bool) {
        options.closed_enums = closed;
    }

    /// Whether an object with a field that the model does not have is refused. Unless set, the field is passed over.
    deny_unknown_fields(options, deny: bool) {
        options.deny_unknown_fields = deny;
    }

    /// Whether handlers must be `Send + Sync`; they must unless set to `false`, for programs whose executor has only
    /// one thread.
    send(options, send: bool) {
        options.send = send;
    }

    /// Whether the code is documented; it is unless set to `false`.
    docs(options, docs: bool) {
        options.docs = docs;
    }

    /// Whether decisions that you may want to change are said, as names of modules that would meet: in the documentation
    /// of the module, as warnings of a build script, and by the command line. They are unless set to `false`.
    notes(options, notes: bool) {
        options.notes = notes;
    }

    /// The path to the runtime crate; `::dtdl_runtime` unless set.
    runtime(options, path: impl Into<String>) {
        options.runtime = Some(without_blanks(path));
    }

    /// Where devices of this model will be connected to, which decides on some warnings; IoT Hub unless set.
    target(options, target: Target) {
        options.target = target;
    }

    /// Whether contexts, co-types and properties that neither the language nor a known extension defines are kept, as
    /// metadata. Unless set, DTDL v2 keeps them, v3 and v4 refuse them.
    allow_undefined_extensions(options, allow: bool) {
        options.allow_undefined_extensions = Some(allow);
    }

    /// Accepts models under the limits of a limit extension: `onvif` or `aio`. Any number of them.
    accept_limits(options, extension: impl Into<String>) {
        options.accept_limits.push(extension.into());
    }

    /// The largest model file that is read, in bytes: 32 MiB unless set, at most 256 MiB.
    max_size(options, bytes: usize) {
        options.max_size = Some(bytes);
    }
}

/// A path as it is written, not as a macro prints its tokens.
fn without_blanks(path: impl Into<String>) -> String {
    path.into().split_whitespace().collect()
}

/// What stands between `#[` and `]`.
fn bare_attribute(attribute: impl Into<String>) -> String {
    let attribute = attribute.into();
    let text = attribute.trim();
    let inner = text.strip_prefix('#').map(str::trim_start).unwrap_or(text);
    match inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(bare) if inner.len() < text.len() => bare.trim().to_owned(),
        _ => text.to_owned(),
    }
}
