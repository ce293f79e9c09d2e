//! Types of relationships.

use proc_macro2::TokenStream;
use quote::quote;

use super::members::{Holder, Shape};
use super::{Emitter, docs, ident, integer};
use crate::plan::Relationship;

impl Emitter<'_> {
    pub(super) fn relationship(&self, module: usize, relationship: &Relationship) -> TokenStream {
        let name = ident(&relationship.name);
        let wire = &relationship.wire;
        let members = self.members(&Holder {
            module,
            name: &relationship.name,
            extra: &relationship.extra,
            docs: docs::attributes(&relationship.docs, &format!("Relationship `{wire}`.")),
            members: &relationship.members,
            shape: Shape::Optional,
        });
        let value = self.object_value(&relationship.name);
        let target = optional(relationship.target.as_ref());
        let minimum = optional(relationship.min_multiplicity.map(|count| integer(count.into())));
        let maximum = optional(relationship.max_multiplicity.map(|count| integer(count.into())));
        quote! {
            #members
            #value

            impl #name {
                /// The name of the relationship.
                pub const NAME: &'static str = #wire;
                /// The interface that it leads to; any when `None`.
                pub const TARGET: Option<&'static str> = #target;
                /// How many there are at least.
                pub const MIN_MULTIPLICITY: Option<u32> = #minimum;
                /// How many there are at most; any number when `None`.
                pub const MAX_MULTIPLICITY: Option<u32> = #maximum;
            }
        }
    }
}

fn optional<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
