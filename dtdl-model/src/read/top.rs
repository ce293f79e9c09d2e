//! Elements at the top of a text.

use std::rc::Rc;

use super::keywords::keyword_help;
use super::{Reader, Slot};
use crate::diagnostic::Code;
use crate::json::Json;
use crate::ld::Ld;
use crate::metamodel::{Name, metamodel};
use crate::place::Place;
use crate::scope::{Quit, Scope};
use crate::suggest::{self, Guess};

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
        if !self.given && ld.id.is_some_and(|id| self.is_defined(id)) {
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
            self.no_id(&ld, place);
            return Err(Quit);
        };
        let classes = &metamodel().classes;
        let rootable = ld
            .types
            .iter()
            .flat_map(|types| types.iter())
            .flatten()
            .find_map(|text| classes.named(text, scope.version).filter(|class| class.rootable));
        let (class, guess) = match rootable {
            Some(class) => (class, None),
            None => {
                let guess = self.not_rootable(&ld, id, &scope, place).ok_or(Quit)?;
                (guess.class, Some(guess.number))
            }
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
                .help(keyword_help(keyword));
            return Err(Quit);
        }
        let slot = Slot {
            class,
            member: Name::of(&""),
            segment: None,
            infix: "",
            id_required: true,
            untyped: false,
            alone: false,
            guess,
        };
        Ok(self.element_in(&ld, scope, None, place, &slot)?.is_some())
    }

    /// Says that an element is no interface; which of its types is meant to be that, if one is.
    #[cold]
    fn not_rootable<'j>(&mut self, ld: &Ld<'j>, id: &str, scope: &Scope, place: Place) -> Option<Guess<'j>> {
        let subject = match id {
            "" => "an element".to_owned(),
            id => format!("`{id}`"),
        };
        let interface = metamodel().classes.get("Interface")?;
        let guess = ld.types.and_then(|types| suggest::class_meant(types, interface, scope));
        let (at, message, help) = match (ld.types, guess) {
            (None, _) => {
                let meant = self.keyword_meant("@type", ld, place);
                let (at, help) = meant.unwrap_or_else(|| (place.element(), "add \"@type\": \"Interface\"".to_owned()));
                (at, format!("{subject} stands at the top, but has no `@type`"), help)
            }
            (Some(_), Some(guess)) => (
                self.type_at(guess.number, ld, place),
                format!("{subject} stands at the top, but is not an Interface"),
                "did you mean `Interface`?".to_owned(),
            ),
            (Some(_), None) => (
                place.types(),
                format!("{subject} stands at the top, but is not an Interface"),
                "only elements with \"@type\": \"Interface\" may stand at the top of a text".to_owned(),
            ),
        };
        self.report
            .error(Code::TYPE_NOT_ROOTABLE, at, message)
            .value(id)
            .fact("Type", "'Interface'")
            .reference(&[place.element()])
            .help(help);
        guess
    }
}
