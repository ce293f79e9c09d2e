//! What is said while something is generated: at once to people, and in one object to programs.

use std::io::{self, Write as _};

use dtdl_model::Parsed;

use crate::args::Format;
use crate::json::Json;
use crate::{Outcome, output, report};

/// What was said about one output.
pub(super) struct Said {
    /// Where it goes.
    out: String,
    format: Format,
    /// The members of the object, for programs.
    object: Json,
    notes: Vec<String>,
    errors: Vec<String>,
    diff: String,
}

impl Said {
    pub(super) fn new(format: Format, out: String) -> Self {
        Self {
            out,
            format,
            object: Json::object([]),
            notes: Vec::new(),
            errors: Vec::new(),
            diff: String::new(),
        }
    }

    /// What there is to say about the models.
    pub(super) fn models(&mut self, path: &str, parsed: &Parsed, keep_going: bool) -> io::Result<()> {
        match self.format {
            Format::Human => output::tell(&report::human(parsed)),
            Format::Json => {
                self.object = report::json(path, parsed, keep_going);
                Ok(())
            }
        }
    }

    /// What the models go without.
    pub(super) fn left_out(&self, parsed: &Parsed) -> io::Result<()> {
        match self.format {
            Format::Human => output::tell(&report::left_out(parsed)),
            Format::Json => Ok(()),
        }
    }

    pub(super) fn note(&mut self, text: String) -> io::Result<()> {
        match self.format {
            Format::Human => output::tell(&format!("note: {text}\n"))?,
            Format::Json => self.notes.push(text),
        }
        Ok(())
    }

    pub(super) fn error(&mut self, text: String) -> io::Result<()> {
        match self.format {
            Format::Human => output::tell(&format!("error: {text}\n"))?,
            Format::Json => self.errors.push(text),
        }
        Ok(())
    }

    /// What would change.
    pub(super) fn diff(&mut self, text: &str) -> io::Result<()> {
        match self.format {
            Format::Human => output::unless_closed(io::stdout().write_all(text.as_bytes()))?,
            Format::Json => self.diff.push_str(text),
        }
        Ok(())
    }

    /// Nothing more to say.
    pub(super) fn finish(mut self, outcome: Outcome) -> io::Result<Outcome> {
        if self.format == Format::Json {
            let word = if outcome == Outcome::Good { "done" } else { "not done" };
            let texts = |texts: Vec<String>| Json::Array(texts.into_iter().map(Json::from).collect());
            self.object.insert("out", self.out);
            self.object.insert("outcome", word);
            self.object.insert("notes", texts(self.notes));
            self.object.insert("errors", texts(self.errors));
            self.object.insert("diff", self.diff);
            output::unless_closed(io::stdout().write_all(self.object.line().as_bytes()))?;
        }
        output::unless_closed(io::stdout().flush())?;
        Ok(outcome)
    }
}
