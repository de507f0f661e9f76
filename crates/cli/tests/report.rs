//! `tailorbird report` and `tailorbird diff` as a user runs them.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// Exit status, standard output, standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailorbird"));
    let output = command.args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (code, text(output.stdout), text(output.stderr))
}

/// A data set of three nights of two projects.
fn dataset(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&path));
    let mut rows = String::new();
    let jobs = [
        ("p", "stays", "PPP"),
        ("p", "breaks", "PPF"),
        ("p", "mends", "FFP"),
        ("q", "q", "PPP"),
    ];
    for (job_id, (project, job, strip)) in (1..).zip(jobs) {
        for (night, letter) in (1..).zip(strip.chars()) {
            let run_id = night + if project == "p" { 9_000 } else { 9_100 };
            let status = if letter == 'P' { "passed" } else { "failed" };
            let row = json!({"source": project, "repo": format!("o/{project}"), "workflow": "ci.yml",
                "job": job, "run_id": run_id, "run_number": night, "job_id": job_id * 10 + night,
                "date": format!("2026-01-0{night}"), "status": status});
            rows.push_str(&format!("{row}\n"));
        }
    }
    let file = path.with_extension("ndjson");
    std::fs::write(&file, rows).unwrap();
    let (code, _, err) = run(&[
        "import",
        file.to_str().unwrap(),
        "--out",
        path.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{err}");
    path
}

#[test]
fn the_summary_of_each_project() {
    let data = dataset("report-data");
    let data = data.to_str().unwrap();
    let (code, text, err) = run(&["report", data]);
    assert_eq!((code, &*err), (0, ""));
    let expect = "- **breaks**: failing 1 run, since #3, last good #2 \
                  ([log](https://github.com/o/p/actions/runs/9003/job/23))\n";
    assert!(text.starts_with("## p\n\n- [ci.yml run 3]("), "{text}");
    assert!(
        text.contains(&format!("### Broken: 1\n\n{expect}")),
        "{text}"
    );
    assert!(text.contains("### Fixed: 1\n\n- mends\n"), "{text}");
    assert!(
        text.contains("\n## q\n\n") && text.ends_with("Nothing new is broken.\n"),
        "{text}"
    );
    let (code, text, _) = run(&[
        "report",
        data,
        "--project",
        "p",
        "--format",
        "json",
        "--since",
        "2d",
    ]);
    assert_eq!(code, 0);
    let told: Value = serde_json::from_str(&text).unwrap();
    let project = told.get("projects").and_then(|p| p.get(0)).unwrap();
    assert_eq!(project.get("fixed"), Some(&json!(["mends"])));
    for since in ["0d", "d", "1", "1w", "-1d"] {
        let (code, ..) = run(&["report", data, &format!("--since={since}")]);
        assert_eq!(code, 2, "{since}");
    }
}

#[test]
fn two_runs_against_each_other() {
    let data = dataset("diff-data");
    let data = data.to_str().unwrap();
    let (code, text, err) = run(&["diff", data]);
    assert_eq!((code, &*err), (0, ""));
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = text.lines().map(words).collect();
    let expect = [
        "what job then now",
        "newly failing breaks passed failed",
        "fixed mends failed passed",
    ];
    assert_eq!(lines, expect);
    let (_, text, _) = run(&["diff", data, "--format", "markdown"]);
    let expect = "## ci.yml: run 3 against 2\n\n2 passed, 1 failed (67 %), before 2 passed, 1 failed \
                  (67 %).\n\n### Newly failing: 1 job\n\n- breaks\n\n### Fixed: 1 job\n\n- mends\n";
    assert_eq!(text, expect);
    for args in [
        &["diff", data, "--head", "ci.yml:3"][..],
        &["diff", data, "--base", "2"],
        &["diff", data, "--project", "p", "--base", "2", "--head", "3"],
    ] {
        let args = [args, &["--format", "markdown"]].concat();
        assert_eq!(run(&args).1, expect, "{args:?}");
    }
    let (_, text, _) = run(&[
        "diff", data, "--base", "1", "--head", "2", "--format", "json",
    ]);
    let told: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told.get("newly_failing"), Some(&json!([])));
    assert_eq!(
        told.get("still_failing").unwrap().as_array().unwrap().len(),
        1
    );
    for (args, code, told) in [
        (
            &["diff", data, "--head", "9"][..],
            2,
            "failed to find a run `9`",
        ),
        (&["diff", data, "--head", "1"], 1, "the oldest one"),
        (
            &["diff", data, "--project", "x"],
            2,
            "no project `x`: known are p, q",
        ),
    ] {
        let (found, out, err) = run(args);
        assert_eq!((found, &*out), (code, ""), "{args:?}");
        assert!(err.contains(told), "{args:?}: {err}");
    }
}
