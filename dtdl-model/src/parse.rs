//! The whole way from texts to a model.

use crate::hash::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::build::Builder;
use crate::check::Checker;
use crate::diagnostic::Code;
use crate::elements::{ElementIx, Elements};
use crate::facts::ElementSet;
use crate::json::Tree;
use crate::left_out::{self, LeftOut, Lost};
use crate::not_json::{self, NotJson};
use crate::object_model::Kept;
use crate::read::Reader;
use crate::report::Report;
use crate::resolve::Unresolved;
use crate::scope::Scope;
use crate::source::offset;
use crate::{
    Diagnostic, Dtmi, Model, Options, Resolver, Severity, Source, SourceId, Sources, Span, check, json, resolve,
};

/// What [`parse`] found.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Parsed {
    /// Everything if there is no error; otherwise nothing or, if [`Options::keep_going`] says so, what is sound.
    pub model: Model,
    /// What the model of a set with errors goes without; empty unless [`Options::keep_going`] is set.
    pub left_out: Vec<LeftOut>,
    /// Every mistake, in the order of the texts.
    pub diagnostics: Vec<Diagnostic>,
    /// All texts, those given first, then those resolved.
    pub sources: Sources,
    pub(crate) kept: Kept,
}

impl Parsed {
    /// Whether there is no error.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.diagnostics
            .iter()
            .all(|diagnostic| diagnostic.severity != Severity::Error)
    }

    /// The files read, given ones first: whoever depends on the model rebuilds when one of them changes.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.sources.iter().filter_map(|(_, source)| source.path())
    }
}

/// Parses texts as one model set, resolves what they refer to, and checks every rule of the language.
///
/// ```
/// use dtdl_model::{NoResolver, Options, Source, parse};
///
/// let text = r#"{
///   "@context": "dtmi:dtdl:context;2",
///   "@id": "dtmi:com:example:Thermostat;1",
///   "@type": "Interface",
///   "contents": [{ "@type": "Telemetry", "name": "temperature", "schema": "double" }]
/// }"#;
/// let parsed = parse(vec![Source::new("thermostat.json", text)], &mut NoResolver, &Options::default());
/// assert!(parsed.is_valid());
/// let id = parsed.model.interface("dtmi:com:example:Thermostat;1").unwrap();
/// assert_eq!(parsed.model[id].contents().next().unwrap().name, "temperature");
/// ```
pub fn parse(sources: Vec<Source>, resolver: &mut dyn Resolver, options: &Options) -> Parsed {
    let mut report = Report::default();
    let mut elements = Elements::default();
    let mut all = Sources::default();
    let mut carried = Carried::default();
    elements.expect(&sources);
    for source in sources {
        read(
            source,
            true,
            &mut all,
            &mut elements,
            &mut report,
            (options, &mut carried),
        );
    }
    let mut files: HashSet<PathBuf> = all.iter().filter_map(|(_, source)| source.path().map(plain)).collect();
    let mut seen = 0;
    let mut unresolved = Unresolved::default();
    loop {
        let before = seen;
        seen = elements.references.len();
        let mut missing = resolve::missing(&mut elements, &mut report, before);
        missing.retain(|id| !unresolved.knows(*id));
        if missing.is_empty() {
            break;
        }
        let ids: Vec<Dtmi> = missing.iter().map(|id| elements.id(*id).clone()).collect();
        let answers = resolver.resolve(&ids);
        unresolved.explain(resolver.take_diagnostics(), &elements, &mut report);
        let answers = answers.into_iter().chain(core::iter::repeat(None));
        let mut texts = Vec::with_capacity(missing.len());
        for (answer, id) in answers.zip(&missing) {
            let Some(source) = answer else {
                texts.push(None);
                continue;
            };
            let (name, errors) = (source.name().to_owned(), report.count());
            texts.push(Some(name));
            if source.path().is_some_and(|path| !files.insert(plain(path))) {
                // It was read already: its errors are known.
                continue;
            }
            read(
                source,
                false,
                &mut all,
                &mut elements,
                &mut report,
                (options, &mut carried),
            );
            if report.count() > errors {
                unresolved.failed(*id);
            }
        }
        for (id, text) in missing.into_iter().zip(texts) {
            if elements.at(id).is_none() {
                unresolved.add(id, text);
            }
        }
    }
    drop(carried);
    unresolved.report(&elements, &mut report);
    let judged = judge(&mut elements, &mut report);
    check::size::check(&mut elements, &mut report, &all);
    if options.warns_for_iot_central() {
        check::iot_central::check(&elements, &mut report);
    }
    let diagnostics = report.finish(&all);
    drop(report);
    let sound = diagnostics.iter().all(|found| found.severity != Severity::Error);
    let (model, left_out) = match judged {
        Some(model) if sound => (model, Vec::new()),
        _ if options.keeps_going() => {
            let (out, left_out) = left_out::find(&elements);
            (Builder::new(&elements, &out).finish(), left_out)
        }
        _ => (Model::default(), Vec::new()),
    };
    elements.slim();
    Parsed {
        model,
        left_out,
        diagnostics,
        sources: all,
        kept: Kept::new(elements),
    }
}

/// How many elements are checked before those of them that are complete are modelled: few enough for most caches.
const NEAR: u32 = 512;

/// Checks every element and, as long as nothing is wrong, models each interface once its elements are checked: so they are
/// fetched from memory once. `None` if something is wrong.
fn judge(elements: &mut Elements, report: &mut Report) -> Option<Model> {
    check::link(elements, report);
    let none = ElementSet::default();
    let mut checker = Checker::new(elements, report);
    checker.check_circles();
    let mut builder = checker.found_nothing().then(|| Builder::new(elements, &none));
    let count = elements.list.len() as u32;
    for first in (0..count).step_by(NEAR as usize) {
        let end = count.min(first + NEAR);
        for ix in first..end {
            checker.check(ElementIx(ix));
        }
        if !checker.found_nothing() {
            builder = None;
        }
        if let Some(builder) = &mut builder {
            builder.until(ElementIx(end - 1));
        }
    }
    let unsound = checker.into_unsound();
    let model = builder.map(Builder::finish);
    for ix in unsound {
        check::mark(elements, ix);
    }
    model
}

/// What one text leaves for the next.
#[derive(Default)]
struct Carried {
    refused: HashSet<String>,
    scopes: HashMap<String, Rc<Scope>>,
    nodes: json::Nodes,
}

/// A path without the `./` in front.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

fn read(
    source: Source,
    given: bool,
    all: &mut Sources,
    elements: &mut Elements,
    report: &mut Report,
    (options, carried): (&Options, &mut Carried),
) {
    let id = SourceId(all.sources.len() as u32);
    all.sources.push(source);
    let Some(source) = all.get(id) else { return };
    let text = source.text();
    if text.len() > options.text_limit() {
        report.push(
            Diagnostic::error(
                Code::TEXT_TOO_LARGE,
                format!(
                    "`{}` is {} bytes large; at most {} are read",
                    source.name(),
                    text.len(),
                    options.text_limit()
                ),
            )
            .with_help(
                "split the text, or raise the limit: `--max-size`, `max_size` of the macro and the builder, or \
                     `Options::max_text_size` in the library",
            ),
        );
        elements.lost.push(Lost {
            what: format!("the text `{}`", source.name()),
            id: None,
            parent: None,
        });
        return;
    }
    if let (Err(diagnostic), Some(at)) = (source.check_encoding(), source.broken_at()) {
        report.push_at(*diagnostic, id, Span { start: at, end: at + 1 });
        elements.lost.push(Lost {
            what: format!("the text `{}`", source.name()),
            id: None,
            parent: None,
        });
        return;
    }
    let read = match source.nodes() {
        Some(nodes) => Ok(nodes),
        None => json::parse(text, &mut carried.nodes).map(|()| &carried.nodes),
    };
    match read {
        Ok(nodes) => {
            let tree = Tree::new(text, nodes);
            let mut reader = Reader {
                report,
                elements,
                options,
                given,
                refused: &mut carried.refused,
                scopes: &mut carried.scopes,
                apart: 0,
                compared: 0,
                unusual: tree.is_unusual(),
                tolerant: options.tolerates_solecisms(given),
            };
            reader.text(tree.root(), id);
        }
        Err(error) => {
            let at = offset(text, error.line, error.column);
            let (diagnostic, span) = if error.too_deep {
                let message = format!(
                    "`{}` nests more than {} arrays and objects",
                    source.name(),
                    json::MAX_DEPTH
                );
                let help = "flatten it: no valid model comes near this depth";
                // An empty one is left before the error is noticed.
                let before = text.get(..=at).unwrap_or_default();
                let start = before.rfind(['[', '{']).unwrap_or(at);
                let span = Span { start, end: start + 1 };
                (
                    Diagnostic::error(Code::TOO_DEEPLY_NESTED, message).with_help(help),
                    span,
                )
            } else {
                let NotJson { message, help, span } = not_json::explain(text, &error, at);
                (Diagnostic::error(Code::INVALID_JSON, message).with_help(help), span)
            };
            report.push_at(diagnostic, id, span);
            elements.lost.push(Lost {
                what: format!("the text `{}`", source.name()),
                id: None,
                parent: None,
            });
        }
    }
}
