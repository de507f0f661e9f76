//! The tiles: each answers one question in one number, which is the link to the rows behind it.

use std::sync::Arc;

use tailorbird_core::Kind;
use tailorbird_core::format::{percent, plural};
use tailorbird_core::view::{Bar, LastRun, Tiles, exact};

use super::follow::following;
use crate::charts::{BarColumn, BarSegment, bars, bars_table};
use crate::node::{Node, el};
use crate::state::Told;

/// Where the numbers lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TileLinks {
    /// The newest run or pull request, where it is one.
    pub newest: Option<String>,
    /// Newly broken rows.
    pub broken: String,
    /// Fixed rows.
    pub fixed: String,
    /// Rows with a flaky or mixed result.
    pub flaky: String,
}

/// All tiles: the numbers (None while nothing is loaded), where they lead, and whether the rows
/// come from files that cannot tell flaky from mixed. A number that is pressed is reported with
/// its address.
pub fn tile_row(
    tiles: Option<&Arc<Tiles>>,
    told: Told,
    kind: Kind,
    links: &TileLinks,
    is_legacy: bool,
    on_follow: impl Fn(String) + Send + Sync + 'static,
) -> Node {
    let row = el("section").class("tiles").with("aria-label", "Summary");
    let told = told.follow(tiles, kind);
    let told = told.as_ref().map(|(kind, tiles)| {
        let shown = tiles.bars.iter().map(|bar| column(bar, *kind));
        let (_, caption) = chart_words(Some(tiles), *kind);
        bars_table(&shown.collect::<Vec<_>>(), &caption)
    });
    let tiles = tiles.map(Arc::as_ref);
    following(row, on_follow)
        .children(number_tiles(tiles, kind, links, is_legacy))
        .child(chart_tile(tiles, kind).child_some(told))
}

/// The heading of the chart, and its caption.
fn chart_words(tiles: Option<&Tiles>, kind: Kind) -> (String, String) {
    let mut head = String::from(match kind {
        Kind::Nightly => "Nightly pass rate",
        Kind::Prs => "Pass rate",
    });
    let Some(Tiles {
        bars: shown, rate, ..
    }) = tiles
    else {
        return (head, "no data yet".to_owned());
    };
    head.push_str(" · last ");
    let n = shown.iter().map(|bar| u64::from(bar.n_runs)).sum();
    let is_by_month = shown.iter().any(|bar| bar.month.is_some());
    // Runs of several workflows share the bar of their night.
    let is_shared = kind == Kind::Nightly && !is_by_month && n > shown.len() as u64;
    if is_shared {
        head.push_str(&plural(shown.len() as u64, "night", "nights"));
        head.push_str(", ");
    }
    head.push_str(&match kind {
        Kind::Nightly => plural(n, "run", "runs"),
        Kind::Prs => plural(n, "pull request", "pull requests"),
    });
    let mut caption = String::from(if is_by_month {
        head.push_str(" by month");
        "Results by month, oldest first; pass rate over all "
    } else if is_shared {
        "Results by night, oldest first; pass rate over all "
    } else {
        "Results by run, oldest first; pass rate over all "
    });
    caption.push_str(&percent(*rate));
    (head, caption)
}

/// The pass rate and its bars.
fn chart_tile(tiles: Option<&Tiles>, kind: Kind) -> Node {
    let shown = tiles.map(|t| t.bars.as_slice()).unwrap_or_default();
    let rate = tiles.and_then(|t| t.rate);
    let (head, caption) = chart_words(tiles, kind);
    let why = tiles.and_then(|t| t.rate_note);
    let columns: Vec<_> = shown.iter().map(|bar| column(bar, kind)).collect();
    let highest = shown.iter().map(|b| b.results.all()).max();
    let aside = el("span").class("tile__aside").text(percent(rate));
    let words = el("span").with("title", head.clone()).text(head);
    let head = el("h2").class("tile__head").child(words).child(aside);
    el("div")
        .child(explain("tile-rate"))
        .class("tile tile--chart")
        .with("data-testid", "tile-rate")
        .with("data-value", rate.map_or_else(|| "n/a".to_owned(), exact))
        .child(head)
        .child(bars(
            &columns,
            f64::from(highest.unwrap_or_default()),
            &caption,
        ))
        .child_some(why.map(|why| note(why.to_owned())))
}

fn tile(name: &'static str, class: &'static str, value: String, head: String) -> Node {
    let words = el("span").with("title", head.clone()).text(head);
    el("div")
        .with("data-testid", name)
        .class(class)
        .with("data-value", value)
        .child(explain(name))
        .child(el("h2").class("tile__head").child(words))
}

/// The button that tells what a tile's number is made of.
fn explain(figure: &'static str) -> Node {
    el("button")
        .class("tile__explain")
        .with("data-explain", figure)
        .with("aria-label", "What this number is made of")
        .text("?")
}

fn note(words: String) -> Node {
    el("p").class("tile__note").text(words)
}

/// The tiles of one number each.
fn number_tiles(
    tiles: Option<&Tiles>,
    kind: Kind,
    links: &TileLinks,
    is_legacy: bool,
) -> Vec<Node> {
    let number = |n: Option<u32>| n.map_or_else(|| "n/a".to_owned(), |n| n.to_string());
    let linked = |name, class, head: &str, n: Option<u32>, href: &String, words: String| {
        let link = el("a")
            .class(class)
            .with("href", href.clone())
            .with("data-follow", href.clone())
            .text(number(n));
        tile(name, "tile", number(n), head.to_owned())
            .child(link)
            .child(note(words))
    };
    let (since, flaky) = (
        match kind {
            Kind::Nightly => "since the run before",
            Kind::Prs => "red on the newest PR, green before",
        },
        if is_legacy {
            "jobs with a result that differs from an older attempt"
        } else {
            "jobs that failed and passed on one commit"
        },
    );
    let flaky_head = if is_legacy {
        "Flaky (mixed results)"
    } else {
        "Flaky"
    };
    vec![
        last_run(tiles, kind, links.newest.as_ref()),
        linked(
            "tile-broken",
            "tile__number bad",
            "Newly broken",
            tiles.map(|t| t.broken),
            &links.broken,
            since.to_owned(),
        ),
        linked(
            "tile-fixed",
            "tile__number good",
            "Fixed",
            tiles.map(|t| t.fixed),
            &links.fixed,
            ended(tiles.map_or(0, |t| t.longest_fixed), kind),
        ),
        linked(
            "tile-flaky",
            "tile__number warn",
            flaky_head,
            tiles.and_then(|t| t.flaky),
            &links.flaky,
            flaky.to_owned(),
        ),
    ]
}

/// What the fixed jobs got over.
fn ended(longest: u32, kind: Kind) -> String {
    let (one, many) = match kind {
        Kind::Nightly => ("failed run", "failed runs"),
        Kind::Prs => ("red PR", "red PRs"),
    };
    if longest == 0 {
        return "failed before, passed now".to_owned();
    }
    let mut text = String::from("longest was ");
    text.push_str(&plural(u64::from(longest), one, many));
    text
}

/// The newest run: all jobs, and the required ones.
fn last_run(tiles: Option<&Tiles>, kind: Kind, link: Option<&String>) -> Node {
    let newest = tiles.map_or_else(String::new, |t| t.newest_text(kind));
    let mut head = String::from(match kind {
        Kind::Nightly => "Last nightly",
        Kind::Prs if newest.is_empty() => "Newest pull request",
        Kind::Prs => "Newest",
    });
    if !newest.is_empty() {
        head.push_str(" · ");
        head.push_str(&newest);
    }
    let run = tiles.map(|t| t.last_run).unwrap_or_default();
    let (passed, of) = match run.of {
        0 => ("n/a".to_owned(), None),
        n => (
            run.passed.to_string(),
            Some([" of ", &n.to_string(), " passed"].concat()),
        ),
    };
    let number = match link {
        Some(href) => el("a")
            .with("href", href.clone())
            .with("data-follow", href.clone()),
        None => el("p"),
    };
    let number = number
        .class("tile__number")
        .text(passed)
        .child_some(of.map(|of| el("small").text(of)));
    let required = tiles.and_then(|t| t.required);
    let value = required.map_or_else(|| "n/a".to_owned(), |r| r.value());
    let failing = required.map(|r| r.failed).filter(|n| *n > 0).map(|n| {
        let mut words = String::from(" · ");
        words.push_str(&n.to_string());
        words.push_str(" failing");
        el("span").class("bad").text(words)
    });
    let required_note = el("p").class("tile__note").child(
        el("span")
            .with("data-testid", "tile-required")
            .with("data-value", value.clone())
            .text("required ")
            .child(el("b").text(value)),
    );
    tile("tile-last-run", "tile tile--wide", run.value(), head)
        .child(number)
        .child(required_note.child_some(failing))
        .child(note(aside(&run, required.as_ref())))
}

/// What the big number leaves out.
fn aside(run: &LastRun, required: Option<&LastRun>) -> String {
    let mut parts = Vec::new();
    if let Some(required) = required.filter(|required| required.of > 0 && run.of > required.of) {
        parts.push(format!(
            "others {}/{}",
            run.passed - required.passed,
            run.of - required.of
        ));
    }
    if run.running > 0 {
        parts.push(format!(
            "in progress, {} of {} done",
            run.of - run.running,
            run.of
        ));
    }
    if run.skipped > 0 {
        parts.push(format!("+ {} skipped", run.skipped));
    }
    if run.missing > 0 {
        parts.push(format!("{} missing (in the run before)", run.missing));
    }
    parts.join(" · ")
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
    let label = bar.label(kind);
    let mut title = label.clone();
    title.push_str(": ");
    let shown = parts
        .iter()
        .filter(|p| p.0 > 0)
        .map(|p| format!("{} {}", p.0, p.2));
    title.push_str(&shown.collect::<Vec<_>>().join(", "));
    title.push_str("; pass rate ");
    title.push_str(&percent(r.pass_rate()));
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
