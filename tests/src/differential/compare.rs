//! Where two answers differ.

use std::collections::BTreeSet;

use dtdl_model::{Code, Diagnostic, Dtmi, NoResolver, Options, Parsed, Severity, Source, parse};
use serde_json::Value;

use super::oracle::Answer;
use crate::conformance::{plain, same};

/// Fields of an error, by the reference's names.
const FIELDS: [&str; 8] = [
    "PrimaryID",
    "SecondaryID",
    "Property",
    "Value",
    "AuxProperty",
    "Type",
    "Restriction",
    "Transformation",
];

/// How two answers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// One says valid, the other invalid.
    Verdict,
    /// We report an error that the reference does not have.
    Stray,
    /// The reference has an error that we do not report.
    Missing,
    /// The same error of the same element has other facts.
    Fact,
    /// An element of a valid model is not the same.
    Model,
}

/// All that differs.
pub(super) fn compare(text: &str, answer: &Answer) -> Vec<(Kind, String)> {
    let parsed = parse(vec![Source::new("text", text)], &mut NoResolver, &Options::default());
    let (unresolved, errors): (Vec<&Diagnostic>, Vec<&Diagnostic>) = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .partition(|diagnostic| diagnostic.code == Code::UNRESOLVED_REFERENCE);
    let ours: BTreeSet<String> = errors.iter().map(|error| ours(error)).collect();
    let undefined: BTreeSet<String> = unresolved.iter().filter_map(|error| error.value.clone()).collect();
    match answer {
        Answer::Fault => Vec::new(),
        Answer::Model(_) if !parsed.is_valid() => {
            vec![(Kind::Verdict, format!("should be valid, but {ours:?} {undefined:?}"))]
        }
        Answer::Model(model) => objects(model, &parsed),
        Answer::Errors(theirs) => {
            let theirs: BTreeSet<String> = theirs.iter().map(reference).collect();
            if ours.is_empty() {
                return vec![(
                    Kind::Verdict,
                    format!("should be invalid: {theirs:?}, unresolved {undefined:?}"),
                )];
            }
            sets(&ours, &theirs)
        }
        Answer::Unresolved(theirs) => {
            let theirs: BTreeSet<String> = theirs.iter().cloned().collect();
            // With something missing the reference does not come to its last stages.
            if ours.iter().any(|error| stages(error).1 <= 2) {
                return vec![(Kind::Verdict, format!("should lack {theirs:?}, but {ours:?}"))];
            }
            sets(&undefined, &theirs)
        }
    }
}

/// What the two sets of errors do not share, without what the reference leaves out because it stops early, and what
/// this parser leaves out because it only follows from another error.
fn sets(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> Vec<(Kind, String)> {
    let quits = theirs.iter().any(|error| quits(error));
    let reached = theirs.iter().map(|error| stages(error).0).max().unwrap_or_default();
    let mut stray: Vec<&String> = ours
        .difference(theirs)
        .filter(|error| stages(error).1 <= reached && !quits && !read_on(error, theirs))
        .collect();
    let mut found = Vec::new();
    for error in theirs.difference(ours).filter(|error| !follows(error, theirs)) {
        let same = stray.iter().position(|other| subject(other) == subject(error));
        match same {
            Some(at) => found.push((Kind::Fact, format!("{error}, got {}", stray.remove(at)))),
            None => found.push((Kind::Missing, error.clone())),
        }
    }
    found.extend(stray.into_iter().map(|error| (Kind::Stray, error.clone())));
    found
}

/// Code, element and property of an error.
fn subject(error: &str) -> Vec<&str> {
    let fields = error.split(' ');
    fields
        .filter(|field| !field.contains('=') || field.starts_with("PrimaryID") || field.starts_with("Property"))
        .collect()
}

/// Whether an error is, or may be if it names no element, in what the reference does not read, as its type is misspelt.
fn read_on(error: &str, all: &BTreeSet<String>) -> bool {
    let field = |error: &str, name: &str| {
        let mut fields = error.split(' ').filter_map(|field| field.split_once('='));
        fields
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.to_owned())
    };
    let id = field(error, "PrimaryID");
    all.iter().any(|other| {
        let mistyped = match other.split(' ').next().unwrap_or_default() {
            "badType" => field(other, "SecondaryID"),
            "typeUndefinedTerm" => field(other, "PrimaryID"),
            _ => None,
        };
        mistyped.is_some_and(|outer| {
            let outer = outer.split(';').next().unwrap_or_default();
            let inside = |rest: &str| rest.starts_with([':', ';']) || rest.is_empty();
            id.as_deref()
                .is_none_or(|id| id.strip_prefix(outer).is_some_and(inside))
        })
    })
}

/// After some errors the reference reads no further.
fn quits(error: &str) -> bool {
    let code = error.split(' ').next().unwrap_or_default();
    let context = code.contains("Context") && !code.ends_with("Context");
    context
        || code.starts_with("repeated")
        || code.starts_with("topLevel")
        || code.starts_with("missingSupplemental")
        || matches!(
            code,
            "disallowedLocalContext"
                | "disallowedLimitContext"
                | "dtmiSegPropertyNotStringOrNumber"
                | "emptyContext"
                | "graphNotObject"
                | "idNotString"
                | "idTooLong"
                | "invalidContext"
                | "invalidId"
                | "missingContext"
                | "missingDtdlContext"
                | "missingLimitContext"
                | "misplacedLimitContext"
                | "missingDtmiSegPropertyValue"
                | "missingRequiredId"
                | "missingTopLevelId"
                | "notJsonObject"
                | "reservedId"
                | "typeNotRootable"
        )
}

/// What is said of a member that an element cannot have.
const REFUSED_MEMBER: [&str; 5] = [
    "inferredTypeDoesNotAllow",
    "noTypeThatAllows",
    "propertyIrrelevantDtmiOrTerm",
    "propertyNotDtmiNorTerm",
    "propertyUndefinedTerm",
];

/// Whether an error only follows from another: a member whose only value is refused lacks a value, a text without a
/// value has a language still, and a co-type that is refused has members.
fn follows(error: &str, all: &BTreeSet<String>) -> bool {
    let fields: Vec<&str> = error.split(' ').skip(1).collect();
    let shared = |other: &str, names: &[&str]| {
        names.iter().all(|name| {
            let field = fields.iter().find(|field| field.starts_with(name));
            field.is_none_or(|field| other.split(' ').any(|known| known == *field))
        })
    };
    let beside = |codes: &[&str], names: &[&str]| {
        all.iter().any(|other| {
            let code = other.split(' ').next().unwrap_or_default();
            other != error && codes.iter().any(|wanted| code.starts_with(wanted)) && shared(other, names)
        })
    };
    match error.split(' ').next().unwrap_or_default() {
        "objectCountBelowMin" => true,
        "literalNotValid" => beside(&[""], &["PrimaryID", "Property"]),
        "langStringElementCodeNotUnique" => beside(&["langStringElementNoValue"], &["PrimaryID", "Property"]),
        // The member is there, misspelt.
        code if code.starts_with("missing") && beside(&REFUSED_MEMBER, &["PrimaryID"]) => true,
        code if code.starts_with("missingSupplemental") => beside(&["invalidCotype"], &["PrimaryID", "Type"]),
        _ => false,
    }
}

/// The first and the last stage of the reference in which an error can come: it stops after one that has errors.
fn stages(error: &str) -> (u8, u8) {
    match error.split(' ').next().unwrap_or_default() {
        "invalidContext" | "graphNotObject" => (0, 0),
        code if code.starts_with("repeated") => (0, 0),
        "badType" => (1, 3),
        "nonUniquePropertyValue" | "duplicateDefinition" => (1, 4),
        "undefinedReservedId" => (2, 2),
        "crossPartitionReference" | "disallowedVersionReference" | "wrongParent" | "missingDictKeyPropertyValue" => {
            (3, 3)
        }
        "notRequiredType"
        | "notRequiredValue"
        | "nonUniqueImportedPropertyValue"
        | "excessiveDepthWide"
        | "excessiveDepthNarrow"
        | "excessiveCount"
        | "recursiveStructureWide"
        | "recursiveStructureNarrow"
        | "excludedType"
        | "nonConformantDatatype"
        | "nonConformantPropertyValue"
        | "objectCountAboveMax"
        | "incorrectPropertyValue"
        | "parentMissingCotype"
        | "siblingDuplicatesCotype"
        | "siblingMissingCotype"
        | "siblingPropertyMismatch"
        | "multipleReference"
        | "notSiblingRequiredType"
        | "disallowedType"
        | "matchingPropertyNotSupplemental"
        | "noMatchingSupplementalProperty"
        | "partitionTooLarge" => (4, 4),
        _ => (1, 1),
    }
}

fn ours(error: &Diagnostic) -> String {
    let fields = [
        error.primary_id.as_ref().map(Dtmi::as_str),
        error.secondary_id.as_ref().map(Dtmi::as_str),
        error.property.as_deref(),
        error.value.as_deref(),
        error.fact("AuxProperty"),
        error.fact("Type"),
        error.fact("Restriction"),
        error.fact("Transformation"),
    ];
    line(error.code.as_str(), &fields)
}

fn reference(error: &Value) -> String {
    let text = |name: &str| error.get(name).and_then(Value::as_str);
    line(code(error), &FIELDS.map(text))
}

/// The code of an error of the reference.
pub(super) fn code(error: &Value) -> &str {
    let code = error.get("ValidationID").and_then(Value::as_str).unwrap_or_default();
    code.trim_start_matches("dtmi:dtdl:parsingError:")
}

fn line(code: &str, fields: &[Option<&str>]) -> String {
    let mut line = code.to_owned();
    for (name, value) in FIELDS.iter().zip(fields) {
        if let Some(value) = value {
            line.push_str(&format!(" {name}={value}"));
        }
    }
    line
}

/// What is not the same in the object models.
fn objects(model: &Value, parsed: &Parsed) -> Vec<(Kind, String)> {
    let objects = parsed.object_model();
    let mut found = Vec::new();
    let mut differs = |text: String| found.push((Kind::Model, text));
    let theirs = model.as_object().into_iter().flatten();
    let mut count = 0;
    for (id, expected) in theirs {
        count += 1;
        let Some(element) = objects.element(id) else {
            differs(format!("lacks {id}"));
            continue;
        };
        for (name, expected) in expected.as_object().into_iter().flatten() {
            let got = match name.as_str() {
                // Only the texts of identifiers and classes in another form.
                "ClassId" => continue,
                "Id" => element.id().as_str().into(),
                "EntityKind" => element.class().into(),
                "SupplementalTypes" => element.supplemental_types().collect(),
                "SupplementalProperties" => {
                    let properties = element.supplemental_properties().into_iter();
                    properties
                        .map(|(name, value)| (name.to_owned(), plain(&value)))
                        .collect()
                }
                "UndefinedTypes" => element.undefined_types().iter().map(String::as_str).collect(),
                "UndefinedProperties" => {
                    let properties = element.undefined_properties().iter();
                    properties
                        .map(|(name, text)| (name.to_owned(), serde_json::from_str::<Value>(text).unwrap_or_default()))
                        .collect()
                }
                "ChildOf" => element.property("childOf").map_or(Value::Null, |got| plain(&got)),
                "DefinedIn" => element.property("definedIn").map_or(Value::Null, |got| plain(&got)),
                name => element.property(name).map_or(Value::Null, |got| plain(&got)),
            };
            if !same(&got, expected) {
                differs(format!(
                    "{} {name}: expected {expected}, got {got} ({id})",
                    element.class()
                ));
            }
        }
    }
    if count != objects.len() {
        differs(format!("expected {count} elements, got {}", objects.len()));
    }
    found
}
