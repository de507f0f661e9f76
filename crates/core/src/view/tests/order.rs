//! The default order with all its ties, and every column in both directions.

use tailorbird_snapshot::Kind;

use super::{names, view};
use crate::store::Store;
use crate::store::testkit::{Job, job, store};
use crate::url::{Column, Runs, Sort};
use crate::view;

/// Jobs in their expected order, given to the store from the last to the first.
fn check_default(kind: Kind, runs: Runs, jobs: &[Job], expect: &str) {
    let turned: Vec<Job> = jobs.iter().rev().cloned().collect();
    let store = store(kind, &turned);
    let (table, rows) = view(&store, kind, runs);
    assert_eq!(names(&store, &table, &rows).join(" "), expect);
}

#[test]
fn worst_first() {
    for kind in [Kind::Nightly, Kind::Prs] {
        check_default(
            kind,
            Runs::All,
            &[
                job("h", "FFFF"),
                job("g", "FFFP"),
                job("f", "FSSS"),
                job("e", "FP"),
                job("d", "kPFF"),
                job("c", "PFFF"),
                job("b", "PPPP"),
                job("a", "SSSS"),
            ],
            "h g f e d c b a",
        );
    }
}

#[test]
fn a_first_failure_sorts_before_a_newly_broken_job() {
    check_default(
        Kind::Nightly,
        Runs::All,
        &[job("z", "FS"), job("a", "FP")],
        "z a",
    );
}

#[test]
fn a_longer_streak_comes_first_even_beyond_the_window() {
    check_default(
        Kind::Nightly,
        Runs::Count(2),
        &[job("z", "FFFFP"), job("y", "FFFPP"), job("a", "FFP")],
        "z y a",
    );
}

#[test]
fn within_a_state_required_comes_first() {
    check_default(
        Kind::Nightly,
        Runs::All,
        &[
            job("z", "FPPPPPPP").required(),
            job("a", "FPFPFPFP"),
            job("b", "FPFPFPFP").unknown(),
            job("y", "PPPP").required(),
            job("c", "PPPP"),
        ],
        "z a b y c",
    );
}

#[test]
fn then_the_surer_failure_by_its_lower_bound() {
    // 3 of 6, 1 of 2, 1 of 4 failed; 1 of 2 is no surer than 3 of 6.
    check_default(
        Kind::Nightly,
        Runs::All,
        &[job("z", "PFPFPF"), job("m", "PF"), job("a", "PPPF")],
        "z m a",
    );
    // n/a comes last: decided results only outside the window.
    check_default(
        Kind::Nightly,
        Runs::Count(1),
        &[job("z", "P"), job("a", "SP")],
        "z a",
    );
}

#[test]
fn then_the_name_by_code_point() {
    check_default(
        Kind::Nightly,
        Runs::All,
        &[
            job("A", "P"),
            job("B", "P"),
            job("a", "P"),
            job("a (b)", "P"),
            job("a b", "P"),
            job("ab", "P"),
            job("é", "P"),
            job("\u{ff5e}", "P"),
            job("😀", "P"),
        ],
        "A B a a (b) a b ab é \u{ff5e} 😀",
    );
}

/// Orders by one column, ascending and descending.
fn check_in(store: &Store, kind: Kind, runs: Runs, column: Column, up: &str, down: &str) {
    let (table, mut rows) = view(store, kind, runs);
    for (descending, expect) in [(false, up), (true, down)] {
        view::sort(store, &table, &mut rows, Some(Sort { column, descending }));
        let found = names(store, &table, &rows).join(" ");
        assert_eq!(found, expect, "{column:?} descending {descending}");
    }
}

/// A pull-request view, where every column but the durations has figures.
fn check(jobs: &[Job], column: Column, up: &str, down: &str) {
    check_in(
        &store(Kind::Prs, jobs),
        Kind::Prs,
        Runs::All,
        column,
        up,
        down,
    );
}

#[test]
fn by_state() {
    let jobs = [
        job("a", "S"),
        job("b", "P"),
        job("c", "FF"),
        job("d", "FP"),
        job("e", "P"),
    ];
    check(&jobs, Column::State, "c d b e a", "a b e d c");
}

#[test]
fn by_name() {
    let jobs = [job("b", "F"), job("a", "P"), job("C", "P")];
    check(&jobs, Column::Name, "C a b", "b a C");
}

#[test]
fn by_rate_from_the_worst_bound_with_what_is_not_known_last() {
    let jobs = [
        job("none", "SS"),
        job("one", "F"),
        job("half", &"FP".repeat(20)),
        job("fine", "PP"),
        job("also", "P"),
        job("none too", "C"),
    ];
    check(
        &jobs,
        Column::Rate,
        "half one also fine none none too",
        "also fine one half none none too",
    );
}

#[test]
fn by_counts() {
    let jobs = [
        job("a", "PP"),
        job("b", "FF"),
        job("c", "SF"),
        job("d", "FF"),
        job("e", "SS"),
    ];
    check(&jobs, Column::Fails, "a e c b d", "b d c a e");
    check(&jobs, Column::Skips, "a b d c e", "e c a b d");
}

#[test]
fn by_reruns_and_flakes() {
    let jobs = [
        job("bare", "PP").bare(),
        job("two", "mM"),
        job("none", "PP"),
        job("some", "xP"),
        job("also", "PF"),
        job("a bare", "PP").bare(),
    ];
    let (up, down) = (
        "also none some two a bare bare",
        "some two also none a bare bare",
    );
    check(&jobs, Column::Reruns, up, down);
    let (up, down) = (
        "also none some two a bare bare",
        "two some also none a bare bare",
    );
    check(&jobs, Column::Flaky, up, down);
    // In a legacy nightly view no job has a figure of reruns: the name alone decides.
    let (nightly, by_name) = (
        store(Kind::Nightly, &jobs),
        "a bare also bare none some two",
    );
    check_in(
        &nightly,
        Kind::Nightly,
        Runs::All,
        Column::Reruns,
        by_name,
        by_name,
    );
}

#[test]
fn by_weather_from_storms_up() {
    let jobs = [
        job("sun", "PPPPP"),
        job("few", "PP"),
        job("storm", "FFF"),
        job("cloud", "PPFFF"),
        job("blue", "PPP"),
    ];
    check(
        &jobs,
        Column::Weather,
        "storm cloud blue sun few",
        "blue sun cloud storm few",
    );
}

#[test]
fn by_last_failure_from_the_oldest_on() {
    let jobs = [
        job("new", "FP"),
        job("old", "PPPF"),
        job("never", "PPPP"),
        job("mid", "PFPP"),
    ];
    check(
        &jobs,
        Column::Last,
        "old mid new never",
        "new mid old never",
    );
}

#[test]
fn by_required_with_unknown_last() {
    let jobs = [
        job("u", "P").unknown(),
        job("r", "P").required(),
        job("o", "P"),
        job("q", "P").required(),
        job("n", "F"),
    ];
    check(&jobs, Column::Required, "n o q r u", "q r n o u");
}

#[test]
fn by_a_duration_that_no_legacy_file_knows() {
    check(&[job("b", "F"), job("a", "P")], Column::P50, "a b", "a b");
}

#[test]
fn equal_rows_stand_by_ascending_name_in_both_directions() {
    let jobs = ["b", "a", "c"].map(|name| job(name, "mPF").required());
    for column in [
        Column::State,
        Column::Rate,
        Column::Fails,
        Column::Reruns,
        Column::Skips,
        Column::Flaky,
        Column::P50,
        Column::Weather,
        Column::Last,
        Column::Required,
    ] {
        check(&jobs, column, "a b c", "a b c");
    }
}
