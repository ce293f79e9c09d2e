//! Rust tokens with their lines.
//!
//! `proc_macro2` counts lines only with its feature `span-locations`. Features are shared in a build, so this would slow
//! the generator down wherever it is built with these tests, in their benches, too. Hence a small lexer; a test compares
//! its words with those of `proc_macro2`.

/// A word (an identifier or a keyword), `::`, another punctuation character, or a literal.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    /// Its text; a raw identifier is without `r#`, and a string or a character is only `"`.
    pub text: &'a str,
    /// Its line, from 1.
    pub line: usize,
}

impl Token<'_> {
    /// Whether it is an identifier or a keyword.
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// Splits a source text. Comments and lifetimes are left out; block comments inside each other are not supported.
#[must_use]
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while !rest.is_empty() {
        let (length, token) = first(rest);
        tokens.extend(token.map(|text| Token { text, line }));
        let (read, after) = rest.split_at(length);
        line += read.matches('\n').count();
        rest = after;
    }
    tokens
}

/// The text of the token at an index; empty beyond the end.
pub(super) fn text<'a>(tokens: &[Token<'a>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.text)
}

/// The index after the bracket that closes the one at `open`.
pub(super) fn group_end(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for at in open..tokens.len() {
        match text(tokens, at) {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

/// The length of what `rest` starts with, and the text of the token, unless it is skipped.
fn first(rest: &str) -> (usize, Option<&str>) {
    let word = |from: usize| {
        let end = rest.get(from..)?.find(|c: char| !c.is_alphanumeric() && c != '_');
        Some(end.map_or(rest.len(), |end| from + end)).filter(|end| *end > from)
    };
    if rest.starts_with("//") {
        (rest.find('\n').unwrap_or(rest.len()), None)
    } else if rest.starts_with("/*") {
        (rest.find("*/").map_or(rest.len(), |end| end + 2), None)
    } else if let Some(length) = literal(rest) {
        (length, Some("\""))
    } else if rest.starts_with('\'') {
        (word(1).unwrap_or(1), None)
    } else if let Some(end) = rest.starts_with("r#").then(|| word(2)).flatten() {
        (end, rest.get(2..end))
    } else if let Some(end) = word(0) {
        (end, rest.get(..end))
    } else {
        let char = rest.chars().next().map_or(1, char::len_utf8);
        let length = if rest.starts_with("::") { 2 } else { char };
        (length, rest.get(..length).filter(|text| !text.trim().is_empty()))
    }
}

/// The length of a string or character literal of any kind, if there is one.
fn literal(rest: &str) -> Option<usize> {
    let (letters, body) = rest.split_at(rest.find(|c| !matches!(c, 'b' | 'c' | 'r'))?);
    let hashes = body.len() - body.trim_start_matches('#').len();
    let quote = body.get(hashes..)?.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let start = letters.len() + hashes + 1;
    let text = rest.get(start..)?;
    if letters.contains('r') {
        let close = format!("\"{}", "#".repeat(hashes));
        return Some(text.find(&close).map_or(rest.len(), |end| start + end + close.len()));
    }
    let is_lifetime = quote == '\'' && !text.starts_with('\\') && text.chars().nth(1) != Some('\'');
    let mut escaped = false;
    let end = text.find(|c| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    (hashes == 0 && !is_lifetime).then(|| end.map_or(rest.len(), |end| start + end + 1))
}
