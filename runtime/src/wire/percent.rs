//! Percent-encoding: everything but unreserved characters is written as `%XX`, a space as `%20` and never as `+`.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

const DIGITS: [char; 16] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
];

/// Encodes all but ASCII letters, digits and `-._~`.
///
/// ```
/// assert_eq!(dtdl_runtime::wire::percent::encode("$.sub a/b"), "%24.sub%20a%2Fb");
/// ```
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(text, &mut out);
    out
}

/// Like [`encode`], at the end of `out`.
pub fn encode_into(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.extend(DIGITS.get(usize::from(digit)));
            }
        }
    }
}

/// Decodes `%XX`; a `%` that is followed by something else stands for itself, `+` too. Bytes that are not UTF-8 become
/// replacement characters.
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => break,
            [b'%', high, low, tail @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push(value(*high) << 4 | value(*low));
                tail
            }
            [byte, tail @ ..] => {
                out.push(*byte);
                tail
            }
        };
    }
    Cow::Owned(match String::from_utf8(out) {
        Ok(decoded) => decoded,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

const fn value(hex_digit: u8) -> u8 {
    match hex_digit {
        b'0'..=b'9' => hex_digit - b'0',
        b'a'..=b'f' => hex_digit - b'a' + 10,
        _ => hex_digit.wrapping_sub(b'A') + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_is_percent_20_and_dollar_is_percent_24() {
        assert_eq!(encode("m 1"), "m%201");
        assert_eq!(encode("$.mid"), "%24.mid");
        assert_eq!(encode("x&y=ü"), "x%26y%3D%C3%BC");
    }

    #[test]
    fn both_cases_of_hex_digits_are_read_and_plus_stands_for_itself() {
        assert_eq!(decode("a%2fb%2Fc+d"), "a/b/c+d");
        assert_eq!(decode("x%26y%3D%C3%BC"), "x&y=ü");
    }

    #[test]
    fn broken_escapes_stand_for_themselves() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%FF"), "\u{FFFD}");
    }
}
