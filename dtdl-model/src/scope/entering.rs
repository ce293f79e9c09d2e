//! Contexts as they are entered: which versions and extensions they bring, and what is wrong with them.

use std::rc::Rc;

use super::specifier::version_help;
use super::{LANGUAGE, Quit, Scope};
use crate::diagnostic::Code;
use crate::json::Json;
use crate::metamodel::{Context, metamodel};
use crate::options::Options;
use crate::place::{At, Nodes, Place};
use crate::report::Report;

/// A context being entered.
pub(crate) struct Entering<'r> {
    pub(crate) report: &'r mut Report,
    pub(crate) options: &'r Options,
}

impl Entering<'_> {
    /// The scope inside an object that states `context`; `place` is the member's.
    pub(crate) fn enter(
        &mut self,
        outer: Option<&Rc<Scope>>,
        context: Json<'_>,
        place: Place,
    ) -> Result<Rc<Scope>, Quit> {
        let mut components: Vec<(Json<'_>, At)> = Vec::new();
        match context {
            Json::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    components.push((value, self.report.nodes.below(place, index).value()));
                }
            }
            single => components.push((single, place.value())),
        }
        if components.is_empty() {
            return match outer {
                Some(outer) => Ok(Rc::clone(outer)),
                None => {
                    self.report
                        .error(Code::EMPTY_CONTEXT, place.name(), "`@context` is empty")
                        .help("start it with the DTDL version, for example \"dtmi:dtdl:context;2\"");
                    Err(Quit)
                }
            };
        }
        self.components(outer, &components)
    }

    fn components(&mut self, outer: Option<&Rc<Scope>>, components: &[(Json<'_>, At)]) -> Result<Rc<Scope>, Quit> {
        let contexts = &metamodel().contexts;
        let remote = |index: usize| match components.get(index) {
            Some((Json::String(text), at)) => Some((&**text, *at)),
            _ => None,
        };
        let mut scope: Option<Scope> = outer.map(|outer| (**outer).clone());
        let mut next = 0;
        let mut preface: Vec<&'static Context> = Vec::new();
        while let Some((text, _)) = remote(next) {
            let implied = contexts
                .iter()
                .find(|context| context.id == text && context.implies.is_some());
            match implied {
                Some(context) => preface.push(context),
                None => break,
            }
            next += 1;
        }
        while let Some((text, at)) = remote(next).filter(|(text, _)| text.starts_with(LANGUAGE)) {
            let (language, version, limited) = self.language(text, at)?;
            next += 1;
            let (limits, limited_by) = if limited {
                ("", text)
            } else {
                let limits = match remote(next) {
                    Some((by, at)) => self.limits(by, at, version)?.map(|limits| (limits, by)),
                    None => None,
                };
                let Some(limits) = limits else {
                    self.report
                        .error(
                            Code::MISSING_LIMIT_CONTEXT,
                            at,
                            format!("`{text}` is not followed by a context that says the limits"),
                        )
                        .value(text)
                        .fact("Restriction", version.to_string())
                        .help(format!(
                            "put \"{LANGUAGE}{version}#limits\" or a limit extension behind it"
                        ));
                    return Err(Quit);
                };
                next += 1;
                limits
            };
            let before = scope.take();
            scope = Some(Scope {
                version,
                language,
                affiliates: before
                    .as_ref()
                    .map(|scope| scope.affiliates.clone())
                    .unwrap_or_default(),
                unrecognized: before.is_some_and(|scope| scope.unrecognized),
                limits,
                limited_by: limited_by.into(),
            });
        }
        let Some(mut scope) = scope else {
            self.no_version(components);
            return Err(Quit);
        };
        scope
            .affiliates
            .retain(|known| preface.iter().all(|context| context.name != known.name));
        scope.affiliates.extend(preface);

        let others = components.get(next..).unwrap_or_default();
        if let Some((Json::Object(_), at)) = others.last() {
            self.report
                .error(
                    Code::DISALLOWED_LOCAL_CONTEXT,
                    *at,
                    "DTDL does not allow terms to be defined in a model",
                )
                .fact("Restriction", scope.version.to_string())
                .help("name contexts by their identifiers only");
            return Err(Quit);
        }
        for (component, at) in others {
            let Json::String(text) = component else {
                self.report
                    .error(
                        Code::LOCAL_CONTEXT_NOT_LAST,
                        *at,
                        "definitions of terms must stand last in `@context`",
                    )
                    .help("name contexts by their identifiers only");
                return Err(Quit);
            };
            match self.affiliate(text, *at, scope.version)? {
                Some(context) => {
                    scope.affiliates.retain(|known| known.name != context.name);
                    scope.affiliates.push(context);
                }
                None => scope.unrecognized = true,
            }
        }
        Ok(Rc::new(scope))
    }

    #[cold]
    fn no_version(&mut self, components: &[(Json<'_>, At)]) {
        let first = components
            .first()
            .map_or_else(|| Nodes::top(crate::SourceId(0)).value(), |(_, at)| *at);
        let mut later = components.iter().filter_map(|(component, at)| match component {
            Json::String(text) if text.starts_with(LANGUAGE) => Some((*text, *at)),
            _ => None,
        });
        let (at, help) = match (later.next(), components.first()) {
            (Some((text, at)), _) => (at, format!("move \"{text}\" to the front")),
            (None, Some((Json::String(text), at))) => (*at, version_help(text)),
            (None, _) => (first, version_help("")),
        };
        self.report
            .error(
                Code::MISSING_DTDL_CONTEXT,
                at,
                "`@context` does not start with a DTDL version",
            )
            .reference(&[first])
            .help(help);
    }
}
