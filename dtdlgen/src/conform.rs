//! Whether a JSON text is a payload: values by the model, and around them the members that a message, a section of the
//! twin or an acknowledgement has.

use dtdl_model::model::{Content, ContentKind, InterfaceId, Property, SchemaId};
use dtdl_model::{Mismatch, Model, Span};
use serde_json::value::RawValue;

use crate::members::Members;
use crate::payload::{Section, Subject};

/// What is wrong in a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The place, as a JSON pointer.
    pub(crate) pointer: String,
    /// The bytes there.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) message: String,
}

/// What keeps a text from being the payload; nothing if it is it.
pub(crate) fn faults(model: &Model, subject: Subject<'_>, text: &str) -> Vec<Fault> {
    let mut check = Check {
        model,
        text,
        faults: Vec::new(),
        more: 0,
    };
    match subject {
        Subject::Value(schema) => check.value("", schema, text),
        Subject::Command(payload) => {
            let mismatches = model.payload_mismatches(payload, text);
            check.take("", 0, mismatches);
        }
        Subject::Message(id) => check.message(id),
        Subject::Section(id, section) => check.section("", id, section, text, true),
    }
    check.finish()
}

struct Check<'a> {
    model: &'a Model,
    text: &'a str,
    faults: Vec<Fault>,
    /// How many there are beyond those that are shown.
    more: usize,
}

/// How many faults of a payload are shown.
const MOST_SHOWN: usize = 10_000;

impl<'a> Check<'a> {
    fn value(&mut self, pointer: &str, schema: SchemaId, json: &str) {
        let start = self.span(json).start;
        let mismatches = self.model.mismatches(schema, json);
        self.take(pointer, start, mismatches);
    }

    fn take(&mut self, pointer: &str, start: usize, mismatches: Vec<Mismatch>) {
        for mismatch in mismatches {
            self.add(Fault {
                pointer: format!("{pointer}{}", mismatch.pointer),
                span: Span {
                    start: start + mismatch.span.start,
                    end: start + mismatch.span.end,
                },
                message: mismatch.message,
            });
        }
    }

    fn message(&mut self, id: InterfaceId) {
        let Some(members) = self.members("", self.text) else {
            return;
        };
        if members.is_empty() {
            self.wrong("", self.text, "a telemetry message has at least one telemetry");
        }
        for (name, value) in members {
            let pointer = below("", &name);
            match self.content(id, &name).map(|content| &content.kind) {
                Some(ContentKind::Telemetry(telemetry)) => self.value(&pointer, telemetry.schema, value.get()),
                _ => self.unknown(&pointer, id, "telemetry", &name, value),
            }
        }
    }

    fn section(&mut self, pointer: &str, id: InterfaceId, section: Section, json: &'a str, top: bool) {
        let Some(members) = self.members(pointer, json) else {
            return;
        };
        if !top && section == Section::Reported && !members.iter().any(|(name, _)| name == "__t") {
            self.wrong(
                pointer,
                json,
                "a component's properties are reported with \"__t\": \"c\"",
            );
        }
        for (name, value) in members {
            let inner = below(pointer, &name);
            let json = value.get();
            match (name.as_str(), self.content(id, &name).map(|content| &content.kind)) {
                ("$version", _) if top => {
                    if !is_integer(json) {
                        self.wrong(&inner, json, "`$version` is an integer");
                    }
                }
                ("$metadata", _) if top => {
                    self.members(&inner, json);
                }
                ("__t", _) if !top => {
                    if serde_json::from_str::<String>(json).ok().as_deref() != Some("c") {
                        self.wrong(&inner, json, "`__t` is \"c\"");
                    }
                }
                (_, Some(ContentKind::Property(property))) => self.property(&inner, property, section, json),
                (_, Some(ContentKind::Component(component))) if top => {
                    if json != "null" {
                        self.section(&inner, component.schema, section, json, false);
                    }
                }
                _ => self.unknown(&inner, id, "property", &name, value),
            }
        }
    }

    fn property(&mut self, pointer: &str, property: &Property, section: Section, json: &'a str) {
        if section == Section::Desired && !property.writable {
            self.wrong(
                pointer,
                json,
                "this property is not writable, so the service does not set it",
            );
        } else if json != "null" {
            let plain = self.model.mismatches(property.schema, json);
            if plain.is_empty() {
                return;
            }
            match Acknowledgement::read(json) {
                Some(acknowledgement) if section == Section::Reported && property.writable => {
                    self.acknowledgement(pointer, property.schema, json, acknowledgement);
                }
                _ => {
                    let start = self.span(json).start;
                    self.take(pointer, start, plain);
                }
            }
        }
    }

    fn acknowledgement(&mut self, pointer: &str, schema: SchemaId, json: &'a str, members: Acknowledgement<'a>) {
        for required in ["value", "ac", "av"] {
            if !members.0.iter().any(|(name, _)| name == required) {
                self.wrong(pointer, json, format!("an acknowledgement has `{required}`"));
            }
        }
        for (name, value) in members.0 {
            let inner = below(pointer, &name);
            let json = value.get();
            match name.as_str() {
                "value" => self.value(&inner, schema, json),
                "ac" | "av" if !is_integer(json) => self.wrong(&inner, json, format!("`{name}` is an integer")),
                "ad" if !json.starts_with('"') => self.wrong(&inner, json, "`ad` is a string"),
                "ac" | "av" | "ad" => {}
                _ => self.wrong(&inner, json, "an acknowledgement has no such member"),
            }
        }
    }

    fn content(&self, id: InterfaceId, name: &str) -> Option<&'a Content> {
        self.model[id].content(name)
    }

    fn unknown(&mut self, pointer: &str, id: InterfaceId, what: &str, name: &str, value: &'a RawValue) {
        let interface = &self.model[id].named.id;
        self.wrong(pointer, value.get(), format!("`{interface}` has no {what} `{name}`"));
    }

    fn members(&mut self, pointer: &str, json: &'a str) -> Option<Vec<(String, &'a RawValue)>> {
        match serde_json::from_str::<Members<'a>>(json) {
            Ok(members) => Some(members.0),
            Err(_) => {
                // Only the text as a whole can be no JSON: what is inside was read with it.
                if let Some(mismatch) = Mismatch::of_json(json) {
                    self.take(pointer, self.span(json).start, vec![mismatch]);
                    return None;
                }
                self.wrong(
                    pointer,
                    json,
                    match json.trim_start().starts_with('{') {
                        true => "the name of a member is no text: a \\u escape is only half a character",
                        false => "an object belongs here",
                    },
                );
                None
            }
        }
    }

    fn wrong(&mut self, pointer: &str, json: &str, message: impl Into<String>) {
        self.add(Fault {
            pointer: pointer.to_owned(),
            span: self.span(json),
            message: message.into(),
        });
    }

    fn add(&mut self, fault: Fault) {
        match self.faults.len() {
            MOST_SHOWN => self.more += 1,
            _ => self.faults.push(fault),
        }
    }

    fn finish(mut self) -> Vec<Fault> {
        if self.more > 0 {
            self.faults.push(Fault {
                pointer: String::new(),
                span: self.span(self.text),
                message: format!("{} more faults are not shown", self.more),
            });
        }
        self.faults
    }

    /// Where a part of the text stands in it.
    fn span(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Span {
            start,
            end: start + part.len(),
        }
    }
}

/// The members of what may be an acknowledgement.
struct Acknowledgement<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Acknowledgement<'a> {
    fn read(json: &'a str) -> Option<Self> {
        let members = serde_json::from_str::<Members<'a>>(json).ok()?.0;
        let is_one = members
            .iter()
            .any(|(name, _)| matches!(name.as_str(), "value" | "ac" | "av"));
        is_one.then_some(Self(members))
    }
}

fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn is_integer(json: &str) -> bool {
    json.parse::<i64>().is_ok()
}
