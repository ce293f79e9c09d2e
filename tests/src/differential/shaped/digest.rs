//! What the reference's digest of the language says, as far as texts are made from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::differential::UNKNOWN;

/// By language version, as the digest writes it.
type ByVersion<T> = BTreeMap<String, T>;
/// By limit context; nothing in front of all.
pub(super) type ByLimits = BTreeMap<String, usize>;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Digest {
    /// Terms of each context, and what they stand for.
    pub(super) contexts: BTreeMap<String, BTreeMap<String, String>>,
    pub(super) descendant_controls: Vec<Control>,
    pub(super) dtdl_versions: Vec<u8>,
    pub(super) dtdl_versions_restricting_keywords: Vec<u8>,
    /// The elements that a type of the language lists.
    pub(super) families: BTreeMap<String, Vec<String>>,
    /// The same for units, by context and type.
    pub(super) units: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    pub(super) limit_contexts: BTreeMap<String, Limited>,
    pub(super) material_classes: BTreeMap<String, Class>,
    pub(super) supplemental_types: BTreeMap<String, Cotype>,
    pub(super) reserved_id_prefixes: BTreeMap<String, Vec<String>>,
    pub(super) rootable_classes: ByVersion<Vec<String>>,
    identifier_definition: BTreeMap<String, serde_json::Value>,
    #[serde(skip)]
    terms: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Control {
    pub(super) root_class: String,
    pub(super) dtdl_version: u8,
    pub(super) datatype_property: Option<String>,
    #[serde(default)]
    pub(super) max_depth: ByLimits,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Limited {
    pub(super) dtdl_version: u8,
    pub(super) spec: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Class {
    pub(super) concrete_subclasses: ByVersion<Vec<String>>,
    elemental_subclasses: ByVersion<Vec<String>>,
    elements: ByVersion<Vec<Standard>>,
    id_required_versions: Vec<u8>,
    #[serde(default)]
    id_required_when: ByVersion<Vec<Place>>,
    pub(super) properties: BTreeMap<String, Property>,
    type_ids: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Standard {
    pub(super) id: String,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
struct Place {
    class: String,
    property: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Property {
    #[serde(rename = "_")]
    pub(super) always: Always,
    #[serde(flatten)]
    pub(super) versions: ByVersion<Rules>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Always {
    pub(super) datatype: Option<String>,
    pub(super) literal: bool,
    pub(super) optional: bool,
    pub(super) plural: bool,
}

/// What a version says of a member.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rules {
    pub(super) allowed: bool,
    pub(super) class: Option<String>,
    pub(super) id_required: bool,
    pub(super) type_required: bool,
    pub(super) min_count: Option<usize>,
    pub(super) max_count: Option<usize>,
    #[serde(default)]
    pub(super) max_length: ByLimits,
    pub(super) min_inclusive: Option<i64>,
    pub(super) max_inclusive: Option<i64>,
    pub(super) pattern: Option<String>,
    #[serde(default)]
    pub(super) values: Vec<String>,
}

/// A co-type.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cotype {
    pub(super) r#abstract: bool,
    pub(super) cotypes: Vec<String>,
    pub(super) cotype_versions: Vec<u8>,
    #[serde(default)]
    pub(super) cocotypes: Vec<String>,
    #[serde(default)]
    pub(super) constraints: Vec<Constraint>,
    pub(super) extension_context: String,
    parent: Option<String>,
    pub(super) properties: BTreeMap<String, CotypeMember>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Constraint {
    #[serde(default)]
    pub(super) property: Option<String>,
    #[serde(default)]
    pub(super) inverse: bool,
    #[serde(default)]
    pub(super) required_type_names: Vec<String>,
    #[serde(default)]
    pub(super) required_value_names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CotypeMember {
    pub(super) property_name: String,
    pub(super) type_name: String,
    pub(super) child_of: Option<String>,
    pub(super) optional: bool,
    pub(super) max_length: Option<usize>,
    pub(super) min_inclusive: Option<i64>,
    pub(super) pattern: Option<String>,
}

impl Digest {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let cannot = |error: &dyn core::fmt::Display| format!("cannot read {}: {error}", path.display());
        let text = fs::read_to_string(path).map_err(|error| cannot(&error))?;
        let mut digest: Self =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| cannot(&error))?;
        digest
            .contexts
            .retain(|id, _| !UNKNOWN.iter().any(|context| id.contains(context)));
        let terms = digest.contexts.values().flatten();
        digest.terms = terms.map(|(term, id)| (id.clone(), term.clone())).collect();
        Ok(digest)
    }

    /// A co-type, and what it is a kind of.
    pub(super) fn cotype_line(&self, id: &str) -> Vec<&Cotype> {
        let mut line = Vec::new();
        let mut next = self.supplemental_types.get(id);
        while let Some(cotype) = next.filter(|_| line.len() < self.supplemental_types.len()) {
            line.push(cotype);
            next = cotype.parent.as_ref().and_then(|id| self.supplemental_types.get(id));
        }
        line
    }

    /// The term for an identifier, or the identifier.
    pub(super) fn term<'d>(&'d self, id: &'d str) -> &'d str {
        self.terms.get(id).map_or(id, String::as_str)
    }

    pub(super) fn class(&self, name: &str) -> Option<&Class> {
        self.material_classes.get(name)
    }

    /// Whether an element of one class is of another, too.
    pub(super) fn is(&self, class: &str, other: &str) -> bool {
        let ids = self.class(class).map_or(&[][..], |class| &class.type_ids);
        ids.iter().any(|id| id.rsplit(':').next() == Some(other))
    }

    /// The classes that are written out where a class is expected, and the elements of the language that fit.
    pub(super) fn fitting(&self, class: &str, version: &str) -> (Vec<&str>, Vec<&Standard>) {
        let Some(class) = self.class(class) else {
            return (Vec::new(), Vec::new());
        };
        let concrete = class.concrete_subclasses.get(version).into_iter().flatten();
        let elemental = class.elemental_subclasses.get(version);
        let (standard, written): (Vec<&String>, Vec<&String>) =
            concrete.partition(|name| elemental.is_some_and(|names| names.contains(name)));
        let elements = standard
            .into_iter()
            .filter_map(|name| self.class(name)?.elements.get(version))
            .chain(class.elements.get(version));
        let mut elements: Vec<&Standard> = elements.flatten().collect();
        elements.sort_by_key(|element| &element.id);
        elements.dedup_by_key(|element| &element.id);
        (written.into_iter().map(String::as_str).collect(), elements)
    }

    /// Whether an element of a class needs an identifier, as the value of a member.
    pub(super) fn needs_id(&self, class: &str, version: u8, place: (&str, &str)) -> bool {
        self.class(class).is_some_and(|class| {
            let when = class.id_required_when.get(&version.to_string());
            let there = |known: &Place| (known.class.as_str(), known.property.as_str()) == place;
            class.id_required_versions.contains(&version) || when.into_iter().flatten().any(there)
        })
    }

    /// How long an identifier may be.
    pub(super) fn identifier_lengths(&self, version: &str, limits: &str) -> Vec<usize> {
        let class = self.identifier_definition.get("Interface");
        let of = [
            class.and_then(|class| class.get(version)),
            self.identifier_definition.get(version),
        ];
        let lengths = of.into_iter().flatten().filter_map(|rules| {
            let lengths = rules.get("maxLength")?;
            lengths.get(limits).or_else(|| lengths.get(""))?.as_u64()
        });
        lengths.map(|length| length as usize).collect()
    }

    /// How deep elements of a class may stand in each other.
    pub(super) fn depth(&self, class: &str, version: u8, limits: &str) -> Option<usize> {
        let mut controls = self
            .descendant_controls
            .iter()
            .filter(|control| control.root_class == class && control.dtdl_version == version);
        controls.find_map(|control| limit(&control.max_depth, limits))
    }

    /// The member of an element of a class that says what type its literals are of.
    pub(super) fn datatype_member(&self, class: &str) -> Option<&str> {
        let mut controls = self.descendant_controls.iter();
        let control = controls.find(|control| control.root_class == class && control.datatype_property.is_some())?;
        control.datatype_property.as_deref()
    }
}

/// The limit under a limit context.
pub(super) fn limit(by: &ByLimits, limits: &str) -> Option<usize> {
    by.get(limits).or_else(|| by.get("")).copied()
}
