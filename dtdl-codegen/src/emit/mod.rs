//! Writes down what the plan decided, as tokens. No decisions here.

mod bounds;
mod command;
mod component;
mod device;
pub(crate) mod docs;
mod enumeration;
mod imports;
mod interface;
mod members;
mod metadata;
mod property;
mod relationship;
mod reuse;
mod schema;
mod serde;
mod service;
#[cfg(feature = "format")]
pub(crate) mod starter;
mod tokens;

use proc_macro2::{Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

use self::imports::Imports;
use self::tokens::{braced, joined};
use crate::naming;
use crate::plan::{Extra, Module, Plan, RustType, TypeRef};

/// The one item that an invocation adds: the module, with everything inside.
///
/// `runtime` is the path of the runtime crate; `tracked` are items that a face needs for itself.
pub(crate) fn module(plan: &Plan, runtime: &TokenStream, tracked: &TokenStream) -> TokenStream {
    let emitter = Emitter::new(plan);
    let name = ident(&plan.name);
    let allow = allow(plan);
    let head = head(runtime);
    let docs = emitter.top_docs();
    let visibility = visibility(plan);
    let mut children = TokenStream::new();
    let (mut imports, mut body) = (TokenStream::new(), TokenStream::new());
    for (index, module) in plan.modules.iter().enumerate() {
        if emitter.is_top(index) {
            body = emitter.interface(index, module);
            imports = emitter.imports.of_top();
        } else {
            children.extend(emitter.child(index, module));
        }
    }
    documented(
        plan,
        braced(
            quote!(#docs #allow #[rustfmt::skip] #visibility mod #name),
            joined([top(&head, &imports), tracked.clone(), body, children]),
        ),
    )
}

/// The pieces for files: the content of the top module's file, and each child's name and content.
#[cfg(feature = "format")]
pub(crate) fn pieces(plan: &Plan, runtime: &TokenStream) -> (TokenStream, Vec<(String, TokenStream)>) {
    let emitter = Emitter::new(plan);
    let head = head(runtime);
    let (mut imports, mut body) = (TokenStream::new(), TokenStream::new());
    let mut children = Vec::new();
    let mut declarations = TokenStream::new();
    for (index, module) in plan.modules.iter().enumerate() {
        if emitter.is_top(index) {
            body = emitter.interface(index, module);
            imports = emitter.imports.of_top();
        } else {
            let name = ident(&module.name);
            let docs = docs::attributes(&module.docs, "");
            declarations.extend(quote! { #docs #[rustfmt::skip] pub mod #name; });
            let body = documented(plan, emitter.child_body(index, module));
            children.push((module.name.clone(), body));
        }
    }
    let file = joined([top(&head, &imports), body, declarations]);
    (documented(plan, file), children)
}

/// How the top module starts.
fn top(head: &TokenStream, imports: &TokenStream) -> TokenStream {
    quote! {
        #head
        #imports
        const _: () = v1::CONTRACT;
    }
}

/// The tokens as they are, or without their documentation if the options want none.
fn documented(plan: &Plan, tokens: TokenStream) -> TokenStream {
    if plan.docs {
        return tokens;
    }
    let mut out = TokenStream::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' && trees.next_if(is_doc).is_some() => {}
            TokenTree::Group(group) => {
                let inner = documented(plan, group.stream());
                out.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            other => out.extend([other]),
        }
    }
    out
}

/// Whether this is `[doc = …]`.
fn is_doc(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "doc")
}

/// The declaration of the top module, for a `mod.rs`.
#[cfg(feature = "format")]
pub(crate) fn declaration(plan: &Plan) -> TokenStream {
    let name = ident(&plan.name);
    let allow = allow(plan);
    let docs = Emitter::new(plan).top_docs();
    let visibility = visibility(plan);
    documented(plan, quote! { #docs #allow #[rustfmt::skip] #visibility mod #name; })
}

fn visibility(plan: &Plan) -> TokenStream {
    path(&plan.visibility)
}

/// Names and texts are the model's, and so is their number; what is used, and from where, is the user's. What lints say about
/// either could only be silenced by editing what is not to be edited.
fn allow(plan: &Plan) -> TokenStream {
    // One variant a component, each as large as its messages.
    let messages = plan.side.has_service().then(|| quote!(clippy::large_enum_variant,));
    let texts = plan.docs.then(|| quote!(clippy::doc_markdown,));
    let undocumented = (!plan.docs).then(|| quote!(missing_docs, clippy::missing_errors_doc,));
    quote! {
        #[allow(
            dead_code,
            #undocumented
            unreachable_pub,
            #texts
            clippy::enum_variant_names,
            #messages
            clippy::module_inception,
            clippy::struct_field_names,
            clippy::too_many_lines,
            clippy::type_complexity,
            reason = "the model chooses names, texts and sizes, and may say more than this program uses"
        )]
    }
}

fn head(runtime: &TokenStream) -> TokenStream {
    quote! {
        // With braces, since the macro's path is `$crate`, which `use $crate as` takes from Rust 1.95 on only.
        use #runtime::{self as __rt};
        use __rt::generated::v1;
    }
}

/// An identifier, raw if it is spelled so.
fn ident(name: &str) -> Ident {
    // The options say which names cannot be; who did not ask them gets a name that says so.
    let name = if naming::is_identifier(name) {
        name
    } else {
        "not_a_name"
    };
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// An integer as people write it: `1_000_000`.
fn integer(value: i64) -> TokenStream {
    let literal: Literal = grouped(&value.unsigned_abs().to_string())
        .parse()
        .unwrap_or_else(|_| Literal::u64_unsuffixed(value.unsigned_abs()));
    if value < 0 { quote!(-#literal) } else { quote!(#literal) }
}

/// Digits in groups of three, from the end.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        // Five digits are where clippy begins to ask for groups.
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

/// Derives behind the usual ones, and attributes.
fn extra(extra: &Extra) -> (TokenStream, TokenStream) {
    let derives = extra.derives.iter().map(|derive| path(derive));
    let attributes = extra.attributes.iter().map(|attribute| path(attribute));
    (quote!(#(, #derives)*), quote!(#(#[#attributes])*))
}

/// A path of the options, which have seen that it is one.
fn path(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

struct Emitter<'a> {
    plan: &'a Plan,
    imports: Imports,
}

impl<'a> Emitter<'a> {
    fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            imports: Imports::default(),
        }
    }

    fn is_top(&self, index: usize) -> bool {
        self.plan.single_root && index == 0
    }

    /// Whether a device can have this interface.
    fn is_addressed(&self, index: usize) -> bool {
        self.plan.modules.get(index).is_some_and(|module| module.is_addressed)
    }

    fn top_docs(&self) -> TokenStream {
        let docs = match self.plan.modules.first() {
            Some(root) if self.plan.single_root => docs::attributes(&root.docs, "A device."),
            _ => docs::markdown("Interfaces of one model set."),
        };
        let notes = &self.plan.notes;
        let notes = (!notes.is_empty()).then(|| docs::notes(notes));
        quote!(#docs #notes)
    }

    fn child(&self, index: usize, module: &Module) -> TokenStream {
        let name = ident(&module.name);
        let docs = docs::attributes(&module.docs, "");
        let body = self.child_body(index, module);
        braced(quote!(#docs pub mod #name), body)
    }

    fn child_body(&self, index: usize, module: &Module) -> TokenStream {
        let body = self.interface(index, module);
        self.imports.before(body)
    }

    /// The path of another interface's module, with the trailing `::`; nothing for its own.
    fn module_path(&self, from: usize, to: usize) -> TokenStream {
        if from == to {
            return TokenStream::new();
        }
        let name = self.plan.modules.get(to).map(|module| ident(&module.name));
        match (self.is_top(from), self.is_top(to)) {
            (_, true) => quote!(super::),
            (true, false) => quote!(#name::),
            (false, false) => quote!(super::#name::),
        }
    }

    fn named(&self, from: usize, ty: &TypeRef) -> TokenStream {
        let path = self.module_path(from, ty.module);
        let name = ident(&ty.name);
        quote!(#path #name)
    }

    /// A type of the options.
    fn given(&self, text: &str) -> TokenStream {
        let path = path(text);
        self.imports.names_in(&path);
        path
    }

    fn ty(&self, from: usize, ty: &RustType) -> TokenStream {
        match ty {
            RustType::Bool => quote!(bool),
            RustType::I8 => quote!(i8),
            RustType::I16 => quote!(i16),
            RustType::I32 => quote!(i32),
            RustType::I64 => quote!(i64),
            RustType::U8 => quote!(u8),
            RustType::U16 => quote!(u16),
            RustType::U32 => quote!(u32),
            RustType::U64 => quote!(u64),
            RustType::F32 => quote!(f32),
            RustType::F64 => quote!(f64),
            RustType::String => self.imports.name("String").into_token_stream(),
            RustType::Bytes => quote!(__rt::Bytes),
            RustType::Date => quote!(__rt::Date),
            RustType::DateTime => quote!(__rt::DateTime),
            RustType::Decimal => quote!(__rt::Decimal),
            RustType::ScaledDecimal => quote!(__rt::ScaledDecimal),
            RustType::Uuid => quote!(__rt::Uuid),
            RustType::Duration => quote!(__rt::Duration),
            RustType::Time => quote!(__rt::Time),
            RustType::Geo(geometry) => {
                let name = ident(geometry.name());
                quote!(__rt::geo::#name)
            }
            RustType::Geopoint => quote!(__rt::Geopoint),
            RustType::Vector => quote!(__rt::Vector),
            RustType::Vec(of) => {
                let (vec, of) = (self.imports.name("Vec"), self.ty(from, of));
                quote!(#vec<#of>)
            }
            RustType::Map(of) => {
                let map = match &self.plan.map {
                    Some(map) => self.given(map),
                    None => self.imports.name("BTreeMap").into_token_stream(),
                };
                let (string, of) = (self.imports.name("String"), self.ty(from, of));
                quote!(#map<#string, #of>)
            }
            RustType::Nullable(of) => {
                let of = self.ty(from, of);
                quote!(__rt::Nullable<#of>)
            }
            RustType::Replaced(replacement) => self.given(replacement),
            RustType::Box(of) => {
                let (boxed, of) = (self.imports.name("Box"), self.ty(from, of));
                quote!(#boxed<#of>)
            }
            RustType::Named(name) => self.named(from, name),
        }
    }
}
