//! What has figures in each view: the values on the screen and the results behind them.

use tailorbird_snapshot::{Kind, Verdict};

use super::address::FigureAt;
use super::measure::Measure;
use super::subject::{By, Piece, Subject};
use crate::compare::RunAt;
use crate::format;
use crate::pull;
use crate::stats::{Window, job_stats};
use crate::store::{SeriesIdx, Store};
use crate::view::table::asked;
use crate::view::{
    Asking, Item, RowView, RunRow, SideView, TreeItem, compare, job, pr, pulls, row, run, runs,
    shown, tiles, tree,
};

/// What an address names; None: it is not in the view.
pub(super) fn find(asking: Asking<'_>, at: FigureAt<'_>) -> Option<Subject> {
    match at.kind {
        "tile" => Some(of_view(asking)),
        "job" => of_job(asking, at.of),
        "group" => of_group(asking, at.of),
        "tree" => of_branch(asking, at.of),
        "runs" => of_listed_run(asking, at.of),
        "run" => of_run(asking, at.of),
        "pulls" => of_listed_pull(asking, at.of.parse().ok()?),
        "pr" => of_pull(asking),
        "whole" => of_history(asking, at.of, false),
        "lately" => of_history(asking, at.of, true),
        "older" => of_job_in_side(asking, at.of, 0),
        "newer" => of_job_in_side(asking, at.of, 1),
        "side" => of_side(asking, usize::from(at.of == "head")),
        _ => None,
    }
}

/// The tiles.
fn of_view(asking: Asking<'_>) -> Subject {
    let tiles = tiles(asking.store, asking.table, asking.rows);
    let count =
        |n: Option<u32>| n.map_or_else(|| format::NOT_AVAILABLE.to_owned(), |n| n.to_string());
    let required = tiles.required.map_or_else(|| count(None), |r| r.value());
    Subject {
        values: vec![
            (Measure::TileLastRun, tiles.last_run.value()),
            (Measure::TileRequired, required),
            (Measure::TileBroken, count(Some(tiles.broken))),
            (Measure::TileFixed, count(Some(tiles.fixed))),
            (Measure::TileFlaky, count(tiles.flaky)),
            (Measure::TileRate, format::percent(tiles.rate)),
        ],
        rows: asking.rows.to_vec(),
        ..Subject::default()
    }
}

/// The cells of a job in a window.
fn pieces(store: &Store, series: SeriesIdx, window: Window) -> Vec<Piece> {
    let cells = store.cells(series).filter(|c| window.holds(store.run(*c)));
    let piece = |cell| Piece {
        series,
        cell,
        is_left: true,
    };
    cells.map(piece).collect()
}

/// A row of the table.
fn of_job(asking: Asking<'_>, id: &str) -> Option<Subject> {
    let (store, table) = (asking.store, asking.table);
    let is_it = |r: &crate::view::TableRow| {
        store
            .series(r.series)
            .is_some_and(|s| s.id().to_string() == id)
    };
    let at = table.rows.iter().position(is_it)?;
    let found = table.rows.get(at)?;
    let view = row(store, table, u32::try_from(at).ok()?)?;
    let holes = view
        .cells
        .iter()
        .filter(|c| c.verdict == Verdict::None)
        .count();
    let unit = match table.kind {
        Kind::Nightly => "runs without this job",
        Kind::Prs => "pull requests without this check",
    };
    let since = Window {
        newest: found.window.newest,
        len: u32::MAX - found.window.newest,
    };
    Some(Subject {
        values: RowView::FIGURES
            .map(|measure| (measure, view.figure(measure, table.kind)))
            .into(),
        pieces: pieces(store, found.series, found.window),
        past: pieces(store, found.series, since),
        holes: Some((unit, u32::try_from(holes).unwrap_or(u32::MAX))),
        name: view.name,
        ..Subject::default()
    })
}

/// A group of the table: its label.
fn of_group(asking: Asking<'_>, label: &str) -> Option<Subject> {
    let key = asking.query.group.as_deref();
    let shown = shown(asking.store, asking.table, asking.rows, key);
    let at = shown.groups.iter().position(|g| g.label == label)?;
    let group = shown.groups.get(at)?;
    let items = shown.items.into_iter();
    let items = items.skip_while(|item| *item != Item::Group(u32::try_from(at).unwrap_or(0)));
    let rows = items.skip(1).map_while(|item| match item {
        Item::Row(row) => Some(row),
        Item::Group(_) => None,
    });
    Some(Subject {
        name: group.label.clone(),
        values: vec![
            (Measure::Jobs, group.jobs.to_string()),
            (Measure::Broken, group.broken.to_string()),
            (
                Measure::Worst,
                crate::view::state_text(group.worst, asking.table.kind),
            ),
        ],
        rows: rows.collect(),
        ..Subject::default()
    })
}

/// A branch of the tree: its id; without one, all that is left.
fn of_branch(asking: Asking<'_>, id: &str) -> Option<Subject> {
    let view = tree::tree(asking);
    let all = String::from("all jobs left");
    let found = view.lines.iter().find_map(|line| match &line.item {
        TreeItem::Branch {
            id: found, path, ..
        } if found == id => Some((line.sums, path)),
        _ => None,
    });
    let (sums, path, rows) = match id {
        "" => (view.sums, &all, asking.rows.to_vec()),
        _ => {
            let (sums, path) = found?;
            (sums, path, tree::rows_below(asking, id))
        }
    };
    let of_row = |number: &u32| {
        let row = asking.table.rows.get(*number as usize)?;
        Some(pieces(asking.store, row.series, row.window))
    };
    Some(Subject {
        name: path.clone(),
        values: crate::view::TreeSums::FIGURES
            .map(|measure| (measure, sums.text(measure, asking.table.kind)))
            .into(),
        pieces: rows.iter().filter_map(of_row).flatten().collect(),
        by: By::Both,
        rows,
        ..Subject::default()
    })
}

/// The cells of rows of the table in one run; those of rows that are not `left` are told apart.
fn in_run(asking: Asking<'_>, at: RunAt) -> Vec<Piece> {
    let store = asking.store;
    let mut left = vec![false; asking.table.rows.len()];
    for number in asking.rows {
        if let Some(left) = left.get_mut(*number as usize) {
            *left = true;
        }
    }
    let rows = asking.table.rows.iter().zip(left);
    let of_axis =
        rows.filter(|(row, _)| store.series(row.series).is_some_and(|s| s.axis == at.axis));
    let piece = |(row, is_left): (&crate::view::TableRow, bool)| {
        let cell = store
            .cells(row.series)
            .find(|c| store.run(*c) == at.column)?;
        Some(Piece {
            series: row.series,
            cell,
            is_left,
        })
    };
    of_axis.filter_map(piece).collect()
}

fn of_row(row: &RunRow, kind: Kind, pieces: Vec<Piece>) -> Subject {
    let figures = RunRow::FIGURES.into_iter();
    let figures = figures.filter(|m| kind == Kind::Nightly || RunRow::is_of_pulls(*m));
    Subject {
        name: row.name.text(kind),
        values: figures
            .map(|measure| (measure, row.text(measure)))
            .collect(),
        pieces,
        by: By::Job,
        ..Subject::default()
    }
}

/// A row of the list of runs: its word.
fn of_listed_run(asking: Asking<'_>, word: &str) -> Option<Subject> {
    let view = runs::runs(asking);
    let row = view.rows.iter().find(|row| row.word == word)?;
    Some(of_row(row, view.kind, in_run(asking, row.at)))
}

/// The run that the address names: its word, or nothing.
fn of_run(asking: Asking<'_>, word: &str) -> Option<Subject> {
    let row = run::run(asking).ok()?.row;
    if !word.is_empty() && word != row.word {
        return None;
    }
    let cells = run::cells(asking).ok()?;
    let piece = |(series, cell, is_left)| Piece {
        series,
        cell,
        is_left,
    };
    let pieces = cells.into_iter().map(piece).collect();
    Some(of_row(&row, Kind::Nightly, pieces))
}

/// A pull request of the list: its number.
fn of_listed_pull(asking: Asking<'_>, number: u64) -> Option<Subject> {
    let view = pulls::pulls(asking);
    let line = view.lines.iter().find(|line| line.run.number == number)?;
    let project = Some(asking.table.project.as_str()).filter(|p| !p.is_empty());
    let (axis, column) = pull::find(asking.store, project, number).ok()?;
    let mut pieces = in_run(asking, RunAt { axis, column });
    for piece in &mut pieces {
        piece.is_left &= pulls::is_asked(asking, asking.store.result(piece.cell));
    }
    Some(of_counts(
        &line.counts,
        line.run.name().text(Kind::Prs),
        pieces,
    ))
}

fn of_counts(counts: &crate::view::PullCounts, name: String, pieces: Vec<Piece>) -> Subject {
    let figures = crate::view::PullCounts::FIGURES;
    Subject {
        name,
        values: figures
            .map(|measure| (measure, counts.text(measure)))
            .into(),
        pieces,
        by: By::Job,
        ..Subject::default()
    }
}

/// The pull request that the address names.
fn of_pull(asking: Asking<'_>) -> Option<Subject> {
    let store = asking.store;
    let number = asking.query.pr?;
    let pull = pr::pull_of(store, &asking.table.project, number, asking.config).ok()?;
    let project = Some(asking.table.project.as_str()).filter(|p| !p.is_empty());
    let (_, column) = pull::find(store, project, number).ok()?;
    let left: Vec<SeriesIdx> = pr::left(asking, &pull).iter().map(|c| c.series).collect();
    let piece = |check: &pull::Check| {
        let cell = store
            .cells(check.series)
            .find(|c| store.run(*c) == column)?;
        Some(Piece {
            series: check.series,
            cell,
            is_left: left.contains(&check.series),
        })
    };
    let pieces = pull.checks.iter().filter_map(piece).collect();
    let name = ["PR #", &number.to_string()].concat();
    Some(of_counts(&pr::pr(asking, &pull).counts, name, pieces))
}

/// The figures of one job over all that is loaded, or over the window.
fn of_history(asking: Asking<'_>, id: &str, is_lately: bool) -> Option<Subject> {
    let store = asking.store;
    let view = job::job(asking, id)?;
    let at = store.find(id, asking.table.kind)?;
    let axis = store.axis(store.series(at)?.axis)?;
    let window = match is_lately {
        true => asked(asking.query, store).window(axis),
        false => Window {
            newest: 0,
            len: u32::MAX,
        },
    };
    let values = view.figures.iter().map(|figure| {
        let told = if is_lately {
            &figure.window
        } else {
            &figure.whole
        };
        (figure.measure, told.1.clone())
    });
    Some(Subject {
        values: values.collect(),
        name: view.name,
        pieces: pieces(store, at, window),
        ..Subject::default()
    })
}

/// A side of a comparison: 0 the older one.
pub(super) fn of_side(asking: Asking<'_>, at: usize) -> Option<Subject> {
    let view = compare::compare(asking).ok()?;
    let side = if at == 0 { &view.base } else { &view.head };
    let jobs = compare::in_side(asking, at).ok()?;
    let of_job = |(series, window, is_left)| {
        let mut all = pieces(asking.store, series, window);
        for piece in &mut all {
            piece.is_left = is_left;
        }
        all
    };
    Some(Subject {
        name: side.title.clone(),
        values: crate::view::SideView::FIGURES
            .map(|measure| (measure, side.text(measure)))
            .into(),
        pieces: jobs.into_iter().flat_map(of_job).collect(),
        by: By::Both,
        ..Subject::default()
    })
}

/// A job in one side of a comparison: its id or name; 0 the older side.
fn of_job_in_side(asking: Asking<'_>, named: &str, at: usize) -> Option<Subject> {
    let store = asking.store;
    let wanted = store.find(named, asking.table.kind)?;
    let view = compare::compare(asking).ok()?;
    let side = if at == 0 { &view.base } else { &view.head };
    let jobs = compare::in_side(asking, at).ok()?;
    let (_, window, _) = jobs.into_iter().find(|job| job.0 == wanted)?;
    let stats = job_stats(store, wanted, window);
    let p50 = stats.p50_secs.map(|secs| format::duration(secs.into()));
    let own = SideView {
        results: stats.results,
        ..side.clone()
    };
    let values = SideView::FIGURES.map(|measure| (measure, own.text(measure)));
    let p50 = p50.unwrap_or_else(|| format::NOT_AVAILABLE.to_owned());
    Some(Subject {
        values: values.into_iter().chain([(Measure::P50, p50)]).collect(),
        name: [&store.series(wanted)?.name, ", ", &side.title].concat(),
        pieces: pieces(store, wanted, window),
        ..Subject::default()
    })
}
