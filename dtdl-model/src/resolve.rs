//! References to elements: those of the language, those of other texts, those that a resolver supplies.

use smallvec::SmallVec;

use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements, IdIx, Reference, Written};
use crate::hash::{HashMap, HashSet, IndexMap, IndexSet};
use crate::metamodel::{Name, metamodel};
use crate::read::article;
use crate::report::Report;
use crate::{Diagnostic, Severity, suggest};

/// Looks at references from `from` on: adds elements of the language, reports what cannot be, and gives what is
/// missing, each once.
pub(crate) fn missing(elements: &mut Elements, report: &mut Report, from: usize) -> IndexSet<IdIx> {
    let mut missing = IndexSet::default();
    for index in from..elements.references.len() {
        let Some(reference) = elements.references.get(index).copied() else {
            break;
        };
        if reference.written == Written::Element {
            // It stands there.
            continue;
        }
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
                    match metamodel().classes.get(written) {
                        Some(_) => format!("`{written}` is a type, and is no value of `{}`", reference.member()),
                        None => format!(
                            "`{written}` cannot stand in `{}`: it is not {}",
                            reference.member(),
                            article(class.name)
                        ),
                    },
                )
                .primary(elements.id(reference.from))
                .property(reference.member())
                .secondary(&to)
                .reference(&[reference.places.1.member(), at])
                .help_with(|| {
                    let known = suggest::language_terms(class, reference.version);
                    match suggest::closest(written, known.iter().copied()) {
                        Some(close) => format!("did you mean `{close}`?"),
                        None => suggest::term_help(written, class, &known, reference.version),
                    }
                });
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

/// Identifiers that stay without a definition.
#[derive(Debug, Default)]
pub(crate) struct Unresolved {
    /// With the text that was to define it.
    ids: IndexMap<IdIx, Option<String>>,
    /// Those whose definition is there, but has errors: that nobody finds it only follows.
    failed: HashSet<IdIx>,
}

impl Unresolved {
    pub(crate) fn knows(&self, id: IdIx) -> bool {
        self.ids.contains_key(&id)
    }

    pub(crate) fn add(&mut self, id: IdIx, text: Option<String>) {
        self.ids.insert(id, text);
    }

    pub(crate) fn failed(&mut self, id: IdIx) {
        self.failed.insert(id);
    }

    /// Reports what kept a resolver from an answer, where the reference stands that it was asked for.
    pub(crate) fn explain(&mut self, diagnostics: Vec<Diagnostic>, elements: &Elements, report: &mut Report) {
        if diagnostics.is_empty() {
            return;
        }
        let mut first: HashMap<IdIx, &Reference> = HashMap::default();
        for reference in &elements.references {
            first.entry(reference.to).or_insert(reference);
        }
        for mut diagnostic in diagnostics {
            let id = diagnostic.secondary_id.as_ref();
            let reference = id
                .and_then(|id| elements.number(id.as_str()))
                .and_then(|id| first.get(&id).copied());
            let Some(reference) = reference.filter(|_| diagnostic.labels.is_empty()) else {
                report.push(diagnostic);
                continue;
            };
            if diagnostic.severity == Severity::Error {
                self.failed.insert(reference.to);
            }
            diagnostic.primary_id = Some(elements.id(reference.from).clone());
            diagnostic.property = Some(reference.member().to_owned());
            let who = who(elements, reference);
            diagnostic.message = format!("{}, but {who} refers to it", diagnostic.message);
            report.push_in(diagnostic, reference.places.1.value());
        }
    }

    /// Reports references that stayed without an answer, each identifier once.
    pub(crate) fn report(mut self, elements: &Elements, report: &mut Report) {
        let lost = elements
            .lost
            .iter()
            .filter_map(|lost| elements.number(lost.id.as_deref()?));
        self.failed.extend(lost);
        self.ids.retain(|id, _| !self.failed.contains(id));
        if self.ids.is_empty() {
            return;
        }
        let mut referring: IndexMap<IdIx, (&Reference, usize)> = IndexMap::default();
        for reference in &elements.references {
            if self.ids.contains_key(&reference.to) {
                referring.entry(reference.to).or_insert((reference, 0)).1 += 1;
            }
        }
        for (id, text) in &self.ids {
            let Some((first, count)) = referring.get(id) else {
                continue;
            };
            let (id, who) = (elements.id(*id), who(elements, first));
            let more = match count - 1 {
                0 => String::new(),
                1 => " (one more element refers to it)".to_owned(),
                more => format!(" ({more} more elements refer to it)"),
            };
            let (message, help) = match (text, crate::Repository::relative_path(id)) {
                (Some(text), _) => (
                    format!("`{id}` is not defined in `{text}`, but {who} refers to it"),
                    "correct the identifier, here or there".to_owned(),
                ),
                (None, path) => {
                    let place = path.map_or_else(String::new, |path| format!("; a repository holds it as {path}"));
                    (
                        format!("`{id}` is defined nowhere, but {who} refers to it"),
                        format!("add the file that defines it, or name the repository that has it{place}"),
                    )
                }
            };
            report
                .error(Code::UNRESOLVED_REFERENCE, first.places.1.value(), message)
                .primary(elements.id(first.from))
                .property(first.member())
                .secondary(id)
                .value(id.as_str())
                .help(format!("{help}{more}"))
                .done();
        }
    }
}

/// The element that refers, in words.
fn who(elements: &Elements, reference: &Reference) -> String {
    elements
        .at(reference.from)
        .and_then(|ix| elements.get(ix))
        .map_or_else(|| format!("`{}`", elements.id(reference.from)), crate::read::describe)
}

/// An element of the language, added with all that it refers to when it is first referred to.
pub(crate) fn standard(elements: &mut Elements, id: &str) -> Option<ElementIx> {
    let standard = metamodel().elements.get(id)?;
    if let Some(ix) = elements.find(standard.id) {
        return Some(ix);
    }
    let cotypes = standard.cotypes.iter();
    let parent = standard.child_of.as_ref();
    let parent = parent.map(|(parent, member)| (elements.intern(parent), Name::of(member)));
    let id = elements.intern(standard.id);
    let element = Element {
        id: elements.id(id).clone(),
        class: metamodel().classes.get(standard.class)?,
        version: standard.version,
        place: None,
        parent,
        partition: None,
        literals: standard
            .literals
            .iter()
            .map(|(name, literal)| (Name::of(name), literal.clone()))
            .collect(),
        objects: SmallVec::new(),
        cotypes: cotypes.filter_map(|id| metamodel().cotypes.get(id)).collect(),
        rare: None,
        referrers: SmallVec::new(),
        named_by_place: false,
        given: false,
        sound: true,
    };
    let ix = elements.define(id, element);
    for (member, id) in &standard.references {
        let value = self::standard(elements, id)?;
        elements.get_mut(ix)?.add_value(Name::of(member), value);
    }
    Some(ix)
}
