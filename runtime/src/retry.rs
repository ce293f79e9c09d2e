//! When to try again. Every delay is drawn anew, also at the cap, so that devices which lost a hub together do not come
//! back together.

use core::time::Duration;

/// A seeded source of numbers for jitter (splitmix64); not for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A duration below `limit`, to the millisecond.
    pub(crate) fn below(&mut self, limit: Duration) -> Duration {
        let limit = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX).max(1);
        Duration::from_millis(self.next() % limit)
    }

    /// A duration from `low` up to, not including, `high`.
    pub(crate) fn between(&mut self, low: Duration, high: Duration) -> Duration {
        low + self.below(high.saturating_sub(low))
    }
}

/// How patient the next attempt should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// The trouble may pass at any moment.
    Fast,
    /// The other end asked for less.
    Throttled,
    /// The other end said no for good. Nobody may ever come to look at this device, so it asks again, slowly, for ever.
    Slow,
}

/// Counts failures and draws delays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    pub(crate) const fn new() -> Self {
        Self { failures: 0 }
    }

    /// One more failure: how long to wait.
    pub(crate) fn delay(&mut self, pace: Pace, random: &mut Random) -> Duration {
        let step = self.failures;
        self.failures = self.failures.saturating_add(1);
        let window = |base: u64, cap: u64| {
            let factor = 1_u64.checked_shl(step).unwrap_or(u64::MAX);
            Duration::from_millis(base.saturating_mul(factor).min(cap))
        };
        match pace {
            Pace::Fast => random.below(window(500, 30_000)),
            Pace::Throttled => Duration::from_secs(2) + random.below(window(5_000, 300_000)),
            Pace::Slow => random.between(Duration::from_secs(45 * 60), Duration::from_secs(75 * 60)),
        }
    }

    /// It worked.
    pub(crate) const fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;
    use alloc::vec::Vec;

    fn delays(pace: Pace, seed: u64, count: usize) -> Vec<Duration> {
        let (mut backoff, mut random) = (Backoff::default(), Random::new(seed));
        (0..count).map(|_| backoff.delay(pace, &mut random)).collect()
    }

    #[test]
    fn delays_grow_to_a_cap_and_are_spread_there_too() {
        let first: Vec<_> = (0..200).flat_map(|seed| delays(Pace::Fast, seed, 1)).collect();
        assert!(first.iter().all(|delay| *delay < Duration::from_millis(500)));
        let late: BTreeSet<_> = delays(Pace::Fast, 7, 200).into_iter().skip(100).collect();
        assert!(late.iter().all(|delay| *delay < Duration::from_secs(30)));
        assert!(late.len() > 90, "no two devices shall share a delay");
        assert!(late.iter().any(|delay| *delay > Duration::from_secs(25)));
        assert!(late.iter().any(|delay| *delay < Duration::from_secs(5)));
    }

    #[test]
    fn the_same_seed_gives_the_same_delays() {
        assert_eq!(delays(Pace::Fast, 3, 20), delays(Pace::Fast, 3, 20));
        assert_ne!(delays(Pace::Fast, 3, 20), delays(Pace::Fast, 4, 20));
    }

    #[test]
    fn a_final_answer_is_asked_again_about_every_hour() {
        for delay in delays(Pace::Slow, 1, 100) {
            assert!((45 * 60..75 * 60).contains(&delay.as_secs()));
        }
    }
}
