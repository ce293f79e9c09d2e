//! `include_dtdl!`: the macro that users write.

/// Not for users: what [`include_dtdl!`](crate::include_dtdl) expands to.
#[doc(hidden)]
pub use dtdl_macros::__include_dtdl;

/// Turns a DTDL model into a module of typed Rust at compile time.
///
/// The path, and the folders, start from the folder of the package's `Cargo.toml`. The module is called after the
/// root interface: `dtmi:com:example:Thermostat;1` becomes `thermostat`.
///
/// ```ignore
/// dtdl_runtime::include_dtdl!("models/thermostat.json", repository = "models");
/// ```
///
/// # Arguments behind the path
///
/// Each is written `name = value`. One that names an element does so by identifier: `rename = ("dtmi:…", name)`, or
/// several as `rename = { "dtmi:…" = name, "dtmi:…" = name }`; one that takes several values takes a list: `[a, b]`.
///
/// | argument | value |
/// |---|---|
/// | `repository` | a folder in device model repository layout, from which references are resolved |
/// | `root` | the identifier of an interface that is a device of its own, if not all that no other uses |
/// | `module` | the module's name |
/// | `visibility` | the module's visibility; `pub` unless given |
/// | `rename` | the Rust name of an element |
/// | `side` | `device` (unless given), `service` or `both` |
/// | `derive` | traits to derive, by their paths: for every type that can have them, or for the types of an element |
/// | `attribute` | attributes, as strings: on every type, or on the types of an element |
/// | `replace` | the path of a type of yours that stands for a schema |
/// | `map` | the path of the type of maps; `BTreeMap` unless given |
/// | `closed_enums` | `true`: an enum has the model's values only, and refuses others |
/// | `deny_unknown_fields` | `true`: an object with a field that the model does not have is refused |
/// | `send` | `false`: handlers need not be `Send + Sync`, for executors with one thread |
/// | `docs` | `false`: no documentation |
/// | `notes` | `false`: no section "Notes" in the documentation, which says what you may want to change |
/// | `target` | `"iot-central"`: warn about what Azure IoT Central does not take |
/// | `allow_undefined_extensions` | `true`: keep what only an unknown extension defines as metadata, in DTDL v3 and v4 as in v2 |
/// | `accept_limits` | `"onvif"` or `"aio"`: a limit extension whose limits are accepted |
/// | `runtime` | the path to this crate, if the macro is called through another one's |
///
/// Mistakes of the model are compile errors, and what it is warned about is a warning of the compiler, each with the
/// file, the line and the column. Decisions that you may want to change, as names of modules that would meet, are no
/// warnings, since a compiler that denies those would refuse a good model: they stand in the module's documentation
/// under "Notes".
#[macro_export]
macro_rules! include_dtdl {
    ($($arguments:tt)*) => {
        $crate::__include_dtdl! { ($crate) $($arguments)* }
    };
}
