//! Types that an interface has from another one.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::{Emitter, ident};
use crate::plan::Module;

impl Emitter<'_> {
    /// The telemetry, properties and commands of the interface that has exactly the same.
    pub(super) fn reuse(&self, index: usize, module: &Module, owner: usize) -> TokenStream {
        let side = self.plan.side;
        let (device, service) = (side.has_device(), side.has_service());
        let (properties, desired, commands) = (
            !module.properties.is_empty(),
            !module.desired.is_empty(),
            !module.commands.is_empty(),
        );
        let addressed = module.is_addressed;
        let mut names: Vec<Ident> = [
            ("CommandHandler", commands && device && addressed),
            ("Context", device && addressed),
            ("DesiredProperties", desired && service),
            ("Properties", properties && device),
            ("PropertyHandler", desired && device && addressed),
            ("Remote", module.needs_handler() && service && addressed),
            ("ReportedProperties", properties && service),
            ("Telemetry", !module.telemetry.is_empty()),
        ]
        .into_iter()
        .filter(|(_, is_there)| *is_there)
        .map(|(name, _)| ident(name))
        .collect();
        names.extend(
            module
                .commands
                .iter()
                .flat_map(|command| &command.metadata)
                .map(|metadata| ident(&metadata.constant)),
        );
        let functions: Vec<Ident> = [("command", commands), ("desired", desired)]
            .into_iter()
            .filter(|(_, is_there)| *is_there && device && addressed)
            .map(|(name, _)| ident(name))
            .collect();
        let path = self.module_path(index, owner);
        let visibility = if self.is_top(index) {
            TokenStream::new()
        } else {
            quote!(pub(super))
        };
        let names = (!names.is_empty()).then(|| re_export(&path, &names));
        let functions = (!functions.is_empty()).then(|| quote!(#visibility use #path {#(#functions),*};));
        quote!(#names #functions)
    }

    /// The relationships that were defined by interfaces which this one extends.
    pub(super) fn inherited_relationships(&self, index: usize, module: &Module) -> TokenStream {
        let mut names: BTreeMap<usize, Vec<TokenStream>> = BTreeMap::new();
        for relationship in &module.relationships {
            let Some(origin) = &relationship.inherited else {
                continue;
            };
            let (theirs, ours) = (ident(&origin.name), ident(&relationship.name));
            names.entry(origin.module).or_default().push(if theirs == ours {
                quote!(#theirs)
            } else {
                quote!(#theirs as #ours)
            });
        }
        names
            .into_iter()
            .map(|(origin, names)| {
                let path = self.module_path(index, origin);
                re_export(&path, &names)
            })
            .collect()
    }
}

/// Names for users of the module: in a program's private module nobody may use them.
fn re_export(path: &TokenStream, names: &[impl ToTokens]) -> TokenStream {
    quote! {
        #[allow(unused_imports, reason = "a program may use less than the model says")]
        pub use #path {#(#names),*};
    }
}
