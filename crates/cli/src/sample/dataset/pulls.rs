//! Pull requests and what was pushed to them.

use std::collections::BTreeSet;

use super::super::checks::{Change, GROUPS, Pr};
use super::super::rng::Rng;
use super::calendar::{AFTER_SLOT, HOUR, NOW, SLOT, secs};
use super::commits::{sha, title};
use super::words::{AUTHORS, DOCS, pick};

/// A pull request.
pub(super) struct Pull {
    pub(super) number: u64,
    pub(super) title: String,
    pub(super) author: &'static str,
    pub(super) change: Change,
    /// Oldest first, at least one.
    pub(super) pushes: Vec<Push>,
    pub(super) merged: bool,
    /// When anything happened to it last.
    pub(super) updated: i64,
}

/// A head commit of a pull request.
pub(super) struct Push {
    pub(super) at: i64,
    pub(super) sha: String,
    /// The group of jobs that it breaks. None: it is good.
    pub(super) breaks: Option<u64>,
}

/// Those that are still open, counted from the newest.
const OPEN: u64 = 4;

/// Pull requests, newest first; checks of the first one still run.
pub(super) fn pulls(seed: u64, prs: &[Pr]) -> Vec<Pull> {
    let mut taken = BTreeSet::new();
    let one = |(pr, nth)| pull(seed, pr, nth, &mut taken);
    prs.iter().zip(0..).map(one).collect()
}

/// The last free slot up to a time.
fn slot(time: i64, taken: &mut BTreeSet<i64>) -> i64 {
    let mut slot = time.div_euclid(SLOT);
    while !taken.insert(slot) {
        slot -= 1;
    }
    slot * SLOT + AFTER_SLOT
}

fn pull(seed: u64, pr: &Pr, nth: u64, taken: &mut BTreeSet<i64>) -> Pull {
    let mut rng = Rng::of(seed, "pull request of a data set", pr.number);
    // A day holds about one; later pushes of one never pass those of the next.
    let late = rng.below(3 * 3_600).min(nth * 3_600);
    let newest = slot(NOW - 2_400 - secs(nth) * 23 * HOUR - secs(late), taken);
    let mut pushes = vec![Push {
        at: newest,
        sha: sha(&mut rng),
        breaks: pr.breaks,
    }];
    for _ in 0..rng.weighted(&[620, 300]) {
        let at = pushes.last().map_or(newest, |push| push.at);
        pushes.push(Push {
            at: slot(at - 5 * HOUR - secs(rng.below(50_000)), taken),
            sha: sha(&mut rng),
            breaks: pr
                .breaks
                .or_else(|| rng.chance(500).then(|| rng.below(GROUPS))),
        });
    }
    pushes.reverse();
    let merged = nth >= OPEN && pr.change != Change::Waiting && pr.breaks.is_none();
    let title = match pr.change {
        Change::Docs => pick(DOCS, rng.below(3)).map_or_else(String::new, |t| (*t).to_owned()),
        _ => title(&mut rng),
    };
    Pull {
        number: pr.number,
        title,
        author: pick(AUTHORS, rng.below(12)).copied().unwrap_or_default(),
        change: pr.change,
        pushes,
        merged,
        updated: (newest + 6 * HOUR + secs(rng.below(30_000))).min(NOW),
    }
}
