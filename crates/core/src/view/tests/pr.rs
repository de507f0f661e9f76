//! The list of pull requests, and one of them.

use std::sync::Arc;

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::dataset::{
    Attempt, History, Options, Project, PullRequest, Run, TestCase, encode,
};

use crate::pull::{Class, PullView};
use crate::query::{self, Context};
use crate::store::testkit::{self, job};
use crate::store::{Input, Naming, Store, build};
use crate::url::{self, View};
use crate::view::{self, Asking, PrView, PullCounts, Selection, Sheet, Value};

/// What is computed for an address.
fn ask<T>(store: &Store, address: &str, look: impl FnOnce(Asking<'_>) -> T) -> T {
    let (query, issues) = url::parse(address);
    assert!(issues.is_empty(), "{issues:?}");
    let table = view::table_of(store, Kind::Prs, &view::asked(&query, store));
    let ctx = Context {
        dimension_keys: store.naming().dimensions.keys(),
        is_job_name: &|_| false,
    };
    let selection = Selection {
        filter: query::parse(&query.q, &ctx).unwrap(),
        required: query.required,
        status: view::status_of_rows(&query),
        owners: query.owner.clone(),
    };
    let mut rows = view::select(store, &table, &selection);
    view::sort(store, &table, &mut rows, query.sort);
    look(Asking {
        store,
        table: &table,
        rows: &rows,
        query: &query,
        config: &Config::default(),
    })
}

/// Number, passed, failed, skipped, other, required passed and of, of each that is listed.
type Line = (u64, [u32; 4], Option<(u32, u32)>);

fn figures(counts: &PullCounts) -> [u32; 4] {
    let results = &counts.results;
    [
        results.passed,
        results.failed,
        results.skipped,
        counts.other(),
    ]
}

fn list(store: &Store, address: &str, search: &str) -> Vec<Line> {
    let search = search.replace('#', "%23");
    ask(store, &format!("{address}&find={search}"), |asking| {
        let view = view::pulls(asking);
        let lines = view.lines.iter();
        lines
            .map(|line| (line.run.number, figures(&line.counts), line.counts.required))
            .collect()
    })
}

fn one<T>(store: &Store, address: &str, look: impl FnOnce(&PullView, &PrView<'_>) -> T) -> T {
    ask(store, address, |asking| {
        let number = asking.query.pr.unwrap();
        let pull = view::pull_of(store, "", number, asking.config).unwrap();
        look(&pull, &view::pr(asking, &pull))
    })
}

fn sheet(store: &Store, address: &str) -> Result<Sheet, String> {
    ask(store, address, |asking| {
        view::sheet(asking, View::Pr).map(Option::unwrap)
    })
}

fn fact(sheet: &Sheet, name: &str) -> Value {
    let found = sheet.facts.iter().find(|fact| fact.0 == name);
    found.unwrap().1.clone()
}

/// Twelve pull requests, of which the table of all checks shows ten.
fn twelve() -> Store {
    testkit::store(
        Kind::Prs,
        &[
            job("a", "FPPPPPPPPPPF"),
            job("b", "PSmPPPPPPPPR").required(),
            job("c", ".F.........C"),
        ],
    )
}

#[test]
fn the_list_has_all_pull_requests_newest_first() {
    let store = twelve();
    let all = list(&store, "view=pr", "");
    assert_eq!(all.len(), 12);
    assert_eq!(all[0], (500, [1, 1, 0, 0], Some((1, 1))));
    assert_eq!(all[1], (499, [1, 1, 1, 0], Some((0, 0))));
    assert_eq!(all[2], (498, [2, 0, 0, 0], Some((1, 1))));
    assert_eq!(all[11], (489, [0, 1, 0, 2], Some((0, 1))));
    // A number of columns says nothing about the list.
    assert_eq!(list(&store, "view=pr&runs=2", ""), all);
    let sheet = sheet(&store, "view=pr").unwrap();
    assert_eq!(fact(&sheet, "listed"), Value::Count(12));
    assert_eq!(fact(&sheet, "shown"), Value::Count(12));
    assert_eq!(sheet.rows[11][0], Value::Count(489));
    assert_eq!(sheet.columns.len(), sheet.rows[0].len());
}

#[test]
fn filters_leave_checks_and_pull_requests_with_any() {
    let store = twelve();
    let with_c = list(&store, "view=pr&q=name:c", "");
    assert_eq!(
        with_c,
        [
            (499, [0, 1, 0, 0], Some((0, 0))),
            (489, [0, 0, 0, 1], Some((0, 0)))
        ]
    );
    let required = list(&store, "view=pr&required=1", "");
    assert_eq!(required.len(), 12);
    assert_eq!(required[0].1, [1, 0, 0, 0]);
    // A result is asked of the check in each pull request, not of its newest one.
    let failed = list(&store, "view=pr&status=failed", "");
    let numbers: Vec<u64> = failed.iter().map(|line| line.0).collect();
    assert_eq!(numbers, [500, 499, 489]);
    assert_eq!(failed[1].1, [0, 1, 0, 0]);
    assert_eq!(list(&store, "view=pr&status=running", "").len(), 1);
    // Words for states of a job do not apply.
    assert_eq!(list(&store, "view=pr&status=failing", "").len(), 12);
}

#[test]
fn the_search_of_the_list_finds_numbers() {
    let store = twelve();
    let numbers = |search: &str| -> Vec<u64> {
        let found = list(&store, "view=pr", search);
        found.iter().map(|line| line.0).collect()
    };
    for search in ["499", "#499", "PR #499", " pr499 "] {
        assert_eq!(numbers(search), [499], "{search}");
    }
    assert_eq!(numbers("50"), [500]);
    assert_eq!(numbers(" ").len(), 12);
    assert_eq!(numbers("#").len(), 0);
    assert_eq!(numbers("wait").len(), 0);
}

#[test]
fn one_pull_request_is_found_beyond_the_window() {
    let store = twelve();
    one(&store, "view=pr&pr=489", |pull, view| {
        assert_eq!((pull.number, view.listed, view.shown), (489, 3, 3));
        assert_eq!(figures(&view.counts), [0, 1, 0, 2]);
        assert_eq!(view.counts.required_text().as_deref(), Some("0 of 1"));
        let ids: Vec<&str> = view.groups.iter().map(|group| group.id).collect();
        assert_eq!(ids, ["running", "cancelled"]);
        assert_eq!(view.red[0].check.name, "a");
        assert_eq!(view.sentence, "1 failure is unknown, 1 check is not done");
    });
    let sheet = sheet(&store, "view=pr&pr=489").unwrap();
    assert_eq!(fact(&sheet, "listed"), Value::Count(3));
    assert_eq!(fact(&sheet, "unknown"), Value::Count(1));
    assert_eq!(fact(&sheet, "required_of"), Value::Count(1));
    let names: Vec<&Value> = sheet.rows.iter().map(|row| &row[1]).collect();
    assert_eq!(
        names,
        ["a", "c", "b"]
            .map(|name| Value::Text(name.to_owned()))
            .each_ref()
    );
    assert_eq!(sheet.columns.len(), sheet.rows[0].len());
}

#[test]
fn filters_of_one_pull_request_look_at_its_results() {
    let store = twelve();
    let shown = |rest: &str| {
        let address = ["view=pr&pr=499", rest].concat();
        let sheet = sheet(&store, &address).unwrap();
        assert_eq!(fact(&sheet, "listed"), Value::Count(3));
        // The sentence is about the pull request, whatever is filtered.
        let sentence = Value::Text("1 failure is unknown".to_owned());
        assert_eq!(fact(&sheet, "sentence"), sentence);
        let names = sheet.rows.iter().map(|row| match &row[1] {
            Value::Text(name) => name.clone(),
            other => panic!("{other:?}"),
        });
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(shown(""), "c a b");
    assert_eq!(shown("&status=failed"), "c");
    assert_eq!(shown("&status=skipped,passed"), "a b");
    assert_eq!(shown("&status=failing"), "c a b");
    assert_eq!(shown("&required=1"), "b");
    assert_eq!(shown("&q=-name:a"), "c b");
    assert_eq!(shown("&q=nothing"), "");
}

#[test]
fn what_is_not_there_is_told() {
    let store = twelve();
    assert_eq!(
        sheet(&store, "view=pr&pr=7").unwrap_err(),
        "find pull request 7: the newest one in the data is 500"
    );
    let nightly = testkit::store(Kind::Nightly, &[job("a", "PF")]);
    assert_eq!(
        sheet(&nightly, "view=pr&pr=7").unwrap_err(),
        "find pull request 7: the data holds none"
    );
    let none = sheet(&nightly, "view=pr").unwrap();
    assert_eq!(fact(&none, "listed"), Value::Count(0));
}

#[test]
fn many_checks_of_one_result_stay_folded_until_opened() {
    let names: Vec<String> = (10..31).map(|n| format!("job {n}")).collect();
    let mut jobs: Vec<_> = names.iter().map(|name| job(name, "P")).collect();
    jobs.extend([job("s", "S"), job("u", "U"), job("m", "m")]);
    let store = testkit::store(Kind::Prs, &jobs);
    let groups = |address: &str| {
        one(&store, address, |_, view| {
            let groups = view.groups.iter();
            groups
                .map(|g| (g.id, g.n, g.is_long, g.checks.len()))
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(
        groups("view=pr&pr=500"),
        [
            ("unknown", 1, false, 1),
            ("passed", 22, true, 0),
            ("skipped", 1, false, 1)
        ]
    );
    assert_eq!(
        groups("view=pr&pr=500&open=passed")[1],
        ("passed", 22, true, 22)
    );
    // One that failed before stands first.
    one(&store, "view=pr&pr=500&open=passed", |_, view| {
        assert_eq!(view.groups[1].checks[0].check.name, "m");
    });
    one(&store, "view=pr&pr=500&q=name:m&open=m", |_, view| {
        let check = &view.groups[0].checks[0];
        assert!(check.is_open && check.what.is_none());
        assert_eq!(check.check.attempts.len(), 2);
        assert!(view.red.is_empty() && view.shown == 1);
    });
}

#[test]
fn required_failures_stand_first_and_unknown_is_not_none() {
    let jobs = [
        job("a", "F"),
        job("b", "F").required(),
        job("c", "P").required(),
    ];
    let store = testkit::store(Kind::Prs, &jobs);
    one(&store, "view=pr&pr=500", |_, view| {
        let names: Vec<&str> = view.red.iter().map(|c| c.check.name.as_str()).collect();
        assert_eq!(names, ["b", "a"]);
        assert_eq!(view.counts.required_text().as_deref(), Some("1 of 2"));
    });
    let jobs = [job("a", "F").unknown(), job("b", "P").unknown()];
    let store = testkit::store(Kind::Prs, &jobs);
    assert_eq!(list(&store, "view=pr", ""), [(500, [1, 1, 0, 0], None)]);
    let sheet = sheet(&store, "view=pr&pr=500").unwrap();
    assert_eq!(fact(&sheet, "required_of"), Value::None);
}

/// A pull request with a check of two failing tests, and five nights before it that were green.
fn dated() -> Store {
    const DAY: i64 = 86_400;
    let mut rows = History::default();
    let _ = rows.insert_project(Project {
        id: "p".to_owned(),
        name: String::new(),
        repository: "o/r".to_owned(),
    });
    let _ = rows.insert_pull_request(PullRequest {
        project: "p".to_owned(),
        number: 100,
        title: "agent: Wait for it".to_owned(),
        ..PullRequest::default()
    });
    for id in 1..=6_u64 {
        let is_pull = id == 6;
        let (kind, file) = match is_pull {
            true => (Kind::Prs, "ci.yml"),
            false => (Kind::Nightly, "nightly.yml"),
        };
        let at = 20_000 * DAY + i64::try_from(id).unwrap() * DAY + 3_600;
        let mut run = Run::new("p", id, file, kind, at);
        run.head_sha = Some(format!("abc{id}"));
        if is_pull {
            run.pull_requests.insert(100);
        }
        let test = |name: &str| TestCase {
            file: "a.bats".to_owned(),
            name: name.to_owned(),
        };
        let attempt = Attempt {
            job_id: id * 10,
            job: "run (qemu)".to_owned(),
            run_attempt: 1,
            status: "completed".to_owned(),
            conclusion: Some(if is_pull { "failure" } else { "success" }.to_owned()),
            failing_tests: if is_pull {
                [test("mounts"), test("routes")].into()
            } else {
                Vec::new().into_iter().collect()
            },
            failing_step: is_pull.then(|| "Run tests".to_owned()),
            ..Attempt::default()
        };
        let _ = rows.insert_attempt(&run.key, attempt);
        let _ = rows.insert_run(run);
    }
    let options = Options {
        generated_at: 0,
        tool: String::new(),
        max_results: 1_000,
        retired: Vec::new(),
    };
    let files = encode(&rows, &options);
    let texts = std::iter::once(&files.manifest).chain(&files.texts);
    let inputs: Vec<Input> = texts
        .map(|text| tailorbird_snapshot::decode(text.as_bytes(), "f").unwrap())
        .map(|(snapshot, issues)| Input { snapshot, issues })
        .collect();
    build(&inputs, Arc::new(Naming::default())).0
}

#[test]
fn what_failed_and_whose_it_is() {
    let store = dated();
    one(&store, "view=pr&pr=100", |_, view| {
        let red = &view.red[0];
        assert_eq!(red.what.as_deref(), Some("a.bats: mounts and 1 more test"));
        assert_eq!(
            red.log,
            Some("https://github.com/o/r/actions/runs/6/job/60")
        );
        let class = red.check.judged.as_ref().map(|judged| judged.class);
        assert_eq!(class, Some(Class::Yours));
        assert_eq!(view.sentence, "1 failure looks like yours");
        assert_eq!(
            view.commit_url.as_deref(),
            Some("https://github.com/o/r/commit/abc6")
        );
        assert_eq!(view.when.as_deref(), Some("10 Oct 2024 01:00 UTC"));
    });
    let sheet = sheet(&store, "view=pr&pr=100").unwrap();
    assert_eq!(fact(&sheet, "yours"), Value::Count(1));
    assert_eq!(
        fact(&sheet, "created_at"),
        Value::Time(20_006 * 86_400 + 3_600)
    );
    let text = |n: usize| match &sheet.rows[0][n] {
        Value::Text(text) => text.as_str(),
        other => panic!("{other:?}"),
    };
    assert_eq!(text(5), "yours");
    assert_eq!(text(6), "5 of 5 results elsewhere passed, the newest 5 all");
    assert_eq!(text(12), "mounts; routes");
}

#[test]
fn the_list_of_dated_ones_is_searched_by_title_and_commit() {
    let store = dated();
    for search in ["wait FOR", "ABC6", "100", ""] {
        assert_eq!(list(&store, "view=pr", search).len(), 1, "{search}");
    }
    assert!(list(&store, "view=pr", "mounts").is_empty());
    // Days hold for the list, and another kind keeps its own window.
    assert!(list(&store, "view=pr&to=2024-10-09", "").is_empty());
    assert_eq!(list(&store, "view=pr&from=2024-10-10", "").len(), 1);
    let (query, _) = url::parse("view=pr&pr=100&runs=2");
    let nightly = view::table_of(&store, Kind::Nightly, &view::asked(&query, &store));
    assert_eq!(nightly.n_columns(), 2);
    ask(&store, "view=pr", |asking| {
        let view = view::pulls(asking);
        assert!(view.has_titles && view.has_times);
    });
}
