//! The charts: what is drawn, on which scale, and what each says in one sentence.

use std::ops::Range;

use super::points::{Point, points};
use crate::format::{Month, day, plural};
use crate::scale::{Scale, Unit, text};
use crate::stats::ResultCounts;
use crate::view::explain::FigureAt;
use crate::view::nights::Held;
use crate::view::sheets::Asking;

/// How the values of a series are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A line.
    Line,
    /// A line that stands back behind the others.
    Faint,
    /// The lower end of a band.
    Low,
    /// Its upper end.
    High,
    /// A part of a column, above the parts before it.
    Part,
}

/// One series of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSeries {
    /// What it counts: its place in the legend and the head of its column in the table.
    pub name: &'static str,
    /// The word for its colour: `good`, `bad`, `absent`, `active`, `accent`, `unsure`.
    pub ink: &'static str,
    /// How it is drawn.
    pub look: Look,
    /// One a point; None: a hole.
    pub values: Vec<Option<f64>>,
}

/// A value that a caption tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Where it stands in the caption.
    pub words: Range<usize>,
    /// The point that it is of.
    pub point: usize,
    /// The series that it is of.
    pub series: &'static str,
}

/// One chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Stable name.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// What its values are.
    pub unit: Unit,
    /// What it shows, in a sentence.
    pub caption: String,
    /// The values in it, in their order.
    pub cited: Vec<Cited>,
    /// Its scale.
    pub scale: Scale,
    /// Its series; with a value anywhere.
    pub series: Vec<ChartSeries>,
}

/// The view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendsView {
    /// Nights, or runs where no days are known, oldest first.
    pub points: Vec<Point>,
    /// The points are nights.
    pub is_by_night: bool,
    /// What a point is, as the head of a table: `Night`.
    pub head: &'static str,
    /// First and last point of stretches that are marked.
    pub marked: Vec<(usize, usize)>,
    /// Jobs of the view before any filter.
    pub listed: u64,
    /// Jobs that the filters leave.
    pub shown: u64,
    /// The charts.
    pub charts: Vec<Chart>,
    /// Labels below each chart: share of the width, words.
    pub marks: Vec<(f64, String)>,
    /// What the window holds: `asked 14 nights, have 3`.
    pub held: String,
    /// Points for which required means as of now.
    pub n_required_of_now: u32,
}

impl Chart {
    /// A value of a series in words; `n/a` for a hole.
    #[must_use]
    pub fn text(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "n/a".to_owned(), |value| text(self.unit, value))
    }

    /// The address of the values of a chart at a point, by their names: what the word of a series
    /// is appended to.
    #[must_use]
    pub fn figures_at(chart: &str, point: &str) -> String {
        FigureAt::line("trend", &[chart, "@", point].concat())
    }

    /// Adds a value to the caption.
    pub(super) fn cite(&mut self, series: usize, point: usize) {
        let Some(of) = self.series.get(series) else {
            return;
        };
        let words = self.text(of.values.get(point).copied().flatten());
        let from = self.caption.len();
        let series = of.name;
        self.caption.push_str(&words);
        self.cited.push(Cited {
            words: from..self.caption.len(),
            point,
            series,
        });
    }

    /// All about one point: `passed 150, failed 3`.
    #[must_use]
    pub fn told(&self, at: usize) -> String {
        let mut out = String::new();
        for series in &self.series {
            if !out.is_empty() {
                out.push_str(", ");
            }
            out.push_str(series.name);
            out.push(' ');
            out.push_str(&self.text(series.values.get(at).copied().flatten()));
        }
        out
    }

    /// The shares of the height of a series.
    #[must_use]
    pub fn shares(&self, series: &ChartSeries) -> Vec<Option<f64>> {
        let share = |value: &Option<f64>| value.map(|v| self.scale.share(v));
        series.values.iter().map(share).collect()
    }

    /// Nothing of it is known.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.series.is_empty()
    }
}

/// Computes the view.
#[must_use]
pub fn trends(asking: Asking<'_>) -> TrendsView {
    let (points, is_by_night) = points(asking);
    let mut out = TrendsView {
        is_by_night,
        head: if is_by_night { "Night" } else { "Run" },
        listed: asking.table.rows.len() as u64,
        shown: asking.rows.len() as u64,
        held: held(&points, is_by_night),
        marks: marks(&points),
        ..TrendsView::default()
    };
    let is_filtered = out.shown != out.listed;
    let has_required = !asking.table.required_unknown;
    let is_of_now = |p: &&Point| has_required && p.runs > 0 && p.is_required_of_now;
    let of_now = points.iter().filter(is_of_now);
    out.n_required_of_now = u32::try_from(of_now.count()).unwrap_or(u32::MAX);
    out.charts = charts(&points, is_filtered, has_required, is_by_night);
    out.points = points;
    out
}

/// A value of each point; a point without results of the jobs left is a hole.
fn values(points: &[Point], value: impl Fn(&Point) -> Option<f64>) -> Vec<Option<f64>> {
    let of = |p: &Point| value(p).filter(|_| p.runs > 0);
    points.iter().map(of).collect()
}

pub(super) fn charts(
    points: &[Point],
    is_filtered: bool,
    has_required: bool,
    is_by_night: bool,
) -> Vec<Chart> {
    let series = |name, ink, look, value: &dyn Fn(&Point) -> Option<f64>| ChartSeries {
        name,
        ink,
        look,
        values: values(points, value),
    };
    let count = |of: fn(&ResultCounts) -> u32| {
        move |p: &Point| (p.left.all() > 0).then(|| f64::from(of(&p.left)))
    };
    let secs = |at: usize| move |p: &Point| p.secs.get(at).copied().flatten().map(f64::from);
    let queue = |at: usize| move |p: &Point| p.queue.get(at).copied().flatten().map(f64::from);
    let mut rates = Vec::new();
    if is_filtered {
        rates.push(series("filtered", "accent", Look::Line, &|p| {
            p.left.pass_rate()
        }));
    }
    let look = if is_filtered { Look::Faint } else { Look::Line };
    rates.push(series("all", "good", look, &|p| p.all.pass_rate()));
    if has_required {
        rates.push(series("required", "unsure", look, &|p| {
            p.required.pass_rate()
        }));
    }
    let results = vec![
        series("passed", "good", Look::Part, &count(|r| r.passed)),
        series("failed", "bad", Look::Part, &count(|r| r.failed)),
        series("skipped", "absent", Look::Part, &count(|r| r.skipped)),
        series(
            "other",
            "active",
            Look::Part,
            &count(|r| r.cancelled + r.running + r.unknown),
        ),
    ];
    let durations = vec![
        series("p10", "accent", Look::Low, &secs(0)),
        series("p50", "accent", Look::Line, &secs(1)),
        series("p90", "accent", Look::High, &secs(2)),
    ];
    let queues = vec![
        series("p50", "accent", Look::Line, &queue(0)),
        series("p90", "accent", Look::Faint, &queue(1)),
    ];
    let reruns = vec![series("reruns", "unsure", Look::Part, &|p| {
        p.reruns.map(f64::from)
    })];
    let jobs = vec![series("jobs", "accent", Look::Line, &|p| {
        (p.jobs > 0).then(|| f64::from(p.jobs))
    })];
    let all = [
        ("rate", "Pass rate", Unit::Rate, rates),
        ("results", "Results", Unit::Count, results),
        (
            "durations",
            "Durations of passed jobs",
            Unit::Secs,
            durations,
        ),
        ("queue", "Time in the queue", Unit::Secs, queues),
        ("reruns", "Reruns", Unit::Count, reruns),
        ("jobs", "Jobs with a result", Unit::Count, jobs),
    ];
    all.map(|(id, title, unit, series)| chart(id, title, unit, series, points, is_by_night))
        .into()
}

fn chart(
    id: &'static str,
    title: &'static str,
    unit: Unit,
    series: Vec<ChartSeries>,
    points: &[Point],
    is_by_night: bool,
) -> Chart {
    let mut out = Chart {
        id,
        title,
        unit,
        caption: String::new(),
        cited: Vec::new(),
        scale: Scale::default(),
        series: series
            .into_iter()
            .filter(|s| s.values.iter().any(Option::is_some))
            .collect(),
    };
    // What is stacked is as high as its sum.
    let sums: Vec<f64> = if out.series.iter().any(|s| s.look == Look::Part) {
        let of = |at: usize| {
            let values = out
                .series
                .iter()
                .map(|s| s.values.get(at).copied().flatten());
            values.flatten().sum()
        };
        (0..points.len()).map(of).collect()
    } else {
        let all = out.series.iter().flat_map(|s| &s.values);
        all.copied().flatten().collect()
    };
    let max = sums.iter().copied().fold(0.0, f64::max);
    let min = sums.iter().copied().fold(f64::INFINITY, f64::min);
    out.scale = Scale::of(unit, min, max);
    super::caption::tell(&mut out, points, is_by_night);
    out
}

/// What of the points is there: `180 nights: 176 with runs, 3 of them partial, 4 without a run`.
fn held(points: &[Point], is_by_night: bool) -> String {
    match (is_by_night, points.len() as u64) {
        (true, _) => {}
        (false, 0) => return "no run in this window".to_owned(),
        (false, n) => return plural(n, "run", "runs") + ", by number: the data knows no days",
    }
    let count = |held: Held, runs: bool| {
        let all = points.iter();
        all.filter(|p| p.held == held && (p.runs > 0) == runs)
            .count() as u64
    };
    let with_runs = points.iter().filter(|p| p.runs > 0).count() as u64;
    let mut out = plural(points.len() as u64, "night", "nights");
    out.push_str(": ");
    out.push_str(&with_runs.to_string());
    out.push_str(" with runs");
    for (n, words) in [
        (count(Held::Partial, true), " of them partial"),
        (count(Held::Partial, false), " partial without a run"),
        (count(Held::NoRun, false), " without a run"),
        (count(Held::NotFetched, false), " not fetched"),
    ] {
        if n > 0 {
            out.push_str(", ");
            out.push_str(&n.to_string());
            out.push_str(words);
        }
    }
    out
}

/// Most labels below a chart.
const MOST_MARKS: usize = 8;

/// Labels below the charts: the first nights of months where there are many, else every so many
/// points.
pub(super) fn marks(points: &[Point]) -> Vec<(f64, String)> {
    let n = points.len();
    #[expect(clippy::cast_precision_loss, reason = "a share of some thousand")]
    let share = |at: usize| (at as f64 + 0.5) / n as f64;
    let month = |p: &Point| Month::of(p.night?.checked_mul(86_400)?);
    let mut firsts = Vec::new();
    let mut before = points.first().and_then(month);
    for (at, point) in points.iter().enumerate() {
        let now = month(point);
        if now.is_some() && now != before {
            firsts.push((share(at), now.map(Month::text).unwrap_or_default()));
        }
        before = now;
    }
    if n > 62 && firsts.len() > 1 {
        let step = firsts.len().div_ceil(MOST_MARKS);
        return firsts.into_iter().step_by(step).collect();
    }
    let step = n.div_ceil(MOST_MARKS).max(1);
    let told = points.iter().enumerate().step_by(step);
    let word = |p: &Point| p.night.and_then(day).unwrap_or_else(|| p.label.clone());
    told.map(|(at, p)| (share(at), word(p))).collect()
}
