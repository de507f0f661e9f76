//! Commits between the heads of nightly runs that follow each other. Several gaps in a row are
//! asked for at once, and the answer is divided by who is whose parent.

use std::collections::{BTreeMap, BTreeSet};

use tailorbird_github::types::Commit;
use tailorbird_github::{Client, Error};
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{CommitRange, History};

use super::rows;
use super::target::Target;

/// Commits kept between two heads.
const MOST: usize = 250;
/// Commits asked for at once.
const MOST_ASKED: usize = 2_000;

/// Pairs of heads, oldest first, whose commits are not held: of runs created since a time, one
/// list for each workflow.
pub(super) fn missing(history: &History, project: &str, since: i64) -> Vec<Vec<(String, String)>> {
    let mut heads: BTreeMap<&str, Vec<(i64, u64, &str)>> = BTreeMap::new();
    let nightly = history
        .runs()
        .filter(|run| run.key.project == project && run.kind == Kind::Nightly);
    for run in nightly {
        if let Some(sha) = &run.head_sha {
            let list = heads.entry(&run.workflow).or_default();
            list.push((run.created_at, run.key.id, sha));
        }
    }
    let held: BTreeSet<(&str, &str)> = history
        .commits()
        .filter(|range| range.project == project)
        .map(|range| (range.base.as_str(), range.head.as_str()))
        .collect();
    let mut lists = Vec::new();
    for list in heads.values_mut() {
        list.sort_unstable();
        let pairs = list.windows(2).filter_map(|pair| match pair {
            [(_, _, base), (created, _, head)]
                if base != head && *created >= since && !held.contains(&(*base, *head)) =>
            {
                Some(((*base).to_owned(), (*head).to_owned()))
            }
            _ => None,
        });
        lists.push(pairs.collect());
    }
    lists.retain(|list: &Vec<_>| !list.is_empty());
    lists
}

/// Asks for the commits of all pairs and adds them. Returns what could not be had.
///
/// # Errors
///
/// Only one that stops all.
pub(super) fn fetch(
    client: &mut Client,
    target: &Target,
    mut pairs: &[(String, String)],
    history: &mut History,
) -> Result<Vec<String>, Error> {
    let mut problems = Vec::new();
    while let Some(((base, head), rest)) = pairs.split_first() {
        // As far as one ends where the next begins.
        let mut chain = vec![head.as_str()];
        for (base, head) in rest {
            if chain.last() != Some(&base.as_str()) {
                break;
            }
            chain.push(head);
        }
        match at_once(client, target, base, &chain) {
            Ok(found) => {
                pairs = pairs.get(found.len()..).unwrap_or_default();
                let mut base = base.clone();
                for (head, commits) in found {
                    insert(history, target, &base, head, &commits);
                    base = head.to_owned();
                }
            }
            Err(err) if err.stops_all() => return Err(err),
            Err(err) => {
                if err.is_absent() {
                    // A commit that was replaced: it will not come back, so that it is not
                    // asked for again.
                    insert(history, target, base, head, &[]);
                }
                problems.push(format!("commits before {head}: failed to {err}"));
                pairs = rest;
            }
        }
    }
    Ok(problems)
}

fn insert(history: &mut History, target: &Target, base: &str, head: &str, commits: &[Commit]) {
    let range = CommitRange {
        project: target.project.id.clone(),
        base: base.to_owned(),
        head: head.to_owned(),
        commits: commits.iter().take(MOST).map(rows::commit).collect(),
    };
    let _ = history.insert_commits(range);
}

/// The commits up to each head of a chain, for as many of them as one answer tells; at least the
/// first.
fn at_once<'a>(
    client: &mut Client,
    target: &Target,
    base: &str,
    chain: &[&'a str],
) -> Result<Vec<(&'a str, Vec<Commit>)>, Error> {
    if let [_, .., last] = chain {
        let listing = client.compare(&target.repo, base, last, MOST_ASKED);
        match listing {
            Ok(listing) => {
                let found = divide(&listing.rows, chain);
                // Without the last head the list was cut, and what it tells may be cut too.
                let sure = found.len() > 1 || listing.complete;
                if sure && !found.is_empty() {
                    return Ok(found);
                }
            }
            // One end of the chain is gone; pairs within it may not be.
            Err(err) if err.is_absent() => {}
            Err(err) => return Err(err),
        }
    }
    let Some(head) = chain.first() else {
        return Ok(Vec::new());
    };
    let listing = client.compare(&target.repo, base, head, MOST)?;
    Ok(vec![(head, listing.rows)])
}

/// Each head with the commits that it has and the heads before it have not. It ends at the first
/// head that is not among the rows.
fn divide<'a>(rows: &[Commit], chain: &[&'a str]) -> Vec<(&'a str, Vec<Commit>)> {
    let known: BTreeMap<&str, &Commit> = rows.iter().map(|row| (row.sha.as_str(), row)).collect();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for head in chain {
        let Some(first) = known.get(head) else {
            break;
        };
        let mut own: BTreeSet<&str> = BTreeSet::new();
        let mut next = vec![*first];
        while let Some(commit) = next.pop() {
            let sha = commit.sha.as_str();
            if taken.contains(sha) || !own.insert(sha) {
                continue;
            }
            let parents = commit
                .parents
                .iter()
                .filter_map(|parent| known.get(parent.sha.as_str()));
            next.extend(parents);
        }
        // In GitHub's order.
        let commits = rows
            .iter()
            .filter(|row| own.contains(row.sha.as_str()))
            .cloned();
        found.push((*head, commits.collect()));
        taken.extend(own);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commit(sha: &str, parents: &[&str]) -> Commit {
        let parents: Vec<_> = parents
            .iter()
            .map(|sha| serde_json::json!({ "sha": sha }))
            .collect();
        serde_json::from_value(serde_json::json!({ "sha": sha, "parents": parents })).unwrap()
    }

    fn check(rows: &[Commit], chain: &[&str], expect: &[(&str, &[&str])]) {
        let found = divide(rows, chain);
        let names: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|(head, rows)| (*head, rows.iter().map(|row| row.sha.as_str()).collect()))
            .collect();
        let expect: Vec<(&str, Vec<&str>)> = expect.iter().map(|(h, c)| (*h, c.to_vec())).collect();
        assert_eq!(names, expect);
    }

    #[test]
    fn a_merge_brings_its_branch() {
        // base ─ a ─ m1 ─ b ─ m2, with x and y merged by m1, and z by m2.
        let rows = [
            commit("x", &["base"]),
            commit("a", &["base"]),
            commit("z", &["base"]),
            commit("y", &["x"]),
            commit("m1", &["a", "y"]),
            commit("b", &["m1"]),
            commit("m2", &["b", "z"]),
        ];
        check(
            &rows,
            &["a", "m1", "m2"],
            &[
                ("a", &["a"]),
                ("m1", &["x", "y", "m1"]),
                ("m2", &["z", "b", "m2"]),
            ],
        );
        check(
            &rows,
            &["m2"],
            &[("m2", &["x", "a", "z", "y", "m1", "b", "m2"])],
        );
    }

    #[test]
    fn a_head_that_is_not_there_ends_it() {
        let rows = [commit("a", &["base"]), commit("b", &["a"])];
        check(&rows, &["a", "gone", "b"], &[("a", &["a"])]);
        check(&rows, &["gone"], &[]);
    }
}
