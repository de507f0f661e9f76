//! `tailorbird import`: results of other programs into a data set.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use tailorbird_cli::config::{Seen, Settings, never_seen};
use tailorbird_cli::dataset_dir::{self, Disk, Folder, SaveOptions, Saved};
use tailorbird_cli::import::{self, Folded, Notes, Options};
use tailorbird_core::format::plural;
use tailorbird_snapshot::dataset::{History, RunKey};
use tailorbird_snapshot::{Issue, codes};

use crate::args::ImportArgs;
use crate::{UsageError, input, output};

/// Issues of one code that are printed.
const SHOWN: usize = 3;

/// Reads all files, adds them to the data set of the folder, and says what was in them.
pub(crate) fn run(args: &ImportArgs) -> Result<()> {
    let (settings, mut issues) = input::settings(args.config.as_deref())?;
    let options = Options {
        project: args.project.clone(),
        newest_day: newest_day(args)?,
    };
    let mut notes = Notes::default();
    let mut rows = Vec::new();
    for path in &args.files {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).with_context(|| format!("failed to read {name}"))?;
        let found = import::read(&bytes, &name, &options, &mut notes)?;
        if found.is_empty() {
            notes.add(codes::NO_JOBS, &name, "no row in it could be used");
        }
        rows.extend(found);
    }
    if rows.is_empty() {
        let list = notes.finish();
        let first = list.first().map_or_else(String::new, Issue::to_string);
        bail!("no row could be used; nothing was written; the first reason: {first}");
    }
    let mut folder = Disk(args.out.clone());
    let lock = dataset_dir::lock(&folder)?;
    let opened = dataset_dir::open(&folder)?;
    if let Some(opened) = &opened {
        whole(&opened.issues)?;
    }
    let mut history = opened.as_ref().map(|o| o.history()).unwrap_or_default();
    let before = opened.as_ref().and_then(|o| o.manifest()?.generated_at);
    let folded = import::fold(&mut history, &rows, &settings, &options, &mut notes);
    if args.config.is_some() {
        history.set_config(settings.config.clone());
        issues.extend(unseen(&history, &settings));
    }
    issues.extend(notes.finish());
    let save = SaveOptions {
        generated_at: before.unwrap_or_default().max(folded.newest),
        retained_from: None,
        allow_shrink: false,
    };
    let saved = dataset_dir::save(&mut folder, &history, &save)?;
    let sizes = Sizes::of(&folder)?;
    drop(lock);
    tell(args, &folded, &saved, &sizes, &issues)
}

/// Refuses to go on from a data set of which a part cannot be read: writing it would lose that part
/// for good.
fn whole(issues: &[Issue]) -> Result<()> {
    let is_lost = |i: &&Issue| [codes::SHARD_MISSING, codes::SHARD_MISMATCH].contains(&i.code);
    match issues.iter().find(is_lost) {
        Some(lost) => {
            bail!("{lost}; nothing was written: put the file back, or give another --out")
        }
        None => Ok(()),
    }
}

/// The day of `--newest-day` as a time.
fn newest_day(args: &ImportArgs) -> Result<Option<i64>> {
    let Some(text) = &args.newest_day else {
        return Ok(None);
    };
    let day = import::day(text);
    let message = format!("--newest-day: `{text}` is no day such as 2024-12-21");
    day.map(Some).ok_or_else(|| anyhow!(UsageError(message)))
}

/// What the configuration names and no result belongs to.
fn unseen(history: &History, settings: &Settings) -> Vec<Issue> {
    let (mut jobs, mut workflows) = (BTreeSet::new(), BTreeSet::new());
    for run in history.runs() {
        workflows.insert((&*run.key.project, &*run.workflow));
        let key: &RunKey = &run.key;
        jobs.extend(history.attempts(key).map(|attempt| &*attempt.job));
    }
    let projects: BTreeSet<&str> = workflows.iter().map(|(project, _)| *project).collect();
    let seen = Seen {
        jobs: jobs.into_iter().collect(),
        projects: projects.into_iter().collect(),
        workflows: workflows.into_iter().collect(),
    };
    never_seen(settings, &seen)
}

/// Bytes of the data set on disk.
#[derive(Debug, Default)]
struct Sizes {
    shards: usize,
    raw: usize,
    gzip: usize,
    manifest: usize,
}

impl Sizes {
    fn of(folder: &Disk) -> Result<Self> {
        let mut sizes = Self::default();
        let opened = dataset_dir::open(folder)?;
        let Some(manifest) = opened.as_ref().and_then(|o| o.manifest()) else {
            return Ok(sizes);
        };
        sizes.manifest = folder.read(dataset_dir::MANIFEST)?.len();
        for shard in &manifest.shards {
            let bytes = folder.read(&shard.file)?;
            let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
            gzip.write_all(&bytes)?;
            sizes.shards += 1;
            sizes.raw += bytes.len();
            sizes.gzip += gzip.finish()?.len();
        }
        Ok(sizes)
    }
}

fn tell(
    args: &ImportArgs,
    folded: &Folded,
    saved: &Saved,
    sizes: &Sizes,
    issues: &[Issue],
) -> Result<()> {
    if args.json {
        return output::print(&format!("{}\n", json(folded, saved, sizes, issues)));
    }
    let mut text = String::new();
    let count = |n: usize, one, many| plural(n as u64, one, many);
    for ((project, kind), tally) in &folded.counts {
        let words: Vec<String> = tally
            .words
            .iter()
            .map(|(word, n)| format!("{} {n}", output::clean(word)))
            .collect();
        let rows = count(tally.rows, "row", "rows");
        let (project, kind) = (output::clean(project), kind.as_str());
        writeln!(
            text,
            "{project}, {kind}: {rows} ({}), {}, {}",
            words.join(", "),
            count(tally.new, "new attempt", "new attempts"),
            count(tally.copies, "copy", "copies"),
        )?;
    }
    let per = |bytes: usize| match saved.results {
        0 => "n/a".to_owned(),
        #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
        n => format!("{:.1}", bytes as f64 / n as f64),
    };
    let what = if saved.changed {
        "written to"
    } else {
        "unchanged in"
    };
    writeln!(
        text,
        "{} of {} {what} {}: {} of {} bytes ({} a result), {} with gzip ({} a result), manifest {}",
        plural(saved.results, "result", "results"),
        plural(saved.runs, "run", "runs"),
        place(&args.out),
        count(sizes.shards, "shard", "shards"),
        sizes.raw,
        per(sizes.raw),
        sizes.gzip,
        per(sizes.gzip),
        sizes.manifest,
    )?;
    told_issues(&mut text, issues)?;
    output::print(&text)
}

fn json(folded: &Folded, saved: &Saved, sizes: &Sizes, issues: &[Issue]) -> serde_json::Value {
    let sources = folded.counts.iter().map(|((project, kind), tally)| {
        serde_json::json!({"project": project, "kind": kind.as_str(), "rows": tally.rows,
            "words": tally.words, "new": tally.new, "copies": tally.copies})
    });
    let issues = issues
        .iter()
        .map(|i| serde_json::json!({"code": i.code, "where": i.place, "message": i.message}));
    serde_json::json!({
        "format": 1,
        "sources": sources.collect::<Vec<_>>(),
        "changed": saved.changed,
        "runs": saved.runs,
        "results": saved.results,
        "shards": sizes.shards,
        "bytes": {"shards": sizes.raw, "gzip": sizes.gzip, "manifest": sizes.manifest},
        "issues": issues.collect::<Vec<_>>(),
    })
}

fn place(path: &Path) -> String {
    path.display().to_string()
}

/// The first issues of each code, and how many more there are.
fn told_issues(text: &mut String, issues: &[Issue]) -> Result<()> {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for issue in issues {
        let n = codes.entry(issue.code).or_default();
        *n += 1;
        if *n <= SHOWN {
            writeln!(text, "{}", output::clean(&issue.to_string()))?;
        }
    }
    for (code, n) in codes.into_iter().filter(|(_, n)| *n > SHOWN) {
        writeln!(text, "{} more [{code}]; --json lists them", n - SHOWN)?;
    }
    Ok(())
}
