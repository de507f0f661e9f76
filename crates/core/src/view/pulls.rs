//! The list of pull requests: how the checks of each went.

use tailorbird_snapshot::Outcome;

use super::select::is_result;
use super::sheet::{Sheet, Value};
use super::sheets::Asking;
use crate::format::run_time;
use crate::link;
use crate::stats::ResultCounts;
use crate::store::RunInfo;
use crate::text::lowercase;

/// How the checks of a pull request went, those that the filters leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PullCounts {
    /// By result.
    pub results: ResultCounts,
    /// Required checks that passed, and required ones whose result is not skipped; None: the data
    /// does not tell what is required, or not all of the checks.
    pub required: Option<(u32, u32)>,
}

impl PullCounts {
    pub(super) fn new(asking: Asking<'_>, is_partial: bool) -> Self {
        let is_known = !asking.table.required_unknown && !is_partial;
        Self {
            results: ResultCounts::default(),
            required: is_known.then_some((0, 0)),
        }
    }

    pub(super) fn add(&mut self, result: Outcome, required: Option<bool>) {
        self.results.add(result);
        let is_counted = required == Some(true) && result != Outcome::Skipped;
        if let Some((passed, of)) = self.required.as_mut().filter(|_| is_counted) {
            *passed += u32::from(result == Outcome::Passed);
            *of += 1;
        }
    }

    /// Neither passed nor failed nor skipped.
    #[must_use]
    pub const fn other(&self) -> u32 {
        self.results.cancelled + self.results.running + self.results.unknown
    }

    /// `40 of 43`; None: not known, or none is required.
    #[must_use]
    pub fn required_text(&self) -> Option<String> {
        let (passed, of) = self.required.filter(|(_, of)| *of > 0)?;
        Some([&passed.to_string(), " of ", &of.to_string()].concat())
    }

    pub(super) fn values(&self) -> [Value; 6] {
        let count = |n: u32| Value::Count(n.into());
        [
            count(self.results.passed),
            count(self.results.failed),
            count(self.results.skipped),
            count(self.other()),
            Value::count(self.required.map(|r| r.0)),
            Value::count(self.required.map(|r| r.1)),
        ]
    }
}

/// Names of the figures, in the order of their values.
pub(super) const FIGURES: [&str; 6] = [
    "passed",
    "failed",
    "skipped",
    "other",
    "required_passed",
    "required_of",
];

/// A pull request of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct PullLine<'a> {
    /// Its column.
    pub run: &'a RunInfo,
    /// When its newest run was created, in words.
    pub when: Option<String>,
    /// Its checks.
    pub counts: PullCounts,
}

/// The list of pull requests.
#[derive(Clone, Debug, PartialEq)]
pub struct PullsView<'a> {
    /// All in the data.
    pub listed: u64,
    /// Those with at least one check left by the filters that fit the search, newest first.
    pub lines: Vec<PullLine<'a>>,
    /// Some title is known.
    pub has_titles: bool,
    /// Some time is known.
    pub has_times: bool,
}

/// The pull requests whose number, title or head commit has the text of `find`.
#[must_use]
pub fn pulls(asking: Asking<'_>) -> PullsView<'_> {
    let (store, table) = (asking.store, asking.table);
    let search = asking.query.find.as_deref().unwrap_or_default();
    let search = lowercase(search.trim());
    let number = search
        .trim_start_matches("pr")
        .trim_start_matches([' ', '#']);
    let fits = |run: &RunInfo| {
        let has = |text: &Option<String>| {
            let text = text.as_deref();
            text.is_some_and(|text| lowercase(text).contains(&search))
        };
        run.number.to_string().contains(number) && !number.is_empty()
            || has(&run.title)
            || has(&run.head_sha)
            || search.is_empty()
    };
    let mut view = PullsView {
        listed: 0,
        lines: Vec::new(),
        has_titles: false,
        has_times: false,
    };
    for windowed in &table.windows {
        let Some(axis) = store.axis(windowed.axis) else {
            continue;
        };
        let window = windowed.window;
        let columns = axis.runs.iter().skip(window.newest as usize);
        let columns: Vec<&RunInfo> = columns.take(window.len as usize).collect();
        view.listed += columns.len() as u64;
        let counts = columns
            .iter()
            .map(|run| PullCounts::new(asking, run.partial));
        let mut counts: Vec<PullCounts> = counts.collect();
        let rows = asking.rows.iter();
        for row in rows.filter_map(|row| table.rows.get(*row as usize)) {
            let series = store.series(row.series);
            let Some(series) = series.filter(|series| series.axis == windowed.axis) else {
                continue;
            };
            for cell in store.cells(row.series) {
                let place = store.run(cell).checked_sub(window.newest);
                let place = place.and_then(|at| counts.get_mut(at as usize));
                let result = store.result(cell);
                if let Some(counts) = place.filter(|_| is_asked(asking, result)) {
                    counts.add(result, series.required);
                }
            }
        }
        let lines = columns.into_iter().zip(counts);
        let lines = lines.filter(|(run, counts)| counts.results.all() > 0 && fits(run));
        view.lines.extend(lines.map(|(run, counts)| PullLine {
            run,
            when: run.created_at.and_then(run_time),
            counts,
        }));
    }
    view.has_titles = view.lines.iter().any(|line| line.run.title.is_some());
    view.has_times = view.lines.iter().any(|line| line.when.is_some());
    view
}

/// Whether a check of this result is asked for by the words of `status` that are results.
pub(super) fn is_asked(asking: Asking<'_>, result: Outcome) -> bool {
    let words = || asking.query.status.iter().filter(|word| word.is_outcome());
    words().next().is_none() || words().any(|word| is_result(*word, Some(result)))
}

/// The list as values.
pub(super) fn values(asking: Asking<'_>, view: &PullsView<'_>) -> Sheet {
    let mut columns = vec![
        "number",
        "title",
        "url",
        "head_sha",
        "created_at",
        "partial",
    ];
    columns.extend(FIGURES);
    let row = |line: &PullLine<'_>| {
        let run = line.run;
        let url = run.url.as_deref();
        let url = url.and_then(|url| link::safe(url, &asking.config.link_hosts));
        let mut row = vec![
            Value::Count(run.number),
            Value::text(run.title.as_deref()),
            Value::text(url),
            Value::text(run.head_sha.as_deref()),
            Value::time(run.created_at),
            Value::Flag(run.partial),
        ];
        row.extend(line.counts.values());
        row
    };
    Sheet {
        view: "pr",
        head: vec!["**Pull requests**".to_owned()],
        facts: vec![
            ("listed", Value::Count(view.listed)),
            ("shown", Value::Count(view.lines.len() as u64)),
        ],
        columns,
        rows: view.lines.iter().map(row).collect(),
    }
}
