//! Values that stand for those of a device, as a user would write them.

use proc_macro2::TokenStream;
use quote::quote;

use super::OUTSIDE;
use crate::emit::{Emitter, ident};
use crate::plan::{Geometry, Member, RustType, Type, TypeKind, TypeRef};

/// How many fields the objects of one value have together: enough for a reader, whatever the schemas would allow.
const FIELDS: usize = 64;

/// A value of a type. Of a type that is the user's own, its default.
pub(super) fn value(emitter: &Emitter<'_>, ty: &RustType) -> TokenStream {
    let mut sample = Sample::new(emitter);
    sample.value(ty).unwrap_or_else(|| quote!(Default::default()))
}

/// What the setter of a member takes.
pub(super) fn argument(emitter: &Emitter<'_>, member: &Member) -> TokenStream {
    let mut sample = Sample::new(emitter);
    sample
        .argument(&member.ty)
        .unwrap_or_else(|| quote!(Default::default()))
}

struct Sample<'a> {
    emitter: &'a Emitter<'a>,
    /// The objects around this value: one that contains itself ends where it does.
    open: Vec<TypeRef>,
    fields: usize,
}

impl<'a> Sample<'a> {
    fn new(emitter: &'a Emitter<'a>) -> Self {
        Self {
            emitter,
            open: Vec::new(),
            fields: FIELDS,
        }
    }

    /// Setters convert what they are given.
    fn argument(&mut self, ty: &RustType) -> Option<TokenStream> {
        match ty {
            RustType::String => Some(quote!("unknown")),
            RustType::Bytes => Some(quote!([0; 4])),
            RustType::Box(of) => self.value(of),
            _ => self.value(ty),
        }
    }

    fn value(&mut self, ty: &RustType) -> Option<TokenStream> {
        use RustType as T;
        Some(match ty {
            T::Bool => quote!(false),
            T::I8 | T::I16 | T::I32 | T::I64 | T::U8 | T::U16 | T::U32 | T::U64 => quote!(0),
            T::F32 | T::F64 => quote!(0.0),
            T::String => quote!("unknown".to_owned()),
            T::Bytes => quote!(__rt::Bytes::from([0; 4])),
            T::Date => quote!(__rt::DateTime::now().date()),
            T::DateTime => quote!(__rt::DateTime::now()),
            T::Decimal => quote!(__rt::Decimal::default()),
            T::Duration => quote!(__rt::Duration::from(core::time::Duration::from_secs(60))),
            T::ScaledDecimal => quote!(__rt::ScaledDecimal {
                value: Some(__rt::Decimal::default()),
                scale: Some(0)
            }),
            T::Time => quote!(__rt::DateTime::now().time()),
            T::Uuid => quote!(__rt::Uuid::from_bytes([0; 16])),
            T::Geo(geometry) => self::geometry(*geometry),
            T::Geopoint => quote!(__rt::Geopoint {
                lat: 47.4,
                lon: 8.5,
                alt: Some(408.0)
            }),
            T::Vector => quote!(__rt::Vector { x: 0.0, y: 0.0, z: 1.0 }),
            T::Vec(of) => {
                let element = self.value(of)?;
                quote!(vec![#element])
            }
            T::Map(_) if self.emitter.plan.map.is_some() => quote!(Default::default()),
            T::Map(of) => {
                let value = self.value(of)?;
                quote!(BTreeMap::from([("key".to_owned(), #value)]))
            }
            T::Box(of) => {
                let value = self.value(of)?;
                quote!(Box::new(#value))
            }
            T::Nullable(of) => {
                let value = self.value(of)?;
                quote!(__rt::Nullable::Value(#value))
            }
            T::Named(reference) => self.named(reference)?,
            T::Replaced(_) => quote!(Default::default()),
        })
    }

    fn named(&mut self, reference: &TypeRef) -> Option<TokenStream> {
        let emitter = self.emitter;
        let module = emitter.plan.modules.get(reference.module)?;
        let Type { kind, .. } = module.types.iter().find(|ty| ty.name == reference.name)?;
        let path = emitter.named(OUTSIDE, reference);
        let open = !emitter.plan.closed_enums;
        let variant = |name: &str| {
            let name = ident(name);
            quote!(#path::#name)
        };
        match kind {
            TypeKind::Struct(members) => self.object(reference, &path, members),
            TypeKind::IntegerEnum(variants) => match variants.first() {
                Some(first) => Some(variant(&first.name)),
                None => open.then(|| quote!(#path::Unknown(0))),
            },
            TypeKind::StringEnum(variants) => match variants.first() {
                Some(first) => Some(variant(&first.name)),
                None => open.then(|| quote!(#path::Unknown("unknown".to_owned()))),
            },
        }
    }

    fn object(&mut self, reference: &TypeRef, path: &TokenStream, members: &[Member]) -> Option<TokenStream> {
        if self.open.contains(reference) {
            return None;
        }
        self.open.push(reference.clone());
        let mut setters = TokenStream::new();
        for member in members {
            let Some(rest) = self.fields.checked_sub(1) else { break };
            self.fields = rest;
            if let Some(value) = self.argument(&member.ty) {
                let setter = ident(&member.setter);
                setters.extend(quote!(.#setter(#value)));
            }
        }
        self.open.pop();
        Some(quote!(#path::default() #setters))
    }
}

fn geometry(geometry: Geometry) -> TokenStream {
    let name = ident(geometry.name());
    let here = quote!(__rt::geo::Position::new(8.5, 47.4));
    let east = quote!(__rt::geo::Position::new(8.6, 47.4));
    let north = quote!(__rt::geo::Position::new(8.5, 47.5));
    let ring = quote!(vec![#here, #east, #north, #here]);
    let coordinates = match geometry {
        Geometry::Point => here,
        Geometry::MultiPoint | Geometry::LineString => quote!(vec![#here, #east]),
        Geometry::MultiLineString => quote!(vec![vec![#here, #east]]),
        Geometry::Polygon => quote!(vec![#ring]),
        Geometry::MultiPolygon => quote!(vec![vec![#ring]]),
    };
    quote!(__rt::geo::#name(#coordinates))
}
