//! Invented but repeatable: SplitMix64 (Steele, Lea, Flood 2014), seeded by what it is for, so
//! that one more job or night leaves all others as they were.

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of pseudo-random numbers.
#[derive(Clone, Debug)]
pub(super) struct Rng(u64);

impl Rng {
    /// The stream for one purpose: a name and a number under the sample's seed.
    pub(super) fn of(seed: u64, purpose: &str, number: u64) -> Self {
        // FNV-1a over the purpose, then mixed with the numbers.
        let hash = purpose.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| {
            (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
        });
        let mut rng = Self(seed.wrapping_mul(GOLDEN) ^ hash);
        rng.0 = rng.next() ^ number.wrapping_mul(GOLDEN);
        rng.next();
        rng
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n` - 1; 0 where `n` is 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.next().checked_rem(n).unwrap_or_default()
    }

    /// True in `per_mille` of 1,000 cases.
    pub(super) fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1_000) < per_mille
    }

    /// An index by weight, from 0 on; the last one takes what is left.
    pub(super) fn weighted(&mut self, per_mille: &[u64]) -> usize {
        let mut roll = self.below(1_000);
        for (index, weight) in per_mille.iter().enumerate() {
            if roll < *weight {
                return index;
            }
            roll -= weight;
        }
        per_mille.len()
    }
}
