//! Mistakes as compile errors.

use dtdl_codegen::model::{Parsed, Severity};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

const SHOWN: usize = 20;

/// `compile_error!` at a place.
pub(crate) fn compile_error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}

/// A warning of the compiler at a place. A macro has no way to give one, but whoever uses what is deprecated gets one.
fn compile_warning(span: Span, message: &str) -> TokenStream {
    quote_spanned! {span=>
        const _: () = {
            #[deprecated(note = #message)]
            const THE_MODEL: () = ();
            THE_MODEL
        };
    }
}

/// One compile error per error of the model, and a count when there are many; one warning per warning. Paths are shown as seen from `base`.
pub(crate) fn diagnostics(span: Span, parsed: &Parsed, base: &str) -> TokenStream {
    let base = format!("{base}{}", std::path::MAIN_SEPARATOR);
    let errors: Vec<_> = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .collect();
    let mut out: TokenStream = errors
        .iter()
        .take(SHOWN)
        .map(|diagnostic| compile_error(span, &diagnostic.render(&parsed.sources).replace(&base, "")))
        .collect();
    if let Some(more) = errors.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let message = format!("the model has {more} more errors; `dtdlgen validate` shows all");
        out.extend(compile_error(span, &message));
    }
    let warnings = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Warning)
        .take(SHOWN);
    out.extend(warnings.map(|diagnostic| {
        // The compiler's own line comes before it.
        let text = diagnostic.render(&parsed.sources).replace(&base, "");
        compile_warning(span, &format!("\n{text}"))
    }));
    out
}
