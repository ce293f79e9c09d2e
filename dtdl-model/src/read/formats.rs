//! What texts must look like.

use crate::dtmi;
use crate::metamodel::Pattern;

/// Whether a text is a language code: two to four letters, then a script, then a region.
pub(crate) fn is_language(code: &str) -> bool {
    let mut parts = code.split('-').peekable();
    let lower = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    let language = parts.next().unwrap_or_default();
    if !(2..=4).contains(&language.len()) || !lower(language) {
        return false;
    }
    if let Some(script) = parts.peek()
        && script.len() == 4
        && script.starts_with(|first: char| first.is_ascii_uppercase())
        && script.get(1..).is_some_and(lower)
    {
        parts.next();
    }
    if let Some(region) = parts.peek() {
        let country = region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase());
        let area = region.len() == 3 && region.bytes().all(|byte| byte.is_ascii_digit());
        if !country && !area {
            return false;
        }
        parts.next();
    }
    parts.next().is_none()
}

/// Whether a text has a pattern.
pub(super) fn matches(pattern: Pattern, text: &str, version: u8) -> bool {
    let label = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| matches!(byte, b'!' | b'$'..=b'*' | b',' | b'-' | b'.' | b'0'..=b'z' | b'|' | b'~'))
    };
    match pattern {
        Pattern::Name => dtmi::is_name(text),
        Pattern::Dtmi => dtmi::is_valid(text, version),
        Pattern::Label => label(text),
        Pattern::Topic => text.split('/').enumerate().all(|(index, level)| {
            let token = level
                .strip_prefix('{')
                .and_then(|level| level.strip_suffix('}'))
                .is_some_and(|token| {
                    let word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic());
                    match token.split_once(':') {
                        Some((kind, name)) => word(kind) && word(name),
                        None => word(token),
                    }
                });
            token || (label(level) && !(index == 0 && level.starts_with('$')))
        }),
    }
}

/// The pattern as a regular expression, as the metamodel states it.
pub(super) fn expression(pattern: Pattern, version: u8) -> &'static str {
    match (pattern, version) {
        (Pattern::Name, _) => "^[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?$",
        (Pattern::Dtmi, 2) => {
            "^dtmi:[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?(?::[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?)*;[1-9][0-9]{0,8}$"
        }
        (Pattern::Dtmi, _) => {
            r"^dtmi:[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?(?::[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?)*(?:;[1-9][0-9]{0,8}(?:\.[1-9][0-9]{0,5})?)?$"
        }
        (Pattern::Label, _) => "^[!$-*,-.0-z|~]+$",
        (Pattern::Topic, _) => {
            r"^(?:(?:[!%-*,-.0-z|~][!$-*,-.0-z|~]*)|(?:{(?:[A-Za-z]+:)?[A-Za-z]+}))(?:\/(?:(?:[!$-*,-.0-z|~]+)|(?:{(?:[A-Za-z]+:)?[A-Za-z]+})))*$"
        }
    }
}

/// Whether a text is an absolute URI in the form of RFC 3986; those of the web and of files need what follows `//`.
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let scheme_ok = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    let is_hex = |digits: &str| digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let mut bytes = rest.bytes().enumerate();
    let rest_ok = bytes.all(|(at, byte)| match byte {
        b'%' => rest.get(at + 1..at + 3).is_some_and(is_hex),
        byte => byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte),
    });
    let authority = rest.strip_prefix("//").unwrap_or_default();
    let found = match scheme {
        "http" | "https" | "ftp" | "ws" | "wss" => !authority.is_empty() && !authority.starts_with('/'),
        "file" => !authority.is_empty(),
        // One letter is a drive.
        drive if drive.len() == 1 => rest.starts_with('/'),
        _ => true,
    };
    scheme_ok && rest_ok && found
}

/// Whether a text is a duration in ISO 8601 form; only the last part may have a fraction.
pub(crate) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let parts = |mut text: &str, units: &str| -> Option<(usize, bool)> {
        let mut units = units.chars();
        let (mut count, mut fraction) = (0, false);
        while !text.is_empty() {
            if fraction {
                return None;
            }
            let at = text.find(|letter: char| letter.is_ascii_alphabetic())?;
            let (number, unit) = (text.get(..at)?, text.get(at..=at)?.chars().next()?);
            units.find(|known| *known == unit)?;
            let (whole, part) = match number.split_once('.') {
                Some((whole, part)) => (whole, Some(part)),
                None => (number, None),
            };
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            if !digits(whole) || !part.is_none_or(digits) {
                return None;
            }
            fraction = part.is_some();
            count += 1;
            text = text.get(at + 1..)?;
        }
        Some((count, fraction))
    };
    let date_units = if date.contains('W') { "WD" } else { "YMD" };
    match (parts(date, date_units), time.map(|time| parts(time, "HMS"))) {
        (Some((count, _)), None) => count > 0,
        (Some((_, false)), Some(Some((count, _)))) => count > 0,
        _ => false,
    }
}
