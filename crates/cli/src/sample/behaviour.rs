//! How a job fares over the nights. `age` is 0 for the newest run.

use super::rng::Rng;
use super::wire::Word;

/// What a job's history looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behaviour {
    /// Passes; fails now and then, in this many of 1,000 runs.
    Fails { per_mille: u64 },
    /// Has failed since this many runs.
    Broken { runs: u64 },
    /// Failed in these runs, newest and oldest age, and passes since.
    Repaired { newest: u64, oldest: u64 },
    /// Never passed.
    AlwaysFails,
    /// Never ran.
    AlwaysSkipped,
}

impl Behaviour {
    /// Draws a behaviour for a job.
    pub(super) fn draw(rng: &mut Rng, nights: u64) -> Self {
        match rng.weighted(&[580, 160, 45, 20, 45, 25, 35, 30, 40]) {
            1 => Self::Fails { per_mille: 55 },
            2 => Self::Fails { per_mille: 250 },
            3 => Self::Broken { runs: 1 },
            4 => Self::Broken {
                runs: 2 + rng.below(nights),
            },
            5 => Self::Repaired {
                newest: 1,
                oldest: 1 + rng.below(12),
            },
            6 => {
                let newest = 2 + rng.below(4);
                Self::Repaired {
                    newest,
                    oldest: newest + rng.below(5),
                }
            }
            7 => Self::AlwaysFails,
            8 => Self::AlwaysSkipped,
            _ => Self::Fails { per_mille: 3 },
        }
    }

    /// The result of one nightly run.
    pub(super) fn result(self, rng: &mut Rng, age: u64) -> Word {
        let fails = match self {
            Self::Fails { per_mille } => rng.chance(per_mille),
            Self::Broken { runs } => age < runs || (age > runs && rng.chance(20)),
            Self::Repaired { newest, oldest } => (newest..=oldest).contains(&age),
            Self::AlwaysFails => true,
            Self::AlwaysSkipped => return Word::Skip,
        };
        if fails { Word::Fail } else { Word::Pass }
    }

    /// The result of a pull-request check, for which a nightly history is only a hint.
    pub(super) fn check_result(self, rng: &mut Rng) -> Word {
        let per_mille = match self {
            Self::Fails { per_mille } => per_mille + 10,
            Self::Broken { runs } => (runs * 90).min(850),
            Self::Repaired { .. } => 150,
            Self::AlwaysFails => 900,
            Self::AlwaysSkipped => return Word::Skip,
        };
        if rng.chance(per_mille) {
            Word::Fail
        } else {
            Word::Pass
        }
    }
}

/// In which nightly runs a job exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// In all.
    Always,
    /// It was added: only in this many newest runs.
    Newest(u64),
    /// It was removed: not in this many newest runs.
    NotNewest(u64),
    /// In this many of 1,000 runs.
    Sometimes(u64),
}

impl Presence {
    /// Draws a presence for a job.
    pub(super) fn draw(rng: &mut Rng, nights: u64) -> Self {
        match rng.weighted(&[890, 45, 30]) {
            0 => Self::Always,
            1 => Self::Newest(1 + rng.below(nights)),
            2 => Self::NotNewest(1 + rng.below(nights.min(12))),
            _ => Self::Sometimes(700),
        }
    }

    /// Whether the job is in the run of this age.
    pub(super) fn holds(self, rng: &mut Rng, age: u64) -> bool {
        match self {
            Self::Always => true,
            Self::Newest(runs) => age < runs,
            Self::NotNewest(runs) => age >= runs,
            Self::Sometimes(per_mille) => rng.chance(per_mille),
        }
    }
}
