//! Stores for tests, from strips: one letter a run, newest first.
//!
//! `P F S C W R U` are results of a single attempt (passed, failed, skipped, cancelled, waiting,
//! running, unknown), `.` is a hole. With older attempts: `m` passed over failed, `M` failed over
//! passed, `s` skipped over failed, `x` passed over failed and skipped. `k` and `K` are `m` and `M`
//! of a source that knows reruns of one commit: their verdict is flaky.

use std::sync::Arc;

use tailorbird_snapshot::{
    Issue, Kind, Link, Outcome, Run, Series, Snapshot, Verdict, config, decode,
};

use super::{Input, Naming, Store, build};

/// Number of the newest run of a strip.
pub(crate) const NEWEST: u64 = 500;

/// A job as a test writes it.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    name: String,
    strip: String,
    required: Option<bool>,
    lists_attempts: bool,
}

/// A job that is not required and whose file lists attempts.
pub(crate) fn job(name: &str, strip: &str) -> Job {
    Job {
        name: name.to_owned(),
        strip: strip.to_owned(),
        required: Some(false),
        lists_attempts: true,
    }
}

impl Job {
    pub(crate) fn required(mut self) -> Self {
        self.required = Some(true);
        self
    }

    /// The file does not say whether it is required.
    pub(crate) fn unknown(mut self) -> Self {
        self.required = None;
        self
    }

    /// The file lists no attempts.
    pub(crate) fn bare(mut self) -> Self {
        self.lists_attempts = false;
        self
    }
}

/// Attempts of a letter, newest first.
fn attempts(letter: char) -> Vec<Outcome> {
    use Outcome as O;
    match letter {
        'P' => vec![O::Passed],
        'F' => vec![O::Failed],
        'S' => vec![O::Skipped],
        'C' => vec![O::Cancelled],
        'W' => vec![O::Waiting],
        'R' => vec![O::Running],
        'U' => vec![O::Unknown],
        'm' | 'k' => vec![O::Passed, O::Failed],
        'M' | 'K' => vec![O::Failed, O::Passed],
        's' => vec![O::Skipped, O::Failed],
        'x' => vec![O::Passed, O::Failed, O::Skipped],
        other => panic!("no outcome is called {other}"),
    }
}

/// One file whose strips begin with the run of this number.
pub(crate) fn snapshot(kind: Kind, newest: u64, jobs: &[Job]) -> Snapshot {
    let mut out = Snapshot {
        source: format!("{}-{newest}.json", kind.as_str()),
        ..Snapshot::default()
    };
    let width = jobs.iter().map(|j| j.strip.chars().count()).max();
    for number in (0..width.unwrap_or(0) as u64).map(|i| newest - i) {
        out.runs.push(Run {
            kind,
            number,
            url: Some(format!("https://github.com/o/r/actions/runs/{number}")),
            attempts: None,
        });
        out.prefixes
            .push(format!("https://github.com/o/r/actions/runs/{number}/job/"));
    }
    for (row, job) in (1_u64..).zip(jobs) {
        let start = u32::try_from(out.n_cells()).unwrap();
        for (run, letter) in (0_u32..).zip(job.strip.chars()).filter(|c| c.1 != '.') {
            let outcomes = attempts(letter);
            out.cell_run.push(run);
            out.cell_result.push(outcomes[0]);
            for (i, outcome) in (0_u64..).zip(outcomes) {
                out.attempt_outcome.push(outcome);
                let job = row * 1_000 + u64::from(run) * 10 + i;
                out.attempt_link.push(Link { prefix: run, job });
            }
            out.attempt_end
                .push(u32::try_from(out.attempt_outcome.len()).unwrap());
        }
        out.series.push(Series {
            name: job.name.clone(),
            kind,
            required: job.required,
            lists_attempts: job.lists_attempts,
            cells: (start, u32::try_from(out.n_cells()).unwrap()),
        });
    }
    out
}

/// The store of these files.
pub(crate) fn join(snapshots: Vec<Snapshot>) -> (Store, Vec<Issue>) {
    let input = |snapshot| Input {
        snapshot,
        issues: Vec::new(),
    };
    let inputs: Vec<Input> = snapshots.into_iter().map(input).collect();
    join_inputs(&inputs, Naming::default())
}

/// The store of files given by their names and texts, with what is odd in them.
pub(crate) fn open(files: &[(&str, &str)]) -> (Store, Vec<Issue>) {
    let read = |(name, text): &(&str, &str)| {
        let (snapshot, issues) = decode(text.as_bytes(), name).unwrap();
        Input { snapshot, issues }
    };
    let inputs: Vec<Input> = files.iter().map(read).collect();
    join_inputs(&inputs, Naming::default())
}

fn join_inputs(inputs: &[Input], naming: Naming) -> (Store, Vec<Issue>) {
    build(inputs, Arc::new(naming))
}

/// The store of one file, with the flaky verdicts that no legacy file can tell.
pub(crate) fn store(kind: Kind, jobs: &[Job]) -> Store {
    store_with(kind, jobs, "{}")
}

/// The same as if it came of a data set: it can tell flaky verdicts and attempts.
pub(crate) fn store_of_dataset(kind: Kind, jobs: &[Job]) -> Store {
    let mut store = store(kind, jobs);
    for series in &mut store.series {
        series.is_legacy = false;
    }
    store
}

/// The same, with a configuration.
pub(crate) fn store_with(kind: Kind, jobs: &[Job], config: &str) -> Store {
    let (config, issues) = config::decode(config.as_bytes(), "config.json").unwrap();
    assert!(issues.is_empty(), "{issues:?}");
    let naming = Naming::new(&config);
    assert_eq!(naming.issues(), []);
    let snapshot = snapshot(kind, NEWEST, jobs);
    let input = Input {
        snapshot,
        issues: Vec::new(),
    };
    let (mut store, issues) = join_inputs(&[input], naming);
    assert!(issues.is_empty(), "{issues:?}");
    let letters: Vec<char> = jobs
        .iter()
        .flat_map(|j| j.strip.chars())
        .filter(|c| *c != '.')
        .collect();
    for (verdict, letter) in store.cell_verdict.iter_mut().zip(letters) {
        if matches!(letter, 'k' | 'K') {
            *verdict = Verdict::Flaky;
        }
    }
    store
}
