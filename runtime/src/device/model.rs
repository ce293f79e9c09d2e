//! A root interface with its handlers, as the runtime sees it.

use super::call::{Acknowledgement, CommandAnswer, CommandCall, DesiredProperty};
use super::future::{BoxFuture, LocalBoxFuture};
use super::link::Link;

/// As [`DeviceModel`], with handlers that stay on one thread.
pub trait LocalDeviceModel: 'static {
    /// The root interface's DTMI.
    fn model_id(&self) -> &'static str;

    /// The names of the components.
    fn components(&self) -> &'static [&'static str];

    /// Every writable property with its component's name.
    fn writable_properties(&self) -> &'static [(Option<&'static str>, &'static str)];

    /// Hands a desired value to the property's handler. The link is the root's.
    fn desired<'a>(&'a self, link: &'a Link, property: DesiredProperty<'a>) -> LocalBoxFuture<'a, Acknowledgement>;

    /// Hands a command to its handler. The link is the root's.
    fn command<'a>(&'a self, link: &'a Link, command: CommandCall<'a>) -> LocalBoxFuture<'a, CommandAnswer>;
}

/// A root interface with its handlers, as the runtime sees it.
pub trait DeviceModel: Send + Sync + 'static {
    /// The root interface's DTMI.
    fn model_id(&self) -> &'static str;

    /// The names of the components.
    fn components(&self) -> &'static [&'static str];

    /// Every writable property with its component's name.
    fn writable_properties(&self) -> &'static [(Option<&'static str>, &'static str)];

    /// Hands a desired value to the property's handler. The link is the root's.
    fn desired<'a>(&'a self, link: &'a Link, property: DesiredProperty<'a>) -> BoxFuture<'a, Acknowledgement>;

    /// Hands a command to its handler. The link is the root's.
    fn command<'a>(&'a self, link: &'a Link, command: CommandCall<'a>) -> BoxFuture<'a, CommandAnswer>;
}
