//! The arguments of `include_dtdl!`, by hand: there are few forms, and so nobody waits for a parser to be built.
//!
//! `"path", name = value, …`, where a value is a text, a whole number, `true`, `false`, a name or path, a list `[value, …]`, values by
//! identifier `{ "dtmi" = value, … }`, or one such, `("dtmi", value)`.

use core::iter::Peekable;

use dtdl_codegen::{Options, Setting};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree, token_stream};

type Input = Peekable<token_stream::IntoIter>;

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
    let mut input = input.into_iter().peekable();
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
        if !is_punct(&tree, ',') {
            return Err(Mistake::new(
                tree.span(),
                format!("expected a comma before `{tree}`; the arguments are `name = value`"),
            ));
        }
        let Some(name) = input.next() else { break };
        options = argument(options, &name, &mut input)?;
    }
    Ok(Args {
        runtime: match &options.runtime {
            Some(path) => path.parse().unwrap_or(runtime),
            None => runtime,
        },
        path,
        span,
        options,
    })
}

/// Reads `= value` behind an argument's name.
fn argument(options: Options, name: &TokenTree, input: &mut Input) -> Result<Options, Mistake> {
    let text = name.to_string();
    Options::check_name(&text).map_err(|error| Mistake::new(name.span(), error.to_string()))?;
    let form = Options::form(&text).unwrap_or_default();
    match input.next() {
        Some(tree) if is_punct(&tree, '=') => {}
        other => {
            let span = other.as_ref().map_or_else(|| name.span(), TokenTree::span);
            let message = format!("expected `=` and a value behind `{text}`, which takes {form}");
            return Err(Mistake::new(span, message));
        }
    }
    let span = input.peek().map_or_else(|| name.span(), TokenTree::span);
    let wrong = |message: String| Mistake::new(span, message);
    let value = value(input).ok_or_else(|| wrong(format!("`{text}` takes {form}")))?;
    let options = options.set(&text, value).map_err(|error| wrong(error.to_string()))?;
    options.check().map_err(|error| wrong(error.to_string()))?;
    Ok(options)
}

/// Reads a value up to the next comma. A path arrives as many tokens.
fn value(input: &mut Input) -> Option<Setting> {
    let mut trees = Vec::new();
    let mut angles = 0_usize;
    while let Some(tree) = input.next_if(|tree| angles > 0 || !is_punct(tree, ',')) {
        if is_punct(&tree, '<') {
            angles += 1;
        } else if is_punct(&tree, '>') {
            angles = angles.saturating_sub(1);
        }
        trees.push(tree);
    }
    match trees.as_slice() {
        [] => None,
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => {
            separated(group.stream(), value).map(Setting::List)
        }
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
            separated(group.stream(), |input| entry(input, '=')).map(Setting::Table)
        }
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
            let mut inner = group.stream().into_iter().peekable();
            Some(Setting::Table(vec![entry(&mut inner, ',')?])).filter(|_| inner.peek().is_none())
        }
        [one] if string(one).is_some() => string(one).map(Setting::Text),
        [TokenTree::Ident(ident)] if ident == "true" => Some(Setting::Flag(true)),
        [TokenTree::Ident(ident)] if ident == "false" => Some(Setting::Flag(false)),
        [TokenTree::Literal(literal)] => literal.to_string().replace('_', "").parse().ok().map(Setting::Number),
        several => Some(Setting::Text(
            several.iter().cloned().collect::<TokenStream>().to_string(),
        )),
    }
}

/// Reads values with commas between them, and perhaps behind the last.
fn separated<T>(stream: TokenStream, read: impl Fn(&mut Input) -> Option<T>) -> Option<Vec<T>> {
    let mut input = stream.into_iter().peekable();
    let mut values = Vec::new();
    while input.peek().is_some() {
        values.push(read(&mut input)?);
        match input.next() {
            None => break,
            Some(tree) if is_punct(&tree, ',') => {}
            Some(_) => return None,
        }
    }
    Some(values)
}

/// Reads `"dtmi" = value`.
fn entry(input: &mut Input, separator: char) -> Option<(String, Setting)> {
    let dtmi = string(&input.next()?)?;
    let separated = input.next().is_some_and(|tree| is_punct(&tree, separator));
    separated.then(|| Some((dtmi, value(input)?))).flatten()
}

fn is_punct(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == character)
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

    fn options(arguments: &str) -> Options {
        let tokens: TokenStream = format!("(::rt) \"a.json\", {arguments}").parse().unwrap_or_default();
        match parse(tokens) {
            Ok(args) => args.options,
            Err(mistake) => panic!("{}", mistake.message),
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
    fn every_form_of_a_value_is_read() {
        let read = options(
            "derive = [Eq, serde::Serialize], closed_enums = true, rename = { \"dtmi:a;1\" = type, \"dtmi:b;1\" = c }, \
             replace = (\"dtmi:c;1\", crate::Pair<u8, u8>), visibility = pub(crate), target = \"iot-central\", \
             derive = { \"dtmi:a;1\" = [Hash] }, side = both, max_size = 64_000_000",
        );
        let expected = Options::new()
            .model("a.json")
            .derive("Eq")
            .derive("serde::Serialize")
            .closed_enums(true)
            .rename("dtmi:a;1", "type")
            .rename("dtmi:b;1", "c")
            .replace("dtmi:c;1", "crate::Pair<u8,u8>")
            .visibility(read.visibility.clone())
            .target(dtdl_codegen::Target::IotCentral)
            .derive_for("dtmi:a;1", "Hash")
            .side(dtdl_codegen::Side::Both)
            .max_size(64_000_000);
        assert_eq!(read, expected);
        assert_eq!(read.visibility.replace(' ', ""), "pub(crate)");
    }

    #[test]
    fn an_unknown_argument_is_named_with_the_allowed_ones() {
        let message = message(r#"(::rt) "a.json", repo = "models""#);
        assert!(
            message.contains("`repo`") && message.contains("`repository`"),
            "{message}"
        );
    }

    #[test]
    fn a_wrong_value_says_what_is_expected() {
        assert!(message(r#"(::rt) "a.json", repository = 1"#).contains("a folder"));
        assert!(message(r#"(::rt) "a.json", closed_enums = maybe"#).contains("`true` or `false`"));
        assert!(message(r#"(::rt) "a.json", rename = ("dtmi:a;1", 1)"#).contains("`rename` takes a name for each"));
        assert!(message(r#"(::rt) "a.json", module"#).contains("expected `=` and a value behind `module`"));
        assert!(message("(::rt) a").contains("path of a model file"));
        assert!(message("(::rt)").contains("path of a model file"));
    }
}
