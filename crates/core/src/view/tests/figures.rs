//! Totals and tiles over the rows that are left.

use tailorbird_snapshot::{Kind, Outcome};

use super::{filtered, view};
use crate::store::Store;
use crate::store::testkit::{Job, job, store};
use crate::url::Runs;
use crate::view::{LastRun, Tiles, tiles, totals};

fn tiles_of(kind: Kind, runs: Runs, jobs: &[Job]) -> Tiles {
    let store = store(kind, jobs);
    let (table, rows) = view(&store, kind, runs);
    tiles(&store, &table, &rows)
}

/// `value +skipped missing`, then `(running)` where the run is unfinished.
fn short(tile: &LastRun) -> String {
    let mut text = format!("{} +{} {}", tile.value(), tile.skipped, tile.missing);
    if tile.running > 0 {
        text.push_str(&format!(" ({} running)", tile.running));
    }
    text
}

fn check_last(kind: Kind, runs: Runs, jobs: &[Job], all: &str, required: Option<&str>) {
    let tiles = tiles_of(kind, runs, jobs);
    assert_eq!(short(&tiles.last_run), all);
    assert_eq!(tiles.required.as_ref().map(short).as_deref(), required);
}

#[test]
fn the_last_run_counts_what_was_not_skipped() {
    let jobs = [
        job("a", "PP").required(),
        job("b", "FP").required(),
        job("c", "SP"),
        job("d", "CP"),
        job("e", "UP"),
        job("f", "RP").required(),
        job("g", "W"),
        job("h", "mP"),
        job("i", "sP").required(),
    ];
    let expect = ("2/7 +2 0 (2 running)", Some("1/3 +1 0 (1 running)"));
    check_last(Kind::Nightly, Runs::All, &jobs, expect.0, expect.1);
    check_last(Kind::Prs, Runs::All, &jobs, expect.0, expect.1);
    let failed = tiles_of(Kind::Nightly, Runs::All, &jobs).last_run.failed;
    assert_eq!(failed, 1);
}

#[test]
fn missing_is_what_the_run_before_had() {
    let jobs = [
        job("a", "PPP"),
        job("b", ".PP").required(),
        job("c", "..P"),
        job("d", ".SP"),
        job("e", "SPP"),
    ];
    check_last(
        Kind::Nightly,
        Runs::All,
        &jobs,
        "1/1 +1 2",
        Some("n/a +0 1"),
    );
    // Pull requests are no history.
    check_last(Kind::Prs, Runs::All, &jobs, "1/1 +1 0", Some("n/a +0 0"));
}

#[test]
fn nothing_that_ran_is_not_available() {
    check_last(
        Kind::Nightly,
        Runs::All,
        &[job("a", "SP"), job("b", "S")],
        "n/a +2 0",
        Some("n/a +0 0"),
    );
    let unknown = [job("a", "P").unknown(), job("b", "F").unknown()];
    check_last(Kind::Nightly, Runs::All, &unknown, "1/2 +0 0", None);
    let tiles = tiles_of(Kind::Nightly, Runs::All, &[]);
    assert_eq!(tiles.last_run.value(), "n/a");
    assert!(tiles.newest.is_empty() && tiles.bars.is_empty());
    assert_eq!((tiles.rate, tiles.flaky), (None, None));
}

#[test]
fn tiles_count_states_and_flags() {
    let jobs = [
        job("a", "FPP"),
        job("b", "FPS"),
        job("c", "FFP"),
        job("d", "FSS"),
        job("e", "PFF"),
        job("f", "PFP"),
        job("g", "PmM"),
        job("h", "SSs"),
    ];
    for kind in [Kind::Nightly, Kind::Prs] {
        let tiles = tiles_of(kind, Runs::All, &jobs);
        assert_eq!((tiles.broken, tiles.fixed, tiles.flaky), (2, 2, Some(1)));
        assert_eq!(tiles.longest_fixed, 2);
        // 9 passed, 9 failed
        assert_eq!(tiles.rate, Some(0.5));
        assert_eq!(
            tiles.newest.iter().map(|n| n.1.number).collect::<Vec<_>>(),
            [500]
        );
    }
    let bare: Vec<Job> = jobs.into_iter().map(Job::bare).collect();
    assert_eq!(tiles_of(Kind::Prs, Runs::All, &bare).flaky, None);
}

#[test]
fn each_tile_is_the_number_of_the_rows_that_its_filter_leaves() {
    let jobs: Vec<Job> = [
        "FPP", "FFP", "PFF", "PFP", "PmM", "mPP", "SmS", "PPP", "SSS", "FSS",
    ]
    .iter()
    .enumerate()
    .map(|(i, strip)| job(&format!("j{i}"), strip))
    .collect();
    let store = store(Kind::Nightly, &jobs);
    for runs in [Runs::Count(1), Runs::Count(2), Runs::All] {
        let (table, rows) = view(&store, Kind::Nightly, runs);
        let tiles = tiles(&store, &table, &rows);
        let n = |text: &str| u32::try_from(filtered(&store, &table, text).len()).unwrap();
        assert_eq!(tiles.broken, n("is:broken"));
        assert_eq!(tiles.fixed, n("is:fixed"));
        assert_eq!(tiles.flaky, Some(n("flakes:>0")));
    }
}

#[test]
fn bars_run_from_the_oldest_run_of_the_window() {
    let jobs = [job("a", "PFS"), job("b", "F.P"), job("c", "FFFF")];
    let bars = |runs: Runs| -> Vec<(u64, u32, u32, u32)> {
        let tiles = tiles_of(Kind::Nightly, runs, &jobs);
        let bar = |b: &crate::view::Bar| {
            (
                b.run.number,
                b.results.passed,
                b.results.failed,
                b.results.skipped,
            )
        };
        tiles.bars.iter().map(bar).collect()
    };
    let all = [
        (497, 0, 1, 0),
        (498, 1, 1, 1),
        (499, 0, 2, 0),
        (500, 1, 2, 0),
    ];
    assert_eq!(bars(Runs::All), all);
    assert_eq!(bars(Runs::Count(2)), all[2..]);
}

#[test]
fn tiles_and_totals_are_over_the_rows_left() {
    let store = store(
        Kind::Nightly,
        &[
            job("a x", "PF").required(),
            job("b x", "FP"),
            job("c", "FF").required(),
        ],
    );
    let (table, _) = view(&store, Kind::Nightly, Runs::All);
    let left = filtered(&store, &table, "x");
    let tiles = tiles(&store, &table, &left);
    assert_eq!(tiles.last_run.value(), "1/2");
    assert_eq!(tiles.required.map(|t| t.value()).as_deref(), Some("1/1"));
    assert_eq!((tiles.broken, tiles.fixed, tiles.rate), (1, 1, Some(0.5)));
    assert_eq!(tiles.bars[1].results.all(), 2);
    let sum = totals(&store, &table, &left);
    assert_eq!((sum.listed, sum.jobs, sum.required), (3, 2, Some(1)));
    let bare = crate::store::testkit::store(Kind::Nightly, &[job("a", "PF").unknown()]);
    let (table, rows) = view(&bare, Kind::Nightly, Runs::All);
    assert_eq!(totals(&bare, &table, &rows).required, None);
    assert_eq!((sum.results.passed, sum.results.failed), (2, 2));
}

/// `listed jobs required runs`, then `mixed` and `attempts`.
fn check_totals(
    store: &Store,
    kind: Kind,
    text: &str,
    expect: [u32; 4],
    mixed: Option<u32>,
    attempts: Option<u32>,
) {
    let (table, _) = view(store, kind, Runs::All);
    let left = filtered(store, &table, text);
    let sum = totals(store, &table, &left);
    assert_eq!(
        [
            sum.listed,
            sum.jobs,
            sum.required.unwrap(),
            sum.results.all()
        ],
        expect,
        "{text}"
    );
    assert_eq!(sum.mixed, mixed, "{text}");
    assert_eq!(sum.attempts.map(|a| a.all()), attempts, "{text}");
    assert_eq!(sum.flaky, None, "a legacy file cannot tell");
}

#[test]
fn totals_that_some_row_cannot_tell_are_not_available() {
    let jobs = [
        job("a", "mP").required(),
        job("b", "FS"),
        job("c", "Px").bare(),
    ];
    let prs = store(Kind::Prs, &jobs);
    check_totals(&prs, Kind::Prs, "", [3, 3, 1, 6], None, None);
    check_totals(&prs, Kind::Prs, "-c", [3, 2, 1, 4], Some(1), Some(5));
    check_totals(&prs, Kind::Prs, "c", [3, 1, 0, 2], None, None);
    let nightly = store(Kind::Nightly, &jobs[..2]);
    check_totals(&nightly, Kind::Nightly, "", [2, 2, 1, 4], Some(1), None);
}

#[test]
fn no_row_left_is_zero_and_not_unknown() {
    let prs = store(Kind::Prs, &[job("a", "mP").required(), job("b", "FS")]);
    check_totals(&prs, Kind::Prs, "nothing", [2, 0, 0, 0], Some(0), Some(0));
    let nightly = store(Kind::Nightly, &[job("a", "mP")]);
    check_totals(
        &nightly,
        Kind::Nightly,
        "nothing",
        [1, 0, 0, 0],
        Some(0),
        None,
    );
    let bare = crate::store::testkit::store(Kind::Prs, &[job("a", "mP").bare()]);
    check_totals(&bare, Kind::Prs, "nothing", [1, 0, 0, 0], None, None);
    check_totals(&store(Kind::Prs, &[]), Kind::Prs, "", [0; 4], None, None);
    let (table, _) = view(&prs, Kind::Prs, Runs::All);
    let none = tiles(&prs, &table, &[]);
    assert_eq!(none.last_run.value(), "n/a");
    assert_eq!(
        (none.broken, none.fixed, none.flaky, none.rate),
        (0, 0, Some(0), None)
    );
    assert!(none.bars.iter().all(|b| b.results.all() == 0));
}

#[test]
fn totals_give_attempts_by_outcome() {
    let store = store(Kind::Prs, &[job("a", "mxs"), job("b", "PFU")]);
    let (table, rows) = view(&store, Kind::Prs, Runs::All);
    let sum = totals(&store, &table, &rows);
    assert_eq!(sum.attempts_of(Outcome::Passed), Some(3));
    assert_eq!(sum.attempts_of(Outcome::Failed), Some(4));
    assert_eq!(sum.attempts_of(Outcome::Skipped), Some(2));
    assert_eq!(sum.attempts_of(Outcome::Unknown), Some(1));
}
