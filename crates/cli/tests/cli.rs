//! The binary as a user runs it: output, messages and exit status.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/legacy");
    folder.join(name).display().to_string()
}

/// A file of its own for one test.
fn scratch(name: &str, content: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailorbird"));
    command.args(args);
    command
}

/// Exit status, standard output, standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    let out = command(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

/// Standard output of a run that has to succeed in silence.
fn output(args: &[&str]) -> String {
    let (code, out, err) = run(args);
    assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
    out
}

/// The run fails so, prints nothing, and its message holds these texts.
fn check_fails(args: &[&str], code: i32, texts: &[&str]) {
    let (found, out, err) = run(args);
    assert_eq!((found, out.as_str()), (code, ""), "{args:?}: {err}");
    for text in texts {
        assert!(err.contains(text), "{args:?}: {err:?} lacks {text:?}");
    }
    assert!(!err.contains("panicked"), "{err}");
}

fn stats_json(args: &[&str]) -> Value {
    let args = [&["stats"], args, &["--format", "json"]].concat();
    serde_json::from_str(&output(&args)).unwrap()
}

#[test]
fn stats_as_json() {
    let file = fixture("keys10_nightly.json");
    let out = stats_json(&[&file]);
    assert_eq!(out["format"], 1);
    assert_eq!(out["input"], file);
    assert_eq!(out["view"], "nightly");
    assert_eq!(out["window"], json!({"runs": 3, "from": null, "to": null}));
    assert_eq!(out["totals"]["jobs"], 2);
    let names: Vec<_> = out["jobs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|j| &j["name"])
        .collect();
    assert_eq!(names, ["run-tests (qemu)", "build / agent (amd64, test)"]);
    assert_eq!(out["jobs"][0]["state"], "broken");
    assert_eq!(out["issues"], json!([]));
    assert!(output(&["stats", &file, "--format", "json"]).ends_with("}\n"));
}

#[test]
fn errors_of_the_system_come_with_what_to_do() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-file");
    std::fs::create_dir_all(&folder).unwrap();
    let folder = folder.display().to_string();
    let missing = format!("{folder}/none.json");
    let check = "; check the path for a mistake";
    for args in [
        &["stats", &missing][..],
        &["import", &missing, "--out", &folder],
        &["collect", "--from-files", &missing, "--out", &folder],
        &["config", "check", &missing],
    ] {
        check_fails(args, 1, &[&missing, check]);
    }
    let named = "; this is a folder: name a file in it";
    check_fails(&["import", &folder, "--out", &folder], 1, &[&folder, named]);
    let cut = Path::new(&folder).join("manifest.json");
    std::fs::write(&cut, "{\"format\":\"tailorbird-manifest\",\"version\":1,").unwrap();
    let back = "put it back from a copy";
    check_fails(
        &["validate", &folder],
        1,
        &["manifest.json: the JSON ends", back],
    );
    std::fs::remove_file(cut).unwrap();
}

#[test]
fn stats_as_csv() {
    let out = output(&["stats", &fixture("keys10_prs.json"), "--format", "csv"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("id,name,required,state,"), "{out}");
    assert!(
        lines[1].contains(",run-tests (qemu),false,failing,1,2,0,1,1,"),
        "{out}"
    );
}

#[test]
fn stats_as_markdown() {
    let out = output(&["stats", &fixture("keys7.json"), "--format", "markdown"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(
        lines[2],
        "| gatekeeper | required | failing ≥ 2 runs | 0 % | 2 | n/a | 0 | n/a | n/a | no weather | &#35;42 |"
    );
}

#[test]
fn stats_as_a_table_is_what_comes_without_a_format() {
    let file = fixture("keys7.json");
    let out = output(&["stats", &file]);
    assert_eq!(out, output(&["stats", &file, "--format", "table"]));
    for text in [
        "gatekeeper",
        "failing ≥ 2 runs",
        "✕✕",
        "✓–",
        "2 of 2 jobs, 1 required",
        "4 results",
    ] {
        assert!(out.contains(text), "{out}");
    }
}

#[test]
fn the_view_fits_the_data_unless_it_is_given() {
    assert_eq!(stats_json(&[&fixture("keys10_prs.json")])["view"], "prs");
    assert_eq!(stats_json(&[&fixture("keys13.json")])["view"], "nightly");
    let prs = stats_json(&[&fixture("keys13.json"), "--view", "prs"]);
    assert_eq!(
        (&prs["view"], &prs["totals"]["jobs"]),
        (&json!("prs"), &json!(2))
    );
    let none = stats_json(&[&fixture("keys6.json"), "--view", "prs"]);
    assert_eq!(
        (&none["totals"]["jobs"], &none["jobs"]),
        (&json!(0), &json!([]))
    );
}

#[test]
fn a_folder_and_several_files_open_together() {
    let both = stats_json(&[&fixture("pair")]);
    assert_eq!(
        (&both["view"], &both["window"]["runs"]),
        (&json!("nightly"), &json!(10))
    );
    let file = format!("{}/job_stats.json", fixture("pair"));
    assert_eq!(stats_json(&[&file])["jobs"], both["jobs"]);
    let joined = stats_json(&[
        &fixture("keys6.json"),
        &fixture("keys10_prs.json"),
        "--view",
        "prs",
    ]);
    assert_eq!(joined["totals"]["jobs"], 2);
    let empty = Path::new(env!("CARGO_TARGET_TMPDIR")).join("empty folder");
    std::fs::create_dir_all(&empty).unwrap();
    check_fails(
        &["stats", &empty.display().to_string()],
        1,
        &["empty folder", "job_stats.json"],
    );
}

#[test]
fn runs_is_a_number_from_one_or_all() {
    let file = format!("{}/job_stats.json", fixture("pair"));
    let columns = |runs: &str| stats_json(&[&file, "--runs", runs])["window"]["runs"].clone();
    assert_eq!(columns("1"), 1);
    assert_eq!(columns("3"), 3);
    assert_eq!(columns("all"), 14);
    assert_eq!(columns("4294967295"), 14);
    for runs in ["0", "-1", "x", "", "1.5", "4294967296", "ALL "] {
        check_fails(
            &["stats", &file, &format!("--runs={runs}")],
            2,
            &["--runs", "from 1 on"],
        );
    }
}

#[test]
fn wrong_usage_is_told_with_status_two() {
    let file = fixture("keys7.json");
    check_fails(
        &["stats", &file, "--view", "colours"],
        2,
        &["colours", "nightly"],
    );
    check_fails(
        &["stats", &file, "--format", "xml"],
        2,
        &["xml", "markdown"],
    );
    check_fails(&["stats"], 2, &["INPUT"]);
    check_fails(&["statistics"], 2, &["statistics"]);
    check_fails(&["stats", &file, "--project", "other"], 2, &["other"]);
    check_fails(
        &["stats", &file, "--q", "colour:red"],
        2,
        &["--q", "colour"],
    );
    check_fails(&["stats", &file, "--q", "/(/"], 2, &["--q"]);
    check_fails(&["stats", &file, "--q", "fails:many"], 2, &["--q", "many"]);
}

#[test]
fn a_filter_leaves_the_rows_it_asks_for() {
    let file = fixture("keys10_nightly.json");
    let jobs = |q: &str| stats_json(&[&file, "--q", q])["totals"]["jobs"].clone();
    assert_eq!(jobs("required:yes"), 1);
    assert_eq!(jobs("-qemu"), 1);
    assert_eq!(jobs("nothing like it"), 0);
    assert_eq!(
        stats_json(&[&file, "--q", "nothing"])["totals"]["listed"],
        2
    );
}

#[test]
fn an_input_at_fault_is_named_and_nothing_is_printed() {
    check_fails(&["stats", "no/such/file.json"], 1, &["no/such/file.json"]);
    check_fails(
        &["validate", "no/such/file.json"],
        1,
        &["no/such/file.json"],
    );
    let script = fixture("script.js");
    for format in ["json", "csv", "markdown", "table"] {
        let args = ["stats", &script, "--format", format];
        check_fails(&args, 1, &["script.js", "JavaScript", "ci_nightly_data"]);
    }
    check_fails(&["validate", &script], 1, &["script.js", "JavaScript"]);
    check_fails(
        &["stats", &fixture("empty.json")],
        1,
        &["empty.json", "empty"],
    );
    check_fails(
        &["stats", &fixture("log_lines.json")],
        1,
        &["log_lines.json", "line 3"],
    );
    // One bad file among good ones: nothing half-done.
    check_fails(
        &["stats", &fixture("keys7.json"), &script],
        1,
        &["script.js"],
    );
    let config = scratch("bad config.json", b"{");
    let config = config.display().to_string();
    check_fails(
        &["stats", &fixture("keys7.json"), "--config", &config],
        1,
        &["bad config.json"],
    );
}

const ODD: &str = r#"{"a": {"urls": ["https://github.com/o/r/actions/runs/1"], "runs": 1,
    "results": ["Odd"], "run_nums": [1], "required": "yes"}, "b": 7}"#;

#[test]
fn validate_lists_what_is_odd_item_by_item() {
    let file = scratch("odd.json", ODD.as_bytes()).display().to_string();
    let out = output(&["validate", &file]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 4, "{out}");
    for (line, code, place) in [
        (lines[0], "[wrong-type]", "job `a`"),
        (lines[1], "[unknown-result]", "job `a`"),
        (lines[2], "[not-a-job]", "job `b`"),
    ] {
        assert!(
            line.contains(code) && line.contains(place) && line.contains("odd.json"),
            "{line}"
        );
    }
    assert_eq!(lines[3], "1 job, 1 result: 3 odd things");
    let out: Value = serde_json::from_str(&output(&["validate", &file, "--json"])).unwrap();
    let codes: Vec<_> = out["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| &i["code"])
        .collect();
    assert_eq!(codes, ["wrong-type", "unknown-result", "not-a-job"]);
    assert_eq!(stats_json(&[&file])["issues"], out["issues"]);
    let clean = output(&["validate", &fixture("keys10_prs.json")]);
    assert_eq!(clean, "2 jobs, 4 results: 0 odd things\n");
}

#[test]
fn a_table_points_at_what_is_odd() {
    let file = scratch("odd too.json", ODD.as_bytes())
        .display()
        .to_string();
    let (code, out, err) = run(&["stats", &file]);
    assert_eq!(code, 0);
    assert!(out.contains("1 of 1 job"), "{out}");
    assert_eq!(
        err,
        "3 odd things in the input: `tailorbird validate` lists them\n"
    );
}

#[test]
fn owners_come_from_the_configuration() {
    let config = scratch(
        "config.json",
        br#"{"owners": [{"group": "gate", "patterns": ["gate*"]}]}"#,
    );
    let config = config.display().to_string();
    let out = stats_json(&[
        &fixture("keys7.json"),
        "--config",
        &config,
        "--q",
        "owner:gate",
    ]);
    assert_eq!(out["jobs"][0]["owners"], json!(["gate"]));
    assert_eq!(out["totals"]["jobs"], 1);
}

#[test]
fn help_has_an_example_for_each_command() {
    let general = output(&["--help"]);
    for name in ["stats", "validate", "bundle"] {
        assert!(general.contains(name), "{general}");
        let help = output(&[name, "--help"]);
        let example = help.split("Examples:").nth(1).unwrap_or_default();
        assert!(example.contains(&format!("tailorbird {name} ")), "{help}");
    }
    assert!(output(&["--version"]).starts_with("tailorbird "));
}

#[test]
fn examples_of_the_help_work() {
    let help = output(&["stats", "--help"]);
    let examples = help.split("Examples:").nth(1).unwrap_or_default();
    let mut n = 0;
    for line in examples.lines().filter(|l| l.contains("tailorbird ")) {
        let words = line.trim().replace('\'', "\"");
        let mut args: Vec<String> = Vec::new();
        for (i, part) in words.split('"').enumerate() {
            if i % 2 == 1 {
                args.push(part.to_owned());
            } else {
                args.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        let args: Vec<String> = args
            .iter()
            .skip(1)
            .map(|a| {
                if a.ends_with(".json") {
                    format!("{}/{a}", fixture("pair"))
                } else if a == "data" {
                    fixture("../dataset/v1")
                } else {
                    a.clone()
                }
            })
            .collect();
        output(&args.iter().map(String::as_str).collect::<Vec<_>>());
        n += 1;
    }
    assert!(n >= 3, "{examples}");
}
