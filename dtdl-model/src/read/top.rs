//! Elements at the top of a text.

use std::rc::Rc;

use super::{Reader, Slot};
use crate::diagnostic::Code;
use crate::json::Json;
use crate::ld::Ld;
use crate::metamodel::metamodel;
use crate::place::Place;
use crate::scope::{Quit, Scope};
use crate::suggest;

impl Reader<'_> {
    /// Whether the element was added. `outer` is the scope that stands around the whole text.
    pub(super) fn top_level(&mut self, json: Json<'_>, place: Place, outer: Option<&Rc<Scope>>) -> Result<bool, Quit> {
        let Json::Object(object) = json else {
            self.report
                .error(
                    Code::NOT_JSON_OBJECT,
                    place.value(),
                    format!("the text holds {} where an element is expected", json.noun()),
                )
                .help("a model is a JSON object, or an array of them");
            return Err(Quit);
        };
        let ld = Ld::new(object);
        if ld
            .id
            .is_some_and(|id| self.refused.contains(id.split('#').next().unwrap_or(id)))
        {
            // What is wrong with another definition of the same interface only follows.
            return Err(Quit);
        }
        if !self.given && ld.id.is_some_and(|id| self.elements.find(id).is_some()) {
            // An expanded text brings along what others need, too; what is known already counts.
            return Err(Quit);
        }
        let scope = self.scope(outer, &ld, place)?;
        if let Some(position) = ld.further().graph {
            let at = self.report.nodes.below(place, position).name();
            self.report
                .error(Code::TOP_LEVEL_GRAPH_DISALLOWED, at, "`@graph` is not allowed")
                .help("put the elements into an array");
            return Err(Quit);
        }
        let Some(id) = ld.id else {
            self.report
                .error(
                    Code::MISSING_TOP_LEVEL_ID,
                    place.element(),
                    "the interface has no `@id`",
                )
                .help("give it one, for example \"dtmi:com:example:Thermostat;1\"");
            return Err(Quit);
        };
        let classes = &metamodel().classes;
        let rootable = ld
            .types
            .iter()
            .flat_map(|types| types.iter())
            .flatten()
            .find_map(|text| classes.named(text, scope.version).filter(|class| class.rootable));
        let Some(class) = rootable else {
            let subject = match id {
                "" => "an element".to_owned(),
                id => format!("`{id}`"),
            };
            let mut types = ld.types.iter().flat_map(|types| types.iter()).flatten();
            let (message, help) = match &ld.types {
                None => (
                    format!("{subject} stands at the top, but has no `@type`"),
                    "add \"@type\": \"Interface\"",
                ),
                Some(_) => (
                    format!("{subject} stands at the top, but is not an Interface"),
                    match types.find_map(|text| suggest::closest(text, ["Interface"])) {
                        Some(_) => "did you mean `Interface`?",
                        None => "only elements with \"@type\": \"Interface\" may stand at the top of a text",
                    },
                ),
            };
            self.report
                .error(Code::TYPE_NOT_ROOTABLE, place.types(), message)
                .value(id)
                .fact("Type", "'Interface'")
                .reference(&[place.element()])
                .help(help);
            return Err(Quit);
        };
        if scope.restricts_keywords()
            && let Some((position, keyword)) = ld.further().foreign().next()
        {
            let at = self.report.nodes.below(place, position).name();
            self.report
                .error(
                    Code::TOP_LEVEL_KEYWORD_DISALLOWED,
                    at,
                    format!("`{keyword}` is not allowed"),
                )
                .value(keyword)
                .help("remove it");
            return Err(Quit);
        }
        let slot = Slot {
            class,
            member: "",
            segment: None,
            id_required: true,
            untyped: false,
            older: true,
        };
        Ok(self.element_in(&ld, scope, None, place, place, &slot)?.is_some())
    }
}
