//! The parts of a text that was read as JSON before: where they begin and end.

/// The elements of an array, or the members of an object with their names, as they are written.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    rest: &'a str,
    named: bool,
}

/// The parts of a value; none unless it is an array or an object.
pub(crate) fn parts(value: &str) -> Parts<'_> {
    let (inside, named) = match value.as_bytes().first() {
        Some(b'{') => (value.get(1..), true),
        Some(b'[') => (value.get(1..), false),
        _ => (None, false),
    };
    Parts {
        rest: inside.unwrap_or_default(),
        named,
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = (Option<&'a str>, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let name = if self.named { Some(self.value()?) } else { None };
        Some((name, self.value()?))
    }
}

impl<'a> Parts<'a> {
    /// The next value or name.
    fn value(&mut self) -> Option<&'a str> {
        let between = |byte: &u8| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':');
        let start = self.rest.as_bytes().iter().position(between)?;
        let rest = self.rest.get(start..)?;
        let (value, rest) = rest.split_at_checked(size(rest.as_bytes())?)?;
        self.rest = rest;
        Some(value)
    }
}

/// How many bytes the value takes that a text begins with; `None` where an array or object ends.
fn size(text: &[u8]) -> Option<usize> {
    match text.first()? {
        b'"' => string(text),
        b'{' | b'[' => nested(text),
        b'}' | b']' => None,
        _ => {
            let ends = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}' | b']');
            Some(text.iter().position(ends).unwrap_or(text.len()))
        }
    }
}

fn string(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += find(text.get(at..)?, 0, *b"\"\\")?;
        match text.get(at)? {
            b'"' => return Some(at + 1),
            _ => at += 2,
        }
    }
}

fn nested(text: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        at += find(text.get(at..)?, BRACES, *b"\"{}")?;
        match text.get(at)? {
            b'"' => {
                at += string(text.get(at..)?)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            _ => depth -= 1,
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The bit that makes a brace of a bracket.
const BRACES: u8 = b'[' ^ b'{';

/// In each byte a one.
const ONES: u64 = u64::from_le_bytes([1; 8]);

/// Where the first byte stands that, with the bits of `with` set, is one of those that are wanted: eight are looked at
/// at a time.
fn find<const N: usize>(text: &[u8], with: u8, wanted: [u8; N]) -> Option<usize> {
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word) | (ONES * u64::from(with));
        let found = wanted
            .iter()
            .fold(0, |found, byte| found | zeros(word ^ (ONES * u64::from(*byte))));
        if found != 0 {
            return Some(8 * index + found.trailing_zeros() as usize / 8);
        }
    }
    let at = rest.iter().position(|byte| wanted.contains(&(byte | with)))?;
    Some(8 * words.len() + at)
}

/// The highest bits of the bytes that are zero; of those above the lowest one some may be wrong.
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_are_as_they_are_written() {
        let text = r#"{ "a" : "x\"}]" , "b\\": [1,{ "c": "]" }] ,"a":-1.5e3,"d":null,"e" :{} }"#;
        let found: Vec<_> = parts(text).collect();
        let expected = [
            (Some("\"a\""), r#""x\"}]""#),
            (Some(r#""b\\""#), r#"[1,{ "c": "]" }]"#),
            (Some("\"a\""), "-1.5e3"),
            (Some("\"d\""), "null"),
            (Some("\"e\""), "{}"),
        ];
        assert_eq!(found, expected);
        let elements: Vec<_> = parts("[ true , \"ü\",[[]] ]").collect();
        assert_eq!(elements, [(None, "true"), (None, "\"ü\""), (None, "[[]]")]);
        assert_eq!(
            [parts("[]").count(), parts("{ }").count(), parts("7").count()],
            [0, 0, 0]
        );
    }

    #[test]
    fn what_is_no_json_ends() {
        for text in ["{", "[1", "{\"a", "{\"a\":", "[\"\\", "[{]", "{\"a\":[", "[}"] {
            assert!(parts(text).count() < 4, "{text}");
        }
    }
}
