//! What only some rows have: runners, failing steps and tests.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::shard::{Row, index, outcome};
use super::texts::Texts;
use crate::Outcome;
use crate::dataset::rows::Attempt;

/// Labels as one text, a line each. None: there are none.
fn labels(attempt: &Attempt) -> Option<String> {
    (!attempt.labels.is_empty()).then(|| attempt.labels.join("\n"))
}

/// The labels that most of a job's rows have; of several the first by text.
pub(super) fn usual_labels(rows: &[Row<'_>]) -> Option<String> {
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(labels(row.attempt)).or_default() += 1;
    }
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, n)| *n == most)?.0
}

/// The runner's name where it is kept: of failed attempts and of machines that are not GitHub's.
fn runner(attempt: &Attempt) -> Option<&str> {
    let name = attempt.runner.as_deref().filter(|name| !name.is_empty())?;
    let hosted = name.starts_with("GitHub Actions ");
    (!hosted || outcome(attempt) == Outcome::Failed).then_some(name)
}

/// Rows whose runner is kept, or whose labels are not the usual ones of their job.
pub(super) fn runner_section(
    rows: &[&Row<'_>],
    usual: &[Option<&str>],
    texts: &mut Texts,
) -> Columns {
    let (mut places, mut names, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for ((at, row), usual) in rows.iter().enumerate().zip(usual) {
        let labels = labels(row.attempt);
        let name = runner(row.attempt);
        if name.is_some() || labels.as_deref() != *usual {
            places.push(index(at));
            names.push(texts.at_some(name));
            all.push(texts.at_some(labels.as_deref()));
        }
    }
    let mut out = Columns::default();
    out.rows("row", &places);
    out.whole("name", &names);
    out.whole("labels", &all);
    out
}

/// Rows of which is known why they failed, and their test cases.
pub(super) fn sections(rows: &[&Row<'_>], texts: &mut Texts) -> (Columns, Columns) {
    let (mut places, mut steps, mut counts, mut excerpts) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut files, mut names) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        let Attempt {
            failing_step,
            failing_tests,
            excerpt,
            ..
        } = row.attempt;
        if failing_step.is_none() && failing_tests.is_empty() && excerpt.is_none() {
            continue;
        }
        places.push(index(at));
        steps.push(texts.at_some(failing_step.as_deref()));
        counts.push(Some(index(failing_tests.len())));
        excerpts.push(texts.at_some(excerpt.as_deref()));
        for test in failing_tests {
            files.push(texts.at_filled(&test.file));
            names.push(Some(texts.at(&test.name)));
        }
    }
    let mut out = Columns::default();
    out.rows("row", &places);
    out.whole("step", &steps);
    out.whole("tests", &counts);
    out.whole("excerpt", &excerpts);
    let mut tests = Columns::default();
    tests.whole("name", &names);
    tests.whole("file", &files);
    (out, tests)
}
