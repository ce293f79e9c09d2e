//! The tables say what the reference's digest of the language says.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::elements::{StandardElement, StandardElements};
use super::{Class, CotypeKind, Member, MemberKind, Pattern, metamodel};
use crate::elements::Literal;

fn digest() -> Option<Value> {
    let shared = std::env::var_os("DTDL_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(shared.join("metamodel/dtdl_digest.json")) else {
        println!("skipped: no ../shared beside the checkout, and DTDL_SHARED is not set");
        return None;
    };
    Some(serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap())
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn object(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
}

#[test]
fn classes_have_the_members_of_the_digest() {
    let Some(digest) = digest() else { return };
    let classes = &metamodel().classes;
    let mut count = 0;
    for (name, facts) in object(&digest["materialClasses"]) {
        let class = classes.get(name).unwrap();
        count += 1;
        assert_eq!(class.parent, facts["parentClass"].as_str(), "{name}");
        assert_eq!(class.is_abstract, facts["abstract"], "{name}");
        assert_eq!(class.partition, facts["partition"], "{name}");
        for version in facts["dtdlVersions"].as_array().unwrap() {
            let version = version.as_u64().unwrap() as u8;
            let key = version.to_string();
            assert!(class.versions.contains(&version), "{name}");
            assert_eq!(
                class.rootable,
                strings(&digest["rootableClasses"][&key]).contains(&name),
                "{name}"
            );
            let concrete: BTreeSet<&str> = strings(&facts["concreteSubclasses"][&key]).into_iter().collect();
            let ours: BTreeSet<&str> = class
                .concrete
                .iter()
                .copied()
                .filter(|name| {
                    classes
                        .named(name, version)
                        .is_some_and(|class| class.is_concrete(version))
                })
                .collect();
            assert_eq!(ours, concrete, "{name} v{version}");
            let allowed: BTreeSet<&str> = object(&facts["properties"])
                .filter(|(_, member)| member[&key]["allowed"] == true)
                .map(|(member, _)| member)
                .collect();
            let ours: BTreeSet<&str> = class
                .members
                .iter()
                .filter(|member| member.is_in(version))
                .map(|member| member.name)
                .collect();
            assert_eq!(ours, allowed, "{name} v{version}");
            for member in allowed {
                check_member(class, version, &facts["properties"][member], member);
            }
        }
    }
    assert_eq!(count, classes.iter().count());
}

fn check_member(class: &Class, version: u8, facts: &Value, name: &str) {
    let member: &Member = class.member(name, version).unwrap();
    let (always, now) = (&facts["_"], &facts[version.to_string()]);
    let context = format!("{}.{name} v{version}", class.name);
    match member.kind {
        MemberKind::Element(_) => {
            let class = member.class(version).map(|class| class.name);
            assert_eq!(class, now["class"].as_str(), "{context}");
        }
        MemberKind::Dtmi => assert!(always["datatype"].is_null() && always["class"].is_null(), "{context}"),
        MemberKind::Literal => assert!(always["literal"] == true && always["datatype"].is_null(), "{context}"),
        MemberKind::String => assert_eq!(always["datatype"], "string", "{context}"),
        MemberKind::LangString => {
            assert_eq!(always["datatype"], "langString", "{context}");
            assert_eq!(now["defaultLanguage"], member.language, "{context}");
        }
        MemberKind::Integer => assert_eq!(always["datatype"], "integer", "{context}"),
        MemberKind::Boolean => assert_eq!(always["datatype"], "boolean", "{context}"),
    }
    assert_eq!(member.required, !always["optional"].as_bool().unwrap(), "{context}");
    assert_eq!(member.plural, always["plural"], "{context}");
    assert_eq!(member.id_required, now["idRequired"], "{context}");
    assert_eq!(!member.untyped, now["typeRequired"], "{context}");
    assert_eq!(member.segment, always["dtmiSegment"].as_str(), "{context}");
    assert_eq!(member.unique, strings(&now["uniqueProperties"]), "{context}");
    let number = |name: &str| now[name].as_u64().map(|number| number as u32);
    if member.plural {
        assert_eq!(member.min.get(version), number("minCount"), "{context}");
        assert_eq!(member.max.get(version), number("maxCount"), "{context}");
    }
    let signed = |name: &str| now[name].as_i64().map(|number| number as i32);
    assert_eq!(member.low.get(version), signed("minInclusive"), "{context}");
    assert_eq!(member.high.get(version), signed("maxInclusive"), "{context}");
    assert_eq!(member.values, strings(&now["values"]), "{context}");
    assert_eq!(member.pattern.is_some(), now["pattern"].is_string(), "{context}");
    if member.pattern == Some(Pattern::Dtmi) {
        assert!(now["pattern"].as_str().unwrap().starts_with("^dtmi:"), "{context}");
    }
    if let Some(versions) = now["versions"].as_array() {
        let older = versions.len() > 1 || (version == 2 && member.older);
        assert_eq!(member.older, older, "{context}");
    }
    for limits in ["", "onvif", "aio"] {
        let stated = match limits {
            "" => now["maxLength"][""].as_u64(),
            name => now["maxLength"][format!("{name}_1")]
                .as_u64()
                .or_else(|| now["maxLength"][""].as_u64()),
        };
        let ours = member.length.get(version).map(|limit| u64::from(limit.under(limits)));
        assert_eq!(ours, stated, "{context} {limits}");
    }
}

#[test]
fn rules_are_those_of_the_digest() {
    let Some(digest) = digest() else { return };
    let rules = &metamodel().classes.rules;
    let facts: Vec<&Value> = digest["descendantControls"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|facts| facts["definingClass"] == facts["rootClass"])
        .collect();
    assert_eq!(rules.len(), facts.len());
    for (rule, facts) in rules.iter().zip(facts) {
        assert_eq!(facts["dtdlVersion"], rule.version);
        assert_eq!(facts["rootClass"], rule.root);
        assert_eq!(facts["narrow"], rule.narrow);
        assert_eq!(facts["allowSelf"], rule.allow_self);
        assert_eq!(strings(&facts["properties"]), rule.along);
        assert_eq!(facts["excludeType"].as_str(), rule.exclude);
        assert_eq!(facts["datatypeProperty"].as_str(), rule.datatype);
        assert_eq!(strings(&facts["importProperties"]).first().copied(), rule.import);
        for (ours, name) in [(rule.depth, "maxDepth"), (rule.count, "maxCount")] {
            for (limits, key) in [("", ""), ("onvif", "onvif_1"), ("aio", "aio_1")] {
                let stated = facts[name][key].as_u64().or_else(|| facts[name][""].as_u64());
                assert_eq!(ours.map(|limit| u64::from(limit.under(limits))), stated);
            }
        }
    }
}

#[test]
fn contexts_define_the_terms_of_the_digest() {
    let Some(digest) = digest() else { return };
    let contexts = &metamodel().contexts;
    assert_eq!(contexts.iter().count(), digest["contexts"].as_object().unwrap().len());
    for context in contexts.iter() {
        let ours: BTreeMap<&str, &str> = context.terms().collect();
        let facts: BTreeMap<&str, &str> = object(&digest["contexts"][context.id])
            .map(|(term, id)| (term, id.as_str().unwrap()))
            .collect();
        assert_eq!(ours, facts, "{}", context.id);
        assert_eq!(context.reserved, strings(&digest["reservedIdPrefixes"][context.id]));
        let implied = &digest["affiliateContextsImplicitDtdlVersions"][context.id];
        assert_eq!(context.implies.map(u64::from), implied.as_u64());
    }
}

#[test]
fn supplemental_types_are_those_of_the_digest() {
    let Some(digest) = digest() else { return };
    let cotypes = &metamodel().cotypes;
    let facts = digest["supplementalTypes"].as_object().unwrap();
    assert_eq!(cotypes.iter().count(), facts.len());
    for cotype in cotypes.iter() {
        let facts = &facts[cotype.id];
        let id = cotype.id;
        assert_eq!(facts["extensionContext"], cotype.context, "{id}");
        assert_eq!(facts["parent"].as_str(), cotype.parent, "{id}");
        assert_eq!(facts["abstract"], cotype.is_abstract, "{id}");
        let kind = match cotype.kind {
            CotypeKind::None => "None",
            CotypeKind::SemanticType => "SemanticType",
            CotypeKind::SemanticUnit => "SemanticUnit",
            CotypeKind::Unit => "Unit",
            CotypeKind::UnitAttribute => "UnitAttribute",
            CotypeKind::AdjunctType => "AdjunctType",
        };
        assert_eq!(facts["extensionKind"], kind, "{id}");
        let mut on = strings(&facts["cotypes"]);
        on.sort_unstable();
        assert_eq!(cotype.on(), on, "{id}");
        for class in metamodel().classes.iter() {
            assert_eq!(cotype.allows(class), on.contains(&class.name), "{id} {}", class.name);
        }
        let versions: Vec<u64> = facts["cotypeVersions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_u64)
            .collect();
        let ours: Vec<u64> = cotype.versions.iter().copied().map(u64::from).collect();
        assert_eq!(ours, versions, "{id}");
        assert_eq!(cotype.with, strings(&facts["cocotypes"]), "{id}");
        assert_eq!(cotype.not, strings(&facts["discotypes"]), "{id}");
        assert_eq!(cotype.or, strings(&facts["altcotypes"]), "{id}");
        let members = facts["properties"].as_object().unwrap();
        assert_eq!(cotype.members.len(), members.len(), "{id}");
        for member in &cotype.members {
            let facts = &members[member.id];
            assert_eq!(facts["propertyName"], member.name, "{id}");
            assert_eq!(facts["optional"], !member.required, "{id}");
            assert_eq!(facts["plural"], member.plural, "{id}");
            assert_eq!(facts["uniqueValue"], member.unique, "{id}");
            assert_eq!(facts["childOf"].as_str(), member.child_of, "{id}");
            assert_eq!(facts["instanceProperty"].as_str(), member.instance_of, "{id}");
            assert_eq!(facts["minInclusive"].as_i64(), member.low.map(i64::from), "{id}");
            assert_eq!(facts["maxLength"].as_u64(), member.length.map(u64::from), "{id}");
            assert_eq!(facts["pattern"].is_string(), member.pattern.is_some(), "{id}");
        }
        let rules = facts["constraints"].as_array().unwrap();
        assert_eq!(cotype.values.len(), rules.len(), "{id}");
        for (rule, facts) in cotype.values.iter().zip(rules) {
            assert_eq!(facts["property"], rule.member, "{id}");
            assert_eq!(facts["inverse"].as_bool().unwrap_or(false), rule.inverse, "{id}");
            assert_eq!(strings(&facts["requiredTypes"]), rule.types, "{id}");
            assert_eq!(strings(&facts["requiredValues"]), rule.values, "{id}");
            assert_eq!(facts["noneOtherType"].as_str(), rule.alone, "{id}");
            assert_eq!(facts["someOtherType"].as_str(), rule.beside, "{id}");
        }
        let rules = facts["siblings"].as_array().unwrap();
        assert_eq!(cotype.siblings.len(), rules.len(), "{id}");
        for (rule, facts) in cotype.siblings.iter().zip(rules) {
            assert_eq!(facts["key"], rule.key, "{id}");
            assert_eq!(facts["keyref"], rule.keyref, "{id}");
            assert_eq!(strings(&facts["requiredTypes"]), rule.types, "{id}");
            assert_eq!(facts["disallowedType"].as_str(), rule.except, "{id}");
            assert_eq!(facts["supplementalProperty"].as_str(), rule.member, "{id}");
            assert_eq!(facts["uniqueReference"].as_str(), rule.once, "{id}");
        }
    }
}

#[test]
fn standard_elements_are_those_of_the_digest() {
    let Some(digest) = digest() else { return };
    let elements = &metamodel().elements;
    for facts in digest["elements"].as_array().unwrap() {
        let id = facts["@id"].as_str().unwrap();
        if let Some(target) = facts["aliasFor"].as_str() {
            assert_eq!(elements.resolve(id), elements.resolve(target));
            continue;
        }
        is_as_stated(elements, id, facts);
        for name in ["fields", "enumValues"] {
            let Some(members) = facts[name].as_array() else {
                continue;
            };
            let values = references(elements.get(id).unwrap(), name);
            assert_eq!(members.len(), values.len(), "{id}");
            for (member, value) in members.iter().map(|member| {
                let name = member["name"].as_str().unwrap();
                let value = values
                    .iter()
                    .find(|value| literal(elements.get(value).unwrap(), "name") == Some(name.into()));
                (member, *value.unwrap())
            }) {
                assert_eq!(member["@id"].as_str().unwrap_or(value), value);
                assert_eq!(
                    elements.get(value).unwrap().child_of,
                    Some((elements.get(id).unwrap().id, name))
                );
                is_as_stated(elements, value, member);
            }
        }
    }
}

/// A member of an element of the language, whichever version of the language or an extension it is from.
fn literal(element: &StandardElement, name: &str) -> Option<Value> {
    let found = element.literals.iter().find(|(known, _)| is_named(known, name))?;
    Some(match &found.1 {
        Literal::String(text) => (&**text).into(),
        Literal::Integer(number) => (*number).into(),
        Literal::LangString(texts) => texts.iter().map(|(_, text)| text).collect(),
        other => panic!("{other:?}"),
    })
}

fn references<'e>(element: &'e StandardElement, name: &str) -> Vec<&'e str> {
    let found = element.references.iter().filter(|(known, _)| is_named(known, name));
    found.map(|(_, id)| *id).collect()
}

fn is_named(member: &str, name: &str) -> bool {
    member.split(';').next().unwrap().rsplit(':').next() == Some(name)
}

fn is_as_stated(elements: &StandardElements, id: &str, facts: &Value) {
    let element = elements.get(id).unwrap();
    for name in ["symbol", "exponent", "name", "enumValue"] {
        assert_eq!(literal(element, name), facts.get(name).cloned(), "{id} {name}");
    }
    let text = |name: &str| facts.get(name).map(|text| text.get("en-US").unwrap_or(text).clone());
    for name in ["displayName", "description"] {
        let stated = text(name).map(|text| Value::from(vec![text]));
        assert_eq!(literal(element, name), stated, "{id} {name}");
    }
    for name in ["prefix", "baseUnit", "topUnit", "bottomUnit"] {
        let ours = references(element, name);
        assert_eq!(
            ours.iter().map(|id| last(id)).collect::<Vec<_>>(),
            Vec::from_iter(facts[name].as_str()),
            "{id} {name}"
        );
        for ours in ours {
            let language = metamodel().contexts.language(element.version).unwrap();
            let term = language.term(last(ours)).map_or(ours, |term| &term.id);
            assert_eq!(ours, term, "{id} {name}: a term of the language comes first");
        }
    }
    for name in ["schema", "elementSchema", "valueSchema"] {
        let stated = facts
            .get(name)
            .map(|stated| stated.as_str().or_else(|| stated["@id"].as_str()).unwrap());
        let ours = references(element, name);
        assert_eq!(ours.len(), usize::from(stated.is_some()), "{id} {name}");
        if let (Some(ours), Some(stated)) = (ours.first(), stated) {
            assert!(elements.get(ours).is_some(), "{id} {name}");
            assert_eq!(last(ours), last(stated), "{id} {name}");
        }
    }
    let stated = match &facts["@type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        single => Vec::from_iter(single.as_str()),
    };
    let material = |kind: &&&str| metamodel().classes.get(kind).is_some();
    let class = stated.iter().find(material).copied().unwrap_or("Field");
    assert!(element.class == class || element.class.starts_with("Unit"), "{id}");
    let cotypes: Vec<&str> = stated.into_iter().filter(|kind| *kind != class).collect();
    let ours: Vec<&str> = element.cotypes.iter().map(|id| last(id)).collect();
    assert_eq!(ours, cotypes, "{id}");
    assert!(
        element.cotypes.iter().all(|id| metamodel().cotypes.get(id).is_some()),
        "{id}"
    );
}

/// The name in an identifier.
fn last(id: &str) -> &str {
    id.split(';').next().unwrap().rsplit(':').next().unwrap()
}

#[test]
fn identifiers_are_as_long_as_the_digest_allows() {
    let Some(digest) = digest() else { return };
    for version in ["2", "3", "4"] {
        for (limits, key) in [("", ""), ("onvif", "onvif_1"), ("aio", "aio_1")] {
            let all = &digest["identifierDefinition"][version]["maxLength"];
            let interface = &digest["identifierDefinition"]["Interface"][version]["maxLength"];
            let (all, interface) = (all[key].as_u64(), interface[key].as_u64());
            if let (Some(all), Some(interface)) = (all, interface) {
                assert_eq!(crate::read::id_length(limits) as u64, all);
                assert_eq!(crate::read::interface_id_length(limits) as u64, interface);
            }
        }
    }
}

#[test]
fn interfaces_are_as_large_as_the_digest_allows() {
    let Some(digest) = digest() else { return };
    assert!(digest["partitions"]["2"]["maxBytes"].is_null());
    for version in ["3", "4"] {
        for (_, bytes) in object(&digest["partitions"][version]["maxBytes"]) {
            assert_eq!(bytes.as_u64(), Some(crate::check::size::PARTITION as u64));
        }
    }
}
