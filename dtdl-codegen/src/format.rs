//! Tokens as formatted source text.

use proc_macro2::TokenStream;

/// Formats items the way rustfmt would, or nearly so.
///
/// The tokens are made again in the unlikely case: to keep a second hold on them costs a copy of all.
pub(crate) fn format(tokens: impl Fn() -> TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens()) {
        Ok(file) => spaced(&prettyplease::unparse(&file)),
        // Tokens of ours always parse; if ever not, the compiler says why better than we could.
        Err(_) => tokens().to_string(),
    }
}

/// Blank lines between items, which the printer only sets at the top level.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut previous = "";
    for line in text.split_inclusive('\n') {
        let words = line.trim_ascii();
        if parted(previous, words) && starts_item(words) {
            out.push('\n');
        }
        out.push_str(line);
        previous = words;
    }
    out
}

/// Whether the first line ends an item that the second does not belong to.
fn parted(previous: &str, line: &str) -> bool {
    let is_use = |line: &str| line.starts_with("use ");
    let ends = || previous.ends_with(';') && !previous.starts_with("//");
    let other = || line.starts_with("///") || line.starts_with("impl") || is_use(previous) != is_use(line);
    previous == "}" || (ends() && other())
}

fn starts_item(line: &str) -> bool {
    [
        "///",
        "#[",
        "pub ",
        "pub(",
        "fn ",
        "async fn ",
        "impl",
        "const ",
        "struct ",
        "use ",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn documentation_is_not_parted_wherever_it_is_wrapped() {
        let text = "use a::B;\nconst C: u8 = 1;\n/// One;\n/// two.\npub struct D(u8);\nimpl D {}\n";
        assert_eq!(
            spaced(text),
            "use a::B;\n\nconst C: u8 = 1;\n\n/// One;\n/// two.\npub struct D(u8);\n\nimpl D {}\n"
        );
    }
}
