//! Types made from schemas: objects and enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::members::{Holder, Shape};
use super::{Emitter, docs, ident, integer};
use crate::plan::{Type, TypeKind, Variant};

impl Emitter<'_> {
    pub(super) fn schema_type(&self, module: usize, ty: &Type) -> TokenStream {
        let docs = docs::attributes(&ty.docs, &format!("`{}` of the model.", ty.name));
        match &ty.kind {
            TypeKind::Struct(members) => {
                let holder = Holder {
                    module,
                    name: &ty.name,
                    docs,
                    members,
                    shape: Shape::Optional,
                };
                let object = self.members(&holder);
                let value = object_value(&ty.name);
                quote!(#object #value)
            }
            TypeKind::IntegerEnum(variants) => integer_enum(&ty.name, &docs, variants),
            TypeKind::StringEnum(variants) => string_enum(&ty.name, &docs, variants),
        }
    }
}

/// An object is a value.
pub(super) fn object_value(name: &str) -> TokenStream {
    let name = ident(name);
    quote! {
        impl v1::Value for #name {
            fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
                v1::encode_object(self, out)
            }

            fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
                v1::encode_object_property(self, out)
            }

            fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
                v1::decode_object(json)
            }
        }
    }
}

fn declared<V>(variants: &[Variant<V>]) -> TokenStream {
    let variants = variants.iter().map(|variant| {
        let docs = docs::attributes(&variant.docs, &format!("`{}`.", variant.label));
        let name = ident(&variant.name);
        quote!(#docs #name)
    });
    quote!(#(#variants,)*)
}

fn integer_enum(name: &str, docs: &TokenStream, variants: &[Variant<i32>]) -> TokenStream {
    let name = ident(name);
    let declared = declared(variants);
    let names: Vec<_> = variants.iter().map(|variant| ident(&variant.name)).collect();
    let labels: Vec<_> = variants.iter().map(|variant| &variant.label).collect();
    let values: Vec<_> = variants
        .iter()
        .map(|variant| integer(i64::from(variant.value)))
        .collect();
    // An enum may have no values at all.
    let (from_value, from_str) = if variants.is_empty() {
        (quote!(Self::Unknown(value)), quote!(text.parse().map(Self::from_value)))
    } else {
        (
            quote!(match value {
                #(#values => Self::#names,)*
                unknown => Self::Unknown(unknown),
            }),
            quote!(match text {
                #(#labels => Ok(Self::#names),)*
                number => number.parse().map(Self::from_value),
            }),
        )
    };
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum #name {
            #declared
            /// A value that this version of the model does not know.
            Unknown(i32),
        }

        impl #name {
            /// The variant of a value on the wire.
            #[must_use]
            pub const fn from_value(value: i32) -> Self {
                #from_value
            }

            /// The value on the wire.
            #[must_use]
            pub const fn value(self) -> i32 {
                match self {
                    #(Self::#names => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        /// The name in the model, or the number of an unknown value.
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(Self::#names => f.write_str(#labels),)*
                    Self::Unknown(value) => value.fmt(f),
                }
            }
        }

        /// From the name in the model, or from the number.
        impl ::core::str::FromStr for #name {
            type Err = ::core::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, ::core::num::ParseIntError> {
                #from_str
            }
        }

        impl v1::Value for #name {
            fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
                v1::Value::encode(&self.value(), out)
            }

            fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
                json.integer().map(Self::from_value)
            }
        }
    }
}

fn string_enum(name: &str, docs: &TokenStream, variants: &[Variant<String>]) -> TokenStream {
    let name = ident(name);
    let declared = declared(variants);
    let names: Vec<_> = variants.iter().map(|variant| ident(&variant.name)).collect();
    let labels: Vec<_> = variants.iter().map(|variant| &variant.label).collect();
    let values: Vec<_> = variants.iter().map(|variant| &variant.value).collect();
    // A label that is another variant's value would make two arms of one text: the value on the wire wins.
    let by_label: Vec<_> = variants
        .iter()
        .filter(|variant| variants.iter().all(|other| other.value != variant.label))
        .map(|variant| {
            let (label, name) = (&variant.label, ident(&variant.name));
            quote!(#label => Self::#name,)
        })
        .collect();
    let from_str = if by_label.is_empty() {
        quote!(Ok(Self::from_value(text)))
    } else {
        quote! {
            Ok(match text {
                #(#by_label)*
                value => Self::from_value(value),
            })
        }
    };
    let from_value = if variants.is_empty() {
        quote!(Self::Unknown(value.into()))
    } else {
        quote!(match value {
            #(#values => Self::#names,)*
            unknown => Self::Unknown(unknown.into()),
        })
    };
    let display = if variants.iter().all(|variant| variant.label == variant.value) {
        quote!(f.write_str(self.as_str()))
    } else {
        quote! {
            f.write_str(match self {
                #(Self::#names => #labels,)*
                Self::Unknown(value) => value,
            })
        }
    };
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum #name {
            #declared
            /// A value that this version of the model does not know.
            Unknown(String),
        }

        impl #name {
            /// The variant of a value on the wire.
            #[must_use]
            pub fn from_value(value: &str) -> Self {
                #from_value
            }

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        /// The name in the model, or the text of an unknown value.
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #display
            }
        }

        /// From the name in the model, or from the value on the wire.
        impl ::core::str::FromStr for #name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, ::core::convert::Infallible> {
                #from_str
            }
        }

        impl v1::Value for #name {
            fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
                v1::encode_string(self.as_str(), out);
                Ok(())
            }

            fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
                json.string().map(|text| Self::from_value(&text))
            }
        }
    }
}
