//! The members of an element, each read on its own, and those that it lacks.

use smallvec::SmallVec;

use super::{Around, Reader, describe};
use crate::diagnostic::Code;
use crate::elements::Element;
use crate::hash::IndexMap;
use crate::ld::Ld;
use crate::left_out::dispensable;
use crate::metamodel::{Cotype, Member, MemberKind, Positions, name_of};
use crate::place::{At, Place};
use crate::scope::Quit;
use crate::suggest;

/// What an element has beyond the members of its class.
#[derive(Default)]
pub(super) struct Others<'j> {
    /// Members of its co-types, by identifier, with their positions; and of those of its class, by name, those that
    /// stand there twice.
    pub(super) known: SmallVec<[(&'static str, usize); 2]>,
    /// Members that nobody defines, as JSON texts; few elements have any.
    pub(super) undefined: Option<Box<IndexMap<&'j str, String>>>,
    /// Whether the class is a guess, so that any member may be right.
    pub(super) guessed: bool,
    /// The members of its class that it has so far.
    pub(super) seen: Positions,
    /// Members of its class that are probably meant by others, which were refused.
    pub(super) meant: Vec<&'static str>,
}

impl Others<'_> {
    /// The position of the first member with a name of the class.
    #[cold]
    fn first(&mut self, ld: &Ld<'_>, name: &'static str, version: u8) -> Option<usize> {
        if let Some((_, position)) = self.known.iter().find(|(known, _)| *known == name) {
            return Some(*position);
        }
        let (position, _) = ld.find(|written| name_of(written, version) == name)?;
        self.known.push((name, position));
        Some(position)
    }
}

impl Reader<'_> {
    pub(super) fn members<'j>(
        &mut self,
        ld: &Ld<'j>,
        element: &mut Element,
        (cotypes, guessed): (&[&'static Cotype], bool),
        around: &Around,
        place: Place,
    ) -> Result<bool, Quit> {
        let version = around.scope.version;
        let mut sound = true;
        let mut others = Others {
            guessed,
            ..Others::default()
        };
        let mut seen = 0;
        let known_places = self.report.nodes.len();
        for (position, json) in ld.members() {
            self.report.nodes.forget(known_places);
            let at = self.report.nodes.below(place, position);
            let Some((bit, member)) = element.class.numbered(name_of(json.name, version), version) else {
                others.seen = seen;
                sound &= self.supplemental(ld, element, cotypes, around, (position, json), at, &mut others);
                continue;
            };
            if seen & bit != 0 {
                let first = others.first(ld, member.name, version).unwrap_or(position);
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
                    self.literal(member, json.value, element, around, at);
                    true
                }
            };
        }
        self.report.nodes.forget(known_places);
        if let Some(undefined) = others.undefined.take() {
            element.rare_mut().undefined_properties = undefined.iter().collect();
        }
        if !guessed {
            self.missing(ld, element, place, seen, &others.meant);
            self.missing_supplemental(element, place, &others)?;
        }
        Ok(sound)
    }

    fn missing(&mut self, ld: &Ld<'_>, element: &Element, place: Place, seen: Positions, meant: &[&str]) {
        for member in element.class.required(element.version, seen) {
            // That it is written in another way has been said.
            if !meant.contains(&member.name) {
                self.missing_member(ld, element, member, place);
            }
        }
    }

    #[cold]
    fn missing_member(&mut self, ld: &Ld<'_>, element: &Element, member: &'static Member, place: Place) {
        let code = match member.kind {
            MemberKind::Element(_) => Code::MISSING_OBJECT_PROPERTY,
            MemberKind::Dtmi => Code::MISSING_IDENTIFIER_PROPERTY,
            _ => Code::MISSING_LITERAL_PROPERTY,
        };
        let version = element.version;
        let own = |name: &str| element.class.member(name_of(name, version), version).is_some();
        let names = ld.members().map(|(_, json)| json.name);
        let others: Vec<&str> = names.filter(|name| !own(name)).collect();
        let close = suggest::written_as(member.name, &others);
        let at = self.member_or_element(close, ld, place);
        let help = match close {
            Some(close) => format!("did you mean `{}` instead of `{close}`?", member.name),
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
            .error(code, at, format!("{} has no `{}`", describe(element), member.name))
            .primary(&element.id)
            .property(member.name)
            .reference(&[place.element()])
            .help(help);
    }

    /// The name of a member; the element if there is none.
    pub(super) fn member_or_element(&mut self, name: Option<&str>, ld: &Ld<'_>, place: Place) -> At {
        let mut members = ld.members();
        match members.find(|(_, json)| name == Some(json.name)) {
            Some((position, _)) => self.report.nodes.below(place, position).name(),
            None => place.element(),
        }
    }
}
