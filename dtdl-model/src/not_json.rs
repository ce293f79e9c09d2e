//! Why a text is not JSON, in words that help.

use crate::Span;
use crate::json::JsonError;

/// What is wrong, what to do, and the bytes where.
pub(crate) struct NotJson {
    pub(crate) message: String,
    pub(crate) help: String,
    pub(crate) span: Span,
}

/// Explains an error that serde_json found at a byte offset.
pub(crate) fn explain(text: &str, error: &JsonError, at: usize) -> NotJson {
    let found = |message: String, help: &str| NotJson {
        message,
        help: help.to_owned(),
        span: byte(at),
    };
    let simple = |message: &str, help: &str| found(format!("this is not JSON: {message}"), help);
    if text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
        return found(
            "the text is empty".to_owned(),
            "write something into it, or leave it out",
        );
    }
    if let Some(inside) = error.message.strip_prefix("EOF while parsing ") {
        return simple(
            &format!("the text ends within {inside}"),
            "check that the file is complete, and that every quote and bracket is closed",
        );
    }
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with('\0') {
        return simple(
            "it holds a NUL byte, as UTF-16 and binary files do",
            "save the file as UTF-8",
        );
    }
    let before = text.get(..at).unwrap_or_default().trim_end();
    if rest.starts_with(['}', ']']) && before.ends_with(',') {
        return NotJson {
            span: byte(before.len() - 1),
            ..simple("a comma stands before a closing bracket", "remove this comma")
        };
    }
    match error.message.as_str() {
        "key must be a string" | "expected value" | "trailing characters" if rest.starts_with(['/', '#']) => simple(
            "it knows no comments",
            "remove the comment; a model says such things in `comment`",
        ),
        "key must be a string" | "expected value" if rest.starts_with('\'') => {
            simple("texts stand in double quotes", "write \"…\" instead of '…'")
        }
        "key must be a string" => simple("the name of a member is a text", "put it into double quotes"),
        "expected value" | "expected ident" => {
            // A word that starts like `null` or `true` is found wrong at a later letter.
            let span = run(text, at, |letter| letter.is_ascii_alphanumeric());
            let rest = text.get(span.start..).unwrap_or_default();
            let mut word: String = rest
                .chars()
                .take_while(|letter| letter.is_ascii_alphanumeric())
                .take(20)
                .collect();
            word.extend(
                rest.chars()
                    .next()
                    .filter(|letter| word.is_empty() && !",:]}".contains(*letter)),
            );
            let help = match word.to_ascii_lowercase().as_str() {
                "true" => "write true",
                "false" => "write false",
                "null" | "none" | "nil" | "undefined" => "write a value, or leave the member out",
                "nan" | "infinity" => "write a number",
                "" => "write a value here, or remove the comma or colon before it",
                "<" => "write the model as JSON",
                _ => "put a text into double quotes",
            };
            match word.as_str() {
                "" => simple("a value is missing", help),
                word => NotJson {
                    span,
                    ..simple(&format!("`{word}` is no value"), help)
                },
            }
        }
        "expected `,` or `}`" => simple(
            "a member must be followed by a comma or a closing brace",
            "put a comma before this, or close the object",
        ),
        "expected `,` or `]`" => simple(
            "a value must be followed by a comma or a closing bracket",
            "put a comma before this, or close the list",
        ),
        "expected `:`" => simple(
            "the name of a member must be followed by a colon",
            "put a colon before this",
        ),
        "trailing characters" => simple(
            "something stands behind its end",
            "remove this; several models in one text stand in a list: [ …, … ]",
        ),
        "invalid escape" => simple(
            "this is no escape",
            "write a backslash as \\\\; the others are \\\" \\/ \\b \\f \\n \\r \\t and \\u with four digits",
        ),
        message if message.starts_with("control character") => {
            let before = text.get(..at).unwrap_or_default();
            let line_break = before.ends_with('\n') || rest.starts_with(['\n', '\r']);
            let (message, help) = if line_break {
                (
                    "a text does not end in its line",
                    "close the quote; a line break in a text is written \\n",
                )
            } else {
                (
                    "a text holds a control character",
                    "remove it, or write it as \\t, \\n or \\u and four digits",
                )
            };
            NotJson {
                // Behind a line break serde_json is in the next line already.
                span: byte(if before.ends_with('\n') {
                    before.trim_end().len()
                } else {
                    at
                }),
                ..simple(message, help)
            }
        }
        message if message.contains("surrogate") || message.contains("hex escape") || message.contains("unicode") => {
            let before = text.get(..at).unwrap_or_default();
            NotJson {
                span: byte(before.rfind("\\u").unwrap_or(at)),
                ..simple(
                    "a \\u escape is only half a character, or has no four hexadecimal digits",
                    "write the character itself, or both halves, as in \\ud83d\\ude00",
                )
            }
        }
        "number out of range" => NotJson {
            span: run(text, at, |letter| {
                letter.is_ascii_alphanumeric() || "+-.".contains(letter)
            }),
            ..simple("this number is too large for any program", "write a smaller one")
        },
        "invalid number" => simple(
            "this is no number",
            "write digits; a decimal point has digits on both sides, and there is no sign `+` and no zero in front",
        ),
        other => simple(other, "correct the text at this place, or just before it"),
    }
}

fn byte(at: usize) -> Span {
    Span { start: at, end: at + 1 }
}

/// The letters of a kind around a byte; at least the byte.
fn run(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> Span {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let size = rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
    Span {
        start: before.trim_end_matches(belongs).len(),
        end: at + size.max(1),
    }
}
