//! Enums: of integers or of strings, with a place for unrecognized values unless the options close them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::imports::Imports;
use super::{Emitter, docs, extra, ident, integer, metadata, serde};
use crate::plan::{Metadata, Type, Variant};

impl Emitter<'_> {
    pub(super) fn integer_enum(&self, ty: &Type, docs: &TokenStream, variants: &[Variant<i32>]) -> TokenStream {
        let wire = Wire {
            imports: &self.imports,
            is_integer: true,
            closed: self.plan.closed_enums,
        };
        let values = variants.iter().map(|variant| {
            let text = variant.value.to_string();
            Value::new(variant, integer(variant.value.into()), text)
        });
        wire.enumeration(ty, docs, &values.collect::<Vec<_>>())
    }

    pub(super) fn string_enum(&self, ty: &Type, docs: &TokenStream, variants: &[Variant<String>]) -> TokenStream {
        let wire = Wire {
            imports: &self.imports,
            is_integer: false,
            closed: self.plan.closed_enums,
        };
        let values = variants
            .iter()
            .map(|variant| Value::new(variant, variant.value.to_token_stream(), variant.value.clone()));
        wire.enumeration(ty, docs, &values.collect::<Vec<_>>())
    }
}

/// A value that the model has.
struct Value<'a> {
    docs: TokenStream,
    /// The variant.
    name: Ident,
    /// Its name in the model.
    label: &'a str,
    /// What goes over the wire.
    value: TokenStream,
    /// The same as a text.
    text: String,
    metadata: Option<&'a Metadata>,
}

impl<'a> Value<'a> {
    fn new<V>(variant: &'a Variant<V>, value: TokenStream, text: String) -> Self {
        Self {
            docs: docs::of_value(&variant.docs, &variant.label, &text),
            name: ident(&variant.name),
            label: &variant.label,
            value,
            text,
            metadata: variant.metadata.as_ref(),
        }
    }
}

/// What goes over the wire, and whether anything else may come.
#[derive(Clone, Copy)]
struct Wire<'a> {
    imports: &'a Imports,
    is_integer: bool,
    closed: bool,
}

impl Wire<'_> {
    fn enumeration(self, ty: &Type, docs: &TokenStream, values: &[Value<'_>]) -> TokenStream {
        let name = ident(&ty.name);
        let declared = values.iter().map(|Value { docs, name, .. }| quote!(#docs #name,));
        let held = || match self.is_integer {
            true => quote!(i32),
            false => self.imports.name("String").into_token_stream(),
        };
        let unrecognized = (!self.closed).then(|| {
            let held = held();
            quote! {
                /// A value that this version of the model does not have.
                Unrecognized(#held),
            }
        });
        let copy = self.is_copy().then(|| quote!(, Copy));
        let (derives, attributes) = extra(&ty.extra);
        // What a value of this enum is, for errors.
        let expected = format!("a value of {}", ty.name);
        let (from_value, value, name_of) = (
            self.variant_of_value(values),
            self.value_of_variant(values),
            self.name_of_value(values),
        );
        let all = values.iter().map(|Value { name, .. }| quote!(Self::#name));
        let own = ty.metadata.as_ref().map(metadata::constant);
        let metadata = self.metadata_of_value(values);
        let display = self.display(&name);
        let from_str = from_str(&name, values, &expected);
        let coding = self.coding(&name, &expected);
        let (get, from) = if self.is_integer {
            (quote!(value.value()), quote!(value))
        } else {
            (quote!(value.value().into()), quote!(&value))
        };
        let serde = ty.extra.serde.then(|| serde::Enumeration {
            name: &name,
            closed: self.closed,
            value: held(),
            get: &get,
            from: &from,
            expected: &expected,
        });
        let attribute = serde.as_ref().map(serde::Enumeration::attribute);
        let conversions = serde.as_ref().map(serde::Enumeration::conversions);
        quote! {
            #docs
            #[derive(Debug, Clone #copy, PartialEq, Eq, Hash #derives)]
            #attribute
            #attributes
            pub enum #name {
                #(#declared)*
                #unrecognized
            }

            impl #name {
                /// The values that the model has, in its order.
                pub const ALL: &[Self] = &[#(#all),*];

                #own
                #from_value
                #value
                #name_of
                #metadata
            }

            #display
            #from_str
            #conversions
            #coding
        }
    }

    fn is_copy(self) -> bool {
        self.is_integer || self.closed
    }

    fn receiver(self) -> TokenStream {
        if self.is_copy() { quote!(self) } else { quote!(&self) }
    }

    fn variant_of_value(self, values: &[Value<'_>]) -> TokenStream {
        let arms = values
            .iter()
            .map(|Value { name, value, .. }| quote!(#value => Self::#name,));
        // Texts are not compared in constants.
        let constant = self.is_integer.then(|| quote!(const));
        let ty = if self.is_integer { quote!(i32) } else { quote!(&str) };
        if self.closed {
            let body = if values.is_empty() {
                quote! {
                    let _ = value;
                    None
                }
            } else {
                quote!(Some(match value { #(#arms)* _ => return None }))
            };
            return quote! {
                /// The variant of a value on the wire, if the model has one.
                #[must_use]
                pub #constant fn from_value(value: #ty) -> Option<Self> { #body }
            };
        }
        let unrecognized = if self.is_integer {
            quote!(Self::Unrecognized(value))
        } else {
            quote!(Self::Unrecognized(value.into()))
        };
        let body = if values.is_empty() {
            unrecognized
        } else {
            quote!(match value { #(#arms)* _ => #unrecognized })
        };
        quote! {
            /// The variant of a value on the wire.
            #[must_use]
            pub #constant fn from_value(value: #ty) -> Self { #body }
        }
    }

    fn value_of_variant(self, values: &[Value<'_>]) -> TokenStream {
        let arms = values
            .iter()
            .map(|Value { name, value, .. }| quote!(Self::#name => #value,));
        let unrecognized = match self {
            Self { closed: true, .. } => None,
            Self { is_integer: true, .. } => Some(quote!(Self::Unrecognized(value) => value,)),
            _ => Some(quote!(Self::Unrecognized(value) => value.as_str(),)),
        };
        let receiver = self.receiver();
        let ty = match self {
            Self { is_integer: true, .. } => quote!(i32),
            Self { closed: true, .. } => quote!(&'static str),
            _ => quote!(&str),
        };
        quote! {
            /// The value on the wire.
            #[must_use]
            pub const fn value(#receiver) -> #ty {
                match self { #(#arms)* #unrecognized }
            }
        }
    }

    fn name_of_value(self, values: &[Value<'_>]) -> TokenStream {
        let receiver = self.receiver();
        if self.closed {
            let arms = values
                .iter()
                .map(|Value { name, label, .. }| quote!(Self::#name => #label,));
            return quote! {
                /// The name in the model.
                #[must_use]
                pub const fn name(#receiver) -> &'static str {
                    match self { #(#arms)* }
                }
            };
        }
        let arms = values
            .iter()
            .map(|Value { name, label, .. }| quote!(Self::#name => Some(#label),));
        quote! {
            /// The name in the model, or `None` of an unrecognized value.
            #[must_use]
            pub const fn name(#receiver) -> Option<&'static str> {
                match self { #(#arms)* Self::Unrecognized(_) => None }
            }
        }
    }

    /// The method that says what the model says of a value, if it says something of one.
    fn metadata_of_value(self, values: &[Value<'_>]) -> Option<TokenStream> {
        let said: Vec<&Metadata> = values.iter().map(|value| value.metadata).collect::<Option<_>>()?;
        if said.is_empty() {
            return None;
        }
        let receiver = self.receiver();
        let names = values.iter().map(|value| &value.name);
        let constants: Vec<Ident> = said.iter().map(|said| ident(&said.constant)).collect();
        let contents = said.iter().map(|said| metadata::value(said));
        let contents = quote!(#(const #constants: __rt::Metadata = #contents;)*);
        Some(if self.closed {
            quote! {
                /// What the model says of the value.
                #[must_use]
                pub const fn metadata(#receiver) -> __rt::Metadata {
                    #contents
                    match self { #(Self::#names => #constants,)* }
                }
            }
        } else {
            quote! {
                /// What the model says of the value, or `None` of an unrecognized one.
                #[must_use]
                pub const fn metadata(#receiver) -> Option<__rt::Metadata> {
                    #contents
                    match self { #(Self::#names => Some(#constants),)* Self::Unrecognized(_) => None }
                }
            }
        })
    }

    fn display(self, name: &Ident) -> TokenStream {
        let (docs, body) = if self.closed {
            (docs::markdown("The name in the model."), quote!(f.pad(self.name())))
        } else {
            // Quoted, a text is nobody's name.
            let unrecognized = if self.is_integer {
                "the number of an unrecognized value"
            } else {
                "an unrecognized value in quotes"
            };
            let body = quote! {
                match self.name() {
                    Some(name) => f.pad(name),
                    None => ::core::fmt::Debug::fmt(&self.value(), f),
                }
            };
            (
                docs::markdown(&format!("The name in the model, or {unrecognized}.")),
                body,
            )
        };
        quote! {
            #docs
            impl ::core::fmt::Display for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { #body }
            }
        }
    }

    fn coding(self, name: &Ident, expected: &str) -> TokenStream {
        let (read, borrow) = if self.is_integer {
            (quote!(json.integer()), None)
        } else {
            (quote!(json.string()), Some(quote!(&)))
        };
        let decode = if self.closed {
            quote!(Self::from_value(#borrow #read?).ok_or_else(|| json.expected(#expected)))
        } else {
            quote!(Ok(Self::from_value(#borrow #read?)))
        };
        let encode = if self.is_integer {
            quote!(v1::Value::encode(&self.value(), out))
        } else {
            quote! {
                v1::encode_string(self.value(), out);
                Ok(())
            }
        };
        let vec = self.imports.name("Vec");
        quote! {
            impl v1::Value for #name {
                fn encode(&self, out: &mut #vec<u8>) -> Result<(), v1::EncodeError> { #encode }

                fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> { #decode }
            }
        }
    }
}

fn from_str(name: &Ident, values: &[Value<'_>], expected: &str) -> TokenStream {
    let arms = values.iter().map(|Value { name, label, text, .. }| {
        // One's value may be another's name: the name wins.
        let value = values.iter().all(|other| other.label != text).then(|| quote!(| #text));
        quote!(#label #value => Self::#name,)
    });
    let refuse = quote!(Err(v1::parse_error(text, #expected)));
    let body = if values.is_empty() {
        refuse
    } else {
        quote!(Ok(match text { #(#arms)* _ => return #refuse }))
    };
    // `Self::Err` may be a variant.
    quote! {
        /// From the name in the model, else from the value on the wire, if the model has it.
        impl ::core::str::FromStr for #name {
            type Err = __rt::ParseError;

            fn from_str(text: &str) -> Result<Self, __rt::ParseError> { #body }
        }
    }
}
