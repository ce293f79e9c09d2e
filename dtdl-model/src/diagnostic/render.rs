//! Diagnostics as text, in the way rustc shows its own.

use core::fmt::Write as _;
use core::ops::Range;

use super::{is_hidden, printable};
use crate::{Diagnostic, Label, Location, Source, Sources, Span};

/// The widest excerpt, in characters; longer lines are cut around the place.
const WIDTH: usize = 110;

pub(super) fn render(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut out = diagnostic.to_string();
    let mut labels: Vec<Placed<'_>> = diagnostic
        .labels
        .iter()
        .filter_map(|label| Placed::new(label, sources))
        .collect();
    let margin = labels
        .iter()
        .map(|label| label.start.line.to_string().len())
        .max()
        .unwrap_or(1);
    let primary = labels
        .iter()
        .position(|label| label.label.primary)
        .map(|at| labels.remove(at));
    if let Some(primary) = primary {
        let (same, others): (Vec<_>, Vec<_>) = labels
            .into_iter()
            .partition(|label| label.label.source == primary.label.source);
        excerpt(&mut out, margin, &primary, &same);
        for other in &others {
            excerpt(&mut out, margin, other, &[]);
        }
    }
    if let Some(help) = &diagnostic.help {
        let help = printable(help);
        let _ = write!(out, "\n{:margin$} = help: {help}", "");
    }
    out
}

struct Placed<'a> {
    label: &'a Label,
    source: &'a Source,
    start: Location,
}

impl<'a> Placed<'a> {
    fn new(label: &'a Label, sources: &'a Sources) -> Option<Self> {
        let source = sources.get(label.source)?;
        Some(Self {
            label,
            source,
            start: source.location(label.span.start),
        })
    }
}

/// `-->`, then the lines of the labels with what is meant underlined.
fn excerpt(out: &mut String, margin: usize, first: &Placed<'_>, others: &[Placed<'_>]) {
    let arrow = if first.label.primary { "-->" } else { ":::" };
    let Location { line, column } = first.start;
    let name = printable(first.source.name());
    let _ = write!(out, "\n{:margin$}{arrow} {name}:{line}:{column}", "");
    let mut all: Vec<&Placed<'_>> = others.iter().collect();
    all.push(first);
    all.sort_by_key(|placed| placed.start);
    let _ = write!(out, "\n{:margin$} |", "");
    let mut shown: Option<(usize, Range<usize>)> = None;
    for placed in all {
        if shown.as_ref().is_some_and(|(line, _)| line + 1 < placed.start.line) {
            out.push_str("\n...");
        }
        let view = shown
            .take()
            .filter(|(line, view)| *line == placed.start.line && view.contains(&placed.start.column))
            .map(|(_, view)| view);
        let view = underline(out, margin, placed, view);
        shown = Some((placed.start.line, view));
    }
}

/// Writes the line, unless the part of it that is in view is given, and what is meant under it; gives that part.
fn underline(out: &mut String, margin: usize, placed: &Placed<'_>, view: Option<Range<usize>>) -> Range<usize> {
    let text = placed.source.text();
    let Location { line, column } = placed.start;
    let Span { start: offset, end } = placed.label.span;
    let (behind, ahead) = text.split_at_checked(offset).unwrap_or((text, ""));
    // A line may be as long as the text: only what may be in view is looked at.
    let in_line = |part: &str| -> String { part.chars().take_while(|c| *c != '\n').take(WIDTH + 1).collect() };
    let rest = in_line(ahead);
    let rest = rest.trim_end_matches('\r');
    let start = column - 1;
    let length = start + rest.chars().count();
    let marked = text
        .get(offset..end.min(text.len()))
        .map_or(1, |part| in_line(part).trim_end().chars().count())
        .max(1);
    // A long line is cut so that what is marked stays in view.
    let left = if let Some(view) = &view {
        view.start
    } else if length <= WIDTH || start + marked.min(WIDTH / 2) + 10 <= WIDTH {
        0
    } else {
        start.saturating_sub(WIDTH / 3)
    };
    let right = (left + WIDTH).min(length);
    let back = behind
        .chars()
        .rev()
        .take(start.saturating_sub(left))
        .map(char::len_utf8)
        .sum::<usize>();
    let before_it = behind.get(behind.len() - back..).unwrap_or_default();
    let shown = before_it.chars().chain(rest.chars()).take(right - left);
    let text: String = shown.map(visible).collect();
    let before = if left > 0 { "..." } else { "" };
    let after = if right < length { "..." } else { "" };
    if view.is_none() {
        let _ = write!(out, "\n{line:margin$} | {before}{}{after}", text.trim_end());
    }
    let indent = start.saturating_sub(left) + before.len();
    let marked = marked.min((left + WIDTH).saturating_sub(start)).max(1);
    let mark = if placed.label.primary { "^" } else { "-" }.repeat(marked);
    let note = match placed.label.text.as_str() {
        "" => String::new(),
        note => format!(" {}", printable(note)),
    };
    let _ = write!(out, "\n{:margin$} | {:indent$}{mark}{note}", "", "");
    left..right
}

/// A letter as it may be shown: what would steer the terminal, or turn the line around, is not.
fn visible(letter: char) -> char {
    match letter {
        '\t' => ' ',
        letter if is_hidden(letter) => char::REPLACEMENT_CHARACTER,
        letter => letter,
    }
}
