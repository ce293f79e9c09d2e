//! Structs whose fields are members of a JSON object: telemetry, properties, objects, relationships.

use core::borrow::Borrow;
use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{braced, joined};
use super::{Emitter, docs, ident, metadata, serde};
use crate::options::Side;
use crate::plan::{Extra, Member, Metadata, RustType};

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// `Option`, of an object.
    Optional,
    /// `Option`, of a message.
    Telemetry,
    /// `Patch`: keep, clear or set.
    Patch,
    /// `Patch`, of what the service wishes.
    Desired,
}

impl Shape {
    /// What happens to a message that nobody does anything with. One that a service receives has been of use already.
    fn must_use(self, side: Side) -> Option<TokenStream> {
        match self {
            Self::Optional => None,
            Self::Telemetry if !side.has_device() => None,
            Self::Telemetry => Some(quote!(#[must_use = "a message does nothing until it is sent"])),
            Self::Patch => Some(quote!(#[must_use = "properties do nothing until they are reported"])),
            Self::Desired => Some(quote!(#[must_use = "desired properties do nothing until they are written"])),
        }
    }
}

/// A struct to be written.
pub(super) struct Holder<'a> {
    pub(super) module: usize,
    pub(super) name: &'a str,
    pub(super) docs: TokenStream,
    pub(super) extra: &'a Extra,
    pub(super) members: &'a [Member],
    /// What the model says of the whole.
    pub(super) metadata: Option<&'a Metadata>,
    /// What a member is in the model.
    pub(super) element: &'static str,
    pub(super) shape: Shape,
}

impl Emitter<'_> {
    pub(super) fn members(&self, holder: Holder<'_>) -> TokenStream {
        let Holder {
            module,
            name,
            docs,
            extra,
            members,
            metadata,
            element,
            shape,
        } = holder;
        let (derives, attributes) = super::extra(extra);
        let members: Vec<Cow<'_, Member>> = members.iter().map(|member| seen_from(member, module, name)).collect();
        let name = ident(name);
        let fields = members.iter().map(|member| {
            let docs = docs::attributes(&member.docs, &format!("{element} `{}`.", member.wire));
            let field = ident(&member.field);
            let ty = self.ty(module, &member.ty);
            let (ty, skip) = match shape {
                Shape::Optional | Shape::Telemetry => (quote!(Option<#ty>), "Option::is_none"),
                Shape::Patch | Shape::Desired => (quote!(__rt::Patch<#ty>), "__rt::Patch::is_keep"),
            };
            let serde = extra.serde.then(|| serde::field(member, skip));
            joined([docs, quote!(#serde pub #field: #ty,)])
        });
        let serde = extra.serde.then(|| serde::object(self.plan.deny_unknown_fields));
        let constants = constants(&members, self.declared_by(shape).as_ref());
        let own = metadata.map(metadata::constant).unwrap_or_default();
        let setters = members.iter().map(|member| self.setter(module, member, shape));
        let implementation = if members.is_empty() && own.is_empty() {
            TokenStream::new()
        } else {
            braced(quote!(impl #name), joined([own, constants, setters.collect()]))
        };
        let must_use = shape.must_use(self.plan.side);
        let denies = shape == Shape::Optional && self.plan.deny_unknown_fields;
        let object = object(&name, &members, shape, denies);
        let head = quote! {
            #[derive(Debug, Clone, PartialEq, Default #derives)]
            #must_use
            #serde
            #attributes
            pub struct #name
        };
        joined([docs, braced(head, fields.collect()), implementation, object])
    }

    /// The type whose constants about properties are those of the desired ones as well.
    fn declared_by(&self, shape: Shape) -> Option<TokenStream> {
        match shape {
            Shape::Desired if self.plan.side.has_device() => Some(quote!(Properties)),
            Shape::Desired => Some(quote!(ReportedProperties)),
            Shape::Optional | Shape::Telemetry | Shape::Patch => None,
        }
    }

    fn setter(&self, module: usize, member: &Member, shape: Shape) -> TokenStream {
        let (field, setter) = (ident(&member.field), ident(&member.setter));
        let ty = self.ty(module, &member.ty);
        let (argument, value) = match &member.ty {
            RustType::Bytes | RustType::Decimal | RustType::String | RustType::Vec(_) | RustType::Map(_) => {
                (quote!(impl Into<#ty>), quote!(value.into()))
            }
            RustType::Box(of) => {
                let boxed = self.imports.name("Box");
                (self.ty(module, of), quote!(#boxed::new(value)))
            }
            _ => (ty, quote!(value)),
        };
        let wire = &member.wire;
        let set_docs = docs::markdown(&format!("Sets `{wire}`."));
        let wrapped = match shape {
            Shape::Optional | Shape::Telemetry => quote!(Some(#value)),
            Shape::Patch | Shape::Desired => quote!(__rt::Patch::Set(#value)),
        };
        let cleared = match shape {
            Shape::Optional | Shape::Telemetry => None,
            Shape::Patch => Some("reported"),
            Shape::Desired => Some("desired"),
        };
        let clear = member.clear.as_ref().zip(cleared).map(|(clear, what)| {
            let clear = ident(clear);
            let docs = docs::markdown(&format!("Removes `{wire}` from what is {what}."));
            let method = quote! {
                pub fn #clear(mut self) -> Self {
                    self.#field = __rt::Patch::Clear;
                    self
                }
            };
            joined([docs, method])
        });
        // A type that must be used says so for its setters as well.
        let must_use = shape.must_use(self.plan.side).is_none().then(|| quote!(#[must_use]));
        let set = quote! {
            #must_use
            pub fn #setter(mut self, value: #argument) -> Self {
                self.#field = #wrapped;
                self
            }
        };
        joined([set_docs, set, clear.unwrap_or_default()])
    }
}

/// What the model says of the members, as associated constants; `owner` is the type that has the same.
pub(super) fn constants<M: Borrow<Member>>(members: &[M], owner: Option<&TokenStream>) -> TokenStream {
    members
        .iter()
        .filter_map(|member| member.borrow().metadata.as_ref())
        .map(|said| owner.map_or_else(|| metadata::constant(said), |owner| metadata::alias(said, owner)))
        .collect()
}

/// A member whose type calls the struct that it is a member of `Self`.
fn seen_from<'a>(member: &'a Member, module: usize, name: &str) -> Cow<'a, Member> {
    fn replaced(ty: &RustType, module: usize, name: &str) -> Option<RustType> {
        let inside = |of: &RustType| replaced(of, module, name).map(Box::new);
        match ty {
            RustType::Vec(of) => inside(of).map(RustType::Vec),
            RustType::Map(of) => inside(of).map(RustType::Map),
            RustType::Box(of) => inside(of).map(RustType::Box),
            RustType::Named(reference) if reference.module == module && reference.name == name => {
                Some(RustType::Replaced("Self".to_owned()))
            }
            _ => None,
        }
    }
    match replaced(&member.ty, module, name) {
        Some(ty) => Cow::Owned(Member { ty, ..member.clone() }),
        None => Cow::Borrowed(member),
    }
}

/// How the struct becomes a JSON object, and back.
fn object(name: &proc_macro2::Ident, members: &[Cow<'_, Member>], shape: Shape, denies_unknown: bool) -> TokenStream {
    let deny = denies_unknown.then(|| {
        quote!(
            const DENY_UNKNOWN_FIELDS: bool = true;
        )
    });
    let (object, wire_name, json) = if members.is_empty() {
        (quote!(_object), quote!(_name), quote!(_json))
    } else {
        (quote!(object), quote!(name), quote!(json))
    };
    let calls: Vec<TokenStream> = members
        .iter()
        .map(|member| {
            let (wire, field) = (&member.wire, ident(&member.field));
            let encode = match (shape, member.writable) {
                (Shape::Optional | Shape::Telemetry, _) => quote!(optional),
                (Shape::Patch, false) | (Shape::Desired, _) => quote!(patch),
                (Shape::Patch, true) => quote!(initial),
            };
            quote!(object.#encode(#wire, &self.#field))
        })
        .collect();
    let encode = match calls.split_last() {
        Some((last, others)) => quote!(#(#others?;)* #last),
        None => quote!(Ok(())),
    };
    let read = match shape {
        Shape::Optional | Shape::Telemetry => quote!(json.optional()?),
        Shape::Patch => quote!(json.patch()?),
        Shape::Desired => quote!(json.desired()?),
    };
    let arms = members.iter().map(|member| {
        let (wire, field) = (&member.wire, ident(&member.field));
        quote!(#wire => self.#field = #read,)
    });
    let decode = if members.is_empty() {
        quote!(Ok(false))
    } else {
        quote! {
            match name {
                #(#arms)*
                _ => return Ok(false),
            }
            Ok(true)
        }
    };
    quote! {
        impl v1::Object for #name {
            #deny

            fn encode_members(&self, #object: &mut v1::ObjectEncoder<'_>) -> Result<(), v1::EncodeError> {
                #encode
            }

            fn decode_member(&mut self, #wire_name: &str, #json: v1::Json<'_>) -> Result<bool, v1::DecodeError> {
                #decode
            }
        }
    }
}
