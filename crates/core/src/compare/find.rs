//! Which run a word means: `597`, `WORKFLOW:597`, or a run's id.

use tailorbird_snapshot::Kind;

use crate::store::{Axis, AxisIdx, RunInfo, Store};

/// A run: its axis and its column on it, 0 = newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunAt {
    /// The workflow's axis.
    pub axis: AxisIdx,
    /// The column.
    pub column: u32,
}

impl RunAt {
    /// The run itself.
    #[must_use]
    pub fn info(self, store: &Store) -> Option<&RunInfo> {
        store.axis(self.axis)?.runs.get(self.column as usize)
    }
}

/// Why no run was found. The text fits after "failed to".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FindError {
    /// Nothing is called so.
    #[error("find a run `{0}`: write its number, WORKFLOW:NUMBER or its id")]
    Unknown(String),
    /// Several workflows have a run of this number.
    #[error("tell which run `{0}` is: write {1}")]
    Several(String, String),
    /// There are not two runs to compare.
    #[error("find two scheduled runs of one workflow to compare")]
    TooFew,
    /// The run has no older one.
    #[error("find a run before `{0}`, the oldest one that is loaded: tell the other run")]
    Oldest(String),
}

fn axes<'a>(
    store: &'a Store,
    project: Option<&'a str>,
) -> impl Iterator<Item = (AxisIdx, &'a Axis)> {
    let all = store.axes(Kind::Nightly);
    all.filter(move |(_, axis)| project.is_none_or(|id| axis.project == id))
}

/// The scheduled run that a word means. An id goes before a number.
///
/// # Errors
/// None or several are called so.
pub fn find(store: &Store, project: Option<&str>, word: &str) -> Result<RunAt, FindError> {
    let (workflow, number) = match word.rsplit_once(':') {
        Some((workflow, number)) => (Some(workflow), number),
        None => (None, word),
    };
    let unknown = || FindError::Unknown(word.to_owned());
    let number: u64 = number.trim().parse().map_err(|_| unknown())?;
    let mut by_number = Vec::new();
    for (at, axis) in axes(store, project) {
        if workflow.is_some_and(|name| name != axis.workflow) {
            continue;
        }
        for (column, run) in (0_u32..).zip(&axis.runs) {
            let found = RunAt { axis: at, column };
            if run.id == Some(number) {
                return Ok(found);
            }
            if run.number == number {
                by_number.push((found, format!("{}:{number}", axis.workflow)));
            }
        }
    }
    match by_number.as_slice() {
        [] => Err(unknown()),
        [(found, _)] => Ok(*found),
        several => {
            let names: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
            Err(FindError::Several(word.to_owned(), names.join(" or ")))
        }
    }
}

/// The newest two runs of the workflow with the most jobs in its newest run: older, newer.
///
/// # Errors
/// No workflow has two.
pub fn newest_two(store: &Store, project: Option<&str>) -> Result<(RunAt, RunAt), FindError> {
    let n_jobs = |axis: AxisIdx| {
        let series = store.series_of(Kind::Nightly);
        let on_axis = series.filter(|at| store.series(*at).is_some_and(|s| s.axis == axis));
        on_axis
            .filter(|at| store.cells(*at).next().is_some_and(|c| store.run(c) == 0))
            .count()
    };
    let two = axes(store, project).filter(|(_, axis)| axis.runs.len() >= 2);
    let most = two.max_by_key(|(at, _)| (n_jobs(*at), std::cmp::Reverse(at.0)));
    let (axis, _) = most.ok_or(FindError::TooFew)?;
    let at = |column| RunAt { axis, column };
    Ok((at(1), at(0)))
}

/// The two runs that are asked for, older and newer, else the newest two; with one of them alone,
/// the run before it, or the newest of its workflow.
///
/// # Errors
/// A run is not there.
pub fn pair(
    store: &Store,
    project: Option<&str>,
    base: Option<&str>,
    head: Option<&str>,
) -> Result<(RunAt, RunAt), FindError> {
    match (base, head) {
        (Some(base), Some(head)) => Ok((find(store, project, base)?, find(store, project, head)?)),
        (None, Some(word)) => {
            let head = find(store, project, word)?;
            let column = head.column + 1;
            let base = RunAt { column, ..head };
            let found = base.info(store).map(|_| (base, head));
            found.ok_or_else(|| FindError::Oldest(word.to_owned()))
        }
        (Some(base), None) => {
            let base = find(store, project, base)?;
            Ok((base, RunAt { column: 0, ..base }))
        }
        (None, None) => newest_two(store, project),
    }
}

/// The word by which [`find`] finds a run: its number where that says it, else its id.
#[must_use]
pub fn word(store: &Store, project: Option<&str>, run: RunAt) -> Option<String> {
    let info = run.info(store)?;
    let number = info.number.to_string();
    if find(store, project, &number) == Ok(run) {
        return Some(number);
    }
    Some(info.id?.to_string())
}
