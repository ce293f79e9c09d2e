//! Members that nobody defines.

use super::supplemental::units_of;
use super::{Around, Others, Reader, article, describe};
use crate::diagnostic::Code;
use crate::elements::Element;
use crate::json::{Json, Member as JsonMember};
use crate::ld::Ld;
use crate::metamodel::{Cotype, Member, NEWEST, metamodel};
use crate::place::Place;
use crate::scope::Scope;
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
        if others.guessed {
            return false;
        }
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
        let mut meant = None;
        let mut entry = self
            .report
            .error(code, place.name(), message)
            .primary(&element.id)
            .property(name)
            .help_with(|| {
                meant = member_meant(ld, json, element, others, &around.scope);
                match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => member_help(json, element, around),
                }
            });
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
        others.meant.extend(meant);
        false
    }
}

/// The keyword, or the member of its class, that an element probably means by another name.
fn member_meant(
    ld: &Ld<'_>,
    json: JsonMember<'_>,
    element: &Element,
    others: &Others<'_>,
    scope: &Scope,
) -> Option<&'static str> {
    let version = element.version;
    let members = (0..).zip(&element.class.members);
    let absent = || {
        let absent = members.clone().filter(|(at, _)| others.seen & (1 << at) == 0);
        absent.map(|(_, member)| *member).filter(|member| member.is_in(version))
    };
    let brought = element.cotypes.iter().flat_map(|cotype| &cotype.members);
    let brought = brought.filter(|member| others.known.iter().all(|(known, _)| *known != member.id));
    let is = |keyword: &str| {
        keyword
            .get(1..)
            .is_some_and(|word| word.eq_ignore_ascii_case(json.name))
    };
    if ld.id.is_none() && is("@id") {
        return Some("@id");
    }
    if is("@type") {
        // Many say "type" of what is the schema.
        let takes = |member: &&Member| match (json.value, member.class(version)) {
            (Json::String(text), Some(class)) => suggest::is_element(text, class, scope),
            _ => false,
        };
        let schema = absent().find(takes).map(|member| member.name);
        return schema.or_else(|| ld.types.is_none().then_some("@type"));
    }
    let names = absent().map(|member| member.name);
    suggest::closest(json.name, names.chain(brought.map(|member| member.name)))
}

/// What to do about a member that an element cannot have.
fn member_help(json: JsonMember<'_>, element: &Element, around: &Around) -> String {
    let name = json.name;
    let metamodel = metamodel();
    let id = around.scope.identifier(name);
    let missing = match id {
        Some(_) => None,
        None => suggest::context_of(name, element.version),
    };
    let context = missing.and_then(|missing| metamodel.contexts.iter().find(|context| context.id == missing));
    let defined = |term: &str| {
        let known = around.scope.identifier(term).map(str::to_owned);
        known.or_else(|| context?.term(term).map(|term| term.id.clone()))
    };
    let id = defined(name);
    let value = match json.value {
        Json::String(text) => defined(text),
        _ => None,
    };
    let value = value.as_deref().map(|id| metamodel.contexts.term_or_id(id));
    let brings = |cotype: &&Cotype| {
        cotype.members.iter().any(|member| {
            Some(member.id) == id.as_deref()
                && value.is_none_or(|value| {
                    let units = units_of(member);
                    units.is_empty() || units.contains(&value)
                })
        })
    };
    let mut bringing: Vec<&str> = metamodel
        .cotypes
        .iter()
        .filter(brings)
        .filter(|cotype| !cotype.is_abstract && cotype.allows(element.class))
        .map(|cotype| metamodel.contexts.term_or_id(cotype.id))
        .collect();
    bringing.sort_unstable();
    let class = element.class.name;
    let types = |kind: &str| format!("write \"@type\": [\"{class}\", \"{kind}\"]");
    let context = |start: &str| match missing {
        Some(context) => format!("{start} \"{context}\" to `@context`"),
        None => String::new(),
    };
    match bringing.as_slice() {
        [] if missing.is_some() => format!("{}, which defines it", context("add")),
        [] => foreign_help(name, element),
        [one] => format!("it comes with the type `{one}`: {}{}", types(one), context(", and add")),
        [one, ..] => format!(
            "it comes with a semantic type: for example, {}{}",
            types(one),
            context(", and add")
        ),
    }
}

/// What to do about a member that the elements around, or those inside, may have.
fn foreign_help(name: &str, element: &Element) -> String {
    let (class, version) = (element.class, element.version);
    let own = || class.members.iter().filter(|member| member.is_in(version));
    let inside: Vec<String> = own()
        .filter_map(|member| {
            let classes = suggest::having(member.class(version)?, name, version);
            match (classes.as_slice(), member.plural) {
                ([], _) => None,
                (_, false) => Some(format!("`{}`", member.name)),
                (classes, true) => Some(format!("{} in `{}`", article(&classes.join(" or ")), member.name)),
            }
        })
        .collect();
    if !inside.is_empty() {
        return format!("it belongs into {}", inside.join(", or into "));
    }
    let later = (version + 1..=NEWEST).find(|later| !suggest::having(class, name, *later).is_empty());
    if let Some(later) = later {
        return format!("DTDL v{later} has it: write \"dtmi:dtdl:context;{later}\" in `@context`, or remove it");
    }
    match classes_with(name, version).as_slice() {
        classes @ ([_] | [_, _] | [_, _, _]) => {
            format!("remove it: it belongs to {}", article(&classes.join(" or ")))
        }
        _ => {
            let brought = element.cotypes.iter().flat_map(|cotype| &cotype.members);
            let brought = brought.map(|member| member.name);
            let names: Vec<&str> = own().map(|member| member.name).chain(brought).collect();
            format!("remove it; {} may have: {}", article(class.name), names.join(", "))
        }
    }
}

/// The classes of which models may hold elements that have a member.
fn classes_with(member: &str, version: u8) -> Vec<&'static str> {
    let classes = metamodel().classes.iter();
    let having = classes.filter(|class| suggest::has_member(class, member, version));
    let mut names: Vec<&'static str> = having.map(|class| class.name).collect();
    names.sort_unstable();
    names
}
