//! Which co-types go with a class, and with each other.

use smallvec::SmallVec;

use super::types::Typing;
use super::{Reader, article};
use crate::diagnostic::Code;
use crate::metamodel::{Class, Cotype, CotypeKind, metamodel};
use crate::place::At;
use crate::suggest;

impl Reader<'_> {
    #[inline(never)]
    pub(super) fn cotypes(
        &mut self,
        cotypes: &[&'static Cotype],
        class: &'static Class,
        typing: Typing<'_, '_>,
    ) -> SmallVec<[&'static Cotype; 1]> {
        let contexts = &metamodel().contexts;
        let Typing { scope, id, place, .. } = typing;
        let mut kept: SmallVec<[&'static Cotype; 1]> = SmallVec::new();
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
                let at = self.cotype_at(cotype, typing);
                self.report
                    .error(
                        Code::INVALID_COTYPE,
                        at,
                        format!("`{term}` cannot be a type of {}", article(class.name)),
                    )
                    .primary(self.elements.id(id))
                    .reference(&[place.types()])
                    .fact("Type", term)
                    .fact("Restriction", on.clone())
                    .help(format!("it goes with {on} only"));
                continue;
            }
            if !cotype.versions.contains(&scope.version) {
                let term = term();
                let versions: Vec<String> = cotype.versions.iter().map(u8::to_string).collect();
                let help = match suggest::context_of(term, scope.version) {
                    Some(context) => format!(
                        "write \"{context}\" in `@context`: it is the one for DTDL v{}",
                        scope.version
                    ),
                    None => format!("it is for DTDL v{}", versions.join(" or v")),
                };
                let at = self.cotype_at(cotype, typing);
                self.report
                    .error(
                        Code::INVALID_COTYPE_VERSION,
                        at,
                        format!(
                            "`{term}` of `{}` cannot be used in DTDL v{}",
                            cotype.context, scope.version
                        ),
                    )
                    .primary(self.elements.id(id))
                    .reference(&[place.types()])
                    .fact("Type", term)
                    .fact("Restriction", versions.join(" or "))
                    .help(help);
                continue;
            }
            self.conflicts(&kept, cotype, typing);
            for needed in &cotype.with {
                if cotypes.iter().any(|other| other.id == *needed) {
                    continue;
                }
                let (term, needed) = (term(), contexts.term_or_id(needed));
                let at = self.cotype_at(cotype, typing);
                self.report
                    .error(
                        Code::MISSING_COCOTYPE,
                        at,
                        format!("`{term}` needs the type `{needed}` beside it"),
                    )
                    .primary(self.elements.id(id))
                    .reference(&[place.types()])
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
                let at = self.cotype_at(cotype, typing);
                let (term, other) = (contexts.term_or_id(cotype.id), contexts.term_or_id(other));
                self.report
                    .error(
                        Code::DISALLOWED_COCOTYPE,
                        at,
                        format!("`{term}` and `{other}` exclude each other"),
                    )
                    .primary(self.elements.id(id))
                    .reference(&[place.types()])
                    .fact("Type", term)
                    .fact("Restriction", other)
                    .help("remove one of them");
            }
        }
        kept
    }

    fn conflicts(&mut self, kept: &[&'static Cotype], cotype: &'static Cotype, typing: Typing<'_, '_>) {
        if cotype.kind == CotypeKind::AdjunctType {
            // Two of these may bring the same member.
            return;
        }
        let contexts = &metamodel().contexts;
        for member in &cotype.members {
            let Some(other) = kept
                .iter()
                .find(|known| known.members.iter().any(|taken| taken.id == member.id))
            else {
                continue;
            };
            let (first, second) = (contexts.term_or_id(other.id), contexts.term_or_id(cotype.id));
            let at = self.cotype_at(cotype, typing);
            self.report
                .error(
                    Code::CONFLICTING_SUPPLEMENTAL_TYPES,
                    at,
                    format!("`{first}` and `{second}` both bring `{}`", member.name),
                )
                .primary(self.elements.id(typing.id))
                .property(member.name)
                .reference(&[typing.place.types()])
                .fact("Type", first)
                .fact("Restriction", second)
                .help("remove one of them");
            return;
        }
    }

    /// Where a co-type stands among the types.
    #[cold]
    fn cotype_at(&mut self, cotype: &Cotype, typing: Typing<'_, '_>) -> At {
        let mut types = typing.ld.types.iter().flat_map(|types| types.iter());
        let number = types.position(|text| text.and_then(|text| typing.scope.identifier(text)) == Some(cotype.id));
        self.type_at(number.unwrap_or(0), typing.ld, typing.place)
    }
}
