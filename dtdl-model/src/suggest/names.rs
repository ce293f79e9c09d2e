//! What to correct in identifiers, names and language codes.

use crate::dtmi;
use crate::read::is_language;

/// What is wrong with a text that is no identifier in a DTDL version.
pub(crate) fn identifier(id: &str, version: u8) -> String {
    let example = "write it like `dtmi:com:example:Thermostat;1`";
    if !id.starts_with("dtmi:") {
        return format!("it must start with `dtmi:`; {example}");
    }
    if id.contains('#') {
        return "leave the part from `#` out".to_owned();
    }
    let (path, number) = match id.split_once(';') {
        Some((path, number)) => (path, Some(number)),
        None => (id, None),
    };
    let path = path.strip_prefix("dtmi:").unwrap_or(path);
    let segments = || path.split(':');
    if let Some(segment) = segments().find(|segment| !dtmi::is_name(segment)) {
        let rule = "segments between colons consist of letters a to z, digits and underscores, start with a letter and \
                    do not end with an underscore";
        let near: Vec<Option<String>> = segments().map(near).collect();
        let near: Option<Vec<String>> = near.into_iter().collect();
        return match (segment, near) {
            ("", _) => "there is an empty segment between two colons".to_owned(),
            (_, Some(near)) => {
                let number = number.map_or(String::new(), |number| format!(";{number}"));
                format!("write `dtmi:{}{number}`, for example: {rule}", near.join(":"))
            }
            _ => format!("correct `{segment}`: {rule}"),
        };
    }
    match number {
        None => format!("add a version, for example `{id};1`"),
        Some(number) if version == 2 && number.contains('.') => {
            format!("DTDL v2 has no versions with a point: write `dtmi:{path};1`, for example")
        }
        Some(_) if version == 2 => "the version behind `;` is a number from 1 to 999999999".to_owned(),
        Some(_) => "the version behind `;` is a number from 1 to 999999999, alone or with a point and a second number \
                    from 1 to 999999, as in `;1` and `;1.2`"
            .to_owned(),
    }
}

/// What to write instead of a text that is no name.
pub(crate) fn name(text: &str) -> String {
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
pub(crate) fn language(code: &str) -> String {
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
