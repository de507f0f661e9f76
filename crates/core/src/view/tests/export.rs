//! JSON, CSV and Markdown of a view.

use serde_json::{Value, json};
use tailorbird_snapshot::{Issue, Kind, codes};

use super::{filtered, view};
use crate::store::Store;
use crate::store::testkit::{job, store, store_with};
use crate::url::{Query, Runs, parse};
use crate::view::{Report, csv, json as to_json, markdown};

fn text(store: &Store, kind: Kind, runs: Runs, issues: &[Issue]) -> String {
    let (table, rows) = view(store, kind, runs);
    let report = Report {
        store,
        table: &table,
        rows: &rows,
        query: &Query::default(),
        input: "dir/f.json",
        issues,
    };
    to_json(&report).unwrap()
}

fn value(store: &Store, kind: Kind, runs: Runs) -> Value {
    serde_json::from_str(&text(store, kind, runs, &[])).unwrap()
}

/// Of 3 of 4, computed apart.
const LOW: f64 = 0.300_641_842_582_401_9;
const HIGH: f64 = 0.954_412_739_190_299_5;

fn check_close(found: &mut Value, key: &str, expect: f64) {
    let taken = found.as_object_mut().unwrap().remove(key).unwrap();
    let n = taken.as_f64().unwrap();
    assert!((n - expect).abs() < 1e-12, "{key} {n}");
}

#[test]
fn a_pull_request_view_field_by_field() {
    let jobs = [job("run-tests (amd64)", "mPS.FP").required()];
    let config = r#"{"owners": [{"group": "g", "patterns": ["run*"]}]}"#;
    let store = store_with(Kind::Prs, &jobs, config);
    let issue = Issue::new(codes::WRONG_TYPE, "dir/f.json, job `x`", "odd");
    let whole = text(&store, Kind::Prs, Runs::All, &[issue]);
    assert!(
        whole.starts_with(
            r#"{"format":1,"input":"dir/f.json","project":"","view":"prs","window":{"#
        )
    );
    let mut whole: Value = serde_json::from_str(&whole).unwrap();
    check_close(&mut whole["jobs"][0], "pass_rate_low", LOW);
    check_close(&mut whole["jobs"][0], "pass_rate_high", HIGH);
    let attempts = json!({"passed": 3, "failed": 2, "cancelled": 0, "skipped": 1, "waiting": 0,
        "running": 0, "unknown": 0});
    assert_eq!(
        whole,
        json!({
            "format": 1, "input": "dir/f.json", "project": "", "view": "prs",
            "window": {"runs": 6, "from": null, "to": null},
            "totals": {"listed": 1, "jobs": 1, "required": 1, "runs": 5, "passed": 3, "failed": 1,
                "skipped": 1, "cancelled": 0, "running": 0, "unknown": 0, "attempts": attempts,
                "mixed": 1, "flaky": null},
            "jobs": [{
                "id": "1001ba8183da", "name": "run-tests (amd64)", "required": true, "runs": 5,
                "passed": 3, "failed": 1, "skipped": 1, "cancelled": 0, "running": 0, "unknown": 0,
                "reruns": 1, "attempts": attempts, "mixed": 1, "flaky": null, "pass_rate": 0.75,
                "state": "recovered", "streak": 0, "fixed": false, "weather": "partly sunny",
                "numbers": [500, 499, 498, 496, 495],
                "results": ["passed", "passed", "skipped", "failed", "passed"],
                "verdicts": ["mixed", "passed", "skipped", "failed", "passed"],
                "p50_secs": null, "p95_secs": null, "last_failure": 496, "last_failure_at": null,
                "owners": ["g"],
                "dimensions": {"arch": "amd64"}}],
            "issues": [{"code": "wrong-type", "where": "dir/f.json, job `x`", "message": "odd"}]
        })
    );
}

#[test]
fn what_a_nightly_file_cannot_tell_is_null() {
    let store = store(Kind::Nightly, &[job("a", "FMS").unknown()]);
    let whole = value(&store, Kind::Nightly, Runs::Count(2));
    assert_eq!(whole["view"], "nightly");
    assert_eq!(whole["window"]["runs"], 2);
    let job = &whole["jobs"][0];
    for key in [
        "required", "reruns", "attempts", "flaky", "weather", "p50_secs", "p95_secs",
    ] {
        assert!(job[key].is_null(), "{key}");
    }
    assert_eq!((&job["mixed"], &job["streak"]), (&json!(1), &json!(2)));
    assert!(whole["totals"]["attempts"].is_null() && whole["totals"]["flaky"].is_null());
    assert_eq!(job["numbers"], json!([500, 499]));
}

#[test]
fn shapes_without_reruns_have_neither_mixed_nor_attempts() {
    for kind in [Kind::Nightly, Kind::Prs] {
        let store = store(kind, &[job("a", "PS").bare()]);
        let whole = value(&store, kind, Runs::All);
        for key in ["reruns", "attempts", "mixed", "flaky"] {
            assert!(whole["jobs"][0][key].is_null(), "{key}");
        }
        assert!(whole["totals"]["mixed"].is_null());
    }
}

#[test]
fn waiting_reads_and_counts_as_running() {
    let store = store(Kind::Nightly, &[job("a", "WRCU")]);
    let whole = value(&store, Kind::Nightly, Runs::All);
    let job = &whole["jobs"][0];
    assert_eq!(
        job["results"],
        json!(["running", "running", "cancelled", "unknown"])
    );
    assert_eq!(
        (&job["running"], &job["cancelled"], &job["unknown"]),
        (&json!(2), &json!(1), &json!(1))
    );
    assert!(job["pass_rate"].is_null());
    assert_eq!(job["state"], "none");
}

#[test]
fn numbers_are_exact_and_large_ones_keep_their_digits() {
    let jobs = [job("a", "PPF")];
    let snapshot = crate::store::testkit::snapshot(Kind::Nightly, u64::MAX, &jobs);
    let (store, _) = crate::store::testkit::join(vec![snapshot]);
    let whole = text(&store, Kind::Nightly, Runs::All, &[]);
    assert!(whole.contains("[18446744073709551615,18446744073709551614,18446744073709551613]"));
    assert!(
        whole.contains(r#""pass_rate":0.6666666666666666,"#),
        "{whole}"
    );
}

#[test]
fn rows_stand_in_the_order_given_and_no_other_ones() {
    let store = store(
        Kind::Nightly,
        &[job("a x", "P"), job("b", "F"), job("c x", "F")],
    );
    let (table, _) = view(&store, Kind::Nightly, Runs::All);
    let rows = filtered(&store, &table, "x");
    let report = Report {
        store: &store,
        table: &table,
        rows: &rows,
        query: &Query::default(),
        input: "",
        issues: &[],
    };
    let whole: Value = serde_json::from_str(&to_json(&report).unwrap()).unwrap();
    let names: Vec<_> = whole["jobs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|j| j["name"].clone())
        .collect();
    assert_eq!(names, ["a x", "c x"]);
    assert_eq!(
        (&whole["totals"]["listed"], &whole["totals"]["jobs"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(csv(&report).lines().count(), 3);
    assert_eq!(markdown(&report).lines().count(), 4);
}

fn report_text(names: &[&str], make: fn(&Report<'_>) -> String) -> String {
    let jobs: Vec<_> = names.iter().map(|n| job(n, "P")).collect();
    let store = store(Kind::Nightly, &jobs);
    let (table, rows) = view(&store, Kind::Nightly, Runs::All);
    make(&Report {
        store: &store,
        table: &table,
        rows: &rows,
        query: &Query::default(),
        input: "",
        issues: &[],
    })
}

#[test]
fn csv_has_a_line_a_job_and_empty_fields_for_what_is_not_known() {
    let store = store(
        Kind::Nightly,
        &[
            job("a, b", "PF.S").required(),
            job("c", "S").unknown().bare(),
        ],
    );
    let (table, rows) = view(&store, Kind::Nightly, Runs::All);
    let report = Report {
        store: &store,
        table: &table,
        rows: &rows,
        query: &Query::default(),
        input: "",
        issues: &[],
    };
    let text = csv(&report);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "id,name,required,state,streak,runs,passed,failed,skipped,cancelled,running,unknown,reruns,\
         mixed,flaky,pass_rate,pass_rate_low,pass_rate_high,weather,owners,numbers,results,p50_secs,\
         last_failure,last_failure_at"
    );
    let (head, tail) = lines[1].split_once(",0.5,").unwrap();
    assert!(
        head.ends_with(r#","a, b",true,recovered,0,3,1,1,1,0,0,0,,0,"#),
        "{head}"
    );
    assert!(
        tail.ends_with(",,,500 499 497,passed failed skipped,,499,"),
        "{tail}"
    );
    assert!(
        lines[2].ends_with(",c,,none,0,1,0,0,1,0,0,0,,,,,,,,,500,skipped,,,"),
        "{}",
        lines[2]
    );
    assert_eq!(lines.len(), 3);
}

#[test]
fn csv_never_holds_a_formula() {
    for name in ["=1+1", "+1+1", "-cmd", "@SUM(A1)", "=\"a\",b"] {
        let text = report_text(&[name], csv);
        let line = text.lines().nth(1).unwrap();
        let field = line.split_once(',').unwrap().1;
        assert!(
            field.starts_with('\'') || field.starts_with("\"'"),
            "{field}"
        );
    }
    assert!(report_text(&["a \"b\""], csv).contains(r#","a ""b""","#));
}

#[test]
fn markdown_escapes_what_a_name_may_hold() {
    let text = report_text(&["a | b `c` <img> @org #1"], markdown);
    let line = text.lines().nth(2).unwrap();
    assert_eq!(
        line,
        r"| a \| b \`c\` &lt;img&gt; &#64;org &#35;1 |  | passing | 100 % | 0 | n/a | 0 | 0 | n/a | no weather | – |"
    );
    let text = report_text(&["a"], markdown);
    assert!(text.starts_with(
        "| Job | Required | State | Pass rate | Fails | Reruns | Skips | Flaky | p50 | Weather | \
         Last fail |\n| --- |"
    ));
}

#[test]
fn an_empty_view_is_valid_in_every_form() {
    let whole = value(&store(Kind::Nightly, &[]), Kind::Nightly, Runs::All);
    assert_eq!(whole["jobs"], json!([]));
    assert_eq!(
        whole["window"],
        json!({"runs": 0, "from": null, "to": null})
    );
    assert_eq!(report_text(&[], csv).lines().count(), 1);
    assert_eq!(report_text(&[], markdown).lines().count(), 2);
}

/// The three forms of five jobs under an address.
fn asked(address: &str) -> [String; 3] {
    let jobs = [
        job("a / arm64", "PP"),
        job("b / amd64", "FF").required(),
        job("c / arm64", "FP"),
        job("d", "PF"),
    ];
    let store = store_with(Kind::Nightly, &jobs, "{}");
    let (table, rows) = view(&store, Kind::Nightly, Runs::All);
    let (query, issues) = parse(address);
    assert!(issues.is_empty());
    let report = Report {
        store: &store,
        table: &table,
        rows: &rows,
        query: &query,
        input: "",
        issues: &[],
    };
    [csv(&report), markdown(&report), to_json(&report).unwrap()]
}

#[test]
fn rows_in_groups_stand_as_on_the_screen_and_name_their_group() {
    let [csv, markdown, json] = asked("group=path&cols=state,fails");
    assert_eq!(
        csv,
        "group,group_state,name,state,streak,failed\n\
         b,failing,b / amd64,failing,2,2\n\
         c,broken,c / arm64,broken,1,1\n\
         ,recovered,d,recovered,0,1\n\
         a,passing,a / arm64,passing,0,0\n"
    );
    assert_eq!(
        markdown,
        "| group | group state | Job | State | Fails |\n| --- | --- | --- | --- | --- |\n\
         | b | failing ≥ 2 runs | b / amd64 | failing ≥ 2 runs | 2 |\n\
         | c | newly broken | c / arm64 | newly broken | 1 |\n\
         | none | recovered | d | recovered | 1 |\n\
         | a | passing | a / arm64 | passing | 0 |\n"
    );
    let json: Value = serde_json::from_str(&json).unwrap();
    let groups = json["jobs"].as_array().unwrap().iter();
    let groups = groups.map(|job| [&job["name"], &job["group"], &job["group_state"]]);
    let expected = json!([
        ["b / amd64", "b", "failing"],
        ["c / arm64", "c", "broken"],
        ["d", null, "recovered"],
        ["a / arm64", "a", "passing"]
    ]);
    assert_eq!(json!(groups.collect::<Vec<_>>()), expected);
    // A group's rows stay together, also where the order alone would part them.
    let [csv, ..] = asked("group=arch&cols=name");
    let names: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(
        names,
        [
            "amd64,failing,b / amd64",
            "arm64,broken,c / arm64",
            "arm64,broken,a / arm64",
            ",recovered,d"
        ]
    );
}

#[test]
fn without_groups_there_is_no_field_of_one() {
    for address in ["", "group=colour"] {
        let [csv, markdown, json] = asked(address);
        assert!(csv.starts_with("id,name,required,"), "{csv}");
        assert!(markdown.starts_with("| Job | Required |"), "{markdown}");
        assert!(!json.contains("group"), "{json}");
    }
}

#[test]
fn columns_that_are_shown_are_the_fields_and_the_name_always_is() {
    let fields = |address: &str| {
        let [csv, ..] = asked(address);
        csv.lines().next().unwrap().to_owned()
    };
    for (cols, expected) in [
        ("name,state,fails", "name,state,streak,failed"),
        ("fails", "name,failed"),
        ("colour", "name"),
        (
            "last,weather,p50",
            "name,weather,p50_secs,last_failure,last_failure_at",
        ),
        (
            "rate,flaky",
            "name,mixed,flaky,pass_rate,pass_rate_low,pass_rate_high",
        ),
        ("required,reruns,skips", "name,required,skipped,reruns"),
    ] {
        assert_eq!(fields(&["cols=", cols].concat()), expected, "{cols}");
    }
    let all = "cols=name,state,rate,fails,reruns,skips,flaky,p50,weather,last,required";
    assert_eq!(fields(all), fields(""));
    assert_eq!(fields("cols=all"), fields(""));
    let heads = |address: &str| {
        let [_, markdown, _] = asked(address);
        markdown.lines().next().unwrap().to_owned()
    };
    assert_eq!(
        heads("cols=last,required"),
        "| Job | Required | Last fail |"
    );
    let [.., json] = asked("cols=fails");
    assert_eq!(json, asked("")[2]);
}
