//! Types of relationships.

use proc_macro2::TokenStream;
use quote::quote;

use super::members::{Holder, Shape};
use super::{Emitter, docs, extra, ident, integer, metadata, serde};
use crate::plan::Relationship;

impl Emitter<'_> {
    /// The type of a relationship of the interface's own.
    pub(super) fn relationship(&self, module: usize, relationship: &Relationship) -> TokenStream {
        let name = ident(&relationship.name);
        let wire = &relationship.wire;
        let docs = docs::attributes(&relationship.docs, &format!("Relationship `{wire}`."));
        let definition = if relationship.members.is_empty() {
            let (derives, attributes) = extra(&relationship.extra);
            let serde = relationship
                .extra
                .serde
                .then(|| serde::object(self.plan.deny_unknown_fields));
            let constant = relationship.metadata.as_ref().map(metadata::constant);
            let own = constant.map(|constant| quote!(impl #name { #constant }));
            quote! {
                #docs
                #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default #derives)]
                #serde
                #attributes
                pub struct #name {}

                #own
            }
        } else {
            self.members(Holder {
                module,
                name: &relationship.name,
                docs,
                extra: &relationship.extra,
                members: &relationship.members,
                metadata: relationship.metadata.as_ref(),
                element: "Property",
                shape: Shape::Optional,
            })
        };
        let target = match (relationship.target_module, &relationship.target) {
            (Some(target), _) => {
                let path = self.module_path(module, target);
                Some(quote!(#path MODEL_ID))
            }
            (None, Some(target)) => Some(quote!(#target)),
            (None, None) => None,
        };
        let target = target.map(|target| quote!(const TARGET: Option<&'static str> = Some(#target);));
        let minimum = relationship.min_multiplicity.map(|count| {
            let count = integer(count.into());
            quote!(const MIN_MULTIPLICITY: Option<u32> = Some(#count);)
        });
        let maximum = relationship.max_multiplicity.map(|count| {
            let count = integer(count.into());
            quote!(const MAX_MULTIPLICITY: Option<u32> = Some(#count);)
        });
        let writable = relationship.writable.then(|| {
            quote!(
                const WRITABLE: bool = true;
            )
        });
        quote! {
            #definition

            impl __rt::Relationship for #name {
                const NAME: &'static str = #wire;
                #target
                #minimum
                #maximum
                #writable
            }
        }
    }
}
