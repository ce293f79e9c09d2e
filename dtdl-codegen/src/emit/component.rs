//! `Components`: what a program supplies for the components of a device.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident};
use crate::plan::{Component, Module};

/// The components that a program must handle, each with its type parameter.
pub(super) fn handled(module: &Module) -> Vec<(&Component, proc_macro2::Ident)> {
    module
        .components
        .iter()
        .filter_map(|component| Some((component, ident(component.parameter.as_ref()?))))
        .collect()
}

impl Emitter<'_> {
    pub(super) fn components(&self, module: &Module) -> Option<TokenStream> {
        let handled = handled(module);
        if handled.is_empty() {
            return None;
        }
        let fields = handled.iter().map(|(component, parameter)| {
            let docs = docs::attributes(&component.docs, &format!("Component `{}`.", component.wire));
            let field = ident(&component.accessor);
            quote!(#docs pub #field: #parameter)
        });
        let parameters = handled.iter().map(|(_, parameter)| parameter);
        Some(quote! {
            /// The handlers of the components.
            #[derive(Debug, Clone)]
            pub struct Components<#(#parameters),*> {
                #(#fields,)*
            }
        })
    }

    /// The handler traits of an interface, as seen from the root.
    pub(super) fn bounds(&self, from: usize, index: usize) -> Vec<TokenStream> {
        let Some(module) = self.plan.modules.get(index) else {
            return Vec::new();
        };
        let path = self.module_path(from, index);
        let property = (!module.desired.is_empty()).then(|| quote!(#path PropertyHandler));
        let command = (!module.commands.is_empty()).then(|| quote!(#path CommandHandler));
        property.into_iter().chain(command).collect()
    }
}
