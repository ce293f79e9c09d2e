//! JSON to elements: one text at a time, every member checked on its own.

mod cotypes;
mod datatype;
mod formats;
mod ids;
mod inside;
mod literal;
mod supplemental;
mod template;
mod texts;
mod top;
mod types;
mod values;

pub(crate) use formats::is_duration;
#[cfg(test)]
pub(crate) use ids::id_length;
pub(crate) use ids::interface_id_length;
pub(crate) use values::allowed_versions;

use std::rc::Rc;

use smallvec::SmallVec;

use crate::diagnostic::Code;
use crate::elements::{Element, Elements, IdIx, Literal};
use crate::fault::{self, Fault};
use crate::hash::{HashMap, HashSet, IndexMap};
use crate::json::Json;
use crate::ld::{self, Ld};
use crate::left_out::{Lost, dispensable};
use crate::metamodel::{Class, Cotype, MemberKind, Positions};
use crate::report::{MOST_SHOWN, Nodes, Place, Report};
use crate::scope::{Entering, Quit, Scope};
use crate::{Options, SourceId, suggest};

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

/// How much of what has a place there was at some time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    errors: usize,
    elements: usize,
    references: usize,
    nodes: usize,
}

/// What an element has beyond the members of its class.
#[derive(Default)]
pub(super) struct Others<'j> {
    /// Members of its co-types, by identifier, with their positions.
    pub(super) supplemental: Vec<(&'static str, usize)>,
    /// Members that nobody defines, as JSON texts; few elements have any.
    pub(super) undefined: Option<Box<IndexMap<&'j str, String>>>,
}

/// How an element must be, where it stands.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) class: &'static Class,
    pub(super) member: &'static str,
    pub(super) segment: Option<&'static str>,
    pub(super) id_required: bool,
    pub(super) untyped: bool,
    pub(super) older: bool,
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
        let plural = ld::is_plural(json);
        for (index, value) in ld::values(json) {
            let place = match index {
                Some(index) if plural => self.report.nodes.below(top, index),
                _ => top,
            };
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
    }

    #[cold]
    fn fault(&mut self, fault: Fault, place: Place) -> bool {
        let steps = fault.path.iter();
        let at = steps.fold(place, |place, step| self.report.nodes.below(place, *step));
        self.report.error(fault.code, at.name(), fault.message).help(fault.help);
        false
    }

    #[cold]
    fn lose_top(&mut self, value: Json<'_>) {
        let what = match text_of(value, "@id") {
            Some(id) if self.elements.find(id).is_some() => format!("another definition of `{id}`"),
            Some(id) => format!("`{id}`"),
            None => "an element without an `@id`".to_owned(),
        };
        self.elements.lost.push(Lost {
            what,
            id: text_of(value, "@id").map(str::to_owned),
            parent: None,
        });
    }

    /// Notes that a value of a member did not become an element.
    #[cold]
    pub(super) fn lose(&mut self, value: Json<'_>, member: &str, around: &Around) {
        let defines = matches!(value, Json::Object(object) if object.members().nth(1).is_some());
        let id = text_of(value, "@id").filter(|_| defines);
        // What refers to a definition that failed has no error of its own.
        let asked = self.options.keeps_going() || id.is_some();
        if !asked || self.elements.lost.len() == MOST_SHOWN {
            return;
        }
        let what = match text_of(value, "name") {
            Some(name) => format!("`{name}` in the `{member}`"),
            None => format!("one of the `{member}`"),
        };
        self.elements.lost.push(Lost {
            what,
            id: id.map(str::to_owned),
            parent: Some(self.elements.id(around.ix).clone()),
        });
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
                self.report
                    .error(
                        Code::MISSING_CONTEXT,
                        place.element(),
                        "the top-level object has no `@context`",
                    )
                    .help("add \"@context\": \"dtmi:dtdl:context;2\" (or ;3, ;4)");
                Err(Quit)
            }
        }
    }

    fn keywords(&mut self, ld: &Ld<'_>, scope: &Scope, around: &Around, place: Place, member: &str) {
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
        let known = ld
            .further()
            .language
            .map(|(position, _)| (position, "@language"))
            .into_iter()
            .chain(ld.further().value.map(|_| (ld.further().value_at, "@value")))
            .chain(ld.further().others.iter().copied());
        for (position, keyword) in known {
            let at = self.report.nodes.below(place, position).name();
            self.report
                .error(Code::KEYWORD_DISALLOWED, at, format!("`{keyword}` is not allowed"))
                .primary(self.elements.id(around.ix))
                .property(member)
                .value(keyword)
                .help("remove it");
        }
    }

    /// Reads an element whose scope is known; its identifier if it was added.
    fn element_in(
        &mut self,
        ld: &Ld<'_>,
        scope: Rc<Scope>,
        around: Option<&Around>,
        member_place: Place,
        place: Place,
        slot: &Slot,
    ) -> Result<Option<IdIx>, Quit> {
        let before = self.report.count() - self.apart;
        let ix = self.id(ld, &scope, around, place, slot)?;
        if self.is_duplicate(ld, ix, around, place, slot) {
            return Ok(None);
        }
        let parent = around.map(|around| around.ix);
        let Some(typed) = self.types(ld, &scope, (ix, parent), (member_place, place), slot) else {
            return Ok(None);
        };
        let all_cotypes = typed.all;
        let longest = interface_id_length(scope.limits);
        let id = self.elements.id(ix);
        if typed.class.partition && id.as_str().len() > longest {
            self.report
                .error(
                    Code::ID_TOO_LONG_FOR_TYPE,
                    place.id(),
                    format!("the identifier of an Interface has at most {longest} characters"),
                )
                .value(id.as_str())
                .fact("Type", typed.class.name)
                .help("shorten it");
        }
        let partition = match around {
            Some(around) if !typed.class.partition => around.partition,
            _ => ix,
        };
        let inner = Around {
            scope: Rc::clone(&scope),
            ix,
            partition,
        };
        let mut element = Element {
            id: id.clone(),
            class: typed.class,
            version: scope.version,
            place: Some(place),
            parent: around.map(|around| (around.ix, slot.member)),
            partition: around.filter(|_| !typed.class.partition).map(|around| around.partition),
            literals: SmallVec::new(),
            objects: SmallVec::new(),
            cotypes: typed.cotypes,
            rare: None,
            referrers: SmallVec::new(),
            identified: ld.id.is_some(),
            given: self.given,
            sound: true,
        };
        let limits = around.map_or(scope.limits, |around| around.scope.limits);
        if !limits.is_empty() {
            element.rare_mut().limits = limits;
        }
        if !typed.undefined.is_empty() {
            element.rare_mut().undefined_types = typed.undefined.into();
        }
        let references = self.elements.references.len();
        let sound = self.members(ld, &mut element, &all_cotypes, &inner, place)?;
        element.sound = sound && self.report.count() - self.apart == before;
        if let Some(inner) = self.elements.at(ix) {
            self.inside_itself(inner, ix, typed.class, place);
            // Whose references these are cannot be told any more.
            self.elements.forget_references(ix, references);
            return Ok(None);
        }
        self.elements.define(ix, element);
        Ok(Some(ix))
    }

    fn is_duplicate(&mut self, ld: &Ld<'_>, ix: IdIx, around: Option<&Around>, place: Place, slot: &Slot) -> bool {
        let Some(extant) = self.elements.at(ix).and_then(|ix| self.elements.get(ix)) else {
            return false;
        };
        let (id, first) = (&extant.id, extant.place);
        if !id.is_implicit() {
            let mut entry = self
                .report
                .error(
                    Code::DUPLICATE_DEFINITION,
                    place.id(),
                    format!("`{id}` is defined more than once"),
                )
                .primary(id)
                .help("remove one definition, or give it another `@id`");
            if let Some(first) = first {
                entry = entry.label(first.id(), "first defined here");
            }
            entry.done();
            return true;
        }
        let (Some(segment), Some(around)) = (slot.segment, around) else {
            return true;
        };
        if self.tolerant && around.scope.version < 3 {
            return true;
        }
        let value = ld
            .members()
            .find(|(_, member)| member.name == segment)
            .and_then(|(position, member)| match member.value {
                Json::String(text) => Some((position, text.to_owned())),
                _ => None,
            });
        let (at, text) = match value {
            Some((position, text)) => (self.report.nodes.below(place, position).value(), text),
            None => (place.element(), String::new()),
        };
        let mut entry = self
            .report
            .error(
                Code::NON_UNIQUE_PROPERTY_VALUE,
                at,
                format!("two `{}` have the {segment} `{text}`", slot.member),
            )
            .primary(self.elements.id(around.ix))
            .property(slot.member)
            .fact("AuxProperty", segment)
            .value(text)
            .help("give one of them another name");
        if let Some(first) = first {
            entry = entry.label(first.value_of(segment), "first used here");
        }
        entry.done();
        true
    }

    /// What there is so far.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            errors: self.report.stored(),
            elements: self.elements.list.len(),
            references: self.elements.references.len(),
            nodes: self.report.nodes.len(),
        }
    }

    /// Forgets the places made since then, if nothing was found that has one of them.
    pub(super) fn forget(&mut self, before: Mark) {
        let nodes = before.nodes;
        if before == (Mark { nodes, ..self.mark() }) {
            self.report.nodes.forget(nodes);
        }
    }

    fn members<'j>(
        &mut self,
        ld: &Ld<'j>,
        element: &mut Element,
        cotypes: &[&'static Cotype],
        around: &Around,
        place: Place,
    ) -> Result<bool, Quit> {
        let version = around.scope.version;
        let mut sound = true;
        let mut others = Others::default();
        let mut seen = 0;
        let mut mark = self.mark();
        for (position, json) in ld.members() {
            self.forget(mark);
            mark = self.mark();
            let at = self.report.nodes.below(place, position);
            let Some((bit, member)) = element.class.numbered(name_of(json.name, version), version) else {
                sound &= self.supplemental(ld, element, cotypes, around, (position, json), at, &mut others)?;
                continue;
            };
            if seen & bit != 0 {
                let first = ld
                    .members()
                    .find(|(_, json)| name_of(json.name, version) == member.name);
                let first = first.map_or(position, |(first, _)| first);
                let first = self.report.nodes.below(place, first).name();
                self.report
                    .error(
                        Code::DUPLICATE_PROPERTY_NAME,
                        at.name(),
                        format!("`{}` stands here twice", member.name),
                    )
                    .primary(&element.id)
                    .property(member.name)
                    .label(first, "first here")
                    .help("remove one of them");
                sound = false;
                continue;
            }
            seen |= bit;
            sound &= match member.kind {
                MemberKind::Element(_) => match member.class(version) {
                    Some(class) => {
                        let (before, apart) = (self.report.count(), self.apart);
                        let all = self.values(member, class, json.value, element, around, at);
                        if dispensable(element.class.name, member.name) {
                            self.apart = apart + self.report.count() - before;
                            true
                        } else {
                            all
                        }
                    }
                    None => false,
                },
                // What is wrong with a literal is counted; a list without values is no value, and nothing wrong.
                _ => {
                    let literal = self.literal(member, json.value, around, element.limits(), at);
                    if let Some(literal) = literal {
                        element.literals.push((member.name, literal));
                    }
                    true
                }
            };
        }
        self.forget(mark);
        if let Some(undefined) = others.undefined {
            element.rare_mut().undefined_properties = undefined.iter().collect();
        }
        self.missing_supplemental(element, place, &others.supplemental)?;
        self.missing(ld, element, place, seen);
        Ok(sound)
    }

    fn missing(&mut self, ld: &Ld<'_>, element: &Element, place: Place, seen: Positions) {
        for member in element.class.required(element.version, seen) {
            let code = match member.kind {
                MemberKind::Element(_) => Code::MISSING_OBJECT_PROPERTY,
                MemberKind::Dtmi => Code::MISSING_IDENTIFIER_PROPERTY,
                _ => Code::MISSING_LITERAL_PROPERTY,
            };
            let close = suggest::closest(member.name, ld.members().map(|(_, member)| member.name));
            let help = match close {
                Some(close) => format!("add `{}`; is `{close}` meant?", member.name),
                None => match member.name {
                    "schema" if element.class.name == "Component" => {
                        "add `schema`: the identifier of an Interface".to_owned()
                    }
                    "schema" | "elementSchema" => format!("add `{}`, for example \"{0}\": \"double\"", member.name),
                    "valueSchema" => "add \"valueSchema\": \"integer\" or \"valueSchema\": \"string\"".to_owned(),
                    name => format!("add `{name}`"),
                },
            };
            self.report
                .error(
                    code,
                    place.element(),
                    format!("{} has no `{}`", describe(element), member.name),
                )
                .primary(&element.id)
                .property(member.name)
                .help(help);
        }
    }
}

/// The name of a member, which may be written as an identifier.
fn name_of(written: &str, version: u8) -> &str {
    written
        .strip_prefix("dtmi:dtdl:property:")
        .and_then(|rest| rest.split_once(';'))
        .filter(|(_, of)| of.parse() == Ok(version))
        .map_or(written, |(name, _)| name)
}

/// The text of a member of an object.
fn text_of<'j>(value: Json<'j>, name: &str) -> Option<&'j str> {
    let Json::Object(object) = value else { return None };
    match object.get(name)? {
        Json::String(text) => Some(text),
        _ => None,
    }
}

/// An element in words: its class and, if it has one, its name.
pub(crate) fn describe(element: &Element) -> String {
    match element.literal("name") {
        Some(Literal::String(name)) => format!("the {} `{name}`", element.class.name),
        _ if element.id.is_implicit() => format!("the {}", element.class.name),
        _ => format!("the {} `{}`", element.class.name, element.id),
    }
}

/// A class with its article.
pub(crate) fn article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}
