//! The tiles: each answers one question in one number, which is the link to the rows behind it.

use std::sync::Arc;

use leptos::prelude::*;
use tailorbird_core::Kind;
use tailorbird_core::format::{percent, plural};
use tailorbird_core::view::{Bar, LastRun, Tiles};

use super::words::run_name;
use crate::charts::{BarColumn, BarSegment, Bars};

/// Where the numbers lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TileLinks {
    /// Newly broken rows.
    pub broken: String,
    /// Fixed rows.
    pub fixed: String,
    /// Rows with a flaky or mixed result.
    pub flaky: String,
}

/// All tiles.
#[component]
pub fn TileRow(
    /// The numbers; None while nothing is loaded.
    tiles: Memo<Option<Arc<Tiles>>>,
    /// The kind of results.
    kind: Memo<Kind>,
    /// Where the numbers lead.
    links: Memo<TileLinks>,
    /// The rows come from files that cannot tell flaky from mixed.
    is_legacy: Signal<bool>,
    /// Called with the address of a number that was pressed.
    #[prop(into)]
    on_follow: Callback<String>,
) -> impl IntoView {
    let number = move |read: fn(&Tiles) -> Option<u32>| {
        Signal::derive(move || {
            let n = tiles.read().as_ref().and_then(|t| read(t));
            n.map_or_else(|| "n/a".to_owned(), |n| n.to_string())
        })
    };
    let before = move || match kind.get() {
        Kind::Nightly => "since the run before",
        Kind::Prs => "red on the newest PR, green before",
    };
    let fixed_note = move || {
        let longest = tiles.read().as_ref().map_or(0, |t| t.longest_fixed);
        let (one, many) = match kind.get() {
            Kind::Nightly => ("failed run", "failed runs"),
            Kind::Prs => ("red PR", "red PRs"),
        };
        match longest {
            0 => "failed before, passed now".to_owned(),
            n => {
                let mut text = String::from("longest was ");
                text.push_str(&plural(u64::from(n), one, many));
                text
            }
        }
    };
    let (flaky_head, flaky_note) = (
        move || {
            if is_legacy.get() {
                "Flaky (mixed results)"
            } else {
                "Flaky"
            }
        },
        move || {
            if is_legacy.get() {
                "jobs with a result that differs from an older attempt"
            } else {
                "jobs that failed and passed on one commit"
            }
        },
    );
    view! {
        <section class="tiles" aria-label="Summary">
            <LastRunTile tiles kind />
            <NumberTile
                name="tile-broken"
                head=Signal::stored("Newly broken")
                class="tile__number bad"
                value=number(|t| Some(t.broken))
                note=Signal::derive(move || before().to_owned())
                href=Signal::derive(move || links.read().broken.clone())
                on_follow
            />
            <NumberTile
                name="tile-fixed"
                head=Signal::stored("Fixed")
                class="tile__number good"
                value=number(|t| Some(t.fixed))
                note=Signal::derive(fixed_note)
                href=Signal::derive(move || links.read().fixed.clone())
                on_follow
            />
            <NumberTile
                name="tile-flaky"
                head=Signal::derive(flaky_head)
                class="tile__number warn"
                value=number(|t| t.flaky)
                note=Signal::derive(move || flaky_note().to_owned())
                href=Signal::derive(move || links.read().flaky.clone())
                on_follow
            />
            <RateTile tiles kind />
        </section>
    }
}

/// A number that is a link.
#[component]
fn NumberTile(
    name: &'static str,
    head: Signal<&'static str>,
    class: &'static str,
    value: Signal<String>,
    note: Signal<String>,
    href: Signal<String>,
    on_follow: Callback<String>,
) -> impl IntoView {
    let follow = move |event: leptos::ev::MouseEvent| {
        if !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            on_follow.run(href.get_untracked());
        }
    };
    view! {
        <div class="tile" data-testid=name data-value=value>
            <h2 class="tile__head">{head}</h2>
            <a class=class href=href on:click=follow>{value}</a>
            <p class="tile__note">{note}</p>
        </div>
    }
}

/// The newest run: all jobs and the required ones.
#[component]
fn LastRunTile(tiles: Memo<Option<Arc<Tiles>>>, kind: Memo<Kind>) -> impl IntoView {
    let head = move || {
        let (nightly, newest) = (kind.get() == Kind::Nightly, tiles.get());
        let numbers: Vec<String> = newest
            .iter()
            .flat_map(|t| t.newest.iter())
            .map(|n| run_name(*n, kind.get()))
            .collect();
        let mut text = String::from(if nightly {
            "Last nightly · "
        } else {
            "Newest · "
        });
        text.push_str(&numbers.join(", "));
        text
    };
    let last = move || {
        tiles
            .read()
            .as_ref()
            .map(|t| t.last_run)
            .unwrap_or_default()
    };
    let value = move || last().value();
    let passed = move || match last() {
        run if run.of == 0 => "n/a".to_owned(),
        run => run.passed.to_string(),
    };
    let required = move || {
        let found = tiles.read().as_ref().and_then(|t| t.required);
        found.map_or_else(|| "n/a".to_owned(), |r| r.value())
    };
    let red = move || {
        let failed = tiles
            .read()
            .as_ref()
            .and_then(|t| t.required)
            .map_or(0, |r| r.failed);
        (failed > 0).then(|| {
            view! { <span class="bad">{format!(" · {failed} required failing")}</span> }
        })
    };
    let others = move || {
        let tiles = tiles.read();
        let tiles = tiles.as_ref()?;
        let required = tiles.required?;
        let (k, n) = (
            tiles.last_run.passed - required.passed,
            tiles.last_run.of - required.of,
        );
        Some(format!(" · others {k}/{n}"))
    };
    view! {
        <div class="tile tile--wide" data-testid="tile-last-run" data-value=value>
            <h2 class="tile__head">{head}</h2>
            <p class="tile__number">
                {passed}
                <small>{move || format!(" of {} passed", last().of)}</small>
            </p>
            <p class="tile__note">
                <span data-testid="tile-required" data-value=required>
                    "required "
                    <b>{required}</b>
                </span>
                {others}
                {red}
            </p>
            <p class="tile__note">{move || aside(&last())}</p>
        </div>
    }
}

/// What the big number leaves out.
fn aside(run: &LastRun) -> String {
    let mut parts = Vec::new();
    if run.running > 0 {
        let done = run.of - run.running;
        parts.push(format!("in progress, {done} of {} done", run.of));
    }
    if run.skipped > 0 {
        parts.push(format!("+ {} skipped", run.skipped));
    }
    if run.missing > 0 {
        parts.push(format!("{} missing (in the run before)", run.missing));
    }
    parts.join(", ")
}

/// Pass rate over the window, with the outcomes of each run as stacked bars.
#[component]
fn RateTile(tiles: Memo<Option<Arc<Tiles>>>, kind: Memo<Kind>) -> impl IntoView {
    let rate = move || tiles.read().as_ref().and_then(|t| t.rate);
    let value = move || rate().map_or_else(|| "n/a".to_owned(), |r| r.to_string());
    let bars = Memo::new(move |_| {
        tiles
            .read()
            .as_ref()
            .map(|t| t.bars.clone())
            .unwrap_or_default()
    });
    let columns = Signal::derive(move || {
        let kind = kind.get();
        bars.read()
            .iter()
            .map(|bar| column(bar, kind))
            .collect::<Vec<_>>()
    });
    let max = Signal::derive(move || {
        f64::from(
            bars.read()
                .iter()
                .map(|b| b.results.all())
                .max()
                .unwrap_or_default(),
        )
    });
    let head = move || match kind.get() {
        Kind::Nightly => format!("Nightly pass rate · last {} runs", bars.read().len()),
        Kind::Prs => format!("Pass rate · last {} pull requests", bars.read().len()),
    };
    let caption = Signal::derive(move || {
        let mut text = String::from("Results by run, oldest first; pass rate over all ");
        text.push_str(&percent(rate()));
        text
    });
    view! {
        <div class="tile tile--chart" data-testid="tile-rate" data-value=value>
            <h2 class="tile__head">
                {head}
                <span class="tile__aside">{move || percent(rate())}</span>
            </h2>
            <Bars columns max caption />
        </div>
    }
}

fn column(bar: &Bar, kind: Kind) -> BarColumn {
    let r = bar.results;
    let other = r.cancelled + r.running + r.unknown;
    let parts = [
        (r.passed, "chart-good", "passed"),
        (r.failed, "chart-bad", "failed"),
        (r.skipped, "chart-absent", "skipped"),
        (other, "chart-active", "other"),
    ];
    let label = run_name(bar.number, kind);
    let mut title = label.clone();
    title.push_str(": ");
    let shown = parts
        .iter()
        .filter(|p| p.0 > 0)
        .map(|p| format!("{} {}", p.0, p.2));
    title.push_str(&shown.collect::<Vec<_>>().join(", "));
    let segments = parts.into_iter().map(|(n, class, label)| BarSegment {
        value: f64::from(n),
        class,
        label,
        text: n.to_string(),
    });
    BarColumn {
        label,
        title,
        href: None,
        segments: segments.collect(),
    }
}
