//! Which jobs must pass before a merge: from branch protection and rules, from a gatekeeper's file
//! on the default branch, or from a list.

use std::collections::BTreeSet;

use regex_lite::Regex;
use tailorbird_github::{Client, Error};
use tailorbird_snapshot::config::RequiredFrom;
use tailorbird_snapshot::dataset::{History, RequiredSet};
use yaml_rust2::{Yaml, YamlLoader};

use super::target::Target;

/// Where Kata Containers keeps its gatekeeper's list.
const GATEKEEPER: &str = "tools/testing/gatekeeper/required-tests.yaml";

/// The jobs as they are required now. None: nobody asks, or nothing is required and never was.
///
/// # Errors
///
/// GitHub's, or a file that cannot be read, as [`Error::Answer`].
pub(super) fn now(
    client: &mut Client,
    target: &Target,
    branch: &str,
    history: &History,
) -> Result<Option<RequiredSet>, Error> {
    let (source, jobs) = match target.required.from {
        RequiredFrom::BranchProtection => ("branch-protection", protected(client, target, branch)?),
        RequiredFrom::Gatekeeper => {
            let path = target.required.file.as_deref().unwrap_or(GATEKEEPER);
            let text = client.file(&target.repo, path, branch)?;
            let known = paths(history, &target.project.id);
            let jobs = gatekeeper(&text, &known).map_err(|why| Error::Answer {
                request: format!("{path} of {}", target.repo),
                why,
            })?;
            ("gatekeeper", jobs)
        }
        RequiredFrom::List => ("list", target.required.jobs.iter().cloned().collect()),
        _ => return Ok(None),
    };
    let known = history
        .required()
        .any(|(_, set)| set.project == target.project.id);
    let set = RequiredSet {
        project: target.project.id.clone(),
        source: source.to_owned(),
        at: client.now(),
        jobs,
    };
    Ok(Some(set).filter(|set| known || !set.jobs.is_empty()))
}

/// What GitHub itself enforces: classic protection and rulesets together.
fn protected(
    client: &mut Client,
    target: &Target,
    branch: &str,
) -> Result<BTreeSet<String>, Error> {
    let classic = client.branch(&target.repo, branch)?;
    let checks = classic
        .protection
        .and_then(|protection| protection.required_status_checks);
    let checks = checks.unwrap_or_default();
    let mut jobs: BTreeSet<String> = checks.contexts.into_iter().collect();
    jobs.extend(checks.checks.into_iter().map(|check| check.context));
    let rules = client.rules(&target.repo, branch)?;
    let rules = rules
        .rows
        .into_iter()
        .filter(|rule| rule.kind == "required_status_checks");
    let parameters = rules.filter_map(|rule| rule.parameters);
    let checks = parameters.flat_map(|parameters| parameters.required_status_checks);
    jobs.extend(checks.map(|check| check.context));
    jobs.remove("");
    Ok(jobs)
}

/// `WORKFLOW / JOB` of all jobs held, as a gatekeeper names them.
fn paths(history: &History, project: &str) -> BTreeSet<String> {
    let runs = history.runs().filter(|run| run.key.project == project);
    runs.flat_map(|run| {
        let attempts = history.attempts(&run.key);
        attempts.map(|attempt| format!("{} / {}", run.workflow_name, attempt.job))
    })
    .collect()
}

/// Full names of jobs, without the workflow in front, of a gatekeeper's file. Its patterns stand
/// for the jobs among `known` that they match from their beginning.
fn gatekeeper(text: &str, known: &BTreeSet<String>) -> Result<BTreeSet<String>, String> {
    let documents = YamlLoader::load_from_str(text).map_err(|err| format!("no YAML: {err}"))?;
    let Some(root) = documents.first().filter(|root| root.as_hash().is_some()) else {
        return Err("no mapping with `required_tests` or `mapping` in it".to_owned());
    };
    let mut names = texts(root, "required_tests");
    let mut patterns = texts(root, "required_regexps");
    let groups = child(root, "mapping").and_then(Yaml::as_hash);
    for group in groups.into_iter().flat_map(|groups| groups.values()) {
        names.extend(texts(group, "names"));
        patterns.extend(texts(group, "regexps"));
    }
    for pattern in patterns {
        let anchored = Regex::new(&format!("^(?:{pattern})"));
        let pattern = anchored.map_err(|err| format!("the pattern `{pattern}`: {err}"))?;
        names.extend(known.iter().filter(|path| pattern.is_match(path)).cloned());
    }
    let job = |path: String| match path.split_once(" / ") {
        Some((_, job)) => job.to_owned(),
        None => path,
    };
    Ok(names.into_iter().map(job).collect())
}

fn child<'a>(yaml: &'a Yaml, key: &str) -> Option<&'a Yaml> {
    yaml.as_hash()?.get(&Yaml::String(key.to_owned()))
}

fn texts(yaml: &Yaml, key: &str) -> Vec<String> {
    let list = child(yaml, key).and_then(Yaml::as_vec);
    let texts = list.into_iter().flatten().filter_map(Yaml::as_str);
    texts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, known: &[&str], expect: &[&str]) {
        let known = known.iter().map(|&path| path.to_owned()).collect();
        let jobs = gatekeeper(text, &known).unwrap();
        assert_eq!(jobs.iter().map(String::as_str).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn names_of_all_groups_lose_their_workflow() {
        let text = "\
# what must pass
required_tests:
  - Commit check / commit
required_regexps: null
paths:
  - \"^docs/\": []
mapping:
  build:
    names:
      - CI / on-push / build (a, b)
      - alone
    required-labels:
  test:
    regexps:
      - CI / on-push / run-.*
    required-labels:
      - ok-to-test
";
        let known = [
            "CI / on-push / run-k8s (clh)",
            "CI / nightly / run-k8s",
            "x CI / on-push / run-x",
        ];
        check(
            text,
            &known,
            &[
                "alone",
                "commit",
                "on-push / build (a, b)",
                "on-push / run-k8s (clh)",
            ],
        );
        check("mapping: {}\n", &known, &[]);
    }

    #[test]
    fn other_files_are_refused() {
        let none = BTreeSet::new();
        for text in [
            "",
            "- a\n",
            "404: Not Found: x",
            "mapping: {a: {regexps: ['(']}}",
        ] {
            assert!(gatekeeper(text, &none).is_err(), "{text}");
        }
    }
}
