//! `tailorbird stats`: the numbers of a view.

use anyhow::Result;
use comfy_table::{CellAlignment, Table as TextTable, presets};
use tailorbird_core::format::{percent, plural};
use tailorbird_core::query::{self, Context, Filter};
use tailorbird_core::store::Store;
use tailorbird_core::view::{self, Report, Selection, Table};
use tailorbird_snapshot::{Kind, Verdict};

use crate::args::{Format, StatsArgs, View};
use crate::{UsageError, input, output};

/// Computes the view and prints it.
pub(crate) fn run(args: &StatsArgs) -> Result<()> {
    let opened = input::open(&args.input, args.config.as_deref())?;
    let (store, issues) = (opened.store, opened.issues);
    let project = input::project(&store, args.project.as_deref())?;
    let project = project.as_deref();
    let kind = match args.view {
        Some(View::Nightly) => Kind::Nightly,
        Some(View::Prs) => Kind::Prs,
        None if has(&store, Kind::Prs, project) && !has(&store, Kind::Nightly, project) => {
            Kind::Prs
        }
        None => Kind::Nightly,
    };
    let runs = Some(args.runs);
    let asked = view::Asked {
        project,
        runs,
        ..view::Asked::default()
    };
    let table = view::table_of(&store, kind, &asked);
    let selection = Selection {
        filter: filter(&store, &args.q)?,
        ..Selection::default()
    };
    let mut rows = view::select(&store, &table, &selection);
    view::sort(&store, &table, &mut rows, None);
    let names: Vec<String> = args.input.iter().map(|p| p.display().to_string()).collect();
    let report = Report {
        store: &store,
        table: &table,
        rows: &rows,
        input: &names.join(" "),
        issues: &issues,
    };
    let text = match args.format {
        Format::Json => view::json(&report)? + "\n",
        Format::Csv => view::csv(&report),
        Format::Markdown => view::markdown(&report),
        Format::Table => text_table(&store, &table, &rows),
    };
    output::print(&text)?;
    if matches!(args.format, Format::Table) && !issues.is_empty() {
        let odd = plural(issues.len() as u64, "odd thing", "odd things");
        output::note(&format!(
            "{odd} in the input: `tailorbird validate` lists them"
        ));
    }
    Ok(())
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

/// A table for a terminal, with the strip as glyphs.
fn text_table(store: &Store, table: &Table, rows: &[u32]) -> String {
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
    for row in rows.iter().filter_map(|r| view::row(store, table, *r)) {
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
    format!(
        "{out}\n{} of {listed}, {} required; {} results: {} passed, {} failed, {} skipped, \
         {} other; pass rate {}\n",
        sum.jobs,
        sum.required,
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
