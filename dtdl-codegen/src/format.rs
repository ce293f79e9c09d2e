//! Tokens as formatted source text.

use proc_macro2::TokenStream;

/// Formats items the way rustfmt would, or nearly so.
pub(crate) fn format(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        // Tokens of ours always parse; if ever not, the compiler says why better than we could.
        Err(_) => tokens.to_string(),
    }
}
