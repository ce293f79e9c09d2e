//! Cutting texts between characters.
//!
//! The standard library has both functions from Rust 1.91 on, as methods of `str`.

/// The last start of a character at or before `at`, or the end of the text if that comes first.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let start = |at: &usize| text.is_char_boundary(*at);
    (0..=at.min(text.len())).rev().find(start).unwrap_or_default()
}

/// The first start of a character at or after `at`, or the end of the text.
pub(crate) fn ceil(text: &str, at: usize) -> usize {
    let start = |at: &usize| text.is_char_boundary(*at);
    (at..text.len()).find(start).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{ceil, floor};

    #[test]
    fn a_position_inside_a_character_moves_to_its_start_or_past_its_end() {
        let text = "aü€";
        let at: [(usize, usize); 8] = core::array::from_fn(|at| (floor(text, at), ceil(text, at)));
        assert_eq!(at, [(0, 0), (1, 1), (1, 3), (3, 3), (3, 6), (3, 6), (6, 6), (6, 6)]);
        assert_eq!((floor("", 3), ceil("", 3)), (0, 0));
    }
}
