//! Random models in the shape of the language: every class, member and co-type of the tables, mostly right.

use core::fmt::Write as _;

use super::choices::Choices;
use crate::metamodel::{Class, Cotype, MemberKind, Pattern, metamodel};
use crate::suggest;

/// How deep elements stand in each other: deeper than any version allows.
const DEPTH: usize = 11;
/// How many elements there are at most.
const ELEMENTS: usize = 120;

/// One to four texts of one version, or of several.
pub(super) fn texts(bytes: &[u8]) -> Vec<String> {
    let mut choices = Choices::new(bytes);
    let version = 2 + choices.below(3) as u8;
    let count = 1 + choices.below(4);
    (0..count)
        .map(|index| {
            let version = if choices.once_in(8) {
                2 + choices.below(3) as u8
            } else {
                version
            };
            let mut shape = Shape {
                choices: &mut choices,
                version,
                count: 0,
                extensions: Vec::new(),
                interface: index,
            };
            shape.interface()
        })
        .collect()
}

struct Shape<'c, 'b> {
    choices: &'c mut Choices<'b>,
    version: u8,
    count: usize,
    extensions: Vec<&'static str>,
    interface: usize,
}

impl Shape<'_, '_> {
    fn interface(&mut self) -> String {
        let version = self.version;
        let extensions: Vec<&'static str> = metamodel()
            .contexts
            .iter()
            .filter(|context| context.language_version().is_none() && context.limits.is_none())
            .map(|context| context.id)
            .collect();
        for _ in 0..self.choices.below(3) {
            self.extensions.extend(self.choices.one(&extensions).copied());
        }
        let mut context = format!("[\"dtmi:dtdl:context;{version}\"");
        for extension in &self.extensions {
            write!(context, ", \"{extension}\"").unwrap();
        }
        let id = match self.choices.once_in(20) {
            true => "dtmi:fuzz:Bad-;1".to_owned(),
            false => format!("dtmi:fuzz:I{};1", self.interface),
        };
        let class = metamodel().classes.get("Interface").unwrap();
        let members = self.members(class, &[], 0);
        format!("{{ \"@context\": {context}], \"@id\": \"{id}\", \"@type\": \"Interface\"{members} }}")
    }

    /// The members of an element, each with a comma in front.
    fn members(&mut self, class: &Class, cotypes: &[&Cotype], depth: usize) -> String {
        let mut out = String::new();
        let mut seen = Vec::new();
        for member in &class.members {
            // The nearest class says what a member is.
            if !member.is_in(self.version) || seen.contains(&member.name) {
                continue;
            }
            seen.push(member.name);
            let wanted = match (member.required, member.name) {
                (true, _) => !self.choices.once_in(30),
                (_, "contents") => !self.choices.once_in(10),
                _ => self.choices.once_in(4),
            };
            if !wanted {
                continue;
            }
            let count = if member.plural && matches!(member.kind, MemberKind::Element(_)) {
                self.choices.below(4)
            } else {
                1
            };
            let mut values: Vec<String> = Vec::new();
            for _ in 0..count {
                values.push(match member.kind {
                    _ if self.choices.once_in(60) => self.strange(),
                    MemberKind::Element(_) => match member.class(self.version) {
                        Some(class) => self.element(class, (member.id_required, member.untyped), depth + 1),
                        None => continue,
                    },
                    MemberKind::String => self.text(member.pattern),
                    MemberKind::LangString => self.texts(),
                    MemberKind::Integer => (self.choices.below(700) as i32 - 50).to_string(),
                    MemberKind::Boolean => ["true", "false"][self.choices.below(2)].to_owned(),
                    MemberKind::Literal => ["1", "2", "\"a\"", "\"b\"", "true"][self.choices.below(5)].to_owned(),
                    MemberKind::Dtmi => self.reference(),
                });
            }
            let value = match (member.plural, values.as_slice()) {
                (false, [one]) => one.clone(),
                _ => format!("[{}]", values.join(", ")),
            };
            let name = match self.choices.once_in(80) {
                true => member.name.to_uppercase(),
                false => member.name.to_owned(),
            };
            write!(out, ", \"{name}\": {value}").unwrap();
            if self.choices.once_in(100) {
                write!(out, ", \"{name}\": {value}").unwrap();
            }
        }
        for member in cotypes.iter().flat_map(|cotype| &cotype.members) {
            if self.choices.once_in(12) {
                continue;
            }
            let value = match member.datatype {
                "string" => self.text(member.pattern),
                "integer" => self.choices.below(9).to_string(),
                "decimal" => "0.5".to_owned(),
                "boolean" => "true".to_owned(),
                "duration" => "\"PT10S\"".to_owned(),
                "langString" => self.texts(),
                "iri" => self.reference(),
                kind => self.standard(kind, member.child_of),
            };
            write!(out, ", \"{}\": {value}", member.name).unwrap();
        }
        out
    }

    /// An element: by term, by identifier or written out.
    fn element(&mut self, class: &'static Class, (id_required, untyped): (bool, bool), depth: usize) -> String {
        let terms = suggest::language_terms(class, self.version);
        let written = suggest::written(class, self.version);
        let full = depth > DEPTH || self.count > ELEMENTS;
        if !terms.is_empty() && (written.is_empty() || full || self.choices.below(3) > 0) {
            return format!("\"{}\"", self.choices.one(&terms).unwrap());
        }
        if full || (class.is("Interface") || class.is("ComplexSchema")) && self.choices.below(3) > 0 {
            return self.reference();
        }
        self.count += 1;
        let Some(name) = self.choices.one(&written) else {
            return self.reference();
        };
        let class = metamodel().classes.get(name).unwrap();
        let mut types = vec![class.name];
        let cotypes = self.cotypes(class);
        types.extend(cotypes.iter().map(|cotype| metamodel().contexts.term_or_id(cotype.id)));
        let mut out = String::from("{ ");
        if !(untyped && cotypes.is_empty() && self.choices.below(2) == 0) {
            match types.as_slice() {
                [one] => write!(out, "\"@type\": \"{one}\"").unwrap(),
                all => write!(out, "\"@type\": {all:?}").unwrap(),
            }
        }
        if id_required || class.partition || self.choices.once_in(12) {
            let number = self.choices.below(40);
            write!(out, ", \"@id\": \"dtmi:fuzz:I{}:E{number};1\"", self.interface).unwrap();
        }
        out.push_str(&self.members(class, &cotypes, depth));
        out.push_str(" }");
        out.replacen("{ , ", "{ ", 1)
    }

    fn cotypes(&mut self, class: &Class) -> Vec<&'static Cotype> {
        if !self.choices.once_in(5) {
            return Vec::new();
        }
        let language = format!("dtmi:dtdl:context;{}", self.version);
        let mut fitting: Vec<&'static Cotype> = metamodel()
            .cotypes
            .iter()
            .filter(|cotype| self.extensions.contains(&cotype.context) || cotype.context == language)
            .filter(|cotype| !cotype.is_abstract && cotype.allows(class) && cotype.versions.contains(&self.version))
            .collect();
        fitting.sort_by_key(|cotype| cotype.id);
        let one = self.choices.one(&fitting).copied();
        let two = self.choices.one(&fitting).copied().filter(|_| self.choices.once_in(6));
        one.into_iter().chain(two).collect()
    }

    /// An element of the language that is of a type, or a value of another.
    fn standard(&mut self, kind: &str, child_of: Option<&str>) -> String {
        let mut names: Vec<&'static str> = match child_of {
            Some(parent) => metamodel().elements.names(parent),
            None => metamodel()
                .elements
                .iter()
                .filter(|element| element.cotypes.contains(&kind))
                .map(|element| metamodel().contexts.term_or_id(element.id))
                .collect(),
        };
        names.sort_unstable();
        match self.choices.one(&names) {
            Some(name) => format!("\"{name}\""),
            None => self.reference(),
        }
    }

    fn reference(&mut self) -> String {
        match self.choices.below(4) {
            0 => format!("\"dtmi:fuzz:I{};1\"", self.choices.below(5)),
            1 => "\"dtmi:fuzz:Nowhere;1\"".to_owned(),
            _ => format!("\"dtmi:fuzz:I{}:E{};1\"", self.choices.below(4), self.choices.below(40)),
        }
    }

    fn text(&mut self, pattern: Option<Pattern>) -> String {
        match pattern {
            Some(Pattern::Name) if self.choices.once_in(25) => "\"a-b\"".to_owned(),
            Some(Pattern::Name) => format!("\"n{}\"", self.choices.below(12)),
            Some(Pattern::Dtmi) => self.reference(),
            Some(Pattern::Topic) => "\"a/{modelId}/b\"".to_owned(),
            Some(Pattern::Label) => "\"label\"".to_owned(),
            None => format!("\"n{}\"", self.choices.below(12)),
        }
    }

    fn texts(&mut self) -> String {
        const TEXTS: [&str; 6] = [
            "\"plain\"",
            r#"{ "en": "a", "de": "b" }"#,
            r#"[{ "@language": "en", "@value": "a" }, { "@language": "fr", "@value": "b" }]"#,
            r#"{ "@value": "a" }"#,
            r#"{ "english": "a" }"#,
            r#"["a", "b"]"#,
        ];
        TEXTS[[0, 0, 0, 1, 1, 2, 3, 4, 5][self.choices.below(9)]].to_owned()
    }

    fn strange(&mut self) -> String {
        const STRANGE: [&str; 8] = [
            "null",
            "7",
            "[]",
            "{}",
            "[[\"x\"]]",
            "\"\"",
            "{ \"@value\": 7 }",
            "{ \"@id\": \"dtmi:x;1\" }",
        ];
        self.choices.one(&STRANGE).unwrap().to_string()
    }
}
