//! Imports of exactly the names that a module uses. The naming policy keeps names of the model clear of them.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;

use super::ident;

/// What comes from the parent module.
const PARENT: &[&str] = &["__rt", "v1"];
/// What comes from the contract with the runtime, because not every prelude has it.
const ALLOC: &[&str] = &["BTreeMap", "Box", "String", "Vec"];
/// What comes from `core`, because not every edition's prelude has it.
const FUTURE: &str = "Future";

/// The imports of the top module, which has `__rt` and `v1` itself.
pub(super) fn of_top(body: &TokenStream) -> TokenStream {
    let used = used(body);
    let alloc = import(&quote!(v1), ALLOC, &used);
    let future = future(&used);
    quote!(#alloc #future)
}

/// The imports of an interface's module inside.
pub(super) fn of_child(body: &TokenStream) -> TokenStream {
    let used = used(body);
    let parent = import(&quote!(super), PARENT, &used);
    let alloc = import(&quote!(v1), ALLOC, &used);
    let future = future(&used);
    quote!(#parent #alloc #future)
}

fn import(path: &TokenStream, names: &[&'static str], used: &BTreeSet<&'static str>) -> TokenStream {
    let names: Vec<Ident> = names
        .iter()
        .filter(|name| used.contains(*name))
        .map(|name| ident(name))
        .collect();
    match names.as_slice() {
        [] => TokenStream::new(),
        [one] => quote! { use #path::#one; },
        several => quote! { use #path::{#(#several),*}; },
    }
}

fn future(used: &BTreeSet<&'static str>) -> Option<TokenStream> {
    used.contains(FUTURE).then(|| quote! { use ::core::future::Future; })
}

fn used(body: &TokenStream) -> BTreeSet<&'static str> {
    let mut used = BTreeSet::new();
    collect(body.clone(), &mut used);
    used
}

fn collect(tokens: TokenStream, used: &mut BTreeSet<&'static str>) {
    // To look into a group is to copy it, and most groups are attributes: documentation, which uses nothing.
    let mut after_hash = false;
    for tree in tokens {
        let attribute = after_hash;
        after_hash = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '#');
        match tree {
            TokenTree::Group(group) if attribute && group.delimiter() == Delimiter::Bracket => {}
            TokenTree::Ident(ident) => {
                used.extend(PARENT.iter().chain(ALLOC).chain([&FUTURE]).find(|name| ident == **name))
            }
            TokenTree::Group(group) => collect(group.stream(), used),
            _ => {}
        }
    }
}
