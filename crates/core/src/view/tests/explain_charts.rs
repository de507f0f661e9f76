//! Values of charts: what is explained is what the chart, its table and its caption show.

use super::explain::ask;
use super::explain_views::{holds, nightly, pulls};
use super::nights::Nights;
use super::runs::asking;
use crate::store::Store;
use crate::view::{self, Chart, TrendsView};

/// Explains each value of each chart and each value in a caption; how many had something counted.
fn check(store: &Store, of: &str, view: &TrendsView) -> usize {
    let mut n = 0;
    for chart in &view.charts {
        for (place, point) in view.points.iter().enumerate() {
            let line = Chart::figures_at(chart.id, &point.name());
            let all = ask(store, of, &line);
            assert_eq!(all.len(), chart.series.len(), "{of} {line}");
            for (series, found) in chart.series.iter().zip(&all) {
                assert_eq!(found.value, chart.text(series.values[place]), "{of} {line}");
                holds(found);
                n += usize::from(found.n_counted() > 0);
                let alone = ask(store, of, &(line.clone() + series.name));
                assert_eq!(alone, std::slice::from_ref(found), "{of} {line}");
            }
        }
        assert_eq!(chart.cited.is_empty(), chart.is_empty());
        for cited in &chart.cited {
            let line = Chart::figures_at(chart.id, &view.points[cited.point].name());
            let found = ask(store, of, &(line + cited.series)).remove(0);
            assert_eq!(chart.caption[cited.words.clone()], found.value, "{of}");
        }
    }
    n
}

fn nights() -> Store {
    let mut nights = Nights::default();
    for (id, day, letters) in [(1, 1, "PF"), (2, 2, "FF"), (3, 4, "PP"), (4, 5, "PF")] {
        let [one, two] = [&letters[..1], &letters[1..]];
        nights.run("a", id, day, &[("one", one), ("two", two), ("three", "FP")]);
    }
    nights.store()
}

#[test]
fn every_value_over_time_is_made_of_the_results_of_its_point() {
    for (store, ofs) in [
        (nightly(), ["view=trends", "view=trends&q=k8s"]),
        (nights(), ["view=trends", "view=trends&from=2025-12-03"]),
        (pulls(), ["view=trends", "view=trends&required=1"]),
    ] {
        for of in ofs {
            let view = asking(&store, of, view::trends);
            assert!(check(&store, of, &view) > 10, "{of}");
        }
    }
}

#[test]
fn every_value_over_time_of_a_job_is_made_of_its_own_results() {
    let mut n = 0;
    for (store, of) in [
        (nights(), "view=job&job=one"),
        (nights(), "view=job&job=three&from=2025-12-03&q=nobody"),
        (nightly(), "view=job&job=lint&runs=2"),
        (pulls(), "view=job&job=ci+/+c"),
    ] {
        let view = asking(&store, of, |a| {
            view::job(a, a.query.job.as_deref().unwrap()).unwrap()
        });
        let first = Chart::figures_at("results", &view.nights.points[0].name());
        let passed = ask(&store, of, &(first + "passed")).remove(0);
        assert!(passed.counted.iter().all(|line| line.job.is_none()));
        n += check(&store, of, &view.nights);
    }
    assert!(n > 20, "{n}");
}

#[test]
fn both_columns_of_a_comparison_and_its_nights_are_made_of_the_results_of_both_sides() {
    let store = nights();
    for (of, charts) in [
        ("view=compare&base=1&head=3", 1),
        ("view=compare&base=1&head=3&q=two", 1),
        (
            "view=compare&base=2025-12-02..2025-12-03&head=2025-12-05..2025-12-06",
            2,
        ),
        (
            "view=compare&base=2025-12-02..2025-12-03&head=2025-12-05..2025-12-06&q=one",
            2,
        ),
    ] {
        let view = asking(&store, of, view::compare).unwrap();
        assert_eq!(view.charts.len(), charts);
        for chart in &view.charts {
            assert!(check(&store, of, chart) > 1, "{of}");
        }
    }
    let found = ask(
        &store,
        "view=compare&base=1&head=3",
        "trend:results@Older:failed",
    );
    assert_eq!(found[0].counted.len(), 1);
    assert_eq!(found[0].counted[0].name, "two");
}
