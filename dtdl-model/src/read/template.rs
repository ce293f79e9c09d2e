//! Device templates as IoT Central exports them: an object with the model in its member `capabilityModel`, an interface or
//! an array of interfaces.

use crate::json::Json;

/// A device template.
pub(super) struct Template<'j> {
    /// The model.
    pub(super) model: Json<'j>,
    /// The position of the model among the members.
    pub(super) position: usize,
    /// The template's own `@context`, with its position.
    pub(super) context: Option<(usize, Json<'j>)>,
}

/// The device template that a value is: not an interface itself, but with a model inside.
pub(super) fn of(value: Json<'_>) -> Option<Template<'_>> {
    if is_interface(value) {
        return None;
    }
    let (position, model) = member(value, "capabilityModel")?;
    matches!(model, Json::Object(_) | Json::Array(_)).then(|| Template {
        model,
        position,
        context: context_of(value),
    })
}

/// The `@context` of an object, with its position.
pub(super) fn context_of(value: Json<'_>) -> Option<(usize, Json<'_>)> {
    member(value, "@context")
}

fn is_interface(value: Json<'_>) -> bool {
    let is_it = |value: Json<'_>| matches!(value, Json::String(text) if text == "Interface");
    match member(value, "@type") {
        Some((_, Json::Array(types))) => types.flat().any(is_it),
        Some((_, single)) => is_it(single),
        None => false,
    }
}

fn member<'j>(value: Json<'j>, name: &str) -> Option<(usize, Json<'j>)> {
    let Json::Object(members) = value else { return None };
    let found = members.members().enumerate().find(|(_, member)| member.name == name);
    found.map(|(position, member)| (position, member.value))
}
