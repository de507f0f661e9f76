//! `job_stats.json` and `check_stats.json`. They hold no times and say little of older attempts:
//! the result of each run is taken, and the day of the newest run has to be told.

use tailorbird_snapshot::{Kind, Outcome, Run, Snapshot, codes};

use super::notes::Notes;
use super::row::Row;

/// Makes rows of a decoded file. `newest` is the beginning of the day of its newest run; nights
/// before are counted back by run number.
pub(super) fn rows(snapshot: &Snapshot, newest: i64, notes: &mut Notes) -> Vec<Row> {
    let nights = snapshot.runs.iter().filter(|run| run.kind == Kind::Nightly);
    let last = nights.map(|run| run.number).max().unwrap_or_default();
    let message = "it holds no times: a night was taken for each run number, and the newest day \
                   for pull requests";
    notes.add(codes::DATE_ASSUMED, &snapshot.source, message);
    let mut rows = Vec::new();
    for series in &snapshot.series {
        for cell in series.cells.0..series.cells.1 {
            let at = cell as usize;
            let result = snapshot.cell_result.get(at);
            let run = snapshot
                .cell_run
                .get(at)
                .and_then(|run| snapshot.runs.get(*run as usize));
            let (Some(result), Some(run)) = (result, run) else {
                continue;
            };
            let link = snapshot.attempt_link.get(snapshot.attempts_of(cell).start);
            let link = link.and_then(|link| snapshot.address(*link));
            let Some(mut row) = row(run, *result, link.as_deref()) else {
                let place = format!("{}: {}", snapshot.source, series.name);
                let message = format!("no address tells the id of run {}; left out", run.number);
                notes.add(codes::ROW_INVALID, &place, &message);
                continue;
            };
            row.job.clone_from(&series.name);
            row.required = series.required;
            row.created_at = newest;
            if run.kind == Kind::Nightly {
                let back = i64::try_from(last - run.number).unwrap_or(i64::MAX);
                row.created_at = newest.saturating_sub(back.saturating_mul(86_400));
            }
            rows.push(row);
        }
    }
    rows
}

fn row(run: &Run, result: Outcome, link: Option<&str>) -> Option<Row> {
    let (repository, run_id, job_id) = [link, run.url.as_deref()]
        .into_iter()
        .flatten()
        .find_map(ids)?;
    let (word, conclusion) = match result {
        Outcome::Passed => ("Pass", "success"),
        Outcome::Failed => ("Fail", "failure"),
        Outcome::Skipped => ("Skip", "skipped"),
        _ => ("unknown", "unknown"),
    };
    let is_nightly = run.kind == Kind::Nightly;
    Some(Row {
        repository: Some(repository.to_owned()),
        kind: Some(run.kind),
        run_id,
        run_number: is_nightly.then_some(run.number),
        run_attempt: run.attempts.unwrap_or(0),
        job_id,
        word: word.to_owned(),
        status: "completed".to_owned(),
        conclusion: Some(conclusion.to_owned()),
        pulls: if is_nightly {
            Vec::new()
        } else {
            vec![(run.number, None)]
        },
        ..Row::default()
    })
}

/// `OWNER/NAME`, run and job (0: none) of `https://github.com/OWNER/NAME/actions/runs/1/job/2`.
fn ids(url: &str) -> Option<(&str, u64, u64)> {
    let (front, rest) = url.split_once("/actions/runs/")?;
    let start = front.rmatch_indices('/').nth(1)?.0 + 1;
    let mut parts = rest.split(['/', '?', '#']);
    let run = parts.next()?.parse().ok()?;
    let job = match (parts.next(), parts.next()) {
        (Some("job"), Some(id)) => id.parse().unwrap_or(0),
        _ => 0,
    };
    Some((front.get(start..)?, run, job))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_addresses() {
        let url = "https://github.com/o/r/actions/runs/12000000000";
        assert_eq!(ids(url), Some(("o/r", 12_000_000_000, 0)));
        assert_eq!(
            ids(&format!("{url}/job/34?pr=1")),
            Some(("o/r", 12_000_000_000, 34))
        );
        for bad in [
            "",
            "/actions/runs/1",
            "https://github.com/o/r/pull/1/checks",
            "x/y/actions/runs/z",
        ] {
            assert_eq!(ids(bad), None, "{bad}");
        }
    }
}
