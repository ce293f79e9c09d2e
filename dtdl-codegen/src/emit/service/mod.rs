//! The service's side of an interface: what a program in the cloud reads and writes, and what it calls.

mod device;
mod properties;
mod remote;
mod telemetry;
mod twin;

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use super::tokens::joined;
use crate::plan::Module;

impl Emitter<'_> {
    /// Properties and commands of an interface.
    pub(super) fn service_interface(&self, index: usize, module: &Module) -> TokenStream {
        let reported = self.reported_properties(index, module);
        let desired = self.desired_properties(index, module);
        let remote = self.is_addressed(index).then(|| self.remote(index, module)).flatten();
        joined([
            reported.unwrap_or_default(),
            desired.unwrap_or_default(),
            remote.unwrap_or_default(),
        ])
    }

    /// Messages, twin and handle of a root.
    pub(super) fn service_root(&self, index: usize, module: &Module) -> TokenStream {
        let messages = self.telemetry_message(index, module);
        let twin = self.twin(index, module);
        let device = self.remote_device(index, module);
        joined([messages.unwrap_or_default(), twin, device])
    }

    /// The device itself and its components, as far as their interfaces have what is `wanted`: the component's name,
    /// if it is one, with its interface and the path there.
    fn parts<'m>(&'m self, index: usize, root: &'m Module, wanted: fn(&Module) -> bool) -> Vec<Part<'m>> {
        let own = wanted(root).then(|| Part {
            component: None,
            path: TokenStream::new(),
        });
        let components = root.components.iter().filter_map(|component| {
            let module = self.plan.modules.get(component.module)?;
            wanted(module).then(|| Part {
                component: Some(component),
                path: self.module_path(index, component.module),
            })
        });
        own.into_iter().chain(components).collect()
    }
}

/// The device itself or one of its components.
struct Part<'a> {
    component: Option<&'a crate::plan::Component>,
    path: TokenStream,
}

impl Part<'_> {
    /// The field for it.
    fn field(&self) -> proc_macro2::Ident {
        super::ident(self.component.map_or("root", |component| &component.accessor))
    }

    /// Its name, as the runtime takes it.
    fn name(&self) -> TokenStream {
        match self.component {
            Some(component) => {
                let wire = &component.wire;
                quote!(Some(#wire))
            }
            None => quote!(None),
        }
    }

    /// What the model says of it.
    fn docs(&self) -> TokenStream {
        match self.component {
            Some(component) => super::docs::attributes(&component.docs, &format!("Component `{}`.", component.wire)),
            None => super::docs::markdown("The device itself."),
        }
    }
}
