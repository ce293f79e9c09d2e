//! The arguments of `include_dtdl!`, by hand: there are few, and so nobody waits for a parser to be built.

use dtdl_codegen::Options;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

const ALLOWED: &str = "`repository = \"folder\"`, `root = \"dtmi\"`, `module = name` and `rename = (\"dtmi\", name)`";

/// What the user asked for.
pub(crate) struct Args {
    pub(crate) runtime: TokenStream,
    pub(crate) path: String,
    pub(crate) span: Span,
    pub(crate) options: Options,
}

/// A wrong argument.
pub(crate) struct Mistake {
    pub(crate) span: Span,
    pub(crate) message: String,
}

impl Mistake {
    fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
        }
    }
}

/// Reads `(runtime) "path", name = value, …`.
pub(crate) fn parse(input: TokenStream) -> Result<Args, Mistake> {
    let mut input = input.into_iter();
    let runtime = match input.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => group.stream(),
        _ => {
            return Err(Mistake::new(
                Span::call_site(),
                "call `dtdl_runtime::include_dtdl!` instead of this macro",
            ));
        }
    };
    let (path, span) = match input.next() {
        Some(tree) => match string(&tree) {
            Some(path) => (path, tree.span()),
            None => {
                return Err(Mistake::new(
                    tree.span(),
                    "expected the path of a model file, as a string: `include_dtdl!(\"models/thermostat.json\")`",
                ));
            }
        },
        None => {
            return Err(Mistake::new(
                Span::call_site(),
                "expected the path of a model file: `include_dtdl!(\"models/thermostat.json\")`",
            ));
        }
    };
    let mut options = Options::new().model(&path);
    while let Some(tree) = input.next() {
        comma(&tree)?;
        let Some(name) = input.next() else { break };
        options = argument(options, &name, &mut input)?;
    }
    options.check().map_err(|message| Mistake::new(span, message))?;
    Ok(Args {
        runtime,
        path,
        span,
        options,
    })
}

/// Reads `= value` behind an argument's name.
fn argument(
    options: Options,
    name: &TokenTree,
    input: &mut impl Iterator<Item = TokenTree>,
) -> Result<Options, Mistake> {
    let span = name.span();
    let text = name.to_string();
    if !matches!(text.as_str(), "repository" | "root" | "module" | "rename") {
        return Err(Mistake::new(
            span,
            format!("there is no argument `{text}`; the arguments are {ALLOWED}"),
        ));
    }
    match input.next() {
        Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {}
        other => {
            let span = other.as_ref().map_or(span, TokenTree::span);
            return Err(Mistake::new(
                span,
                format!("expected `=` and a value behind `{text}`; the arguments are {ALLOWED}"),
            ));
        }
    }
    let Some(value) = input.next() else {
        return Err(Mistake::new(
            span,
            format!("expected a value for `{text}`; the arguments are {ALLOWED}"),
        ));
    };
    let wrong = |form: &str| Mistake::new(value.span(), format!("expected {form} as the value of `{text}`"));
    Ok(match text.as_str() {
        "repository" => options.repository(string(&value).ok_or_else(|| wrong("a folder, as a string,"))?),
        "root" => options.root(string(&value).ok_or_else(|| wrong("an identifier, as a string,"))?),
        "module" => options.module(identifier(&value).ok_or_else(|| wrong("a name"))?),
        _ => {
            let (dtmi, name) = pair(&value).ok_or_else(|| wrong("`(\"dtmi\", name)`"))?;
            options.rename(dtmi, name)
        }
    })
}

fn comma(tree: &TokenTree) -> Result<(), Mistake> {
    match tree {
        TokenTree::Punct(punct) if punct.as_char() == ',' => Ok(()),
        other => Err(Mistake::new(
            other.span(),
            format!("expected a comma before `{other}`; the arguments are {ALLOWED}"),
        )),
    }
}

fn identifier(tree: &TokenTree) -> Option<String> {
    match tree {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}

fn pair(tree: &TokenTree) -> Option<(String, String)> {
    let TokenTree::Group(group) = tree else { return None };
    let trees: Vec<TokenTree> = group.stream().into_iter().collect();
    match trees.as_slice() {
        [dtmi, _comma, name] => Some((string(dtmi)?, identifier(name)?)),
        _ => None,
    }
}

/// The text of a string literal. A `$path:literal` of another macro arrives in an invisible group.
fn string(tree: &TokenTree) -> Option<String> {
    match tree {
        TokenTree::Literal(literal) => unquote(&literal.to_string()),
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let mut inner = group.stream().into_iter();
            match (inner.next(), inner.next()) {
                (Some(only), None) => string(&only),
                _ => None,
            }
        }
        _ => None,
    }
}

fn unquote(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let hashes = raw.chars().take_while(|c| *c == '#').count();
        let inner = raw.get(hashes..raw.len().checked_sub(hashes)?)?;
        return Some(inner.strip_prefix('"')?.strip_suffix('"')?.to_owned());
    }
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next()? {
            'n' => '\n',
            't' => '\t',
            plain @ ('\\' | '"' | '\'') => plain,
            _ => return None,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "a test may")]

    use super::*;

    fn message(text: &str) -> String {
        let tokens: TokenStream = text.parse().unwrap_or_default();
        match parse(tokens) {
            Ok(args) => format!("ok {}", args.path),
            Err(mistake) => mistake.message,
        }
    }

    #[test]
    fn a_path_and_named_arguments_are_read() {
        assert_eq!(
            message(r#"(::rt) "a.json", repository = "models", module = x, rename = ("dtmi:a;1", b),"#),
            "ok a.json"
        );
        assert_eq!(message(r##"(::rt) r#"a.json"#"##), "ok a.json");
    }

    #[test]
    fn an_unknown_argument_is_named_with_the_allowed_ones() {
        let message = message(r#"(::rt) "a.json", repo = "models""#);
        assert!(
            message.contains("`repo`") && message.contains("`repository = "),
            "{message}"
        );
    }

    #[test]
    fn a_wrong_value_says_what_is_expected() {
        assert!(message(r#"(::rt) "a.json", repository = models"#).contains("a folder"));
        assert!(message("(::rt) a").contains("path of a model file"));
        assert!(message("(::rt)").contains("path of a model file"));
    }
}
