//! Figures over time, from nights with holes and from files that know no days.

use tailorbird_snapshot::dataset::Covered;
use tailorbird_snapshot::{Kind, config::Config};

use super::filtered;
use super::nights::{DAY, Nights};
use crate::store::Store;
use crate::store::testkit::{job, store};
use crate::url::{Query, View, parse};
use crate::view::{self, Asking, Chart, Held, Sheet, TrendsView, Value};

fn asking<T>(store: &Store, search: &str, use_it: impl FnOnce(Asking<'_>) -> T) -> T {
    let (query, issues) = parse(search);
    assert!(issues.is_empty(), "{issues:?}");
    let query = Query {
        view: Some(View::Trends),
        ..query
    };
    let kind = view::kind_of(View::Trends, Some(store));
    let table = view::table_of(store, kind, &view::asked(&query, store));
    let rows = filtered(store, &table, &query.q);
    use_it(Asking {
        store,
        table: &table,
        rows: &rows,
        query: &query,
        config: &Config::default(),
    })
}

fn trends(store: &Store, search: &str) -> TrendsView {
    asking(store, search, view::trends)
}

fn sheet(store: &Store, search: &str) -> Sheet {
    let made = asking(store, search, |a| view::sheet(a, View::Trends));
    made.unwrap().unwrap()
}

fn chart<'a>(view: &'a TrendsView, id: &str) -> &'a Chart {
    view.charts.iter().find(|c| c.id == id).unwrap()
}

fn values(view: &TrendsView, id: &str, name: &str) -> Vec<Option<f64>> {
    let chart = chart(view, id);
    let found = chart.series.iter().find(|s| s.name == name);
    found
        .unwrap_or_else(|| panic!("{id} has no {name}"))
        .values
        .clone()
}

/// Four nights, of which the third has no run; on the fourth another workflow ran too.
fn nights() -> Nights {
    let mut nights = Nights::default();
    nights.require(&["one"]);
    nights.run("a", 1, 1, &[("one", "P"), ("two", "F"), ("three", "S")]);
    nights.require(&["one", "two"]);
    nights.run("a", 2, 2, &[("one", "FP"), ("two", "P"), ("three", "P")]);
    nights.is_partial = true;
    nights.required = None;
    nights.run("a", 4, 4, &[("one", "F"), ("two", "F")]);
    nights.run("b", 5, 4, &[("four", "P")]);
    for (day, covered) in [
        (1, Covered::Complete),
        (2, Covered::Complete),
        (3, Covered::Nothing),
        (4, Covered::Complete),
    ] {
        nights.cover("a", day, covered);
    }
    nights
}

#[test]
fn each_night_adds_up_its_runs_and_a_missing_one_is_a_hole() {
    let view = trends(&nights().store(), "");
    let labels: Vec<&str> = view.points.iter().map(|p| p.label.as_str()).collect();
    assert_eq!(
        labels,
        ["2 Dec 2025", "3 Dec 2025", "4 Dec 2025", "5 Dec 2025"]
    );
    let held: Vec<Held> = view.points.iter().map(|p| p.held).collect();
    assert_eq!(
        held,
        [Held::Complete, Held::Complete, Held::NoRun, Held::Partial]
    );
    let runs: Vec<u32> = view.points.iter().map(|p| p.runs).collect();
    assert_eq!(runs, [1, 1, 0, 2]);
    let some = |all: [i32; 4]| all.map(|n| (n >= 0).then(|| f64::from(n)));
    assert_eq!(values(&view, "results", "passed"), some([1, 3, -1, 1]));
    assert_eq!(values(&view, "results", "failed"), some([1, 0, -1, 2]));
    assert_eq!(values(&view, "results", "skipped"), some([1, 0, -1, 0]));
    assert_eq!(values(&view, "jobs", "jobs"), some([3, 3, -1, 3]));
    // `one` was run again on the second night.
    assert_eq!(values(&view, "reruns", "reruns"), some([0, 1, -1, 0]));
    assert_eq!(
        view.held,
        "4 nights: 3 with runs, 1 of them partial, 1 without a run"
    );
}

#[test]
fn where_nobody_knows_what_is_required_nothing_is_required_as_of_now() {
    let mut nights = Nights::default();
    nights.run("a", 1, 1, &[("one", "P"), ("two", "F")]);
    nights.run("a", 2, 2, &[("one", "P"), ("two", "P")]);
    let view = trends(&nights.store(), "");
    assert_eq!((view.listed, view.n_required_of_now), (2, 0));
    assert!(
        chart(&view, "rate")
            .series
            .iter()
            .all(|s| s.name != "required")
    );
}

#[test]
fn nights_of_a_part_that_is_missing_are_not_told_as_nights_without_a_run() {
    let mut nights = Nights::default();
    for (id, day) in [(1, -2), (2, -1), (3, 0)] {
        nights.run("a", id, day, &[("one", "P")]);
        nights.cover("a", day, Covered::Complete);
    }
    let held = |store: &Store| -> Vec<Held> {
        let view = trends(store, "from=2025-11-29");
        view.points.iter().map(|point| point.held).collect()
    };
    let whole = nights.store();
    assert_eq!(whole.missing_shards().count(), 0);
    assert_eq!(held(&whole), [Held::Complete; 3]);
    let newest = nights.store_since(DAY);
    let missing: Vec<u64> = newest.missing_shards().map(|it| it.runs).collect();
    assert_eq!(missing, [2]);
    let expected = [Held::NotFetched, Held::NotFetched, Held::Complete];
    assert_eq!(held(&newest), expected);
}

#[test]
fn rates_are_of_all_of_the_required_and_of_the_filtered() {
    let store = nights().store();
    let view = trends(&store, "");
    let all = vec![Some(0.5), Some(1.0), None, Some(1.0 / 3.0)];
    assert_eq!(values(&view, "rate", "all"), all);
    // Required at the run: `one` alone, then `one` and `two`; of the fourth night nothing is known,
    // and what is required now holds: `one` and `two`, which both failed.
    let required = vec![Some(1.0), Some(1.0), None, Some(0.0)];
    assert_eq!(values(&view, "rate", "required"), required);
    assert_eq!(view.n_required_of_now, 1);
    assert!(
        chart(&view, "rate")
            .series
            .iter()
            .all(|s| s.name != "filtered")
    );
    let some = trends(&store, "q=name:two");
    assert_eq!((some.shown, some.listed), (1, 4));
    let filtered = vec![Some(0.0), Some(1.0), None, Some(0.0)];
    assert_eq!(values(&some, "rate", "filtered"), filtered);
    assert_eq!(values(&some, "rate", "all"), all);
    assert_eq!(values(&some, "rate", "required"), required);
    let failed = vec![Some(1.0), Some(0.0), None, Some(1.0)];
    assert_eq!(values(&some, "results", "failed"), failed);
}

#[test]
fn durations_are_of_passed_results_and_queues_of_decided_ones() {
    let view = trends(&nights().store(), "");
    let hours = |all: [u32; 4]| all.map(|n| (n > 0).then(|| f64::from(n) * 3_600.0));
    // The n-th job of a run takes n hours. Second night: 1, 2 and 3 hours.
    assert_eq!(values(&view, "durations", "p10"), hours([1, 1, 0, 1]));
    assert_eq!(values(&view, "durations", "p50"), hours([1, 2, 0, 1]));
    assert_eq!(values(&view, "durations", "p90"), hours([1, 3, 0, 1]));
    // It waits n minutes; the skipped one of the first night is not asked. Fourth: 1, 2 and 1.
    let minutes = |all: [u32; 4]| all.map(|n| (n > 0).then(|| f64::from(n) * 60.0));
    assert_eq!(values(&view, "queue", "p50"), minutes([1, 2, 0, 1]));
    assert_eq!(values(&view, "queue", "p90"), minutes([2, 3, 0, 2]));
}

#[test]
fn a_window_holds_the_days_that_were_asked_for() {
    let store = nights().store();
    let view = trends(&store, "from=2025-12-03&to=2025-12-08");
    let held: Vec<Held> = view.points.iter().map(|p| p.held).collect();
    use Held::{Complete, NoRun, NotFetched, Partial};
    assert_eq!(
        held,
        [Complete, NoRun, Partial, NotFetched, NotFetched, NotFetched]
    );
    assert_eq!(
        view.held,
        "6 nights: 2 with runs, 1 of them partial, 1 without a run, 3 not fetched"
    );
    // A window of a thousand years is not drawn day by day.
    let wide = trends(&store, "from=1000-01-01&to=3000-01-01");
    assert_eq!(wide.points.len(), 4);
}

#[test]
fn nights_that_lie_far_apart_are_not_joined_by_a_million_days() {
    let mut nights = Nights::default();
    nights.run_at("a", 1, 86_400, &[("one", "P")]);
    nights.run_at("a", 2, DAY, &[("one", "F")]);
    let view = trends(&nights.store(), "");
    assert_eq!(view.points.len(), 2);
    assert_eq!(values(&view, "rate", "all"), [Some(1.0), Some(0.0)]);
}

#[test]
fn files_without_days_have_runs_by_number() {
    let jobs = [
        job("one", "PF.m").required(),
        job("two", "PPS").required(),
        job("three", "F"),
    ];
    let store = store(Kind::Nightly, &jobs);
    let mut store = store;
    // What a legacy file cannot tell: the test's store is made of one.
    let view = trends(&store, "");
    assert!(!view.is_by_night);
    let labels: Vec<&str> = view.points.iter().map(|p| p.label.as_str()).collect();
    assert_eq!(labels, ["#497", "#498", "#499", "#500"]);
    let passed = values(&view, "results", "passed");
    assert_eq!(passed, [Some(1.0), Some(0.0), Some(1.0), Some(2.0)]);
    let rate = values(&view, "rate", "all");
    assert_eq!(rate, [Some(1.0), None, Some(0.5), Some(2.0 / 3.0)]);
    assert!(chart(&view, "durations").is_empty());
    assert!(chart(&view, "queue").is_empty());
    assert!(
        chart(&view, "reruns").is_empty(),
        "the file's reruns are the run's"
    );
    assert_eq!(
        chart(&view, "durations").caption,
        "n/a: the data does not tell it."
    );
    assert_eq!(view.held, "4 runs, by number: the data knows no days");
    store = super::super::super::store::testkit::store(Kind::Prs, &jobs);
    let prs = trends(&store, "");
    assert_eq!(prs.points[3].label, "PR #500");
    let reruns = values(&prs, "reruns", "reruns");
    assert_eq!(reruns, [Some(1.0), Some(0.0), Some(0.0), Some(0.0)]);
}

#[test]
fn the_sheet_has_the_same_figures() {
    let sheet = sheet(&nights().store(), "q=-three");
    let fact = |name: &str| sheet.facts.iter().find(|f| f.0 == name).unwrap().1.clone();
    assert_eq!(fact("listed"), Value::Count(4));
    assert_eq!(fact("shown"), Value::Count(3));
    assert_eq!(fact("by"), Value::Text("night".to_owned()));
    assert_eq!(fact("points"), Value::Count(4));
    assert_eq!(fact("with_runs"), Value::Count(3));
    assert_eq!(
        (fact("passed"), fact("failed")),
        (Value::Count(4), Value::Count(3))
    );
    let column = |name: &str| {
        let at = sheet.columns.iter().position(|c| *c == name).unwrap();
        sheet
            .rows
            .iter()
            .map(|row| row[at].clone())
            .collect::<Vec<_>>()
    };
    let text = |words: [&str; 4]| words.map(|w| Value::Text(w.to_owned())).to_vec();
    let nights = ["2025-12-02", "2025-12-03", "2025-12-04", "2025-12-05"];
    assert_eq!(column("night"), text(nights));
    let coverage = ["complete", "complete", "no run", "partial"];
    assert_eq!(column("coverage"), text(coverage));
    let counts = |all: [i64; 4]| {
        let value = |n: i64| u64::try_from(n).map_or(Value::None, Value::Count);
        all.map(value).to_vec()
    };
    assert_eq!(column("passed"), counts([1, 2, -1, 1]));
    assert_eq!(column("failed"), counts([1, 0, -1, 2]));
    assert_eq!(column("all_passed"), counts([1, 3, -1, 1]));
    assert_eq!(column("required_failed"), counts([0, 0, -1, 2]));
    assert_eq!(column("p90_secs"), counts([3_600, 7_200, -1, 3_600]));
}

#[test]
fn a_caption_tells_newest_lowest_and_highest() {
    let view = trends(&nights().store(), "");
    assert_eq!(
        chart(&view, "rate").caption,
        "Pass rate, all, over 3 nights: newest 33 % (5 Dec 2025); lowest 33 % (5 Dec 2025); \
         highest 100 % (3 Dec 2025)."
    );
    let jobs = &chart(&view, "jobs").caption;
    assert!(
        jobs.starts_with("Jobs with a result over 3 nights: "),
        "{jobs}"
    );
    assert_eq!(chart(&view, "rate").told(0), "all 50 %, required 100 %");
    assert_eq!(chart(&view, "rate").told(2), "all n/a, required n/a");
}

#[test]
fn long_windows_have_labels_by_month() {
    let mut nights = Nights::default();
    for id in 1..=100 {
        nights.run("a", id, i64::try_from(id).unwrap(), &[("one", "P")]);
    }
    let view = trends(&nights.store(), "");
    let words: Vec<&str> = view.marks.iter().map(|m| m.1.as_str()).collect();
    assert_eq!(words, ["Jan 2026", "Feb 2026", "Mar 2026"]);
    assert_eq!(view.points.len(), 100);
    let few = trends(&nights.store(), "runs=3");
    let words: Vec<&str> = few.marks.iter().map(|m| m.1.as_str()).collect();
    assert_eq!(words, ["9 Mar", "10 Mar", "11 Mar"]);
}
