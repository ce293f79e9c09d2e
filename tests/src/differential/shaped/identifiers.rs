//! Identifiers: new ones, ones that something has, and ones that nothing has.

use super::shape::Shape;
use crate::differential::mutate::misspelt;
use crate::differential::tree::Tree;

impl Shape<'_> {
    /// The identifier of an interface of the text.
    pub(super) fn interface_id(&mut self, number: usize) -> String {
        let version = match self.random.below(6) {
            0 if self.restricted => ";1.2",
            1 if self.restricted => "",
            2 => ";999999999",
            _ => ";1",
        };
        let name = format!("dtmi:shape:I{number}");
        let lengths = self.digest.identifier_lengths(&self.key, &self.limits);
        let over = usize::from(self.slip(25));
        let least = lengths.iter().copied().min();
        match least.filter(|_| over == 1 || self.one_in(25)) {
            Some(length) => {
                let rest = (length + over).saturating_sub(name.len() + version.len() + 1);
                format!("{name}:{}{version}", "a".repeat(rest))
            }
            None if self.slip(40) => self.odd_id(),
            None => format!("{name}{version}"),
        }
    }

    /// The identifier of an element.
    pub(super) fn new_id(&mut self) -> String {
        let known = self.ids.clone();
        if self.slip(15)
            && let Some(id) = self.choose(&known)
        {
            return id.clone();
        }
        if self.slip(25) {
            return self.odd_id();
        }
        let length = self
            .digest
            .identifier_lengths(&self.key, &self.limits)
            .into_iter()
            .max();
        let base = format!("dtmi:shape:I{}:e{}", self.number, self.count);
        let version = if self.restricted && self.one_in(6) { "" } else { ";1" };
        let over = usize::from(self.slip(40));
        let id = match length.filter(|_| over == 1 || self.one_in(150)) {
            Some(length) => {
                let rest = (length + over).saturating_sub(base.len() + version.len() + 1);
                format!("{base}:{}{version}", "b".repeat(rest))
            }
            None => format!("{base}{version}"),
        };
        self.ids.push(id.clone());
        id
    }

    pub(super) fn odd_id(&mut self) -> String {
        let prefixes: Vec<&String> = self.digest.reserved_id_prefixes.values().flatten().collect();
        let prefix = self.choose(&prefixes).copied().cloned().unwrap_or_default();
        match self.random.below(9) {
            0 => format!("{prefix}shape;1"),
            1 => format!("dtmi:shape:_I:e{};1", self.count),
            2 => format!("dtmi:shape:I{}_;1", self.count),
            3 => "dtmi:shape:I;0".to_owned(),
            4 => "dtmi:shape:I;1.0".to_owned(),
            5 => "dtmi:shape:I;1234567890".to_owned(),
            6 => "urn:shape:I;1".to_owned(),
            7 => String::new(),
            _ => misspelt(&format!("dtmi:shape:I{};1", self.number), self.random),
        }
    }

    /// Another interface of the text: a later one, or else a circle is likely.
    pub(super) fn another_interface(&mut self) -> Tree {
        let all = self.interfaces.clone();
        let later = all.get(self.number + 1..).unwrap_or_default();
        let of = if later.is_empty() || self.slip(10) {
            &all[..]
        } else {
            later
        };
        if self.slip(30) {
            return self.reference();
        }
        self.by_reference(of)
    }

    /// Something of the text, or nothing that there is.
    pub(super) fn reference(&mut self) -> Tree {
        let mut all = self.interfaces.clone();
        all.extend(self.ids.iter().cloned());
        all.extend(self.schemas.iter().map(|(id, _)| id.clone()));
        if self.slip(12) {
            all = vec![self.odd_id()];
        } else if self.slip(12) {
            all = vec!["dtmi:shape:Nowhere;1".to_owned()];
        }
        self.by_reference(&all)
    }

    /// One of some identifiers, as a string or as an object.
    pub(super) fn by_reference(&mut self, of: &[String]) -> Tree {
        let id = self.choose(of).cloned().map_or(Tree::Null, Tree::String);
        match self.slip(30) {
            true => Tree::Object(vec![("@id".to_owned(), id)]),
            false => id,
        }
    }

    /// A value that fits nowhere, or by chance.
    pub(super) fn odd_value(&mut self) -> Tree {
        let text = |text: &str| Tree::String(text.to_owned());
        let object = |name: &str, value: Tree| Tree::Object(vec![(name.to_owned(), value)]);
        match self.random.below(16) {
            0 => Tree::Null,
            1 => Tree::Number(7.0),
            2 => Tree::Array(Vec::new()),
            3 => Tree::Object(Vec::new()),
            4 => Tree::Array(vec![Tree::Array(vec![text("x")])]),
            5 => text(""),
            6 => object("@value", Tree::Number(7.0)),
            7 => object("@id", text("dtmi:x;1")),
            8 => object("@list", Tree::Array(vec![text("x")])),
            9 => object("@set", Tree::Array(vec![text("x")])),
            10 => object("@type", text("Property")),
            11 => Tree::Bool(true),
            12 => text("dtmi:odd:term;1"),
            13 => object("en", text("x")),
            14 => Tree::Array(vec![Tree::Null]),
            _ => self.reference(),
        }
    }
}
