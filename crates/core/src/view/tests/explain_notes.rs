//! Figures in the line above a view, in sentences and at the heads of groups, by hand.

use super::compare::{SPANS, days};
use super::explain::ask;
use super::explain_views::{holds, nightly, pulls};
use super::runs::asking;
use crate::store::Store;
use crate::view::{self, Explained};

fn one(store: &Store, of: &str, address: &str) -> Explained {
    let mut found = ask(store, of, address);
    assert_eq!(found.len(), 1, "{address}");
    found.remove(0)
}

fn names(found: &Explained) -> Vec<(&str, &str)> {
    let lines = found.counted.iter();
    lines.map(|c| (c.name.as_str(), c.said.as_str())).collect()
}

#[test]
fn the_branches_of_the_tree_are_those_of_the_jobs_left() {
    let store = nightly();
    let all = one(&store, "view=tree", "note::branches");
    assert_eq!(all.value, "3 branches");
    let mut paths = names(&all);
    paths.sort_unstable();
    assert_eq!(
        paths,
        [
            ("ci", "4 jobs"),
            ("ci / build", "2 jobs"),
            ("ci / k8s", "2 jobs")
        ]
    );
    let few = one(&store, "view=tree&q=amd64", "note::branches");
    assert_eq!(names(&few), [("ci", "1 job"), ("ci / k8s", "1 job")]);
}

#[test]
fn the_sums_above_the_tree_are_over_all_jobs_left() {
    for of in ["view=tree", "view=tree&q=k8s", "view=tree&open=none&runs=3"] {
        let store = nightly();
        let sums = asking(&store, of, view::tree).sums;
        let found = ask(&store, of, "tree::");
        found.iter().for_each(holds);
        let shown: Vec<_> = found.iter().map(|f| f.value.clone()).collect();
        let kind = tailorbird_snapshot::Kind::Nightly;
        assert_eq!(shown, view::TreeSums::FIGURES.map(|m| sums.text(m, kind)));
    }
    // By hand: of the newest run P F S R P P and none.
    let passed = one(&nightly(), "view=tree&runs=1", "tree::passed");
    assert_eq!(passed.value, "3");
}

#[test]
fn counts_of_runs_are_over_the_jobs_left() {
    let found = one(&nightly(), "view=runs&q=k8s", "note::over");
    assert_eq!(found.value, "2 jobs");
    assert_eq!(found.n_counted(), 2);
    assert_eq!(found.left_out, [("jobs that the filters leave out", 5)]);
}

#[test]
fn the_columns_of_the_grid_are_its_runs() {
    let found = one(&nightly(), "view=grid&runs=3", "note::columns");
    assert_eq!(found.value, "3 runs");
    assert_eq!(
        names(&found),
        [("#500", "1 run"), ("#499", "1 run"), ("#498", "1 run")]
    );
    let found = one(&pulls(), "view=grid", "note::columns");
    assert_eq!(found.value, "3 pull requests");
}

#[test]
fn nights_of_charts_are_told_one_by_one() {
    let store = days(&[("a", "PP.PF"), ("b", "..P.F")]);
    let found = one(
        &store,
        "view=trends&from=2025-12-01&to=2025-12-07",
        "note::nights",
    );
    let view = asking(
        &store,
        "view=trends&from=2025-12-01&to=2025-12-07",
        view::trends,
    );
    assert_eq!(found.value, view.held);
    assert!(
        found.value.starts_with("7 nights: 5 with runs"),
        "{}",
        found.value
    );
    assert_eq!(found.n_counted(), 5);
    assert_eq!(found.left_out.iter().map(|l| l.1).sum::<u32>(), 2);
    assert_eq!(found.counted[0].name, "5 Dec 2025");
    // Those of a job are of its own workflow's runs.
    let of = "view=job&job=a";
    let job = asking(&store, of, |a| view::job(a, "a")).unwrap();
    assert_eq!(one(&store, of, "note::nights").value, job.nights.held);
}

#[test]
fn tests_that_are_adjusted_together_are_listed() {
    let old = "P".repeat(20);
    let job = |new: &str| [old.as_str(), new].concat();
    let (worse, little) = (job("FFFFPFFFFP"), job("PPPPPPPPFF"));
    let store = days(&[("worse", &worse), ("little", &little)]);
    let of = ["view=compare&base=", SPANS.0, "&head=", SPANS.1].concat();
    let found = one(&store, &of, "note::tests");
    let view = asking(&store, &of, view::compare).unwrap();
    assert_eq!(found.n_counted(), view.tests as usize);
    assert!(names(&found).contains(&("worse", "pass rate")), "{found:?}");
    // Two failures are too few for a test of the rate.
    assert!(!names(&found).contains(&("little", "pass rate")));
    assert!(ask(&nightly(), "view=compare", "note::tests").is_empty());
}

#[test]
fn a_job_in_a_side_of_a_comparison_has_the_figures_of_that_side() {
    let store = nightly();
    let of = "view=compare&base=499&head=500";
    let id = asking(&store, of, |a| {
        let row = &a.table.rows[0];
        a.store.series(row.series).unwrap().id().to_string()
    });
    for (kind, passed, failed) in [("older", "0", "1"), ("newer", "1", "0")] {
        let found = ask(&store, of, &[kind, ":", &id, ":"].concat());
        found.iter().for_each(holds);
        let value = |word: &str| {
            found
                .iter()
                .find(|f| f.figure == word)
                .unwrap()
                .value
                .clone()
        };
        assert_eq!(
            (value("passed"), value("fails")),
            (passed.into(), failed.into())
        );
    }
}

#[test]
fn the_verdict_of_a_pull_request_is_made_of_all_its_red_checks() {
    let store = pulls();
    let number = asking(&store, "view=pr", |a| view::pulls(a).lines[0].run.number);
    for filter in ["", "&q=c"] {
        let of = ["view=pr&pr=", &number.to_string(), filter].concat();
        let found = one(&store, &of, "note::verdict");
        let names: Vec<_> = found.counted.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["ci / b"], "whatever the filters leave");
        assert!(found.value.starts_with("1 failure"), "{}", found.value);
    }
}

#[test]
fn how_long_a_job_is_red_or_green_is_counted_run_by_run() {
    let store = days(&[("red", "PFSF"), ("green", "FPP.")]);
    let told = |job: &str| {
        let id = asking(&store, "", |a| {
            let at = a.store.find(job, a.table.kind).unwrap();
            a.store.series(at).unwrap().id().to_string()
        });
        let of = ["view=job&job=", &id].concat();
        one(&store, &of, &["note:", &id, ":streak"].concat())
    };
    let red = told("red");
    assert!(red.value.starts_with("Red for 2 runs"), "{}", red.value);
    assert_eq!(red.n_counted(), 2);
    assert_eq!(red.left_out, [("skipped results", 1)]);
    let green = told("green");
    assert!(
        green.value.starts_with("Green for 2 runs"),
        "{}",
        green.value
    );
    assert_eq!(green.n_counted(), 2);
}

#[test]
fn a_group_of_a_run_is_made_of_its_jobs() {
    let store = nightly();
    for of in ["view=run&run=500", "view=run&run=498&q=k8s"] {
        let view = asking(&store, of, view::run).unwrap();
        assert!(!view.groups.is_empty());
        for group in &view.groups {
            let word = group.group.as_str();
            let found = one(&store, of, &["note:", word, ":outcome"].concat());
            assert_eq!(found.value, group.jobs.len().to_string());
            assert_eq!(found.n_counted(), group.jobs.len());
            let rest: u32 = found.left_out.iter().map(|l| l.1).sum();
            assert_eq!(rest as usize + group.jobs.len(), view.listed as usize);
        }
    }
}

#[test]
fn what_a_view_does_not_have_is_not_explained() {
    let store = nightly();
    for address in ["note::nothing", "note:nobody:streak", "note:odd:outcome"] {
        assert!(ask(&store, "view=runs", address).is_empty(), "{address}");
    }
}
