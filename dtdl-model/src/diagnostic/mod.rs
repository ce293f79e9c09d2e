//! What is wrong with a text, where, and what to do.

mod codes;
mod render;
mod shown;

pub use codes::Code;
pub use shown::printable;
pub(crate) use shown::{cut, is_hidden, shortened};

use core::{error, fmt};

use crate::{Dtmi, SourceId, Sources, Span};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// The model is not valid.
    Error,
    /// The model is valid, but probably not what was meant.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// A place that a [`Diagnostic`] points at.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The text.
    pub source: SourceId,
    /// The bytes in it.
    pub span: Span,
    /// What is there; may be empty.
    pub text: String,
    /// Whether this is the place of the mistake, and not one that helps to understand it.
    pub primary: bool,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that is broken.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where; the primary place first. Empty if the mistake is in no text, as when a file is missing.
    pub labels: Vec<Label>,
    /// The element at fault.
    pub primary_id: Option<Dtmi>,
    /// Another element that has to do with it.
    pub secondary_id: Option<Dtmi>,
    /// The member at fault.
    pub property: Option<String>,
    /// The value at fault.
    pub value: Option<String>,
    /// Further facts, by the reference's names (`AuxProperty`, `Type`, `Restriction` …).
    pub(crate) facts: Vec<(&'static str, String)>,
    /// The places that the reference names, if they are not those of the labels.
    pub(crate) reference: Vec<(SourceId, Span)>,
}

impl Diagnostic {
    /// An error that stands in no text yet, as a [`Resolver`](crate::Resolver) may have to tell.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A warning that stands in no text yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: Code, message: String) -> Self {
        Self {
            code,
            severity,
            message,
            help: None,
            labels: Vec::new(),
            primary_id: None,
            secondary_id: None,
            property: None,
            value: None,
            facts: Vec::new(),
            reference: Vec::new(),
        }
    }

    /// With what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a place: the first one is that of the mistake, others help to understand it.
    #[must_use]
    pub fn with_label(mut self, source: SourceId, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            source,
            span,
            text: text.into(),
            primary: self.labels.is_empty(),
        });
        self
    }

    /// The place of the mistake.
    #[must_use]
    pub fn primary(&self) -> Option<&Label> {
        self.labels.iter().find(|label| label.primary)
    }

    /// The primary and the secondary place as the reference parser reports them: often a whole element, where the
    /// labels underline no more than a person has to look at.
    #[must_use]
    pub fn reference_places(&self) -> [Option<(SourceId, Span)>; 2] {
        let label = |primary| {
            let label = self.labels.iter().find(|label| label.primary == primary);
            label.map(|label| (label.source, label.span))
        };
        let known = |index| self.reference.get(index).copied();
        [known(0).or_else(|| label(true)), known(1).or_else(|| label(false))]
    }

    /// A further fact by the reference parser's name for it: `AuxProperty`, `Type`, `Restriction`, `Transformation`.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The diagnostic as plain text: message, place, excerpt with carets, help. No newline at the end.
    #[must_use]
    pub fn render(&self, sources: &Sources) -> String {
        render::render(self, sources)
    }
}

/// One line: severity, code and message. [`Diagnostic::render`] also shows the place and what to do.
///
/// ```
/// # use dtdl_model::Source;
/// fn read() -> Result<Source, Box<dyn std::error::Error>> {
///     Ok(Source::read("no/such/file.json")?)
/// }
/// let error = read().unwrap_err().to_string();
/// assert!(error.starts_with("error["), "{error}");
/// ```
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, printable(&self.message))
    }
}

impl error::Error for Diagnostic {}
