//! Large pieces put together. To quote tokens is to copy them; here they move.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// One behind the other.
pub(super) fn joined<const N: usize>(pieces: [TokenStream; N]) -> TokenStream {
    pieces.into_iter().collect()
}

/// A head and, in braces, a body.
pub(super) fn braced(mut head: TokenStream, body: TokenStream) -> TokenStream {
    head.extend([TokenTree::Group(Group::new(Delimiter::Brace, body))]);
    head
}
