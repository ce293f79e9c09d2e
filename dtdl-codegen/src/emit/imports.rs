//! Imports of exactly the names that a module uses. The naming policy keeps names of the model clear of them.
//!
//! To look for names in what was written would be to copy it, so who writes one of these names asks for it.

use core::cell::Cell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::ident;
use super::tokens::joined;

/// What comes from the parent module.
const PARENT: &[&str] = &["__rt", "v1"];
/// What comes from the contract with the runtime, because not every prelude has it.
const ALLOC: &[&str] = &["BTreeMap", "Box", "String", "Vec"];
/// What comes from `core`, because not every edition's prelude has it.
const FUTURE: &str = "Future";

/// The names that the module in the making has asked for.
#[derive(Default)]
pub(super) struct Imports(Cell<BTreeSet<&'static str>>);

impl Imports {
    /// One of the names, to be written down.
    pub(super) fn name(&self, name: &'static str) -> Ident {
        let mut used = self.0.take();
        used.insert(name);
        self.0.set(used);
        ident(name)
    }

    /// Asks for the names in a text of the options.
    pub(super) fn names_in(&self, tokens: &TokenStream) {
        for tree in tokens.clone() {
            for name in ALLOC.iter().chain([&FUTURE]).filter(|name| is_in(name, &tree)) {
                self.name(name);
            }
        }
    }

    /// The imports of the top module, which has `__rt` and `v1` itself. The next module starts anew.
    pub(super) fn of_top(&self) -> TokenStream {
        let used = self.0.take();
        let alloc = import(&quote!(v1), ALLOC.iter().filter(|name| used.contains(*name)));
        let future = used.contains(FUTURE).then(|| quote! { use ::core::future::Future; });
        quote!(#alloc #future)
    }

    /// The body of an interface's module inside, behind its imports.
    pub(super) fn before(&self, body: TokenStream) -> TokenStream {
        let trees: Vec<TokenTree> = body.into_iter().collect();
        let parent = PARENT.iter().filter(|name| trees.iter().any(|tree| is_in(name, tree)));
        let mut tokens = joined([import(&quote!(super), parent), self.of_top()]);
        tokens.extend(trees);
        tokens
    }
}

fn import<'a>(path: &TokenStream, names: impl Iterator<Item = &'a &'static str>) -> TokenStream {
    let names: Vec<Ident> = names.map(|name| ident(name)).collect();
    match names.as_slice() {
        [] => TokenStream::new(),
        [one] => quote! { use #path::#one; },
        several => quote! { use #path::{#(#several),*}; },
    }
}

fn is_in(name: &str, tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => group.stream().into_iter().any(|tree| is_in(name, &tree)),
        _ => false,
    }
}
