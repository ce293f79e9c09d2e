//! Enums: of integers or of strings, with a place for unknown values unless the options close them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, docs, extra, ident, integer};
use crate::plan::{Type, Variant};

/// What both kinds are made of.
struct Parts {
    name: Ident,
    /// The variants with their documentation.
    declared: TokenStream,
    names: Vec<Ident>,
    /// The names in the model.
    labels: Vec<String>,
    derives: TokenStream,
    attributes: TokenStream,
    /// What a value of this enum is, for errors.
    expected: String,
}

impl Parts {
    fn new<V>(ty: &Type, variants: &[Variant<V>]) -> Self {
        let declared = variants.iter().map(|variant| {
            let docs = docs::attributes(&variant.docs, &format!("`{}`.", variant.label));
            let name = ident(&variant.name);
            quote!(#docs #name)
        });
        let (derives, attributes) = extra(&ty.extra);
        Self {
            name: ident(&ty.name),
            declared: quote!(#(#declared,)*),
            names: variants.iter().map(|variant| ident(&variant.name)).collect(),
            labels: variants.iter().map(|variant| variant.label.clone()).collect(),
            derives,
            attributes,
            expected: format!("a value of {}", ty.name),
        }
    }
}

impl Emitter<'_> {
    pub(super) fn integer_enum(&self, ty: &Type, docs: &TokenStream, variants: &[Variant<i32>]) -> TokenStream {
        let closed = self.plan.closed_enums;
        let parts = Parts::new(ty, variants);
        let Parts {
            name,
            declared,
            names,
            labels,
            derives,
            attributes,
            expected,
        } = &parts;
        let values: Vec<_> = variants
            .iter()
            .map(|variant| integer(i64::from(variant.value)))
            .collect();
        let unknown = (!closed).then(|| {
            quote! {
                /// A value that this version of the model does not know.
                Unknown(i32),
            }
        });
        let from_value = if closed {
            closed_from_value(&quote!(i32), &quote!(value), &values, names)
        } else {
            let body = open_match(&values, names, &quote!(Self::Unknown(value)));
            quote! {
                /// The variant of a value on the wire.
                #[must_use]
                pub const fn from_value(value: i32) -> Self {
                    #body
                }
            }
        };
        let value_arms = quote!(#(Self::#names => #values,)*);
        let unknown_value = (!closed).then(|| quote!(Self::Unknown(value) => value,));
        let value = matched(&quote!(self), &quote!(#value_arms #unknown_value));
        let unknown_text = (!closed).then(|| quote!(Self::Unknown(value) => value.fmt(f),));
        let display = matched(
            &quote!(*self),
            &quote!(#(Self::#names => f.write_str(#labels),)* #unknown_text),
        );
        let (error, fallback, decode) = if closed {
            (
                quote!(__rt::ParseError),
                quote! {
                    number => number
                        .parse()
                        .ok()
                        .and_then(Self::from_value)
                        .ok_or_else(|| v1::parse_error(text, #expected)),
                },
                quote!(Self::from_value(json.integer()?).ok_or_else(|| json.expected(#expected))),
            )
        } else {
            (
                quote!(::core::num::ParseIntError),
                quote!(number => number.parse().map(Self::from_value),),
                quote!(json.integer().map(Self::from_value)),
            )
        };
        let from_str = quote!(match text { #(#labels => Ok(Self::#names),)* #fallback });
        quote! {
            #docs
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash #derives)]
            #attributes
            pub enum #name {
                #declared
                #unknown
            }

            impl #name {
                #from_value

                /// The value on the wire.
                #[must_use]
                pub const fn value(self) -> i32 {
                    #value
                }
            }

            /// The name in the model, or the number of an unknown value.
            impl ::core::fmt::Display for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #display
                }
            }

            /// From the name in the model, or from the number.
            impl ::core::str::FromStr for #name {
                type Err = #error;

                fn from_str(text: &str) -> Result<Self, #error> {
                    #from_str
                }
            }

            impl v1::Value for #name {
                fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
                    v1::Value::encode(&self.value(), out)
                }

                fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
                    #decode
                }
            }
        }
    }

    pub(super) fn string_enum(&self, ty: &Type, docs: &TokenStream, variants: &[Variant<String>]) -> TokenStream {
        let closed = self.plan.closed_enums;
        let parts = Parts::new(ty, variants);
        let Parts {
            name,
            declared,
            names,
            labels,
            derives,
            attributes,
            expected,
        } = &parts;
        let values: Vec<_> = variants.iter().map(|variant| &variant.value).collect();
        let (unknown, unknown_text, copy) = if closed {
            (None, None, Some(quote!(, Copy)))
        } else {
            (
                Some(quote! {
                    /// A value that this version of the model does not know.
                    Unknown(String),
                }),
                Some(quote!(Self::Unknown(value) => value,)),
                None,
            )
        };
        let from_value = if closed {
            closed_from_value(&quote!(&str), &quote!(value), &values, names)
        } else {
            let body = open_match(&values, names, &quote!(Self::Unknown(value.into())));
            quote! {
                /// The variant of a value on the wire.
                #[must_use]
                pub fn from_value(value: &str) -> Self {
                    #body
                }
            }
        };
        let text = matched(&quote!(self), &quote!(#(Self::#names => #values,)* #unknown_text));
        let as_str = if closed {
            let text = matched(&quote!(self), &quote!(#(Self::#names => #values,)*));
            quote!(pub const fn as_str(self) -> &'static str { #text })
        } else {
            quote!(pub fn as_str(&self) -> &str { #text })
        };
        let display = if labels.iter().zip(&values).all(|(label, value)| label == *value) {
            quote!(f.write_str(self.as_str()))
        } else {
            let labels = matched(&quote!(self), &quote!(#(Self::#names => #labels,)* #unknown_text));
            quote!(f.write_str(#labels))
        };
        let (error, of_value, decode) = if closed {
            (
                quote!(__rt::ParseError),
                quote!(Self::from_value(text).ok_or_else(|| v1::parse_error(text, #expected))),
                quote!(Self::from_value(&json.string()?).ok_or_else(|| json.expected(#expected))),
            )
        } else {
            (
                quote!(::core::convert::Infallible),
                quote!(Ok(Self::from_value(text))),
                quote!(json.string().map(|text| Self::from_value(&text))),
            )
        };
        // A label that is another variant's value would make two arms of one text: the value on the wire wins.
        let by_label: Vec<TokenStream> = variants
            .iter()
            .filter(|variant| variants.iter().all(|other| other.value != variant.label))
            .map(|variant| {
                let (label, name) = (&variant.label, ident(&variant.name));
                quote!(#label => Ok(Self::#name),)
            })
            .collect();
        let from_str = if by_label.is_empty() {
            of_value
        } else {
            quote!(match text { #(#by_label)* _ => #of_value, })
        };
        quote! {
            #docs
            #[derive(Debug, Clone #copy, PartialEq, Eq, Hash #derives)]
            #attributes
            pub enum #name {
                #declared
                #unknown
            }

            impl #name {
                #from_value

                /// The value on the wire.
                #[must_use]
                #as_str
            }

            /// The name in the model, or the text of an unknown value.
            impl ::core::fmt::Display for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #display
                }
            }

            /// From the name in the model, or from the value on the wire.
            impl ::core::str::FromStr for #name {
                type Err = #error;

                fn from_str(text: &str) -> Result<Self, #error> {
                    #from_str
                }
            }

            impl v1::Value for #name {
                fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
                    v1::encode_string(self.as_str(), out);
                    Ok(())
                }

                fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
                    #decode
                }
            }
        }
    }
}

/// A match, also of an enum without variants.
fn matched(scrutinee: &TokenStream, arms: &TokenStream) -> TokenStream {
    if arms.is_empty() {
        let scrutinee = if scrutinee.to_string() == "self" {
            quote!(*self)
        } else {
            scrutinee.clone()
        };
        quote!(match #scrutinee {})
    } else {
        quote!(match #scrutinee { #arms })
    }
}

/// The variant of a value; `unknown` for any other.
fn open_match<V: quote::ToTokens>(values: &[V], names: &[Ident], unknown: &TokenStream) -> TokenStream {
    if values.is_empty() {
        return unknown.clone();
    }
    quote!(match value {
        #(#values => Self::#names,)*
        _ => #unknown,
    })
}

fn closed_from_value<V: quote::ToTokens>(
    ty: &TokenStream,
    value: &TokenStream,
    values: &[V],
    names: &[Ident],
) -> TokenStream {
    let constant = (ty.to_string() == "i32").then(|| quote!(const));
    let body = if values.is_empty() {
        quote!({
            let _ = #value;
            None
        })
    } else {
        quote!({
            Some(match #value {
                #(#values => Self::#names,)*
                _ => return None,
            })
        })
    };
    quote! {
        /// The variant of a value on the wire, if the model has one.
        #[must_use]
        pub #constant fn from_value(value: #ty) -> Option<Self> #body
    }
}
