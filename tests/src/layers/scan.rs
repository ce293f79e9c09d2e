//! Finds the items of a module, its imports, and the paths in its code.

use std::collections::BTreeSet;

use super::token::{Token, group_end, text};

/// The leaf of a `use` tree, or a path in code: in a type, an expression, a pattern or the arguments of a macro.
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    /// The segments of the whole path, without the `*` of a glob.
    pub(super) segments: Vec<String>,
    /// The name that an import binds.
    pub(super) name: Option<String>,
    /// Whether it is an import that ends in `*`.
    pub(super) glob: bool,
    pub(super) line: usize,
}

/// The contents of a module.
#[derive(Debug, Default)]
pub(super) struct Body<'t, 'a> {
    /// Names of items, not of those that macros define.
    pub(super) items: BTreeSet<String>,
    /// The imports and paths, single words only where a glob may bring them. Functions are not scopes of their own: their
    /// imports count as the module's, and variables and fields are not told from items that a glob brings.
    pub(super) paths: Vec<Path>,
    /// Modules, with their tokens if they are written inline.
    pub(super) modules: Vec<(String, Option<&'t [Token<'a>]>)>,
}

/// Scans the filtered tokens of a module.
pub(super) fn scan<'t, 'a>(tokens: &'t [Token<'a>]) -> Body<'t, 'a> {
    let mut body = Body::default();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(token) = tokens.get(at) {
        let next = text(tokens, at + 1);
        match (token.text, text(tokens, at + 2)) {
            ("(" | "[" | "{", _) => depth += 1,
            (")" | "]" | "}", _) => depth = depth.saturating_sub(1),
            ("mod", ";") => {
                body.modules.push((next.to_owned(), None));
                at += 2;
            }
            ("mod", "{") => {
                let end = group_end(tokens, at + 2) - 1;
                body.modules.push((next.to_owned(), tokens.get(at + 3..end)));
                at = end;
            }
            // Not `impl Trait + use<'a>`.
            ("use", _) if next != "<" => {
                at += 1;
                use_tree(tokens, &mut at, &[], &mut body.paths);
            }
            (word, third) if token.is_word() => {
                if depth == 0 && is_item(word) {
                    body.items.insert(if next == "!" { third } else { next }.to_owned());
                }
                at = path(tokens, at, &mut body.paths);
            }
            _ => {}
        }
        at += 1;
    }
    let globs = body.paths.iter().any(|path| path.glob);
    body.paths
        .retain(|path| globs || path.name.is_some() || path.segments.len() > 1);
    body
}

/// Whether a keyword is in front of an item's name.
fn is_item(word: &str) -> bool {
    matches!(
        word,
        "struct" | "enum" | "union" | "trait" | "fn" | "const" | "static" | "type" | "macro_rules"
    )
}

/// Reads the path in code at `at`; the index of its last token.
fn path(tokens: &[Token<'_>], mut at: usize, paths: &mut Vec<Path>) -> usize {
    let before = at.checked_sub(1).map_or("", |before| text(tokens, before));
    let is_start = !matches!(before, "::" | "." | "$") || (before == "$" && text(tokens, at) == "crate");
    let line = tokens.get(at).map_or(0, |token| token.line);
    let mut segments = vec![text(tokens, at).to_owned()];
    while text(tokens, at + 1) == "::" && tokens.get(at + 2).is_some_and(Token::is_word) {
        at += 2;
        segments.push(text(tokens, at).to_owned());
    }
    let path = is_start.then(|| Path {
        segments,
        line,
        ..Path::default()
    });
    paths.extend(path);
    at
}

/// Reads a `use` tree up to the `;`, `,` or `}` that ends it.
fn use_tree(tokens: &[Token<'_>], at: &mut usize, prefix: &[String], paths: &mut Vec<Path>) {
    let segments = prefix.to_vec();
    let mut path = Path {
        segments,
        ..Path::default()
    };
    while let Some(token) = tokens.get(*at).filter(|token| !matches!(token.text, ";" | "," | "}")) {
        path.line = token.line;
        *at += 1;
        match token.text {
            "{" => {
                while !matches!(text(tokens, *at), "" | ";" | "}") {
                    use_tree(tokens, at, &path.segments, paths);
                    *at += usize::from(text(tokens, *at) == ",");
                }
                *at += 1;
                return;
            }
            "*" => path.glob = true,
            "as" => path.name = Some(text(tokens, *at).to_owned()),
            // `{self}` is the prefix.
            "self" if !path.segments.is_empty() => {}
            // `use ::name` is another crate.
            "::" if path.segments.is_empty() => path.segments.push(String::new()),
            name if token.is_word() && path.name.is_none() => path.segments.push(name.to_owned()),
            _ => {}
        }
    }
    if path.name.is_none() && !path.glob {
        path.name = path.segments.last().cloned();
    }
    paths.push(path);
}
