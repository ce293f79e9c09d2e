//! What the model says of its elements, as constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident};
use crate::plan::Metadata;

/// A constant, in a module or in an `impl`.
pub(super) fn constant(metadata: &Metadata) -> TokenStream {
    let docs = docs::markdown(&format!("What the model says of `{}`.", metadata.name));
    let (constant, name) = (ident(&metadata.constant), &metadata.name);
    let texts = |texts: &[(String, String)]| {
        let pairs = texts.iter().map(|(key, text)| quote!((#key, #text)));
        quote!(&[#(#pairs),*])
    };
    let given = |method: &str, list: &[(String, String)]| {
        let (method, texts) = (ident(method), texts(list));
        (!list.is_empty()).then(|| quote!(.#method(#texts)))
    };
    let display_name = given("with_display_name", &metadata.display_name);
    let description = given("with_description", &metadata.description);
    let unit = metadata
        .unit
        .as_ref()
        .map(|(term, symbol)| quote!(.with_unit(__rt::Unit::new(#term, #symbol))));
    let types = &metadata.semantic_types;
    let semantic_types = (!types.is_empty()).then(|| quote!(.with_semantic_types(&[#(#types),*])));
    let (types, properties) = (&metadata.undefined_types, &metadata.undefined_properties);
    let undefined = (!types.is_empty() || !properties.is_empty()).then(|| {
        let properties = texts(properties);
        quote!(.with_undefined(&[#(#types),*], #properties))
    });
    quote! {
        #docs
        pub const #constant: __rt::Metadata = __rt::Metadata::new(#name)
            #display_name
            #description
            #unit
            #semantic_types
            #undefined;
    }
}
