//! The procedural macro behind `dtdl_runtime::include_dtdl!`.
//!
//! Only that macro calls it: it puts the path of the runtime crate in front of the user's arguments.

mod args;
mod expand;
mod report;

use proc_macro::TokenStream;

/// `__include_dtdl!((path of the runtime) "model.json", name = value, …)`
#[doc(hidden)]
#[proc_macro]
pub fn __include_dtdl(input: TokenStream) -> TokenStream {
    match args::parse(input.into()) {
        Ok(args) => expand::expand(args).into(),
        Err(mistake) => report::compile_error(mistake.span, &mistake.message).into(),
    }
}
