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
/// Arguments behind the path:
///
/// - `repository = "folder"`: a folder in device model repository layout, from which references are resolved; any
///   number of them
/// - `root = "dtmi:…"`: an interface that is a device of its own, if not all that no other uses; any number of them
/// - `module = name`: the module's name
/// - `rename = ("dtmi:…", name)`: the Rust name of an element; any number of them
#[macro_export]
macro_rules! include_dtdl {
    ($($arguments:tt)*) => {
        $crate::__include_dtdl! { ($crate) $($arguments)* }
    };
}
