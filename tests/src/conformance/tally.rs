//! What is counted.

use core::array;
use core::ops::AddAssign;

/// What a case may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// Valid or not.
    Verdicts,
    /// Every error is one that is expected, by its code, elements and further facts.
    ErrorIdentities,
    /// Every error stands where one that is expected stands.
    ErrorLocations,
    /// What is asked about elements: one question each.
    ObjectModel,
    /// The resolver is asked for just the identifiers that are missing.
    Resolution,
    /// Texts that are instances of an element or not: one question each.
    Instances,
    /// Identifiers and their parts.
    Dtmis,
}

impl Part {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Verdicts,
        Self::ErrorIdentities,
        Self::ErrorLocations,
        Self::ObjectModel,
        Self::Resolution,
        Self::Instances,
        Self::Dtmis,
    ];

    /// The heading of its column.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Verdicts => "verdicts",
            Self::ErrorIdentities => "error identities",
            Self::ErrorLocations => "error locations",
            Self::ObjectModel => "object model",
            Self::Resolution => "resolution",
            Self::Instances => "instances",
            Self::Dtmis => "dtmis",
        }
    }
}

/// How many questions were asked and passed, by part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally([(usize, usize); 7]);

impl Tally {
    /// Passed and total of a part.
    #[must_use]
    pub fn of(&self, part: Part) -> (usize, usize) {
        self.0.get(part as usize).copied().unwrap_or_default()
    }

    fn count(&mut self, part: Part, passed: bool) {
        if let Some((right, total)) = self.0.get_mut(part as usize) {
            *total += 1;
            *right += usize::from(passed);
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        let (mine, theirs) = (self.0, other.0);
        self.0 = array::from_fn(|part| {
            let (mine, theirs) = (mine.get(part), theirs.get(part));
            let (mine, theirs) = (mine.copied().unwrap_or_default(), theirs.copied().unwrap_or_default());
            (mine.0 + theirs.0, mine.1 + theirs.1)
        });
    }
}

/// The questions of one case, and what was wrong.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) tally: Tally,
    pub(super) wrong: Vec<String>,
}

impl Parts {
    /// Counts a question; it failed if there is something wrong.
    pub(super) fn ask(&mut self, part: Part, wrong: Option<String>) {
        self.tally.count(part, wrong.is_none());
        self.wrong
            .extend(wrong.map(|wrong| format!("{}: {wrong}", part.name())));
    }
}
