//! Leaves out code without layers: test code, which may look anywhere, and quoted code, which is for another crate.

use super::token::{Token, group_end, text};

/// Macros whose tokens are code of another crate.
const QUOTING: [&str; 4] = ["quote", "quote_spanned", "parse_quote", "parse_quote_spanned"];

/// Removes items under `#[cfg(test)]`, modules that are called `tests`, and the arguments of `quote!`.
pub(super) fn filtered<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at = skipped(tokens, at).unwrap_or_else(|| {
            kept.push(*token);
            at + 1
        });
    }
    kept
}

/// The end of what is left out from `at` on, if anything is.
fn skipped(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    match (text(tokens, at), text(tokens, at + 1)) {
        ("#", "[") => {
            let end = group_end(tokens, at + 1);
            is_test(tokens.get(at + 2..end)?).then(|| item_end(tokens, end))
        }
        ("mod", "tests") => Some(item_end(tokens, at)),
        (name, "!") if QUOTING.contains(&name) => Some(group_end(tokens, at + 2)),
        _ => None,
    }
}

/// Whether an attribute is `cfg(test)` or `cfg(all(test, …))`.
fn is_test(attribute: &[Token<'_>]) -> bool {
    let has = |word| attribute.iter().any(|token| token.text == word);
    text(attribute, 0) == "cfg" && has("test") && !has("not") && !has("any")
}

/// The end of the item, field, variant, arm or statement at `at`.
fn item_end(tokens: &[Token<'_>], mut at: usize) -> usize {
    while matches!(text(tokens, at), "#" | "pub" | "(") {
        at = match text(tokens, at) {
            "#" => group_end(tokens, at + 1),
            "(" => group_end(tokens, at),
            _ => at + 1,
        };
    }
    let (by_comma, by_brace) = match (text(tokens, at), text(tokens, at + 1)) {
        ("const", "fn" | "unsafe" | "async") => (false, true),
        ("use" | "const" | "static" | "type" | "let", _) => (false, false),
        ("mod" | "fn" | "impl" | "struct" | "enum" | "trait" | "unsafe" | "async" | "macro_rules", _) => (false, true),
        _ => (true, true),
    };
    loop {
        match text(tokens, at) {
            "" | ")" | "]" | "}" => return at,
            ";" => return at + 1,
            "," if by_comma => return at + 1,
            open @ ("(" | "[" | "{") => {
                at = group_end(tokens, at);
                if open == "{" && by_brace {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
}
