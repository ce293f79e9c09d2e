//! What a user would write first for a device: handlers that keep desired values and say which commands are not there
//! yet. Made once, then the user's own.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase as _;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::{Emitter, ident};
use crate::plan::{Command, Component, Module, Plan, RustType};

/// A module that no interface is in: paths from there start at the top.
const OUTSIDE: usize = usize::MAX;

/// The handlers, if there is anything to handle.
pub(crate) fn handlers(plan: &Plan) -> Option<TokenStream> {
    let starter = Starter::new(plan);
    let items: TokenStream = starter.handled().map(|index| starter.handler(index)).collect();
    if items.is_empty() {
        return None;
    }
    let items = starter.outward(items);
    let imports = imports(&items);
    let top = ident(&plan.name);
    Some(quote!(#imports use crate::#top; #items))
}

/// `start`, which starts the device with these handlers, and `send_telemetry`, if there is simple telemetry to send.
pub(crate) fn functions(plan: &Plan) -> TokenStream {
    let starter = Starter::new(plan);
    let start = starter.start();
    let send = starter.send();
    starter.outward(quote!(#start #send))
}

struct Starter<'a> {
    emitter: Emitter<'a>,
    /// The handlers' names, by module.
    names: Vec<String>,
}

impl<'a> Starter<'a> {
    fn new(plan: &'a Plan) -> Self {
        let mut taken = BTreeSet::new();
        let names = plan.modules.iter().enumerate().map(|(index, module)| {
            let name = match index {
                0 => "device",
                _ => module.name.strip_prefix("r#").unwrap_or(&module.name),
            };
            let plain = name.to_upper_camel_case();
            let candidates = core::iter::once(plain.clone()).chain((2..).map(|number| format!("{plain}{number}")));
            let free = candidates
                .map(|name| format!("{name}Handler"))
                .find(|name| taken.insert(name.clone()));
            free.unwrap_or_default()
        });
        Self {
            names: names.collect(),
            emitter: Emitter { plan },
        }
    }

    fn module(&self, index: usize) -> Option<&'a Module> {
        self.emitter.plan.modules.get(index)
    }

    /// The root and its components, as far as they need handlers, each interface once.
    fn handled(&self) -> impl Iterator<Item = usize> {
        let root = self.module(0);
        let components = root
            .into_iter()
            .flat_map(|root| &root.components)
            .map(|component| component.module);
        let indices: BTreeSet<usize> = core::iter::once(0).chain(components).collect();
        let needed = indices
            .into_iter()
            .filter(|index| self.module(*index).is_some_and(Module::needs_handler));
        needed.collect::<Vec<_>>().into_iter()
    }

    fn name(&self, index: usize) -> Ident {
        ident(self.names.get(index).map_or("Handler", String::as_str))
    }

    fn handler(&self, index: usize) -> TokenStream {
        let Some(module) = self.module(index) else {
            return TokenStream::new();
        };
        let name = self.name(index);
        let path = self.emitter.module_path(OUTSIDE, index);
        let docs = format!(" Handles `{}`.", module.id);
        let commands = (!module.commands.is_empty()).then(|| {
            let methods = module.commands.iter().map(|command| self.command(&path, command));
            quote! {
                impl #path CommandHandler for #name {
                    #(#methods)*
                }
            }
        });
        if module.desired.is_empty() {
            return quote! {
                #[doc = #docs]
                #[derive(Debug, Clone, Default)]
                pub(crate) struct #name;

                #commands
            };
        }
        let values = ident(&format!("{name}Values"));
        let fields = module.desired.iter().map(|desired| {
            let docs = format!(" `{}`", desired.wire);
            let (field, ty) = (ident(&desired.method), self.emitter.ty(OUTSIDE, &desired.ty));
            quote!(#[doc = #docs] #field: Option<#ty>)
        });
        let methods = module.desired.iter().map(|desired| {
            let (method, unset) = (ident(&desired.method), ident(&desired.unset));
            let clone = (!is_copy(&desired.ty)).then(|| quote!(.clone()));
            let ty = self.emitter.ty(OUTSIDE, &desired.ty);
            quote! {
                async fn #method(&self, _: &#path Context, desired: Desired<#ty>) -> Ack<#ty> {
                    self.values().#method = Some(desired.value #clone);
                    Ack::accepted(desired.value)
                }

                async fn #unset(&self, _: &#path Context) -> Option<#ty> {
                    self.values().#method #clone
                }
            }
        });
        quote! {
            #[doc = #docs]
            #[derive(Debug, Clone, Default)]
            pub(crate) struct #name {
                values: Arc<Mutex<#values>>,
            }

            /// The values in use: what the cloud asked for last.
            #[derive(Debug, Default)]
            struct #values {
                #(#fields,)*
            }

            impl #name {
                fn values(&self) -> MutexGuard<'_, #values> {
                    self.values.lock().unwrap_or_else(PoisonError::into_inner)
                }
            }

            impl #path PropertyHandler for #name {
                #(#methods)*
            }

            #commands
        }
    }

    fn command(&self, path: &TokenStream, command: &Command) -> TokenStream {
        let method = ident(&command.method);
        let request = command.request.as_ref().map(|(_, ty)| {
            let ty = self.emitter.ty(OUTSIDE, ty);
            quote!(, _: #ty)
        });
        let response = command
            .response
            .as_ref()
            .map_or_else(|| quote!(()), |ty| self.emitter.ty(OUTSIDE, ty));
        let message = format!("`{}` is not implemented yet", command.wire);
        quote! {
            async fn #method(&self, _: &#path Context #request) -> CommandResult<#response> {
                Err(CommandError::new(501, #message))
            }
        }
    }

    fn start(&self) -> TokenStream {
        let Some(root) = self.module(0) else {
            return TokenStream::new();
        };
        let path = self.emitter.module_path(OUTSIDE, 0);
        let own = root.needs_handler().then(|| {
            let name = self.name(0);
            quote!(, handlers::#name::default())
        });
        let handled: Vec<&Component> = root
            .components
            .iter()
            .filter(|component| component.parameter.is_some())
            .collect();
        let components = (!handled.is_empty()).then(|| {
            let fields = handled.iter().map(|component| {
                let (field, name) = (ident(&component.accessor), self.name(component.module));
                quote!(#field: handlers::#name::default())
            });
            quote!(, #path Components { #(#fields,)* })
        });
        quote! {
            /// Starts the device.
            fn start(connection: Connection) -> Result<#path Device, Error> {
                #path start(connection #own #components)
            }
        }
    }

    /// Sends what is simple of the root's telemetry, or of that of the first component that has some.
    fn send(&self) -> Option<TokenStream> {
        let root = self.module(0)?;
        let own = core::iter::once((0, None));
        let components = root
            .components
            .iter()
            .map(|component| (component.module, Some(&component.accessor)));
        let (index, accessor, setters) = own.chain(components).find_map(|(index, accessor)| {
            let setters: Vec<TokenStream> = self
                .module(index)?
                .telemetry
                .iter()
                .filter_map(|member| {
                    let (setter, value) = (ident(&member.setter), simple(&member.ty)?);
                    Some(quote!(.#setter(#value)))
                })
                .take(8)
                .collect();
            (!setters.is_empty()).then_some((index, accessor, setters))
        })?;
        let accessor = accessor.map(|accessor| {
            let accessor = ident(accessor);
            quote!(.#accessor())
        });
        let (path, device) = (
            self.emitter.module_path(OUTSIDE, index),
            self.emitter.module_path(OUTSIDE, 0),
        );
        Some(quote! {
            /// Sends telemetry. The values are placeholders for what the device measures.
            async fn send_telemetry(device: &#device Device) -> Result<(), Error> {
                let telemetry = #path Telemetry::default() #(#setters)*;
                device #accessor.send(telemetry).await?;
                Ok(())
            }
        })
    }

    /// The same with paths as they are outside of the generated module.
    fn outward(&self, tokens: TokenStream) -> TokenStream {
        let top = ident(&self.emitter.plan.name);
        renamed(tokens, &quote!(#top))
    }
}

/// Whether a type is certainly `Copy`.
fn is_copy(ty: &RustType) -> bool {
    use RustType as T;
    matches!(
        ty,
        T::Bool
            | T::I32
            | T::I64
            | T::F32
            | T::F64
            | T::Date
            | T::DateTime
            | T::Duration
            | T::Time
            | T::Geopoint
            | T::Vector
    )
}

/// A value of a simple type.
fn simple(ty: &RustType) -> Option<TokenStream> {
    Some(match ty {
        RustType::Bool => quote!(false),
        RustType::I32 | RustType::I64 => quote!(0),
        RustType::F32 | RustType::F64 => quote!(0.0),
        RustType::String => quote!("unknown"),
        _ => return None,
    })
}

/// `super` is the generated module, `__rt` the runtime.
fn renamed(tokens: TokenStream, top: &TokenStream) -> TokenStream {
    let one = |tree: TokenTree| match tree {
        TokenTree::Ident(name) if name == "super" => top.clone(),
        TokenTree::Ident(name) if name == "__rt" => quote!(dtdl_runtime),
        TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), renamed(group.stream(), top))).into(),
        tree => tree.into(),
    };
    tokens.into_iter().map(one).collect()
}

/// Imports of what is used.
fn imports(items: &TokenStream) -> TokenStream {
    let text = items.to_string();
    let used: BTreeSet<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .collect();
    let of = |names: &[&str]| -> Vec<Ident> {
        names
            .iter()
            .filter(|name| used.contains(*name))
            .map(|name| ident(name))
            .collect()
    };
    let (map, sync) = (of(&["BTreeMap"]), of(&["Arc", "Mutex", "MutexGuard", "PoisonError"]));
    let runtime = of(&["Ack", "CommandError", "CommandResult", "Desired"]);
    let import = |path: TokenStream, names: Vec<Ident>| (!names.is_empty()).then(|| quote!(use #path::{#(#names),*};));
    let (map, sync) = (import(quote!(std::collections), map), import(quote!(std::sync), sync));
    let runtime = import(quote!(dtdl_runtime), runtime);
    quote!(#map #sync #runtime)
}
