//! Two definitions of one element.

use super::ids::{segment_member, segment_text};
use super::{Around, Reader, Slot};
use crate::diagnostic::Code;
use crate::elements::{ElementIx, IdIx};
use crate::ld::Ld;
use crate::metamodel::Spelling;
use crate::place::Place;

impl Reader<'_> {
    pub(super) fn is_duplicate(
        &mut self,
        ld: &Ld<'_>,
        ix: IdIx,
        around: Option<&Around>,
        place: Place,
        slot: &Slot,
    ) -> bool {
        match self.elements.at(ix) {
            Some(extant) => self.again(ld, extant, around, place, slot),
            None => false,
        }
    }

    #[cold]
    fn again(&mut self, ld: &Ld<'_>, extant: ElementIx, around: Option<&Around>, place: Place, slot: &Slot) -> bool {
        let Some(extant) = self.elements.get(extant) else {
            return false;
        };
        let (id, first) = (&extant.id, extant.place);
        if !id.is_reserved() {
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
        let member = segment_member(ld, segment);
        let text = member.and_then(|(_, member)| segment_text(member.value));
        let text = text.unwrap_or_default().into_owned();
        let at = place.value_of(Spelling::any(segment));
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
            entry = entry.label(first.value_of(Spelling::any(segment)), "first used here");
        }
        entry.done();
        true
    }
}
