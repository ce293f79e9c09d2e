//! `@id` and `@type`.

use std::borrow::Cow;

use super::literal::is_xsd;
use super::{Around, Reader, Slot, article};
use crate::diagnostic::Code;
use crate::dtmi;
use crate::elements::{IdIx, decimal_text};
use crate::few::Few;
use crate::json::Json;
use crate::ld::{self, Ld, Types};
use crate::metamodel::{Class, Cotype, metamodel};
use crate::report::Place;
use crate::scope::{Quit, Scope};
use crate::suggest;

/// The longest identifier, and the longest under limit extensions.
const ID_LENGTH: (usize, usize) = (2048, 512);
/// The same for interfaces.
const INTERFACE_ID_LENGTH: (usize, usize) = (128, 256);

/// What `@type` says.
pub(super) struct Typed {
    pub(super) class: &'static Class,
    pub(super) cotypes: Few<&'static Cotype>,
    /// Also those that do not go with the class.
    pub(super) all: Few<&'static Cotype>,
    pub(super) undefined: Vec<String>,
}

impl Reader<'_> {
    /// The identifier that an element states, or its implicit one.
    pub(super) fn id(
        &mut self,
        ld: &Ld<'_>,
        scope: &Scope,
        around: Option<&Around>,
        place: Place,
        slot: &Slot,
    ) -> Result<IdIx, Quit> {
        let Some(id) = ld.id else {
            return self.implicit_id(ld, around, place, slot);
        };
        if id.is_empty() {
            self.report
                .error(Code::ID_NOT_STRING, place.id(), "`@id` is empty or not a string")
                .help("give an identifier, for example \"dtmi:com:example:Thermostat;1\"");
            return Err(Quit);
        }
        let longest = id_length(scope.limits);
        if id.len() > longest {
            self.report
                .error(
                    Code::ID_TOO_LONG,
                    place.id(),
                    format!(
                        "the identifier is {} characters long, at most {longest} are allowed",
                        id.len()
                    ),
                )
                .value(id)
                .fact("Restriction", scope.version.to_string())
                .fact("Transformation", &*scope.limited_by)
                .help("shorten it");
            return Err(Quit);
        }
        if !dtmi::is_valid(id, scope.version) {
            if let (None, Some((base, _))) = (around, id.split_once('#')) {
                self.refused.insert(base.to_owned());
            }
            self.report
                .error(
                    Code::INVALID_ID,
                    place.id(),
                    format!("`{id}` is not a valid identifier in DTDL v{}", scope.version),
                )
                .value(id)
                .fact("Restriction", scope.version.to_string())
                .help(why_invalid(id, scope.version));
            return Err(Quit);
        }
        if scope.is_reserved(id) && !(self.tolerant && scope.version < 3) {
            self.report
                .error(
                    Code::RESERVED_ID,
                    place.id(),
                    format!("`{id}` starts with a prefix that is reserved for the language"),
                )
                .value(id)
                .fact("Restriction", scope.reserved_prefixes())
                .help("use a prefix of your own, for example `dtmi:com:example:`");
            return Err(Quit);
        }
        Ok(self.elements.intern(id))
    }

    fn implicit_id(&mut self, ld: &Ld<'_>, around: Option<&Around>, place: Place, slot: &Slot) -> Result<IdIx, Quit> {
        let Some(around) = around else {
            self.report
                .error(
                    Code::MISSING_TOP_LEVEL_ID,
                    place.element(),
                    "the interface has no `@id`",
                )
                .help("give it one");
            return Err(Quit);
        };
        if slot.id_required {
            self.report
                .error(
                    Code::MISSING_REQUIRED_ID,
                    place.element(),
                    format!("elements in `{}` need an `@id`", slot.member),
                )
                .primary(self.elements.id(around.ix))
                .property(slot.member)
                .help("add one, or refer to an element by its identifier");
            return Err(Quit);
        }
        let Some(segment) = slot.segment else {
            return Ok(self.elements.intern_child(around.ix, slot.member, None));
        };
        let found = ld.members().find(|(_, member)| {
            let name = member
                .name
                .strip_prefix("dtmi:dtdl:property:")
                .and_then(|rest| rest.split_once(';'))
                .map_or(member.name, |(name, _)| name);
            name == segment
        });
        let Some((position, member)) = found else {
            let classes = &metamodel().classes;
            let class = ld
                .types
                .iter()
                .flat_map(|types| types.iter())
                .flatten()
                .find(|text| classes.is_material(text));
            let class = class.unwrap_or(slot.class.name);
            let close = suggest::closest(segment, ld.members().map(|(_, member)| member.name));
            let help = match close {
                Some(close) => format!("add `{segment}`; is `{close}` meant?"),
                None => format!("add `{segment}`"),
            };
            self.report
                .error(
                    Code::MISSING_DTMI_SEG_PROPERTY_VALUE,
                    place.element(),
                    format!("{} in `{}` has no `{segment}`", article(class), slot.member),
                )
                .primary(self.elements.id(around.ix))
                .property(slot.member)
                .value(segment)
                .help(help);
            return Err(Quit);
        };
        let mut values = ld::values(member.value).map(|(_, value)| value);
        let first = values.next();
        let text: Option<Cow<'_, str>> = match first {
            Some(Json::String(text)) => Some(Cow::Borrowed(text)),
            Some(Json::Number(number)) => Some(Cow::Owned(segment_of(number.as_f64()))),
            Some(Json::Object(object)) => {
                let ld = Ld::new(object);
                let is = |kinds: &[&str]| match ld.types.map(Types::single) {
                    None => true,
                    Some(Some(kind)) => kinds.iter().any(|xsd| is_xsd(kind, xsd)),
                    Some(None) => false,
                };
                match ld.value {
                    Some(Json::String(text)) if is(&["string"]) => Some(Cow::Borrowed(text)),
                    Some(Json::Number(number)) if is(&["decimal"]) || is(&["integer"]) && number.as_i32().is_some() => {
                        Some(Cow::Owned(segment_of(number.as_f64())))
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        match text {
            Some(text) if values.next().is_none() => {
                Ok(self.elements.intern_child(around.ix, slot.member, Some(&text)))
            }
            _ => {
                let at = self.report.nodes.below(place, position).value();
                self.report
                    .error(
                        Code::DTMI_SEG_PROPERTY_NOT_STRING_OR_NUMBER,
                        at,
                        format!("`{segment}` is not a string"),
                    )
                    .primary(self.elements.id(around.ix))
                    .property(slot.member)
                    .value(segment)
                    .reference(&[place.element(), at])
                    .help("write a name");
                Err(Quit)
            }
        }
    }

    /// The class and co-types of an element; what is wrong is reported.
    pub(super) fn types(
        &mut self,
        ld: &Ld<'_>,
        scope: &Scope,
        (id, parent): (IdIx, Option<IdIx>),
        places: (Place, Place),
        slot: &Slot,
    ) -> Option<Typed> {
        let place = places.1;
        let types = match ld.types {
            Some(types) => types,
            None if slot.untyped => Types::inferred(slot.class.name),
            None => {
                self.report
                    .error(
                        Code::BAD_TYPE,
                        place.element(),
                        format!("an element in `{}` has no `@type`", slot.member),
                    )
                    .primary_opt(parent.map(|parent| self.elements.id(parent)))
                    .property(slot.member)
                    .secondary(self.elements.id(id))
                    .reference(&[place.member(), place.element()])
                    .help(format!(
                        "add \"@type\"; here it is one of: {}",
                        suggest::written(slot.class, scope.version).join(", ")
                    ));
                return None;
            }
        };
        if let Some(class) = types.single().and_then(|text| slot.class.stated(text, scope.version)) {
            // Most elements are just this.
            return Some(Typed {
                class,
                cotypes: Few::default(),
                all: Few::default(),
                undefined: Vec::new(),
            });
        }
        let mut class: Option<&'static Class> = None;
        let mut other_classes: Vec<&'static Class> = Vec::new();
        let mut cotypes: Few<&'static Cotype> = Few::default();
        let mut undefined = Vec::new();
        let mut failed = false;
        for text in types.iter() {
            let Some(text) = text else {
                self.report
                    .error(
                        Code::TYPE_NOT_DTMI_NOR_TERM,
                        place.types(),
                        "`@type` holds something other than strings",
                    )
                    .primary(self.elements.id(id))
                    .help("write the names of types, without arrays or objects around them");
                failed = true;
                continue;
            };
            match self.type_text(text, scope, (id, parent), place, slot) {
                Ok(Type::Known(found, cotype)) => {
                    if let Some(found) = found {
                        let first = class.get_or_insert(found);
                        if first.name != found.name && !other_classes.iter().any(|known| known.name == found.name) {
                            other_classes.push(found);
                        }
                    }
                    if let Some(cotype) = cotype
                        && !cotypes.iter().any(|known| known.id == cotype.id)
                    {
                        cotypes.push(cotype);
                    }
                }
                Ok(Type::Undefined) => {
                    if !undefined.iter().any(|known| known == text) {
                        undefined.push(text.to_owned());
                    }
                }
                Err(Quit) => failed = true,
            }
        }
        if failed {
            return None;
        }
        let class = match (class, other_classes.as_slice()) {
            (Some(class), []) => class,
            (None, _) => {
                let help = class_help(types, slot, scope.version);
                self.report
                    .error(Code::BAD_TYPE, place.types(), no_class(types, slot))
                    .primary_opt(parent.map(|parent| self.elements.id(parent)))
                    .property(slot.member)
                    .secondary(self.elements.id(id))
                    .reference(&[place.member(), place.element()])
                    .help(help);
                return None;
            }
            (Some(class), others) => {
                let names: Vec<&str> = [class].iter().chain(others).map(|class| class.name).collect();
                self.report
                    .error(
                        Code::MULTIPLE_MATERIAL_TYPES,
                        place.types(),
                        format!("an element cannot be {} at once", names.join(" and ")),
                    )
                    .primary(self.elements.id(id))
                    .value(names.join(" and "))
                    .help("keep one of these types");
                return None;
            }
        };
        Some(Typed {
            class,
            cotypes: self.cotypes(&cotypes, class, scope, id, place),
            all: cotypes,
            undefined,
        })
    }

    fn type_text(
        &mut self,
        text: &str,
        scope: &Scope,
        (id, parent): (IdIx, Option<IdIx>),
        place: Place,
        slot: &Slot,
    ) -> Result<Type, Quit> {
        let classes = &metamodel().classes;
        let version = scope.version;
        let name = match text.starts_with("dtmi:") {
            true => classes.named(text, version).map_or(text, |class| class.name),
            false => text,
        };
        // At the top any class is taken: that one is an Interface has been seen, and that there is but one will be.
        let at_top = slot.member.is_empty();
        let fits = match at_top {
            true => classes.named(name, version).filter(|class| class.is_concrete(version)),
            false => slot.class.stated(name, version),
        };
        if fits.is_some() {
            return Ok(Type::Known(fits, None));
        }
        if classes.is_material(text) {
            return Err(self.bad_type(text, (id, parent), place, (slot, version)));
        }
        let mut refuse = |code: Code, message: String, help: &dyn Fn() -> String| {
            let mut entry = self
                .report
                .error(code, place.types(), message)
                .primary(self.elements.id(id))
                .value(text);
            if code == Code::TYPE_UNDEFINED_TERM {
                entry = entry.fact("Restriction", version.to_string());
            }
            entry.help_with(help).done();
            Err(Quit)
        };
        let remedy = || {
            let known = scope.terms().map(|(term, _)| term);
            match suggest::closest(text, known) {
                Some(close) => format!("did you mean `{close}`?"),
                None => match suggest::context_of(text, version) {
                    Some(context) => format!("add \"{context}\" to `@context`, which defines it"),
                    None => "remove it, or add the context that defines it".to_owned(),
                },
            }
        };
        let Some(found) = scope.identifier(text) else {
            if text.starts_with("dtmi:") {
                return refuse(
                    Code::TYPE_INVALID_DTMI,
                    format!("`{text}` is not a valid identifier"),
                    &|| "correct the identifier".to_owned(),
                );
            }
            if version > 2 && text.contains(':') {
                return refuse(
                    Code::TYPE_NOT_DTMI_NOR_TERM,
                    format!("`{text}` is neither a term nor a digital twin model identifier"),
                    &|| "remove it".to_owned(),
                );
            }
            if version > 2 && scope.is_complete() {
                return refuse(
                    Code::TYPE_UNDEFINED_TERM,
                    format!("`{text}` is not a type of DTDL v{version}, nor of the extensions in `@context`"),
                    &remedy,
                );
            }
            return Ok(Type::Undefined);
        };
        let Some(cotype) = metamodel().cotypes.get(found) else {
            if scope.is_complete() {
                return refuse(
                    Code::TYPE_IRRELEVANT_DTMI_OR_TERM,
                    format!("`{text}` is known, but is not a type"),
                    &remedy,
                );
            }
            return Ok(Type::Undefined);
        };
        if cotype.is_abstract {
            let term = metamodel().contexts.term_or_id(cotype.id);
            self.report
                .error(
                    Code::ABSTRACT_SUPPLEMENTAL_TYPE,
                    place.types(),
                    format!("`{term}` only groups other types"),
                )
                .primary(self.elements.id(id))
                .fact("Type", term)
                .help("use one of the types below it");
            return Err(Quit);
        }
        match cotype.material() {
            Some(class) if !at_top && !class.is(slot.class.name) => {
                Err(self.bad_type(text, (id, parent), place, (slot, version)))
            }
            class => Ok(Type::Known(class, Some(cotype))),
        }
    }

    #[cold]
    fn bad_type(
        &mut self,
        text: &str,
        (id, parent): (IdIx, Option<IdIx>),
        place: Place,
        (slot, version): (&Slot, u8),
    ) -> Quit {
        let message = if slot.member.is_empty() {
            format!("`{text}` is not allowed here")
        } else {
            format!("{} cannot stand in `{}`", article(text), slot.member)
        };
        let mut entry = self
            .report
            .error(Code::BAD_TYPE, place.types(), message)
            .primary_opt(parent.map(|parent| self.elements.id(parent)))
            .secondary(self.elements.id(id))
            .value(text)
            .reference(&[place.member(), place.element()])
            .help(format!(
                "here it is one of: {}",
                suggest::written(slot.class, version).join(", ")
            ));
        if !slot.member.is_empty() {
            entry = entry.property(slot.member);
        }
        entry.done();
        Quit
    }

    fn cotypes(
        &mut self,
        cotypes: &[&'static Cotype],
        class: &'static Class,
        scope: &Scope,
        id: IdIx,
        place: Place,
    ) -> Few<&'static Cotype> {
        let contexts = &metamodel().contexts;
        let mut kept: Few<&'static Cotype> = Few::default();
        for cotype in cotypes {
            if cotype.material().is_some() {
                kept.push(cotype);
                continue;
            }
            let term = || contexts.term_or_id(cotype.id);
            let instead = cotype
                .or
                .iter()
                .any(|other| cotypes.iter().any(|known| known.id == *other));
            if !cotype.allows(class) && !instead {
                let term = term();
                let on = cotype.on().join(" or ");
                self.report
                    .error(
                        Code::INVALID_COTYPE,
                        place.types(),
                        format!("`{term}` cannot be a type of {}", article(class.name)),
                    )
                    .primary(self.elements.id(id))
                    .fact("Type", term)
                    .fact("Restriction", on.clone())
                    .help(format!("it goes with {on} only"));
                continue;
            }
            if !cotype.versions.contains(&scope.version) {
                let term = term();
                let versions: Vec<String> = cotype.versions.iter().map(u8::to_string).collect();
                self.report
                    .error(
                        Code::INVALID_COTYPE_VERSION,
                        place.types(),
                        format!("`{term}` cannot be used in DTDL v{}", scope.version),
                    )
                    .primary(self.elements.id(id))
                    .fact("Type", term)
                    .fact("Restriction", versions.join(" or "))
                    .help(format!("it is for DTDL v{}", versions.join(" or v")));
                continue;
            }
            self.conflicts(&kept, cotype, id, place);
            for needed in &cotype.with {
                if cotypes.iter().any(|other| other.id == *needed) {
                    continue;
                }
                let (term, needed) = (term(), contexts.term_or_id(needed));
                self.report
                    .error(
                        Code::MISSING_COCOTYPE,
                        place.types(),
                        format!("`{term}` needs the type `{needed}` beside it"),
                    )
                    .primary(self.elements.id(id))
                    .fact("Type", term)
                    .fact("Restriction", needed)
                    .help(format!("add `{needed}` to `@type`"));
            }
            kept.push(cotype);
        }
        for cotype in &kept {
            for other in &cotype.not {
                if !kept.iter().any(|known| known.id == *other) {
                    continue;
                }
                let (term, other) = (contexts.term_or_id(cotype.id), contexts.term_or_id(other));
                self.report
                    .error(
                        Code::DISALLOWED_COCOTYPE,
                        place.types(),
                        format!("`{term}` and `{other}` exclude each other"),
                    )
                    .primary(self.elements.id(id))
                    .fact("Type", term)
                    .fact("Restriction", other)
                    .help("remove one of them");
            }
        }
        kept
    }

    fn conflicts(&mut self, kept: &[&'static Cotype], cotype: &'static Cotype, id: IdIx, place: Place) {
        let contexts = &metamodel().contexts;
        for member in &cotype.members {
            let Some(other) = kept
                .iter()
                .find(|known| known.members.iter().any(|taken| taken.id == member.id))
            else {
                continue;
            };
            let (first, second) = (contexts.term_or_id(other.id), contexts.term_or_id(cotype.id));
            self.report
                .error(
                    Code::CONFLICTING_SUPPLEMENTAL_TYPES,
                    place.types(),
                    format!("`{first}` and `{second}` both bring `{}`", member.name),
                )
                .primary(self.elements.id(id))
                .property(member.name)
                .fact("Type", first)
                .fact("Restriction", second)
                .help("remove one of them");
            return;
        }
    }
}

fn no_class(types: Types<'_>, slot: &Slot) -> String {
    let types: Vec<String> = types.iter().flatten().map(|text| format!("`{text}`")).collect();
    let only = if types.is_empty() {
        String::new()
    } else {
        format!(", only {}", types.join(", "))
    };
    format!("the `@type` of an element in `{}` names no class{only}", slot.member)
}

fn class_help(types: Types<'_>, slot: &Slot, version: u8) -> String {
    let known = suggest::written(slot.class, version);
    let close = types
        .iter()
        .flatten()
        .find_map(|text| suggest::closest(text, known.iter().copied()));
    match close {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("here it is one of: {}", known.join(", ")),
    }
}

enum Type {
    /// A class, a co-type, or a type that is both.
    Known(Option<&'static Class>, Option<&'static Cotype>),
    Undefined,
}

/// What to correct in an identifier.
pub(super) fn why_invalid(id: &str, version: u8) -> String {
    let example = "write it like `dtmi:com:example:Thermostat;1`";
    if !id.starts_with("dtmi:") {
        return format!("it must start with `dtmi:`; {example}");
    }
    if id.contains('#') {
        return "leave the part from `#` out".to_owned();
    }
    match id.split_once(';') {
        None if version == 2 => return format!("add a version, for example `{id};1`"),
        Some((_, number))
            if number.is_empty()
                || number.starts_with('0')
                || number.contains(|c: char| !c.is_ascii_digit() && c != '.') =>
        {
            return "the version behind `;` is a number from 1 to 999999999".to_owned();
        }
        _ => {}
    }
    let path = id.split(';').next().unwrap_or(id).trim_start_matches("dtmi:");
    match path.split(':').find(|segment| !dtmi::is_name(segment)) {
        Some("") => "there is an empty segment between two colons".to_owned(),
        Some(segment) => format!(
            "the segment `{segment}` must consist of letters, digits and underscores, start with a letter and not end with an underscore"
        ),
        None => example.to_owned(),
    }
}

/// The longest identifier.
pub(crate) fn id_length(limits: &str) -> usize {
    if limits.is_empty() { ID_LENGTH.0 } else { ID_LENGTH.1 }
}

/// The longest identifier of an interface.
pub(crate) fn interface_id_length(limits: &str) -> usize {
    if limits.is_empty() {
        INTERFACE_ID_LENGTH.0
    } else {
        INTERFACE_ID_LENGTH.1
    }
}

/// A number as a segment of an implicit identifier.
fn segment_of(number: f64) -> String {
    // There is no negative zero among them.
    decimal_text(number + 0.0).replace('.', "_")
}
