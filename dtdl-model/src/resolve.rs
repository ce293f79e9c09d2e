//! References to elements: those of the language, those of other texts, those that a resolver supplies.

use crate::hash::{IndexMap, IndexSet};

use crate::Dtmi;
use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements, IdIx, Literal, Reference, Written};
use crate::metamodel::{StandardElement, metamodel};
use crate::model::Texts;
use crate::read::article;
use crate::report::Report;

/// Looks at references from `from` on: adds elements of the language, reports what cannot be, and gives what is
/// missing, each once.
pub(crate) fn missing(elements: &mut Elements, report: &mut Report, from: usize) -> IndexSet<IdIx> {
    let mut missing = IndexSet::default();
    for index in from..elements.references.len() {
        let Some(reference) = elements.references.get(index).copied() else {
            break;
        };
        if elements.at(reference.to).is_some() || missing.contains(&reference.to) {
            continue;
        }
        let to = elements.id(reference.to).clone();
        if standard(elements, to.as_str()).is_some() {
            continue;
        }
        let at = reference.places.1.value();
        if let (Written::Term, Some(class)) = (reference.written, reference.expected()) {
            let written = metamodel().contexts.term_or_id(to.as_str());
            report
                .error(
                    Code::BAD_TYPE,
                    at,
                    format!("`{written}` cannot stand in `{}`", reference.member()),
                )
                .primary(elements.id(reference.from))
                .property(reference.member())
                .secondary(&to)
                .reference(&[reference.places.1.member(), at])
                .help(format!(
                    "here it is {}, by term or identifier, or written out",
                    article(class.name)
                ));
        } else if metamodel().contexts.is_reserved(to.as_str()) {
            report
                .error(
                    Code::UNDEFINED_RESERVED_ID,
                    at,
                    format!("the language defines no `{to}`, and nobody else may"),
                )
                .primary(elements.id(reference.from))
                .property(reference.member())
                .secondary(&to)
                .reference(&[reference.places.1.member(), at])
                .help("refer to an element of the language, or to one with a prefix of your own");
        } else {
            missing.insert(reference.to);
        }
    }
    missing
}

/// Reports references that stayed without an answer.
pub(crate) fn unresolved(elements: &Elements, report: &mut Report, missing: &IndexSet<IdIx>) {
    let mut referring: IndexMap<IdIx, (&Reference, usize)> = IndexMap::default();
    for reference in elements
        .references
        .iter()
        .filter(|reference| missing.contains(&reference.to))
    {
        referring.entry(reference.to).or_insert((reference, 0)).1 += 1;
    }
    for (id, (first, count)) in referring {
        let id = elements.id(id);
        let who = elements
            .at(first.from)
            .and_then(|ix| elements.get(ix))
            .map_or_else(|| format!("`{}`", elements.id(first.from)), crate::read::describe);
        let others = count - 1;
        let mut entry = report
            .error(
                Code::UNRESOLVED_REFERENCE,
                first.places.1.value(),
                format!("`{id}` is defined nowhere, but {who} refers to it"),
            )
            .primary(elements.id(first.from))
            .property(first.member())
            .secondary(id)
            .value(id.as_str());
        let path = crate::Repository::relative_path(id);
        let place = match &path {
            Some(path) => format!("; a repository holds it as {path}"),
            None => String::new(),
        };
        let more = match others {
            0 => String::new(),
            1 => " (one more element refers to it)".to_owned(),
            more => format!(" ({more} more elements refer to it)"),
        };
        entry = entry.help(format!(
            "add the text that defines it, or name the repository that has it{place}{more}"
        ));
        entry.done();
    }
}

/// An element of the language, added when it is first referred to.
pub(crate) fn standard(elements: &mut Elements, id: &str) -> Option<ElementIx> {
    let standard = metamodel().elements.get(id)?;
    add(elements, standard, 0)
}

fn add(elements: &mut Elements, standard: &'static StandardElement, depth: usize) -> Option<ElementIx> {
    if let Some(ix) = elements.find(standard.id) {
        return Some(ix);
    }
    let class = metamodel().classes.get(standard.class)?;
    if depth > 16 {
        return None;
    }
    let cotypes = standard
        .cotypes
        .iter()
        .filter_map(|term| {
            let id = metamodel().contexts.language(standard.version)?.term(term)?;
            metamodel().cotypes.get(id)
        })
        .collect();
    let ix = elements.insert(Element {
        id: Dtmi::from_valid(standard.id),
        class,
        version: standard.version,
        limits: "",
        place: None,
        parent: None,
        partition: None,
        literals: standard
            .symbol
            .map(|symbol| ("symbol", Literal::String(symbol.to_owned())))
            .into_iter()
            .collect(),
        objects: Vec::new(),
        imported: Vec::new(),
        cotypes,
        undefined_types: Vec::new(),
        undefined_properties: Texts::default(),
        members: Vec::new(),
        referrers: Vec::new(),
        given: false,
        sound: true,
    });
    if let Some(parent) = standard.child_of {
        let parent = elements.intern(parent);
        if let Some(element) = elements.get_mut(ix) {
            element.parent = Some((parent, "enumValues"));
            let name = standard.id.rsplit(':').next().unwrap_or_default().to_owned();
            element.literals.push(("name", Literal::String(name)));
        }
        return Some(ix);
    }
    let inner = |elements: &mut Elements, id: &str| {
        let id = match id.starts_with("dtmi:") {
            true => id,
            false => metamodel().contexts.language(standard.version)?.term(id)?,
        };
        add(elements, metamodel().elements.get(id)?, depth + 1)
    };
    if let Some(element) = standard.element {
        let element = inner(elements, element)?;
        elements.get_mut(ix)?.add_value("elementSchema", element);
    }
    for [name, id, value] in &standard.members {
        if standard.class != "Object" {
            continue;
        }
        let field_id = match *id {
            "-" => {
                let parent = elements.intern(standard.id);
                let child = elements.intern_child(parent, "fields", Some(name));
                elements.id(child).clone()
            }
            id => Dtmi::from_valid(id),
        };
        let parent = elements.intern(standard.id);
        let schema = inner(elements, value)?;
        let field = elements.insert(Element {
            id: field_id,
            class: metamodel().classes.get("Field")?,
            version: standard.version,
            limits: "",
            place: None,
            parent: Some((parent, "fields")),
            partition: None,
            literals: vec![("name", Literal::String((*name).to_owned()))],
            objects: vec![("schema", vec![schema])],
            imported: Vec::new(),
            cotypes: Vec::new(),
            undefined_types: Vec::new(),
            undefined_properties: Texts::default(),
            members: Vec::new(),
            referrers: Vec::new(),
            given: false,
            sound: true,
        });
        elements.get_mut(ix)?.add_value("fields", field);
    }
    Some(ix)
}
