//! Lines of JSON.

use super::*;

fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

fn row(job: &str, id: u64, status: &str) -> Value {
    json!({"source": "p", "job": job, "run_id": 9, "job_id": id, "date": "2026-01-02",
        "status": status})
}

#[test]
fn words_fold_as_documented() {
    let words = [
        "passed",
        "failed",
        "not_run",
        "none",
        "skipped",
        "cancelled",
        "timed_out",
        "odd",
    ];
    let rows: Vec<Value> = words
        .iter()
        .zip(1..)
        .map(|(word, id)| row(word, id, word))
        .collect();
    let (rows, issues) = read_text(&lines(&rows));
    assert_eq!(issues, []);
    let history = history(&rows);
    assert_eq!(
        attempts(&history, "p", 9),
        [
            "cancelled cancelled - []",
            "failed failure - []",
            "none none - []",
            "not_run failure set-up step []",
            "odd odd - []",
            "passed success - []",
            "skipped skipped - []",
            "timed_out timed_out - []",
        ]
    );
    let running = row("r", 1, "running");
    let (rows, _) = read_text(&lines(&[running]));
    assert_eq!(
        (&*rows[0].status, &rows[0].conclusion),
        ("in_progress", &None)
    );
}

#[test]
fn rows_that_lack_something_are_told_by_line() {
    let good = row("a", 1, "passed").to_string();
    let text = format!(
        "{good}\n\n{{\"job\":\"a\"}}\n{{\"job\":\"a\",\"run_id\":1,\"date\":\"soon\"}}\nnot json\n{}\n{}\n",
        json!({"job": "a", "run_id": 1, "date": "2026-01-01"}),
        json!({"job": "a", "run_id": 1, "date": "2026-01-01", "status": "x", "kind": "weekly"}),
    );
    let (rows, issues) = read_text(&text);
    assert_eq!(rows.len(), 1);
    let told: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert_eq!(
        told[0],
        "f:3: it lacks `run_id`, a whole number; left out [row-invalid]"
    );
    assert!(told[1].starts_with("f:4: its `date` is \"soon\", not a day such as"));
    assert!(told[2].starts_with("f:5: it is no JSON"));
    assert!(told[3].starts_with("f:6: it lacks `status`"));
    assert!(told[4].starts_with("f:7: its kind `weekly`"));
    assert_eq!(told.len(), 5);
}

/// What is said of a row with this value.
fn told(key: &str, value: Value) -> String {
    let mut odd = row("a", 1, "passed");
    odd[key] = value;
    let (rows, issues) = read_text(&lines(&[row("b", 2, "passed"), odd]));
    assert_eq!((rows.len(), issues.len()), (1, 1), "{key}");
    issues[0].to_string()
}

#[test]
fn values_that_are_wrong_are_named() {
    for (key, value, text) in [
        (
            "run_id",
            json!(-1),
            "its `run_id` is -1, not a whole number from 0",
        ),
        (
            "run_id",
            json!(1.5),
            "its `run_id` is 1.5, not a whole number",
        ),
        (
            "run_id",
            json!("18446744073709551616"),
            "is \"18446744073709551616\", not",
        ),
        (
            "date",
            json!("2026-13-45"),
            "its `date` is \"2026-13-45\", not a day such as",
        ),
        ("date", json!("9999-01-01"), "from 1970 to 2099; left out"),
        ("date", json!(5), "its `date` is 5, not a day"),
        ("status", json!(5), "its `status` is 5, not a word"),
        ("run_id", Value::Null, "it lacks `run_id`"),
        ("date", json!(" "), "it lacks `date`"),
    ] {
        let said = told(key, value);
        assert!(said.starts_with("f:2: ") && said.contains(text), "{said}");
    }
    assert!(told("run_id", json!("x".repeat(9_999))).len() < 200);
}

#[test]
fn a_line_that_is_no_utf8_is_told_by_its_byte() {
    let good = row("a", 1, "passed").to_string();
    let mut bytes = format!("{good}\n").into_bytes();
    bytes.extend(b"{\"job\":\"\xff\"}\n");
    bytes.extend(good.as_bytes());
    let mut notes = Notes::default();
    let rows = read(&bytes, "f", &Options::default(), &mut notes).unwrap();
    assert_eq!(rows.len(), 2);
    let at = good.len() + 1 + 8;
    let expect = format!(
        "f:2: it is no UTF-8 text: byte 9 of the line, at offset {at} of the file, is wrong; write \
         the file as UTF-8; left out [row-invalid]"
    );
    assert_eq!(notes.finish()[0].to_string(), expect);
}

#[test]
fn everything_a_row_may_tell_is_kept() {
    let full = json!({"source": "p", "repo": "o/p", "workflow": "ci.yml", "kind": "nightly",
        "run_id": "18446744073709551615", "run_number": 5, "attempt": 2, "job": "a\n b", "job_id": 3,
        "status": "failure", "created_at": "2026-01-02T03:04:05Z", "date": "2026-01-09",
        "started_at": "2026-01-02T03:05:00Z", "completed_at": "2026-01-02T03:06:00Z",
        "failure_step": "Run tests", "failures": [{"name": "t", "file": "f.bats"}],
        "excerpt": "password=hunter2", "required": true, "event": "schedule", "branch": "main",
        "head_sha": "abc", "runner": "r1", "labels": ["x"]});
    let (rows, issues) = read_text(&lines(&[full]));
    assert_eq!(issues, []);
    let history = history(&rows);
    let run = history.runs().next().unwrap();
    assert_eq!(
        (run.key.id, run.number, run.run_attempt),
        (u64::MAX, Some(5), 2)
    );
    assert_eq!(
        (&*run.workflow, &*run.event, run.kind),
        ("ci.yml", "schedule", Kind::Nightly)
    );
    assert_eq!(run.created_at, 1_767_323_045);
    assert_eq!(run.head_sha.as_deref(), Some("abc"));
    let set = history.required_of(run).unwrap();
    let jobs = &history
        .required()
        .find(|(id, _)| *id == set)
        .unwrap()
        .1
        .jobs;
    assert_eq!(jobs.iter().collect::<Vec<_>>(), ["a b"]);
    let attempt = history.attempts(&run.key).next().unwrap();
    assert_eq!((attempt.run_attempt, attempt.job_id), (2, 3));
    assert_eq!(
        attempt
            .completed_at
            .zip(attempt.started_at)
            .map(|(c, s)| c - s),
        Some(60)
    );
    assert_eq!(attempt.excerpt.as_deref(), Some("password=***"));
    assert_eq!(
        (attempt.runner.as_deref(), &*attempt.labels[0]),
        (Some("r1"), "x")
    );
    assert_eq!(
        attempts(&history, "p", u64::MAX),
        ["a b failure Run tests [\"f.bats: t\"]"]
    );
}

#[test]
fn attempts_follow_job_ids_and_copies_go() {
    let timed = |id, status, seconds| {
        let mut row = row("a", id, status);
        row["duration_s"] = json!(seconds);
        row
    };
    let rows = [
        timed(3, "passed", 5),
        timed(1, "failed", 7),
        timed(2, "failed", 7),
        timed(4, "passed", 6),
    ];
    let (rows, _) = read_text(&lines(&rows));
    let (history, folded, _) = folded(&rows, &Settings::default(), &Options::default());
    let real = attempts(&history, "p", 9);
    assert_eq!(real, ["a failure - []", "a success - []", "a success - []"]);
    let tally = &folded.counts[&("p".to_owned(), Kind::Nightly)];
    assert_eq!((tally.rows, tally.new, tally.copies), (4, 3, 1));
    assert_eq!(tally.words["passed"], 2);
}

#[test]
fn doubled_tests_and_stray_marks_go() {
    let mut one = row("a", 1, "failed");
    one["failure_step"] = json!("k8s-a.bats, ##[group]k8s-b.bats");
    one["failures"] = json!([{"name": "t", "file": "a.bats"}, {"name": "t", "file": "##[group]a.bats"},
        {"name": "t", "file": "b.bats"}, {"name": " ", "file": "b.bats"}]);
    let (rows, _) = read_text(&lines(&[one]));
    let history = history(&rows);
    assert_eq!(
        attempts(&history, "p", 9),
        ["a failure - [\"a.bats: t\", \"b.bats: t\"]"]
    );
}

#[test]
fn a_rerun_on_another_day_does_not_move_the_night() {
    let mut later = row("a", 2, "passed");
    later["date"] = json!("2026-01-05");
    let (first, _) = read_text(&lines(&[row("a", 1, "failed")]));
    let (second, _) = read_text(&lines(&[later]));
    let both = [first.clone(), second.clone()].concat();
    let expect = history(&both);
    assert_eq!(expect.runs().next().unwrap().created_at, 1_767_312_000);
    for order in [[&first, &second], [&second, &first]] {
        let mut history = History::default();
        for rows in order {
            let settings = Settings::default();
            fold(
                &mut history,
                rows,
                &settings,
                &Options::default(),
                &mut Notes::default(),
            );
        }
        let created: Vec<i64> = history.runs().map(|run| run.created_at).collect();
        assert_eq!(created, [1_767_312_000]);
        assert_eq!(attempts(&history, "p", 9), attempts(&expect, "p", 9));
    }
}

#[test]
fn pull_requests_keep_the_titles_that_can_be_told_apart() {
    let row = |run: u64, prs: Value, titles: Value, seen: &str| {
        json!({"source": "p", "job": "a", "run_id": run, "job_id": run, "attempt": 3,
            "date": "2026-01-02", "test": "t", "file": "a.bats", "prs": prs, "pr_titles": titles,
            "merged": true, "last_seen": seen})
    };
    let text = lines(&[
        row(
            1,
            json!([7, 8]),
            json!(["seven", "eight"]),
            "2026-01-02T00:00:00Z",
        ),
        row(
            2,
            json!([7]),
            json!(["who", "knows"]),
            "2026-01-03T00:00:00Z",
        ),
        row(
            3,
            json!([8]),
            json!(["eight, later"]),
            "2026-01-04T00:00:00Z",
        ),
    ]);
    let (rows, issues) = read_text(&text);
    assert_eq!(issues.len(), 1);
    assert_eq!(
        (issues[0].code, &*issues[0].place),
        ("titles-differ", "f:2")
    );
    let history = history(&rows);
    let pulls: Vec<_> = history.pull_requests().collect();
    assert_eq!(
        (&*pulls[0].title, &*pulls[1].title),
        ("seven", "eight, later")
    );
    // That one of two was merged says nothing of the other.
    assert_eq!((pulls[0].merged, pulls[1].merged), (Some(true), Some(true)));
    let run = history.runs().next().unwrap();
    assert_eq!(
        run.pull_requests.iter().copied().collect::<Vec<_>>(),
        [7, 8]
    );
    assert_eq!(
        (run.kind, run.partial, run.run_attempt),
        (Kind::Prs, true, 3)
    );
    // The attempt is the run's, not the job's.
    assert_eq!(history.attempts(&run.key).next().unwrap().run_attempt, 0);
}

#[test]
fn a_required_job_that_did_not_run_stays_required() {
    let on = |job: &str, run: u64, date: &str, required: Value| {
        let mut row = row(job, run, "passed");
        row["run_id"] = json!(run);
        row["date"] = json!(date);
        row["required"] = required;
        row
    };
    let text = lines(&[
        on("a", 1, "2026-01-01", json!(true)),
        on("b", 2, "2026-01-02", json!(true)),
        on("a", 3, "2026-01-03", json!(false)),
        on("c", 4, "2026-03-03", json!(true)),
        on("d", 5, "2026-03-04", json!(null)),
    ]);
    let history = history(&read_text(&text).0);
    let sets: Vec<Option<Vec<String>>> = history
        .runs()
        .map(|run| {
            let id = history.required_of(run)?;
            let set = history.required().find(|(known, _)| *known == id)?.1;
            Some(set.jobs.iter().cloned().collect())
        })
        .collect();
    let set = |jobs: &[&str]| Some(jobs.iter().map(|job| (*job).to_owned()).collect::<Vec<_>>());
    assert_eq!(
        sets,
        [
            set(&["a"]),
            set(&["a", "b"]),
            set(&["b"]),
            set(&["c"]),
            None
        ]
    );
}

#[test]
fn project_and_workflow_come_from_the_configuration() {
    let settings = config::parse(
        r#"[[projects]]
        id = "x"
        repository = "o/x"
        workflows = [
            { file = "pr.yml", role = "pull-request" },
            { file = "a.yml", role = "nightly", jobs = ["a *"] },
            { file = "b.yml", role = "nightly", jobs = ["/./"] },
        ]"#,
        "t",
    );
    let settings = settings.unwrap();
    let bare = |job: &str, run: u64| json!({"job": job, "run_id": run, "job_id": run, "date": "2026-01-01", "status": "passed"});
    let mut of_pull = bare("a 1", 3);
    of_pull["prs"] = json!([1]);
    let text = lines(&[bare("a\n1", 1), bare("z", 2), of_pull]);
    let rows = read_text(&text).0;
    let told = |settings: &Settings, options: &Options| -> Vec<String> {
        let (history, _, issues) = folded(&rows, settings, options);
        let runs = history
            .runs()
            .map(|run| format!("{} {}", run.key.project, run.workflow));
        runs.chain(issues.iter().map(|issue| issue.code.to_owned()))
            .collect()
    };
    assert_eq!(
        told(&settings, &Options::default()),
        ["x a.yml", "x b.yml", "x pr.yml"]
    );
    let named = Options {
        project: Some("p".to_owned()),
        ..Options::default()
    };
    assert_eq!(
        told(&Settings::default(), &named),
        ["p nightly", "p nightly", "p prs"]
    );
    let nobody = told(&Settings::default(), &Options::default());
    assert_eq!(nobody, ["row-invalid", "row-invalid", "row-invalid"]);
}
