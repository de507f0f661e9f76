//! `tailorbird collect`: GitHub's results into a data set.

use std::fs;

use anyhow::{Context, Result, anyhow};
use tailorbird_cli::collect::{
    FromFiles, Journal, LiveOptions, Summary, Target, collect, from_files, targets,
};
use tailorbird_cli::config::{self, Seen, Settings, never_seen};
use tailorbird_cli::dataset_dir::{self, Disk, Folder, SaveOptions};
use tailorbird_github::{API_URL, Cache, Client, Clock, Options, SystemClock, Token, read_saved};
use tailorbird_snapshot::dataset::{History, ShardInfo};

use crate::collect_args::CollectArgs;
use crate::terminal::Terminal;
use crate::{UsageError, output};

/// Answers with their ETags, beside the manifest.
const CACHE: &str = "collect-cache.json";
const DAY: i64 = 86_400;

/// Does what was asked for.
pub(crate) fn run(args: &CollectArgs) -> Result<()> {
    let settings = settings(args)?;
    let terminal = Terminal::new(args.quiet);
    let input = input(args, &settings)?;
    let mut folder = Disk(args.out.clone());
    // Until this returns nobody else writes there. What only looks writes nothing.
    let _lock = (!args.dry_run)
        .then(|| dataset_dir::lock(&folder))
        .transpose()?;
    let mut held = Held::of(&folder, &terminal)?;
    if args.config.is_some() {
        held.history.set_config(settings.config.clone());
    }
    if args.from_files.is_empty() {
        live(
            args,
            &settings,
            &input.targets,
            &mut folder,
            &mut held,
            &terminal,
        )
    } else {
        offline(args, &settings, &input, &mut folder, &mut held)
    }
}

fn settings(args: &CollectArgs) -> Result<Settings> {
    let Some(file) = &args.config else {
        return Ok(Settings::default());
    };
    let (settings, issues) = config::open(file).map_err(|err| anyhow!("failed to {err}"))?;
    issues
        .iter()
        .for_each(|issue| output::note(&issue.to_string()));
    Ok(settings)
}

/// The data set in place.
#[derive(Default)]
struct Held {
    history: History,
    generated_at: Option<i64>,
    /// Shards that could not be read.
    lost: Vec<ShardInfo>,
}

impl Held {
    fn of(folder: &Disk, terminal: &Terminal) -> Result<Self> {
        let Some(opened) = dataset_dir::open(folder)? else {
            return Ok(Self::default());
        };
        for issue in &opened.issues {
            terminal.line(&issue.to_string());
        }
        Ok(Self {
            history: opened.history(),
            generated_at: opened.manifest().and_then(|manifest| manifest.generated_at),
            lost: opened.lost,
        })
    }
}

/// What is collected from: repositories, and saved files where GitHub is not asked.
fn input(args: &CollectArgs, settings: &Settings) -> Result<FromFiles> {
    let mut input = FromFiles {
        repo: args.repo.first().cloned(),
        ..FromFiles::default()
    };
    if args.from_files.is_empty() || !settings.config.projects.is_empty() {
        let targets = targets(settings, &args.repo);
        input.targets = targets.map_err(|err| UsageError(err.to_string()))?;
    }
    for file in &args.from_files {
        let name = file.display().to_string();
        let bytes = fs::read(file).with_context(|| format!("failed to read {name}"))?;
        let saved = read_saved(&bytes).with_context(|| format!("failed to read {name}"))?;
        input.files.push((name, saved));
    }
    Ok(input)
}

fn live(
    args: &CollectArgs,
    settings: &Settings,
    targets: &[Target],
    folder: &mut Disk,
    held: &mut Held,
    terminal: &Terminal,
) -> Result<()> {
    let mut client = client(args, terminal)?;
    if let Ok(bytes) = folder.read(CACHE) {
        // One that cannot be read costs calls, nothing else.
        client.set_cache(Cache::from_json(&bytes).unwrap_or_default());
    }
    let mut journal = Journal::beside(&args.out);
    let options = LiveOptions {
        since: args.since.map(|since| since.before(client.now())),
        logs: args.logs,
        dry_run: args.dry_run,
    };
    let collected = collect(
        &mut client,
        targets,
        &mut held.history,
        &mut journal,
        &options,
        &mut terminal.clone(),
    );
    terminal.end();
    let summary = collected?;
    if !args.dry_run {
        save(args, settings, folder, held, client.now())?;
        journal.clear()?;
        keep(folder, &client.cache().to_json())?;
        tell_never_seen(settings, &held.history, args);
    }
    print(args, &summary)
}

fn client(args: &CollectArgs, terminal: &Terminal) -> Result<Client> {
    let variable = |name| {
        std::env::var(name)
            .ok()
            .filter(|text: &String| !text.trim().is_empty())
    };
    let token = variable("GITHUB_TOKEN")
        .map(|text| Token::new(&text))
        .transpose();
    let token = token.map_err(|err| anyhow!("failed to {err}"))?;
    if token.is_none() {
        terminal.line("GITHUB_TOKEN is not set: GitHub allows 60 requests an hour without it");
    }
    let options = Options {
        api_url: variable("GITHUB_API_URL").unwrap_or_else(|| API_URL.to_owned()),
        token,
        deadline: args
            .deadline
            .map(|deadline| deadline.after(SystemClock.now())),
        ..Options::default()
    };
    let client = Client::new(options, SystemClock);
    let mut client = client.map_err(|err| anyhow!("failed to {err}"))?;
    let waiting = terminal.clone();
    client.listen(move |event| waiting.line(&event.to_string()));
    Ok(client)
}

fn offline(
    args: &CollectArgs,
    settings: &Settings,
    input: &FromFiles,
    folder: &mut Disk,
    held: &mut Held,
) -> Result<()> {
    let (summary, newest) = from_files(input, &mut held.history);
    let Some(now) = newest.max(held.generated_at) else {
        return Err(anyhow!(
            "no run in these files can be used; {}",
            summary.problems.join("; ")
        ));
    };
    summary
        .problems
        .iter()
        .for_each(|problem| output::note(problem));
    save(args, settings, folder, held, now)?;
    tell_never_seen(settings, &held.history, args);
    print(args, &summary)
}

fn save(
    args: &CollectArgs,
    settings: &Settings,
    folder: &mut Disk,
    held: &mut Held,
    now: i64,
) -> Result<()> {
    dataset_dir::doubt(&mut held.history, &held.lost);
    let days = settings.retention_days.map(i64::from);
    let retained_from = days.map(|days| now.saturating_sub(days * DAY));
    if let Some(from) = retained_from {
        held.history.forget_before(from);
    }
    let options = SaveOptions {
        generated_at: now,
        retained_from,
        allow_shrink: args.allow_shrink,
    };
    let saved = dataset_dir::save(folder, &held.history, &options)?;
    if !args.quiet {
        output::note(&format!(
            "{}: {} runs, {} attempts; {} shards written, {} unchanged",
            args.out.display(),
            saved.runs,
            saved.results,
            saved.written,
            saved.kept
        ));
    }
    Ok(())
}

fn keep(folder: &mut Disk, cache: &[u8]) -> Result<()> {
    let temporary = format!("{CACHE}.tmp");
    let done = folder
        .write(&temporary, cache)
        .and_then(|()| folder.rename(&temporary, CACHE));
    done.with_context(|| format!("failed to write {}", folder.place(CACHE)))
}

/// What the configuration names and no result has: misspelt names look like jobs that do not run.
fn tell_never_seen(settings: &Settings, history: &History, args: &CollectArgs) {
    if args.config.is_none() || args.quiet {
        return;
    }
    let jobs = history.runs().flat_map(|run| history.attempts(&run.key));
    let mut jobs: Vec<&str> = jobs.map(|attempt| attempt.job.as_str()).collect();
    jobs.sort_unstable();
    jobs.dedup();
    let runs = history
        .runs()
        .map(|run| (run.key.project.as_str(), run.workflow.as_str()));
    let mut workflows: Vec<(&str, &str)> = runs.collect();
    workflows.sort_unstable();
    workflows.dedup();
    let projects = history
        .projects()
        .map(|project| project.id.as_str())
        .collect();
    for issue in never_seen(
        settings,
        &Seen {
            jobs,
            projects,
            workflows,
        },
    ) {
        output::note(&issue.to_string());
    }
}

fn print(args: &CollectArgs, summary: &Summary) -> Result<()> {
    if let Some(why) = &summary.stopped {
        output::note(&format!(
            "warning: stopped early, and the rest is marked partial: {why}"
        ));
    }
    if args.json {
        return output::print(&format!("{}\n", serde_json::to_string(summary)?));
    }
    if args.quiet {
        return Ok(());
    }
    output::print(&format!("{}\n", summary.lines().join("\n")))
}
