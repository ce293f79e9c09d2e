//! Random values for tests, from a seed that is printed.

use std::time::{SystemTime, UNIX_EPOCH};

/// A small generator (SplitMix64).
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// From `DTDL_SEED`, or from the clock; printed, so that a failure can be repeated.
    #[must_use]
    pub fn new() -> Self {
        let given = std::env::var("DTDL_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            now.as_nanos() as u64
        });
        println!("DTDL_SEED={seed}");
        Self(seed)
    }

    /// From a seed that is known otherwise.
    #[must_use]
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// From a seed of the caller's.
    #[must_use]
    pub const fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 random bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Less than `limit`, which is not 0.
    pub const fn below(&mut self, limit: u64) -> u64 {
        self.bits() % limit
    }

    /// Any integer.
    pub const fn integer(&mut self) -> i32 {
        self.bits() as i32
    }

    /// Any finite double, often an ordinary one.
    pub fn double(&mut self) -> f64 {
        loop {
            let value = match self.below(4) {
                0 => f64::from_bits(self.bits()),
                1 => f64::from(self.integer()),
                _ => (self.below(2_000_001) as f64 - 1_000_000.0) / 1024.0,
            };
            if value.is_finite() {
                return value;
            }
        }
    }
}

impl Default for Random {
    fn default() -> Self {
        Self::new()
    }
}
