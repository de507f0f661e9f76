//! The view `compare`: two runs, or two spans of days, beside each other.

use tailorbird_core::format::plural;
use tailorbird_core::url::{self, Query, View};
use tailorbird_core::view::{self, CompareView, Offers, date_of, day_word};

use super::edit;
use super::empty::{CLEAR, empty, lack};
use super::page::Page;
use super::trends;
use crate::components::{compare_lists, compare_sides, following, named_link, note, told_note};
use crate::node::{Node, el, value_of};
use crate::state::{Stage, Step};
use crate::ui::{Button, ButtonLook, EmptyState};

/// The view.
pub(super) fn draw(page: Page, stage: &Stage) -> Vec<Node> {
    let sorted = page.rows.sorted.read();
    let query = page.address.query().read();
    let asking = stage.asking(&sorted, &query);
    let offers = view::offers(asking);
    let Some(found) = page.trends.compare.get() else {
        return Vec::new();
    };
    match found.as_ref() {
        Ok(found) => {
            let sides = [&found.base, &found.head].map(|side| side.word.clone());
            let of = plural(found.listed.into(), "entry", "entries");
            let line = page.line(found.shown.into(), of, notes(stage, found), Vec::new());
            let body = el("div")
                .class("compare")
                .with("data-testid", "compare")
                .child(choosers(page, &offers, &sides))
                .child(compare_sides(found))
                .child(trends::charts(
                    page,
                    &found.charts.iter().collect::<Vec<_>>(),
                    newer,
                ))
                .children(lists(page, found));
            vec![line, follow(page, body)]
        }
        Err(why) => {
            let sides = [&query.base, &query.head].map(|word| word.clone().unwrap_or_default());
            let line = page.bare_line(plural(0, "entry", "entries"));
            let body = el("div")
                .class("compare")
                .child(choosers(page, &offers, &sides));
            vec![line, follow(page, body), failed(page, why)]
        }
    }
}

fn follow(page: Page, node: Node) -> Node {
    following(node, move |href| {
        let (query, _) = url::parse(&href);
        page.address.change(Step::Push, |q| *q = query);
    })
}

fn notes(stage: &Stage, found: &CompareView) -> Vec<Node> {
    let mut notes = Vec::new();
    if found.is_days {
        let tests = plural(found.tests.into(), "test", "tests");
        notes.push(told_note("note::tests", tests).text(" adjusted together before any filter; a job's result is its newest that passed or failed"));
    }
    if stage.loaded.is_partial {
        notes.push(note("Older months are still loading."));
    }
    notes
}

fn lists(page: Page, found: &CompareView) -> Vec<Node> {
    if found.shown == 0 {
        return vec![nothing(page, found.listed)];
    }
    compare_lists(found, &|id| {
        page.address.link(|q| {
            q.view = Some(View::Job);
            q.job = Some(id.to_owned());
        })
    })
}

/// No entry is left, or there is none.
fn nothing(page: Page, listed: u32) -> Node {
    if listed == 0 {
        let state = EmptyState {
            title: "Nothing differs".into(),
            why: "Each job has the same result on both sides, and none failed on both.".into(),
            test_id: "same",
            ..EmptyState::default()
        };
        return state.draw();
    }
    empty(
        "No job matches",
        "What differs is left out by the filter text and the buttons beside it.",
        CLEAR,
        move || page.address.change(Step::Push, edit::clear),
    )
}

fn failed(page: Page, why: &str) -> Node {
    let newest = Button {
        text: "The newest two runs".into(),
        ..Button::default()
    };
    let mut words = String::from("Failed to ");
    words.push_str(why);
    words.push('.');
    words.push_str(lack(page.rows));
    let state = EmptyState {
        title: "These two cannot be compared".into(),
        why: words.into(),
        test_id: "empty",
        actions: vec![newest.draw(move || page.address.change(Step::Push, |q| set(q, None, None)))],
        ..EmptyState::default()
    };
    state.draw()
}

/// Days that are chosen in a chart become the newer side.
fn newer(query: &mut Query, from: i64, to: i64) {
    let days = [from, to].map(|night| date_of(night).map(day_word).unwrap_or_default());
    query.head = Some(days.join(".."));
}

fn set(query: &mut Query, base: Option<String>, head: Option<String>) {
    query.base = base;
    query.head = head;
}

/// What both sides are chosen with.
fn choosers(page: Page, offers: &Offers, sides: &[String; 2]) -> Node {
    let [base, head] = sides;
    let pairs = offers.pairs.iter().map(|pair| {
        let href = page
            .address
            .link(|q| set(q, pair.base.clone(), pair.head.clone()));
        named_link(pair.label.to_owned(), href)
            .class(ButtonLook::Small.class())
            .with("data-testid", "offer")
    });
    let pairs = el("p")
        .class("compare__pairs")
        .with("role", "group")
        .with("aria-label", "Often asked for")
        .children(pairs.collect());
    let swap = Button {
        text: "Swap".into(),
        label: "Swap the older and the newer side".into(),
        test_id: "swap",
        ..Button::default()
    };
    let (older, newer) = (base.clone(), head.clone());
    let swap = swap.draw(move || {
        let (base, head) = (Some(newer.clone()), Some(older.clone()));
        page.address.change(Step::Push, |q| set(q, base, head));
    });
    // Changing one side keeps the other, also where the address does not name it.
    let choose = move |is_head: bool, word: String, other: &str| {
        let other = Some(other.to_owned()).filter(|word| !word.is_empty());
        let (base, head) = if is_head {
            (other, Some(word))
        } else {
            (Some(word), other)
        };
        page.address.change(Step::Push, |q| set(q, base, head));
    };
    let to_head = head.clone();
    let to_base = base.clone();
    el("div")
        .class("compare__choose")
        .child(side("Older", "choose-base", base, offers, move |word| {
            choose(false, word, &to_head);
        }))
        .child(swap)
        .child(side("Newer", "choose-head", head, offers, move |word| {
            choose(true, word, &to_base);
        }))
        .child(pairs)
}

/// A list of runs, and two days.
fn side(
    name: &'static str,
    test_id: &'static str,
    word: &str,
    offers: &Offers,
    on_choose: impl Fn(String) + Clone + Send + Sync + 'static,
) -> Node {
    let is_run = offers.runs.iter().any(|(run, _)| run == word);
    let option = |(run, title): &(String, String)| {
        el("option")
            .with("value", run.clone())
            .with_some("selected", (run == word).then_some(""))
            .text(title.clone())
    };
    let other = (!is_run).then(|| {
        el("option")
            .with("value", "")
            .with("selected", "")
            .text(if word.is_empty() {
                "choose a run"
            } else {
                "days"
            })
    });
    let chosen = on_choose.clone();
    let runs = el("select")
        .class("compare__select")
        .with("aria-label", [name, " side: a run"].concat())
        .with("data-testid", test_id)
        .with(
            "prop:value",
            if is_run {
                word.to_owned()
            } else {
                String::new()
            },
        )
        .on("change", move |event| {
            let value = value_of(&event);
            if !value.is_empty() {
                chosen(value);
            }
        })
        .child_some(other)
        .children(offers.runs.iter().map(option).collect());
    let runs = (!offers.runs.is_empty()).then_some(runs);
    let days = offers
        .days
        .as_ref()
        .map(|bounds| days(name, word, bounds, on_choose));
    el("div")
        .class("compare__chooser")
        .with("role", "group")
        .with("aria-label", [name, " side"].concat())
        .child(el("span").class("compare__name").text(name))
        .child_some(runs)
        .child_some(days)
}

/// The first and the last day of a side.
fn days(
    name: &'static str,
    word: &str,
    bounds: &(String, String),
    on_choose: impl Fn(String) + Clone + Send + Sync + 'static,
) -> Node {
    let (from, to) = word.split_once("..").unwrap_or_default();
    let (first, last) = (from.to_owned(), to.to_owned());
    let field = |label: &'static str, value: &str, is_to: bool| {
        let (first, last) = (first.clone(), last.clone());
        let on_choose = on_choose.clone();
        el("input")
            .class("compare__day")
            .with("type", "date")
            .with("aria-label", [name, " side: ", label].concat())
            .with("min", bounds.0.clone())
            .with("max", bounds.1.clone())
            .with("prop:value", value.to_owned())
            .on("change", move |event| {
                let day = value_of(&event);
                if day.is_empty() {
                    return;
                }
                // One day alone is a span too; a span never ends before it begins.
                let (from, to) = match is_to {
                    true if first.is_empty() || first > day => (day.clone(), day),
                    true => (first.clone(), day),
                    false if last.is_empty() || last < day => (day.clone(), day),
                    false => (day, last.clone()),
                };
                on_choose([&from, "..", &to].concat());
            })
    };
    el("span")
        .class("compare__days")
        .text("or days ")
        .child(field("first day", from, false))
        .text(" to ")
        .child(field("last day", to, true))
}
