//! What a user would write first for a device: handlers, and what the device says by itself, with placeholders for
//! values. Made once, then the user's own.

mod handler;
mod messages;
mod sample;

use std::collections::BTreeSet;

use heck::ToUpperCamelCase as _;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::{Emitter, ident};
use crate::plan::{Component, Module, Plan};

/// A module that no interface is in: paths from there start at the top.
const OUTSIDE: usize = usize::MAX;

/// Writes it down, piece by piece.
pub(crate) struct Starter<'a> {
    emitter: Emitter<'a>,
    /// The handlers' names, by module.
    names: Vec<String>,
}

impl<'a> Starter<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        let mut taken = BTreeSet::new();
        let names = plan.modules.iter().enumerate().map(|(index, module)| {
            let name = match index {
                0 => "device",
                _ => module.name.strip_prefix("r#").unwrap_or(&module.name),
            };
            let plain = name.to_upper_camel_case();
            let candidates = core::iter::once(plain.clone()).chain((2..).map(|number| format!("{plain}{number}")));
            let free = candidates
                .map(|name| format!("{name}Handler"))
                .find(|name| taken.insert(name.clone()));
            free.unwrap_or_default()
        });
        Self {
            names: names.collect(),
            emitter: Emitter::new(plan),
        }
    }

    /// The handlers, if there is anything to handle.
    pub(crate) fn handlers(&self) -> Option<TokenStream> {
        let items: TokenStream = self
            .handled()
            .map(|(index, module)| self.handler(index, module))
            .collect();
        if items.is_empty() {
            return None;
        }
        let items = self.outward(items);
        let imports = imports(&items);
        let top = ident(&self.emitter.plan.name);
        Some(quote!(#imports use crate::#top; #items))
    }

    /// `start`, which starts the device with these handlers.
    pub(crate) fn start(&self) -> TokenStream {
        let Some(root) = self.module(0) else {
            return TokenStream::new();
        };
        let path = self.emitter.module_path(OUTSIDE, 0);
        let own = root.needs_handler().then(|| {
            let handler = self.made(0);
            quote!(, #handler)
        });
        let handled: Vec<&Component> = root
            .components
            .iter()
            .filter(|component| component.parameter.is_some())
            .collect();
        let components = (!handled.is_empty()).then(|| {
            let fields = handled.iter().map(|component| {
                let (field, handler) = (ident(&component.accessor), self.made(component.module));
                quote!(#field: #handler)
            });
            quote!(, #path Components { #(#fields,)* })
        });
        self.outward(quote! {
            /// Starts the device.
            fn start(connection: Connection) -> Result<#path Device, Error> {
                #path start(connection #own #components)
            }
        })
    }

    fn module(&self, index: usize) -> Option<&'a Module> {
        self.emitter.plan.modules.get(index)
    }

    /// The root and its components, as far as they need handlers, each interface once.
    fn handled(&self) -> impl Iterator<Item = (usize, &Module)> {
        let root = self.module(0);
        let components = root
            .into_iter()
            .flat_map(|root| &root.components)
            .map(|component| component.module);
        let indices: BTreeSet<usize> = core::iter::once(0).chain(components).collect();
        let modules = indices
            .into_iter()
            .filter_map(|index| Some((index, self.module(index)?)));
        modules.filter(|(_, module)| module.needs_handler())
    }

    fn name(&self, index: usize) -> Ident {
        ident(self.names.get(index).map_or("Handler", String::as_str))
    }

    /// A new handler; one without desired values is a unit.
    fn made(&self, index: usize) -> TokenStream {
        let name = self.name(index);
        let keeps_values = self.module(index).is_some_and(|module| !module.desired.is_empty());
        let default = keeps_values.then(|| quote!(::default()));
        quote!(handlers::#name #default)
    }

    /// The same with paths as they are outside of the generated module.
    fn outward(&self, tokens: TokenStream) -> TokenStream {
        let top = ident(&self.emitter.plan.name);
        renamed(tokens, &quote!(#top))
    }
}

/// `super` is the generated module, `__rt` the runtime.
fn renamed(tokens: TokenStream, top: &TokenStream) -> TokenStream {
    let one = |tree: TokenTree| match tree {
        TokenTree::Ident(name) if name == "super" => top.clone(),
        TokenTree::Ident(name) if name == "__rt" => quote!(dtdl_runtime),
        TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), renamed(group.stream(), top))).into(),
        tree => tree.into(),
    };
    tokens.into_iter().map(one).collect()
}

/// Imports of what is used.
fn imports(items: &TokenStream) -> TokenStream {
    let text = items.to_string();
    let used: BTreeSet<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .collect();
    let of = |names: &[&str]| -> Vec<Ident> {
        names
            .iter()
            .filter(|name| used.contains(*name))
            .map(|name| ident(name))
            .collect()
    };
    let (map, sync) = (of(&["BTreeMap"]), of(&["Arc", "Mutex", "MutexGuard", "PoisonError"]));
    let runtime = of(&["Ack", "CommandError", "CommandResponse", "CommandResult", "Desired"]);
    let import = |path: TokenStream, names: Vec<Ident>| (!names.is_empty()).then(|| quote!(use #path::{#(#names),*};));
    let (map, sync) = (import(quote!(std::collections), map), import(quote!(std::sync), sync));
    let runtime = import(quote!(dtdl_runtime), runtime);
    quote!(#map #sync #runtime)
}
