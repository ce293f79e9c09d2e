//! JSON to elements: one text at a time, every member checked on its own.

mod cotypes;
mod datatype;
mod duplicate;
mod formats;
mod ids;
mod inside;
mod keywords;
mod literal;
mod lost;
mod members;
mod mistyped;
mod refer;
mod supplemental;
mod template;
mod texts;
mod top;
mod types;
mod undefined;
mod unnamed;
mod value_object;
mod values;
mod words;

pub(crate) use formats::{is_duration, is_language};
#[cfg(test)]
pub(crate) use ids::id_length;
pub(crate) use ids::interface_id_length;
pub(crate) use values::allowed_versions;
pub(crate) use words::{article, describe};

use std::rc::Rc;

use smallvec::SmallVec;

use crate::elements::{Element, Elements, IdIx};
use crate::fault::{self, Fault};
use crate::hash::{HashMap, HashSet};
use crate::json::Json;
use crate::ld::{self, Ld};
use crate::metamodel::{Class, Name};
use crate::place::{Nodes, Place};
use crate::report::Report;
use crate::scope::{Entering, Quit, Scope};
use crate::{Options, SourceId};
use ids::Identity;
use members::Others;
use types::{Typed, Typing};

/// Reads texts into elements.
pub(crate) struct Reader<'r> {
    pub(crate) report: &'r mut Report,
    pub(crate) elements: &'r mut Elements,
    pub(crate) options: &'r Options,
    pub(crate) given: bool,
    pub(crate) tolerant: bool,
    /// Identifiers, without their fragments, of interfaces that were refused for their identifier.
    pub(crate) refused: &'r mut HashSet<String>,
    /// Scopes of contexts that are one text.
    pub(crate) scopes: &'r mut HashMap<String, Rc<Scope>>,
    /// How many errors are in what the elements around can do without.
    pub(crate) apart: usize,
    /// How many undefined types were compared with those that are known.
    pub(crate) compared: usize,
    /// Whether the text uses the keywords of JSON-LD in a way that asks for a closer look.
    pub(crate) unusual: bool,
}

/// What stands around an element.
#[derive(Clone)]
pub(super) struct Around {
    pub(super) scope: Rc<Scope>,
    pub(super) ix: IdIx,
    pub(super) partition: IdIx,
}

/// How an element must be, where it stands.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) class: &'static Class,
    pub(super) member: Name,
    pub(super) segment: Option<&'static str>,
    /// See [`crate::dtmi::infix`].
    pub(super) infix: &'static str,
    pub(super) id_required: bool,
    pub(super) untyped: bool,
    /// Whether it is written as the only value, and not in a list.
    pub(super) alone: bool,
    /// The number of the type that is taken for the class, although it is misspelt, which is reported.
    pub(super) guess: Option<usize>,
}

impl Reader<'_> {
    /// Reads one text.
    pub(crate) fn text(&mut self, json: Json<'_>, source: SourceId) {
        self.each(json, Nodes::top(source), |reader, value, place| {
            match template::of(value) {
                Some(template) => reader.template(&template, place),
                None => reader.top(value, place, None),
            }
        });
    }

    /// The values at a place: those of an array, or the one.
    fn each(&mut self, json: Json<'_>, top: Place, read: impl Fn(&mut Self, Json<'_>, Place)) {
        let mut values = ld::values(json);
        while let Some(value) = values.next() {
            let place = values.place(top, &mut self.report.nodes);
            read(self, value, place);
        }
    }

    /// The model inside a device template of IoT Central, in the template's context if it states none itself.
    fn template(&mut self, template: &template::Template<'_>, place: Place) {
        let outer = template.context.map(|(position, context)| {
            let at = self.report.nodes.below(place, position);
            let (report, options) = (&mut *self.report, self.options);
            Entering { report, options }.enter(None, context, at)
        });
        let Ok(outer) = outer.transpose() else { return };
        let inside = self.report.nodes.below(place, template.position);
        self.each(template.model, inside, |reader, value, place| {
            let outer = outer.as_ref().filter(|_| template::context_of(value).is_none());
            reader.top(value, place, outer);
        });
    }

    fn top(&mut self, value: Json<'_>, place: Place, outer: Option<&Rc<Scope>>) {
        let before = self.report.count();
        // What is wrong is reported; the next top-level element is read all the same.
        let fault = if self.unusual { fault::find(value) } else { None };
        let added = match fault {
            Some(fault) => self.fault(fault, place),
            None => self.top_level(value, place, outer).unwrap_or(false),
        };
        if !added && self.report.count() > before {
            self.lose_top(value);
        }
        if self.report.count() == 0 {
            self.elements.close();
        }
    }

    #[cold]
    fn fault(&mut self, fault: Fault, place: Place) -> bool {
        let at = self.report.nodes.follow(place, fault.path);
        self.report.error(fault.code, at.name(), fault.message).help(fault.help);
        false
    }

    pub(super) fn scope(&mut self, outer: Option<&Rc<Scope>>, ld: &Ld<'_>, place: Place) -> Result<Rc<Scope>, Quit> {
        match (ld.context, outer) {
            (Some((position, context)), _) => {
                // Most texts state one and the same context.
                let whole = match (context, outer) {
                    (Json::String(text), None) => Some(text),
                    _ => None,
                };
                if let Some(known) = whole.and_then(|text| self.scopes.get(text)) {
                    return Ok(Rc::clone(known));
                }
                let at = self.report.nodes.below(place, position);
                let mut entering = Entering {
                    report: self.report,
                    options: self.options,
                };
                let scope = entering.enter(outer, context, at)?;
                if let Some(text) = whole {
                    self.scopes.insert(text.to_owned(), Rc::clone(&scope));
                }
                Ok(scope)
            }
            (None, Some(outer)) => Ok(Rc::clone(outer)),
            (None, None) => {
                self.no_context(ld, place);
                Err(Quit)
            }
        }
    }

    /// Reads an element whose scope is known; its identifier if it was added.
    fn element_in(
        &mut self,
        ld: &Ld<'_>,
        scope: Rc<Scope>,
        around: Option<&Around>,
        place: Place,
        slot: &Slot,
    ) -> Result<Option<IdIx>, Quit> {
        let before = self.report.count() - self.apart;
        let Identity { ix, named_by_place } = self.identity(ld, &scope, around, place, slot)?;
        if self.is_duplicate(ld, ix, around, place, slot) {
            return Ok(None);
        }
        let typed = self.types(Typing {
            ld,
            scope: &scope,
            id: ix,
            parent: around.map(|around| around.ix),
            place,
            slot,
        });
        let Some(Typed { class, beside }) = typed else {
            let stated = ld.types.iter().flat_map(|types| types.iter()).flatten();
            if let Some(class) = stated.filter_map(|text| slot.class.stated(text, scope.version)).next() {
                self.check_id_length(ix, class, &scope, place);
            }
            return Ok(None);
        };
        self.check_id_length(ix, class, &scope, place);
        let id = self.elements.id(ix);
        let partition = match around {
            Some(around) if !class.partition => around.partition,
            _ => ix,
        };
        let inner = Around {
            scope: Rc::clone(&scope),
            ix,
            partition,
        };
        let mut element = Element {
            id: id.clone(),
            class,
            version: scope.version,
            place: Some(place),
            parent: around.map(|around| (around.ix, slot.member)),
            partition: around.filter(|_| !class.partition).map(|around| around.partition),
            literals: SmallVec::new(),
            objects: SmallVec::new(),
            cotypes: SmallVec::new(),
            rare: None,
            referrers: SmallVec::new(),
            named_by_place,
            given: self.given,
            sound: true,
        };
        let limits = around.map_or(scope.limits, |around| around.scope.limits);
        if !limits.is_empty() {
            element.rare_mut().limits = limits;
        }
        let (mut all_cotypes, mut guessed) = (SmallVec::new(), false);
        if let Some(beside) = beside {
            element.cotypes = beside.cotypes;
            (all_cotypes, guessed) = (beside.all, beside.guessed);
            if !beside.undefined.is_empty() {
                element.rare_mut().undefined_types = beside.undefined.into();
            }
        }
        let references = self.elements.references.len();
        let read = self.members(ld, &mut element, (&all_cotypes, guessed), &inner, place);
        let Ok(sound) = read else {
            self.elements.forget_references(ix, references);
            return Err(Quit);
        };
        element.sound = sound && slot.guess.is_none() && self.report.count() - self.apart == before;
        if let Some(inner) = self.elements.at(ix) {
            self.inside_itself(inner, ix, class, place);
            // Whose references these are cannot be told any more: neither has a value.
            self.elements.forget_references(ix, references);
            self.elements.forget_values(inner);
            return Ok(None);
        }
        self.report.nodes.keep();
        self.elements.define(ix, element);
        Ok(Some(ix))
    }
}
