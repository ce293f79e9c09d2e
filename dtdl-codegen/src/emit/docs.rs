//! Documentation: texts of the model, safe in Markdown, rustdoc and clippy.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Docs;

const WIDTH: usize = 100;

/// The documentation of an element; `fallback`, in Markdown, stands when the model says nothing, unless it is empty.
pub(super) fn attributes(docs: &Docs, fallback: &str) -> TokenStream {
    let text = docs.description.as_deref().or(docs.title.as_deref());
    let mut paragraphs: Vec<String> = text.map(|text| sentence(&prose(text))).into_iter().collect();
    if paragraphs.iter().all(String::is_empty) {
        paragraphs = vec![fallback.to_owned()];
    }
    paragraphs.extend(docs.facts.iter().map(|fact| sentence(fact)));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    markdown(&paragraphs.join("\n\n"))
}

/// Lines of Markdown as documentation.
pub(super) fn markdown(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// What the reader may want to change, as a section of its own behind other documentation.
pub(super) fn notes(notes: &[String]) -> TokenStream {
    let notes = notes.iter().map(|note| {
        let mut rest = note.chars();
        let first = rest.next().map(|first| first.to_uppercase().to_string());
        sentence(&format!("{}{}", first.unwrap_or_default(), rest.as_str()))
    });
    let notes: Vec<String> = notes.collect();
    markdown(&format!("\n# Notes\n\n{}", notes.join("\n\n")))
}

/// A text of the model as Markdown that shows it literally: paragraphs stay, other white space is one blank, and what
/// looks like code (`tempReport`, a URL) becomes code.
pub(crate) fn prose(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    let mut paragraphs: Vec<Vec<String>> = vec![Vec::new()];
    for line in clean.lines() {
        if line.trim().is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(last) = paragraphs.last_mut() {
            last.extend(line.split_whitespace().map(word));
        }
    }
    let paragraphs: Vec<String> = paragraphs
        .into_iter()
        .filter(|words| !words.is_empty())
        .map(|words| words.join(" "))
        .collect();
    paragraphs.join("\n\n")
}

/// Characters that cannot be seen, and that lints refuse in source text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A text of the model as code.
pub(crate) fn code(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '`' => '\'',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    format!("`{}`", clean.trim())
}

/// A number, in few digits.
pub(crate) fn number(value: f64) -> String {
    if value == 0.0 || (1e-5..1e16).contains(&value.abs()) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}

/// A text with a full stop behind it, if it has none.
pub(crate) fn sentence(text: &str) -> String {
    match text.chars().next_back() {
        Some(last) if last.is_alphanumeric() || matches!(last, '`' | ')' | '%' | '"') => format!("{text}."),
        _ => text.to_owned(),
    }
}

/// One word, its punctuation outside of the code.
fn word(word: &str) -> String {
    let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | '/');
    let core = word.trim_matches(is_edge);
    if word == "#" {
        // Alone it would begin a heading.
        return "\\#".to_owned();
    }
    if core.is_empty() || !looks_like_code(core) {
        return escape(word);
    }
    let (before, after) = match word.split_once(core) {
        Some((before, after)) => (before, after),
        None => ("", ""),
    };
    // A call keeps its parentheses.
    let (call, after) = after.strip_prefix("()").map_or(("", after), |rest| ("()", rest));
    format!("{}`{}{call}`{}", escape(before), core.replace('`', "'"), escape(after))
}

fn looks_like_code(core: &str) -> bool {
    core.contains(['_', '<', '>', '[', ']', '{', '}', '`', '\\', '|', '*'])
        || core.contains("::")
        || core.contains(":/")
        || core.starts_with("http:")
        || core.split(|c: char| !c.is_alphanumeric()).any(is_camel_case)
}

fn is_camel_case(word: &str) -> bool {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let lower = word.chars().filter(|c| c.is_lowercase()).count();
    word.starts_with(char::is_uppercase) && upper > 1 && lower > 0
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Wrapped lines, each with the blank that stands before it in a doc comment.
fn lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let mut current = String::new();
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            if current.is_empty() {
                current = format!(" {}", line_start(word));
            } else if current.chars().count() + 1 + word.chars().count() > WIDTH {
                out.push(core::mem::replace(&mut current, format!(" {}", line_start(word))));
            } else {
                current.push(' ');
                current.push_str(word);
            }
        }
        out.push(current);
    }
    out
}

/// A word at the start of a line must not begin a list, a heading or a rule. `# Errors` is meant as it stands.
fn line_start(word: &str) -> String {
    if word == "#" {
        return word.to_owned();
    }
    if word.starts_with(['-', '+', '#', '=']) {
        return format!("\\{word}");
    }
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    match word.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{lines, prose};

    #[test]
    fn markup_is_shown_literally() {
        assert_eq!(prose("see [x] <b> & a*b"), r"see \[x\] \<b\> \& `a*b`");
    }

    #[test]
    fn identifiers_and_addresses_become_code() {
        assert_eq!(
            prose("the tempReport of TempReport, max_temp (https://a.b/c)."),
            "the tempReport of `TempReport`, `max_temp` (`https://a.b/c`)."
        );
    }

    #[test]
    fn nothing_starts_a_list_or_a_code_block() {
        assert_eq!(lines(&prose("    - a\n    1. b")), [" \\- a 1. b"]);
        assert_eq!(lines("1. b"), [" 1\\. b"]);
        assert_eq!(lines(&prose("# a #b")), [" \\# a #b"]);
    }

    #[test]
    fn paragraphs_stay() {
        assert_eq!(prose("a\r\n\r\nb"), "a\n\nb");
    }
}
