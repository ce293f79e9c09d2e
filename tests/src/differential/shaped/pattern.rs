//! Texts that a pattern of the language matches.

use crate::random::Random;

/// What repeats without end repeats so often at most, if nothing says how often.
const FEW: usize = 4;

/// A text that matches, where the dialect is the one of the digest: groups, classes of characters, alternatives and
/// repetitions. What repeats without end repeats `stretch` times, if that is given.
pub(super) fn matching(pattern: &str, stretch: Option<usize>, random: &mut Random) -> String {
    let pattern: Vec<char> = pattern.chars().collect();
    let mut sample = Sample {
        pattern: &pattern,
        at: 0,
        stretch,
        random,
    };
    sample.alternatives()
}

struct Sample<'p, 'r> {
    pattern: &'p [char],
    at: usize,
    stretch: Option<usize>,
    random: &'r mut Random,
}

impl Sample<'_, '_> {
    fn peek(&self) -> Option<char> {
        self.pattern.get(self.at).copied()
    }

    fn eat(&mut self, text: &str) -> bool {
        let there = text
            .chars()
            .enumerate()
            .all(|(index, wanted)| self.pattern.get(self.at + index) == Some(&wanted));
        if there {
            self.at += text.chars().count();
        }
        there
    }

    /// Up to the end, or to the end of the group.
    fn alternatives(&mut self) -> String {
        let mut all = vec![self.sequence()];
        while self.eat("|") {
            all.push(self.sequence());
        }
        let one = self.random.below(all.len() as u64) as usize;
        all.swap_remove(one)
    }

    fn sequence(&mut self) -> String {
        let mut out = String::new();
        while let Some(next) = self.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            if matches!(next, '^' | '$') {
                self.at += 1;
                continue;
            }
            let start = self.at;
            let first = self.atom();
            let end = self.at;
            let times = self.times();
            let after = self.at;
            for time in 0..times {
                if time == 0 {
                    out.push_str(&first);
                    continue;
                }
                self.at = start;
                let next = self.atom();
                out.push_str(&next);
                debug_assert_eq!(self.at, end, "an atom is read the same way each time");
            }
            self.at = after;
        }
        out
    }

    /// A group, a class or a character.
    fn atom(&mut self) -> String {
        if self.eat("(?:") || self.eat("(") {
            let text = self.alternatives();
            self.eat(")");
            return text;
        }
        if self.eat("[") {
            return self.class();
        }
        self.eat("\\");
        let one = self.peek().map(String::from).unwrap_or_default();
        self.at += 1;
        one
    }

    fn class(&mut self) -> String {
        let mut all = Vec::new();
        while let Some(from) = self.peek() {
            self.at += 1;
            if from == ']' {
                break;
            }
            let to = self
                .pattern
                .get(self.at + 1)
                .copied()
                .filter(|end| self.peek() == Some('-') && *end != ']');
            match to {
                Some(to) => {
                    all.extend(from..=to);
                    self.at += 2;
                }
                None => all.push(from),
            }
        }
        let one = self.random.below(all.len().max(1) as u64) as usize;
        all.get(one).map(char::to_string).unwrap_or_default()
    }

    /// How often the atom before comes.
    fn times(&mut self) -> usize {
        let unlimited = |sample: &mut Self| match sample.stretch.take() {
            Some(stretch) => stretch,
            None => sample.random.below(FEW as u64) as usize,
        };
        if self.eat("*") {
            return unlimited(self);
        }
        if self.eat("+") {
            return 1 + unlimited(self);
        }
        if self.eat("?") {
            return usize::from(self.stretch.is_some() || self.random.below(2) == 0);
        }
        let counted = self.pattern.get(self.at + 1).is_some_and(char::is_ascii_digit);
        if self.peek() != Some('{') || !counted {
            return 1;
        }
        let end = self
            .pattern
            .iter()
            .skip(self.at)
            .position(|letter| *letter == '}')
            .unwrap_or_default();
        let text: String = self
            .pattern
            .iter()
            .skip(self.at + 1)
            .take(end.saturating_sub(1))
            .collect();
        self.at += end + 1;
        let mut bounds = text.split(',').filter_map(|bound| bound.parse::<u64>().ok());
        let least = bounds.next().unwrap_or_default();
        let most = bounds.next().unwrap_or(least).max(least);
        (least + self.random.below(most - least + 1)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::matching;
    use crate::random::Random;

    #[test]
    fn groups_classes_and_repetitions_are_followed() {
        let mut random = Random::from_seed(1);
        for _ in 0..100 {
            let text = matching("^a(?:[b-d_]+|x{2,3})\\/?$", None, &mut random);
            let inner = text.trim_start_matches('a').trim_end_matches('/');
            let class = !inner.is_empty() && inner.chars().all(|letter| "bcd_".contains(letter));
            assert!(
                text.starts_with('a') && (class || matches!(inner, "xx" | "xxx")),
                "{text}"
            );
        }
        assert_eq!(matching("a[b]*c", Some(9), &mut random), "abbbbbbbbbc");
    }
}
