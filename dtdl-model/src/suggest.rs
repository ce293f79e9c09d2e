//! Terms that are close to one that is not known.

/// The known term that is closest to `word`, if one is close.
pub(crate) fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .filter(|term| *term != word)
        .map(|term| (distance(word, term), term))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, term)| term)
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
