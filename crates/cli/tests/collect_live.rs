//! `tailorbird collect` as a user runs it, against a fake GitHub on this machine.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tailorbird_github::test_util::{FakeGithub, Fault, Reply, World, job, night};

const CANARY: &str = "ghs_canary0123456789";

fn world() -> World {
    let mut world = World::default();
    // Not older than the command thinks the month is: its clock is the machine's until GitHub
    // tells the time.
    for number in 1..=3 {
        let created = world.now - 86_400 * i64::try_from(number).unwrap();
        world.add(night(number, created, 12));
    }
    let id = world.runs[0]["id"].as_u64().unwrap();
    let failed = job(id + 90, id, 1, "broken", world.now - 80_000, false);
    world.jobs.get_mut(&id).unwrap().push(failed);
    world
        .logs
        .insert(id + 90, b"1..1\nnot ok 1 stays up\n".to_vec());
    world
}

fn out(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("live-{name}"));
    let _ = std::fs::remove_dir_all(&path);
    path
}

/// Exit status, standard output, standard error.
fn run(github: &FakeGithub, out: &Path, more: &[&str]) -> (i32, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_tailorbird"))
        .args(["collect", "--out"])
        .arg(out)
        .args(more)
        .env("GITHUB_API_URL", github.api.url())
        .env("GITHUB_TOKEN", CANARY)
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        done.status.code().unwrap(),
        text(done.stdout),
        text(done.stderr),
    )
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return all;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all.sort();
    all
}

fn names(folder: &Path) -> Vec<String> {
    let below = |path: &PathBuf| path.strip_prefix(folder).unwrap().display().to_string();
    files(folder).iter().map(below).collect()
}

#[test]
fn a_data_set_is_collected_and_then_only_what_is_new() {
    let github = FakeGithub::start(world()).unwrap();
    let out = out("first");
    let since = ["--repo", "o/r", "--since", "2025-11-01", "--logs", "--json"];
    let (code, text, errors) = run(&github, &out, &since);
    assert_eq!(code, 0, "{errors}");
    let summary: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&summary["fetched"], &summary["attempts"], &summary["logs"]),
        (&json!(3), &json!(37), &json!(1))
    );
    let held = names(&out);
    assert_eq!(held[0], "collect-cache.json");
    assert_eq!(held[1], "manifest.json");
    assert!(
        held[2..]
            .iter()
            .all(|name| name.starts_with("shards/nightly-2025-1")),
        "{held:?}"
    );
    // Again: nothing is fetched, and unchanged lists are free.
    let (code, text, _) = run(&github, &out, &since);
    let summary: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (code, &summary["fetched"], &summary["held"]),
        (0, &json!(0), &json!(3))
    );
    assert_eq!(summary["unchanged"], summary["calls"]);
    assert_eq!(names(&out), held);
}

#[test]
fn the_token_is_in_no_output_and_no_file() {
    let github = FakeGithub::start(world()).unwrap();
    let echo = format!(r#"{{"message":"you sent {CANARY}"}}"#);
    for part in ["/branches", "/rules", "/pulls", "/logs"] {
        github.world().fail(part, Reply::new(403, echo.as_str()));
    }
    let out = out("canary");
    let (code, text, errors) = run(
        &github,
        &out,
        &["--repo", "o/r", "--since", "2025-11-01", "--logs"],
    );
    assert_eq!(code, 0, "{errors}");
    assert!(errors.contains("you sent [token]"), "{errors}");
    assert!(!text.contains(CANARY) && !errors.contains(CANARY));
    let (code, text, errors) = run(&github, &out, &["--repo", "o/none"]);
    assert_eq!((code, text.as_str()), (1, ""));
    assert!(
        errors.contains("GET /repos/o/none: not found (404)"),
        "{errors}"
    );
    assert!(!errors.contains(CANARY));
    let all = files(&out);
    assert!(all.len() >= 3);
    for file in all {
        let bytes = std::fs::read(&file).unwrap();
        let found = bytes
            .windows(CANARY.len())
            .any(|part| part == CANARY.as_bytes());
        assert!(!found, "{}", file.display());
    }
    for asked in github.storage.asked() {
        assert_eq!(asked.header("authorization"), None);
    }
}

#[test]
fn plain_lines_without_a_terminal_and_nothing_for_the_quiet() {
    let github = FakeGithub::start(world()).unwrap();
    let arguments = ["--repo", "o/r", "--since", "2025-11-01"];
    let (_, text, errors) = run(&github, &out("plain"), &arguments);
    assert!(errors.contains("runs 3/3: Nightly #"), "{errors}");
    assert!(!errors.contains('\u{1b}') && !text.contains('\u{1b}'));
    assert!(
        text.starts_with("3 runs: 3 fetched, 0 held already, 0 partial, 0 abandoned\n"),
        "{text}"
    );
    assert!(text.contains(" calls ("), "{text}");
    let quiet = ["--repo", "o/r", "--since", "2025-11-01", "--quiet"];
    let (code, text, errors) = run(&github, &out("quiet"), &quiet);
    assert_eq!((code, text.as_str(), errors.as_str()), (0, "", ""));
}

#[test]
fn a_dry_run_writes_nothing() {
    let github = FakeGithub::start(world()).unwrap();
    let out = out("dry");
    let (code, text, errors) = run(
        &github,
        &out,
        &["--repo", "o/r", "--since", "2025-11-01", "--dry-run"],
    );
    assert_eq!(code, 0, "{errors}");
    assert!(
        errors.contains("o/r: 3 nightly runs to fetch, about 9 calls for their jobs"),
        "{errors}"
    );
    assert!(text.contains("a collection would take about "), "{text}");
    assert_eq!(names(&out), [""; 0]);
}

#[test]
fn a_stop_is_no_failure() {
    let mut world = world();
    world.remaining = 206;
    let github = FakeGithub::start(world).unwrap();
    let out = out("stop");
    let (code, _, errors) = run(&github, &out, &["--repo", "o/r", "--since", "2025-11-01"]);
    assert_eq!(code, 0, "{errors}");
    assert!(
        errors.contains("warning: stopped early, and the rest is marked partial"),
        "{errors}"
    );
    assert!(names(&out).contains(&"manifest.json".to_owned()));
}

#[test]
fn a_killed_collection_repeats_only_the_run_in_hand() {
    let github = FakeGithub::start(world()).unwrap();
    // The second run's jobs never come.
    let newest_first: Vec<u64> = github
        .world()
        .runs
        .iter()
        .map(|run| run["id"].as_u64().unwrap())
        .collect();
    let second = format!("/runs/{}/jobs", newest_first[1]);
    github.world().fail(&second, Reply::failing(Fault::Hang));
    let out = out("killed");
    let mut child = Command::new(env!("CARGO_BIN_EXE_tailorbird"))
        .args([
            "collect",
            "--repo",
            "o/r",
            "--since",
            "2025-11-01",
            "--quiet",
            "--out",
        ])
        .arg(&out)
        .env("GITHUB_API_URL", github.api.url())
        .env("GITHUB_TOKEN", CANARY)
        .env("NO_PROXY", "127.0.0.1")
        .spawn()
        .unwrap();
    while !github
        .api
        .asked()
        .iter()
        .any(|asked| asked.target.contains(&second))
    {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(names(&out), ["collect-journal.ndjson"]);
    let (code, text, errors) = run(
        &github,
        &out,
        &["--repo", "o/r", "--since", "2025-11-01", "--json"],
    );
    assert_eq!(code, 0, "{errors}");
    assert!(
        errors.contains("1 run of a collection that broke off taken over"),
        "{errors}"
    );
    let summary: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&summary["held"], &summary["fetched"]),
        (&json!(1), &json!(2))
    );
    let of = |id: u64| {
        let path = format!("/runs/{id}/jobs");
        github
            .api
            .asked()
            .iter()
            .filter(|asked| asked.target.contains(&path))
            .count()
    };
    assert_eq!(
        newest_first.iter().map(|id| of(*id)).collect::<Vec<_>>(),
        [1, 2, 1]
    );
    assert!(!names(&out).contains(&"collect-journal.ndjson".to_owned()));
}

#[test]
fn an_empty_answer_erases_no_history() {
    let github = FakeGithub::start(world()).unwrap();
    let out = out("shrink");
    let arguments = ["--repo", "o/r", "--since", "2025-11-01"];
    run(&github, &out, &arguments);
    github.world().runs.clear();
    let (code, _, errors) = run(&github, &out, &arguments);
    assert_eq!(code, 0, "{errors}");
    // A shard that is lost would be a loss: the set is not written without it.
    let shard = files(&out)
        .into_iter()
        .find(|path| path.display().to_string().contains("shards"))
        .unwrap();
    std::fs::remove_file(&shard).unwrap();
    let before: Vec<_> = files(&out)
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    let (code, _, errors) = run(&github, &out, &arguments);
    assert_eq!(code, 1);
    assert!(errors.contains("--allow-shrink"), "{errors}");
    let after: Vec<_> = files(&out)
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    assert_eq!(before, after);
    let allowed = ["--repo", "o/r", "--since", "2025-11-01", "--allow-shrink"];
    assert_eq!(run(&github, &out, &allowed).0, 0);
}

#[test]
fn a_lost_shard_is_not_made_up_for_by_new_runs() {
    let github = FakeGithub::start(world()).unwrap();
    let out = out("lost");
    let arguments = ["--repo", "o/r", "--since", "2025-11-01"];
    run(&github, &out, &arguments);
    for file in files(&out.join("shards")) {
        std::fs::remove_file(file).unwrap();
    }
    let now = github.world().now;
    github.world().runs.clear();
    for number in 11..=15 {
        github.world().add(night(number, now - 60, 3));
    }
    let manifest = std::fs::read(out.join("manifest.json")).unwrap();
    let (code, _, errors) = run(&github, &out, &arguments);
    assert_eq!(code, 1, "{errors}");
    for word in [
        "shards/nightly-2025-1",
        "put the file back",
        "--allow-shrink",
    ] {
        assert!(errors.contains(word), "{errors}");
    }
    let kept = std::fs::read(out.join("manifest.json")).unwrap();
    assert_eq!(kept, manifest);
    let allowed = ["--repo", "o/r", "--since", "2025-11-01", "--allow-shrink"];
    let (code, _, errors) = run(&github, &out, &allowed);
    assert_eq!(code, 0, "{errors}");
    // GitHub lists those days wholly, but not the runs that were there.
    let manifest = std::fs::read(out.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_slice(&manifest).unwrap();
    let days: Vec<&str> = manifest["coverage"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|source| source["kind"] == "nightly")
        .map(|source| source["days"].as_str().unwrap())
        .collect();
    assert!(days[0].ends_with("pppn"), "{days:?}");
}

#[test]
fn wrong_usage_is_told_as_such() {
    let github = FakeGithub::start(World::default()).unwrap();
    let out = out("usage");
    for (arguments, word) in [
        (vec![], "no repository is named"),
        (vec!["--repo", "x"], "OWNER/NAME is expected"),
        (vec!["--repo", "o/r", "--since", "yesterday"], "2025-12-01"),
        (vec!["--repo", "o/r", "--deadline", "soon"], "45m"),
        (
            vec!["--from-files", "a.json", "--logs"],
            "cannot be used with",
        ),
    ] {
        let (code, _, errors) = run(&github, &out, &arguments);
        assert_eq!(code, 2, "{arguments:?}: {errors}");
        assert!(errors.contains(word), "{arguments:?}: {errors}");
    }
    let (code, _, errors) = run(&github, &out, &["--from-files", "none.json"]);
    assert_eq!(code, 1);
    assert!(errors.contains("failed to read none.json"), "{errors}");
    assert_eq!(github.api.asked().len(), 0);
    assert_eq!(names(&out), [""; 0]);
}
