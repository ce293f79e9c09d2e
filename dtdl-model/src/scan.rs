//! The parts of a text that was read as JSON before: where they begin and end.

/// The elements of an array, or the members of an object with their names, as they are written.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    text: &'a str,
    rest: &'a str,
    named: bool,
}

/// The parts of the value that a text begins with; none unless it is an array or an object.
pub(crate) fn parts(text: &str) -> Parts<'_> {
    let (rest, named) = match text.as_bytes().first() {
        Some(b'{') => (text.get(1..), true),
        Some(b'[') => (text.get(1..), false),
        _ => (None, false),
    };
    let rest = rest.unwrap_or_default();
    Parts { text, rest, named }
}

impl<'a> Parts<'a> {
    /// The name of the next part, if it is a member, and the text from its value on; [`Self::leave`] follows.
    pub(crate) fn enter(&mut self) -> Option<(Option<&'a str>, &'a str)> {
        let name = if self.named {
            let name = self.next()?;
            let (name, rest) = name.split_at_checked(size(name)?)?;
            self.rest = rest;
            Some(name)
        } else {
            None
        };
        Some((name, self.next()?))
    }

    /// Goes on behind a value of this size.
    pub(crate) fn leave(&mut self, size: usize) {
        self.rest = self.rest.get(size..).unwrap_or_default();
    }

    /// The size of the whole value.
    pub(crate) fn end(self) -> usize {
        if self.rest.is_empty() {
            return size(self.text).unwrap_or(self.text.len());
        }
        let seen = self.text.len() - self.rest.len();
        seen + end(self.rest.as_bytes(), 1).unwrap_or(self.rest.len())
    }

    /// The text from the next value or name on, if there is one.
    fn next(&mut self) -> Option<&'a str> {
        let between = |byte: &u8| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':');
        let start = self.rest.as_bytes().iter().position(between)?;
        self.rest = self.rest.get(start..)?;
        (!self.rest.starts_with(['}', ']'])).then_some(self.rest)
    }
}

/// How many bytes the value takes that a text begins with; `None` where an array or object ends.
pub(crate) fn size(text: &str) -> Option<usize> {
    let text = text.as_bytes();
    match text.first()? {
        b'"' => string(text),
        b'{' | b'[' => end(text, 0),
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

/// Where the arrays and objects end that are open so far, and those that begin meanwhile. If none is open, the text must
/// begin with one.
fn end(text: &[u8], mut depth: usize) -> Option<usize> {
    let mut at = 0;
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

/// Where the first byte stands that, with the bits of `with` set, is one of those that are wanted, which have them set:
/// eight are looked at at a time.
pub(crate) fn find<const N: usize>(text: &[u8], with: u8, wanted: [u8; N]) -> Option<usize> {
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
    use super::{parts, size};

    fn all(text: &str) -> Vec<(Option<&str>, &str)> {
        let (mut parts, mut found) = (parts(text), Vec::new());
        while let Some((name, value)) = parts.enter() {
            let Some(size) = size(value) else { break };
            found.push((name, value.get(..size).unwrap_or(value)));
            parts.leave(size);
        }
        found
    }

    #[test]
    fn parts_are_as_they_are_written() {
        let text = r#"{ "a" : "x\"}]" , "b\\": [1,{ "c": "]" }] ,"a":-1.5e3,"d":null,"e" :{} }"#;
        let expected = [
            (Some("\"a\""), r#""x\"}]""#),
            (Some(r#""b\\""#), r#"[1,{ "c": "]" }]"#),
            (Some("\"a\""), "-1.5e3"),
            (Some("\"d\""), "null"),
            (Some("\"e\""), "{}"),
        ];
        assert_eq!(all(text), expected);
        assert_eq!(
            all("[ true , \"ü\",[[]] ]"),
            [(None, "true"), (None, "\"ü\""), (None, "[[]]")]
        );
        assert!(["[]", "{ }", "7"].iter().all(|text| all(text).is_empty()));
    }

    #[test]
    fn a_value_ends_wherever_its_parts_were_left() {
        let text = r#"{"a": [1, {"]": 2}], "b": {"c": "}"}, "d": 3} , 4"#;
        for seen in 0..=3 {
            let mut parts = parts(text);
            for _ in 0..seen {
                let value = parts.enter().map(|(_, value)| value);
                parts.leave(value.and_then(size).unwrap_or_default());
            }
            assert_eq!(parts.end(), text.len() - " , 4".len(), "behind {seen} parts");
        }
        assert_eq!((parts("12, 3").end(), parts("\"x\"}").end()), (2, 3));
    }

    #[test]
    fn what_is_no_json_ends() {
        for text in ["{", "[1", "{\"a", "{\"a\":", "[\"\\", "[{]", "{\"a\":[", "[}"] {
            assert!(all(text).len() < 4, "{text}");
            assert!(parts(text).end() <= text.len(), "{text}");
        }
    }
}
