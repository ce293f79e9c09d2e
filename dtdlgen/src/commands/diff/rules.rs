//! What each kind of change means, as data.

use core::fmt::Write as _;

use crate::json::Json;
use Effect::{Breaks, MustAdd, Works};

/// What a change does to programs of one party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effect {
    /// What was written for the old version works with the new one.
    Works,
    /// It works, but has to gain something before it may claim the new version.
    MustAdd,
    /// It sends what the new version does not allow, or does not understand what it gets.
    Breaks,
}

impl Effect {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Works => "work",
            MustAdd => "must add",
            Breaks => "break",
        }
    }
}

/// The part of a semantic version that a change raises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Patch,
    Minor,
    Major,
}

impl Class {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Whom a change reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Devices and back ends, each on its own.
    Parties(Effect, Effect),
    /// Whoever sends the value, and whoever gets it.
    Value { sender: Effect, receiver: Effect },
    /// People only.
    Texts,
}

/// Who sends a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Devices: telemetry, properties that are not writable, responses.
    FromDevice,
    /// Back ends: requests.
    ToDevice,
    /// Both: writable properties.
    Both,
}

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) reach: Reach,
    pub(crate) reason: &'static str,
}

impl Rule {
    /// What it does to devices and to back ends.
    pub(crate) fn effects(&self, flow: Flow) -> (Effect, Effect) {
        match (self.reach, flow) {
            (Reach::Parties(devices, back_ends), _) => (devices, back_ends),
            (Reach::Value { sender, receiver }, Flow::FromDevice) => (sender, receiver),
            (Reach::Value { sender, receiver }, Flow::ToDevice) => (receiver, sender),
            (Reach::Value { sender, receiver }, Flow::Both) => (sender.max(receiver), sender.max(receiver)),
            (Reach::Texts, _) => (Works, Works),
        }
    }

    pub(crate) fn class(&self, flow: Flow) -> Class {
        let (devices, back_ends) = self.effects(flow);
        match self.reach {
            Reach::Texts => Class::Patch,
            _ if devices.max(back_ends) == Breaks => Class::Major,
            _ => Class::Minor,
        }
    }
}

macro_rules! rules {
    ($($name:ident = $id:literal, $reach:expr, $reason:literal;)*) => {
        $(pub(crate) const $name: &Rule = &Rule { id: $id, reach: $reach, reason: $reason };)*

        /// Every rule.
        pub(crate) const ALL: &[&Rule] = &[$($name),*];
    };
}

const fn value(sender: Effect, receiver: Effect) -> Reach {
    Reach::Value { sender, receiver }
}

const fn parties(devices: Effect, back_ends: Effect) -> Reach {
    Reach::Parties(devices, back_ends)
}

rules! {
    TELEMETRY_ADDED = "telemetry-added", parties(Works, Works), "nothing has to be sent, and what is unknown is passed over";
    TELEMETRY_REMOVED = "telemetry-removed", parties(Breaks, Breaks), "devices send what is no longer there, back ends wait for it";
    PROPERTY_ADDED = "property-added", parties(Works, Works), "nothing has to be reported, and what is unknown is passed over";
    WRITABLE_PROPERTY_ADDED = "writable-property-added", parties(MustAdd, Works), "devices have to handle desired values";
    PROPERTY_REMOVED = "property-removed", parties(Breaks, Breaks), "devices report what is no longer there, back ends read or set it";
    PROPERTY_NOW_WRITABLE = "property-now-writable", parties(MustAdd, Works), "devices have to handle desired values";
    PROPERTY_NO_LONGER_WRITABLE = "property-no-longer-writable", parties(Works, Breaks), "back ends set what may no longer be set";
    COMMAND_ADDED = "command-added", parties(MustAdd, Works), "devices have to handle it";
    COMMAND_REMOVED = "command-removed", parties(Works, Breaks), "back ends call what is no longer there";
    REQUEST_ADDED = "request-added", parties(MustAdd, Breaks), "back ends call without the request, devices do not look at it";
    REQUEST_REMOVED = "request-removed", parties(Breaks, Breaks), "back ends send what is no longer there, devices wait for it";
    RESPONSE_ADDED = "response-added", parties(MustAdd, Works), "devices have to answer with a value";
    RESPONSE_REMOVED = "response-removed", parties(Breaks, Breaks), "devices answer with a value, back ends wait for it";
    COMMAND_TYPE_CHANGED = "command-type-changed", parties(Breaks, Breaks), "the answer comes at another time, in another way";
    COMPONENT_ADDED = "component-added", parties(Works, Works), "it asks nothing of devices";
    HANDLED_COMPONENT_ADDED = "handled-component-added", parties(MustAdd, Works), "it has writable properties or commands, which devices have to handle";
    COMPONENT_REMOVED = "component-removed", parties(Breaks, Breaks), "devices and back ends address what is no longer there";
    RELATIONSHIP_ADDED = "relationship-added", parties(Works, Works), "no relationship has to be made";
    RELATIONSHIP_REMOVED = "relationship-removed", parties(Works, Breaks), "back ends make and follow what is no longer there; devices know nothing of it";
    RELATIONSHIP_TARGET_CHANGED = "relationship-target-changed", parties(Works, Breaks), "twins that are linked now may not be linked any more";
    RELATIONSHIP_WIDENED = "relationship-widened", parties(Works, Works), "every relationship that could be still can be";
    RELATIONSHIP_NARROWED = "relationship-narrowed", parties(Works, Breaks), "a relationship that could be may not be any more";
    KIND_CHANGED = "kind-changed", parties(Breaks, Breaks), "the name now stands for something of another kind";
    BASE_ADDED = "base-added", parties(Works, Works), "the contents say what comes with it";
    BASE_REMOVED = "base-removed", parties(Works, Breaks), "back ends that look for the base no longer find its extensions";
    SCHEMA_REPLACED = "schema-replaced", parties(Breaks, Breaks), "no value of one is surely a value of the other";
    SCHEMA_WIDENED = "schema-widened", value(Works, Breaks), "whoever gets values may get more than it knows";
    SCHEMA_NARROWED = "schema-narrowed", value(Breaks, Works), "whoever sends values may send more than is allowed";
    ENUM_VALUE_ADDED = "enum-value-added", value(Works, Breaks), "whoever gets values may get one that it does not know";
    ENUM_VALUE_REMOVED = "enum-value-removed", value(Breaks, Works), "whoever sends values may send one that is no longer there";
    ENUM_VALUE_CHANGED = "enum-value-changed", parties(Breaks, Breaks), "the same name is another value on the wire";
    FIELD_ADDED = "field-added", value(Works, Works), "no field has to be there, and one that is unknown is passed over";
    FIELD_REMOVED = "field-removed", parties(Breaks, Breaks), "one side sends what is no longer there, the other waits for it";
    NOW_NULLABLE = "now-nullable", value(Works, Breaks), "whoever gets values may get null";
    NO_LONGER_NULLABLE = "no-longer-nullable", value(Breaks, Works), "whoever sends values may send null";
    UNIT_CHANGED = "unit-changed", parties(Breaks, Breaks), "the same number means something else";
    UNIT_ADDED = "unit-added", Reach::Texts, "what was meant is now said";
    UNIT_REMOVED = "unit-removed", Reach::Texts, "what is meant is no longer said";
    SEMANTIC_TYPES_CHANGED = "semantic-types-changed", parties(Works, Works), "values stay the same, what is said about them does not";
    ANNOTATIONS_CHANGED = "annotations-changed", parties(Works, Works), "adjunct types, and types and members that the language does not define, change nothing on the wire";
    LANGUAGE_VERSION_CHANGED = "language-version-changed", parties(Works, Works), "it is said in another version of DTDL; what goes over the wire stays";
    TEXTS_CHANGED = "texts-changed", Reach::Texts, "display name, description or comment: for people";
    NAME_OFF_THE_WIRE_CHANGED = "name-off-the-wire-changed", Reach::Texts, "the name of a payload, map key, map value or enum value is never sent";
}

/// The rules as a table in Markdown.
pub(crate) fn table() -> String {
    let mut out = String::from("| change | devices | back ends | class | because |\n|---|---|---|---|---|\n");
    for rule in ALL {
        let (devices, back_ends) = match rule.reach {
            Reach::Value { sender, receiver } => {
                let sides = |from: Effect, to: Effect| match (from, to) {
                    (Works, Works) => "work".to_owned(),
                    _ => format!("{} if they send it, {} if they get it", from.word(), to.word()),
                };
                (sides(sender, receiver), sides(sender, receiver))
            }
            _ => {
                let (devices, back_ends) = rule.effects(Flow::Both);
                (devices.word().to_owned(), back_ends.word().to_owned())
            }
        };
        // Writing to memory does not fail.
        let _ = writeln!(
            out,
            "| `{}` | {devices} | {back_ends} | {} | {} |",
            rule.id,
            rule.class(Flow::Both).word(),
            rule.reason
        );
    }
    out
}

/// The rules as JSON, one a line. A rule about values says what it does to whoever sends and gets them; any other, what it
/// does to devices and back ends.
pub(crate) fn json() -> String {
    let line = |rule: &Rule| {
        let ((devices, back_ends), (sender, receiver)) = match rule.reach {
            Reach::Value { sender, receiver } => ((None, None), (Some(sender), Some(receiver))),
            _ => {
                let (devices, back_ends) = rule.effects(Flow::Both);
                ((Some(devices), Some(back_ends)), (None, None))
            }
        };
        let word = |effect: Option<Effect>| effect.map(Effect::word).into();
        let object = Json::object([
            ("rule", rule.id.into()),
            ("class", rule.class(Flow::Both).word().into()),
            ("devices", word(devices)),
            ("back_ends", word(back_ends)),
            ("sender", word(sender)),
            ("receiver", word(receiver)),
            ("reason", rule.reason.into()),
        ]);
        object.line()
    };
    ALL.iter().copied().map(line).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{ALL, table};

    #[test]
    fn every_rule_has_an_identifier_of_its_own() {
        let ids: BTreeSet<&str> = ALL.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), ALL.len());
    }

    #[test]
    fn the_table_in_the_documentation_is_this_one() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diff.md");
        let text = std::fs::read_to_string(&path).unwrap();
        let (before, _) = text.split_once("| change |").unwrap();
        let wanted = format!("{before}{}", table());
        if std::env::var_os("DTDL_OVERWRITE").is_some() {
            std::fs::write(&path, wanted).unwrap();
        } else {
            assert_eq!(text, wanted, "run again with DTDL_OVERWRITE=1");
        }
    }
}
