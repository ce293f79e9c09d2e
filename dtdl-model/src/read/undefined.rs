//! Members that nobody defines.

use super::supplemental::units_of;
use super::{Around, Others, Reader, describe};
use crate::diagnostic::Code;
use crate::elements::Element;
use crate::json::{Json, Member as JsonMember};
use crate::ld::Ld;
use crate::metamodel::{Cotype, metamodel};
use crate::place::Place;
use crate::suggest;

impl Reader<'_> {
    /// A member that nobody defines: kept if an undefined co-type may bring it.
    #[inline(never)]
    pub(super) fn undefined<'j>(
        &mut self,
        ld: &Ld<'j>,
        element: &Element,
        around: &Around,
        json: JsonMember<'j>,
        place: Place,
        others: &mut Others<'j>,
    ) -> bool {
        let name = json.name;
        let version = around.scope.version;
        let complete = around.scope.is_complete();
        let is_known = around.scope.identifier(name).is_some();
        let refusal = if version == 2 {
            None
        } else if is_known {
            complete.then_some((
                Code::PROPERTY_IRRELEVANT_DTMI_OR_TERM,
                format!("`{name}` does not belong to {}", describe(element)),
            ))
        } else if name.starts_with("dtmi:") {
            Some((
                Code::PROPERTY_INVALID_DTMI,
                format!("`{name}` is not a valid identifier"),
            ))
        } else if name.contains(':') {
            Some((
                Code::PROPERTY_NOT_DTMI_NOR_TERM,
                format!("`{name}` is neither a term nor a digital twin model identifier"),
            ))
        } else {
            complete.then_some((
                Code::PROPERTY_UNDEFINED_TERM,
                format!("DTDL v{version} knows no `{name}`"),
            ))
        };
        let refusal = refusal.or_else(|| {
            element.undefined_types().is_empty().then(|| {
                let code = match ld.types {
                    Some(_) => Code::NO_TYPE_THAT_ALLOWS,
                    None => Code::INFERRED_TYPE_DOES_NOT_ALLOW,
                };
                (code, format!("{} cannot have `{name}`", describe(element)))
            })
        });
        let Some((code, message)) = refusal else {
            let undefined = others.undefined.get_or_insert_default();
            undefined.insert(name, json.value.to_string());
            return true;
        };
        let mut entry = self
            .report
            .error(code, place.name(), message)
            .primary(&element.id)
            .property(name)
            .help_with(|| member_help(json, element, around));
        if let Some(around) = element.place {
            entry = entry.reference(&[place.name(), around.types()]);
        }
        if code == Code::INFERRED_TYPE_DOES_NOT_ALLOW {
            entry = entry.fact("Type", element.class.name);
        }
        if code == Code::PROPERTY_UNDEFINED_TERM {
            entry = entry.fact("Restriction", version.to_string());
        }
        entry.done();
        false
    }
}

/// What to do about a member that an element cannot have.
fn member_help(json: JsonMember<'_>, element: &Element, around: &Around) -> String {
    let name = json.name;
    let own = element
        .class
        .members
        .iter()
        .filter(|member| member.is_in(element.version))
        .map(|member| member.name);
    if let Some(close) = suggest::closest(name, own.clone()) {
        return format!("did you mean `{close}`?");
    }
    let id = around.scope.identifier(name);
    let value = match json.value {
        Json::String(text) => around
            .scope
            .identifier(text)
            .map(|id| metamodel().contexts.term_or_id(id)),
        _ => None,
    };
    let fitting = |cotype: &&Cotype| {
        cotype.members.iter().any(|member| {
            Some(member.id) == id
                && value.is_none_or(|value| {
                    let units = units_of(member);
                    units.is_empty() || units.contains(&value)
                })
        })
    };
    let mut bringing: Vec<&str> = metamodel()
        .cotypes
        .iter()
        .filter(fitting)
        .filter(|cotype| !cotype.is_abstract && cotype.allows(element.class))
        .map(|cotype| metamodel().contexts.term_or_id(cotype.id))
        .collect();
    bringing.sort_unstable();
    if let (None, Some(context)) = (id, suggest::context_of(name, element.version)) {
        return format!("add \"{context}\" to `@context`, which defines it");
    }
    match bringing.as_slice() {
        [] => match classes_with(name, element.version).as_slice() {
            [] => format!(
                "remove it; {} may have: {}",
                super::article(element.class.name),
                own.collect::<Vec<_>>().join(", ")
            ),
            classes => format!("remove it: it belongs to {}", super::article(&classes.join(" or "))),
        },
        [one] => format!("it comes with the type `{one}`: add that to `@type`"),
        [one, ..] => format!("it comes with a semantic type, for example `{one}`: add one to `@type`"),
    }
}

/// The classes of which models may hold elements that have a member.
fn classes_with(member: &str, version: u8) -> Vec<&'static str> {
    let classes = metamodel().classes.iter();
    let having = classes.filter(|class| class.is_concrete(version) && class.member(member, version).is_some());
    let mut names: Vec<&'static str> = having.map(|class| class.name).collect();
    names.sort_unstable();
    names
}
