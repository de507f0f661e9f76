//! Columns of a file to a [`Shard`]. Whatever can be used is used; the rest is told.

use super::columns::{self, Columns, count, present, unsigned};
use super::shard::{Failure, NO_TEXT, Pull, Shard, ShardJob, ShardRun, Workflow};
use super::sheet::{Column, Sheet};
use super::words;
use crate::issue::IssueList;
use crate::refuse::Refusal;
use crate::{Kind, codes};

/// Reads a shard. `source` names the file in messages.
pub(super) fn shard(sheet: Sheet, source: &str, issues: &mut IssueList) -> Result<Shard, Refusal> {
    let mut c = Columns {
        sheet,
        issues,
        source,
    };
    let kind = match c.sheet.take("kind") {
        Some(Column::Text(word)) if word == Kind::Nightly.as_str() => Kind::Nightly,
        Some(Column::Text(word)) if word == Kind::Prs.as_str() => Kind::Prs,
        _ => return Err(Refusal::NoKind),
    };
    let mut out = Shard::new(source, kind);
    let projects = c.any_texts("projects");
    out.texts = c.any_texts("texts");
    workflows(&mut c, &mut out, &projects);
    pulls(&mut c, &mut out, &projects);
    runs(&mut c, &mut out);
    attempts(&mut c, &mut out)?;
    jobs(&mut c, &mut out);
    sparse(&mut c, &mut out);
    failures(&mut c, &mut out);
    Ok(out)
}

fn project(projects: &[String], at: u32) -> String {
    projects.get(at as usize).cloned().unwrap_or_default()
}

fn workflows(c: &mut Columns<'_>, out: &mut Shard, projects: &[String]) {
    let files = c.any_texts("workflows.file");
    let n = files.len();
    let names = c.texts("workflows.name", n);
    let of = c.references("workflows.project", n, projects.len());
    let rows = files.into_iter().zip(names).zip(of);
    out.workflows = rows
        .map(|((file, name), at)| Workflow {
            project: project(projects, at),
            file,
            name,
        })
        .collect();
}

fn pulls(c: &mut Columns<'_>, out: &mut Shard, projects: &[String]) {
    let numbers = c.any_whole("pulls.number");
    let n = numbers.len();
    let of = c.references("pulls.project", n, projects.len());
    let titles = c.texts("pulls.title", n);
    let authors = c.texts("pulls.author", n);
    let updated = c.whole("pulls.updated", n);
    let merged = c.letters("pulls.merged");
    let rows = numbers.into_iter().zip(of).zip(titles).zip(authors);
    for (i, ((((number, at), title), author), updated)) in rows.zip(updated).enumerate() {
        out.pulls.push(Pull {
            project: project(projects, at),
            number: unsigned(number).unwrap_or_default(),
            title,
            author,
            merged: match merged.get(i) {
                Some(b'y') => Some(true),
                Some(b'n') => Some(false),
                _ => None,
            },
            updated_at: present(updated),
        });
    }
}

fn runs(c: &mut Columns<'_>, out: &mut Shard) {
    let mut ids = c.any_whole("runs.id");
    let n = ids.len();
    columns::add_up(&mut ids);
    let mut created = c.whole("runs.created", n);
    columns::add_up(&mut created);
    let mut numbers = c.whole("runs.number", n);
    columns::add_up(&mut numbers);
    let texts = out.texts.len();
    let workflow = c.references("runs.workflow", n, out.workflows.len());
    let event = c.references("runs.event", n, texts);
    let branch = c.references("runs.branch", n, texts);
    let required = c.references("runs.required", n, texts);
    let head = c.texts("runs.head", n);
    let attempt = c.whole("runs.attempt", n);
    let started = c.whole("runs.started", n);
    let updated = c.whole("runs.updated", n);
    let letters = c.letters("runs.letter");
    let partial = c.letters("runs.partial");
    let counts = c.whole("runs.pulls", n);
    let all = c.any_whole("run_pulls");
    let mut lost = 0;
    let n_pulls = out.pulls.len();
    let each = all
        .iter()
        .map(|at| columns::reference(*at, n_pulls, &mut lost));
    out.run_pulls = each.collect();
    c.lost("run_pulls", lost);
    let parts = columns::parts(&counts, out.run_pulls.len());
    let at = |column: &[u32], i: usize| column.get(i).copied().unwrap_or(NO_TEXT);
    for (i, (((((id, created), number), head), started), updated)) in ids
        .into_iter()
        .zip(created)
        .zip(numbers)
        .zip(head)
        .zip(started)
        .zip(updated)
        .enumerate()
    {
        let created_at = present(created).unwrap_or_default();
        let since = |secs: i64| present(secs).map(|secs| created_at.saturating_add(secs));
        out.runs.push(ShardRun {
            workflow: at(&workflow, i),
            id: unsigned(id).unwrap_or_default(),
            number: unsigned(number),
            run_attempt: attempt.get(i).map_or(0, |n| count(*n)),
            event: at(&event, i),
            branch: at(&branch, i),
            head_sha: head,
            letter: letters.get(i).copied().unwrap_or(b'.'),
            created_at,
            started_at: since(started),
            updated_at: since(updated),
            pulls: parts.get(i).copied().unwrap_or_default(),
            required: at(&required, i),
            partial: partial.get(i) == Some(&b'p'),
        });
    }
    let letters: Vec<u8> = out.runs.iter().map(|run| run.letter).collect();
    out.odd_runs = odd(c, "runs", &letters);
}

/// Status and conclusion of the places whose letter says that they stand elsewhere.
fn odd(c: &mut Columns<'_>, section: &str, letters: &[u8]) -> Vec<(u32, String)> {
    let name = format!("{section}.odd");
    let odd = (0_u32..).zip(letters).filter(|(_, l)| **l == words::ODD);
    let rows: Vec<u32> = odd.map(|(row, _)| row).collect();
    let texts = c.texts(&name, rows.len());
    let strange = letters
        .iter()
        .filter(|l| **l != words::ODD && words::pair(**l).is_none());
    let strange = strange.count();
    if strange > 0 {
        let message = format!("{strange} letters have no meaning here; counted as unknown");
        c.odd(codes::UNKNOWN_WORD, &format!("{section}.letter"), &message);
    }
    if !rows.is_empty() {
        let sample = texts.first().map_or("", String::as_str).replace('\n', ", ");
        let n = rows.len();
        let sample: String = sample.chars().take(60).collect();
        let message = format!("{n} words are not known (first: `{sample}`); kept as they are");
        c.odd(codes::UNKNOWN_WORD, &name, &message);
    }
    rows.into_iter().zip(texts).collect()
}

fn attempts(c: &mut Columns<'_>, out: &mut Shard) -> Result<(), Refusal> {
    out.letter = c.letters("attempts.letter");
    let n = out.letter.len();
    if u32::try_from(n).is_err() {
        return Err(Refusal::TooMany);
    }
    let mut run = c.whole("attempts.run", n);
    columns::add_up(&mut run);
    let (mut lost, n_runs) = (0, out.runs.len());
    let each = run
        .iter()
        .map(|at| columns::reference(*at, n_runs, &mut lost));
    out.run = each.collect();
    c.lost("attempts.run", lost);
    // Each id is told as the difference to the one before it in the same run.
    let mut last = vec![0_u64; n_runs];
    let ids = c.whole("attempts.id", n);
    for (id, run) in ids.into_iter().zip(&out.run) {
        let id = unsigned(id)
            .zip(last.get_mut(*run as usize))
            .map(|(step, last)| {
                *last = last.wrapping_add(step);
                *last
            });
        out.id.push(id.unwrap_or_default());
    }
    out.start = c.seconds("attempts.start", n, true);
    out.queue = c.seconds("attempts.queue", n, false);
    out.secs = c.seconds("attempts.secs", n, true);
    let letters = std::mem::take(&mut out.letter);
    out.odd = odd(c, "attempts", &letters);
    out.letter = letters;
    Ok(())
}

fn jobs(c: &mut Columns<'_>, out: &mut Shard) {
    let names = c.any_texts("jobs.name");
    let n = names.len();
    let workflow = c.references("jobs.workflow", n, out.workflows.len());
    let labels = c.references("jobs.labels", n, out.texts.len());
    let twins = c.whole("jobs.twin", n);
    let counts = c.whole("jobs.rows", n);
    let parts = columns::parts(&counts, out.n_rows());
    let held = parts.last().map_or(0, |p| p.1 as usize);
    let told: u64 = counts.iter().map(|n| u64::from(count(*n))).sum();
    if held != out.n_rows() || told != held as u64 {
        let message = format!("rows of jobs: {told}; rows of attempts: {}", out.n_rows());
        c.odd(codes::UNEQUAL_LENGTH, "jobs.rows", &message);
    }
    let columns = names.into_iter().zip(workflow).zip(labels);
    for (((name, workflow), labels), (twin, rows)) in columns.zip(twins.into_iter().zip(parts)) {
        out.jobs.push(ShardJob {
            workflow,
            name,
            twin: count(twin).max(1),
            rows,
            labels,
        });
    }
}

/// What only a few rows have.
fn sparse(c: &mut Columns<'_>, out: &mut Shard) {
    let rows = c.rows("tries.row", out.n_rows());
    let tries = c.whole("tries.attempt", rows.len());
    out.tries = rows.into_iter().zip(tries.into_iter().map(count)).collect();
    let texts = out.texts.len();
    let rows = c.rows("runners.row", out.n_rows());
    let names = c.references("runners.name", rows.len(), texts);
    let labels = c.references("runners.labels", rows.len(), texts);
    let columns = rows.into_iter().zip(names).zip(labels);
    out.runners = columns.map(|((row, n), l)| (row, n, l)).collect();
}

fn failures(c: &mut Columns<'_>, out: &mut Shard) {
    let texts = out.texts.len();
    let names = c.any_whole("tests.name");
    let files = c.references("tests.file", names.len(), texts);
    let mut lost = 0;
    let each = names
        .iter()
        .map(|at| columns::reference(*at, texts, &mut lost));
    out.tests = files.into_iter().zip(each).collect();
    c.lost("tests.name", lost);
    let rows = c.rows("failures.row", out.n_rows());
    let steps = c.references("failures.step", rows.len(), texts);
    let excerpts = c.references("failures.excerpt", rows.len(), texts);
    let counts = c.whole("failures.tests", rows.len());
    let parts = columns::parts(&counts, out.tests.len());
    let columns = rows.into_iter().zip(steps).zip(excerpts).zip(parts);
    out.failures = columns
        .map(|(((row, step), excerpt), tests)| Failure {
            row,
            step,
            tests,
            excerpt,
        })
        .collect();
}
