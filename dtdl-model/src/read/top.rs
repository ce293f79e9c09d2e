//! Elements at the top of a text.

use std::rc::Rc;

use super::{Reader, Slot};
use crate::diagnostic::Code;
use crate::json::Json;
use crate::ld::{Ld, Types};
use crate::metamodel::{Class, metamodel};
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
        let mut ld = Ld::new(object);
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
        let class = match rootable {
            Some(class) => class,
            None => {
                let meant = self.not_rootable(&ld, id, &scope, place)?;
                // What else is wrong with it is said, too.
                ld.types = Some(Types::inferred(meant.name));
                meant
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
        let added = self.element_in(&ld, scope, None, place, &slot)?;
        if rootable.is_none()
            && let Some(ix) = added.and_then(|ix| self.elements.at(ix))
            && let Some(element) = self.elements.get_mut(ix)
        {
            element.sound = false;
        }
        Ok(added.is_some())
    }

    #[cold]
    fn no_id(&mut self, ld: &Ld<'_>, place: Place) {
        let misspelt = suggest::keyword("@id", ld);
        let at = match misspelt {
            Some((position, _)) => self.report.nodes.below(place, position).name(),
            None => place.element(),
        };
        self.report
            .error(Code::MISSING_TOP_LEVEL_ID, at, "the interface has no `@id`")
            .reference(&[place.element()])
            .help(match misspelt {
                Some((_, name)) => format!("write `@id` instead of `{name}`"),
                None => "give it one, for example \"dtmi:com:example:Thermostat;1\"".to_owned(),
            });
    }

    /// Says that an element is no interface; what it is meant to be, if that is clear.
    #[cold]
    fn not_rootable(&mut self, ld: &Ld<'_>, id: &str, scope: &Scope, place: Place) -> Result<&'static Class, Quit> {
        let subject = match id {
            "" => "an element".to_owned(),
            id => format!("`{id}`"),
        };
        let misspelt = suggest::keyword("@type", ld).filter(|_| ld.types.is_none());
        let meant = metamodel().classes.get("Interface").filter(|class| {
            ld.types
                .is_some_and(|types| suggest::meant(types, class, scope).is_some())
        });
        let (message, help) = match (ld.types, misspelt) {
            (None, Some((_, name))) => (
                format!("{subject} stands at the top, but has no `@type`"),
                format!("write `@type` instead of `{name}`"),
            ),
            (None, None) => (
                format!("{subject} stands at the top, but has no `@type`"),
                "add \"@type\": \"Interface\"".to_owned(),
            ),
            (Some(_), _) => (
                format!("{subject} stands at the top, but is not an Interface"),
                match meant {
                    Some(class) => format!("did you mean `{}`?", class.name),
                    None => "only elements with \"@type\": \"Interface\" may stand at the top of a text".to_owned(),
                },
            ),
        };
        let at = match misspelt {
            Some((position, _)) => self.report.nodes.below(place, position).name(),
            None => place.types(),
        };
        self.report
            .error(Code::TYPE_NOT_ROOTABLE, at, message)
            .value(id)
            .fact("Type", "'Interface'")
            .reference(&[place.element()])
            .help(help);
        meant.ok_or(Quit)
    }
}
