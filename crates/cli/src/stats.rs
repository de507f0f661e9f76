//! `tailorbird stats`: the numbers of a view.

use anyhow::{Result, bail};
use comfy_table::{CellAlignment, Table as TextTable, presets};
use tailorbird_core::format::{NOT_AVAILABLE, percent, plural};
use tailorbird_core::query::{self, Context, Filter};
use tailorbird_core::stats::ONLY_FAILURES;
use tailorbird_core::store::Store;
use tailorbird_core::url::{self, Query, View};
use tailorbird_core::view::{self, Item, Report, Selection, Table};
use tailorbird_snapshot::{Kind, Verdict};

use crate::stats_args::{self, Format, StatsArgs};
use crate::{UsageError, input, output};

/// Computes the view and prints it.
pub(crate) fn run(args: &StatsArgs) -> Result<()> {
    let opened = input::open(&args.input, args.config.as_deref())?;
    let (store, issues) = (opened.store, opened.issues);
    let mut query = asked(args)?;
    query.project = input::project(&store, query.project.as_deref())?;
    let project = query.project.as_deref();
    let only_prs = has(&store, Kind::Prs, project) && !has(&store, Kind::Nightly, project);
    let present = match query.view {
        None if only_prs => View::Prs,
        asked => view::view_of(asked, Some(&store)),
    };
    let kind = view::kind_asked(present, query.kind, Some(&store));
    let table = view::table_of(&store, kind, &view::asked(&query, &store));
    let selection = Selection {
        filter: filter(&store, &query.q)?,
        required: query.required,
        status: view::status_of_rows(&query),
        owners: query.owner.clone(),
    };
    let mut rows = view::select(&store, &table, &selection);
    view::sort(&store, &table, &mut rows, query.sort);
    let asking = view::Asking {
        store: &store,
        table: &table,
        rows: &rows,
        query: &query,
        config: &opened.settings.config,
    };
    let sheet = view::sheet(asking, present);
    if let Some(sheet) = sheet.map_err(|why| UsageError(format!("failed to {why}")))? {
        return output::print(&match args.format {
            Format::Json => sheet.json() + "\n",
            Format::Csv => sheet.csv(),
            Format::Markdown | Format::Table => sheet.markdown(),
        });
    }
    let names: Vec<String> = args.input.iter().map(|p| p.display().to_string()).collect();
    let report = Report {
        store: &store,
        table: &table,
        rows: &rows,
        query: &query,
        input: &names.join(" "),
        issues: &issues,
    };
    let text = match args.format {
        Format::Json => view::json(&report)? + "\n",
        Format::Csv => view::csv(&report),
        Format::Markdown => view::markdown(&report),
        Format::Table => text_table(&store, &table, &rows, query.group.as_deref()),
    };
    output::print(&text)?;
    if matches!(args.format, Format::Table) {
        notes(&table, &query, issues.len());
    }
    Ok(())
}

/// Says why a table has no rows, and that its input has something odd.
fn notes(table: &Table, query: &Query, n_issues: usize) {
    if table.rows.is_empty() {
        let of = match table.kind {
            Kind::Nightly => "nightly results",
            Kind::Prs => "pull-request results",
        };
        output::note(&format!("the input has no {of}"));
    } else if query.required && table.required_unknown {
        output::note(view::REQUIRED_UNKNOWN);
    }
    if n_issues > 0 {
        let odd = plural(n_issues as u64, "odd thing", "odd things");
        output::note(&format!(
            "{odd} in the input: `tailorbird validate` lists them"
        ));
    }
}

/// What the address asks for, and above it the other options.
fn asked(args: &StatsArgs) -> Result<Query> {
    let text = args.url.as_deref().unwrap_or_default();
    let text = text.split_once('?').map_or(text, |(_, query)| query);
    let text = text.split_once('#').map_or(text, |(query, _)| query);
    let old = url::translate_old(text);
    let (mut query, issues) = url::parse(old.as_deref().unwrap_or(text));
    if !issues.is_empty() {
        let told = issues.iter().map(|it| {
            let why = it.message.trim_end_matches(", not used");
            format!("--url: {}: {why}", it.place)
        });
        bail!(UsageError(told.collect::<Vec<_>>().join("\n")));
    }
    let more = [
        (&args.run, &mut query.run),
        (&args.job, &mut query.job),
        (&args.base, &mut query.base),
        (&args.head, &mut query.head),
        (&args.project, &mut query.project),
    ];
    for (given, place) in more {
        if given.is_some() {
            place.clone_from(given);
        }
    }
    query.view = args.view.map(stats_args::View::of_address).or(query.view);
    query.runs = args.runs.unwrap_or(query.runs);
    if let Some(q) = &args.q {
        query.q.clone_from(q);
    }
    Ok(query)
}

/// Whether there are jobs of this kind.
fn has(store: &Store, kind: Kind, project: Option<&str>) -> bool {
    let mut jobs = store.series_of(kind).filter_map(|at| store.series(at));
    jobs.any(|series| store.is_of(series, project))
}

fn filter(store: &Store, text: &str) -> Result<Filter> {
    let is_job_name = |text: &str| store.is_job_name(text);
    let keys = store.naming().dimensions.keys();
    let ctx = Context {
        dimension_keys: keys,
        is_job_name: &is_job_name,
    };
    query::parse(text, &ctx).map_err(|err| UsageError(format!("--q: {err}")).into())
}

/// A table for a terminal, with the strip as glyphs; the head of a group is a line of its own.
fn text_table(store: &Store, table: &Table, rows: &[u32], group: Option<&str>) -> String {
    let mut out = TextTable::new();
    out.load_preset(presets::NOTHING);
    out.set_header([
        "job",
        "req",
        "state",
        "pass rate",
        "fails",
        "skips",
        "newest first",
    ]);
    let shown = view::shown(store, table, rows, group);
    for item in &shown.items {
        let row = match item {
            Item::Row(at) => view::row(store, table, *at),
            Item::Group(at) => {
                if let Some(head) = shown.groups.get(*at as usize) {
                    let state = view::state_text(head.worst, table.kind);
                    out.add_row([format!("{}:", head.name()), String::new(), state]);
                }
                None
            }
        };
        let Some(row) = row else {
            continue;
        };
        let strip: String = row.cells.iter().map(|c| glyph(c.verdict)).collect();
        out.add_row([
            row.name,
            row.required
                .map_or("n/a", |r| if r { "yes" } else { "" })
                .to_owned(),
            row.state_text,
            percent(row.rate),
            row.fails.to_string(),
            row.skips.to_string(),
            strip,
        ]);
    }
    for column in 3..6 {
        if let Some(column) = out.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let sum = view::totals(store, table, rows);
    let r = sum.results;
    let listed = plural(u64::from(sum.listed), "job", "jobs");
    let required = sum
        .required
        .map_or_else(|| NOT_AVAILABLE.to_owned(), |n| n.to_string());
    let why = match r.has_only_failures() {
        true => [" (", ONLY_FAILURES, ")"].concat(),
        false => String::new(),
    };
    let unseen = match table.unseen.len() as u64 {
        0 => String::new(),
        n => plural(n, "job", "jobs") + " not seen in this window\n",
    };
    format!(
        "{out}\n{} of {listed}, {required} required; {} results: {} passed, {} failed, {} skipped, \
         {} other; pass rate {}{why}\n{unseen}",
        sum.jobs,
        r.all(),
        r.passed,
        r.failed,
        r.skipped,
        r.cancelled + r.running + r.unknown,
        percent(r.pass_rate()),
    )
}

const fn glyph(verdict: Verdict) -> char {
    match verdict {
        Verdict::Passed => '✓',
        Verdict::Failed => '✕',
        Verdict::Flaky | Verdict::Mixed => '◐',
        Verdict::Skipped | Verdict::Cancelled => '–',
        Verdict::Running => '…',
        Verdict::Unknown => '?',
        Verdict::None => '·',
    }
}
