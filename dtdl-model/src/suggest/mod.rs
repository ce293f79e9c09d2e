//! What was probably meant, and what to write instead.

mod names;
mod types;
mod values;

pub(crate) use names::{identifier_help, language_help, name_help};
pub(crate) use types::{
    Guess, class_meant, close_cotype, context_of, has_member, having, keyword_meant, known_cotypes, known_types,
    later_context_of, written,
};
pub(crate) use values::{
    element_help, is_element, language_terms, term_help, term_of_class, terms_of, unit_help, value_help,
};

/// What people write who come from other languages, and terms for it: the first that is known is meant.
const HABITS: [(&str, &[&str]); 24] = [
    ("base64", &["bytes", "string"]),
    ("binary", &["bytes", "string"]),
    ("bool", &["boolean"]),
    ("float32", &["float"]),
    ("float64", &["double"]),
    ("guid", &["uuid", "string"]),
    ("int", &["integer"]),
    ("int16", &["short", "integer"]),
    ("int32", &["integer"]),
    ("int64", &["long"]),
    ("int8", &["byte", "integer"]),
    ("number", &["double"]),
    ("numeric", &["double"]),
    ("real", &["double"]),
    ("str", &["string"]),
    ("text", &["string"]),
    ("timespan", &["duration"]),
    ("timestamp", &["dateTime"]),
    ("uint", &["unsignedInteger", "integer"]),
    ("uint16", &["unsignedShort", "integer"]),
    ("uint32", &["unsignedInteger", "long"]),
    ("uint64", &["unsignedLong", "long"]),
    ("uint8", &["unsignedByte", "integer"]),
    ("varchar", &["string"]),
];

/// The known term that is closest to `word`, if one is close.
pub(crate) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let habit = HABITS.iter().find(|(habit, _)| habit.eq_ignore_ascii_case(word));
    let mut meant = habit.into_iter().flat_map(|(_, terms)| terms.iter().copied());
    let meant = meant.find_map(|term| known.iter().find(|known| **known == term));
    meant.copied().or_else(|| ranked(word, known).map(|(_, term)| term))
}

/// The term that is closest to a word, if one is close, after how far it is.
fn ranked<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<(usize, &'a str)> {
    // No term is this long, and comparing takes as many steps as both have letters.
    if word.len() > 64 {
        return None;
    }
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let known = known.into_iter().filter(|term| *term != word);
    let close = known.filter_map(|term| {
        let rank = match distance(word, term) {
            distance if distance <= limit => distance,
            _ if holds(term, word) || ends_with(term, word) => limit + 1,
            _ => return None,
        };
        Some((rank, term.len(), term))
    });
    close.min().map(|(rank, _, term)| (rank, term))
}

/// Whether a term differs from a word in a letter, but not in the first one, or in the case of letters.
fn is_near(term: &str, word: &str) -> bool {
    // Few are so near that it is worth to count.
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    term.len().abs_diff(word.len()) <= 1 && first(term) == first(word) && term != word && distance(word, term) <= 1
}

/// Whether a word is a good part of a term, as `celsius` is of `degreeCelsius`.
fn holds(term: &str, word: &str) -> bool {
    word.len() >= 5 && term.to_ascii_lowercase().contains(&word.to_ascii_lowercase())
}

/// Whether a word is the last one of a term, as `key` is of `mapKey`.
fn ends_with(term: &str, word: &str) -> bool {
    let start = term.len().checked_sub(word.len()).filter(|start| *start > 0);
    let end = start.and_then(|start| term.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(word) && end.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// The name under which a member is probably written.
pub(crate) fn written_as<'a>(member: &str, names: &[&'a str]) -> Option<&'a str> {
    let names = || names.iter().copied();
    closest(member, names()).or_else(|| names().find(|name| ends_with(member, name)))
}

/// How many letters must be changed, added, removed or swapped; case counts half.
fn distance(left: &str, right: &str) -> usize {
    if left.eq_ignore_ascii_case(right) {
        return 0;
    }
    let right: Vec<char> = right.chars().map(|letter| letter.to_ascii_lowercase()).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, left) in left.chars().map(|letter| letter.to_ascii_lowercase()).enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (cell, right) in row.iter_mut().skip(1).zip(&right) {
            let cost = (diagonal + usize::from(left != *right)).min(before + 1).min(*cell + 1);
            diagonal = *cell;
            *cell = cost;
            before = cost;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}
