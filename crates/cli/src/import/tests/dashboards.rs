//! ci-dashboard's two files, and those of 2024.

use super::*;

fn night(date: &str, status: &str, run: Option<&str>, job: Option<&str>) -> Value {
    json!({"date": format!("{date}T00:00:00.000Z"), "status": status, "runId": run, "jobId": job,
        "duration": "1m 2s", "failureStep": null, "failureDetails": null})
}

fn dashboard() -> Value {
    let name = "kata-containers-ci-on-push / tests (qemu)";
    let mut detailed = night("2026-01-02", "failed", Some("11"), Some("101"));
    detailed["failureStep"] = json!("k8s-a.bats");
    detailed["failureDetails"] = json!({"failures": [
        {"number": 1, "name": "one", "file": "k8s-a.bats"},
        {"number": 1, "name": "one", "file": "##[group]k8s-a.bats"}]});
    json!({
        "lastRefresh": "2026-01-03T10:00:00Z",
        "allJobsSection": {"id": "all-jobs", "tests": [
            {"fullName": name, "isRequired": true, "status": "passed", "runId": "12", "jobId": "104",
             "duration": "3m 0s", "weatherHistory": [
                night("2026-01-01", "passed", None, None),
                night("2026-01-02", "failed", Some("11"), Some("101")),
                night("2026-01-03", "failed", Some("12"), Some("102")),
                night("2026-01-04", "none", None, None),
            ]},
            {"fullName": "check-internal-test-result (x)", "isRequired": false, "weatherHistory": [
                night("2026-01-03", "none", Some("13"), Some("103"))]},
            {"weatherHistory": []},
        ]},
        "sections": [{"id": "tee", "tests": [{"fullName": name, "isRequired": true,
            "weatherHistory": [detailed, night("2026-01-03", "not_run", Some("12"), Some("102"))]}]}],
        "cocoTrusteeSection": {"sourceRepo": "o/trustee", "tests": [{"jobName": "t",
            "isRequired": true,
            "weatherHistory": [night("2026-01-03", "running", Some("14"), Some("105"))]}]},
    })
}

#[test]
fn nights_of_a_dashboard_join_with_the_details_of_its_sections() {
    let (rows, issues) = read_text(&dashboard().to_string());
    let told: Vec<&str> = issues.iter().map(|issue| issue.code).collect();
    assert_eq!(told, ["row-stale", "row-invalid"]);
    let history = history(&rows);
    let name = "kata-containers-ci-on-push / tests (qemu)";
    assert_eq!(
        attempts(&history, "kata", 11),
        [format!("{name} failure - [\"k8s-a.bats: one\"]")]
    );
    // The first attempt failed in a set-up step, as the section says; the newest passed.
    assert_eq!(
        attempts(&history, "kata", 12),
        [
            format!("{name} failure set-up step []"),
            format!("{name} success - []")
        ]
    );
    assert_eq!(
        attempts(&history, "kata", 13),
        ["check-internal-test-result (x) none - []"]
    );
    assert_eq!(attempts(&history, "coco-trustee", 14), ["t - - []"]);
    let runs: Vec<(&str, u64, &str, bool)> = history
        .runs()
        .map(|r| {
            (
                &*r.key.project,
                r.key.id,
                &*r.workflow,
                history.required_of(r).is_some(),
            )
        })
        .collect();
    assert_eq!(
        runs,
        [
            ("coco-trustee", 14, "nightly", false),
            ("kata", 11, "ci-nightly.yaml", true),
            ("kata", 12, "ci-nightly.yaml", true),
            ("kata", 13, "ci-nightly-s390x.yaml", true),
        ]
    );
    let repositories: Vec<&str> = history.projects().map(|p| &*p.repository).collect();
    assert_eq!(
        repositories,
        ["o/trustee", "kata-containers/kata-containers"]
    );
}

#[test]
fn failures_on_pull_requests_split_what_stands_in_one_field() {
    let found = |run: &str, number: Value, title: &str| {
        json!({"date": "2026-01-02", "prNumber": number, "prTitle": title, "runId": run,
            "jobName": "kata-containers-ci-on-push / a", "jobId": run, "runAttempt": 2,
            "prMerged": false, "isFlaky": true})
    };
    let text = json!({"lastRefresh": "2026-01-03T00:00:00Z", "failedTests": [
        {"name": "one", "file": "a.bats", "recentOccurrences": [
            found("21", json!("7\n8"), "seven\neight"), found("22", json!(9), "nine")]},
        {"name": "one", "file": "b.bats", "recentOccurrences": [
            found("21", json!("7\n8"), "seven\neight"), {"date": "2026-01-02"}]},
        {"recentOccurrences": []},
    ]});
    let (rows, issues) = read_text(&text.to_string());
    assert_eq!(issues.len(), 2);
    let history = history(&rows);
    assert_eq!(
        attempts(&history, "kata", 21),
        ["kata-containers-ci-on-push / a failure - [\"a.bats: one\", \"b.bats: one\"]"]
    );
    let pulls: Vec<(u64, &str)> = history
        .pull_requests()
        .map(|p| (p.number, &*p.title))
        .collect();
    assert_eq!(pulls, [(7, "seven"), (8, "eight"), (9, "nine")]);
    let run = history.runs().next().unwrap();
    assert_eq!(
        (&*run.workflow, run.kind, run.partial),
        ("ci-on-push.yaml", Kind::Prs, true)
    );
}

#[test]
fn files_without_times_need_a_day() {
    let file = |name: &str| {
        let folder = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/fixtures/legacy/pair/"
        );
        std::fs::read(format!("{folder}{name}")).unwrap()
    };
    let nightly = file("job_stats.json");
    assert!(refused(&nightly).contains("--newest-day"));
    let options = Options {
        newest_day: day("2024-12-21"),
        ..Options::default()
    };
    let mut notes = Notes::default();
    let rows = read(&nightly, "f", &options, &mut notes).unwrap();
    assert!(
        notes
            .finish()
            .iter()
            .any(|issue| issue.code == "date-assumed")
    );
    let (history, _, issues) = folded(&rows, &Settings::default(), &options);
    assert_eq!(issues, []);
    let newest = history.runs().max_by_key(|run| run.number).unwrap();
    assert_eq!(newest.created_at, 1_734_739_200);
    for run in history.runs() {
        let back = newest.number.zip(run.number).map(|(a, b)| a - b).unwrap();
        let days = (newest.created_at - run.created_at) / 86_400;
        assert_eq!(u64::try_from(days).unwrap(), back);
    }
    let checks = read(
        &file("check_stats.json"),
        "f",
        &options,
        &mut Notes::default(),
    )
    .unwrap();
    assert!(
        checks
            .iter()
            .all(|row| row.kind() == Kind::Prs && row.pulls.len() == 1)
    );
}
