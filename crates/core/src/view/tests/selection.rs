//! Which rows are left: by filter text, required, status and owner, all together.

use tailorbird_snapshot::Kind;

use super::{filtered, names};
use crate::store::Store;
use crate::store::testkit::{Job, job, store, store_with};
use crate::url::{Runs, Status};
use crate::view::{Selection, select, table};

fn check(store: &Store, kind: Kind, runs: Runs, selection: &Selection, expect: &str) {
    let table = table(store, kind, runs);
    let rows = select(store, &table, selection);
    assert_eq!(
        names(store, &table, &rows).join(" "),
        expect,
        "{selection:?}"
    );
}

fn jobs() -> Vec<Job> {
    vec![
        job("failing", "FFP").required(),
        job("first", "FSS"),
        job("broken", "FPP").required(),
        job("flaky", "kPP"),
        job("recovered", "PPF"),
        job("fixed", "PFP"),
        job("passing", "PPP").required(),
        job("mixed", "PmP"),
        job("skipping", "SPP"),
        job("cancelled", "CFP"),
        job("running", "RSS"),
        job("waiting", "WSS"),
        job("unknown", "USS"),
        job("none", "SSS"),
    ]
}

fn check_status(status: &[Status], expect: &str) {
    let selection = Selection {
        status: status.to_vec(),
        ..Selection::default()
    };
    for kind in [Kind::Nightly, Kind::Prs] {
        check(&store(kind, &jobs()), kind, Runs::All, &selection, expect);
    }
}

#[test]
fn status_words_of_the_state() {
    check_status(&[Status::Failing], "failing first");
    check_status(&[Status::Broken], "broken cancelled");
    check_status(&[Status::Flaky], "flaky");
    check_status(&[Status::Recovered], "recovered fixed");
    check_status(&[Status::Passing], "passing mixed skipping");
    check_status(&[Status::None], "running waiting unknown none");
}

#[test]
fn status_words_of_the_flags() {
    check_status(&[Status::Fixed], "fixed");
    check_status(&[Status::Mixed], "mixed");
}

#[test]
fn status_words_of_the_newest_cell() {
    check_status(&[Status::Passed], "flaky recovered fixed passing mixed");
    check_status(&[Status::Failed], "failing first broken");
    check_status(&[Status::Skipped], "skipping none");
    check_status(&[Status::Cancelled], "cancelled");
    check_status(&[Status::Running], "running waiting");
    check_status(&[Status::Unknown], "unknown");
}

#[test]
fn several_status_words_are_any_of_them_and_none_is_all() {
    check_status(
        &[Status::Cancelled, Status::Fixed, Status::Failed],
        "failing first broken fixed cancelled",
    );
    let all: Vec<String> = [
        "failing",
        "first",
        "broken",
        "flaky",
        "recovered",
        "fixed",
        "passing",
        "mixed",
        "skipping",
        "cancelled",
        "running",
        "waiting",
        "unknown",
        "none",
    ]
    .map(str::to_owned)
    .into();
    check_status(&[], &all.join(" "));
}

#[test]
fn the_newest_cell_is_of_the_job_even_where_it_misses_the_newest_run() {
    let store = store(Kind::Nightly, &[job("a", ".FP"), job("b", "PPP")]);
    let selection = Selection {
        status: vec![Status::Failed],
        ..Selection::default()
    };
    check(&store, Kind::Nightly, Runs::All, &selection, "a");
}

#[test]
fn required_only() {
    let selection = Selection {
        required: true,
        ..Selection::default()
    };
    check(
        &store(Kind::Nightly, &jobs()),
        Kind::Nightly,
        Runs::All,
        &selection,
        "failing broken passing",
    );
    let unknown = store(
        Kind::Nightly,
        &[job("a", "P").unknown(), job("b", "F").unknown()],
    );
    check(&unknown, Kind::Nightly, Runs::All, &selection, "");
    assert!(table(&unknown, Kind::Nightly, Runs::All).required_unknown);
    let some = store(Kind::Nightly, &[job("a", "P").unknown(), job("b", "F")]);
    assert!(!table(&some, Kind::Nightly, Runs::All).required_unknown);
    assert!(
        !table(&some, Kind::Prs, Runs::All).required_unknown,
        "no row, nothing to tell"
    );
}

const OWNERS: &str = r#"{"owners": [
    {"group": "Arm", "patterns": ["*arm64*"], "github": ["Octo-Arm"]},
    {"group": "builders", "patterns": ["build*"], "github": ["octo-build", "example-org/team"]}]}"#;

#[test]
fn owners_by_group_handle_or_none() {
    let jobs = [
        job("build / x-arm64", "P"),
        job("build / y", "F"),
        job("lint", "P"),
    ];
    let store = store_with(Kind::Nightly, &jobs, OWNERS);
    let check_owner = |owners: &[&str], expect: &str| {
        let owners = owners.iter().map(|o| (*o).to_owned()).collect();
        let selection = Selection {
            owners,
            ..Selection::default()
        };
        check(&store, Kind::Nightly, Runs::All, &selection, expect);
    };
    check_owner(&["arm"], "build / x-arm64");
    check_owner(&["ARM"], "build / x-arm64");
    check_owner(&["octo-arm"], "build / x-arm64");
    check_owner(&["@Octo-Build"], "build / x-arm64 build / y");
    check_owner(&["example-org/team"], "build / x-arm64 build / y");
    check_owner(&["none"], "lint");
    check_owner(&["none", "arm"], "build / x-arm64 lint");
    check_owner(&["nobody"], "");
    check_owner(&["octo"], "");
}

#[test]
fn all_parts_of_a_selection_hold_together() {
    let jobs = [
        job("build / x-arm64", "F").required(),
        job("build / y", "F").required(),
        job("build / z-arm64", "F"),
        job("lint-arm64", "P").required(),
    ];
    let store = store_with(Kind::Nightly, &jobs, OWNERS);
    let selection = Selection {
        required: true,
        status: vec![Status::Failed],
        owners: vec!["arm".to_owned()],
        ..Selection::default()
    };
    check(
        &store,
        Kind::Nightly,
        Runs::All,
        &selection,
        "build / x-arm64",
    );
}

#[test]
fn a_view_lists_the_jobs_with_a_cell_in_the_window() {
    let jobs = [
        job("now", "PP"),
        job("before", ".F"),
        job("long ago", "...F"),
        job("a", "SSSS"),
    ];
    let store = store(Kind::Nightly, &jobs);
    let check_window = |runs: Runs, columns: u32, listed: usize, unseen: usize| {
        let table = table(&store, Kind::Nightly, runs);
        assert_eq!(table.n_columns(), columns, "{runs:?}");
        assert_eq!(
            (table.rows.len(), table.unseen.len()),
            (listed, unseen),
            "{runs:?}"
        );
    };
    check_window(Runs::Count(1), 1, 2, 2);
    check_window(Runs::Count(2), 2, 3, 1);
    check_window(Runs::Count(4), 4, 4, 0);
    check_window(Runs::Count(1_000), 4, 4, 0);
    check_window(Runs::All, 4, 4, 0);
    let none = table(&store, Kind::Prs, Runs::All);
    assert_eq!((none.n_columns(), none.rows.len()), (0, 0));
}

fn check_filter(store: &Store, kind: Kind, text: &str, expect: &str) {
    let table = table(store, kind, Runs::All);
    let rows = filtered(store, &table, text);
    assert_eq!(names(store, &table, &rows).join(", "), expect, "{text}");
}

#[test]
fn a_filter_asks_for_the_figures_of_the_row() {
    let jobs = [
        job("a / Build / x (qemu, arm64)", "FFP").required(),
        job("b / lint", "PmP"),
        job("c", "SSS"),
        job("d", "xPP").bare(),
    ];
    for (text, expect) in [
        ("fails:>=2", "a / Build / x (qemu, arm64)"),
        ("rate:<50", "a / Build / x (qemu, arm64)"),
        ("rate:100", "b / lint, d"),
        ("streak:2", "a / Build / x (qemu, arm64)"),
        ("flakes:>0", "b / lint"),
        ("flakes:0", "a / Build / x (qemu, arm64), c"),
        ("is:mixed", "b / lint"),
        ("is:failing", "a / Build / x (qemu, arm64)"),
        ("is:none", "c"),
        ("required:yes", "a / Build / x (qemu, arm64)"),
        ("path:build", "a / Build / x (qemu, arm64)"),
        ("owner:none", "a / Build / x (qemu, arm64), b / lint, c, d"),
        ("p50:>1s", ""),
    ] {
        check_filter(&store(Kind::Prs, &jobs), Kind::Prs, text, expect);
    }
    let (prs, nightly) = (store(Kind::Prs, &jobs), store(Kind::Nightly, &jobs));
    check_filter(&prs, Kind::Prs, "reruns:>0", "b / lint");
    check_filter(&nightly, Kind::Nightly, "reruns:>=0", "");
}
