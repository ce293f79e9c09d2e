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

/// One compile error per error of the model, and a count when there are many; one warning per warning. Paths are shown
/// as seen from `base`.
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

#[cfg(test)]
mod tests {
    use dtdl_codegen::model::{NoResolver, Options, Source, parse};
    use proc_macro2::Span;

    use super::diagnostics;

    #[test]
    fn a_warning_is_no_error_and_has_its_place() {
        let text = "{ \"@context\": \"dtmi:dtdl:context;2\", \"@id\": \"dtmi:test:Lamp;1\", \"@type\": \"Interface\",\n\
                    \"contents\": [{ \"@type\": \"Telemetry\", \"name\": \"User\", \"schema\": \"string\" }] }";
        let sources = vec![Source::new("/base/lamp.json", text)];
        let parsed = parse(sources, &mut NoResolver, &Options::default().warn_for_iot_central(true));
        let tokens = diagnostics(Span::call_site(), &parsed, "/base").to_string();
        assert!(!tokens.contains("compile_error"), "{tokens}");
        assert!(
            tokens.contains("deprecated") && tokens.contains("warning[iotCentralName]"),
            "{tokens}"
        );
        assert!(tokens.contains("--> lamp.json:2:"), "{tokens}");
    }
}
