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

/// What is required, as its source says it.
pub(super) struct Asked {
    project: String,
    source: &'static str,
    at: i64,
    /// Full names of jobs.
    jobs: BTreeSet<String>,
    /// Patterns over `WORKFLOW / JOB`.
    patterns: Vec<Regex>,
}

/// Asks what is required now. None: nobody wants to know.
///
/// # Errors
///
/// GitHub's, or a file that cannot be read, as [`Error::Answer`].
pub(super) fn ask(
    client: &mut Client,
    target: &Target,
    branch: &str,
) -> Result<Option<Asked>, Error> {
    let mut patterns = Vec::new();
    let (source, jobs) = match target.required.from {
        RequiredFrom::BranchProtection => ("branch-protection", protected(client, target, branch)?),
        RequiredFrom::Gatekeeper => {
            let path = target.required.file.as_deref().unwrap_or(GATEKEEPER);
            let text = client.file(&target.repo, path, branch)?;
            let (jobs, found) = gatekeeper(&text).map_err(|why| Error::Answer {
                request: format!("{path} of {}", target.repo),
                why,
            })?;
            patterns = found;
            ("gatekeeper", jobs)
        }
        RequiredFrom::List => ("list", target.required.jobs.iter().cloned().collect()),
        _ => return Ok(None),
    };
    Ok(Some(Asked {
        project: target.project.id.clone(),
        source,
        at: client.now(),
        jobs,
        patterns,
    }))
}

impl Asked {
    /// The set, its patterns standing for the jobs of a history that they match from their
    /// beginning. None: nothing is required and never was.
    pub(super) fn set(self, history: &History) -> Option<RequiredSet> {
        let mut jobs = self.jobs;
        if !self.patterns.is_empty() {
            let fits = |path: &&String| self.patterns.iter().any(|pattern| pattern.is_match(path));
            jobs.extend(
                paths(history, &self.project)
                    .iter()
                    .filter(fits)
                    .map(|path| job(path)),
            );
        }
        let known = history
            .required()
            .any(|(_, set)| set.project == self.project);
        (known || !jobs.is_empty()).then(|| RequiredSet {
            project: self.project,
            source: self.source.to_owned(),
            at: self.at,
            jobs,
        })
    }
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

/// Full names of jobs, without the workflow in front, and patterns of a gatekeeper's file.
fn gatekeeper(text: &str) -> Result<(BTreeSet<String>, Vec<Regex>), String> {
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
    let anchored = |pattern: String| {
        let found = Regex::new(&format!("^(?:{pattern})"));
        found.map_err(|err| format!("the pattern `{pattern}`: {err}"))
    };
    let patterns: Result<Vec<Regex>, String> = patterns.into_iter().map(anchored).collect();
    Ok((names.iter().map(|path| job(path)).collect(), patterns?))
}

/// The job of `WORKFLOW / JOB`.
fn job(path: &str) -> String {
    path.split_once(" / ")
        .map_or(path, |(_, job)| job)
        .to_owned()
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
    use tailorbird_snapshot::Kind;
    use tailorbird_snapshot::dataset::{Attempt, Run};

    use super::*;

    /// A history with jobs of one workflow.
    fn history(workflow: &str, jobs: &[&str]) -> History {
        let mut history = History::default();
        let mut run = Run::new("p", 1, "ci.yaml", Kind::Prs, 0);
        run.workflow_name = workflow.to_owned();
        let key = run.key.clone();
        let _ = history.insert_run(run);
        for (job_id, job) in (1..).zip(jobs) {
            let job = (*job).to_owned();
            let _ = history.insert_attempt(
                &key,
                Attempt {
                    job_id,
                    job,
                    ..Attempt::default()
                },
            );
        }
        history
    }

    fn check(text: &str, history: &History, expect: &[&str]) {
        let (jobs, patterns) = gatekeeper(text).unwrap();
        let project = "p".to_owned();
        let asked = Asked {
            project,
            source: "gatekeeper",
            at: 0,
            jobs,
            patterns,
        };
        let jobs = asked.set(history).map(|set| set.jobs).unwrap_or_default();
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
        let known = history(
            "CI",
            &["on-push / run-k8s (clh)", "nightly / run-k8s", "run-x"],
        );
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
        let other = history("x CI", &["on-push / run-k8s"]);
        check("required_regexps: [CI / on-push]\n", &other, &[]);
    }

    #[test]
    fn other_files_are_refused() {
        for text in [
            "",
            "- a\n",
            "404: Not Found: x",
            "mapping: {a: {regexps: ['(']}}",
        ] {
            assert!(gatekeeper(text).is_err(), "{text}");
        }
    }
}
