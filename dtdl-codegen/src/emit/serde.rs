//! What serde's derives must be told so that their JSON is that of the wire.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::plan::Member;

/// On a struct: what is absent stays at its default.
pub(super) fn object(deny_unknown_fields: bool) -> TokenStream {
    let deny = deny_unknown_fields.then(|| quote!(, deny_unknown_fields));
    quote!(#[serde(default #deny)])
}

/// On a field: its name on the wire, and the function that says whether it is left out.
pub(super) fn field(member: &Member, skip: &str) -> TokenStream {
    let wire = &member.wire;
    let rename = (*wire != member.field.trim_start_matches("r#")).then(|| quote!(rename = #wire,));
    quote!(#[serde(#rename skip_serializing_if = #skip)])
}

/// An enum as its value on the wire.
pub(super) struct Enumeration<'a> {
    pub(super) name: &'a Ident,
    pub(super) closed: bool,
    /// The type of the value.
    pub(super) value: TokenStream,
    /// What the value is, of an enum that is called `value`.
    pub(super) get: &'a TokenStream,
    /// What `from_value` takes, of a value that is called `value`.
    pub(super) from: &'a TokenStream,
    /// What a value of the enum is, for errors.
    pub(super) expected: &'a str,
}

impl Enumeration<'_> {
    /// On the enum.
    pub(super) fn attribute(&self) -> TokenStream {
        let value = self.value.to_string();
        if self.closed {
            quote!(#[serde(into = #value, try_from = #value)])
        } else {
            quote!(#[serde(into = #value, from = #value)])
        }
    }

    /// To the value, and back.
    pub(super) fn conversions(&self) -> TokenStream {
        let Self {
            name,
            value,
            get,
            from,
            expected,
            ..
        } = self;
        let read = if self.closed {
            quote! {
                impl TryFrom<#value> for #name {
                    type Error = __rt::ParseError;

                    fn try_from(value: #value) -> Result<Self, __rt::ParseError> {
                        Self::from_value(#from).ok_or_else(|| v1::parse_error(value, #expected))
                    }
                }
            }
        } else {
            quote! {
                impl From<#value> for #name {
                    fn from(value: #value) -> Self {
                        Self::from_value(#from)
                    }
                }
            }
        };
        quote! {
            impl From<#name> for #value {
                fn from(value: #name) -> Self {
                    #get
                }
            }

            #read
        }
    }
}
