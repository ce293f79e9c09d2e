//! Texts as the reference counts their lines.

/// The text with two spaces a level and one member a line.
pub(super) fn indent(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if quoted {
            out.push(letter);
            quoted = escaped || letter != '"';
            escaped = letter == '\\' && !escaped;
            continue;
        }
        match letter {
            '"' => {
                quoted = true;
                out.push(letter);
            }
            '{' | '[' => {
                out.push(letter);
                while letters.peek().is_some_and(char::is_ascii_whitespace) {
                    letters.next();
                }
                if matches!(letters.peek(), Some('}' | ']')) {
                    out.extend(letters.next());
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            space if space.is_ascii_whitespace() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::indent;

    #[test]
    fn every_member_and_value_stands_on_a_line_of_its_own() {
        let text = r#"{"a" : [ ], "b\"{":[1,{}], "c":{"d":null}}"#;
        let expected = "{\n  \"a\": [],\n  \"b\\\"{\": [\n    1,\n    {}\n  ],\n  \"c\": {\n    \"d\": null\n  }\n}";
        assert_eq!(indent(text), expected);
    }
}
