//! Columns of a file to a [`Shard`]. Whatever can be used is used; the rest is told.

use super::columns::{self, Columns, count, present, unsigned};
use super::shard::{Failure, NO_TEXT, Pull, Shard, ShardJob, ShardRun, Workflow};
use super::sheet::{Column, NULL, Sheet};
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

// Columns are read by place: iterators zipped together are ten times the code.

/// Takes a text out of its column.
fn text_at(column: &mut [String], i: usize) -> String {
    column.get_mut(i).map(std::mem::take).unwrap_or_default()
}

fn whole_at(column: &[i64], i: usize) -> i64 {
    column.get(i).copied().unwrap_or(NULL)
}

fn index_at(column: &[u32], i: usize) -> u32 {
    column.get(i).copied().unwrap_or(NO_TEXT)
}

fn letter_at(column: &[u8], i: usize) -> u8 {
    column.get(i).copied().unwrap_or(b'.')
}

fn project(projects: &[String], at: u32) -> String {
    projects.get(at as usize).cloned().unwrap_or_default()
}

fn workflows(c: &mut Columns<'_>, out: &mut Shard, projects: &[String]) {
    let mut files = c.any_texts("workflows.file");
    let n = files.len();
    let mut names = c.texts("workflows.name", n);
    let of = c.references("workflows.project", n, projects.len());
    for i in 0..n {
        out.workflows.push(Workflow {
            project: project(projects, index_at(&of, i)),
            file: text_at(&mut files, i),
            name: text_at(&mut names, i),
        });
    }
}

fn pulls(c: &mut Columns<'_>, out: &mut Shard, projects: &[String]) {
    let numbers = c.any_whole("pulls.number");
    let n = numbers.len();
    let of = c.references("pulls.project", n, projects.len());
    let mut titles = c.texts("pulls.title", n);
    let mut authors = c.texts("pulls.author", n);
    let updated = c.whole("pulls.updated", n);
    let merged = c.letters("pulls.merged");
    for i in 0..n {
        out.pulls.push(Pull {
            project: project(projects, index_at(&of, i)),
            number: unsigned(whole_at(&numbers, i)).unwrap_or_default(),
            title: text_at(&mut titles, i),
            author: text_at(&mut authors, i),
            merged: match letter_at(&merged, i) {
                b'y' => Some(true),
                b'n' => Some(false),
                _ => None,
            },
            updated_at: present(whole_at(&updated, i)),
        });
    }
}

/// A list of references of any length; those that lead nowhere are told.
fn any_references(c: &mut Columns<'_>, name: &str, n: usize) -> Vec<u32> {
    let rows = c.any_whole(name);
    let mut lost = 0;
    let out = rows.iter().map(|at| columns::reference(*at, n, &mut lost));
    let out = out.collect();
    c.lost(name, lost);
    out
}

fn runs(c: &mut Columns<'_>, out: &mut Shard) {
    let mut ids = c.any_whole("runs.id");
    let n = ids.len();
    let mut created = c.whole("runs.created", n);
    let mut numbers = c.whole("runs.number", n);
    for column in [&mut ids, &mut created, &mut numbers] {
        columns::add_up(column);
    }
    let texts = out.texts.len();
    let workflow = c.references("runs.workflow", n, out.workflows.len());
    let event = c.references("runs.event", n, texts);
    let branch = c.references("runs.branch", n, texts);
    let required = c.references("runs.required", n, texts);
    let mut head = c.texts("runs.head", n);
    let attempt = c.whole("runs.attempt", n);
    let started = c.whole("runs.started", n);
    let updated = c.whole("runs.updated", n);
    let letters = c.letters("runs.letter");
    let partial = c.letters("runs.partial");
    let counts = c.whole("runs.pulls", n);
    out.run_pulls = any_references(c, "run_pulls", out.pulls.len());
    let parts = columns::parts(&counts, out.run_pulls.len());
    for i in 0..n {
        let created_at = present(whole_at(&created, i)).unwrap_or_default();
        let since = |secs: i64| present(secs).map(|secs| created_at.saturating_add(secs));
        out.runs.push(ShardRun {
            workflow: index_at(&workflow, i),
            id: unsigned(whole_at(&ids, i)).unwrap_or_default(),
            number: unsigned(whole_at(&numbers, i)),
            run_attempt: count(whole_at(&attempt, i)),
            event: index_at(&event, i),
            branch: index_at(&branch, i),
            head_sha: text_at(&mut head, i),
            letter: letter_at(&letters, i),
            created_at,
            started_at: since(whole_at(&started, i)),
            updated_at: since(whole_at(&updated, i)),
            pulls: parts.get(i).copied().unwrap_or_default(),
            required: index_at(&required, i),
            partial: letter_at(&partial, i) == b'p',
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
    out.run.reserve_exact(n);
    for at in &run {
        out.run.push(columns::reference(*at, n_runs, &mut lost));
    }
    c.lost("attempts.run", lost);
    // Each id is told as the difference to the one before it in the same run.
    let mut last = vec![0_u64; n_runs];
    let ids = c.whole("attempts.id", n);
    out.id.reserve_exact(n);
    for (id, run) in ids.iter().zip(&out.run) {
        let mut sum = 0;
        if let (Some(step), Some(last)) = (unsigned(*id), last.get_mut(*run as usize)) {
            *last = last.wrapping_add(step);
            sum = *last;
        }
        out.id.push(sum);
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
    let mut names = c.any_texts("jobs.name");
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
    for i in 0..n {
        out.jobs.push(ShardJob {
            workflow: index_at(&workflow, i),
            name: text_at(&mut names, i),
            twin: count(whole_at(&twins, i)).max(1),
            rows: parts.get(i).copied().unwrap_or_default(),
            labels: index_at(&labels, i),
        });
    }
}

/// What only a few rows have.
fn sparse(c: &mut Columns<'_>, out: &mut Shard) {
    let rows = c.rows("tries.row", out.n_rows());
    let tries = c.whole("tries.attempt", rows.len());
    for (i, row) in rows.iter().enumerate() {
        out.tries.push((*row, count(whole_at(&tries, i))));
    }
    let texts = out.texts.len();
    let rows = c.rows("runners.row", out.n_rows());
    let names = c.references("runners.name", rows.len(), texts);
    let labels = c.references("runners.labels", rows.len(), texts);
    for (i, row) in rows.iter().enumerate() {
        let runner = (*row, index_at(&names, i), index_at(&labels, i));
        out.runners.push(runner);
    }
}

fn failures(c: &mut Columns<'_>, out: &mut Shard) {
    let texts = out.texts.len();
    let names = any_references(c, "tests.name", texts);
    let files = c.references("tests.file", names.len(), texts);
    for (i, name) in names.iter().enumerate() {
        out.tests.push((index_at(&files, i), *name));
    }
    let rows = c.rows("failures.row", out.n_rows());
    let steps = c.references("failures.step", rows.len(), texts);
    let excerpts = c.references("failures.excerpt", rows.len(), texts);
    let counts = c.whole("failures.tests", rows.len());
    let parts = columns::parts(&counts, out.tests.len());
    for (i, row) in rows.iter().enumerate() {
        out.failures.push(Failure {
            row: *row,
            step: index_at(&steps, i),
            tests: parts.get(i).copied().unwrap_or_default(),
            excerpt: index_at(&excerpts, i),
        });
    }
}
