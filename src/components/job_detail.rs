//! An opened row: every run with each attempt, since when it is broken, owners, and what its
//! figures are made of.

use leptos::html;
use leptos::prelude::*;
use tailorbird_core::Kind;
use tailorbird_core::store::SeriesId;
use tailorbird_core::view::{self, DetailView, RowView};

use super::attempt_list::attempt_list;
use super::job_table::Lines;
use super::owner_card::owner_cards;
use super::words::{number, run_name};
use crate::browser;

/// What an opened row needs to draw itself.
#[derive(Clone, PartialEq)]
struct Opened {
    detail: DetailView,
    row: RowView,
    kind: Kind,
}

/// The details of one row.
#[component]
pub fn JobDetail(
    /// What the lines share.
    lines: Lines,
    /// Line of the row.
    line: usize,
    /// Id of the row.
    id: String,
) -> impl IntoView {
    let node = NodeRef::<html::Tr>::new();
    let key = id.clone();
    Effect::new(move || {
        let Some(element) = node.get() else { return };
        let (heights, id) = (lines.heights, key.clone());
        let guard = browser::on_height(&element, move |height| {
            let known = heights.with_untracked(|h| h.get(&id).copied());
            // A row that is being taken off the page has no height.
            if height > 0.0 && known != Some(height) {
                heights.update(|h| {
                    h.insert(id.clone(), height);
                });
            }
        });
        on_cleanup(move || drop(guard));
    });
    let wanted = SeriesId::parse(&id);
    let opened = Memo::new(move |_| open(lines, wanted));
    let transform = move || {
        let top = lines.layout.read().offset(line) + lines.line_height.get();
        format!("translateY({top}px)")
    };
    view! {
        <tr
            class="detail"
            role="row"
            data-testid="job-detail"
            data-id=id
            node_ref=node
            style:transform=transform
        >
            <td class="detail__box" role="gridcell" aria-colspan="13">
                {move || opened.get().map(|opened| draw(&opened))}
            </td>
        </tr>
    }
}

fn open(lines: Lines, id: Option<SeriesId>) -> Option<Opened> {
    let stage = lines.rows.stage.get()?;
    let store = stage.store();
    let fits = |s| store.series(s).map(|s| s.id) == id;
    let at = stage.table.rows.iter().position(|r| fits(r.series))?;
    let hosts = &stage.loaded.config.link_hosts;
    Some(Opened {
        detail: view::detail(store, stage.table.rows.get(at)?, hosts)?,
        row: view::row(store, &stage.table, u32::try_from(at).ok()?)?,
        kind: stage.table.kind,
    })
}

fn draw(opened: &Opened) -> impl IntoView + use<> {
    let Opened { detail, row, kind } = opened;
    view! {
        <div class="detail__columns">
            <section class="detail__runs">
                <h3 class="detail__head">"Runs and attempts"</h3>
                {attempt_list(detail, *kind)}
            </section>
            <section>
                {broken(detail, *kind)}
                <h3 class="detail__head">"Owners"</h3>
                {owner_cards(&detail.owners)}
                {categories(&detail.categories)}
            </section>
            <section>
                <h3 class="detail__head">"In this window"</h3>
                {figures(row)}
                <h3 class="detail__head">"Name"</h3>
                {names(detail, row)}
            </section>
        </div>
    }
}

/// Since when it is broken. Commits are unknown in files of 2024 and 2025.
fn broken(detail: &DetailView, kind: Kind) -> Option<impl IntoView + use<>> {
    let since = detail.broken_since?;
    let mut text = String::from(if detail.open_ended {
        "At least since "
    } else {
        "Since "
    });
    text.push_str(&run_name(since, kind));
    match detail.last_good {
        Some(good) => {
            text.push_str(" · last good ");
            text.push_str(&run_name(good, kind));
        }
        None => text.push_str(" · never passed in what is loaded"),
    }
    Some(view! {
        <h3 class="detail__head">"Broken"</h3>
        <p class="detail__text">{text}</p>
        <p class="detail__note">"The commits between are not in this data."</p>
    })
}

fn categories(categories: &[String]) -> Option<impl IntoView + use<>> {
    let text = categories.join(", ");
    (!text.is_empty()).then(|| {
        view! {
            <h3 class="detail__head">"Categories"</h3>
            <p class="detail__text">{text}</p>
        }
    })
}

/// The figures with what they are made of.
fn figures(row: &RowView) -> impl IntoView + use<> {
    let weather = row.weather.map_or("fewer than 3 results", |w| w.word());
    let lines = [
        ("Pass rate", row.rate_text.clone(), row.rate_title.clone()),
        ("Fails", row.fails.to_string(), String::new()),
        ("Skips", row.skips.to_string(), String::new()),
        ("Reruns", number(row.reruns), String::new()),
        ("Flaky or mixed", number(row.flakes), String::new()),
        ("Weather", weather.to_owned(), String::new()),
        (
            "p50 duration",
            "n/a".to_owned(),
            "no durations in this data".to_owned(),
        ),
    ];
    let lines = lines.map(|(name, value, note)| {
        view! {
            <dt>{name}</dt>
            <dd>
                {value}
                <span class="detail__note">{note}</span>
            </dd>
        }
    });
    view! { <dl class="figures">{lines}</dl> }
}

fn names(detail: &DetailView, row: &RowView) -> impl IntoView + use<> {
    let note = detail.unexpanded.then(|| {
        view! {
            <p class="detail__note">
                "GitHub skipped this job before it filled in its matrix: the name is the raw one."
            </p>
        }
    });
    let chips = detail.dimensions.iter().map(|(key, value)| {
        let act = format!("{key}:{value}");
        view! {
            <button type="button" class="chip" data-act=act.clone() title="Filter by this value">
                {act.clone()}
            </button>
        }
    });
    let chips: Vec<_> = chips.collect();
    let kind = format!("kind:{}", detail.job_kind);
    view! {
        <p class="detail__name">{row.name.clone()}</p>
        <p class="detail__chips">
            <button type="button" class="chip" data-act=kind.clone() title="Filter by this value">
                {kind.clone()}
            </button>
            {chips}
        </p>
        {note}
    }
}
