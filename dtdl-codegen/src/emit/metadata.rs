//! What the model says of its elements, as constants.

use dtdl_model::PropertyValue;
use dtdl_model::model::{AdjunctType, CommandType};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::joined;
use super::{docs, ident, integer};
use crate::plan::Metadata;

/// A constant, in a module or in an `impl`.
pub(super) fn constant(metadata: &Metadata) -> TokenStream {
    let docs = docs::markdown(&format!("Metadata of {}.", metadata.subject));
    let (constant, value) = (ident(&metadata.constant), value(metadata));
    joined([docs, quote!(pub const #constant: __rt::Metadata = #value;)])
}

/// The same constant of another type.
pub(super) fn alias(metadata: &Metadata, owner: &TokenStream) -> TokenStream {
    let docs = docs::markdown(&format!("Metadata of {}.", metadata.subject));
    let constant = ident(&metadata.constant);
    joined([docs, quote!(pub const #constant: __rt::Metadata = #owner::#constant;)])
}

/// The value, as a constant expression.
pub(super) fn value(metadata: &Metadata) -> TokenStream {
    let name = &metadata.name;
    let texts = |texts: &[(String, String)]| {
        let pairs = texts.iter().map(|(key, text)| quote!((#key, #text)));
        quote!(&[#(#pairs),*])
    };
    let given = |method: &str, list: &[(String, String)]| {
        let (method, texts) = (ident(method), texts(list));
        (!list.is_empty()).then(|| quote!(.#method(#texts)))
    };
    let nested = |method: &str, metadata: &Option<Box<Metadata>>| {
        metadata.as_ref().map(|metadata| {
            let (method, value) = (ident(method), value(metadata));
            quote!(.#method(&#value))
        })
    };
    let display_name = given("with_display_name", &metadata.display_name);
    let description = given("with_description", &metadata.description);
    let comment = metadata.comment.as_ref().map(|text| quote!(.with_comment(#text)));
    let unit = metadata
        .unit
        .as_ref()
        .map(|(term, symbol)| quote!(.with_unit(__rt::Unit::new(#term, #symbol))));
    let types = &metadata.semantic_types;
    let semantic_types = (!types.is_empty()).then(|| quote!(.with_semantic_types(&[#(#types),*])));
    let adjunct_types = (!metadata.adjunct_types.is_empty()).then(|| {
        let types = metadata.adjunct_types.iter().map(adjunct_type);
        quote!(.with_adjunct_types(&[#(#types),*]))
    });
    let command_type = metadata.command_type.map(|command_type| match command_type {
        CommandType::Synchronous => quote!(.with_command_type(__rt::CommandType::Synchronous)),
        CommandType::Asynchronous => quote!(.with_command_type(__rt::CommandType::Asynchronous)),
    });
    let map_key = nested("with_map_key", &metadata.map_key);
    let map_value = nested("with_map_value", &metadata.map_value);
    let (types, properties) = (&metadata.undefined_types, &metadata.undefined_properties);
    let undefined = (!types.is_empty() || !properties.is_empty()).then(|| {
        let properties = texts(properties);
        quote!(.with_undefined(&[#(#types),*], #properties))
    });
    quote! {
        __rt::Metadata::new(#name)
            #display_name
            #description
            #comment
            #unit
            #semantic_types
            #adjunct_types
            #command_type
            #map_key
            #map_value
            #undefined
    }
}

fn adjunct_type(adjunct: &AdjunctType) -> TokenStream {
    let (term, id) = (&adjunct.term, adjunct.id.as_str());
    let properties = adjunct.properties.iter().filter_map(|property| {
        let name = &property.name;
        let value = match &property.value {
            PropertyValue::Boolean(value) => quote!(Boolean(#value)),
            PropertyValue::Integer(number) => {
                let number = integer(*number);
                quote!(Integer(#number))
            }
            PropertyValue::Decimal(number) => {
                let number = decimal(*number);
                quote!(Decimal(#number))
            }
            PropertyValue::String(text) => quote!(String(#text)),
            PropertyValue::Id(id) => {
                let id = id.as_str();
                quote!(Id(#id))
            }
            _ => return None,
        };
        Some(quote!((#name, __rt::AdjunctValue::#value)))
    });
    let properties: Vec<TokenStream> = properties.collect();
    let properties = (!properties.is_empty()).then(|| quote!(.with_properties(&[#(#properties),*])));
    quote!(__rt::AdjunctType::new(#term, #id) #properties)
}

/// A finite number as people write it: `1_000.5`, `1e300`.
fn decimal(value: f64) -> TokenStream {
    let text = docs::number(value.abs());
    let (number, exponent) = match text.split_once('e') {
        Some((number, exponent)) => (number, format!("e{exponent}")),
        None => (text.as_str(), String::new()),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let text = format!("{}.{}{exponent}", super::grouped(whole), grouped_fraction(fraction));
    let literal: Literal = text.parse().unwrap_or_else(|_| Literal::f64_unsuffixed(value.abs()));
    if value.is_sign_negative() {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}

fn grouped_fraction(digits: &str) -> String {
    let mirrored: String = digits.chars().rev().collect();
    super::grouped(&mirrored).chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn numbers_are_written_as_clippy_wants_them_and_come_back_equal() {
        for (number, text) in [
            (0.0, "0.0"),
            (-0.5, "- 0.5"),
            (1000.0, "1000.0"),
            (12_345.678_901, "12_345.678_901"),
            (1e300, "1.0e300"),
            (1.234_567_8e-9, "1.234_567_8e-9"),
            (f64::MAX, "1.797_693_134_862_315_7e308"),
        ] {
            let written = decimal(number).to_string();
            assert_eq!(written, text);
            let read: Result<f64, _> = written.replace([' ', '_'], "").parse();
            assert_eq!(read.map(f64::to_bits), Ok(number.to_bits()));
        }
    }
}
