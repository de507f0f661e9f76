//! `tailorbird config` and `--config` as a user runs them.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn scratch(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// Exit status, standard output, standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailorbird"));
    let output = command.args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (code, text(output.stdout), text(output.stderr))
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn check_names_the_line_and_the_remedy() {
    let good = scratch("good.toml", "repository = \"a/b\"\n");
    let (code, out, _) = run(&["config", "check", path(&good)]);
    assert_eq!(code, 0);
    assert!(
        out.contains("1 project, 0 owners, 0 categories: no mistake"),
        "{out}"
    );
    let bad = scratch("bad.toml", "title = \"x\"\nrunz = 3\n");
    let (code, out, err) = run(&["config", "check", path(&bad)]);
    assert_eq!((code, &*out), (1, ""));
    let told = "bad.toml:2:1: the key `runz` is unknown; did you mean `runs`?";
    assert!(err.contains(told), "{err}");
    let (code, _, err) = run(&["config", "check", "no/such.toml"]);
    assert_eq!(code, 1);
    assert!(err.contains("failed to read no/such.toml"), "{err}");
}

#[test]
fn build_writes_what_the_page_reads_and_nothing_else() {
    let good = scratch("build.toml", "repository = \"a/b\"\nruns = 3\n");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("built-config.json");
    let (code, out, err) = run(&["config", "build", path(&good), "-o", path(&to)]);
    assert_eq!((code, &*out, &*err), (0, "", ""));
    let written = std::fs::read(&to).unwrap();
    let (config, issues) = tailorbird_snapshot::config::decode(&written, "c").unwrap();
    assert_eq!((config.runs, issues.len()), (3, 0));
    let (code, out, _) = run(&["config", "build", path(&good), "-o", "-"]);
    assert_eq!((code, out.as_bytes()), (0, &*written));
    let bad = scratch("build-bad.toml", "runs = 0");
    let (code, ..) = run(&["config", "build", path(&bad), "-o", path(&to)]);
    assert_eq!(code, 1);
    assert_eq!(std::fs::read(&to).unwrap(), written);
}

#[test]
fn validate_and_stats_take_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/legacy");
    let input = &format!("{folder}/keys10_nightly.json");
    let config = scratch(
        "seen.toml",
        "[[owners]]\ngroup = \"all\"\npatterns = [\"*\", \"*no such job*\"]\n",
    );
    let (code, out, _) = run(&["validate", input, "--config", path(&config)]);
    assert_eq!(code, 0);
    assert!(
        out.contains("no job fits the pattern *no such job* [config-never-seen]"),
        "{out}"
    );
    assert_eq!(out.matches("config-never-seen").count(), 1);
    let (_, out, _) = run(&[
        "stats",
        input,
        "--config",
        path(&config),
        "--format",
        "json",
    ]);
    assert!(out.contains("\"owners\":[\"all\"]"), "{out}");
}
