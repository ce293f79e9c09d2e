//! What to correct in identifiers, names and language codes.

use crate::dtmi;
use crate::read::{interface_id_length, is_language};

/// What to write instead of a text that is no identifier in a DTDL version.
pub(crate) fn identifier_help(id: &str, version: u8) -> String {
    let why = why(id, version);
    match near_identifier(id, version) {
        Some(near) => format!("write `{near}`, for example: {why}"),
        None => format!("{why}, as in `dtmi:com:example:Thermostat;1`"),
    }
}

/// The rule that a text breaks.
fn why(id: &str, version: u8) -> &'static str {
    if !id.starts_with("dtmi:") {
        return "an identifier starts with `dtmi:`";
    }
    if id.contains('#') {
        return "an identifier ends before `#`";
    }
    let (path, number) = id.split_once(';').unwrap_or((id, ""));
    let mut segments = path.split(':').skip(1);
    if !segments.all(dtmi::is_name) {
        return match number {
            "" if version_behind_colon(path).is_some() => "the version stands behind a semicolon",
            _ => {
                "segments between colons consist of letters a to z, digits and underscores, start with a letter and do \
                 not end with an underscore"
            }
        };
    }
    match version {
        2 => "the version behind `;` is a number from 1 to 999999999",
        _ => {
            "the version behind `;` is a number from 1 to 999999999, alone or with a point and a second number from 1 to \
             999999"
        }
    }
}

/// An identifier that is close to a text.
fn near_identifier(id: &str, version: u8) -> Option<String> {
    let id = id.trim();
    let rest = id
        .get(5..)
        .filter(|_| id.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("dtmi:")))?;
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, number) = match rest.split_once(';') {
        Some((path, number)) => (path, number),
        None => version_behind_colon(rest).unwrap_or((rest, "")),
    };
    let segments: Option<Vec<String>> = path.split(':').map(near).collect();
    let path = segments?.join(":");
    let with = |number: &str| {
        let near = format!("dtmi:{path};{number}");
        (near.len() <= interface_id_length("") && dtmi::is_valid(&near, version)).then_some(near)
    };
    let major = number.split('.').next().unwrap_or(number);
    let digits = major.trim_matches(|letter: char| !letter.is_ascii_digit());
    with(number).or_else(|| with(digits)).or_else(|| with("1"))
}

/// The path and the version of an identifier that has a colon in place of the semicolon.
fn version_behind_colon(path: &str) -> Option<(&str, &str)> {
    let (path, last) = path.rsplit_once(':')?;
    let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some((path, last))
}

/// What to write instead of a text that is no name.
pub(crate) fn name_help(text: &str) -> String {
    let rule = "a name consists of letters a to z, digits and underscores, starts with a letter and does not end with \
                an underscore";
    match near(text) {
        Some(near) if near.len() <= 64 => format!("write `{near}`, for example: {rule}"),
        _ => rule.to_owned(),
    }
}

/// A name that is close to a text.
fn near(text: &str) -> Option<String> {
    let mut near: String = text
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
        .collect();
    near.truncate(near.trim_end_matches('_').len());
    let near = near.trim_start_matches('_');
    dtmi::is_name(near).then(|| near.to_owned())
}

/// What to write instead of a text that is no language code.
pub(crate) fn language_help(code: &str) -> String {
    let mut parts = code.split(['-', '_']);
    let mut near = parts.next().unwrap_or_default().to_ascii_lowercase();
    for part in parts {
        near.push('-');
        match part.len() {
            4 => {
                let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
                near.push_str(&first.to_ascii_uppercase());
                near.push_str(&rest.to_ascii_lowercase());
            }
            _ => near.push_str(&part.to_ascii_uppercase()),
        }
    }
    match is_language(&near) {
        true => format!("did you mean `{near}`?"),
        false => "use a code such as `en` or `en-US`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{identifier_help, near_identifier};
    use crate::dtmi;

    #[test]
    fn a_mended_identifier_is_valid_and_keeps_what_it_can() {
        let near = |id: &str| near_identifier(id, 2).unwrap_or_default();
        for (id, expected) in [
            ("dtmi:com:my-ex:T", "dtmi:com:my_ex:T;1"),
            ("dtmi:com:example:T:3", "dtmi:com:example:T;3"),
            ("dtmi:com:example:T;0", "dtmi:com:example:T;1"),
            ("dtmi:com:example:T;v2", "dtmi:com:example:T;2"),
            ("dtmi:com:example:T;1.2", "dtmi:com:example:T;1"),
            ("dtmi:com:example:T;1;", "dtmi:com:example:T;1"),
            (" DTMI:com:example:T_;1#a", "dtmi:com:example:T;1"),
        ] {
            assert_eq!(near(id), expected, "{id}");
            assert!(dtmi::is_valid(expected, 2));
        }
        for id in ["", "urn:a;1", "dtmi:", "dtmi:a::b;1", "dtmi:1a;1", "dtmi:ä;1"] {
            assert_eq!(near(id), "", "{id}");
            assert!(identifier_help(id, 2).ends_with("as in `dtmi:com:example:Thermostat;1`"));
        }
    }
}
