//! The whole way from arguments to items.

use std::env;
use std::path::Path;

use dtdl_codegen::model::Parsed;
use dtdl_codegen::{generate, load};
use proc_macro2::TokenStream;
use quote::quote;

use crate::args::Args;
use crate::report;

/// The module, and what is wrong with its model.
pub(crate) fn expand(args: Args) -> TokenStream {
    let Ok(manifest) = env::var("CARGO_MANIFEST_DIR") else {
        return report::compile_error(args.span, "CARGO_MANIFEST_DIR is not set: paths start from there");
    };
    let options = args.options.base(&manifest);
    let parsed = load(&options);
    let mut out = report::diagnostics(args.span, &parsed, &manifest);
    if parsed.model.interfaces().len() == 0 {
        if out.is_empty() {
            let message = format!("`{}` holds no interface", args.path);
            out.extend(report::compile_error(args.span, &message));
        }
        return out;
    }
    let generated = generate(&parsed.model, &options);
    // What the options name may only be missing because the model has errors: these come first.
    let problems = generated.plan().problems.iter().filter(|_| parsed.is_valid());
    for problem in problems {
        out.extend(report::compile_error(args.span, problem));
    }
    out.extend(generated.tokens_with(&args.runtime, &tracked(&parsed, Path::new(&manifest))));
    out
}

/// An item for each file read, so that the compiler looks again when one changes. Paths start from the manifest, so
/// that no path of this machine enters the program.
fn tracked(parsed: &Parsed, manifest: &Path) -> TokenStream {
    let mut out = TokenStream::new();
    for path in parsed.paths() {
        let relative = path
            .strip_prefix(manifest)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/");
        out.extend(if Path::new(&relative).is_absolute() {
            quote!(
                const _: &[u8] = ::core::include_bytes!(#relative);
            )
        } else {
            let relative = format!("/{relative}");
            quote! {
                const _: &[u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #relative));
            }
        });
    }
    out
}
