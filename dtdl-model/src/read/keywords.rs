//! Keywords of JSON-LD: those that are missing, and those that elements have none of.

use super::{Around, Reader};
use crate::diagnostic::Code;
use crate::ld::Ld;
use crate::place::{At, Place};
use crate::scope::Scope;
use crate::suggest;

impl Reader<'_> {
    #[inline(never)]
    pub(super) fn keywords(&mut self, ld: &Ld<'_>, scope: &Scope, around: &Around, place: Place, member: &str) {
        if let Some(position) = ld.further().graph {
            let at = self.report.nodes.below(place, position).name();
            self.report
                .error(Code::GRAPH_DISALLOWED, at, "`@graph` is not allowed")
                .primary(self.elements.id(around.ix))
                .property(member)
                .help("remove it");
        }
        if !scope.restricts_keywords() {
            return;
        }
        for (position, keyword) in ld.further().foreign() {
            let at = self.report.nodes.below(place, position).name();
            self.report
                .error(Code::KEYWORD_DISALLOWED, at, format!("`{keyword}` is not allowed"))
                .primary(self.elements.id(around.ix))
                .property(member)
                .value(keyword)
                .help(keyword_help(keyword));
        }
    }

    #[cold]
    pub(super) fn no_context(&mut self, ld: &Ld<'_>, place: Place) {
        let (at, help) = self.keyword_meant("@context", ld, place).unwrap_or_else(|| {
            let mut members = ld.members();
            let help = match members.any(|(_, member)| member.name == "$schema") {
                true => "this is a JSON Schema, and not a model: leave it out",
                false => "add \"@context\": \"dtmi:dtdl:context;2\" (or ;3, ;4)",
            };
            (place.element(), help.to_owned())
        });
        self.report
            .error(Code::MISSING_CONTEXT, at, "the top-level object has no `@context`")
            .reference(&[place.element()])
            .help(help);
    }

    #[cold]
    pub(super) fn no_id(&mut self, ld: &Ld<'_>, place: Place) {
        let (at, help) = self.keyword_meant("@id", ld, place).unwrap_or_else(|| {
            let help = "give it one, for example \"dtmi:com:example:Thermostat;1\"";
            (place.element(), help.to_owned())
        });
        self.report
            .error(Code::MISSING_TOP_LEVEL_ID, at, "the interface has no `@id`")
            .reference(&[place.element()])
            .help(help);
    }

    /// Where a keyword that is missing is probably meant, and what to do about it.
    pub(super) fn keyword_meant(&mut self, keyword: &str, ld: &Ld<'_>, place: Place) -> Option<(At, String)> {
        let (position, name) = suggest::keyword_meant(keyword, ld)?;
        let at = self.report.nodes.below(place, position).name();
        Some((at, format!("write `{keyword}` instead of `{name}`")))
    }
}

/// What to do about a keyword that elements have none of.
pub(super) fn keyword_help(keyword: &str) -> String {
    let known = ["@id", "@type", "@context"];
    match known.iter().find(|known| keyword.eq_ignore_ascii_case(known)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "remove it".to_owned(),
    }
}
