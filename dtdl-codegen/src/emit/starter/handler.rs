//! What answers the cloud.

use proc_macro2::TokenStream;
use quote::quote;

use super::{OUTSIDE, Starter, sample};
use crate::emit::ident;
use crate::plan::{Command, Desired, Module, RustType};

impl Starter<'_> {
    /// The handler of an interface: it keeps desired values, and answers commands.
    pub(super) fn handler(&self, index: usize, module: &Module) -> TokenStream {
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
                #[derive(Debug, Clone)]
                pub(crate) struct #name;

                #commands
            };
        }
        let values = ident(&format!("{name}Values"));
        let fields = module.desired.iter().map(|desired| {
            let docs = format!(" `{}`", desired.wire);
            let (field, ty) = (ident(&desired.method), self.emitter.ty(OUTSIDE, &desired.ty));
            quote!(#[doc = #docs] #field: #ty)
        });
        let first = module.desired.iter().map(|desired| {
            let (field, value) = (ident(&desired.method), sample::value(&self.emitter, &desired.ty));
            quote!(#field: #value)
        });
        let methods = module.desired.iter().map(|desired| self.property(&path, desired));
        quote! {
            #[doc = #docs]
            #[derive(Debug, Clone, Default)]
            pub(crate) struct #name {
                values: Arc<Mutex<#values>>,
            }

            /// The values in use: what the cloud asked for last.
            #[derive(Debug)]
            struct #values {
                #(#fields,)*
            }

            /// The values in use until the cloud asks for others.
            impl Default for #values {
                fn default() -> Self {
                    Self { #(#first,)* }
                }
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

    fn property(&self, path: &TokenStream, desired: &Desired) -> TokenStream {
        let (method, unset) = (ident(&desired.method), ident(&desired.unset));
        let clone = (!is_copy(&desired.ty)).then(|| quote!(.clone()));
        let ty = self.emitter.ty(OUTSIDE, &desired.ty);
        quote! {
            async fn #method(&self, _: &#path Context, desired: Desired<#ty>) -> Ack<#ty> {
                self.values().#method = desired.value #clone;
                Ack::accepted(desired.value)
            }

            async fn #unset(&self, _: &#path Context) -> Option<#ty> {
                Some(self.values().#method #clone)
            }
        }
    }

    fn command(&self, path: &TokenStream, command: &Command) -> TokenStream {
        let method = ident(&command.method);
        let request = command.request.as_ref().map(|(_, ty)| {
            let ty = self.emitter.ty(OUTSIDE, ty);
            quote!(, _: #ty)
        });
        let (response, answer) = match &command.response {
            Some(ty) => {
                let value = sample::value(&self.emitter, ty);
                (self.emitter.ty(OUTSIDE, ty), quote!(Ok(CommandResponse::from(#value))))
            }
            None => {
                let message = format!("`{}` is not implemented yet", command.wire);
                (quote!(()), quote!(Err(CommandError::new(501, #message))))
            }
        };
        quote! {
            async fn #method(&self, _: &#path Context #request) -> CommandResult<#response> {
                #answer
            }
        }
    }
}

/// Whether a type is certainly `Copy`.
fn is_copy(ty: &RustType) -> bool {
    use RustType as T;
    !matches!(
        ty,
        T::String
            | T::Bytes
            | T::Decimal
            | T::ScaledDecimal
            | T::Geo(_)
            | T::Vec(_)
            | T::Map(_)
            | T::Box(_)
            | T::Nullable(_)
            | T::Named(_)
            | T::Replaced(_)
    )
}
