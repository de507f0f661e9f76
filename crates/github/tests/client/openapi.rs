//! Requests and types against GitHub's own description.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tailorbird_github::Request;
use tailorbird_github::test_util::{Description, Generator, Reply, Shape, World};
use tailorbird_github::types::{Branch, Repository, Run};

use crate::kit::{kit, repo};

#[test]
fn every_request_is_an_operation_with_its_parameters() {
    let Some(description) = Description::from_environment().unwrap() else {
        return;
    };
    let examples = Request::examples(&repo());
    for (operation, request) in &examples {
        for per_page in [100, 50, 25] {
            let target = request.target(per_page);
            description
                .check(operation, &target)
                .unwrap_or_else(|why| panic!("{operation}: {why}"));
            assert_eq!(
                description.operation_of(&target).as_deref(),
                Some(*operation)
            );
        }
    }
}

/// The check itself finds what is wrong.
#[test]
fn a_request_that_is_none_is_found() {
    let description = Description::from_value(json!({
        "paths": { "/repos/{owner}/{repo}/pulls": { "get": {
            "operationId": "pulls/list",
            "parameters": [
                {"in": "path", "name": "owner", "schema": {"type": "string"}},
                {"in": "path", "name": "repo", "schema": {"type": "string"}},
                {"in": "query", "name": "state", "schema": {"type": "string", "enum": ["open", "all"]}},
                {"$ref": "#/components/parameters/per-page"},
            ],
        }}},
        "components": { "parameters": { "per-page":
            {"in": "query", "name": "per_page", "schema": {"type": "integer"}} } },
    }));
    let check = |target: &str| description.check("pulls/list", target);
    assert_eq!(check("/repos/o/r/pulls?state=all&per_page=100"), Ok(()));
    for wrong in [
        "/repos/o/pulls",
        "/repos/o/r/pulls/1",
        "/repos/o/r/pulls?state=closed",
        "/repos/o/r/pulls?per_page=many",
        "/repos/o/r/pulls?per_page=500",
        "/repos/o/r/pulls?sort=updated",
    ] {
        assert!(check(wrong).is_err(), "{wrong}");
    }
    assert!(description.check("pulls/get", "/repos/o/r/pulls").is_err());
}

fn accepted<T: DeserializeOwned>(operation: &str, answer: &Value) {
    let read = serde_json::from_value::<T>(answer.clone());
    assert!(read.is_ok(), "{operation}: {:?}: {answer:#}", read.err());
}

/// The answer through the whole client.
fn through_client(operation: &str, answer: &Value) {
    let mut kit = kit(World::default());
    kit.github
        .world()
        .fail("/repos/o/r", Reply::new(200, answer.to_string()));
    let (client, repo) = (&mut kit.client, &repo());
    let unreadable = match operation {
        "actions/list-workflow-runs-for-repo" => {
            client
                .runs(repo, &tailorbird_github::RunQuery::default())
                .unwrap()
                .unreadable
        }
        "actions/list-jobs-for-workflow-run" => client.jobs(repo, 1).unwrap().unreadable,
        "actions/list-jobs-for-workflow-run-attempt" => {
            client.attempt_jobs(repo, 1, 1).unwrap().unreadable
        }
        "pulls/list" => client.pulls(repo, 0).unwrap().unreadable,
        "repos/compare-commits-with-basehead" => {
            client.compare(repo, "a", "b", 250).unwrap().unreadable
        }
        "repos/get-branch-rules" => client.rules(repo, "main").unwrap().unreadable,
        "repos/get" => return accepted::<Repository>(operation, answer),
        "actions/get-workflow-run" => return accepted::<Run>(operation, answer),
        "repos/get-branch" => return accepted::<Branch>(operation, answer),
        other => vec![format!("no type for {other}")],
    };
    assert_eq!(unreadable, Vec::<String>::new(), "{operation}: {answer:#}");
}

#[test]
fn every_answer_of_the_description_is_accepted() {
    let Some(description) = Description::from_environment().unwrap() else {
        return;
    };
    for (operation, _) in Request::examples(&repo()) {
        // Logs and files are bytes; a workflow's runs have the form of all runs.
        let bytes = [
            "actions/download-job-logs-for-workflow-run",
            "repos/get-content",
        ];
        if bytes.contains(&operation) || operation == "actions/list-workflow-runs" {
            continue;
        }
        let schema = description
            .answer(operation)
            .unwrap_or_else(|| panic!("{operation}"));
        let mut shapes = vec![(Shape::Least, 0), (Shape::Full, 0), (Shape::Nulls, 0)];
        shapes.extend((1..=40).map(|seed| (Shape::Mixed, seed)));
        for (shape, seed) in shapes {
            let answer = Generator::new(&description, shape, seed).value(schema);
            through_client(operation, &answer);
        }
    }
}
