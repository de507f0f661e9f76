//! The line above each view, "N of M": what is counted, and which condition leaves what out.

use tailorbird_snapshot::Kind;

use super::explain::ask;
use super::explain_views::{nightly, pulls};
use super::runs::{asking, sheet};
use crate::store::Store;
use crate::store::testkit::{self, job};
use crate::url::View;
use crate::view::{self, CountedIn, Explained, Listed};

fn told(lines: &[CountedIn]) -> Vec<(&str, &str)> {
    let mut told: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| (line.name.as_str(), line.said.as_str()))
        .collect();
    told.sort_unstable();
    told
}

fn list<'a>(found: &'a Explained, key: &str) -> &'a Listed {
    let list = found.also.iter().find(|list| list.key == key);
    list.unwrap()
}

fn alone(found: &Explained) -> &[CountedIn] {
    &list(found, "alone").lines
}

fn missing(found: &Explained) -> &[CountedIn] {
    &list(found, "missing").lines
}

fn count(store: &Store, of: &str) -> Explained {
    ask(store, of, "count:").remove(0)
}

#[test]
fn each_condition_is_told_with_what_it_leaves_out_alone_and_each_job_with_what_leaves_it_out() {
    let found = count(&nightly(), "required=1&q=ci+-s390x");
    assert_eq!((found.value.as_str(), found.n_counted()), ("1", 1));
    assert_eq!(found.counted[0].name, "ci / k8s / a (amd64)");
    assert_eq!(
        told(alone(&found)),
        [
            ("filter -s390x", "1"),
            ("filter ci", "3"),
            ("required only", "5")
        ]
    );
    assert_eq!(found.left_out, [("left out by all conditions together", 6)]);
    assert_eq!(
        told(missing(&found)),
        [
            ("came", "required only, filter ci"),
            ("ci / build / c", "required only"),
            ("ci / build / d", "required only"),
            ("ci / k8s / b (s390x)", "filter -s390x"),
            ("lint", "required only, filter ci"),
            ("went", "required only, filter ci"),
        ]
    );
    assert!(missing(&found).iter().all(|line| line.job.is_some()));
}

#[test]
fn without_conditions_nothing_is_left_out_but_jobs_of_other_windows() {
    let found = count(&nightly(), "");
    assert_eq!((found.value.as_str(), found.n_counted()), ("7", 7));
    assert!(alone(&found).is_empty() && found.left_out.is_empty() && missing(&found).is_empty());
    let store = testkit::store(Kind::Nightly, &[job("now", "PPP"), job("then", "..P")]);
    let found = count(&store, "runs=1");
    assert_eq!(found.value, "1");
    assert_eq!(
        found.left_out,
        [(
            "jobs not seen in this window, which are not of the whole",
            1
        )]
    );
}

#[test]
fn a_run_that_no_condition_alone_leaves_out_is_left_out_by_all_together() {
    let jobs = [
        job("a", "P.P").required(),
        job("b", "PP."),
        job("c", ".P.").required(),
    ];
    let store = testkit::store(Kind::Nightly, &jobs);
    let found = count(&store, "view=runs&required=1&q=a+OR+b");
    assert_eq!(found.value, "2");
    assert_eq!(
        told(alone(&found)),
        [("filter a OR b", "0"), ("required only", "0")]
    );
    assert_eq!(told(missing(&found)), [("#499", "all together")]);
}

#[test]
fn more_than_twenty_left_out_are_counted_and_not_named() {
    let jobs: Vec<testkit::Job> = (0..30).map(|n| job(&format!("job {n}"), "P")).collect();
    let found = count(&testkit::store(Kind::Nightly, &jobs), "q=nobody");
    assert_eq!(
        (missing(&found).len(), list(&found, "missing").more),
        (20, 10)
    );
    assert_eq!(found.value, "0");
}

/// The two numbers of a view, from its export or its totals.
fn numbers(store: &Store, of: &str) -> (usize, usize) {
    let view = crate::url::parse(of).0.view.unwrap_or(View::Nightly);
    if matches!(view, View::Nightly | View::Prs) {
        let totals = asking(store, of, |a| view::totals(a.store, a.table, a.rows));
        return (totals.jobs as usize, totals.listed as usize);
    }
    let sheet = sheet(store, view, of).unwrap();
    let fact = |name| {
        let fact = sheet.facts.iter().find(|fact| fact.0 == name).unwrap();
        fact.1.plain().parse::<usize>().unwrap()
    };
    (fact("shown"), fact("listed"))
}

#[test]
fn every_view_counts_and_leaves_out_what_its_line_says() {
    let conditions = [
        ("required only", "&required=1"),
        ("status failed or flaky", "&status=failed,flaky"),
        ("filter a", "&q=a"),
        ("search 50", "&find=50"),
        ("hide always green", "&hide=green"),
    ];
    let views = [
        (nightly(), "view=nightly"),
        (nightly(), "view=tree"),
        (nightly(), "view=grid"),
        (nightly(), "view=trends"),
        (nightly(), "view=job"),
        (nightly(), "view=runs"),
        (nightly(), "view=run&run=499"),
        (nightly(), "view=compare&base=497&head=500"),
        (pulls(), "view=prs"),
        (pulls(), "view=runs&kind=prs"),
        (pulls(), "view=pr"),
        (pulls(), "view=pr&pr=499"),
    ];
    for (store, view) in &views {
        let all: String = conditions.iter().map(|c| c.1).collect();
        for of in [view.to_string(), [view, all.as_str()].concat()] {
            let (shown, listed) = numbers(store, &of);
            let found = count(store, &of);
            assert_eq!(found.value, shown.to_string(), "{of}");
            assert_eq!(found.n_counted(), shown, "{of}");
            assert_eq!(
                missing(&found).len() + list(&found, "missing").more,
                listed - shown,
                "{of}"
            );
            assert!(!found.title.is_empty() && !found.formula.is_empty());
            for line in alone(&found) {
                let (_, key) = conditions.iter().find(|c| c.0 == line.name).unwrap();
                let (shown, listed) = numbers(store, &[view, *key].concat());
                assert_eq!(
                    line.said,
                    (listed - shown).to_string(),
                    "{of} {}",
                    line.name
                );
            }
        }
    }
}

#[test]
fn the_line_of_a_job_counts_the_runs_of_its_list() {
    let strip = "PF.".repeat(12);
    let store = testkit::store(Kind::Nightly, &[job("a", &strip)]);
    let view = asking(&store, "", |a| view::job(a, "a")).unwrap();
    let found = count(&store, "view=job&job=a");
    assert_eq!((view.shown, view.listed), (20, 24));
    assert_eq!((found.value.as_str(), found.n_counted()), ("20", 20));
    assert_eq!(found.left_out, [("older runs", 4)]);
    assert_eq!(missing(&found).len(), 4);
    assert_eq!(told(missing(&found))[0].1, "failed");
}
