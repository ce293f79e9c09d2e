//! Enums: of integers or of strings, with a place for unknown values unless the options close them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::{Emitter, docs, extra, ident, integer, metadata, serde};
use crate::plan::{Type, Variant};

/// What integers and strings do differently.
struct Kind {
    /// The type of a value on the wire.
    ty: TokenStream,
    /// What a value on the wire is read from.
    from: TokenStream,
    /// The same, of an owned one.
    from_owned: TokenStream,
    /// The value of an enum, owned.
    to_owned: TokenStream,
    /// The variant of an unknown value.
    keep: TokenStream,
    derives: TokenStream,
    /// Whether the enum is copied.
    is_copy: bool,
    /// Whether `from_value` can be called in constants.
    is_const: bool,
    /// The method that gives the value on the wire.
    value: TokenStream,
    /// What the text of an unknown value is called.
    text: &'static str,
    /// What else a variant is made from than its name.
    or_from: &'static str,
    /// The body of `Display`.
    display: TokenStream,
    /// The error of `FromStr`, and its body.
    from_str: (TokenStream, TokenStream),
    encode: TokenStream,
    decode: TokenStream,
}

/// The variants of an enum.
struct Variants<'a, V> {
    variants: &'a [Variant<V>],
    names: Vec<Ident>,
    /// The names in the model.
    labels: Vec<&'a str>,
    /// The values on the wire.
    values: Vec<TokenStream>,
    /// What a value of this enum is, for errors.
    expected: String,
}

impl<'a, V> Variants<'a, V> {
    fn new(ty: &Type, variants: &'a [Variant<V>], value: fn(&V) -> TokenStream) -> Self {
        Self {
            variants,
            names: variants.iter().map(|variant| ident(&variant.name)).collect(),
            labels: variants.iter().map(|variant| variant.label.as_str()).collect(),
            values: variants.iter().map(|variant| value(&variant.value)).collect(),
            expected: format!("a value of {}", ty.name),
        }
    }

    /// `Self::On => 1,` for each variant.
    fn arms(&self, results: &[impl ToTokens]) -> TokenStream {
        let names = &self.names;
        quote!(#(Self::#names => #results,)*)
    }
}

impl Emitter<'_> {
    pub(super) fn integer_enum(&self, ty: &Type, docs: &TokenStream, variants: &[Variant<i32>]) -> TokenStream {
        let closed = self.plan.closed_enums;
        let variants = Variants::new(ty, variants, |value| integer(i64::from(*value)));
        let (names, labels, expected) = (&variants.names, &variants.labels, &variants.expected);
        let unknown_value = (!closed).then(|| quote!(Self::Unknown(value) => value,));
        let values = variants.arms(&variants.values);
        let value = matched(&quote!(self), &quote!(#values #unknown_value));
        let unknown_text = (!closed).then(|| quote!(Self::Unknown(value) => value.fmt(f),));
        let (error, number, decode) = if closed {
            (
                quote!(__rt::ParseError),
                quote! {
                    number
                        .parse()
                        .ok()
                        .and_then(Self::from_value)
                        .ok_or_else(|| v1::parse_error(text, #expected))
                },
                quote!(Self::from_value(json.integer()?).ok_or_else(|| json.expected(#expected))),
            )
        } else {
            (
                quote!(::core::num::ParseIntError),
                quote!(number.parse().map(Self::from_value)),
                quote!(json.integer().map(Self::from_value)),
            )
        };
        let kind = Kind {
            ty: quote!(i32),
            from: quote!(i32),
            from_owned: quote!(value),
            to_owned: quote!(value.value()),
            keep: quote!(Self::Unknown(value)),
            derives: quote!(Debug, Clone, Copy),
            is_copy: true,
            is_const: true,
            value: quote!(pub const fn value(self) -> i32 { #value }),
            text: "number",
            or_from: "number",
            display: matched(
                &quote!(*self),
                &quote!(#(Self::#names => f.write_str(#labels),)* #unknown_text),
            ),
            from_str: (
                error,
                quote!(match text { #(#labels => Ok(Self::#names),)* number => #number, }),
            ),
            encode: quote!(v1::Value::encode(&self.value(), out)),
            decode,
        };
        self.enumeration(ty, docs, &variants, &kind)
    }

    pub(super) fn string_enum(&self, ty: &Type, docs: &TokenStream, variants: &[Variant<String>]) -> TokenStream {
        let closed = self.plan.closed_enums;
        let variants = Variants::new(ty, variants, ToTokens::to_token_stream);
        let expected = &variants.expected;
        let unknown_text = (!closed).then(|| quote!(Self::Unknown(value) => value,));
        let values = variants.arms(&variants.values);
        let text = matched(&quote!(self), &quote!(#values #unknown_text));
        let value = if closed {
            quote!(pub const fn as_str(self) -> &'static str { #text })
        } else {
            quote!(pub fn as_str(&self) -> &str { #text })
        };
        let named_by_value = variants.variants.iter().all(|variant| variant.label == variant.value);
        let display = if named_by_value {
            quote!(f.write_str(self.as_str()))
        } else {
            let labels = variants.arms(&variants.labels);
            let labels = matched(&quote!(self), &quote!(#labels #unknown_text));
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
        let is_value = |label: &str| variants.variants.iter().any(|other| other.value == label);
        let labels = variants.variants.iter().zip(&variants.names);
        let by_label: Vec<TokenStream> = labels
            .filter(|(variant, _)| !is_value(&variant.label))
            .map(|(Variant { label, .. }, name)| quote!(#label => Ok(Self::#name),))
            .collect();
        let from_str = if by_label.is_empty() {
            of_value
        } else {
            quote!(match text { #(#by_label)* _ => #of_value, })
        };
        let kind = Kind {
            ty: quote!(String),
            from: quote!(&str),
            from_owned: quote!(&value),
            to_owned: quote!(value.as_str().into()),
            keep: quote!(Self::Unknown(value.into())),
            derives: if closed {
                quote!(Debug, Clone, Copy)
            } else {
                quote!(Debug, Clone)
            },
            is_copy: closed,
            is_const: false,
            value,
            text: "text",
            or_from: "value on the wire",
            display,
            from_str: (error, from_str),
            encode: quote! {
                v1::encode_string(self.as_str(), out);
                Ok(())
            },
            decode,
        };
        self.enumeration(ty, docs, &variants, &kind)
    }

    /// What both kinds have, in the same form.
    fn enumeration<V>(&self, ty: &Type, docs: &TokenStream, variants: &Variants<'_, V>, kind: &Kind) -> TokenStream {
        let name = ident(&ty.name);
        let (more_derives, attributes) = extra(&ty.extra);
        let Kind {
            ty: value_type,
            derives,
            value,
            text,
            or_from,
            display,
            from_str: (error, from_str),
            encode,
            decode,
            ..
        } = kind;
        let declared = variants.variants.iter().zip(&variants.names).map(|(variant, name)| {
            let docs = docs::attributes(&variant.docs, &format!("`{}`.", variant.label));
            quote!(#docs #name)
        });
        let unknown = (!self.plan.closed_enums).then(|| {
            quote! {
                /// A value that this version of the model does not know.
                Unknown(#value_type),
            }
        });
        let serde = ty.extra.serde.then(|| serde::Enumeration {
            name: &name,
            closed: self.plan.closed_enums,
            value: value_type,
            get: &kind.to_owned,
            from: &kind.from_owned,
            expected: &variants.expected,
        });
        let attribute = serde.as_ref().map(serde::Enumeration::attribute);
        let conversions = serde.as_ref().map(serde::Enumeration::conversions);
        let own = ty.metadata.as_ref().map(metadata::constant);
        let from_value = self.variant_of_value(variants, kind);
        let of_values = self.metadata_of_values(variants, kind);
        let display_docs = docs::markdown(&format!("The name in the model, or the {text} of an unknown value."));
        let from_str_docs = docs::markdown(&format!("From the name in the model, or from the {or_from}."));
        quote! {
            #docs
            #[derive(#derives, PartialEq, Eq, Hash #more_derives)]
            #attribute
            #attributes
            pub enum #name {
                #(#declared,)*
                #unknown
            }

            impl #name {
                #own

                #from_value

                /// The value on the wire.
                #[must_use]
                #value

                #of_values
            }

            #display_docs
            impl ::core::fmt::Display for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #display
                }
            }

            #from_str_docs
            impl ::core::str::FromStr for #name {
                type Err = #error;

                fn from_str(text: &str) -> Result<Self, #error> {
                    #from_str
                }
            }

            #conversions

            impl v1::Value for #name {
                fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
                    #encode
                }

                fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
                    #decode
                }
            }
        }
    }

    /// The function from a value on the wire to the variant.
    fn variant_of_value<V>(&self, variants: &Variants<'_, V>, kind: &Kind) -> TokenStream {
        let Variants { names, values, .. } = variants;
        let Kind { from, keep, .. } = kind;
        let constant = kind.is_const.then(|| quote!(const));
        let known = quote!(#(#values => Self::#names,)*);
        let (docs, result, body) = match (self.plan.closed_enums, names.is_empty()) {
            (false, true) => ("The variant of a value on the wire.", quote!(Self), keep.clone()),
            (false, false) => (
                "The variant of a value on the wire.",
                quote!(Self),
                quote!(match value { #known _ => #keep, }),
            ),
            (true, true) => (
                "The variant of a value on the wire, if the model has one.",
                quote!(Option<Self>),
                quote! {
                    let _ = value;
                    None
                },
            ),
            (true, false) => (
                "The variant of a value on the wire, if the model has one.",
                quote!(Option<Self>),
                quote!(Some(match value { #known _ => return None, })),
            ),
        };
        let docs = docs::markdown(docs);
        quote! {
            #docs
            #[must_use]
            pub #constant fn from_value(value: #from) -> #result {
                #body
            }
        }
    }

    /// The method that says what the model says of a value.
    fn metadata_of_values<V>(&self, variants: &Variants<'_, V>, kind: &Kind) -> Option<TokenStream> {
        let said = variants.variants.iter().map(|variant| variant.metadata.as_ref());
        let said: Vec<_> = said.collect::<Option<_>>()?;
        if said.is_empty() {
            return None;
        }
        let this = if kind.is_copy { quote!(self) } else { quote!(&self) };
        let constants: Vec<Ident> = said.iter().map(|said| ident(&said.constant)).collect();
        let values = said.iter().map(|said| metadata::value(said));
        let values = quote!(#(const #constants: __rt::Metadata = #values;)*);
        Some(if self.plan.closed_enums {
            let arms = variants.arms(&constants);
            quote! {
                /// What the model says of the value.
                #[must_use]
                pub const fn metadata(#this) -> __rt::Metadata {
                    #values
                    match self { #arms }
                }
            }
        } else {
            let known: Vec<TokenStream> = constants.iter().map(|constant| quote!(Some(#constant))).collect();
            let arms = variants.arms(&known);
            quote! {
                /// What the model says of the value, if it knows it.
                #[must_use]
                pub const fn metadata(#this) -> Option<__rt::Metadata> {
                    #values
                    match self { #arms Self::Unknown(_) => None, }
                }
            }
        })
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
