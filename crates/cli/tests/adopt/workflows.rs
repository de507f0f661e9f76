//! The workflows: actions pinned, few permissions, no text of others in a shell.

use std::collections::BTreeMap;

use yaml_rust2::Yaml;

use crate::kit::{all, entries, files, root, text, yaml};

const FOLDER: &str = ".github/workflows";

fn workflows() -> Vec<(String, Yaml)> {
    let parsed = |(name, text): (String, String)| {
        let workflow = yaml(&name, &text);
        (name, workflow)
    };
    files(FOLDER).into_iter().map(parsed).collect()
}

fn jobs(workflow: &Yaml) -> Vec<(String, &Yaml)> {
    entries(&workflow["jobs"])
}

/// A mapping of permissions, `None` where there is none.
fn permissions(node: &Yaml) -> Option<BTreeMap<String, String>> {
    let node = &node["permissions"];
    let grant = |(key, value): (String, &Yaml)| (key, value.as_str().unwrap().to_owned());
    node.as_hash()
        .map(|_| entries(node).into_iter().map(grant).collect())
}

#[test]
fn actions_are_pinned_by_the_whole_hash_with_their_version_beside_it() {
    for (name, text) in files(FOLDER) {
        let workflow = yaml(&name, &text);
        for action in all(&workflow, "uses") {
            if let Some(own) = action.strip_prefix("$/") {
                assert!(root().join(own).is_file(), "{name}: {action}");
                continue;
            }
            let (_, hash) = action.split_once('@').expect(action);
            assert_eq!(hash.len(), 40, "{name}: {action}");
            let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            assert!(hash.chars().all(hex), "{name}: {action}");
            let line = text.lines().find(|line| line.contains(action)).unwrap();
            assert!(line.contains("# v"), "{name}: no version beside {action}");
        }
    }
}

#[test]
fn one_action_has_one_version() {
    let mut pins: BTreeMap<String, String> = BTreeMap::new();
    for (name, workflow) in workflows() {
        for action in all(&workflow, "uses") {
            if let Some((repository, hash)) = action.split_once('@') {
                let pin = pins.entry(repository.into()).or_insert_with(|| hash.into());
                assert_eq!(pin, hash, "{name}: {action}");
            }
        }
    }
    assert!(pins.contains_key("actions/checkout"));
}

#[test]
fn permissions_are_given_to_jobs_and_nothing_is_written_by_default() {
    for (name, workflow) in workflows() {
        let whole = permissions(&workflow).unwrap_or_else(|| panic!("{name}: no permissions"));
        for (key, grant) in &whole {
            assert_eq!(grant, "read", "{name}: {key} for every job");
        }
        for (id, job) in jobs(&workflow) {
            assert!(
                !whole.is_empty() || permissions(job).is_some(),
                "{name}: {id} names no permissions"
            );
        }
    }
}

#[test]
fn what_can_write_runs_nothing_that_was_downloaded() {
    let dashboard = yaml("dashboard.yml", &text(".github/workflows/dashboard.yml"));
    for (id, job) in jobs(&dashboard) {
        let writes = permissions(job)
            .unwrap()
            .values()
            .any(|word| word == "write");
        let runs = all(job, "run").join("\n");
        assert_eq!(writes, id != "collect", "{id}");
        if writes {
            for word in ["fetch-release", "collect.sh", "TAILORBIRD"] {
                assert!(!runs.contains(word), "{id} runs {word}");
            }
        }
    }
}

#[test]
fn no_expression_stands_inside_a_shell_command() {
    for (name, workflow) in workflows() {
        for command in all(&workflow, "run") {
            assert!(!command.contains("${{"), "{name}: {command}");
            assert!(!command.contains("github.event"), "{name}: {command}");
        }
    }
}

#[test]
fn a_checkout_keeps_no_token_and_a_job_ends_in_time() {
    for (name, workflow) in workflows() {
        for (id, job) in jobs(&workflow) {
            let own_steps = job["uses"].is_badvalue();
            assert_eq!(
                own_steps,
                job["timeout-minutes"].as_i64().is_some(),
                "{name}: {id}"
            );
            for step in job["steps"].as_vec().into_iter().flatten() {
                let action = step["uses"].as_str().unwrap_or_default();
                if action.starts_with("actions/checkout@") {
                    let kept = &step["with"]["persist-credentials"];
                    assert_eq!(kept.as_bool(), Some(false), "{name}: {id}");
                }
            }
        }
    }
}

#[test]
fn a_collection_is_never_cancelled() {
    let dashboard = yaml("dashboard.yml", &text(".github/workflows/dashboard.yml"));
    let concurrency = &dashboard["concurrency"];
    assert_eq!(concurrency["cancel-in-progress"].as_bool(), Some(false));
    assert!(
        concurrency["group"]
            .as_str()
            .unwrap()
            .contains("data-branch")
    );
}

#[test]
fn a_release_comes_from_no_cache() {
    for name in ["build.yml", "release.yml"] {
        let text = text(&format!("{FOLDER}/{name}"));
        assert!(!text.contains("actions/cache"), "{name}");
    }
}

#[test]
fn every_script_is_called_by_its_name_and_can_be_run() {
    let called: String = files(FOLDER).into_iter().map(|(_, text)| text).collect();
    for (name, text) in files("scripts") {
        assert!(
            called.contains(&format!("scripts/{name}")),
            "{name} is unused"
        );
        assert!(text.starts_with("#!/usr/bin/env bash\n"), "{name}");
        assert!(text.contains("\nset -euo pipefail\n"), "{name}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let path = root().join("scripts").join(&name);
            let mode = std::fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode & 0o111, 0o111, "{name} cannot be run");
        }
    }
    for word in called.split_whitespace() {
        let word = word.trim_start_matches("base=$(");
        if let Some((_, name)) = word.split_once("scripts/")
            && name.ends_with(".sh")
        {
            assert!(root().join("scripts").join(name).is_file(), "{word}");
        }
    }
}

#[test]
fn shellcheck_finds_nothing_where_it_is_installed() {
    let mut shellcheck = std::process::Command::new("shellcheck");
    for (name, _) in files("scripts") {
        shellcheck.arg(root().join("scripts").join(name));
    }
    match shellcheck.output() {
        Err(_) => eprintln!("skipped: shellcheck is missing"),
        Ok(done) => assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stdout)
        ),
    }
}

/// What `dashboard.yml` needs from its caller: the most that any of its jobs takes.
fn needed() -> BTreeMap<String, String> {
    let dashboard = yaml("dashboard.yml", &text(".github/workflows/dashboard.yml"));
    let mut needed = BTreeMap::new();
    for (_, job) in jobs(&dashboard) {
        for (key, grant) in permissions(job).unwrap() {
            let most = needed.entry(key).or_insert_with(|| grant.clone());
            if grant == "write" {
                *most = grant;
            }
        }
    }
    needed
}

/// Checks a job that calls `dashboard.yml`: a key too many or a permission too few is an error that
/// shows only once it runs.
pub(crate) fn check_caller(name: &str, job: &Yaml) {
    let dashboard = yaml("dashboard.yml", &text(".github/workflows/dashboard.yml"));
    let inputs = entries(&dashboard["on"]["workflow_call"]["inputs"]);
    for (key, value) in entries(&job["with"]) {
        let (_, input) = inputs
            .iter()
            .find(|(input, _)| *input == key)
            .unwrap_or_else(|| panic!("{name}: dashboard.yml has no input {key}"));
        let boolean = input["type"].as_str() == Some("boolean");
        assert_eq!(boolean, value.as_bool().is_some(), "{name}: {key}");
    }
    assert_eq!(permissions(job).unwrap(), needed(), "{name}");
}

#[test]
fn this_repository_calls_its_dashboard_as_others_do() {
    let deploy = yaml("deploy.yml", &text(".github/workflows/deploy.yml"));
    let dashboard = &deploy["jobs"]["dashboard"];
    check_caller("deploy.yml", dashboard);
    let config = dashboard["with"]["config"].as_str().unwrap();
    assert!(root().join(config).is_file(), "{config}");
}

#[test]
fn inputs_reach_a_script_only_through_the_environment_or_an_action() {
    let dashboard = yaml("dashboard.yml", &text(".github/workflows/dashboard.yml"));
    let whole = text(".github/workflows/dashboard.yml");
    for (input, node) in entries(&dashboard["on"]["workflow_call"]["inputs"]) {
        assert!(
            whole.contains(&format!("inputs.{input}")),
            "{input} is unused"
        );
        assert!(node["description"].as_str().is_some(), "{input}");
        assert!(!node["default"].is_badvalue(), "{input} has no default");
    }
}
