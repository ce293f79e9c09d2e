//! Contexts and their terms.

use crate::hash::HashMap;

use super::{fact, lines, list};

/// A context.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pub(crate) id: &'static str,
    /// The identifier without its version.
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) reserved: Vec<&'static str>,
    /// The DTDL version that the context brings.
    pub(crate) implies: Option<u8>,
    /// The limit extension's name, and the DTDL version that it is for.
    pub(crate) limits: Option<(&'static str, u8)>,
    terms: HashMap<&'static str, Term>,
}

/// What a term stands for.
#[derive(Debug)]
pub(crate) struct Term {
    /// The identifier.
    pub(crate) id: String,
    /// Its number among the terms of all contexts.
    pub(crate) number: usize,
}

impl Context {
    /// What a term stands for.
    pub(crate) fn term(&self, term: &str) -> Option<&Term> {
        self.terms.get(term)
    }

    pub(crate) fn terms(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.terms.iter().map(|(name, term)| (*name, term.id.as_str()))
    }

    /// The DTDL version, if it is the context of the language itself.
    pub(crate) fn language_version(&self) -> Option<u8> {
        (self.name == "dtmi:dtdl:context")
            .then(|| self.version.parse().ok())
            .flatten()
    }
}

/// All contexts.
#[derive(Debug)]
pub(crate) struct Contexts {
    contexts: Vec<Context>,
    by_uri: HashMap<String, &'static str>,
}

impl Contexts {
    pub(super) fn read(table: &'static str) -> Self {
        let mut contexts: Vec<Context> = Vec::new();
        let mut by_uri: HashMap<String, &'static str> = HashMap::default();
        let (mut form, mut number) = ("", 0);
        for (indent, line) in lines(table) {
            let words: Vec<&'static str> = line.split_whitespace().collect();
            if indent == 0 {
                contexts.extend(read_context(&words));
                continue;
            }
            let Some(context) = contexts.last_mut() else { continue };
            let terms = if indent == 2 {
                form = words.first().copied().unwrap_or_default();
                words.get(2..).unwrap_or_default()
            } else {
                &words
            };
            for term in terms {
                let id = form.replacen('*', term, 1);
                // Of terms that stand for the same, the last one is shown, as by the reference.
                by_uri.insert(id.clone(), *term);
                context.terms.insert(term, Term { id, number });
                number += 1;
            }
        }
        Self { contexts, by_uri }
    }

    /// The context of a version, whatever its minor part: contexts differ by the major one alone.
    pub(crate) fn get(&self, name: &str, version: &str) -> Option<&Context> {
        let major = version.split('.').next();
        self.contexts
            .iter()
            .find(|context| context.name == name && Some(context.version) == major)
    }

    pub(crate) fn language(&self, version: u8) -> Option<&Context> {
        self.contexts
            .iter()
            .find(|context| context.language_version() == Some(version))
    }

    pub(crate) fn with_name<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Context> {
        self.contexts.iter().filter(move |context| context.name == name)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Context> {
        self.contexts.iter()
    }

    /// The term for an identifier, or the identifier itself.
    pub(crate) fn term_or_id<'a>(&self, id: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.by_uri.get(id).copied().unwrap_or(id)
    }

    /// Whether an identifier has a prefix that is reserved in every version of the language.
    pub(crate) fn is_reserved_everywhere(&self, id: &str) -> bool {
        let mut languages = self
            .contexts
            .iter()
            .filter(|context| context.language_version().is_some());
        languages.all(|context| context.reserved.iter().any(|prefix| id.starts_with(prefix)))
    }

    /// Whether an identifier has a prefix that is reserved anywhere.
    pub(crate) fn is_reserved(&self, id: &str) -> bool {
        self.contexts
            .iter()
            .any(|context| context.reserved.iter().any(|prefix| id.starts_with(prefix)))
    }
}

fn read_context(words: &[&'static str]) -> Option<Context> {
    let id = *words.get(1)?;
    let (name, version) = id.split_once(';')?;
    Some(Context {
        id,
        name,
        version,
        reserved: list(fact(words, "reserved"), ','),
        implies: fact(words, "implies").and_then(|version| version.parse().ok()),
        limits: fact(words, "limits")
            .and_then(|limits| limits.split_once(':'))
            .and_then(|(name, version)| Some((name, version.parse().ok()?))),
        terms: HashMap::default(),
    })
}

#[cfg(test)]
mod tests {
    use crate::metamodel::metamodel;

    #[test]
    fn of_terms_that_stand_for_the_same_one_is_shown() {
        let contexts = &metamodel().contexts;
        for version in 1..=3 {
            let id = format!("dtmi:dtdl:extension:quantitativeTypes:v{version}:enum:PowerUnit");
            assert_eq!(contexts.term_or_id(&id), "PowerUnit");
        }
    }
}
