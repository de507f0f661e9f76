//! The tree of names.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::Config;

use super::{filtered, view};
use crate::store::testkit::{Job, job, store};
use crate::store::{Store, series_id};
use crate::url::{Column, Query, Runs, Sort};
use crate::view::{Asking, TreeItem, TreeView, open_all, open_branch, sheet, sort, totals, tree};

fn jobs() -> Vec<Job> {
    vec![
        job("ci / build / agent (amd64)", "PPS"),
        job("ci / build / agent (s390x / lpar)", "FPP").required(),
        job("ci / lint", "PPP"),
        job("ci / k8s / tests (qemu)", "FFF").required(),
        job("ci / k8s / tests (clh)", "SSS"),
        job("lint", "PFP"),
    ]
}

fn id(path: &str) -> String {
    series_id("tree", "", path).to_string()
}

fn asked(store: &Store, query: &Query) -> TreeView {
    let (table, all) = view(store, Kind::Nightly, Runs::All);
    let mut rows = if query.q.is_empty() {
        all
    } else {
        filtered(store, &table, &query.q)
    };
    sort(store, &table, &mut rows, query.sort);
    let asking = Asking {
        store,
        table: &table,
        rows: &rows,
        query,
        config: &Config::default(),
    };
    let told = sheet(asking, crate::url::View::Tree).unwrap().unwrap();
    let view = tree(asking);
    let sums = totals(store, &table, &rows);
    // Whatever is opened: what is above all lines are the sums of the table.
    assert_eq!(view.sums.results, sums.results);
    assert_eq!(
        (view.sums.jobs, view.listed),
        (sums.jobs, sums.listed.into())
    );
    assert_eq!(
        view.sums.required.unwrap_or_default(),
        sums.required.unwrap_or_default()
    );
    assert_eq!(told.rows.len(), view.lines.len());
    assert!(told.rows.iter().all(|row| row.len() == told.columns.len()));
    check_sums(&view);
    view
}

/// The lines of one parent add up to it.
fn check_sums(view: &TreeView) {
    for (at, line) in view.lines.iter().enumerate() {
        let below = view.lines.iter().filter(|l| l.parent == Some(at));
        let below: Vec<_> = below.collect();
        if matches!(line.item, TreeItem::Branch { is_open: true, .. }) {
            let n: u32 = below.iter().map(|l| l.sums.jobs).sum();
            let cells: u32 = below.iter().map(|l| l.sums.results.all()).sum();
            let failed: u32 = below.iter().map(|l| l.sums.results.failed).sum();
            let all = (
                line.sums.jobs,
                line.sums.results.all(),
                line.sums.results.failed,
            );
            assert_eq!((n, cells, failed), all);
            assert!(below.iter().all(|l| l.of as usize == below.len()));
        } else {
            assert!(below.is_empty());
        }
    }
}

/// Lines as `label jobs/broken/required passed-failed-skipped worst`, each level two spaces in.
fn lines(store: &Store, view: &TreeView) -> Vec<String> {
    let (table, _) = super::view(store, Kind::Nightly, Runs::All);
    let line = |line: &crate::view::TreeLine| {
        let name = match &line.item {
            TreeItem::Branch { label, is_open, .. } if *is_open => format!("{label}:"),
            TreeItem::Branch { label, .. } => format!("{label}…"),
            TreeItem::Job(row) => {
                let series = table.rows[*row as usize].series;
                store
                    .described(series)
                    .unwrap()
                    .job
                    .parts
                    .last()
                    .unwrap()
                    .clone()
            }
        };
        let s = &line.sums;
        let r = s.results;
        let indent = "  ".repeat(line.level as usize - 1);
        format!(
            "{indent}{name} {}/{}/{} {}-{}-{} {}",
            s.jobs,
            s.broken,
            s.required.unwrap(),
            r.passed,
            r.failed,
            r.skipped,
            s.worst.word()
        )
    };
    view.lines.iter().map(line).collect()
}

fn check(query: &Query, expect: &[&str]) {
    let store = store(Kind::Nightly, &jobs());
    let view = asked(&store, query);
    assert_eq!(lines(&store, &view), expect);
}

const OPENED: [&str; 9] = [
    "ci: 5/2/2 7-4-4 failing",
    "  k8s: 2/1/1 0-3-3 failing",
    "    tests (qemu) 1/1/1 0-3-0 failing",
    "    tests (clh) 1/0/0 0-0-3 none",
    "  build: 2/1/1 4-1-1 broken",
    "    agent (s390x / lpar) 1/1/1 2-1-0 broken",
    "    agent (amd64) 1/0/0 2-0-1 passing",
    "  lint 1/0/0 3-0-0 passing",
    "lint 1/0/0 2-1-0 recovered",
];

#[test]
fn few_jobs_are_opened_by_themselves_worst_first() {
    check(&Query::default(), &OPENED);
}

#[test]
fn branches_are_closed_and_opened_by_their_ids() {
    let open = |list: &[&str]| Query {
        open: list.iter().map(|s| (*s).to_owned()).collect(),
        ..Query::default()
    };
    let closed_k8s = ["-".to_owned(), id("ci / k8s")].concat();
    let mut expect = OPENED.to_vec();
    expect.drain(2..4);
    expect[1] = "  k8s… 2/1/1 0-3-3 failing";
    check(&open(&[&closed_k8s]), &expect);
    check(&open(&["all", &closed_k8s]), &expect);
    check(&open(&["all"]), &OPENED);
    let closed = ["ci… 5/2/2 7-4-4 failing", OPENED[8]];
    check(&open(&["none"]), &closed);
    // What is below a closed branch stays as it was.
    check(&open(&["none", &id("ci / k8s")]), &closed);
    let expect = [
        OPENED[0],
        OPENED[1],
        OPENED[2],
        OPENED[3],
        "  build… 2/1/1 4-1-1 broken",
        OPENED[7],
        OPENED[8],
    ];
    check(&open(&["none", &id("ci"), &id("ci / k8s")]), &expect);
    check(&open(&["no such id"]), &OPENED);
}

#[test]
fn the_order_asked_for_holds_on_each_level() {
    let by_name = |descending| Query {
        sort: Some(Sort {
            column: Column::Name,
            descending,
        }),
        ..Query::default()
    };
    let first = |query| {
        let store = store(Kind::Nightly, &jobs());
        let lines = lines(&store, &asked(&store, &query));
        let word = |l: &String| l.trim_start().split(' ').next().unwrap().to_owned();
        lines.iter().map(word).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        first(by_name(false)),
        "ci: build: agent agent k8s: tests tests lint lint"
    );
    assert_eq!(
        first(by_name(true)),
        "lint ci: lint k8s: tests tests build: agent agent"
    );
}

#[test]
fn a_filter_keeps_the_branches_above_and_counts_what_is_left() {
    let query = Query {
        q: "clh OR s390x".to_owned(),
        ..Query::default()
    };
    check(
        &query,
        &[
            "ci: 2/1/1 2-1-3 broken",
            "  build: 1/1/1 2-1-0 broken",
            "    agent (s390x / lpar) 1/1/1 2-1-0 broken",
            "  k8s: 1/0/0 0-0-3 none",
            "    tests (clh) 1/0/0 0-0-3 none",
        ],
    );
    let nothing = Query {
        q: "nothing".to_owned(),
        ..Query::default()
    };
    check(&nothing, &[]);
}

/// `branches` × `each` jobs in one root.
fn wide(branches: usize, each: usize) -> Store {
    let name = |b, j| format!("ci / part {b:03} / job {j:03}");
    let jobs: Vec<Job> = (0..branches)
        .flat_map(|b| (0..each).map(move |j| job(&name(b, j), "P")))
        .collect();
    store(Kind::Nightly, &jobs)
}

#[test]
fn of_many_jobs_only_the_levels_that_are_few_lines_are_opened() {
    let shown = |store: &Store, query: &Query| asked(store, query).lines.len();
    let plain = Query::default();
    assert_eq!(shown(&wide(5, 10), &plain), 1 + 5 + 50);
    assert_eq!(shown(&wide(10, 10), &plain), 1 + 10);
    assert_eq!(shown(&wide(80, 1), &plain), 1);
    let q = |q: &str| Query {
        q: q.to_owned(),
        ..Query::default()
    };
    // Few matches are opened, however many branches they lie in.
    let store = wide(60, 2);
    assert_eq!(shown(&store, &q("job-000")), 0);
    assert_eq!(shown(&store, &q("\"job 000\"")), 1 + 60 + 60);
    assert_eq!(shown(&store, &q("job")), 1);
    let all = Query {
        open: open_all(true),
        ..Query::default()
    };
    assert_eq!(shown(&store, &all), 1 + 60 + 120);
}

#[test]
fn opening_and_closing_leaves_a_short_list() {
    let mut open = Vec::new();
    open_branch(&mut open, "a", true, false);
    open_branch(&mut open, "b", true, false);
    assert_eq!(open, ["a", "b"]);
    open_branch(&mut open, "a", false, false);
    assert_eq!(open, ["b"]);
    let mut open = open_all(true);
    open_branch(&mut open, "a", false, true);
    assert_eq!(open, ["all", "-a"]);
    open_branch(&mut open, "a", true, true);
    assert_eq!(open, ["all"]);
}

#[test]
fn odd_names_are_no_trouble() {
    let deep = vec!["x"; 200].join(" / ");
    let jobs = [
        job(&deep, "F"),
        job("ci", "P"),
        job("ci / a", "P"),
        job("a (b / c", "P").unknown(),
    ];
    let store = store(Kind::Nightly, &jobs);
    let view = asked(&store, &Query::default());
    assert_eq!(view.branches, 12 + 1 + 1);
    let depth = view.lines.iter().map(|l| l.level).max();
    assert_eq!(depth, Some(13));
    let unknown = store_unknown();
    assert_eq!(
        asked(&unknown, &Query::default()).lines[0].sums.required,
        None
    );
}

fn store_unknown() -> Store {
    store(
        Kind::Nightly,
        &[job("a / b", "P").unknown(), job("a / c", "P").unknown()],
    )
}
