//! Diagnostics while they are collected: places are positions of members, turned into spans at the end.

use crate::hash::{HashMap, HashSet, IndexMap};
use core::mem;

use crate::diagnostic::{Code, shortened};
use crate::locate::Located;
use crate::place::{At, Nodes, Part};
use crate::{Diagnostic, Dtmi, Label, Severity, SourceId, Sources, Span};

/// The collector.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) nodes: Nodes,
    pending: Vec<Pending>,
    /// How many errors and warnings of each text are among them.
    shown: HashMap<(SourceId, Severity), usize>,
    /// How many more there are.
    more: IndexMap<(SourceId, Severity), usize>,
    count: usize,
}

/// A diagnostic, its labels, and the places that the reference names if they are others.
type Pending = (Diagnostic, Vec<(At, String)>, Vec<At>);

impl Report {
    /// How many errors there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// An error; its further facts follow.
    #[cold]
    #[inline(never)]
    pub(crate) fn error(&mut self, code: Code, at: At, message: impl Into<String>) -> Entry<'_> {
        self.count += 1;
        self.keep(Diagnostic::error(code, message), at)
    }

    /// A warning; its further facts follow.
    #[cold]
    #[inline(never)]
    pub(crate) fn warning(&mut self, code: Code, at: At, message: impl Into<String>) -> Entry<'_> {
        self.keep(Diagnostic::warning(code, message), at)
    }

    /// What was found elsewhere.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.count += usize::from(diagnostic.severity == Severity::Error);
        self.pending.push((diagnostic, Vec::new(), Vec::new()));
    }

    /// What was found elsewhere, at a place.
    pub(crate) fn push_in(&mut self, diagnostic: Diagnostic, at: At) {
        self.count += usize::from(diagnostic.severity == Severity::Error);
        self.keep(diagnostic, at).done();
    }

    /// Keeps a diagnostic, if there are not too many of the text.
    fn keep(&mut self, mut diagnostic: Diagnostic, at: At) -> Entry<'_> {
        let kind = (at.place.source, diagnostic.severity);
        let shown = self.shown.entry(kind).or_default();
        if *shown == MOST_SHOWN {
            *self.more.entry(kind).or_default() += 1;
            return Entry { slot: None };
        }
        *shown += 1;
        diagnostic.message = shortened(diagnostic.message);
        self.nodes.keep();
        self.pending.push((diagnostic, vec![(at, String::new())], Vec::new()));
        Entry {
            slot: self.pending.last_mut(),
        }
    }

    /// What was found elsewhere, at some bytes of a text.
    pub(crate) fn push_at(&mut self, diagnostic: Diagnostic, source: SourceId, span: Span) {
        self.push(diagnostic.with_label(source, span, ""));
    }

    /// The diagnostics with their spans, ordered by place, each once.
    pub(crate) fn finish(&mut self, sources: &Sources) -> Vec<Diagnostic> {
        let mut pending = mem::take(&mut self.pending);
        for (diagnostic, places, reference) in &mut pending {
            if reference.is_empty() {
                *reference = reference_places(diagnostic.code, places);
            }
        }
        let wanted = pending.iter().flat_map(|(_, places, reference)| {
            let all = places.iter().map(|(at, _)| at).chain(reference);
            all.map(|at| (at.place, at.part.inside()))
        });
        let located = Located::new(&self.nodes, sources, wanted);
        let mut seen = HashSet::default();
        let mut out: Vec<Diagnostic> = Vec::with_capacity(pending.len());
        for (mut diagnostic, places, reference) in pending {
            diagnostic.reference = reference
                .into_iter()
                .filter_map(|at| Some((at.place.source, at.span(&located)?)))
                .collect();
            for (index, (at, text)) in places.into_iter().enumerate() {
                if let Some(span) = at.span(&located) {
                    diagnostic.labels.push(Label {
                        source: at.place.source,
                        span,
                        text,
                        primary: index == 0,
                    });
                }
            }
            let place = diagnostic.primary().map(|label| (label.source, label.span));
            if seen.insert((diagnostic.code, diagnostic.message.clone(), place)) {
                out.push(diagnostic);
            }
        }
        out.sort_by_key(|diagnostic| diagnostic.primary().map(|label| (label.source, label.span.start)));
        for (kind, more) in mem::take(&mut self.more) {
            out.extend(more_mistakes(sources, kind, more));
        }
        out
    }
}

impl At {
    fn span(self, located: &Located) -> Option<Span> {
        let found = located.get(self.place)?;
        match self.part {
            Part::Name => found.name.or(found.value),
            Part::Value | Part::Element => found.value,
            Part::Member => found.member,
            Part::Type | Part::Id | Part::ValueOf(_) => {
                let member = self.part.inside()?;
                located.member(self.place, member).or(found.value)
            }
        }
    }
}

/// Says how many mistakes of a text are not shown.
fn more_mistakes(sources: &Sources, kind: (SourceId, Severity), more: usize) -> Option<Diagnostic> {
    let (source, severity) = kind;
    let name = sources.get(source)?.name();
    let diagnostic = match severity {
        Severity::Error => Diagnostic::error(
            Code::MORE_MISTAKES,
            format!("`{name}` has {more} more mistakes, which are not shown"),
        ),
        Severity::Warning => Diagnostic::warning(
            Code::MORE_MISTAKES,
            format!("`{name}` has {more} more warnings, which are not shown"),
        ),
    };
    Some(diagnostic.with_help(format!("correct the first {MOST_SHOWN}, and look again")))
}

/// How many errors, and how many warnings, in one text are described; the others are only counted, so that a large text with a mistake
/// everywhere needs no more memory than one without.
pub(crate) const MOST_SHOWN: usize = 10_000;

/// The places that the reference names, by the rule that is broken: of two that are alike it names the first one as the
/// primary one, and of a structure the elements as a whole.
fn reference_places(code: Code, labels: &[(At, String)]) -> Vec<At> {
    let places = labels.iter().map(|(at, _)| *at);
    match code {
        Code::NON_UNIQUE_PROPERTY_VALUE | Code::DUPLICATE_DEFINITION => places.rev().collect(),
        Code::EXCESSIVE_DEPTH_WIDE
        | Code::EXCESSIVE_DEPTH_NARROW
        | Code::RECURSIVE_STRUCTURE_WIDE
        | Code::RECURSIVE_STRUCTURE_NARROW
        | Code::EXCLUDED_TYPE
        | Code::EXCESSIVE_COUNT
        | Code::NO_MATCHING_SUPPLEMENTAL_PROPERTY
        | Code::MATCHING_PROPERTY_NOT_SUPPLEMENTAL
        | Code::DISALLOWED_TYPE
        | Code::NOT_SIBLING_REQUIRED_TYPE => places.map(At::whole).collect(),
        Code::LANG_STRING_ELEMENT_ID => places.map(|at| at.place.id()).collect(),
        Code::LANG_STRING_ELEMENT_TYPE => places.map(|at| at.place.types()).collect(),
        // The member, then the value: in an array they stand on different lines.
        Code::BAD_DTMI_OR_TERM | Code::REF_NOT_STRING_OR_OBJECT | Code::REF_OBJECT_NOT_ALLOWED => {
            let members = places.clone().map(|at| at.place.member());
            members.chain(places).collect()
        }
        Code::INCORRECT_PROPERTY_VALUE | Code::WRONG_PARENT => places.map(|at| at.place.member()).collect(),
        _ => Vec::new(),
    }
}

/// An error being described.
pub(crate) struct Entry<'r> {
    slot: Option<&'r mut Pending>,
}

impl Entry<'_> {
    fn with(mut self, change: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some((diagnostic, ..)) = self.slot.as_deref_mut() {
            change(diagnostic);
        }
        self
    }

    pub(crate) fn primary(self, id: &Dtmi) -> Self {
        self.with(|diagnostic| diagnostic.primary_id = Some(id.clone()))
    }

    pub(crate) fn primary_opt(self, id: Option<&Dtmi>) -> Self {
        self.with(|diagnostic| diagnostic.primary_id = id.cloned())
    }

    pub(crate) fn secondary(self, id: &Dtmi) -> Self {
        self.with(|diagnostic| diagnostic.secondary_id = Some(id.clone()))
    }

    pub(crate) fn property(self, name: impl Into<String>) -> Self {
        self.with(|diagnostic| diagnostic.property = Some(name.into()))
    }

    pub(crate) fn value(self, value: impl Into<String>) -> Self {
        self.with(|diagnostic| diagnostic.value = Some(value.into()))
    }

    pub(crate) fn fact(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(|diagnostic| diagnostic.facts.push((name, value.into())))
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.with(|diagnostic| diagnostic.help = Some(shortened(help.into())))
    }

    /// What takes long to find is only looked for if it is shown.
    pub(crate) fn help_with(self, help: impl FnOnce() -> String) -> Self {
        self.with(|diagnostic| diagnostic.help = Some(shortened(help())))
    }

    pub(crate) fn label(mut self, at: At, text: impl Into<String>) -> Self {
        if let Some((_, places, _)) = self.slot.as_deref_mut() {
            places.push((at, text.into()));
        }
        self
    }

    /// The places that the reference names, where they are not those that are underlined: first the primary one.
    pub(crate) fn reference(mut self, places: &[At]) -> Self {
        if let Some((.., reference)) = self.slot.as_deref_mut() {
            reference.extend(places);
        }
        self
    }

    /// Nothing more to say.
    pub(crate) fn done(self) {}
}
