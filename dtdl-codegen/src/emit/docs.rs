//! Documentation: texts of the model, safe in Markdown, rustdoc and clippy.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Docs;

/// So that, where documentation is indented most, in a type's methods in a module inside, no line is wider than 100.
const WIDTH: usize = 85;

/// The documentation of an element; `fallback`, in Markdown, stands when the model says nothing, unless it is empty.
pub(super) fn attributes(docs: &Docs, fallback: &str) -> TokenStream {
    with_facts(text(docs).unwrap_or_else(|| fallback.to_owned()), docs)
}

/// The documentation of an enum's value: its text, or its name if there is none, with what goes over the wire.
pub(super) fn of_value(docs: &Docs, name: &str, wire: &str) -> TokenStream {
    let text = match text(docs) {
        Some(text) => with_code(&text, wire),
        None if name == wire => format!("{}.", code(name)),
        None => format!("{} ({}).", code(name), code(wire)),
    };
    with_facts(text, docs)
}

/// A text with a code behind its first paragraph, within the sentence.
fn with_code(text: &str, wire: &str) -> String {
    let (first, rest) = text
        .split_at_checked(text.find("\n\n").unwrap_or(text.len()))
        .unwrap_or((text, ""));
    let sentence = first.trim_end_matches(['.', ':', '!', '?']);
    let end = first.strip_prefix(sentence).unwrap_or_default();
    format!("{sentence} ({}){end}{rest}", code(wire))
}

fn with_facts(mut text: String, docs: &Docs) -> TokenStream {
    for fact in &docs.facts {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&sentence(fact));
    }
    markdown(&text)
}

/// What the model says of an element, if it says anything.
fn text(docs: &Docs) -> Option<String> {
    let texts = docs.title.iter().chain(&docs.description);
    let texts = texts.map(|text| sentence(&prose(text)));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
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

/// A text of the model as Markdown that shows it literally: paragraphs stay, other white space is one blank, and names
/// with underscores and addresses are code.
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
    // Where a line starts with this, a heading of ours is meant.
    if word == "#" {
        return r"\#".to_owned();
    }
    let address = ["https://", "http://"].iter().find_map(|scheme| word.find(scheme));
    if let Some((before, rest)) = address.and_then(|at| word.split_at_checked(at)) {
        let end = |c: char| !c.is_alphanumeric() && !matches!(c, '/' | '_' | '-' | '#' | '=' | '&');
        let address = rest.trim_end_matches(end);
        let after = rest.strip_prefix(address).unwrap_or_default();
        return format!("{}`{}`{}", names(before), address.replace('`', "'"), names(after));
    }
    names(word)
}

/// A text in which each name with an underscore is code, and everything else is what it says.
fn names(text: &str) -> String {
    if !text.contains('_') {
        return escape(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = rest.find(|c| is_name(c) != is_name(first)).unwrap_or(rest.len());
        let (run, more) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if run.contains('_') && run.contains(char::is_alphanumeric) {
            out.extend(["`", run, "`"]);
        } else {
            out.push_str(&escape(run));
        }
        rest = more;
    }
    out
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
    use super::{lines, prose, with_code};

    #[test]
    fn markup_is_shown_literally() {
        assert_eq!(prose("see [x] <b> & a*b"), r"see \[x\] \<b\> \& a\*b");
        assert_eq!(
            prose("a LoRaWAN device of TempReport::<Major>.<Minor>"),
            r"a LoRaWAN device of TempReport::\<Major\>.\<Minor\>"
        );
    }

    #[test]
    fn names_with_underscores_and_addresses_become_code_without_what_stands_around_them() {
        assert_eq!(
            prose("the max_temp (https://a.b/c_d?e=f)."),
            "the `max_temp` (`https://a.b/c_d?e=f`)."
        );
        assert_eq!(
            prose("(… dl_period/ul_period)/. <a_b> __ _c"),
            r"(… `dl_period`/`ul_period`)/. \<`a_b`\> \_\_ `_c`"
        );
        assert_eq!(prose("see:http://a.b`,"), r"see:`http://a.b`\`,");
    }

    #[test]
    fn no_text_of_a_model_starts_a_list_a_code_block_or_a_heading() {
        assert_eq!(lines(&prose("    - a\n    1. b")), [" \\- a 1. b"]);
        assert_eq!(lines("1. b"), [" 1\\. b"]);
        assert_eq!(lines(&prose("# no heading")), [" \\# no heading"]);
        assert_eq!(lines("# Errors"), [" # Errors"]);
    }

    #[test]
    fn a_value_is_shown_within_the_first_paragraph() {
        assert_eq!(with_code("Activated.", "1"), "Activated (`1`).");
        assert_eq!(
            with_code("Is it on?\n\nPerhaps.", "a`b"),
            "Is it on (`a'b`)?\n\nPerhaps."
        );
        assert_eq!(with_code("(on)", "1"), "(on) (`1`)");
    }

    #[test]
    fn paragraphs_stay() {
        assert_eq!(prose("a\r\n\r\nb"), "a\n\nb");
    }
}
