//! What handlers and their futures must be: `Send` and `Sync`, unless the options say that one thread is enough.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;

impl Emitter<'_> {
    /// The supertraits of a handler.
    pub(super) fn handler_bounds(&self) -> TokenStream {
        if self.plan.send {
            quote!(Send + Sync + 'static)
        } else {
            quote!('static)
        }
    }

    /// What is added to the future of a handler.
    pub(super) fn future_bound(&self) -> Option<TokenStream> {
        self.plan.send.then(|| quote!(+ Send))
    }

    /// The runtime's trait of a root, and the future of its methods.
    pub(super) fn device_model(&self) -> (TokenStream, TokenStream) {
        if self.plan.send {
            (quote!(v1::DeviceModel), quote!(v1::BoxFuture))
        } else {
            (quote!(v1::LocalDeviceModel), quote!(v1::LocalBoxFuture))
        }
    }
}
