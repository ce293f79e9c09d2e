//! What did not become an element.

use super::{Around, Reader};
use crate::json::Json;
use crate::left_out::Lost;
use crate::report::MOST_SHOWN;

impl Reader<'_> {
    /// Whether a text has defined an element with this `@id`.
    pub(super) fn is_defined(&self, id: &str) -> bool {
        let element = self.elements.find(id).and_then(|ix| self.elements.get(ix));
        element.is_some_and(|element| element.place.is_some())
    }

    #[cold]
    pub(super) fn lose_top(&mut self, value: Json<'_>) {
        let what = match text_of(value, "@id") {
            Some(id) if self.is_defined(id) => format!("another definition of `{id}`"),
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
            parent: Some(around.ix),
        });
    }
}

/// The text of a member of an object.
fn text_of<'j>(value: Json<'j>, name: &str) -> Option<&'j str> {
    let Json::Object(object) = value else { return None };
    match object.get(name)? {
        Json::String(text) => Some(text),
        _ => None,
    }
}
