//! What happened through the runs of a job: red streaks, what failed how often, on which runner.

use tailorbird_snapshot::Outcome;

use crate::format::plural;
use crate::sorted;
use crate::store::RunName;
use crate::view::detail::{AttemptView, RunView};

/// Failed results in a row; what neither passed nor failed is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streak {
    /// Its oldest run.
    pub from: RunName,
    /// Creation of its oldest run in seconds since 1970 UTC; None: not known.
    pub from_at: Option<i64>,
    /// Its newest run.
    pub to: RunName,
    /// Failed results.
    pub length: u32,
    /// The run that ended it; None: it lasts.
    pub ended: Option<RunName>,
    /// It reaches the end of what is loaded.
    pub open_ended: bool,
}

impl Streak {
    /// How long it is: `≥ 3` where it reaches the end of what is loaded.
    #[must_use]
    pub fn length_text(&self) -> String {
        let least = if self.open_ended { "≥ " } else { "" };
        [least, &self.length.to_string()].concat()
    }
}

/// A failing step or test case, and in how many runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The file of a test case; empty: not known, or a step.
    pub file: String,
    /// Name of the step or test case.
    pub name: String,
    /// Runs with at least one attempt in which it failed.
    pub runs: u32,
    /// The oldest of them.
    pub first: RunName,
    /// The newest of them.
    pub last: RunName,
}

/// A machine and its attempts of the job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runner {
    /// Its name; of GitHub's own machines, which stand together, how many they are.
    pub name: String,
    /// Machines in the line; 0: the attempts whose machine is not known.
    pub machines: usize,
    /// They are GitHub's own.
    pub is_hosted: bool,
    /// Attempts that passed.
    pub passed: u32,
    /// Attempts that failed.
    pub failed: u32,
    /// All others.
    pub other: u32,
}

impl Runner {
    /// Whether the line counts the attempts of a machine; an empty name is one that is not known.
    pub(in crate::view) fn has(&self, machine: &str) -> bool {
        match (self.machines, self.is_hosted) {
            (0, _) => machine.is_empty(),
            (_, true) => machine.starts_with(HOSTED),
            (_, false) => self.name == machine,
        }
    }
}

/// The red streaks of runs that stand newest first, newest first.
pub(super) fn streaks(runs: &[RunView]) -> Vec<Streak> {
    let mut all = Vec::new();
    let mut present: Option<Streak> = None;
    let mut ended = None;
    for run in runs {
        match run.result {
            Some(Outcome::Failed) => {
                let streak = present.get_or_insert(Streak {
                    from: run.name,
                    from_at: run.created_at,
                    to: run.name,
                    length: 0,
                    ended,
                    open_ended: true,
                });
                streak.from = run.name;
                streak.from_at = run.created_at;
                streak.length += 1;
            }
            Some(Outcome::Passed) => {
                ended = Some(run.name);
                all.extend(present.take().map(|streak| Streak {
                    open_ended: false,
                    ..streak
                }));
            }
            _ => {}
        }
    }
    all.extend(present);
    all
}

/// The steps that failed, most often first.
pub(super) fn steps(runs: &[RunView]) -> Vec<Counted> {
    counted(runs, &|attempt, add| {
        if let Some(step) = &attempt.failing_step {
            add("", step);
        }
    })
}

/// The test cases that failed, most often first.
pub(super) fn tests(runs: &[RunView]) -> Vec<Counted> {
    counted(runs, &|attempt, add| {
        for (file, name) in &attempt.failing_tests {
            add(file, name);
        }
    })
}

/// Is given each attempt and what counts a file and a name.
type Each<'a> = &'a dyn Fn(&AttemptView, &mut dyn FnMut(&str, &str));

fn counted(runs: &[RunView], each: Each<'_>) -> Vec<Counted> {
    // With the place of the last run that was counted: attempts of one run count once.
    let mut all: Vec<(usize, Counted)> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        for attempt in &run.attempts {
            each(attempt, &mut |file, name| {
                let known = all
                    .iter_mut()
                    .find(|(_, one)| one.name == name && one.file == file);
                match known {
                    Some((last, _)) if *last == at => {}
                    Some((last, one)) => {
                        *last = at;
                        one.runs += 1;
                        one.first = run.name;
                    }
                    None => all.push((
                        at,
                        Counted {
                            file: file.to_owned(),
                            name: name.to_owned(),
                            runs: 1,
                            first: run.name,
                            last: run.name,
                        },
                    )),
                }
            });
        }
    }
    // Equal ones stay in the order in which they were last seen.
    let often = |at: usize| all.get(at).map(|(_, one)| one.runs);
    let order = sorted::indexes(all.len(), &|a, b| often(b).cmp(&often(a)));
    let one = |at: &u32| all.get(*at as usize).map(|(_, one)| one.clone());
    order.iter().filter_map(one).collect()
}

/// How the names of GitHub's own machines begin: each is used once, so they are one line.
const HOSTED: &str = "GitHub Actions ";

/// What the attempts whose machine is not known are called.
const UNKNOWN: &str = "machine not known";

/// The machines, those with most failures first, and last what is not known of any: data may name the
/// machines of failed attempts alone. None where no machine is known.
pub(super) fn runners(runs: &[RunView]) -> Vec<Runner> {
    let mut all: Vec<Runner> = Vec::new();
    let mut hosted: Vec<&str> = Vec::new();
    for attempt in runs.iter().flat_map(|run| &run.attempts) {
        let name = attempt.runner.as_deref().unwrap_or_default();
        let is_hosted = name.starts_with(HOSTED);
        if is_hosted && !hosted.contains(&name) {
            hosted.push(name);
        }
        let line = match name {
            "" => UNKNOWN,
            _ if is_hosted => HOSTED,
            _ => name,
        };
        let at = all.iter().position(|one| one.name == line);
        let at = at.unwrap_or_else(|| {
            all.push(Runner {
                name: line.to_owned(),
                machines: usize::from(!name.is_empty()),
                is_hosted,
                passed: 0,
                failed: 0,
                other: 0,
            });
            all.len() - 1
        });
        if let Some(one) = all.get_mut(at) {
            match attempt.outcome {
                Outcome::Passed => one.passed += 1,
                Outcome::Failed => one.failed += 1,
                _ => one.other += 1,
            }
        }
    }
    if let Some(one) = all.iter_mut().find(|one| one.is_hosted) {
        one.machines = hosted.len();
        let machines = plural(hosted.len() as u64, "machine", "machines");
        one.name = ["GitHub-hosted (", &machines, ")"].concat();
    }
    if all.iter().all(|one| one.machines == 0) {
        return Vec::new();
    }
    let key = |at: usize| {
        let one = all.get(at)?;
        Some((one.machines > 0, one.failed, one.passed + one.other))
    };
    let order = sorted::indexes(all.len(), &|a, b| key(b).cmp(&key(a)));
    let one = |at: &u32| all.get(*at as usize).cloned();
    order.iter().filter_map(one).collect()
}
