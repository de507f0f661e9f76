//! The grid, from strips and from nights of two workflows.

use tailorbird_snapshot::{Kind, Verdict};

use super::nights::{DAY, Nights};
use crate::store::Store;
use crate::store::testkit::{job, store};
use crate::url::{Query, View, parse};
use crate::view::{self, Asking, GridView, Place, Selection, Sheet, Table};

/// All rows of a kind, by name, for this address.
fn asking<T>(store: &Store, search: &str, use_it: impl FnOnce(Asking<'_>) -> T) -> T {
    let (query, issues) = parse(search);
    assert!(issues.is_empty(), "{issues:?}");
    let query = Query {
        view: query.view.or(Some(View::Grid)),
        ..query
    };
    let kind = view::kind_of(View::Grid, Some(store));
    let table: Table = view::table_of(store, kind, &view::asked(&query, store));
    let mut rows = view::select(store, &table, &Selection::default());
    let sort = Some(crate::url::Sort {
        column: crate::url::Column::Name,
        descending: false,
    });
    view::sort(store, &table, &mut rows, sort);
    let config = tailorbird_snapshot::config::Config::default();
    use_it(Asking {
        store,
        table: &table,
        rows: &rows,
        query: &query,
        config: &config,
    })
}

fn grid(store: &Store, search: &str) -> GridView {
    asking(store, search, view::grid)
}

fn sheet(store: &Store, search: &str) -> Sheet {
    let made = asking(store, search, |asking| view::sheet(asking, View::Grid));
    made.unwrap().unwrap()
}

/// Rows as letters: the first of each verdict's word, `.` for a hole.
fn strips(grid: &GridView) -> Vec<String> {
    let letter = |v: &Verdict| match v {
        Verdict::None => '.',
        Verdict::Flaky => 'K',
        other => other.as_str().to_uppercase().chars().next().unwrap(),
    };
    let row = |row: &view::GridRow| {
        let cells: String = row.verdicts.iter().map(letter).collect();
        [&row.name, " ", &cells].concat()
    };
    grid.rows.iter().map(row).collect()
}

fn labels(grid: &GridView) -> Vec<&str> {
    grid.columns.all.iter().map(|c| c.label.as_str()).collect()
}

fn dozen() -> Store {
    let jobs = [
        job("a green", "PPPPPPPPPPPP"),
        job("b green now and then", "P.S.PPPPPPPC"),
        job("c skipped", "SSSSSSSSSSSS"),
        job("d flaky", "PPkPPPPPPPPP"),
        job("e red", "FPPPPPPPPPPM"),
        job("f unknown", "PPPPPPPPPPPU"),
    ];
    store(Kind::Nightly, &jobs)
}

#[test]
fn all_runs_are_shown_unless_a_number_is_asked_for() {
    let store = dozen();
    let all = grid(&store, "");
    assert_eq!(labels(&all).len(), 12);
    assert_eq!(labels(&all)[0], "#500");
    assert_eq!(
        strips(&all),
        [
            "a green PPPPPPPPPPPP",
            "b green now and then P.S.PPPPPPPC",
            "c skipped SSSSSSSSSSSS",
            "d flaky PPKPPPPPPPPP",
            "e red FPPPPPPPPPPM",
            "f unknown PPPPPPPPPPPU",
        ]
    );
    assert_eq!(labels(&grid(&store, "runs=3")), ["#500", "#499", "#498"]);
    assert_eq!(grid(&store, "runs=all"), all);
}

#[test]
fn cells_are_counted_by_verdict() {
    let all = grid(&dozen(), "");
    // passed: 12 + 8 + 0 + 11 + 10 + 11
    assert_eq!(all.counts, [52, 1, 1, 1, 13, 1, 0, 1, 2]);
    assert_eq!(all.counts.iter().sum::<u64>(), 6 * 12);
    assert_eq!((all.listed, all.hidden, all.partial), (6, 0, 0));
}

#[test]
fn what_is_always_green_or_skipped_can_be_hidden() {
    let store = dozen();
    let names = |search: &str| {
        let grid = grid(&store, search);
        let names: Vec<String> = grid.rows.iter().map(|r| r.name.clone()).collect();
        (names.join(", "), grid.listed, grid.hidden)
    };
    let left = "c skipped, d flaky, e red, f unknown".to_owned();
    assert_eq!(names("hide=green"), (left, 6, 2));
    let left = "a green, b green now and then, d flaky, e red, f unknown".to_owned();
    assert_eq!(names("hide=skipped"), (left, 6, 1));
    assert_eq!(
        names("hide=green,skipped"),
        ("d flaky, e red, f unknown".to_owned(), 6, 3)
    );
    // Another window, another answer: the newest three of `e` hold the failure, of `f` none.
    assert_eq!(names("hide=green,skipped&runs=3").0, "d flaky, e red");
}

#[test]
fn the_sheet_has_the_same_figures() {
    let sheet = sheet(&dozen(), "hide=skipped");
    let fact = |name: &str| sheet.facts.iter().find(|f| f.0 == name).unwrap().1.clone();
    let count = |n: u64| view::Value::Count(n);
    assert_eq!(fact("listed"), count(6));
    assert_eq!(fact("shown"), count(5));
    assert_eq!(fact("hidden"), count(1));
    assert_eq!(fact("runs"), count(12));
    assert_eq!(fact("passed"), count(52));
    assert_eq!(fact("skipped"), count(1));
    assert_eq!(fact("none"), count(2));
    assert_eq!(sheet.rows.len(), 5);
    let red = &sheet.rows[3];
    assert_eq!(red[1], view::Value::Text("e red".to_owned()));
    let verdicts = view::Value::Text(
        "failed passed passed passed passed passed passed passed passed passed passed mixed"
            .to_owned(),
    );
    assert_eq!(red.last(), Some(&verdicts));
}

#[test]
fn a_cell_is_named_by_job_and_run() {
    let store = dozen();
    let at = Place { row: 4, column: 11 };
    let name = asking(&store, "", |a| view::grid(a).name(a, at)).unwrap();
    assert!(name.ends_with(",489"), "{name}");
    let search = ["at=", &name].concat();
    assert_eq!(asking(&store, &search, |a| view::grid(a).find(a)), Some(at));
    let by_name = asking(&store, "at=e+red,489", |a| view::grid(a).find(a));
    assert_eq!(by_name, Some(at));
    for gone in [
        "at=e+red,1",
        "at=x,489",
        "at=489",
        "hide=skipped,green&at=a+green,489",
    ] {
        let found = asking(&store, gone, |a| view::grid(a).find(a));
        assert_eq!(found, None, "{gone}");
    }
}

#[test]
fn a_card_tells_of_its_cell() {
    let store = dozen();
    let card = |row, column| {
        let at = Place { row, column };
        asking(&store, "", |a| view::grid(a).card(a, at)).unwrap()
    };
    let mixed = card(4, 11);
    assert_eq!((mixed.job.as_str(), mixed.run.as_str()), ("e red", "#489"));
    assert_eq!(mixed.verdict, Verdict::Mixed);
    assert_eq!(mixed.attempts.len(), 2);
    assert_eq!(mixed.run_key.as_deref(), Some("489"));
    assert_eq!(mixed.date, None);
    let hole = card(1, 1);
    assert_eq!((hole.verdict, hole.result), (Verdict::None, None));
    assert_eq!((hole.run.as_str(), hole.attempts.len()), ("#499", 0));
    let outside = Place { row: 6, column: 0 };
    assert_eq!(asking(&store, "", |a| view::grid(a).card(a, outside)), None);
}

#[test]
fn workflows_share_the_column_of_a_night() {
    // Workflow a runs each night, b on the second night twice, and on the third not.
    let mut nights = Nights::default();
    nights.run("a", 1, 1, &[("a / one", "P")]);
    nights.run("a", 2, 2, &[("a / one", "F")]);
    nights.run("a", 3, 3, &[("a / one", "P")]);
    nights.run("b", 11, 1, &[("b / two", "P")]);
    nights.run("b", 12, 2, &[("b / two", "FP")]);
    nights.run_at("b", 13, DAY + 2 * 86_400 + 40_000, &[("b / two", "F")]);
    let store = nights.store();
    let grid = grid(&store, "");
    assert_eq!(labels(&grid), ["4 Dec", "3 Dec", "3 Dec", "2 Dec"]);
    assert_eq!(strips(&grid), ["a / one P.FP", "b / two .FKP"]);
    // A column in which the job's own workflow has no run is named by the other's.
    let at = Place { row: 1, column: 0 };
    let name = asking(&store, "", |a| view::grid(a).name(a, at)).unwrap();
    assert!(name.ends_with(",a:3"), "{name}");
    let search = ["at=", &name].concat();
    assert_eq!(asking(&store, &search, |a| view::grid(a).find(a)), Some(at));
    let card = asking(&store, "", |a| view::grid(a).card(a, at)).unwrap();
    assert_eq!((card.run.as_str(), card.run_key), ("4 Dec", None));
}

#[test]
fn only_the_days_asked_for_are_columns() {
    let mut nights = Nights::default();
    for id in 1..=20 {
        nights.run("a", id, i64::try_from(id).unwrap(), &[("a / one", "P")]);
    }
    let store = nights.store();
    let grid = grid(&store, "from=2025-12-05&to=2025-12-08");
    assert_eq!(labels(&grid), ["8 Dec", "7 Dec", "6 Dec", "5 Dec"]);
}
