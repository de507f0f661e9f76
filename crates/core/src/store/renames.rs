//! Accepted renames: which jobs become one. Knows names and the runs that they stand in, not where
//! results come from.

use tailorbird_snapshot::config::Rename;
use tailorbird_snapshot::{Issue, Kind, codes};

use super::merge::Known;
use crate::format::plural;
use crate::names;
use crate::sorted;

/// Renames from an old name to the newest one. More is a circle, or no history that anyone keeps.
const MAX_STEPS: usize = 32;

/// Old names of jobs and what they are called since. The default has none.
#[derive(Debug, Default)]
pub struct Renames(Vec<Step>);

/// One rename.
#[derive(Debug, Default)]
struct Step {
    from: String,
    to: String,
    /// Renames until the newest name, itself among them.
    left: usize,
}

/// A job that becomes another one, or takes a name that no job has.
pub(super) struct Joined {
    /// Index of the job under its old name.
    pub(super) job: usize,
    /// Index of the job that it is part of. None: it stays, under the new name.
    pub(super) into: Option<usize>,
    /// The new name.
    pub(super) name: String,
}

/// A job as [`Renames::join`] sees it.
pub(super) struct Named<'a> {
    pub(super) kind: Kind,
    /// What stands before the name in [`Known`]: project and workflow, a line each.
    pub(super) home: String,
    pub(super) name: &'a str,
}

impl Renames {
    /// Those that lead to another name; the others are left out and reported.
    pub(super) fn new(renames: &[Rename]) -> (Self, Vec<Issue>) {
        let mut issues = Vec::new();
        let mut tell = |from: &str, why: &str| {
            let place = format!("config: renames: {from}");
            let what = format!("{why}; it was left out");
            issues.push(Issue::new(codes::CONFIG_INVALID, place, what));
        };
        let clean = |rename: &Rename| Step {
            from: names::normalize(&rename.from).name,
            to: names::normalize(&rename.to).name,
            left: 0,
        };
        let mut all: Vec<Step> = renames.iter().map(clean).collect();
        let from = |at: usize| all.get(at).map(|step| &step.from);
        let mut known = Self::default();
        for at in sorted::indexes(all.len(), &|a, b| from(a).cmp(&from(b))) {
            let Some(step) = all.get_mut(at as usize) else {
                continue;
            };
            let Step { from, to, left } = std::mem::take(step);
            if from.is_empty() || to.is_empty() {
                tell(&from, "a name is empty");
            } else if known.0.last().is_some_and(|step| step.from == from) {
                tell(&from, "another rename of this name stands above");
            } else {
                known.0.push(Step { from, to, left });
            }
        }
        let left: Vec<usize> = known.0.iter().map(|step| known.left(step)).collect();
        for (step, left) in known.0.iter_mut().zip(left) {
            step.left = left;
            if left > MAX_STEPS {
                tell(
                    &step.from,
                    "it leads in a circle, or through too many names",
                );
            }
        }
        known.0.retain(|step| step.left <= MAX_STEPS);
        (known, issues)
    }

    /// The rename of this name.
    fn of(&self, name: &str) -> Option<&Step> {
        let at = self.0.binary_search_by(|step| step.from.as_str().cmp(name));
        self.0.get(at.ok()?)
    }

    /// Renames until the newest name, at most one more than there may be.
    fn left(&self, step: &Step) -> usize {
        let (mut left, mut step) = (1, step);
        while let Some(next) = self.of(&step.to).filter(|_| left <= MAX_STEPS) {
            (left, step) = (left + 1, next);
        }
        left
    }

    /// Which of the first `n` jobs become one with another. Two of which one run holds both are
    /// two jobs, whatever the configuration says; that is reported.
    ///
    /// `known`: the jobs by kind, home and name; old names lead to the joined job afterwards.
    /// `runs`: the runs of a job in ascending order.
    pub(super) fn join<'a>(
        &self,
        n: usize,
        known: &mut Known,
        job: &dyn Fn(usize) -> Option<Named<'a>>,
        runs: &dyn Fn(usize) -> Vec<u32>,
        issues: &mut Vec<Issue>,
    ) -> Vec<Joined> {
        let mut out = Vec::new();
        if self.0.is_empty() {
            return out;
        }
        let renamed = |at: usize| Some((at, self.of(job(at)?.name)?));
        let todo: Vec<(usize, &Step)> = (0..n).filter_map(renamed).collect();
        // The newest names first: what an old one leads to is settled then.
        let key = |at: usize| todo.get(at).map(|(_, step)| (step.left, &step.from));
        let order = sorted::indexes(todo.len(), &|a, b| key(a).cmp(&key(b)));
        // Runs of jobs that others became part of.
        let mut held: Vec<Vec<u32>> = vec![Vec::new(); n];
        for &(at, first) in order.iter().filter_map(|i| todo.get(*i as usize)) {
            let Some(Named { kind, home, .. }) = job(at) else {
                continue;
            };
            let key = |name: &str| (kind, [&home, name].concat());
            let mut step = first;
            let mut into = known.get(&key(&step.to));
            while let (None, Some(next)) = (into, self.of(&step.to)) {
                step = next;
                into = known.get(&key(&step.to));
            }
            let into = into.map(|found| found.0);
            if let Some(theirs) = into.and_then(|i| held.get_mut(i)) {
                if theirs.is_empty() {
                    *theirs = into.map(runs).unwrap_or_default();
                }
                let mine = runs(at);
                let n = both(&mine, theirs);
                if n > 0 {
                    let runs = plural(n, "run", "runs");
                    let of = home.split('\n').nth(1).unwrap_or(kind.as_str());
                    issues.push(Issue::new(
                        codes::RENAME_REFUSED,
                        format!("config: renames: {}", first.from),
                        format!("both names stand in {runs} of {of}; they stay two jobs"),
                    ));
                    continue;
                }
                theirs.extend(mine);
                sorted::sort(theirs, &|a, b| a.cmp(&b));
            }
            known.insert(key(&first.from), (into.unwrap_or(at), 0));
            known.insert(key(&step.to), (into.unwrap_or(at), 0));
            let (job, name) = (at, step.to.clone());
            out.push(Joined { job, into, name });
        }
        out
    }
}

/// How many runs stand in both lists, which are in ascending order.
fn both(mine: &[u32], theirs: &[u32]) -> u64 {
    let mut last = None;
    let is_new = |run: &&u32| last.replace(**run) != Some(**run);
    let mine = mine.iter().filter(is_new);
    mine.filter(|run| theirs.binary_search(run).is_ok()).count() as u64
}
