//! Commands: the handler, and the way from a call to it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident};
use crate::plan::Module;

impl Emitter<'_> {
    pub(super) fn command_handler(&self, index: usize, module: &Module) -> Option<TokenStream> {
        if module.commands.is_empty() {
            return None;
        }
        let (bounds, future) = (self.handler_bounds(), self.future_bound());
        let future_trait = self.imports.name("Future");
        let methods = module.commands.iter().map(|command| {
            let docs = docs::attributes(&command.docs, &format!("The cloud calls `{}`.", command.wire));
            let method = ident(&command.method);
            let request = command.request.as_ref().map(|(name, ty)| {
                let name = ident(name);
                let ty = self.ty(index, ty);
                quote!(, #name: #ty)
            });
            let response = command
                .response
                .as_ref()
                .map_or_else(|| quote!(()), |ty| self.ty(index, ty));
            quote! {
                #docs
                fn #method(
                    &self,
                    context: &Context
                    #request
                ) -> impl #future_trait<Output = __rt::CommandResult<#response>> #future;
            }
        });
        let arms = module.commands.iter().map(|command| {
            let wire = &command.wire;
            let method = ident(&command.method);
            let call = match (&command.request, &command.response) {
                (Some(_), Some(_)) => quote! {
                    call.handle_request(|request| CommandHandler::#method(handler, context, request)).await
                },
                (Some(_), None) => quote! {
                    call.handle_request_only(|request| CommandHandler::#method(handler, context, request)).await
                },
                (None, Some(_)) => quote!(call.answer(CommandHandler::#method(handler, context).await)),
                (None, None) => quote!(call.answer_empty(CommandHandler::#method(handler, context).await)),
            };
            quote!(#wire => #call,)
        });
        let names: Vec<String> = module
            .commands
            .iter()
            .map(|command| format!("`{}`", command.wire))
            .collect();
        let message = format!("`{{Self}}` does not handle the commands of `{}`", module.id);
        let label = format!("implement `{}::CommandHandler` for it", module.name);
        let note = format!("commands: {}", names.join(", "));
        let visibility = if self.is_top(index) {
            TokenStream::new()
        } else {
            quote!(pub(super))
        };
        let panics = self
            .plan
            .send
            .then(|| docs::markdown("A panic is answered with status 500."));
        Some(quote! {
            /// What a device does when the cloud calls a command.
            ///
            /// Each call runs beside all other handlers, also beside one of the same command. What
            /// takes long answers [`accepted`](__rt::CommandResponse::accepted), and reports its end
            /// later.
            #panics
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            pub trait CommandHandler: #bounds {
                #(#methods)*
            }

            #visibility async fn command<H: CommandHandler>(
                handler: &H,
                context: &Context,
                call: &v1::CommandCall<'_>,
            ) -> v1::CommandAnswer {
                match call.name() {
                    #(#arms)*
                    _ => call.unknown(),
                }
            }
        })
    }
}
