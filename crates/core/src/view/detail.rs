//! What an opened row shows: every run of the window with each attempt, owners, and since when.

use tailorbird_snapshot::dataset::Commit;
use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::table::TableRow;
use crate::link;
use crate::names::OwnerGroup;
use crate::state::State;
use crate::store::{CellIdx, RunName, Store};

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptView {
    /// What became of it.
    pub outcome: Outcome,
    /// The published word, where the outcome is unknown and there was one.
    pub word: Option<String>,
    /// Its address, where it may be a link.
    pub url: Option<String>,
    /// 1 = the oldest one listed.
    pub position: u32,
    /// GitHub's `run_attempt`, where known.
    pub run_attempt: Option<u32>,
    /// Seconds since 1970 UTC; None: not known.
    pub started_at: Option<i64>,
    /// From start to end in seconds; None: not known, or it still runs.
    pub duration_secs: Option<u32>,
    /// The first step that failed.
    pub failing_step: Option<String>,
    /// File (empty: unknown) and name of the test cases that failed.
    pub failing_tests: Vec<(String, String)>,
    /// The log around the first failure.
    pub excerpt: Option<String>,
    /// Name of the runner, where it is kept.
    pub runner: Option<String>,
}

/// The commits between the newest run that passed and the oldest that failed after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Head commit of the run that passed.
    pub good_sha: String,
    /// Head commit of the oldest run of the streak.
    pub bad_sha: String,
    /// Compare link, where it may be one. None where both are the same commit: then it is no
    /// change of the code.
    pub url: Option<String>,
    /// The commits between them, oldest first, where the data has them.
    pub commits: Vec<Commit>,
}

impl Suspect {
    /// Both runs are of one commit.
    #[must_use]
    pub fn is_same_commit(&self) -> bool {
        self.good_sha == self.bad_sha
    }
}

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunView {
    /// The run or pull request.
    pub name: RunName,
    /// Its address, where it may be a link.
    pub url: Option<String>,
    /// Verdict of the job in it; [`Verdict::None`]: it has no such job.
    pub verdict: Verdict,
    /// Result; None for a hole.
    pub result: Option<Outcome>,
    /// Attempts of the whole run, where known and more than one.
    pub run_attempts: Option<u32>,
    /// Creation in seconds since 1970 UTC; None: not known.
    pub created_at: Option<i64>,
    /// Title of the pull request, where known.
    pub title: Option<String>,
    /// Not all jobs of the run could be read.
    pub partial: bool,
    /// Newest first.
    pub attempts: Vec<AttemptView>,
}

/// An opened row.
#[derive(Clone, Debug, PartialEq)]
pub struct DetailView {
    /// Newest first, holes included.
    pub runs: Vec<RunView>,
    /// Number of the run since which it is broken; None where it is not, and for pull requests.
    pub broken_since: Option<RunName>,
    /// Number of the newest run that passed before.
    pub last_good: Option<RunName>,
    /// What may have broken it; None where it is not broken, a head commit is unknown, or for pull
    /// requests.
    pub suspect: Option<Suspect>,
    /// The streak reaches the end of what is loaded.
    pub open_ended: bool,
    /// Who answers for it.
    pub owners: Vec<OwnerGroup>,
    /// Categories of the configuration.
    pub categories: Vec<String>,
    /// Its kind: build, test, static, publish, other.
    pub job_kind: &'static str,
    /// Matrix values: dimension key, value.
    pub dimensions: Vec<(String, String)>,
    /// A raw `${{ … }}`: the matrix was skipped before it was expanded.
    pub unexpanded: bool,
}

/// Opens a row.
#[must_use]
pub fn detail(store: &Store, row: &TableRow, hosts: &[String]) -> Option<DetailView> {
    let series = store.series(row.series)?;
    let described = store.described(row.series)?;
    let runs = store.runs_of(row.series);
    let number = |c: Option<CellIdx>| {
        let run = runs.get(store.run(c?) as usize)?;
        (series.kind == Kind::Nightly).then(|| run.name())
    };
    let standing = &row.stats.standing;
    let dimensions = described.job.dimensions.iter();
    Some(DetailView {
        runs: run_views(store, row, hosts),
        broken_since: number(standing.broken_since),
        last_good: number(standing.last_good),
        suspect: suspect(store, row, hosts),
        open_ended: matches!(
            standing.state,
            State::Failing {
                open_ended: true,
                ..
            }
        ),
        owners: store.owner_groups(row.series).cloned().collect(),
        categories: store
            .categories(row.series)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        job_kind: described.job.kind.as_str(),
        dimensions: dimensions
            .map(|d| (d.key.clone(), d.value.clone()))
            .collect(),
        unexpanded: described.job.unexpanded,
    })
}

fn run_views(store: &Store, row: &TableRow, hosts: &[String]) -> Vec<RunView> {
    let runs = store.runs_of(row.series);
    let columns = runs
        .iter()
        .skip(row.window.newest as usize)
        .take(row.window.len as usize);
    let mut views: Vec<RunView> = columns
        .map(|run| RunView {
            name: run.name(),
            url: run
                .url
                .as_deref()
                .and_then(|u| link::safe(u, hosts))
                .map(str::to_owned),
            verdict: Verdict::None,
            result: None,
            run_attempts: run.attempts.filter(|n| *n > 1),
            created_at: run.created_at,
            title: run.title.clone(),
            partial: run.partial,
            attempts: Vec::new(),
        })
        .collect();
    for cell in store.cells(row.series) {
        let column = store.run(cell);
        if !row.window.holds(column) {
            continue;
        }
        if let Some(view) = views.get_mut((column - row.window.newest) as usize) {
            view.verdict = store.verdict(cell);
            view.result = Some(store.result(cell));
            view.attempts = attempts(store, cell, hosts);
        }
    }
    views
}

/// The real attempts of a cell, newest first.
#[must_use]
pub fn attempts(store: &Store, cell: CellIdx, hosts: &[String]) -> Vec<AttemptView> {
    let range = store.attempts(cell);
    let n = u32::try_from(range.len()).unwrap_or(u32::MAX);
    let positions = (1..=n).rev();
    range
        .zip(positions)
        .map(|(at, position)| {
            let source = store.source(at);
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let secs = source.and_then(|(shard, row)| shard.duration_secs(row));
            let tests = source.map(|(shard, row)| shard.failing_tests(row));
            let tests = tests.into_iter().flatten();
            AttemptView {
                outcome: store.outcome(at),
                word: store.word(at).map(str::to_owned),
                url: store.address(at).filter(|u| link::safe(u, hosts).is_some()),
                position,
                run_attempt: source.map(|(s, row)| s.run_attempt(row)).filter(|n| *n > 0),
                started_at: source.and_then(|(shard, row)| shard.started_at(row)),
                duration_secs: secs.and_then(|secs| u32::try_from(secs).ok()),
                failing_step: owned(source.and_then(|(shard, row)| shard.failing_step(row))),
                failing_tests: tests.map(|(f, n)| (f.to_owned(), n.to_owned())).collect(),
                excerpt: owned(source.and_then(|(shard, row)| shard.excerpt(row))),
                runner: owned(source.and_then(|(shard, row)| shard.runner(row))),
            }
        })
        .collect()
}

/// What lies between the newest good run and the oldest of the streak.
fn suspect(store: &Store, row: &TableRow, hosts: &[String]) -> Option<Suspect> {
    let series = store.series(row.series)?;
    if series.kind != Kind::Nightly {
        return None;
    }
    let standing = &row.stats.standing;
    let sha = |cell: Option<CellIdx>| store.run_info(row.series, cell?)?.head_sha.clone();
    let good_sha = sha(standing.last_good)?;
    let bad_sha = sha(standing.broken_since)?;
    Some(commits_between(
        store,
        &series.home.project,
        good_sha,
        bad_sha,
        hosts,
    ))
}

/// What lies between two head commits of a project.
pub(super) fn commits_between(
    store: &Store,
    project: &str,
    good_sha: String,
    bad_sha: String,
    hosts: &[String],
) -> Suspect {
    let differ = good_sha != bad_sha;
    let repository = store.repository_of(project).filter(|_| differ);
    let url = repository.map(|r| format!("https://github.com/{r}/compare/{good_sha}...{bad_sha}"));
    let commits = store.commits(project, &good_sha, &bad_sha);
    Suspect {
        url: url.filter(|u| link::safe(u, hosts).is_some()),
        commits: commits.map_or_else(Vec::new, |range| range.commits.clone()),
        good_sha,
        bad_sha,
    }
}
