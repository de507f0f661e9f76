//! The lists of a comparison: each job with what is to be seen of both sides.

use tailorbird_snapshot::Outcome;

use super::build::{Job, result};
use super::measured::Found;
use super::parts::{CompareLine, What};
use crate::compare::Diff;
use crate::format::{duration, percent};
use crate::stats::JobStats;
use crate::store::{SeriesIdx, Store};

/// What the lists are made of.
pub(super) struct Lists<'a> {
    pub(super) store: &'a Store,
    pub(super) jobs: &'a [Job],
    pub(super) diff: &'a Diff,
    pub(super) found: &'a [Found],
}

impl Lists<'_> {
    /// The lines of a list, and whether the filters leave each.
    pub(super) fn of(&self, what: What) -> Vec<(bool, CompareLine)> {
        let diff = self.diff;
        let list: &[SeriesIdx] = match what {
            What::NewlyFailing => &diff.newly_failing,
            What::Fixed => &diff.fixed,
            What::StillFailing => &diff.still_failing,
            What::New => &diff.new,
            What::Gone => &diff.gone,
            What::Changed => {
                let changed: Vec<SeriesIdx> = diff.changed.iter().map(|it| it.0).collect();
                return self.plain(&changed);
            }
            What::Renamed => {
                let both = |(old, new): &(SeriesIdx, SeriesIdx)| {
                    let (old_left, old) = self.line(self.job(*old)?)?;
                    let (left, mut line) = self.line(self.job(*new)?)?;
                    line.base = old.base;
                    line.base_text = old.base_text;
                    line.was = Some(old.name);
                    Some((left || old_left, line))
                };
                return diff.renamed.iter().filter_map(both).collect();
            }
            What::Regression | What::Improvement | What::Slower | What::Faster => {
                let found = self.found.iter().filter(|found| found.what == what);
                return found.filter_map(|found| self.found(found)).collect();
            }
        };
        self.plain(list)
    }

    fn job(&self, at: SeriesIdx) -> Option<&Job> {
        self.jobs.iter().find(|job| job.at == at)
    }

    fn plain(&self, list: &[SeriesIdx]) -> Vec<(bool, CompareLine)> {
        let line = |at: &SeriesIdx| self.line(self.job(*at)?);
        list.iter().filter_map(line).collect()
    }

    fn line(&self, job: &Job) -> Option<(bool, CompareLine)> {
        let series = self.store.series(job.at)?;
        let [base, head] = job.windows.map(|window| result(self.store, job.at, window));
        let [then, now] = &job.stats;
        let text = |result: Option<Outcome>, stats: &JobStats| {
            let result = result.map_or("", Outcome::as_str);
            match stats.runs() {
                0 | 1 => result.to_owned(),
                _ => [&rate(stats), " · newest ", result].concat(),
            }
        };
        let counts = |stats: &JobStats| (stats.results.passed, stats.results.decided());
        let line = CompareLine {
            id: series.id().to_string(),
            name: series.name.clone(),
            was: None,
            required: series.required,
            base,
            head,
            base_text: text(base, then),
            head_text: text(head, now),
            note: String::new(),
            counts: [counts(then), counts(now)],
            p50_secs: [then.p50_secs, now.p50_secs],
            test: None,
        };
        Some((job.left, line))
    }

    fn found(&self, found: &Found) -> Option<(bool, CompareLine)> {
        let job = self.jobs.get(found.job)?;
        let (left, mut line) = self.line(job)?;
        let [then, now] = &job.stats;
        let text = |stats: &JobStats| match found.what {
            What::Slower | What::Faster => {
                let secs = stats.p50_secs.map(|secs| duration(secs.into()));
                secs.unwrap_or_default()
            }
            _ => rate(stats),
        };
        line.base_text = text(then);
        line.head_text = text(now);
        line.note = told_q(found);
        line.test = Some((found.p, found.q));
        Some((left, line))
    }
}

/// `12 of 14 passed (86 %)`.
fn rate(stats: &JobStats) -> String {
    let r = &stats.results;
    let n = r.decided().to_string();
    [
        &r.passed.to_string(),
        " of ",
        &n,
        " passed (",
        &percent(r.pass_rate()),
        ")",
    ]
    .concat()
}

/// `q 0.004`, rounded up to a thousandth, with what it is extreme.
fn told_q(found: &Found) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 1000"
    )]
    let thousandths = (found.q.clamp(0.0, 1.0) * 1_000.0).ceil() as u32;
    let mut text = if found.q < 0.001 {
        String::from("q < 0.001")
    } else {
        let digits = (1_000 + thousandths).to_string();
        ["q 0.", digits.get(1..).unwrap_or_default()].concat()
    };
    if found.extreme {
        text.push_str(" · more than 15 points");
    }
    text
}
